"""How many calls a model on this machine answers at once, counted over all threads and event loops."""

from __future__ import annotations

import asyncio
import threading
from typing import Self

POLL_S = 0.01


class Slots:
    """Lets so many calls through at a time; the others wait, and their timeout has not begun.

    Eight calls that wait in the server for one slot would each count the time of those before them.
    """

    def __init__(self, count: int) -> None:
        """Let ``count`` calls through at a time."""
        self._free = threading.Semaphore(count)

    async def __aenter__(self) -> Self:
        """Wait for a slot."""
        while not self._free.acquire(blocking=False):  # noqa: ASYNC110 - freed in another loop
            await asyncio.sleep(POLL_S)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave it to the next."""
        self._free.release()
