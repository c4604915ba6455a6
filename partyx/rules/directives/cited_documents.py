"""One directive for every document that the article cites."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from partyx.deadline import in_time
from partyx.draft import DraftDirective, DraftTask
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.mention import DateReading, DocumentReading, Kind
from partyx.rules.directives.imperatives import Imperatives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.article import Article
    from partyx.mention import Mention, Mentions

_MUST = pattern(r"(?!<modality.lookalikes>)<modality.must>")
_ISSUES = pattern(
    r",? (?P<body>[^,.;:\n]{2,90}?)(?: <citations.between>){0,4}(?P<signed> <citations.signs>)?"
    r" <citations.issues>(?: <citations.carries_out>)?(?: <citations.plurals>)? "
)
_LONGEST_ISSUING = 180
"""Characters between the day and the document that somebody issues."""
_LONGEST_DEMAND = 600
"""Characters of the clause behind a title; a sentence without an end would be read once a citation."""


def draft_cited_documents(article: Article, mentions: Mentions) -> list[DraftDirective]:
    """One directive a document, its evidence every citation in the article's content.

    Reports, petitions and collective mentions ("nghị quyết đại hội các cấp") are left out, and so is
    what only page furniture cites.
    """
    groups: dict[str, list[_Cited]] = {}
    for mention in mentions.of_kind(Kind.DOCUMENT):
        reading = mention.reading
        if (
            isinstance(reading, DocumentReading)
            and _directs(reading)
            and article.role_at(mention.start).is_content
        ):
            groups.setdefault(reading.first or mention.id, []).append(_cited(article, mention, reading))
    imperatives = Imperatives(article.view, article.folded)
    return [_directive(article, mentions, group, imperatives) for group in in_time(groups.values())]


def with_demands(
    documents: Sequence[DraftDirective], asking: Sequence[DraftDirective], mentions: Mentions
) -> list[DraftDirective]:
    """The documents with what the article says that they demand: "Đề án yêu cầu mỗi chi bộ ..."."""
    demands: dict[str, list[DraftDirective]] = defaultdict(list)
    for one in asking:
        demands[_first(one, mentions)].append(one)
    return [_joined(document, demands[_first(document, mentions)]) for document in documents]


def _joined(document: DraftDirective, demands: Sequence[DraftDirective]) -> DraftDirective:
    if not demands:
        return document
    return replace(
        document,
        evidence=(*document.evidence, *(place for one in demands for place in one.evidence)),
        addressees=(*document.addressees, *(who for one in demands for who in one.addressees)),
        tasks=(*document.tasks, *(task for one in demands for task in one.tasks)),
        deadline=document.deadline or next((one.deadline for one in demands if one.deadline), None),
    )


def _first(directive: DraftDirective, mentions: Mentions) -> str:
    """The id of the first citation of a directive's document."""
    name = directive.document or ""
    return getattr(mentions.by_id[name].reading, "first", None) or name


class _Cited(NamedTuple):
    """One citation and what it says.

    Attributes:
        mention: The citation.
        reading: What it says.
        end: Behind all of it.
        title: What the document is about, or None.
        demand: The clause behind the title that says what has to be done, or None.
    """

    mention: Mention
    reading: DocumentReading
    end: int
    title: str | None
    demand: tuple[int, int] | None = None


def _cited(article: Article, mention: Mention, reading: DocumentReading) -> _Cited:
    """Cut a title before the clause with "phải": "về ..., mọi khoản đóng góp phải được công khai"."""
    end, title = mention.whole[1], reading.title
    must = _MUST.search(article.folded, mention.end, end)
    comma = article.folded.rfind(", ", mention.end, must.start()) if must else -1
    sentence = article.sentence_at(mention.start)
    behind = article.sentences[sentence].end if sentence is not None else end
    if comma < 0 or behind - comma > _LONGEST_DEMAND:
        return _Cited(mention, reading, end, title)
    if title:
        title = title.removesuffix(article.view[comma:end])
    return _Cited(mention, reading, comma, title, (comma + 2, behind))


def _directs(reading: DocumentReading) -> bool:
    return not reading.collective and reading.kind not in phrases("documents.reports")


def _directive(
    article: Article, mentions: Mentions, group: list[_Cited], imperatives: Imperatives
) -> DraftDirective:
    """The directive of one document. Of the first citation and of the fullest one, all of it is evidence."""
    first, reading, *_ = group[0]
    demands = [cited.demand for cited in group if cited.demand]
    asked = [imperatives.asked_for(*demand) for demand in demands]
    fullest = max(group, key=lambda cited: cited.end - cited.mention.end)
    to_their_ends = {first.id, fullest.mention.id}
    return DraftDirective(
        source="document",
        evidence=(
            *(
                (cited.mention.start, cited.end if cited.mention.id in to_their_ends else cited.mention.end)
                for cited in group
            ),
            *demands,
        ),
        kind=reading.kind,
        document=first.id,
        issuer=reading.issuer,
        date=_date(article, mentions, group, reading),
        addressees=tuple(article.view[slice(*who)] for one in asked for who in one.addressees),
        subject=group[0].title,
        tasks=tuple(DraftTask(article.view[slice(*task)], (task,)) for one in asked for task in one.tasks),
    )


def _date(article: Article, mentions: Mentions, group: list[_Cited], reading: DocumentReading) -> str | None:
    """The id of the date mention that is the document's date of issue."""
    if reading.issued is None:
        days = (_issued_on(article, mentions, cited) for cited in group)
        return next((day for day in days if day), None)
    for cited in group:
        for date in mentions.within(cited.mention.end, cited.end, Kind.DATE):
            said = date.reading
            if isinstance(said, DateReading) and said.period and said.period.start == reading.issued.start:
                return date.id
    return None


def _issued_on(article: Article, mentions: Mentions, cited: _Cited) -> str | None:
    """The day of "Ngày 6/8, Tỉnh ủy đã ban hành Chỉ thị số 17", or "Chỉ thị số 17 ngày 6/8"."""
    for behind in mentions.within(cited.mention.end, cited.end, Kind.DATE)[:1]:
        is_day = behind.period is not None and behind.period.precision == "day"
        if is_day and not article.view[cited.mention.end : behind.start].strip(" ,("):
            return behind.id
    start = cited.mention.start
    days = mentions.within(max(0, start - _LONGEST_ISSUING), start, Kind.DATE)
    day = days[-1] if days else None
    if day is None or day.period is None or day.period.precision != "day" or not cited.reading.issuer:
        return None
    issuing = _ISSUES.fullmatch(article.folded, day.end, start)
    said = issuing is not None and (
        issuing["signed"] or fold(issuing["body"]).endswith(fold(cited.reading.issuer))
    )
    return day.id if said else None
