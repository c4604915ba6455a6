"""The times that an article prints, and what each is for: to report on, to compare with, to plan for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from partyx.article import Role
from partyx.language.comparison import compared_from_afar
from partyx.language.grammar import Behind, pattern
from partyx.language.stretches import is_background
from partyx.mention import DateReading, Kind
from partyx.records import Period

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from partyx.article import Article
    from partyx.mention import Mentions

_OPENERS = pattern(
    r"[-+• ]*(?:\(?[^\W\d_]{2,8}\)? ?[-.:|] ?|\([^\W\d_]{2,8}\) )?"
    r"(?P<preface><frames.prefaces> [^.;:\n]{1,200}, )?(?:<frames.openers> )?(?:<time.points> )?"
    r"(?P<round><frames.rounds> )?"
)
"""What may stand before a time that opens a sentence: a bullet, the outlet's tag, a preface, "trong"."""
_COMPARED = Behind("frames.compared")
_PLANS = pattern("<frames.plans>")
_SUMS_UP = pattern("<frames.sums_up>")
_AS_OF = Behind("frames.as_of")
_APART = pattern("<frames.apart>")
_ADVERBIAL = pattern(r"[,;:] <frames.openers> \Z")
"""Before a time that begins a clause: what is said before, a plan perhaps, is not said of it."""
_ASIDE = re.compile(r"\((?:[^\W\d]+ )?$")
_COMPARED_REACH = 40
_PLAN_REACH = 90
"""Characters before a time in which a word of planning makes it a planned one."""
_NAME_REACH = 160
"""Characters between "sơ kết" and the time that is summed up."""
_LEAD_BLOCKS = 3
"""Blocks of content below the headline in which the time of the whole article is told."""


class Time(NamedTuple):
    """A time that is printed at ``view[start:end]``.

    Attributes:
        period: What it means.
        start: First character.
        end: One past the last.
        point: Whether the state at that time is meant ("Đến tháng 9").
        reports: Whether something may be reported of it: no comparison, no plan, and no day but that of a
            round which opens the sentence ("Trong đợt 2-9, ...").
        opens: Whether it opens its sentence, so that what follows in the paragraph is said of it.
        carries: Whether other paragraphs may go on with it as well: no point, nor told apart ("Riêng quý").
        day: Whether it is a day on which something may have been done: of its own sentence alone.
        compared: Whether something is compared with it ("so với năm 2021").
        aside: Whether it stands alone in brackets, and so is of what stands before them.
        background: Whether it says how long something has been carried out ("sau 3 năm thực hiện"): it is of
            its own sentence alone.
    """

    period: Period
    start: int
    end: int
    point: bool
    reports: bool
    opens: bool
    carries: bool
    day: bool
    compared: bool
    aside: bool
    background: bool


TimeKind = Literal["reports", "opens", "stretch", "day", "aim", "told"]

_KINDS: dict[TimeKind, Callable[[Time], bool]] = {
    "reports": lambda time: time.reports,
    "opens": lambda time: time.opens,
    "stretch": lambda time: time.opens and not time.point,
    "day": lambda time: time.day,
    "aim": lambda time: not time.compared and (time.point or time.period.precision != "day"),
    "told": lambda time: not time.compared,
}
"""What is looked for before a figure: of times that open a sentence those that are no point, of all those
that a plan may be meant for, and those with which nothing is compared."""


