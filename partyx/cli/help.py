"""Help, usage and usage errors of every command in the language that is asked for."""

from __future__ import annotations

import inspect
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import typer

from partyx.display.messages import worded
from partyx.display.wording import visible
from partyx.translation import ENGLISH, language, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

_USAGE = "Usage: "
_SAID = (
    "ABORTED_TEXT",
    "ARGUMENTS_PANEL_TITLE",
    "COMMANDS_PANEL_TITLE",
    "DEFAULT_STRING",
    "ENVVAR_STRING",
    "ERRORS_PANEL_TITLE",
    "OPTIONS_PANEL_TITLE",
    "REQUIRED_LONG_STRING",
    "RICH_HELP",
)
"""What typer says around the help and the errors, by the names of its constants."""


@cache
def around() -> dict[str, str]:
    """These as typer says them, in English; asked for the first time before any is changed."""
    from typer import rich_utils  # noqa: PLC0415 - loads rich, which most commands need not wait for

    return {name: getattr(rich_utils, name) for name in _SAID}


def speak(command: Any) -> None:  # noqa: ANN401 - typer's class or click's, by version
    """Put a command and all below it into the language that is asked for.

    Args:
        command: As ``typer.main.get_command`` makes it, anew each time: what is said here stays with it.
    """
    from typer import rich_utils  # noqa: PLC0415

    for name, said in around().items():
        setattr(rich_utils, name, tr(said))
    if language() != ENGLISH:
        _speak(command)


def _speak(command: Any) -> None:  # noqa: ANN401
    for name in ("help", "epilog", "short_help"):
        if said := getattr(command, name, None):
            setattr(command, name, tr(inspect.cleandoc(said)))
    for name in ("options_metavar", "subcommand_metavar"):
        if said := getattr(command, name, None):
            setattr(command, name, tr(said))
    for parameter in command.params:
        _speak_of(parameter)
    usage, option = command.get_usage, command.get_help_option
    command.get_usage = lambda ctx: tr(_USAGE) + usage(ctx).removeprefix(_USAGE)
    command.get_help_option = lambda ctx: _speak_of(option(ctx))
    for inner in getattr(command, "commands", {}).values():
        _speak(inner)


def _speak_of(parameter: Any) -> Any:  # noqa: ANN401
    for name in ("help", "metavar", "show_default"):
        if isinstance(said := getattr(parameter, name, None), str):
            setattr(parameter, name, tr(said))
    return parameter


@contextmanager
def spoken_usage() -> Iterator[None]:
    """Put what is wrong with the words of a command line into the language that is asked for."""
    try:
        yield
    except _UsageError as error:
        said = visible(worded(error.format_message()))
        error.format_message = lambda: said
        raise


_UsageError: Any = typer.BadParameter.__mro__[1]
"""The root of what is wrong with a command line; where it is defined differs by the version of typer."""
