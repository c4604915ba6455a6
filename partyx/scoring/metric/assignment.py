"""Which predicted record is which gold record: one maximum-weight assignment a record type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.errors import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair rows with columns so that the weights of the pairs add up to the most.

    Args:
        weights: One row a gold record, one column a predicted one; 0 for a pair that does not exist.

    Returns:
        The pairs with a weight above 0, by row.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) == len(weights[0]) == 1:
        return [(0, 0)] if weights[0][0] > 0 else []
    try:
        from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - an extra, and 0.3 s to import
    except ImportError:
        raise MissingExtraError("Scoring needs scipy. Install it with: pip install 'partyx[evals]'") from None
    pairs = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [(int(row), int(column)) for row, column in pairs if weights[row][column] > 0]
