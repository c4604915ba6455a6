"""Lines that announce plans: "Đề án đề ra các chỉ tiêu đến năm 2030:"."""

from __future__ import annotations

from partyx.language.grammar import pattern

_ANNOUNCES = pattern("<modality.announces|modality.aims|claims.plans>")
_REPORTS = pattern("<modality.reports>")


def announces_plans(folded: str, start: int, end: int) -> bool:
    """Whether a line that opens a list says that plans follow, and no results."""
    return _ANNOUNCES.search(folded, start, end) is not None and _REPORTS.search(folded, start, end) is None
