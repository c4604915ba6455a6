"""From documents to a corpus: micro and document macro for each figure, never one blended number.

Every figure of a document is a tally under a name such as ``statistics/cells@0.5``; a rate (hits of a
total) is a tally with the total on both sides. Real and written articles are always apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.scoring.metric.assignment import HEADLINE, THRESHOLDS
from partyx.scoring.metric.cells import ERROR_KINDS, Tally
from partyx.scoring.metric.intervals import Interval, average, jackknife_t, macro, micro
from partyx.scoring.metric.nodes import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partyx.scoring.metric.score import DocumentScore, TypeScore

Figures = dict[str, Tally]

HEADLINES = (
    *(f"{kind}/cells@{HEADLINE}" for kind in RECORD_TYPES),
    "statistics/values",
    "directives/documents",
)
"""The figures of a leaderboard: a cell F1 a record type, and the two that stand for themselves."""


def _of_type(kind: str, score: TypeScore) -> Figures:
    figures: Figures = {}
    for floor in THRESHOLDS:
        figures[f"{kind}/cells@{floor}"] = score.cells[floor]
        figures[f"{kind}/records@{floor}"] = score.records[floor]
    figures[f"{kind}/exact"] = score.exact
    for name, tally in score.fields.items():
        figures[f"{kind}/field/{name}"] = tally
    total = score.grounding.predicted
    for name in ("verbatim", "derivable", "located"):
        figures[f"{kind}/grounding/{name}"] = Tally(getattr(score.grounding, name), total, total)
    return figures


def figures_of(score: DocumentScore) -> Figures:
    """Every figure of one document."""
    figures: Figures = {}
    for kind in RECORD_TYPES:
        figures.update(_of_type(kind, score.types[kind]))
    figures["statistics/values"] = score.values
    figures["directives/documents"] = score.documents
    return figures


def errors_of(score: DocumentScore) -> dict[str, dict[str, int]]:
    """Record type to kind of error to number of cells."""
    return {
        kind: {name: score.types[kind].errors.get(name, 0) for name in ERROR_KINDS} for kind in RECORD_TYPES
    }


@dataclass(frozen=True)
class DocumentFigures:
    """One document with its repeats averaged."""

    id: str
    origin: str
    repeats: int
    failures: int
    figures: Figures


def average_repeats(scores: Sequence[DocumentScore]) -> DocumentFigures:
    """The repeats of one document as one document.

    Args:
        scores: At least one, all of the same article.
    """
    repeats = [figures_of(score) for score in scores]
    names = dict.fromkeys(name for one in repeats for name in one)
    return DocumentFigures(
        scores[0].id,
        scores[0].origin,
        len(scores),
        sum(score.failed for score in scores),
        {name: average([one.get(name, Tally()) for one in repeats]) for name in names},
    )


@dataclass(frozen=True)
class Figure:
    """One figure over a corpus.

    Attributes:
        total: All documents together.
        micro: F1 of the total, with its jackknife-t interval by document.
        macro: Mean of the documents' F1, with its interval.
    """

    total: Tally
    micro: Interval
    macro: Interval


def by_origin(documents: Iterable[DocumentFigures]) -> dict[str, list[DocumentFigures]]:
    """Real and written articles apart, each in order of id; an origin without documents is left out."""
    apart: dict[str, list[DocumentFigures]] = {}
    for one in sorted(documents, key=lambda one: (one.origin, one.id)):
        apart.setdefault(one.origin, []).append(one)
    return apart


def corpus_figures(documents: Sequence[DocumentFigures]) -> Mapping[str, Figure]:
    """Every figure over documents of one origin.

    Raises:
        ValueError: The documents are of more than one origin; they are never blended.
        MissingExtraError: scipy is not installed.
    """
    if len({one.origin for one in documents}) > 1:
        raise ValueError("real and written articles are reported apart: give documents of one origin")
    names = dict.fromkeys(name for one in documents for name in one.figures)
    found: dict[str, Figure] = {}
    for name in sorted(names):
        tallies = [one.figures.get(name, Tally()) for one in documents]
        total = Tally(*map(sum, zip(*tallies, strict=True)))
        found[name] = Figure(total, jackknife_t(tallies, micro), jackknife_t(tallies, macro))
    return found
