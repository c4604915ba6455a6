"""What most checks find: a note, which names one record and says why a reader should look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.records import Finding

if TYPE_CHECKING:
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import Span

ELSEWHERE = "value-from-elsewhere"
MOST = 20
"""Pieces of a record's evidence that a note points at."""


def of_figure(check: str, index: int, record: Statistic, message: str) -> Finding:
    """A note about the statistic of this index, which points at its figure."""
    spans, records = (record.value_span,), (f"statistics[{index}]",)
    return Finding(check=check, severity="note", message=message, spans=spans, records=records)


def from_elsewhere(record: str, field: str, said: str, why: str, spans: tuple[Span, ...]) -> Finding:
    """The note that a value of a record, "meetings[0]", is told of something else."""
    message = f"the {field} {said!r} {why}"
    return Finding(check=ELSEWHERE, severity="note", message=message, spans=spans[:MOST], records=(record,))
