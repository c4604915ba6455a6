"""Directives: a citation the article prints, or what somebody said in it; those on one document are one."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from partyx.deadline import in_time
from partyx.grounding.bearings import (
    addressee_objection,
    document_objection,
    paragraphs_of,
    speaker_objection,
    task_objection,
)
from partyx.grounding.claim import Claim
from partyx.grounding.places import NotSaidError
from partyx.kinds.built_in.directive import Directive, Task
from partyx.kinds.grounds import is_id
from partyx.kinds.record import spec_of
from partyx.kinds.roles.base import on_one_line
from partyx.kinds.roles.documents import described
from partyx.kinds.roles.organisations import respelled
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.issuers import issuer as issuer_named
from partyx.language.lexicon import values
from partyx.language.ranges import Ranges
from partyx.mention import DocumentReading, Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from partyx.draft import DraftDirective, DraftTask
    from partyx.grounding.places import Places
    from partyx.language.ranges import Range
    from partyx.mention import Mention
    from partyx.records import DocumentRef, Unlocated

_FEW = 12
"""Citations of one document that are asked who issued it, and when."""
_KIND = pattern("<documents.kinds|documents.by_name>")


class _Cited(NamedTuple):
    """A document that is cited: how, where, and by which mention, if by one."""

    reading: DocumentReading
    at: Range
    mention: str | None = None

    @property
    def first(self) -> str | None:
        """The id of the document's first citation."""
        return self.reading.first or self.mention


class _Part(NamedTuple):
    """What one draft says of a directive."""

    claim: Claim
    values: Mapping[str, Any]
    tasks: Mapping[Range, Task]
    cited: _Cited | None


def ground_directives(
    places: Places, drafts: Iterable[DraftDirective], refused: list[Unlocated]
) -> tuple[Directive, ...]:
    """The directives the article cites or reports, in reading order."""
    spec = spec_of(Directive)
    citations = _citations(places)
    groups: dict[Hashable, list[_Part]] = {}
    for index, draft in enumerate(in_time(drafts)):
        part = _part(Claim(spec, draft, places, refused), draft, citations)
        if part is not None:
            groups.setdefault(index if part.cited is None else _key(part.cited), []).append(part)
    found = (_directive(parts, citations) for parts in groups.values())
    return tuple(sorted(found, key=lambda directive: directive.evidence[0].start))


def _key(cited: _Cited) -> Hashable:
    return cited.first if cited.mention else (fold(cited.reading.kind), cited.at)


def _part(claim: Claim, draft: DraftDirective, citations: Mapping[str, list[Mention]]) -> _Part | None:
    """One draft, located; None when it was put aside."""
    if draft.source not in ("document", "speech"):
        claim.refuse_whole(f"the source is neither a document nor a speech: {draft.source!r}")
        return None
    cited = _cited(claim, draft) if draft.source == "document" else None
    if draft.source == "document" and cited is None:
        return None
    if not claim.state(draft.evidence, cited.at if cited else None) and cited:
        claim.state((cited.at,), None)
    if not claim.stated:
        claim.refuse_whole("none of its evidence is in the article's content")
        return None
    said = claim.spec.located(draft, claim, ("issuer", "addressees", "date", "subject", "deadline"))
    if cited is None:
        said |= claim.spec.located(draft, claim, ("kind",)) | _between_whom(claim, draft, said)
    else:
        said |= _beside(claim, draft, said, cited, citations.get(cited.first or "", ()))
    return _Part(claim, said, _tasks(claim, draft.tasks), cited)


def _between_whom(claim: Claim, draft: DraftDirective, said: Mapping[str, Any]) -> dict[str, Any]:
    """Who speaks and who is to act, where the article says so of this speech."""
    begins = next((place for place in draft.evidence if not isinstance(place, str)), claim.stated[0])
    issuer = said["issuer"]
    if issuer is not None:
        issuer = claim.unless(speaker_objection(claim.places, issuer, begins), "issuer", draft.issuer, issuer)
    paragraphs = paragraphs_of(claim.places, claim.stated)
    addressees = (
        claim.unless(addressee_objection(paragraphs, one), "addressees", one, one)
        for one in said["addressees"]
    )
    return {"issuer": issuer, "addressees": tuple(one for one in addressees if one is not None)}


