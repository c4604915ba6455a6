"""Who presided, spoke and was there: the roles of the people a sentence names.

People come in groups ("các đồng chí A, chức vụ; B, chức vụ"). A group's role is said behind it ("A và B
chủ trì hội nghị") or before it ("Dự hội nghị có: A; B", "Phát biểu tại hội nghị, A"). Somebody merely
named, appointed or praised has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from partyx.holders import Holders
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from partyx.article import Article, Sentence
    from partyx.holders import Acting
    from partyx.mention import Mention, Mentions


class Capacity(IntEnum):
    """What somebody does at a meeting, the weightier the higher.

    ``SAYS`` is said at meetings and elsewhere; ``TELLS`` is mostly told to a reporter.
    """

    ATTENDS = 1
    TELLS = 2
    SAYS = 3
    SPEAKS = 4
    CHAIRS = 5


@dataclass(frozen=True, slots=True)
class Participation:
    """Somebody with a part, in one sentence."""

    person: Mention
    capacity: Capacity
    sentence: int


@dataclass(slots=True)
class _Group:
    """People named one after another; ``start`` and ``end`` take in titles and forms of address."""

    people: list[Mention]
    start: int
    end: int


_VERB = pattern(
    r"(?!<speech.compounds>)<speech.chairs|speech.speaks|speech.says|speech.tells|speech.attends>"
)
_PASSIVE = pattern(r" ?,? ?(?:<speech.aspect> )?<speech.passive>")
_CLAUSE_ENDS = pattern(r"[.;:!?|]|, <speech.clause_ends>|\n")
_BETWEEN = pattern(r"(?:[ ,;-]|<speech.between_people>|\([^)]{0,40}\))*")
_ADDRESS = pattern(r"(?:<speech.several_people> )?<people.address|people.mild> ?[:,]? ?$")
_LEADS_IN = pattern(r"(?:<speech.list_opens>|:) ?[,:]? ?$")
_GUESTS = pattern(r"<speech.guests>[^.;]{0,90}$")
_FRONTED = pattern(r"(?:[^.;]{0,120}(?:,|<speech.events>))? ?")
_ALSO = pattern(r"[^,;.]{0,40}?(?:,|<speech.also>) (?:<speech.aspect|speech.also|speech.directly> ){0,2}")
_LIST_OPENS = pattern(
    r"[ +*•-]*(?:<speech.list_motion> )?(?:<speech.list_verbs>|(?P<chairs><speech.chairs>))"
    r"(?: <speech.list_joins>)?[^.;]{0,60}?(?:<speech.lists>|:)"
)
_NONE: frozenset[Capacity] = frozenset()
_REACH = 170
"""Characters between a group and the verb of its role, at most."""
_TITLES_REACH = 460
_LONGEST_OPENING = 50
"""Characters before a fronted verb: "Thay mặt lãnh đạo tỉnh, phát biểu tại hội nghị, đồng chí A"."""


class Participants:
    """Reads the parts of the people off the sentences of one article."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article and its mentions."""
        self._article = article
        self._mentions = mentions
        self._folded = article.folded
        self._acting: dict[int | None, list[Acting]] = {}
        for acting in Holders(article, mentions).acting:
            self._acting.setdefault(article.sentence_at(acting.start), []).append(acting)

    def find(self, sentences: list[int]) -> Iterator[Participation]:
        """Everybody with a part in the given sentences, in reading order.

        A sentence that ends in a colon ("Đến dự có:") hands its part on to the listed lines behind it.
        """
        listed: Capacity | None = None
        for index in sentences:
            sentence = self._article.sentences[index]
            groups = self._groups(sentence)
            if listed is not None and not self._is_list_item(sentence, groups):
                listed = None
            for group, part in self._parts(sentence, groups, listed):
                for person in group.people:
                    yield Participation(person, part, index)
            yield from self._by_office(index)
            announced = self._announces(sentence)
            listed = announced if announced is not None else listed

    def _by_office(self, index: int) -> Iterator[Participation]:
        """Who presides or speaks in a sentence that tells the office alone."""
        for holder, _, end in self._acting.get(index, ()):
            for part in sorted(self._behind(end, self._article.sentences[index].end)):
                yield Participation(holder, part, index)

    def _is_list_item(self, sentence: Sentence, groups: list[_Group]) -> bool:
        """Whether a sentence is a line of a list: with a bullet, or nothing but names and titles."""
        if self._article.view[sentence.start] in "-–+•*":
            return True
        return bool(groups) and not self._folded[groups[-1].end : sentence.end].strip(" .,;")

    def _announces(self, sentence: Sentence) -> Capacity | None:
        """The part that "Dự hội nghị có:" announces for the lines behind it."""
        if self._folded[sentence.end - 1] != ":":
            return None
        low = max(sentence.start, sentence.end - _REACH)
        found = [_capacity(verb) for verb in _VERB.finditer(self._folded, low, sentence.end)]
        return found[-1] if found and found[-1] in {Capacity.CHAIRS, Capacity.ATTENDS} else None

    def _groups(self, sentence: Sentence) -> list[_Group]:
        groups: list[_Group] = []
        for person in self._mentions.within(sentence.start, sentence.end, Kind.PERSON):
            start, end = self._extent(person, groups[-1].end if groups else sentence.start, sentence.end)
            if groups and _BETWEEN.fullmatch(self._folded, groups[-1].end, start):
                groups[-1].people.append(person)
                groups[-1].end = end
            else:
                groups.append(_Group([person], start, end))
        return groups

    def _extent(self, person: Mention, low: int, high: int) -> tuple[int, int]:
        """A person's range with the titles and the form of address beside the name."""
        view = self._article.view
        start, end = person.start, person.end
        low = max(low, start - _TITLES_REACH)
        titles = person.reading.titles if isinstance(person.reading, PersonReading) else ()
        behind = []
        for title in reversed(titles):
            at = view.rfind(title, low, start)
            if at >= 0 and not view[at + len(title) : start].strip(" ,.-–:"):
                start = at
            else:
                behind.append(title)
        for title in reversed(behind):
            at = view.find(title, end, min(high, end + len(title) + 8))
            end = at + len(title) if at >= 0 else end
        address = _ADDRESS.search(self._folded, max(low, start - 24), start)
        return (address.start() if address else start), end

    def _parts(
        self, sentence: Sentence, groups: list[_Group], listed: Capacity | None
    ) -> Iterator[tuple[_Group, Capacity]]:
        """Each group with each of its parts."""
        low = sentence.start
        handed_on = _only(listed) if listed is not None else self._opens_list(sentence)
        for number, group in enumerate(groups):
            high = groups[number + 1].start if number + 1 < len(groups) else sentence.end
            said = self._behind(group.end, high)
            led, for_all = self._before(low, group.start, opens=number == 0)
            if for_all:
                handed_on = led
            elif said and listed is None:
                handed_on = _NONE
            for part in sorted(said | led | handed_on):
                yield group, part
            low = group.end

    def _opens_list(self, sentence: Sentence) -> frozenset[Capacity]:
        """The part of all people in a sentence like "Dự hội nghị có lãnh đạo các sở; đồng chí A"."""
        match = _LIST_OPENS.match(self._folded, sentence.start, sentence.end)
        return _NONE if match is None else _only(Capacity.CHAIRS if match["chairs"] else Capacity.ATTENDS)

    def _behind(self, start: int, high: int) -> frozenset[Capacity]:
        """The parts that the predicate behind a group gives it."""
        if _PASSIVE.match(self._folded, start, high):
            return _NONE
        high = min(high, start + _REACH)
        clause = _CLAUSE_ENDS.search(self._folded, start, high)
        cues = list(_VERB.finditer(self._folded, start, clause.start() if clause else high))
        joined = cues[:1]
        # "dự, chủ trì và phát biểu": verbs joined to the first one; behind them is what was said.
        for cue in cues[1:]:
            if not _ALSO.fullmatch(self._folded, joined[-1].end(), cue.start()):
                break
            joined.append(cue)
        return frozenset(_capacity(cue) for cue in joined)

    def _before(self, low: int, start: int, *, opens: bool) -> tuple[frozenset[Capacity], bool]:
        """The parts that the words before a group give it, and whether the groups behind it share them."""
        folded = self._folded
        low = max(low, start - _REACH)
        clause = max(folded.rfind(mark, low, start) + 1 for mark in ";.|")
        opens, low = opens or clause > low, max(low, clause)
        cues = list(_VERB.finditer(folded, low, start))
        if _LEADS_IN.search(folded, low, start):
            if cues:
                return frozenset(_capacity(cue) for cue in cues), True
            if _GUESTS.search(folded, low, start):
                return _only(Capacity.ATTENDS), True
        elif opens and cues and self._is_fronted(cues, low, start):
            return _only(_capacity(cues[0])), False
        return _NONE, False

    def _is_fronted(self, cues: list[re.Match[str]], low: int, start: int) -> bool:
        """Whether a verb opens its clause, before the subject: "Phát biểu tại hội nghị, đồng chí A"."""
        opening = self._folded[low : cues[0].start()].strip(" -–•+")
        return len(opening) < _LONGEST_OPENING and bool(
            _FRONTED.fullmatch(self._folded, cues[-1].end(), start)
        )


def _only(capacity: Capacity) -> frozenset[Capacity]:
    return frozenset({capacity})


def _capacity(verb: re.Match[str]) -> Capacity:
    return _capacities()[verb[0]]


@cache
def _capacities() -> Mapping[str, Capacity]:
    """Each verb, folded, and what somebody who does it is at the meeting."""
    return {verb: capacity for capacity in Capacity for verb in phrases(f"speech.{capacity.name.lower()}")}
