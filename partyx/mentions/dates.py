"""Dates and periods, found at a digit (or a quarter's Roman numeral) and read with the words before it.

Every form is tried at one position with one anchored pattern, so the cost is a constant a digit. What
a form yields is a :class:`Stated` date: its parts as printed, the year possibly missing. Years are put
in later, by :mod:`partyx.mentions.years`, when the whole article has been seen.

Vietnamese order is day, month, year. The separators ``/``, ``-``, ``.`` and the word "tháng" all occur
in the genre, spaced or not ("29/9", "2-3", "16.7", "29 tháng 9 năm 2023").
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.cues import WINDOW, last_word
from partyx.records import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.records import Precision

    Parts = tuple["Day", "Day | None", Precision]
    Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Parts | None]]

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_WORDS = {
    "giêng": 1,
    "chạp": 12,
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip

_SEP = r"\s?[/.\-–]\s?"
_YEAR = r"(?:19|20)\d\d(?!\d)"
_NO_MORE = r"(?![\d]|[.,/\-–]\d)"
_OF_YEAR = rf"(?:\s*(?:/|-|–|\.|,?\s*năm)\s*(?P<year>{_YEAR}))?"

_DAY_CUE = re.compile(
    r"\b(?:(?:sáng|trưa|chiều|tối|đêm|hôm|ngày|mùng|mồng)(?:\s+(?:sáng|trưa|chiều|tối|qua|nay|ngày|mùng|mồng|hôm))*"
    r"|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*\(?\s*$",
    re.IGNORECASE,
)
_DAY_LAST = frozenset(
    "sáng trưa chiều tối đêm hôm ngày mùng mồng qua nay hai ba tư năm sáu bảy nhật 2 3 4 5 6 7".split()
)
"""The last words of the cues of a day; without one of them the cue need not be sought."""
_MONTH_CUE = re.compile(r"\btháng\s+$", re.IGNORECASE)
_YEAR_CUE = re.compile(r"\bnăm(?:\s+học)?\s+$", re.IGNORECASE)
_STAGE_CUE = re.compile(
    r"\b(?:giai\s+đoạn|thời\s+kỳ|(?:đầu\s+|cuối\s+|giữa\s+)?nhiệm\s+kỳ|nhiệm\s+kì|niên\s+khóa|khóa|năm\s+học|năm"
    r"|các\s+năm|từ\s+năm|từ)\s*,?\s*\(?\s*$",
    re.IGNORECASE,
)
_TERM_CUE = re.compile(r"nhiệm\s+k[ỳì]\s*,?\s*\(?\s*$", re.IGNORECASE)
_POINT_CUE = re.compile(
    r"\b(?:(?:tính\s+)?đến|cho\s+đến|tới)(?:\s+(?:hết|thời\s+điểm|cuối|trước|giữa|đầu))?\s*,?\s*$",
    re.IGNORECASE,
)

_DAY_MONTH_YEAR = re.compile(
    rf"(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_SEP}(?P<year>(?:1[89]|20)\d\d(?!\d)){_NO_MORE}"
)
_ISO = re.compile(rf"(?P<year>(?:19|20)\d\d)-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_NO_MORE}")
_MONTH_WORDS = "giêng|hai|ba|tư|năm(?!\\s*\\d)|sáu|bảy|tám|chín|mười(?:\\s+(?:một|hai))?|chạp"
_DAY_WORD_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})\s*(?:/|-)?\s*tháng\s*(?P<month>\d{{1,2}}(?!\d)|(?:{_MONTH_WORDS})(?![\w])){_OF_YEAR}",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}}){_SEP}(?P<month>\d{{1,2}}){_NO_MORE}(?:\s*,?\s*năm\s+(?P<year>{_YEAR}))?"
)
_JOIN = r"\s*(?:,|;|và|đến(?:\s+hết)?|tới|-|–)\s*(?:ngày\s+)?"
_DAYS = re.compile(
    rf"(?P<day>\d{{1,2}})(?:{_JOIN}(?P<last>\d{{1,2}})){{1,4}}"
    rf"(?:\s*tháng\s*|{_SEP})(?P<month>\d{{1,2}})(?!\d)(?:(?:{_SEP}|\s*,?\s*năm\s+)(?P<year>{_YEAR}))?",
    re.IGNORECASE,
)
_DAY_TO_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?:{_SEP}|\s*tháng\s*)(?P<month>\d{{1,2}})(?:(?:{_SEP}|\s*năm\s*)(?P<year>{_YEAR}))?"
    rf"\s*(?:đến(?:\s+hết)?|tới|-|–)\s*(?:ngày\s+)?"
    rf"(?P<day2>\d{{1,2}})(?:{_SEP}|\s*tháng\s*)(?P<month2>\d{{1,2}})(?!\d)(?:(?:{_SEP}|\s*năm\s*)(?P<year2>{_YEAR}))?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"(?P<month>\d{{1,2}})(?:{_SEP}|\s*,?\s*năm\s+)(?P<year>{_YEAR}){_NO_MORE}", re.IGNORECASE
)
_MONTHS = re.compile(
    rf"(?P<month>\d{{1,2}})\s*(?:,|và|đến(?:\s+tháng)?|-|–)\s*(?:tháng\s+)?(?P<last>\d{{1,2}})(?:{_SEP}|\s*,?\s*năm\s+)"
    rf"(?P<year>{_YEAR})",
    re.IGNORECASE,
)
_MONTH_TO_MONTH = re.compile(
    rf"(?P<month>\d{{1,2}})(?:{_SEP}|\s*năm\s+)(?P<year>{_YEAR})\s*(?:đến(?:\s+hết)?|-|–)\s*(?:tháng\s+)?"
    rf"(?P<month2>\d{{1,2}})(?:{_SEP}|\s*năm\s+)(?P<year2>{_YEAR})",
    re.IGNORECASE,
)
_MONTH = re.compile(r"(?P<month>\d{1,2})(?!\d|[.,]\d)")
_YEARS = re.compile(
    rf"(?P<year>{_YEAR})\s*(?:-|–|—|đến(?:\s+(?:hết\s+)?năm)?|/)\s*(?P<year2>{_YEAR})", re.IGNORECASE
)
_ONE_YEAR = re.compile(rf"(?P<year>{_YEAR}){_NO_MORE}")
_OPENING_MONTHS = re.compile(
    rf"(?P<count>\d{{1,2}})\s+tháng\s+(?:(?P<side>đầu|cuối)\s+năm|(?=năm\s+{_YEAR}))(?:\s*(?:năm\s+)?(?P<year>{_YEAR}))?",
    re.IGNORECASE,
)
_OPENING_WORDS = re.compile(
    rf"(?P<count>[Mm]ột|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]ăm|[Ss]áu|[Bb]ảy|[Tt]ám|[Cc]hín|[Mm]ười(?:\s+một)?)"
    rf"\s+tháng\s+(?P<side>đầu|cuối)\s+năm(?:\s+(?:năm\s+)?(?P<year>{_YEAR}))?"
)
_SIDE = re.compile(r"(?:đầu|cuối)\s+năm")
_QUARTER = re.compile(
    rf"[Qq][Uu][ýíÝÍ](?<!\w[Qq][Uu][ýíÝÍ])\s+(?P<quarter>IV|I{{1,3}}|[1-4])(?![\dA-Za-z]){_OF_YEAR}"
)
_HALF_WORDS = re.compile(rf"[Nn]ửa\s+(?P<side>đầu|cuối)\s+năm(?:\s+(?P<year>{_YEAR}))?")
_SO_FAR = re.compile(r"(?:[Tt]ừ\s+)?[Đđ]ầu\s+năm(?:\s+(?P<year>(?:19|20)\d\d))?\s+(?:đến|tới)\s+nay\b")

Day = tuple[int | None, int, int]
"""Year (None where none is printed), month, day (0 for the month's last)."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A date or period as printed: ``view[start:end]``, the year None where none is printed.

    ``first`` and ``last`` are (year, month, day), both inclusive; day 0 means the month's last day.
    ``last`` is None for "so far this year": it ends on the day of publication.
    """

    start: int
    end: int
    first: Day
    last: Day | None
    precision: Precision
    point: bool = False

    @property
    def year(self) -> int | None:
        """The printed year, or None."""
        return self.first[0] if self.first[0] is not None else (self.last[0] if self.last else None)

    def period(self, printed: str, year: int | None = None, today: dt.date | None = None) -> Period | None:
        """The calendar period, with ``year`` where none is printed; None for impossible dates."""
        try:
            end = _calendar_day(self.last, year) if self.last else today
            start = _calendar_day(self.first, year)
        except ValueError:
            return None
        if end is None or start is None or end < start:
            return None
        return Period(start=start, end=end, precision=self.precision, printed=printed)


def _calendar_day(day: Day, year: int | None) -> dt.date | None:
    known = day[0] if day[0] is not None else year
    if known is None:
        return None
    return dt.date(known, day[1], day[2] or calendar.monthrange(known, day[1])[1])


def _int(match: re.Match[str], name: str) -> int | None:
    group = match.groupdict().get(name)
    return int(group) if group else None


def _valid(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]  # noqa: PLR2004


# -- one builder a form: the match, to the date's parts or None ----------------------------------


def _number(printed: str) -> int:
    """A number in digits or words."""
    word = " ".join(printed.lower().split())
    return int(word) if word.isdecimal() else _WORDS[word]


def _one_day(match: re.Match[str]) -> Parts | None:
    day, month, year = int(match["day"]), _number(match["month"]), _int(match, "year")
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


def _opening_months(match: re.Match[str]) -> Parts | None:
    """The first or last n months of a year; six of them are a half."""
    count = _number(match["count"])
    if not 1 <= count <= 11:  # noqa: PLR2004
        return None
    year = _int(match, "year")
    first, last = (13 - count, 12) if (match["side"] or "").lower() == "cuối" else (1, count)
    return (year, first, 1), (year, last, 0), "half" if count == 6 else "range"  # noqa: PLR2004


def _quarter(match: re.Match[str]) -> Parts | None:
    printed = match["quarter"]
    quarter = _ROMAN.get(printed) or int(printed)
    year = _int(match, "year")
    return (year, 3 * quarter - 2, 1), (year, 3 * quarter, 0), "quarter"


def _so_far(match: re.Match[str]) -> Parts | None:
    """From the year's first day to publication, which is not known here."""
    return (_int(match, "year"), 1, 1), None, "range"


def _half(match: re.Match[str]) -> Parts | None:
    year = _int(match, "year")
    first, last = (1, 6) if match["side"].lower() == "đầu" else (7, 12)
    return (year, first, 1), (year, last, 0), "half"


_SURE: tuple[Form, ...] = (
    (_ISO, _one_day),
    (_DAY_TO_DAY, _day_to_day),
    (_DAY_MONTH_YEAR, _one_day),
    (_OPENING_MONTHS, _opening_months),
    (_DAY_WORD_MONTH, _one_day),
    (_MONTH_TO_MONTH, _month_to_month),
    (_YEARS, _years),
    (_MONTH_YEAR, _month),
)
"""Forms that are dates whatever stands before them, the longest first."""

_AFTER_DAY_CUE: tuple[Form, ...] = (
    (_DAY_TO_DAY, _day_to_day),
    (_DAYS, _several_days),
    (_DAY_MONTH_YEAR, _one_day),
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
_AROUND_SIDE: tuple[Form, ...] = ((_OPENING_WORDS, _opening_months), (_HALF_WORDS, _half), (_SO_FAR, _so_far))
_WORD = re.compile(r"[^\W\d_]+")


def date_at(view: str, start: int) -> Stated | None:
    """The date or period whose first digit is ``view[start]``, when the text leaves no doubt.

    Cue words before it ("Sáng ngày", "tháng", "năm", "giai đoạn") belong to its range.
    """
    left = view[max(0, start - WINDOW) : start]
    last = last_word(left)
    if (
        last in _DAY_LAST
        and (cue := _DAY_CUE.search(left))
        and (stated := _first(view, start, _AFTER_DAY_CUE))
    ):
        return _widened(stated, cue, left, view)
    if (
        last == "tháng"
        and (cue := _MONTH_CUE.search(left))
        and (stated := _first(view, start, _AFTER_MONTH_CUE))
    ):
        return _widened(stated, cue, left, view)
    if stated := _first(view, start, _SURE):
        return _widened(stated, _STAGE_CUE.search(left) if stated.precision == "range" else None, left, view)
    if (
        last in {"năm", "học"}
        and (cue := _YEAR_CUE.search(left))
        and (stated := _first(view, start, _AFTER_YEAR_CUE))
    ):
        return _widened(stated, cue, left, view)
    return None


def maybe_date_at(view: str, start: int) -> Stated | None:
    """A day and month, or a year, with no cue before it: a date only if nothing better fits."""
    return _first(view, start, _WITHOUT_CUE)


def worded_dates(view: str) -> list[Stated]:
    """The periods that start with no Arabic digit: quarters, "sáu tháng đầu năm", "từ đầu năm đến nay"."""
    found = [
        Stated(match.start(), match.end(), *parts)
        for match in _QUARTER.finditer(view)
        if (parts := _quarter(match)) is not None
    ]
    for side in _SIDE.finditer(view):
        # The period starts at most three words before: "mười một tháng đầu năm".
        starts = [word.start() for word in _WORD.finditer(view, max(0, side.start() - 24), side.end())][-5:]
        for start in starts:
            if (start == 0 or not view[start - 1].isalnum()) and (
                stated := _first(view, start, _AROUND_SIDE)
            ):
                found.append(stated)
                break
    return found


def _first(view: str, start: int, forms: tuple[Form, ...]) -> Stated | None:
    for pattern, build in forms:
        match = pattern.match(view, start)
        if match is not None and (parts := build(match)) is not None:
            return Stated(match.start(), match.end(), *parts)
    return None


def _widened(stated: Stated, cue: re.Match[str] | None, left: str, view: str) -> Stated:
    """The same date with its cue words in its range, and whether it is a point in time."""
    start = stated.start - (len(left) - cue.start()) if cue else stated.start
    precision: Precision = stated.precision
    if cue and precision == "range" and _TERM_CUE.search(cue.group()):
        precision = "term"
    end = stated.end
    if cue and cue.group().rstrip().endswith("(") and view[end : end + 1] == ")":
        end += 1
    before = view[max(0, start - WINDOW) : start]
    return Stated(start, end, stated.first, stated.last, precision, point=bool(_POINT_CUE.search(before)))
