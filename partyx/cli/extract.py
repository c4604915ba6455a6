"""``partyx extract``: articles in, records out."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - typer reads the annotations at run time
import sys
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from partyx.cli.costs import BUDGET, BUDGET_TOKENS, DRY_RUN, Limits, Purse, tell_estimate
from partyx.cli.progress import Bar
from partyx.cli.streams import FAILED, SOME_FAILED, complain, target
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.extraction import Extraction
    from partyx.extractor import Extractor
    from partyx.kinds.registry import Chosen
    from partyx.settings import Settings

STDIN = Path("-")


def _source(argument: str) -> Path | str:
    """A path or an address as given. An empty one, from an unset variable, is refused: it is this folder."""
    if not argument:
        raise typer.BadParameter("an empty path; is a variable unset?")
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
    "object a line, written as each article is done.",
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
    form: Annotated[Literal["table", "json", "jsonl"], FORMAT] = "table",
    output: Annotated[Path | None, OUTPUT] = None,
    published: Annotated[dt.datetime | None, PUBLISHED] = None,
    fetch: Annotated[bool, FETCH] = False,
    engine: Annotated[Literal["auto", "rules", "model"] | None, ENGINE] = None,
    model: Annotated[str | None, MODEL] = None,
    recordings: Annotated[Path | None, RECORDINGS] = None,
    records: Annotated[list[str] | None, RECORDS] = None,
    dry_run: Annotated[bool, DRY_RUN] = False,
    budget: Annotated[float | None, BUDGET] = None,
    budget_tokens: Annotated[int | None, BUDGET_TOKENS] = None,
) -> None:
    """Extract meetings, statistics and directives from articles, or record types of your own."""
    from partyx.cli.writers import writer  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.kinds.registry import chosen  # noqa: PLC0415
    from partyx.reading import is_several  # noqa: PLC0415

    settings = settings_of(fetch=fetch, engine=engine, model=model, recordings=recordings)
    if dry_run:
        from partyx.extractor import Extractor  # noqa: PLC0415

        sources = (sys.stdin.buffer if path == STDIN else path for path in paths)
        tell_estimate(Extractor(settings, records=chosen(records)), sources)
        return
    refuse_to_overwrite(paths, output)
    several = len(paths) > 1 or any(isinstance(path, Path) and is_several(path) for path in paths)
    run = _Run(settings, output, published and published.date(), chosen(records))
    run.purse = Purse(Limits(budget, budget_tokens))
    with target(output) as stream, Bar(None if several and len(paths) == 1 else len(paths)) as bar:
        out = writer(form, stream, several=several)
        for extraction in run.extractions(paths, bar):
            with bar.hidden():
                out.add(extraction)
        if run.done or several:
            out.end()
        run.tell_skipped()
        if not run.done:
            raise typer.Exit(FAILED)
    if run.failed:
        raise typer.Exit(SOME_FAILED)


def settings_of(*, fetch: bool, engine: str | None, model: str | None, recordings: Path | None) -> Settings:
    """The settings of the options that several commands have, over the environment.

    Raises:
        SettingsError: They are wrong.
    """
    from partyx.settings import Settings  # noqa: PLC0415 - --help need not wait for it

    given: dict[str, object] = {"fetch": fetch or None, "engine": engine, "model": model}
    if recordings is not None:
        given |= {"recordings": recordings, "cache": "replay"}
    return Settings(**{name: value for name, value in given.items() if value is not None})


class _Run:
    """The articles of one call of the command: how many gave records, and what became of the others."""

    def __init__(
        self, settings: Settings, output: Path | None, published: dt.date | None, records: Chosen
    ) -> None:
        self.done = self.failed = 0
        self._settings = settings
        self._published = published
        self._records = records
        self._output = str(output) if output is not None else "\0"
        self._skipped: Counter[str] = Counter()
        self.purse = Purse(Limits())
        self._over = False

    def extractions(self, paths: Sequence[Path | str], bar: Bar) -> Iterator[Extraction]:
        """The records of each article; a line on stderr for what gives none."""
        from partyx.reading import Unread, read_many  # noqa: PLC0415 - loads every stage

        sources = (sys.stdin.buffer if path == STDIN else path for path in paths)
        for found in read_many(sources, self._settings, published=self._published):
            if self._is_output(found.source or ""):
                continue
            if not isinstance(found, Unread):
                yield from self._extracted(found, bar)
            elif found.skipped:
                self._skipped[str(found.error).partition(" is passed over: ")[2].rstrip(".")] += 1
                continue
            else:
                self._complain(found.source, found.error, bar)
            bar.advance()
            if self._over:
                return

    def _is_output(self, source: str) -> bool:
        """Whether a file in a folder that is read is an older output, or one that is being written."""
        return source.startswith(self._output) or source.endswith(".unfinished")

    def _extracted(self, article: Article, bar: Bar) -> Iterator[Extraction]:
        source = article.source or "standard input"
        try:
            extractor = self._extractor
            if not self.purse.has_room(extractor, article):
                self._over = True
                self._complain(source, BudgetError("the budget does not reach for it and what follows"), bar)
                return
            extraction = extractor.extract(article, progress=bar.answered)
        except (SettingsError, DeclarationError, MissingExtraError):
            raise
        except PartyxError as error:
            self._over = isinstance(error, (AuthenticationError, QuotaError))  # the next would meet the same
            self.purse.pay(getattr(error, "usage", None))
            self._complain(source, error, bar)
        else:
            self.done += 1
            self.purse.pay(extraction.provenance.usage)
            yield extraction

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
            kinds = "; ".join(f"{count} ({why})" for why, count in self._skipped.most_common())
            complain(f"passed over {self._skipped.total()} files: {kinds}")


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
