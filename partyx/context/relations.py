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
    from partyx.language.ranges import Range

_SAID_OF_IT = pattern(
    r"[^.;\d]{0,80}(?:\(|,| )(?: ?)<measures.is_of>(?: ?[:=])?(?: <measures.degrees>)? ?|[^.;(\d]{0,80}\( ?"
)
"""Between a count and what is said of it: its noun, then a bracket, or a word like "chiếm" alone."""
_PARTS = pattern("<measures.parts>")
_TOTAL = pattern("<relations.raises|measures.of_so_many>")
_BRACKET = re.compile(r"[^().;\d]{0,60}\([^().;\d]{1,40}")
"""Between a count and the first of its parts in brackets: "7 đảng viên (khiển trách 6, cảnh cáo 1)"."""
_OF_SO_MANY = pattern(r"(?:\A|[ ,;\n])<measures.out_of>(?: <measures.totals>)? \Z")
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
    walk = _Walk(article, statistics, measures, places[0][1] if places else 0)
    for before, figure in pairwise(places):
        walk.step(before, figure)
    return walk.relations


class _Walk:
    """Goes from figure to figure and keeps what the next one may be said of.

    Attributes:
        relations: What was found so far.
    """

    def __init__(
        self, article: Article, statistics: Sequence[Statistic], measures: Sequence[str], opening: int
    ) -> None:
        self.relations: dict[int, int] = {}
        self._article = article
        self._statistics = statistics
        self._measures = measures
        self._opening = opening
        self._whole: int | None = None
        self._until = ";."
        self._divided = False
        self._counts: list[int] = []

    def step(self, before: tuple[Range, int], figure: tuple[Range, int]) -> None:
        """Say of a figure what it is said of, where that is told; ``before`` stands in front of it."""
        (low, first), (place, index) = before, figure
        if self._article.sentence_at(low[0]) != self._article.sentence_at(place[0]):
            goes_on = _goes_on(self._article, low[0], place[0])
            self._whole = self.relations.get(self._opening, self._opening) if goes_on else None
            self._opening, self._until, self._counts = index, ";.", []
            of = self._whole if self._measures[index] == "count" else None
        else:
            between = self._article.folded[low[1] : place[0]]
            self._divide(low[0], first, index, between)
            self._counts = [] if ";" in between else self._counts
            self._counts += [first] if self._measures[first] == "count" and ";" not in between else []
            of = self._said_of(first, index, place, between)
        if of is not None:
            self.relations[index] = of

    def _divide(self, position: int, first: int, index: int, between: str) -> None:
        """Keep of which figure parts follow."""
        in_brackets = self._measures[index] == "count" and _BRACKET.fullmatch(between)
        if _TOTAL.search(between):  # "nâng tổng số đảng viên lên 74.108, trong đó có 12 nữ"
            self._whole = None
        elif _opens_parts(between) or in_brackets:
            self._whole, self._divided = self.relations.get(first, first), False
            self._until = ";)" if "(" in between else ";."
        elif _is_divided(self._article, position, between):
            self._whole, self._until, self._divided = first, ";.", True
        elif any(mark in between for mark in self._until) and not self._is_next_part(index, between):
            self._whole = None

    def _is_next_part(self, index: int, between: str) -> bool:
        """Whether a figure opens the next part of a list: "Trong 29 người có 3 nữ ...; 2 người ..."."""
        opens = between.endswith((";", "; "))
        whole = None if self._whole is None else self._statistics[self._whole]
        return opens and self._divided and whole is not None and whole.unit == self._statistics[index].unit

    def _said_of(self, first: int, index: int, place: Range, between: str) -> int | None:
        """The figure that one is said of, ``first`` right before it or another one of its sentence."""
        kind, said = self._measures[index], _SAID_OF_IT.fullmatch(between) is not None
        if kind == "count":
            return self._whole
        if kind == "change":
            alike = _counted_alike(self._article, self._statistics, index, self._counts)
            in_a_row = changes_with(self._article.folded, *place) is not None
            return (alike if in_a_row or alike is not None else first) if said or in_a_row else None
        if kind not in {"share", "attainment"} or not said:
            return None
        passed_over = self._statistics[first].unit == "%"  # "104 (5%, đạt 101%)"
        return self.relations.get(first) if passed_over else first


def _counted_alike(
    article: Article, statistics: Sequence[Statistic], index: int, counts: Sequence[int]
) -> int | None:
    """The last of some counts that counts what a change counts: "45 chi bộ, 20 đảng viên (tăng 3 chi bộ)"."""
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
    """Whether parts of the figure before follow: "120 đảng viên; trong đó 45 nữ", not "; cấp ủy gồm 7"."""
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
