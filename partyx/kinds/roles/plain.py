"""Fields of the built-in records: a value by itself; the record's evidence says where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.kinds.grounds import NotSaidError, is_id, read_as
from partyx.kinds.roles.base import on_one_line
from partyx.kinds.roles.dates import DateRole
from partyx.kinds.roles.labels import Placeless
from partyx.kinds.roles.people import PersonRole
from partyx.kinds.roles.phrases import PhraseRole
from partyx.language.fold import fold
from partyx.mention import DateReading, PersonReading
from partyx.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partyx.kinds.grounds import Grounds
    from partyx.records import Period, Span


class TextRole(PhraseRole):
    """Words of the article, as printed."""

    def ground(self, drafted: str, grounds: Grounds) -> str | None:  # type: ignore[override]
        """On one line; None for a blank."""
        return on_one_line(grounds, grounds.quoted(drafted)) if drafted.strip() else None

    def together(self, values: Sequence[str]) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys(values))

    def spans(self, value: str) -> Iterator[Span]:  # noqa: ARG002 - as the base
        """Nowhere by itself."""
        yield from ()


class BodyRole(TextRole):
    """The name of an organisation or a place."""

    cells = {"": "organisation"}  # noqa: RUF012 - a constant of the class


class IssuerRole(BodyRole):
    """Who directs: a body, or a person by the name or the id."""

    cells = {"": "issuer"}  # noqa: RUF012 - a constant of the class

    def ground(self, drafted: str, grounds: Grounds) -> str | None:  # type: ignore[override]
        """As printed; of a person the name."""
        if not is_id(drafted):
            return super().ground(drafted, grounds)
        mention = grounds.mention(drafted)
        reading = mention.reading
        return reading.name if isinstance(reading, PersonReading) else " ".join(mention.text.split())


class TermRole(Placeless):
    """What something is called in general, lower case: "hội nghị sơ kết", "đề nghị"."""

    cells = {"": "label"}  # noqa: RUF012 - a constant of the class

    def ground(self, drafted: str, grounds: Grounds) -> str | None:
        """As it is said, if the article has all its words."""
        if drafted.strip() and not grounds.prints(drafted):
            raise NotSaidError("is not in the words of the article")
        return " ".join(drafted.lower().split()) or None


class PeriodRole(DateRole):
    """A day or a stretch of days."""

    def __init__(self, *, dateline: bool = False) -> None:
        """Let the ``dateline`` say it as well, or not: "hôm nay" is the day that it prints."""
        self._dateline = dateline

    def ground(self, drafted: str, grounds: Grounds) -> Period | None:  # type: ignore[override]
        """Resolved; None where the article does not tell the year."""
        return read_as(DateReading, drafted, grounds, dateline=self._dateline)[0].period

    def spans(self, value: Period) -> Iterator[Span]:  # noqa: ARG002 - as the base
        """Nowhere by itself."""
        yield from ()


class ParticipantRole(PersonRole):
    """A person who took part."""

    cells = {"name": "person"}  # noqa: RUF012 - a constant of the class

    def ground(self, drafted: str, grounds: Grounds) -> Person:  # type: ignore[override]
        """Name and titles as the article prints them."""
        found = super().ground(drafted, grounds)
        return Person(name=found.name, titles=found.titles)

    def together(self, values: Sequence[Person]) -> tuple[Person, ...]:
        """Each person once, with all titles."""
        found: dict[str, Person] = {}
        for person in values:
            first = found.setdefault(fold(person.name), person)
            titles = _distinct((*first.titles, *person.titles))
            found[fold(person.name)] = Person(name=first.name, titles=titles)
        return tuple(found.values())

    def spans(self, value: Person) -> Iterator[Span]:  # noqa: ARG002 - as the base
        """Nowhere by itself."""
        yield from ()

    def compared(self, value: Person) -> Mapping[str, object]:
        """The name."""
        return {"name": value.name}


def _distinct(titles: Iterable[str]) -> tuple[str, ...]:
    """Titles in order, each spelling once."""
    return tuple({fold(title): title for title in reversed(list(titles))}.values())[::-1]
