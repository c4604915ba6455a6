"""Anthropic's and Google's own APIs: what they are sent, what is counted, and where nothing goes."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import fault_server as server
import native_servers
import pytest
from fault_server import FaultServer
from faults_table import MESSAGES, Figure
from marked import TEXT
from native_servers import KEY, RIGHT, generated, message, tool
from test_llm_flaws import RIGHT as DOCUMENTS

import partyx
from partyx.errors import MissingExtraError, SettingsError
from partyx.llm import Client, Endpoint, remembered, resolve
from partyx.llm.reach import trouble_with
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APIS = ("anthropic", "gemini", "ollama")
WITH_SDK = APIS[:2]
PATHS = {"anthropic": "/v1/messages", "gemini": "/v1beta/models/m:generateContent", "ollama": "/api/chat"}
KEYS = {"anthropic": "x-api-key", "gemini": "x-goog-api-key", "ollama": "authorization"}


@pytest.fixture(autouse=True)
def _nothing_is_known() -> Iterator[None]:
    remembered.forget()
    yield
    remembered.forget()


def asking(api: str, faults: FaultServer, **values: Any) -> Client:
    url = faults.url.removesuffix("/v1")
    settings = {
        "model": f"{api}/m",
        "base_url": url,
        "api_key": KEY,
        "cache": "off",
        "retry_after_cap_s": 0.02,
    }
    return Client(Settings(**{**settings, **values}))


def asked(api: str, **values: Any) -> server.Received:
    """The one request about a figure."""
    with FaultServer(default=RIGHT[api]) as faults, asking(api, faults, **values) as client:
        assert client.ask(MESSAGES, Figure, name="figure").value.figure == 7
        (received,) = faults.requests
    return received


def headers(received: server.Received) -> dict[str, str]:
    lines = received.head.split("\r\n")[1:]
    return {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


# -- what is sent --------------------------------------------------------------------------------------


def test_anthropic_is_sent_the_schema_and_a_prefix_to_keep() -> None:
    body = asked("anthropic", max_output_tokens=900, reasoning_effort="low", seed=5).body
    schema = body.pop("output_config")
    assert schema["effort"] == "low"
    assert schema["format"]["type"] == "json_schema"
    assert schema["format"]["schema"]["properties"]["figure"] == {"type": "number"}
    assert body == {
        "model": "m",
        "max_tokens": 900,
        "temperature": 0.0,
        "system": [{"type": "text", "text": "Count.", "cache_control": {"type": "ephemeral"}}],
        "messages": [{"role": "user", "content": "How many?"}],
    }


def test_anthropic_offers_one_tool_where_it_knows_no_output_format() -> None:
    body = asked("anthropic", answer_form="schema").body
    (offered,) = body["tools"]
    assert (offered["name"], offered["input_schema"]["required"]) == ("Figure", ["figure"])
    assert body["tool_choice"] == {"type": "tool", "name": "Figure"}
    assert "output_config" not in body


def test_gemini_is_sent_the_schema() -> None:
    body = asked("gemini", max_output_tokens=900, reasoning_effort="low", seed=5).body
    config = body.pop("generationConfig")
    assert config.pop("responseJsonSchema")["properties"]["figure"] == {"type": "number"}
    assert list(config.pop("thinkingConfig").values()) == ["LOW"]
    assert {
        name: config[name] for name in ("responseMimeType", "temperature", "seed", "maxOutputTokens")
    } == {
        "responseMimeType": "application/json",
        "temperature": 0.0,
        "seed": 5,
        "maxOutputTokens": 900,
    }
    assert body["systemInstruction"]["parts"] == [{"text": "Count."}]
    assert body["contents"] == [{"role": "user", "parts": [{"text": "How many?"}]}]


def test_ollama_is_sent_the_schema_and_the_context_that_it_needs() -> None:
    body = asked("ollama", max_output_tokens=900, reasoning_effort="low", seed=5).body
    assert body.pop("format")["properties"]["figure"] == {"type": "number"}
    assert body == {
        "model": "m",
        "messages": MESSAGES,
        "stream": False,
        "truncate": False,
        "shift": False,
        "think": "low",
        "options": {"num_ctx": 8192, "temperature": 0.0, "seed": 5, "num_predict": 900},
    }


def test_the_context_that_ollama_is_asked_for_grows_and_never_shrinks() -> None:
    """Each other context has the server load the model anew; an option of one's own wins."""
    questions = (1_000, 20_000, 1_000, 60_000, 1_000)
    with FaultServer(default=RIGHT["ollama"]) as faults:
        with asking("ollama", faults) as client:
            for length in questions:
                client.ask([{"role": "user", "content": "x" * length}], Figure, name="figure")
        with asking("ollama", faults, extra_body={"options": {"num_ctx": 5, "top_k": 1}}) as client:
            client.ask(MESSAGES, Figure, name="figure")
        *sent, own = (received.body["options"] for received in faults.requests)
    assert [options["num_ctx"] for options in sent] == [8192, 16384, 16384, 32768, 32768]
    assert (own["num_ctx"], own["top_k"]) == (5, 1)


