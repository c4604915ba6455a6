"""Asking a service for its list of models: whatever it says ends in words, in time, without key or escapes."""

from __future__ import annotations

import gzip
import json
import socketserver
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from test_llm_connections import KEY

from partyx.llm import reach, resolve
from partyx.llm.connections import Connections
from partyx.settings import Settings

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator

    Talk = Callable[[socket.socket], None]


@contextmanager
def service(talk: bytes | Talk) -> Iterator[str]:
    """Says these bytes, whatever is asked; its address."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            if isinstance(talk, bytes):
                self.request.sendall(talk)
            else:
                talk(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """Who asked has gone."""

    with Server(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{made.server_address[1]}/v1"
        made.shutdown()


def listed(*names: object) -> bytes:
    return said(json.dumps({"data": [{"id": name} for name in names]}).encode())


def said(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"content-length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def trouble(url: str) -> str:
    return reach.trouble_with(resolve(Settings(model="m", base_url=url, api_key=KEY)))


def drip(connection: socket.socket) -> None:
    """Byte after byte, without end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (listed("\x1b]0;x\x07\x1b[2J"), "does not list m. It has: \ufffd]0;x"),
        (listed(KEY), "It has: [key]."),
        (listed("a" * 1_000_000), "…"),
        (listed(*range(50)), "It has: 0, 1, 2, 3, 4, 5, 6, 7."),
        (said(b"[" * 100_000), ""),
        (said(b"null"), ""),
        (said(gzip.compress(bytes(30_000_000)), "content-encoding: gzip"), "a body of more than 16 MB"),
        (said(b"", "content-encoding: gzip, gzip"), "packed 2 times"),
        (b"HTTP/1.1 200 OK\r\n" + KEY.encode() + b"\r\n\r\n", "does not answer: "),
        (b"HTTP/1.1 308 X\r\nlocation: http://other.example/\r\n\r\n", "redirects elsewhere (308)"),
        (b"", "does not answer: "),
        (drip, "does not answer: no answer in time"),
    ],
    ids=[
        *("escapes", "key", "long name", "many", "deep", "null", "bomb", "twice", "header", "redirect"),
        *("nothing", "drip"),
    ],
)
def test_whatever_a_service_says_ends_in_words(
    monkeypatch: pytest.MonkeyPatch, talk: bytes | Talk, words: str
) -> None:
    monkeypatch.setattr(reach, "_PATIENCE_S", 1.0)
    with service(talk) as url:
        found = trouble(url)
    assert words in found
    assert (found == "") == (words == "")
    assert len(found) < 500
    assert found.isprintable()
    assert KEY[3:15] not in found


@pytest.mark.parametrize("address", ["socks5://user:secret@127.0.0.1:1", "nonsense://user:secret@x"])
def test_a_proxy_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """And to this machine none is."""
    monkeypatch.setenv("ALL_PROXY", address)
    monkeypatch.setattr(reach, "connections", Connections())
    assert "ALL_PROXY" in (found := trouble("http://models.example/v1"))
    assert "secret" not in found
    with service(listed("m")) as url:
        assert trouble(url) == ""
