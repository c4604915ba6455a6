"""Error capture at a review budget: re-reading the least sure records first, how many wrong ones are met?

A record is the less sure the more speaks against it: findings of the checks about it, claims of the same
article that could not be located, and a second engine that does not say the same. Records with equal
suspicion are in no order, so the expected share over their random order is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partyx.kinds.record import spec_of
from partyx.scoring.gold.format import BUILT_IN_TYPES, RecordType
from partyx.scoring.metric.cells import ERRORS, compare_nodes
from partyx.scoring.metric.likeness import HEADLINE, align
from partyx.scoring.metric.own import all_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.extraction import Extraction
    from partyx.kinds.registry import Chosen
    from partyx.scoring.metric.score import DocumentScore

BUDGETS = (0.05, 0.1, 0.2, 0.3, 0.5)
"""Shares of the records that a person re-reads."""

_FINDING = {"error": 3.0, "warning": 2.0, "note": 1.0}
_ALONE = 2.0
_FIELD_DIFFERS = 0.5
_FIELD_UNLOCATED = 1.0
_SINGULAR: dict[RecordType, str] = {
    "statistics": "statistic",
    "meetings": "meeting",
    "directives": "directive",
}


class Reviewed(NamedTuple):
    """One predicted record: how little sure it is, and whether it is wrong."""

    suspicion: float
    wrong: bool


class Capture(NamedTuple):
    """What reading a share of the records finds.

    Attributes:
        budget: Share of the records read.
        found: Expected share of the wrong records among them; reading in random order finds ``budget``.
    """

    budget: float
    found: float


def _from_findings(found: Extraction) -> dict[str, float]:
    doubts: dict[str, float] = {}
    for finding in found.findings:
        for address in finding.records:
            doubts[address] = doubts.get(address, 0.0) + _FINDING[finding.severity]
    return doubts


def _from_unlocated(found: Extraction, types: Chosen) -> dict[str, float]:
    """A claim refused in one field speaks against the records of its type that agree with the rest."""
    doubts: dict[str, float] = {}
    singular = _SINGULAR | {one.plural: one.name for one in map(spec_of, types.own)}
    for kind, records in found.by_type().items():
        refused = [
            {
                str(value)
                for name, value in claim.claim.items()
                if name != claim.field and value not in (None, "")
            }
            for claim in found.unlocated
            if claim.record == singular.get(kind) and claim.field is not None
        ]
        for index, record in enumerate(records):
            said = record.values() if isinstance(record, dict) else (value for _, value in record)
            values = {str(value) for value in said if isinstance(value, str | int | float)}
            hits = sum(bool(claim & values) for claim in refused)
            if hits:
                doubts[f"{kind}[{index}]"] = hits * _FIELD_UNLOCATED
    return doubts


def _from_disagreement(found: Extraction, other: Extraction, types: Chosen) -> dict[str, float]:
    doubts: dict[str, float] = {}
    ours, theirs = all_nodes(found, types), all_nodes(other, types)
    for kind in ours:
        partner = dict(align(kind, ours[kind], theirs[kind])[HEADLINE])
        for index, node in enumerate(ours[kind]):
            column = partner.get(index)
            if column is None:
                doubts[f"{kind}[{index}]"] = _ALONE
            else:
                cells = compare_nodes(node.spec, node, theirs[kind][column])
                doubts[f"{kind}[{index}]"] = _FIELD_DIFFERS * sum(cell.outcome != "right" for cell in cells)
    return doubts


def suspicions(
    found: Extraction, other: Extraction | None = None, types: Chosen = BUILT_IN_TYPES
) -> dict[str, float]:
    """Record address ("statistics[3]") to how much speaks against it; 0 when nothing does.

    Args:
        found: The extraction to be reviewed.
        other: What a second engine found in the same article.
        types: The record types.
    """
    total = {
        f"{kind}[{index}]": 0.0 for kind, records in found.by_type().items() for index in range(len(records))
    }
    sources = [_from_findings(found), _from_unlocated(found, types)]
    if other is not None:
        sources.append(_from_disagreement(found, other, types))
    for doubts in sources:
        for address, doubt in doubts.items():
            if address in total:
                total[address] += doubt
    return total


def reviewed(
    found: Extraction,
    score: DocumentScore,
    other: Extraction | None = None,
    types: Chosen = BUILT_IN_TYPES,
) -> list[Reviewed]:
    """The predicted records of one document that gold can judge."""
    doubts = suspicions(found, other, types)
    return [
        Reviewed(
            doubts[f"{record.type}[{record.predicted}]"], any(cell.outcome in ERRORS for cell in record.cells)
        )
        for record in score.records
        if record.predicted is not None
    ]


def _found_within(ranked: Sequence[Reviewed], budget: float) -> float:
    """Expected number of wrong records in the first ``budget`` records, ties in random order."""
    found, left, start = 0.0, budget, 0
    while left > 0 and start < len(ranked):
        end = start
        while end < len(ranked) and ranked[end].suspicion == ranked[start].suspicion:
            end += 1
        wrong, size = sum(one.wrong for one in ranked[start:end]), end - start
        found += wrong * min(1.0, left / size)
        left, start = left - size, end
    return found


def error_capture(records: Iterable[Reviewed], budgets: Sequence[float] = BUDGETS) -> list[Capture]:
    """Which share of the wrong records is met within each budget; 1 when nothing is wrong."""
    ranked = sorted(records, key=lambda one: -one.suspicion)
    wrong = sum(one.wrong for one in ranked)
    return [
        Capture(budget, _found_within(ranked, budget * len(ranked)) / wrong if wrong else 1.0)
        for budget in budgets
    ]
