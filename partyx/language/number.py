"""Numbers: what digits and words are worth.

Vietnamese writes 1.513 for one thousand five hundred and thirteen and 80,8 for eighty point eight. English
habits leak into the genre all the same (98.5%, 1,513), so a string of digits keeps all its values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.grammar import pattern
from partyx.language.lexicon import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    Number = int | float

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


# -- numbers in words ----------------------------------------------------------------------------

_BELOW_20 = r"<numbers.ten>(?: <numbers.after_tens>)?"
_BELOW_100 = rf"(?:{_BELOW_20}|<numbers.digits> <numbers.tens>(?: <numbers.after_tens>)?)"
_COMPOUND = (
    rf"(?:{_BELOW_100}|<numbers.digits> <numbers.hundreds>"
    rf"(?: {_BELOW_100}| <numbers.no_tens> <numbers.digits>)?)"
)
_FIRST = pattern("<numbers.digits|numbers.ten>")
# A digit alone at the end is none: "hai nghìn năm" is two thousand years.
_WORDED = pattern(
    rf"(?:{_COMPOUND}|<numbers.digits>)"
    rf"(?: <numbers.scales>(?: {_COMPOUND}| <numbers.digits>(?= <numbers.scales>))?)*"
)


class Worded(NamedTuple):
    """A number in words, ``folded[start:end]``."""

    start: int
    end: int
    value: int


def worded_numbers(folded: str, start: int = 0, end: int | None = None) -> Iterator[Worded]:
    """The numbers in words of a folded text, none overlapping: "hai mươi lăm" is 25.

    What they count, if anything, is not looked at: "năm" is five here, and "thứ hai" holds two.
    """
    stop = len(folded) if end is None else end
    done = start
    # A plain tree of first words is found six times as fast as the whole pattern.
    for first in _FIRST.finditer(folded, start, stop):
        match = _WORDED.match(folded, first.start(), stop) if first.start() >= done else None
        if match:
            done = match.end()
            yield Worded(match.start(), done, _worth(match[0].split(" ")))


def _worth(words: list[str]) -> int:
    """The value of the words of one number."""
    times = values("numbers.tens", "numbers.hundreds")
    scales = values("numbers.scales")
    plain = values("numbers.digits", "numbers.after_tens", "numbers.ten")
    total = below = last = 0
    for word in words:
        if word in scales:
            # "nghìn tỷ" is a thousand times a billion.
            total = total + (below + last) * scales[word] if below + last else total * scales[word]
            below = last = 0
        elif word in times:
            below, last = below + last * times[word], 0
        else:
            below, last = below + last, plain.get(word, 0)
    return total + below + last