def _beside(
    claim: Claim, draft: DraftDirective, said: Mapping[str, Any], cited: _Cited, others: Sequence[Mention]
) -> dict[str, Any]:
    """Who issued a document, when and what about, where a paragraph that cites it says so."""
    found: dict[str, Any] = {}
    for name in ("issuer", "date", "subject"):
        ref, value = getattr(draft, name), said[name]
        if value is not None and value != _read(cited.reading, name):
            at = (
                start := claim.start_of(ref),
                start + len(value if isinstance(value, str) else value.printed),
            )
            citations = sorted((cited.at, *_first_beside(claim.places, at, others)))
            why = (
                document_objection(claim.places, name, at, citations)
                or _against(claim, cited, others, name, at)
                or (_against_number(cited.reading, value) if name == "issuer" else None)
            )
            value = claim.unless(why, name, ref, value)
        found[name] = value
    return found


def _first_beside(places: Places, at: Range, citations: Sequence[Mention]) -> Iterator[Range]:
    """The first of a document's citations in the paragraph of a place, with all that belongs to it."""
    low, high = places.paragraph(at[0])
    index = bisect_left(citations, low, key=attrgetter("start"))
    for one in citations[index : index + 1]:
        if one.start < high:
            yield one.whole


def _against(claim: Claim, cited: _Cited, others: Sequence[Mention], name: str, at: Range) -> str | None:
    """Why a citation that prints another issuer or date is not set right by words outside of all.

    Without the citation that the claim names, the first few of the document are looked at: a headline
    prints the number alone.
    """
    printed = _read(cited.reading, name)
    printed = getattr(printed, "printed", printed)
    if printed is None or name == "subject":
        return None
    own = cited.reading.whole(cited.at), cited.reading.about(claim.view, cited.at)
    citations = [own, *((one.whole, one.about(claim.view)) for one in others[:_FEW])]
    if any(start <= at[0] <= end for (start, end), _ in citations):
        return None
    heads = ((start, about[0] if about else end) for (start, end), about in citations)
    said = any(claim.view.find(printed, *head) >= 0 for head in heads)  # what it is about names others
    return f"is not {printed!r}, as its citation says" if said else None  # else a code's letters tell it


def _against_number(reading: DocumentReading, issuer: str) -> str | None:
    """Why a body cannot have issued a document whose number ends in the letters of another level."""
    letters = (reading.number or "").rpartition("/")[2]
    if issuer_named(issuer).may_be_level_with(issuer_named(letters)):
        return None
    return f"is of another level than {letters!r} in the document's number"


def _read(reading: DocumentReading, name: str) -> Any:  # noqa: ANN401 - of the field
    """What a citation itself says of a document."""
    return {"issuer": reading.issuer, "date": reading.issued, "subject": reading.title}[name]


def _cited(claim: Claim, draft: DraftDirective) -> _Cited | None:
    """The cited document; None when there is none and the record was refused."""
    if draft.document is None or not draft.document.strip():
        claim.refuse_whole("it names no document")
        return None
    near = next((place for place in draft.evidence if not isinstance(place, str)), None)
    try:
        if is_id(draft.document):
            mentions: tuple[Mention, ...] = (claim.places.mention(draft.document),)
            at = (mentions[0].start, mentions[0].end)
        else:
            at = claim.quoted(draft.document, near)
            mentions = claim.mentions.within(*at, Kind.DOCUMENT)
    except NotSaidError as why:
        claim.refuse_whole(f"the document {draft.document!r} {why}")
        return None
    for mention in mentions:
        for reading in mention.readings:
            if isinstance(reading, DocumentReading):
                return _Cited(reading, mention.at, mention.id)
    return _unnumbered(claim, at)


