"""Whose figure it is: the organisation or place that its clause, sentence or paragraph speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.grammar import Behind, pattern
from partyx.language.name import CAPITAL
from partyx.mention import Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.rules.statistics.clauses import Clause

_OBJECT = Behind("statistics.objects")
_PLACE = Behind("statistics.place")
_PLACE_NOUN = Behind("places.nouns")
_ISLAND = Behind("statistics.island")
_NAME_IN_FRONT = re.compile(rf"(?: {CAPITAL}\w*){{1,4}}(?= ?\(\Z)")
_OPENING_NOUN = pattern(r"<places.nouns>(?: <statistics.island>)?")
_NAME_BEHIND = re.compile(rf"(?: {CAPITAL}\w*){{1,4}}")
_LONGEST_NAME = 60
"""Characters before a bracket in which the name of a place is sought."""

_COUNTED = re.compile(r"[\d%]\s*\Z")


class _Named:
    """The organisations named behind one place of the article, as far as it was read.

    Figures are asked about in reading order, so that each organisation is looked at once for each place.
    """

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.first: Mention | None = None
        self.acting: Mention | None = None
        self.placed: Mention | None = None

    def take(self, mention: Mention, *, is_object: bool, is_place: bool) -> None:
        """Take the next one."""
        self.first = self.first or mention
        if not is_object:
            self.acting = self.acting or mention
        if is_place:
            self.placed = self.placed or mention


class Subjects:
    """Finds the organisation that a figure is about.

    The order, after the codebook ("the narrowest organisation or place stated"): the subject of the
    figure's own semicolon part (003 gives one sentence two actors, split by a semicolon); that of the
    sentence; that of the paragraph; that of the last paragraph that had one.
    """

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article's organisations at hand."""
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions
        self._last: str | None = None
        self._part = self._sentence = self._paragraph = _Named(-1)

    def of(self, figure: Mention, clause: Clause) -> str | None:
        """The organisation or place as printed, or None."""
        if place := self._before_bracket(figure.start, clause.part_start):
            return place
        if place := self._opening_place(clause.part_start, figure.start):
            return place
        self._part = self._read(self._part, clause.part_start, figure.start)
        self._sentence = self._read(self._sentence, clause.sentence[0], figure.start)
        for named in (self._part, self._sentence):
            if named.first:
                if carried := named.acting or named.placed:
                    self._last = carried.text
                return (named.acting or named.first).text
        self._paragraph = self._read(self._paragraph, clause.paragraph[0], clause.sentence[0])
        found = self._paragraph.acting or self._paragraph.first
        return found.text if found else self._last

    def _before_bracket(self, figure: int, low: int) -> str | None:
        """A place with its figure in brackets behind it: "huyện Khê Sơn (1.122/700)"."""
        low = max(low, figure - _LONGEST_NAME)
        name = _NAME_IN_FRONT.search(self._view[low:figure])
        if name is None:
            return None
        end = low + name.start()
        island = _ISLAND.start(self._folded, end, low)
        start = _PLACE_NOUN.start(self._folded, end if island is None else island - 1, low)
        return None if start is None else self._view[start : low + name.end()]

    def _opening_place(self, start: int, end: int) -> str | None:
        """A place that opens the figure's part of the sentence: "Phường Bến Ngự có 61 đảng viên"."""
        start += self._folded[start:end].startswith(" ")
        noun = _OPENING_NOUN.match(self._folded, start, end)
        name = _NAME_BEHIND.match(self._view, noun.end(), end) if noun else None
        return self._view[start : name.end()] if name else None

    def _read(self, named: _Named, start: int, end: int) -> _Named:
        """The organisations of ``view[start:end]``, but for those that are counted."""
        if named.start != start or named.end > end:
            named = _Named(start)
        for mention in self._mentions.within(named.end, end, Kind.ORGANISATION):
            if mention.end > end:
                break
            named.end = mention.end
            if not _COUNTED.search(self._view, max(0, mention.start - 3), mention.start):
                named.take(
                    mention,
                    is_object=self._follows(_OBJECT, mention),
                    is_place=self._follows(_PLACE, mention),
                )
        return named

    def _follows(self, words: Behind, mention: Mention) -> bool:
        return words.start(self._folded, mention.start - 1) is not None
