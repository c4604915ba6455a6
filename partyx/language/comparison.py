"""What something is compared with, where other words stand between it and the word that compares."""

from __future__ import annotations

from partyx.language.grammar import pattern

_COMPARES = pattern(r"<relations.compares>[^,;:.()\d\n]{1,60}\Z")
_PLANS = pattern("<relations.plans>")
_REACH = 70
"""Characters before it in which the word that compares may stand."""


def compared_from_afar(folded: str, start: int) -> bool:
    """Whether what stands at ``start`` is compared with: "so tổng số đảng viên cuối năm 2010".

    What was planned for a year is compared with what was done in the same year, so such a year is not.
    """
    match = _COMPARES.search(folded, max(0, start - _REACH), start)
    return match is not None and _PLANS.search(folded, match.start(), start) is None
