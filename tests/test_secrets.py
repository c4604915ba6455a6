"""Planted keys: whatever the commands print, log at DEBUG, trace, store or ask a proxy for, none is in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from fault_server import FaultServer, answer, body, reset, status
from marked import TEXT

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = {
    "PARTYX_API_KEY": "sk-planted-own-0123456789abcdef",
    "OPENAI_API_KEY": "sk-planted-openai-0123456789abcdef",
    "GROQ_API_KEY": "gsk-planted-groq-0123456789abcdef",
    "HF_TOKEN": "hf-planted-0123456789abcdef",
}
TEAM = "team-planted-0123456789abcdef"
PROXY = "proxy-planted-0123456789abcdef"
PLANTED = (*SECRETS.values(), TEAM, PROXY)
GOOD = json.dumps({"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": ["c1"], "orders": []})
OWN = SECRETS["PARTYX_API_KEY"]
ECHO = {"message": f"Incorrect key {OWN} of {TEAM}", "code": "server_error"}

PROGRAM = """
import logging, sys
logging.basicConfig(level=logging.DEBUG)
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(ConsoleSpanExporter()))
trace.set_tracer_provider(provider)
from partyx.cli import main
sys.argv = ["partyx", *sys.argv[1:]]
main()
"""


def ran(tmp_path: Path, server: FaultServer, proxy: FaultServer, *command: str) -> str:
    """All that a command prints, its log and its spans included."""
    pytest.importorskip("opentelemetry.sdk")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PARTYX_")}
    environment |= SECRETS | {
        "PARTYX_MODEL": "m",
        "PARTYX_BASE_URL": server.url,
        "PARTYX_EXTRA_HEADERS": json.dumps({"x-team": TEAM}),
        "PARTYX_CACHE_DIR": str(tmp_path / "cache"),
        "PARTYX_RECORDINGS": str(tmp_path / "calls.jsonl"),
        "PARTYX_ATTEMPTS": "2",
        "PARTYX_RETRY_AFTER_CAP_S": "0.01",
        "PARTYX_SECOND_ASK": "false",
        "PARTYX_ASK": "article",
        "HTTP_PROXY": proxy.url.replace("http://", f"http://user:{PROXY}@").removesuffix("/v1"),
        "HTTPS_PROXY": proxy.url.replace("http://", f"http://user:{PROXY}@").removesuffix("/v1"),
        "HOME": str(tmp_path / "home"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    return (done.stdout + done.stderr).decode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("extract", "a.txt", "b.txt", "c.txt"),
        ("extract", "a.txt", "b.txt", "c.txt", "--format", "html", "-o", "page.html"),
        ("batch", ".", "-o", "out.jsonl"),
        ("doctor",),
        ("cache", "export", "all.jsonl"),
    ],
    ids=lambda command: " ".join(command[:1]),
)
def test_a_planted_key_is_nowhere(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Articles that are answered, refused with the key in the words of the refusal, and broken off."""
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{TEXT}\n\nBài {name}.", encoding="utf-8")
    answers = [
        answer(GOOD),
        status(500, ECHO),
        status(500, ECHO),
        answer(f"no JSON, {OWN}"),
        body({"error": ECHO}),
    ]
    with FaultServer([*answers, reset], default=answer(GOOD)) as server, FaultServer() as proxy:
        if command[0] == "cache":
            ran(tmp_path, server, proxy, "extract", "a.txt", "b.txt", "c.txt")
        printed = ran(tmp_path, server, proxy, *command)
    sent = "".join(request.head for request in server.requests)
    if command[0] != "doctor":
        assert OWN in sent, "it was really sent"
        assert TEAM in sent
        assert [path.name for path in (tmp_path / "cache").rglob("*.db")] == ["cache.db"]
    assert proxy.requests == []
    assert not any(other in sent for other in PLANTED if other not in (OWN, TEAM))
    assert [secret for secret in PLANTED if secret in printed] == []
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in stored for secret in PLANTED if secret.encode() in path.read_bytes()] == []
