"""What figures that stand together say of each other, whoever claims them: :class:`Figures` has them all."""

from __future__ import annotations

from partyx.checks.arithmetic.figures import Figures
from partyx.checks.arithmetic.hundred import check_hundred
from partyx.checks.arithmetic.ratios import check_ratios
from partyx.checks.arithmetic.shares import check_shares
from partyx.checks.arithmetic.sums import check_sums
from partyx.checks.arithmetic.totals import check_totals

__all__ = ["CHECKS", "Figures"]

CHECKS = (check_shares, check_sums, check_hundred, check_totals, check_ratios)
