"""The meetings that an article says are held, whether or not as records, and of which one a place tells.

A name of its own tells a meeting from others ("buổi làm việc với Sở Nội vụ"); what follows in its paragraph
is of it, until another is named or a sentence goes back to one that is called otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from partyx.checks.printed import akin
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.language.occasion import held_after, held_before, is_none, name_stop, names_one, only_wanted
from partyx.language.ordinals import ORDINAL, ordinal_value
from partyx.language.words import words_in
from partyx.mention import Kind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from partyx.checks.printed import Printed
    from partyx.language.ranges import Range

NOUN = pattern("<meetings.names|meetings.ceremonies>")
"""What meetings are called."""
_CALLED = pattern(
    "(?P<sitting><meetings.meets> <meetings.sittings>)|(?P<ceremony><meetings.ceremonies>)"
    "|<meetings.names|meetings.refers_back>"
    "|<meetings.occasion_of> <meetings.told_by|speech.says|speech.speaks>|(?P<verb><meetings.told_by>)"
)
_NUMBER = pattern(rf"<meetings.ordinal_marks> (?P<number>\d{{1,3}}(?!\w)|{ORDINAL})")
_ASKS = pattern("<modality.asks>")
_THIS = pattern(" <instructions.this_one>")
_BY_WHOM = pattern(r"[^.;:\n]{0,80} <meetings.by_whom> [^.;:\n]{0,120} <speech.chairs|meetings.held_before>")
_LONGEST = 120
"""Characters of a name that are read."""
_CLAUSE = 500
"""Characters before a name in which its sentence says that it is held."""
_REACH = 2_000
"""Characters before a place in which its meeting is named."""


class Name:
    """What a meeting's name says that it is.

    Attributes:
        text: The name.
        core: It without what such a meeting is called: "sơ kết công tác" of "hội nghị sơ kết công tác".
        called: The words for what it is called.
        number: The number of a meeting that has one.
    """

    def __init__(self, text: str) -> None:
        """Read a name."""
        self.text = text
        folded = fold(text)
        self.core = NOUN.compiled.sub("", folded)
        called, number = NOUN.search(folded) or _CALLED.search(folded), _NUMBER.search(folded)
        self.called = frozenset(words_in(called[0]) if called else ()) - phrases("meetings.occasion_of")
        self.number = ordinal_value(number["number"]) if number else None

    def is_called_as(self, other: Name) -> bool:
        """Whether both are called the same."""
        shorter, longer = sorted((self.called, other.called), key=len)
        return bool(shorter) and shorter <= longer

    def has_other_number(self, other: Name) -> bool:
        """Whether both have a number, and not the same."""
        return None not in (self.number, other.number) and self.number != other.number

    def is_of_another(self, other: Name) -> bool:
        """Whether two names are surely of two meetings.

        They have other numbers, or neither is the other with more words, and they are called otherwise.
        """
        if self.has_other_number(other):
            return True
        if akin(self.text, other.text) or (self.number is not None and self.number == other.number):
            return False
        return bool(self.called and other.called) and not self.is_called_as(other)


class Gathering(NamedTuple):
    """One place that names a meeting."""

    start: int
    end: int
    name: Name


class Gatherings:
    """The meetings that one article names."""

    def __init__(self, printed: Printed) -> None:
        """Keep the article; nothing is read yet."""
        self._printed = printed
        self._at: dict[int, Gathering | None] = {}

    @cached_property
    def all(self) -> list[Gathering]:
        """Every place that names one, in reading order."""
        return list(self._named())

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.all]

    def _named(self) -> Iterator[Gathering]:
        """Each name of a meeting that is held, read as far as it goes."""
        article, mentions = self._printed.article, self._printed.mentions
        opening = {one.end for one in mentions.of_kind(Kind.ORGANISATION) if self._opens(one.start)}
        reached = 0
        for found in _CALLED.finditer(article.folded):
            start = found.start()
            if start < reached or mentions.cited.covers(start) or not self._printed.tells(start):
                continue
            if found["verb"] and start - 1 not in opening:
                continue
            low, high = article.sentence_around(start)
            limit = min(high, found.end() + _LONGEST)
            stop = name_stop(article.folded, found.end(), limit)
            end = stop.start() if stop else limit
            if self._is_held(found, end, (max(low, start - _CLAUSE), high)):
                reached = end
                yield Gathering(start, end, Name(article.view[start:end].strip(' ,–-(“"')))

    def _opens(self, position: int) -> bool:
        """Whether a clause begins at a position."""
        return not self._printed.article.view[max(0, position - 2) : position].strip(" .,;:*–-\n")

    def _is_held(self, found: re.Match[str], end: int, sentence: Range) -> bool:
        """Whether a name is that of one meeting, which is held."""
        folded, start = self._printed.article.folded, found.start()
        if is_none(folded, start, end, sentence[0]):
            return False
        if found["sitting"] or found["verb"]:
            return True
        named = found["ceremony"] or names_one(folded, found.span(), end)
        is_noun = self._printed.article.view[start + 1 : found.end()].islower()  # no "giao Ban Tổ chức"
        clause = max(sentence[0], *(folded.rfind(mark, sentence[0], start) + 1 for mark in ",;:"))
        wanted = only_wanted(folded, clause, start) or _ASKS.search(folded, clause, start)
        if not (named and is_noun) or wanted or _THIS.match(folded, found.end()):
            return False
        after = held_after(folded, end, sentence[1]) or _BY_WHOM.match(folded, end, sentence[1])
        return bool(after or held_before(folded, clause, start))

    def names_at(self, place: int) -> bool:
        """Whether a meeting is named at a place and held by the words behind its name."""
        folded, (_, high) = self._printed.article.folded, self._printed.article.sentence_around(place)
        stop = name_stop(folded, place, min(high, place + _LONGEST))
        return stop is not None and held_after(folded, stop.start(), high) is not None

    def _between(self, low: int, high: int) -> list[Gathering]:
        return self.all[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def at(self, place: int) -> Gathering | None:
        """The meeting that a place is told of, or None where no name says it; kept."""
        if place not in self._at:
            self._at[place] = self._told_at(place)
        return self._at[place]

    def _told_at(self, place: int) -> Gathering | None:
        """The last one named before a place in its sentence, else in its paragraph, if it may be meant."""
        article = self._printed.article
        low, high = article.sentence_around(place)
        low, high = max(low, place - _REACH), min(high, place + _REACH)
        if own := self._between(low, high):
            return next((one for one in reversed(own) if one.start <= place), own[0])
        before = self._between(max(article.paragraph_around(place)[0], place - _REACH), low)[-1:]
        if not before:
            return None
        back = [it[0] for it in self._printed.references(low, high)]
        called = before[0].name.called
        fits = any(not called.isdisjoint(words_in(it)) for it in back)
        return before[0] if fits or not back else None
