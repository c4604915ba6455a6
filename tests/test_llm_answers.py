"""A service's bytes as an entrance: whatever they are, they give a completion or an error of the tree."""

from __future__ import annotations

import copy
import importlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from fault_server import completion
from hypothesis import given
from hypothesis import strategies as st

from partyx.cache import Entry
from partyx.errors import BadResponseError, ModelError
from partyx.llm.answers import read_body
from partyx.llm.bodies import decoded
from partyx.llm.faults import AgainError, error_fields, redirected, status_error

if TYPE_CHECKING:
    from partyx.cache import Completion

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ["stop", "length", "content_filter", "insufficient_quota", "\ud800", "\x1b[2J", 10**400]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
PLACES = (
    ("choices",),
    ("choices", 0),
    ("choices", 0, "message"),
    ("choices", 0, "message", "content"),
    ("choices", 0, "message", "refusal"),
    ("choices", 0, "finish_reason"),
    ("error",),
    ("usage",),
    ("usage", "prompt_tokens"),
    ("usage", "prompt_tokens_details"),
    ("model",),
)
PIECE = {"model": "m", "choices": [{"index": 0, "delta": {"content": "{}"}}], "message": {"content": "{}"}}
OTHER = {
    "anthropic": {
        "content": [{"type": "text", "text": "{}"}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 1, "output_tokens": 1, "cache_read_input_tokens": 1},
    },
    "gemini": {
        "candidates": [{"content": {"parts": [{"text": "{}"}]}, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 2, "thoughtsTokenCount": 1},
    },
    "ollama": {"message": {"content": "{}"}, "model": "m", "prompt_eval_count": 1, "eval_count": 1},
}
"""An answer of each API that is no chat completion."""


def read(raw: bytes, api: str = "chat") -> Completion | None:
    """Read a body as a 200 is read; None for an error of ours."""
    said = ""
    as_chat = importlib.import_module(f"partyx.llm.{api}").as_chat
    try:
        found = read_body(decoded(raw), "m", as_chat)
    except ModelError as error:
        found, said = None, str(error)
    assert said.isprintable()
    if found:
        f"{found.text}{found.model}".encode()
        assert json.dumps(found.input_tokens)
    return found


@given(st.sampled_from(PLACES), VALUES)
def test_any_value_in_any_place_is_read_or_refused(place: tuple[Any, ...], value: Any) -> None:
    read(json.dumps(put(completion(), place, value)).encode())


def put(tree: Any, place: tuple[Any, ...], value: Any) -> Any:
    """A copy of ``tree`` with ``value`` in this place."""
    if not place:
        return value
    new = copy.copy(tree)
    new[place[0]] = put(tree[place[0]], place[1:], value) if place[1:] else value
    return new


def places(tree: Any) -> list[tuple[Any, ...]]:
    """Every place in ``tree``, the whole of it as well."""
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [(), *((name, *inner) for name, part in parts for inner in places(part))]


@pytest.mark.parametrize("api", OTHER)
@given(data=st.data(), value=VALUES)
def test_any_value_in_any_place_of_another_api_is_read_or_refused(
    api: str, data: st.DataObject, value: Any
) -> None:
    place = data.draw(st.sampled_from(places(OTHER[api])))
    read(json.dumps(put(OTHER[api], place, value)).encode(), api)


@given(place=st.sampled_from(places(PIECE)), value=VALUES, first=st.booleans())
def test_any_piece_of_a_stream_is_read_or_refused(place: tuple[Any, ...], value: Any, *, first: bool) -> None:
    pieces = [put(PIECE, place, value), PIECE]
    ordered = pieces if first else pieces[::-1]
    read("".join(f"data: {json.dumps(piece)}\n\n" for piece in ordered).encode())
    read("\n".join(json.dumps(piece) for piece in ordered).encode())


@pytest.mark.parametrize("letter", ["\u2028", "\x85"])
def test_what_ends_a_line_elsewhere_ends_none_in_a_stream(letter: str) -> None:
    lines = [json.dumps({"message": {"content": f"a{letter}"}}, ensure_ascii=False) for _ in range(2)]
    found = read("\n".join(lines).encode())
    assert found is not None
    assert found.text == f"a{letter}" * 2


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 400))
def test_any_damage_to_an_answer_is_read_or_refused(garbage: bytes, start: int, end: int) -> None:
    raw = json.dumps(completion()).encode()
    read(raw[:start] + garbage + raw[end:])
    read(garbage)


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "1" * 10_000, '"' + "\\ud800" * 1000 + '"']
)
def test_what_json_itself_gives_up_on_is_refused(text: str) -> None:
    assert read(text.encode()) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-32-be"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    found = read(json.dumps(completion("có 817 tổ chức"), ensure_ascii=False).encode(encoding))
    assert found is not None
    assert found.text == "có 817 tổ chức"


@given(
    st.integers(300, 599),
    st.binary(max_size=80) | VALUES.map(lambda value: json.dumps({"error": value}).encode()),
    st.dictionaries(st.sampled_from(["retry-after", "retry-after-ms", "location"]), st.text(max_size=30)),
)
def test_any_refusal_is_an_error_of_ours(status: int, body: bytes, headers: dict[str, str]) -> None:
    text = decoded(body)
    error_fields(text)
    error = redirected(status, headers, "m") if status < 400 else status_error(status, text, headers, "m")
    inner = error.error if isinstance(error, AgainError) else error
    assert isinstance(inner, ModelError)
    assert str(inner).isprintable()
    if isinstance(error, AgainError):
        assert error.after is None or error.after >= 0


@pytest.mark.parametrize("wait", ["0", "-5", "NaN", "-Infinity", "1" + "0" * 400, '"soon"', "null", "[]"])
def test_a_model_that_is_being_loaded_is_asked_again_after_a_while(wait: str) -> None:
    said = f'{{"error": "Model m is currently loading", "estimated_time": {wait}}}'
    for headers in ({}, {"retry-after": "0"}):
        error = status_error(503, said, headers, "m")
        assert isinstance(error, AgainError)
        assert error.loading
        assert error.after is not None
        assert 0.1 < error.after < 60


def test_bytes_that_are_no_text_are_said_to_be_none() -> None:
    with pytest.raises(BadResponseError, match="not UTF-8"):
        read_body(decoded(b'{"choices": "\xff\xfe"}'), "m")


def test_thinking_and_the_cost_that_a_service_says_are_counted() -> None:
    body = completion() | {
        "usage": {
            "prompt_tokens": 1200,
            "completion_tokens": 900,
            "cost": 0.0125,
            "prompt_tokens_details": {"cached_tokens": 1024},
            "completion_tokens_details": {"reasoning_tokens": 850},
        }
    }
    found = read_body(json.dumps(body), "m")
    assert (found.input_tokens, found.prefix_tokens, found.output_tokens) == (1200, 1024, 900)
    assert (found.thinking_tokens, found.cost_usd) == (850, 0.0125)
    entry = Entry({"messages": []}, found)
    assert Entry.from_json(entry.to_json()) == entry
    assert (
        '"thinking_tokens"' not in Entry({"messages": []}, read_body(json.dumps(completion()), "m")).to_json()
    )
