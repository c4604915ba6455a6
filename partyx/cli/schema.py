"""``partyx schema``: the records' JSON Schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from partyx.cli.streams import FAILED, complain, say
from partyx.files import write_text
from partyx.translation import tr, trn

app = typer.Typer(no_args_is_help=True, help="The JSON Schemas of the records.")

FOLDER = typer.Argument(metavar="DIR", help="The folder to write to.", file_okay=False)
CHECK = typer.Option("--check", help="Write nothing; exit 1 when a file differs from the records.")

RECORDS = typer.Option(
    "--records", metavar="TYPE", help="Only this record type of your own (file.py:Name), repeatable."
)


@app.command()
def export(
    folder: Annotated[Path, FOLDER] = Path("schemas"),
    *,
    check: Annotated[bool, CHECK] = False,
    records: Annotated[list[str] | None, RECORDS] = None,
) -> None:
    """Write one JSON Schema a record, and that of a whole extraction."""
    from partyx.contract import schema_files  # noqa: PLC0415 - pydantic takes its time
    from partyx.kinds.registry import chosen  # noqa: PLC0415

    files = schema_files(chosen(records).own) if records else schema_files()
    if not check:
        for name, text in files.items():
            write_text(folder / name, text)
        say(trn("{} schema written to {}", "{} schemas written to {}", len(files), len(files), folder))
        return
    wrong = _differences(folder, files)
    for problem in wrong:
        complain(problem)
    if wrong:
        complain(tr("run  partyx schema export {}", folder))
        raise typer.Exit(FAILED)
    say(
        trn(
            "{} schema in {} is that of the record",
            "{} schemas in {} are those of the records",
            len(files),
            len(files),
            folder,
        )
    )


def _differences(folder: Path, files: dict[str, str]) -> list[str]:
    """What a new export would change, one line a file."""
    others = sorted(path for path in folder.glob("*.schema.json") if path.name not in files)
    wrong = [tr("{}: belongs to no record", path) for path in others]
    for name, text in files.items():
        path = folder / name
        if not path.is_file():
            wrong.append(tr("{}: is missing", path))
        elif path.read_text(encoding="utf-8") != text:
            wrong.append(tr("{}: differs from the record", path))
    return wrong
