"""Tables of the evals on a terminal, as wide as it is; elsewhere the plain text that pipes and files get."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table as Shown
from rich.text import Text

from partyx.cli.streams import say
from partyx.display.wording import visible
from partyx.scoring.metric.intervals import Interval
from partyx.scoring.report.terminal import tables_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.scoring.report.tables import Table, Value


def show_tables(tables: Iterable[Table], console: Console | None = None) -> None:
    """Print tables on standard output.

    Args:
        tables: What to print.
        console: Where, when it is a terminal; standard output by default.
    """
    if console is None and not sys.stdout.isatty():
        say(tables_text(tables))
        return
    console = console or Console()
    for table in tables:
        console.print(_shown(table))
        console.print()


def _shown(table: Table) -> Shown:
    title = Text(visible(table.title), style="bold")
    shown = Shown(
        title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for index, name in enumerate(table.head):
        shown.add_column(Text(visible(name)), justify="left" if index == 0 else "right")
    for row in table.rows:
        shown.add_row(*map(_cell, row))
    return shown


def _cell(value: Value) -> Text:
    """A figure in bold, its interval quieter and under it where the column is narrow."""
    if isinstance(value, Interval):
        figure, _, bounds = value_text(value).partition(" ")
        return Text.assemble((figure, "bold"), (f" {bounds}" if bounds else "", "dim"))
    return Text(visible(value_text(value)), style="" if value is not None else "dim")