class Dates:
    """The times of one article's content, those inside citations of documents left out."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Find them, each with what it is for."""
        self._article = article
        self._folded = article.folded
        self._cited = mentions.cited
        self.all = [
            self._time(reading.period, date.start, date.end, point=reading.point)
            for date in mentions.of_kind(Kind.DATE)
            if isinstance(reading := date.reading, DateReading)
            and reading.period is not None
            and not self._cited.covers(date.start)
            and article.role_at(date.start).is_content
        ]
        self._starts = [time.start for time in self.all]
        self._same: dict[Period, list[Time]] = {}
        self._kinds = {kind: [time for time in self.all if is_one(time)] for kind, is_one in _KINDS.items()}
        for time in self.all:
            self._same.setdefault(time.period, []).append(time)

    def within(self, low: int, high: int) -> list[Time]:
        """The times printed in ``view[low:high]``."""
        return self.all[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def nearest(self, period: Period, position: int) -> tuple[Time | None, Time | None]:
        """Where a time is printed last up to a position, and where first behind it."""
        same = self._same.get(period, [])
        index = bisect_right(same, position, key=attrgetter("start"))
        return (same[index - 1] if index else None), (same[index] if index < len(same) else None)

    def last(self, kind: TimeKind, low: int, high: int) -> Time | None:
        """The last time of a kind that is printed in ``view[low:high]``, by a look-up."""
        index = bisect_left(self._kinds[kind], high, key=attrgetter("start")) - 1
        found = self._kinds[kind][index] if index >= 0 else None
        return found if found is not None and found.start >= low else None

    def covers(self, position: int) -> bool:
        """Whether a place lies inside a time."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self.all[index].end

    def above(self, position: int) -> list[Time]:
        """The last few times before a position, the nearest first."""
        index = bisect_left(self._starts, position)
        return self.all[max(0, index - _LOOKED_AT) : index][::-1]

    @cached_property
    def of_article(self) -> Time | None:
        """The time the article as a whole reports on, or None.

        What is summed up in the headline or in the first paragraphs, else what the headline names, else
        what the lead opens with.
        """
        leads = self._article.prose
        end = leads[_LEAD_BLOCKS].start if len(leads) > _LEAD_BLOCKS else len(self._folded)
        top = [
            time
            for time in self.within(0, end)
            if time.reports and not (time.background or self._lies_ahead(time))
        ]
        summed = [time for time in top if self._is_summed_up(time)]
        titled = [time for time in top if self._article.role_at(time.start) is Role.HEADLINE]
        opened = [time for time in top if time.carries and time.start < leads[0].end] if leads else []
        return next(iter((*summed, *titled, *opened)), None)

    def year_after(self, time: Time) -> Period | None:
        """The year after one that is compared with, where the article tells of it or is of about then."""
        first = time.period.start
        if time.period.precision != "year" or first is None:
            return None
        year = first.year + 1
        if year not in self._years_told:
            return None
        start, end = first.replace(year=year), first.replace(year=year, month=12, day=31)
        return Period(start=start, end=end, precision="year", printed=time.period.printed)

    @cached_property
    def _years_told(self) -> set[int]:
        """The years of which the article tells, and those it may be of by its day of publication."""
        told = {time.period.start.year for time in self.all if time.period.start and not time.compared}
        published = self._article.published
        return told | ({published.year - 1, published.year} if published is not None else set())

    @cached_property
    def _last_day(self) -> dt.date | None:
        """The last day on which the article tells that something was done, or of its publication."""
        days = [time.period.end for time in self.all if time.day and time.period.end is not None]
        published = self._article.published
        return max((*days, published) if published is not None else days, default=None)

    def _lies_ahead(self, time: Time) -> bool:
        """Whether it is years that end after all that the article tells: the term that a congress opens."""
        start, end = time.period.start, time.period.end
        if start is None or end is None or start.year == end.year:
            return False
        return self._last_day is not None and end.year > self._last_day.year

    def _time(self, period: Period, start: int, end: int, *, point: bool) -> Time:
        index = self._article.sentence_at(start)
        first = self._article.sentences[index].start if index is not None else start
        low = max(first, start - _COMPARED_REACH)
        compared = _COMPARED.start(self._folded, start - 1, low) is not None
        compared = compared or compared_from_afar(self._folded, start)
        opening = self._opening(first, start)
        is_day = period.precision == "day" and not (point or (opening and opening["round"]))
        view = self._article.view
        aside = _ASIDE.search(view, max(0, start - 8), start) is not None and view.startswith(")", end)
        done = not (compared or aside or self._is_planned(first, start))
        background = is_background(self._folded, start, end)
        opens = done and not (is_day or background) and opening is not None
        return Time(
            period=period,
            start=start,
            end=end,
            point=point,
            reports=done and not is_day,
            opens=opens,
            carries=opens and not point and _APART.match(self._folded, first) is None,
            day=done and is_day,
            compared=compared,
            aside=aside,
            background=background,
        )

    def _opening(self, first: int, start: int) -> re.Match[str] | None:
        """What stands before a time from where its sentence begins, if a time behind it opens the sentence.

        A preface counts nothing itself: its only digits are those of documents it cites.
        """
        opening = _OPENERS.fullmatch(self._folded, first, start)
        if opening is None or opening["preface"] is None:
            return opening
        low, high = opening.span("preface")
        digits = (at for at in range(low, high) if self._folded[at].isdigit())
        return opening if all(self._cited.covers(at) for at in digits) else None

    def _is_planned(self, first: int, start: int) -> bool:
        """Whether a word of planning stands before a time, and none of summing up between the two."""
        low = max(first, start - _PLAN_REACH)
        if _ADVERBIAL.search(self._folded, low, start) or _AS_OF.start(self._folded, start - 1) is not None:
            return False
        planned = [match.end() for match in _PLANS.finditer(self._folded, low, start)]
        return bool(planned) and _SUMS_UP.search(self._folded, planned[-1], start) is None

    def _is_summed_up(self, time: Time) -> bool:
        """Whether it is named as what a report or a meeting sums up."""
        index = self._article.sentence_at(time.start)
        first = self._article.sentences[index].start if index is not None else time.start
        return _SUMS_UP.search(self._folded, max(first, time.start - _NAME_REACH), time.start) is not None


_LOOKED_AT = 40
"""Times above a figure that are looked at, so that a long list of days costs no more than its length."""
