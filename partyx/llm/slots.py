"""A limit to how many calls are made at once, counted over all threads and event loops."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from typing import Self

from partyx import forks


class Slots:
    """Lets so many calls through at a time; the others wait in the order they came in.

    Whoever waits here has not begun a call, so no timeout runs yet. A semaphore of asyncio belongs to one
    loop, and one of threading would block it.
    """

    def __init__(self, count: int) -> None:
        """Let ``count`` calls through at a time."""
        self._count = count
        self._start()
        forks.anew_in_child(self._start)  # the calls that are under way are its parent's

    def _start(self) -> None:
        self._free = self._count
        self._lock = threading.Lock()
        self._waiting: deque[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = deque()

    async def __aenter__(self) -> Self:
        """Wait for a slot."""
        with self._lock:
            if self._free:
                self._free -= 1
                return self
            loop = asyncio.get_running_loop()
            turn = loop.create_future()
            self._waiting.append((loop, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # the slot was given in the same moment
                self._leave()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave it to the next."""
        self._leave()

    def _leave(self) -> None:
        with self._lock:
            while self._waiting:
                loop, turn = self._waiting.popleft()
                try:
                    loop.call_soon_threadsafe(self._give, turn)
                except RuntimeError:  # that loop is closed, and with it who waited
                    continue
                return
            self._free += 1

    def _give(self, turn: asyncio.Future[None]) -> None:
        """Hand a slot over, in the loop of who waits; if nobody waits there any more, to the next."""
        if turn.done():
            self._leave()
        else:
            turn.set_result(None)
