"""The seconds that an article may take, looked at by every stage that goes through it."""

from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")

OUT_OF_TIME: Final = "out-of-time"
"""The check of findings about what was left out."""

_until: ContextVar[tuple[float, Callable[[], float]] | None] = ContextVar("partyx_until", default=None)

WHOLE: Final = 0.7
"""Of the time that is left, what an attempt at an article gets. An article that needs more is begun again
with a sixteenth of its text, which takes a sixteenth of the time, then with a sixteenth of that: with 0.7
each, whatever needs up to 20 times its seconds still gives the records of its beginning."""

FIRST: Final = 0.25
"""Of the time that is left, what finding the mentions of an article gets. All that comes after takes three
to five times as long: an article whose mentions take more does not fit as a whole."""


class OutOfTimeError(Exception):
    """The time for a piece of work was over. Never leaves partyx: who set the time takes it."""


class Deadline:
    """When an article has to be done. Counted by the clock that all processes of a machine share.

    Attributes:
        seconds: What it may take in all; None for as long as it takes.
    """

    def __init__(self, seconds: float | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now."""
        self.seconds = seconds
        self._clock = clock
        self._ends = None if seconds is None else clock() + seconds

    @property
    def left(self) -> float | None:
        """Seconds that are left; none is less than 0, None for as many as it takes."""
        return None if self._ends is None else max(0.0, self._ends - self._clock())

    def earlier(self, by: float) -> Deadline:
        """The same, so many seconds before."""
        found = Deadline(self.seconds, self._clock)
        found._ends = None if self._ends is None else self._ends - by
        return found

    @contextmanager
    def share(self, part: float = WHOLE) -> Iterator[None]:
        """Give the block a part of what is left.

        Raises:
            OutOfTimeError: In the middle of the block, where it was over.
        """
        left = self.left
        token = _until.set(None if left is None else (self._clock() + part * left, self._clock))
        try:
            yield
        finally:
            _until.reset(token)


NO_DEADLINE: Final = Deadline(None)


def in_time(items: Iterable[T]) -> Iterator[T]:
    """The items, as long as the time set for this work is not over.

    Raises:
        OutOfTimeError: It is over.
    """
    until = _until.get()
    if until is None:
        yield from items
        return
    ends, clock = until
    for item in items:
        if clock() >= ends:
            raise OutOfTimeError
        yield item
