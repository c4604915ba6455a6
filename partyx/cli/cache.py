"""``partyx cache``: what models have answered and was paid for, kept in a folder or a Redis server."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path  # noqa: TC003 - typer reads the annotations at run time
from typing import Annotated

import typer

from partyx.cli.streams import say, sure
from partyx.translation import tr, trn

app = typer.Typer(no_args_is_help=True, help="The answers of models, kept in a folder or a Redis server.")

_AGE = re.compile(r"(\d{1,6})\s?([hdw])")
_HOURS = {"h": 1, "d": 24, "w": 24 * 7}
_SIZE = re.compile(r"(\d{1,9})\s?([kmg]?)b?", re.IGNORECASE)
_BYTES = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}

FOLDER = typer.Option(
    "--cache-dir",
    metavar="DIR",
    help="A folder, in place of the cache that the settings name (cache_url, cache_dir).",
    show_default=False,
)
FILE = typer.Argument(metavar="FILE", help="A JSONL file, one call a line.", dir_okay=False)
YES = typer.Option("--yes", "-y", help="Do not ask.")
OLDER = typer.Option(
    metavar="AGE", help='Remove what is older than this: "12h", "30d", "8w".', show_default=False
)
LARGER = typer.Option(
    metavar="SIZE",
    help='Then remove the oldest until the rest takes no more: "500MB", "2GB".',
    show_default=False,
)


@app.command()
def info(*, cache_dir: Annotated[Path | None, FOLDER] = None) -> None:
    """Say where the cache is and what it holds."""
    from partyx.cache import maintenance  # noqa: PLC0415 - SQLite and diskcache take 40 ms

    where = _where(cache_dir)
    found = maintenance.info(where)
    lines = [
        (tr("server") if isinstance(where, str) else tr("folder"), found.place),
        (tr("answers"), f"{found.answers:,}"),
        (tr("size"), _size(found.size_bytes)),
    ]
    if found.oldest is not None and found.newest is not None:
        lines.append((tr("stored"), tr("{} to {}", _day(found.oldest), _day(found.newest))))
    width = max(len(name) for name, _ in lines)
    for name, value in lines:
        say(f"{name:{width}}  {value}")


@app.command()
def clear(*, cache_dir: Annotated[Path | None, FOLDER] = None, yes: Annotated[bool, YES] = False) -> None:
    """Remove every answer, also those of a cache that is damaged."""
    from partyx.cache import maintenance  # noqa: PLC0415

    where = _where(cache_dir)
    place = maintenance.place_of(where)
    if not yes:
        sure(tr("Remove every answer in {}? They have to be paid for again.", place))
    maintenance.clear(where)
    say(tr("{} is empty", place))


@app.command()
def prune(
    *,
    older_than: Annotated[str | None, OLDER] = None,
    larger_than: Annotated[str | None, LARGER] = None,
    cache_dir: Annotated[Path | None, FOLDER] = None,
) -> None:
    """Remove old answers. Nothing is ever removed without this command."""
    from partyx.cache import maintenance  # noqa: PLC0415

    if older_than is None and larger_than is None:
        raise typer.BadParameter(tr("say what to remove: --older-than 30d, --larger-than 500MB, or both"))
    removed = maintenance.prune(
        _where(cache_dir),
        older_than_s=None if older_than is None else _seconds(older_than),
        larger_than=None if larger_than is None else _bytes(larger_than),
    )
    say(trn("{} answer removed", "{} answers removed", removed))


@app.command("export")
def export_command(file: Annotated[Path, FILE], *, cache_dir: Annotated[Path | None, FOLDER] = None) -> None:
    """Write every answer to a file, which can be imported elsewhere and serves as recordings."""
    from partyx.cache import maintenance  # noqa: PLC0415

    count = maintenance.export(_where(cache_dir), file)
    say(trn("{} answer written to {}", "{} answers written to {}", count, f"{count:,}", file))


@app.command("import")
def import_command(file: Annotated[Path, FILE], *, cache_dir: Annotated[Path | None, FOLDER] = None) -> None:
    """Put the answers of an exported file into the cache."""
    from partyx.cache import maintenance  # noqa: PLC0415

    taken, left = maintenance.import_(_where(cache_dir), file)
    say(trn("{} answer taken from {}", "{} answers taken from {}", taken, f"{taken:,}", file))
    if left:
        say(
            trn(
                "{} line is a recording, which does not say where it was asked: it serves replays",
                "{} lines are recordings, which do not say where they were asked: they serve replays",
                left,
            )
        )


def _where(cache_dir: Path | None) -> Path | str:
    """The folder or the address of the server that the answers are in."""
    if cache_dir is not None:
        return cache_dir
    from partyx.cache import cache_place  # noqa: PLC0415
    from partyx.settings import Settings  # noqa: PLC0415 - pydantic takes its time

    return cache_place(Settings.load())


def _seconds(age: str) -> float:
    found = _AGE.fullmatch(age.strip().lower())
    if found is None:
        raise typer.BadParameter(tr('"{}" is no age: 12h, 30d or 8w', age))
    return float(int(found[1]) * _HOURS[found[2]] * 3600)


def _bytes(size: str) -> int:
    found = _SIZE.fullmatch(size.strip())
    if found is None:
        raise typer.BadParameter(tr('"{}" is no size: 500MB or 2GB', size))
    return int(found[1]) * _BYTES[found[2].lower()]


def _size(count: int) -> str:
    unit = next((unit for unit in ("g", "m", "k") if count >= _BYTES[unit]), "")
    return f"{count / _BYTES[unit]:.{1 if unit else 0}f} {unit.upper()}B"


def _day(when: float) -> str:
    return dt.datetime.fromtimestamp(when, tz=dt.UTC).astimezone().date().isoformat()
