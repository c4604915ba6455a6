"""The leaderboard and the figures of each run, as HTML tables."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from partyx.scoring.metric.assignment import THRESHOLDS
from partyx.scoring.metric.nodes import RECORD_TYPES
from partyx.scoring.report.cards import KIND_NAMES
from partyx.scoring.report.leaderboard import TITLES
from partyx.scoring.report.terminal import cost_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partyx.scoring.metric.intervals import Interval
    from partyx.scoring.report.leaderboard import Row


class Html(str):
    """Text that is HTML already; every other cell is escaped."""

    __slots__ = ()


def _cell(cell: str) -> str:
    return f"<td>{cell if isinstance(cell, Html) else escape(cell)}</td>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], name: str) -> str:
    """A table; cells are escaped unless they are :class:`Html`."""
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<table class="{name}"><tr>{top}</tr>{body}</table>'


def _interval(found: Interval | None) -> Html:
    """The value, its interval in figures, and both as a bar from 0 to 1."""
    if found is None:
        return Html("–")
    if found.low is None or found.high is None:
        return Html(f"<b>{found.value:.3f}</b>")
    width = found.high - found.low
    return Html(
        f"<b>{found.value:.3f}</b> <small>{found.low:.3f} to {found.high:.3f}</small>"
        f'<span class="bar"><i class="range" style="left:{found.low:.1%};width:{width:.1%}"></i>'
        f'<i class="point" style="left:{found.value:.1%}"></i></span>'
    )


def _spent(row: Row) -> list[str]:
    bill = row.bill
    if bill is None:
        return ["–", "–", "–", "–", "–"]
    calls = f"{bill.calls}" + (f" + {bill.cached_calls} cached" if bill.cached_calls else "")
    return [
        f"{row.failed}",
        f"{bill.seconds:.2f}",
        calls,
        f"{bill.input_tokens} + {bill.output_tokens}",
        cost_text(bill),
    ]


def leaderboard_html(origin: str, rows: Sequence[Row]) -> str:
    """One origin's leaderboard, all cells together and as the mean of the documents."""
    count = max(row.documents for row in rows)
    head = ["run", *TITLES.values(), "failed", "seconds", "calls", "tokens in + out", "cost"]
    micro = [[row.name, *(_interval(row.micro.get(name)) for name in TITLES), *_spent(row)] for row in rows]
    macro = [[row.name, *(_interval(row.macro.get(name)) for name in TITLES)] for row in rows if row.macro]
    return (
        f"<h2>{escape(origin.capitalize())} articles ({count})</h2>"
        "<p>F1 of cells by record type, of statistics by value, of documents by kind, number and issuer, "
        "each with its 95 % jackknife-t interval by document. All cells together:</p>"
        f"{_table(head, micro, 'board')}<p>The mean of the documents:</p>{_table(head[:6], macro, 'board')}"
    )


def _thresholds(row: Row) -> str:
    cell_heads = [f"cell F1 at {floor}" for floor in THRESHOLDS]
    record_heads = [f"records P / R / F1 at {floor}" for floor in THRESHOLDS]
    head = ["", *cell_heads, *record_heads, "exact records"]
    rows = []
    for kind in RECORD_TYPES:
        cells = [f"{row.figures[f'{kind}/cells@{one}'].total.f1:.3f}" for one in THRESHOLDS]
        totals = [row.figures[f"{kind}/records@{one}"].total for one in THRESHOLDS]
        records = [f"{one.precision:.3f} / {one.recall:.3f} / {one.f1:.3f}" for one in totals]
        rows.append([kind, *cells, *records, f"{row.figures[f'{kind}/exact'].total.recall:.3f}"])
    return _table(head, rows, "figures")


def _grounding(row: Row) -> str:
    names = ("verbatim", "derivable", "located")
    head = ["", "quote verbatim", "and value in the quote", "and right, at the right place"]
    rows = [
        [kind, *(f"{row.figures[f'{kind}/grounding/{one}'].total.f1:.3f}" for one in names)]
        for kind in RECORD_TYPES
    ]
    return _table(head, rows, "figures")


def _errors(errors: Mapping[str, Mapping[str, int]]) -> str:
    rows = [[kind, *(str(errors[kind].get(name, 0)) for name in KIND_NAMES)] for kind in RECORD_TYPES]
    return _table(["cells", *KIND_NAMES.values()], rows, "figures")


def _fields(row: Row) -> str:
    rows = []
    for name, figure in row.figures.items():
        if "/field/" in name:
            total = figure.total
            shares = [f"{value:.3f}" for value in (total.f1, total.precision, total.recall)]
            rows.append([name.replace("/field/", "."), *shares, f"{total.gold:g}", f"{total.predicted:g}"])
    return _table(["field", "F1", "P", "R", "gold", "predicted"], rows, "figures")


def run_html(origin: str, row: Row) -> str:
    """All figures of one run on the articles of one origin, folded away."""
    capture = _table(
        ["re-reading the least sure", *(f"{one.budget:.0%}" for one in row.capture)],
        [["share of the wrong records met", *(f"{one.found:.0%}" for one in row.capture)]],
        "figures",
    )
    parts = (_thresholds(row), _grounding(row), _errors(row.errors), capture, _fields(row))
    title = (
        f"{escape(row.name)}, {escape(origin)} articles: thresholds, grounding, errors, review budget, fields"
    )
    return f"<details><summary>{title}</summary>{''.join(parts)}</details>"
