"""How far two people who labelled the same articles agree, by the project's own metric.

Each is scored against the other and the two are added up, so the figure is the same whichever comes first.
What either calls optional counts neither way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.errors import EvalError
from partyx.scoring.aggregate import DocumentFigures, Figures, figures_of
from partyx.scoring.cells import Tally
from partyx.scoring.nodes import nodes
from partyx.scoring.score import DocumentScore, score_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.scoring.gold import Gold


def _one_way(left: Gold, right: Gold) -> Figures:
    types, values, documents = score_nodes(nodes(left), nodes(right), "")
    score = DocumentScore(
        left.article.id, left.origin, failed=False, types=types, values=values, documents=documents
    )
    # Against an empty text no quote is verbatim: grounding says nothing about two labellers.
    return {name: tally for name, tally in figures_of(score).items() if "/grounding/" not in name}


def agreement(left: Gold, right: Gold) -> DocumentFigures:
    """The agreement of two gold files of one article.

    Raises:
        EvalError: They are of different texts.
        MissingExtraError: scipy is not installed.
    """
    if left.article.sha256 != right.article.sha256:
        raise EvalError(
            f"{left.article.id}: the two were labelled on different texts; label one of them again."
        )
    there, back = _one_way(left, right), _one_way(right, left)
    figures: Figures = {}
    for name in dict.fromkeys([*there, *back]):
        a, b = there.get(name, Tally()), back.get(name, Tally())
        figures[name] = Tally(a.hits + b.hits, a.gold + b.predicted, a.predicted + b.gold)
    return DocumentFigures(left.article.id, left.origin, 1, 0, figures)


def agreements(left: Mapping[str, Gold], right: Mapping[str, Gold]) -> list[DocumentFigures]:
    """The agreement on every article that both labelled, by id.

    Raises:
        EvalError: There is no such article, or an article's texts differ.
    """
    shared = sorted(left.keys() & right.keys())
    if not shared:
        raise EvalError("the two folders have no article in common; name gold files after article ids.")
    return [agreement(left[one], right[one]) for one in shared]
