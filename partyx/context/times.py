"""When a figure holds: its own words, its sentence, its paragraph, the passage, the article as a whole."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from partyx.context.dates import Dates
from partyx.language.brackets import brackets_around
from partyx.language.grammar import Behind, pattern
from partyx.records import Period

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from partyx.article import Article
    from partyx.context.dates import Time
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import PeriodFrom, Statistic
    from partyx.mention import Mentions

_CONTINUES = pattern(r"<frames.continues>|[-+•]|\w[.)] ")
_AT_EVENT = pattern("<frames.at_event>")
_NOW = pattern("<frames.now>")
_LAST_YEAR = pattern(r"(?:\A|[.;:!?\n] ?)(?P<said><frames.last_year>),? ")
_YEARS_PLAN = pattern(r"(?P<plan><frames.years_plans>)(?! \d)[^,;.:()\d\n]*\(?\Z")
_LAST_TERM = pattern("<frames.last_term>")
_LINK = Behind("frames.links")
_JOIN = pattern(r" ?, ?(?:<connectors.and> )?| <connectors.and> ")
_BREAKS = re.compile(r"[,;:]")
_BRACKET_BEHIND = re.compile(r"[^().,;\d]{0,30}\((?:[^\W\d]+ )?")
_OPENS_BRACKET = re.compile(r" ?\( ?")
_BEHIND_REACH = 60
"""Characters behind a figure in which a time may still be its own: "kết nạp 5 đồng chí trong năm"."""
_PLAN_REACH = 60
_TURNS_REACH = 200
"""Characters on either side of a figure in which several times and figures may stand in a row."""
_BRACKET_REACH = 40
_COMPARED_REACH = 600
"""Characters on either side of a figure in which a comparison may tell its year."""
_LINES = 40
"""Lines of a list that are looked over on the way up to the one above it."""
_OF_AN_EVENT = frozenset({"meetings.held", "badges.badges", "congress.delegates"})
"""Topics whose figures are of the occasion that the passage tells of, where no other time is said."""


class Frame(NamedTuple):
    """A time that says when a figure holds, where it is printed, and how near that is."""

    period: Period
    start: int
    end: int
    source: PeriodFrom


def _last(spans: list[tuple[int, int]], low: int, high: int) -> tuple[int, int] | None:
    """The last of spans in their order that begins between two places."""
    at = bisect_left(spans, high, key=itemgetter(0)) - 1
    return spans[at] if at >= 0 and spans[at][0] >= low else None


class Times:
    """Says of the figures of one article when they hold."""

    def __init__(self, article: Article, mentions: Mentions, meetings: tuple[Meeting, ...]) -> None:
        """Find the times of the article and the days of its meetings."""
        self._article = article
        self._folded = article.folded
        # Found once for the article: a search a figure would read a long sentence once a figure.
        self._at_events = [match.span() for match in _AT_EVENT.finditer(self._folded)]
        self._mentions = mentions
        self._dates = Dates(article, mentions)
        self._now = [
            match.span()
            for match in _NOW.finditer(self._folded)
            if not self._dates.covers(match.start())  # "từ đầu năm đến nay" is a stretch of time
        ]
        self._last_years = [match.span("said") for match in _LAST_YEAR.finditer(self._folded)]
        self._last_terms = [match.span() for match in _LAST_TERM.finditer(self._folded)]
        self._held = sorted(
            (
                (article.view_range(meeting.evidence[0])[0], meeting.date)
                for meeting in meetings
                if meeting.date is not None
            ),
            key=itemgetter(0),
        )

    def of(self, statistic: Statistic, topics: Collection[str | None]) -> dict[str, Any]:
        """``period``, ``period_from`` and ``period_span`` of a statistic; all None when nothing tells.

        A time in brackets beside the figure goes before what an engine said; where the engine said none, it
        is looked for from the figure outwards.

        Args:
            statistic: The figure.
            topics: Of the figures of its sentence.
        """
        start, end = self._article.view_range(statistic.value_span)
        frame = self._in_brackets(start, end)
        if frame is None and statistic.period is not None:
            said = self._printed(statistic.period, start)
            if said is None:
                return {"period": statistic.period, "period_from": "own", "period_span": None}
            frame = None if said.aside else self._frame(said, start)
        now = self._says_now(start)
        if now is not None and (frame is None or frame.source not in {"own", "sentence"}):
            told = self._in_sentence(start, end)
            frame = told if told and told.start > now[0] else self._time_of_telling(start, now)
        elif frame is None:
            frame = next(filter(None, self._looked_for(start, end, topics, planned=statistic.target)), None)
            frame = self._of_the_years_plan(self._a_year_before(frame, start), start)
        if frame is None:
            return dict.fromkeys(("period", "period_from", "period_span"))
        return {
            "period": frame.period,
            "period_from": frame.source,
            "period_span": self._article.span(frame.start, frame.end),
        }

    def _says_now(self, position: int) -> tuple[int, int] | None:
        """Where the sentence says, before a figure, that it is the state at the time of telling."""
        index = self._article.sentence_at(position)
        if index is None:
            return None
        return _last(self._now, self._article.sentences[index].start, position)

    def _time_of_telling(self, position: int, now: tuple[int, int]) -> Frame | None:
        """The day of the meeting where a state is told, else of publication; None when neither is known."""
        before = bisect_right(self._held, position, key=itemgetter(0))
        held = [date for _, date in self._held[max(0, before - 1) : max(1, before)]]
        printed = self._printed(held[0], position) if held else None
        if printed is not None:
            return self._frame(printed, position)
        day = self._article.published
        if day is None:
            return None
        return self._named(now, day, day, "sentence")

    def _a_year_before(self, frame: Frame | None, position: int) -> Frame | None:
        """The year before an inherited one where "năm trước" opens the clause; nothing where none."""
        index = self._article.sentence_at(position)
        if frame is None or frame.source in {"own", "sentence"} or index is None:
            return frame
        said = _last(self._last_years, self._article.sentences[index].start, position)
        if said is None:
            return frame
        period = frame.period
        if period.precision != "year" or period.start is None or period.end is None:
            return None
        first, last = (day.replace(year=day.year - 1) for day in (period.start, period.end))
        return self._named(said, first, last, "sentence")

    def _of_the_years_plan(self, frame: Frame | None, position: int) -> Frame | None:
        """The whole year of a time before a figure that the year's plan has: "kế hoạch năm là 150"."""
        if frame is None or frame.period.start is None or frame.period.end is None:
            return frame
        low = max(self._article.sentence_around(position)[0], position - _PLAN_REACH)
        plan = _YEARS_PLAN.search(self._folded, low, position)
        start, end = frame.period.start, frame.period.end
        if plan is None or start.year != end.year or frame.period.precision == "year":
            return frame
        first, last = start.replace(month=1, day=1), start.replace(month=12, day=31)
        return self._named(plan.span("plan"), first, last, "own")

    def _looked_for(
        self, start: int, end: int, topics: Collection[str | None], *, planned: bool
    ) -> Iterator[Frame | None]:
        """What may say when the figure holds, the nearest first."""
        if planned:
            yield self._planned(start, end)
            return
        yield self._in_turn(start) or self._in_sentence(start, end)
        yield self._in_last_term(start)
        yield self._in_paragraph(start)
        yield self._above_list(start)
        yield self._at_event(start, topics)
        if not self._has_other_time(start):
            yield self._in_passage(start)
            yield self._in_article(start)
            yield self._after_comparison(start)

    # -- one way each ------------------------------------------------------------------------------

    def _in_brackets(self, start: int, end: int) -> Frame | None:
        """The time in brackets behind a figure, "62,5% (năm 2011)", or the one a figure in brackets is of.

        That one stands before the brackets or in them: "năm 2022 (85)", "(năm 2022: 85; năm 2021: 77)".
        """
        view = self._article.view
        for time in self._dates.within(start - _BRACKET_REACH, end + _BRACKET_REACH):
            behind = time.start >= end and _BRACKET_BEHIND.fullmatch(view, end, time.start)
            if behind and view[time.end : time.end + 1] == ")":
                return self._frame(time, start, "own")
            if time.end <= start and _OPENS_BRACKET.fullmatch(view, time.end, start):
                return self._frame(time, start, "own")
        return self._beside(start, end)

    def _beside(self, start: int, end: int) -> Frame | None:
        """The last time before a figure in the brackets that both stand in, else the one behind it there."""
        view = self._article.view
        held = brackets_around(view, start, *self._article.sentence_around(start))
        if held is None:
            return None
        times = [time for time in self._dates.within(*held) if not time.compared]
        before = [time for time in times if time.end <= start]
        behind = [time for time in times if not _BREAKS.search(view, end, time.start)]
        told = [*before[-1:], *behind[:1]]
        return self._frame(told[0], start) if told else None

    def _printed(self, period: Period, position: int) -> Time | None:
        """Where a time that an engine gave is printed: nearest in the sentence, else before, else behind."""
        before, behind = self._dates.nearest(period, position)
        index = self._article.sentence_at(position)
        near = [time for time in (before, behind) if time is not None]
        inside = [time for time in near if self._article.sentence_at(time.start) == index]
        return min(inside, key=lambda time: abs(time.start - position), default=before or behind)

    def _in_sentence(self, start: int, end: int) -> Frame | None:
        """The last time before the figure, else behind it in its clause or joined to it, else a day."""
        index = self._article.sentence_at(start)
        if index is None:
            return None
        sentence = self._article.sentences[index]
        before = self._dates.last("reports", sentence.start, start)
        if before is not None:
            return self._frame(before, start)
        for time in self._dates.within(end, min(sentence.end, end + _BEHIND_REACH)):
            joined = _LINK.start(self._folded, time.start - 1) is not None
            if time.reports and (joined or not _BREAKS.search(self._article.view, end, time.start)):
                return self._frame(time, start)
        day = self._dates.last("day", sentence.start, start)
        return self._frame(day, start) if day is not None else None

    def _in_turn(self, start: int) -> Frame | None:
        """The time of a figure where each of several in a row has one: "Năm 2023 và 2024, ... 14 và 37"."""
        sentence = self._article.sentence_around(start)
        low = max(sentence[0], start - _TURNS_REACH)
        times = [time for time in self._dates.within(low, start) if time.reports]
        if not times:
            return None
        high = min(sentence[1], start + _TURNS_REACH)
        figures = self._figures(times[-1].end, high)
        own = next((index for index, figure in enumerate(figures) if figure[0] == start), None)
        if own is None:
            return None
        row = self._row([(time.start, time.end) for time in times], len(times) - 1)
        turn = self._row(figures, own)
        if len(turn) != len(row):
            return None
        return self._frame(times[row[turn.index(own)]], start)

    def _figures(self, low: int, high: int) -> list[tuple[int, int]]:
        """The figures of a range that are in no time."""
        numbers = self._mentions.figures_within(low, high)
        return [figure for figure in numbers if not self._dates.covers(figure[0])]

    def _row(self, spans: list[tuple[int, int]], index: int) -> list[int]:
        """Those that stand in one row with the one at an index, joined by commas and "và"."""
        first = last = index
        while first and _JOIN.fullmatch(self._folded, spans[first - 1][1], spans[first][0]):
            first -= 1
        while last + 1 < len(spans) and _JOIN.fullmatch(self._folded, spans[last][1], spans[last + 1][0]):
            last += 1
        return list(range(first, last + 1))

    def _in_last_term(self, position: int) -> Frame | None:
        """The term before the one that begins, where the paragraph said "Nhiệm kỳ qua" and no time since."""
        block = self._article.block_at(position)
        said = None if block is None else _last(self._last_terms, self._article.blocks[block].start, position)
        term = self._dates.term_before
        if said is None or term is None or self._dates.last("opens", said[1], position) is not None:
            return None
        first, last = dt.date(term[0], 1, 1), dt.date(term[1], 12, 31)
        same = self._article.sentence_at(said[0]) == self._article.sentence_at(position)
        return self._named(said, first, last, "sentence" if same else "paragraph")

    def _in_paragraph(self, position: int) -> Frame | None:
        """The last time that opened a sentence of the paragraph; a point where no stretch did."""
        block = self._article.block_at(position)
        low = self._article.blocks[block].start if block is not None else position
        opened = self._dates.last("stretch", low, position) or self._dates.last("opens", low, position)
        return self._frame(opened, position) if opened else None

    def _above_list(self, position: int, *, planned: bool = False) -> Frame | None:
        """The time of the line above the list that the figure stands in: "Kết quả năm 2022:"."""
        block = self._article.block_at(position)
        if block is None or (above := self._article.above_items(block, _LINES)) == block:
            return None
        line = self._article.blocks[above]
        told = [time for time in self._dates.within(line.start, line.end) if planned or time.reports]
        told = [time for time in told if not time.compared]
        return self._frame(told[-1], position, "passage") if told else None

    def _at_event(self, position: int, topics: Collection[str | None]) -> Frame | None:
        """The day of the meeting that the passage tells of, for what was counted or handed out there.

        What says so may stand in the line above the list: "Đợt này, toàn xã có 29 đảng viên. Cụ thể:".
        """
        block = self._article.block_at(position)
        if block is None or not self._held:
            return None
        low = self._article.blocks[self._article.above_items(block, _LINES)].start
        if not (_last(self._at_events, low, position) or not _OF_AN_EVENT.isdisjoint(topics)):
            return None
        before = bisect_right(self._held, position, key=itemgetter(0))
        if not before and len(self._held) > 1:
            return None
        found = self._printed(self._held[max(0, before - 1)][1], position)
        if found is None:
            return None
        far = self._nearness(found, position) == "article"
        return self._frame(found, position, "article" if far else "passage")

    def _in_passage(self, position: int) -> Frame | None:
        """The time that an earlier paragraph opened, where this one goes on with its report.

        No other time may stand between; and where the article as a whole reports on another one, all
        paragraphs between have to say that they go on ("Cụ thể, ...").
        """
        article = self._article
        block = article.block_at(position)
        if block is None:
            return None
        above = next((time for time in self._dates.above(article.blocks[block].start) if time.reports), None)
        if above is None or not above.carries or above == self._dates.of_article:
            return None
        first = article.block_at(above.start)
        between = (block if first is None else first) + 1, block + 1
        goes_on = len({bisect_left(self._not_going_on, index) for index in between}) == 1
        if goes_on or self._dates.of_article is None:
            return self._frame(above, position, "passage")
        return None

    def _in_article(self, position: int) -> Frame | None:
        """The time that the article as a whole reports on."""
        time = self._dates.of_article
        return self._frame(time, position, "article") if time and time.start < position else None

    def _planned(self, position: int, end: int) -> Frame | None:
        """The time a planned figure is to be reached in: behind it, of its sentence, paragraph, list."""
        index, block = self._article.sentence_at(position), self._article.block_at(position)
        if index is None or block is None:
            return None
        sentence, paragraph = self._article.sentences[index], self._article.blocks[block]
        for time in self._dates.within(end, min(sentence.end, end + _BEHIND_REACH)):
            if not (time.compared or time.aside or _BREAKS.search(self._article.view, end, time.start)):
                return self._frame(time, position)
        for low, high in ((sentence.start, position), (paragraph.start, sentence.start)):
            told = self._dates.last("aim", low, high)
            if told is not None:
                return self._frame(told, position)
        return self._above_list(position, planned=True)

    def _after_comparison(self, position: int) -> Frame | None:
        """The year after the one that its paragraph compares with, where nothing else tells a time.

        "Kiểm tra 28 tổ chức (tăng 11,8% so với năm 2020)" is of 2021 where the article tells
        of that year or is of about then.
        """
        block = self._article.block_at(position)
        if block is None:
            return None
        paragraph = self._article.blocks[block]
        low, high = position - _COMPARED_REACH, position + _COMPARED_REACH
        near = self._dates.within(max(paragraph.start, low), min(paragraph.end, high))
        years = [time for time in near if time.compared]
        if not years or len({time.period for time in years}) > 1:
            return None
        nearest = min(years, key=lambda time: abs(time.start - position))
        year = self._dates.year_after(nearest)
        return None if year is None else self._frame(nearest._replace(period=year), position)

    def _has_other_time(self, position: int) -> bool:
        """Whether the sentence tells of a time that is not the figure's: nothing is inherited then."""
        index = self._article.sentence_at(position)
        if index is None:
            return False
        sentence = self._article.sentences[index]
        return self._dates.last("told", sentence.start, sentence.end) is not None

    @cached_property
    def _breaks(self) -> list[int]:
        return [found.start() for found in _BREAKS.finditer(self._article.view)]

    @cached_property
    def _not_going_on(self) -> list[int]:
        """The blocks, by their index, that do not say that they go on with what is above."""
        blocks = enumerate(self._article.blocks)
        return [index for index, block in blocks if not _CONTINUES.match(self._folded, block.start)]

    # -- how near ------------------------------------------------------------------------------------

    def _named(self, span: tuple[int, int], first: dt.date, last: dt.date, source: PeriodFrom) -> Frame:
        """A time that words tell which hold no date: a day, a year, or the years of a term."""
        precision: Literal["day", "year", "range"] = "year" if first.year == last.year else "range"
        if first == last:
            precision = "day"
        printed = self._article.view[slice(*span)]
        return Frame(Period(start=first, end=last, precision=precision, printed=printed), *span, source)

    def _frame(self, time: Time, position: int, source: PeriodFrom | None = None) -> Frame:
        return Frame(time.period, time.start, time.end, source or self._nearness(time, position))

    def _nearness(self, time: Time, position: int) -> PeriodFrom:
        """How near a time is printed to a figure."""
        article = self._article
        if article.sentence_at(time.start) == article.sentence_at(position):
            low, high = sorted((time.start, position))
            return "own" if bisect_left(self._breaks, low) == bisect_left(self._breaks, high) else "sentence"
        if article.block_at(time.start) == article.block_at(position):
            return "paragraph"
        return "article" if time == self._dates.of_article else "passage"
