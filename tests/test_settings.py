"""The settings as an entrance: any value gives settings or an error of ours, and no value is in its words."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from partyx.errors import SettingsError
from partyx.settings import Settings

KEY = "sk-planted-0123456789abcdef"


def error_of(**values: Any) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        Settings(**values)
    return caught.value


@pytest.mark.parametrize(
    "name", ["api_keyy", "openai_apikey", "key", "API-KEY", "engine", "cache", "timeout_s"]
)
@pytest.mark.parametrize("value", [KEY, [KEY], {"x": KEY}, KEY.encode()])
def test_a_key_under_a_wrong_name_is_not_printed(name: str, value: Any) -> None:
    error = error_of(**{name: value})
    assert name in str(error)
    while error is not None:
        assert KEY not in f"{error!r} {error} {vars(error)}"
        error = error.__cause__ or error.__context__  # type: ignore[assignment]


def test_a_misspelt_setting_is_told_the_nearest() -> None:
    assert str(error_of(api_keyy=KEY)).startswith(
        "api_keyy: there is no such setting; api_key is the nearest."
    )
    assert "nearest" not in str(error_of(zzz=1))


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"timeout_s": math.inf}, "timeout_s: Input should be a finite number"),
        ({"timeout_s": "nan"}, "timeout_s: Input should be a finite number"),
        ({"temperature": -1}, "temperature: Input should be greater than or equal to 0"),
        ({"seed": 10**400}, "seed: Input should be less than"),
        ({"cache_dir": "a\0b"}, "cache_dir 'a\\x00b' is no path"),
        ({"recordings": "~nosuch-person/calls.jsonl"}, "recordings '~nosuch-person/calls.jsonl' is no path"),
        ({"models_dir": Path("~nosuch-person")}, "models_dir '~nosuch-person' is no path"),
        ({"model": "openai/\u202egpt"}, "model: it holds a character that cannot be printed"),
        ({"base_url": "http://a/\x00v1"}, "base_url: it holds a character that cannot be printed"),
        ({"prompt": "v1\n"}, "prompt: it holds a character that cannot be printed"),
        ({"model": "\udcff"}, "model: "),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_named(values: dict[str, Any], says: str) -> None:
    assert says in str(error_of(**values))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PARTYX_TIMEOUT_S", "soon", "timeout_s: Input should be a valid number"),
        ("PARTYX_CACHE_DIR", "~nosuch-person", "cache_dir '~nosuch-person' is no path"),
        ("PARTYX_MODEL", "\udcff", "model: "),
        ("OPENAI_BASE_URL", "http://a\u2066", "base_url: it holds a character"),
    ],
)
def test_the_environment_is_checked_likewise(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    assert says in str(error_of())


def test_a_path_from_home_is_resolved_once(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Settings(cache_dir="~/answers").cache_dir == tmp_path / "answers"


VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.binary(max_size=20)
    | st.sampled_from(
        ["~", "~root", "~nosuch", "\0", "a" * 5000, "1e999", "2023-09-29", os.fsdecode(b"\xff")]
    )
    | st.lists(st.text(max_size=5), max_size=3)
    | st.dictionaries(st.text(max_size=5), st.integers(), max_size=2)
)


@given(
    st.dictionaries(st.sampled_from(sorted(Settings.model_fields)) | st.text(max_size=12), VALUES, max_size=4)
)
def test_any_value_of_any_setting_gives_settings_or_an_error_of_ours(values: dict[str, Any]) -> None:
    try:
        made = Settings(**values)
    except SettingsError:
        return
    assert Settings.model_validate(made.model_dump()) is not None


OWN = {"corp": {"base_url": "http://gw/v1", "api_key": KEY}}


@pytest.mark.parametrize(
    "values",
    [{}, {"extra_body": {"a": {"b": [1, {"c": None}]}}}, {"extra_headers": {"x": KEY}}, {"services": OWN}],
)
def test_equal_settings_are_one_key(values: dict[str, Any]) -> None:
    assert {Settings(**values): 1}[Settings(**values)] == 1
    assert Settings(**values) != Settings(**values, seed=1)


def test_services_of_ones_own_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORP_KEY", KEY)
    monkeypatch.setenv(
        "PARTYX_SERVICES", '{"corp": {"base_url": "http://gw/v1", "key_variable": "CORP_KEY"}}'
    )
    found = Settings().services["corp"]
    assert found.api_key is not None
    assert found.api_key.get_secret_value() == KEY
    assert KEY not in repr(Settings())


@pytest.mark.parametrize(
    "services",
    [{"corp": {"base_ur": KEY}}, {"corp": {"base_url": "http://a", "key": KEY}}, {"corp": KEY}, KEY],
)
def test_a_service_that_is_described_wrongly_is_named_without_its_values(services: Any) -> None:
    error = error_of(services=services)
    assert str(error).startswith("services")
    assert KEY not in str(error)


def test_settings_are_loaded_once_until_something_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    """To read the environment takes longer than to read an article."""
    first = Settings.load(model="m", extra_body={"think": 1})
    assert Settings.load(model="m", extra_body={"think": 1}) is first
    assert Settings.load(model="m", extra_body={"think": True}).extra_body["think"] is True
    assert Settings.load(model="m", api_key=SecretStr("a")).api_key == SecretStr("a")
    assert Settings.load(model="m", api_key=SecretStr("b")).api_key == SecretStr("b")
    monkeypatch.setenv("PARTYX_CONCURRENCY", "3")
    assert Settings.load(model="m", extra_body={"think": 1}).concurrency == 3
    monkeypatch.delenv("PARTYX_CONCURRENCY")
    assert Settings.load(model="m", extra_body={"think": 1}) == first


@pytest.mark.parametrize(
    "headers", [{"x-team": f"{KEY}\n"}, {"x team": KEY}, {"x-team": f"{KEY}ệ"}, {"": KEY}], ids=ascii
)
def test_a_header_that_cannot_be_sent_is_refused_unprinted(headers: dict[str, str]) -> None:
    """The HTTP library refuses it as well, and logs the value at DEBUG."""
    with pytest.raises(SettingsError, match="extra_headers: a name or value has") as caught:
        Settings(extra_headers=headers)
    assert KEY not in str(caught.value)
