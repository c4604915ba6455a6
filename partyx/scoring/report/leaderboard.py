"""The leaderboard: one row a run, the all-empty floor and the previous best always among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyx.scoring.metric.figures import by_origin, corpus_figures, titles
from partyx.scoring.metric.intervals import Interval
from partyx.scoring.metric.score import count_errors, count_fields
from partyx.scoring.runs.grading import Spent, total_spent
from partyx.scoring.runs.review import Capture, error_capture

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from partyx.scoring.gold.format import RecordType
    from partyx.scoring.metric.figures import Figure
    from partyx.scoring.runs.gate import Floors
    from partyx.scoring.runs.grading import Grade, GradedDocument


@dataclass(frozen=True)
class Row:
    """One run on the articles of one origin.

    Attributes:
        name: The run, "all-empty", or "previous best".
        micro: Headline figure to its value over all documents, with its interval.
        macro: The same as the mean of the documents; empty for the previous best, as all that follows.
        figures: All figures.
        failed: Predictions that failed.
        documents: How many documents.
        errors: Record type to outcome to cells, of the first repeats.
        fields: Field to outcome to cells, of the first repeats.
        capture: Errors met within each review budget.
        spent: What the run took.
    """

    name: str
    micro: Mapping[str, Interval]
    macro: Mapping[str, Interval] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    failed: int = 0
    documents: int = 0
    errors: Mapping[RecordType, Counter[str]] = field(default_factory=dict)
    fields: Mapping[str, Counter[str]] = field(default_factory=dict)
    capture: Sequence[Capture] = ()
    spent: Spent | None = None


def _row(grade: Grade, documents: Sequence[GradedDocument]) -> Row:
    figures = corpus_figures([one.averaged() for one in documents])
    return Row(
        name=grade.name,
        micro={name: figures[name].micro for name in titles(figures)},
        macro={name: figures[name].macro for name in titles(figures)},
        figures=figures,
        failed=sum(one.failures for one in documents),
        documents=len(documents),
        fields=count_fields(record for one in documents for record in one.repeats[0].records),
        errors=count_errors(record for one in documents for record in one.repeats[0].records),
        capture=error_capture(one for document in documents for one in document.repeats[0].review),
        spent=total_spent(documents),
    )


def leaderboard(grades: Sequence[Grade], floors: Floors) -> dict[str, list[Row]]:
    """Origin to its rows: the given runs in their order, then the best that was ever pinned, by figure.

    Args:
        grades: Graded runs; :func:`partyx.scoring.runs.grading.empty_grade` among them is the floor.
        floors: Where earlier bests are kept.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    rows: dict[str, list[Row]] = {}
    for grade in grades:
        for origin, group in by_origin(one.averaged() for one in grade.documents).items():
            rows.setdefault(origin, []).append(_row(grade, [grade.by_id[one.id] for one in group]))
    for origin, found in rows.items():
        headlines = [f"{origin}/{name}" for name in found[0].micro]
        best = {name.partition("/")[2]: floors.best[name] for name in headlines if name in floors.best}
        if best:
            values = {name: Interval(one.value) for name, one in best.items()}
            found.append(Row("previous best", values))
    return rows
