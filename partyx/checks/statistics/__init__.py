"""What an article says of a figure, against what its statistic says of it."""

from __future__ import annotations

from partyx.checks.statistics.labels import check_labels
from partyx.checks.statistics.mixed_up import check_mixed_up
from partyx.checks.statistics.no_figure import check_no_figure
from partyx.checks.statistics.plans import check_plans
from partyx.checks.statistics.quotations import check_quotations
from partyx.checks.statistics.subjects import check_subjects
from partyx.checks.statistics.times import check_times

__all__ = ["CHECKS"]

CHECKS = (
    check_labels,
    check_mixed_up,
    check_quotations,
    check_plans,
    check_no_figure,
    check_times,
    check_subjects,
)
