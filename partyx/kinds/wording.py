"""How numbers and periods are worded for people."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from partyx.records import Period, Qualifier

SIGNS: dict[Qualifier, str] = {
    "exact": "",
    "about": "~",
    "nearly": "<",
    "more_than": ">",
    "at_least": "≥",
    "at_most": "≤",
}
"""What stands before a figure for its qualifier."""


def number(value: float) -> str:
    """A number as Vietnamese prints it: 1513 is "1.513", 17.73 is "17,73"."""
    try:
        whole, _, decimals = f"{Decimal(str(value)):,f}".partition(".")
    except ValueError:  # more than 4,300 digits: Python does not print such an integer
        return f"{value:.3e}" if isinstance(value, float) else f"a number of {value.bit_length()} bits"
    return whole.replace(",", ".") + ("," + decimals if decimals and decimals != "0" else "")


def period(when: Period | None) -> str:
    """A period at its precision: "2023-09-29", "2021-Q1", "2020–2025", "XXXX-09-29", "" for None."""
    if when is None:
        return ""
    if when.start is None or when.end is None:
        return when.edtf or when.printed
    year, month, day = when.start.isoformat().split("-")
    worded = {
        "day": f"{year}-{month}-{day}",
        "month": f"{year}-{month}",
        "quarter": f"{year}-Q{(when.start.month + 2) // 3}",
        "half": f"{year}-H{(when.start.month + 5) // 6}",
        "year": year,
    }
    return worded.get(when.precision) or _stretch(when.start, when.end)


def _stretch(start: dt.date, end: dt.date) -> str:
    """From when to when, no finer than needed: whole years, whole months, else days."""
    letters = len("2023-09-29")
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        whole_years = (start.month, end.month) == (1, 12)
        letters = len("2023") if whole_years else len("2023-09")
    first, last = start.isoformat()[:letters], end.isoformat()[:letters]
    return first if first == last else f"{first}–{last}"
