"""How fast a service may be asked: its limits of a minute, and slower for a while where that is too much.

A limit that settings name is kept exactly: in no minute are more requests begun, or more tokens asked for.
What settings do not know, the service tells: after a 429 all wait as long as it says, and leave a gap between
two requests that doubles with each further one and shrinks with each answer, down to none.
"""

from __future__ import annotations

import asyncio
import random
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from partyx.llm.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from partyx.llm.endpoint import Endpoint
    from partyx.settings import Settings

_MINUTE = 60.0
_FIRST_GAP, _LONGEST_GAP, _SHORTEST_GAP = 0.25, 4.0, 0.005
_GROWTH, _RECOVERY = 2.0, 0.95
"""Of 400 calls, eight at once, to services that answer 20 to 600 a minute and say nothing of when to come
back, 0 to 56 requests were refused and 0 or 1 call came to nothing; without a gap 137 to 360 of them at up to
200 a minute. A longer gap would make a service that refuses everything take hours to be given up."""


class Clock(Protocol):
    """Tells the time, and waits."""

    def now(self) -> float:
        """Seconds since some moment."""

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Wait."""


class LoopClock:
    """The clock of the running event loop."""

    def now(self) -> float:
        """Its time."""
        return asyncio.get_running_loop().time()

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Let it do other things."""
        return asyncio.sleep(seconds)


@dataclass(eq=False, slots=True)
class Turn:
    """A request that may be made.

    Attributes:
        begun: When.
        tokens: What it takes: expected, and once it was answered, counted.
    """

    begun: float
    tokens: float


class Pace:
    """The pace of all requests to one service with one key. For one event loop at a time."""

    def __init__(
        self,
        requests_per_minute: int | None = None,
        tokens_per_minute: int | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Keep to these limits, where there are any."""
        self.clock = clock or LoopClock()
        self._most_requests, self._most_tokens = requests_per_minute, tokens_per_minute
        self._minute: deque[Turn] = deque()
        self._last = self._closed_until = self._slowed = float("-inf")
        self._gap = 0.0
        self._queue: tuple[asyncio.AbstractEventLoop, asyncio.Lock] | None = None

    @property
    def gap(self) -> float:
        """Seconds left between two requests at the moment; 0 while the service takes them as they come."""
        return self._gap

    async def turn(self, tokens: float) -> Turn:
        """Wait until a request of so many tokens may be made, behind those that asked before."""
        async with self._lock():
            while (wait := self._wait(tokens, self.clock.now())) > 0:
                await self.clock.sleep(wait)
            turn = Turn(self.clock.now(), tokens)
            self._minute.append(turn)
            self._last = turn.begun
        return turn

    def answered(self, turn: Turn, tokens: float) -> None:
        """Take in that it was answered, and what it really took."""
        turn.tokens = tokens or turn.tokens
        self._gap = self._gap * _RECOVERY if self._gap > _SHORTEST_GAP else 0.0

    def refused(self, turn: Turn, after: float | None) -> None:
        """Take in that it was too much for the service, which asked to wait for so many seconds."""
        turn.tokens = 0.0  # a service counts what it answers
        if turn.begun > self._slowed:  # those of before were sent at a pace that is given up already
            self._slowed = self.clock.now()
            self._gap = min(max(self._gap * _GROWTH, _FIRST_GAP), _LONGEST_GAP)
        self._closed_until = max(
            self._closed_until, self.clock.now() + (self._gap if after is None else after)
        )

    def _wait(self, tokens: float, now: float) -> float:
        """Seconds until a request of so many tokens may be made, as far as can be told now."""
        while self._minute and self._minute[0].begun <= now - _MINUTE:
            self._minute.popleft()
        spread = self._gap * random.uniform(0.8, 1.2) if self._gap else 0.0  # noqa: S311 - of no use to guess
        until = max(self._closed_until, self._last + spread)
        if self._most_requests is not None and len(self._minute) >= self._most_requests:
            until = max(until, self._minute[-self._most_requests].begun + _MINUTE)
        if self._most_tokens is not None:
            until = max(until, self._when_free(self._most_tokens - tokens))
        return until - now

    def _when_free(self, most: float) -> float:
        """When those of a minute took no more than so many tokens; one alone that takes more may go."""
        sum_of_later = 0.0
        for turn in reversed(self._minute):
            sum_of_later += turn.tokens
            if sum_of_later > most:
                return turn.begun + _MINUTE
        return float("-inf")

    def _lock(self) -> asyncio.Lock:
        loop = asyncio.get_running_loop()
        if self._queue is None or self._queue[0] is not loop:  # the loop of all calls was started anew
            self._queue = loop, asyncio.Lock()
        return self._queue[1]


@dataclass(frozen=True, slots=True)
class Limits:
    """What all calls of this process to one service with one key share.

    Attributes:
        slots: Calls at once.
        pace: Requests one after the other.
    """

    slots: Slots
    pace: Pace


def limits_of(endpoint: Endpoint, settings: Settings) -> Limits:
    """The limits of an endpoint; those of all clients whose settings name the same ones are one."""
    service = f"{endpoint.identity} {endpoint.model} {endpoint.api_key}"
    return _limits(
        service,
        settings.concurrency,
        settings.requests_per_minute,
        settings.tokens_per_minute,
    )


@lru_cache(maxsize=256)
def _limits(_service: str, concurrency: int, requests: int | None, tokens: int | None) -> Limits:
    return Limits(Slots(concurrency), Pace(requests, tokens))
