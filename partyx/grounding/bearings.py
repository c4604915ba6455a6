"""Whether a record's other fields are its own: planned or reached, when, of whom, of which whole, by whom.

An engine names each by an id or a phrase that the article has, and the article may have it somewhere else:
the date of a document it cites, the deadline of an instruction, a body in somebody's quotation. Each function
says why a field is none of the record's, a predicate, or gives None when it may be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.name import SYLLABLE
from partyx.mention import Kind, NumberReading, PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.grounding.places import Places
    from partyx.kinds.grounds import Range
    from partyx.mention import Mention, Number

_PLANNED = pattern(
    "(?P<aim><modality.aims|modality.obliges|modality.asks>)"
    "|(?P<plan><modality.announces|claims.plans>)|(?P<result><claims.results>)"
)
_ANNOUNCES = pattern("<modality.announces|modality.aims|claims.plans>")
_REPORTS = pattern("<modality.reports>")
_REACHED = pattern("<measures.attains>")
_DEADLINE = Behind("instructions.deadlines")
_PARTS = pattern("<measures.parts>")
_WHOLE = pattern("<claims.wholes>")
_OWNER = pattern(
    "<bodies.names|bodies.all_levels|places.nouns|statistics.everywhere|units.members|people.forms"
    "|claims.owners|places.provinces>"
)
_NAME = re.compile(rf"{SYLLABLE}(?: {SYLLABLE})+")
_SHARE = pattern("[^%]? ?<+units.percent>")
_BEFORE_WHOLE = 40
_BEHIND_A_RESULT = 60
_REACH = 120
_CITED = 600
"""Characters of a sentence on either side of what is said of a document in which others may be cited."""


def plan_objection(places: Places, at: Range) -> str | None:
    """A planned figure is said to be one before it: in its sentence, or in the line its list hangs from.

    "Chỉ tiêu" alone may stand beside a result, which then says behind the figure that it was reached:
    "chỉ tiêu kết nạp 47/60, đạt 78,3%".
    """
    folded = places.article.folded
    sentence = places.sentence(at[0])
    said = places.found(_PLANNED, sentence)
    before = said.before(at[0])
    above = places.article.list_above(places.article.block_at(at[0]))
    if before and said.groups[before - 1] == "result":
        return "is a result"
    if any(map(partial(_announces_plans, places), above[:1])) or said.first("aim") < before:
        return None
    if not before:
        return "is not said to be planned"
    reached = _REACHED.search(folded, at[1], min(sentence[1], at[1] + _BEHIND_A_RESULT))
    return None if reached is None else "is a result"


def _announces_plans(places: Places, index: int) -> bool:
    """Whether a line that opens a list says that plans follow."""
    folded, line = places.article.folded, places.block(index)
    return _ANNOUNCES.search(folded, *line) is not None and _REPORTS.search(folded, *line) is None


def period_objection(places: Places, start: int, at: Range) -> str | None:
    """The time of a figure is not a document's date, nor a deadline, nor printed in a later paragraph."""
    if places.mentions.cited.covers(start):
        return "is the date of a document"
    if _DEADLINE.start(places.article.folded, start - 1) is not None:
        return "is a deadline"
    return _later_objection(places, start, at)


def owner_objection(places: Places, owner: Range, at: Range) -> str | None:
    """Whose a figure is: a body, a place or people, and none that only a later paragraph names."""
    start, end = owner
    printed = places.view[start:end]
    bodies = places.mentions.within(max(0, start - _REACH), end, Kind.ORGANISATION)
    if not (any(one.end > start for one in bodies) or _OWNER.search(fold(printed)) or _NAME.match(printed)):
        return "names no body, place or people"
    return _later_objection(places, start, at, printed)


def _later_objection(places: Places, position: int, at: Range, text: str | None = None) -> str | None:
    """Why what stands at a position, or somewhere as the same text, is not said of a figure before it."""
    paragraph = places.paragraph(at[0])
    if position < paragraph[1] and not places.addressed.covers(position):
        return None
    first = places.first_said(text) if text else None
    if first is not None and first[1] <= paragraph[1]:
        return None
    return "is not said up to the end of its paragraph"


def whole_objection(places: Places, whole: Mention, at: Range, value: Number) -> str | None:
    """A whole is printed before its part, as one, and is no smaller."""
    reading = next(one for one in whole.readings if isinstance(one, NumberReading))
    if reading.value < value:
        return "is smaller than its part"
    folded, sentence = places.article.folded, places.sentence(at[0])
    if sentence[0] <= whole.start < at[0] and _has_parts(places, whole, at):
        return None
    paragraph = places.paragraph(at[0])
    low = max(paragraph[0], whole.start - _BEFORE_WHOLE)
    if low <= whole.start < sentence[1] and _WHOLE.search(folded, low, whole.start):
        return None
    return "is not said to be its whole"


