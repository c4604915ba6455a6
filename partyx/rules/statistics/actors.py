"""Who does something in an article: bodies and places that open a clause, named or not."""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from partyx.article import Role
from partyx.language.grammar import Behind, pattern
from partyx.language.name import CAPITAL
from partyx.language.organisation import is_counted
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article
    from partyx.mention import Mentions

GENERAL = pattern(r"(?:<actors.several> )?<actors.general>(?: <actors.tails>)*")
_TAILS = pattern(r"(?: <actors.tails>)*")
_BEFORE_A_NAME = pattern(r" <actors.tails_before_a_name>")
_PLACE = pattern(r"(?:<places.nouns>(?: <statistics.island>)?)")
_NAME = re.compile(rf"(?: {CAPITAL}\w*){{1,4}}")
_BARE_NAME = re.compile(rf"{CAPITAL}\w*(?: {CAPITAL}\w*){{1,3}}")
_JOIN = pattern(r"(?:, ?| )<actors.joins> |, ?")
_BRACKET = re.compile(r" ?\([^()\d]{1,60}\)")
DOES = pattern(r" (?:<actors.adverbs> )*<actors.does>")
_HAS = pattern(r" (?:<actors.adverbs> )*(?:<actors.does|actors.has>|\d)|:|,? ?\(\d")
_REPORTER = Behind("frames.reporters")
_PREFACE = pattern(r"[-+• ]*<frames.prefaces> [^;:\n]*")
_OPENS = Behind("actors.opens")
_SECOND = Behind("actors.opens_behind_figures")
_STOPS = '.;:,()-–•*+\n"“'
_DIGIT = re.compile(r"\d")
_PREFACE_REACH = 300
"""Characters from the beginning of a sentence in which its preface says whose report it is."""
_CLAUSE = 200
"""Characters looked over for the figure of the clause before."""


class ActorKind(IntEnum):
    """What an actor is: a body with a name of its own, a kind of body, a place."""

    NAMED = 1
    GENERAL = 2
    PLACE = 3


class Actor(NamedTuple):
    """A body or a place; several that act together are one.

    Attributes:
        start: Where it begins.
        end: Where it ends.
        kind: What it is.
        behind: Where the words behind it begin: an address is none of its name.
    """

    start: int
    end: int
    kind: ActorKind
    behind: int = 0


