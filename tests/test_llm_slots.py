"""Servers with few places: calls wait for one before their timeout begins, whoever makes them."""

from __future__ import annotations

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from fault_server import Exchange, FaultServer, answer, silence
from pydantic import BaseModel

from partyx.errors import ModelTimeoutError
from partyx.llm import Client, Endpoint, register
from partyx.llm import endpoints as module
from partyx.llm.slots import Slots
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator


BUSY_S, TIMEOUT_S = 0.25, 1.2


class Figure(BaseModel):
    figure: float


class Busy:
    """Answers after a while, and remembers how many it had to answer at once."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self._lock = threading.Lock()

    def __call__(self, exchange: Exchange) -> None:
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        time.sleep(BUSY_S)
        with self._lock:
            self.now -= 1
        answer()(exchange)


@pytest.fixture
def busy() -> Busy:
    return Busy()


@pytest.fixture
def server(busy: Busy, monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    """A server at the prefix "narrow/", which has two places."""
    monkeypatch.setattr(module, "_resolvers", {})
    slots = Slots(2)
    with FaultServer(default=busy) as one:
        register(
            "narrow", lambda name, _: Endpoint(name, one.url, "narrow", slots=slots, timeout_s=TIMEOUT_S)
        )
        yield one


def ask(number: int, **settings: Any) -> float:
    with Client(Settings(model="narrow/m", cache="off", **settings)) as client:
        return client.ask([{"role": "user", "content": f"{number}"}], Figure, name="figure").value.figure


def test_calls_of_many_clients_wait_for_a_place(server: FaultServer, busy: Busy) -> None:
    """Twelve calls on two places take longer than the timeout of each."""
    assert 12 / 2 * BUSY_S > TIMEOUT_S
    with ThreadPoolExecutor(12) as pool:
        assert list(pool.map(ask, range(12))) == [7.0] * 12
    assert busy.most == 2
    assert len(server.requests) == 12


def test_calls_of_many_loops_wait_for_a_place(server: FaultServer, busy: Busy) -> None:
    async def three(number: int) -> None:
        async with Client(Settings(model="narrow/m", cache="off", timeout_s=5)) as client:
            asks = (
                client.aask([{"role": "user", "content": f"{number} {it}"}], Figure, name="f")
                for it in range(3)
            )
            await asyncio.gather(*asks)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: asyncio.run(three(number)), range(2)))
    assert busy.most == 2
    assert len(server.requests) == 6


def test_a_place_is_free_again_after_a_failure(server: FaultServer) -> None:
    server.script += [silence] * 2
    for number in range(2):
        with pytest.raises(ModelTimeoutError, match=r"within 1\.2 s"):
            ask(number)
    assert ask(4) == 7.0


def test_a_timeout_that_somebody_set_wins_over_the_endpoints(server: FaultServer) -> None:
    server.script.append(silence)
    with pytest.raises(ModelTimeoutError, match=r"within 0\.2 s"):
        ask(1, timeout_s=0.2)
