"""Participants: a person mention by its id, or a name the article prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.grounding.claim import is_id
from partyx.language.fold import fold
from partyx.located import LocatedPerson, LocatedText
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.draft import DraftPerson
    from partyx.grounding.claim import Claim
    from partyx.located import Range

_REACH = 300
"""Characters around a name in which a person mention may overlap a located name; titles run to 150."""


def ground_people(
    claim: Claim, field: str, people: Iterable[DraftPerson], near: Range | None
) -> tuple[LocatedPerson, ...]:
    """The people that the article names, each once, with the titles it prints."""
    found: dict[str, LocatedPerson] = {}
    for draft in people:
        person = _person(claim, field, draft, near)
        if person is not None:
            first = found.setdefault(fold(person.name), person)
            titles = dict.fromkeys((*first.titles, *person.titles))
            found[fold(person.name)] = LocatedPerson(first.name, _distinct(titles))
    return tuple(found.values())


def _person(claim: Claim, field: str, draft: DraftPerson, near: Range | None) -> LocatedPerson | None:
    if is_id(draft.ref):
        mention = claim.mention(field, draft.ref)
        if mention is None:
            return None
        if not isinstance(mention.reading, PersonReading):
            claim.refuse_field(field, draft.ref, f"{draft.ref} ({mention.text!r}) is no person")
            return None
        reading, at = mention.reading, (mention.start, mention.end)
    else:
        place = claim.phrase(field, draft.ref, near)
        if place is None:
            return None
        whole = _whole_name(claim, place)
        if whole is None:
            claim.refuse_field(field, draft.ref, f"the {field} names only part of a name")
            return None
        reading, at = whole, place.at
    titles = tuple(text.text for text in claim.phrases("titles", draft.titles, at))
    return LocatedPerson(reading.name, titles or reading.titles)


def _whole_name(claim: Claim, place: LocatedText) -> PersonReading | None:
    """The person at a place; None when the place holds only the beginning of a longer name.

    "Tiến" alone is how a person is named the second time; "Nguyễn Minh" of "Nguyễn Minh Tiến" is
    somebody else.
    """
    start, end = place.at
    for mention in claim.places.mentions.within(max(0, start - _REACH), end, Kind.PERSON):
        if mention.end > start and isinstance(mention.reading, PersonReading):
            complete = end >= mention.end
            return mention.reading if complete else None
    view = claim.places.view
    following = view[end + 1 : end + 2] if view[end : end + 1] == " " else ""
    return None if following.isupper() else PersonReading(place.text)


def _distinct(titles: Iterable[str]) -> tuple[str, ...]:
    """Titles in order, each spelling once."""
    return tuple({fold(title): title for title in reversed(list(titles))}.values())[::-1]
