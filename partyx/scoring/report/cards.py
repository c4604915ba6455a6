"""One card a record: what gold says, what was predicted, and the verdict on each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from partyx.language import glosses
from partyx.scoring.metric.cells import OUTCOMES
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.scoring.metric.cells import Cell
    from partyx.scoring.metric.score import RecordVerdict

Side = Literal["gold", "predicted"]
SIDES: tuple[Side, ...] = ("gold", "predicted")
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
    said = {
        cell.path: _glossed(cell, cell.predicted if cell.gold is None else cell.gold) for cell in record.cells
    }
    paths = _GIST.get(record.type) or list(said)[:_GIST_CELLS]
    words = " ".join(said[path] for path in paths if path in said)
    return words if len(words) <= _GIST_CHARS else f"{words[:_GIST_CHARS]}…"


def _glossed(cell: Cell, said: str | None) -> str:
    """A cell's value, that of a kind with its gloss."""
    return glosses.glossed(said, glosses.kind(said)) if said and cell.field == "kind" else said or ""


class Row(NamedTuple):
    """One cell of a card."""

    path: str
    gold: str
    predicted: str
    outcome: str
    verdict: str


class Card(NamedTuple):
    """One record: what gold says, what was predicted, and the verdict on each cell.

    Attributes:
        type: The record type.
        gist: Which record it is, in a few words.
        places: Side to the record's address there, or None.
        outcomes: The outcomes among its cells.
        wrong: Those that are no "right", in words; empty for an exact record.
        cells: All cells.
    """

    type: str
    gist: str
    places: tuple[tuple[Side, str | None], ...]
    outcomes: tuple[str, ...]
    wrong: str
    cells: tuple[Row, ...]


def _row(cell: Cell) -> Row:
    score = f" ({cell.score:.2f})" if cell.outcome == "partial" else ""
    verdict = f"{tr(OUTCOMES[cell.outcome])}{score}"
    return Row(cell.path, _glossed(cell, cell.gold), _glossed(cell, cell.predicted), cell.outcome, verdict)


def card(record: RecordVerdict) -> Card:
    """One record as the page shows it."""
    found = {cell.outcome for cell in record.cells}
    outcomes = tuple(outcome for outcome in OUTCOMES if outcome in found)
    wrong = ", ".join(tr(OUTCOMES[outcome]) for outcome in outcomes if outcome != "right")
    places = tuple((side, _address(record, side)) for side in SIDES)
    return Card(record.type, _gist(record), places, outcomes, wrong, tuple(map(_row, record.cells)))
