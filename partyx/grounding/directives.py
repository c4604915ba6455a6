"""Directives: a citation the article prints, or what somebody said in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.grounding.claim import Claim
from partyx.grounding.places import NotSaidError
from partyx.grounding.tokens import tokenise
from partyx.kinds.grounds import is_id
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import values
from partyx.located import LocatedDirective, LocatedDocument, LocatedTask
from partyx.mention import DocumentReading, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.draft import DraftDirective, DraftTask
    from partyx.grounding.places import Places
    from partyx.located import Range
    from partyx.mention import Mention
    from partyx.records import Unlocated

_KIND = pattern("<documents.kinds|documents.by_name>")


def ground_directives(
    places: Places, drafts: Iterable[DraftDirective], refused: list[Unlocated]
) -> tuple[LocatedDirective, ...]:
    """The directives the article cites or reports."""
    located = (_directive(Claim(draft, places, refused), draft) for draft in drafts)
    return tuple(directive for directive in located if directive is not None)


def _directive(claim: Claim, draft: DraftDirective) -> LocatedDirective | None:
    if draft.source not in ("document", "speech"):
        claim.refuse(f"the source is neither a document nor a speech: {draft.source!r}")
        return None
    document = _document(claim, draft) if draft.source == "document" else None
    if draft.source == "document" and document is None:
        return None
    evidence = claim.evidence(draft.evidence, document.at if document else None)
    if document and not evidence:
        evidence = (document.at,)
    if not evidence:
        claim.refuse("none of its evidence is in the article's content")
        return None
    near = evidence[0]
    return LocatedDirective(
        source="document" if document else "speech",
        evidence=evidence,
        kind=document.reading.kind if document else _verb(claim, draft.kind),
        document=document,
        issuer=claim.issuer(draft.issuer, near),
        addressees=claim.phrases("addressees", draft.addressees, near),
        date=claim.date("date", draft.date),
        subject=claim.phrase("subject", draft.subject, near),
        tasks=_tasks(claim, draft.tasks, near),
        deadline=claim.date("deadline", draft.deadline),
    )


def _document(claim: Claim, draft: DraftDirective) -> LocatedDocument | None:
    """The cited document; None when there is none and the record was refused."""
    if draft.document is None or not draft.document.strip():
        claim.refuse("it names no document")
        return None
    near = next((place for place in draft.evidence if not isinstance(place, str)), None)
    try:
        if is_id(draft.document):
            cited: tuple[Mention, ...] = (claim.places.mention(draft.document),)
            at = (cited[0].start, cited[0].end)
        else:
            at = claim.places.quoted(draft.document, near)
            cited = claim.places.mentions.within(*at, Kind.DOCUMENT)
    except NotSaidError as why:
        claim.refuse(f"the document {draft.document!r} {why}")
        return None
    for mention in cited:
        if reading := _reading(mention):
            return LocatedDocument(reading, (mention.start, mention.end), mention.id)
    return _unnumbered(claim, at)


def _reading(mention: Mention) -> DocumentReading | None:
    return next((reading for reading in mention.readings if isinstance(reading, DocumentReading)), None)


def _unnumbered(claim: Claim, at: Range) -> LocatedDocument | None:
    """A document that has no citation of its own: its kind is in its name."""
    printed = claim.places.view[slice(*at)]
    named = _KIND.search(fold(printed))
    if named is None:
        claim.refuse(f"{printed!r} names no kind of document")
        return None
    kind = values("documents.kinds", "documents.by_name")[named[0]]
    return LocatedDocument(DocumentReading(kind=kind, number=None), at)


def _verb(claim: Claim, kind: str | None) -> str | None:
    """The verb of a speech ("đề nghị"), in words that the article has."""
    if kind is None or not kind.strip():
        return None
    if all(word in claim.places.content for word in tokenise(kind).words):
        return " ".join(kind.lower().split())
    claim.refuse_field("kind", kind, "the kind is not in the words of the article")
    return None


def _tasks(claim: Claim, drafts: Iterable[DraftTask], near: Range) -> tuple[LocatedTask, ...]:
    tasks: dict[Range, LocatedTask] = {}
    for draft in drafts:
        text = claim.phrase("tasks", draft.text, near)
        if text is not None and text.at not in tasks:
            evidence = claim.evidence(draft.evidence, text.at)
            tasks[text.at] = LocatedTask(text, evidence or (text.at,))
    return tuple(tasks.values())
