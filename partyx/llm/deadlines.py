"""How long a call may take, where it waits for others: in the server, or for its turn to be made."""

from __future__ import annotations

import asyncio
import contextlib
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator


class Deadline:
    """The time of one call, which can be stopped while it waits for others."""

    def __init__(self, seconds: float, timeout: asyncio.Timeout) -> None:
        """Give it so many seconds, from when it is begun."""
        self._left, self._timeout = seconds, timeout
        self._begun = self._stopped = False

    def begin(self) -> None:
        """Let the time run, if it does not run yet."""
        if not self._begun:
            self._begun = True
            self._run()

    @property
    def runs(self) -> bool:
        """Whether time runs out at the moment."""
        return self._timeout.when() is not None

    def left(self) -> float:
        """Seconds that are left."""
        end = self._timeout.when()
        return self._left if end is None else end - asyncio.get_running_loop().time()

    @contextlib.contextmanager
    def stopped(self) -> Iterator[None]:
        """Let no time run out in the block."""
        self._left, self._stopped = self.left(), True
        self._timeout.reschedule(None)
        try:
            yield
        finally:
            self._stopped = False
            if not self._timeout.expired():
                self._run()

    def _run(self) -> None:
        if self._begun and not self._stopped and math.isfinite(self._left):
            self._timeout.reschedule(asyncio.get_running_loop().time() + self._left)


class Deadlines:
    """The calls under way at one address, in the order they began. For one event loop.

    A server with one slot answers eight calls one after the other, and the timeout of the last would run
    while it answers the first. So where calls may wait for one another, the time of each begins when all
    that began before it have ended: none times out that would not alone.

    Attributes:
        under_way: Their times.
    """

    def __init__(self) -> None:
        """No call is under way."""
        self.under_way: list[Deadline] = []

    @contextlib.asynccontextmanager
    async def within(self, seconds: float, *, queues: bool) -> AsyncIterator[Deadline]:
        """Give the block so many seconds; ``queues``: from when no call that began before it is under way.

        Raises:
            TimeoutError: They are over.
        """
        async with asyncio.timeout(None) as timeout:
            mine = Deadline(seconds, timeout)
            if not (queues and self.under_way):
                mine.begin()
            self.under_way.append(mine)
            try:
                yield mine
            finally:
                self.under_way.remove(mine)
                if self.under_way:
                    self.under_way[0].begin()
