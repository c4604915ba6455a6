"""Another model when the first gives nothing: said in provenance, with its own place and key only."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fault_server import Fault, FaultServer, answer, reset, status
from marked import TEXT

import partyx
from partyx.errors import AuthenticationError, ModelError, RateLimitError, ReplayMissError, SettingsError

GOOD = answer(
    json.dumps({"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": ["c1"], "orders": []})
)
KEY, SECRET = "sk-first-0123456789", "team-first-0123456789"


def extracted(first: FaultServer, second: FaultServer, **more: Any) -> partyx.Extraction:
    settings = {
        "model": "m", "base_url": first.url, "api_key": KEY, "extra_headers": {"x-team": SECRET},
        "services": {"other": {"base_url": second.url, "api_key": "sk-second-0123456789"}},
        "fallback": ["other/m2", "rules"], "cache": "off", "ask": "article", "second_ask": False,
        "attempts": 1,
    }  # fmt: skip
    return partyx.extract(TEXT, settings=settings | more)


@pytest.mark.parametrize(
    ("fault", "calls"),
    [
        (status(503), 1),
        (status(401), 1),
        (status(429), 1),
        (reset, 1),
        (answer("?"), 3),
        (answer("", "length"), 2),
    ],
    ids=["down", "wrong key", "busy", "reset", "no JSON", "all thoughts"],
)
def test_the_next_model_is_asked_and_said_to_have_been(fault: Fault, calls: int) -> None:
    with FaultServer(default=fault) as first, FaultServer(default=GOOD) as second:
        found = extracted(first, second)
    assert len(found.directives) == 1
    made = found.provenance
    assert (made.engine, made.model, made.base_url) == ("model", "m2", second.url)
    assert made.engine_reason.startswith("fallback: m gave nothing (")
    assert "other/m2 was asked instead" in made.notes[0]
    assert made.usage.calls == calls, "what the first one took is counted"


def test_key_and_headers_of_the_first_model_stay_with_it() -> None:
    with FaultServer(default=status(503)) as first, FaultServer(default=GOOD) as second:
        extracted(first, second)
    assert KEY in first.requests[0].head
    assert SECRET in first.requests[0].head
    assert not any(secret in second.requests[0].head for secret in (KEY, SECRET))
    assert "sk-second-0123456789" in second.requests[0].head


def test_the_rules_stand_in_last_and_nobody_where_none_is_named() -> None:
    with FaultServer(default=status(503)) as first, FaultServer(default=status(429)) as second:
        found = extracted(first, second)
        assert len(found.statistics) > 3
        assert (found.provenance.engine, found.provenance.model, found.provenance.prompt_version) == (
            "rules",
            None,
            None,
        )
        assert len(found.provenance.notes) >= 2
        with pytest.raises(RateLimitError):
            extracted(first, second, fallback=["other/m2"])
        with pytest.raises(ModelError):
            extracted(first, second, fallback=[])


def test_a_first_model_that_answers_is_alone() -> None:
    with FaultServer(default=GOOD) as first, FaultServer(default=GOOD) as second:
        found = extracted(first, second)
        assert (found.provenance.model, second.requests, found.provenance.notes) == ("m", [], ())


def test_a_replay_asks_nobody_else(tmp_path: Any) -> None:
    (tmp_path / "calls.jsonl").write_text("", encoding="utf-8")
    with FaultServer() as first, FaultServer() as second:
        with pytest.raises(ReplayMissError):
            extracted(first, second, cache="replay", recordings=tmp_path / "calls.jsonl")
        assert first.requests == second.requests == []


def test_what_cannot_be_asked_is_said_at_once() -> None:
    with FaultServer(default=GOOD) as first, FaultServer() as second:
        with pytest.raises(AuthenticationError, match="GROQ_API_KEY"):
            extracted(first, second, fallback=["groq/m"])
        with pytest.raises(SettingsError, match="No service is called"):
            extracted(first, second, fallback=["nobody/m"])
        assert first.requests == []


@pytest.mark.parametrize("settings", ["openai/gpt-x", ["a"], 5])
def test_settings_that_are_none_get_one_sentence(settings: Any) -> None:
    for call in (partyx.extract, partyx.estimate):
        with pytest.raises(SettingsError, match=r"a model is named with model="):
            call(TEXT, settings=settings)
