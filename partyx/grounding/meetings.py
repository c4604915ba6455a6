"""Meetings: an occasion the article names, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from partyx.grounding.claim import Claim
from partyx.grounding.people import ground_people
from partyx.grounding.tokens import tokenise
from partyx.kinds.built_in.meeting import Mode
from partyx.language.grammar import pattern
from partyx.located import LocatedMeeting, LocatedText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.draft import DraftMeeting
    from partyx.grounding.places import Places
    from partyx.located import Range
    from partyx.records import Unlocated

_OCCASION = pattern(r"<meetings.names|meetings.ceremonies>[^.,;:()\n]{0,160}")


def ground_meetings(
    places: Places, drafts: Iterable[DraftMeeting], refused: list[Unlocated]
) -> tuple[LocatedMeeting, ...]:
    """The meetings the article reports or announces."""
    located = (_meeting(Claim(draft, places, refused), draft) for draft in drafts)
    return tuple(meeting for meeting in located if meeting is not None)


def _meeting(claim: Claim, draft: DraftMeeting) -> LocatedMeeting | None:
    evidence = claim.evidence(draft.evidence, None)
    if not evidence:
        claim.refuse("none of its evidence is in the article's content")
        return None
    near = evidence[0]
    name = claim.phrase("name", draft.name, near) or _named_in(claim, evidence)
    if name is None:
        claim.refuse("the article names no such meeting")
        return None
    return LocatedMeeting(
        name=name,
        evidence=evidence,
        kind=_kind(claim, draft.kind),
        date=claim.date("date", draft.date),
        organizer=claim.phrase("organizer", draft.organizer, near),
        location=claim.phrase("location", draft.location, near),
        mode=draft.mode if draft.mode in get_args(Mode) else None,
        chairs=ground_people(claim, "chairs", draft.chairs, near),
        speakers=ground_people(claim, "speakers", draft.speakers, near),
        attendees=ground_people(claim, "attendees", draft.attendees, near),
        agenda=claim.phrases("agenda", draft.agenda, near),
    )


def _named_in(claim: Claim, evidence: tuple[Range, ...]) -> LocatedText | None:
    """The first occasion that the evidence itself names."""
    for start, end in evidence:
        if found := _OCCASION.search(claim.places.article.folded, start, end):
            named = claim.places.trimmed(found.span())
            return LocatedText(" ".join(claim.places.view[slice(*named)].split()), named)
    return None


def _kind(claim: Claim, kind: str | None) -> str | None:
    """A label of words that the article has, lower case."""
    if kind is None or not kind.strip():
        return None
    if all(word in claim.places.content for word in tokenise(kind).words):
        return " ".join(kind.lower().split())
    claim.refuse_field("kind", kind, "the kind is not in the words of the article")
    return None
