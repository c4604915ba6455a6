"""The brackets that a place of a text stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.grammar import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.language.ranges import Range

REACH = 200
"""Characters on either side in which brackets are sought; what is farther off is an aside no longer."""

WORDS = 80
"""Characters before a bracket in which what it counts is named."""

_BRACKET = re.compile("[()]")
_CUT = re.compile(r"[,;:.()\d]")
_SAYS_WHEN = pattern(
    r"[ :]*(?:<time.year|statistics.joins|statistics.equals|statistics.shares|measures.has>[ :]*){0,2}"
)


def brackets_around(text: str, position: int, low: int, high: int) -> Range | None:
    """What the innermost brackets around a place hold, (start, end) in ``text``; None outside of any.

    Args:
        text: Any text.
        position: The place.
        low: Where the sentence of the place begins.
        high: Where it ends.
    """
    low, high = max(low, position - REACH), min(high, position + REACH)
    opened: list[int] = []
    for found in _BRACKET.finditer(text, low, position):
        if found[0] == "(":
            opened.append(found.end())
        elif opened:
            opened.pop()
    if not opened:
        return None
    depth = 0
    for found in _BRACKET.finditer(text, position, high):
        depth += 1 if found[0] == "(" else -1
        if depth < 0:
            return opened[-1], found.start()
    return None


def words_before(text: str, bracket: int, low: int) -> int | None:
    """Where the words begin that stand right before a bracket: "đất đai" of "dân số (112), đất đai (29)".

    That is behind the last mark or digit, at most ``WORDS`` before; None where none is, from ``low`` on.

    Args:
        text: Any text.
        bracket: Where the bracket stands.
        low: Where the words may begin at the earliest.
    """
    cuts = [cut.end() for cut in _CUT.finditer(text, max(low, bracket - WORDS), bracket)]
    return cuts[-1] if cuts else None


def before_another_time(folded: str, figure: int, held: Range, times: Sequence[Range]) -> bool:
    """Whether a figure in brackets is of what stands before them, at another time: "98 (năm 2022: 85)".

    Args:
        folded: The text.
        figure: Where the figure begins.
        held: What the brackets around it hold.
        times: Where times stand in them, before the figure.
    """
    if not times:
        return False
    low = folded.rfind(";", held[0], times[-1][0]) + 1 or held[0]
    said = folded[low : times[-1][0]], folded[times[-1][1] : figure]
    return all(map(_SAYS_WHEN.fullmatch, said))
