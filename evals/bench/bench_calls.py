"""Calls of a model beside the bare openai client, on the same server and in the same run.

Targets: an article takes at most 4 ms of processor above the rules' own reading; with reading in two
processes at least 0.85 of the bare client's rate. The server runs in a process of its own. Rounds take turns
and the best of each counts: other work on the machine only ever makes one slower. Both clients keep one
processor busy, so where each process has one to itself their rates are as their processor times: that is
held, and the rates of this machine, where reading may take turns with calls, are shown beside it. So is what
each process takes, the server as well: that bounds what two processors can do. What the rates were if the
server stood elsewhere cannot be measured here.
Run with ``python -m pytest evals/bench/bench_calls.py -s``.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import openai

import partyx

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from fault_server import FaultServer, answer
from processes import THERE, took
from steady_server import running

ARTICLES, IN_FLIGHT, ROUNDS = int(os.environ.get("PARTYX_BENCH_CALLS", "500")), 64, 4
"""Fewer articles measure how processes start: half a second that a long run pays once."""
MOST_MS, LEAST_RATE = 4.0, 0.85
MOST_MS_KEPT = 2.0
"""For the claim of a call between processes, the hashes that guard its answer, and a write to the disk."""
TEXT = "Sáng 5/7/2024, Thành ủy Sông Mây tổ chức hội nghị. Toàn Đảng bộ kết nạp {n} đảng viên, đạt 57,5%."
TEXTS = [TEXT.format(n=1000 + number) for number in range(ARTICLES)]
EMPTY = json.dumps({"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []})
ASKING = {"model": "m", "ask": "article", "second_ask": False, "concurrency": IN_FLIGHT}


class Took(NamedTuple):
    """Milliseconds of wall and of processor, this process's alone, for one article."""

    wall: float
    processor: float


async def _all(work: Callable[[int], Awaitable[object]]) -> None:
    gate = asyncio.Semaphore(IN_FLIGHT)

    async def one(number: int) -> None:
        async with gate:
            await work(number)

    await asyncio.gather(*map(one, range(ARTICLES)))


def _once(run: Callable[[], object]) -> Took:
    wall, processor = time.perf_counter(), time.process_time()
    run()
    share = 1000 / ARTICLES
    return Took((time.perf_counter() - wall) * share, (time.process_time() - processor) * share)


def _best(ways: Mapping[str, Callable[[], object]]) -> dict[str, Took]:
    """The best round of each, after one that only warms; what each took is printed."""
    for run in ways.values():
        run()
    rounds = [{name: _once(run) for name, run in ways.items()} for _ in range(ROUNDS)]
    best = {
        name: Took(*(min(of) for of in zip(*(one[name] for one in rounds), strict=True))) for name in ways
    }
    for name, one in best.items():
        print(f"{name:42} {1000 / one.wall:6.0f} articles a second, {one.processor:6.2f} ms of processor")
    return best


def _asked() -> dict[str, object]:
    """The body of the question about an article."""
    with FaultServer(default=answer(EMPTY)) as server:
        partyx.extract(TEXTS[0], settings={**ASKING, "base_url": server.url, "cache": "off"})
        return server.requests[0].body


def _bare(url: str) -> Callable[[], None]:
    """The same questions by the bare client."""
    body = _asked()

    async def run() -> None:
        async with openai.AsyncOpenAI(base_url=url, api_key="k", max_retries=0) as client:
            await _all(lambda _: client.chat.completions.create(**body))  # type: ignore[call-overload]

    return lambda: asyncio.run(run())


def _gathered(settings: Mapping[str, object]) -> Callable[[], None]:
    """Every article by ``aextract`` in a gather."""

    async def one(number: int) -> None:
        await partyx.aextract(TEXTS[number], settings=settings)

    return lambda: asyncio.run(_all(one))


def test_a_call_costs_little_above_reading_its_article(tmp_path: Path) -> None:
    """With the cache, each answer is written to it and none is found there."""
    with running(EMPTY) as url:
        there = {**ASKING, "base_url": url}
        best = _best({
            "the bare openai client": _bare(url),
            "the rules alone": lambda: [partyx.extract(text, settings={"engine": "rules"}) for text in TEXTS],
            "partyx.aextract, no cache": _gathered({**there, "cache": "off"}),
            "partyx.aextract, answers kept": _gathered({**there, "cache": "refresh", "cache_dir": tmp_path}),
        })  # fmt: skip
    _, rules, plain, kept = best.values()
    above, above_kept = plain.processor - rules.processor, kept.processor - rules.processor
    print(f"above the rules: {above:.2f} ms of processor, with the cache {above_kept:.2f} ms")
    assert above <= MOST_MS
    assert above_kept <= MOST_MS + MOST_MS_KEPT


def _shares(settings: Mapping[str, object], servers: Collection[int]) -> None:
    """Print what an article takes of the processor here, in the processes of the run and in the server.

    Of the first third nothing is counted but what the processes took to start and to begin.
    """
    first = after = took()
    with partyx.extract_many(TEXTS, settings=settings, processes=2) as results:
        for number, _ in enumerate(results, 1):
            if number == ARTICLES // 3:
                first = took()
            if number == ARTICLES:  # its processes end with the run
                after = took()
    share = 1000 / (ARTICLES - ARTICLES // 3)
    used = {one: (spent - first.others.get(one, 0.0)) * share for one, spent in after.others.items()}
    begun = sum(spent for one, spent in first.others.items() if one not in servers)
    server = sum(used.get(one, 0.0) for one in servers)
    here, there = (after.own - first.own) * share, sum(used.values()) - server
    most = 2000 / (here + there + server)
    print(f"an article takes {here:.2f} ms of processor here, {there:.2f} in the run's processes,", end=" ")
    print(f"{server:.2f} in the server: two processors make {most:.0f} a second at most;", end=" ")
    print(f"to start and for the first third the run's processes took {begun:.1f} s")


def test_a_run_with_two_processes_keeps_up_with_the_bare_client() -> None:
    """Its reading is done elsewhere, so what is left in this process is calls and what comes of them."""
    with running(EMPTY) as url:
        servers = set(took().others) if THERE else set()
        settings = {**ASKING, "base_url": url, "cache": "off"}

        def many() -> None:
            with partyx.extract_many(TEXTS, settings=settings, processes=2) as results:
                assert not [one for one in results if isinstance(one, partyx.Failure)]

        best = _best({"the bare openai client": _bare(url), "partyx.extract_many, two processes": many})
        if THERE:
            _shares(settings, servers)
    bare, ours = best.values()
    rate = bare.processor / ours.processor
    print(f"rate beside the bare client {rate:.2f} by processor, {bare.wall / ours.wall:.2f} on this machine")
    assert rate >= LEAST_RATE
