"""What kind of figure it is: a count, a share, a plan's attainment, a change, a rate, an amount of money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.language.comparison import changes_with
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.ranges import before_marks

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic

_UP = Behind("measures.up")
_DOWN = Behind("measures.down")
_DEGREE = Behind("measures.degrees")
_ATTAINS = Behind("measures.attains")
_PLAN = pattern(r"\)? ?<measures.plans>")
_ANY_PLAN = pattern("<measures.plans>")
_RATE = pattern("<measures.in_a_rate>")
_WHOLE = 100
_MARKS = " ("


def measured(article: Article, statistic: Statistic) -> dict[str, Any]:
    """``measure`` and ``direction`` of a statistic.

    A change is what stands behind a word of increase or decrease ("tăng 230", "tăng 230 tổ chức và 124 đảng
    viên"), an attainment a share of a
    plan ("đạt 101% kế hoạch", and any share beyond 100 % that is no change), a rate something for each of
    another thing ("triệu đồng/người").
    """
    start, end = article.view_range(statistic.value_span)
    unit = fold(statistic.unit or "")
    near = before_marks(article.view, start, _MARKS)
    before = _before_degree(article, near)
    shared = changes_with(article.folded, start, end)
    up, down = (
        shared in phrases(f"measures.{side}")
        or any(said.start(article.folded, at) is not None for at in (near, before))
        for side, said in (("up", _UP), ("down", _DOWN))
    )
    planned = _PLAN.match(article.folded, end) is not None
    if (up or down) and not planned:
        return {"measure": "change", "direction": "up" if up else "down"}
    measure = "count"
    if unit == "%":
        said = _ATTAINS.start(article.folded, before) is not None
        told = said and _ANY_PLAN.search(fold(statistic.indicator)) is not None
        attains = planned or told or statistic.value > _WHOLE
        measure = "attainment" if attains else "share"
    elif "/" in unit or _RATE.search(unit):
        measure = "rate"
    elif unit in phrases("measures.money"):
        measure = "amount"
    return {"measure": measure, "direction": None}


def _before_degree(article: Article, end: int) -> int:
    """Where what is said before a word of degree ends, where there is one: "tăng gần 5"."""
    degree = _DEGREE.start(article.folded, end)
    return end if degree is None else before_marks(article.view, degree, _MARKS)
