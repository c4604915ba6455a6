"""The office that a title is of: its body, whose that is, and whether it leads a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from partyx.language.abbreviations import write_out
from partyx.language.fold import fold_in_place
from partyx.language.grammar import pattern
from partyx.language.lexicon import entries, phrases, values
from partyx.language.organisation import LEVEL, Body, Organisations

_MEMBER = pattern("(?P<body><bodies.committee>) <bodies.members>")
_NATION = pattern("<bodies.central>")
_PROVINCE = pattern("<bodies.of_a_province>|<bodies.one_a_province>")
_CITY = pattern("<bodies.of_a_city>$")
_COUNTRY_LEFT_OUT = pattern(" <bodies.left_out>(?= <places.nouns>)")
_OWNER = pattern(
    "(?: <bodies.blocs>(?:(?: <connectors.and> | ?[-&,] ?)<bodies.blocs>)?)?"
    "(?: <bodies.committee|places.nouns>)?$"
)
_CROWD = pattern("<bodies.crowds>")
_OF_MANY = pattern("<titles.of_many>")
_LEADER = pattern("<titles.leaders> ")
_IN_BRACKETS = re.compile(r" ?\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Office:
    """A body that somebody has an office in.

    Attributes:
        body: Its words, without its place: "ban tổ chức tỉnh ủy", in one spelling.
        place: The place that it names: "tân hồng"; None where it names none.
        of: Whose it is where it names none: the "nation"'s, the article's "province"'s, or some smaller
            "place"'s, which the words do not tell.
        leads: The level of the place, "tỉnh", that the office leads: a secretary of its committee, a chair
            of its councils, a deputy of theirs. None of any other office.
    """

    body: str
    place: str | None
    of: str
    leads: str | None = None

    @property
    def is_of_a_city(self) -> bool:
        """Whether it is a city's: in a city that is no part of a province, that city's."""
        return _CITY.search(self.body) is not None


@lru_cache(maxsize=4096)
def office_of(title: str) -> Office | None:
    """The office that a title is of; None where it names no body, or is one of a crowd in it."""
    text = _written_out(title)
    folded = fold_in_place(text)
    names = Organisations(text, folded)
    member = _OF_MANY.match(folded)
    after = member.end() if member else 0  # "cán bộ Công an tỉnh" is not of a "bộ Công an"
    heads = [head for head in names.heads() if head.start() >= after and not _is_post(folded, head)]
    found = [(head, names.end(head, len(text))) for head in heads]
    named = [(head, end) for head, end in found if end is not None]
    if named:
        (head, end), *_ = named
        if (member or not head.start()) and _CROWD.match(folded, head.start()):
            return None
        inside = [one for one, _ in named if head.start() <= one.start() < end]
        while len(inside) > 1 and inside[0][0] in phrases("bodies.standing"):
            inside = inside[1:]
        return _office(names, folded, inside[0], inside[-1], end)
    if of := _MEMBER.search(folded):
        body = of["body"]
        return Office(body, None, "province" if _PROVINCE.search(body) else "place")
    return None


def leaves_out_the_owner(body: str, whole: str) -> bool:
    """Whether a body is another but for the words whose it is: "hội nông dân", "hội nông dân tỉnh"."""
    return whole.startswith(f"{body} ") and _OWNER.match(whole, len(body)) is not None


def _written_out(title: str) -> str:
    """A title without what it says again in brackets, its short forms written out."""
    text = _IN_BRACKETS.sub("", title)
    for city in entries("provinces.short_cities"):
        for form in city.forms:
            text = text.replace(form, str(city.value))
    return write_out(text, "title")


def _is_post(folded: str, head: re.Match[str]) -> bool:
    """Whether a body's first words are those of a post: "Phó Trưởng ban Thường trực"."""
    before = folded[: head.start()].strip()
    return head[0] in phrases("bodies.standing") and before in phrases("titles.general")


def _office(names: Organisations, folded: str, head: re.Match[str], last: re.Match[str], end: int) -> Office:
    """The office in the body that begins with ``head``, of which ``last`` is the innermost one named."""
    kind = names.body(last)
    own = kind is Body.FREE
    level = LEVEL.search(folded, last.end(), end)
    after = level.end() if level else end if own else last.end()
    cut = (
        last.end() if kind is Body.COMMITTEE else after
    )  # "Thành ủy thành phố Cần Thơ" is "Thành ủy Cần Thơ"
    body, place = folded[head.start() : cut].strip(), folded[after:end].strip() or None
    if place in phrases("bodies.bloc"):  # a bloc of bodies, and no place
        body, place = f"{body} {place}", None
    if names.body(head) is Body.TOP or _NATION.search(folded, head.start(), end):
        return Office(folded[head.start() : end].strip(), None, "nation")
    body = _COUNTRY_LEFT_OUT.compiled.sub("", body)
    leads = values("bodies.leading").get(body) if _LEADER.match(folded) else None
    of_a_province = _PROVINCE.search(body) or (own and level is None)
    return Office(body, place, "province" if of_a_province else "place", leads)
