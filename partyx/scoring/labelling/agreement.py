"""How far two labellers of the same articles agree, by the project's own metric.

Each is scored against the other and the two are added up, so the figure is the same whichever comes first.
What either calls optional counts neither way, and what either accepts beside its own value is right: that
is what an engine is scored with. It flatters the labellers, who foresaw each other's wording; on
:func:`first_choices` the same metric says how often they wrote the same down in the first place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partyx.errors import EvalError
from partyx.scoring.gold.digits import digit_strings
from partyx.scoring.gold.format import Gold
from partyx.scoring.metric.cells import Tally
from partyx.scoring.metric.figures import DocumentFigures, Figures, figures_of
from partyx.scoring.metric.nodes import nodes
from partyx.scoring.metric.score import DocumentScore, score_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from partyx.records import Span

_LEEWAY = frozenset({"accept", "optional", "merge"})
STATISTIC = "statistic"
"""What a digit string is called that a statistic uses; the others are called by their reason."""


def _without_leeway(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_leeway(held) for name, held in value.items() if name not in _LEEWAY}
    return [_without_leeway(held) for held in value] if isinstance(value, list) else value


def first_choices(gold: Gold) -> Gold:
    """The gold with one value a field: no alternatives, every record counted, nothing to be merged."""
    return Gold.model_validate(_without_leeway(gold.model_dump(mode="json")))


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
    types, values, documents = score_nodes(nodes(gold), nodes(labelling), "")
    score = DocumentScore(
        gold.article.id, gold.origin, failed=False, types=types, values=values, documents=documents
    )
    # Against an empty text no quote is verbatim: grounding says nothing about two labellers.
    figures = {name: tally for name, tally in figures_of(score).items() if "/grounding/" not in name}
    return DocumentFigures(gold.article.id, gold.origin, 1, 0, figures)


def agreement(left: Gold, right: Gold) -> DocumentFigures:
    """The agreement of two gold files of one article.

    Raises:
        EvalError: They are of different texts.
        MissingExtraError: scipy is not installed.
    """
    there, back = one_way(left, right).figures, one_way(right, left).figures
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


class DigitAgreement(NamedTuple):
    """What two labellers made of the digit strings of one article.

    Attributes:
        strings: How many there are.
        same_use: Of how many both say that a statistic uses them, or both that none does.
        same_reason: For how many both also give the same reason why not.
    """

    strings: int
    same_use: int
    same_reason: int


def _inside(span: Span, spans: Iterable[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in spans)


def _use(span: Span, gold: Gold) -> str | None:
    if any(_inside(span, [*one.value_spans, *one.of_spans]) for one in gold.statistics):
        return STATISTIC
    return next((other.reason for other in gold.digits if _inside(span, [other.span])), None)


def digit_agreement(left: Gold, right: Gold, text: str) -> DigitAgreement:
    """How alike two labellers account for the digit strings of an article.

    Args:
        left: One labelling.
        right: The other, of the same article.
        text: The article's NFC text.
    """
    uses = [(_use(span, left), _use(span, right)) for span in digit_strings(text)]
    return DigitAgreement(
        strings=len(uses),
        same_use=sum((a == STATISTIC) == (b == STATISTIC) for a, b in uses),
        same_reason=sum(a == b for a, b in uses),
    )
