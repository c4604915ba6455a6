"""Three nested grounding figures: is it there, does it say so, and is it the right place.

Each counts predicted records: (1) every span is verbatim at its offsets; (2) and what the record claims can
be read in its quotes; (3) and the record is a gold one, its claim right, at a place that overlaps an
accepted gold span by at least half (intersection over union). What is claimed: of a statistic its value,
of a document its number (its kind when it has none), of an instruction its tasks, of a meeting its name, of a
record of the user's own its key.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.scoring.metric.cells import Tally, list_f1, scalar_score
from partyx.scoring.metric.comparators import central, document_code
from partyx.scoring.metric.likeness import SAME_PLACE, overlap
from partyx.scoring.metric.numbers import numbers_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.records import Span
    from partyx.scoring.gold.format import RecordType
    from partyx.scoring.metric.likeness import Pairs
    from partyx.scoring.metric.nodes import Node

_WORD = re.compile(r"[^\W_]+")


STEPS = ("verbatim", "derivable", "located")


def verbatim(spans: Sequence[Span], text: str) -> bool:
    """Whether there is a span, and each one is what stands at its offsets."""
    return bool(spans) and all(text[span.start : span.end] == span.text for span in spans)


def _words_in(claim: object, quotes: str) -> bool:
    return set(_WORD.findall(fold(str(claim)))) <= set(_WORD.findall(quotes))


def _claim_in_quotes(kind: RecordType, node: Node) -> bool:
    quotes = fold("\n".join(span.text for span in (*node.places, *node.evidence)))
    if kind == "statistics":
        value = node.scalars.get("value")
        return isinstance(value, int | float) and any(value in numbers_in(span.text) for span in node.places)
    if kind == "meetings":
        return _words_in(node.scalars.get("name", ""), quotes)
    if kind != "directives":
        said = [node.scalars[name] for name in node.spec.key if isinstance(node.scalars.get(name), str)]
        return all(_words_in(one, quotes) for one in said)
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
    spec = gold.spec
    if kind == "directives" and gold.source == "speech":
        likeness = list_f1(spec, "tasks", gold, predicted)
        return likeness is None or likeness > 0
    claimed = {"statistics": ("value",), "meetings": ("name",), "directives": ("kind", "number")}
    names = claimed.get(kind, tuple(name for name in spec.key if name in spec.scalars))
    scores = [scalar_score(spec, name, gold, predicted) for name in names]
    return all(score is None or score > 0 for score in scores)


def grounding(
    kind: RecordType, gold: Sequence[Node], predicted: Sequence[Node], pairs: Pairs, text: str
) -> dict[str, Tally]:
    """Of the predicted records of one type in one document, how many reach each of :data:`STEPS`."""
    partner = {column: row for row, column in pairs}
    reached = Counter(
        step
        for column, node in enumerate(predicted)
        for step in _steps(kind, gold[partner[column]] if column in partner else None, node, text)
    )
    return {step: Tally(reached[step], len(predicted), len(predicted)) for step in STEPS}


def _steps(kind: RecordType, gold: Node | None, predicted: Node, text: str) -> Iterator[str]:
    """The steps that one record reaches."""
    if verbatim((*predicted.places, *predicted.evidence), text):
        yield "verbatim"
        if _claim_in_quotes(kind, predicted):
            yield "derivable"
            right = gold is not None and _claim_right(kind, gold, predicted)
            if gold is not None and right and overlap(gold.places, predicted.places) >= SAME_PLACE:
                yield "located"
