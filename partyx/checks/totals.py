"""Totals after an increase: "kết nạp 104 đảng viên, nâng tổng số lên 3.328"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.figures import Figure, Figures
    from partyx.records import Finding

CHECK = "total-after-increase"

_RAISED = re.compile(r"\bnâng\s+tổng\b[^.;\d]{0,120}\b(?:lên|thành|là)\b[^.;\d]{0,24}$", re.IGNORECASE)
_REACH, _EARLIER = 160, 8
_MEMBERS = {"đảng viên", "đồng chí", "đv", "đ/c", "người", "quần chúng", "quần chúng ưu tú"}


def check_totals(figures: Figures) -> Iterator[Finding]:
    """Totals that are smaller than what was just added to them."""
    for start, _, found in figures.by_sentence:
        for index, total in enumerate(found):
            raised = _RAISED.search(figures.view, max(start, total.start - _REACH), total.start)
            added = (
                _added(found[max(0, index - _EARLIER) : index], raised.start())
                if raised and not total.is_share
                else None
            )
            if added is not None and added.value > total.value and _comparable(added, total):
                message = f"the total {total.value} is less than the {added.value} that raised it"
                yield figures.finding(CHECK, "error", message, (added, total))


def _added(before: list[Figure], position: int) -> Figure | None:
    """The last figure before "nâng" that is no share."""
    counts = [figure for figure in before if figure.end <= position and not figure.is_share]
    return counts[-1] if counts else None


def _comparable(added: Figure, total: Figure) -> bool:
    """Whether both count the same; Party members go by several names."""
    return total.unit is None or _kind(added.unit) == _kind(total.unit)


def _kind(unit: str | None) -> str | None:
    return "đảng viên" if unit is None or unit.lower() in _MEMBERS else unit.lower()
