"""One piece of code for callers that wait and for callers in an event loop.

It is written as a coroutine that does two kinds of things through :class:`Steps`: it computes, and it waits
for answers. With :data:`BLOCKING` neither ever suspends it, so :func:`run` takes it to its end in the calling
thread; with :data:`IN_LOOP` the loop goes on meanwhile.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from partyx.llm.portal import portal

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

T = TypeVar("T")


class Steps(Protocol):
    """How a piece of work computes and waits."""

    async def compute(self, work: Callable[[], T]) -> T:
        """The result of ``work``, which only computes and is picklable: it may be done in another process."""

    async def near(self, work: Callable[[], T]) -> T:
        """The result of ``work``, which only computes, and in this process."""

    async def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine that waits for something outside."""


class _Blocking:
    """Computes in the calling thread, and waits in it for what runs in the loop of all calls."""

    async def compute(self, work: Callable[[], T]) -> T:
        return work()

    async def near(self, work: Callable[[], T]) -> T:
        return work()

    async def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return portal.run(coroutine)


class _InLoop:
    """Computes in a thread, so that a long article never holds the running loop up; waits in that loop."""

    async def compute(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(work)

    async def near(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(work)

    async def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return await coroutine


BLOCKING: Steps = _Blocking()
IN_LOOP: Steps = _InLoop()


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Take a coroutine that goes by :data:`BLOCKING` to its end, here and now.

    Raises:
        BaseException: What it raises, or what interrupts it.
    """
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value  # type: ignore[no-any-return]
    coroutine.close()
    raise RuntimeError("a coroutine that goes by BLOCKING waited for an event loop")
