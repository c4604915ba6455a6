"""Times of figures that the article tells otherwise: "năm 2022 kết nạp 11, năm 2023 kết nạp 16".

What tells is the last time that the sentence prints before a figure; one right behind it ("từ 84,3% năm 2019
lên 93,7% năm 2023"); and where the sentence prints none, the last that opened one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.notes import from_elsewhere
from partyx.deadline import in_time
from partyx.language.brackets import brackets_around
from partyx.language.comparison import compared_from_afar
from partyx.language.grammar import Behind, pattern
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.language.ranges import Range
    from partyx.mention import Mention
    from partyx.records import Finding, Period, Span

_NOW = pattern("<frames.now>")
_LAST_YEAR = pattern("<frames.last_year>")
_COMPARED = Behind("relations.compared")
_LEVEL = Behind("statistics.levels")
_APART = re.compile(r"[,;:.)\d]")
_GOES_ON = pattern("<statistics.breaks|statistics.levels>")
_OPENER = pattern(r"\W{0,3}(?P<apart><frames.apart> )?(?:<frames.openers> )?\Z")
_ALL_YEAR = pattern("<statistics.plans>[^,;:()\n]{0,30} <time.whole_year>")
_REACH, _BEHIND = 300, 60
"""Characters before and behind a figure in which its time may stand, or a bracket behind a time."""
_SENTENCES = 4
"""Sentences before a figure's own that may open with its time."""
_MONTH, _QUARTER, _YEAR = 28, 89, 360
"""Days of times: shorter ones are of occasions, and say nothing of what follows or is planned."""


