"""Whether people of a meeting are its own: who chairs, who speaks, and whose a title is.

Each function says why something is not said of a person, a predicate, or gives None when it may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.name import NAME
from partyx.language.occasion import CHAIRS, SPEAKS
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from partyx.grounding.places import Places
    from partyx.language.ranges import Range
    from partyx.mention import Mention

_BESIDE = 40
"""Characters between a verb and who does it together with its subject."""
_REACH = 120
"""Characters on either side of a person in which a verb is theirs."""

_NEXT_PERSON = pattern(
    r"(?:[,;]|<connectors.and>) (?:<speech.several_people> )?(?:<people.address|people.mild>:? )?\Z"
)
_DOES = {"chairs": CHAIRS, "speakers": SPEAKS}
_IS_THERE = pattern("(?!<speech.compounds>)<speech.attends|speech.guests>")
_ACTS = pattern(
    "(?!<speech.compounds>)<speech.attends|speech.guests|speech.speaks|speech.says|speech.tells|modality.asks>"
)
_TOGETHER = pattern(r"<speech.together> (?:<speech.several_people> )?(?:<people.address|people.mild>:? )?\Z")
_AND_CHAIRS = pattern(r"<speech.attends>(?:,| <speech.also>) (?:<speech.directly> )?\Z")
"""Somebody is there and presides: "đồng chí A dự và chủ trì hội nghị"."""


def role_objection(places: Places, role: str, name: str) -> str | None:
    """Who chairs or speaks is said to do so where the person is named; who is there is a named person.

    Whoever takes part in many meetings is asked about in each, and looked up once.
    """
    asked = role, name
    if asked not in places.roles:
        places.roles[asked] = _role_objection(places, role, name)
    return places.roles[asked]


def _role_objection(places: Places, role: str, name: str) -> str | None:
    named = places.mentions.persons.get(fold(name), ())
    if not named and not NAME.fullmatch(name):
        return "is no person"
    by_office = [one[1:] for one in places.acting if _is_named(one.holder, name)]
    stands = [*(one.at for one in named), *by_office] or [places.quoted(name, None)]
    if role not in _DOES:
        return None
    honest = [place for place in stands if not places.article.orders.covers(place[0])]
    return None if any(_does(places, role, at) for at in honest or stands) else "is not said to do so"


def _does(places: Places, role: str, at: Range) -> bool:
    """Whether the sentence says that the person at a place does it.

    The nearest words for it on either side tell: what stands between them and the name stands before any
    farther ones as well.
    """
    folded, sentence = places.article.folded, places.sentence(at[0])
    there = places.found(_IS_THERE, sentence)
    for start, end in places.found(_DOES[role], sentence).around(at[0]):
        low, high = (end, at[0]) if start < at[0] else (at[1], start)
        if both := _AND_CHAIRS.search(folded, max(low, high - _REACH), high):
            high = both.start()
        verb = (start, end) if start < at[0] else (high, end)
        if not ((role == "chairs" and there.lie_in(low, high)) or _is_anothers(places, verb, at)):
            return True
    return False


def _is_anothers(places: Places, verb: Range, at: Range) -> bool:
    """Whether a verb is what somebody else does, and the person at a place does something of their own.

    "Đồng chí A chủ trì hội nghị; đồng chí B trình bày báo cáo": A stands before the verb, B behind a mark.
    """
    if verb[0] > at[0]:
        acts = places.found(_ACTS, places.sentence(at[0])).lie_in(at[1], verb[0])
        return acts and _names_people(places, at[1], verb[0])
    if _TOGETHER.search(places.article.folded, max(verb[1], at[0] - _BESIDE), at[0]):
        return False
    low = max(places.sentence(at[0])[0], verb[0] - _REACH)
    apart = places.view.find(";", verb[1], at[0]) >= 0
    if _names_people(places, max(low, places.view.rfind(";", low, verb[0])), verb[0]):
        return apart or _acts(places, at)
    return apart and _names_people(places, verb[1], at[0]) and _acts(places, at)


def _names_people(places: Places, low: int, high: int) -> bool:
    return any(one.start >= low for one in places.mentions.within(low, high, Kind.PERSON))


def _acts(places: Places, at: Range) -> bool:
    """Whether a verb other than to chair follows a person, before a semicolon and the next one."""
    high = min(places.sentence(at[0])[1], at[1] + _REACH)
    others = [one.start for one in places.mentions.within(at[1], high, Kind.PERSON) if one.start >= at[1]]
    end = places.view.find(";", at[1], high)
    high = min([high, *others[:1], *([end] if end >= 0 else [])])
    return places.found(_ACTS, places.sentence(at[0])).lie_in(at[1], high)


def _is_named(mention: Mention, name: str) -> bool:
    reading = mention.reading
    return isinstance(reading, PersonReading) and fold(reading.name) == fold(name)


def title_objection(places: Places, title: Range, name: str) -> str | None:
    """A title is one from its first word on, and stands in a sentence with the name, nobody else between.

    "Bí thư Huyện ủy" of "Phó Bí thư Huyện ủy" is somebody else's.
    """
    if places.article.orders.covers(title[0]):
        return "stands only in what tells the reader what to do"
    if not places.article.titles.starts_head(title[0]):
        return "is no title"
    low, high = places.sentence(title[0])
    wanted, folded = fold_in_place(name.strip()), places.article.folded
    before = folded.rfind(wanted, low, min(high, title[0] + len(wanted) - 1))
    behind = folded.find(wanted, title[0], high)
    between = [place for place in ((before, title[0]), (title[0], behind)) if min(place) >= 0]
    if not (wanted and between):
        return "stands in no sentence with the name"
    if all(_names_another(places, name, *place) for place in between):
        return "is that of somebody else"
    if before < 0 and _belongs_before(places, title, behind):
        return "is that of somebody else"
    return None


def _belongs_before(places: Places, title: Range, name: int) -> bool:
    """Whether a title stands right behind somebody, and a mark or "và" parts it from the name behind it.

    "Lò Păng, Bí thư Huyện ủy và Vi Thoong": a title before a name runs up to it.
    """
    owners = places.mentions.within(title[0] - _REACH, title[0], Kind.PERSON)
    beside = bool(owners) and not places.view[owners[-1].end : title[0]].strip(" ,(–-")
    low = max(title[1], name - _REACH)
    return beside and _NEXT_PERSON.search(places.article.folded, low, name) is not None


def _names_another(places: Places, name: str, low: int, high: int) -> bool:
    return any(
        not _is_named(one, name) and low < one.start for one in places.mentions.within(low, high, Kind.PERSON)
    )
