"""One article, and what can be read in it: where a quote stands, what a number or a date in words means.

The readings are partyx's own, so that a peer that quotes well is not marked down for what it never claimed to
do: numbers, dates and names of the genre.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from rapidfuzz import fuzz

from partyx.language.fold import fold
from partyx.language.number import parse_numeral
from partyx.mention import DateReading, DocumentReading, Kind, NumberReading, PersonReading
from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.records import Period, Person, Span
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.article import Article
    from partyx.mention import Mention, Mentions

    Range = tuple[int, int]
    Raw = Mapping[str, Any]

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
ALIKE = 80
"""rapidfuzz's partial ratio from which a passage is taken for the place of a quote that is not verbatim."""

HONORIFIC = re.compile(r"^\s*(?:các\s+)?(?:đồng\s+chí|đ/c|ông|bà)[\s:]+", re.IGNORECASE)
BETWEEN_TITLES = re.compile(r"\s*[,;()–]\s*|\s+-\s+")
NOTHING = frozenset({"", "null", "none", "không", "n/a", "không có", "không rõ"})


class Place(NamedTuple):
    """Where a quote stands in the article's view, and whether word for word."""

    start: int
    end: int
    verbatim: bool


def words(value: object) -> str | None:
    """A field as text; None for what stands for nothing."""
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    if value is None or str(value).strip().casefold() in NOTHING:
        return None
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def listed(value: object) -> list[str]:
    """A list field; a lone text is a list of one."""
    entries = value if isinstance(value, list | tuple) else [value]
    return [text for entry in entries if (text := words(entry))]


@dataclass(frozen=True)
class Ground:
    """One article, and what can be read in it.

    Attributes:
        article: The article.
        mentions: Its numbers, dates, documents and people.
    """

    article: Article
    mentions: Mentions

    @classmethod
    def of(cls, article: Article) -> Ground:
        """Find the mentions."""
        return cls(article, find_mentions(article))

    # -- places -------------------------------------------------------------------------------------

    def locate(self, raw: Raw) -> Place | None:
        """The place of a record's quote: word for word, else the tool's own, else where it is alike."""
        quote, view = words(raw.get("quote")), self.article.view
        given = self._given(raw)
        if quote is None:
            return None
        pattern = re.compile(r"\s+".join(map(re.escape, quote.split())), re.IGNORECASE)
        found = (given and pattern.match(view, given[0])) or pattern.search(view)
        if found:
            return Place(*found.span(), verbatim=True)
        if given:
            return Place(*given, verbatim=False)
        near = (
            fuzz.partial_ratio_alignment(quote, view, score_cutoff=ALIKE) if len(quote) < len(view) else None
        )
        return Place(near.dest_start, near.dest_end, verbatim=False) if near else None

    def _given(self, raw: Raw) -> Range | None:
        """Offsets of the tool's own, which count in the text."""
        start, end = raw.get("start"), raw.get("end")
        if not (
            isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(self.article.text)
        ):
            return None
        return self.article.view_range(Span(start=start, end=end, text=self.article.text[start:end]))

    def span(self, place: Place | None, *others: str | None) -> Span:
        """The evidence: the place, else where one of the other texts stands, else the article's beginning."""
        for text in () if place else others:
            place = self.locate({"quote": text}) or place
        first = self.article.blocks[0]
        return self.article.span(*place[:2]) if place else self.article.span(first.start, first.end)

    def numbers(self) -> set[float]:
        """Every value that the article's digits and number words can be read as."""
        values: set[float] = set()
        for numeral in NUMERAL.findall(self.article.view):
            for part in (numeral, *re.split(r"[.,]", numeral)):
                values.update(map(float, parse_numeral(part)))
        for mention in self.mentions:
            for reading in mention.readings:
                if isinstance(reading, NumberReading):
                    known = (reading.value, reading.of, reading.upper)
                    values.update(float(value) for value in known if value is not None)
        return values

    # -- readings -----------------------------------------------------------------------------------

    def figure(self, value: str | None, place: Place | None) -> Mention | None:
        """The printed number that is meant: in the quote first, then anywhere.

        Without a value it is the only number of the quote.
        """
        quoted = self.mentions.within(*place[:2], Kind.NUMBER) if place else ()
        if value is None:
            return quoted[0] if len(quoted) == 1 else None
        everywhere = () if place and place.verbatim else self.mentions.of_kind(Kind.NUMBER)
        candidates = (*quoted, *everywhere)
        same_print = (one for one in candidates if _prints(value, one))
        same_value = (one for one in candidates if _means(value, one))
        return next(same_print, None) or next(same_value, None)

    def period(self, text: str | None, place: Place | None = None) -> Period | None:
        """A date or period in words: as the article's own reading of it, else read by itself."""
        if text is None:
            return None
        quoted = self.mentions.within(*place[:2], Kind.DATE) if place else ()
        for mention in (*quoted, *self.mentions.of_kind(Kind.DATE)):
            if _same_words(text, mention.text) and (found := _period(mention)):
                return found.model_copy(update={"printed": text})
        alone = read(text, Settings(engine="rules", published=self.article.published))
        dates = find_mentions(alone).of_kind(Kind.DATE)
        found = next(filter(None, map(_period, dates)), None)
        return found and found.model_copy(update={"printed": text})

    def person(self, text: str) -> Person:
        """A name with titles behind it: the name is one the article has, else what stands first."""
        bare = HONORIFIC.sub("", text)
        readings = (mention.reading for mention in self.mentions.of_kind(Kind.PERSON))
        names = {reading.name for reading in readings if isinstance(reading, PersonReading)}
        name = max((one for one in names if one in bare), key=len, default=None)
        rest = bare.replace(name, ",", 1) if name else bare
        parts = [
            part for part in (HONORIFIC.sub("", one).strip() for one in BETWEEN_TITLES.split(rest)) if part
        ]
        if name is None:
            name, parts = (parts[0], parts[1:]) if parts else (bare, [])
        return Person(name=name, titles=tuple(parts))

    def citation(self, number: str | None, place: Place | None) -> DocumentReading | None:
        """The document that is cited in the quote: the one with that number, or the only one."""
        quoted = self.mentions.within(*place[:2], Kind.DOCUMENT) if place else ()
        readings = [one.reading for one in quoted if isinstance(one.reading, DocumentReading)]
        if number is None:
            return readings[0] if len(readings) == 1 else None
        folded = fold(number)
        return next((one for one in readings if one.number and fold(one.number) in folded), None)


def _prints(value: str, mention: Mention) -> bool:
    """Whether the same numeral is printed, or the same number words."""
    mine, theirs = NUMERAL.search(value), NUMERAL.search(mention.text)
    if mine is None or theirs is None:
        return fold(value) == fold(mention.text)
    return mine[0] == theirs[0]


def _means(value: str, mention: Mention) -> bool:
    """Whether the value is that of the printed number, written otherwise: 1513 for 1.513."""
    return number_of(value) in {
        one.value for one in mention.readings[:1] if isinstance(one, NumberReading)
    } and bool(NUMERAL.search(value))


def number_of(value: str | None) -> float | int | None:
    """A number as the tool wrote it, read the Vietnamese way; None when there is none."""
    found = NUMERAL.search(value or "")
    return next(iter(parse_numeral(found[0])), None) if found else None


def _same_words(text: str, printed: str) -> bool:
    left, right = fold(text), fold(printed)
    return left == right or right in left or (len(left) >= len("6/2024") and left in right)


def _period(mention: Mention) -> Period | None:
    return next((one.period for one in mention.readings if isinstance(one, DateReading) and one.period), None)
