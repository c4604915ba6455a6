"""How far two labellers of the same articles agree, by the project's own metric.

Each is scored against the other and the two are added up, so the figure is the same whichever comes first.
What either calls optional counts neither way, and what either accepts beside its own value is right: that
is what an engine is scored with. It flatters the labellers, who foresaw each other's wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.errors import EvalError
from partyx.scoring.metric.cells import Tally, together
from partyx.scoring.metric.figures import DocumentFigures
from partyx.scoring.metric.nodes import nodes
from partyx.scoring.metric.score import score_nodes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.scoring.gold.format import Gold


def one_way(gold: Gold, labelling: Gold) -> DocumentFigures:
    """A labelling scored against gold as a prediction is.

    Raises:
        EvalError: They are of different texts.
        MissingExtraError: scipy is not installed.
    """
    if gold.article.sha256 != labelling.article.sha256:
        raise EvalError(
            f"{gold.article.id}: the two were labelled on different texts; label one of them again."
        )
    labelled = set(gold.labelled) & set(labelling.labelled)
    figures, _ = score_nodes(nodes(gold, labelled), nodes(labelling, labelled), "")
    # Against an empty text no quote is verbatim: grounding says nothing about two labellers.
    figures = {name: tally for name, tally in figures.items() if "/grounding/" not in name}
    return DocumentFigures(gold.article.id, gold.origin, 0, figures)


def agreement(left: Gold, right: Gold) -> DocumentFigures:
    """The agreement of two gold files of one article.

    Raises:
        EvalError: They are of different texts.
        MissingExtraError: scipy is not installed.
    """
    there, back = one_way(left, right).figures, one_way(right, left).figures
    turned = {name: Tally(one.hits, one.predicted, one.gold) for name, one in back.items()}
    figures = {
        name: together([there.get(name, Tally()), turned.get(name, Tally())]) for name in there | turned
    }
    return DocumentFigures(left.article.id, left.origin, 0, figures)


def agreements(left: Mapping[str, Gold], right: Mapping[str, Gold]) -> list[DocumentFigures]:
    """The agreement on every article that both labelled, by id.

    Raises:
        EvalError: There is no such article, or an article's texts differ.
    """
    shared = sorted(left.keys() & right.keys())
    if not shared:
        raise EvalError("the two folders have no article in common; name gold files after article ids.")
    return [agreement(left[one], right[one]) for one in shared]
