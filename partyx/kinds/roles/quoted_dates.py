"""Dates that an answer names by an id or quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.kinds.grounds import NotSaidError, is_id, read_as
from partyx.language.date import date_at, worded_dates
from partyx.language.fold import fold_in_place
from partyx.language.grammar import pattern
from partyx.mention import DateReading
from partyx.records import Period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.kinds.grounds import Grounds
    from partyx.language.ranges import Range

_DIGITS = re.compile(r"(?<!\d)\d")
_BETWEEN = pattern(r" ?(?:<+time.to>|[-–]) ?(?:<time.day|time.month|time.year> )?")
_SAYS_WHEN = pattern("<time.says_when>")
_SEVERAL = "holds several dates"


def read_date(said: str, grounds: Grounds, *, dateline: bool = False) -> tuple[DateReading, Range]:
    """The date that an id or a quote stands for, and its place.

    A quote is the only date in it, two with "đến" or a dash between as one, or what the reader of dates makes
    of it where no mention stands in it. A time that no date can be read from ("Đợt này") has no period.

    Raises:
        NotSaidError: The article has no such id or quote, or it is no date, or several.
    """
    if is_id(said):
        return read_as(DateReading, said, grounds, dateline=dateline)
    start, end = grounds.quoted(said)
    dates = [
        (reading, mention.at)
        for mention in grounds.mentions.within(start, end)
        if (reading := next((one for one in mention.readings if isinstance(one, DateReading)), None))
    ]
    if not dates:
        return _read(grounds.view, (start, end)), (start, end)
    return dates[0] if len(dates) == 1 else _from_to(dates, grounds.view)


def _from_to(dates: Sequence[tuple[DateReading, Range]], view: str) -> tuple[DateReading, Range]:
    """From one date to another, as one.

    Raises:
        NotSaidError: They are more than two, or are not said to be the ends of one stretch.
    """
    (first, (start, before)), *others, (last, (behind, end)) = dates
    opens = first.period.start if first.period else None
    closes = last.period.end if last.period else None
    joined = not others and _BETWEEN.fullmatch(fold_in_place(view[before:behind])) is not None
    if not joined or opens is None or closes is None or closes < opens:
        raise NotSaidError(_SEVERAL)
    printed = " ".join(view[start:end].split())
    period = Period(start=opens, end=closes, precision="range", printed=printed)
    return DateReading(period, last.resolved_by), (start, end)


def _read(view: str, place: Range) -> DateReading:
    """What the reader of dates makes of a stretch that holds no mention of one.

    Raises:
        NotSaidError: Nothing, or several dates.
    """
    text = view[slice(*place)]
    folded = fold_in_place(text)
    found = [date for digits in _DIGITS.finditer(folded) if (date := date_at(folded, digits.start()))]
    found += worded_dates(folded)
    if not found and _SAYS_WHEN.search(folded):
        return DateReading(None, None)
    if len(found) != 1:
        raise NotSaidError(_SEVERAL if found else "is no date")
    period = found[0].period(" ".join(text[found[0].start : found[0].end].split()))
    return DateReading(period, None if period is None else "printed")
