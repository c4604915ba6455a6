"""Standard output and error as a command line needs them: UTF-8, one line an error, whole files."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from partyx.display.wording import one_line
from partyx.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

FAILED = 1
USAGE = 2
SOME_FAILED = 3
BROKEN_PIPE = 141
"""128 + SIGPIPE, what a shell reports of a program that a closed pipe ended."""


def speak_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale says; on a terminal replace what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def complain(message: str) -> None:
    """One line on stderr, after the program's name."""
    print(f"partyx: {one_line(message)}", file=sys.stderr, flush=True)  # noqa: T201


class _Lines(logging.Handler):
    """Log records as lines of ours on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one."""
        complain(record.getMessage())


def show_log(name: str) -> None:
    """Show what a logger has to say: a model that takes seconds and gigabytes to load says so there."""
    logger = logging.getLogger(name)
    logger.addHandler(_Lines())
    logger.setLevel(logging.INFO)


def drop_stdout() -> None:
    """Let nothing more be written: the interpreter's own flush at exit would complain of the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def target(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only when all is written.

    Raises:
        OutputError: The file cannot be written.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    try:
        if path.exists() and not path.is_file():  # a pipe or a device
            with path.open("w", encoding="utf-8", errors="replace") as device:
                yield device
            return
        with _written_whole(path.resolve()) as file:
            yield file
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; name a file that can be written") from None


@contextmanager
def _written_whole(path: Path) -> Iterator[TextIO]:
    """A new file beside ``path`` that replaces it at the end, and leaves no trace otherwise."""
    handle, name = mkstemp(dir=path.parent, prefix=f".{path.name}.")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            yield file
        unfinished.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
