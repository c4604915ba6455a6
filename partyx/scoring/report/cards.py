"""One card a record: what gold says, what was predicted, and the verdict on each cell."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Literal

from partyx.scoring.metric.cells import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.scoring.metric.cells import Cell
    from partyx.scoring.metric.score import RecordVerdict

Side = Literal["gold", "predicted"]
_GIST = {
    "statistics": ("value", "indicator"),
    "meetings": ("name",),
    "directives": ("kind", "number", "tasks[0].text"),
}
"""The cells that tell which record it is."""
_GIST_CELLS = 3
"""Cells that are shown of a type of the user's own."""
_GIST_CHARS = 90


def _address(record: RecordVerdict, side: Side) -> str | None:
    """Where the record is in one of the two, "statistics[3]"; None when it is not there."""
    index: int | None = getattr(record, side)
    return None if index is None else f"{record.type}[{index}]"


def bad_records(records: Iterable[RecordVerdict], side: Side) -> list[str]:
    """Addresses, in gold or in the prediction, of the records that are not exact."""
    return [address for one in records if not one.exact and (address := _address(one, side)) is not None]


def _gist(record: RecordVerdict) -> str:
    said = {cell.path: cell.predicted if cell.gold is None else cell.gold for cell in record.cells}
    paths = _GIST.get(record.type) or list(said)[:_GIST_CELLS]
    words = " ".join(said[path] or "" for path in paths if path in said)
    return words if len(words) <= _GIST_CHARS else f"{words[:_GIST_CHARS]}…"


def _row(cell: Cell) -> str:
    score = f" ({cell.score:.2f})" if cell.outcome == "partial" else ""
    return (
        f'<tr class="{cell.outcome}"><th>{escape(cell.path)}</th>'
        f"<td>{escape(cell.gold or '')}</td><td>{escape(cell.predicted or '')}</td>"
        f'<td class="verdict">{OUTCOMES[cell.outcome]}{score}</td></tr>'
    )


def card(record: RecordVerdict) -> str:
    """One record as HTML."""
    found = {cell.outcome for cell in record.cells}
    outcomes = [outcome for outcome in OUTCOMES if outcome in found]
    wrong = ", ".join(OUTCOMES[outcome] for outcome in outcomes if outcome != "right")
    places = {side: _address(record, side) for side in ("gold", "predicted")}
    where = " · ".join(f"{side} {place or 'nothing'}" for side, place in places.items())
    data = "".join(f' data-{side}="{place}"' for side, place in places.items() if place)
    return (
        f'<details class="card {record.type}" data-type="{record.type}" data-outcomes="{" ".join(outcomes)}"'
        f"{data}><summary><b>{escape(_gist(record))}</b> <small>{where}</small> "
        f"{f'<em>{wrong}</em>' if wrong else '<em class=exact>exact</em>'}</summary>"
        "<table><tr><th>field</th><th>gold</th><th>predicted</th><th>verdict</th></tr>"
        f"{''.join(map(_row, record.cells))}</table></details>"
    )
