"""Standard output and error as a command line needs them: UTF-8, one line an error, whole files."""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING

from partyx.display.messages import worded
from partyx.display.wording import one_line, visible
from partyx.errors import OutputError
from partyx.files import whole
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FAILED = 1
USAGE = 2
SOME_FAILED = 3
AWAITED = 4
"""Nothing is wrong; answers are yet to come."""
INTERRUPTED = 130
"""128 + SIGINT, what a shell reports of a program that Ctrl-C ended."""
BROKEN_PIPE = 141
"""128 + SIGPIPE, what a shell reports of a program that a closed pipe ended."""


def speak_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale says; on a terminal replace what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def end_as_by_ctrl_c() -> None:
    """Let ``kill`` end a command as Ctrl-C does: nothing half written is left behind."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, interrupt)


def say(text: str) -> None:
    """Print text on stdout with its control characters made visible: it may come from any file."""
    print(visible(text), flush=True)  # noqa: T201


def sure(question: str) -> None:
    """Ask before something is lost, and end the program unless the answer is yes, in either language."""
    import typer  # noqa: PLC0415 - only who is asked waits for it

    yes = {"y", "yes", *tr("y/yes").split("/")}
    said = typer.prompt(f"{question} [{tr('y/N')}]", default="", show_default=False)
    if said.strip().lower() not in yes:
        raise typer.Abort


_LONGEST = 2_000
"""Characters of a complaint: names of files may have more, and say no more then."""


def complain(message: str) -> None:
    """Print one line on stderr, after the program's name, in the language that is asked for."""
    line = one_line(worded(message))
    if len(line) > _LONGEST:
        line = f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"
    print(f"partyx: {line}", file=sys.stderr, flush=True)  # noqa: T201


class _Lines(logging.Handler):
    """Shows log records as lines on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one."""
        complain(record.getMessage())


def show_log(name: str) -> None:
    """Show a logger's messages on stderr, for instance that a model is loaded, which takes seconds."""
    logger = logging.getLogger(name)
    logger.addHandler(_Lines())
    logger.setLevel(logging.INFO)


def hide_log(name: str) -> None:
    """Show only what a logger warns of."""
    logging.getLogger(name).setLevel(logging.WARNING)


def drop_stdout() -> None:
    """Discard what is still written: the flush at exit would complain of the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def target(path: Path | None) -> Iterator[IO[str]]:
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
        with whole(path) as file:
            yield file
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}; name a file that can be written") from None
