"""Asking: values, re-asks, complaints, what is cut, what is counted, and every cache mode."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
from fault_server import FaultServer, answer, completion, status
from pydantic import BaseModel, ConfigDict

from partyx.cache import MemoryStore, Request
from partyx.errors import (
    BadResponseError,
    ModelConnectionError,
    ModelError,
    RateLimitError,
    ReplayMissError,
    SettingsError,
    ThoughtError,
    TruncatedError,
)
from partyx.llm import Client, Completion, Judgement, Reply, ScriptedModel, finished_records
from partyx.records import Usage
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ASKED = [{"role": "system", "content": "Đọc bài."}, {"role": "user", "content": "có 817 tổ chức"}]
GOOD = {"figure": 7, "ids": ["n1"]}


class Facts(BaseModel):
    model_config = ConfigDict(extra="forbid")

    figure: float
    ids: list[str]


def client(fake: ScriptedModel, store: MemoryStore | None = None, **values: Any) -> Client:
    return Client(Settings(model="openai/m", **values), model=fake, store=store)


def only_n1(value: Facts) -> Sequence[str]:
    return [f"the id {one!r} does not exist" for one in value.ids if one != "n1"]


def test_the_value_is_a_plain_instance_that_pickles() -> None:
    found = client(ScriptedModel([GOOD])).ask(ASKED, Facts, name="facts")
    assert type(found.value) is Facts
    assert pickle.loads(pickle.dumps(found.value)) == Facts(figure=7, ids=["n1"])  # noqa: S301 - our own
    assert json.loads(found.raw) == GOOD
    assert (found.cached, found.complaints, found.usage.calls) == (False, (), 1)


def test_an_answer_that_does_not_fit_is_asked_again_with_what_is_wrong() -> None:
    fake = ScriptedModel([{"figure": "7", "ids": ["n1"]}, GOOD])
    found = client(fake).ask(ASKED, Facts, name="facts")
    first, second = fake.requests
    assert found.value.figure == 7
    assert second.messages[:2] == first.messages
    assert [message["role"] for message in second.messages[2:]] == ["assistant", "user"]
    assert "figure: Input should be a valid number" in second.messages[3]["content"]
    assert found.usage.calls == 2


def test_complaints_are_put_to_the_model_once_and_then_left_to_the_caller() -> None:
    fake = ScriptedModel([{"figure": 1, "ids": ["n9"]}, {"figure": 2, "ids": ["n8"]}])
    found = client(fake).ask(ASKED, Facts, name="facts", judge=Judgement(only_n1))
    assert "the id 'n9' does not exist" in fake.requests[1].messages[-1]["content"]
    assert (found.value.figure, found.complaints) == (2, ("the id 'n8' does not exist",))


def test_complaints_that_are_met_are_gone() -> None:
    fake = ScriptedModel([{"figure": 1, "ids": ["n9"]}, GOOD])
    assert client(fake).ask(ASKED, Facts, name="facts", judge=Judgement(only_n1)).complaints == ()


@pytest.mark.parametrize(
    "second", ["Sorry.", {"figure": "x", "ids": []}, '{"figure": 1, "figure": 2, "ids": []}']
)
def test_a_worse_second_answer_gives_the_first_one_with_its_complaints(second: Any) -> None:
    found = client(ScriptedModel([{"figure": 1, "ids": ["n9"]}, second])).ask(
        ASKED, Facts, name="f", judge=Judgement(only_n1)
    )
    assert (found.value.ids, found.complaints) == (["n9"], ("the id 'n9' does not exist",))
    assert json.loads(found.raw)["ids"] == ["n9"]


@pytest.mark.parametrize("reasks", [0, 1, 3])
def test_there_are_as_many_re_asks_as_the_settings_say(reasks: int, caplog: pytest.LogCaptureFixture) -> None:
    fake = ScriptedModel(default="no JSON")
    with (
        caplog.at_level(logging.INFO),
        pytest.raises(BadResponseError, match="does not fit its schema") as caught,
    ):
        client(fake, reasks=reasks).ask(ASKED, Facts, name="facts")
    assert len(fake.requests) == reasks + 1
    assert caught.value.usage.calls == reasks + 1
    assert caplog.text == "", "instructor logs and wraps what it sees"


def test_the_words_of_a_re_ask_can_be_the_callers() -> None:
    fake = ScriptedModel(["x", GOOD])
    client(fake).ask(
        ASKED,
        Facts,
        name="facts",
        judge=Judgement(reask=lambda complaints, **_: f"Sửa {len(complaints)} lỗi."),
    )
    assert fake.requests[1].messages[-1]["content"] == "Sửa 1 lỗi."


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% raw %}", "{# x #}", "{0} %s $x \\n", "⟨n1⟩ ⟦", "  thụt\n\tdòng\n\n"]
)
def test_no_template_engine_touches_a_message(text: str) -> None:
    fake = ScriptedModel(["x", GOOD])
    client(fake).ask([{"role": "user", "content": text}], Facts, name="facts")
    assert [request.messages[0]["content"] for request in fake.requests] == [text, text]


def test_a_lone_surrogate_becomes_a_replacement_character() -> None:
    fake = ScriptedModel([GOOD])
    client(fake).ask([{"role": "user", "content": "a\ud800b"}], Facts, name="facts")
    assert fake.requests[0].messages[0]["content"] == "a\ufffdb"


def test_a_schema_of_the_callers_own_is_sent_in_its_place() -> None:
    fake = ScriptedModel([GOOD])
    own = {"type": "object", "properties": {"ids": {"enum": ["n1"]}}}
    client(fake).ask(ASKED, Facts, name="facts", json_schema=own)
    assert fake.requests[0].schema == {**own, "additionalProperties": False, "required": ["ids"]}


def test_sampling_and_limits_come_from_the_settings() -> None:
    fake = ScriptedModel(default=GOOD)
    asking = client(fake, temperature=0.3, seed=5, max_output_tokens=90)
    asking.ask(ASKED, Facts, name="facts")
    asking.ask(ASKED, Facts, name="facts", max_output_tokens=20)
    seen = [(one.model, one.temperature, one.seed, one.max_output_tokens) for one in fake.requests]
    assert seen == [("m", 0.3, 5, 90), ("m", 0.3, 5, 20)]


def test_a_cut_answer_is_an_error_that_keeps_what_was_written() -> None:
    fake = ScriptedModel([Reply('{"figure": 7, "ids": ["n1", "n', "length", 10, 4)])
    with pytest.raises(TruncatedError) as caught:
        client(fake).ask(ASKED, Facts, name="facts")
    assert finished_records(caught.value.partial) == {"figure": 7, "ids": ["n1"]}
    assert (caught.value.usage.calls, caught.value.usage.output_tokens) == (1, 4)
    assert len(fake.requests) == 1


def test_an_error_of_the_model_comes_as_it_is_and_is_not_asked_again() -> None:
    fake = ScriptedModel([RateLimitError("busy"), GOOD])
    with pytest.raises(RateLimitError, match="busy"):
        client(fake).ask(ASKED, Facts, name="facts")
    assert len(fake.requests) == 1


def test_a_complaint_that_raises_is_the_callers_own_bug() -> None:
    def broken(_: Facts) -> list[str]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        client(ScriptedModel([GOOD])).ask(ASKED, Facts, name="facts", judge=Judgement(broken))


def test_asking_in_an_event_loop_gives_the_same() -> None:
    async def work() -> list[Any]:
        fake = ScriptedModel([{"figure": 1, "ids": ["n9"]}, GOOD, "x", "y"])
        async with client(fake) as asking:
            first = await asking.aask(ASKED, Facts, name="facts", judge=Judgement(only_n1))
            with pytest.raises(BadResponseError):
                await asking.aask([{"role": "user", "content": "2"}], Facts, name="facts")
            return [first.value, asking.usage.calls]

    assert asyncio.run(work()) == [Facts(**GOOD), 4]


def test_a_plain_ask_works_inside_a_running_loop_as_in_a_notebook() -> None:
    async def cell() -> Facts:
        return client(ScriptedModel([GOOD])).ask(ASKED, Facts, name="facts").value

    assert asyncio.run(cell()) == Facts(**GOOD)


# -- what is counted -------------------------------------------------------------------------------


def test_usage_counts_paid_and_cached_apart_and_adds_up() -> None:
    store, fake = (
        MemoryStore(),
        ScriptedModel([Reply("x", "stop", 10, 1), Reply(json.dumps(GOOD), "stop", 20, 2)]),
    )
    first = client(fake, store)
    assert first.ask(ASKED, Facts, name="facts").usage == Usage(calls=2, input_tokens=30, output_tokens=3)
    second = client(fake, store)
    found = second.ask(ASKED, Facts, name="facts")
    assert found.cached
    assert found.usage == Usage(cached_calls=2, cached_input_tokens=30, cached_output_tokens=3, cost_usd=0.0)
    second.ask(ASKED, Facts, name="facts")
    assert second.usage.cached_calls == 4


def test_usage_of_failed_asks_is_counted() -> None:
    asking = client(ScriptedModel([Reply("x", "stop", 10, 1), RateLimitError("busy")]))
    with pytest.raises(RateLimitError) as caught:
        asking.ask(ASKED, Facts, name="facts")
    assert caught.value.usage == asking.usage == Usage(calls=1, input_tokens=10, output_tokens=1)


def test_a_cached_answer_costs_nothing_and_says_what_it_would_have() -> None:
    from partyx.llm import usage  # noqa: PLC0415

    said = Completion("{}", input_tokens=1000, output_tokens=900, thinking_tokens=800, cost_usd=0.25)
    paid, cached = (usage.of_call(said, cached=cached, provider="", model="m") for cached in (False, True))
    assert (paid.cost_usd, paid.cached_cost_usd, paid.thinking_tokens) == (0.25, None, 800)
    assert (cached.cost_usd, cached.cached_cost_usd, cached.thinking_tokens) == (0.0, 0.25, 0)
    both = usage.add(usage.add(paid, cached), cached)
    assert (both.cost_usd, both.cached_cost_usd, both.calls, both.cached_calls) == (0.25, 0.5, 1, 2)
    unknown = usage.of_call(Completion("{}"), cached=True, provider="", model="m")
    assert usage.add(both, unknown).cached_cost_usd is None


@pytest.mark.parametrize(
    ("values", "known"),
    [
        ({"model": "openai/gpt-4o-mini", "openai_api_key": "k"}, True),
        ({"model": "openai/unheard-of", "openai_api_key": "k"}, False),
        ({"model": "ollama/gpt-4o-mini"}, False),
    ],
)
def test_a_cost_is_given_where_the_price_is_known(values: dict[str, Any], known: bool) -> None:  # noqa: FBT001
    pytest.importorskip("genai_prices")
    from partyx.llm import usage  # noqa: PLC0415

    asking = Client(Settings(**values))
    used = usage.of_call(
        Completion("{}", input_tokens=1000, output_tokens=1000), cached=False, provider=asking.provider, model=asking.model
    )  # fmt: skip
    assert (used.cost_usd is not None) is known
    assert usage.add(used, Usage(cached_calls=1, cost_usd=0.0)).cost_usd == used.cost_usd


# -- the cache -------------------------------------------------------------------------------------


def test_a_second_run_asks_nobody_even_where_the_first_had_to_ask_again() -> None:
    store, fake = MemoryStore(), ScriptedModel([{"figure": 1, "ids": ["n9"]}, GOOD])
    first = client(fake, store).ask(ASKED, Facts, name="facts", judge=Judgement(only_n1))
    second = client(fake, store).ask(ASKED, Facts, name="facts", judge=Judgement(only_n1))
    assert (second.value, second.cached, len(fake.requests)) == (first.value, True, 2)


def test_an_answer_that_came_to_nothing_is_not_served_again() -> None:
    store, fake = MemoryStore(), ScriptedModel(["x", "y", GOOD])
    with pytest.raises(BadResponseError, match="not kept: run again to ask again"):
        client(fake, store).ask(ASKED, Facts, name="facts")
    assert len(store) == 0
    assert client(fake, store).ask(ASKED, Facts, name="facts").value.figure == 7
    assert len(fake.requests) == 3


def test_a_bad_answer_whose_re_ask_did_better_is_kept_with_it() -> None:
    store, fake = MemoryStore(), ScriptedModel(["x", GOOD])
    for cached in (False, True):
        assert client(fake, store).ask(ASKED, Facts, name="facts").cached is cached
    assert len(fake.requests) == 2


def test_an_answer_that_says_too_little_is_returned_and_not_served_again() -> None:
    store, fake = MemoryStore(), ScriptedModel(default={"figure": 0, "ids": []})
    judge: Judgement[Facts] = Judgement(hollow=lambda value: not value.ids)
    for requests in (1, 2):
        assert client(fake, store).ask(ASKED, Facts, name="facts", judge=judge).hollow
        assert (len(fake.requests), len(store)) == (requests, 0)


def test_the_answer_to_a_re_ask_may_be_the_corrected_part() -> None:
    def combine(first: Facts, complained: Sequence[str], again: Facts) -> Facts:
        assert complained == ("ids[1]: Input should be a valid string",)
        return Facts(figure=first.figure, ids=[*first.ids, *again.ids])

    fake = ScriptedModel(['{"figure": 7, "ids": ["n1", 2]}', '{"figure": 0, "ids": ["n2"]}'])
    found = client(fake).ask(ASKED, Facts, name="facts", judge=Judgement(combine=combine))
    assert (found.value, found.complaints) == (Facts(figure=7, ids=["n1", "n2"]), ())
    assert "the rest is kept" in fake.requests[1].messages[-1]["content"]
    assert "ids[1]" in fake.requests[1].messages[-1]["content"]


def test_an_empty_answer_is_asked_again_without_repeating_it() -> None:
    fake = ScriptedModel(["  ", GOOD])
    assert client(fake).ask(ASKED, Facts, name="facts").value.figure == 7
    assert [message["role"] for message in fake.requests[1].messages] == ["system", "user", "user"]


@pytest.mark.parametrize("text", ["", " \n", "<think>817 ... 26 ... hm"])
def test_a_limit_that_went_into_thinking_is_said_to_have(text: str) -> None:
    fake = ScriptedModel([Reply(text, "length", 10, 4000)])
    with pytest.raises(ThoughtError, match="after 4000 tokens, all of which went into thinking") as caught:
        client(fake).ask(ASKED, Facts, name="facts")
    assert caught.value.usage.output_tokens == 4000


def test_an_answer_cut_by_a_limit_of_ours_is_kept_and_one_cut_by_the_service_is_not() -> None:
    store, fake = MemoryStore(), ScriptedModel(default=Reply("{", "length"))
    for limit, requests in ((50, 1), (50, 1), (None, 2), (None, 3)):
        with pytest.raises(TruncatedError):
            client(fake, store).ask(ASKED, Facts, name="facts", max_output_tokens=limit)
        assert len(fake.requests) == requests


def test_errors_and_refusals_are_not_kept() -> None:
    store, fake = MemoryStore(), ScriptedModel([ModelConnectionError("down"), GOOD])
    with pytest.raises(ModelConnectionError):
        client(fake, store).ask(ASKED, Facts, name="facts")
    assert len(store) == 0
    assert client(fake, store).ask(ASKED, Facts, name="facts").value.figure == 7


def test_refresh_asks_again_and_keeps_the_new_answer() -> None:
    store, fake = MemoryStore(), ScriptedModel([GOOD, {**GOOD, "figure": 8}])
    figures = [
        client(fake, store, cache=mode).ask(ASKED, Facts, name="facts").value.figure
        for mode in ("normal", "refresh", "normal")
    ]
    assert figures == [7, 8, 8]


def test_off_neither_reads_nor_writes() -> None:
    store, fake = MemoryStore(), ScriptedModel(default=GOOD)
    for _ in range(2):
        client(fake, store, cache="off").ask(ASKED, Facts, name="facts")
    assert (len(fake.requests), len(store)) == (2, 0)


def test_a_fake_fills_no_cache_of_the_user(offline: Path) -> None:
    client(ScriptedModel([GOOD])).ask(ASKED, Facts, name="facts")
    assert list(offline.iterdir()) == []


class Broken:
    """A cache whose every answer is nonsense."""

    identity = "broken"

    def get(self, key: str) -> bytes:  # noqa: ARG002
        return b"\x00nonsense"

    def set(self, key: str, value: bytes) -> None:
        """Keep nothing."""

    def discard(self, key: str) -> None:
        """Keep nothing."""

    def claim(self, key: str) -> None:  # noqa: ARG002
        return None


def test_a_cache_of_nonsense_and_held_claims_fails_no_call() -> None:
    asking = Client(Settings(model="m", timeout_s=0.2), model=ScriptedModel([GOOD]), store=Broken())
    assert asking.ask(ASKED, Facts, name="facts").value.figure == 7


# -- recordings ------------------------------------------------------------------------------------


def test_what_was_recorded_replays_without_model_key_or_address(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    fake = ScriptedModel([{"figure": 1, "ids": ["n9"]}, GOOD])
    client(fake, recordings=path).ask(ASKED, Facts, name="facts", judge=Judgement(only_n1))
    replays = [
        {},
        {"model": "m"},
        {"model": "openai/m"},
        {"model": "ollama/m"},
        {"model": "m", "base_url": "http://nowhere/v1", "answer_form": "strict"},
        {"model": "local/m"},
    ]
    for values in replays:
        asking = Client(Settings(cache="replay", recordings=path, **values))
        found = asking.ask(ASKED, Facts, name="facts", judge=Judgement(only_n1))
        assert (found.value, found.cached, asking.base_url) == (Facts(**GOOD), True, None)


def test_a_cut_answer_is_recorded_so_that_a_split_replays(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    for values, fake in (({}, ScriptedModel([Reply("{", "length")])), ({"cache": "replay"}, ScriptedModel())):
        with pytest.raises(TruncatedError):
            client(fake, recordings=path, **values).ask(ASKED, Facts, name="facts")


def test_a_miss_in_replay_is_an_error_and_asks_nobody(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    client(ScriptedModel([GOOD]), recordings=path).ask(ASKED, Facts, name="facts")
    fake = ScriptedModel(default=GOOD)
    with pytest.raises(ReplayMissError, match="message 2"):
        client(fake, recordings=path, cache="replay").ask(
            [ASKED[0], {"role": "user", "content": "x"}], Facts, name="f"
        )
    with pytest.raises(ReplayMissError):
        asyncio.run(client(fake, recordings=path, cache="replay").aask(ASKED[:1], Facts, name="f"))
    assert fake.requests == []


def test_replay_without_recordings_is_from_the_cache(offline: Path) -> None:
    with FaultServer([answer(json.dumps(GOOD))]) as server:
        values = {"model": "m", "base_url": server.url, "cache_dir": offline}
        Client(Settings(**values)).ask(ASKED, Facts, name="facts")
        replaying = Client(Settings(cache="replay", **values))
        assert replaying.ask(ASKED, Facts, name="facts").value.figure == 7
        with pytest.raises(ReplayMissError, match="cache=normal"):
            replaying.ask(ASKED[:1], Facts, name="facts")
        assert len(server.requests) == 1


def test_what_comes_from_the_cache_is_recorded_too(tmp_path: Path) -> None:
    store, fake, path = MemoryStore(), ScriptedModel([GOOD]), tmp_path / "calls.jsonl"
    client(fake, store).ask(ASKED, Facts, name="facts")
    client(fake, store, recordings=path).ask(ASKED, Facts, name="facts")
    assert client(ScriptedModel(), recordings=path, cache="replay").ask(ASKED, Facts, name="facts").cached


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"recordings": "missing.jsonl", "cache": "replay"}, "no recordings"),
        ({"recordings": ".", "model": "m"}, "Cannot"),
    ],
)
def test_recordings_that_cannot_be_used_are_said_at_once(
    tmp_path: Path, values: dict[str, Any], says: str
) -> None:
    values = {**values, "recordings": tmp_path / values["recordings"]}
    with pytest.raises(SettingsError, match=says):
        Client(Settings(**values), model=None if values.get("cache") else ScriptedModel())


def test_recordings_of_two_models_need_a_name(tmp_path: Path) -> None:
    path = tmp_path / "calls.jsonl"
    for model in ("a", "b"):
        Client(Settings(model=model, recordings=path), model=ScriptedModel([GOOD])).ask(
            ASKED, Facts, name="facts"
        )
    with pytest.raises(SettingsError, match="a, b"):
        Client(Settings(cache="replay", recordings=path))


# -- what it costs ---------------------------------------------------------------------------------


def test_a_hit_imports_nothing_and_an_answer_that_fits_no_instructor() -> None:
    """To import openai takes 1.2 s, as instructor does, which takes 2 ms of processor for each ask as well."""
    code = """
