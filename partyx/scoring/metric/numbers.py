"""Whether a number can be read in a quote: an independent check of what an extractor claims.

Deliberately not the extractor's own number parser, so that a fault there cannot hide itself here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST = 40
"""Digit strings longer than this are no figures of an article, and slow to convert."""

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def _readings(token: str) -> Iterator[float]:
    """What one digit string may mean: '.' groups and ',' decimals; "16.7" can only be a decimal."""
    whole, _, decimals = token.partition(",")
    if token.isdigit():
        yield int(token)
    elif _GROUPED.fullmatch(token):
        yield int(token.replace(".", ""))
    elif decimals.isdigit() and (whole.isdigit() or _GROUPED.fullmatch(whole)):
        yield float(f"{whole.replace('.', '')}.{decimals}")
        if _GROUPED_BY_COMMA.fullmatch(token):
            yield int(token.replace(",", ""))
    elif token.count(".") == 1 and "," not in token:
        yield float(token)


def _in_words(words: list[str]) -> Iterator[int]:
    """Numbers written in words, up to 99: "hai", "mười hai", "hai mươi lăm"."""
    for index, word in enumerate(words):
        after = words[index + 1] if index + 1 < len(words) else ""
        if word == "mười":
            yield 10 + _UNITS.get(after, 0)
        elif word in _UNITS:
            yield _UNITS[word]
            if after in {"mươi", "mười"}:
                last = words[index + 2] if index + 2 < len(words) else ""
                yield 10 * _UNITS[word] + _UNITS.get(last, 0)


def numbers_in(quote: str) -> set[float]:
    """Every number that can be read in a quote, in digits or in words."""
    folded = fold(quote)
    found: set[float] = set()
    for token in _TOKEN.findall(folded):
        if len(token) <= _LONGEST:
            found.update(_readings(token))
    found.update(_in_words(_WORD.findall(folded)))
    return found
