"""A process beside this one, in which llama.cpp runs: what it cannot bear ends it and not this program.

llama.cpp checks what it reads with assertions: a head that says "context 0", "no layers" or "epsilon NaN"
ended Python with SIGABRT when it ran inside.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAID = re.compile(r"GGML_ASSERT\(.{0,300}?\) failed|^.*\berror\b.*", re.IGNORECASE | re.MULTILINE)
_LONGEST = 200


def _path() -> str:
    """Where this program finds its modules."""
    return os.pathsep.join(filter(None, sys.path))


class EndedError(Exception):
    """The process has ended, or could not begin; its message says how."""


class Process:
    """A running server of one model.

    Attributes:
        address: Where it listens, "http://127.0.0.1:PORT".
    """

    def __init__(self, asked: Mapping[str, Any]) -> None:
        """Start it, and wait until it has loaded the model.

        Args:
            asked: What ``partyx.local.serve`` wants to know.

        Raises:
            EndedError: The model cannot be loaded.
        """
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - read when the process has ended
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "partyx.local.serve"],  # -P: no module of the working folder
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=os.environ | {"GGML_NO_BACKTRACE": "1", "PYTHONPATH": _path()},
            text=True,
            encoding="utf-8",
        )
        self._owner = os.getpid()
        atexit.register(self._stop_at_exit)
        try:
            told = self._told(json.dumps(asked))
        except BaseException:
            self.stop()
            raise
        self.address: str = told["address"]

    def check(self) -> None:
        """See that it still runs.

        Raises:
            EndedError: It does not.
        """
        if self._process.poll() is not None:
            raise EndedError(self._how())

    def stop(self) -> None:
        """End it. Idempotent."""
        atexit.unregister(self._stop_at_exit)
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.kill()
        self._process.wait()
        self._errors.close()

    def _stop_at_exit(self) -> None:
        if self._owner == os.getpid():  # not at the end of a forked child
            self.stop()

    def _told(self, line: str) -> dict[str, str]:
        """What it says of itself.

        Raises:
            EndedError: It ended, or says that it cannot load the model.
        """
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        assert self._process.stdout is not None  # noqa: S101
        with suppress(OSError):  # it ended before it read
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        told: dict[str, str] = json.loads(self._process.stdout.readline() or "{}")
        if "address" not in told:
            if "error" not in told:
                self._process.wait()
            raise EndedError(told.get("error") or self._how())
        return told

    def _how(self) -> str:
        """How it ended, in llama.cpp's words where it left any."""
        with suppress(OSError, ValueError):
            self._errors.seek(0)
            said = _SAID.findall(self._errors.read().decode("utf-8", "replace"))
            if said:
                return f"it ended: {said[0].strip()[:_LONGEST]}"
        code = self._process.returncode
        return f"it ended by signal {-code}" if code and code < 0 else f"it ended with exit code {code}"
