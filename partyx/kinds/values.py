"""What the fields of a record of one's own can hold: the article's own words, each with its place.

Write them as annotations::

    class Appointment(partyx.Record):
        person: partyx.PersonRef
        effective: partyx.DateRef | None = None

Beside them a field may be :class:`~partyx.records.DocumentRef`, ``Label``, a ``Literal``, ``bool``, another
record, and a list of any of these.
"""

from __future__ import annotations

from pydantic import Field

from partyx.kinds.wording import SIGNS, number, period
from partyx.records import Figure, Frozen, Period, Person, Qualifier, Span

__all__ = [
    "Clause",
    "DateRef",
    "FigureRef",
    "OrganisationRef",
    "PersonRef",
    "Phrase",
]


class Phrase(Frozen):
    """Words of the article, as printed."""

    text: str = Field(description="As printed, on one line.")
    span: Span = Field(description="Where.")

    def __str__(self) -> str:
        """The words."""
        return self.text


class Clause(Phrase):
    """A sentence or a part of one, as printed: a thing to be done, a reason, a condition."""


class PersonRef(Person):
    """A named person, with the titles printed beside the name."""

    span: Span = Field(description="Where the name stands.")

    def __str__(self) -> str:
        """The name, with its titles: "Nguyễn Minh Tiến (Trưởng ban Tổ chức tỉnh ủy)"."""
        return f"{self.name} ({', '.join(self.titles)})" if self.titles else self.name


class OrganisationRef(Frozen):
    """An organisation, an office or a place that is named."""

    name: str = Field(description='As printed. Example: "BTV Huyện ủy Suối Bạc"')
    normalised: str | None = Field(
        default=None, description="With abbreviations written out, where that differs."
    )
    span: Span = Field(description="Where.")

    def __str__(self) -> str:
        """The name as printed."""
        return self.name


class DateRef(Period):
    """A day or a stretch of days, at the precision it was printed with."""

    span: Span = Field(description="Where.")

    def __str__(self) -> str:
        """At its precision: "2023-09-29", "2023-Q1"."""
        return period(self)


class FigureRef(Frozen):
    """A number that the article prints."""

    value: Figure = Field(description="As printed; of a ratio the part. Example: 26 of 26/27")
    upper: Figure | None = Field(
        default=None, description='The upper end of a range. Example: 15 of "10 - 15"'
    )
    of: Figure | None = Field(default=None, description="The whole of a ratio. Example: 27 of 26/27")
    unit: str | None = Field(
        default=None, description='"%", money, or the words behind the number. Example: "đồng/kg"'
    )
    qualifier: Qualifier = Field(default="exact", description='Example: "nearly" for "gần 2.000"')
    printed: str = Field(description='As printed. Example: "1.513"')
    span: Span = Field(description="The number itself.")

    def __str__(self) -> str:
        """With its unit: ">1.500 đồng", "26/27", "10–15"."""
        upper = "" if self.upper is None else f"–{number(self.upper)}"
        whole = "" if self.of is None else f"/{number(self.of)}"
        unit = "" if self.unit is None else self.unit if self.unit == "%" else f" {self.unit}"
        return f"{SIGNS[self.qualifier]}{number(self.value)}{upper}{whole}{unit}"
