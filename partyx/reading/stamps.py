"""Days as pages stamp them: 26/03/2023, 2023-03-26, ngày 5 tháng 4 năm 2021, 05 Tháng Tư, 2021."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
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
_SOMEWHERE = pattern(rf"(?<![\d/.-])(?:{DAY})(?!\d)")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:T?\d{4}(?:\d\d)?)?Z?\Z")
_SECONDS = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?\Z")
"""Since 1970, or milliseconds; of the years from 1990 on."""

_VIETNAM: Final = dt.timezone(dt.timedelta(hours=7))
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


def parse_stamp(kept: str) -> dt.date | None:
    """Read the day of a moment as programs keep it; None where there is none.

    A day as pages stamp it, anywhere; 20241014; seconds or milliseconds since 1970, as a day in Vietnam;
    "Mon, 14 Oct 2024 09:00:00 +0700", as feeds have it.
    """
    kept = kept.strip()
    if match := _COMPACT.match(kept):
        return parse_day("-".join(match.groups()))
    if match := _SECONDS.match(kept):
        moment = dt.datetime.fromtimestamp(int(match[1]), _VIETNAM)
        return moment.date() if moment.year >= _EARLIEST else None
    if day := parse_day(kept):
        return day
    if stamped := _SOMEWHERE.search(fold(kept)):
        return parse_day(stamped[0])
    try:
        return parsedate_to_datetime(kept).date()
    except ValueError:
        return None