class Actors:
    """The actors of one article, in reading order."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article; nothing is read yet."""
        self._article = article
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions

    def last(self, low: int, high: int) -> Actor | None:
        """The last one in a range."""
        index = bisect_left(self._all, high, key=lambda actor: actor.end) - 1
        return self._all[index] if index >= 0 and self._all[index].start >= low else None

    def opening(self, start: int) -> Actor | None:
        """The one that stands at a place, whether or not it does anything."""
        index = bisect_left(self._parties, start, key=lambda party: party.start)
        found = self._parties[index] if index < len(self._parties) else None
        return found if found is not None and found.start == start else None

    def last_alone(self, low: int, high: int) -> Actor | None:
        """The last one in a range, if nobody else acts in the same sentence."""
        last = self.last(low, high)
        index = self._article.sentence_at(last.start) if last else None
        if last is None or index is None:
            return last
        before = self.last(self._article.sentences[index].start, last.start)
        return last if before is None or self._text(before) == self._text(last) else None

    def _text(self, actor: Actor) -> str:
        return self._folded[actor.start : actor.end]

    @cached_property
    def _all(self) -> list[Actor]:
        found = []
        for row in self._rows():
            actor = self._together(row)
            does = DOES if actor.kind is ActorKind.GENERAL else _HAS
            if does.match(self._folded, actor.behind) and self._opens_a_clause(actor.start):
                found.append(actor)
        return found

    def _together(self, row: list[Actor]) -> Actor:
        """A row as one actor, without an address behind it."""
        last = len(row) - 1
        while last and self._is_address(row[last - 1], row[last]):
            last -= 1
        kinds = {actor.kind for actor in row[: last + 1]}
        kind = kinds.pop() if len(kinds) == 1 else ActorKind.NAMED
        bracket = _BRACKET.match(self._folded, row[-1].end)
        return Actor(row[0].start, row[last].end, kind, bracket.end() if bracket else row[-1].end)

    def _is_address(self, before: Actor, place: Actor) -> bool:
        """Whether a place says where the one before it is: "Đảng ủy xã Tân Lập, huyện Tân Hồng"."""
        if place.kind is not ActorKind.PLACE or self._view[before.end] != ",":
            return False
        noun, other = (_PLACE.match(self._folded, actor.start) for actor in (place, before))
        return noun is not None and (other is None or noun[0] != other[0])

    def _rows(self) -> Iterator[list[Actor]]:
        """Bodies and places that stand in a row, joined by commas and "và"."""
        row: list[Actor] = []
        for party in self._parties:
            if row and not self._goes_on(row[-1], party):
                yield row
                row = []
            row.append(party)
        if row:
            yield row

    def _goes_on(self, before: Actor, party: Actor) -> bool:
        """Whether one acts with the one before: not behind a place in which it acts."""
        join = _JOIN.fullmatch(self._folded, before.end, party.start)
        if party.kind is ActorKind.NAMED and is_counted(self._view, before.start):
            return False  # "3 tổ chức đảng, Thành ủy kỷ luật 5 đảng viên"
        if join is not None and self._view[before.end] == "," and self._ends_a_preface(before):
            return False
        at_a_place = before.kind is ActorKind.PLACE is not party.kind and self._view[before.end] == ","
        return join is not None and not at_a_place

    def _ends_a_preface(self, before: Actor) -> bool:
        """Whether one only tells whose report it is: "Theo báo cáo của Huyện ủy, các cấp ủy đã ..."."""
        index = self._article.sentence_at(before.start)
        if index is None or _REPORTER.start(self._folded, before.start - 1) is None:
            return False
        low = max(self._article.sentences[index].start, before.start - _PREFACE_REACH)
        return _PREFACE.fullmatch(self._folded, low, before.start) is not None

    @cached_property
    def _parties(self) -> list[Actor]:
        """All bodies and places of the content, no two over one another."""
        named = [
            Actor(body.start, self._tail(body.end), ActorKind.NAMED)
            for body in self._mentions.of_kind(Kind.ORGANISATION)
            if not self._mentions.cited.covers(body.start)
        ]
        starts = [party.start for party in named]
        reached, free = 0, []
        for other in sorted((*self._general(), *self._places(), *self._headlined())):
            index = bisect_left(starts, other.end)
            beside = index == 0 or named[index - 1].end <= other.start
            if beside and other.start >= reached and not self._mentions.cited.covers(other.start):
                free.append(other)
                reached = other.end
        return sorted([*named, *free])

    def _general(self) -> Iterator[Actor]:
        for match in GENERAL.finditer(self._folded):
            yield Actor(match.start(), self._tail(match.end()), ActorKind.GENERAL)

    def _tail(self, end: int) -> int:
        """Where the words end that say of which level a body is, and where."""
        tails = _TAILS.match(self._folded, end)
        end = tails.end() if tails else end
        where = _BEFORE_A_NAME.match(self._folded, end)
        name = _NAME.match(self._view, where.end()) if where else None
        return name.end() if name else end

    def _places(self) -> Iterator[Actor]:
        for match in _PLACE.finditer(self._folded):
            name = _NAME.match(self._view, match.end())
            if name and not self._is_a_person(match.end() + 1):
                yield Actor(match.start(), name.end(), ActorKind.PLACE)

    def _headlined(self) -> Iterator[Actor]:
        """Names that open a headline: "Lào Cai: 175 đảng viên ..."."""
        for block in self._article.blocks:
            name = _BARE_NAME.match(self._view, block.start) if block.role is Role.HEADLINE else None
            if name and not name[0].isupper() and not self._is_a_person(name.start()):
                yield Actor(name.start(), name.end(), ActorKind.PLACE)

    def _is_a_person(self, start: int) -> bool:
        return bool(self._mentions.within(start, start + 1, Kind.PERSON))

    def _opens_a_clause(self, start: int) -> bool:
        """Whether nothing of the same clause stands before, but for words that lead to it and times."""
        index = self._article.sentence_at(start)
        low = self._article.sentences[index].start if index is not None else start
        end = start
        while end > low and self._view[end - 1] == " ":
            end -= 1
        if end <= low or self._view[end - 1] in _STOPS:
            return True
        if _OPENS.start(self._folded, end, low) is not None:
            return True
        second = _SECOND.start(self._folded, end, low)
        if second is not None:
            return _DIGIT.search(self._folded, max(low, self._clause_start(second, low)), second) is not None
        before = self._mentions.within(max(low, end - _CLAUSE), end, Kind.DATE)
        return bool(before) and before[-1].end == end

    def _clause_start(self, end: int, low: int) -> int:
        return max(low, end - _CLAUSE, self._folded.rfind(";", low, end))
