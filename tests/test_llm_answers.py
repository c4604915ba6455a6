"""A service's bytes as an entrance: whatever they are, they give a completion or an error of the tree."""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

import pytest
from fault_server import completion
from hypothesis import given
from hypothesis import strategies as st

from partyx.cache import Entry
from partyx.errors import BadResponseError, ModelError
from partyx.llm.answers import decoded, read_body
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


def read(raw: bytes) -> Completion | None:
    """Read a body as a 200 is read; None for an error of ours."""
    said = ""
    try:
        found = read_body(decoded(raw), "m")
    except ModelError as error:
        found, said = None, str(error)
    assert said.isprintable()
    if found:
        found.text.encode()
        assert json.dumps(found.input_tokens)
    return found


@given(st.sampled_from(PLACES), VALUES)
def test_any_value_in_any_place_is_read_or_refused(place: tuple[Any, ...], value: Any) -> None:
    body: Any = copy.deepcopy(completion())
    at = body
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    read(json.dumps(body).encode())


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
