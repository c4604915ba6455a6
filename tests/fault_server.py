"""A raw-socket server on loopback that answers chat completions, or fails in one of many ways.

Raw sockets, since what an HTTP library would never send is what has to be tried: half an answer, bytes one
by one, a reset in the middle.
"""

from __future__ import annotations

import functools
import json
import os
import signal
import socket
import socketserver
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

Fault = Callable[["Exchange"], None]
DRIP_S = 0.05


@dataclass(frozen=True)
class Received:
    """One request as it came in."""

    head: str
    body: dict[str, Any]


@dataclass
class Exchange:
    """A request and the socket to answer it on."""

    connection: socket.socket
    request: Received

    def send(self, raw: bytes) -> None:
        self.connection.sendall(raw)

    def reply(self, status: int, body: bytes | dict[str, Any] | list[Any] | None, **headers: str) -> None:
        """A well-formed HTTP answer, whatever its content."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        fields = {"content_type": "application/json", "content_length": str(len(raw)), **headers}
        lines = [
            f"HTTP/1.1 {status} X",
            *(f"{name.replace('_', '-')}: {value}" for name, value in fields.items()),
        ]
        self.send("\r\n".join([*lines, "connection: close", "", ""]).encode() + raw)


def completion(
    content: object = '{"figure": 7}', reason: object = "stop", **message: object
) -> dict[str, Any]:
    """A chat completion's body."""
    return {
        "id": "c",
        "object": "chat.completion",
        "created": 1,
        "model": "served-model",
        "choices": [
            {
                "index": 0,
                "finish_reason": reason,
                "message": {"role": "assistant", "content": content} | message,
            }
        ],
        "usage": {"prompt_tokens": 11, "completion_tokens": 5, "total_tokens": 16},
    }


def answer(content: object = '{"figure": 7}', reason: object = "stop", **message: object) -> Fault:
    """No fault: a completion with this content."""
    return lambda exchange: exchange.reply(200, completion(content, reason, **message))


def status(code: int, error: dict[str, Any] | None = None, **headers: str) -> Fault:
    """An error status with OpenAI's error object."""
    body = {"error": error or {"message": f"status {code}", "type": "server_error", "code": None}}
    return lambda exchange: exchange.reply(code, body, **headers)


def body(raw: bytes | dict[str, Any] | list[Any] | None, **headers: str) -> Fault:
    """Status 200 with this body."""
    return lambda exchange: exchange.reply(200, raw, **headers)


def redirect(location: str, code: int = 307) -> Fault:
    """Point to another place; "{self}" in it is the server's own address."""

    def pointing(exchange: Exchange) -> None:
        here = "http://{}:{}".format(*exchange.connection.getsockname())
        exchange.reply(code, b"", location=location.replace("{self}", here))

    return pointing


def bomb(encoding: str = "gzip", megabytes: int = 300) -> Fault:
    """A small body that grows when it is unpacked."""
    return body(_packed(31 if encoding == "gzip" else 15, megabytes), content_encoding=encoding)


