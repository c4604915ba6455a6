"""Whose work a passage reports on, where a figure's own subject is general: "toàn tỉnh", "cấp ủy các cấp"."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from partyx.article import Role
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.organisation import Organisations, is_counted, is_press
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mention, Mentions

_OFFICIAL = pattern(
    "<bodies.names|places.nouns|bodies.all_levels|bodies.central|bodies.blocs|bodies.bloc|bodies.forces"
    "|actors.several|actors.general|actors.tails|actors.joins>"
)
_LEVELS = ("commune", "district", "city", "province")
"""The narrowest first: a name of several is of that one."""
_LEVEL = pattern(
    "<owners.no_level>|(?P<district><owners.district>)|(?P<city><owners.city>)|(?P<province><owners.province>)"
    "|(?P<commune><owners.commune>)"
)
_GENERAL = pattern("<actors.general>")
_SEVERAL = pattern("<actors.several>")
_INSIDE = pattern("<owners.inside>")
_NARROW = pattern("<owners.narrow>")
_ORGAN = pattern("<bodies.organ|bodies.part>")
_COMMITTEE = pattern("<owners.committees>")
_COMMITTEE_ALONE = pattern("(?:<bodies.standing> )?<owners.committees>(?: <places.nouns>)?")
_ACTED_ON = Behind("actors.acted_on")
_PLACE = pattern("(?!<places.no_nouns>)<places.nouns>")
_AT = Behind("owners.at")
_LONGEST_NAME = 80
_MOST = 8
"""Bodies looked at in one place."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A body or a place that figures may belong to.

    Attributes:
        start: Where it is named.
        name: As it is printed; of a committee's organ, the committee.
        level: "province", "city", "district" or "commune"; None when its name tells none.
        narrow: The words that say that it is of one field or one office.
        several: Whether it is several of a kind, which are of who is above them.
    """

    start: int
    name: str
    level: str | None
    narrow: frozenset[str]
    several: bool = False

    @classmethod
    def named(cls, name: str, start: int) -> Owner:
        """What a name tells."""
        words = (match[0] for match in _NARROW.finditer(fold(name)))
        return cls(start, name, level_of(name), frozenset(words))

    @classmethod
    def of_body(cls, body: Mention) -> Owner:
        """What a body tells that is named in the text: of an organ, its committee."""
        return cls.named(committee_of(body.text), body.start)

    @classmethod
    def of_a_subject(cls, name: str) -> Owner:
        """What a subject tells of whose it is: not that it is the work of cells or committees."""
        owner = cls.named(_GENERAL.compiled.sub("", fold(name)), 0)
        several = _SEVERAL.match(fold(name)) and not _INSIDE.search(fold(name))
        return replace(owner, several=bool(several))


class Owners:
    """The bodies and places of one article that figures may belong to."""

    def __init__(self, article: Article, mentions: Mentions, meetings: tuple[Meeting, ...]) -> None:
        """Keep what is looked at; nothing is read yet."""
        self._article = article
        self._mentions = mentions
        self._meetings = meetings

    def of(self, statistic: Statistic) -> dict[str, Any]:
        """``within`` and ``within_from`` of a statistic: both None where its subject is a particular body."""
        if statistic.subject is not None and is_particular(statistic.subject):
            return {"within": None, "within_from": None}
        start, _ = self._article.view_range(statistic.value_span)
        said = fold(statistic.subject or "")
        subject = Owner.of_a_subject(said)
        for source, owner in self._candidates(start, subject):
            vague = said and subject.level is None
            later = vague and source == "article" and self._is_named_later(owner, start)
            if not later and _may_own(owner, subject) and fold(owner.name) not in said:
                return {"within": owner.name, "within_from": source}
        return {"within": None, "within_from": None}

    def _candidates(self, position: int, subject: Owner) -> Iterator[tuple[str, Owner]]:
        """Who may own a figure, the likeliest first.

        Of the level that the subject tells, else of any that tells none: who is named near, who the article
        is about, who is named only in titles and citations, and a committee without a name. A body of one
        field or office comes last, but for the one that the article is about.
        """
        near, article = list(self._near(position)), [("article", owner) for owner in self._of_article]
        about = [("article", owner) for owner in self._about]
        by_the_way = [("article", owner) for owner in (*self._named_anywhere, *self._without_a_name)]
        main = {owner.name for _, owner in about}
        wide = [one for one in near if not one[1].narrow or one[1].name in main]
        everyone = [*wide, *about, *(one for one in article if not one[1].narrow)]
        if subject.level is not None and not subject.several:
            same = [one for one in everyone if one[1].level == subject.level]
            everyone = [*same, *(one for one in by_the_way if one[1].level == subject.level), *everyone]
        yield from (*everyone, *by_the_way, *near, *article)

    def _is_named_later(self, owner: Owner, position: int) -> bool:
        """Whether the paragraph of a figure ends before somebody is named: "toàn Đảng bộ" is nobody's yet."""
        block = self._article.block_at(position)
        return block is not None and owner.start >= self._article.blocks[block].end

    def _near(self, position: int) -> Iterator[tuple[str, Owner]]:
        """Those named before a figure in its sentence and in its paragraph, the nearest first."""
        index, block = self._article.sentence_at(position), self._article.block_at(position)
        if index is not None:
            sentence = self._article.sentences[index].start
            yield from (("sentence", owner) for owner in self._before(sentence, position))
        if block is not None:
            paragraph = self._article.blocks[block].start
            yield from (("paragraph", owner) for owner in self._before(paragraph, position))

    def _before(self, low: int, high: int) -> list[Owner]:
        """Those named in a range, the last one first."""
        first = bisect_left(self._owners, low, key=lambda owner: owner.start)
        last = bisect_left(self._owners, high, key=lambda owner: owner.start)
        return self._owners[max(first, last - _MOST) : last][::-1]

    @cached_property
    def _about(self) -> list[Owner]:
        """Who held the article's meetings, then those of the headline."""
        held = (committee_of(meeting.organizer) for meeting in self._meetings if meeting.organizer)
        titled = [owner for owner in self._owners if self._article.role_at(owner.start) is Role.HEADLINE]
        return [*(Owner.named(name, 0) for name in held if is_particular(name)), *titled][:_MOST]

    @cached_property
    def _of_article(self) -> list[Owner]:
        """The first bodies of the text, those that issued something too; places only count near a figure."""
        named = [body for body in self._bodies if is_particular(body.text)]
        found = [Owner.of_body(body) for body in named[:_MOST]]
        return _of_one_place(found)

    @cached_property
    def _owners(self) -> list[Owner]:
        """Those with a name of their own, but for those in citations, and those to whom something is done."""
        found = [
            Owner.of_body(body)
            for body in self._bodies
            if is_particular(body.text) and not self._mentions.cited.covers(body.start)
        ]
        return sorted([*found, *self._places()], key=lambda owner: owner.start)

    def _places(self) -> Iterator[Owner]:
        """Places that open a sentence, or in which something happens."""
        article = self._article
        for noun in _PLACE.finditer(article.folded):
            index = article.sentence_at(noun.start())
            opens = index is not None and article.sentences[index].start == noun.start()
            if not opens and _AT.start(article.folded, noun.start() - 1) is None:
                continue
            end = self._names.place(noun.end(), noun.end() + _LONGEST_NAME)
            cited = self._mentions.cited.covers(noun.start())
            if end > noun.end() and not (cited or self._is_a_person(noun.end(), end)):
                yield Owner.named(article.view[noun.start() : end], noun.start())

    def _is_a_person(self, low: int, high: int) -> bool:
        return bool(self._mentions.within(low, high, Kind.PERSON))

    @cached_property
    def _bodies(self) -> list[Mention]:
        """The bodies that may own something, those without a name of their own too."""
        return [
            body
            for body in self._mentions.of_kind(Kind.ORGANISATION)
            if self._is_said(body.start) and not is_press(body.text)
        ]

    def _is_said(self, start: int) -> bool:
        """Whether something is said there, and not done to what is named or counted."""
        return (
            self._article.role_at(start).is_content
            and _ACTED_ON.start(self._article.folded, start - 1) is None
            and not is_counted(self._article.view, start)
        )

    @cached_property
    def _named_anywhere(self) -> list[Owner]:
        """Committees with the name of their place, in titles of people and in citations too."""
        found = []
        for head in self._names.heads():
            end = self._names.end(head, head.start() + _LONGEST_NAME)
            if end is None or not self._article.role_at(head.start()).is_content:
                continue
            name = committee_of(self._article.view[head.start() : end])
            committee = _COMMITTEE.match(fold_in_place(name))
            if committee and is_particular(name) and not self._is_a_person(head.end(), end):
                found.append(Owner.named(name, head.start()))
        return _of_one_place(found[:_MOST])

    @cached_property
    def _names(self) -> Organisations:
        return Organisations(self._article.view, self._article.folded)

    @cached_property
    def _without_a_name(self) -> list[Owner]:
        """Committees that the article calls by no name: "Huyện ủy", "Ban Thường vụ Tỉnh ủy"."""
        alone = (body for body in self._bodies if _COMMITTEE_ALONE.fullmatch(fold_in_place(body.text)))
        owners = (Owner.of_body(body) for body in alone)
        return [owner for owner in owners if owner.level is not None][:_MOST]


