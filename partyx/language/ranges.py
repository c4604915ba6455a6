"""Ranges of characters: sets of them that can be asked quickly, and their edges."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Range = tuple[int, int]
"""The first character, and one past the last."""


class Ranges:
    """Ranges (start, end) of one text; overlapping ones are joined. A look-up costs a bisection."""

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        """Join and sort the ranges."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def around(self, position: int) -> tuple[int, int] | None:
        """The range that holds ``position``."""
        index = bisect_right(self._starts, position) - 1
        held = index >= 0 and position < self._ends[index]
        return (self._starts[index], self._ends[index]) if held else None

    def covers(self, position: int) -> bool:
        """Whether a range holds ``position``."""
        return self.meet(position, position + 1)

    def meet(self, start: int, end: int) -> bool:
        """Whether a range has a position of ``start`` to ``end``."""
        index = bisect_left(self._starts, end) - 1
        return index >= 0 and start < self._ends[index]

    def next_start(self, start: int, end: int) -> int:
        """Where the first range from ``start`` on begins, at most ``end``; ``start`` where one holds it."""
        if self.covers(start):
            return start
        index = bisect_left(self._starts, start)
        return min([end, *self._starts[index : index + 1]])

    def hold(self, start: int, end: int) -> bool:
        """Whether a range holds all of ``start`` to ``end``."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._ends[index]

    def add(self, start: int, end: int) -> bool:
        """Take a range, cut where the next one starts, unless its start is taken; whether it was free."""
        if self.covers(start):
            return False
        index = bisect_left(self._starts, start)
        self._starts.insert(index, start)
        self._ends.insert(index, min([end, *self._starts[index + 1 : index + 2]]))
        return True


def before_marks(text: str, end: int, marks: str, low: int = 0) -> int:
    """Where ``text[low:end]`` ends without the ``marks`` at its end."""
    while end > low and text[end - 1] in marks:
        end -= 1
    return end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """``text[start:end]`` without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
