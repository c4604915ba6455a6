"""How fast services are asked, on a clock of the tests' own: limits of a minute, slower on 429, and recovery."""

from __future__ import annotations

import asyncio
import random
import threading

import pytest
from fault_server import Exchange, Fault, FaultServer, answer, body, status
from test_llm_deadlines import on_the_clock

from partyx.cache import Request
from partyx.errors import RateLimitError
from partyx.llm import Endpoint
from partyx.llm.connections import connections
from partyx.llm.deadlines import Deadlines
from partyx.llm.pace import Pace, Turn, limits_of
from partyx.llm.portal import portal
from partyx.llm.wire import HttpModel
from partyx.settings import Settings


class Clock:
    """Goes on only where all that is left to do is to sleep, and takes none of our time."""

    def __init__(self) -> None:
        self.time = 0.0
        self.under_way = 0
        self._ends: list[float] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        end = self.time + seconds
        self._ends.append(end)
        await asyncio.sleep(0)
        while self.under_way or end > min(self._ends):  # noqa: ASYNC110 - the server is in threads
            await asyncio.sleep(0.001)
        self._ends.remove(end)
        self.time = max(self.time, end)


class Watched(Pace):
    """Lets its clock know how many requests are under way."""

    def __init__(self, clock: Clock, **limits: int) -> None:
        super().__init__(**limits, clock=clock)
        self._watch = clock

    async def turn(self, tokens: float) -> Turn:
        turn = await super().turn(tokens)
        self._watch.under_way += 1
        return turn

    def answered(self, turn: Turn, tokens: float) -> None:
        self._watch.under_way -= 1
        super().answered(turn, tokens)

    def refused(self, turn: Turn, after: float | None) -> None:
        self._watch.under_way -= 1
        super().refused(turn, after)


def begun(tokens: list[float], *, takes: float = 0.0, **limits: int) -> list[float]:
    """When requests of so many tokens are begun, each asked for as soon as the one before was begun."""

    async def ask() -> list[float]:
        clock = Clock()
        pace = Pace(**limits, clock=clock)
        times = []
        for wanted in tokens:
            turn = await pace.turn(wanted)
            pace.answered(turn, takes)
            times.append(clock.now())
        return times

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("limits", "tokens", "times"),
    [
        ({}, [5] * 6, [0] * 6),
        ({"requests_per_minute": 2}, [5] * 5, [0, 0, 60, 60, 120]),
        ({"tokens_per_minute": 10}, [5] * 5, [0, 0, 60, 60, 120]),
        ({"tokens_per_minute": 10}, [4, 7, 3, 8], [0, 60, 60, 120]),
        ({"tokens_per_minute": 10}, [25, 1, 25], [0, 60, 120]),  # more than a minute's may go alone
        ({"requests_per_minute": 3, "tokens_per_minute": 10}, [9, 1, 0, 0], [0, 0, 0, 60]),
    ],
)
def test_the_limits_of_a_minute_are_kept(
    limits: dict[str, int], tokens: list[float], times: list[float]
) -> None:
    assert begun(tokens, **limits) == times


def test_what_an_answer_took_counts_in_place_of_what_was_expected() -> None:
    assert begun([8, 8, 8], takes=4, tokens_per_minute=16) == [0, 0, 0]
    assert begun([1, 1, 1], takes=16, tokens_per_minute=16) == [0, 60, 120]


def test_a_gap_doubles_with_each_refusal_and_goes_with_the_answers() -> None:
    async def gaps() -> list[float]:
        pace = Pace(clock=Clock())
        found = [pace.gap]
        for _ in range(3):
            pace.refused(await pace.turn(1), None)
            found.append(pace.gap)
        for _ in range(400):
            pace.answered(await pace.turn(1), 1)
        return [*found, pace.gap]

    assert asyncio.run(gaps()) == [0.0, 0.25, 0.5, 1.0, 0.0]


def test_eight_refused_at_once_slow_down_once() -> None:
    async def gap() -> float:
        pace = Pace(clock=Clock())
        for turn in [await pace.turn(1) for _ in range(8)]:
            pace.refused(turn, 1.0)
        return pace.gap

    assert asyncio.run(gap()) == 0.25


def test_all_wait_as_long_as_the_service_said_to_one() -> None:
    async def times() -> list[float]:
        clock = Clock()
        pace = Pace(clock=clock)
        first, second = await pace.turn(1), await pace.turn(1)
        pace.refused(first, 7.0)
        pace.refused(second, 3.0)
        await pace.turn(1)
        return [clock.now()]

    assert asyncio.run(times()) == [7.0]


@pytest.mark.parametrize("tells", [False, True], ids=["no word of when", "tells when"])
@pytest.mark.parametrize(("most", "seconds"), [(20, 60), (60, 60), (1, 1), (200, 60), (600, 60)])
def test_hardly_a_call_of_four_hundred_comes_to_nothing(most: int, seconds: int, *, tells: bool) -> None:
    """Eight at once, a second each, to a service of which nobody named the limit; each is tried four times.

    Without a gap 137 to 360 fail at up to 200 a minute.
    """
    answered: list[float] = []

    async def call(pace: Pace, slots: asyncio.Semaphore) -> str:
        clock = asyncio.get_running_loop().time
        async with slots:
            for number in range(4):
                turn = await pace.turn(1)
                recent = [time for time in answered if time > clock() - seconds]
                if len(recent) < most:
                    answered.append(clock())
                    await asyncio.sleep(1)
                    pace.answered(turn, 1)
                    return "answer"
                after = recent[0] + seconds - clock() if tells else None
                pace.refused(turn, after)
                again = random.uniform(0, 0.5 * 2**number)  # noqa: S311 - as tenacity waits
                await asyncio.sleep(again if after is None else after)
        return "refused"

    async def calls() -> list[str]:
        pace, slots = Pace(), asyncio.Semaphore(8)
        return await asyncio.gather(*(call(pace, slots) for _ in range(400)))

    random.seed(most)
    assert on_the_clock(calls()).count("refused") <= 1


