"""The score of one document: every figure of the metric by its name, with the verdicts it is made of.

The headline of a record type is its cell F1: twice the sum of the cell scores over gold cells plus
predicted cells, cells of unaligned records included; 1 when both sides are empty, 0 when one is. A failed
document is an empty prediction. Optional gold records, and what is aligned with them, count neither way.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyx.errors import EvalError
from partyx.scoring.gold.first_choices import first_choices
from partyx.scoring.gold.format import BUILT_IN_TYPES, RecordType
from partyx.scoring.metric.assignment import assign
from partyx.scoring.metric.cells import Cell, Tally, compare_nodes, one_sided, scalar_score, tally
from partyx.scoring.metric.comparators import compare_number, told_near
from partyx.scoring.metric.grounding import grounding
from partyx.scoring.metric.likeness import HEADLINE, THRESHOLDS, align
from partyx.scoring.metric.nodes import SPECS, Node
from partyx.scoring.metric.own import all_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from partyx.kinds.registry import Chosen
    from partyx.scoring.gold.format import Gold
    from partyx.scoring.metric.likeness import Pairs
    from partyx.scoring.metric.nodes import Predicted

Figures = dict[str, Tally]
"""Name to tally. Of each record type: "statistics/cells@0.5" and "statistics/records@0.5" at every threshold,
"statistics/exact", "statistics/field/unit" for each field, "statistics/grounding/verbatim" and the other two
steps, "statistics/strict@0.5" where nothing is right but the first choice of gold; and "statistics/values"
and "directives/documents", which compare by value, and by kind, number and issuer, alone."""


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """One gold record with its partner, or one of the two alone.

    Attributes:
        type: Which type, by its plural.
        gold: Index in gold's list, None for an invented record.
        predicted: Index in the prediction's list, None for a missed record.
        exact: Whether it is aligned and every cell is right.
        cells: The verdicts on its cells.
    """

    type: RecordType
    gold: int | None
    predicted: int | None
    exact: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class DocumentScore:
    """The score of one document.

    Attributes:
        id: The article's id.
        origin: "real" or "written"; never mixed.
        failed: Whether there was no prediction at all.
        figures: Every figure.
        records: Every record of gold and prediction with its cells, at the headline threshold.
    """

    id: str
    origin: str
    failed: bool
    figures: Figures
    records: tuple[RecordVerdict, ...] = field(repr=False)


def strict_name(kind: RecordType) -> str:
    """The name of a type's cell F1 against gold's first choices alone."""
    return f"{kind}/strict@{HEADLINE}"


def cells_by_field(record: RecordVerdict) -> Iterator[tuple[str, Cell]]:
    """The cells of a record, each with its field; a period also as one told near its figure or inherited."""
    for cell in record.cells:
        yield cell.field, cell
    origin = next((cell.gold for cell in record.cells if cell.path == "period_from" and cell.gold), None)
    if origin is not None:
        side = "own" if told_near(origin) else "inherited"
        yield from ((f"period.{side}", cell) for cell in record.cells if cell.path == "period")


def count_fields(records: Iterable[RecordVerdict]) -> dict[str, Counter[str]]:
    """Field ("statistics.period") to outcome to number of cells."""
    counts: dict[str, Counter[str]] = {}
    for record in records:
        for name, cell in cells_by_field(record):
            counts.setdefault(f"{record.type}.{name}", Counter())[cell.outcome] += 1
    return counts


def count_errors(records: Iterable[RecordVerdict]) -> dict[RecordType, Counter[str]]:
    """Record type to outcome to number of cells."""
    counts: dict[RecordType, Counter[str]] = {}
    for record in records:
        counts.setdefault(record.type, Counter()).update(cell.outcome for cell in record.cells)
    return counts


def _verdicts(
    kind: RecordType, gold: Sequence[Node], predicted: Sequence[Node], pairs: Pairs
) -> list[RecordVerdict]:
    partner = dict(pairs)
    found: list[RecordVerdict] = []
    for row, left in enumerate(gold):
        column = partner.get(row)
        if left.optional or (column is not None and predicted[column].optional):
            continue
        if column is None:
            cells = tuple(one_sided(left.spec, left, "", "missed_record"))
        else:
            cells = tuple(compare_nodes(left.spec, left, predicted[column]))
        exact = column is not None and all(cell.outcome == "right" for cell in cells)
        found.append(RecordVerdict(kind, row, column, exact, cells))
    taken = set(partner.values())
    for column, right in enumerate(predicted):
        if column not in taken and not right.optional:
            cells = tuple(one_sided(right.spec, right, "", "invented_record"))
            found.append(RecordVerdict(kind, None, column, exact=False, cells=cells))
    return found


def _record_tally(verdicts: Sequence[RecordVerdict], hits: int) -> Tally:
    return Tally(
        hits,
        sum(one.gold is not None for one in verdicts),
        sum(one.predicted is not None for one in verdicts),
    )


def _score_type(
    kind: RecordType, gold: Sequence[Node], predicted: Sequence[Node], text: str
) -> tuple[Figures, list[RecordVerdict]]:
    """The figures of one record type, and the verdicts at the headline threshold."""
    pairs = align(kind, gold, predicted, THRESHOLDS)
    by_floor = {floor: _verdicts(kind, gold, predicted, pairs[floor]) for floor in THRESHOLDS}
    figures: Figures = {}
    for floor, found in by_floor.items():
        aligned = sum(one.gold is not None and one.predicted is not None for one in found)
        figures[f"{kind}/cells@{floor}"] = tally(cell for one in found for cell in one.cells)
        figures[f"{kind}/records@{floor}"] = _record_tally(found, aligned)
    headline = by_floor[HEADLINE]
    figures[f"{kind}/exact"] = _record_tally(headline, sum(one.exact for one in headline))
    fields: dict[str, list[Cell]] = {}
    for one in headline:
        for name, cell in cells_by_field(one):
            fields.setdefault(name, []).append(cell)
    figures |= {f"{kind}/field/{name}": tally(fields[name]) for name in sorted(fields)}
    steps = grounding(kind, gold, predicted, pairs[HEADLINE], text)
    figures |= {f"{kind}/grounding/{step}": tally for step, tally in steps.items()}
    return figures, headline


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
    gold: Mapping[RecordType, tuple[Node, ...]], predicted: Mapping[RecordType, tuple[Node, ...]], text: str
) -> tuple[Figures, list[RecordVerdict]]:
    """Every figure, and the verdicts."""
    figures: Figures = {}
    records: list[RecordVerdict] = []
    for kind in gold:
        of_type, verdicts = _score_type(kind, gold[kind], predicted[kind], text)
        figures |= of_type
        records += verdicts
    if "statistics" in gold:
        figures["statistics/values"] = _match(gold["statistics"], predicted["statistics"], _same_value)
    if "directives" in gold:
        wanted, found = (
            [node for node in side["directives"] if node.source == "document"] for side in (gold, predicted)
        )
        figures["directives/documents"] = _match(wanted, found, _same_document)
    return figures, records


def score_document(
    gold: Gold, predicted: Predicted | None, text: str, types: Chosen = BUILT_IN_TYPES
) -> DocumentScore:
    """Score the prediction for one article.

    Args:
        gold: What there is to find.
        predicted: An extraction; None when the run failed on this article.
        text: The article's NFC text.
        types: Which record types are scored.

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
    found = all_nodes(predicted, types, gold.labelled)
    figures, records = score_nodes(all_nodes(gold, types, gold.labelled), found, text)
    strict, _ = score_nodes(all_nodes(first_choices(gold), types, gold.labelled), found, text)
    figures |= {strict_name(kind): strict[f"{kind}/cells@{HEADLINE}"] for kind in found}
    return DocumentScore(gold.article.id, gold.origin, predicted is None, figures, tuple(records))
