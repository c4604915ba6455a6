"""Years for dates printed without one ("Sáng ngày 29/9", "9 tháng đầu năm").

The order of trust, after the codebook: the publication date, since news is printed within days of its
events; else a year printed in the same sentence (the meeting's name: "nhiệm vụ 3 tháng cuối năm 2023");
else the nearest one above in the article; else the newest one cited. A meeting that sums up year Y and
is dated January to March is held in Y + 1. A year that something is compared with lends nothing, but where no
other is printed "so với cùng kỳ năm 2020" tells of 2021.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from partyx.language.brackets import brackets_around
from partyx.language.comparison import compared_from_afar
from partyx.language.grammar import Behind, pattern
from partyx.language.ranges import Ranges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.article import Article
    from partyx.language.date import Day, Stated
    from partyx.records import Precision

AHEAD = dt.timedelta(days=60)
"""How far after publication a day may lie: announced meetings; beyond it, the year before is meant."""

SUM_UP_MONTHS = 3
"""A year is summed up until the end of the next year's first quarter."""

YEAR_ENDS = 11
"""From this month on "the past year" is the one that is ending."""

_LEAD_BLOCKS = 2
_EVENT_DAY = pattern("<time.opens_day>")
_SUM_UP = pattern(r"<time.sums_up>(?:(?!\d{4})[^.;\n]){0,120}\Z")
_AIM = Behind("time.aims")
_COMPARED = Behind("relations.compared")
_SAME_TIME = Behind("relations.same_time")
_BEGAN = Behind("time.began")
_REACH = 140


def _year(date: Stated) -> int:
    return date.year or 0


