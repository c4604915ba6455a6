"""The abbreviations that a quote may write out, or write short where the article writes out."""

from __future__ import annotations

import re

from partyx.language.abbreviations import ABBREVIATIONS
from partyx.language.fold import fold

_WORD = re.compile(r"[^\W\d_]+")

EXPANSIONS: dict[str, list[str]] = {
    fold(short): [fold(word) for word in _WORD.findall(long)]
    for field in ("title", "unit", "organisation")
    for short, long in ABBREVIATIONS[field].items()
}
"""Folded abbreviation to the folded words it stands for; where fields differ, organisations win."""

JOINED: tuple[str, ...] = tuple(
    sorted((short for short in EXPANSIONS if not _WORD.fullmatch(short)), key=len, reverse=True)
)
"""Those with a sign inside ("đ/c", "gd&đt"), longest first; they are one token all the same."""
