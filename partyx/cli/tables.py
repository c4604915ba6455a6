"""Tables of the evals on a terminal, as wide as it is; elsewhere the plain text that pipes and files get."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from rich import box
from rich.console import Console
from rich.table import Table as Shown
from rich.text import Text

from partyx.cli.streams import say
from partyx.display.wording import visible
from partyx.scoring.metric.intervals import Interval
from partyx.scoring.report.tables import Table
from partyx.scoring.report.terminal import tables_text, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.scoring.report.tables import Value


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
        for part in _parts(table, console.width):
            console.print(_shown(part, console.width))
            console.print()


_BETWEEN = 2  # columns that rich puts round a cell
_NAMES = 3  # the first column takes at most this part of the width


def _needed(table: Table, index: int) -> tuple[int, int]:
    """How wide a column is at least, with its longest word, and how wide with each cell on one line."""
    cells = [visible(table.head[index]), *(visible(value_text(row[index])) for row in table.rows)]
    return max(len(word) for cell in cells for word in cell.split() or [""]), max(map(len, cells))


def _parts(table: Table, width: int) -> Iterator[Table]:
    """The table, or where its columns do not fit side by side several of them, each with the first column."""
    first = min(_needed(table, 0)[0], width // _NAMES) + _BETWEEN
    groups: list[list[int]] = [[]]
    room = width - first
    for index in range(1, len(table.head)):
        takes = _needed(table, index)[0] + _BETWEEN
        if groups[-1] and takes > room:
            groups.append([])
            room = width - first
        groups[-1].append(index)
        room -= takes
    for number, group in enumerate(groups):
        columns = [0, *group]
        rows = [[row[index] for index in columns] for row in table.rows]
        yield Table("" if number else table.title, [table.head[index] for index in columns], rows)


def _widths(table: Table, width: int) -> list[int]:
    """Of each column: what its words need, and a share of what is left for those that would like more."""
    needs = [_needed(table, index) for index in range(len(table.head))]
    needs[0] = (min(needs[0][0], width // _NAMES), min(needs[0][1], width // _NAMES))
    left = width - sum(least + _BETWEEN for least, _ in needs)
    wanted = sum(most - least for least, most in needs)
    share = min(1.0, max(0, left) / wanted) if wanted else 0.0
    return [least + int((most - least) * share) for least, most in needs]


def _shown(table: Table, width: int) -> Shown:
    title = Text(visible(table.title), style="bold") if table.title else None
    shown = Shown(
        title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )
    for index, (name, wide) in enumerate(zip(table.head, _widths(table, width), strict=True)):
        justify: Literal["left", "right"] = "right" if index else "left"
        shown.add_column(Text(visible(name)), justify=justify, width=wide, overflow="fold")
    for row in table.rows:
        shown.add_row(*map(_cell, row))
    return shown


def _cell(value: Value) -> Text:
    """A figure in bold, its interval quieter and under it where the column is narrow."""
    if isinstance(value, Interval):
        figure, _, bounds = value_text(value).partition(" ")
        return Text.assemble((figure, "bold"), (f" {bounds}" if bounds else "", "dim"))
    return Text(visible(value_text(value)), style="" if value is not None else "dim")
