"""Days as pages stamp them: 26/03/2023, 2023-03-26, ngày 5 tháng 4 năm 2021, 05 Tháng Tư, 2021."""

from __future__ import annotations

import datetime as dt
from typing import Final

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import values

DAY: Final = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{4}"
    r"|\d{1,2}/\d{1,2}/\d{2}"
    r"|\d{1,2} ?<time.month> (?:\d{1,2}|<time.months>) ?,? (?:<time.year> )?\d{4}"
)
"""A whole day with its year, for a pattern of folded text. No groups."""

_ISO = pattern(r" ?(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = pattern(r" ?(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{4}|\d{2})(?!\d)")
_WRITTEN = pattern(r" ?(\d{1,2}) ?<time.month> (\d{1,2}|<time.months>) ?,? (?:<time.year> )?(\d{4})")
_EARLIEST, _LATEST = 1990, 2100
"""Years a page may be stamped with: the oldest party newspapers on line are of the late nineties."""

_CENTURY = 2000


def parse_day(printed: str) -> dt.date | None:
    """Read the day at the start of ``printed``; None when it is none, or of no possible year."""
    folded = fold(printed)
    if match := _ISO.match(folded):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC.match(folded):
        day, month, year = (int(part) for part in match.groups())
        year += _CENTURY if len(match[3]) == 2 else 0  # noqa: PLR2004 - a year of two digits
    elif match := _WRITTEN.match(folded):
        day, month, year = int(match[1]), values("time.months").get(match[2]) or int(match[2]), int(match[3])
    else:
        return None
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