# -- over the wire -------------------------------------------------------------------------------------


class Strict:
    """Answers so many requests a minute of the test's clock, and says 429 to the others."""

    def __init__(self, clock: Clock, most: int, refusal: Fault) -> None:
        self.clock, self.most, self.refusal = clock, most, refusal
        self.answered: list[float] = []
        self.refused = 0
        self._lock = threading.Lock()

    def __call__(self, exchange: Exchange) -> None:
        with self._lock:
            now = self.clock.now()
            full = sum(time > now - 60 for time in self.answered) >= self.most
            if full:
                self.refused += 1
            else:
                self.answered.append(now)
        (self.refusal if full else answer())(exchange)


def asked(count: int, most: int, refusal: Fault, **limits: int) -> tuple[list[object], Strict, Pace]:
    """What becomes of so many questions to a service that answers ``most`` a minute."""
    clock = Clock()
    strict, pace = Strict(clock, most, refusal), Watched(clock, **limits)

    async def ask(model: HttpModel, slots: asyncio.Semaphore, number: int) -> object:
        async with slots:
            messages = ({"role": "user", "content": str(number)},)
            return await model.send(Request("m", messages, "Figure", {"type": "object"}))

    async def all_of_them(url: str) -> list[object]:
        endpoint = Endpoint("m", url, url)
        model = HttpModel(endpoint, Settings(model="m", base_url=url, cache="off", attempts=6), pace)
        slots = asyncio.Semaphore(4)
        asks = (ask(model, slots, number) for number in range(count))
        return await asyncio.gather(*asks, return_exceptions=True)

    with FaultServer(default=strict) as faults:
        return portal.run(all_of_them(faults.url)), strict, pace


def errors(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, Exception)]


def test_a_limit_that_is_known_is_never_met() -> None:
    results, strict, _ = asked(40, 10, status(429), requests_per_minute=10)
    assert (errors(results), strict.refused, len(strict.answered)) == ([], 0, 40)


@pytest.mark.parametrize(
    "refusal",
    [
        status(429, retry_after="20"),
        status(503, retry_after="20"),
        status(529, {"type": "overloaded_error", "message": "Overloaded"}, retry_after="20"),
        body({"error": {"code": 429, "message": "slow down"}}),
    ],
    ids=["429", "503", "529", "in a 200"],
)
def test_a_limit_that_nobody_named_is_found_and_kept(refusal: Fault) -> None:
    """Each question is answered, and few requests are refused on the way."""
    results, strict, pace = asked(40, 20, refusal)
    assert errors(results) == []
    assert len(strict.answered) == 40
    assert 0 < strict.refused <= 30
    assert pace.gap > 0


def test_a_service_that_only_refuses_is_given_up() -> None:
    results, strict, _ = asked(2, 0, status(429))
    assert [type(error) for error in errors(results)] == [RateLimitError] * 2
    assert strict.refused == 12


# -- timeouts ------------------------------------------------------------------------------------------


def test_waiting_for_a_turn_takes_nothing_of_the_timeout() -> None:
    """Neither before the first try nor before the second."""
    runs: list[bool] = []

    class Noting(Pace):
        async def turn(self, tokens: float) -> Turn:
            runs.append(connections.deadlines(faults.url).under_way[0].runs)
            return await super().turn(tokens)

        def answered(self, turn: Turn, tokens: float) -> None:
            runs.append(connections.deadlines(faults.url).under_way[0].runs)
            super().answered(turn, tokens)

    with FaultServer([status(500)]) as faults:
        settings = Settings(model="m", base_url=faults.url, cache="off")
        model = HttpModel(Endpoint("m", faults.url, faults.url), settings, Noting(clock=Clock()))
        portal.run(model.send(Request("m", ({"role": "user", "content": "x"},), "F", {})))
    assert runs == [False, False, True]


def test_time_that_is_stopped_goes_on_afterwards() -> None:
    async def call(*parts: tuple[str, float]) -> str:
        try:
            async with Deadlines().within(10, queues=False) as deadline:
                for how, seconds in parts:
                    if how == "wait":
                        with deadline.stopped():
                            await asyncio.sleep(seconds)
                    else:
                        await asyncio.sleep(seconds)
        except TimeoutError:
            return "timeout"
        return "answer"

    async def calls() -> list[str]:
        return [
            await call(("work", 6), ("wait", 99), ("work", 3)),
            await call(("work", 6), ("wait", 99), ("work", 5)),
            await call(("wait", 99), ("work", 9)),
            await call(("wait", 99), ("wait", 99), ("work", 11)),
        ]

    assert on_the_clock(calls()) == ["answer", "timeout", "answer", "timeout"]


# -- one limit for the process -------------------------------------------------------------------------


def test_clients_of_one_service_share_their_limits() -> None:
    settings = Settings(model="m", base_url="http://localhost:1/v1", requests_per_minute=5)
    here = Endpoint("m", "http://localhost:1/v1", "here")
    assert limits_of(here, settings) is limits_of(here, settings.model_copy(update={"prompt": "v2"}))
    others = [
        limits_of(Endpoint("m", "http://localhost:2/v1", "there"), settings),
        limits_of(Endpoint("m", "http://localhost:1/v1", "here", api_key="another"), settings),
        limits_of(here, settings.model_copy(update={"requests_per_minute": 6})),
    ]
    assert all(other is not limits_of(here, settings) for other in others)
