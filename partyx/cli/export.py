"""``partyx export``: what a run wrote, as tables for other programs."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partyx.cli.streams import FAILED, SOME_FAILED, complain, say
from partyx.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.extraction import Extraction

EPILOG = (
    "Tables: articles, meetings, people, statistics, directives, tasks, findings, evidence; joined by "
    "article and record. parquet and csv make a folder with a file for each. Exit code: 0 when every line "
    "was taken, 1 when none was, 3 when some were, 2 for wrong usage."
)
FILES = typer.Argument(metavar="FILE", help="What  partyx batch  or  partyx extract --format jsonl  wrote.")
OUTPUT = typer.Option(
    "--output", "-o", help="A file; for parquet and csv a folder. It must not be there yet."
)
TO = typer.Option(help="What to write.")


def export_command(
    files: Annotated[list[Path], FILES],
    *,
    to: Annotated[Literal["parquet", "sqlite", "duckdb", "csv", "xlsx"], TO],
    output: Annotated[Path, OUTPUT],
) -> None:
    """Write the records of a run as tables that other programs read."""
    from partyx.export import export  # noqa: PLC0415 - --help need not wait for it

    lines = _Lines(files)
    counts = export(lines, output, to)
    for name, count in counts.items():
        say(f"{count:>9,}  {name}")
    if lines.bad:
        raise typer.Exit(SOME_FAILED if counts["articles"] else FAILED)


class _Lines:
    """The extractions of some files, one at a time; a line on stderr for each line that holds none."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files
        self.bad = 0

    def __iter__(self) -> Iterator[Extraction]:
        from partyx.extraction import Extraction  # noqa: PLC0415
        from partyx.files import boundary  # noqa: PLC0415

        for path in self._files:
            with boundary(path, OutputError, "Name what a run wrote."), path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    try:
                        found = Extraction.from_json(line)
                    except InputError as error:
                        self.bad += 1
                        complain(f"{path}, line {number}: {str(error)[:200]}")
                    else:
                        yield found
