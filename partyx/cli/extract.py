"""``partyx extract``: articles in, records out."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - typer reads the annotations at run time
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from partyx.budget import Budget, Spending
from partyx.cli.costs import BUDGET, BUDGET_TOKENS, DRY_RUN, tell_estimate
from partyx.cli.progress import Bar
from partyx.cli.streams import FAILED, SOME_FAILED, complain, hide_log, target
from partyx.display.messages import worded
from partyx.errors import (
    AuthenticationError,
    BudgetError,
    DeclarationError,
    MissingExtraError,
    OutputError,
    PartyxError,
    QuotaError,
    SettingsError,
)
from partyx.translation import tr, trn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partyx.article import Article
    from partyx.cli.writers import Form
    from partyx.estimates import Estimate
    from partyx.extraction import Extraction
    from partyx.extractor import Extractor, How
    from partyx.kinds.registry import Chosen
    from partyx.many import Failure
    from partyx.reading import Source
    from partyx.settings import Settings

T = TypeVar("T")
STDIN = Path("-")
TABLES = ("csv", "xlsx")
"""The forms that :mod:`partyx.export` writes."""


def _source(argument: str) -> Path | str:
    """A path or an address as given. An empty one, from an unset variable, is refused: it is this folder."""
    if not argument:
        raise typer.BadParameter(tr("an empty path; is a variable unset?"))
    return argument if argument.startswith(("http://", "https://")) else Path(argument)


EPILOG = (
    "A bad input gets one line on standard error and the others still come out. Exit code: 0 when every "
    "input gave records, 1 when none did, 3 when some did, 2 for wrong usage or settings."
)
PATHS = typer.Argument(
    metavar="PATH",
    help="Articles: text, HTML, .mht, .eml, .docx, .pdf; several in .zip, .jsonl, .csv, .parquet, "
    ".warc; a folder with all below it; a quoted pattern ('news/**/*.html'); - for standard input; with "
    "--fetch an address.",
    parser=_source,
    show_default=False,
)
FORMAT = typer.Option(
    "--format",
    "-f",
    help="table is for reading; json is one object, or an array where several inputs are named; jsonl is one "
    "object a line, written as each article is done; md is Markdown; html is one page with the evidence in "
    "colour; csv (a folder) and xlsx are tables and need --output.",
)
OUTPUT = typer.Option(
    "--output",
    "-o",
    help="Write to this file, whole or not at all, instead of standard output.",
    show_default=False,
)
PUBLISHED = typer.Option(
    formats=["%Y-%m-%d"],
    help="Publication date of the articles, for dates printed without a year.",
    show_default=False,
)
FETCH = typer.Option("--fetch", help="Fetch the addresses among the paths, as robots.txt allows.")
ENGINE = typer.Option(
    help="rules needs no model; model asks one; auto asks a model when one is configured.",
    show_default="auto",
)
MODEL = typer.Option(help='The model to ask, "openai/NAME", "ollama/NAME".', show_default=False)
BASE_URL = typer.Option(help="An OpenAI-compatible endpoint to ask, for any model.", show_default=False)
PROMPT = typer.Option(
    help="The prompt: a version by its name, or a folder of your own by its path, ./mine.", show_default="v2"
)
CACHE = typer.Option(
    help="Whether answers of the model are kept and served; refresh asks again and keeps, replay never asks.",
    show_default="normal",
)
JOBS = typer.Option(
    "--jobs",
    "-j",
    min=1,
    max=256,
    help="Articles worked on at once: so many calls of a model, and processes up to one a processor.",
    show_default="one a processor, 8 calls",
)
QUIET = typer.Option(
    "--quiet", "-q", help="Show no progress, nor that a model is loaded; what failed is still said."
)

RECORDINGS = typer.Option(
    help="Answer from this file of recorded calls (JSONL); nothing goes over the network.",
    show_default=False,
)


RECORDS = typer.Option(
    "--records",
    metavar="TYPE",
    help='What to extract, repeatable: "meetings", "statistics", "directives"; a record type of your own as '
    "file.py:Name or a .toml or .json declaration; one that a package ships. By default the built-in three.",
    show_default=False,
)


def extract_command(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[list[Any], PATHS],
    *,
    form: Annotated[Literal["table", "json", "jsonl", "md", "html", "csv", "xlsx"], FORMAT] = "table",
    output: Annotated[Path | None, OUTPUT] = None,
    published: Annotated[dt.datetime | None, PUBLISHED] = None,
    fetch: Annotated[bool, FETCH] = False,
    engine: Annotated[Literal["auto", "rules", "model"] | None, ENGINE] = None,
    model: Annotated[str | None, MODEL] = None,
    base_url: Annotated[str | None, BASE_URL] = None,
    prompt: Annotated[str | None, PROMPT] = None,
    cache: Annotated[Literal["normal", "refresh", "off", "replay"] | None, CACHE] = None,
    recordings: Annotated[Path | None, RECORDINGS] = None,
    records: Annotated[list[str] | None, RECORDS] = None,
    jobs: Annotated[int | None, JOBS] = None,
    quiet: Annotated[bool, QUIET] = False,
    dry_run: Annotated[bool, DRY_RUN] = False,
    budget: Annotated[float | None, BUDGET] = None,
    budget_tokens: Annotated[int | None, BUDGET_TOKENS] = None,
) -> None:
    """Extract meetings, statistics and directives from articles, or record types of your own."""
    from partyx.kinds.registry import chosen  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.reading import is_several  # noqa: PLC0415

    settings = settings_of(
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
    if dry_run:
        from partyx.extractor import Extractor  # noqa: PLC0415

        sources = (sys.stdin.buffer if path == STDIN else path for path in paths)
        tell_estimate(Extractor(settings, records=chosen(records)), sources)
        return
    refuse_to_overwrite(paths, output)
    several = len(paths) > 1 or any(isinstance(path, Path) and is_several(path) for path in paths)
    run = _Run(settings, output, published and published.date(), chosen(records))
    run.spending = Spending(Budget(budget, budget_tokens))
    run.at_once, run.processes = several and not run.spending.limited, processes_of(jobs)
    with Bar(None if several and len(paths) == 1 else len(paths), quiet=quiet) as bar:
        run.write(form, paths, bar, several=several)
    if run.failed:
        raise typer.Exit(SOME_FAILED)


def processes_of(jobs: int | None) -> int | None:
    """How many processes compute for so many articles at once; None for one a processor."""
    from partyx.workers import default_processes  # noqa: PLC0415 - --help need not wait for it

    if jobs is None:
        return None
    return min(jobs, default_processes()) if jobs > 1 else 0


def settings_of(*, fetch: bool, recordings: Path | None, **options: object) -> Settings:
    """The settings of the options that several commands have, over the environment.

    Args:
        fetch: Whether addresses are fetched; where not, the environment says it.
        recordings: A file to replay calls from; nothing else is asked then.
        options: Settings by their names; None where the option was not given.

    Raises:
        SettingsError: They are wrong.
    """
    from partyx.settings import Settings  # noqa: PLC0415 - --help need not wait for it

    if fetch:
        options["fetch"] = True
    if recordings is not None:
        options |= {"recordings": recordings, "cache": "replay"}
    return Settings(**{name: value for name, value in options.items() if value is not None})


class _Run:
    """The articles of one call of the command: how many gave records, and what became of the others.

    Attributes:
        at_once: Whether several articles are worked on at a time. With a budget they are not: what the next
            one may take is known when the one before is paid.
        processes: How many compute then; None for one a processor.
    """

    def __init__(
        self, settings: Settings, output: Path | None, published: dt.date | None, records: Chosen
    ) -> None:
        self.done = self.failed = 0
        self._settings = settings
        self._published = published
        self._records = records
        self._target = output
        self._output = str(output) if output is not None else "\0"
        self._skipped: Counter[str] = Counter()
        self.spending = Spending(None)
        self.at_once = False
        self.processes: int | None = None
        self._over = False

    def write(self, form: Any, paths: Sequence[Path | str], bar: Bar, *, several: bool) -> None:  # noqa: ANN401 - of --format
        """Write the records of all articles in a form, and say what was passed over.

        Raises:
            SettingsError: The form is one of tables and no file is named for them.
            OutputError: The file cannot be written.
        """
        try:
            if form in TABLES:
                self._write_tables(form, paths, bar)
            else:
                self._write_texts(form, paths, bar, several=several)
        finally:
            self.tell_skipped()

    def _write_texts(self, form: Form, paths: Sequence[Path | str], bar: Bar, *, several: bool) -> None:
        from partyx.cli.writers import writer  # noqa: PLC0415 - loads rich

        with target(self._target) as stream:
            out = writer(form, stream, several=several)
            for extraction in self.extractions(paths, bar):
                with bar.hidden():
                    out.add(extraction)
            if self.done or several:
                out.end()
            if not self.done:
                raise typer.Exit(FAILED)  # inside, so that an older file stays

    def _write_tables(self, form: Any, paths: Sequence[Path | str], bar: Bar) -> None:  # noqa: ANN401 - of TABLES
        from partyx.export import export  # noqa: PLC0415 - what it needs is loaded with it

        if self._target is None:
            raise SettingsError(f"--format {form} needs a place for its tables; name one by --output")
        export(self._some(paths, bar), self._target, form, self._records.own)

    def _some(self, paths: Sequence[Path | str], bar: Bar) -> Iterator[Extraction]:
        """The records of each article; where there are none, nothing is written."""
        yield from self.extractions(paths, bar)
        if not self.done:
            raise typer.Exit(FAILED)

    def extractions(self, paths: Sequence[Path | str], bar: Bar) -> Iterator[Extraction]:
        """The records of each article, in the order of the sources; a line on stderr for what gives none."""
        sources = (sys.stdin.buffer if path == STDIN else path for path in paths)
        return self._at_once(sources, bar) if self.at_once else self._one_by_one(sources, bar)

    def _at_once(self, sources: Iterable[Source], bar: Bar) -> Iterator[Extraction]:
        how: How = {"ordered": True, "processes": self.processes, "published": self._published}
        with self._extractor.stream(sources, choose=self._choose, **how) as results:
            try:
                for result in results:
                    yield from self._taken(result, bar)
            except (AuthenticationError, QuotaError) as error:  # the next would meet the same
                for result in results.finish():
                    yield from self._taken(result, bar)
                self._complain("the model", error, bar)

    def _taken(self, result: Extraction | Failure, bar: Bar) -> Iterator[Extraction]:
        """The result, counted; nothing where it is a failure."""
        from partyx.many import Failure  # noqa: PLC0415 - loads every stage

        if isinstance(result, Failure):
            self._failed(result.source, result.error, bar, skipped=result.skipped)
            return
        self.done += 1
        yield result
        bar.advance()

    def _one_by_one(self, sources: Iterable[Source], bar: Bar) -> Iterator[Extraction]:
        from partyx.reading import Unread, read_many  # noqa: PLC0415 - loads every stage

        for found in self._choose(read_many(sources, self._settings, published=self._published)):
            if isinstance(found, Unread):
                self._failed(found.source, found.error, bar, skipped=found.skipped)
                continue
            yield from self._extracted(found, bar)
            bar.advance()
            if self._over:
                return

    def _choose(self, found: Iterator[T]) -> Iterator[T]:
        """What is not an output of this command."""
        return (one for one in found if not self._is_output(getattr(one, "source", None) or ""))

    def _failed(self, source: str, error: PartyxError, bar: Bar, *, skipped: bool) -> None:
        """Count what gave no records; of what was passed over on purpose, only its kind."""
        if skipped:
            self._skipped[str(error).partition(" is passed over: ")[2].rstrip(".")] += 1
            return
        self._complain(source, error, bar)
        bar.advance()

    def _is_output(self, source: str) -> bool:
        """Whether a file in a folder that is read is an older output, or one that is being written."""
        return source.startswith(self._output) or source.endswith(".unfinished")

    def _extracted(self, article: Article, bar: Bar) -> Iterator[Extraction]:
        source, reserved = article.source or "standard input", None
        try:
            reserved = self._reserved(article)
            extraction = self._extractor.extract(article, progress=bar.answered)
        except (SettingsError, DeclarationError, MissingExtraError):
            raise
        except PartyxError as error:
            # the next would meet the same
            self._over = isinstance(error, (AuthenticationError, QuotaError, BudgetError))
            self.spending.settle(getattr(error, "usage", None), reserved)
            self._complain(source, error, bar)
        else:
            self.done += 1
            yield extraction
            self.spending.settle(extraction.provenance.usage, reserved)

    def _reserved(self, article: Article) -> Estimate | None:
        """What is set aside of the budget for an article; None where there is none.

        Raises:
            BudgetError: What is left does not reach for it.
        """
        if not self.spending.limited:
            return None
        from partyx.estimates import estimate_by  # noqa: PLC0415 - loads every stage

        wanted = estimate_by(self._extractor, article)
        self.spending.reserve(wanted)
        return wanted

    @cached_property
    def _extractor(self) -> Extractor:
        """The one that extracts from all articles."""
        from partyx.extractor import Extractor  # noqa: PLC0415 - loads every stage

        return Extractor(self._settings, records=self._records)

    def _complain(self, source: str, error: PartyxError, bar: Bar) -> None:
        self.failed += 1
        with bar.hidden():
            complain(named(source, str(error)))

    def tell_skipped(self) -> None:
        """Say what was passed over, and how many of each kind."""
        if self._skipped:
            kinds = "; ".join(f"{count} ({worded(why)})" for why, count in self._skipped.most_common())
            total = self._skipped.total()
            complain(trn("passed over {} file: {}", "passed over {} files: {}", total, f"{total:,}", kinds))


def refuse_to_overwrite(paths: Sequence[Path | str], output: Path | None) -> None:
    """An output that is also an input would be lost.

    Raises:
        OutputError: It is one.
    """
    for path in paths:
        if output is not None and isinstance(path, Path) and path != STDIN and _same(path, output):
            raise OutputError(f"{output}: is an input as well; name another file")


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or has a name that no file can have
        return False


def named(source: str, message: str) -> str:
    """The message, beginning with the input's name unless it already does."""
    quoted = repr(source)
    if message.startswith(quoted):
        return source + message.removeprefix(quoted)
    if message.startswith("the file "):
        return f"standard input {message.removeprefix('the file ')}"
    return message if message.startswith(source) else f"{source}: {message}"
