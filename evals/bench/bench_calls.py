"""Calls of a model beside the bare openai client, on the same server and in the same run.

Target: an article takes at most 4 ms of processor above the rules' own reading and a call of the bare client.
The rates themselves are the machine's; their ratio is shown.
Run with ``python -m pytest evals/bench/bench_calls.py -s``.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import openai

import partyx

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from fault_server import FaultServer, answer, slow

ARTICLES, IN_FLIGHT, SERVER_S = 120, 32, 0.05
MOST_MS = 4.0
TEXT = "Sáng 5/7/2024, Thành ủy Sông Mây tổ chức hội nghị. Toàn Đảng bộ kết nạp {n} đảng viên, đạt 57,5%."
EMPTY = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}


class Took(NamedTuple):
    """Wall and processor seconds of one article."""

    wall: float
    processor: float


async def _all(work: Callable[[int], Awaitable[object]]) -> None:
    gate = asyncio.Semaphore(IN_FLIGHT)

    async def one(number: int) -> None:
        async with gate:
            await work(number)

    await asyncio.gather(*map(one, range(ARTICLES)))


def _timed(run: Callable[[], object]) -> Took:
    run()  # warm
    wall, processor = time.perf_counter(), time.process_time()
    run()
    return Took((time.perf_counter() - wall) / ARTICLES, (time.process_time() - processor) / ARTICLES)


def test_a_call_costs_little_above_reading_its_article() -> None:
    """The server's own threads run in this process and are in both figures."""
    texts = [TEXT.format(n=1000 + number) for number in range(ARTICLES)]
    with FaultServer(default=slow(SERVER_S, answer(json.dumps(EMPTY)))) as server:
        settings = {
            "model": "m", "base_url": server.url, "cache": "off", "ask": "article", "second_ask": False,
            "concurrency": IN_FLIGHT,
        }  # fmt: skip

        async def ours(number: int) -> None:
            await partyx.aextract(texts[number], settings=settings)

        partyx.extract(texts[0], settings=settings)
        asked = server.requests[0].body

        async def bare() -> None:
            async with openai.AsyncOpenAI(base_url=server.url, api_key="k", max_retries=0) as client:
                await _all(lambda _: client.chat.completions.create(**asked))

        def by_rules() -> None:
            for text in texts:
                partyx.extract(text, settings={"engine": "rules"})

        took = {
            "bare openai client": _timed(lambda: asyncio.run(bare())),
            "partyx.aextract": _timed(lambda: asyncio.run(_all(ours))),
            "rules alone": _timed(by_rules),
        }
    client, calls, rules = took.values()
    above = 1000 * (calls.processor - rules.processor)
    for name, one in took.items():
        print(f"{name:20} {1 / one.wall:6.0f} articles a second, {1000 * one.processor:6.2f} ms of processor")
    print(f"rate beside the bare client {client.wall / calls.wall:.2f}, above the rules {above:.2f} ms")
    assert above <= MOST_MS + 1000 * client.processor
