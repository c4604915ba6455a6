"""The help of every command in the language that is asked for."""

from __future__ import annotations

import inspect
from typing import Any, get_type_hints

import typer
from typer import rich_utils

from partyx.translation import ENGLISH, language, tr

_PANELS = ("ARGUMENTS_PANEL_TITLE", "OPTIONS_PANEL_TITLE", "COMMANDS_PANEL_TITLE", "ERRORS_PANEL_TITLE")


def translate_help(app: typer.Typer) -> None:
    """Put the help texts of an app and of all its commands into the language that is asked for."""
    if language() == ENGLISH:
        return
    for name in _PANELS:
        setattr(rich_utils, name, tr(getattr(rich_utils, name)))
    for group in _groups(app):
        group.info.help = tr(_text(group.info.help))
        group.info.epilog = tr(_text(group.info.epilog)) or None
        for command in group.registered_commands:
            command.help = tr(_text(command.help or getattr(command.callback, "__doc__", "")))
            command.epilog = tr(_text(command.epilog)) or None
            _translate_parameters(command.callback)
        if group.registered_callback is not None:
            _translate_parameters(group.registered_callback.callback)


def _groups(app: typer.Typer) -> list[typer.Typer]:
    inner = [one.typer_instance for one in app.registered_groups if one.typer_instance is not None]
    return [app, *(found for one in inner for found in _groups(one))]


def _text(said: Any) -> str:  # noqa: ANN401 - typer has markers of its own for what is not given
    return inspect.cleandoc(said) if isinstance(said, str) else ""


def _translate_parameters(callback: Any) -> None:  # noqa: ANN401 - any function
    """The help of a command's parameters, which stands in their annotations."""
    hints = get_type_hints(callback, include_extras=True)
    for hint in hints.values():
        for marker in getattr(hint, "__metadata__", ()):
            said = getattr(marker, "help", None)
            if isinstance(said, str):
                marker.help = tr(said)
    callback.__annotations__ = hints  # the strings would be read again, and without the translation
