"""Waits of a user's thread that Ctrl-C ends.

A signal that comes after Python last looked for one and before the wait begins is seen only when the wait
ends. On a busy machine that is a Ctrl-C that does nothing (seen once in some hundred runs of a test that
presses it as the first call is made), so nobody waits longer than :data:`HEEDED_AFTER_S` at once.
"""

from __future__ import annotations

import concurrent.futures
import queue
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

HEEDED_AFTER_S = 0.5


def result_of(future: Future[T]) -> T:
    """Wait for a future.

    Raises:
        BaseException: What it raises, or what a signal does.
    """
    while not concurrent.futures.wait((future,), HEEDED_AFTER_S).done:
        pass
    return future.result()


def next_of(waiting: queue.SimpleQueue[T]) -> T:
    """Wait for what is put into a queue.

    Raises:
        BaseException: What a signal does.
    """
    while True:
        try:
            return waiting.get(timeout=HEEDED_AFTER_S)
        except queue.Empty:
            continue
