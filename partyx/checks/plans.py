"""Figures that their clause aims at and that are said to be reached: "phấn đấu kết nạp 110 đảng viên"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.deadline import in_time
from partyx.language.grammar import pattern
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mentions

CHECK = "planned-or-reached"

_SAID = pattern(
    "(?P<aim>(?!<claims.plans>)<modality.aims>)|(?P<result><claims.results|measures.attains|modality.done>)"
)
_REACHED = pattern("<measures.attains|modality.reached>")
_REACH, _BEHIND = 120, 60


def check_plans(article: Article, mentions: Mentions, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Results right behind a word that aims at them: no other figure and no word of a result between.

    "Chỉ tiêu" tells nothing, which may stand beside a result. None of the 416 figures of a strong model in
    the thirty articles of the evals is one.
    """
    for index, record in enumerate(in_time(statistics)):
        start, end = article.view_range(record.value_span)
        if record.target or record.measure == "attainment" or not _is_aimed_at(article, mentions, start):
            continue
        if not _REACHED.search(article.folded, end, _clause_end(article, mentions, end)):
            yield Finding(
                check=CHECK,
                severity="note",
                message=f"{record.printed} is aimed at, and is said to be reached",
                spans=(record.value_span,),
                records=(f"statistics[{index}]",),
            )


def _clause_end(article: Article, mentions: Mentions, position: int) -> int:
    """Where what is said behind a figure ends: at the next one, or a semicolon."""
    high = min(article.sentence_around(position - 1)[1], position + _BEHIND)
    stop = article.view.find(";", position, high)
    behind = [start for start, _ in mentions.figures_within(position, high)]
    return min([high, *behind, *([stop] if stop >= 0 else [])])


def _is_aimed_at(article: Article, mentions: Mentions, position: int) -> bool:
    low = max(article.sentence_around(position)[0], position - _REACH)
    before = [end for _, end in mentions.figures_within(low, position) if end <= position]
    said = [
        found.lastgroup for found in _SAID.finditer(article.folded, before[-1] if before else low, position)
    ]
    return said[-1:] == ["aim"]
