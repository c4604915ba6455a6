"""Mentions: every number, date, document, person and organisation that an article prints.

A mention is a range of the article's ``view`` with an id and all its possible readings, the likeliest
first. No model is involved; a model later answers with the ids.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.language.brackets import before_another_time, brackets_around
from partyx.language.claims import Clauses
from partyx.language.fold import fold
from partyx.language.grammar import Behind
from partyx.language.in_turn import REACH, in_turn
from partyx.language.ranges import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article
    from partyx.language.ranges import Range
    from partyx.records import Period, Qualifier

Number = int | float
_WITHIN_A_YEAR = ("day", "month", "quarter")

_MEMBERSHIP = Behind("statistics.membership")
_LONGEST_NAME = 60
"""Characters before a body in which the person begins who is from there."""


class Kind(StrEnum):
    """What a mention is, after its likeliest reading; of which comes the letter of its id."""

    NUMBER = "number"
    DATE = "date"
    DOCUMENT = "document"
    PERSON = "person"
    ORGANISATION = "organisation"
    OTHER = "other"

    __hash__ = str.__hash__  # Enum's own is written in Python; kinds are looked up 500 times an article


ID_LETTERS = {
    Kind.NUMBER: "n",
    Kind.DATE: "d",
    Kind.DOCUMENT: "c",
    Kind.PERSON: "p",
    Kind.ORGANISATION: "o",
    Kind.OTHER: "x",
}
"""The letter that starts an id: n1, d1, c1 (a citation), p1, o1, x1."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A figure: ``value`` as printed (1.513 is 1513; 80,8% is 80.8; 1,2 tỷ đồng is 1.2).

    Attributes:
        value: The number; of a ratio the numerator, of a range the lower end.
        unit: Only what is printed as part of the figure: "%", "tỷ đồng", "triệu đồng", or None.
        of: The whole of a ratio ("26/27", "26 trong tổng số 27"), or None.
        upper: The upper end of a range ("10 - 15", "từ 10 đến 15"), or None.
        qualifier: From the words right before or after ("gần", "trên", "trở lên").
        spelled: Whether it is printed in words ("hai lớp").
    """

    value: Number
    unit: str | None = None
    of: Number | None = None
    upper: Number | None = None
    qualifier: Qualifier = "exact"
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date or a period. ``period`` is None when no year can be inferred for it.

    Attributes:
        period: Resolved, with its precision and printed form.
        resolved_by: Where the year came from: "printed", "publication", "context", or None.
        point: Whether the phrase means the state at that date ("Đến 30/3/2021", "Tính đến nay").
    """

    period: Period | None
    resolved_by: str | None = "printed"
    point: bool = False


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """A citation of a directing document.

    Attributes:
        kind: Lower case, in full: "quy định", "nghị quyết", "chỉ thị", ...
        number: "49-QĐ/TW"; "213" when that is all that is printed; None for plenum resolutions and
            documents cited by name.
        issuer: As printed, or from the code's own letters, or None.
        issued: The issue date when printed.
        first: The id of the first mention of the same document; its own id when it is the first.
        collective: "các chỉ thị, nghị quyết": no single document.
        title: What the citation says the document is about ("về ..."), or None.
        end: Where the whole citation ends in ``view`` (date, issuer and title included).
    """

    kind: str
    number: str | None
    issuer: str | None = None
    issued: Period | None = None
    first: str | None = None
    collective: bool = False
    title: str | None = None
    end: int | None = None

    def whole(self, at: Range) -> Range:
        """The range of the whole citation whose number or name stands at one."""
        return at[0], self.end or at[1]

    def about(self, view: str, at: Range) -> Range | None:
        """Where the citation whose number stands at a range says what the document is about, or None."""
        found = view.find(self.title, *self.whole(at)) if self.title else -1
        return None if self.title is None or found < 0 else (found, found + len(self.title))


