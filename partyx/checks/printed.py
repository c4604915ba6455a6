"""Where an article prints what a record says, and the times and people that are told beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

from partyx.language.comparison import compared_from_afar
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.passages import Passages
from partyx.language.ranges import Ranges
from partyx.language.words import words_in
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from partyx.article import Article
    from partyx.language.ranges import Range
    from partyx.mention import Mention, Mentions
    from partyx.records import Period, Span

    Days = frozenset[tuple[dt.date, dt.date]]

_REACH = 2_000
"""Characters of a paragraph on either side of a record's evidence that are looked at, and before a sentence
of what it goes on with; a text without paragraphs stays cheap."""

_AROUND, _AS_MANY = 20_000, 20
"""Characters on either side of a record in which a text is sought before the whole article, so that all of an
article of the usual length is, and the places on either side that are looked at."""
_A_FEW_DAYS = 7
"""Days of the longest stretch that is told as days: a meeting of "ngày 15 và 16/5"."""

_HOLDERS = 200
"""People of an article among whom the holder of an office is looked for."""

_ANNIVERSARY = re.compile(r"\((?P<day>\d{1,2}[/.-]\d{1,2})[/.-]\d{4} ?[-–] ?(?P=day)[/.-]\d{4}\)")
_BRACKET = 32
"""Characters of such a bracket, at most."""
_NOT_A_TIME = Behind("frames.compared", "instructions.deadlines")
_FEAST = Behind("meetings.feasts")
_COMPARES = Behind("relations.compares")
_SINCE = Behind("frames.since")
_REFERENCE = pattern("<meetings.refers_back>")


def akin(one: str, other: str) -> bool:
    """Whether two names may be of one thing: each word of the shorter is one of the longer."""
    shorter, longer = sorted((set(words_in(fold(one))), set(words_in(fold(other)))), key=len)
    return shorter <= longer


def _is_office(office: str, title: str) -> bool:
    """Whether a title is of this office, perhaps with its place, and not of a deputy's."""
    return fold(title).split()[:1] == fold(office).split()[:1] and akin(office, title)


def between_semicolons(article: Article, at: Range, reach: int | None = None) -> Range:
    """What stands between the semicolons around a place, in its sentence, no farther off than its reach."""
    low, high = article.sentence_around(at[0])
    if reach is not None:
        low, high = max(low, at[0] - reach), min(high, at[1] + reach)
    before = article.view[low : at[0]].rpartition(";")[2]
    behind = article.view[at[1] : high].partition(";")[0]
    return at[0] - len(before), at[1] + len(behind)


def meet(some: Days, others: Days) -> bool:
    """Whether two sets of days have one in common."""
    return any(one[0] <= other[1] and other[0] <= one[1] for one in some for other in others)


def as_days(period: Period | None) -> tuple[dt.date, dt.date] | None:
    """The days of a period that is told as days: one, or a few in a row."""
    days = None if period is None else period.days
    return None if days is None or (days[1] - days[0]).days >= _A_FEW_DAYS else days


