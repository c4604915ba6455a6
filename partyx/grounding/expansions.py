"""The abbreviations that a quote may write out, or write short where the article writes out."""

from __future__ import annotations

import re

from partyx.language.abbreviations import Field, abbreviations
from partyx.language.fold import fold

_WORD = re.compile(r"[^\W\d_]+")

_FIELDS: tuple[Field, ...] = ("title", "unit", "organisation")

EXPANSIONS: dict[str, list[str]] = {
    fold(short): [fold(word) for word in _WORD.findall(long)]
    for field in _FIELDS
    for short, long in abbreviations(field).items()
}
"""Folded abbreviation to the folded words it stands for; where fields differ, organisations win."""

JOINED: tuple[str, ...] = tuple(
    sorted((short for short in EXPANSIONS if not _WORD.fullmatch(short)), key=len, reverse=True)
)
"""Those with a sign inside ("đ/c", "gd&đt"), longest first; they are one token all the same."""
