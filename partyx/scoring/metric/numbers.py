"""Whether a number can be read in a quote: an independent check of what an extractor claims.

Deliberately not the extractor's own number parser, so that a fault there cannot hide itself here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.lexicon import phrases, values

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST = 40
"""Digit strings longer than this are no figures of an article, and slow to convert."""

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_BY_COMMA = re.compile(r"\d{1,3}(?:,\d{3})+")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 12
"""Words of the longest number that a quote writes out."""


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
    """Numbers written in words ("hai", "mười hai", "hai mươi lăm"), and all that are part of a longer one."""
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            if words[end - 1] not in _vocabulary():
                break
            if (value := _worth(words[start:end])) is not None:
                yield value


def _vocabulary() -> frozenset[str]:
    roles = ("zero", "digits", "after_tens", "ten", "tens", "hundreds", "no_tens", "scales")
    return phrases(*(f"numbers.{role}" for role in roles))


def _worth(words: list[str]) -> int | None:
    """The value of words, split at the largest of those that multiply; None when one is no number."""
    digits = values("numbers.zero", "numbers.digits", "numbers.after_tens")
    times = values("numbers.ten", "numbers.tens", "numbers.hundreds", "numbers.scales")
    if len(words) > 1 and words[0] in phrases("numbers.no_tens"):
        words = words[1:]
    if len(words) == 1 and words[0] in digits:
        return int(digits[words[0]])
    largest = max((times[word] for word in words if word in times), default=None)
    if largest is None:
        return None
    at = max(index for index, word in enumerate(words) if times.get(word) == largest)
    before = _worth(words[:at]) if at else 1
    behind = _worth(words[at + 1 :]) if at + 1 < len(words) else 0
    return None if before is None or behind is None else before * int(largest) + behind


def _in_parts(folded: str) -> Iterator[float]:
    """Amounts told in several multipliers, in the first of them: "1 tỷ 250 triệu" holds 1.25."""
    scales = values("numbers.multipliers")
    words = folded.split()
    for at in range(len(words) - 2):
        amount, scale, further = words[at : at + 3]
        if scale not in scales or not _TOKEN.fullmatch(amount) or len(amount) > _LONGEST:
            continue
        for value in _readings(amount):
            if further.strip(".,;)") in phrases("numbers.half"):
                yield value + 0.5
            total = float(value)
            for number, lower in zip(words[at + 2 :: 2], words[at + 3 :: 2], strict=False):
                below = scales.get(lower.strip(".,;)"))
                if below is None or not _TOKEN.fullmatch(number) or len(number) > _LONGEST:
                    break
                total += next(_readings(number), 0) * below / scales[scale]
                yield round(total, 9)


def numbers_in(quote: str) -> set[float]:
    """Every number that can be read in a quote, in digits or in words."""
    folded = fold(quote)
    found: set[float] = set()
    for token in _TOKEN.finditer(folded):
        if len(token[0]) <= _LONGEST:
            values = set(_readings(token[0]))
            found |= values
            if folded[token.start() - 1 : token.start()] == "-":
                found |= {-value for value in values}
    found.update(_in_parts(folded))
    found.update(_in_words(_WORD.findall(folded)))
    return found
