"""The times that an article prints, and what each is for: to report on, to compare with, to plan for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from partyx.article import Role
from partyx.language.brackets import brackets_around
from partyx.language.comparison import compared_from_afar
from partyx.language.grammar import Behind, pattern
from partyx.language.ranges import Ranges, before_marks
from partyx.language.stretches import is_background
from partyx.mention import DateReading, Kind
from partyx.records import Period

if TYPE_CHECKING:
    import datetime as dt
    import re
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
_PLANS = pattern(r"<frames.no_plans>|(?<!\d )(?:(?P<task><frames.tasks>)|(?P<plan><frames.plans>))")
_CARRIED_OUT = pattern(r"<frames.sums_up>(?P<said>[^.,;:\d\n]*)\Z")
_PROGRAMMES = pattern("<frames.programmes>")
_SUMS_UP = pattern("<frames.sums_up>")
_TERMED = Behind("frames.termed")
_TERM = pattern("<time.terms>")
_NUMBERED = pattern(r"<frames.counted_terms> \w+\Z")
_AS_OF = Behind("frames.as_of")
_APART = pattern("<frames.apart>")
_ADVERBIAL = pattern(r"[,;:] <frames.openers> \Z")
"""Before a time that begins a clause: what is said before, a plan perhaps, is not said of it."""
_CUE = 7
"""Characters of a word before a time that stands alone in brackets: "(trong năm 2022)"."""
_CUE_REACH = 20
"""Characters before a term of office in which its number stands: "lần thứ XVIII, nhiệm kỳ 2025-2030"."""
_COMPARED_REACH = 40
_PLAN_REACH = 90
"""Characters before a time in which a word of planning makes it a planned one."""
_YEARS_OF_A_TERM = 5
_ABOUT = 1
"""Years between a congress and the year in which its term is said to begin or end."""
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
        reports: Whether something may be reported of it: no comparison, no plan, begun when it is told,
            and no day but that of a round which opens the sentence ("Trong đợt 2-9, ...").
        opens: Whether it opens its sentence, so that what follows in the paragraph is said of it.
        carries: Whether other paragraphs may go on with it as well: no point, nor told apart ("Riêng quý").
        day: Whether it is a day on which something may have been done: of its own sentence alone.
        compared: Whether something is compared with it ("so với năm 2021").
        aside: Whether it stands in brackets: it is of what else these hold, or of what stands before.
        alone: Whether these brackets hold nothing else: it is of what stands before.
        named: Whether it is a term of office in the name of a body or a congress ("bầu Ban Chấp hành nhiệm
            kỳ 2025-2030"): no time of a figure.
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
    alone: bool
    named: bool
    background: bool


TimeKind = Literal["reports", "opens", "stretch", "day", "aim", "told"]

_KINDS: dict[TimeKind, Callable[[Time], bool]] = {
    "reports": lambda time: time.reports,
    "opens": lambda time: time.opens,
    "stretch": lambda time: time.opens and not time.point,
    "day": lambda time: time.day,
    "aim": lambda time: not time.compared and (time.point or time.period.precision != "day"),
    "told": lambda time: not time.compared and time.aside == time.alone,
}
"""What is looked for before a figure: of times that open a sentence those that are no point, of all those
that a plan may be meant for, and those that tell what is outside of brackets without comparing it."""


class Dates:
    """The times of one article's content, those inside citations of documents left out."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Find them, each with what it is for."""
        self._article = article
        self._folded = article.folded
        self._mentions = mentions
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
        self._ranges = Ranges((time.start, time.end) for time in self.all)
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
        return self._ranges.covers(position)

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

    @cached_property
    def term_before(self) -> tuple[int, int] | None:
        """The years of the term of office that ends where another begins, or has just ended: "Nhiệm kỳ qua".

        The new one is the first term of the article that begins in about the year of its last day.
        """
        last = self._last_day
        if last is None:
            return None
        terms = (time.period for time in self.all if _TERM.match(self._folded, time.start))
        spans = [(term.start.year, term.end.year) for term in terms if term.start and term.end]
        ended = next((span for span in spans if abs(span[1] - last.year) <= _ABOUT), None)
        begun = next((first for first, _ in spans if abs(first - last.year) <= _ABOUT), None)
        return ended or (None if begun is None else (begun - _YEARS_OF_A_TERM, begun))

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
        sentence = self._article.sentence_around(start)
        first, low = sentence[0], max(sentence[0], start - _COMPARED_REACH)
        compared = _COMPARED.start(self._folded, start - 1, low) is not None
        compared = compared or compared_from_afar(self._folded, start)
        opening = self._opening(first, start) or self._behind_a_colon(first, start, end)
        is_day = period.precision == "day" and not (point or (opening and opening["round"]))
        held = brackets_around(self._article.view, start, *sentence)
        aside = held is not None
        named = self._is_named(first, start)
        ahead = self._article.is_before(period)
        done = not (ahead or compared or aside or named or self._is_planned(first, start))
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
            alone=held is not None and held[1] == end and start - held[0] <= _CUE,
            named=named,
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

    def _behind_a_colon(self, first: int, start: int, end: int) -> re.Match[str] | None:
        """The same, of what a sentence goes on with behind a colon: "cụ thể: trong năm 2023, ..."."""
        colon = self._folded.rfind(": ", max(first, start - _CUE_REACH), start)
        told = colon >= 0 and self._folded.startswith(",", end)
        return _OPENERS.fullmatch(self._folded, colon + 2, start) if told else None

    def _is_named(self, first: int, start: int) -> bool:
        """Whether a time is a term of office behind whose it is, and that behind a figure.

        Before a figure it is what the sentence tells of: "Thực hiện Nghị quyết Đại hội khóa XIV, nhiệm kỳ
        2017-2022, đã kết nạp 412 đoàn viên".
        """
        counted = self._mentions.within(max(first, start - _NAME_REACH), start, Kind.NUMBER)
        if not counted or _TERM.match(self._folded, start) is None:
            return False
        end = before_marks(self._folded, start, " ,(")
        if _TERMED.start(self._folded, end, first) is not None or _NUMBERED.search(
            self._folded, max(first, end - _CUE_REACH), end
        ):
            return True
        bodies = self._mentions.within(max(first, end - _NAME_REACH), end, Kind.ORGANISATION)
        return bool(bodies) and bodies[-1].end == end

    def _is_planned(self, first: int, start: int) -> bool:
        """Whether a word of planning stands before a time, and none of summing up between the two."""
        low = max(first, start - _PLAN_REACH)
        if _ADVERBIAL.search(self._folded, low, start) or _AS_OF.start(self._folded, start - 1) is not None:
            return False
        said = [
            match for match in _PLANS.finditer(self._folded, low, start) if match["task"] or match["plan"]
        ]
        if not said or _SUMS_UP.search(self._folded, said[-1].end(), start):
            return False
        return not (said[-1]["task"] and self._is_carried_out(first, said[-1].start()))

    def _is_carried_out(self, first: int, task: int) -> bool:
        """Whether what is summed up is how a task was carried out: "tổng kết việc thực hiện nhiệm vụ"."""
        found = _CARRIED_OUT.search(self._folded, max(first, task - _PLAN_REACH), task)
        if found is None or _PROGRAMMES.search(found["said"]):
            return False
        return not any(match["plan"] for match in _PLANS.finditer(found["said"]))

    def _is_summed_up(self, time: Time) -> bool:
        """Whether it is named as what a report or a meeting sums up."""
        index = self._article.sentence_at(time.start)
        first = self._article.sentences[index].start if index is not None else time.start
        return _SUMS_UP.search(self._folded, max(first, time.start - _NAME_REACH), time.start) is not None


_LOOKED_AT = 40
"""Times above a figure that are looked at, so that a long list of days costs no more than its length."""
