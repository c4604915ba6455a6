"""Timeouts where calls wait for one another in the server, on a clock of the tests' own."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from partyx.llm.deadlines import Deadlines

if TYPE_CHECKING:
    from collections.abc import Coroutine


class Clock(asyncio.SelectorEventLoop):
    """A loop in which nothing takes time but what sleeps, and that takes none of ours."""

    now = 0.0

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        timers = [one.when() for one in self._scheduled if not one.cancelled()]  # type: ignore[attr-defined]
        if not self._ready and timers:  # type: ignore[attr-defined]
            self.now = max(self.now, min(timers))
        super()._run_once()  # type: ignore[misc]


def on_the_clock(work: Coroutine[object, object, list[str]]) -> list[str]:
    with asyncio.Runner(loop_factory=Clock) as runner:
        return runner.run(work)


async def calls(seconds: list[float], *, queues: bool, slots: int) -> list[str]:
    """What becomes of calls that all begin at once, on a server with so many slots, within 10 seconds each."""
    deadlines, free = Deadlines(), asyncio.Semaphore(slots)

    async def call(takes: float) -> str:
        try:
            async with deadlines.within(10, queues=queues), free:
                await asyncio.sleep(takes)
        except TimeoutError:
            return "timeout"
        return "answer"

    return list(await asyncio.gather(*map(call, seconds)))


@pytest.mark.parametrize(
    ("seconds", "queues", "slots", "outcomes"),
    [
        ([6] * 8, True, 1, ["answer"] * 8),
        ([6] * 8, False, 1, ["answer"] + ["timeout"] * 7),
        ([6, 11, 6, 6], True, 1, ["answer", "timeout", "answer", "answer"]),
        ([11, 6], True, 1, ["timeout", "answer"]),
        ([11, 1], True, 2, ["timeout", "answer"]),  # one that began later shows nothing about it
        ([6] * 8, False, 8, ["answer"] * 8),
        ([11], True, 1, ["timeout"]),
    ],
)
def test_no_call_times_out_that_would_not_alone(
    seconds: list[float],
    queues: bool,  # noqa: FBT001
    slots: int,
    outcomes: list[str],
) -> None:
    assert on_the_clock(calls(seconds, queues=queues, slots=slots)) == outcomes
