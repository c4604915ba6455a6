"""Windows: what of a long article goes into one call.

A window owns some sentences, about which it answers, and shows others as context: the headline and the
lead, which say whose article it is, and the sentences right before and after its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from partyx.article import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partyx.model.marking import Line, Marked

T = TypeVar("T")

CHARS_PER_TOKEN = 3
"""How tokens are estimated before a service has counted them: characters / 3."""

_BEFORE, _AFTER = 2, 1
_SMALLEST = 200
"""The smallest budget, in tokens: instructions are some thirty times as long already."""
_HEAD_SHARE = 4
"""The head may take a quarter of the window."""
_HEAD = {Role.HEADLINE, Role.DATELINE, Role.LEAD}


@dataclass(frozen=True, slots=True)
class Window:
    """Some lines of an article to be asked about.

    Attributes:
        head: Headline, dateline and lead, where they are not among the lines around.
        before: The lines right before ``own``: context.
        own: The lines asked about.
        after: The lines right after: context.
    """

    head: tuple[Line, ...]
    before: tuple[Line, ...]
    own: tuple[Line, ...]
    after: tuple[Line, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out of the article and nothing is context."""
        return not (self.head or self.before or self.after)

    def owns(self, position: int) -> bool:
        """Whether ``view[position]`` lies in the lines asked about."""
        return self.own[0].start <= position < self.own[-1].end


def estimated_tokens(text: str) -> int:
    """Tokens of Vietnamese text, roughly, rounded up."""
    return -(-len(text) // CHARS_PER_TOKEN)


def windows(marked: Marked, budget: int) -> tuple[Window, ...]:
    """Cut an article at sentence ends into windows of at most ``budget`` tokens of own text.

    A sentence longer than that has a window to itself. Article without lines: no window.
    """
    cuts: list[tuple[int, int]] = []
    start, size = 0, 0
    for index, line in enumerate(marked.lines):
        cost = estimated_tokens(line.text)
        if index > start and size + cost > budget:
            cuts.append((start, index))
            start, size = index, 0
        size += cost
    if start < len(marked.lines):
        cuts.append((start, len(marked.lines)))
    return tuple(_window(marked, low, high, budget) for low, high in cuts)


def fitting(
    budget: int, cut: Callable[[int], Sequence[T]], fits: Callable[[T], bool]
) -> tuple[Sequence[T], int]:
    """What is cut by the largest budget by which every piece fits, and that budget.

    Where none does, what is cut by the smallest: the sizes are estimates, and only the service can tell.
    """
    pieces = cut(budget)
    while not all(map(fits, pieces)) and budget > _SMALLEST:
        budget = max(_SMALLEST, budget * 3 // 4)
        pieces = cut(budget)
    return pieces, budget


def halves(marked: Marked, window: Window, budget: int) -> tuple[Window, ...]:
    """The window as two of about equal length; nothing when it owns a single line."""
    if len(window.own) < 2:  # noqa: PLR2004
        return ()
    total = sum(len(line.text) for line in window.own)
    done, middle = 0, 1
    for index, line in enumerate(window.own[:-1], 1):
        done += len(line.text)
        middle = index
        if 2 * done >= total:
            break
    low = window.own[0].number - 1
    return (
        _window(marked, low, low + middle, budget),
        _window(marked, low + middle, low + len(window.own), budget),
    )


def _window(marked: Marked, low: int, high: int, budget: int) -> Window:
    first = max(0, low - _BEFORE)
    return Window(
        head=_head(marked.lines[:first], budget // _HEAD_SHARE),
        before=marked.lines[first:low],
        own=marked.lines[low:high],
        after=marked.lines[high : high + _AFTER],
    )


def _head(lines: Sequence[Line], budget: int) -> tuple[Line, ...]:
    """Headline, dateline and lead among ``lines``, as many as fit."""
    taken: list[Line] = []
    for line in lines:
        if line.role not in _HEAD:
            break
        budget -= estimated_tokens(line.text)
        if budget < 0:
            break
        taken.append(line)
    return tuple(taken)
