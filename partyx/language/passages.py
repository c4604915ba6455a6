"""Passages of one text in which one phrase after another is sought."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_APART = "\n"
"""Stands between two passages: a phrase has single blanks, so that none is found across."""
_NEAR = 2_000
"""Characters on either side of the phrase found last in which the next one is sought first."""


class Passages:
    """Finds phrases, which mostly come in the order they stand in: thousands of them cost one pass."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Join the passages."""
        self._text = _APART.join(texts)
        self._starts = [0, *accumulate(len(text) + len(_APART) for text in texts)]
        self._last = 0

    def find(self, phrase: str) -> Iterator[tuple[int, int]]:
        """Where a phrase stands, first near the one found last, then in all: which passage, and where in it.

        A place may come twice.
        """
        near = max(0, self._last - _NEAR)
        for low, high in ((near, near + 2 * _NEAR), (near, len(self._text)), (0, near + len(phrase))):
            start = low - 1
            while phrase and (start := self._text.find(phrase, start + 1, high)) >= 0:
                self._last = start
                passage = bisect_right(self._starts, start) - 1
                yield passage, start - self._starts[passage]

    def say(self, phrase: str) -> bool:
        """Whether one of them has a phrase."""
        return next(self.find(phrase), None) is not None
