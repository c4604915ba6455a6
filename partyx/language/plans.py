"""Lines that open a list of plans: "Đề án đề ra các chỉ tiêu đến năm 2030:"."""

from __future__ import annotations

from partyx.language.grammar import pattern

_ANNOUNCES = pattern("<modality.announces>")
_MAY_ANNOUNCE = pattern("<modality.announces|modality.aims|claims.plans>")
_REPORTS = pattern("<modality.reports>")


def announces_plans(folded: str, start: int, end: int) -> bool:
    """Whether a line says that plans follow, and no results: reason enough to call a figure planned."""
    return _ANNOUNCES.search(folded, start, end) is not None and not _reports(folded, start, end)


def may_announce_plans(folded: str, start: int, end: int) -> bool:
    """Whether a line may say so: no reason to doubt that a figure is planned.

    "Đến năm 2030:" and "Thực hiện kế hoạch năm 2023:" may open a list of plans as well as one of results.
    """
    return _MAY_ANNOUNCE.search(folded, start, end) is not None and not _reports(folded, start, end)


def _reports(folded: str, start: int, end: int) -> bool:
    return _REPORTS.search(folded, start, end) is not None
