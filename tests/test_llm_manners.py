"""How services want to be asked: what each refusal changes, what is remembered, and what goes along."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import fault_server as server
import pytest
from fault_server import FaultServer
from pydantic import BaseModel

from partyx.cache import Request
from partyx.errors import BadRequestError, SettingsError, TooLongError
from partyx.llm import Client, remembered
from partyx.llm.faults import error_fields
from partyx.llm.manners import Manners
from partyx.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ASKED = [{"role": "system", "content": "Đọc bài."}, {"role": "user", "content": "có 817 tổ chức"}]
SCHEMA = {"type": "object", "properties": {"figure": {"type": "number", "minimum": 0}}}


class Figure(BaseModel):
    figure: float


def request(**more: Any) -> Request:
    return Request("m", tuple(ASKED), "Figure", SCHEMA, 0.0, 3, 50, **more)


def asking(url: str, **values: Any) -> Client:
    fast = {
        "model": "m",
        "base_url": url,
        "api_key": "sk-planted-0123456789",
        "retry_after_cap_s": 0.02,
        "cache": "off",
    }
    return Client(Settings(**{**fast, **values}))


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    remembered.forget()


@pytest.mark.parametrize(
    ("said", "manners"),
    [
        ({"message": "'temperature' does not support 0.0", "param": "temperature"}, {"left_out": {"temperature"}}),
        ({"message": "Unrecognized request argument supplied: seed"}, {"left_out": {"seed"}}),
        ({"detail": [{"loc": ["body", "seed"], "msg": "Extra inputs are not permitted"}]}, {"left_out": {"seed"}}),
        ({"message": "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}, {"limit": "max_completion_tokens", "left_out": {"max_tokens"}}),
        ({"message": "property 'max_tokens' is unsupported"}, {"limit": "max_completion_tokens", "left_out": {"max_tokens"}}),
        ({"message": "max_tokens (100000) is too large: at most 8192"}, {"limit": "", "left_out": {"max_tokens"}}),
        ({"message": "This response_format type is unavailable now"}, {"form": "object"}),
        ({"message": "json_schema is not supported by this model"}, {"form": "object"}),
        ({"message": "Invalid schema for response_format: 'minimum' is not permitted"}, {"form": "object"}),
        ({"message": "grammar is too complex"}, {"form": "object"}),
        ({"message": "No endpoints found that can handle the requested structured outputs"}, {"form": "object"}),
        ({"message": "System role not supported"}, {"folded": True}),
        ({"message": "Developer instruction is not enabled for models/gemma-3"}, {"folded": True}),
        ({"message": "Conversation roles must alternate user/assistant/user/assistant/..."}, {"folded": True}),
        ({"message": "Invalid request"}, {"form": "object"}),
        ({}, {"form": "object"}),
        ({"message": "The model `m` does not exist"}, None),
        ({"message": "API key not valid"}, None),
        ({"message": "Your organisation must be verified"}, None),
    ],
)  # fmt: skip
def test_a_refusal_changes_what_it_complains_of_and_no_more(
    said: dict[str, Any], manners: dict[str, Any] | None
) -> None:
    first = Manners()
    found = first.after(
        error_fields(json.dumps({"error": said} if "detail" not in said else said)), first.body(request())
    )
    if manners is None:
        assert found is None
    else:
        changed = {name: frozenset(value) if name == "left_out" else value for name, value in manners.items()}
        assert found == Manners(**changed)


def test_each_form_is_followed_by_a_plainer_one_and_the_plainest_by_none() -> None:
    manners: Manners | None = Manners("strict")
    forms = []
    while manners is not None:
        forms.append(manners.form)
        manners = manners.after({"message": "response_format: not supported"}, manners.body(request()))
    assert forms == ["strict", "schema", "object", "text"]


def test_both_names_of_the_limit_refused_leave_it_out() -> None:
    manners = Manners()
    for name in ("max_completion_tokens", ""):
        found = manners.after({"message": f"{manners.limit} is not supported"}, manners.body(request()))
        assert found is not None
        assert found.limit == name
        manners = found
    assert not {"max_tokens", "max_completion_tokens"} & manners.body(request()).keys()


def test_each_form_says_the_schema_once_and_where_a_prefix_can_be_kept() -> None:
    strict, schema, thing, text = (
        Manners(form).body(request()) for form in ("strict", "schema", "object", "text")
    )
    assert "minimum" not in json.dumps(strict)
    assert "minimum" in json.dumps(schema["response_format"])
    assert schema["messages"] == ASKED
    assert thing["response_format"] == {"type": "json_object"}
    assert "response_format" not in text
    for body in (thing, text):
        assert [message["role"] for message in body["messages"]] == ["system", "user"]
        assert '"minimum": 0' in body["messages"][0]["content"]


def test_folded_messages_alternate_and_say_all() -> None:
    asked = (*ASKED, {"role": "user", "content": "Sửa."}, {"role": "assistant", "content": "{}"})
    body = Manners("text", folded=True).body(Request("m", asked, "Figure", SCHEMA))
    assert [message["role"] for message in body["messages"]] == ["user", "assistant"]
    assert all(
        part in body["messages"][0]["content"] for part in ("Đọc bài.", "có 817", "Sửa.", "JSON Schema")
    )


# -- remembered ------------------------------------------------------------------------------------


def test_what_was_refused_is_found_out_once_for_the_process_and_once_for_the_cache(tmp_path: Path) -> None:
    with FaultServer(default=server.refuses("temperature", "json_schema")) as faults:
        where = {"cache": "refresh", "cache_dir": tmp_path}
        for expected in (3, 4):  # two refusals and an answer, then an answer
            asking(faults.url, **where).ask(ASKED, Figure, name="figure")
            assert len(faults.requests) == expected
        remembered.forget()  # as another process
        asking(faults.url, **where).ask(ASKED, Figure, name="figure")
        assert len(faults.requests) == 5
        (found,) = json.loads((tmp_path / "services.json").read_text(encoding="utf-8")).values()
        assert (found["form"], found["left_out"]) == ("object", ["temperature"])
        remembered.forget()
        asking(faults.url, cache="off").ask(ASKED, Figure, name="figure")
        assert len(faults.requests) == 8, "without a cache there is no file"


def test_what_is_remembered_is_written_through_no_link_and_read_of_no_long_file(tmp_path: Path) -> None:
    """Who shares a cache may put a link there, or a file that fills the memory."""
    precious = tmp_path / "precious"
    precious.write_text("{}", encoding="utf-8")
    (tmp_path / "services.json").symlink_to(precious)
    with FaultServer(default=server.refuses("temperature")) as faults:
        asking(faults.url, cache="refresh", cache_dir=tmp_path).ask(ASKED, Figure, name="figure")
        assert precious.read_text(encoding="utf-8") == "{}"
        remembered.forget()
        (tmp_path / "services.json").unlink()
        with (tmp_path / "services.json").open("wb") as file:
            file.truncate(5_000_000_000)
        asking(faults.url, cache="refresh", cache_dir=tmp_path).ask(ASKED, Figure, name="figure")
    assert (tmp_path / "services.json").stat().st_size < 1000


def test_what_was_only_guessed_or_never_answered_is_kept_in_no_file(tmp_path: Path) -> None:
    vague = server.refuses("response_format", error=lambda _: {"error": "Invalid request"})
    for fault in (vague, server.status(400, {"message": "bad response_format"})):
        with FaultServer(default=fault) as faults:
            client = asking(faults.url, cache="refresh", cache_dir=tmp_path)
            for _ in range(2):
                try:
                    client.ask(ASKED, Figure, name="figure")
                except BadRequestError:
                    assert fault is not vague
    assert not (tmp_path / "services.json").exists()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"x": 1}', '{"PLACE schema": {"form": "strict"}}', '{"PLACE schema": 5}', "[" * 50_000],
)
def test_a_file_of_nonsense_is_as_none(tmp_path: Path, text: str) -> None:
    with FaultServer(default=server.refuses("seed")) as faults:
        (tmp_path / "services.json").write_text(text.replace("PLACE", f"{faults.url} m"), encoding="utf-8")
        client = asking(faults.url, cache="refresh", cache_dir=tmp_path, seed=4)
        assert client.ask(ASKED, Figure, name="figure").value.figure == 7
        assert faults.requests[0].body["response_format"]["type"] == "json_schema"


# -- what else goes along --------------------------------------------------------------------------


def test_further_members_and_headers_are_sent_and_only_members_are_part_of_the_key(offline: Path) -> None:
    with FaultServer() as faults:

        def ask(**values: Any) -> None:
            asking(faults.url, cache="normal", cache_dir=offline, **values).ask(ASKED, Figure, name="figure")

        ask(extra_body={"top_k": 1}, extra_headers={"X-Team": "party-news"}, reasoning_effort="low")
        assert faults.requests[0].body["top_k"] == 1
        assert faults.requests[0].body["reasoning_effort"] == "low"
        assert "x-team: party-news" in faults.requests[0].head.lower()
        ask(extra_body={"top_k": 1}, extra_headers={"X-Team": "others"}, reasoning_effort="low")
        assert len(faults.requests) == 1
        ask(extra_body={"top_k": 2}, reasoning_effort="low")
        ask(extra_body={"top_k": 2})
        assert len(faults.requests) == 3


def test_the_value_of_a_further_header_is_in_no_error_and_no_repr() -> None:
    secret = "team-secret-0123456789"  # noqa: S105 - planted
    with FaultServer(default=server.status(400, {"message": f"unknown team {secret}"})) as faults:
        client = asking(faults.url, extra_headers={"X-Team": secret})
        with pytest.raises(BadRequestError) as caught:
            client.ask(ASKED, Figure, name="figure")
    assert secret not in str(caught.value)
    assert secret not in repr(Settings(extra_headers={"X-Team": secret}))


@pytest.mark.parametrize(
    "extra", [{"messages": []}, {"model": "x"}, {"stream": True}, {"x": float("nan")}, {"x": object()}]
)
def test_further_members_that_cannot_be_sent_are_a_wrong_setting(extra: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="extra_body"):
        Settings(extra_body=extra)


# -- what was read ---------------------------------------------------------------------------------


def counted(tokens: int) -> server.Fault:
    """An answer whose service counts so many prompt tokens."""
    return server.body(server.completion() | {"usage": {"prompt_tokens": tokens, "completion_tokens": 5}})


@pytest.mark.parametrize(
    ("characters", "tokens", "cut"),
    [
        (40_000, 4_096, True),
        (40_000, 13_000, False),
        (15_300, 4_096, True),
        (15_300, 4_200, False),
        (13_000, 4_096, False),
        (40_000, 1_200, False),
        (40_000, 11, False),
        (40_000, 0, False),
    ],
)
def test_a_prompt_of_which_only_a_part_was_read_is_an_error_and_not_kept(
    offline: Path,
    characters: int,
    tokens: int,
    cut: bool,  # noqa: FBT001
) -> None:
    """Ollama's /v1 cuts at 4,096 tokens and says nothing but that count."""
    long = [{"role": "user", "content": "nghị quyết " * (characters // 11)}]
    with FaultServer(default=counted(tokens)) as faults:
        client = asking(faults.url, model="ollama/m", cache="normal", cache_dir=offline)
        if not cut:
            assert client.ask(long, Figure, name="figure").value.figure == 7
            return
        for requests in (1, 2):
            with pytest.raises(TooLongError, match=r"read only 4096 tokens .* OLLAMA_CONTEXT_LENGTH"):
                client.ask(long, Figure, name="figure")
            assert len(faults.requests) == requests
