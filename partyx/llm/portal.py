"""One event loop in a thread of its own, in which plain calls wait for asynchronous ones.

So there is one way over the wire, not a blocking twin of it, and it works inside a notebook's running loop.
Ctrl-C ends a call at once: a waiter that is interrupted cancels its task.
"""

from __future__ import annotations

import asyncio
import atexit
import contextvars
import os
import threading
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from partyx.llm.model import Model

T = TypeVar("T")

_END_S = 2.0


class Portal:
    """The loop and its thread; started by the first call, anew in a forked child, ended at exit."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._reset()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._reset)
        atexit.register(self.stop)

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._parents = getattr(self, "_loop", None)  # kept: its end would speak of an unclosed loop
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine there, with this thread's context variables, and wait for it.

        Raises:
            BaseException: What it raises, or what interrupts the wait, which cancels it.
        """
        context = contextvars.copy_context()

        async def inside() -> T:
            return await asyncio.create_task(coroutine, context=context)

        future = asyncio.run_coroutine_threadsafe(inside(), self._started())
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def drop(self, model: Model) -> None:
        """Let go of a model's connections in this loop, without waiting; nothing when it does not run."""
        with self._lock:
            loop = self._loop
        if loop is not None and not loop.is_closed():
            asyncio.run_coroutine_threadsafe(model.close(), loop)

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
                    target=_serve, args=(self._loop,), name="partyx-calls", daemon=True
                )
                self._thread.start()
            return self._loop


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    """Run the loop until it is stopped, then cancel what is left in it."""
    try:
        loop.run_forever()
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks, timeout=_END_S))
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


portal = Portal()
