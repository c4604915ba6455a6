"""A progress bar on stderr, where a person watches and there is more than one article."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator


class Bar:
    """Counts articles; does nothing when there is one only or stderr is no terminal."""

    def __init__(self, total: int) -> None:
        """Prepare for ``total`` articles."""
        self._progress = None
        if total > 1 and sys.stderr.isatty():
            from rich.console import Console  # noqa: PLC0415 - only who sees the bar waits for it
            from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415

            columns = (*Progress.get_default_columns(), MofNCompleteColumn())
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._task = self._progress.add_task("articles", total=total)

    def __enter__(self) -> Self:
        """Show the bar."""
        if self._progress is not None:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()

    def advance(self) -> None:
        """One article more is done."""
        if self._progress is not None:
            self._progress.advance(self._task)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the bar away while something else is written: stdout may be the same terminal."""
        if self._progress is not None:
            self._progress.stop()
        yield
        sys.stdout.flush()
        if self._progress is not None:
            self._progress.start()
