"""The time a figure is about: its own phrase, else the sentence's frame, else the paragraph's."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.language.comparison import compared_from_afar
from partyx.language.grammar import Behind, pattern
from partyx.language.ranges import before_marks
from partyx.language.stretches import is_background
from partyx.mention import DateReading, Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.rules.statistics.clauses import Clause

_NO_FRAME = Behind("time.no_frames")
_OPENS = pattern("(?:<time.opens_period> )?")
"""What may stand before a date that opens a sentence ("Trong 6 tháng đầu năm, ...")."""
_OF = Behind("time.of_period")
_LOOKED_OVER = 12
"""Dates looked over on the way back to one that nothing is compared with."""
_BEHIND = 60
"""How far behind its clause the date of a figure may stand: "... trong năm 2021"."""


class Frames:
    """The dates of an article that may say when a figure holds: none of those inside citations."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Leave out the dates that belong to documents."""
        self._article = article
        self._folded = article.folded
        self._framing = [
            date for date in mentions.of_kind(Kind.DATE) if not mentions.cited.covers(date.start)
        ]

    def of(self, figure: Mention, clause: Clause) -> str | None:
        """The id of the date that frames ``figure``, or None."""
        own = self._dates(clause.start, clause.end)
        if own:
            return min(own, key=lambda date: abs(date.start - figure.start)).id
        before = self._last_before(figure.start, clause.sentence[0])
        if before is not None:
            return before.id
        after = self._dates(clause.end, min(clause.sentence[1], clause.end + _BEHIND), compared=True)
        if after and _OF.start(self._folded, after[0].start - 1) is not None:
            return after[0].id
        return self._opening(clause)

    def _opening(self, clause: Clause) -> str | None:
        """The period that opened the nearest sentence before, in the same paragraph.

        Points in time ("Đến tháng 9 năm 2023, ...") and days ("Chiều 9-3, ... họp") frame their own
        sentence only.
        """
        index = bisect_left(self._openings, clause.sentence[0], key=lambda date: date.start) - 1
        found = self._openings[index] if index >= 0 else None
        return found.id if found is not None and found.start >= clause.paragraph[0] else None

    @cached_property
    def _openings(self) -> list[Mention]:
        """The periods that open a sentence, in reading order."""
        return [date for date in self._framing if self._opens_sentence(date)]

    def _opens_sentence(self, date: Mention) -> bool:
        index = self._article.sentence_at(date.start)
        start = self._article.sentences[index].start if index is not None else date.start
        reading = date.reading
        period = reading.period if isinstance(reading, DateReading) and not reading.point else None
        opens = period is not None and period.precision != "day"
        opens = opens and not is_background(self._folded, date.start, date.end)
        return opens and _OPENS.fullmatch(self._folded, start, date.start) is not None

    def _dates(self, start: int, end: int, *, compared: bool = False) -> list[Mention]:
        """The dates that begin in a short range; those that something is compared with only if asked for."""
        low = bisect_left(self._framing, start, key=lambda date: date.start)
        high = bisect_left(self._framing, end, key=lambda date: date.start)
        return [date for date in self._framing[low:high] if compared or not self._compared(date)]

    def _last_before(self, end: int, start: int) -> Mention | None:
        """The last date before a place that nothing is compared with."""
        index = bisect_left(self._framing, end, key=lambda date: date.start)
        for date in reversed(self._framing[max(0, index - _LOOKED_OVER) : index]):
            if date.start < start:
                break
            if not self._compared(date):
                return date
        return None

    def _compared(self, date: Mention) -> bool:
        """Whether the date is what something is compared with ("so với năm 2021")."""
        stop = before_marks(self._folded, date.start, " (")
        return _NO_FRAME.start(self._folded, stop) is not None or compared_from_afar(self._folded, date.start)
