"""How alike a gold and a predicted record are: the weighted key fields that decide the alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.scoring.metric.assignment import assign
from partyx.scoring.metric.cells import compare_nodes, list_f1, scalar_score, tally
from partyx.scoring.metric.comparators import compare_text
from partyx.scoring.metric.nodes import KEY_OF_NAMED, KEY_OF_NUMBERED, KEY_OF_SPEECH, Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyx.records import Span
    from partyx.scoring.gold.format import RecordType

THRESHOLDS = (0.3, 0.5, 0.7)
"""Likeness from which on two records count as the same; the figures are published at each."""

HEADLINE = 0.5
"""The threshold of the headline figures."""

SAME_PLACE = 0.5
"""Overlap (intersection over union) from which two spans are one place."""

_TIE_CELLS = 1e-3
_TIE_PLACE = 1e-4
_TIE_OPTIONAL = 1e-6


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """The best intersection over union of a span of one side with a span of the other."""
    best = 0.0
    for a in left:
        for b in right:
            shared = min(a.end, b.end) - max(a.start, b.start)
            if shared > 0:
                best = max(best, shared / (max(a.end, b.end) - min(a.start, b.start)))
    return best


def _key(kind: RecordType, gold: Node, predicted: Node) -> Mapping[str, float]:
    if kind != "directives":
        return gold.spec.key
    if gold.source == "speech":
        return KEY_OF_SPEECH
    numbered = any(node.scalars.get("number") is not None for node in (gold, predicted))
    return KEY_OF_NUMBERED if numbered else KEY_OF_NAMED


def likeness(kind: RecordType, gold: Node, predicted: Node) -> float:
    """0 to 1: the key fields' scores, weighted over those that either side fills."""
    if gold.source != predicted.source:
        return 0.0
    spec, reached, possible = gold.spec, 0.0, 0.0
    for name, weight in _key(kind, gold, predicted).items():
        score: float | None
        if name == "place":
            score = float(overlap(gold.places, predicted.places) >= SAME_PLACE)
        elif name == "printed":
            score = compare_text(gold.printed, predicted.printed)
        elif name in spec.lists:
            score = list_f1(spec, name, gold, predicted)
        else:
            score = scalar_score(spec, name, gold, predicted)
        if score is not None:
            reached, possible = reached + weight * score, possible + weight
    return reached / possible if possible else 0.0


Pairs = list[tuple[int, int]]


def align(
    kind: RecordType,
    gold: Sequence[Node],
    predicted: Sequence[Node],
    floors: Sequence[float] = (HEADLINE,),
) -> dict[float, Pairs]:
    """Pair the records of one type, once a floor.

    Among assignments of equal likeness the one with more right cells wins, then the one at the right
    places; so the result does not depend on the order of the records. Pairs below a floor are taken out
    before the assignment, not after it: two poor pairs must not displace a good one and then fall themselves.

    Returns:
        Floor to (gold index, predicted index), all with a likeness of at least the floor.
    """
    alike = [[likeness(kind, left, right) for right in predicted] for left in gold]
    weights = [
        [base + _tie(left, right) if base else 0.0 for right, base in zip(predicted, row, strict=True)]
        for left, row in zip(gold, alike, strict=True)
    ]
    return {
        floor: assign(
            [
                [weight if base >= floor else 0.0 for weight, base in zip(row, bases, strict=True)]
                for row, bases in zip(weights, alike, strict=True)
            ]
        )
        for floor in floors
    }


def _tie(left: Node, right: Node) -> float:
    cells = tally(compare_nodes(left.spec, left, right)).f1
    place = overlap(left.places, right.places)
    return _TIE_CELLS * cells + _TIE_PLACE * place - _TIE_OPTIONAL * (left.optional or right.optional)
