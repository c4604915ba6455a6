"""Fields of the built-in records: a value by itself; the record's evidence says where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.kinds.asking import check_quote, check_reference
from partyx.kinds.grounds import NotSaidError, is_id, undenied
from partyx.kinds.roles.base import FLAG, NUMBER, TEXT, Spanless, on_one_line
from partyx.kinds.roles.dates import DateRole
from partyx.kinds.roles.figures import as_number, whole
from partyx.kinds.roles.labels import FlagRole, Placeless
from partyx.kinds.roles.people import DraftPerson, PersonRole
from partyx.kinds.roles.phrases import PhraseRole
from partyx.kinds.roles.quoted_dates import read_date
from partyx.kinds.wording import period
from partyx.language.fold import fold
from partyx.mention import Kind, PersonReading
from partyx.records import Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partyx.kinds.asking import Lookup
    from partyx.kinds.grounds import Grounds
    from partyx.kinds.roles.base import Columns
    from partyx.language.ranges import Range
    from partyx.records import Period, Place


class TextRole(Spanless, PhraseRole):
    """Words of the article, as printed."""

    def complaints(self, place: str, said: str, lookup: Lookup) -> Iterator[str]:
        """They must be in the article."""
        yield from check_quote(place, said, lookup)

    def ground(self, drafted: str, grounds: Grounds) -> str | None:  # type: ignore[override]
        """On one line, with the word that denies it; None for a blank."""
        return on_one_line(grounds, self._place(drafted, grounds)) if drafted.strip() else None

    def _place(self, drafted: str, grounds: Grounds) -> Range:
        return undenied(grounds.quoted(drafted), grounds)

    def together(self, values: Sequence[str]) -> tuple[str, ...]:
        """Each once."""
        return tuple(dict.fromkeys(values))


class BodyRole(TextRole):
    """The name of an organisation or a place, or the id of an organisation."""

    cells = {"": "organisation"}  # noqa: RUF012 - a constant of the class

    def complaints(self, place: str, said: str, lookup: Lookup) -> Iterator[str]:
        """An id of another kind, or a text that is not printed."""
        yield from check_reference(place, said, frozenset({Kind.ORGANISATION}), lookup)

    def _place(self, drafted: str, grounds: Grounds) -> Range:
        """Wherever it is named: what is denied is said of it."""
        return grounds.quoted(drafted)


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


class UnitRole(TextRole):
    """What is counted, or "%"."""

    cells = {"": "unit"}  # noqa: RUF012 - a constant of the class

    def quotes(self, value: str) -> Iterator[str]:  # noqa: ARG002 - as the base
        """Nothing: it may be written out."""
        yield from ()


class NumberRole(Placeless):
    """A number, as it is printed."""

    cells = {"": "number"}  # noqa: RUF012 - a constant of the class

    def ground(self, drafted: float, grounds: Grounds) -> float:  # noqa: ARG002 - as the base
        """The number."""
        return whole(drafted)

    def columns(self, name: str) -> Columns:
        """One column."""
        return {name: NUMBER}

    def row(self, name: str, value: float | None) -> dict[str, Any]:
        """The same; see :func:`~partyx.kinds.roles.figures.as_number`."""
        return {name: as_number(value)}


class SwitchRole(FlagRole):
    """Yes, or no where nothing is said."""

    def columns(self, name: str) -> Columns:
        """One column, never missing."""
        return {name: FLAG}


class NumberedRole(Placeless):
    """Another record of the same type, by its number."""

    def __init__(self, plural: str) -> None:
        """Of the type that several of are called so."""
        self._plural = plural

    def ground(self, drafted: int, grounds: Grounds) -> int:  # noqa: ARG002 - as the base
        """The number."""
        return drafted

    def line(self, value: int) -> str:
        """As findings name it: "statistics[27]"."""
        return f"{self._plural}[{value}]"


class ProvinceRole(Placeless):
    """A province."""

    def ground(self, drafted: Place, grounds: Grounds) -> Place:  # noqa: ARG002 - as the base
        """As it is."""
        return drafted

    def line(self, value: Place) -> str:
        """Its name."""
        return value.name

    def columns(self, name: str) -> Columns:
        """Its name (under two names: tables in files had one, pandas the other), codes, district."""
        return dict.fromkeys(
            (name, *(f"{name}_{part}" for part in ("name", "code", "code_2025", "district"))), TEXT
        )

    def row(self, name: str, value: Place | None) -> dict[str, Any]:
        """The same."""
        if value is None:
            return dict.fromkeys(self.columns(name))
        said = (value.name, value.name, value.code, value.code_2025, value.district)
        return dict(zip(self.columns(name), said, strict=True))


class TasksRole(Placeless):
    """Things to be done; directives ground them themselves."""

    cells = {"text": "text"}  # noqa: RUF012 - a constant of the class

    def ground(self, drafted: Any, grounds: Grounds) -> Any:  # noqa: ANN401, ARG002 - as the base
        """As it is."""
        return drafted

    def line(self, value: Any) -> str:  # noqa: ANN401 - a task
        """Its words."""
        return str(value.text)

    def quotes(self, value: Any) -> Iterator[str]:  # noqa: ANN401
        """Its words."""
        yield value.text


class TermRole(Placeless):
    """What something is called in general, lower case: "hội nghị sơ kết", "đề nghị"."""

    cells = {"": "label"}  # noqa: RUF012 - a constant of the class

    def ground(self, drafted: str, grounds: Grounds) -> str | None:
        """As it is said, if the article has all its words."""
        if drafted.strip() and not grounds.prints(drafted):
            raise NotSaidError("is not in the words of the article")
        return " ".join(drafted.lower().split()) or None


class PeriodRole(Spanless, DateRole):
    """A day or a stretch of days."""

    def __init__(self, *, dateline: bool = False) -> None:
        """Let the ``dateline`` say it as well, or not: "hôm nay" is the day that it prints."""
        self._dateline = dateline

    def ground(self, drafted: str, grounds: Grounds) -> Period | None:  # type: ignore[override]
        """With its days where the article tells the year; None for what is no day of the calendar."""
        return read_date(drafted, grounds, dateline=self._dateline)[0].period

    def line(self, value: Period) -> str:
        """At its precision: "2023-09-29", "2023-Q1"."""
        return period(value)


class ParticipantRole(Spanless, PersonRole):
    """A person who took part."""

    cells = {"name": "person"}  # noqa: RUF012 - a constant of the class
    lists = {"titles": "title"}  # noqa: RUF012

    def ground(self, drafted: str | DraftPerson, grounds: Grounds) -> Person:  # type: ignore[override]
        """Name and titles as printed; a title that is said stands in a sentence with the name."""
        name, said = drafted if isinstance(drafted, DraftPerson) else (drafted, ())
        found = super().ground(name, grounds)
        titles = (self._title(title, name, grounds) for title in said)
        return Person(name=found.name, titles=_distinct((*found.titles, *filter(None, titles))))

    @staticmethod
    def _title(title: str, name: str, grounds: Grounds) -> str | None:
        """A title as printed; None where it is no title of this person, which is put aside."""
        try:
            place = grounds.quoted(title, grounds.sentence(grounds.quoted(name)[0]))
        except NotSaidError as missing:
            why: str | None = str(missing)
        else:
            why = grounds.title_objection(place, name)
        if why is None:
            return on_one_line(grounds, place)
        grounds.refuse("titles", title, f"the title {why}")
        return None

    def together(self, values: Sequence[Person]) -> tuple[Person, ...]:
        """Each person once, with all titles."""
        found: dict[str, Person] = {}
        for person in values:
            first = found.setdefault(fold(person.name), person)
            titles = _distinct((*first.titles, *person.titles))
            found[fold(person.name)] = Person(name=first.name, titles=titles)
        return tuple(found.values())

    def line(self, value: Person) -> str:
        """The name, with its titles: "Nguyễn Minh Tiến (Trưởng ban Tổ chức tỉnh ủy)"."""
        return f"{value.name} ({', '.join(value.titles)})" if value.titles else value.name

    def compared(self, value: Person) -> Mapping[str, object]:
        """The name."""
        return {"name": value.name}


def _distinct(titles: Iterable[str]) -> tuple[str, ...]:
    """Titles in order, each spelling once."""
    return tuple({fold(title): title for title in reversed(list(titles))}.values())[::-1]
