"""Three nested grounding figures: is it there, does it say so, and is it the right place.

Each counts predicted records: (1) every span is verbatim at its offsets; (2) and what the record claims can
be read in its quotes; (3) and the record is a gold one, its claim right, at a place that overlaps an
accepted gold span by at least half (intersection over union). What is claimed: of a statistic its value,
of a document its number (its kind when it has none), of an instruction its tasks, of a meeting its name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from partyx.scoring.metric.cells import list_f1, scalar_score
from partyx.scoring.metric.comparators import central, document_code
from partyx.scoring.metric.likeness import SAME_PLACE, overlap
from partyx.scoring.metric.nodes import SPECS, Node, RecordType
from partyx.scoring.metric.numbers import derivable
from partyx.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.records import Span
    from partyx.scoring.metric.likeness import Pairs

_WORD = re.compile(r"[^\W_]+")


class Grounding(NamedTuple):
    """Predicted records, and how many reach each of the three steps."""

    predicted: float = 0.0
    verbatim: float = 0.0
    derivable: float = 0.0
    located: float = 0.0

    def plus(self, other: Grounding) -> Grounding:
        """The two together."""
        return Grounding(*(a + b for a, b in zip(self, other, strict=True)))


def verbatim(spans: Sequence[Span], text: str) -> bool:
    """Whether there is a span, and each one is what stands at its offsets."""
    return bool(spans) and all(text[span.start : span.end] == span.text for span in spans)


def _words_in(claim: object, quotes: str) -> bool:
    return set(_WORD.findall(fold(str(claim)))) <= set(_WORD.findall(quotes))


def _claim_in_quotes(kind: RecordType, node: Node) -> bool:
    quotes = fold("\n".join(span.text for span in (*node.places, *node.evidence)))
    if kind == "statistics":
        value = node.scalars.get("value")
        return isinstance(value, int | float) and any(derivable(value, span.text) for span in node.places)
    if kind == "meetings":
        return _words_in(node.scalars.get("name", ""), quotes)
    if node.source == "speech":
        return all(_words_in(task.scalars.get("text", ""), quotes) for task in node.lists.get("tasks", ()))
    number = node.scalars.get("number")
    if number is None:
        return _words_in(node.scalars.get("kind", ""), quotes)
    # The year, the issuer's letters or a line break may stand between: the code's own parts must be there.
    return set(_WORD.findall(document_code(str(number)))) <= set(
        map(_unpadded, _WORD.findall(central(quotes)))
    )


def _unpadded(word: str) -> str:
    return word.lstrip("0") or "0"


def _claim_right(kind: RecordType, gold: Node, predicted: Node) -> bool:
    spec = SPECS[kind]
    if kind == "directives" and gold.source == "speech":
        likeness = list_f1(spec, "tasks", gold, predicted)
        return likeness is None or likeness > 0
    names = {"statistics": ("value",), "meetings": ("name",)}.get(kind, ("kind", "number"))
    scores = [scalar_score(spec, name, gold, predicted) for name in names]
    return all(score is None or score > 0 for score in scores)


def ground_figures(
    kind: RecordType, gold: Sequence[Node], predicted: Sequence[Node], pairs: Pairs, text: str
) -> Grounding:
    """The three figures of one record type in one document."""
    partner = {column: row for row, column in pairs}
    steps = [0, 0, 0]
    for column, node in enumerate(predicted):
        if not verbatim((*node.places, *node.evidence), text):
            continue
        steps[0] += 1
        if not _claim_in_quotes(kind, node):
            continue
        steps[1] += 1
        row = partner.get(column)
        if row is None or not _claim_right(kind, gold[row], node):
            continue
        steps[2] += overlap(gold[row].places, node.places) >= SAME_PLACE
    return Grounding(len(predicted), *steps)
