"""A real headless Chromium, spoken to over its own pipe: no driver, no port, no further package."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-extensions "
    "--disable-background-networking --remote-debugging-pipe --window-size=1400,1000"
)
_STARTER = (
    # The browser reads commands from descriptor 3 and answers on 4.
    "import os, sys; there, back = (os.dup(int(one)) for one in sys.argv[1:3]);"
    "spare = os.dup(back) if back == 3 else back; os.dup2(there, 3); os.dup2(spare, 4);"
    "os.set_inheritable(3, True); os.set_inheritable(4, True);"
    "os.execv(sys.argv[3], sys.argv[3:])"
)
_PATIENCE_S = 60


class Browser:
    """One page in one browser."""

    def __init__(self, profile: Path) -> None:
        read_there, self._write = os.pipe()
        self._read, write_there = os.pipe()
        start = [str(CHROMIUM), *_FLAGS.split(), f"--user-data-dir={profile}"]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _STARTER, str(read_there), str(write_there), *start],
            pass_fds=(read_there, write_there),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(read_there)
        os.close(write_there)
        self._number, self._unread, self._session = 0, b"", ""
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=_PATIENCE_S)
        os.close(self._write)
        os.close(self._read)

    def _message(self) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE_S
        while b"\0" not in self._unread:
            ready = select.select([self._read], [], [], max(0.0, deadline - time.monotonic()))[0]
            assert ready, "the browser does not answer"
            piece = os.read(self._read, 1 << 20)
            assert piece, "the browser has gone"
            self._unread += piece
        first, self._unread = self._unread.split(b"\0", 1)
        return json.loads(first)

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command; its result. Events that come meanwhile are kept."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def open(self, path: Path | str, at: str = "") -> None:
        """Load a file or an address, at a place in it, and wait until it stands."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=(path if isinstance(path, str) else path.as_uri()) + at)
        deadline = time.monotonic() + _PATIENCE_S
        while self.ask("document.readyState") != "complete" or self.ask("location.href") == "about:blank":
            assert time.monotonic() < deadline, "the page does not load"
            time.sleep(0.02)

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def screenshot(self) -> bytes:
        """What the window shows, as PNG."""
        import base64  # noqa: PLC0415 - only for pictures in the docs

        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
