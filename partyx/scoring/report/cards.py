"""One card a record: what gold says, what was predicted, and the verdict on each cell."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.scoring.metric.cells import Outcome
    from partyx.scoring.runs.grading import GradedCell, GradedDocument, GradedRecord

KIND_NAMES: dict[Outcome, str] = {
    "wrong": "wrong",
    "missed": "missed in record",
    "spurious": "spurious in record",
    "missed_record": "missed record",
    "invented_record": "invented record",
    "partial": "partly right",
    "right": "right",
}
"""Outcomes of cells as people read them; the errors first."""


def kinds_of(record: GradedRecord) -> list[Outcome]:
    """The outcomes that occur in a record, errors first."""
    found = {cell.outcome for cell in record.cells}
    return [kind for kind in KIND_NAMES if kind in found]


def bad_records(document: GradedDocument, side: str) -> list[str]:
    """Addresses, in gold or in the prediction, of the records that are not exact."""
    return [
        f"{record.type}[{getattr(record, side)}]"
        for record in document.repeats[0].records
        if not record.exact and getattr(record, side) is not None
    ]


_GIST = {
    "statistics": ("value", "indicator"),
    "meetings": ("name",),
    "directives": ("kind", "number", "tasks[0].text"),
}
_GIST_CHARS = 90


def _gist(record: GradedRecord) -> str:
    """A few words that say which record it is."""
    said = {cell.path: cell.predicted if cell.gold is None else cell.gold for cell in record.cells}
    words = " ".join(said[path] or "" for path in _GIST[record.type] if path in said)
    return words if len(words) <= _GIST_CHARS else f"{words[:_GIST_CHARS]}…"


def _row(cell: GradedCell) -> str:
    values = "".join(
        f"<td>{'' if value is None else escape(value)}</td>" for value in (cell.gold, cell.predicted)
    )
    name = (
        KIND_NAMES[cell.outcome]
        if cell.outcome != "partial"
        else f"{KIND_NAMES['partial']} ({cell.score:.2f})"
    )
    return (
        f'<tr class="{cell.outcome}"><th>{escape(cell.path)}</th>{values}<td class="verdict">{name}</td></tr>'
    )


def card(record: GradedRecord) -> str:
    """One record as HTML."""
    kinds = kinds_of(record)
    gold = f"gold {record.type}[{record.gold}]" if record.gold is not None else "not in gold"
    found = (
        f"predicted {record.type}[{record.predicted}]" if record.predicted is not None else "not predicted"
    )
    errors = ", ".join(KIND_NAMES[kind] for kind in kinds if kind != "right")
    named = f"<em>{errors}</em>" if errors else '<em class="exact">exact</em>'
    rows = "".join(map(_row, record.cells))
    gold_at = "" if record.gold is None else f' data-gold="{record.type}[{record.gold}]"'
    found_at = "" if record.predicted is None else f' data-predicted="{record.type}[{record.predicted}]"'
    return (
        f'<details class="card {record.type}" data-type="{record.type}" data-kinds="{" ".join(kinds)}"'
        f"{gold_at}{found_at}><summary><b>{escape(_gist(record))}</b> "
        f"<small>{gold} · {found}</small> {named}</summary>"
        f"<table><tr><th>field</th><th>gold</th><th>predicted</th><th>verdict</th></tr>{rows}</table></details>"
    )
