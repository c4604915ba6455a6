"""From a model string and the settings to address, name on the wire, key and form."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
import services_table

from partyx.errors import AuthenticationError, SettingsError
from partyx.llm import Endpoint, register, resolve
from partyx.llm import endpoints as module
from partyx.llm.endpoints import checked_url, is_local, wire_name
from partyx.llm.providers import PROVIDERS
from partyx.settings import Settings

OPENAI = "https://api.openai.com/v1"
KEYS = {provider.key: f"key-of-{provider.name}" for provider in PROVIDERS.values() if provider.key}


def at(**values: Any) -> Endpoint:
    return resolve(Settings(**values))


@pytest.mark.parametrize(
    ("values", "base_url", "model", "key", "form"),
    [
        ({"model": "openai/gpt-x"}, OPENAI, "gpt-x", "key-of-openai", "strict"),
        ({"model": "gpt-x"}, OPENAI, "gpt-x", "key-of-openai", "strict"),
        ({"model": "groq/openai/gpt-oss"}, "https://api.groq.com/openai/v1", "openai/gpt-oss", "key-of-groq", "schema"),
        ({"model": "openrouter/a/b"}, "https://openrouter.ai/api/v1", "a/b", "key-of-openrouter", "strict"),
        ({"model": "deepseek/chat"}, "https://api.deepseek.com/v1", "chat", "key-of-deepseek", "object"),
        ({"model": "ollama/qwen2.5:7b"}, "http://localhost:11434", "qwen2.5:7b", "", "schema"),
        # a base_url is for any model string, and its prefix is taken off once
        ({"model": "qwen", "base_url": "http://box:8000/v1/"}, "http://box:8000/v1", "qwen", "key-of-openai", "schema"),
        ({"model": "openai/q", "base_url": "http://box/v1"}, "http://box/v1", "q", "key-of-openai", "schema"),
        ({"model": "openai/openai/q", "base_url": "http://box/v1"}, "http://box/v1", "openai/q", "key-of-openai", "schema"),
        ({"model": "meta-llama/L3", "base_url": "http://box/v1"}, "http://box/v1", "meta-llama/L3", "key-of-openai", "schema"),
        ({"model": "ollama/q", "base_url": "http://box/v1"}, "http://box/v1", "q", "", "schema"),
        ({"model": "groq/q", "base_url": "http://box/v1"}, "http://box/v1", "q", "key-of-groq", "schema"),
        # at a known service "openai/..." is that service's own name
        ({"model": "openai/g", "base_url": "https://openrouter.ai/api/v1"}, "https://openrouter.ai/api/v1", "openai/g", "key-of-openrouter", "strict"),
        ({"model": "openrouter/a/b", "base_url": "https://openrouter.ai/api/v1"}, "https://openrouter.ai/api/v1", "a/b", "key-of-openrouter", "strict"),
        ({"model": "azure/d", "base_url": "https://x.openai.azure.com/openai/v1"}, "https://x.openai.azure.com/openai/v1", "d", "key-of-azure", "strict"),
        # OPENAI_BASE_URL is for OpenAI's and bare names only
        ({"model": "g", "openai_base_url": "http://proxy/v1"}, "http://proxy/v1", "g", "key-of-openai", "schema"),
        ({"model": "openai/g", "openai_base_url": "http://proxy/v1"}, "http://proxy/v1", "g", "key-of-openai", "schema"),
        ({"model": "groq/g", "openai_base_url": "http://proxy/v1"}, "https://api.groq.com/openai/v1", "g", "key-of-groq", "schema"),
        # one's own key wins, and so does one's own word on strictness
        ({"model": "groq/g", "api_key": " own\n"}, "https://api.groq.com/openai/v1", "g", "own", "schema"),
        ({"model": "q", "base_url": "http://box/v1", "answer_form": "strict"}, "http://box/v1", "q", "key-of-openai", "strict"),
        ({"model": "openai/g", "answer_form": "schema"}, OPENAI, "g", "key-of-openai", "schema"),
        ({"model": "deepseek/g", "answer_form": "text"}, "https://api.deepseek.com/v1", "g", "key-of-deepseek", "text"),
    ],
)  # fmt: skip
def test_a_model_string_resolves(
    values: dict[str, Any], base_url: str, model: str, key: str, form: str
) -> None:
    found = at(**{**KEYS, **values})
    assert (found.base_url, found.model, found.api_key, found.form) == (base_url, model, key, form)
    assert wire_name(Settings(**values)) == model


@pytest.mark.parametrize(
    "name", [name for name, provider in PROVIDERS.items() if provider.key and provider.base_url]
)
def test_a_hosted_service_without_its_key_is_refused_before_any_request(name: str) -> None:
    others = {field: key for field, key in KEYS.items() if field != PROVIDERS[name].key}
    with pytest.raises(AuthenticationError, match=PROVIDERS[name].variable) as caught:
        at(model=f"{name}/m", **others)
    assert "key-of" not in str(caught.value)
    assert resolve(Settings(model=f"{name}/m"), need_key=False).api_key == ""


def test_an_openai_key_goes_to_another_service_only_when_both_variables_name_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-openai")
    with pytest.raises(AuthenticationError):
        at(model="m", base_url="https://api.groq.com/openai/v1")
    monkeypatch.setenv("OPENAI_BASE_URL", "https://api.groq.com/openai/v1")
    assert at(model="m").api_key == "sk-openai"
    assert at(model="ollama/m").api_key == ""


def test_the_ecosystems_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for provider in PROVIDERS.values():
        if provider.key:
            monkeypatch.setenv(provider.variable, f"env-{provider.name}")
    for name in ("openai", "groq", "together", "mistral", "gemini", "openrouter", "deepseek"):
        assert at(model=f"{name}/m").api_key == f"env-{name}"
    monkeypatch.setenv("PARTYX_API_KEY", "mine")
    assert at(model="groq/m").api_key == "mine"


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://LocalHost:80/v1/", "http://localhost/v1"),
        ("https://Example.COM.:443", "https://example.com"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        (" http://a/v1 ", "http://a/v1"),
    ],
)
def test_an_address_has_one_spelling(url: str, normal: str) -> None:
    assert checked_url(url).geturl() == normal


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8000/v1",
        "ftp://a/v1",
        "http:///v1",
        "http://a:port/v1",
        "http://[::1/v1",
        "https://user:sk-planted@a/v1",
        "https://a/v1?key=sk-planted",
        "https://a/v1#sk-planted",
        "",
        "\x00",
    ],
)
def test_an_address_that_is_none_or_holds_a_secret_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        checked_url(url)
    assert "sk-planted" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("::1", True),
        ("192.168.1.9", True),
        ("10.0.0.3", True),
        ("gpu-box", True),
        ("box.local", True),
        ("8.8.8.8", False),
        ("api.openai.com", False),
    ],
)
def test_local_is_this_machine_or_network(host: str, local: bool) -> None:  # noqa: FBT001
    assert is_local(host) is local


def test_a_host_that_only_ends_like_a_service_is_not_that_service() -> None:
    found = at(model="m", base_url="https://notopenrouter.ai/v1", openrouter_api_key="secret")
    assert (found.provider, found.api_key) == ("", "")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({}, "No model is named"),
        ({"model": "azure/d"}, "needs a base_url"),
        ({"model": "local/qwen"}, 'no weights called "qwen"'),
        ({"model": "local/qwen2.5-coder-1.5b"}, "partyx models pull qwen2.5-coder-1.5b"),
        ({"model": "m", "base_url": "nonsense"}, "base_url must begin with"),
    ],
)
def test_settings_that_name_no_place_are_an_error(values: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        at(**values)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("anthropics/claude", 'No service is called "anthropics". Did you mean anthropic/?'),
        ("meta-llama/Llama-3", 'No service is called "meta-llama"'),
        ("localhost/x", "for any other set base_url, or describe it under services"),
    ],
)
def test_a_model_of_a_service_that_nobody_knows_is_sent_to_nobody(model: str, says: str) -> None:
    """OpenAI would have got the article and its key."""
    with pytest.raises(SettingsError) as caught:
        at(model=model, **KEYS)
    assert says in str(caught.value)
    assert "openrouter" in str(caught.value)
    assert at(model=model, base_url="http://gw/v1").model == model
    assert wire_name(Settings(model=model)) == model


def test_azures_api_version_is_explained() -> None:
    with pytest.raises(SettingsError, match=r"Azure needs none at .*/openai/v1"):
        checked_url("https://x.openai.azure.com/openai/deployments/d?api-version=2024-02-01")


OWN = {
    "corp": {"base_url": "https://gw.corp.example/v1", "api_key": "corp-key", "form": "object"},
    "groq": {"base_url": "http://proxy.example/groq", "key_variable": "NOT_SET"},
}


def test_a_service_of_the_settings_has_its_own_place_form_and_key() -> None:
    found = at(model="corp/llama-3", services=OWN, **KEYS)
    assert (found.base_url, found.model, found.form) == ("https://gw.corp.example/v1", "llama-3", "object")
    assert (found.api_key, found.provider) == ("corp-key", "corp")


def test_a_service_of_the_settings_stands_before_the_one_of_its_name() -> None:
    with pytest.raises(AuthenticationError, match="Set NOT_SET, or api_key"):
        at(model="groq/m", services=OWN, **KEYS)
    found = at(model="groq/m", services=OWN, **(KEYS | {"api_key": "own"}))
    assert (found.base_url, found.api_key) == ("http://proxy.example/groq", "own")


def test_the_key_of_a_service_of_the_settings_goes_to_its_host_only() -> None:
    assert at(model="corp/m", services=OWN, base_url="https://elsewhere.example/v1").api_key == ""
    assert at(model="m", services=OWN, openai_api_key="k").api_key == "k"


@pytest.mark.parametrize(
    ("url", "small"),
    [("http://localhost:4000/v1", True), ("http://gpu-box/v1", False), ("http://10.0.0.3/v1", False)],
)
def test_only_a_model_on_this_machine_is_taken_to_be_small(url: str, small: bool) -> None:  # noqa: FBT001
    found = at(model="our-model", base_url=url)
    assert found.local is small
    assert found.queues


def test_a_prefix_can_be_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_resolvers", {})
    register(
        "local", lambda name, _: Endpoint(name, "", f"local:{name}", local=True, start=lambda: "http://x/v1")
    )
    found = at(model="local/qwen")
    assert (found.model, found.identity, found.local) == ("qwen", "local:qwen", True)
    assert wire_name(Settings(model="local/qwen")) == "qwen"


def test_a_key_is_in_no_repr() -> None:
    settings = Settings(model="m", base_url="http://a/v1", api_key="sk-planted")
    assert "sk-planted" not in f"{settings!r} {settings} {resolve(settings)!r} {settings.model_dump()}"
    assert b"sk-planted" in pickle.dumps(settings), "a worker process needs it"


def test_the_docs_list_every_service_as_the_code_does() -> None:
    page = services_table.DOCS.read_text(encoding="utf-8")
    assert services_table.table() in page
    assert services_table.written(page) == page


@pytest.mark.parametrize("model", ["local/", "ollama/", "groq/", "openai/"])
def test_a_service_without_a_model_is_asked_nothing(model: str) -> None:
    """It went to OpenAI, article and key."""
    with pytest.raises(SettingsError, match="names a service and no model of it"):
        resolve(Settings(model=model, openai_api_key="k"))
