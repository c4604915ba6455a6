"""The leaderboard: one row a run, the all-empty floor and the previous best always among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.scoring.metric.assignment import HEADLINE
from partyx.scoring.metric.figures import HEADLINES, by_origin, corpus_figures
from partyx.scoring.metric.intervals import Interval
from partyx.scoring.metric.nodes import RECORD_TYPES
from partyx.scoring.runs.compare import Bill, bill
from partyx.scoring.runs.review import Capture, error_capture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partyx.scoring.metric.figures import Figure
    from partyx.scoring.runs.gate import Floors
    from partyx.scoring.runs.grading import Grade, GradedDocument

TITLES = {
    f"statistics/cells@{HEADLINE}": "statistics",
    f"meetings/cells@{HEADLINE}": "meetings",
    f"directives/cells@{HEADLINE}": "directives",
    "statistics/values": "values",
    "directives/documents": "documents",
}
"""Short column titles of the headline figures."""


@dataclass(frozen=True)
class Row:
    """One run on the articles of one origin.

    Attributes:
        name: The run, "all-empty", or "previous best".
        micro: Headline figure to its value over all documents, with its interval.
        macro: The same as the mean of the documents.
        figures: All figures; empty for the previous best, of which only the headlines are kept.
        failed: Predictions that failed.
        documents: How many documents.
        errors: Record type to kind of error to cells.
        capture: Errors met within each review budget.
        bill: What the run took; None for the previous best.
    """

    name: str
    micro: Mapping[str, Interval]
    macro: Mapping[str, Interval]
    figures: Mapping[str, Figure]
    failed: int
    documents: int
    errors: Mapping[str, Mapping[str, int]]
    capture: Sequence[Capture]
    bill: Bill | None


def count_errors(documents: Iterable[GradedDocument]) -> dict[str, dict[str, int]]:
    """Record type to kind of verdict to cells, first repeats."""
    counts: dict[str, dict[str, int]] = {kind: {} for kind in RECORD_TYPES}
    for document in documents:
        for record in document.repeats[0].records:
            for cell in record.cells:
                counts[record.type][cell.outcome] = counts[record.type].get(cell.outcome, 0) + 1
    return counts


def _row(grade: Grade, documents: Sequence[GradedDocument]) -> Row:
    figures = corpus_figures([one.averaged() for one in documents])
    return Row(
        name=grade.name,
        micro={name: figures[name].micro for name in HEADLINES},
        macro={name: figures[name].macro for name in HEADLINES},
        figures=figures,
        failed=sum(one.failures for one in documents),
        documents=len(documents),
        errors=count_errors(documents),
        capture=error_capture(one for document in documents for one in document.repeats[0].review),
        bill=bill(documents),
    )


def _previous_best(origin: str, floors: Floors) -> Row | None:
    """The best value that was ever pinned, figure by figure; None when nothing was."""
    best = {name: floors.best.get(f"{origin}/{name}") for name in HEADLINES}
    micro = {name: Interval(one.value, None, None, 0) for name, one in best.items() if one is not None}
    if not micro:
        return None
    return Row("previous best", micro, {}, {}, 0, 0, {}, (), None)


def leaderboard(grades: Sequence[Grade], floors: Floors) -> dict[str, list[Row]]:
    """Origin to its rows: the given runs in their order, then the previous best.

    Args:
        grades: Graded runs; :func:`partyx.scoring.runs.grading.empty_grade` among them is the floor.
        floors: Where earlier bests are kept.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    rows: dict[str, list[Row]] = {}
    for grade in grades:
        for origin, group in by_origin(one.averaged() for one in grade.documents).items():
            documents = [grade.by_id[one.id] for one in group]
            rows.setdefault(origin, []).append(_row(grade, documents))
    for origin, found in rows.items():
        best = _previous_best(origin, floors)
        if best is not None:
            found.append(best)
    return rows
