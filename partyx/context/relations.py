"""Which figure a share, a change, an attainment or a part is said of: "2/89 (chiếm 2,47%)"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from partyx.language.comparison import changes_with
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.unit import unit_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic

_SAID_OF_IT = pattern(
    r"[^.;\d]{0,80}(?:\(|,| )(?: ?)<measures.is_of>(?: ?[:=])?(?: <measures.degrees>)? ?|[^.;(\d]{0,80}\( ?"
)
"""Between a count and what is said of it: its noun, then a bracket, or a word like "chiếm" alone."""
_PARTS = pattern("<measures.parts>")
_TOTAL = pattern("<relations.raises|measures.of_so_many>")
_BRACKET = re.compile(r"[^().;\d]{0,60}\([^().;\d]{1,40}")
"""Between a count and the first of its parts in brackets: "7 đảng viên (khiển trách 6, cảnh cáo 1)"."""
_OF_SO_MANY = pattern(r"(?:\A|[ ,;])<measures.out_of>(?: <measures.totals>)? \Z")
_HAS = pattern(r"[^.;,\d]{0,60} <measures.has> ")
_BEFORE = 80
"""Characters before a figure in which "trong" is looked for."""


def related(article: Article, statistics: Sequence[Statistic], measures: Sequence[str]) -> dict[int, int]:
    """Index of a statistic to the index of the one it is said of; ``measures`` says the kind of each.

    A share, change or attainment right behind the count it is of, in brackets or behind "chiếm", "tăng";
    the parts behind "trong đó", in brackets, or of "trong 56 ... có", of the count before; and those of a
    sentence that opens with "Trong đó", of the first count of the sentence before.
    """
    places = sorted(
        (article.view_range(statistic.value_span), index) for index, statistic in enumerate(statistics)
    )
    relations: dict[int, int] = {}
    whole: int | None = None
    until = ";."
    opening = places[0][1] if places else 0
    counts: list[int] = []
    for (before, first), (place, index) in pairwise(places):
        between = article.folded[before[1] : place[0]]
        counts = [*counts, first] if measures[first] == "count" else counts
        if article.sentence_at(before[0]) != article.sentence_at(place[0]):
            whole = relations.get(opening, opening) if _goes_on(article, before[0], place[0]) else None
            opening, until, counts = index, ";.", []
            if whole is not None and measures[index] == "count":
                relations[index] = whole
            continue
        if _TOTAL.search(between):  # "nâng tổng số đảng viên lên 74.108, trong đó có 12 nữ"
            whole = None
        elif _opens_parts(between) or (measures[index] == "count" and _BRACKET.fullmatch(between)):
            whole, until = relations.get(first, first), ";)" if "(" in between else ";."
        elif _is_divided(article, before[0], between):
            whole, until = first, ";."
        elif any(mark in between for mark in until):
            whole = None
        counts = [] if ";" in between else counts
        kind, of = measures[index], None
        said = _SAID_OF_IT.fullmatch(between) is not None
        if kind == "change":
            alike = _counted_alike(article, statistics, index, counts)
            in_a_row = changes_with(article.folded, *place) is not None
            of = (alike if in_a_row or alike is not None else first) if said or in_a_row else None
        elif kind in {"share", "attainment"} and said:
            passed_over = statistics[first].unit == "%"  # "104 (5%, đạt 101%)"
            of = relations.get(first) if passed_over else first
        if of is not None:
            relations[index] = of
        elif whole is not None and kind == "count":
            relations[index] = whole
    return relations


def _counted_alike(
    article: Article, statistics: Sequence[Statistic], index: int, counts: Sequence[int]
) -> int | None:
    """The last of some counts that counts what a change counts: "450 tổ chức, 206 đảng viên (tăng 230 tổ chức)"."""
    counted = statistics[index].unit
    if counted == "%":
        end = article.view_range(statistics[index].value_span)[1]
        behind = unit_after(article.view, article.folded, end, end + _BEFORE)
        counted = behind[0] if behind else None
    if counted is None:
        return None
    units = ((one, fold(statistics[one].unit or "")) for one in reversed(counts))
    return next((one for one, unit in units if unit.startswith(fold(counted))), None)


def _opens_parts(between: str) -> bool:
    """Whether parts of the figure before follow: "120 đảng viên; trong đó có 45 nữ", not "; bầu Ban Chấp hành gồm 17"."""
    _, semicolon, behind = between.rpartition(";")
    return bool(_PARTS.match(behind.lstrip()) if semicolon else _PARTS.search(between))


def _goes_on(article: Article, before: int, position: int) -> bool:
    """Whether a sentence opens with "trong đó", in the paragraph of the figure before."""
    sentence = article.sentence_around(position)
    opens = _PARTS.match(article.folded, sentence[0]) is not None
    return opens and article.block_at(before) == article.block_at(position)


def _is_divided(article: Article, position: int, behind: str) -> bool:
    """Whether parts of a figure follow: "trong 56 đảng viên bị kỷ luật có 38 ..."."""
    out_of = _OF_SO_MANY.search(article.folded, position - _BEFORE, position)
    return out_of is not None and _HAS.search(behind) is not None
