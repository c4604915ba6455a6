"""llama.cpp's server for one peer and one article, behind a loopback proxy that counts.

The proxy sums ``usage`` of every answer, so that tokens are counted the same way whatever a tool does with
its answers. Its clock starts with the first request; at the limit the request that is running is given up,
and it and all later ones get ``filler`` for an answer, or status 504 where there is none. It writes its
address as one line of JSON, and ends when its standard input is closed: no server outlives its run.
"""

from __future__ import annotations

import http.client
import json
import secrets
import sys
import threading
import time
from dataclasses import asdict, dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import xllamacpp

from partyx.local.server import default_threads

CONTEXT = 8192


@dataclass
class Count:
    """What the calls took so far."""

    calls: int = 0
    prompt_tokens: int = 0
    output_tokens: int = 0
    given_up: int = 0
    cut_off: int = 0


class Limit:
    """How long one article may take."""

    def __init__(self, seconds: float) -> None:
        """Wait for the first request."""
        self._seconds = seconds
        self._start: float | None = None

    def left(self) -> float:
        """Seconds that are left; the first call starts the clock."""
        now = time.monotonic()
        if self._start is None:
            self._start = now
        return self._start + self._seconds - now


class Proxy(ThreadingHTTPServer):
    """Forwards to llama.cpp and counts."""

    daemon_threads = True

    def __init__(self, upstream: str, limit: Limit, filler: str | None) -> None:
        """Listen on a port of its own."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = upstream.removeprefix("http://")
        self.limit = limit
        self.filler = filler
        self.count = Count()
        self.lock = threading.Lock()

    def ask(self, path: str, body: bytes, key: str) -> tuple[int, bytes]:
        """The answer of llama.cpp, or what stands for it after the limit."""
        try:
            status, answer = self._forward(path, body, key, self.limit.left())
        except TimeoutError:
            with self.lock:
                self.count.given_up += 1
            return self._instead()
        self._add(answer)
        return status, answer

    def _forward(self, path: str, body: bytes, key: str, left: float) -> tuple[int, bytes]:
        if left <= 0:
            raise TimeoutError
        connection = http.client.HTTPConnection(self.upstream, timeout=left)
        headers = {"Content-Type": "application/json", "Authorization": key}
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()  # llama.cpp stops computing for a client that is gone

    def _add(self, answer: bytes) -> None:
        said: dict[str, Any] = json.loads(answer)
        usage = said.get("usage") or {}
        with self.lock:
            self.count.calls += 1
            self.count.prompt_tokens += usage.get("prompt_tokens", 0)
            self.count.output_tokens += usage.get("completion_tokens", 0)
            self.count.cut_off += any(
                choice.get("finish_reason") == "length" for choice in said.get("choices", ())
            )

    def _instead(self) -> tuple[int, bytes]:
        if self.filler is None:
            return HTTPStatus.GATEWAY_TIMEOUT, b'{"error": {"message": "the limit of this article is over"}}'
        message = {"role": "assistant", "content": self.filler}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        answer = {"id": "cut", "object": "chat.completion", "created": 0, "model": "cut", "choices": [choice]}
        return HTTPStatus.OK, json.dumps(answer).encode()


class Handler(BaseHTTPRequestHandler):
    """POST is forwarded; GET tells the count."""

    server: Proxy
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Forward."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._reply(*self.server.ask(self.path, body, self.headers.get("Authorization", "")))

    def do_GET(self) -> None:
        """Tell the count, and the processor time of the server."""
        took = asdict(self.server.count) | {"processor": round(time.process_time())}
        self._reply(HTTPStatus.OK, json.dumps(took).encode())

    def _reply(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: its standard error is for errors."""


def start(weights: str, name: str, key: str, threads: int) -> xllamacpp.Server:
    """llama.cpp with partyx's context, and its own default prompt batch of 512."""
    params = xllamacpp.CommonParams()
    params.model.path = weights
    params.model_alias = {name}
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.cache_prompt = True
    params.fit_params = False
    params.hostnames = ["127.0.0.1"]
    params.api_keys = [key]
    params.ui = False
    params.verbosity = 0
    return xllamacpp.Server(params)


def main() -> None:
    """Serve until standard input is closed."""
    task = json.loads(sys.argv[1])
    key = secrets.token_hex(16)
    threads = task.get("threads") or default_threads()
    server = start(task["weights"], task["model"], key, threads)
    proxy = Proxy(server.listening_address, Limit(task["limit_s"]), task["filler"])
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{proxy.server_port}"
    print(json.dumps({"address": address, "base_url": f"{address}/v1", "key": key}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
