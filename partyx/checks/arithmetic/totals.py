"""Totals after an increase: "kết nạp 104 đảng viên, nâng tổng số lên 3.328"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.unit import counts_members, member

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.arithmetic.figures import Figure, Figures
    from partyx.records import Finding

CHECK = "total-after-increase"

_RAISED = pattern(r"<relations.raises>[^.;\d\n]{0,120}<relations.raised_to>(?: [^.;\d\n]{0,24})?\Z")
_REACH, _EARLIER = 160, 8
"""Characters before a total in which it is raised, and figures before it of which one raised it."""


def check_totals(figures: Figures) -> Iterator[Finding]:
    """Totals that are smaller than what was just added to them."""
    for start, _, found in figures.by_sentence:
        for index, total in enumerate(found):
            raised = _RAISED.search(figures.folded, max(start, total.start - _REACH), total.start)
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


def _kind(unit: str | None) -> str:
    return fold(member()) if unit is None or counts_members(unit) else fold(unit)
