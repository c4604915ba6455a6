"""Verdicts on cells: what became of every filled leaf of gold and prediction."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from partyx.scoring.metric.assignment import assign
from partyx.scoring.metric.comparators import HasDates
from partyx.scoring.metric.nodes import Node, Spec, merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Outcome = Literal["right", "partial", "wrong", "missed", "spurious", "missed_record", "invented_record"]
OUTCOMES: dict[Outcome, str] = {
    "wrong": "wrong",
    "missed": "missed in record",
    "spurious": "spurious in record",
    "missed_record": "missed record",
    "invented_record": "invented record",
    "partial": "partly right",
    "right": "right",
}
"""Outcomes of cells as people read them; the errors first."""
ERRORS = frozenset(OUTCOMES) - {"partial", "right"}
_GOLD_ONLY = frozenset({"missed", "missed_record"})
_PREDICTED_ONLY = frozenset({"spurious", "invented_record"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One verdict.

    Attributes:
        path: Where in the record, e.g. ``chairs[0].titles[1]``; indices count in the side that has it.
        outcome: right (1), partial (a text or date that earns part), wrong (both filled, 0), missed and
            spurious (only gold, only the prediction fills it), missed_record and invented_record (the same,
            in a record that has no partner).
        score: 0 to 1.
        gold: Gold's value as people read it, None when it has none.
        predicted: The predicted one, None when there is none.
    """

    path: str
    outcome: Outcome
    score: float = 0.0
    gold: str | None = None
    predicted: str | None = None

    @property
    def field(self) -> str:
        """The path without its indices: ``chairs.titles``."""
        return ".".join(part.split("[")[0] for part in self.path.split("."))

    @property
    def counts(self) -> tuple[int, int]:
        """How many gold and predicted cells this is: (1, 1), (1, 0) or (0, 1)."""
        return int(self.outcome not in _PREDICTED_ONLY), int(self.outcome not in _GOLD_ONLY)


class Tally(NamedTuple):
    """Hits among gold and predicted things; fractional when repeats are averaged."""

    hits: float = 0.0
    gold: float = 0.0
    predicted: float = 0.0

    @property
    def f1(self) -> float:
        """2 x hits / (gold + predicted); 1 when both sides are empty, 0 when one is."""
        total = self.gold + self.predicted
        return 2 * self.hits / total if total else 1.0

    @property
    def precision(self) -> float:
        """Hits among the predicted; with nothing predicted 1 only if there was nothing to find."""
        return self.hits / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Hits among gold; with no gold 1 only if nothing was predicted."""
        return self.hits / self.gold if self.gold else float(not self.predicted)


def together(tallies: Iterable[Tally]) -> Tally:
    """Several tallies as one."""
    return Tally(*map(sum, zip(*(Tally(), *tallies), strict=True)))


def tally(cells: Iterable[Cell]) -> Tally:
    """Sum of scores, gold cells, predicted cells."""
    hits, gold, predicted = 0.0, 0, 0
    for cell in cells:
        counts = cell.counts
        hits, gold, predicted = hits + cell.score, gold + counts[0], predicted + counts[1]
    return Tally(hits, gold, predicted)


def _shown(value: object) -> str | None:
    """A cell's value as people read it."""
    if isinstance(value, HasDates):
        return f"{value.start}" if value.start == value.end else f"{value.start} to {value.end}"
    if isinstance(value, tuple):
        return " or ".join(dict.fromkeys(span.text for span in value))
    return None if value is None else str(value)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path and name else path or name


def one_sided(spec: Spec, node: Node, path: str, outcome: Outcome) -> Iterator[Cell]:
    """Every cell of a node that has no partner."""
    on_gold = outcome in _GOLD_ONLY
    for name in spec.scalars:
        value = node.scalars.get(name)
        if value is not None:
            gold, predicted = (_shown(value), None) if on_gold else (None, _shown(value))
            yield Cell(_join(path, name), outcome, gold=gold, predicted=predicted)
    for name, inner in spec.lists.items():
        for index, entry in enumerate(node.lists.get(name, ())):
            if not entry.optional:
                yield from one_sided(inner, entry, f"{_join(path, name)}[{index}]", outcome)


def scalar_score(spec: Spec, name: str, gold: Node, predicted: Node) -> float | None:
    """The best score over gold's accepted values; None when the field is to be left out of account."""
    value = predicted.scalars.get(name)
    options = [option for option in gold.alternatives(name) if option is not None]
    if value is None:
        may_be_absent = gold.scalars.get(name) is None or any(v is None for v in gold.alternatives(name))
        return None if may_be_absent else 0.0
    return max((spec.scalars[name](option, value) for option in options), default=0.0)


