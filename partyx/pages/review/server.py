"""The review page and its data, served on this machine alone, to who has the token.

The address holds a token that changes with every start. Requests for another host are refused, so that no
page of the web can reach it by a name that leads here; a change has to be JSON, which no form of another page
can send.
"""

from __future__ import annotations

import json
import secrets
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import unquote

from partyx.errors import EvalError, PartyxError
from partyx.files import parse_json
from partyx.pages.assets import Page, blob, packed
from partyx.pages.review.desk import ConflictError
from partyx.scoring.gold.format import Reason
from partyx.translation import language, tr, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.pages.review.desk import Desk

_LARGEST = 20_000_000
"""Bytes of a change: a hundred times that of the longest article of the evals."""
_MOST_DIGITS = 10
"""Of a length that is read as a number at all."""
HOME = "127.0.0.1"


class Server:
    """Serves a desk until it is closed."""

    def __init__(self, desk: Desk, port: int = 0) -> None:
        """Listen on loopback.

        Args:
            desk: What is reviewed.
            port: Where; 0 takes one that is free.
        """
        self._desk = desk
        self._token = secrets.token_urlsafe(16)
        self._page = _page(desk).encode()
        owner = self

        class Handler(_Handler):
            server_owner = owner

        self._server = QuietServer((HOME, port), Handler)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def address(self) -> str:
        """What to open."""
        return f"http://{HOME}:{self.port}/{self._token}/"

    def run(self) -> None:
        """Serve until :meth:`close` or an interrupt."""
        self._server.serve_forever(poll_interval=0.2)

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, body: Callable[[], Any]) -> tuple[int, str, bytes]:
        """Status, type and content for a request."""
        token, *rest = map(unquote, path.split("/")[1:] or [""])
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return (
                HTTPStatus.FORBIDDEN,
                "text/plain",
                b"the address has to be the one that partyx review printed",
            )
        if method == "GET" and rest == [""]:
            return HTTPStatus.OK, "text/html; charset=utf-8", self._page
        try:
            found = self._called(method, rest, body)
        except ConflictError as error:
            return _json(HTTPStatus.CONFLICT, {"error": str(error)})
        except PartyxError as error:
            return _json(HTTPStatus.BAD_REQUEST, {"error": str(error)})
        return _json(HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND, found)

    def _called(self, method: str, rest: list[str], body: Callable[[], Any]) -> Any:  # noqa: ANN401 - JSON
        match method, rest:
            case "GET", ["articles"]:
                return self._desk.listed()
            case "GET", ["articles", name]:
                return self._desk.opened(name)
            case "PUT", ["articles", name]:
                return self._desk.changed(name, body())
            case "POST", ["articles", name, "finish"]:
                body()
                return self._desk.finished(name)
        return None


def _json(status: int, data: object) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


def _page(desk: Desk) -> str:
    data = {
        "words": words(),
        "reviewer": desk.reviewer,
        "types": {kind: form.about(str(number)) for number, (kind, form) in enumerate(desk.forms.items(), 1)},
        "reasons": list(get_args(Reason)),
    }
    waiting = tr("This page needs JavaScript, which is off. It talks to this machine only.")
    return Page("review", "partyx review", language(), waiting, blob("index", packed(data)), "'self'").html()


class QuietServer(ThreadingHTTPServer):
    """Says nothing of a browser that goes away while it is answered: a page that is loaded anew does."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has them
        """Print what a request failed at, as socketserver does, unless its connection is gone."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """One request: checked, answered, never logged."""

    server_owner: Server
    protocol_version = "HTTP/1.1"
    timeout = 60

    def _serve(self) -> None:
        host = (self.headers.get("Host") or "").lower()
        port = self.server_owner.port
        if host not in {f"{HOME}:{port}", f"localhost:{port}"}:
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"this is served on this machine alone")
            return
        self._send(*self.server_owner.answer(self.command, self.path, self._body))

    do_GET = do_PUT = do_POST = _serve  # noqa: N815 - the names that http.server calls

    def _body(self) -> Any:  # noqa: ANN401 - JSON
        length = self.headers.get("Content-Length") or "0"
        told = length.isascii() and length.isdecimal() and len(length) < _MOST_DIGITS
        is_json = self.headers.get("Content-Type", "").startswith("application/json")
        if not (is_json and told and int(length) <= _LARGEST):
            raise EvalError("a change has to be JSON of at most 20 MB")
        try:
            return parse_json(self.rfile.read(int(length)))
        except (ValueError, RecursionError) as error:
            raise EvalError(f"a change has to be JSON: {error}") from None

    def _send(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Frame-Options", "DENY"),
        ):
            self.send_header(name, value)
        if status >= HTTPStatus.BAD_REQUEST:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server has
        """Say nothing: the address holds the token."""
