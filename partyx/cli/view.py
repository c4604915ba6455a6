"""``partyx view``: a whole run as one page."""

from __future__ import annotations

import os
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import Annotated

import typer

from partyx.cli.progress import Bar
from partyx.cli.streams import FAILED, SOME_FAILED, complain, say
from partyx.errors import SettingsError
from partyx.translation import tr, trn

EPILOG = (
    "A line that holds no extraction gets one line on standard error and is left out. Exit code: 0 when "
    "every line was shown, 1 when none was, 3 when some were, 2 for wrong usage."
)
FILES = typer.Argument(metavar="FILE", help="What  partyx extract --format jsonl -o FILE  wrote.")
OUTPUT = typer.Option(
    "--output",
    "-o",
    help="The page; by default beside the file, with .html for its suffix.",
    show_default=False,
)
TEXT = typer.Option(
    "--text/--no-text",
    help="Read the articles again where they were read, to show each record in its place; without, quotes.",
)

RECORDS = typer.Option(
    metavar="TYPE",
    help="A record type of your own that is in the files (file.py:Name), repeatable: its records are titled, "
    "filtered and charted by what their fields are.",
)


def view_command(
    files: Annotated[list[Path], FILES],
    *,
    output: Annotated[Path | None, OUTPUT] = None,
    text: Annotated[bool, TEXT] = True,
    records: Annotated[list[str] | None, RECORDS] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write one page that shows a whole run: filters, search, charts, every record in its article.

    The page is one file, fetches nothing and can be sent to anybody.
    """
    from partyx.files import boundary, write_text  # noqa: PLC0415 - --help need not wait for any of this
    from partyx.kinds.registry import chosen  # noqa: PLC0415
    from partyx.pages.view import Bad, Run, lines  # noqa: PLC0415

    with boundary(files[0], SettingsError, "Name a file."):
        path = output or files[0].with_suffix(".html")
    if any(os.path.realpath(path) == os.path.realpath(file) for file in files):
        raise SettingsError(f"{path} is what is read. Name another file with --output.")
    types = chosen(records).own
    run, bad = Run(with_text=text), 0
    with Bar(None) as bar:
        for file in files:
            for found in lines(file, types):
                bar.advance()
                if isinstance(found, Bad):
                    bad += 1
                    with bar.hidden():
                        complain(tr("{}, line {}: {}", file, found.line, found.why))
                else:
                    run.add(found)
    if not run.articles:
        if not bad:
            complain(tr("{}: holds no extraction.", files[0]))
        raise typer.Exit(FAILED)
    write_text(path, run.html(files[0].stem))
    said = trn("{}: {} article", "{}: {} articles", run.articles, path, f"{run.articles:,}")
    if text and run.without_text:
        said += trn(
            ", {} of them by quotes: its text is not where it was",
            ", {} of them by quotes: their text is not where it was",
            run.without_text,
        )
    say(said)
    if open_page:
        typer.launch(path.resolve().as_uri())
    if bad:
        raise typer.Exit(SOME_FAILED)
