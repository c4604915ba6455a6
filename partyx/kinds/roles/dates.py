"""Dates and periods."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.kinds.asking import check_date
from partyx.kinds.grounds import NotSaidError
from partyx.kinds.roles.base import DAY, TEXT, Role, quoted_id
from partyx.kinds.roles.quoted_dates import read_date
from partyx.kinds.values import DateRef
from partyx.mention import DateReading, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partyx.kinds.asking import Find, Lookup
    from partyx.kinds.grounds import Grounds
    from partyx.kinds.roles.base import Columns
    from partyx.records import Period


_WRITTEN = re.compile(r"\d{4}(-\d{2}){0,2}")


def _days_of(drafted: str, lookup: Lookup) -> str | None:
    """The days of a date that has an id."""
    mention = lookup.mention(drafted)
    reading = mention.reading if mention else None
    return reading.period.edtf if isinstance(reading, DateReading) and reading.period else None


class Days(NamedTuple):
    """First and last day, and both as one text where they are not known."""

    start: dt.date | None
    end: dt.date | None
    edtf: str | None = None
    printed: str | None = None


class DateRole(Role):
    """A day, a month, a term."""

    hint = "d… hoặc nguyên văn"
    cells = {"": "period"}  # noqa: RUF012 - a constant of the class
    entry = "date"

    def complaints(self, place: str, said: str, lookup: Lookup) -> Iterator[str]:
        """The id of a date, or a phrase of the article."""
        yield from check_date(place, said, lookup)

    def differ(self, one: str, other: str, lookup: Lookup) -> bool:
        """Whether they are other days, and none is a day of the other's month or year."""
        first, second = (_days_of(it, lookup) for it in (one, other))
        if first is None or second is None:
            return super().differ(one, other, lookup)
        return not (first.startswith(second) or second.startswith(first))

    def answered(self, example: str, lookup: Lookup) -> str:
        """The date's id."""
        return quoted_id(example, lookup, Kind.DATE)

    def of_quote(self, quote: str, find: Find) -> str:
        """The date's id: it may stand in the dateline, where no quote is looked for."""
        return find(quote, Kind.DATE) or quote

    def ground(self, drafted: str, grounds: Grounds) -> DateRef:
        """At the precision it is printed with, with its days where the year is known."""
        reading, place = read_date(drafted, grounds, dateline=True)
        if reading.period is None:
            raise NotSaidError("is no day of the calendar")
        return DateRef(**reading.period.model_dump(), span=grounds.span(place))

    def quotes(self, value: Period) -> Iterator[str]:
        """As printed."""
        yield value.printed

    def columns(self, name: str) -> Columns:
        """First day, last day, how exact, as printed, and as one text that holds partial dates too."""
        days = {f"{name}_start": DAY, f"{name}_end": DAY}
        return days | {f"{name}_precision": TEXT, f"{name}_printed": TEXT, f"{name}_edtf": TEXT}

    def row(self, name: str, value: Period | None) -> dict[str, Any]:
        """The same."""
        if value is None:
            return dict.fromkeys(self.columns(name))
        said = (value.start, value.end, value.precision, value.printed, value.edtf)
        return dict(zip(self.columns(name), said, strict=True))

    def compared(self, value: DateRef) -> Mapping[str, object]:
        """First and last day."""
        return {"": Days(value.start, value.end, value.edtf, value.printed)}

    def gold(self, written: Any) -> Mapping[str, object]:  # noqa: ANN401 - JSON
        """A day, month or year ("2024-03-05", "2024-03", "2024"), or two with a slash between.

        Of a year that is not told four crosses stand ("XXXX-03-05").
        """
        if _PARTIAL.fullmatch(str(written)):
            return {"": Days(None, None, str(written))}
        try:
            first, slash, last = str(written).partition("/")
            start, end = _days(first)[0], _days(last if slash else first)[1]
        except ValueError:
            start, end = dt.date.max, dt.date.min
        if end < start:
            raise ValueError(f'{written!r} is no date: write "2024-03-05", "2024-03" or "2024-01/2024-06"')
        return {"": Days(start, end)}

    def written(self, value: DateRef) -> str:
        """The shortest of these that has the same days; where a day is not known, what is."""
        if value.start is None or value.end is None:
            return value.edtf or value.printed
        start, end = value.start.isoformat(), value.end.isoformat()
        for short in (start, start[:7], start[:4]):
            if _days(short) == (value.start, value.end):
                return short
        return f"{start}/{end}"


_PARTIAL = re.compile(r"XXXX(?:-\d{2}){0,2}(?:/(?:XXXX(?:-\d{2}){0,2}|\.\.))?")


def _days(written: str) -> tuple[dt.date, dt.date]:
    """First and last day of a day, month or year.

    Raises:
        ValueError: It is none of them.
    """
    if not _WRITTEN.fullmatch(written):
        raise ValueError(written)
    year, *rest = map(int, written.split("-"))
    if not rest:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if len(rest) == 1:
        return dt.date(year, rest[0], 1), dt.date(year, rest[0], monthrange(year, rest[0])[1])
    month, day = rest
    return dt.date(year, month, day), dt.date(year, month, day)
