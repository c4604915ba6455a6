"""Whose figure it is: the organisation or place that its clause, sentence or paragraph speaks of."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from partyx.article import Role
from partyx.language.grammar import Behind, pattern
from partyx.language.name import CAPITAL
from partyx.language.organisation import is_press
from partyx.mention import Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.rules.statistics.clauses import Clause
    from partyx.rules.statistics.lists import Lists

_OBJECT = Behind("statistics.objects")
_PLACE = Behind("statistics.place")
_PLACE_NOUN = Behind("places.nouns")
_ISLAND = Behind("statistics.island")
_NAME_IN_FRONT = re.compile(rf"(?: {CAPITAL}\w*){{1,4}}(?= ?\(\Z)")
_OPENING_NOUN = pattern(r"<places.nouns>(?: <statistics.island>)?")
_OPENS = pattern(r"(?:<statistics.openings>|<statistics.ranks>|[ ,:]|\([^()]{0,40}\))+")
_SEVERAL = pattern(r"(?:<statistics.several> <statistics.groups>|<bodies.names> <bodies.all_levels>)")
_GROUP = pattern(
    r"(?P<who>(?:<statistics.several> <statistics.groups>|<bodies.names> <bodies.all_levels>)"
    r"[^.,;:()\d\n]{0,40}?(?:, <statistics.groups>[^.,;:()\d\n]{0,30}?)?) (?=<statistics.does>)"
)
_DOES = pattern(r"(?: ?\([^()]{0,40}\))? <statistics.does>")
_STANDS = pattern(r"(?: ?\([^()]{0,40}\))?,? ?(?:<statistics.stands_with> )?")
_JOINS = pattern(r",? <connectors.and> |, |\(")
_FAR = 240
"""Characters before a figure in which the one who acts is looked for."""
_VERB = pattern(r"<statistics.does>")
_NAME_BEHIND = re.compile(rf"(?: {CAPITAL}\w*){{1,4}}")
_LONGEST_NAME = 60
"""Characters before a bracket in which the name of a place is sought."""

_COUNTED = re.compile(r"[\d%]\s*\Z")


class _Who(NamedTuple):
    """Who acts: several of a kind ("các chi bộ") are nobody in particular."""

    text: str
    end: int
    is_body: bool = False
    particular: bool = True


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

    def __init__(self, article: Article, mentions: Mentions, lists: Lists) -> None:
        """Keep the article's organisations and lists at hand."""
        self.acts_until = 0
        """Where who acts ends, of the figure asked about last: the words behind say what was done."""
        self._article = article
        self._lists = lists
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions
        self._last: str | None = None
        self._acting: str | None = None
        self._acted_in = self._stated_in = -1
        self._stated: str | None = None
        self._part = self._sentence = self._paragraph = _Named(-1)

    def of(self, figure: Mention, clause: Clause) -> str | None:
        """The organisation or place as printed, or None."""
        self.acts_until = 0
        if place := self._before_bracket(figure.start, clause.part_start):
            return place
        if actor := self._actor(figure, clause):
            return actor
        self._part = self._read(self._part, clause.part_start, figure.start)
        self._sentence = self._read(self._sentence, clause.sentence[0], figure.start)
        for named in (self._part, self._sentence):
            if named.first:
                if carried := named.acting or named.placed:
                    self._last = carried.text
                return (named.acting or named.first).text
        if self._stated_in == clause.paragraph[0]:
            return self._stated
        self._paragraph = self._read(self._paragraph, clause.paragraph[0], clause.sentence[0])
        found = self._paragraph.acting or self._paragraph.first
        if found is not None:
            return found.text
        return self._heading(figure) or self._last or self._titled

    def _heading(self, figure: Mention) -> str | None:
        """Who the line that opens a figure's list names: "Cấp ủy các cấp và chi bộ:"."""
        opening = self._lists.opening(figure.start)
        named = self._named(*opening) if opening else None
        return named.text if named else None

    @cached_property
    def _titled(self) -> str | None:
        """Who opens the headline: whose work an article reports on that names nobody further down."""
        lines = (block for block in self._article.blocks if block.role is Role.HEADLINE)
        named = (self._named(line.start, line.end) for line in lines)
        return next((one.text for one in named if one and not is_press(one.text)), None)

    def _actor(self, figure: Mention, clause: Clause) -> str | None:
        """Who acts in the figure's part of the sentence, or has the figure: the nearest one before it.

        Without one it is the one of the part before: "các chi bộ mở 4 lớp; trao 12 suất quà".
        """
        if self._acted_in != clause.sentence[0]:
            self._acted_in, self._acting = clause.sentence[0], None
        low = max(clause.part_start, figure.start - _FAR)
        starts = [low, *(joint.end() for joint in _JOINS.finditer(self._folded, low, figure.start))]
        for index in range(len(starts) - 1, -1, -1):
            if acts := self._opener(starts[index], figure.start):
                self.acts_until = acts.end
                return self._act(self._joint(starts[: index + 1]) or acts, clause)
        return self._opening_place(clause.part_start, figure.start) or self._acting

    def _act(self, who: _Who, clause: Clause) -> str:
        """Remember who acts, for the rest of the sentence; a particular one for more than that."""
        self._acting = who.text
        if who.particular:
            self._stated, self._stated_in = who.text, clause.paragraph[0]
            self._last = who.text if who.is_body else self._last or who.text
        return who.text

    def _joint(self, starts: list[int]) -> _Who | None:
        """The first of several bodies that act together, or of places that lie in each other.

        "cấp ủy các cấp, UBKT các cấp kiểm tra ...", "Bản Huổi Cáy, xã Nậm Lủng có ..."
        """
        first = None
        for start, end in zip(reversed(starts[:-1]), reversed(starts[1:]), strict=True):
            if _VERB.search(self._folded, start, end) or self._mentions.within(start, end, Kind.NUMBER):
                break
            first = self._named(self._behind_opening(start, end), end) or first
        return first

    def _named(self, start: int, end: int) -> _Who | None:
        """The body or the place named, or the several bodies meant, at ``start``."""
        body = next(iter(self._mentions.within(start, start + 1, Kind.ORGANISATION)), None)
        if body is not None and body.start == start:
            return _Who(body.text, body.end, is_body=True)
        if group := _SEVERAL.match(self._folded, start, end):
            return _Who(self._view[start : group.end()], group.end(), particular=False)
        place = self._opening_place(start, end)
        return _Who(place, start + len(place)) if place else None

    def _opener(self, start: int, end: int) -> _Who | None:
        """Who stands at ``start``, behind a time and what opens a clause, before a verb or the figure."""
        start = self._behind_opening(start, end)
        if group := _GROUP.match(self._folded, start, end):
            who = group.end("who")
            return _Who(self._view[start:who], who, particular=False)
        named = self._named(start, end)
        if named is None:
            return None
        stands = named.is_body and _STANDS.fullmatch(self._folded, named.end, end)
        return named if stands or _DOES.match(self._folded, named.end, end) else None

    def _behind_opening(self, start: int, end: int) -> int:
        """Behind the times, the blanks and the words that open a clause."""
        while start < end:
            date = next(iter(self._mentions.within(start, start + 1, Kind.DATE)), None)
            opens = _OPENS.match(self._folded, start, end)
            if date is not None and date.start == start:
                start = date.end
            elif opens:
                start = opens.end()
            else:
                break
        return start

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
