"""Every fault on the wire, what the user gets and how many requests were made, from real runs.

``python tests/faults_table.py --write`` puts the table into docs/faults.md; a test keeps it in step.
"""

from __future__ import annotations

import functools
import json
import socket
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import fault_server as server
import native_servers
import reported_faults
from pydantic import BaseModel, ConfigDict

from partyx.errors import PartyxError
from partyx.llm import Client, remembered
from partyx.settings import Settings

DOCS = Path(__file__).parent.parent / "docs" / "faults.md"
MESSAGES = [{"role": "system", "content": "Count."}, {"role": "user", "content": "How many?"}]
TIMEOUT_S = 1.5


class Figure(BaseModel):
    """What is asked for."""

    model_config = ConfigDict(extra="forbid")

    figure: float


@dataclass(frozen=True)
class Row:
    """A fault and its name; None for no server at all."""

    name: str
    fault: server.Fault | None
    api: str = "chat"

    @property
    def is_slow(self) -> bool:
        """Whether it waits for seconds, or for another API once more, to show what a quick row or test shows."""
        busy = self.name.startswith(("429 ", "429,", "529")) or self.name == "200, an error object: rate"
        if self.api == "chat":
            return "drip" in self.name or (busy and self.name not in ("429 with Retry-After", *_AT_ONCE))
        return self.name in _OF_TRANSPORT or busy


_AT_ONCE = ("429, a request above the limit of a minute", "429, quota used up")
"""They are not tried again."""
_OF_TRANSPORT = frozenset({
    "connection reset", "no answer at all", "200, a web page", "200, not UTF-8", "200, an empty body", "500",
})  # fmt: skip
"""What is met before anything of an API is read: the rows of one API are quick."""


@dataclass(frozen=True)
class Outcome:
    """What came of one ask."""

    result: str
    requests: int
    seconds: float
    message: str = ""


