"""Whose figure it is: the organisation or place that its clause, sentence or paragraph speaks of."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.language.brackets import brackets_around
from partyx.language.fold import fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.name import CAPITAL
from partyx.language.organisation import is_counted, is_press
from partyx.mention import Kind
from partyx.rules.statistics.actors import ActorKind, Actors

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.rules.statistics.actors import Actor
    from partyx.rules.statistics.clauses import Clause
    from partyx.rules.statistics.lists import Lists

_WHOLE = pattern(r"(?!<bodies.lookalikes>)<bodies.whole>")
_OBJECT = Behind("statistics.objects")
_RECIPIENT = Behind("statistics.recipients")
_PLACE = Behind("statistics.place")
_ELECTED = pattern("<bodies.elected> (?=<bodies.base>)")
"""Those who lead a body, which owns what follows: "Ban Chấp hành | Đảng bộ xã Nghĩa Hành"."""
_SINGLE = pattern("<bodies.free>")
_PLACE_NOUN = Behind("places.nouns")
_SEVERAL = Behind("actors.several")
_ISLAND = Behind("statistics.island")
_NAME_IN_FRONT = re.compile(rf"(?: {CAPITAL}\w*)+(?= ?\(\Z)")
_LISTS = pattern("<measures.parts>")
_LONGEST_NAME = 60
"""Characters before a bracket in which the name of a place is sought."""


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
        self.given: Mention | None = None
        self.home: Mention | None = None

    def take(self, mention: Mention, *, is_object: bool, is_place: bool) -> None:
        """Take the next one."""
        self.first = self.first or mention
        if not is_object:
            self.acting = self.acting or mention
        if is_place:
            self.placed = mention


class Subjects:
    """Finds the organisation that a figure is about.

    The order, after the codebook ("the narrowest organisation or place stated"): who acts in the figure's
    own semicolon part (003 gives one sentence two actors, split by a semicolon) or is named there; the same
    of the sentence; of the line above the list; of the paragraph; of the last paragraph that had one. Of
    several actors the nearest one, but not in an earlier sentence, where it would be a guess.
    """

    def __init__(self, article: Article, mentions: Mentions, lists: Lists) -> None:
        """Keep the article's organisations and lists at hand."""
        self.acts_until = 0
        """Where who acts ends, of the figure asked about last: the words behind say what was done."""
        self._article = article
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions
        self._last: str | None = None
        self._before_it: str | None = None
        self._carried_in: int | None = None
        self._shared_out: Actor | None = None
        self._actors = Actors(article, mentions)
        self._lists = lists
        self._part = self._sentence = self._paragraph = _Named(-1)

    def of(self, figure: Mention, clause: Clause) -> str | None:
        """The organisation or place as printed, or None."""
        self.acts_until = 0
        return (
            self._before_bracket(figure.start, clause.part_start)
            or self._in_sentence(figure.start, clause)
            or self._of_list(figure.start)
            or self._in_paragraph(clause)
            or self._last
            or self._titled
        )

    def _in_sentence(self, figure: int, clause: Clause) -> str | None:
        """Who acts in the figure's part of the sentence or is named there, then in the rest of it."""
        actor = self._actors.last(clause.part_start, figure)
        if actor is not None:
            self.acts_until = actor.behind
            if each := self._mentions.in_turn(self._article, figure):
                self._shared_out = actor
                return each.text
            return self._whole(max(clause.start, actor.end), figure) or self._named(actor)
        self._part = self._read(self._part, clause.part_start, figure)
        acting = self._named(self._actors.last(clause.sentence[0], figure))
        if acting and self._part.acting is None:
            return acting
        self._sentence = self._read(self._sentence, clause.sentence[0], figure)
        for named in (self._part, self._sentence):
            if named.first:
                if carried := named.acting or named.placed:
                    self._carry(carried.text, carried.start)
                if named.acting or named.placed:
                    return (named.acting or named.first).text
        return None

    def _whole(self, low: int, figure: int) -> str | None:
        """The whole that a figure's own clause counts in, whoever acts: "tổng số đảng viên toàn huyện"."""
        found = _WHOLE.search(self._folded, low, figure)
        if found is None:
            return None
        named = self._mentions.within(found.start(), found.start() + 1, Kind.ORGANISATION)
        return named[0].text if named else self._view[found.start() : found.end()]

    def _of_list(self, figure: int) -> str | None:
        """Who acts in the line above the list that the figure is in: "UBKT các cấp:"."""
        opening = self._lists.opening(figure)
        actor = self._actors.last(*opening) if opening else None
        return self._view[actor.start : actor.end] if actor else None

    def _in_paragraph(self, clause: Clause) -> str | None:
        """Who acts in the paragraph before the sentence, else who is named first there."""
        last = self._actors.last_alone(clause.paragraph[0], clause.sentence[0])
        several = last is None and self._actors.last(clause.paragraph[0], clause.sentence[0]) is not None
        if several or (last is not None and last == self._shared_out):  # what follows is said of none of them
            return None
        if acting := self._named(last):
            return acting
        self._paragraph = self._read(self._paragraph, clause.paragraph[0], clause.sentence[0])
        found = self._paragraph.acting or self._paragraph.first
        return found.text if found else None

    @cached_property
    def _titled(self) -> str | None:
        """Who opens the headline: whose work an article reports on that names nobody further down."""
        lines = (block for block in self._article.blocks if block.role is Role.HEADLINE)
        openings = (self._actors.opening(line.start) for line in lines)
        names = (self._view[one.start : one.end] for one in openings if one)
        return next((name for name in names if not is_press(name)), None)

    def _named(self, actor: Actor | None) -> str | None:
        """An actor as printed; a body is remembered for later paragraphs."""
        if actor is None:
            return None
        name = self._view[actor.start : actor.end]
        if actor.kind is not ActorKind.PLACE:
            self._carry(name, actor.start)
        return name

    def _carry(self, name: str, at: int) -> None:
        """Remember a body for later paragraphs: no school or firm where those tell of one above it.

        Of several with figures in one sentence none owns what follows: "cấp tỉnh kiểm tra 3; cấp huyện 7".
        """
        if self._last is not None and _SINGLE.match(fold_in_place(name)):
            return
        elected = _ELECTED.match(fold_in_place(name))
        name = name[elected.end() :] if elected else name
        sentence = self._article.sentence_at(at)
        if sentence != self._carried_in:
            self._carried_in, self._before_it = sentence, self._last
            self._last = name
        elif name != self._last:
            self._last = self._before_it

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

    def _read(self, named: _Named, start: int, end: int) -> _Named:
        """The organisations of ``view[start:end]``, but for those that are counted and those in citations."""
        if named.start != start or named.end > end:
            named = _Named(start)
        for mention in self._mentions.within(named.end, end, Kind.ORGANISATION):
            if mention.end > end:
                break
            named.end = mention.end
            if self._is_listed_in_brackets(mention, end):
                continue
            if self._mentions.is_home(self._article, mention) or self._is_listed(named.home, mention):
                named.home = mention
                continue
            if not is_counted(self._view, mention.start) and not self._mentions.cited.covers(mention.start):
                given = self._follows(_RECIPIENT, mention) or self._is_listed(named.given, mention)
                named.given = mention if given else None
                named.take(
                    mention,
                    is_object=given or self._follows(_OBJECT, mention),
                    is_place=self._follows(_PLACE, mention),
                )
        return named

    def _is_listed_in_brackets(self, mention: Mention, end: int) -> bool:
        """Whether it is one of those that brackets tell of what stands before them, and closed again."""
        held = brackets_around(self._view, mention.start, *self._article.sentence_around(mention.start))
        return held is not None and held[1] < end and _LISTS.match(self._folded, held[0], held[1]) is not None

    def _is_listed(self, before: Mention | None, mention: Mention) -> bool:
        """Whether it is the next of several in a row: "tặng cờ cho Đảng bộ A, Đảng bộ B"."""
        return before is not None and self._view[before.end : mention.start].strip() == ","

    def _follows(self, words: Behind, mention: Mention) -> bool:
        several = _SEVERAL.start(self._folded, mention.start - 1)  # "cho các Đảng bộ ..."
        end = mention.start - 1 if several is None else several - 1
        return words.start(self._folded, end) is not None
