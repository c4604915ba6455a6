"""Windows that fit into the context of a model, where that is known: nothing is sent to be refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import fault_server as server
import own_types
import pytest
from fault_server import FaultServer
from test_windows import LONG

import partyx
from partyx.errors import TooLongError
from partyx.llm import Endpoint, contexts, remembered
from partyx.llm.faults import told_context

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = set(range(21, 121))


@pytest.fixture(autouse=True)
def _knowing_nothing() -> Iterator[None]:
    remembered.forget()
    yield
    remembered.forget()


def holding(tokens: int) -> server.Fault:
    """A model that gives every figure it is asked about, where its context holds the question and the answer."""

    def answers(exchange: server.Exchange) -> None:
        body = exchange.request.body
        prompt = sum(len(message["content"]) for message in body["messages"])
        said = _answer(body["messages"])
        used = round(prompt / 2.2 + len(json.dumps(body["response_format"])) / 4.5 + len(said) / 3)
        words = (
            f"This model's maximum context length is {tokens} tokens. However, you requested {used} tokens."
        )
        refusal = server.status(400, {"message": words, "code": "context_length_exceeded"})
        (refusal if used > tokens else server.answer(said))(exchange)

    return answers


def _answer(messages: list[dict[str, str]]) -> str:
    ids = re.findall(r"⟨(n\d+)", messages[-1]["content"])
    stats = [
        {"v": it, "ind": "đảng viên", "unit": None, "subj": None, "per": None} for it in dict.fromkeys(ids)
    ]
    return json.dumps({"meetings": [], "stats": stats, "plans": [], "wholes": [], "docs": [], "orders": []})


def extracted(url: str, text: str = LONG, **more: Any) -> partyx.Extraction:
    records = more.pop("records", None)
    settings = {"base_url": url, "api_key": "k", "cache": "off", "ask": "article", "model": "m"} | more
    return partyx.extract(text, settings=settings, records=records)


def refused(faults: FaultServer, tokens: int) -> int:
    """How many of the requests the context did not hold."""
    answers = [_answer(request.body["messages"]) for request in faults.requests]
    return sum(
        sum(len(message["content"]) for message in request.body["messages"]) / 2.2 + len(said) / 3 > tokens
        for request, said in zip(faults.requests, answers, strict=True)
    )


@pytest.mark.parametrize(
    ("tokens", "settings"),
    [
        pytest.param(12_000, {"context_tokens": 12_000}, id="as the settings say"),
        pytest.param(8_192, {"model": "openai/gpt-4"}, id="as the price list says"),
    ],
)
def test_a_known_context_is_never_sent_more_than_it_holds(tokens: int, settings: dict[str, Any]) -> None:
    """LONG and its instructions take some 13,000 tokens with the answer, in one call some 10,000 of prompt."""
    with FaultServer(default=holding(tokens)) as faults:
        found = extracted(faults.url, **settings)
        assert len(faults.requests) > 1
        assert refused(faults, tokens) == 0
    assert {round(float(one.value)) for one in found.statistics} >= FIGURES
    assert not [one for one in found.findings if "too long" in one.message]


def test_a_context_that_nobody_knows_is_found_out_once() -> None:
    """The first article is halved on refusal; of the next, no window is too long."""
    with FaultServer(default=holding(12_000)) as faults:
        first = extracted(faults.url)
        asked, lost = len(faults.requests), refused(faults, 12_000)
        assert lost > 0
        again = extracted(faults.url)
        assert refused(faults, 12_000) == lost
        assert len(faults.requests) > asked
    assert [one.value for one in first.statistics] == [one.value for one in again.statistics]


def test_a_large_context_changes_nothing() -> None:
    """One call, as where nobody knows it."""
    bodies = []
    for more in ({}, {"context_tokens": 1_000_000}):
        with FaultServer(default=holding(1_000_000)) as faults:
            extracted(faults.url, second_ask=False, **more)
            bodies.append([request.body for request in faults.requests])
    assert bodies[0] == bodies[1]
    assert len(bodies[0]) == 1


def test_records_of_ones_own_are_asked_about_in_windows_that_fit() -> None:
    with FaultServer(default=server.answer('{"appointments": []}')) as faults:
        extracted(faults.url, LONG * 6, records=[own_types.Appointment], context_tokens=6_000)
        longest = max(
            sum(len(message["content"]) for message in request.body["messages"])
            for request in faults.requests
        )
        assert len(faults.requests) > 2
        assert longest / 2.2 < 6_000


def test_what_cannot_fit_is_not_sent() -> None:
    """The instructions alone have more tokens than the settings allow: one error, no request."""
    with FaultServer() as faults:
        with pytest.raises(TooLongError, match=r"m holds 2000 tokens, and this prompt has \d+ at least"):
            extracted(faults.url, context_tokens=2_000)
        assert faults.requests == []


def test_ollama_is_asked_to_hold_no_more_than_there_is() -> None:
    """Without a setting it is asked for 32,768 tokens, for what LONG and its answer take."""
    said = {"message": {"content": _answer([{"content": ""}])}, "done_reason": "stop", "model": "m"}
    held = []
    for more in ({}, {"context_tokens": 9_000}):
        with FaultServer(default=server.body(said)) as faults:
            address = faults.url.removesuffix("/v1")
            extracted(address, model="ollama/m", base_url=address, second_ask=False, reasks=0, **more)
            held.append({request.body["options"]["num_ctx"] for request in faults.requests})
    assert held == [{32_768}, {9_000}]


WORDS = {
    "This model's maximum context length is 4096 tokens. However, your messages resulted in 9120 tokens.": 4096,
    "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens": 131072,
    "the request exceeds the available context size (8192 tokens), try increasing it": 8192,
    "prompt is too long: 213131 tokens > 200000 maximum": 200000,
    "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).": 1048576,
    "Range of input length should be [1, 30720]": 30720,
    "Invalid request: Your request exceeded model token limit: 8192": 8192,
    "Prompt contains 40000 tokens, too large for model with 32768 maximum context length": 32768,
    "Please reduce the length of the messages or completion. Current length is 9120 while limit is 8192": 8192,
    "`inputs` must have less than 1024 tokens. Given: 4000": 1024,
    "Input is too long for requested model.": None,
    "the input length exceeds the context length": None,
}


@pytest.mark.parametrize(("words", "tokens"), WORDS.items())
def test_the_size_is_read_in_the_words_of_services(words: str, tokens: int | None) -> None:
    assert told_context(json.dumps({"error": {"message": words}})) == tokens


def test_llama_cpp_says_it_in_a_field() -> None:
    words = {"code": 400, "message": "the request exceeds the available context size", "n_ctx": 4096}
    assert told_context(json.dumps({"error": words})) == 4096


def test_who_says_how_long_a_context_is() -> None:
    """Settings and weights before the service, and that before the list; a figure that can be none is left."""
    here = Endpoint("gpt-4", "http://h/v1", "http://h/v1", provider="openai")
    assert contexts.context_of(here) == 8_192
    contexts.learn(here, 3)
    assert contexts.context_of(here) == 8_192
    contexts.learn(here, 4_096)
    assert contexts.context_of(here) == 4_096
    assert contexts.context_of(Endpoint("gpt-4", "http://h/v1", "http://h/v1", context=6_000)) == 6_000
    assert contexts.context_of(Endpoint("m", "http://h/v1", "http://h/v1")) is None
    assert contexts.context_of(Endpoint("no-such-model", "u", "u", provider="openai")) is None
