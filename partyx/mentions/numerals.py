"""Numerals: what a string of digits, dots, commas and spaces is worth.

Vietnamese writes 1.513 for one thousand five hundred and thirteen and 80,8 for eighty point eight.
English habits leak into the genre all the same (98.5%, 1,513), so a string keeps all its values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.mention import Number

LONGEST = 15
"""Digits in one figure; a longer string identifies something (and would not survive JSON's doubles)."""

NUMERAL = r"\d{1,3}(?: \d{3})+(?![\d.,]\d|\d)|\d+(?:[.,]\d+)*"
"""One numeral, as a regular expression: groups of three split by spaces, or digits with dots and commas."""

_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DOTTED_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+")
_COMMA = re.compile(r"\d+,\d+")
_COMMA_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}")
_COMMA_GROUPS = re.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+")
_POINT = re.compile(r"\d+\.\d+")


def parse_numeral(printed: str) -> tuple[Number, ...]:
    """All values of a numeral, the Vietnamese one first; none for what is no number ("1.51.3").

    >>> parse_numeral("1.513"), parse_numeral("80,8"), parse_numeral("1,513")
    ((1513, 1.513), (80.8,), (1.513, 1513))
    """
    if sum(character.isdigit() for character in printed) > LONGEST or not printed.isascii():
        return ()
    if printed.isdigit() or _SPACED.fullmatch(printed):
        return (int(printed.replace(" ", "")),)
    if _DOTTED.fullmatch(printed):
        whole = int(printed.replace(".", ""))
        return (whole, float(printed)) if printed.count(".") == 1 else (whole,)
    return _parse_fraction(printed)


def _parse_fraction(printed: str) -> tuple[Number, ...]:
    if _DOTTED_DECIMAL.fullmatch(printed):
        return (float(printed.replace(".", "").replace(",", ".")),)
    if _COMMA_GROUPS.fullmatch(printed):
        bare = printed.replace(",", "")
        return (float(bare) if "." in bare else int(bare),)
    if _COMMA.fullmatch(printed):
        value = float(printed.replace(",", "."))
        return (value, int(printed.replace(",", ""))) if _COMMA_GROUP.fullmatch(printed) else (value,)
    return (float(printed),) if _POINT.fullmatch(printed) else ()