def _unnumbered(claim: Claim, at: Range) -> _Cited | None:
    """A document that has no citation of its own: its kind is in its name."""
    printed = claim.view[slice(*at)]
    named = _KIND.search(fold(printed))
    if named is None:
        claim.refuse_whole(f"{printed!r} names no kind of document")
        return None
    kind = values("documents.kinds", "documents.by_name")[named[0]]
    return _Cited(DocumentReading(kind=kind, number=None), at)


def _tasks(claim: Claim, drafts: Iterable[DraftTask]) -> dict[Range, Task]:
    """What is asked for, each place once."""
    tasks: dict[Range, Task] = {}
    for draft in drafts:
        if not draft.text.strip():
            continue
        try:
            at = _place_of_task(claim, draft.text)
        except NotSaidError as why:
            claim.refuse("tasks", draft.text, f"the task {why}")
            continue
        if at not in tasks:
            evidence = claim.located(draft.evidence, at) or (at,)
            text = on_one_line(claim, at)
            tasks[at] = Task(text=text, evidence=claim.spans(evidence))
    return tasks


def _place_of_task(claim: Claim, quote: str) -> Range:
    at = claim.quoted(quote)
    if why := task_objection(claim.places, at):
        raise NotSaidError(why)
    return at


def _directive(parts: Sequence[_Part], citations: Mapping[str, list[Mention]]) -> Directive:
    """What several drafts say of one document, or one of a speech, with every citation as evidence."""
    claim, _, _, cited = parts[0]
    others = citations.get(cited.first or "", []) if cited else []
    document = _corrected(_document(claim, cited, others), parts) if cited else None
    ranges = {place for part in parts for place in part.claim.stated}
    known = Ranges(ranges)
    ranges |= {one.at for one in others if not known.hold(*one.at)}
    tasks = {at: task for part in parts for at, task in part.tasks.items()}

    def first(name: str) -> Any:  # noqa: ANN401 - of the field
        return _first(part.values[name] for part in parts)

    return Directive(
        source="document" if document else "speech",
        kind=document.kind if document else first("kind"),
        document=document,
        issuer=first("issuer") or (document.issuer if document else None),
        addressees=tuple(dict.fromkeys(text for part in parts for text in part.values["addressees"])),
        date=first("date") or (document.issued if document else None),
        subject=first("subject") or (cited.reading.title if cited else None),
        tasks=tuple(task for _, task in sorted(tasks.items(), key=lambda one: one[0])),
        deadline=first("deadline"),
        evidence=claim.spans(ranges),
    )


def _document(claim: Claim, cited: _Cited, citations: Sequence[Mention]) -> DocumentRef:
    """The document as its longest citation prints it."""
    places = [cited.at, *(one.at for one in citations)]
    longest = max(places, key=lambda place: place[1] - place[0])
    return described(claim.span(longest), cited.reading, citations)


def _corrected(document: DocumentRef, parts: Sequence[_Part]) -> DocumentRef:
    """The document with the issuer and date that are said of it in place of what its citations print."""
    issuer = _first(part.values["issuer"] for part in parts) or document.issuer
    issued = _first(part.values["date"] for part in parts) or document.issued
    return document.model_copy(
        update={"issuer": issuer, "issuer_normalised": respelled(issuer), "issued": issued}
    )


V = TypeVar("V")


def _first(said: Iterable[V | None]) -> V | None:
    return next((value for value in said if value is not None), None)


def _citations(places: Places) -> dict[str, list[Mention]]:
    """The citations of each document in the content, by the id of its first one."""
    groups: dict[str, list[Mention]] = {}
    for mention in places.mentions.of_kind(Kind.DOCUMENT):
        reading = mention.reading
        if isinstance(reading, DocumentReading) and places.article.role_at(mention.start).is_content:
            groups.setdefault(reading.first or mention.id, []).append(mention)
    return groups
