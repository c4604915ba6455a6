"""Over the wire, against a real socket: every fault, what is sent, how long it takes, what is kept secret."""

from __future__ import annotations

import asyncio
import concurrent.futures
import json
import logging
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import fault_server as server
import faults_table
import pytest
from fault_server import FaultServer
from pydantic import BaseModel, Field

from partyx.errors import (
    AuthenticationError,
    BadResponseError,
    ModelTimeoutError,
    PartyxError,
    RateLimitError,
)
from partyx.llm import Client, Endpoint, endpoints
from partyx.llm.faults import retry_after
from partyx.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ASKED = [{"role": "user", "content": "có 817 tổ chức cơ sở Đảng"}]
KEY = "sk-planted-0123456789abcdef"


class Figure(BaseModel):
    figure: float = Field(ge=0)


def asking(url: str, **values: Any) -> Client:
    fast = {
        "model": "m",
        "base_url": url,
        "api_key": KEY,
        "retry_after_cap_s": 0.02,
        "timeout_s": 20,
        "cache": "off",
    }
    return Client(Settings(**{**fast, **values}))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(row, id=f"{row.api} {row.name}", marks=[pytest.mark.slow] if row.is_slow else [])
        for rows in (faults_table.ROWS, *faults_table.NATIVE.values())
        for row in rows
    ],
)
def test_each_fault_gives_what_the_docs_say(row: faults_table.Row) -> None:
    """docs/faults.md is written by ``python tests/faults_table.py --write`` from the same runs."""
    docs = faults_table.DOCS.read_text(encoding="utf-8").split("\n")
    lasting = faults_table.always(row)
    assert faults_table.line(row, lasting) in docs
    assert not lasting.message or faults_table.message(row, lasting) in docs


def test_the_docs_list_no_fault_that_is_gone() -> None:
    """One table an API, and under it messages of its faults only."""
    tables = faults_table.DOCS.read_text(encoding="utf-8").split("\n## ")
    apis = (faults_table.ROWS, *faults_table.NATIVE.values())
    for table, rows in zip(tables, apis, strict=True):
        names = [row.name for row in rows]
        lines = table.split("\n")
        listed = [line[2:].partition(" | ")[0] for line in lines if line.startswith("| ")]
        assert listed == ["fault", *names]
        told = [line[2:] for line in lines if line.startswith("- ")]
        assert [one for one in told if not one.startswith(tuple(f"{name}: " for name in names))] == []


@pytest.mark.parametrize(
    "fault", [server.drip_body, server.drip_headers, server.silence], ids=["body", "headers", "all"]
)
@pytest.mark.parametrize("way", ["ask", "aask"])
def test_a_server_that_drips_is_cut_at_the_total(fault: server.Fault, way: str) -> None:
    """It would go on for hours; with openai alone it ran 8 s past a timeout of 1.5 s here."""
    with FaultServer(default=fault) as faults:
        client = asking(faults.url, timeout_s=0.5)
        client_warm(client)
        with pytest.raises(ModelTimeoutError, match=r"within 0\.5 s"):
            asyncio.run(in_loop(client)) if way == "aask" else client.ask(ASKED, Figure, name="figure")


def client_warm(client: Client) -> None:
    """Have openai imported, which takes longer than the timeouts here."""
    import partyx.llm.structured  # noqa: PLC0415
    import partyx.llm.wire  # noqa: F401, PLC0415

    assert client.model == "m"


async def in_loop(client: Client) -> float:
    async with client:
        return (await client.aask(ASKED, Figure, name="figure")).value.figure


def test_a_wait_that_would_end_after_the_total_is_not_begun() -> None:
    with FaultServer(default=server.status(429, retry_after="5")) as faults:
        client = asking(faults.url, timeout_s=2, retry_after_cap_s=60)
        with pytest.raises(RateLimitError):  # not ModelTimeoutError: the wait is not begun
            client.ask(ASKED, Figure, name="figure")
        assert len(faults.requests) == 1


