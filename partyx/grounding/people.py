"""Participants: a person mention by its id, or a name the article prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.kinds.grounds import NotSaidError, is_id
from partyx.kinds.roles.people import whole_name
from partyx.language.fold import fold
from partyx.located import LocatedPerson
from partyx.mention import PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.draft import DraftPerson
    from partyx.grounding.claim import Claim
    from partyx.located import Range


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
        try:
            reading, at = whole_name(claim.places.view, claim.places.mentions, place.at), place.at
        except NotSaidError as why:
            claim.refuse_field(field, draft.ref, f"the {field} {why}")
            return None
    titles = tuple(text.text for text in claim.phrases("titles", draft.titles, at))
    return LocatedPerson(reading.name, titles or reading.titles)


def _distinct(titles: Iterable[str]) -> tuple[str, ...]:
    """Titles in order, each spelling once."""
    return tuple({fold(title): title for title in reversed(list(titles))}.values())[::-1]
