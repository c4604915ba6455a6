"""Where an article prints what a record says, and the times and people that are told beside it."""

from __future__ import annotations

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
    Days = frozenset[tuple[dt.date | None, dt.date | None]]

_REACH = 2_000
"""Characters of a paragraph on either side of a record's evidence that are looked at; a text without
paragraphs stays cheap."""

_NOT_A_TIME = Behind("frames.compared", "instructions.deadlines")


def akin(one: str, other: str) -> bool:
    """Whether two names may be of one thing: each word of the shorter is one of the longer."""
    shorter, longer = sorted((set(fold(one).split()), set(fold(other).split())), key=len)
    return shorter <= longer


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
            if period_of(time) is not None and not cited and not self._is_compared(time.start):
                yield time

    def _is_compared(self, position: int) -> bool:
        """Whether a time is compared with, or a deadline; "Cùng kỳ năm 2023, ..." is neither."""
        folded, first = self.article.folded, self.article.sentence_around(position)[0]
        start = _NOT_A_TIME.start(folded, position - 1, first)
        if start is None:
            return compared_from_afar(folded, position)
        return start > first or folded[start : position - 1] not in phrases("relations.same_time")

    def days(self, ranges: Iterable[Range]) -> Days:
        """The days that ranges tell of."""
        periods = (period_of(time) for low, high in ranges for time in self.times(low, high))
        return frozenset(
            (one.start, one.end) for one in periods if one is not None and one.precision == "day"
        )

    def tell_of_other_days(self, places: Iterable[int], days: Days) -> bool:
        """Whether the sentence of each place tells of a day, and of none of these."""
        told = [self.days([self.article.sentence_around(place)]) for place in places]
        return bool(days and told) and all(others and not others & days for others in told)

    @cached_property
    def people(self) -> dict[str, list[int]]:
        """Where the content names each person."""
        found: dict[str, list[int]] = {}
        for one in self.mentions.of_kind(Kind.PERSON):
            if isinstance(one.reading, PersonReading) and self.article.role_at(one.start).is_content:
                found.setdefault(fold(one.reading.name), []).append(one.start)
        return found