QUOTA = {
    "message": "You exceeded your current quota.",
    "type": "insufficient_quota",
    "code": "insufficient_quota",
}
ROWS = (
    Row("nobody listens", None),
    Row("connection reset", server.reset),
    Row("connection closed without an answer", server.hang_up),
    Row("no answer at all", server.silence),
    Row("headers that drip in byte by byte", server.drip_headers),
    Row("a body that drips in byte by byte", server.drip_body),
    Row("a body shorter than its content-length", server.half_body),
    Row(
        "400, a parameter it does not take",
        server.status(400, {"message": "bad response_format", "param": "x"}),
    ),
    Row("400, it takes no temperature", server.temperature_refused),
    Row("400, it takes no seed", server.refuses("seed")),
    Row("400, it takes no JSON Schema", server.refuses("json_schema")),
    Row("400, it takes no response_format at all", server.refuses("response_format")),
    Row("400, it wants max_completion_tokens", server.refuses("max_tokens")),
    Row(
        "400, it takes no system messages",
        server.refuses("system", error=lambda _: {"error": {"message": "System role not supported"}}),
    ),
    Row(
        "422, an extra field",
        server.refuses(
            "seed",
            code=422,
            error=lambda word: {"detail": [{"loc": ["body", word], "msg": "Extra inputs are not permitted"}]},
        ),
    ),
    Row(
        "400, whatever is not plain",
        server.refuses("response_format", error=lambda _: {"error": "Invalid request"}),
    ),
    Row(
        "400, the model wrote no valid JSON",
        server.status(400, {"message": "Failed to generate JSON.", "code": "json_validate_failed"}),
    ),
    Row(
        "400, the same, and what it wrote",
        server.status(
            400,
            {
                "message": "Failed to validate JSON.",
                "code": "json_validate_failed",
                "failed_generation": 'Here: {"figure": 7}',
            },
        ),
    ),
    Row(
        "400, context length exceeded",
        server.status(
            400,
            {
                "message": "This model's maximum context length is 4096 tokens. However, your messages resulted in "
                "9120 tokens. Please reduce the length of the messages.",
                "code": "context_length_exceeded",
            },
        ),
    ),
    Row("413", lambda exchange: exchange.reply(413, b"<html>Request Entity Too Large</html>")),
    Row(
        "403, moderation",
        server.status(
            403, {"message": "Your input was flagged", "code": 403, "metadata": {"reasons": ["violence"]}}
        ),
    ),
    Row(
        "400, wrong key",
        server.status(
            400,
            {
                "code": 400,
                "message": "API key not valid. Please pass a valid API key.",
                "status": "INVALID_ARGUMENT",
            },
        ),
    ),
    Row("400, content filter", server.status(400, {"message": "filtered", "code": "content_filter"})),
    Row("401, wrong key", server.status(401, {"message": "Incorrect API key provided"})),
    Row("402, no credit", server.status(402, {"message": "Insufficient credits"})),
    Row("404, unknown model", server.status(404, {"message": "model not found", "code": "model_not_found"})),
    Row("408", server.status(408)),
    Row("409", server.status(409)),
    Row("429 with Retry-After", server.status(429, retry_after="0")),
    Row("429 with Retry-After of an hour", server.status(429, retry_after="3600")),
    Row("429 without Retry-After", server.status(429)),
    Row(
        "429, the wait in its words",
        server.status(429, {"message": "Rate limit reached. Please try again in 12ms."}),
    ),
    Row(
        "429, a request above the limit of a minute",
        server.status(
            429, {"message": "Request too large on tokens per minute (TPM): Limit 6000, Requested 9000."}
        ),
    ),
    Row("429, quota used up", server.status(429, QUOTA)),
    Row("500", server.status(500)),
    Row("502 with a web page", lambda exchange: exchange.reply(502, b"<html>Bad gateway</html>")),
    Row("503", server.status(503)),
    Row(
        "502, what the service behind it said",
        server.status(
            502, {"message": "Provider returned error", "metadata": {"raw": "model is overloaded"}}
        ),
    ),
    Row("307 to another host", server.redirect("http://other.example/v1/chat/completions")),
    Row("308 in a circle", server.redirect("{self}/v1/chat/completions", 308)),
    Row("200, 0.3 MB of gzip that become 300 MB", server.bomb()),
    Row("200, a body of 300 MB", server.flood),
    Row("200, packed twice, in which is nothing", server.twice_packed(3)),
    Row(
        "200, a mark (BOM) before the JSON",
        server.body(b"\xef\xbb\xbf" + json.dumps(server.completion()).encode()),
    ),
    Row("200, in UTF-16", server.body(json.dumps(server.completion()).encode("utf-16"))),
    Row("200, empty body", server.body(b"")),
    Row("200, JSON cut in the middle", server.body(b'{"id": "c", "choices": [{"mess')),
    Row("200, not UTF-8", server.body(b'{"choices": "\xff\xfe\xe9"}')),
    Row("200, said to be gzip but is not", server.body(b"plain", content_encoding="gzip")),
    Row("200, a web page", server.body(b"<!doctype html><html>Welcome</html>", content_type="text/html")),
    Row("200, `null`", server.body(b"null")),
    Row("200, an error object", server.body({"error": {"message": "upstream failed", "code": 502}})),
    Row("200, an error object: quota", server.body({"error": QUOTA})),
    Row("200, an error object: rate", server.body({"error": {"message": "slow down", "code": 429}})),
    Row("200, `choices` missing", server.body({"id": "c"})),
    Row("200, `choices` empty", server.body({"id": "c", "choices": []})),
    Row("200, no text", server.answer(None)),
    Row("200, a stream that nobody asked for", server.streamed('{"figure": 7}')),
    Row(
        "200, the answer in the arguments of a tool",
        server.answer(
            None, "tool_calls", tool_calls=[{"function": {"name": "Figure", "arguments": '{"figure": 7}'}}]
        ),
    ),
    Row("200, the answer among the thoughts", server.answer("", reasoning_content='So {"figure": 7}')),
    Row(
        "200, the answer in parts",
        server.answer([{"type": "text", "text": '{"figure"'}, {"type": "text", "text": ": 7}"}]),
    ),
    Row("finish_reason null", server.answer('{"figure": 7}', None)),
    Row('finish_reason "eos_token"', server.answer('{"figure": 7}', "eos_token")),
    Row("finish_reason length, but whole", server.answer('{"figure": 7}', "length")),
    Row("finish_reason length, all of it thoughts", server.answer("<think>817 plus 26", "length")),
    Row("finish_reason null, and cut", server.answer('{"figure": 7', None)),
    Row("finish_reason content_filter", server.answer("", "content_filter")),
    Row("finish_reason length", server.answer('{"figure": 7', "length")),
    Row("a refusal", server.answer(None, refusal="I cannot help with that.")),
    Row("an answer that is no JSON", server.answer("Seven.")),
    Row("JSON of another schema", server.answer('{"number": 7}')),
    Row('a string for a number, `"1.513"`', server.answer('{"figure": "1.513"}')),
    Row("`NaN` for a number", server.answer('{"figure": NaN}')),
    Row("a key twice", server.answer('{"figure": 7, "figure": 8}')),
    Row("a key twice with one value", server.answer('{"figure": 7, "figure": 7}')),
    Row("an extra key", server.answer('{"figure": 7, "unit": null}')),
    Row("JSON in a code fence", server.answer('```json\n{"figure": 7}\n```')),
    Row("JSON in prose", server.answer('Here it is:\n{"figure": 7}\nAnything else?')),
    Row("JSON twice", server.answer('{"figure": 7}\n\n{"figure": 7}')),
    Row("JSON behind thoughts", server.answer('<think>{"figure": 8}?</think>{"figure": 7}')),
    Row("JSON in a string", server.answer(json.dumps('{"figure": 7}'))),
    Row("JSON in a list", server.answer('[{"figure": 7}]')),
    Row("JSON in an object", server.answer('{"answer": {"figure": 7}}')),
    Row("JSON with a comma too many", server.answer('{"figure": 7,}')),
    Row("a number that would have to be repaired, `1,513`", server.answer('{"figure": 1,513}')),
    *(Row(name, fault) for name, fault in reported_faults.FAULTS.items()),
)


