"""How long a call may take where calls wait for one another in the server."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Deadlines:
    """The calls under way at one address, in the order they began. For one event loop.

    A server with one slot answers eight calls one after the other, and the timeout of the last would run
    while it answers the first. So where calls may wait for one another, the time of each begins when all
    that began before it have ended: none times out that would not alone.
    """

    def __init__(self) -> None:
        """No call is under way."""
        self._numbers = itertools.count()
        self._under_way: dict[int, tuple[asyncio.Timeout, float]] = {}

    @contextlib.asynccontextmanager
    async def within(self, seconds: float, *, queues: bool) -> AsyncIterator[None]:
        """Give the block so many seconds; ``queues``: from when no call that began before it is under way.

        Raises:
            TimeoutError: They are over.
        """
        number = next(self._numbers)
        first = not (queues and self._under_way)
        async with asyncio.timeout(seconds if first else None) as mine:
            self._under_way[number] = (mine, seconds)
            try:
                yield
            finally:
                del self._under_way[number]
                self._start_next()

    def _start_next(self) -> None:
        """Begin the time of the call that is first in line now."""
        deadline, seconds = next(iter(self._under_way.values()), (None, 0.0))
        if deadline is not None and deadline.when() is None:
            deadline.reschedule(asyncio.get_running_loop().time() + seconds)
