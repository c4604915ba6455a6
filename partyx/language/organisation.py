"""Where the name of an organisation begins and ends: party bodies, the state, mass organisations.

A name begins with words that the genre's bodies begin with (``vi/bodies.toml``) and goes on by their kind:
with the body it belongs to ("BTV" + "Đảng ủy Khối"), a level and a place ("UBND" + "tỉnh Vĩnh Phúc"), or
words of its own.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING

from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.name import CAPITAL, is_family, is_province, is_surely_family

if TYPE_CHECKING:
    from collections.abc import Iterator


class Body(Enum):
    """What may follow the first words of a body's name; ``vi/bodies.toml`` says more of each.

    Words of several kinds are of the last one that they have.
    """

    FREE = "free"
    SCOPE = "scope"
    OFFICE = "office"
    BASE = "base"
    PART = "part"
    ORGAN = "organ"
    COMMITTEE = "committee"
    TOP = "top"


@cache
def _bodies() -> dict[str, Body]:
    return {words: body for body in Body for words in phrases(f"bodies.{body.value}")}


_HEAD = pattern("(?!<bodies.lookalikes>)<bodies.names>")
_PRESS = pattern("<bodies.press>")
_MEMBER = pattern(" <bodies.members>")
_SCHOOL_PLACE = Behind("places.school_places")
LEVEL = pattern(" (?!<places.no_nouns>)<places.nouns>")
"""The noun of a place behind a body's first words: " tỉnh", " huyện"."""
_SHORT_CITY = pattern(" <provinces.short_cities>")
"""A city that is named by letters: " TP.HCM"."""
_CENTRAL = pattern(" <bodies.central>")
_ALL_LEVELS = pattern(" <bodies.all_levels>")
_BLOC = pattern(
    "(?: <bodies.bloc>)?"
    "(?: <bodies.blocs>(?:(?: <connectors.and> | ?[-&,] ?)<bodies.blocs>)?(?: <bodies.party>)?)?"
)
_SECOND_HALF = pattern(" ?- ?<places.second_halves>")
_NUMBER = pattern(r" (?:<numbered.number_word> )?(?P<number>\d{1,4}|[ivx]{1,5})(?![/.,]\w|\w| <bodies.good>)")
_WORD = rf"{CAPITAL}[^\W\d_]*(?:['’][^\W\d_]+)?"
_PROPER = re.compile(rf"(?: |(?<=\.))({_WORD})(?: ({_WORD}))?(?: ({_WORD}))?")
SHORT_FORM = re.compile(rf" ?\({CAPITAL}{{2,8}}\)")
"""A short form in brackets behind what it is short for: "Ban Chấp hành (BCH)"."""
_OWN_WORD = pattern(r" (<connectors.and> |& |- )?([^\W\d_]+(?:&[^\W\d_]+)?)")
_WORD_BEFORE = re.compile(rf"({CAPITAL}[^\W\d_]{{0,9}}(?:['’][^\W\d_]{{1,9}})?) $")
_FIRST_WORD = re.compile(_WORD)
_KIND = pattern(r" (?:<bodies.kinds>|\d <bodies.good>|\d{1,3} <places.nouns>)")
_SEVERAL = pattern(r"(?<![^\W_])(?:<bodies.several>|\d+) $")
_COUNTED = re.compile(r"[\d%]\s*\Z")
_FIGURE_REACH = 3
"""Characters before a body in which a figure ends that counts it."""
_LONGEST = 160
"""Characters of one name; the longest in the sample articles has 45."""
_MOST_NESTED = 5
"""Bodies in one name: more than any has. The limit keeps hostile text linear."""
_SYLLABLES_OF_A_PLACE = 3


