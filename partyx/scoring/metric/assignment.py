"""Which predicted record is which gold record: one maximum-weight assignment a record type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence

THRESHOLDS = (0.3, 0.5, 0.7)
"""Likeness from which on two records count as the same; the figures are published at each."""

HEADLINE = 0.5
"""The threshold of the headline figures."""


def assign(weights: Sequence[Sequence[float]], floor: float = 0.0) -> list[tuple[int, int]]:
    """Pair rows with columns so that the weights of the pairs add up to the most.

    Args:
        weights: One row a gold record, one column a predicted one.
        floor: Pairs below it do not exist. They are taken out before the assignment, not after it: two
            poor pairs must not displace a good one and then fall themselves.

    Returns:
        The pairs with a weight above 0 and not below the floor, by row.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) == len(weights[0]) == 1:
        return [(0, 0)] if weights[0][0] > 0 and weights[0][0] >= floor else []
    try:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - an extra, and 0.3 s to import
    except ImportError:
        raise MissingExtraError("Scoring needs scipy. Install it with: pip install 'partyx[evals]'") from None
    kept = [[weight if weight >= floor else 0.0 for weight in row] for row in weights]
    rows, columns = linear_sum_assignment(kept, maximize=True)
    return [
        (int(row), int(column)) for row, column in zip(rows, columns, strict=True) if kept[row][column] > 0
    ]
