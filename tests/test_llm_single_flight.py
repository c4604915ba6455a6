"""Equal calls at the same time are paid once: in threads, tasks and processes, and when one of them dies."""

from __future__ import annotations

import asyncio
import concurrent.futures
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from fault_server import Exchange, FaultServer, answer, slow, status
from pydantic import BaseModel

from partyx.cache import MemoryStore
from partyx.cache.flight import Flights
from partyx.errors import BadResponseError, ModelError
from partyx.llm import Client, ScriptedModel
from partyx.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from partyx.cache import Completion, Request

ASKED = [{"role": "user", "content": "có 817 tổ chức"}]
CODE = """
import sys, time
from pydantic import BaseModel
from partyx.llm import Client
from partyx.settings import Settings
import partyx.llm.structured, partyx.llm.wire
class Figure(BaseModel):
    figure: float
client = Client(Settings(model="m", base_url=sys.argv[1], timeout_s=float(sys.argv[2])))
print("ready", flush=True)
sys.stdin.readline()
answer = client.ask([{"role": "user", "content": "817"}], Figure, name="figure")
print(answer.value.figure, answer.usage.calls, answer.usage.cached_calls)
"""


class Figure(BaseModel):
    figure: float


def start(*urls: str, timeout_s: float = 60) -> list[subprocess.Popen[str]]:
    """Processes that are ready to ask, one an address."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CODE, url, f"{timeout_s}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for url in urls
    ]  # fmt: skip
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    return children


def go(child: subprocess.Popen[str]) -> None:
    """Let it ask."""
    assert child.stdin is not None
    child.stdin.write("go\n")
    child.stdin.flush()


async def arrived(server: FaultServer) -> None:
    """Wait for the first request."""
    while not server.requests:  # noqa: ASYNC110 - the server is in another thread
        await asyncio.sleep(0.01)


def settings(server: FaultServer, **values: Any) -> Settings:
    return Settings(
        **{"model": "m", "base_url": server.url, "retry_after_cap_s": 0.02, "timeout_s": 30, **values}
    )


def test_thirty_two_threads_make_one_request() -> None:
    with FaultServer(default=slow(0.3, answer())) as server, Client(settings(server)) as client:
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            found = list(pool.map(lambda _: client.ask(ASKED, Figure, name="figure"), range(32)))
        assert len(server.requests) == 1
        assert sum(one.usage.calls for one in found) == 1
        assert (client.usage.calls, client.usage.cached_calls) == (1, 31)
        assert {one.value.figure for one in found} == {7}


def test_thirty_two_tasks_make_one_request() -> None:
    async def work(server: FaultServer) -> int:
        async with Client(settings(server)) as client:
            found = await asyncio.gather(*(client.aask(ASKED, Figure, name="figure") for _ in range(32)))
        return sum(one.usage.calls for one in found)

    with FaultServer(default=slow(0.3, answer())) as server:
        assert asyncio.run(work(server)) == 1
        assert len(server.requests) == 1


@pytest.mark.slow
def test_four_processes_make_one_request() -> None:
    with FaultServer(default=slow(0.5, answer())) as server:
        children = start(*[server.url] * 4)
        for child in children:
            go(child)
        outputs = [child.communicate(timeout=60)[0].split() for child in children]
        assert len(server.requests) == 1
    assert sorted(outputs) == [["7.0", "0", "1"]] * 3 + [["7.0", "1", "0"]]


def test_threads_and_tasks_of_different_clients_share_a_call() -> None:
    async def tasks(server: FaultServer) -> None:
        async with Client(settings(server)) as client:
            await asyncio.gather(*(client.aask(ASKED, Figure, name="figure") for _ in range(4)))

    def thread(server: FaultServer) -> None:
        with Client(settings(server)) as client:
            client.ask(ASKED, Figure, name="figure")

    with FaultServer(default=slow(0.5, answer())) as server:
        with concurrent.futures.ThreadPoolExecutor(5) as pool:
            running = [pool.submit(thread, server) for _ in range(4)]
            running.append(pool.submit(lambda: asyncio.run(tasks(server))))
            for one in running:
                one.result()
        assert len(server.requests) == 1


def test_an_error_is_shared_by_those_who_wait_and_each_has_its_own() -> None:
    with FaultServer(default=slow(0.2, status(400))) as server, Client(settings(server)) as client:

        def ask(_: int) -> ModelError | None:
            try:
                client.ask(ASKED, Figure, name="figure")
            except ModelError as error:
                return error
            return None

        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            errors = list(pool.map(ask, range(8)))
        assert len(server.requests) == 1
    assert len({str(error) for error in errors}) == 1
    assert len({id(error) for error in errors}) == 8
    assert None not in errors


def test_when_the_one_that_asks_is_cancelled_the_others_get_what_it_asked_for() -> None:
    """It was paid already; and one of them counts it."""

    async def work(server: FaultServer) -> float:
        async with Client(settings(server)) as client:
            tasks = [asyncio.create_task(client.aask(ASKED, Figure, name="figure")) for _ in range(5)]
            await arrived(server)
            tasks[0].cancel()
            found = await asyncio.gather(*tasks, return_exceptions=True)
            assert isinstance(found[0], asyncio.CancelledError)
            assert client.usage.calls == 1
            return sum(one.value.figure for one in found[1:] if not isinstance(one, BaseException))

    with FaultServer([slow(0.5, answer())], default=answer()) as server:
        assert asyncio.run(work(server)) == 28
        assert len(server.requests) == 1


def test_when_the_loop_that_asks_ends_another_gets_what_it_asked_for() -> None:
    async def gives_up(server: FaultServer) -> None:
        async with Client(settings(server)) as client:
            asyncio.create_task(client.aask(ASKED, Figure, name="figure"))  # noqa: RUF006 - ends with the loop
            await arrived(server)
            await asyncio.sleep(0.2)

    with FaultServer([slow(1.0, answer())], default=answer()) as server, Client(settings(server)) as client:
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            ending = pool.submit(lambda: asyncio.run(gives_up(server)))
            while not server.requests:
                time.sleep(0.01)
            found = client.ask(ASKED, Figure, name="figure")
            ending.result()
        assert (found.value.figure, found.usage.calls) == (7, 1)
        assert len(server.requests) == 1


def test_when_nobody_waits_any_more_the_call_ends() -> None:
    async def work(fake: Hanging) -> None:
        tasks = [asyncio.create_task(Client(ONE, model=fake).aask(ASKED, Figure, name="f")) for _ in range(3)]
        while not fake.requests:  # noqa: ASYNC110 - it gives no sign
            await asyncio.sleep(0.01)
        for task in tasks:
            assert not fake.ended
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await asyncio.sleep(0.05)
        assert fake.ended

    asyncio.run(work(Hanging()))


ONE = Settings(model="m")


class Hanging(ScriptedModel):
    """Never answers, and tells when it was stopped."""

    ended = False

    async def send(self, request: Request) -> Completion:
        self.requests.append(request)
        try:
            await asyncio.sleep(60)
        finally:
            self.ended = True
        raise AssertionError


def test_when_the_model_is_of_a_loop_that_ends_another_takes_over() -> None:
    """A model that was given answers in the loop of who asks: nobody else can wait for it then."""
    fake = ScriptedModel(identity="shared", default={"figure": 7})
    hanging = Hanging(identity="shared")

    async def gives_up() -> None:
        asyncio.create_task(Client(ONE, model=hanging).aask(ASKED, Figure, name="f"))  # noqa: RUF006
        while not hanging.requests:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.3)

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        ending = pool.submit(lambda: asyncio.run(gives_up()))
        while not hanging.requests:
            time.sleep(0.01)
        assert Client(ONE, model=fake).ask(ASKED, Figure, name="f").value.figure == 7
        ending.result()


def test_when_one_that_waits_is_cancelled_the_others_get_the_answer() -> None:
    async def work(server: FaultServer) -> float:
        async with Client(settings(server)) as client:
            tasks = [asyncio.create_task(client.aask(ASKED, Figure, name="figure")) for _ in range(5)]
            await arrived(server)
            tasks[3].cancel()
            found = await asyncio.gather(*tasks, return_exceptions=True)
            return sum(one.value.figure for one in found if not isinstance(one, BaseException))

    with FaultServer(default=slow(0.3, answer())) as server:
        assert asyncio.run(work(server)) == 28
        assert len(server.requests) == 1


@pytest.mark.slow
def test_when_the_process_that_asks_is_killed_another_takes_over_at_once() -> None:
    with FaultServer([slow(30, answer())], default=answer()) as server:
        first, second = start(server.url, server.url)
        go(first)
        while not server.requests:
            time.sleep(0.01)
        go(second)
        time.sleep(0.3)
        first.kill()
        # Within less than the patience of 30 s: the lock is free as soon as its holder is dead.
        assert second.communicate(timeout=20)[0].split() == ["7.0", "1", "0"]
        first.communicate()
        assert len(server.requests) == 2


@pytest.mark.slow
def test_a_process_that_hangs_holds_up_the_others_no_longer_than_a_call_can_take() -> None:
    with FaultServer([slow(30, answer())], default=answer()) as server:
        first, second = start(server.url) + start(server.url, timeout_s=3)
        go(first)
        while not server.requests:
            time.sleep(0.01)
        go(second)
        # The first one's answer takes 30 s; the second's own timeout, and so its patience, is 3 s.
        assert second.communicate(timeout=20)[0].split() == ["7.0", "1", "0"]
        first.kill()
        first.communicate()


def test_different_calls_do_not_wait_for_each_other() -> None:
    """The server answers none before it has been asked eight times, which is the concurrency."""
    together = threading.Barrier(8)

    def when_all_are_there(exchange: Exchange) -> None:
        together.wait(60)
        answer()(exchange)

    with FaultServer(default=when_all_are_there) as server, Client(settings(server)) as client:
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            messages = [[{"role": "user", "content": f"{number}"}] for number in range(16)]
            found = pool.map(lambda one: client.ask(one, Figure, name="figure").value.figure, messages)
            assert list(found) == [7] * 16
        assert len(server.requests) == 16


def test_with_the_cache_off_every_ask_is_a_sample_of_its_own() -> None:
    with FaultServer(default=slow(0.1, answer())) as server, Client(settings(server, cache="off")) as client:
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: client.ask(ASKED, Figure, name="figure"), range(4)))
        assert len(server.requests) == 4


def test_no_lock_file_is_left(offline: Path) -> None:
    with FaultServer() as server, Client(settings(server)) as client:
        client.ask(ASKED, Figure, name="figure")
    assert list((offline / "locks").iterdir()) == []


def test_a_re_ask_is_a_call_of_its_own_and_shared_as_well() -> None:
    store, fake = MemoryStore(), ScriptedModel(["x", {"figure": 7}])
    client = Client(Settings(model="m"), model=fake, store=store)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: client.ask(ASKED, Figure, name="figure"), range(8)))
    assert ({one.value.figure for one in found}, len(fake.requests)) == ({7}, 2)


def test_the_flights_of_one_key_are_one_until_it_lands() -> None:
    flights: Flights[int] = Flights()
    futures: list[concurrent.futures.Future[int]] = []

    def begin() -> concurrent.futures.Future[int]:
        futures.append(concurrent.futures.Future())
        return futures[-1]

    one, mine = flights.join("a", begin)
    same, theirs = flights.join("a", begin)
    assert (mine, theirs, same is one, len(futures)) == (True, False, True, 1)
    futures[0].set_result(5)
    assert [one.pay(), one.pay()] == [True, False]
    assert flights.join("a", begin)[1], "what has landed is over"
    flights.join("b", begin)
    futures[-1].set_exception(BadResponseError("x"))
    assert flights.join("b", begin)[1]