class Organisations:
    """The names of organisations in one text.

    Args:
        view: The text.
        folded: The same, folded in place.
    """

    def __init__(self, view: str, folded: str) -> None:
        """Find the places where names may begin."""
        self._view = view
        self._folded = folded
        self._heads = {head.start(): head for head in _HEAD.finditer(folded) if self._begins(head)}

    def heads(self) -> Iterator[re.Match[str]]:
        """The first words of names, in order."""
        yield from self._heads.values()

    def body(self, head: re.Match[str]) -> Body:
        """What may follow the first words of a name."""
        return _bodies()[head[0]]

    def end(self, head: re.Match[str], limit: int, depth: int = 0) -> int | None:
        """The end of the name that begins with ``head``, at most ``limit``.

        None when its first words alone are no name.
        """
        limit = min(limit, head.start() + _LONGEST)
        body, position = self.body(head), head.end()
        if short := SHORT_FORM.match(self._view, position, limit):
            position = short.end()
        if body is Body.TOP:
            return position
        if body is Body.FREE:
            if number := self._number(position, limit):
                return self._committee_end(number, limit, depth) or self.place(number, limit)
            own = self._own_name_end(position, limit)
            return None if own == position else self.place(own, limit)
        if body in {Body.ORGAN, Body.PART, Body.BASE}:
            return self._belongs(body, position, limit, depth)
        return self.place(position, limit)

    def is_general(self, head: re.Match[str], end: int, low: int) -> bool:
        """Whether the name means no particular body: "các huyện ủy", "đảng ủy cơ sở", "chi bộ 4 tốt".

        Args:
            head: Its first words.
            end: Where it ends.
            low: Where the paragraph begins.
        """
        body = self.body(head)
        if body is Body.SCOPE:
            return self._folded.startswith(f", {head[0].split()[0]} ", end)
        rest = self._view[head.end() : end]
        named = any(character.isupper() for character in rest)
        if _SEVERAL.search(self._folded, max(low, head.start() - 8), head.start()):
            return not named
        if self._view[head.start()].isupper():
            return not rest and _KIND.match(self._folded, end) is not None
        if body is Body.FREE:
            return True
        return not named and fold(rest.strip()) not in phrases("bodies.levels_that_name")

    def _begins(self, head: re.Match[str]) -> bool:
        """Whether a name begins here: not a member of a body, and not the second half of a place's name."""
        if _MEMBER.match(self._folded, head.end()):
            return False
        start = head.start()
        before = _WORD_BEFORE.search(self._view, max(0, start - 10), start)
        word = _FIRST_WORD.match(self._view, start)
        if before and word and is_province(before[1], word[0]):
            return False
        is_school = head[0] in phrases("bodies.schools")
        return not (is_school and _SCHOOL_PLACE.start(self._folded, start - 1) is not None)

    def _belongs(self, body: Body, position: int, limit: int, depth: int) -> int | None:
        """The end of a name that goes on with the body it belongs to."""
        bloc = _BLOC.match(self._folded, position, limit) if body is Body.BASE else None
        position = bloc.end() if bloc else position
        if inner := self._nested_end(position, limit, depth):
            return inner
        for shared in (_CENTRAL, _ALL_LEVELS):
            if match := shared.match(self._folded, position, limit):
                return match.end()
        if number := self._number(position, limit):
            return number
        field = self._field_end(position, limit) if body is Body.BASE else position
        end = self.place(field, limit)
        return None if body is Body.PART and end == position else end

    def _nested_end(self, position: int, limit: int, depth: int) -> int | None:
        """The end of the body that a name goes on with: "BTV Đảng ủy Khối"."""
        nested = self._heads.get(position + 1)
        if nested is None or depth >= _MOST_NESTED or not self._view.startswith(" ", position):
            return None
        return self.end(nested, limit, depth + 1)

    def _committee_end(self, position: int, limit: int, depth: int) -> int | None:
        """The end of the committee that a numbered body belongs to: "Ban Chỉ đạo 35 Tỉnh ủy"."""
        head = self._heads.get(position + 1)
        is_committee = head is not None and self.body(head) is Body.COMMITTEE
        return self._nested_end(position, limit, depth) if is_committee else None

    def _field_end(self, position: int, limit: int) -> int:
        """The end of the field that a base works in: "Đảng bộ Quân sự tỉnh", "Chi bộ Kinh tế và Hạ tầng".

        Of a word of two syllables the first alone is capitalised, of the name of a place both are.
        """
        first = _OWN_WORD.match(self._folded, position, limit)
        second = _OWN_WORD.match(self._folded, first.end(), limit) if first else None
        if first is None or first[1] or second is None or not self._is_capital(first.start(2)):
            return position
        named = not self._is_capital(second.start(2)) and self._goes_on(second, first[2], limit)
        return self._own_name_end(position, limit) if named else position

    def _number(self, position: int, limit: int) -> int | None:
        """The end of a number that names a body: "Chi bộ số 5", "Quân khu IX", not "Đảng ủy 9 xã"."""
        match = _NUMBER.match(self._folded, position, limit)
        if match is None or self._view[match.start("number")].islower():
            return None
        level = LEVEL.match(self._folded, match.end(), limit)
        counted = level is not None and not (
            self._is_named(level.end() + 1) or match.end() + 1 in self._heads
        )
        return None if counted else match.end()

    def place(self, position: int, limit: int) -> int:
        """The end of "tỉnh Vĩnh Phúc", "huyện", "Tân Hồng", "các cấp" behind ``position``."""
        if levels := _ALL_LEVELS.match(self._folded, position, limit):
            return levels.end()
        if short := _SHORT_CITY.match(self._folded, position, limit):
            return short.end()
        level = LEVEL.match(self._folded, position, limit)
        after = level.end() if level else position
        if level and (number := self._number(after, limit)):
            return number
        proper = _PROPER.match(self._view, after, limit)
        if proper is None:
            return after
        end = self._proper_end(proper)
        half = _SECOND_HALF.match(self._folded, end, limit)
        return half.end() if half else end

    def _proper_end(self, proper: re.Match[str]) -> int:
        """Where the name of a place ends: before a person's name, an abbreviation or another body."""
        view = self._view
        shouted = view[max(0, proper.start() - 4) : proper.start()].isupper() and proper[1].isupper()
        longest = _SYLLABLES_OF_A_PLACE - shouted
        end = proper.start()
        for index in range(1, longest + 1):
            word = proper[index]
            if word is None:
                break
            person = is_surely_family(word) and self._is_capital(proper.end(index) + 1)
            if (index > 1 and person) or (len(word) > 1 and word.isupper() and not shouted):
                break
            if self._opens_another(proper.start(index), first=index == 1):
                break
            end = proper.end(index)
        return end

    def _opens_another(self, position: int, *, first: bool) -> bool:
        """Whether another body's name begins here, and not only a word like it: "huyện Kim Đài"."""
        head = self._heads.get(position)
        if head is None or first or self.body(head) is not Body.FREE:
            return head is not None
        limit = head.start() + _LONGEST
        return bool(self._number(head.end(), limit)) or self._own_name_end(head.end(), limit) > head.end()

    def _is_capital(self, position: int) -> bool:
        return self._view[position : position + 1].isupper()

    def _is_named(self, position: int) -> bool:
        """Whether a name stands there, or the number that is one: "phường Bình Lâm", "Phường 7"."""
        return self._is_capital(position) or self._view[position : position + 1].isdigit()

    def _own_name_end(self, position: int, limit: int) -> int:
        """The end of a name of its own: capitalised words and the office words that go on with them."""
        previous = ""
        while word := _OWN_WORD.match(self._folded, position, limit):
            if self._is_capital(word.start(2)):
                if previous and word.start(2) in self._heads:
                    break
            elif not previous or not self._goes_on(word, previous, limit):
                break
            previous = word[2]
            position = word.end()
        return position

    def _goes_on(self, word: re.Match[str], previous: str, limit: int) -> bool:
        """Whether a word in lower case is part of a body's own name."""
        if word[1] or word[2] not in phrases("offices.syllables"):
            return False
        following = _OWN_WORD.match(self._folded, word.end(), limit)
        predicates = phrases("offices.predicates")
        return not (
            f"{previous} {word[2]}" in predicates
            or (following is not None and f"{word[2]} {following[2]}" in predicates)
            or LEVEL.match(self._folded, word.start(2) - 1, limit)
        )


def is_part_of_a_name(view: str, start: int, low: int) -> bool:
    """Whether the word at ``start`` belongs to the name of a person: "Trường" in "Nguyễn Trường Giang"."""
    before = _WORD_BEFORE.search(view, max(low, start - 10), start)
    return before is not None and is_family(before[1]) and view[start].isupper()


def is_counted(view: str, start: int) -> bool:
    """Whether a body that begins there is what a figure counts: "47 chi bộ", "92% tổ chức đảng"."""
    return _COUNTED.search(view, max(0, start - _FIGURE_REACH), start) is not None


def is_press(name: str) -> bool:
    """Whether a body's name is that of a newspaper or a broadcaster, which tells of the work of others."""
    return _PRESS.match(fold_in_place(name)) is not None
