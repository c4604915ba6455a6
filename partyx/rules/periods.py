"""The time a figure is about: its own phrase, else the sentence's frame, else the paragraph's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.mention import DateReading, Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.rules.clauses import Clause

_COMPARED = re.compile(
    r"(?:so\s+với(?:\s+cùng\s+kỳ)?|lần|gấp|cùng\s+kỳ|hơn|từ|kém|bằng|trước|sau|sinh|lập)\s*(?:\(?\s*)$",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:trong|riêng|qua|cũng\s+trong|tính\s+trong)?\s*", re.IGNORECASE)
"""What may stand before a date that opens a sentence ("Trong 6 tháng đầu năm, ...")."""


class Frames:
    """The dates of an article that may say when a figure holds: none of those inside citations."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Leave out the dates that belong to documents."""
        self._article = article
        self._view = article.view
        self._mentions = mentions
        self._cited = {
            date.id
            for document in mentions.of_kind(Kind.DOCUMENT)
            for date in mentions.within(*document.whole, Kind.DATE)
        }

    def of(self, figure: Mention, clause: Clause) -> str | None:
        """The id of the date that frames ``figure``, or None."""
        start, end = clause.sentence
        own = [date for date in self._dates(clause.start, clause.end) if not self._compared(date)]
        if own:
            return min(own, key=lambda date: abs(date.start - figure.start)).id
        before = [date for date in self._dates(start, figure.start) if not self._compared(date)]
        if before:
            return before[-1].id
        after = self._dates(clause.end, min(end, clause.end + 60))
        if after and re.search(
            r"\b(?:trong|của|vào)\s*$", self._view[max(0, after[0].start - 8) : after[0].start]
        ):
            return after[0].id
        return self._opening(clause)

    def _opening(self, clause: Clause) -> str | None:
        """The period that opened the nearest sentence before, in the same paragraph.

        Points in time ("Đến tháng 9 năm 2023, ...") and days ("Chiều 9-3, ... họp") frame their own
        sentence only.
        """
        for date in reversed(self._dates(clause.paragraph[0], clause.sentence[0])):
            index = self._article.sentence_at(date.start)
            start = self._article.sentences[index].start if index is not None else date.start
            opens = _OPENS.fullmatch(self._view[start : date.start])
            reading = date.reading
            period = reading.period if isinstance(reading, DateReading) and not reading.point else None
            if opens and period is not None and period.precision != "day":
                return date.id
        return None

    def _dates(self, start: int, end: int) -> list[Mention]:
        return [
            date
            for date in self._mentions.within(start, end, Kind.DATE)
            if date.id not in self._cited and isinstance(date.reading, DateReading)
        ]

    def _compared(self, date: Mention) -> bool:
        """Whether the date is what something is compared with ("so với năm 2021")."""
        return bool(_COMPARED.search(self._view[max(0, date.start - 24) : date.start]))
