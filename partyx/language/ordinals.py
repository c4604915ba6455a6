"""Ordinals of congresses, plenums and terms: "XIII", "13", "mười ba"."""

from __future__ import annotations

import re

_UNITS = {"nhất": 1, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "sáu": 6} | {
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50}
ROMAN = r"(?:X{1,3}(?:IX|IV|V?I{0,3})|IX|IV|VI{0,3}|I{1,3})(?![\w])"
"""I to XXXIX, upper case, as a whole word."""

WORDED = (
    r"(?:mười(?:\s{1,3}(?:một|hai|ba|bốn|tư|lăm|sáu|bảy|bẩy|tám|chín))?|nhất|hai|ba|bốn|tư|năm(?!\s{1,3}\d)|sáu|bảy|bẩy|tám|chín)"
    r"(?!\w)"
)
"""One to nineteen in words."""

FIGURE = rf"(?:\d{{1,2}}(?![\w]|[.,/]\d|\s?%)|(?-i:{ROMAN}))"
"""An ordinal in figures, for patterns that ignore case; Roman figures stay upper case."""

ORDINAL = rf"(?:{FIGURE}|{WORDED})"
"""In figures or in words."""

_ROMAN = re.compile(ROMAN)


def ordinal_value(printed: str) -> int | None:
    """The number that an ordinal stands for, or None."""
    text = " ".join(printed.split())
    if text.isdecimal():
        return int(text)
    if _ROMAN.fullmatch(text):
        values = [_LETTERS[letter] for letter in text]
        # A smaller letter before a larger one is taken off: IX is 9.
        return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))
    words = text.casefold().split()
    if words and words[0] == "mười":
        return 10 + (_UNITS.get(words[1], 0) if len(words) > 1 else 0)
    return _UNITS.get(words[0]) if len(words) == 1 else None
