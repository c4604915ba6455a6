"""Processes that compute for one event loop: reading, mentions, rules and grounding of many articles."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
import time
from collections import deque
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from partyx.errors import WorkError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")

_WARM_UP = 16
"""Works that are done in threads first: processes take half a second to start, and most runs are short."""
_IDLE_S = 60
_JOBS = 2
"""Jobs a process: one that it does, one that waits for it."""
_MOST = 4
"""Works of one job. Handing a job over takes as much processor as a fifth of a short article's rules; four at
once make that a tenth."""
_JOB_S = 0.05
"""What a job may take: works that are longer go alone, so that none waits for another."""
_LOOK_S = 0.5
"""How often a process looks whether there is still somebody to work for."""


def default_processes() -> int:
    """One for each processor that this process may use; none where there is one only."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return allowed if allowed > 1 else 0


class Works(NamedTuple):
    """What a process made of the works of one job.

    Attributes:
        ends: Of each its result and None, or None and what it raised.
        seconds: That it took.
    """

    ends: list[tuple[Any, Exception | None]]
    seconds: float


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
        self._closed = False
        self._begun = 0
        self._alone = asyncio.Lock()
        self._waiting: deque[tuple[Callable[[], Any], asyncio.Future[Any]]] = deque()
        self._jobs: set[asyncio.Task[None]] = set()
        self._each_s = _JOB_S

    @property
    def room(self) -> int:
        """How many works keep all of them busy."""
        return 3 * _MOST * self._processes if self._processes else 3

    async def compute(self, work: Callable[[], T]) -> T:
        """The result of ``work``, which has to be picklable.

        Raises:
            WorkError: The process that worked on it ended twice.
        """
        self._begun += 1
        if not self._processes or self._begun <= _WARM_UP:
            return await asyncio.to_thread(work)
        end = asyncio.get_running_loop().create_future()
        self._waiting.append((work, end))
        self._send()
        with contextlib.suppress(BrokenProcessPool):
            result: T = await end
            return result
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
        """End the processes, whatever they are doing; none is started any more."""
        with self._lock:
            self._closed = True
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            pool.shutdown(wait=False, kill_workers=True)

    def _send(self) -> None:
        """Hand out what waits, as far as the processes can take it; short works several at a time."""
        while self._waiting and len(self._jobs) < _JOBS * self._processes:
            share = 1 if len(self._jobs) >= self._processes else self._processes
            size = min(_MOST, int(_JOB_S / self._each_s), len(self._waiting) // share)
            works = [self._waiting.popleft() for _ in range(max(1, size))]
            job = asyncio.create_task(self._job(works))
            self._jobs.add(job)
            job.add_done_callback(self._ended)

    def _ended(self, job: asyncio.Task[None]) -> None:
        self._jobs.discard(job)
        self._send()

    async def _job(self, works: list[tuple[Callable[[], Any], asyncio.Future[Any]]]) -> None:
        """Have some works done in a process, and tell each who waits for it."""
        try:
            done = await self._in_pool(self._processes, partial(_each, [work for work, _ in works]))
        except asyncio.CancelledError:
            for _, end in works:
                end.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - told to each
            if len(works) > 1 and not isinstance(error, BrokenProcessPool):  # one of them cannot be pickled
                for work in works:
                    await self._job([work])
                return
            ends: list[tuple[Any, Exception | None]] = [(None, error)] * len(works)
        else:
            ends = done.ends
            self._each_s = 0.9 * self._each_s + 0.1 * done.seconds / len(works)
        for (_, end), (result, wrong) in zip(works, ends, strict=True):
            if end.done():  # nobody waits any more
                continue
            if wrong is None:
                end.set_result(result)
            else:
                end.set_exception(wrong)

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
        """The pool of so many processes; works on their way when it broke are not sent to it again.

        Raises:
            CancelledError: This was closed. What was on its way to a process may still come by: a pool that
                it opened would be ended by nobody, and the program would wait for its processes for ever.
        """
        import loky  # noqa: PLC0415 - 60 ms

        with self._lock:
            if self._closed:
                raise asyncio.CancelledError
            if size not in self._pools:
                self._pools[size] = loky.ProcessPoolExecutor(
                    size, timeout=_IDLE_S, initializer=_begin, initargs=(os.getpid(),)
                )
            return self._pools[size]


def _each(works: list[Callable[[], Any]]) -> Works:
    """Do works one after the other."""
    start = time.perf_counter()
    ends: list[tuple[Any, Exception | None]] = []
    for work in works:
        try:
            ends.append((work(), None))
        except Exception as error:  # noqa: BLE001 - it belongs to who waits for this work
            ends.append((None, error))
    return Works(ends, time.perf_counter() - start)


def _begin(giver: int) -> None:
    """Leave Ctrl-C, which a terminal sends to every process, to who hands out the work, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(giver,), name="partyx-end", daemon=True).start()


def _end_with(giver: int) -> None:
    """End this process when the one that hands out the work was killed: it can say so no more."""
    while os.getppid() == giver:
        time.sleep(_LOOK_S)
    os._exit(1)
