"""Times that are told from another one: "5 năm qua", "9 tháng", "trong năm", "chiều cùng ngày".

What they yield is a :class:`~partyx.language.date.Stated` date as of any other; the day of writing and the
year of the report are put in when the whole article has been seen. "Trong 5 năm" is the stretch of this
length that was told before it ("tổng kết 5 năm thực hiện Nghị quyết số 6"), and nothing where none was.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.language.date import Stated
from partyx.language.grammar import Behind, pattern
from partyx.language.number import worded_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.language.date import OfYear
    from partyx.records import Precision

_COUNT = (
    r"(?P<count>(?<![\d.,/-])\d{1,2}(?= )|<numbers.ten>(?: <numbers.after_tens>)?"
    r"|(?:<numbers.digits> <numbers.tens>(?: <numbers.after_tens>)?)|<numbers.digits>)"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_YEARS = rf"(?P<year>{_YEAR}) ?(?:-|<+time.to>) ?(?P<year2>{_YEAR})"
_OR_YEARS = _YEARS.replace("<year", "<since")
_GONE = pattern(
    rf"{_COUNT} (?:(?P<month><time.month>)|<time.year>)"
    rf"(?:(?: <time.gone>(?P<gone>)| <time.carried_out>)(?: ?\({_YEARS}\))?| ?\({_OR_YEARS}\))"
)
_AGAIN = pattern(rf"{_COUNT} (?:(?P<month><time.month>)|<time.year>)(?=[,.;:)\n]|\Z)")
_MONTHS = pattern(rf"{_COUNT} <time.month>(?P<reported> ?(?=[,.;:\n]|<connectors.and>))")
_REPORTED = pattern(r"<time.reports_on>[^.;:\n\d]{0,60}\Z")
_ABOUT = Behind("qualifiers.about", "qualifiers.nearly", "qualifiers.more_than")
_OPENS = Behind("time.opens_period", "time.reports_on", "time.after")
_WITHIN = Behind("time.opens_period", "time.after")
_SEVERAL = Behind("time.several", "numbers.digits", "numbers.ten")
_SENTENCE = re.compile(r"(?:\A|[.!?…:;,\n)-] ?)\Z")
_TERM = pattern(
    r"(?:<time.from> <time.term_begins>|<time.whole_term>)"
    rf"(?:[^.;:,\n\d]{{0,24}}\(?{_YEARS}\)?)?[^.;:,\n\d]{{0,12}} ?<time.so_far>"
)
_THE_YEAR = pattern(
    r"<time.in_the_year|time.whole_year>(?= ?(?:[,.;:)\n]|\Z)| <time.behind_the_year>)"
    r"|<time.whole_year>(?= <claims.acts>)|(?P<past><time.past_year>)"
)
_SAME_DAY = pattern("<time.same_day>")
_PLAN_OF = Behind("statistics.plans")
"""Before "cả năm": the plan is of the year, and what was reached of it is of less."""
_BACKGROUND = pattern(r"<time.carried_out>\Z")
_REACH = 90
_BEHIND = 24
_REPORTED_MONTHS = (6, 9)
"""Months that reports are made of; three are a quarter, other counts are how long something took."""


def stretches(folded: str) -> Iterator[Stated]:
    """The stretches of time of a folded text, in no order; some may overlap."""
    for match in _TERM.finditer(folded):
        year = int(match["year"]) if match["year"] else None
        yield Stated(*match.span(), (year, 1, 1), None, "range", of_year="term")
    yield from _until_now(folded)
    for match in _MONTHS.finditer(folded):
        if (stated := _first_months(folded, match)) is not None:
            yield stated
    for match in _SAME_DAY.finditer(folded):
        yield Stated(*match.span(), None, None, "day", same_day=True)
    for match in _THE_YEAR.finditer(folded):
        of_plan = _PLAN_OF.start(folded, match.start() - 1) is not None
        if not (of_plan or (match["past"] and _is_counted(folded, match.start()))):
            which: OfYear = "past" if match["past"] else "frame"
            yield Stated(*match.span(), (None, 1, 1), (None, 12, 31), "year", of_year=which)


def _until_now(folded: str) -> Iterator[Stated]:
    """Stretches that end on the day of writing, and those that name one of them again."""
    gone: dict[tuple[int, bool], Stated] = {}
    for match in _GONE.finditer(folded):
        if (stated := _gone(folded, match)) is not None:
            gone.setdefault(_length(match), stated)
            yield stated
    for match in _AGAIN.finditer(folded):
        said = gone.get(_length(match))
        if said and said.start < match.start() and _WITHIN.start(folded, match.start() - 1) is not None:
            yield replace(said, start=match.start(), end=match.end())


def is_background(folded: str, start: int, end: int) -> bool:
    """Whether a time says how long something has been carried out ("sau 3 năm thực hiện").

    It is of its own sentence alone: what is told next to it is of another time.
    """
    return _BACKGROUND.search(folded, start, end) is not None


def _gone(folded: str, match: re.Match[str]) -> Stated | None:
    """Some months or years until now: "5 năm qua", "sau 10 năm thực hiện", "10 năm (2008 - 2018)"."""
    start, end = match.span()
    if match["year"] or match["since"]:
        first, last = int(match["year"] or match["since"]), int(match["year2"] or match["since2"])
        return Stated(start, end, (first, 1, 1), (last, 12, 31), "range") if first < last else None
    about = _ABOUT.start(folded, start - 1) is not None
    if match["gone"] is None and (about or not _opens(folded, start)):
        return None
    count = _counted(match["count"])
    if not count:
        return None
    if not match["month"]:
        return Stated(start, end, None, None, "range", months=0 if about else 12 * count)
    if about or count >= 12:  # noqa: PLR2004 - months of a year
        return Stated(start, end, None, None, "range", months=0 if about else count)
    return _of_months(start, end, count)


def _length(match: re.Match[str]) -> tuple[int, bool]:
    """How long a stretch is: how many, and whether of months."""
    return _counted(match["count"]), match["month"] is not None


def _is_counted(folded: str, start: int) -> bool:
    """Whether several are spoken of: "những năm qua", "5 năm qua"."""
    return folded[start - 2 : start - 1].isdigit() or _SEVERAL.start(folded, start - 1) is not None


def _first_months(folded: str, match: re.Match[str]) -> Stated | None:
    """The first months of the year, where a report speaks of them: "Trong 9 tháng, ..."."""
    count = _counted(match["count"])
    if count not in _REPORTED_MONTHS or not _opens(folded, match.start()):
        return None
    return _of_months(match.start(), match.start("reported"), count)


def _of_months(start: int, end: int, count: int) -> Stated:
    precision: Precision = "half" if count == 6 else "range"  # noqa: PLR2004
    return Stated(start, end, (None, 1, 1), (None, count, 0), precision, months=count)


def _opens(folded: str, start: int) -> bool:
    """Whether a stretch opens its sentence, or a report is said to be of it."""
    low = max(0, start - _BEHIND)
    if _SENTENCE.search(folded, low, start) or _OPENS.start(folded, start - 1) is not None:
        return True
    return _REPORTED.search(folded, max(0, start - _REACH), start) is not None


def _counted(printed: str) -> int:
    """What a count in digits or words is worth."""
    if printed.isdecimal():
        return int(printed)
    return next((int(number.value) for number in worded_numbers(printed)), 0)