def _may_own(owner: Owner, subject: Owner) -> bool:
    """Whether what a general subject did may be an owner's: one of its level, or above several of a kind.

    A bloc or the armed forces of a province are not the province.
    """
    if subject.level is None:
        return True
    if owner.level is None:
        return not owner.narrow
    if subject.several:
        return _LEVELS.index(owner.level) > _LEVELS.index(subject.level)
    return owner.level == subject.level and (not owner.narrow or bool(subject.narrow))


def _of_one_place(owners: list[Owner]) -> list[Owner]:
    """The owners; where the highest are of several places, which an article lists, those of no level."""
    ranks = [_LEVELS.index(owner.level) for owner in owners if owner.level is not None]
    highest = [owner for owner in owners if owner.level is not None and owner.level == _LEVELS[max(ranks)]]
    several = len({fold(owner.name).split()[-1] for owner in highest}) > 1
    return [owner for owner in owners if owner.level is None] if several else owners


def committee_of(name: str) -> str:
    """The committee that an organ is of: "Huyện ủy Tân Hồng" of "Ban Tổ chức Huyện ủy Tân Hồng"."""
    folded = fold_in_place(name)
    organ = _ORGAN.match(folded)
    committee = _COMMITTEE.search(folded, organ.end()) if organ else None
    return name[committee.start() :] if committee else name


def level_of(name: str) -> str | None:
    """The level that a name tells: "province", "city", "district" or "commune"; None when it tells none."""
    found = {match.lastgroup for match in _LEVEL.finditer(fold(name))}
    return next((level for level in _LEVELS if level in found), None)


def is_particular(name: str) -> bool:
    """Whether a body has a name of its own: "Huyện ủy Tân Hồng", not "Ban Tổ chức Tỉnh ủy"."""
    rest = list(name)
    for match in _OFFICIAL.finditer(fold_in_place(name)):
        rest[match.start() : match.end()] = " " * (match.end() - match.start())
    left = "".join(rest)
    return any(word[0].isupper() for word in left.split()) and fold(left).strip() != ""
