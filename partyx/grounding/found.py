"""The matches of a pattern in one sentence, found once and then looked up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.language.grammar import Pattern
    from partyx.language.ranges import Range


class Found:
    """Where a pattern matches in a range of a text: none over another, in order.

    Each figure or person of a sentence asks about what stands before it. A sentence may be as long as the
    text, so it is read once, and a question costs a bisection.

    Attributes:
        starts: Where each match begins.
        ends: Where each ends.
        groups: The name of the group that each is of, or None.
    """

    def __init__(self, pattern: Pattern, folded: str, place: Range) -> None:
        """Read the range."""
        matches = list(pattern.finditer(folded, *place))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.groups = [match.lastgroup for match in matches]

    def before(self, end: int) -> int:
        """How many of the matches end before a place, or right there."""
        return bisect_right(self.ends, end)

    def first(self, group: str) -> int:
        """The index of the first match of a group; one past the last where there is none."""
        return self._first.get(group, len(self.starts))

    def lie_in(self, start: int, end: int) -> bool:
        """Whether a range holds one of the matches."""
        index = bisect_left(self.starts, start)
        return index < len(self.ends) and self.ends[index] <= end

    def around(self, position: int) -> list[Range]:
        """The last match that begins before a place, and the first that does not."""
        index = bisect_left(self.starts, position)
        low, high = max(0, index - 1), index + 1
        return list(zip(self.starts[low:high], self.ends[low:high], strict=True))

    @cached_property
    def _first(self) -> dict[str | None, int]:
        return {group: index for index, group in reversed(list(enumerate(self.groups)))}
