"""Ordinals of congresses, plenums and terms: "XIII", "13", "mười ba"."""

from __future__ import annotations

import re

from partyx.language.lexicon import values

_LETTERS = {"i": 1, "v": 5, "x": 10}
ROMAN = r"[ivx]{1,7}(?!\w)"
"""A whole word of the letters of I to XXXIX, folded; :func:`ordinal_at` asks for capitals."""

FIGURE = rf"(?:\d{{1,2}}(?!\w|[.,/]\d| ?%)|{ROMAN})"
"""An ordinal in figures."""

WORDED = r"(?:<numbers.ten>(?: <numbers.digits|numbers.after_tens>)?|<numbers.ordinals>(?! \d))"
"""One to nineteen in words."""

ORDINAL = rf"(?:{FIGURE}|{WORDED})"
"""In figures or in words."""

_ROMAN = re.compile(ROMAN)


def ordinal_at(view: str, folded: str, span: tuple[int, int]) -> int | None:
    """The number that the ordinal ``view[start:end]`` stands for, or None; small letters are no Roman figure.

    A span of (-1, -1), of a group that took no part in a match, gives None.
    """
    text = folded[slice(*span)] if span[0] >= 0 else ""
    if _ROMAN.fullmatch(text) and not view[slice(*span)].isupper():
        return None
    return ordinal_value(text)


def ordinal_value(folded: str) -> int | None:
    """The number that an ordinal stands for, or None.

    >>> [ordinal_value(printed) for printed in ("13", "xiii", "mười ba", "mười lăm", "mười", "ba", "tư")]
    [13, 13, 13, 15, 10, 3, 4]
    >>> ordinal_value("mới"), ordinal_value("hai ba")
    (None, None)
    """
    if folded.isdecimal():
        return int(folded)
    if _ROMAN.fullmatch(folded):
        figures = [_LETTERS[letter] for letter in folded]
        # A smaller letter before a larger one is taken off: IX is 9.
        return sum(-value if value < max(figures[index:]) else value for index, value in enumerate(figures))
    ten, _, digit = folded.rpartition(" ")
    known = values("numbers.ordinals", "numbers.digits", "numbers.after_tens", "numbers.ten")
    if digit not in known or (ten and ten not in values("numbers.ten")):
        return None
    return int(known[digit]) + (int(values("numbers.ten")[ten]) if ten else 0)
