"""The tables of a report as HTML; everything that comes from a run, gold or an article is escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from partyx.scoring.metric.intervals import Interval
from partyx.scoring.report.terminal import value_text

if TYPE_CHECKING:
    from partyx.scoring.report.tables import Table, Value


def table_html(table: Table) -> str:
    """A table under its title."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return f"<table><caption>{escape(table.title)}</caption><tr>{head}</tr>{body}</table>"


def _cell(value: Value) -> str:
    return f"<td>{_interval(value) if isinstance(value, Interval) else escape(value_text(value))}</td>"


def _interval(found: Interval) -> str:
    """The value, its interval in figures, and both as a bar from 0 to 1."""
    if found.low is None or found.high is None:
        return f"<b>{found.value:.3f}</b>"
    width = found.high - found.low
    return (
        f"<b>{found.value:.3f}</b> <small>{found.low:.3f} to {found.high:.3f}</small>"
        f'<span class="bar"><i class="range" style="left:{found.low:.1%};width:{width:.1%}"></i>'
        f'<i class="point" style="left:{found.value:.1%}"></i></span>'
    )
