"""Ratios and shares above one where a part is meant: "29/27 chi bộ hoàn thành tốt nhiệm vụ"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.grammar import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.arithmetic.figures import Figure, Figures
    from partyx.records import Finding

CHECK = "more-than-the-whole"

_PLAN = pattern("<relations.beyond_a_plan>")
"""Achieved against planned may exceed one: "kết nạp 104/103 đảng viên"."""

_OF_A_WHOLE = pattern(r"[^.;\d\n]{0,60}?<relations.of_a_whole>")
"""Bodies and ratings, of which there are never more than all; people may be more than were asked for."""

_IS_PART = pattern(r"<relations.takes_up>(?: <units.rates>)? ?\Z")
_ALL = 100
_REACH, _PLAN_REACH = 24, 200
"""Characters before a share in which "chiếm" stands, and around a ratio in which a plan is spoken of."""


def check_ratios(figures: Figures) -> Iterator[Finding]:
    """Parts above their whole."""
    for start, end, found in figures.by_sentence:
        for index, figure in enumerate(found):
            if figure.of is not None and figure.value > figure.of:
                of_a_whole = _OF_A_WHOLE.match(figures.folded, figure.end)
                if of_a_whole and not _against_a_plan(figures, found, index, start, end):
                    message = f"{figure.value} of {figure.of} is more than the whole"
                    yield figures.finding(CHECK, "warning", message, (figure,))
            elif figure.is_share and figure.value > _ALL and _is_part(figures, figure):
                yield figures.finding(CHECK, "warning", f"{figure.text} is more than the whole", (figure,))


def _against_a_plan(figures: Figures, found: list[Figure], index: int, start: int, end: int) -> bool:
    """Whether the sentence, or a share above 100 right behind, says that the whole is a target."""
    low, high = max(start, found[index].start - _PLAN_REACH), min(end, found[index].end + _PLAN_REACH)
    share = found[index + 1] if index + 1 < len(found) else None
    above = share is not None and share.is_share and share.value > _ALL
    return above or bool(_PLAN.search(figures.folded, low, high))


def _is_part(figures: Figures, figure: Figure) -> bool:
    return bool(_IS_PART.search(figures.folded, figure.start - _REACH, figure.start))
