"""People."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.kinds.grounds import NotSaidError, check_kind, is_id, read_as
from partyx.kinds.roles.base import MentionRole
from partyx.kinds.values import PersonRef
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partyx.kinds.grounds import Grounds
    from partyx.language.ranges import Range
    from partyx.mention import Mentions

REACH = 300
"""Characters around a name in which a person mention may overlap a located name; titles run to 150."""


class DraftPerson(NamedTuple):
    """Somebody without an id, by the name as printed, with titles that no mention tells."""

    name: str
    titles: tuple[str, ...]


class PersonRole(MentionRole):
    """A named person."""

    kind = Kind.PERSON
    hint = "p… hoặc nguyên văn"
    cells = {"": "person"}  # noqa: RUF012 - a constant of the class

    def ground(self, drafted: str, grounds: Grounds) -> PersonRef:
        """Name and titles as the article prints them."""
        if is_id(drafted):
            reading, place = read_as(PersonReading, drafted, grounds)
        else:
            place = grounds.quoted(drafted)
            check_kind(place, Kind.PERSON, Kind.ORGANISATION, grounds.mentions)
            reading = whole_name(grounds.view, grounds.mentions, place)
        return PersonRef(name=reading.name, titles=reading.titles, span=grounds.span(place))

    def quotes(self, value: Any) -> Iterator[str]:  # noqa: ANN401 - as the base
        """The name; titles may stand elsewhere."""
        yield value.name

    def row(self, name: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - as the base
        """The name with its titles."""
        return {name: None if value is None else str(value)}

    def compared(self, value: PersonRef) -> Mapping[str, object]:
        """The name."""
        return {"": value.name}


def whole_name(view: str, mentions: Mentions, place: Range) -> PersonReading:
    """The person at a place.

    "Tiến" alone is how a person is named the second time; "Nguyễn Minh" of "Nguyễn Minh Tiến" is somebody
    else.

    Raises:
        NotSaidError: The place holds only the beginning of a longer name.
    """
    start, end = place
    for mention in mentions.within(max(0, start - REACH), end, Kind.PERSON):
        if mention.end > start and isinstance(mention.reading, PersonReading):
            if end < mention.end:
                raise NotSaidError("names only part of a name")
            return mention.reading
    following = view[end + 1 : end + 2] if view[end : end + 1] == " " else ""
    if following.isupper():
        raise NotSaidError("names only part of a name")
    return PersonReading(" ".join(view[start:end].split()))
