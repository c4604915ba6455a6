"""Equal calls at the same time inside one process: the first makes the call, the others wait for it."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Flights(Generic[T]):
    """The calls under way, by key. Shared by threads and event loops; emptied in a forked child."""

    def __init__(self) -> None:
        """Start with none under way."""
        self._reset()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._under_way: dict[str, Future[T | None]] = {}

    def join(self, key: str) -> tuple[Future[T | None], bool]:
        """Take part in the call of ``key``.

        Returns:
            The future of its result, and whether the caller is the one who has to make the call and
            end it with ``land``. A result of None means that the one who made it gave up: join again.
        """
        with self._lock:
            if (future := self._under_way.get(key)) is not None:
                return future, False
            future = self._under_way[key] = Future()
            future.set_running_or_notify_cancel()  # so that no waiter that is cancelled cancels it
            return future, True

    def land(self, key: str, result: T | None = None, error: Exception | None = None) -> None:
        """End the call: hand its result or error to all who wait."""
        with self._lock:
            future = self._under_way.pop(key, None)
        if future is None:
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)
