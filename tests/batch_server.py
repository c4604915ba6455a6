"""A loopback double of OpenAI's batch service: files and batches, with the ways in which it misbehaves."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from fault_server import completion

Answer = Callable[[dict[str, Any]], str]
"""What the model says to the body of a request."""
Misbehave = Callable[["Ended"], None]


@dataclass
class Ended:
    """A job as it ended, to be spoilt.

    Attributes:
        status: Of the job.
        output: Rows of its file of answers.
        errors: Rows of its file of errors.
        message: Why it failed as a whole.
    """

    status: str
    output: list[dict[str, Any]]
    errors: list[dict[str, Any]] = field(default_factory=list)
    message: str = ""


def shuffled(job: Ended) -> None:
    job.output = job.output[::2] + job.output[1::2][::-1]


def half(job: Ended) -> None:
    """Half of the rows are nowhere."""
    del job.output[::2]


def expired(job: Ended) -> None:
    """Only the first was done in time."""
    job.status = "expired"
    job.errors = [
        {
            "custom_id": row["custom_id"],
            "response": None,
            "error": {"code": "batch_expired", "message": "late"},
        }
        for row in job.output[1:]
    ]
    del job.output[1:]


def doubled(job: Ended) -> None:
    """Every id twice, the second time with rubbish, and one that nobody asked for."""
    rubbish = {"status_code": 200, "body": completion("rubbish")}
    job.output += [row | {"response": rubbish} for row in job.output]
    job.output.append(job.output[0] | {"custom_id": "nobody"})


def refusing(code: int, count: int = 1) -> Misbehave:
    """Some requests end in the file of errors with this status."""

    def refuse(job: Ended) -> None:
        response = {"status_code": code, "body": {"error": {"message": "not this one", "code": "x"}}}
        job.errors = [row | {"response": response} for row in job.output[:count]]
        del job.output[:count]

    return refuse


def torn(job: Ended) -> None:
    """The first row is cut at the output limit."""
    job.output[0]["response"]["body"]["choices"][0]["finish_reason"] = "length"
    job.output[0]["response"]["body"]["choices"][0]["message"]["content"] = '{"meetings": ['


def nothing(job: Ended) -> None:
    """No row at all, though it is completed."""
    job.output = []


def failed(job: Ended) -> None:
    job.status, job.output, job.message = "failed", [], "Enqueued token limit reached"


@dataclass
class BatchServer:
    """The service. Jobs end when ``end`` is called, or with the first look where ``at_once``.

    Attributes:
        answer: What the model says.
        script: How the jobs misbehave, in the order in which they are handed in.
        at_once: Whether jobs are done when they are first looked at.
        faults: Statuses with which the next requests are answered, by "METHOD /path" prefix.
        lost: Whether the next job is made and its acknowledgement lost.
        uploaded: Request files, by their ids, as rows.
        jobs: The jobs.
    """

    answer: Answer
    script: list[Misbehave] = field(default_factory=list)
    at_once: bool = True
    faults: dict[str, list[int]] = field(default_factory=dict)
    lost: bool = False
    uploaded: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    jobs: dict[str, dict[str, Any]] = field(default_factory=dict)
    chats: int = 0

    def __enter__(self) -> Self:
        owner = self
        self._results: dict[str, bytes] = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.handle(self, b"")

            def do_POST(self) -> None:
                owner.handle(self, self.rfile.read(int(self.headers["content-length"])))

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def asked(self) -> list[str]:
        """The ids of all requests of all jobs."""
        return [row["custom_id"] for job in self.jobs.values() for row in self.uploaded[job["input_file_id"]]]

    def handle(self, http: BaseHTTPRequestHandler, body: bytes) -> None:
        call = f"{http.command} {http.path.partition('?')[0].removeprefix('/v1')}"
        for prefix, statuses in self.faults.items():
            if call.startswith(prefix) and statuses:
                self._send(http, statuses.pop(0), {"error": {"message": "a fault", "code": None}})
                return
        if found := re.fullmatch(r"GET /files/(.+)/content", call):
            self._send(http, 200, self._results[found[1]])
        elif call == "POST /files":
            self._send(http, 200, self._upload(http, body))
        elif call == "POST /batches":
            job = self._make(json.loads(body))
            if self.lost:
                self.lost = False
                http.connection.close()
            else:
                self._send(http, 200, job)
        elif call == "GET /batches":
            self._send(http, 200, {"object": "list", "data": list(self.jobs.values()), "has_more": False})
        elif found := re.fullmatch("GET /batches/(.+)", call):
            if self.at_once:
                self.end(found[1])
            self._send(http, 200, self.jobs[found[1]])
        else:
            self.chats += 1
            self._send(http, 404, {"error": {"message": f"no {call}"}})

    def end(self, name: str) -> None:
        """End a job."""
        job = self.jobs[name]
        if job["status"] != "in_progress":
            return
        ended = Ended("completed", [self._row(row) for row in self.uploaded[job["input_file_id"]]])
        (self.script.pop(0) if self.script else lambda _: None)(ended)
        job["status"] = ended.status
        if ended.message:
            job["errors"] = {"object": "list", "data": [{"message": ended.message, "code": "limit"}]}
        for which, rows in (("output_file_id", ended.output), ("error_file_id", ended.errors)):
            if rows:
                job[which] = f"{which}-{name}"
                self._results[job[which]] = b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    def _upload(self, http: BaseHTTPRequestHandler, body: bytes) -> dict[str, Any]:
        assert "multipart/form-data" in http.headers["content-type"]
        assert b'name="purpose"\r\n\r\nbatch' in body
        start = body.index(b'{"custom_id"')
        rows = [json.loads(line) for line in body[start:].split(b"\r\n--")[0].splitlines()]
        assert all(set(row) == {"custom_id", "method", "url", "body"} for row in rows)
        assert len({row["custom_id"] for row in rows}) == len(rows) <= 50_000
        name = f"file-{len(self.uploaded)}"
        self.uploaded[name] = rows
        about = {
            "bytes": len(body),
            "created_at": 1,
            "filename": "f",
            "purpose": "batch",
            "status": "processed",
        }
        return {"id": name, "object": "file", **about}

    def _make(self, asked: dict[str, Any]) -> dict[str, Any]:
        name = f"batch_{len(self.jobs)}"
        self.jobs[name] = {"id": name, "object": "batch", "status": "in_progress", "created_at": 1, **asked}
        return self.jobs[name]

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        body = completion(self.answer(row["body"]))
        response = {"status_code": 200, "request_id": "r", "body": body}
        return {"id": "x", "custom_id": row["custom_id"], "response": response, "error": None}

    def _send(self, http: BaseHTTPRequestHandler, status: int, body: bytes | dict[str, Any]) -> None:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        http.send_response(status)
        http.send_header("content-type", "application/json")
        http.send_header("content-length", str(len(raw)))
        http.end_headers()
        http.wfile.write(raw)