@pytest.mark.parametrize(("cap", "waited"), [(60, "0.3"), (0.1, "0.1")])
def test_retry_after_is_honoured_and_capped(
    cap: float, waited: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "partyx")
    with FaultServer([server.status(429, retry_after="0.3")]) as faults:
        asking(faults.url, retry_after_cap_s=cap).ask(ASKED, Figure, name="figure")
    assert f"Trying again in {waited} s." in caplog.text


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "3"}, 3),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "-4"}, 0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "9" * 5000}, None),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
    ],
)
def test_retry_after_is_read_in_all_its_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds
    future = retry_after({"retry-after": formatdate(time.time() + 30, usegmt=True)})
    assert future is not None
    assert 25 < future <= 30


def test_sixty_concurrent_calls_with_two_503_each_all_come_back() -> None:
    seen: dict[str, int] = {}

    def twice_503(exchange: server.Exchange) -> None:
        text = exchange.request.body["messages"][0]["content"]
        seen[text] = seen.get(text, 0) + 1
        (server.status(503) if seen[text] <= 2 else server.answer(f'{{"figure": {text}}}'))(exchange)

    with FaultServer(default=twice_503) as faults, asking(faults.url, cache="normal", timeout_s=60) as client:

        def work(number: int) -> float:
            return client.ask([{"role": "user", "content": f"{number}"}], Figure, name="figure").value.figure

        with concurrent.futures.ThreadPoolExecutor(60) as pool:
            assert list(pool.map(work, range(60))) == list(range(60))
        assert len(faults.requests) == 180
        assert client.usage.calls == 60


# -- what is sent ----------------------------------------------------------------------------------


def sent(**values: Any) -> server.Received:
    with FaultServer() as faults:
        asking(faults.url, **values).ask(ASKED, Figure, name="figure")
        return faults.requests[0]


def test_the_request_is_what_a_compatible_endpoint_takes() -> None:
    request = sent(seed=3, max_output_tokens=50)
    form = request.body.pop("response_format")
    assert request.body == {
        "model": "m", "messages": ASKED, "temperature": 0.0, "seed": 3, "max_tokens": 50,
    }  # fmt: skip
    assert form["type"] == "json_schema"
    assert (form["json_schema"]["name"], "strict" in form["json_schema"]) == ("Figure", False)
    assert form["json_schema"]["schema"]["properties"]["figure"]["minimum"] == 0
    assert f"Bearer {KEY}" in request.head


def test_strict_is_asked_for_when_the_settings_say_so() -> None:
    form = sent(answer_form="strict").body["response_format"]["json_schema"]
    assert form["strict"] is True
    assert "minimum" not in json.dumps(form["schema"])


def test_nothing_is_sent_for_what_is_none() -> None:
    assert set(sent(temperature=None).body) == {"model", "messages", "response_format"}


def test_a_server_without_a_key_is_sent_no_key_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert KEY not in sent(api_key=None, model="ollama/m").head


def test_a_temperature_that_is_not_taken_is_left_out_from_then_on(caplog: pytest.LogCaptureFixture) -> None:
    with FaultServer(default=server.temperature_refused) as faults:
        client = asking(faults.url)
        with caplog.at_level(logging.WARNING):
            for _ in range(3):
                client.ask(ASKED, Figure, name="figure")
        assert ["temperature" in request.body for request in faults.requests] == [True, False, False, False]
    assert caplog.text.count("takes no temperature") == 1


def test_the_answer_is_served_from_the_cache_at_its_own_endpoint_only(offline: Path) -> None:
    with FaultServer() as one, FaultServer() as two:
        for url in (one.url, two.url, one.url):
            asking(url, cache="normal", cache_dir=offline).ask(ASKED, Figure, name="figure")
        assert (len(one.requests), len(two.requests)) == (1, 1)


def test_key_timeout_and_retries_do_not_change_the_cache_key(offline: Path) -> None:
    with FaultServer() as faults:
        for values in ({}, {"api_key": "other-key"}, {"timeout_s": 9}, {"attempts": 2}, {"reasks": 0}):
            client = asking(faults.url, **{"cache": "normal", "cache_dir": offline, **values})
            client.ask(ASKED, Figure, name=f"{values}")
        assert len(faults.requests) == 1


