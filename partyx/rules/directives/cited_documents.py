"""One directive for every document that the article cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partyx.draft import DraftDirective
from partyx.language.lexicon import phrases
from partyx.mention import DateReading, DocumentReading, Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions


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
            groups.setdefault(reading.first or mention.id, []).append(_Cited(mention, reading))
    return [_directive(mentions, group) for group in groups.values()]


class _Cited(NamedTuple):
    """One citation and what it says."""

    mention: Mention
    reading: DocumentReading

    @property
    def end(self) -> int:
        """Behind the whole citation."""
        return self.mention.whole[1]


def _directs(reading: DocumentReading) -> bool:
    return not reading.collective and reading.kind not in phrases("documents.reports")


def _directive(mentions: Mentions, group: list[_Cited]) -> DraftDirective:
    """The directive of one document: the first citation and the one that says most count whole."""
    first, reading = group[0]
    fullest = max(group, key=lambda cited: cited.end - cited.mention.end)
    whole = {first.id, fullest.mention.id}
    return DraftDirective(
        source="document",
        evidence=tuple(
            (cited.mention.start, cited.end if cited.mention.id in whole else cited.mention.end)
            for cited in group
        ),
        kind=reading.kind,
        document=first.id,
        issuer=reading.issuer,
        date=_date(mentions, group, reading),
        subject=reading.title,
    )


def _date(mentions: Mentions, group: list[_Cited], reading: DocumentReading) -> str | None:
    """The id of the date mention that is the document's date of issue."""
    if reading.issued is None:
        return None
    for cited in group:
        for date in mentions.within(cited.mention.end, cited.end, Kind.DATE):
            said = date.reading
            if isinstance(said, DateReading) and said.period and said.period.start == reading.issued.start:
                return date.id
    return None