class Printed:
    """What one article prints."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep both; nothing is read yet."""
        self.article = article
        self.mentions = mentions
        self._holders: dict[str, tuple[str, ...]] = {}
        self._firsts: dict[str, tuple[int, ...]] = {}
        self._days: dict[int, Days] = {}

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

    def goes_on_from(self, position: int) -> int:
        """Where what a sentence may go on with begins: its paragraph, or the line its list hangs from."""
        article = self.article
        above = article.list_above(article.block_at(position))
        start = article.blocks[above.start].start if above else article.paragraph_around(position)[0]
        return max(start, position - _REACH)

    # -- what is printed where ------------------------------------------------------------------------

    def prints(self, ranges: Iterable[Range], text: str) -> bool:
        """Whether one of the ranges prints a text."""
        return next(self.places(text, ranges), None) is not None

    def places(self, text: str, ranges: Iterable[Range] | None = None) -> Iterator[int]:
        """Where the content, or some ranges of it, print a text."""
        wanted = _wanted(text)
        for low, high in [(0, len(self.article.view))] if ranges is None else ranges:
            start = low - 1
            while wanted and (start := self.article.folded.find(wanted, start + 1, high)) >= 0:
                if self.tells(start):
                    yield start

    def near(self, text: str, position: int) -> tuple[int, ...]:
        """The places nearest to a position where the article prints a text, so many at most on either side.

        Where it does not print it within reach, the first ones of all.
        """
        before = islice(self._back(_wanted(text), max(0, position - _AROUND), position), _AS_MANY)
        behind = islice(self.places(text, [(position, position + _AROUND)]), _AS_MANY)
        return (*before, *behind) or self._first(text)

    def _back(self, wanted: str, low: int, position: int) -> Iterator[int]:
        """Where a text begins before a position, the nearest first."""
        end = position + len(wanted) - 1
        while wanted and (start := self.article.folded.rfind(wanted, low, end)) >= 0:
            end = start + len(wanted) - 1
            if self.tells(start):
                yield start

    def _first(self, text: str) -> tuple[int, ...]:
        if text not in self._firsts:
            self._firsts[text] = tuple(islice(self.places(text), 2 * _AS_MANY))
        return self._firsts[text]

    def named_near(self, name: str, position: int) -> list[int]:
        """The places nearest to a position that name a person, so many at most on either side."""
        places = self.people.get(fold(name), [])
        index = bisect_left(places, position)
        return places[max(0, index - _AS_MANY) : index + _AS_MANY]

    def within(self, ranges: Iterable[Range]) -> Within:
        """Some ranges in which one text after another is sought."""
        return Within(self, sorted(set(ranges)))

    def tells(self, position: int) -> bool:
        """Whether a place is content, and not in what tells the reader what to do."""
        return self.article.role_at(position).is_content and not self.article.orders.covers(position)

    def times(self, low: int, high: int) -> Iterator[Mention]:
        """The times in a range that say when something happened: of no document, deadline or comparison.

        Nor the day of a feast, for which something is held on another: "lễ trao Huy hiệu Đảng đợt 2/9".
        """
        for time in self.mentions.within(low, high, Kind.DATE):
            elsewhere = self.mentions.cited.covers(time.start) or self._is_feast(time)
            told = self._is_stretch(time) or not self.is_compared(time.start)
            if time.period is not None and not elsewhere and told:
                yield time

    def _is_stretch(self, time: Mention) -> bool:
        """Whether a time says from when to when: "Từ ngày 28/7 đến 1/8"."""
        period, since = time.period, _SINCE.start(self.article.folded, time.start - 1)
        return period is not None and period.precision == "range" and since is not None

    def _is_feast(self, time: Mention) -> bool:
        """Whether a day is a feast's, or one of an anniversary: "(19/5/1890 - 19/5/2022)"."""
        before = _FEAST.start(self.article.folded, time.start - 1)
        if before is not None:
            return as_days(time.period) is not None
        found = _ANNIVERSARY.search(self.article.view, time.start - _BRACKET, time.end + _BRACKET)
        return found is not None and found.start() < time.start < found.end()

    def references(self, low: int, high: int) -> Iterator[re.Match[str]]:
        """The words of a range that go back to an occasion told of before: "Tại hội nghị, ..."."""
        return _REFERENCE.finditer(self.article.folded, low, high)

    def is_compared(self, position: int) -> bool:
        """Whether a time is compared with, or a deadline; "Cùng kỳ năm 2023, ..." is neither."""
        folded, first = self.article.folded, self.article.sentence_around(position)[0]
        start = _NOT_A_TIME.start(folded, position - 1, first)
        if start is None:
            return compared_from_afar(folded, position)
        return start > first or folded[start : position - 1] not in phrases("relations.same_time")

    def is_compared_with(self, position: int) -> bool:
        """Whether something else is compared with what stands there: "so với hội nghị tháng 4"."""
        folded = self.article.folded
        return _COMPARES.start(folded, position - 1) is not None or compared_from_afar(folded, position)

    def acts_at(self, position: int) -> bool:
        """Whether a body named there may do something: it issued no document and is in nobody's title."""
        if self.mentions.cited.covers(position):
            return False
        titles = self.article.titles
        return titles.head_at(position) is None and titles.head_at(position - 2) is None

    def days(self, ranges: Iterable[Range]) -> Days:
        """The days that ranges tell of, and stretches of a few."""
        periods = (time.period for low, high in ranges for time in self.times(low, high))
        return frozenset(day for one in periods if (day := as_days(one)) is not None)

    def tell_of_other_days(self, places: Iterable[int], days: Days) -> bool:
        """Whether what is told at each place is of a day, and of none of these."""
        told = map(self.day_of, places if days else ())
        first = next(told, None)
        return bool(first) and all(others and not meet(others, days) for others in chain([first], told))

    def day_of(self, place: int) -> Days:
        """The days of what is told at a place; kept, since many records may share it."""
        if place not in self._days:
            self._days[place] = self._day_of(place)
        return self._days[place]

    def _day_of(self, place: int) -> Days:
        """The days of what is told at a place: of its sentence, else of the last one before that tells any.

        No farther back than the paragraph, and not where the sentence goes back to an occasion that the one
        with the day does not speak of ("Tại hội nghị, ...").
        """
        sentence = self.article.sentence_around(place)
        if own := self.days([sentence]):
            return own
        low = max(self.article.paragraph_around(place)[0], sentence[0] - _REACH)
        told = [time for time in self.times(low, sentence[0]) if as_days(time.period) is not None]
        if not told:
            return frozenset()
        before = self.article.sentence_around(told[-1].start)
        back = {found[0] for found in self.references(*sentence)}
        spoken = self.article.folded[slice(*before)]
        return self.days([before]) if all(word in spoken for word in back) else frozenset()

    @cached_property
    def subjects(self) -> Ranges:
        """What citations say that their documents are about."""
        cited = self.mentions.of_kind(Kind.DOCUMENT)
        return Ranges(place for one in cited if (place := one.about(self.article.view)) is not None)

    def holders(self, office: str) -> tuple[str, ...]:
        """The people with a title, of the first that the article names; kept."""
        if office not in self._holders:
            people = self.mentions.of_kind(Kind.PERSON)[:_HOLDERS]
            read = [one.reading for one in people if isinstance(one.reading, PersonReading)]
            held = (one.name for one in read if any(_is_office(office, title) for title in one.titles))
            self._holders[office] = tuple(dict.fromkeys(held))
        return self._holders[office]

    @cached_property
    def people(self) -> dict[str, list[int]]:
        """Where the content names each person."""
        named = self.mentions.persons.items()
        return {name: [one.start for one in found if self.tells(one.start)] for name, found in named}


class Within:
    """What some ranges of an article print; thousands of texts are sought in it in turn."""

    def __init__(self, printed: Printed, ranges: list[Range]) -> None:
        """Keep the ranges."""
        self._printed = printed
        self._ranges = ranges
        self._passages = Passages([printed.article.folded[low:high] for low, high in ranges])

    def places(self, text: str) -> Iterator[int]:
        """Where the ranges print a text; a place may come twice."""
        for index, offset in self._passages.find(_wanted(text)):
            if self._printed.tells(position := self._ranges[index][0] + offset):
                yield position

    def prints(self, text: str) -> bool:
        """Whether one of them prints a text."""
        return next(self.places(text), None) is not None


def _wanted(text: str) -> str:
    """A text as it is sought."""
    return fold_in_place(" ".join(text.split()))