def test_a_server_that_is_started_on_demand_is_started_once_and_not_for_a_hit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with FaultServer() as faults:
        starts: list[str] = []

        def start() -> str:
            time.sleep(0.2)
            starts.append(faults.url)
            return faults.url

        def resolver(name: str, _: Settings) -> Endpoint:
            return Endpoint(name, "", f"local:{name}", local=True, start=start)

        monkeypatch.setattr(endpoints, "_resolvers", {"local": resolver})
        for _ in range(2):
            with (
                Client(Settings(model="local/qwen")) as client,
                concurrent.futures.ThreadPoolExecutor(8) as pool,
            ):
                messages = [[{"role": "user", "content": f"{number}"}] for number in range(8)]
                list(pool.map(lambda one: client.ask(one, Figure, name="figure"), messages))
        assert len(starts) == 1
        assert len(faults.requests) == 8


# -- secrets ---------------------------------------------------------------------------------------


def everything(error: BaseException) -> str:
    """All that a program may print or pickle of an exception, and of those that hang on to it."""
    parts = []
    while error is not None:
        parts += [repr(error), str(error), repr(vars(error))]
        parts += traceback.format_exception(error)
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return "\n".join(parts)


ECHO = {"message": f"Incorrect API key provided: {KEY}. Find yours at example.com", "code": "invalid_api_key"}


@pytest.mark.parametrize(
    "fault",
    [
        server.status(401, ECHO),
        server.status(400, {"message": "x" * 60 + KEY}),
        server.status(500, ECHO),
        server.status(429, ECHO),
        server.body({"error": ECHO}),
        server.answer(None, refusal=f"no, {KEY}"),
        lambda exchange: exchange.reply(502, f"<html>{KEY}".encode()),
        server.reset,
    ],
)
def test_a_key_is_in_no_error_and_no_log_even_when_the_service_repeats_it(
    fault: server.Fault, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), FaultServer(default=fault) as faults:
        with pytest.raises(PartyxError) as caught:
            asking(faults.url).ask(ASKED, Figure, name="figure")
        assert KEY in faults.requests[0].head, "it was really sent"
    assert KEY[:12] not in everything(caught.value)
    assert KEY[:12] not in caplog.text


def test_a_key_is_in_no_file_of_cache_or_recordings(tmp_path: Path) -> None:
    with FaultServer([server.answer("x"), server.answer(), server.status(401, ECHO)]) as faults:
        client = asking(faults.url, cache="normal", cache_dir=tmp_path / "c", recordings=tmp_path / "r.jsonl")
        client.ask(ASKED, Figure, name="figure")
        with pytest.raises(AuthenticationError):
            client.ask([{"role": "user", "content": "2"}], Figure, name="figure")
        client.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"cache.db", "r.jsonl"}
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []
    from partyx.cache.maintenance import export  # noqa: PLC0415

    export(tmp_path / "c", tmp_path / "out.jsonl")
    assert KEY not in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", ["sk-\u201cquoted\u201d", "sk-line\nbreak"])
def test_a_key_that_no_header_can_carry_is_named_as_such(key: str) -> None:
    with (
        FaultServer() as faults,
        pytest.raises(AuthenticationError, match="no HTTP header can carry") as caught,
    ):
        asking(faults.url, api_key=key).ask(ASKED, Figure, name="figure")
    assert key[:6] not in everything(caught.value)


# -- stopping --------------------------------------------------------------------------------------

HANGING = """
import concurrent.futures, sys
from pydantic import BaseModel
from partyx.llm import Client, Endpoint, endpoints
from partyx.settings import Settings
class Figure(BaseModel):
    figure: float
def ask(number):
    return client.ask([{"role": "user", "content": f"{number}"}], Figure, name="figure")
client = Client(Settings(model="m", base_url=sys.argv[1], timeout_s=600))
"""
ALONE = HANGING + "ask(0)\n"
POOLED = (
    HANGING
    + """
pool = concurrent.futures.ThreadPoolExecutor(8)
try:
    list(pool.map(ask, range(20)))
except BaseException:
    pool.shutdown(wait=False, cancel_futures=True)
    client.close()
    raise
"""
)


