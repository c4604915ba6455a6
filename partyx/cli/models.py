"""``partyx models``: the weights that run on this machine."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from partyx.cli.streams import complain, say, sure
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from partyx.local import Known
    from partyx.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The weights that run on this machine, without any service.")

NAME = typer.Argument(metavar="NAME", help="As `partyx models list` gives it.")
_INSTALL = "pip install 'partyx[local]'"
YES = typer.Option("--yes", "-y", help="Do not ask.")


@app.command("list")
def list_command() -> None:
    """Say which weights can be had, which are here, and what they take."""
    from partyx import local  # noqa: PLC0415 - --help need not wait for it
    from partyx.local.sizes import words  # noqa: PLC0415

    settings = _settings()
    for one in local.known():
        line = f"{one.name:20} {words(one.size):>9}  {one.licence:11} {_state(one, settings):12} {one.title}"
        say(line if one.auto else f"{line} ({tr('for tests: it knows no Vietnamese')})")
    say(tr("folder: {}", local.directory(settings)))
    if not local.installed():
        say(tr("To run them: {}", _INSTALL))


@app.command()
def pull(name: Annotated[str, NAME]) -> None:
    """Download weights, or go on with a download that was interrupted, and check them."""
    from partyx import local  # noqa: PLC0415
    from partyx.local.pull import pull as pull_weights  # noqa: PLC0415
    from partyx.local.sizes import words  # noqa: PLC0415

    settings, one = _settings(), local.named(name)
    complain(tr("{}: {}, {}, into {}", one.title, words(one.size), one.licence, local.directory(settings)))
    with _bar(one) as progress:
        path = pull_weights(one, settings, progress)
    say(tr("{} has the right sha256. It takes about {} of memory.", path, _memory(one, settings)))
    say(tr("Use it: {}", f"partyx extract article.txt --model local/{name}"))
    if not local.installed():
        say(tr("To run it: {}", _INSTALL))


@app.command("path")
def path_command(name: Annotated[str, NAME]) -> None:
    """Print where the file is."""
    from partyx import local  # noqa: PLC0415

    say(str(local.find(local.named(name).name, _settings()).path))


@app.command()
def remove(name: Annotated[str, NAME], *, yes: Annotated[bool, YES] = False) -> None:
    """Delete weights, and what an unfinished download left."""
    from partyx import local  # noqa: PLC0415
    from partyx.local.pull import remove as remove_weights  # noqa: PLC0415
    from partyx.local.sizes import words  # noqa: PLC0415

    settings, one = _settings(), local.named(name)
    if not yes:
        sure(tr("Delete {} from {}?", one.name, local.directory(settings)))
    say(tr("{} freed", words(remove_weights(one, settings))))


def _settings() -> Settings:
    from partyx.settings import Settings  # noqa: PLC0415 - pydantic takes its time

    return Settings.load()


def _state(one: Known, settings: Settings) -> str:
    from partyx import local  # noqa: PLC0415

    if local.is_pulled(one, settings):
        return tr("here")
    unfinished = local.unfinished_of(one, settings)
    if not unfinished.exists():
        return tr("not here")
    return tr("{} here", f"{100 * unfinished.stat().st_size // one.size} %")


def _memory(one: Known, settings: Settings) -> str:
    """What the model will take as the settings have it, in words."""
    from partyx import local  # noqa: PLC0415
    from partyx.local.gguf import read_head  # noqa: PLC0415
    from partyx.local.memory import needed  # noqa: PLC0415
    from partyx.local.server import shape_of  # noqa: PLC0415
    from partyx.local.sizes import words  # noqa: PLC0415

    head = read_head(local.path_of(one, settings))
    return words(needed(one.size, head, shape_of(head, settings).tokens))


@contextmanager
def _bar(one: Known) -> Iterator[Callable[[int], None]]:
    """A bar on stderr where a person watches."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only who sees the bar waits for it
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        DownloadColumn,
        Progress,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(one.name, total=one.size)
        yield lambda done: bar.update(task, completed=done)