def test_ollama_is_not_told_to_think_where_a_model_does_not() -> None:
    refuses = native_servers.refusing(
        "think", code=400, error='"m" does not support thinking', then=native_servers.chatted('{"figure": 7}')
    )
    with FaultServer(default=refuses) as faults, asking("ollama", faults, reasoning_effort="low") as client:
        for _ in range(2):
            assert client.ask(MESSAGES, Figure, name="figure").value.figure == 7
        assert ["think" in received.body for received in faults.requests] == [True, False, False]


@pytest.mark.parametrize("api", APIS)
def test_a_service_that_takes_no_schema_is_told_it_in_words(api: str) -> None:
    said = json.dumps(asked(api, answer_form="text").body)
    assert "of this JSON Schema" in said
    assert not any(
        name in said
        for name in ("output_config", "tools", "responseJsonSchema", "responseMimeType", '"format"')
    )


@pytest.mark.parametrize("api", APIS)
def test_members_of_ones_own_go_along(api: str) -> None:
    assert asked(api, extra_body={"labels": {"team": "a"}}).body["labels"] == {"team": "a"}


@pytest.mark.parametrize("api", APIS)
def test_only_the_key_that_was_meant_goes_out(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDKs look into many variables; none of them gets through, nor what they tell of this machine."""
    planted = {
        "ANTHROPIC_API_KEY": "plant-anthropic", "ANTHROPIC_AUTH_TOKEN": "plant-token",
        "ANTHROPIC_CUSTOM_HEADERS": "x-planted: plant-header", "ANTHROPIC_BASE_URL": "http://192.0.2.1/plant",
        "ANTHROPIC_PROFILE": "plant-profile",
        "GOOGLE_API_KEY": "plant-google", "GEMINI_API_KEY": "plant-gemini", "GOOGLE_CLOUD_PROJECT": "plant-p",
        "GOOGLE_GENAI_USE_VERTEXAI": "true", "GOOGLE_GEMINI_BASE_URL": "http://192.0.2.1/plant",
        "GOOGLE_GENAI_API_VERSION": "plant-version", "OPENAI_API_KEY": "plant-openai",
    }  # fmt: skip
    for name, value in planted.items():
        monkeypatch.setenv(name, value)
    received = asked(api, extra_headers={"x-team": "a"})
    sent = headers(received)
    assert received.head.split()[1] == PATHS[api]
    assert "plant-" not in received.head
    shown = (sent[KEYS[api]].removeprefix("Bearer "), sent["x-team"], sent["user-agent"][:7])
    assert shown == (KEY, "a", "partyx/")
    assert not any(name.startswith(("x-stainless", "x-goog-api-client")) for name in sent)


@pytest.mark.parametrize("api", APIS)
def test_without_a_key_none_of_the_environment_is_taken(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """At an address that is nobody's, a key of the environment has not been meant."""
    for name in ("ANTHROPIC_AUTH_TOKEN", "GOOGLE_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "planted-key-of-another")
    assert "planted" not in asked(api, api_key=None).head


@pytest.mark.parametrize("api", APIS)
def test_a_key_that_the_service_repeats_is_shown_nowhere(api: str) -> None:
    error = {"message": f"wrong key {KEY}", "type": "authentication_error"}
    with (
        FaultServer(default=server.status(401, error)) as faults,
        asking(api, faults) as client,
        pytest.raises(partyx.errors.AuthenticationError) as caught,
    ):
        client.ask(MESSAGES, Figure, name="figure")
    assert KEY not in str(caught.value)
    assert "[key]" in str(caught.value)


# -- where -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "base_url", "api", "name", "form"),
    [
        ("anthropic/claude-x", None, "anthropic", "claude-x", "strict"),
        ("gemini/gemini-x", None, "gemini", "gemini-x", "schema"),
        ("anthropic/claude-x", "https://gateway.example", "anthropic", "claude-x", "strict"),
        ("gemini/gemini-x", "https://gateway.example/v1beta", "gemini", "gemini-x", "schema"),
        ("claude-x", "https://api.anthropic.com", "anthropic", "claude-x", "strict"),
        ("ollama/qwen", None, "ollama", "qwen", "schema"),
        ("ollama/qwen", "http://box:11434", "ollama", "qwen", "schema"),
        ("ollama/qwen", "http://box:11434/v1", "chat", "qwen", "schema"),
        # their OpenAI-compatible layers, and gateways that speak as OpenAI does
        ("claude-x", "https://api.anthropic.com/v1", "chat", "claude-x", "text"),
        ("anthropic/claude-x", "https://api.anthropic.com/v1/", "chat", "claude-x", "text"),
        ("gemini/g", "https://generativelanguage.googleapis.com/v1beta/openai", "chat", "g", "schema"),
        ("anthropic/claude-x", "https://openrouter.ai/api/v1", "chat", "anthropic/claude-x", "strict"),
        ("openai/claude-x", "https://gateway.example/v1", "chat", "claude-x", "schema"),
    ],
)
def test_the_address_says_which_api_is_spoken(
    model: str, base_url: str | None, api: str, name: str, form: str
) -> None:
    endpoint = resolve(Settings(model=model, base_url=base_url, api_key=KEY))
    assert (endpoint.api, endpoint.model, endpoint.form) == (api, name, form)


@pytest.mark.parametrize(("api", "sdk"), [("anthropic", "anthropic"), ("gemini", "google.genai")])
def test_without_the_extra_it_is_refused_with_the_command_that_helps(
    api: str, sdk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, sdk, None)
    with pytest.raises(
        MissingExtraError, match=rf'pip install "partyx\[{api}\]".*base_url=https://\S+(v1|openai)'
    ):
        Client(Settings(model=f"{api}/m", api_key=KEY))
    resolve(Settings(model=f"{api}/m"), need_key=False)  # a replay asks nobody


@pytest.mark.parametrize("api", APIS)
def test_its_batch_service_is_none_of_those_that_are_asked(api: str, tmp_path: Path) -> None:
    settings = Settings(model=f"{api}/m", api_key=KEY, cache_dir=tmp_path)
    with Client(settings) as client, pytest.raises(SettingsError, match="batch"):
        client.by_post(tmp_path / "post")


class Lists(BaseHTTPRequestHandler):
    """Says which models there are, to whoever has the key."""

    def do_GET(self) -> None:
        keys = [self.headers.get(name, "").removeprefix("Bearer ") for name in KEYS.values()]
        known = {
            "/v1beta/models": {"models": [{"name": "models/m"}]},
            "/api/tags": {"models": [{"name": "m:latest", "model": "m:latest"}]},
        }.get(self.path.partition("?")[0], {"data": [{"id": "m", "type": "model"}]})
        self.send_response(200 if KEY in keys else 401)
        self.end_headers()
        self.wfile.write(json.dumps(known).encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.parametrize("api", APIS)
def test_whether_a_service_knows_a_model_is_asked_in_its_own_way(api: str) -> None:
    with HTTPServer(("127.0.0.1", 0), Lists) as lists:
        threading.Thread(target=lists.serve_forever, daemon=True).start()
        here = Endpoint("m", f"http://127.0.0.1:{lists.server_port}", "here", api=api, api_key=KEY)
        assert trouble_with(here) == ""
        assert "does not list n. It has: m" in trouble_with(replace(here, model="n"))
        assert "refuses the key (401)" in trouble_with(replace(here, api_key="another"))
        lists.shutdown()


# -- what is counted -------------------------------------------------------------------------------------


def test_anthropics_tokens_are_counted_and_priced() -> None:
    """Its prompt tokens leave out what its prompt cache held or was given, at prices of their own."""
    usage = {
        "input_tokens": 1_000, "cache_read_input_tokens": 2_000, "cache_creation_input_tokens": 4_000,
        "output_tokens": 500, "output_tokens_details": {"thinking_tokens": 300},
    }  # fmt: skip
    answer = server.body(message('{"figure": 7}', **usage))
    with (
        FaultServer(default=answer) as faults,
        asking("anthropic", faults, model="anthropic/claude-sonnet-4-5") as client,
    ):
        used = client.ask(MESSAGES, Figure, name="figure").usage
    assert (used.input_tokens, used.output_tokens, used.thinking_tokens) == (7_000, 500, 300)
    assert used.cost_usd == pytest.approx((1_000 * 3 + 2_000 * 0.3 + 4_000 * 3.75 + 500 * 15) / 1e6)


def test_geminis_tokens_are_counted_and_priced() -> None:
    """Its answer tokens leave out thinking, which costs as much."""
    usage = {
        "promptTokenCount": 3_000,
        "cachedContentTokenCount": 1_000,
        "candidatesTokenCount": 200,
        "thoughtsTokenCount": 300,
    }
    answer = server.body(generated('{"figure": 7}', **usage))
    with (
        FaultServer(default=answer) as faults,
        asking("gemini", faults, model="gemini/gemini-2.5-flash") as client,
    ):
        used = client.ask(MESSAGES, Figure, name="figure").usage
    assert (used.input_tokens, used.output_tokens, used.thinking_tokens) == (3_000, 500, 300)
    # a prefix token cost 0.075 in the oldest price list that is allowed, and 0.03 later
    prices = [pytest.approx((2_000 * 0.3 + 1_000 * one + 500 * 2.5) / 1e6) for one in (0.075, 0.03)]
    assert used.cost_usd in prices


# -- whole articles --------------------------------------------------------------------------------------


def said(api: str, document: object) -> server.Fault:
    """The answer about an article, as each of them gives it."""
    if api == "chat":
        return server.answer(json.dumps(document, ensure_ascii=False))
    if api == "tool":
        return server.body(message(tool(document), reason="tool_use"))
    text = json.dumps(document, ensure_ascii=False)
    made = {"anthropic": message, "gemini": generated, "ollama": native_servers.chatted}
    return server.body(made[api](text))


def records(api: str, form: str, tmp_path: Path) -> tuple[list[object], int, int]:
    """The records of an article, and what two runs with one cache asked for."""
    fault = said("tool" if form == "schema" and api == "anthropic" else api, DOCUMENTS[0])
    with FaultServer(default=fault) as faults:
        url = faults.url if api == "chat" else faults.url.removesuffix("/v1")
        settings = {
            "model": "m" if api == "chat" else f"{api}/m", "base_url": url, "ask": "article",
            "second_ask": False, "answer_form": form, "cache_dir": tmp_path / api, "api_key": KEY,
        }  # fmt: skip
        runs = [partyx.extract(TEXT, settings=settings) for _ in range(2)]
        found = [*runs[0].statistics, *runs[0].meetings, *runs[0].directives]
        assert runs[1].provenance.cached
        return found, len(found), len(faults.requests)


def test_an_article_gives_the_same_records_whoever_answers(tmp_path: Path) -> None:
    expected = records("chat", "auto", tmp_path / "0")
    assert expected[1] > 2
    assert records("anthropic", "auto", tmp_path / "1") == expected
    assert records("anthropic", "schema", tmp_path / "2") == expected
    assert records("gemini", "auto", tmp_path / "3") == expected
    assert records("ollama", "auto", tmp_path / "4") == expected
    assert expected[2] == 1
