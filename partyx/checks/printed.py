"""Where an article prints what a record says, and the times and people that are told beside it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.language.comparison import compared_from_afar
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind
from partyx.language.lexicon import phrases
from partyx.mention import DateReading, Kind, PersonReading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.records import Period, Span

    Range = tuple[int, int]
    Days = frozenset[tuple[dt.date, dt.date]]

_REACH = 2_000
"""Characters of a paragraph on either side of a record's evidence that are looked at; a text without
paragraphs stays cheap."""

_A_FEW_DAYS = 7
"""Days of the longest stretch that is told as days: a meeting of "ngày 15 và 16/5"."""

_WORD = re.compile(r"\w+")
_NOT_A_TIME = Behind("frames.compared", "instructions.deadlines")


def akin(one: str, other: str) -> bool:
    """Whether two names may be of one thing: each word of the shorter is one of the longer."""
    shorter, longer = sorted((set(_WORD.findall(fold(one))), set(_WORD.findall(fold(other)))), key=len)
    return shorter <= longer


def meet(some: Days, others: Days) -> bool:
    """Whether two sets of days have one in common."""
    return any(one[0] <= other[1] and other[0] <= one[1] for one in some for other in others)


def _as_days(period: Period | None) -> tuple[dt.date, dt.date] | None:
    if period is None or period.start is None or period.end is None:
        return None
    return (period.start, period.end) if (period.end - period.start).days < _A_FEW_DAYS else None


def period_of(time: Mention) -> Period | None:
    """What a time says."""
    reading = time.reading
    return reading.period if isinstance(reading, DateReading) else None


class Printed:
    """What one article prints."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep both; nothing is read yet."""
        self.article = article
        self.mentions = mentions

    # -- where a record stands ------------------------------------------------------------------------

    def sentences(self, evidence: Iterable[Span]) -> list[Range]:
        """The evidence of a record, each piece to the ends of its first and last sentence."""
        around, ranges = self.article.sentence_around, map(self.article.view_range, evidence)
        return [(around(start)[0], max(end, around(max(start, end - 1))[1])) for start, end in ranges]

    def paragraphs(self, evidence: Iterable[Span]) -> list[Range]:
        """The paragraphs of a record, no farther than some way from its evidence."""
        found: dict[int, Range] = {}
        for start, end in map(self.article.view_range, evidence):
            low, high = self.article.paragraph_around(start)
            first, last = found.get(low, (start, end))
            first, last = min(first, start - _REACH), max(last, end + _REACH)
            found[low] = max(low, first), min(max(high, end), last)
        return sorted(found.values())

    # -- what is printed where ------------------------------------------------------------------------

    def prints(self, ranges: Iterable[Range], text: str) -> bool:
        """Whether one of the ranges prints a text."""
        return next(self.places(text, ranges), None) is not None

    def places(self, text: str, ranges: Iterable[Range] | None = None) -> Iterator[int]:
        """Where the content, or some ranges of it, print a text."""
        wanted = fold_in_place(" ".join(text.split()))
        for low, high in [(0, len(self.article.view))] if ranges is None else ranges:
            start = low - 1
            while wanted and (start := self.article.folded.find(wanted, start + 1, high)) >= 0:
                if self.article.role_at(start).is_content:
                    yield start

    def times(self, low: int, high: int) -> Iterator[Mention]:
        """The times in a range that say when something happened: of no document, deadline or comparison."""
        for time in self.mentions.within(low, high, Kind.DATE):
            cited = self.mentions.cited.covers(time.start)
            if period_of(time) is not None and not cited and not self.is_compared(time.start):
                yield time

    def is_compared(self, position: int) -> bool:
        """Whether a time is compared with, or a deadline; "Cùng kỳ năm 2023, ..." is neither."""
        folded, first = self.article.folded, self.article.sentence_around(position)[0]
        start = _NOT_A_TIME.start(folded, position - 1, first)
        if start is None:
            return compared_from_afar(folded, position)
        return start > first or folded[start : position - 1] not in phrases("relations.same_time")

    def days(self, ranges: Iterable[Range]) -> Days:
        """The days that ranges tell of, and stretches of a few."""
        periods = (period_of(time) for low, high in ranges for time in self.times(low, high))
        return frozenset(day for one in periods if (day := _as_days(one)) is not None)

    def tell_of_other_days(self, places: Iterable[int], days: Days) -> bool:
        """Whether the sentence of each place tells of a day, and of none of these."""
        told = [self.days([self.article.sentence_around(place)]) for place in places]
        return bool(days and told) and all(others and not meet(others, days) for others in told)

    @cached_property
    def people(self) -> dict[str, list[int]]:
        """Where the content names each person."""
        found: dict[str, list[int]] = {}
        for one in self.mentions.of_kind(Kind.PERSON):
            if isinstance(one.reading, PersonReading) and self.article.role_at(one.start).is_content:
                found.setdefault(fold(one.reading.name), []).append(one.start)
        return found
