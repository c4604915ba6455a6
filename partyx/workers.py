"""Processes that compute for one event loop: reading, mentions, rules and grounding of many articles."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, TypeVar

from partyx.errors import WorkError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")

_WARM_UP = 16
"""Works that are done in threads first: processes take half a second to start, and most runs are short."""
_IDLE_S = 60
_LOOK_S = 0.5
"""How often a process looks whether there is still somebody to work for."""


def default_processes() -> int:
    """One for each processor that this process may use; none where there is one only."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return allowed if allowed > 1 else 0


class Workers:
    """Steps (see :mod:`partyx.llm.steps`) that compute in processes, and wait in the running loop.

    A process that ends in the middle, for want of memory or by a crash in a library, takes the works of the
    others along. Each is done again, alone in a process of its own, and fails only if that one ends too.
    """

    def __init__(self, processes: int) -> None:
        """Prepare; the processes are started when there is work for them.

        Args:
            processes: How many; 0 computes in threads of this process.
        """
        self._processes = processes
        self._lock = threading.Lock()
        self._pools: dict[int, Any] = {}
        self._begun = 0
        self._alone = asyncio.Lock()

    async def compute(self, work: Callable[[], T]) -> T:
        """The result of ``work``, which has to be picklable.

        Raises:
            WorkError: The process that worked on it ended twice.
        """
        self._begun += 1
        if not self._processes or self._begun <= _WARM_UP:
            return await asyncio.to_thread(work)
        with contextlib.suppress(BrokenProcessPool):
            return await self._in_pool(self._processes, work)
        try:
            async with self._alone:
                return await self._in_pool(1, work)
        except BrokenProcessPool:
            raise WorkError(
                "The process that worked on it ended twice: too little memory, or a crash in a library."
            ) from None

    async def near(self, work: Callable[[], T]) -> T:
        """The result of ``work``, computed in this process."""
        return work()

    async def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine that waits for something outside."""
        return await coroutine

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        with self._lock:
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            pool.shutdown(wait=False, kill_workers=True)

    async def _in_pool(self, size: int, work: Callable[[], T]) -> T:
        pool = self._pool(size)
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work)
        except BrokenProcessPool:
            with self._lock:
                if self._pools.get(size) is pool:
                    del self._pools[size]
            raise

    def _pool(self, size: int) -> Any:  # noqa: ANN401 - loky's executor
        """The pool of so many processes; works on their way when it broke are not sent to it again."""
        import loky  # noqa: PLC0415 - 60 ms

        with self._lock:
            if size not in self._pools:
                self._pools[size] = loky.ProcessPoolExecutor(
                    size, timeout=_IDLE_S, initializer=_begin, initargs=(os.getpid(),)
                )
            return self._pools[size]


def _begin(giver: int) -> None:
    """Leave Ctrl-C, which a terminal sends to every process, to who hands out the work, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(giver,), name="partyx-end", daemon=True).start()


def _end_with(giver: int) -> None:
    """End this process when the one that hands out the work was killed: it can say so no more."""
    while os.getppid() == giver:
        time.sleep(_LOOK_S)
    os._exit(1)
