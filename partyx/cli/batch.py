"""``partyx batch``: a long run that can be killed at any moment and goes on where it was."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - typer reads the annotations at run time
import sys
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from partyx.budget import Budget
from partyx.cli import extract as options
from partyx.cli.costs import BUDGET, BUDGET_TOKENS
from partyx.cli.progress import RunBar
from partyx.cli.streams import AWAITED, FAILED, INTERRUPTED, SOME_FAILED, complain, hide_log, say
from partyx.display.messages import worded
from partyx.errors import AwaitedError, SettingsError
from partyx.translation import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from partyx.batch import Journal
    from partyx.extraction import Extraction
    from partyx.extractor import Extractor
    from partyx.llm.post import Post, Taken
    from partyx.many import Failure, Stream
    from partyx.screening import Screening

EPILOG = (
    "OUT gets an extraction a line; OUT.rest.jsonl a line for each source that gave none, and why. Stopped "
    "by Ctrl-C, kill or a full disk, the same command goes on. Exit code: 0 when every article gave records, "
    "1 when none did, 3 when some did, 4 when a batch service has yet to answer, 130 when it was stopped, "
    "2 for wrong usage or settings."
)
OUTPUT = typer.Option("--output", "-o", help="The file for the records, JSON Lines.", metavar="OUT.jsonl")
DUPLICATES = typer.Option(
    "--no-duplicates",
    help="Pass over articles that are there already, word for word or nearly, and say which they are.",
)
RELEVANT = typer.Option("--relevant", help="Pass over articles that mention nothing of the Party's.")
BATCH_API = typer.Option(
    "--batch-api",
    help="Ask by the service's batch interface: half the price, within a day; the same command takes it up.",
)
WAIT = typer.Option(
    "--wait",
    metavar="SECONDS",
    min=0.01,
    help="With --batch-api: look so often until all is done.",
    show_default=False,
)
DRY_RUN = typer.Option("--dry-run", help="Say how much there is to do, and do nothing.")


def batch_command(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[list[Any], options.PATHS],
    *,
    output: Annotated[Path, OUTPUT],
    published: Annotated[dt.datetime | None, options.PUBLISHED] = None,
    fetch: Annotated[bool, options.FETCH] = False,
    engine: Annotated[Literal["auto", "rules", "model"] | None, options.ENGINE] = None,
    model: Annotated[str | None, options.MODEL] = None,
    base_url: Annotated[str | None, options.BASE_URL] = None,
    prompt: Annotated[str | None, options.PROMPT] = None,
    cache: Annotated[Literal["normal", "refresh", "off", "replay"] | None, options.CACHE] = None,
    recordings: Annotated[Path | None, options.RECORDINGS] = None,
    records: Annotated[list[str] | None, options.RECORDS] = None,
    jobs: Annotated[int | None, options.JOBS] = None,
    budget: Annotated[float | None, BUDGET] = None,
    budget_tokens: Annotated[int | None, BUDGET_TOKENS] = None,
    quiet: Annotated[bool, options.QUIET] = False,
    no_duplicates: Annotated[bool, DUPLICATES] = False,
    relevant: Annotated[bool, RELEVANT] = False,
    dry_run: Annotated[bool, DRY_RUN] = False,
    batch_api: Annotated[bool, BATCH_API] = False,
    wait: Annotated[float | None, WAIT] = None,
) -> None:
    """Extract from any number of articles into one file; killed at any moment, the same command goes on."""
    from partyx.batch import Journal, Maker  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.extractor import Extractor  # noqa: PLC0415
    from partyx.kinds.registry import chosen  # noqa: PLC0415
    from partyx.screening import Screening  # noqa: PLC0415

    settings = options.settings_of(
        fetch=fetch,
        engine=engine,
        model=model,
        base_url=base_url,
        prompt=prompt,
        cache=cache,
        recordings=recordings,
        concurrency=jobs,
    )
    if quiet:
        hide_log("partyx.local")
    options.refuse_to_overwrite(paths, output)
    sources = [sys.stdin.buffer if path == options.STDIN else path for path in paths]
    if batch_api and (budget is not None or budget_tokens is not None or options.STDIN in paths):
        raise SettingsError(
            "--batch-api takes no budget, and reads files, not standard input: see docs/many.md."
        )
    with ExitStack() as stack:
        extractor = stack.enter_context(Extractor(settings, records=chosen(records)))
        journal = stack.enter_context(Journal(output, Maker.of(extractor.provenance)))
        if dry_run:
            _say_what_there_is(sources, extractor, journal)
            return
        memory = journal.memory() if no_duplicates else None
        screening = Screening(duplicates=no_duplicates, relevant=relevant, memory=memory)
        begin = partial(
            extractor.stream,
            sources,
            choose=journal.unknown,
            screen=_screen(screening, no_duplicates, relevant),
            processes=options.processes_of(jobs),
            budget=Budget(budget, budget_tokens),
            published=published.date() if published else None,
        )
        if batch_api:
            _by_post(extractor, begin, journal, every_s=wait, quiet=quiet)
            return
        only = _Round(begin(), journal, quiet=quiet)
    only.end()


def _screen(screening: Screening, *wanted: bool) -> Screening | None:
    return screening if any(wanted) else None


class _Round:
    """The results of the sources that are not done, written as they come.

    Attributes:
        results: Them.
        awaited: How many articles wait for a batch service.
        stopped: Whether the run was stopped from outside, with what was done written.
    """

    def __init__(self, results: Stream, journal: Journal, *, quiet: bool = False) -> None:
        """Write them all."""
        self.results, self._journal = results, journal
        self.awaited = 0
        with RunBar(results, quiet=quiet) as bar:
            self.stopped = self._write(bar)

    def _write(self, bar: RunBar) -> bool:
        try:
            for result in self.results:
                self._take(result, bar)
                bar.show()
        except KeyboardInterrupt:
            for result in self.results.finish():
                self._take(result, bar)
            return True
        finally:
            self.results.close()
        return False

    def _take(self, result: Extraction | Failure, bar: RunBar) -> None:
        from partyx.many import Failure  # noqa: PLC0415

        if isinstance(result, Failure) and isinstance(result.error, AwaitedError):
            self.awaited += 1
            return
        self._journal.add(result)
        if isinstance(result, Failure) and not result.skipped:
            with bar.hidden():
                complain(options.named(result.source, str(result.error)))

    def tell(self) -> None:
        """Say what came of it, on standard error.

        Raises:
            Exit: It was stopped.
        """
        tally, journal = self.results.tally, self._journal
        parts = [trn("{} article", "{} articles", tally.done)]
        parts += [trn("{} was done before", "{} were done before", journal.done)] * bool(journal.done)
        passed = tally.skipped - self.awaited
        parts += [trn("{} passed over", "{} passed over", passed)] * (passed > 0)
        parts += [trn("{} failed", "{} failed", tally.failed)] * bool(tally.failed)
        waiting = trn("{} waits for answers", "{} wait for answers", self.awaited)
        parts += [waiting] * bool(self.awaited)
        parts += [RunBar.words_of(tally.usage)] * bool(tally.usage.calls or tally.usage.cached_calls)
        complain("; ".join(filter(None, parts)))
        if self.stopped:
            complain(tr("stopped; the same command goes on, and {} holds what is done", journal.path))
            raise typer.Exit(INTERRUPTED)

    def end(self) -> None:
        """Say so, and end with its exit code."""
        self.tell()
        if self.results.spent:
            complain(tr("stopped: the budget is spent; the same command with another goes on"))
        tally = self.results.tally
        _exit(tally.done + self._journal.done, tally.failed)


def _exit(done: int, failed: int) -> None:
    if failed:
        raise typer.Exit(SOME_FAILED if done else FAILED)


def _by_post(
    extractor: Extractor, begin: Callable[[], Stream], journal: Journal, *, every_s: float | None, quiet: bool
) -> None:
    """Take up what was answered, go through the articles, hand in what they still need; wait, or end so.

    Args:
        extractor: Whose model is asked.
        begin: Begins to go through the articles that are not done.
        journal: Of the run.
        every_s: Seconds between two looks; None to look once.
        quiet: Whether no progress is shown.
    """
    post = extractor.by_post(journal.post)
    done, failed = journal.done, 0
    taken = post.take_up()
    while True:
        one = _Round(begin(), journal, quiet=quiet)
        one.tell()
        done, failed = done + one.results.tally.done, failed + one.results.tally.failed
        if made := post.hand_in():
            complain(trn("handed in {} batch of questions", "handed in {} batches of questions", made))
        if not post.outbox.jobs:
            post.finish()
            return _exit(done, failed)
        if taken.ended and not taken.answers and every_s is not None:
            complain(tr("stopped: the service answered nothing; the same command looks again"))
            every_s = None
        if every_s is None:
            complain(
                trn(
                    "the service has {} batch; the same command takes it up",
                    "the service has {} batches; the same command takes them up",
                    len(post.outbox.jobs),
                )
            )
            raise typer.Exit(AWAITED)
        taken = _waited(post, every_s)


def _waited(post: Post, every_s: float) -> Taken:
    """What came when the next job has ended.

    Raises:
        Exit: The run was stopped.
    """
    try:
        while not (taken := post.take_up()).ended:
            time.sleep(every_s)
    except KeyboardInterrupt:
        complain(tr("stopped; the same command goes on, the service meanwhile"))
        raise typer.Exit(INTERRUPTED) from None
    return taken


def _say_what_there_is(sources: list[Any], extractor: Extractor, journal: Journal) -> None:
    """Count the articles that the run would take."""
    from partyx.article import Article  # noqa: PLC0415
    from partyx.local import sizes  # noqa: PLC0415
    from partyx.reading import Unread  # noqa: PLC0415

    counts = {"articles": 0, "unread": 0, "bytes": 0}

    def counted() -> Iterator[None]:
        for found in journal.unknown(extractor.inputs(sources)):
            counts["unread" if isinstance(found, Unread) else "articles"] += 1
            if not isinstance(found, Unread | Article):
                counts["bytes"] += len(found.content)
            yield

    for _ in counted():
        pass
    articles = trn("{} article", "{} articles", counts["articles"])
    say(tr("to do: {}, {}", articles, sizes.words(counts["bytes"])))
    say(tr("done already: {}", f"{journal.done:,}"))
    if counts["unread"]:
        say(tr("cannot be read, or passed over: {}", f"{counts['unread']:,}"))
    say(tr("by: {}", worded(extractor.engine_reason)))
