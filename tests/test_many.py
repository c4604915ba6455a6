"""Many articles: each ends as one extraction or one failure, within bounds, whatever happens on the way."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import os
import signal
import threading
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from fault_server import FaultServer, silence

import partyx
from partyx.errors import (
    AuthenticationError,
    BadResponseError,
    EmptySourceError,
    SettingsError,
    SourceNotFoundError,
    WorkError,
)
from partyx.llm import Reply, ScriptedModel
from partyx.llm.portal import portal
from partyx.many import Stream
from partyx.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RULES = {"engine": "rules"}
NOTHING = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}
OFF = {"cache": "off", "second_ask": False}


def text(number: int) -> str:
    return f"Năm 2022, Đảng bộ huyện số {number} kết nạp {number + 10} đảng viên."


def values(results) -> list[float]:
    return [result.statistics[-1].value for result in results if isinstance(result, partyx.Extraction)]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with twenty articles, one empty, one that is no text, and a picture."""
    folder = tmp_path / "news"
    (folder / "more").mkdir(parents=True)
    for number in range(20):
        (folder / ("more" if number % 2 else "") / f"{number // 2}.txt").write_text(
            text(number), encoding="utf-8"
        )
    (folder / "empty.txt").write_text(" \n")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02" * 99)
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.mark.parametrize("processes", [0, pytest.param(2, marks=pytest.mark.slow)])
def test_a_folder_gives_each_article_once(news: Path, processes: int) -> None:
    with partyx.extract_many([news, news / "none.txt"], settings=RULES, processes=processes) as results:
        found = list(results)
        tally = results.tally
    good = [result for result in found if isinstance(result, partyx.Extraction)]
    bad = [result for result in found if isinstance(result, partyx.Failure)]
    assert sorted(values(good)) == list(range(10, 30))
    assert len({result.article.id for result in good}) == 20
    assert good[0].text
    assert Counter(type(it.error).__name__ for it in bad if not it.skipped) == Counter(
        ["EmptySourceError", "FormatError", "SourceNotFoundError"]
    )
    assert {it.stage for it in bad} == {"read"}
    assert all(it.source.endswith((".txt", ".png")) for it in bad)
    assert (tally.done, tally.failed, tally.in_flight) == (20, 3, 0)
    assert tally.skipped == 1


@pytest.mark.slow
def test_results_come_in_the_order_of_the_sources_when_asked_for() -> None:
    sizes = [400, 1, 1, 50, 1, 1] * 6
    sources = [text(number) * size for number, size in enumerate(sizes)]
    ordered = list(partyx.extract_many(sources, settings=RULES, ordered=True, processes=2))
    assert values(ordered) == [number + 10 for number in range(36)]


def test_an_endless_source_is_gone_through_as_results_are_taken() -> None:
    taken = itertools.count()
    given = (text(next(taken)) for _ in itertools.count())
    with partyx.extract_many(given, settings=RULES, processes=0) as results:
        assert len(list(itertools.islice(results, 50))) == 50
    assert next(taken) <= 50 + 6


def test_a_source_that_waits_holds_no_result_up() -> None:
    more = threading.Event()

    def feed():
        yield text(1)
        more.wait(30)
        yield text(2)

    with partyx.extract_many(feed(), settings=RULES, processes=0) as results:
        first = next(results)
        assert not more.is_set()
        more.set()
        assert values([first, *results]) == [11, 12]