def _scalar(spec: Spec, name: str, gold: Node, predicted: Node, path: str) -> Cell | None:
    score = scalar_score(spec, name, gold, predicted)
    if score is None:
        return None
    wanted, value = gold.scalars.get(name), predicted.scalars.get(name)
    where = _join(path, name)
    if value is None:
        return Cell(where, "missed", gold=_shown(wanted))
    if score == 0 and any(option is None for option in gold.alternatives(name)):
        # Gold may leave the field out, so what is there and fits nothing is too much, not a wrong value.
        return Cell(where, "spurious", predicted=_shown(value))
    right = wanted if wanted is not None else next(v for v in gold.alternatives(name) if v is not None)
    outcome: Outcome = "right" if score == 1 else "partial" if score > 0 else "wrong"
    return Cell(where, outcome, score, _shown(right), _shown(value))


def _identity(spec: Spec, gold: Node, predicted: Node) -> float:
    """How alike two list entries are: by their first field."""
    name = next(iter(spec.scalars))
    return scalar_score(spec, name, gold, predicted) or 0.0


def pair_entries(spec: Spec, gold: Sequence[Node], predicted: Sequence[Node]) -> list[tuple[int, int]]:
    """One assignment over the entries; of equally named ones those that agree in more stay together."""
    weights = [
        [
            likeness + 1e-3 * tally(compare_nodes(spec, left, right)).f1
            - 1e-6 * (left.optional or right.optional) if (likeness := _identity(spec, left, right)) else 0.0
            for right in predicted
        ]
        for left in gold
    ]  # fmt: skip
    return assign(weights)


def _entries(spec: Spec, gold: Sequence[Node], predicted: Sequence[Node], path: str) -> list[Cell]:
    """The cells of two lists; optional entries are scored neither way."""
    pairs = dict(pair_entries(spec, gold, predicted))
    cells: list[Cell] = []
    for row, left in enumerate(gold):
        column = pairs.get(row)
        if left.optional or (column is not None and predicted[column].optional):
            continue
        where = f"{path}[{row}]"
        if column is None:
            cells += one_sided(spec, left, where, "missed")
        else:
            cells += compare_nodes(spec, left, predicted[column], where)
    for column in sorted(set(range(len(predicted))) - set(pairs.values())):
        if not predicted[column].optional:
            cells += one_sided(spec, predicted[column], f"{path}[{column}]", "spurious")
    return cells


def _merges(gold: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """The list with one pair of neighbours merged, for every pair that may be."""
    for index, (left, right) in enumerate(pairwise(gold)):
        if left.merge is not None and left.merge == right.merge:
            yield (*gold[:index], merged(left, right), *gold[index + 2 :])


def _with_merges(spec: Spec, gold: tuple[Node, ...], predicted: Sequence[Node], path: str) -> list[Cell]:
    """The best cells over the ways to merge, found by taking the best single merge again and again."""
    best = _entries(spec, gold, predicted, path)
    while True:
        options = [(_entries(spec, option, predicted, path), option) for option in _merges(gold)]
        better = max(options, key=lambda option: tally(option[0]).f1, default=None)
        if better is None or tally(better[0]).f1 <= tally(best).f1:
            return best
        best, gold = better


def _list(spec: Spec, name: str, gold: Node, predicted: Node, path: str) -> list[Cell]:
    inner, found = spec.lists[name], predicted.lists.get(name, ())
    options = [gold.lists.get(name, ())]
    for entries in gold.accept.get(name, ()):
        if not entries and not found:
            return []
        options.append(entries)
    graded = [_with_merges(inner, option, found, _join(path, name)) for option in options]
    return max(graded, key=lambda cells: tally(cells).f1)


def compare_nodes(spec: Spec, gold: Node, predicted: Node, path: str = "") -> list[Cell]:
    """All cells of two nodes that are taken to be the same."""
    scalars = (_scalar(spec, name, gold, predicted, path) for name in spec.scalars)
    cells = [cell for cell in scalars if cell is not None]
    for name in spec.lists:
        cells += _list(spec, name, gold, predicted, path)
    return cells


def list_f1(spec: Spec, name: str, gold: Node, predicted: Node) -> float | None:
    """How alike two nested lists are; None when both are empty."""
    cells = _list(spec, name, gold, predicted, "")
    return tally(cells).f1 if cells else None