@functools.cache
def _packed(wrapping: int, megabytes: int) -> bytes:
    """So many megabytes of nothing. To pack them takes a second of processor."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wrapping)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()


def twice_packed(megabytes: int = 300) -> Fault:
    """A small body that is packed twice: what it is packed in is long, and says nothing."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    silent = b"\x00\x00\x00\xff\xff" * 200_000  # blocks of deflate with nothing in them
    parts = [packer.compress(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03")]
    parts += [packer.compress(silent) for _ in range(megabytes)]
    return body(b"".join([*parts, packer.flush()]), content_encoding="gzip, gzip")


def flood(exchange: Exchange) -> None:
    """A body that is simply long, a megabyte at a time, until the client has had enough."""
    exchange.send(_HEAD + b"content-length: 300000000\r\n\r\n")
    for _ in range(300):
        exchange.send(b" " * 1_000_000)


def slow(seconds: float, then: Fault) -> Fault:
    """Answer after a while."""

    def answer_late(exchange: Exchange) -> None:
        time.sleep(seconds)
        then(exchange)

    return answer_late


def reset(exchange: Exchange) -> None:
    """Break the connection with a TCP reset."""
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    exchange.connection.close()


def hang_up(exchange: Exchange) -> None:
    """Close the connection without a word."""
    exchange.connection.shutdown(socket.SHUT_RDWR)


def silence(exchange: Exchange) -> None:
    """Never answer; until the client goes."""
    while exchange.connection.recv(1024):
        pass


def drip(raw: bytes) -> Fault:
    """Send byte after byte, each well inside any read timeout, for as long as the client stays."""

    def dripping(exchange: Exchange) -> None:
        exchange.connection.settimeout(5)
        for byte in raw:
            exchange.send(bytes([byte]))
            time.sleep(DRIP_S)

    return dripping


_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
drip_headers = drip(b"HTTP/1.1 200 OK\r\n" + b"x-slow: 1\r\n" * 500)


def drip_body(exchange: Exchange) -> None:
    """Whole headers, then a body that never ends."""
    exchange.send(_HEAD + b"content-length: 100000\r\n\r\n")
    drip(b" " * 100_000)(exchange)


def half_body(exchange: Exchange) -> None:
    """Fewer bytes than promised, then the end."""
    exchange.send(_HEAD + b"content-length: 5000\r\n\r\n" + b'{"id": "c", "choices": [')


def refuses(*words: str, code: int = 400, error: Callable[[str], dict[str, Any]] | None = None) -> Fault:
    """A service that refuses each request whose body holds one of ``words``, and answers the others."""
    say = error or (lambda word: {"error": {"message": f"{word} is not supported with this model."}})

    def refusing(exchange: Exchange) -> None:
        said = json.dumps(exchange.request.body)
        found = next((word for word in words if f'"{word}"' in said), None)
        if found is None:
            answer()(exchange)
        else:
            exchange.reply(code, say(found))

    return refusing


def streamed(content: str) -> Fault:
    """A stream of events, though nobody asked for one."""
    pieces = [{"choices": [{"index": 0, "delta": {"content": letter}}]} for letter in content]
    last = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": {"prompt_tokens": 11}}
    events = [f"data: {json.dumps(piece)}\n\n" for piece in (*pieces, last)]
    return body(
        "".join([": processing\n\n", *events, "data: [DONE]\n\n"]).encode(), content_type="text/event-stream"
    )


def temperature_refused(exchange: Exchange) -> None:
    """What a reasoning model says of a temperature, and an answer without one."""
    if "temperature" in exchange.request.body:
        message = "Unsupported value: 'temperature' does not support 0.0 with this model."
        status(400, {"message": message, "param": "temperature", "code": "unsupported_value"})(exchange)
    else:
        answer()(exchange)


@dataclass
class FaultServer:
    """Answers each request with the next fault of ``script``, then with ``default``.

    ::

        with FaultServer([status(503)]) as server:
            ...server.url, server.requests
    """

    script: list[Fault] = field(default_factory=list)
    default: Fault = field(default_factory=answer)
    requests: list[Received] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._lock = threading.Lock()
        owner = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                owner.handle(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False
            request_queue_size = 128

            def handle_error(self, *_: object) -> None:
                """A client that goes away is what the faults provoke."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        """The base_url."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @contextmanager
    def interrupting(self) -> Iterator[None]:
        """Press Ctrl-C in the block, when the first request has come."""

        def interrupt() -> None:
            while not self.requests:
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGINT)

        thread = threading.Thread(target=interrupt)
        thread.start()
        try:
            yield
        finally:
            thread.join()

    def handle(self, connection: socket.socket) -> None:
        """Read one request and answer it."""
        raw = b""
        while b"\r\n\r\n" not in raw:
            if not (more := connection.recv(65536)):
                return
            raw += more
        head, _, rest = raw.partition(b"\r\n\r\n")
        text = head.decode("latin-1")
        length = next(
            int(line.split(":")[1])
            for line in text.split("\r\n")
            if line.lower().startswith("content-length:")
        )
        while len(rest) < length:
            rest += connection.recv(65536)
        received = Received(text, json.loads(rest))
        with self._lock:
            self.requests.append(received)
            fault = self.script.pop(0) if self.script else self.default
        fault(Exchange(connection, received))