@pytest.mark.parametrize("code", [ALONE, POOLED], ids=["one call", "eight threads"])
def test_ctrl_c_ends_a_program(code: str) -> None:
    """The server never answers and the calls would wait for ten minutes; measured: 0.6 to 0.7 s, exit included.

    A child that ends before it asks is waited for no longer, and none is left behind: on a busy machine both
    have kept this test for ever.
    """
    with (
        FaultServer(default=server.silence) as faults,
        subprocess.Popen([sys.executable, "-c", code, faults.url], stderr=subprocess.PIPE) as child,
    ):
        try:
            while len(faults.requests) < (8 if code is POOLED else 1) and child.poll() is None:
                time.sleep(0.02)
            child.send_signal(signal.SIGINT)
            _, stderr = child.communicate(timeout=300)
        finally:
            child.kill()
    assert stderr.decode().strip().endswith("KeyboardInterrupt")


def test_a_call_that_is_interrupted_gives_its_place_to_the_next() -> None:
    """With one at a time: what Ctrl-C ends must not be waited for by who asks next."""
    with (
        FaultServer([server.silence]) as faults,
        Client(Settings(model="m", base_url=faults.url, cache="off", concurrency=1, timeout_s=60)) as client,
    ):
        with faults.interrupting(), pytest.raises(KeyboardInterrupt):
            client.ask(ASKED, Figure, name="figure")
        with concurrent.futures.ThreadPoolExecutor(
            1
        ) as other:  # in a thread, so that one that waits fails the test
            again = other.submit(client.ask, ASKED, Figure, name="figure")
            assert again.result(timeout=15).value.figure == 7


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_asks_for_itself() -> None:
    code = (
        HANGING
        + """
import os
ask(0)
child = os.fork()
if child == 0:
    ask(1)
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
ask(2)
"""
    )
    with FaultServer(default=server.answer()) as faults:
        subprocess.run([sys.executable, "-W", "ignore", "-c", code, faults.url], check=True, timeout=60)
        assert len(faults.requests) == 3


@pytest.mark.slow
def test_it_works_in_a_real_notebook_kernel() -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    with FaultServer(default=server.answer()) as faults:
        cell = HANGING.replace("sys.argv[1]", repr(faults.url)) + "print(ask(0).value.figure)\n"
        loop_cell = (
            "print((await client.aask([{'role': 'user', 'content': 'x'}], Figure, name='f')).value.figure)\n"
            "await client.aclose()"
        )
        cells = [nbformat.v4.new_code_cell(source) for source in (cell, loop_cell)]
        notebook = nbformat.v4.new_notebook(cells=cells)
        nbclient.NotebookClient(notebook, timeout=60).execute()
    texts = [output["text"] for one in notebook.cells for output in one["outputs"]]
    assert [re.sub(r"\s", "", text) for text in texts] == ["7.0", "7.0"]


def test_a_model_that_is_being_loaded_is_waited_for() -> None:
    """Six refusals are more than the tries; the service names a wait, or a cap holds ours."""
    loading = {"message": "Loading model", "type": "unavailable_error", "code": 503}
    named = {"error": "Model m is currently loading", "estimated_time": 0.01}
    for refusal in (server.status(503, loading), lambda exchange: exchange.reply(503, named)):
        with FaultServer([refusal] * 6, server.answer()) as faults:
            assert asking(faults.url).ask(ASKED, Figure, name="figure").value.figure == 7
            assert len(faults.requests) == 7
    with FaultServer(default=server.status(503, loading)) as faults:  # but not for ever
        client = asking(faults.url, timeout_s=1, retry_after_cap_s=60)
        with pytest.raises(BadResponseError, match="Loading model"):
            client.ask(ASKED, Figure, name="figure")
