"""A Ctrl-C that comes as a wait begins ends it."""

from __future__ import annotations

import os
import queue
import signal
import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

import pytest

from partyx.interrupts import next_of, result_of

if TYPE_CHECKING:
    from collections.abc import Callable


def queued() -> tuple[Callable[[], object], Callable[[], object]]:
    """A wait for a queue, and what ends it."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    return lambda: next_of(waiting), lambda: waiting.put(1)


def promised() -> tuple[Callable[[], object], Callable[[], object]]:
    """A wait for a future, and what ends it."""
    future: Future[int] = Future()
    return lambda: result_of(future), lambda: future.set_result(1)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals reach no thread alone here")
@pytest.mark.parametrize("made", [queued, promised])
def test_a_signal_that_wakes_nobody_is_heeded_all_the_same(made) -> None:
    """It comes in another thread, so that the wait is not cut short: as one that came just before it."""
    wait, end = made()
    waits, heeded = threading.Event(), threading.Event()
    in_time = []

    def press() -> None:
        waits.wait(20)
        os.kill(os.getpid(), signal.SIGINT)
        in_time.append(heeded.wait(20))
        end()

    presser = threading.Thread(target=press)
    presser.start()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        waits.set()
        with pytest.raises(KeyboardInterrupt):
            wait()
        heeded.set()
    finally:
        presser.join()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert in_time == [True]


def test_what_is_waited_for_is_given_and_what_a_future_raises_is_raised() -> None:
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    waiting.put(7)
    assert next_of(waiting) == 7
    done: Future[int] = Future()
    done.set_result(8)
    assert result_of(done) == 8
    broken: Future[int] = Future()
    broken.set_exception(TimeoutError("its own"))
    with pytest.raises(TimeoutError, match="its own"):
        result_of(broken)
