"""What the doctor says: of nothing configured, of a service that answers, refuses, is dead, of a damaged cache."""

from __future__ import annotations

import json
import os
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from test_cli import BARE, run

LISTED = {"object": "list", "data": [{"id": "gpt-small"}, {"id": "qwen:7b"}]}


class Service:
    """Answers every GET with one status and body, and counts them."""

    def __init__(self, status: int, content: object) -> None:
        owner, self.asked = self, 0

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked += 1
                said = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None: ...

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self):
        self._thread.start()
        return self, f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """Nothing configured but a cache of the test's own."""
    for name in set(os.environ) - set(BARE):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARTYX_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PARTYX_MODELS_DIR", str(tmp_path / "models"))


def test_with_nothing_configured_the_rules_would_run():
    code, out, _ = run("doctor")
    assert code == 0
    assert "✓ would run  rules: no model is configured" in out
    assert "partyx models pull" in out
    assert "0 answers in" in out


@pytest.mark.parametrize(
    ("answered", "content", "model", "code", "words"),
    [
        (200, LISTED, "gpt-small", 0, "✓ model      gpt-small at http://127.0.0.1:"),
        (200, LISTED, "qwen", 0, "✓ model      qwen at"),
        (200, LISTED, "gpt-smal", 1, "does not list gpt-smal. It has: gpt-small, qwen:7b."),
        (401, {}, "gpt-small", 1, "refuses the key (401)"),
        (403, {"error": {"message": "no", "code": 5}}, "gpt-small", 1, "refuses the key (403)"),
        (403, "error code: 1020", "gpt-small", 1, "what stands before it refuses this machine (403)"),
        (404, {}, "gpt-small", 0, "✓ model      gpt-small at"),
    ],
)
def test_a_service_is_asked_whether_it_knows_the_model(monkeypatch, answered, content, model, code, words):
    monkeypatch.setenv("PARTYX_MODEL", model)
    monkeypatch.setenv("PARTYX_API_KEY", "sk-secret")
    with Service(answered, content) as (service, url):
        monkeypatch.setenv("PARTYX_BASE_URL", url)
        found, out, _ = run("doctor")
        assert (found, words in out) == (code, True), out
        assert "sk-secret" not in out
        assert service.asked == 1
        assert run("doctor", "--offline")[0] == 0
        assert service.asked == 1


def test_a_dead_service_is_said(monkeypatch):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PARTYX_BASE_URL", f"http://127.0.0.1:{closed.getsockname()[1]}/v1")
        monkeypatch.setenv("PARTYX_MODEL", "m")
        monkeypatch.setenv("PARTYX_API_KEY", "k")
        code, out, _ = run("doctor")
    assert (code, "does not answer" in out) == (1, True)
    assert "→" in out


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"PARTYX_MODEL": "openai/gpt-4o"}, "OPENAI_API_KEY"),
        ({"PARTYX_TIMEOUT_S": "soon"}, "timeout_s"),
        ({"PARTYX_MODEL": "local/none"}, "none"),
        (
            {"PARTYX_MODLE": "openai/gpt-4o"},
            "PARTYX_MODLE: there is no such setting; PARTYX_MODEL is the nearest",
        ),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(monkeypatch, variables, words):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    code, out, _ = run("doctor")
    assert (code, words in out, "→" in out) == (1, True, True), out


def test_a_damaged_cache_is_said(tmp_path):
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "cache.db").write_bytes(json.dumps(LISTED).encode() * 100)
    code, out, _ = run("doctor")
    assert (code, "partyx cache clear" in out) == (1, True), out