import sys
from pydantic import BaseModel
from partyx.llm import Client
from partyx.settings import Settings
class Facts(BaseModel):
    figure: float
client = Client(Settings(model="m", base_url=sys.argv[1]))
asked = [{"role": "user", "content": "x" * 20_000}]
client.ask(asked, Facts, name="facts")
print("openai" in sys.modules, "instructor" in sys.modules, "tenacity" in sys.modules)
"""
    with FaultServer(default=answer('{"figure": 7}')) as server:
        runs = [
            subprocess.run(
                [sys.executable, "-c", code, server.url], capture_output=True, text=True, check=True
            )
            for _ in range(2)
        ]
        assert len(server.requests) == 1
    assert [run.stdout for run in runs] == ["False False True\n", "False False False\n"]


def test_closing_ends_a_call_under_way() -> None:
    import threading  # noqa: PLC0415

    class Hanging(ScriptedModel):
        async def send(self, request: Request) -> Completion:
            self.requests.append(request)
            await asyncio.sleep(60)
            raise AssertionError

    fake = Hanging()
    asking, errors = client(fake), []

    def work() -> None:
        try:
            asking.ask(ASKED, Facts, name="facts")
        except ModelError as error:
            errors.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    while not fake.requests:
        time.sleep(0.01)
    asking.close()
    thread.join(30)
    assert not thread.is_alive(), "the call would have gone on for a minute"
    assert "closed" in str(errors[0])
    with pytest.raises(ModelConnectionError, match="closed"):
        asking.ask(ASKED, Facts, name="facts")


def test_the_client_says_what_it_asks() -> None:
    asking = Client(Settings(model="ollama/qwen"))
    assert (asking.model, asking.base_url, asking.local) == ("qwen", "http://localhost:11434", True)
    faked = Client(Settings(), model=ScriptedModel())
    assert (faked.model, faked.base_url, faked.local) == ("fake", None, False)


def test_a_fake_that_has_nothing_left_says_so() -> None:
    with pytest.raises(BadResponseError, match="enqueue one"):
        client(ScriptedModel()).ask(ASKED, Facts, name="facts")


def test_a_fake_answers_in_every_form() -> None:
    fake = ScriptedModel(
        [Facts(**GOOD), json.dumps(GOOD), lambda request: {**GOOD, "figure": len(request.messages)}]
    )
    fake.enqueue(GOOD, Reply(json.dumps(GOOD)))
    asking = client(fake, cache="off")
    assert [asking.ask(ASKED, Facts, name="facts").value.figure for _ in range(5)] == [7, 7, 2, 7, 7]


def test_the_served_completion_of_the_fault_server_is_what_a_service_sends() -> None:
    with FaultServer([status(503), answer(json.dumps(GOOD))]) as server:
        settings = Settings(model="m", base_url=server.url, retry_after_cap_s=0.01)
        found = Client(settings).ask(ASKED, Facts, name="facts")
    assert found.usage == Usage(calls=1, input_tokens=11, output_tokens=5)
    assert completion()["usage"]["total_tokens"] == 16
