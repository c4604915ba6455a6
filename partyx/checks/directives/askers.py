"""Who asks for a task, and by which verb, as the sentence of the task tells it.

The subject is the last person whom the sentence names before the verb; where it names nobody, a body or
an office that runs up to the verb ("Ủy ban Kiểm tra Đảng ủy xã yêu cầu"), or who asks that body; where it has
only "Ông" or nothing at all, the people of the sentence before who are addressed so. A sentence without such
a verb goes on with the last one before it, in its paragraph or in the line that its list hangs from, unless
somebody else is named in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partyx.checks.printed import akin
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.occasion import CHAIRS
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.printed import Printed
    from partyx.language.ranges import Range
    from partyx.mention import Mention

_ASKS = pattern("<instructions.directs|modality.asks>")
_NO_VERB = Behind("instructions.no_verb_behind")
_NOUN = pattern(" <instructions.no_verb_before>")
_UP_TO_VERB = pattern("(?:[ ,]{1,2}<instructions.adverbs>){0,3}[ ,:]*")
_PRONOUN = pattern(
    r"(?:[^\w(]|<people.address>|<people.mild>|<instructions.this_one>|<instructions.adverbs>)*"
)
_BEHIND_A_TOPIC = pattern(
    r"[,;] (?P<address><people.address|people.mild>)(?: <instructions.this_one>)?"
    r"(?: <instructions.adverbs>){0,3} ?\Z"
)
"""Such a word behind what is spoken of: "Về đất đai, đồng chí đề nghị"."""
_ADDRESS = pattern("<people.address|people.mild>")
_ADDRESSED = Behind("people.begins")
_OF_ANOTHER = Behind("instructions.title_goes_on")
_REACH = 400
"""Characters before a task in which somebody asks for it."""
_BACK = 3
"""Sentences before that of a task in which it is said who "Ông" is."""
_BEFORE_VERB = 60
"""Characters before a verb in which such a word stands behind a comma."""


class Asked(NamedTuple):
    """How a task is asked for.

    Attributes:
        verb: Where the verb stands.
        low: Where its sentence begins, or what is looked at of it.
        who: Who asks, as printed, or None where no sentence tells.
        known_as: Their titles, and others who may be meant.
        is_person: Whether it is somebody named, no body and no office.
    """

    verb: Range
    low: int
    who: str | None
    known_as: tuple[str, ...] = ()
    is_person: bool = False

    def may_be(self, issuer: str) -> bool:
        """Whether this is who gives an instruction, perhaps by a shorter name or a title."""
        names = (issuer if self.who is None else self.who, *self.known_as)
        return any(akin(issuer, name) for name in names)


def asked_by(printed: Printed, task: int) -> Asked | None:
    """How a task is asked for, or None when nobody does.

    Args:
        printed: The article.
        task: Where the task starts.
    """
    low = max(printed.article.sentence_around(task)[0], task - _REACH)
    verb = next(_verbs(printed, low, task), None) or _verb_above(printed, low, task)
    if verb is None:
        return None
    low = max(printed.article.sentence_around(verb[0])[0], verb[0] - _REACH)
    if named := _names(printed, (low, verb[0]))[-1:]:
        return Asked(verb, low, *named[0], is_person=True)
    if body := _body(printed, low, verb[0]):
        return _asked_itself(printed, low, body.start) or Asked(verb, low, body.text)
    if office := printed.article.titles.before(low, verb[0])[0]:
        title = printed.article.view[slice(*office[-1])].strip()
        return Asked(verb, low, title, printed.holders(title))
    if (address := _pronoun(printed.article.folded, low, verb[0])) is not None:
        who, known_as = _before(printed, low, address)
        return Asked(verb, low, who, (*known_as, *_in_the_chair(printed, low, verb)), is_person=True)
    return Asked(verb, low, None)


def _pronoun(folded: str, low: int, verb: int) -> str | None:
    """The word that stands for the subject of a verb, who was named before; "" for none at all, else None."""
    if _PRONOUN.fullmatch(folded, low, verb):
        first = _ADDRESS.search(folded, low, verb)
        return first[0] if first else ""
    found = _BEHIND_A_TOPIC.search(folded, max(low, verb - _BEFORE_VERB), verb)
    return found["address"] if found else None


def _asked_itself(printed: Printed, low: int, body: int) -> Asked | None:
    """How a body is asked to ask for something: "A đề nghị Ban Cán sự đảng chỉ đạo thanh tra"."""
    outer = next(_verbs(printed, low, body), None)
    return asked_by(printed, body) if outer and outer[1] + 1 == body else None


def _in_the_chair(printed: Printed, low: int, verb: Range) -> tuple[str, ...]:
    """Who presides in the paragraph before, who may assign work where somebody else reported last."""
    if printed.article.folded[slice(*verb)] not in phrases("instructions.assigns"):
        return ()
    first = max(printed.article.paragraph_around(low)[0], low - _REACH)
    chairs = next(CHAIRS.finditer(printed.article.folded, first, low), None)
    if chairs is None:
        return ()
    named = _names(printed, printed.article.sentence_around(chairs.start()))
    return tuple(other for name, titles in named for other in (name, *titles))


def asks_right_before(printed: Printed, who: str, within: Range) -> bool:
    """Whether a verb that asks stands right before somebody in a range: they are to act."""
    ends = {end + 1 for _, end in _verbs(printed, *within)}
    return any(place in ends for place in printed.places(who, [within]))


def _verb_above(printed: Printed, low: int, task: int) -> Range | None:
    """The last verb that asks before a sentence, from which on nobody else is named."""
    verb = next(_verbs(printed, printed.goes_on_from(low), low), None)
    if verb is None:
        return None
    since = printed.article.sentence_around(verb[0])[1]
    return None if printed.mentions.within(since, task, Kind.PERSON) else verb


def _verbs(printed: Printed, low: int, high: int) -> Iterator[Range]:
    """The verbs that ask for something in a range, the last one first; nouns are none ("theo yêu cầu")."""
    folded = printed.article.folded
    for found in reversed(list(_ASKS.finditer(folded, low, high))):
        behind = _NO_VERB.start(folded, found.start() - 1, low) is not None
        if not (behind or _NOUN.match(folded, found.end())):
            yield found.span()


def _body(printed: Printed, low: int, verb: int) -> Mention | None:
    """The body that runs up to a verb, and is no part of another name or of a title."""
    folded = printed.article.folded
    for one in printed.mentions.within(low, verb, Kind.ORGANISATION)[-1:]:
        owned = _OF_ANOTHER.start(folded, one.start - 1, low) is not None
        if not owned and printed.acts_at(one.start) and _UP_TO_VERB.fullmatch(folded, one.end, verb):
            return one
    return None


def _before(printed: Printed, low: int, address: str) -> tuple[str | None, tuple[str, ...]]:
    """Who is meant by "Ông": the people of the last sentence before that names any, in the same paragraph.

    Nobody who is addressed otherwise there: "Ông" is not "cụ Nhân".
    """
    first = max(printed.article.paragraph_around(low)[0], low - _REACH)
    position = low
    for _ in range(_BACK):
        start = max(first, printed.article.sentence_around(position - 2)[0])
        if start >= position:
            break
        if named := _names(printed, (start, position), address):
            return named[0][0], tuple(other for name, titles in named for other in (name, *titles))
        position = start
    return None, ()


def _names(printed: Printed, within: Range, address: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """The people whom a range names, each with the titles; with an address, none who has another one."""
    found = printed.mentions.within(*within, Kind.PERSON)
    meant = (one for one in found if _may_be_called(printed.article.folded, one.start, address))
    return [(it.name, it.titles) for one in meant if isinstance(it := one.reading, PersonReading)]


def _may_be_called(folded: str, name: int, address: str) -> bool:
    """Whether a name there has this address before it, none, or one that is everybody's: "đồng chí"."""
    personal = phrases("people.begins")
    start = _ADDRESSED.start(folded, name - 1) if address in personal else None
    return start is None or folded[start : name - 1] == address
