"""Progress bars on stderr, where a person watches: articles, and the answers about one of them."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from partyx.translation import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.many import Stream
    from partyx.model import Progress
    from partyx.records import Usage


class Bar:
    """Counts articles where there are several, and the answers of a model about each.

    Does nothing when stderr is no terminal, and nothing for one article that no model is asked about.
    """

    def __init__(self, total: int | None, *, quiet: bool = False) -> None:
        """Prepare for ``total`` articles; None where nobody knows how many a source holds."""
        self._watched = sys.stderr.isatty() and not quiet
        self._bars: Any = None
        self._answers: Any = None
        self._several = total is None or total > 1
        if self._several and self._watched:
            self._bars = _bars()
            self._articles = self._bars.add_task(tr("articles"), total=total)

    def __enter__(self) -> Self:
        """Show the bars."""
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the bars."""
        if self._bars is not None:
            self._bars.stop()

    def answered(self, at: Progress) -> None:
        """Show how far the article at hand is and what was found in it. May be called from any thread."""
        if not self._watched:
            return
        words = trn("{} record so far", "{} records so far", at.records)
        first = self._bars is None
        if first:
            self._bars = _bars()
        if self._answers is None:
            self._answers = self._bars.add_task(words)
        self._bars.update(self._answers, description=words, completed=at.done, total=at.total)
        if first:
            self._bars.start()
        self._bars.refresh()  # answers are rare, and the last one is worth a look

    def advance(self) -> None:
        """Count one more article as done."""
        if self._bars is not None and self._answers is not None:
            self._bars.remove_task(self._answers)
            self._answers = None
        if self._bars is not None and self._several:
            self._bars.advance(self._articles)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Hide the bars while something else is written: stdout may be the same terminal."""
        if self._bars is not None:
            self._bars.stop()
        yield
        sys.stdout.flush()
        if self._bars is not None:
            self._bars.start()


class RunBar:
    """How a long run goes, on stderr where a person watches: articles a second, failures, calls, cost."""

    def __init__(self, results: Stream, *, quiet: bool = False) -> None:
        """Prepare to show the run of ``results``."""
        self._results = results
        self._bars: Any = _bars() if sys.stderr.isatty() and not quiet else None
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        """Show it."""
        if self._bars is not None:
            self._task = self._bars.add_task(tr("articles"), total=None)
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Remove it."""
        if self._bars is not None:
            self._bars.stop()

    def show(self) -> None:
        """Show how far the run is by now."""
        if self._bars is None:
            return
        tally = self._results.tally
        rate = tally.done / max(time.monotonic() - self._began, 0.001)
        failed = trn("{} failed", "{} failed", tally.failed)
        parts = [tr("{} a second", f"{rate:.1f}"), failed, self.words_of(tally.usage)]
        done = tally.done + tally.failed + tally.skipped
        self._bars.update(self._task, description=", ".join(filter(None, parts)), completed=done)

    @staticmethod
    def words_of(usage: Usage) -> str:
        """The calls of a model, how many were had from the cache, and the cost as far as it is known."""
        calls = usage.calls + usage.cached_calls
        if not calls:
            return ""
        cost = f", {usage.cost_usd:.2f} USD" if usage.cost_usd is not None and usage.calls else ""
        cached = f"{usage.cached_calls / calls:.0%}"
        said = trn("{} call ({} from the cache)", "{} calls ({} from the cache)", calls, f"{calls:,}", cached)
        return f"{said}{cost}"

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Hide the bar while a line is written."""
        if self._bars is not None:
            self._bars.stop()
        yield
        if self._bars is not None:
            self._bars.start()


def _bars() -> Any:  # noqa: ANN401 - rich's class, which only who sees the bars waits for
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import MofNCompleteColumn, Progress  # noqa: PLC0415

    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
