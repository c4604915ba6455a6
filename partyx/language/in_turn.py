"""Which of several bodies a figure is of: "Huyện ủy A và Thành ủy B lần lượt kết nạp 2 và 3 đảng viên"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.grammar import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.language.ranges import Range

_IN_TURN = pattern("<statistics.in_turn>")
_JOIN = pattern(r" ?, (?:<connectors.and> )?| <connectors.and> ")
REACH = 200
"""Characters before a figure in which it is said that each of several has one."""


def in_turn(folded: str, position: int, bodies: Sequence[Range], figures: Sequence[Range]) -> int | None:
    """The index of the body that a figure is of, where each of those in a row has one; else None.

    Args:
        folded: The text.
        position: Where the figure begins.
        bodies: The bodies named before it in its sentence, at most ``REACH`` before.
        figures: Likewise the figures.
    """
    if not bodies:
        return None
    turns = [found.span() for found in _IN_TURN.finditer(folded, bodies[0][0], position)]
    if not turns:
        return None
    start, end = turns[-1]
    last = sum(stop <= start for _, stop in bodies) - 1
    first = last
    while first > 0 and _JOIN.fullmatch(folded, bodies[first - 1][1], bodies[first][0]):
        first -= 1
    own = first + sum(end <= at and stop <= position for at, stop in figures)
    return own if first < last >= own else None
