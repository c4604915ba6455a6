"""Which figure a share, a change, an attainment or a part is said of: "2/89 (chiếm 2,47%)"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from partyx.language.grammar import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic

_SAID_OF_IT = pattern(
    r"[^.;\d]{0,80}(?:\(|,| )(?: ?)<measures.is_of>(?: ?[:=])?(?: <measures.degrees>)? ?|[^.;(\d]{0,80}\( ?"
)
"""Between a count and what is said of it: its noun, then a bracket, or a word like "chiếm" alone."""
_PARTS = pattern("<measures.parts>")
_STOP = re.compile(r"[.;]")


def related(article: Article, statistics: Sequence[Statistic], measures: Sequence[str]) -> dict[int, int]:
    """Index of a statistic to the index of the one it is said of; ``measures`` says the kind of each.

    Only within one sentence: a share, change or attainment right behind the count it is of, in brackets or
    behind "chiếm", "đạt", "tăng"; the parts behind "trong đó" and the count before it.
    """
    places = sorted(
        (article.view_range(statistic.value_span), index) for index, statistic in enumerate(statistics)
    )
    relations: dict[int, int] = {}
    whole: int | None = None
    for (before, first), (place, index) in pairwise(places):
        if article.sentence_at(before[0]) != article.sentence_at(place[0]):
            whole = None
            continue
        between = article.folded[before[1] : place[0]]
        if _PARTS.search(between):
            whole = relations.get(first, first)
        elif _STOP.search(between):
            whole = None
        kind = measures[index]
        if kind in {"share", "attainment", "change"} and _SAID_OF_IT.fullmatch(between):
            passed_over = kind != "change" and statistics[first].unit == "%"  # "104 (5%, đạt 101%)"
            of = relations.get(first) if passed_over else first
            if of is not None:
                relations[index] = of
        elif whole is not None and kind == "count":
            relations[index] = whole
    return relations