NATIVE = {
    api: tuple(Row(name, fault, api) for name, fault in faults.items())
    for api, faults in native_servers.FAULTS.items()
}


def run(
    url: str, faults: server.FaultServer | None = None, api: str = "chat", timeout_s: float = TIMEOUT_S
) -> Outcome:
    """Ask once, with waits between tries cut short; nothing is known of the service from calls before."""
    remembered.forget()
    if api != "chat":
        url = url.removesuffix("/v1")
    settings = Settings(
        model="m" if api == "chat" else f"{api}/m",
        base_url=url,
        api_key="sk-planted-key-0123",
        timeout_s=timeout_s,
        retry_after_cap_s=0.02,
        cache="off",
        seed=1,
        max_output_tokens=5_000,
    )
    begun = time.monotonic()
    with Client(settings) as client:
        try:
            result, message = f"{client.ask(MESSAGES, Figure, name='figure').value.figure:g}", ""
        except PartyxError as error:
            result, message = type(error).__name__, str(error).replace(url, "URL")
    return Outcome(result, len(faults.requests) if faults else 0, time.monotonic() - begun, message)


def always(row: Row) -> Outcome:
    """The fault in answer to every request."""
    if row.fault is None:
        return refused()
    _warm(row.api)
    with server.FaultServer(default=row.fault) as faults:
        return run(faults.url, faults, row.api)


@functools.cache
def _warm(api: str) -> None:
    """Ask once by an API without haste: what it imports and builds then takes seconds on a busy machine."""
    with server.FaultServer(
        [server.answer("no JSON")], native_servers.RIGHT.get(api, server.answer())
    ) as faults:
        run(faults.url, faults, api, 60.0)


def once(row: Row) -> Outcome:
    """The fault in answer to the first request only."""
    if row.fault is None:
        return refused()
    right = native_servers.RIGHT.get(row.api, server.answer())
    with server.FaultServer([row.fault], right) as faults:
        return run(faults.url, faults, row.api)


def refused() -> Outcome:
    """Nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    return run(url)


_INTRODUCTION = f"""\
What a call gives, measured on a raw-socket server on loopback (`python tests/faults_table.py --write`).
Settings: 4 attempts, 1 re-ask, a total timeout of {TIMEOUT_S:g} s. «answer» means that the call succeeds."""


def line(row: Row, lasting: Outcome) -> str:
    """The row of the table."""
    passing = once(row)
    return f"| {row.name} | {_cell(lasting)} | {lasting.requests} | {_cell(passing)} | {passing.requests} |"


def message(row: Row, lasting: Outcome) -> str:
    """The row of the list of messages."""
    return f"- {row.name}: {lasting.message}"


def page() -> str:
    """The page, from real runs."""
    return "\n".join(
        [
            "# Faults on the wire",
            "",
            _INTRODUCTION,
            "",
            *_tables(ROWS),
            "## Anthropic's messages API",
            "",
            *_tables(NATIVE["anthropic"]),
            "## Google's generateContent",
            "",
            *_tables(NATIVE["gemini"]),
            "## Ollama's chat",
            "",
            *_tables(NATIVE["ollama"]),
        ]
    )


def _tables(rows: tuple[Row, ...]) -> list[str]:
    """What comes of faults, and the messages."""
    outcomes = [(row, always(row)) for row in rows]
    return [
        "| fault | in every answer | requests | in the first answer only | requests |",
        "|---|---|---|---|---|",
        *(line(row, lasting) for row, lasting in outcomes),
        "",
        "The messages, for a fault in every answer (the model is `m`, the address `URL`):",
        "",
        *(message(row, lasting) for row, lasting in outcomes if lasting.message),
        "",
    ]


def _cell(outcome: Outcome) -> str:
    return "answer" if outcome.result == "7" else f"`{outcome.result}`"


if __name__ == "__main__":
    text = page()
    if "--write" in sys.argv:
        DOCS.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