def check_times(printed: Printed, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Results and plans with another time than the one that the article prints for them.

    Left out are states "hiện nay", and times that stand right behind the figure or nearer than it.
    None of the 416 figures of a strong model in the thirty articles of the evals has such a note.
    """
    times = _Times(printed)
    for index, record in enumerate(in_time(statistics)):
        if record.period is None:
            continue
        at = printed.article.view_range(record.value_span)
        said = times.place(record.period, record.period_span, at)
        why = times.objection(at, said, record.period, planned=record.target)
        if why is not None:
            spans = (record.value_span, *filter(None, [record.period_span]))
            yield from_elsewhere(f"statistics[{index}]", "period", record.period.printed, why, spans)


class _Times:
    """Which time of an article is of which figure."""

    def __init__(self, printed: Printed) -> None:
        self._printed = printed
        self._article = printed.article

    def place(self, period: Period, span: Span | None, at: Range) -> Range | None:
        """Where a time stands; of a part of one ("đầu năm 2024 đến nay") where its sentence has it."""
        if span is not None:
            return self._article.view_range(span)
        near = self._printed.places(period.printed, [self._article.sentence_around(at[0])])
        start = next(near, None)
        return None if start is None else (start, start + len(period.printed))

    def objection(self, at: Range, said: Range | None, period: Period, *, planned: bool) -> str | None:
        """Why a time is none of a figure's, a predicate, or None.

        Args:
            at: Where the figure stands.
            said: Where the time stands; None for some other sentence.
            period: What it says.
            planned: Whether the figure is.
        """
        if planned:
            return self._is_no_plans(at, said, period)
        if self._has_not_begun(period):
            return "has not begun"
        return (
            None
            if said is None
            else (
                self._is_before_another(at, said, period)
                or self._is_of_another(at, said, period)
                or self._is_of_earlier(at, said, period)
                or self._is_compared(at, said, period)
            )
        )

    def _has_not_begun(self, period: Period) -> bool:
        """Whether a time begins after the article was published: no result is of it.

        Days are left out: the date of the article is as likely to be wrong.
        """
        return self._article.is_before(period) and _length(period) >= _MONTH

    def _is_before_another(self, at: Range, said: Range, period: Period) -> str | None:
        """Whether the sentence prints another time before the figure than one of another sentence."""
        own = self._last_before(at[0])
        if own is None or _is(period, own) or own.start <= said[0] < at[0]:
            return None
        if self._stands_right_behind(at, said) or self._is_now(own.end, at[0]):
            return None
        return f"is not {own.text!r}, which stands before it"

    def _is_of_another(self, at: Range, said: Range, period: Period) -> str | None:
        """Whether another time stands right behind the figure, or the time right behind another figure."""
        own, of_other = self._behind(at), self._is_behind_another(at, said)
        frames = not of_other and self._article.sentence_around(at[0])[0] <= said[0] < at[0]
        if own is not None and not frames and not _meet(period, own):
            return f"is not {own.text!r}, which stands behind it"
        if own is None and of_other and said[1] <= at[0] and self._is_raised(said[1], at[0]):
            return "is that of what it rose or fell from"
        return None

    def _is_of_earlier(self, at: Range, said: Range, period: Period) -> str | None:
        """Whether a sentence between the time and the figure opened with another."""
        low = self._article.sentence_around(at[0])[0]
        if said[1] > low or self._last_before(at[0]) is not None or self._is_now(low, at[0]):
            return None
        first = self._article.paragraph_around(at[0])[0]
        if said[0] < first:
            return None
        for _ in range(_SENTENCES):
            low = self._article.sentence_around(low - 2)[0] if low > first else low
            if low <= said[0]:
                return None
            opened = self._opens(low, min(low + _BEHIND, at[0]))
            if opened is not None:
                return None if _holds(period, opened) else f"is not {opened.text!r}, which was told after it"
        return None

    def _is_compared(self, at: Range, said: Range, period: Period) -> str | None:
        """Whether a time is compared with; it is that of one in brackets: "so với năm 2021 (58 tổ chức)".

        Of what is compared with 2021 and tells no time, the time is the year after, and is printed there as
        well.
        """
        article, printed = self._article, self._printed
        compared = _COMPARED.start(article.folded, said[0] - 1) is not None and printed.is_compared(said[0])
        compared = compared or compared_from_afar(article.folded, said[0])
        if not compared or article.view.find("(", said[1], min(at[0], said[1] + _REACH)) >= 0:
            return None
        low = max(article.sentence_around(at[0])[0], said[1])
        if _LAST_YEAR.search(article.folded, low, at[0]):  # "Năm trước, số bị khai trừ là 26"
            return None
        times = printed.mentions.within(*said, Kind.DATE)
        return "is what it is compared with" if any(_is(period, time) for time in times) else None

    def _is_no_plans(self, at: Range, said: Range | None, period: Period) -> str | None:
        """Whether a plan's own sentence says that it is for another time, or for all the year."""
        low, high = self._article.sentence_around(at[0])
        if said is not None and low <= said[0] < high:
            return None
        own = self._last_before(at[0])
        if own is not None and _days(own) >= _QUARTER and not _holds(period, own):
            return f"is not {own.text!r}, which the plan is for"
        near = max(low, at[0] - _REACH)
        if own is None and _length(period) < _YEAR and _ALL_YEAR.search(self._article.folded, near, at[0]):
            return "is not all the year, which the plan is for"
        return None

    # -- where times stand ----------------------------------------------------------------------------

    def _is_now(self, low: int, high: int) -> bool:
        return _NOW.search(self._article.folded, max(low, high - _REACH), high) is not None

    def _is_raised(self, low: int, high: int) -> bool:
        """Whether a word right before the figure says that it is the level which was reached: "lên 93,7%"."""
        near = 0 < high - low <= _BEHIND and self._article.view.find(";", low, high) < 0
        return near and _LEVEL.start(self._article.folded, high - 1, low) is not None

    def _stands_right_behind(self, at: Range, said: Range) -> bool:
        """Whether a time stands right behind a figure, in brackets perhaps: "5 đồng chí trong năm"."""
        near = 0 <= said[0] - at[1] <= _BEHIND
        return near and _APART.search(self._article.view, at[1], said[0]) is None

    def _behind(self, at: Range) -> Mention | None:
        """The time right behind a figure, which nothing goes on to another clause before."""
        high = min(self._article.sentence_around(at[0])[1], at[1] + _BEHIND)
        time = next(self._printed.times(at[1], high), None)
        if time is None or not self._stands_right_behind(at, time.at):
            return None
        alone = self._article.view.startswith(")", time.end)
        if self._is_aside(time, at[0]) and not alone:  # "98 đảng viên (năm 2022: 85)"
            return None
        return None if _GOES_ON.search(self._article.folded, at[1], time.start) else time

    def _opens(self, low: int, high: int) -> Mention | None:
        """The time that a sentence opens with and goes on to tell of; no day, and none told apart."""
        time = next(self._printed.times(low, high), None)
        if time is None or _days(time) < _MONTH:
            return None
        opener = _OPENER.match(self._article.folded[low : time.start])
        return None if opener is None or opener["apart"] else time

    def _is_behind_another(self, at: Range, said: Range) -> bool:
        """Whether a time stands right behind another figure of the same sentence."""
        low, high = self._article.sentence_around(at[0])
        if not low <= said[0] < high:
            return False
        figures = self._printed.mentions.figures_within(max(low, said[0] - _BEHIND), said[0])
        near = [one for one in figures if one != at and one[1] <= said[0]]
        time = self._behind(near[-1]) if near else None
        return time is not None and time.start <= said[0] < time.end

    def _last_before(self, position: int) -> Mention | None:
        """The last time of its sentence before a figure; one in brackets is of what these hold."""
        low = max(self._article.sentence_around(position)[0], position - _REACH)
        found = self._printed.times(low, position)
        times = [time for time in found if time.end <= position and not self._is_aside(time, position)]
        return times[-1] if times else None

    def _is_aside(self, time: Mention, position: int) -> bool:
        """Whether a time stands in brackets, alone or with other figures than the one at a position."""
        sentence = self._article.sentence_around(time.start)
        held = brackets_around(self._article.view, time.start, *sentence)
        return held is not None and (held[1] == time.end or not held[0] <= position < held[1])


def _is(period: Period, time: Mention) -> bool:
    own = time.period
    return own is None or (own.start, own.end) == (period.start, period.end)


def _holds(period: Period, time: Mention) -> bool:
    """Whether a period has all the days of a time, as far as they are known."""
    ours, theirs = period.days, time.period and time.period.days
    return not (ours and theirs) or (ours[0] <= theirs[0] and theirs[1] <= ours[1])


def _meet(period: Period, time: Mention) -> bool:
    """Whether a period and a time have a day in common, as far as they are known."""
    ours, theirs = period.days, time.period and time.period.days
    return not (ours and theirs) or (ours[0] <= theirs[1] and theirs[0] <= ours[1])


def _days(time: Mention) -> int:
    own = time.period
    return 0 if own is None else _length(own)


def _length(period: Period) -> int:
    """The days of a period; 0 when they are not known."""
    days = period.days
    return 0 if days is None else (days[1] - days[0]).days + 1
