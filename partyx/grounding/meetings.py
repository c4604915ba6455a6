"""Meetings: an occasion the article names, and who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.deadline import in_time
from partyx.grounding.claim import Claim
from partyx.grounding.people import role_objection
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.record import spec_of
from partyx.kinds.roles.base import on_one_line
from partyx.language.fold import fold
from partyx.language.grammar import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.draft import DraftMeeting
    from partyx.grounding.places import Places
    from partyx.records import Person, Unlocated

_OCCASION = pattern(r"<meetings.names|meetings.ceremonies>[^.,;:()\n]{0,160}")


def ground_meetings(
    places: Places, drafts: Iterable[DraftMeeting], refused: list[Unlocated]
) -> tuple[Meeting, ...]:
    """The meetings the article reports or announces, in reading order."""
    spec = spec_of(Meeting)
    found = (_meeting(Claim(spec, draft, places, refused), draft) for draft in in_time(drafts))
    return tuple(
        sorted((one for one in found if one is not None), key=lambda meeting: meeting.evidence[0].start)
    )


def _meeting(claim: Claim, draft: DraftMeeting) -> Meeting | None:
    if not claim.state(draft.evidence, None):
        claim.refuse_whole("none of its evidence is in the article's content")
        return None
    values = claim.spec.located(draft, claim)
    for role in ("chairs", "speakers", "attendees"):
        values[role] = _in_role(claim, role, values[role])
    name = values["name"] or _named_in(claim)
    if name is None:
        claim.refuse_whole("the article names no such meeting")
        return None
    active = {fold(person.name) for person in (*values["chairs"], *values["speakers"])}
    others = tuple(person for person in values["attendees"] if fold(person.name) not in active)
    return Meeting(**values | {"name": name, "attendees": others}, evidence=claim.spans(claim.stated))


def _in_role(claim: Claim, role: str, people: Iterable[Person]) -> tuple[Person, ...]:
    """The people whom the article gives this part in a meeting."""
    found = (
        claim.unless(role_objection(claim.places, role, person.name), role, person.name, person)
        for person in people
    )
    return tuple(person for person in found if person is not None)


def _named_in(claim: Claim) -> str | None:
    """The first occasion that the evidence itself names."""
    for start, end in claim.stated:
        if found := _OCCASION.search(claim.places.article.folded, start, end):
            return on_one_line(claim, found.span())
    return None
