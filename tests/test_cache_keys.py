"""Keys: all that can change an answer is in them, and nothing else is."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.cache import Request, cache_key, recording_key

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}}
REQUEST = Request(
    model="m",
    messages=({"role": "system", "content": "Đọc bài."}, {"role": "user", "content": "có 817 tổ chức"}),
    schema_name="Facts",
    schema=SCHEMA,
    temperature=0.0,
    seed=None,
    max_output_tokens=None,
)
OTHERS = {
    "model": replace(REQUEST, model="n"),
    "a message": replace(
        REQUEST, messages=(REQUEST.messages[0], {"role": "user", "content": "có 818 tổ chức"})
    ),
    "the order of messages": replace(REQUEST, messages=REQUEST.messages[::-1]),
    "a role": replace(
        REQUEST, messages=(REQUEST.messages[0], {"role": "assistant", "content": "có 817 tổ chức"})
    ),
    "one message less": replace(REQUEST, messages=REQUEST.messages[1:]),
    "white space": replace(
        REQUEST, messages=(REQUEST.messages[0], {"role": "user", "content": "có 817  tổ chức"})
    ),
    "NFD instead of NFC": replace(
        REQUEST, messages=(REQUEST.messages[0], {"role": "user", "content": "co\u0301 817 tổ chức"})
    ),
    "the schema's name": replace(REQUEST, schema_name="Figures"),
    "a type": replace(REQUEST, schema={"type": "object", "properties": {"a": {"type": "string"}, "b": {}}}),
    "the order of properties": replace(
        REQUEST, schema={"type": "object", "properties": {"b": {"type": "integer"}, "a": {"type": "string"}}}
    ),
    "temperature": replace(REQUEST, temperature=0.1),
    "no temperature": replace(REQUEST, temperature=None),
    "seed": replace(REQUEST, seed=1),
    "limit": replace(REQUEST, max_output_tokens=100),
    "effort": replace(REQUEST, reasoning_effort="low"),
    "further members": replace(REQUEST, extra_body={"top_k": 1}),
}


def key(request: Request, endpoint: str = "http://a/v1", form: str = "schema") -> str:
    return cache_key(request.summary, endpoint=endpoint, form=form)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_what_can_change_the_answer_changes_both_keys(other: Request) -> None:
    assert key(other) != key(REQUEST)
    assert recording_key(other.summary) != recording_key(REQUEST.summary)


def test_the_endpoint_and_the_form_of_the_schema_change_the_cache_key_alone() -> None:
    keys = {key(REQUEST), key(REQUEST, "http://b/v1"), key(REQUEST, form="strict")}
    assert len(keys) == 3
    assert recording_key(REQUEST.summary) not in keys


def test_an_equal_request_has_an_equal_key() -> None:
    same = replace(
        REQUEST,
        messages=tuple(dict(reversed(list(message.items()))) for message in REQUEST.messages),
        temperature=0,
    )
    assert key(same) == key(REQUEST)


def test_what_later_versions_added_changes_no_key_where_it_says_nothing() -> None:
    for none in ({"reasoning_effort": ""}, {"reasoning_effort": None}, {"extra_body": {}}):
        assert replace(REQUEST, **none).summary == REQUEST.summary


def test_keys_are_the_same_in_every_process_and_stay_so() -> None:
    """Pinned: a change makes every recording and cache useless, and takes a new KEY_VERSION."""
    assert recording_key(REQUEST.summary) == PINNED
    code = (
        "import sys; sys.path[:0] = ['tests']; from test_cache_keys import REQUEST, recording_key;"
        "print(recording_key(REQUEST.summary))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    ).stdout
    assert out.strip() == PINNED


@given(st.lists(st.tuples(st.sampled_from(["system", "user"]), st.text()), max_size=4), st.text(max_size=9))
def test_any_text_has_a_key_and_other_text_another(messages: list[tuple[str, str]], more: str) -> None:
    made = tuple({"role": role, "content": text} for role, text in messages)
    one = replace(REQUEST, messages=made)
    two = replace(REQUEST, messages=(*made, {"role": "user", "content": more}))
    assert recording_key(one.summary) != recording_key(two.summary)


PINNED = "9d485f327a7b8fdeae06e63a45f874a7c6a5497bdc5591c0f97a413d86b84c33"
