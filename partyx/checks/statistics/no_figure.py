"""Figures that their surroundings read as no figure at all: the rank of a medal, an hour, "cụm số 3"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.notes import of_figure
from partyx.language.grammar import Behind
from partyx.language.ranges import Ranges
from partyx.language.unit import counts_something
from partyx.mention import OtherReading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import Finding

CHECK = "read-as-no-figure"

_MAY_COUNT = frozenset({"ordinal", "name"})
"""Readings that a strong model was right against, twice in the thirty articles of the evals."""

_NUMBERED, _COUNTED = Behind("numbered.number_word"), Behind("claims.counts")
"""Behind the one a figure numbers something, and counts behind the other: "Đoàn số 3", "tổng số 3"."""

_IN_TURN = Behind("numbered.always", "numbered.small", "numbered.unless_counted")
"""What is numbered; other ordinals are the ends of names, which may count: "Xóa tên 3"."""

_PLANS = Behind("statistics.plans")

_NAMED = re.compile(r'\w [“"«](?P<name>(?:[^“”"«».;:!?\n]|\.(?=\d)){1,60})[”"»]')
"""What is named in quotation marks, as the noun before them: "Quỹ “5 nghìn đồng”"."""

_SPEAKS = Behind("speech.speaks", "speech.says", "speech.tells")


def check_no_figure(printed: Printed, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Figures whose digits are likelier something else.

    None of the 416 figures of a strong model in the thirty articles of the evals has such a note.
    """
    article, mentions = printed.article, printed.mentions
    names = Ranges(_names(article))
    for index, record in enumerate(statistics):
        start, end = article.view_range(record.value_span)
        readings = (one.readings[0] for one in mentions.within(start, end))
        others = [one.why for one in readings if isinstance(one, OtherReading)]
        why = next((other for other in others if other not in _MAY_COUNT), None)
        if names.covers(start):
            why = "name"
        elif others and _is_in_turn(article, start, end):
            why = "ordinal"
        elif why is None and _numbers(article, start, end):
            why = "number"
        if why is not None:
            yield of_figure(CHECK, index, record, f"{record.printed} reads like no figure ({why})")


def _names(article: Article) -> Iterator[tuple[int, int]]:
    """Where something is named in quotation marks; what somebody says is none."""
    for named in _NAMED.finditer(article.view):
        if _SPEAKS.start(article.folded, named.start() + 1) is None:
            yield named.span("name")


def _is_in_turn(article: Article, start: int, end: int) -> bool:
    """Whether digits say the how manieth it is, and nothing is counted behind: "Hội nghị lần thứ 19"."""
    numbered = _IN_TURN.start(article.folded, start - 1) is not None
    planned = _PLANS.start(article.folded, start - 1) is not None  # "(kế hoạch 2.300)"
    return numbered and not planned and not counts_something(article.view, article.folded, end, sure=True)


def _numbers(article: Article, start: int, end: int) -> bool:
    """Whether digits number what is named before them, and nothing is counted behind: "cụm thi đua số 3"."""
    view, folded = article.view, article.folded
    low = article.sentence_around(start)[0]
    word = _NUMBERED.start(folded, start - 1, low)
    if word is None or word == low or _COUNTED.start(folded, start - 1, low) is not None:
        return False
    named = folded[word - 1] == " " and folded[word - 2].isalpha()
    return named and not counts_something(view, folded, end, sure=True)
