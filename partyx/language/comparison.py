"""What something is compared with, and which figures say together how much that rose or fell."""

from __future__ import annotations

from partyx.language.grammar import pattern

_COMPARES = pattern(r"<relations.compares>[^,;:.()\d\n]{1,60}\Z")
_PLANS = pattern("<relations.plans>")
_REACH = 70
"""Characters before it in which the word that compares may stand."""

_CHANGED = r"(?:<measures.degrees> )?\d[\d.,]*(?: ?%)?(?: <units.counted|units.compounds>){0,2}"
_IN_A_ROW = pattern(
    rf"(?P<said><measures.up|measures.down>) {_CHANGED}(?:(?: ?, | <connectors.and> ){_CHANGED}){{0,3}}"
    r"(?: ?, (?:<connectors.and> )?| <connectors.and> )(?:<measures.degrees> )?\Z"
)
_COMPARED = pattern(
    r"(?: ?%)?(?: <units.counted|units.compounds>){0,2}(?: ?\)| <relations.compares|relations.compared>)"
)
_ROW = 120
"""Characters before a figure in which those stand that it is in a row with."""


def compared_from_afar(folded: str, start: int) -> bool:
    """Whether what stands at ``start`` is compared with: "so tổng số đảng viên cuối năm 2010".

    What was planned for a year is compared with what was done in the same year, so such a year is not.
    """
    match = _COMPARES.search(folded, max(0, start - _REACH), start)
    return match is not None and _PLANS.search(folded, match.start(), start) is None


def changes_with(folded: str, start: int, end: int) -> str | None:
    """The word of change that a figure shares with those before it: "(tăng 230 tổ chức và 124 đảng viên)".

    The row is closed by its bracket, or by what all of it is compared with.

    Args:
        folded: The text.
        start: Where the figure begins.
        end: Where it ends.
    """
    if _COMPARED.match(folded, end) is None:
        return None
    row = _IN_A_ROW.search(folded, max(0, start - _ROW), start)
    return row["said"] if row else None
