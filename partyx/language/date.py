"""Dates and periods, found at a digit (or a quarter's Roman numeral) and read with the words before it.

Every form is tried at one position with one anchored pattern, so the cost is a constant a digit. What
a form yields is a :class:`Stated` date: its parts as printed, the year possibly missing. Years are put
in later, when the whole article has been seen.

Vietnamese order is day, month, year. The separators ``/``, ``-``, ``.`` and the word for month all occur
in the genre, spaced or not ("29/9", "2-3", "16.7", "29 tháng 9 năm 2023").
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from partyx.language.grammar import Behind, Pattern, pattern
from partyx.language.lexicon import values
from partyx.language.number import worded_numbers
from partyx.language.ordinals import ROMAN, ordinal_value
from partyx.language.ranges import before_marks
from partyx.language.unit import counts_people
from partyx.records import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from partyx.records import Precision

    Parts = tuple["Day", "Day | None", Precision]
    Form = tuple[Pattern, Callable[[re.Match[str]], Parts | None]]

YEAR = re.compile(r"(?:19[3-9]|20[0-4])\d")
"""Digits that read as a year of the genre, 1930 to 2049; counts of a thousand and more have a point."""

REPORTED = 2
"""Months behind some first months of a year in which a report of them is printed."""

AT_THE_END = 20
"""Day of a month from which on a report speaks of it as gone by: half years are summed up on 25 June."""

LEAP_YEAR = 2000
"""Stands for a year that is not known: it has every day that there is."""

UNKNOWN_YEAR = "XXXX"

WINDOW = 48
"""Characters before a date in which its cue words are sought; the longest cue has 40."""

_SEP = " ?[/.-] ?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_NO_MORE = r"(?!\d|[.,/-]\d)"
_BEFORE_YEAR = rf"(?:{_SEP}| ?,? ?<+time.year> )"
_OF_YEAR = rf"(?:{_BEFORE_YEAR}(?P<year>{_YEAR}))?"
_IN_YEAR = rf"(?: ?,? ?<+time.year> (?P<year>{_YEAR}))?"

_DAY_WORDS = Behind("time.opens_day", "time.goes_on_day", "time.weekdays")
_DAY_CUE = pattern(r"(?:<time.opens_day>(?: <time.goes_on_day>){0,4}|<time.weekdays>) ?,? ?\(? ?\Z")
_MONTH_CUE = Behind("time.month")
_YEAR_CUE = Behind("time.years")
_STAGE_CUE = Behind("time.stages")
_TERM = pattern(r"<time.terms>")
_FROM = Behind("time.from")
_SO_FAR = pattern(r" ?,? ?<time.so_far>")
_SINCE = pattern("<time.from>")
_ROUNDS = Behind("time.rounds")
_FEAST = pattern(r"(?:<time.feasts>)(?!\d)")
_BEFORE_DATES = Behind("time.points", "time.no_frames", "time.of_period")
_POINT_CUE = Behind("time.points")

_DAY_MONTH_YEAR = pattern(
    rf"(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_SEP}(?P<year>(?:1[89]|20)\d\d(?!\d)){_NO_MORE}"
)
_SHORT_YEAR = pattern(
    rf"(?P<day>\d{{1,2}})(?P<sep>[/-])(?P<month>\d{{1,2}})(?P=sep)(?P<short>\d\d){_NO_MORE}"
)
_ISO = pattern(rf"(?P<year>(?:19|20)\d\d)-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_NO_MORE}")
_DAY_WORD_MONTH = pattern(
    r"(?P<day>\d{1,2}) ?[/-]? ?<+time.month> ?(?P<month>\d{1,2}(?!\d)|(?!<time.year> \d)<time.months>)"
    + _OF_YEAR
)
_DAY_MONTH = pattern(rf"(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_NO_MORE}{_IN_YEAR}")
_TO_DAY = r" ?(?:<+time.to>|-) ?(?:<time.day> )?"
_DAYS = pattern(
    r"(?P<day>\d{1,2})"
    r"(?: ?(?:[,;-]|<+connectors.and|time.to>) ?(?:<time.day> )?(?P<last>\d{1,2})){1,4}"
    rf"(?: ?<+time.month> ?|{_SEP})(?P<month>\d{{1,2}})(?!\d)(?:{_BEFORE_YEAR}(?P<year>{_YEAR}))?"
)
_DAYS_TO = pattern(
    rf"(?P<day>\d{{1,2}}){_TO_DAY}(?P<last>\d{{1,2}})"
    rf"(?: ?<+time.month> ?|{_SEP})(?P<month>\d{{1,2}})(?!\d)(?:{_BEFORE_YEAR}(?P<year>{_YEAR}))?{_NO_MORE}"
)
_MONTH_OF = rf"(?:{_SEP}| ?<+time.month> ?)"
_YEAR_OF = rf"(?:{_SEP}| ?<+time.year> ?)"
_DAY_TO_DAY = pattern(
    rf"(?P<day>\d{{1,2}}){_MONTH_OF}(?P<month>\d{{1,2}})(?:{_YEAR_OF}(?P<year>{_YEAR}))?{_TO_DAY}"
    rf"(?P<day2>\d{{1,2}}){_MONTH_OF}(?P<month2>\d{{1,2}})(?!\d)(?:{_YEAR_OF}(?P<year2>{_YEAR}))?"
)
_MONTH_YEAR = pattern(rf"(?P<month>\d{{1,2}}){_BEFORE_YEAR}(?P<year>{_YEAR}){_NO_MORE}")
_MONTHS = pattern(
    r"(?P<month>\d{1,2}) ?(?:[,-]|<+connectors.and|time.to>) ?(?:<time.month> )?(?P<last>\d{1,2})"
    rf"{_BEFORE_YEAR}(?P<year>{_YEAR})"
)
_MONTH_TO_MONTH = pattern(
    rf"(?P<month>\d{{1,2}})(?:{_SEP}| ?<+time.year> )(?P<year>{_YEAR}) ?(?:<+time.to>|-) ?(?:<time.month> )?"
    rf"(?P<month2>\d{{1,2}})(?:{_SEP}| ?<+time.year> )(?P<year2>{_YEAR})"
)
_MONTH = pattern(r"(?P<month>\d{1,2})(?!\d|[.,]\d)")
_YEARS = pattern(rf"(?P<year>{_YEAR}) ?(?:[/-]|<+time.to>(?: <time.year>)?) ?(?P<year2>{_YEAR})")
_ONE_YEAR = pattern(rf"(?P<year>{_YEAR}){_NO_MORE}")
_OPENING_MONTHS = pattern(
    rf"(?P<count>\d{{1,2}}) <time.month> (?:(?P<side><time.sides>) <time.year>|(?=<time.year> {_YEAR}))"
    rf"(?: ?(?:<+time.year> )?(?P<year>{_YEAR}))?"
)
_QUARTER = pattern(rf"<time.quarter> (?P<quarter>{ROMAN}|[1-4])(?!\w){_OF_YEAR}")
_AT_AN_END = pattern(
    rf"(?P<side><time.sides>) <time.year>(?: (?:<time.year> )?(?P<year>{_YEAR}))?(?P<so_far> <time.so_far>)?"
)
_OF_THE_END = pattern(
    r"(?:(?P<count><numbers.ten>(?: <numbers.digits>)?|<numbers.digits>) <time.month>|(?P<half><time.half>)"
    r"|<time.from>) \Z"
)
"""What may stand before an end of a year: "sáu tháng | đầu năm", "nửa | cuối năm", "từ | đầu năm đến nay"."""
_COUNTED_SINCE = Behind("time.counted_since")
_LONGEST_OF_THE_END = 24
_SENTENCE = re.compile(r"(?:\A|[.!?…;\n] ?)\Z")
_SHAPED = pattern(rf"\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:19|20)\d\d{_NO_MORE}")

Day = tuple[int | None, int, int]
"""Year (None where none is printed), month, day (0 for the month's last)."""

OfYear = Literal["frame", "past", "term"]
"""Which year is meant where a phrase tells none: that of the report, the one gone by, or the one in which
the term of office began."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A date or period as printed: ``view[start:end]``, the year None where none is printed.

    ``first`` and ``last`` are (year, month, day), both inclusive; day 0 means the month's last day.

    Attributes:
        start: First character.
        end: One past the last.
        first: First day; None where only the day of telling and a length say it ("5 năm qua").
        last: Last day; None for the day of telling ("đến nay").
        precision: Of the printed form.
        point: Whether the state at that time is meant.
        of_year: Which year is meant, where the phrase says so in words ("trong năm").
        months: How far before the day of telling it begins ("5 năm qua": 60); 0 for what says its days.
        same_day: Whether it is the day that was told last ("chiều cùng ngày").
    """

    start: int
    end: int
    first: Day | None
    last: Day | None
    precision: Precision
    point: bool = False
    of_year: OfYear | None = None
    months: int = 0
    same_day: bool = False

    @property
    def year(self) -> int | None:
        """The printed year, or None."""
        return next((day[0] for day in (self.first, self.last) if day is not None and day[0]), None)

    def period(self, printed: str, year: int | None = None, told: Day | None = None) -> Period | None:
        """The calendar period; None for impossible dates.

        Args:
            printed: Its words.
            year: Where none is printed, the one meant; None when nothing tells it.
            told: The day on which the article tells of it; None when not known.
        """
        first, last = (_in_year(day, year) for day in self._ends(told))
        if self.of_year == "term" and first is not None and first[0] is None:
            first = None  # a term begins on no day of the calendar
        precision: Precision = "range" if self.months and last == told else self.precision
        try:
            start, end = _calendar_day(first), _calendar_day(last)
        except ValueError:
            return None
        if start is not None and end is not None and end < start:
            return None
        written = None if start is not None and end is not None else _partly(first, last, precision)
        return Period(start=start, end=end, precision=precision, printed=printed, edtf=written)

    def _ends(self, told: Day | None) -> tuple[Day | None, Day | None]:
        """The first and last day, those that are told by the day of telling put in."""
        if not self.months:
            return self.first, self.last or told
        if self.first is not None and (told is None or _just_gone(self.months, told)):
            return self.first, self.last
        return (None, None) if told is None or told[0] is None else (_before(told, self.months), told)


def _in_year(day: Day | None, year: int | None) -> Day | None:
    return None if day is None else (day[0] or year, *day[1:])


def _just_gone(months: int, told: Day) -> bool:
    """Whether the first months of the year have just ended: half a year, told in July or August."""
    return months < told[1] <= months + REPORTED or (told[1] == months and told[2] >= AT_THE_END)


def _before(told: Day, months: int) -> Day:
    """The same day some months before."""
    year, month = divmod((told[0] or 0) * 12 + told[1] - 1 - months, 12)
    return year, month + 1, min(told[2], calendar.monthrange(year, month + 1)[1])


def _calendar_day(day: Day | None) -> dt.date | None:
    """The day, None where its year is not known.

    Raises:
        ValueError: There is no such day.
    """
    if day is None:
        return None
    year = LEAP_YEAR if day[0] is None else day[0]
    found = dt.date(year, day[1], day[2] or calendar.monthrange(year, day[1])[1])
    return None if day[0] is None else found


def _partly(first: Day | None, last: Day | None, precision: Precision) -> str | None:
    """What is known of a period with no year or one end, as one text; None for nothing."""
    if first is None:
        return f"/{_written(last, days=True)}" if last is not None and last[0] is not None else None
    if last is None:
        return f"{_written(first, days=first[0] is not None)}/.."
    if precision == "year" and first[1:] == (1, 1) and last[1:] == (12, 31):
        return UNKNOWN_YEAR
    days = (first[2], last[2]) != (1, 0)
    ends = dict.fromkeys((_written(first, days=days), _written(last, days=days)))
    return "/".join(ends)


def _written(day: Day, *, days: bool) -> str:
    year, month, number = day
    shown = UNKNOWN_YEAR if year is None else f"{year:04}"
    number = number or calendar.monthrange(year or LEAP_YEAR, month)[1]
    return f"{shown}-{month:02}-{number:02}" if days else f"{shown}-{month:02}"


def _int(match: re.Match[str], name: str) -> int | None:
    group = match.groupdict().get(name)
    return int(group) if group else None


def _valid(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(LEAP_YEAR, month)[1]  # noqa: PLR2004


# -- one builder a form: the match, to the date's parts or None ----------------------------------


def _month_number(printed: str) -> int:
    """A month in digits or by its name."""
    return int(printed) if printed.isdecimal() else int(values("time.months")[printed])


def _one_day(match: re.Match[str]) -> Parts | None:
    day, month, year = int(match["day"]), _month_number(match["month"]), _int(match, "year")
    return ((year, month, day), (year, month, day), "day") if _valid(day, month) else None


def _short_year(match: re.Match[str]) -> Parts | None:
    """A year of two digits: 30 to 99 are of the last century, for the Party is of 1930."""
    day, month, short = int(match["day"]), int(match["month"]), int(match["short"])
    year = short + (2000 if short < 30 else 1900)  # noqa: PLR2004
    return ((year, month, day), (year, month, day), "day") if _valid(day, month) else None


def _several_days(match: re.Match[str]) -> Parts | None:
    first, last, month, year = int(match["day"]), int(match["last"]), int(match["month"]), _int(match, "year")
    if not (_valid(first, month) and _valid(last, month) and first < last):
        return None
    return (year, month, first), (year, month, last), "range"


def _day_to_day(match: re.Match[str]) -> Parts | None:
    first, last = (int(match["day"]), int(match["month"])), (int(match["day2"]), int(match["month2"]))
    year, year2 = _int(match, "year"), _int(match, "year2")
    if not (_valid(*first) and _valid(*last)):
        return None
    return (year or year2, first[1], first[0]), (year2 or year, last[1], last[0]), "range"


def _month(match: re.Match[str]) -> Parts | None:
    month, year = int(match["month"]), _int(match, "year")
    return ((year, month, 1), (year, month, 0), "month") if 1 <= month <= 12 else None  # noqa: PLR2004


def _several_months(match: re.Match[str]) -> Parts | None:
    first, last, year = int(match["month"]), int(match["last"]), int(match["year"])
    return ((year, first, 1), (year, last, 0), "range") if 1 <= first < last <= 12 else None  # noqa: PLR2004


def _month_to_month(match: re.Match[str]) -> Parts | None:
    first, last = int(match["month"]), int(match["month2"])
    if not (1 <= first <= 12 and 1 <= last <= 12):  # noqa: PLR2004
        return None
    return (int(match["year"]), first, 1), (int(match["year2"]), last, 0), "range"


def _years(match: re.Match[str]) -> Parts | None:
    first, last = int(match["year"]), int(match["year2"])
    return ((first, 1, 1), (last, 12, 31), "range") if first <= last else None


def _one_year(match: re.Match[str]) -> Parts | None:
    year = int(match["year"])
    return (year, 1, 1), (year, 12, 31), "year"


def _at_an_end(count: int, side: str) -> tuple[int, int]:
    """The first and last month of the ``count`` months at one end of the year."""
    return (13 - count, 12) if values("time.sides")[side] == "last" else (1, count)


def _opening_months(match: re.Match[str]) -> Parts | None:
    """The first or last n months of a year; six of them are a half."""
    count = int(match["count"])
    if not 1 <= count <= 11:  # noqa: PLR2004
        return None
    year = _int(match, "year")
    first, last = _at_an_end(count, match["side"]) if match["side"] else (1, count)
    return (year, first, 1), (year, last, 0), "half" if count == 6 else "range"  # noqa: PLR2004


def _quarter(match: re.Match[str]) -> Parts | None:
    quarter = ordinal_value(match["quarter"])
    year = _int(match, "year")
    if quarter is None or quarter > 4:  # noqa: PLR2004
        return None
    return (year, 3 * quarter - 2, 1), (year, 3 * quarter, 0), "quarter"


def _at_an_end_of_year(folded: str, side: re.Match[str]) -> Stated | None:
    """Some months in words, a half, or all months until now, which end on the day of publication."""
    before = _OF_THE_END.search(folded, max(0, side.start() - _LONGEST_OF_THE_END), side.start())
    start, year = (before or side).start(), _int(side, "year")
    if before and (before["count"] or before["half"]):
        count = next(worded_numbers(before["count"])).value if before["count"] else 6
        first, last = _at_an_end(count, side["side"])
        precision: Precision = "half" if count == 6 else "range"  # noqa: PLR2004
        return Stated(start, side.end(), (year, first, 1), (year, last, 0), precision)
    if values("time.sides")[side["side"]] != "first":
        return None
    if side["so_far"] or (before and _counts_on(folded, start, side.end())):
        return Stated(start, side.end(), (year, 1, 1), None, "range")
    return None


def _counts_on(folded: str, start: int, end: int) -> bool:
    """Whether "từ đầu năm" is a stretch until now: "lũy kế từ đầu năm là 121", "Từ đầu năm, ..."."""
    if _COUNTED_SINCE.start(folded, start - 1) is not None:
        return True
    return folded.startswith(",", end) and _SENTENCE.search(folded, max(0, start - 2), start) is not None


_SURE: tuple[Form, ...] = (
    (_ISO, _one_day),
    (_DAY_TO_DAY, _day_to_day),
    (_DAY_MONTH_YEAR, _one_day),
    (_SHORT_YEAR, _short_year),
    (_OPENING_MONTHS, _opening_months),
    (_DAY_WORD_MONTH, _one_day),
    (_MONTH_TO_MONTH, _month_to_month),
    (_YEARS, _years),
    (_MONTH_YEAR, _month),
)
"""Forms that are dates whatever stands before them, the longest first."""

_FROM_DAY: tuple[Form, ...] = ((_DAYS_TO, _several_days),)
_AFTER_DAY_CUE: tuple[Form, ...] = (
    (_DAY_TO_DAY, _day_to_day),
    (_DAYS, _several_days),
    (_DAY_MONTH_YEAR, _one_day),
    (_SHORT_YEAR, _short_year),
    (_DAY_WORD_MONTH, _one_day),
    (_DAY_MONTH, _one_day),
)
_AFTER_MONTH_CUE: tuple[Form, ...] = (
    (_MONTH_TO_MONTH, _month_to_month),
    (_MONTHS, _several_months),
    (_MONTH_YEAR, _month),
    (_MONTH, _month),
)
_AFTER_YEAR_CUE: tuple[Form, ...] = ((_ONE_YEAR, _one_year),)
_WITHOUT_CUE: tuple[Form, ...] = ((_DAY_MONTH, _one_day), (_ONE_YEAR, _one_year))


def date_at(folded: str, start: int) -> Stated | None:
    """The date or period whose first digit is ``folded[start]``, when the text leaves no doubt.

    Cue words before it ("Sáng ngày", "tháng", "năm", "giai đoạn") belong to its range, and so do those that
    make it the beginning of a time until now ("Từ năm 2021 đến nay").
    """
    awarded = _behind(_ROUNDS, folded, start) is not None and _FEAST.match(folded, start)
    stated = _first(folded, start, _AFTER_DAY_CUE) if awarded else _date_at(folded, start)
    return _until_now(folded, stated) if stated else None


def _until_now(folded: str, stated: Stated) -> Stated:
    """The same date, or the time from it until the day of telling."""
    now = _SO_FAR.match(folded, stated.end)
    since = _FROM.start(folded, _stop(folded, stated.start)) if now else None
    if now is None or stated.last is None or (since is None and not _SINCE.match(folded, stated.start)):
        return stated
    start = stated.start if since is None else since
    return replace(stated, start=start, end=now.end(), last=None, precision="range", point=False)


def _date_at(folded: str, start: int) -> Stated | None:
    """The date or period at a digit, as if nothing stood behind it."""
    if (cue := _day_cue(folded, start)) and (stated := _first(folded, start, _AFTER_DAY_CUE)):
        return _widened(folded, stated, cue)
    if (at := _behind(_MONTH_CUE, folded, start)) is not None and (
        stated := _first(folded, start, _AFTER_MONTH_CUE)
    ):
        return _widened(folded, stated, (at, start))
    if _behind(_FROM, folded, start) is not None and (stated := _first(folded, start, _FROM_DAY)):
        return _widened(folded, stated, None)
    if (stated := _first(folded, start, _SURE)) and not _counts(folded, stated):
        return _widened(folded, stated, _stage_cue(folded, start) if stated.precision == "range" else None)
    # Of "(năm 2011)" the digits alone are the mention: recorded answers of small models were given so.
    if (
        (at := _behind(_YEAR_CUE, folded, start)) is not None
        and folded[at - 1 : at] != "("
        and (stated := _first(folded, start, _AFTER_YEAR_CUE))
    ):
        return _widened(folded, stated, (at, start))
    return None


def _counts(folded: str, stated: Stated) -> bool:
    """Whether a month is a ratio ("7/2000 đảng viên"), or a day numbers a round ("đợt 2 tháng 9")."""
    if stated.precision == "month":
        return counts_people(folded, stated.end) and _behind(_BEFORE_DATES, folded, stated.start) is None
    return stated.precision == "day" and _behind(_ROUNDS, folded, stated.start) is not None


def maybe_date_at(folded: str, start: int) -> Stated | None:
    """A day and month, or a year, with no cue before it: a date only if nothing better fits."""
    return _first(folded, start, _WITHOUT_CUE)


def no_date_end(folded: str, start: int) -> int | None:
    """Where digits end that are shaped like a date and are none: "31/2/2024", "12/25/2024", "ngày 31/2"."""
    shaped = _SHAPED.match(folded, start)
    if shaped is None and _day_cue(folded, start):
        shaped = _DAY_MONTH.match(folded, start)
    return shaped.end() if shaped else None


def worded_dates(folded: str) -> Iterator[Stated]:
    """The periods that start with no Arabic digit: quarters, "sáu tháng đầu năm", "lũy kế từ đầu năm"."""
    for match in _QUARTER.finditer(folded):
        if (parts := _quarter(match)) is not None:
            yield Stated(match.start(), match.end(), *parts)
    for side in _AT_AN_END.finditer(folded):
        if (stated := _at_an_end_of_year(folded, side)) is not None:
            yield stated


def _behind(cue: Behind, folded: str, start: int) -> int | None:
    """Where a cue starts that stands before ``start``, one blank between."""
    return cue.start(folded, start - 1) if folded[start - 1 : start] == " " else None


def _stop(folded: str, start: int) -> int:
    """Where the words before ``start`` end: a comma and an opening bracket may stand between."""
    return before_marks(folded, start, " (,", max(0, start - 4))


def _day_cue(folded: str, start: int) -> tuple[int, int] | None:
    if _DAY_WORDS.start(folded, _stop(folded, start)) is None:
        return None
    cue = _DAY_CUE.search(folded, max(0, start - WINDOW), start)
    return cue.span() if cue else None


def _stage_cue(folded: str, start: int) -> tuple[int, int] | None:
    at = _STAGE_CUE.start(folded, _stop(folded, start))
    return None if at is None else (at, start)


def _first(folded: str, start: int, forms: tuple[Form, ...]) -> Stated | None:
    for form, build in forms:
        match = form.match(folded, start)
        if match is not None and (parts := build(match)) is not None:
            return Stated(match.start(), match.end(), *parts)
    return None


def _widened(folded: str, stated: Stated, cue: tuple[int, int] | None) -> Stated:
    """The same date with its cue words in its range, and whether it is a point in time."""
    start, end, precision = stated.start, stated.end, stated.precision
    if cue is not None:
        start = cue[0]
        if precision == "range" and _TERM.search(folded, *cue):
            precision = "term"
        if "(" in folded[slice(*cue)] and folded[end : end + 1] == ")":
            end += 1
    point = _POINT_CUE.start(folded, _stop(folded, start)) is not None
    return Stated(start, end, stated.first, stated.last, precision, point=point)
