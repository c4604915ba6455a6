"""What a batch service may say: each ends in what is documented of one, or in an error of ours."""

from __future__ import annotations

import gzip
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_llm_connections import KEY

from partyx.errors import BadResponseError, ModelError, OutputError
from partyx.llm import resolve
from partyx.llm.batch_service import BatchService
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HEADER = "planted-account-abcdefghijklmnopqrst"
JOB: dict[str, Any] = {
    "id": "b1",
    "object": "batch",
    "status": "failed",
    "metadata": {"partyx": "another"},
    "errors": {"object": "list", "data": [{"code": "x", "message": f"no {KEY} of {HEADER}"}]},
}


@contextmanager
def service(body: bytes, code: int = 200, **headers: str) -> Iterator[BatchService]:
    """One that says this, whatever it is asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            for name, value in {"content_type": "application/json", **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{made.server_port}/v1"
        own = Settings(model="m", base_url=url, api_key=KEY, extra_headers={"x-account": HEADER})
        one = BatchService(resolve(own), attempts=1)
        try:
            yield one
        finally:
            one.close()
            made.shutdown()


LOOKS: dict[str, Callable[[BatchService], object]] = {
    "look": lambda one: one.look("b1"),
    "marked": lambda one: one.marked("mine"),
}


@pytest.mark.parametrize("ask", LOOKS)
@pytest.mark.parametrize("body", [b"<p>", b"null", b"[]", b"{", b'{"data": [5]}', b'{"data": 5, "id": 7}'])
def test_json_of_something_else_is_an_error_of_ours(ask: str, body: bytes) -> None:
    with service(body) as one:
        try:
            said = LOOKS[ask](one)
        except ModelError as error:
            said = str(error)
    assert said is None or "batch service at http://127.0.0.1" in str(said)


def test_a_job_is_told_without_secrets() -> None:
    with service(json.dumps(JOB).encode()) as one:
        found = one.look("b1")
    assert (found.id, found.status, found.files) == ("b1", "failed", ())
    assert found.reasons == ("no [key] of [key]",)


def test_a_service_that_lists_jobs_without_end_is_not_listened_to_for_ever() -> None:
    """Each page is the same, and says that there are more."""
    page = {"object": "list", "data": [JOB] * 100, "has_more": True}
    with service(json.dumps(page).encode()) as one:
        assert one.marked("mine") is None


@pytest.mark.parametrize(
    ("packed", "headers"),
    [
        (gzip.compress(bytes(30_000_000)), {"content_encoding": "gzip"}),
        (b"", {"content_encoding": "gzip, gzip"}),
        (bytes(20_000_000), {}),
    ],
    ids=["gzip", "twice", "plain"],
)
def test_a_body_without_end_is_not_read_on(packed: bytes, headers: dict[str, str], tmp_path: Path) -> None:
    with service(packed, **headers) as one:
        with pytest.raises(BadResponseError, match="which was not read"):
            one.look("b1")
        with pytest.raises(BadResponseError, match="which was not read"):
            list(one.rows("f", tmp_path / "f", 1))
    kept = tmp_path / "f"
    assert not kept.exists() or kept.stat().st_size < 20_000_000


def test_a_file_of_answers_has_a_megabyte_for_each(tmp_path: Path) -> None:
    row = {"custom_id": "a", "response": {"body": f"{KEY} {HEADER} {'x' * 100}"}}
    lines = [json.dumps(row), "[" * 100_000, " " * 20_000_000, "5", "\udcff", json.dumps(row)]
    body = "\n".join(lines).encode("utf-8", "surrogatepass")
    with service(body) as one:
        found = list(one.rows("f", tmp_path / "f", 10))
    assert [row["response"]["body"].split(" x")[0] for row in found] == ["[key] [key]"] * 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_disk_without_room_for_the_answers_is_an_error_of_ours() -> None:
    with service(b"{}\n") as one, pytest.raises(OutputError, match="Make room"):
        list(one.rows("f", Path("/dev/full"), 1))


def test_this_machine_is_asked_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    with service(json.dumps(JOB).encode()) as one:
        assert one.look("b1").status == "failed"


def test_no_redirect_is_followed() -> None:
    """The other place would get the articles of a whole run."""
    with service(json.dumps(JOB).encode()) as other:
        there = f"{other._endpoint.base_url}/batches/b1"  # noqa: SLF001 - where it listens
        with service(b"", code=307, location=there) as one, pytest.raises(ModelError, match="307"):
            one.look("b1")
