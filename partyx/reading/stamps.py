"""Days as pages stamp them: 26/03/2023, 2023-03-26, ngày 5 tháng 4 năm 2021, 05 Tháng Tư, 2021."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

_MONTHS = {
    "một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip
_NAMED = "|".join(sorted(_MONTHS, key=len, reverse=True))

DAY_PATTERN: Final = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}"
    r"|\d{1,2}/\d{1,2}/\d{2}"
    rf"|\d{{1,2}}\s{{0,2}}tháng\s{{1,2}}(?:\d{{1,2}}|{_NAMED})\s?,?\s{{1,2}}(?:năm\s{{1,2}})?\d{{4}}"
)
"""A whole day with its year, for a regular expression that ignores case. No groups."""

_ISO = re.compile(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"\s*(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4}|\d{2})(?!\d)")
_WRITTEN = re.compile(
    rf"\s*(\d{{1,2}})\s{{0,2}}tháng\s{{1,2}}(\d{{1,2}}|{_NAMED})\s?,?\s{{1,2}}(?:năm\s{{1,2}})?(\d{{4}})",
    re.IGNORECASE,
)
_EARLIEST, _LATEST = 1990, 2100
"""Years a page may be stamped with: the oldest party newspapers on line are of the late nineties."""

_CENTURY = 2000


def parse_day(printed: str) -> dt.date | None:
    """Read the day at the start of ``printed``; None when it is none, or of no possible year."""
    if match := _ISO.match(printed):
        year, month, day = (int(part) for part in match.groups())
    elif match := _NUMERIC.match(printed):
        day, month, year = (int(part) for part in match.groups())
        year += _CENTURY if len(match[3]) == 2 else 0  # noqa: PLR2004 - a year of two digits
    elif match := _WRITTEN.match(printed):
        named = " ".join(match[2].casefold().split())
        day, month, year = int(match[1]), _MONTHS.get(named) or int(named), int(match[3])
    else:
        return None
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
