"""A real Redis server on loopback, started and stopped by a test."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

import pytest

PROGRAM = shutil.which("redis-server")
if PROGRAM is None:
    print("NO REDIS-SERVER here: the shared cache is NOT TESTED (apt-get install redis-server)")  # noqa: T201
needed = pytest.mark.skipif(PROGRAM is None, reason="NO redis-server: the shared cache is NOT TESTED")


class RedisServer:
    """A server of its own, with nothing in it; by ``stop`` it is gone, by ``start`` there again, empty."""

    def __init__(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self._folder.cleanup()

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        log = Path(self._folder.name) / "log"
        self._server = subprocess.Popen(
            [PROGRAM, *options, "--dir", self._folder.name, "--logfile", str(log)]
        )
        while self._server.poll() is None:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            time.sleep(0.02)
        raise RuntimeError(log.read_text())

    def stop(self) -> None:
        self._server.kill()
        self._server.wait()
