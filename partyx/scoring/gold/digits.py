"""The digit strings of a text, and which of them a gold file accounts for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.scoring.gold.format import Gold

_DIGIT_STRING = re.compile(r"\d+(?:[.,]\d+)*")


def digit_strings(text: str) -> list[Span]:
    """Every run of digits with the separators inside it: "1.513" and "80,8" are one each."""
    return [
        Span(start=found.start(), end=found.end(), text=found[0]) for found in _DIGIT_STRING.finditer(text)
    ]


def _accounted(gold: Gold) -> Iterator[Span]:
    for statistic in gold.statistics:
        yield from statistic.value_spans
        yield from statistic.of_spans
    for other in gold.digits:
        yield other.span


def uncovered(text: str, spans: Iterable[Span]) -> list[Span]:
    """The digit strings of ``text`` that lie in none of ``spans``, in reading order."""
    covered: set[int] = set()
    for span in spans:
        covered.update(range(span.start, span.end))
    return [span for span in digit_strings(text) if not covered.issuperset(range(span.start, span.end))]


def unaccounted(gold: Gold, text: str) -> list[Span]:
    """The digit strings that are neither a statistic's figure nor given a reason."""
    return uncovered(text, _accounted(gold))
