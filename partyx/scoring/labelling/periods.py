"""Periods in the short form that people write."""

from __future__ import annotations

import re
from calendar import monthrange

from partyx.errors import EvalError

_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{2})(?:-(\d{2}))?|Q([1-4])|H([12])))?")
_NO_YEAR = r"XXXX(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_PARTIAL = re.compile(
    rf"(?P<first>{_NO_YEAR})(?:/(?:{_NO_YEAR}|\.\.|\d{{4}}-\d\d-\d\d))?"
    r"|(?P<start>\d{4}-\d\d-\d\d)/\.\.|/(?P<end>\d{4}-\d\d-\d\d)"
)
_PRECISIONS = ("year", "month", "day")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")


def parse_period(value: str) -> dict[str, str | None]:
    """A period in short form as the fields of a GoldPeriod.

    "2023-09-29", "2023-09", "2023-Q2", "2023-H1", "2023", "2021-01-01/2025-12-31" (a range), and what has no
    year or one end only: "XXXX-09-29", "XXXX-01/XXXX-06", "2021-01-01/..", "/2024-07-29".

    Raises:
        EvalError: It is none of these.
    """
    if found := _RANGE.fullmatch(value):
        return {"start": found[1], "end": found[2], "precision": "range"}
    if found := _PARTIAL.fullmatch(value):
        return _partial(value, found)
    match = _PERIOD.fullmatch(value)
    if match is None:
        known = "2023-09-29, 2023-09, 2023-Q2, 2023-H1, 2023, A/B, or XXXX-09-29 without a year"
        raise EvalError(f"{value!r} is no period; write {known}.")
    year, month, day, quarter, half = match.groups()
    if day:
        return {"start": value, "end": value, "precision": "day"}
    if month:
        first, last, precision = int(month), int(month), "month"
    elif quarter:
        first, last, precision = int(quarter) * 3 - 2, int(quarter) * 3, "quarter"
    elif half:
        first, last, precision = int(half) * 6 - 5, int(half) * 6, "half"
    else:
        first, last, precision = 1, 12, "year"
    if not 1 <= first <= last <= 12:  # noqa: PLR2004 - months of a year
        raise EvalError(f"{value!r} is no period: there is no month {month}.")
    end = monthrange(int(year), last)[1]
    return {
        "start": f"{year}-{first:02}-01",
        "end": f"{year}-{last:02}-{end:02}",
        "precision": precision,
    }


def _partial(value: str, found: re.Match[str]) -> dict[str, str | None]:
    """What is written without its year, or with one end only."""
    precision = "range" if "/" in value else _PRECISIONS[value.count("-")]
    return {"start": found["start"], "end": found["end"], "precision": precision, "edtf": value}