class Years:
    """Infers missing years from the printed ones of one article.

    Args:
        article: For sentences and the publication date.
        stated: All dates of the article, by start.
        cited: Ranges of ``view`` whose years say nothing of the news: document citations.
    """

    def __init__(
        self, article: Article, stated: Sequence[Stated], cited: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Collect the years that may be lent."""
        self._article = article
        citations = Ranges(cited)
        self._lenders = [date for date in stated if self._lends(date, citations)]
        self._lenders.sort(key=lambda date: date.start)
        self._starts = [date.start for date in self._lenders]
        self._of_the_news = [date for date in self._lenders if not self._is_aside(date)]
        self._newest = max(self._lenders, key=_year, default=None)
        self._implied = max(
            (_year(date) + 1 for date in stated if date.year and self._follows(_SAME_TIME, date)),
            default=None,
        )
        self._newest_in: dict[int, Stated | None] = {}
        self._terms = {
            (date.first[0], date.last[0] if date.last else None)
            for date in stated
            if date.precision == "term" and date.first is not None and not citations.covers(date.start)
        }
        self.told = self._told(stated)
        """The day on which the article tells what it tells: of publication, else of its event."""

    def infer(self, date: Stated) -> tuple[int | None, str | None]:
        """The year meant, and where it came from ("publication" or "context")."""
        if date.first is None:
            return None, None
        if date.of_year is not None:
            year = self._in_words(date)
            return year, None if year is None else "context"
        day = date.precision == "day" or (date.precision == "range" and date.first[2] != 1)
        if self._article.published is not None:
            return self._by_publication(date.first, date.precision, self._article.published), "publication"
        lender = self._in_sentence(date) or self._above(date) or self._newest
        if lender is None or lender.year is None:
            return self._implied, None if self._implied is None else "context"
        year = lender.year
        if day and date.first[1] <= SUM_UP_MONTHS and self._sums_up(lender):
            year += 1
        return year, "context"

    def _in_words(self, date: Stated) -> int | None:
        """The year that words tell: of the report, the one gone by, or the first one of the term."""
        told = self.told
        if date.of_year == "term":
            return self._term_begun
        if date.of_year == "past":
            year = None if told is None else told[0]
            if told is None or year is None or SUM_UP_MONTHS < told[1] < YEAR_ENDS:
                return None
            return year - 1 if told[1] <= SUM_UP_MONTHS else year
        index = bisect_left(self._of_the_news, date.start, key=attrgetter("start")) - 1
        lender = self._of_the_news[index] if index >= 0 else self._newest
        if lender is not None:
            return lender.year
        return told[0] if told is not None and told[1] > SUM_UP_MONTHS else None

    @cached_property
    def _term_begun(self) -> int | None:
        """The first year of the one term that the article tells of: as it is told, where that is known."""
        told = self.told
        begun = {
            first
            for first, last in self._terms
            if told is None or told[0] is None or (first or 0) <= told[0] <= (last or first or 0)
        }
        return next(iter(begun)) if len(begun) == 1 else None

    def _told(self, stated: Sequence[Stated]) -> Day | None:
        """The day of publication, else the first day of the lead that is told as one: "Sáng 17/5/2022"."""
        article = self._article
        if article.published is not None:
            return article.published.year, article.published.month, article.published.day
        lead = article.prose
        end = lead[_LEAD_BLOCKS - 1].end if len(lead) >= _LEAD_BLOCKS else len(article.view)
        for date in sorted(stated, key=lambda date: date.start):
            if date.start >= end or date.first is None or date.precision != "day" or date.point:
                continue
            if _EVENT_DAY.match(article.folded, date.start) and article.role_at(date.start).is_content:
                year = date.year or self.infer(date)[0]
                return year, *date.first[1:]
        return None

    def _lends(self, date: Stated, citations: Ranges) -> bool:
        if date.first is None or date.of_year is not None:
            return False
        if date.year is None or date.precision == "term" or (date.precision == "range" and date.last is None):
            return False
        spans_years = date.last is not None and date.first[0] != date.last[0]
        # Plans come in years ("đến năm 2030"); a month or a day ends what is reported ("đến tháng 6/2018").
        aims = date.precision == "year" and self._follows(_AIM, date)
        compared = self._follows(_COMPARED, date) or compared_from_afar(self._article.folded, date.start)
        began = self._follows(_BEGAN, date)
        return not (spans_years or citations.covers(date.start) or aims or compared or began)

    def _is_aside(self, date: Stated) -> bool:
        """Whether it stands in brackets: that of "98 đảng viên (năm 2022: 85)" is not the news'."""
        sentence = self._article.sentence_around(date.start)
        return brackets_around(self._article.view, date.start, *sentence) is not None

    def _follows(self, words: Behind, date: Stated) -> bool:
        return words.start(self._article.folded, date.start - 1) is not None

    @staticmethod
    def _by_publication(first: Day, precision: Precision, published: dt.date) -> int:
        """The latest year that does not put the date's beginning too far after publication."""
        month, day = first[1], max(1, first[2])
        ahead = AHEAD if precision == "day" else dt.timedelta(days=31)
        try:
            this_year = dt.date(published.year, month, day)
        except ValueError:
            return published.year
        if this_year > published + ahead:
            return published.year - 1
        # A date in January, printed in December, is the coming January: "Ngày 5/1" on 28 December.
        if precision == "day" and published.month == 12 and month == 1:  # noqa: PLR2004
            return published.year + 1
        return published.year

    def _in_sentence(self, date: Stated) -> Stated | None:
        index = self._article.sentence_at(date.start)
        if index is None:
            return None
        if index not in self._newest_in:
            sentence = self._article.sentences[index]
            low, high = (bisect_left(self._starts, end) for end in (sentence.start, sentence.end))
            self._newest_in[index] = max(self._lenders[low:high], key=_year, default=None)
        return self._newest_in[index]

    def _above(self, date: Stated) -> Stated | None:
        block = self._article.block_at(date.start)
        index = bisect_left(self._starts, date.start) - 1
        if block is None or index < 0 or self._starts[index] < self._article.blocks[block].start:
            return None
        return self._lenders[index]

    def _sums_up(self, lender: Stated) -> bool:
        if lender.precision != "year":
            return False
        # "tổng kết năm 2022, nhiệm vụ năm 2023": only the year right behind the words is the one summed up.
        folded, low = self._article.folded, max(0, lender.start - _REACH)
        return _SUM_UP.search(folded, low, lender.start) is not None
