"""Equal calls at the same time inside one process: one call is made, and all who want it wait for it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

T = TypeVar("T")


class Flight(Generic[T]):
    """One call under way. It goes on as long as anybody waits for it, whoever began it.

    Attributes:
        future: Its result.
    """

    def __init__(self, future: Future[T]) -> None:
        """Nobody waits yet."""
        self.future = future
        self._waiting = 0
        self._unpaid = True
        self._lock = threading.Lock()

    async def landed(self, patience_s: float | None = None) -> bool:
        """Wait for its end in the running loop; the last one who is cancelled meanwhile ends it.

        Returns:
            Whether there is a result or an error; not when it was ended from elsewhere.

        Raises:
            TimeoutError: It took longer than ``patience_s``.
        """
        loop, done = asyncio.get_running_loop(), asyncio.Event()

        def tell(_: object) -> None:
            with contextlib.suppress(RuntimeError):  # the loop that waited is closed by now
                loop.call_soon_threadsafe(done.set)

        with self._lock:
            self._waiting += 1
        try:
            self.future.add_done_callback(tell)
            async with asyncio.timeout(patience_s):
                await done.wait()
        finally:
            with self._lock:
                self._waiting -= 1
                alone = not self._waiting
            if alone:
                self.future.cancel()
        return not self.future.cancelled()

    def pay(self) -> bool:
        """Whether the caller is the first to take the result, and counts as the one who paid."""
        with self._lock:
            first, self._unpaid = self._unpaid, False
        return first


class Flights(Generic[T]):
    """The calls under way, by key. Shared by threads and event loops; emptied in a forked child."""

    def __init__(self) -> None:
        """Start with none under way."""
        self._reset()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[str, Flight[T]] = {}

    def join(self, key: str, begin: Callable[[], Future[T]]) -> tuple[Flight[T], bool]:
        """Take part in the call of ``key``, begun now when nobody has.

        Returns:
            The call, and whether it was begun here.
        """
        with self._lock:
            flight = self._under_way.get(key)
            if flight is not None and not flight.future.done():
                return flight, False
            flight = self._under_way[key] = Flight(begin())
        flight.future.add_done_callback(lambda _: self._land(key, flight))
        return flight, True

    def _land(self, key: str, flight: Flight[T]) -> None:
        with self._lock:
            if self._under_way.get(key) is flight:
                del self._under_way[key]