@dataclass(frozen=True, slots=True)
class PersonReading:
    """A named person with the titles printed beside the name, in printed order."""

    name: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganisationReading:
    """An organisation as printed, and its one spelling (abbreviations written out)."""

    name: str
    normalised: str


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A digit string that measures nothing: ``why`` is an ordinal, a clock time, a model's name ...

    ``why`` is one of "ordinal", "clock", "name", "award", "duration", "phone", "identifier",
    "furniture", "list".
    """

    why: str


Reading = NumberReading | DateReading | DocumentReading | PersonReading | OrganisationReading | OtherReading


@dataclass(frozen=True, slots=True)
class Mention:
    """``view[start:end]`` with an id ("n1") and its readings, the likeliest first."""

    id: str
    kind: Kind
    start: int
    end: int
    text: str
    readings: tuple[Reading, ...]

    @property
    def reading(self) -> Reading:
        """The likeliest reading."""
        return self.readings[0]

    @property
    def at(self) -> Range:
        """Its range."""
        return self.start, self.end

    @property
    def whole(self) -> Range:
        """Its range; of a cited document the whole citation: number, date, issuer and title."""
        return self.reading.whole(self.at) if isinstance(self.reading, DocumentReading) else self.at

    @property
    def period(self) -> Period | None:
        """The time that a date says; None of one without, and of what is no date."""
        return self.reading.period if isinstance(self.reading, DateReading) else None

    def about(self, view: str) -> Range | None:
        """Where a citation says what its document is about, or None."""
        return self.reading.about(view, self.at) if isinstance(self.reading, DocumentReading) else None


@dataclass(frozen=True)
class Mentions:
    """All mentions of one article, by start."""

    all: tuple[Mention, ...]

    def __iter__(self) -> Iterator[Mention]:
        """Yield every mention, by start."""
        return iter(self.all)

    def __len__(self) -> int:
        """Count the mentions."""
        return len(self.all)

    @cached_property
    def by_id(self) -> dict[str, Mention]:
        """Id to mention."""
        return {mention.id: mention for mention in self.all}

    def within(self, start: int, end: int, kind: Kind | None = None) -> tuple[Mention, ...]:
        """The mentions that start in ``view[start:end]``, all or of one kind."""
        mentions, starts = self._by_kind[kind]
        return mentions[bisect_left(starts, start) : bisect_left(starts, end)]

    def figures_within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The ranges of the mentions in ``view[start:end]`` that read like figures first of all."""
        found = self.within(start, end)
        return [one.at for one in found if isinstance(one.readings[0], NumberReading)]

    def told_apart(self, article: Article, position: int) -> int | None:
        """Where the brackets begin in which a figure is told of another time, "98 (năm 2022: 85)"."""
        held = brackets_around(article.view, position, *article.sentence_around(position))
        if held is None:
            return None
        times = [one.at for one in self.within(held[0], position, Kind.DATE)]
        return held[0] if before_another_time(article.folded, position, held, times) else None

    def lies_ahead(self, article: Article, position: int) -> bool:
        """Whether the day, month or quarter told right before a figure had not begun on publication.

        Years are none: "kế hoạch năm 2026 có 12 nhiệm vụ" is of the day it is told.
        """
        low = max(article.sentence_around(position)[0], position - REACH)
        low = max([low, *(end for _, end in self.figures_within(low, position) if end <= position)])
        times = [one for one in self.within(low, position, Kind.DATE) if not self.cited.covers(one.start)]
        period = times[-1].period if times else None
        return period is not None and period.precision in _WITHIN_A_YEAR and article.is_before(period)

    def in_turn(self, article: Article, position: int) -> Mention | None:
        """The body that a figure is of where several have one each: "A và B lần lượt kết nạp 2 và 3"."""
        low = max(article.sentence_around(position)[0], position - REACH)
        bodies = [one for one in self.within(low, position, Kind.ORGANISATION) if one.end <= position]
        places = [one.at for one in bodies]
        own = (
            in_turn(article.folded, position, places, self.figures_within(low, position)) if places else None
        )
        return None if own is None else bodies[own]

    def is_home(self, article: Article, body: Mention) -> bool:
        """Whether a body only tells where a person is from: "đồng chí Lê An, sinh hoạt tại Chi bộ 5"."""
        if _MEMBERSHIP.start(article.folded, body.start - 1) is not None:
            return True
        people = self.within(max(0, body.start - _LONGEST_NAME), body.start, Kind.PERSON)
        return bool(people) and article.view[people[-1].end : body.start].strip() in {"-", "–", "("}

    def clauses(self, article: Article, at: Range) -> Clauses:
        """The sentence of a figure, cut around its figures; kept for the next figure of it."""
        sentence = article.sentence_around(at[0])
        if sentence not in self._cut:
            figures = self.figures_within(*sentence)
            self._cut[sentence] = Clauses.cut(article.folded, article.view, sentence, figures)
        return self._cut[sentence].with_figure(at)

    @cached_property
    def _cut(self) -> dict[Range, Clauses]:
        return {}

    @cached_property
    def persons(self) -> dict[str, list[Mention]]:
        """The mentions of persons, by the folded name."""
        named: dict[str, list[Mention]] = {}
        for mention in self.of_kind(Kind.PERSON):
            if isinstance(mention.reading, PersonReading):
                named.setdefault(fold(mention.reading.name), []).append(mention)
        return named

    def of_kind(self, kind: Kind) -> tuple[Mention, ...]:
        """All mentions of one kind."""
        return self._by_kind[kind][0]

    @cached_property
    def cited(self) -> Ranges:
        """The whole citations of documents: what stands in one says nothing of the news."""
        return Ranges(mention.whole for mention in self.of_kind(Kind.DOCUMENT))

    @cached_property
    def _by_kind(self) -> dict[Kind | None, tuple[tuple[Mention, ...], list[int]]]:
        """Mentions and their starts, of each kind and (None) of all: a figure asks ten times."""
        groups: dict[Kind | None, list[Mention]] = {None: list(self.all), **{kind: [] for kind in Kind}}
        for mention in self.all:
            groups[mention.kind].append(mention)
        return {kind: (tuple(group), [mention.start for mention in group]) for kind, group in groups.items()}
