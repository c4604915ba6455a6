"""The score of one document: every figure of the metric, with the verdicts it is made of.

The headline of a record type is its cell F1: twice the sum of the cell scores over gold cells plus
predicted cells, cells of unaligned records included; 1 when both sides are empty, 0 when one is. A failed
document is an empty prediction. Optional gold records, and what is aligned with them, count neither way.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyx.errors import EvalError
from partyx.scoring.metric.assignment import HEADLINE, THRESHOLDS, assign
from partyx.scoring.metric.cells import Cell, Tally, compare_nodes, one_sided, scalar_score, tally
from partyx.scoring.metric.comparators import compare_number
from partyx.scoring.metric.grounding import Grounding, ground_figures
from partyx.scoring.metric.likeness import align
from partyx.scoring.metric.nodes import RECORD_TYPES, SPECS, Node, Predicted, RecordType, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partyx.scoring.gold.format import Gold
    from partyx.scoring.metric.likeness import Pairs


@dataclass(frozen=True)
class RecordVerdict:
    """One gold record with its partner, or one of the two alone.

    Attributes:
        gold: Index in gold's list, None for an invented record.
        predicted: Index in the prediction's list, None for a missed record.
        cells: The verdicts on its cells.
        exact: Whether it is aligned and every cell is right.
    """

    gold: int | None
    predicted: int | None
    cells: tuple[Cell, ...]
    exact: bool


@dataclass(frozen=True)
class TypeScore:
    """The figures of one record type in one document.

    Attributes:
        cells: Cell tally at each threshold; the headline is the one at 0.5.
        records: Aligned, gold and predicted records at each threshold.
        exact: Exact records among gold and predicted ones.
        fields: Field to its cell tally, at 0.5.
        errors: Kind of error to number of cells, at 0.5.
        verdicts: Every record with its cells, at 0.5.
        grounding: The three grounding figures.
    """

    cells: dict[float, Tally]
    records: dict[float, Tally]
    exact: Tally
    fields: dict[str, Tally]
    errors: dict[str, int]
    verdicts: tuple[RecordVerdict, ...]
    grounding: Grounding

    @property
    def f1(self) -> float:
        """The headline: cell F1 at 0.5."""
        return self.cells[HEADLINE].f1


@dataclass(frozen=True)
class DocumentScore:
    """The score of one document.

    Attributes:
        id: The article's id.
        origin: "real" or "written"; never mixed.
        failed: Whether there was no prediction at all.
        types: The figures of each record type.
        values: Statistics by their value alone, as a multiset.
        documents: Cited documents by kind, number and issuer.
    """

    id: str
    origin: str
    failed: bool
    types: dict[RecordType, TypeScore] = field(repr=False)
    values: Tally
    documents: Tally


def _verdicts(
    kind: RecordType, gold: Sequence[Node], predicted: Sequence[Node], pairs: Pairs
) -> list[RecordVerdict]:
    spec, partner = SPECS[kind], dict(pairs)
    found: list[RecordVerdict] = []
    for row, left in enumerate(gold):
        column = partner.get(row)
        if left.optional or (column is not None and predicted[column].optional):
            continue
        if column is None:
            cells = tuple(one_sided(spec, left, "", "missed_record"))
        else:
            cells = tuple(compare_nodes(spec, left, predicted[column]))
        exact = column is not None and all(cell.outcome == "right" for cell in cells)
        found.append(RecordVerdict(row, column, cells, exact))
    taken = set(partner.values())
    for column, right in enumerate(predicted):
        if column not in taken and not right.optional:
            cells = tuple(one_sided(spec, right, "", "invented_record"))
            found.append(RecordVerdict(None, column, cells, exact=False))
    return found


def _record_tally(verdicts: Sequence[RecordVerdict], hit: Callable[[RecordVerdict], bool]) -> Tally:
    return Tally(
        sum(map(hit, verdicts)),
        sum(one.gold is not None for one in verdicts),
        sum(one.predicted is not None for one in verdicts),
    )


def _aligned(verdict: RecordVerdict) -> bool:
    return verdict.gold is not None and verdict.predicted is not None


def _score_type(kind: RecordType, gold: Sequence[Node], predicted: Sequence[Node], text: str) -> TypeScore:
    pairs = align(kind, gold, predicted, THRESHOLDS)
    by_floor = {floor: _verdicts(kind, gold, predicted, pairs[floor]) for floor in THRESHOLDS}
    headline = by_floor[HEADLINE]
    cells = [cell for verdict in headline for cell in verdict.cells]
    fields: dict[str, list[Cell]] = {}
    for cell in cells:
        fields.setdefault(cell.field, []).append(cell)
    return TypeScore(
        cells={
            floor: tally(cell for one in found for cell in one.cells) for floor, found in by_floor.items()
        },
        records={floor: _record_tally(found, _aligned) for floor, found in by_floor.items()},
        exact=_record_tally(headline, lambda verdict: verdict.exact),
        fields={name: tally(fields[name]) for name in sorted(fields)},
        errors=dict(Counter(cell.outcome for cell in cells)),
        verdicts=tuple(headline),
        grounding=ground_figures(kind, gold, predicted, pairs[HEADLINE], text),
    )


def _match(gold: Sequence[Node], predicted: Sequence[Node], same: Callable[[Node, Node], bool]) -> Tally:
    """Hits of a plain yes-or-no comparison; a hit on an optional one counts neither way."""
    weights = [
        [(1.0 - 1e-3 * (left.optional or right.optional)) * same(left, right) for right in predicted]
        for left in gold
    ]
    pairs = assign(weights)
    neither = [(row, column) for row, column in pairs if gold[row].optional or predicted[column].optional]
    lost_gold = {row for row, node in enumerate(gold) if node.optional} | {row for row, _ in neither}
    lost_predicted = {column for column, node in enumerate(predicted) if node.optional}
    lost_predicted |= {column for _, column in neither}
    return Tally(len(pairs) - len(neither), len(gold) - len(lost_gold), len(predicted) - len(lost_predicted))


def _same_value(gold: Node, predicted: Node) -> bool:
    value = predicted.scalars.get("value")
    return any(compare_number(option, value) == 1 for option in gold.alternatives("value"))


def _same_document(gold: Node, predicted: Node) -> bool:
    scores = (
        scalar_score(SPECS["directives"], name, gold, predicted) for name in ("kind", "number", "issuer")
    )
    return all(score is None or score == 1 for score in scores)


def score_nodes(
    gold: dict[RecordType, tuple[Node, ...]], predicted: dict[RecordType, tuple[Node, ...]], text: str
) -> tuple[dict[RecordType, TypeScore], Tally, Tally]:
    """The figures by record type, the value-level tally, the document tally."""
    types = {kind: _score_type(kind, gold[kind], predicted[kind], text) for kind in RECORD_TYPES}
    wanted, found = (
        [node for node in side["directives"] if node.source == "document"] for side in (gold, predicted)
    )
    values = _match(gold["statistics"], predicted["statistics"], _same_value)
    return types, values, _match(wanted, found, _same_document)


def score_document(gold: Gold, predicted: Predicted | None, text: str) -> DocumentScore:
    """Score the prediction for one article.

    Args:
        gold: What there is to find.
        predicted: An extraction; None when the run failed on this article.
        text: The article's NFC text.

    Raises:
        EvalError: The prediction says it is of another text than gold, or ``text`` is not gold's.
        MissingExtraError: scipy is not installed.
    """
    named = getattr(getattr(predicted, "article", None), "sha256", gold.article.sha256)
    if named != gold.article.sha256:
        raise EvalError(
            f"{gold.article.id}: the prediction is of another text ({named[:12]}) than gold "
            f"({gold.article.sha256[:12]}). Run the prediction again on articles/{gold.article.file}."
        )
    types, values, documents = score_nodes(nodes(gold), nodes(predicted), text)
    return DocumentScore(gold.article.id, gold.origin, predicted is None, types, values, documents)
