"""``partyx batch``: a long run that can be killed at any moment and goes on where it was."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - typer reads the annotations at run time
import signal
import sys
from contextlib import ExitStack, suppress
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from partyx.cli import extract as options
from partyx.cli.costs import BUDGET, BUDGET_TOKENS
from partyx.cli.progress import RunBar
from partyx.cli.streams import FAILED, INTERRUPTED, SOME_FAILED, complain, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.batch import Journal
    from partyx.extractor import Extractor
    from partyx.many import Stream
    from partyx.screening import Screening

EPILOG = (
    "OUT gets an extraction a line; OUT.rest.jsonl a line for each source that gave none, and why. Stopped "
    "by Ctrl-C, kill or a full disk, the same command goes on. Exit code: 0 when every article gave records, "
    "1 when none did, 3 when some did, 130 when it was stopped, 2 for wrong usage or settings."
)
OUTPUT = typer.Option("--output", "-o", help="The file for the records, JSON Lines.", metavar="OUT.jsonl")
PROCESSES = typer.Option("--processes", "-j", help="Processes that compute.", show_default="one a processor")
DUPLICATES = typer.Option(
    "--no-duplicates",
    help="Pass over articles that are there already, word for word or nearly, and say which they are.",
)
RELEVANT = typer.Option("--relevant", help="Pass over articles that mention nothing of the Party's.")
DRY_RUN = typer.Option("--dry-run", help="Say how much there is to do, and do nothing.")


def batch_command(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[list[Any], options.PATHS],
    *,
    output: Annotated[Path, OUTPUT],
    published: Annotated[dt.datetime | None, options.PUBLISHED] = None,
    fetch: Annotated[bool, options.FETCH] = False,
    engine: Annotated[Literal["auto", "rules", "model"] | None, options.ENGINE] = None,
    model: Annotated[str | None, options.MODEL] = None,
    recordings: Annotated[Path | None, options.RECORDINGS] = None,
    records: Annotated[list[str] | None, options.RECORDS] = None,
    processes: Annotated[int | None, PROCESSES] = None,
    budget: Annotated[float | None, BUDGET] = None,
    budget_tokens: Annotated[int | None, BUDGET_TOKENS] = None,
    no_duplicates: Annotated[bool, DUPLICATES] = False,
    relevant: Annotated[bool, RELEVANT] = False,
    dry_run: Annotated[bool, DRY_RUN] = False,
) -> None:
    """Extract from any number of articles into one file; killed at any moment, the same command goes on."""
    from partyx.batch import Journal, Maker  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.extractor import Extractor  # noqa: PLC0415
    from partyx.kinds.registry import chosen  # noqa: PLC0415
    from partyx.many import Budget  # noqa: PLC0415
    from partyx.screening import Screening  # noqa: PLC0415

    settings = options.settings_of(fetch=fetch, engine=engine, model=model, recordings=recordings)
    options.refuse_to_overwrite(paths, output)
    sources = [sys.stdin.buffer if path == options.STDIN else path for path in paths]
    with ExitStack() as stack:
        extractor = stack.enter_context(Extractor(settings, records=chosen(records)))
        journal = stack.enter_context(Journal(output, Maker.of(extractor.provenance)))
        if dry_run:
            _say_what_there_is(sources, extractor, journal)
            return
        memory = stack.enter_context(journal.memory()) if no_duplicates else None
        screening = Screening(duplicates=no_duplicates, relevant=relevant, memory=memory)
        results = extractor.stream(
            sources,
            choose=journal.unknown,
            screen=_screen(screening, no_duplicates, relevant),
            processes=processes,
            budget=Budget(budget, budget_tokens),
            published=published.date() if published else None,
        )
        bar = stack.enter_context(RunBar(results))
        stopped = _write(results, journal, bar)
    _end(results, journal, stopped=stopped)


def _screen(screening: Screening, *wanted: bool) -> Screening | None:
    return screening if any(wanted) else None


def _write(results: Stream, journal: Journal, bar: RunBar) -> bool:
    """Write each result as it comes; whether the run was stopped from outside, with what was done written."""
    from partyx.many import Failure  # noqa: PLC0415

    with suppress(ValueError):  # not in the main thread
        signal.signal(signal.SIGTERM, _interrupt)
    try:
        for result in results:
            journal.add(result)
            if isinstance(result, Failure) and not result.skipped:
                with bar.hidden():
                    complain(options.named(result.source, str(result.error)))
            bar.show()
    except KeyboardInterrupt:
        for result in results.finish():
            journal.add(result)
        return True
    finally:
        results.close()
    return False


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _end(results: Stream, journal: Journal, *, stopped: bool) -> None:
    """Say what came of it, on standard error, and end with its exit code."""
    tally = results.tally
    parts = [f"{tally.done} articles"]
    parts += [f"{journal.done} were done before"] * bool(journal.done)
    parts += [f"{tally.skipped} passed over"] * bool(tally.skipped)
    parts += [f"{tally.failed} failed"] * bool(tally.failed)
    parts += [RunBar.words_of(tally.usage)] * bool(tally.usage.calls or tally.usage.cached_calls)
    complain("; ".join(parts))
    if stopped:
        complain(f"stopped; the same command goes on, and {journal.path} holds what is done")
        raise typer.Exit(INTERRUPTED)
    if results.spent:
        complain("stopped: the budget is spent; the same command with another goes on")
    if tally.failed:
        raise typer.Exit(SOME_FAILED if tally.done or journal.done else FAILED)


def _say_what_there_is(sources: list[Any], extractor: Extractor, journal: Journal) -> None:
    """Count the articles that the run would take."""
    from partyx.article import Article  # noqa: PLC0415
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
    say(f"to do: {counts['articles']:,} articles, {counts['bytes'] / 1e6:,.1f} MB")
    say(f"done already: {journal.done:,}")
    if counts["unread"]:
        say(f"cannot be read, or passed over: {counts['unread']:,}")
    say(f"by: {extractor.engine_reason}")
