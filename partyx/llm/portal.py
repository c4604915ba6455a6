"""One event loop in a thread of its own, in which all calls over the wire are made.

Plain asks run in it, and asks in other loops wait for it. So there is one way over the wire and one pool of
connections, whoever asks; it works inside a notebook's running loop, and a call outlives the loop or task
that began it where others wait for the same answer. Ctrl-C ends a call at once: a waiter that is interrupted
cancels its task.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import contextvars
import os
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from partyx.interrupts import result_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from concurrent.futures import Future

T = TypeVar("T")

_END_S = 2.0


class Portal:
    """The loop and its thread; started by the first call, anew in a forked child, ended at exit."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._endings: list[Callable[[], Awaitable[object]]] = []
        self._reset()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._reset)
        atexit.register(self.stop)

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._parents = getattr(self, "_loop", None)  # kept: its end would speak of an unclosed loop
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def begin(self, coroutine: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin a coroutine there, with this thread's context variables. Cancelling the future cancels it."""
        return _begin(coroutine, self._started())

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine there and wait for it.

        Raises:
            BaseException: What it raises, or what interrupts the wait, which cancels it.
        """
        future = self.begin(coroutine)
        try:
            return result_of(future)
        except BaseException:
            future.cancel()
            raise

    def before_stop(self, ending: Callable[[], Awaitable[object]]) -> None:
        """Have ``ending`` called in the loop before it stops."""
        self._endings.append(ending)

    def stop(self) -> None:
        """End the loop and its thread; the next call starts them again."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(_END_S)

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._serve, args=(self._loop,), name="partyx-calls", daemon=True
                )
                self._thread.start()
            return self._loop

    def _serve(self, loop: asyncio.AbstractEventLoop) -> None:
        """Run the loop until it is stopped, then cancel what is left in it."""
        try:
            loop.run_forever()
            tasks = asyncio.all_tasks(loop)
            for task in tasks:
                task.cancel()
            if tasks:
                loop.run_until_complete(asyncio.wait(tasks, timeout=_END_S))
            for ending in self._endings:
                loop.run_until_complete(asyncio.wait_for(ending(), _END_S))
            loop.run_until_complete(loop.shutdown_asyncgens())
            with contextlib.suppress(TimeoutError):  # its threads for blocking work: names, the cache's file
                loop.run_until_complete(asyncio.wait_for(loop.shutdown_default_executor(), _END_S))
        finally:
            loop.close()


def begin_here(coroutine: Coroutine[Any, Any, T]) -> Future[T]:
    """Begin a coroutine in the running loop, as ``Portal.begin`` does in its own."""
    return _begin(coroutine, asyncio.get_running_loop())


def _begin(coroutine: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop) -> Future[T]:
    context = contextvars.copy_context()

    async def inside() -> T:
        return await asyncio.create_task(coroutine, context=context)

    return asyncio.run_coroutine_threadsafe(inside(), loop)


portal = Portal()
