"""From documents to a corpus: micro and document macro for each figure, never one blended number.

A rate (hits of a total) is a tally with the total on both sides. Real and written articles are always apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.scoring.gold.format import RECORD_TYPES, RecordType
from partyx.scoring.metric.cells import Tally, together
from partyx.scoring.metric.intervals import Interval, average, jackknife_t, macro, micro
from partyx.scoring.metric.likeness import HEADLINE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partyx.scoring.metric.score import DocumentScore, Figures

_ALONE = {"statistics/values": "values", "directives/documents": "documents"}
TITLES = {**{f"{kind}/cells@{HEADLINE}": kind for kind in RECORD_TYPES}, **_ALONE}
"""The headline figures of the built-in records with short titles: a cell F1 a type, and two more."""


def kinds_in(figures: Iterable[str]) -> tuple[RecordType, ...]:
    """The record types that some figures are about, the built-in ones first."""
    found = sorted({name.partition("/")[0] for name in figures})
    return (
        *(kind for kind in RECORD_TYPES if kind in found),
        *(kind for kind in found if kind not in RECORD_TYPES),
    )


def titles(figures: Iterable[str]) -> dict[str, str]:
    """The headline figures among some, with short titles, as in :data:`TITLES`."""
    known = set(figures)
    return {
        **{f"{kind}/cells@{HEADLINE}": kind for kind in kinds_in(known)},
        **{name: title for name, title in _ALONE.items() if name in known},
    }


@dataclass(frozen=True)
class DocumentFigures:
    """One document with its repeats averaged."""

    id: str
    origin: str
    failures: int
    figures: Figures


def average_figures(repeats: Sequence[Figures]) -> Figures:
    """The repeats of one document as one document: they are no further evidence."""
    names = dict.fromkeys(name for one in repeats for name in one)
    return {name: average([one.get(name, Tally()) for one in repeats]) for name in names}


def average_repeats(scores: Sequence[DocumentScore]) -> DocumentFigures:
    """The scores of one document, at least one, as one document."""
    return DocumentFigures(
        scores[0].id,
        scores[0].origin,
        sum(score.failed for score in scores),
        average_figures([score.figures for score in scores]),
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
    found: dict[str, Figure] = {}
    for name in sorted({name for one in documents for name in one.figures}):
        tallies = [one.figures.get(name, Tally()) for one in documents]
        found[name] = Figure(together(tallies), jackknife_t(tallies, micro), jackknife_t(tallies, macro))
    return found