def _has_parts(places: Places, whole: Mention, at: Range) -> bool:
    """Whether what follows a figure is its parts, this one among them: only shares stand between."""
    parts = _PARTS.search(places.article.folded, whole.end, at[0])
    if parts is None or ";" in places.view[whole.end : parts.start()].rstrip(" ;"):
        return False
    between = places.mentions.figures_within(whole.end, parts.start())
    return all(_SHARE.match(places.view, end - 1) for _, end in between)


_DOES = {
    "chairs": pattern("<speech.chairs>"),
    "speakers": pattern("<speech.chairs|speech.speaks|speech.says|speech.tells|modality.asks>"),
}
_IS_THERE = pattern("(?!<speech.compounds>)<speech.attends|speech.guests>")
_AND_CHAIRS = pattern(r"<speech.attends>(?:,| <speech.also>) \Z")
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
    named = places.persons.get(fold(name), ())
    if not named and not _NAME.fullmatch(name):
        return "is no person"
    stands = [(one.start, one.end) for one in named] or [places.quoted(name, None)]
    if role not in _DOES:
        return None
    honest = [place for place in stands if not places.addressed.covers(place[0])]
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
        if role != "chairs" or not there.lie_in(low, high):
            return True
    return False


def _is_named(mention: Mention, name: str) -> bool:
    reading = mention.reading
    return isinstance(reading, PersonReading) and fold(reading.name) == fold(name)


def document_objection(places: Places, what: str, at: Range, citations: Sequence[Range]) -> str | None:
    """What is said of a document stands in a paragraph that cites it: who issued it is a body or a person.

    Args:
        places: The article.
        what: "issuer", "date" or "subject".
        at: Where it stands.
        citations: Where the document is cited, in order, each with all that belongs to it.
    """
    block = places.article.block_at
    here = [place for place in citations if block(place[0]) == block(at[0])]
    if not here or places.addressed.covers(at[0]):
        return "stands in no paragraph that cites it"
    if what != "subject" and _is_of_another(places, at, here):
        return "stands in a sentence that cites another document"
    if what == "issuer" and not _issues(places, at):
        return "names no body and no person"
    if what == "subject" and at[0] < here[0][0]:
        return "stands before its citation"
    return None


def _is_of_another(places: Places, at: Range, citations: Sequence[Range]) -> bool:
    """Whether another document's citation holds it, or its sentence cites others and not the one meant."""
    low, high = places.sentence(at[0])
    low, high = max(low, at[0] - _CITED), min(high, at[0] + _CITED)
    others = [one for one in places.mentions.within(low, high, Kind.DOCUMENT) if one.whole not in citations]
    if any(one.start <= at[0] < one.whole[1] for one in others):
        return True
    return bool(others) and not any(start < high and end > low for start, end in citations)


def _issues(places: Places, at: Range) -> bool:
    near = places.mentions.within(max(0, at[0] - _REACH), at[1])
    issuers = (Kind.ORGANISATION, Kind.PERSON, Kind.DOCUMENT)
    return (
        any(one.kind in issuers and one.end > at[0] for one in near) or places.issuers.at(at[0]) is not None
    )


def title_objection(places: Places, title: Range, name: str) -> str | None:
    """A title is one from its first word on, and stands in a sentence with the name, nobody else between.

    "Bí thư Huyện ủy" of "Phó Bí thư Huyện ủy" is somebody else's.
    """
    if places.addressed.covers(title[0]):
        return "stands only in what tells the reader what to do"
    if not places.titles.starts_head(title[0]):
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
    return None


def _names_another(places: Places, name: str, low: int, high: int) -> bool:
    return any(
        not _is_named(one, name) and low < one.start for one in places.mentions.within(low, high, Kind.PERSON)
    )


def speaker_objection(places: Places, name: str, begins: Range) -> str | None:
    """Who gives an instruction is not another than the one person whom its sentence names."""
    sentence = places.sentence(begins[0])
    named = places.mentions.within(*sentence, Kind.PERSON)
    same = places.persons.get(fold(name), ())
    index = bisect_left(same, sentence[0], key=attrgetter("start"))
    if not named or any(one.start < sentence[1] for one in same[index : index + 1]):
        return None
    if _plain(name) in places.plain(sentence):
        return None
    return f"is not {named[0].text!r}, whom the sentence names"


def addressee_objection(places: Places, addressee: str, evidence: Iterable[Range]) -> str | None:
    """Who is to act is named in a paragraph of the instruction."""
    paragraphs = {places.paragraph(start) for start, _ in evidence}
    said = any(_plain(addressee) in places.plain(place) for place in paragraphs)
    return None if said else "is named in another paragraph"


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