def test_articles_that_were_read_and_rows_are_sources_as_well(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text(
        '{"id": "a", "text": "Kết nạp 12 đảng viên."}\n{"id": "a", "text": "Kết nạp 13 đảng viên."}\n{"x": 1}\n'
    )
    article = partyx.read(text(1), id="mine")
    found = list(
        partyx.extract_many(
            [article, rows, b"K\xe1\xba\xbft n\xe1\xba\xa1p 14."], settings=RULES, ordered=True
        )
    )
    assert [getattr(it, "article", it).id for it in found][:2] == ["mine", "a"]
    assert found[2].article.id.endswith("rows")
    assert isinstance(found[3], partyx.Failure)
    assert found[3].source.endswith("rows.jsonl:3")


def test_equal_texts_get_names_of_their_own() -> None:
    found = list(partyx.extract_many([text(1)] * 3, settings=RULES))
    assert len({result.article.id for result in found}) == 3
    assert all(result.source.id == result.article.id for result in found)


def test_what_is_said_of_the_run_is_said_of_each_article() -> None:
    day = dt.date(2021, 7, 5)
    found = list(partyx.extract_many([text(1), text(2)], settings=RULES, published=day, outlet="A"))
    assert {(it.article.published, it.article.outlet) for it in found} == {(day, "A")}


@pytest.mark.parametrize("processes", [0, pytest.param(2, marks=pytest.mark.slow)])
def test_a_model_that_fails_now_and_then_fails_only_those(processes: int) -> None:
    def answer(request):
        asked = str(request.messages[-1])
        return (
            BadResponseError("half an answer")
            if "số 7⟨" in asked
            else Reply('{"stats": []}' if "số 9⟨" in asked else NOTHING_TEXT, "stop", 10, 2)
        )

    fake = ScriptedModel(default=answer)
    results = partyx.extract_many(
        map(text, range(30)), settings={**OFF, "reasks": 0}, model=fake, processes=processes
    )
    found = list(results)
    bad = [result for result in found if isinstance(result, partyx.Failure)]
    assert len(found) == 30
    assert [(it.stage, it.retryable) for it in bad] == [("ask", True)] * len(bad)
    assert results.tally.usage.calls == results.tally.done
    assert len(bad) >= 1


NOTHING_TEXT = '{"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}'


def test_an_error_that_none_would_escape_ends_the_run() -> None:
    fake = ScriptedModel(default=AuthenticationError("refused"))
    results = partyx.extract_many(map(text, range(100)), settings=OFF, model=fake, processes=0)
    with pytest.raises(AuthenticationError):
        list(results)
    assert len(fake.requests) < 40
    assert list(results) == []


@pytest.mark.parametrize("ordered", [False, True])
def test_sources_that_break_end_the_run_once_what_they_gave_has_ended(*, ordered: bool) -> None:
    def sources():
        yield from map(text, range(5))
        yield "   "
        raise LookupError("the database is gone")

    results, found = partyx.extract_many(sources(), settings=RULES, processes=0, ordered=ordered), []
    with pytest.raises(LookupError, match="database"):
        found.extend(results)
    assert [isinstance(it, partyx.Failure) for it in found].count(True) == 1
    assert (len(found), list(results)) == (6, [])


@pytest.mark.parametrize("ordered", [False, True])
def test_a_budget_stops_the_run_before_it_is_passed(*, ordered: bool) -> None:
    """Also by what is under way: each article is set aside for before it is asked about."""
    one = partyx.estimate(
        text(1), settings={**OFF, "model": "m", "base_url": "http://localhost/v1", "ask": "article"}
    )
    tokens = one.input_tokens + one.output_tokens
    fake = ScriptedModel(default=Reply(NOTHING_TEXT, "stop", tokens - 100, 100))
    budget = partyx.Budget(tokens=10 * tokens + tokens // 2)
    results = partyx.extract_many(
        map(text, range(200)),
        settings={**OFF, "concurrency": 4},
        model=fake,
        processes=0,
        budget=budget,
        ordered=ordered,
    )
    found = list(results)
    assert all(isinstance(result, partyx.Extraction) for result in found)
    assert len(found) == len(fake.requests) == results.tally.done == 10
    assert (results.spent, results.tally.failed, results.tally.in_flight) == (True, 0, 0)


def test_a_budget_in_dollars_ends_the_run_where_no_price_is_known() -> None:
    fake = ScriptedModel(default=Reply(NOTHING_TEXT, "stop", 90, 10))
    results = partyx.extract_many(
        map(text, range(20)), settings=OFF, model=fake, processes=0, budget=partyx.Budget(usd=1.0)
    )
    with pytest.raises(SettingsError, match="the price of this model is not known"):
        list(results)
    assert fake.requests == []


def test_no_more_articles_are_in_flight_than_there_is_room_for() -> None:
    class Counting:
        identity, form, now, most = "counting", "schema", 0, 0

        async def send(self, request):
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.001)
            self.now -= 1
            return await ScriptedModel([NOTHING]).send(request)

    model = Counting()
    results = partyx.extract_many(
        map(text, range(60)), settings={**OFF, "concurrency": 4}, model=model, processes=0
    )
    most = max(results.tally.in_flight for _ in results)
    assert model.most == 4
    assert most <= 4 + 3


def test_what_is_done_can_be_had_when_the_run_is_stopped() -> None:
    with partyx.extract_many(map(text, itertools.count()), settings=RULES, processes=0) as results:
        first = [next(results) for _ in range(5)]
        rest = list(results.finish())
    assert len(set(values([*first, *rest]))) == 5 + len(rest)
    assert list(results) == []


def test_an_event_loop_goes_on_meanwhile_and_may_stop_early() -> None:
    async def run() -> tuple[list, int]:
        ticks, found = 0, []

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.create_task(tick())
        async for result in partyx.aextract_many(
            map(text, itertools.count()), settings=RULES, ordered=True, processes=0
        ):
            found.append(result)
            if len(found) == 20:
                break
        ticking.cancel()
        return found, ticks

    found, ticks = asyncio.run(run())
    assert values(found) == [number + 10 for number in range(20)]
    assert ticks > 20


def crash() -> None:
    os.kill(os.getpid(), 9)


def pid() -> int:
    return os.getpid()


@pytest.mark.slow
def test_a_process_that_dies_takes_only_its_own_work_along() -> None:
    async def run() -> list:
        workers = Workers(2)
        workers._begun = 99  # noqa: SLF001 - as if warmed up
        try:
            works = [workers.compute(crash if number == 5 else pid) for number in range(20)]
            return await asyncio.gather(*works, return_exceptions=True)
        finally:
            workers.close()

    done = asyncio.run(run())
    assert isinstance(done[5], WorkError)
    assert all(isinstance(it, int) and it != os.getpid() for it in [*done[:5], *done[6:]])


def heeds_ctrl_c() -> tuple[int, bool]:
    return os.getpid(), signal.getsignal(signal.SIGINT) is not signal.SIG_IGN


def test_ctrl_c_is_for_who_hands_out_the_work() -> None:
    """A terminal sends it to every process: each told of it by a traceback of its own."""

    async def run() -> list[tuple[int, bool]]:
        workers = Workers(2)
        workers._begun = 99  # noqa: SLF001 - as if warmed up
        try:
            return await asyncio.gather(*(workers.compute(heeds_ctrl_c) for _ in range(8)))
        finally:
            workers.close()

    found = asyncio.run(run())
    assert os.getpid() not in {process for process, _ in found}
    assert not any(heeds for _, heeds in found)


def test_ctrl_c_while_a_result_is_waited_for_ends_the_run() -> None:
    """Ten runs that were interrupted in a notebook left 22 processes at work, and a thread each."""
    asked = threading.Event()  # before, a request could come and the key be pressed while nothing waits

    def texts() -> Iterator[str]:
        asked.wait()
        for number in itertools.count():
            yield f"Huyện số {number} kết nạp 5 đảng viên."

    with FaultServer(default=silence) as faults:
        settings = {"engine": "model", "model": "m", "base_url": faults.url, "cache": "off", "timeout_s": 600}
        stream = partyx.extract_many(texts(), settings=settings, processes=0)
        with faults.interrupting(), pytest.raises(KeyboardInterrupt):  # noqa: PT012 - one after the other
            asked.set()
            next(stream)
        assert list(stream) == []
        stream._feeder.join(20)  # noqa: SLF001 - the thread that goes through the sources
        assert not stream._feeder.is_alive()  # noqa: SLF001


def unpicklable() -> object:
    return threading.Lock()


def wrong() -> None:
    raise ZeroDivisionError("oh")


@pytest.mark.slow
def test_of_works_that_are_done_together_each_ends_by_itself() -> None:
    async def run() -> list:
        workers = Workers(2)
        workers._begun, workers._each_s = 99, 0.001  # noqa: SLF001 - as if warmed up, and works were short
        special = {5: wrong, 11: unpicklable}
        try:
            works = [workers.compute(special.get(number, pid)) for number in range(20)]
            return await asyncio.gather(*works, return_exceptions=True)
        finally:
            workers.close()

    done = asyncio.run(run())
    assert isinstance(done.pop(11), Exception)
    assert isinstance(done.pop(5), ZeroDivisionError)
    assert all(isinstance(it, int) for it in done)
    assert len(set(done)) == 2


def test_of_what_is_on_its_way_when_a_run_ends_no_process_is_begun() -> None:
    """Nobody would end it: the program would wait for it at its own end, for ever."""

    async def run() -> Workers:
        workers = Workers(2)
        workers._begun = 99  # noqa: SLF001 - as if warmed up
        works = [asyncio.create_task(workers.compute(pid)) for _ in range(9)]
        await asyncio.sleep(0)
        workers.close()
        assert {type(it) for it in await asyncio.gather(*works, return_exceptions=True)} == {
            asyncio.CancelledError
        }
        return workers

    assert asyncio.run(run())._pools == {}  # noqa: SLF001


def test_a_defect_is_a_failure_of_one_article() -> None:
    async def broken(source):
        if source.text == "b":
            raise ZeroDivisionError("oh")
        return partyx.extract(text(1), settings=RULES)

    articles = [partyx.read(text(number), id=f"{number}") for number in range(3)]
    articles[1] = replace(articles[1], text="b")
    found = list(Stream(articles, broken, portal.begin, room=2, ordered=True))
    assert isinstance(found[1], partyx.Failure)
    assert "defect of partyx (ZeroDivisionError: oh" in str(found[1].error)
    assert found[1].to_dict()["stage"] == "extract"
    assert isinstance(found[2], partyx.Extraction)


def test_failures_say_what_they_are() -> None:
    (failure,) = partyx.extract_many([" "], settings=RULES)
    assert isinstance(failure.error, EmptySourceError)
    assert failure.to_dict() == {
        "source": "the text",
        "id": None,
        "stage": "read",
        "error": "EmptySourceError",
        "message": str(failure.error),
        "retryable": False,
        "skipped": False,
        "duplicate_of": None,
    }
    assert SourceNotFoundError("x").retryable is False


def test_a_bar_shows_how_far_a_run_is(capsys) -> None:
    fake = ScriptedModel(default=Reply(NOTHING_TEXT, "stop", 90, 10))
    results = partyx.extract_many(map(text, range(4)), settings=OFF, model=fake, processes=0)
    found = list(results.with_bar(total=4))
    assert len(found) == 4
    shown = capsys.readouterr().err
    assert "4/4" in shown
    assert "failed=0, calls=4" in shown
