"""What an ask costs that the cache answers, and what the cache itself does.

Run with ``python -m pytest evals/bench/bench_cache.py``.
"""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import pytest
from pydantic import BaseModel

from partyx.cache.disk import DiskStore
from partyx.llm import Client, ScriptedModel
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

HIT_S = 0.002
MESSAGES = [{"role": "user", "content": "Đảng bộ tỉnh có 817 tổ chức cơ sở Đảng. " * 500}]


class Facts(BaseModel):
    """An answer of the length a long article gives."""

    ids: list[str]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DiskStore]:
    """A cache in a folder of its own."""
    made = DiskStore(tmp_path / "cache")
    yield made
    made.close()


def test_an_ask_that_the_cache_answers(benchmark: BenchmarkFixture, store: DiskStore) -> None:
    """Key, look-up, checksum, parse and validation of a 20,000-character prompt."""
    fake = ScriptedModel(default={"ids": [f"n{number}" for number in range(300)]})
    client = Client(Settings(model="m"), model=fake, store=store)
    client.ask(MESSAGES, Facts, name="facts")
    benchmark(client.ask, MESSAGES, Facts, name="facts")
    assert len(fake.requests) == 1
    assert benchmark.stats.stats.median < HIT_S


def test_set_10_kb(benchmark: BenchmarkFixture, store: DiskStore) -> None:
    """A new answer each time."""
    value, number = os.urandom(10_000), itertools.count()
    benchmark(lambda: store.set(f"{next(number)}", value))


def test_get_10_kb(benchmark: BenchmarkFixture, store: DiskStore) -> None:
    """Among 500 others."""
    for number in range(500):
        store.set(f"{number}", os.urandom(10_000))
    number = itertools.cycle(range(500))
    benchmark(lambda: store.get(f"{next(number)}"))


def test_claim_and_release(benchmark: BenchmarkFixture, store: DiskStore) -> None:
    """The lock file that makes a call one process's own."""

    def once() -> None:
        claim = store.claim("key")
        assert claim is not None
        claim.release()

    benchmark(once)
