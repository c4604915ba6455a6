"""``partyx extract``: articles in, records out."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - typer reads the annotations at run time
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partyx.cli.progress import Bar
from partyx.cli.streams import FAILED, SOME_FAILED, complain, target
from partyx.errors import FormatError, MissingExtraError, OutputError, PartyxError, SettingsError

if TYPE_CHECKING:
    from partyx.extraction import Extraction
    from partyx.settings import Settings

STDIN = Path("-")
SUFFIXES = {".txt", ".html", ".htm"}


def _path(argument: str) -> Path:
    """The path as given. An empty one, from an unset variable, is refused: it would mean this folder."""
    if not argument:
        raise typer.BadParameter("an empty path; is a variable unset?")
    return Path(argument)


EPILOG = (
    "A bad input gets one line on standard error and the others still come out. Exit code: 0 when every "
    "input gave records, 1 when none did, 3 when some did, 2 for wrong usage or settings."
)
PATHS = typer.Argument(
    metavar="PATH",
    help="Articles: text or HTML files, a folder (its .txt, .html and .htm files), or - for standard input.",
    parser=_path,
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
ENGINE = typer.Option(
    help="rules needs no model; model asks one; auto asks a model when one is configured.",
    show_default="auto",
)
MODEL = typer.Option(help='The model to ask, "openai/NAME", "ollama/NAME".', show_default=False)

RECORDINGS = typer.Option(
    help="Answer from this file of recorded calls (JSONL); nothing goes over the network.",
    show_default=False,
)


def extract_command(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[list[Path], PATHS],
    *,
    form: Annotated[Literal["table", "json", "jsonl"], FORMAT] = "table",
    output: Annotated[Path | None, OUTPUT] = None,
    published: Annotated[dt.datetime | None, PUBLISHED] = None,
    engine: Annotated[Literal["auto", "rules", "model"] | None, ENGINE] = None,
    model: Annotated[str | None, MODEL] = None,
    recordings: Annotated[Path | None, RECORDINGS] = None,
) -> None:
    """Extract meetings, statistics and directives from articles."""
    from partyx.cli.writers import writer  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.settings import Settings  # noqa: PLC0415

    given: dict[str, object] = {"published": published and published.date(), "engine": engine, "model": model}
    if recordings is not None:
        given |= {"recordings": recordings, "cache": "replay"}
    settings = Settings.load(**{name: value for name, value in given.items() if value is not None})
    _refuse_to_overwrite(paths, output)
    sources = [source for path in paths for source in _expanded(path)]
    several = len(sources) > 1 or any(_is_dir(path) for path in paths)
    with target(output) as stream, Bar(len(sources)) as bar:
        out = writer(form, stream, several=several)
        done = 0
        for source in sources:
            extraction = _extracted(source, settings, bar)
            if extraction is not None:
                done += 1
                with bar.hidden():
                    out.add(extraction)
        if done or several:
            out.end()
        if not done:
            raise typer.Exit(FAILED)
    if done < len(sources):
        raise typer.Exit(SOME_FAILED)


def _refuse_to_overwrite(paths: list[Path], output: Path | None) -> None:
    """An output that is also an input would be lost.

    Raises:
        OutputError: It is one.
    """
    for path in paths:
        if output is not None and path != STDIN and _same(path, output):
            raise OutputError(f"{output}: is an input as well; name another file")


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or has a name that no file can have
        return False


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _expanded(path: Path) -> list[Path]:
    """The articles in a folder, by name; anything else as it is, so that reading it says what is wrong."""
    try:
        if path == STDIN or not path.is_dir():
            return [path]
        return sorted(item for item in path.iterdir() if item.suffix.lower() in SUFFIXES) or [path]
    except OSError:
        return [path]


def _extracted(source: Path, settings: Settings, bar: Bar) -> Extraction | None:
    """The records of one input; None after a line on stderr.

    Raises:
        SettingsError: The settings are wrong, whatever the input.
        MissingExtraError: What the settings ask for is not installed.
    """
    from partyx.pipeline import extract  # noqa: PLC0415 - loads every stage

    try:
        if _is_dir(source):
            raise FormatError("no .txt, .html or .htm file in this folder that may be read; name the files")
        given = sys.stdin.buffer if source == STDIN else source
        return extract(given, settings=settings, progress=bar.answered)
    except (SettingsError, MissingExtraError):
        raise
    except PartyxError as error:
        with bar.hidden():
            complain(_named(source, str(error)))
        return None
    finally:
        bar.advance()


def _named(source: Path, message: str) -> str:
    """The message, beginning with the input's name unless it already does."""
    name, quoted = str(source), repr(str(source))
    if message.startswith(quoted):
        return name + message.removeprefix(quoted)
    return f"{'standard input' if source == STDIN else name}: {message}"
