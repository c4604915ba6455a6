"""``partyx export``: what a run wrote, as tables for other programs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partyx.cli.streams import FAILED, SOME_FAILED, complain, say
from partyx.display.messages import worded
from partyx.errors import InputError, OutputError
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.extraction import Extraction
    from partyx.kinds.record import Record

EPILOG = (
    "Tables: articles, meetings, people, statistics, directives, tasks, findings, evidence, and one for each "
    "type of --records; joined by article and record. parquet and csv make a folder with a file for each. "
    "Exit code: 0 when every line was taken whole, 1 when none was, 3 when some were, 2 for wrong usage."
)
FILES = typer.Argument(metavar="FILE", help="What  partyx batch  or  partyx extract --format jsonl  wrote.")
OUTPUT = typer.Option(
    "--output", "-o", help="A file; for parquet and csv a folder. It must not be there yet."
)
TO = typer.Option(help="What to write.")
RECORDS = typer.Option(
    metavar="TYPE",
    help="A record type of your own that is in the files (file.py:Name), repeatable: it has a table as well.",
)


def export_command(
    files: Annotated[list[Path], FILES],
    *,
    to: Annotated[Literal["parquet", "sqlite", "duckdb", "csv", "xlsx"], TO],
    output: Annotated[Path, OUTPUT],
    records: Annotated[list[str] | None, RECORDS] = None,
) -> None:
    """Write the records of a run as tables that other programs read."""
    from partyx.export import export  # noqa: PLC0415 - --help need not wait for it
    from partyx.kinds.registry import chosen  # noqa: PLC0415

    lines = _Lines(files, chosen(records).own)
    counts = export(lines, output, to, lines.types)
    for name, count in counts.items():
        say(f"{count:>9,}  {name}")
    for name, count in lines.left_out.items():
        complain(tr("{} {} are left out: name their type, --records file.py:Name", f"{count:,}", name))
    if lines.bad or lines.left_out:
        raise typer.Exit(SOME_FAILED if counts["articles"] else FAILED)


class _Lines:
    """The extractions of some files, one at a time; a line on stderr for each line that holds none."""

    def __init__(self, files: Sequence[Path], types: Sequence[type[Record]]) -> None:
        self._files = files
        self.types = types
        self.bad = 0
        self.left_out: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Extraction]:
        from partyx.extraction import Extraction  # noqa: PLC0415
        from partyx.files import boundary, opened  # noqa: PLC0415

        for path in self._files:
            with boundary(path, OutputError, "Name what a run wrote."), opened(path) as file:
                for number, line in enumerate(file, 1):
                    try:
                        found = Extraction.from_json(line, self.types)
                    except InputError as error:
                        self.bad += 1
                        complain(tr("{}, line {}: {}", path, number, worded(str(error))[:200]))
                    else:
                        own = {name: len(it) for name, it in found.records.items() if name not in found.types}
                        self.left_out.update({name: count for name, count in own.items() if count})
                        yield found
