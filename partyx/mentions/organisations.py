"""Organisations as printed: party bodies, the state, mass organisations, and the whole of a place.

A name begins with one of the :data:`~partyx.mentions.bodies.BODIES` and goes on by its kind: with the
body it belongs to ("BTV" + "Đảng ủy Khối"), a level and a place ("UBND" + "tỉnh Vĩnh Phúc"), or words of
its own. A body named only inside a person's title ("Chủ tịch UBND tỉnh") does nothing and is no mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.abbreviations import modern_tones, write_out
from partyx.language.phrases import any_phrase, lower, spread
from partyx.mention import Kind, OrganisationReading
from partyx.mentions.bodies import BODIES, Body
from partyx.mentions.found import Found
from partyx.mentions.institutions import OFFICE_WORDS, PLACE_NOUNS, PREDICATES
from partyx.mentions.names import CAPITAL, FAMILIES, PROVINCES, WORDS_TOO

if TYPE_CHECKING:
    from partyx.article import Block

_HEAD = re.compile(any_phrase(BODIES))
_WORD = rf"{CAPITAL}[^\W\d_]*(?:['’][^\W\d_]+)?"
_LEVEL = re.compile(rf" {PLACE_NOUNS}(?![^\W_])")
_NUMBER = re.compile(r" (?:số )?(?:\d{1,4}|[IVX]{1,5})(?![/.,]\w|\w| tốt)")
_PROPER = re.compile(rf" ({_WORD})(?: ({_WORD}))?(?: ({_WORD}))?(?: ({_WORD}))?")
_SECOND_HALF = re.compile(r" ?[-–] ?(?:Vũng Tàu|Tháp Chàm|Huế)")
_SHORT_FORM = re.compile(r" ?\([A-ZĐƯ]{2,8}\)")
_CENTRAL = re.compile(r" (?:[Tt]rung ương|TW|T\.?Ư|T\.W|TƯ)(?: Đảng)?(?![^\W_])")
_ALL_LEVELS = re.compile(r" (?:các cấp|cấp (?:tỉnh|huyện|xã|cơ sở|trên))(?![^\W_])")
_BLOC = re.compile(
    r"(?: khối)?(?: (?:các )?(?:cơ quan|doanh nghiệp|cq|dn|ccq)"
    r"(?:(?: và | ?[-–&,] ?)(?:cơ quan|doanh nghiệp|cq|dn))?(?: đảng)?)?(?![^\W_])",
    re.IGNORECASE,
)
_TITLES_BEFORE = tuple(
    f"{title} "
    for title in (
        "chủ tịch|bí thư|đốc|trưởng|phó|viên|chánh|chủ nhiệm|thường trực|thường vụ|chỉ huy|đại biểu|nguyên"
        "|phụ trách|chuyên trách|thư ký|chính ủy"
    ).split("|")
)
_SEVERAL_BEFORE = re.compile(
    r"(?<!\w)(?:các|những|mỗi|từng|nhiều|một số|mọi|hai|ba|bốn|\d+) $", re.IGNORECASE
)
_OWN_WORD = re.compile(r" (và |& |- |– )?([^\W\d_]+(?:&[^\W\d_]+)?)")
_A_KIND = re.compile(
    r" (?:cơ sở|trực thuộc|bộ phận|trong sạch|bốn tốt|\d tốt|điểm|nông thôn|sinh hoạt)(?![^\W_])"
)
_WORD_BEFORE = re.compile(rf"({_WORD}) $")
_FIRST_WORD = re.compile(_WORD)
_LEVELS_THAT_NAME = frozenset(
    {"tỉnh", "huyện", "thành phố", "thị xã", "quận", *spread("{tỉnh|thành|huyện|thị|quận} ủy")}
)
"""What makes a body in lower case a particular one: "đảng bộ tỉnh", "ban tổ chức huyện ủy"."""
_LONGEST = 160
"""Characters of one name; the longest in the sample articles has 45."""


_MEMBER = re.compile(r"\s+viên\b")
"""A member of a committee is no committee: "Tỉnh ủy viên", "Huyện ủy viên"."""

_IN_A_PLACE = re.compile(
    r"(?:tỉnh|huyện|quận|thành phố|thị xã|xã|phường|thị trấn|thôn|bản|ấp|buôn|khóm|khu phố)\s+trường\Z"
)
"""A place may begin with the word for a school: "xã Trường Xuân"."""


def find_organisations(view: str, blocks: tuple[Block, ...]) -> list[Found]:
    """Find the organisations that the content of an article names, in reading order, not overlapping.

    Args:
        view: The article's view.
        blocks: Its blocks; bylines, datelines and furniture are passed over.

    Returns:
        One mention a name. The reading has the name as printed and its one spelling: abbreviations
        written out, ``uỷ`` as ``ủy``. The whole of a place ("toàn huyện Tân Hồng", "cả nước") counts as
        an organisation too: figures are often said of it.
    """
    small = lower(view)
    found: list[Found] = []
    for block in blocks:
        if not block.role.is_content:
            continue
        reached = block.start
        heads = {
            match.start(): match
            for match in _HEAD.finditer(small, block.start, block.end)
            if not (
                _MEMBER.match(small, match.end())
                or _IN_A_PLACE.search(small, match.start() - 12, match.end())
                or _ends_a_province(view, match.start())
            )
        }
        names = _Names(view, heads, block.end)
        for head in heads.values():
            if head.start() < reached:
                continue
            end = names.end(head)
            if end is None:
                continue
            reached = end
            if not (_is_part_of_a_person(view, head, block) or _is_general(view, head, end, block)):
                found.append(_found(view, head.start(), end))
    return found


class _Names:
    """Where the names in one block end."""

    def __init__(self, view: str, heads: dict[int, re.Match[str]], limit: int) -> None:
        self._view = view
        self._heads = heads
        self._limit = limit

    def end(self, head: re.Match[str], depth: int = 0) -> int | None:
        """The end of the name that begins with ``head``; None when its first words alone are no name."""
        limit = min(self._limit, head.start() + _LONGEST)
        body, position = BODIES[head[0]], head.end()
        if short := _SHORT_FORM.match(self._view, position, limit):
            position = short.end()
        if body is Body.TOP:
            return position
        if body is Body.FREE:
            number = _NUMBER.match(self._view, position, limit)
            own = number.end() if number else self._own_words(position, limit)
            return None if own == position else self._place(own, limit)
        if body in {Body.ORGAN, Body.PART, Body.BASE}:
            return self._belongs(body, position, limit, depth)
        return self._place(position, limit)

    def _belongs(self, body: Body, position: int, limit: int, depth: int) -> int | None:
        """The end of a name that goes on with the body it belongs to."""
        view = self._view
        bloc = _BLOC.match(view, position, limit) if body is Body.BASE else None
        position = bloc.end() if bloc else position
        nested = self._heads.get(position + 1)
        # Five bodies in one name is more than any has: the limit keeps hostile text linear.
        if nested and depth < 5 and view.startswith(" ", position):  # noqa: PLR2004
            inner = self.end(nested, depth + 1)
            if inner is not None:
                return inner
        for pattern in (_CENTRAL, _ALL_LEVELS, _NUMBER):
            if match := pattern.match(view, position, limit):
                return match.end()
        end = self._place(position, limit)
        return None if body is Body.PART and end == position else end

    def _place(self, position: int, limit: int) -> int:
        """The end of "tỉnh Vĩnh Phúc", "huyện", "Tân Hồng", "các cấp" behind ``position``."""
        view = self._view
        if levels := _ALL_LEVELS.match(view, position, limit):
            return levels.end()
        level = _LEVEL.match(view, position, limit)
        after = level.end() if level else position
        if level and (number := _NUMBER.match(view, after, limit)):
            return number.end()
        proper = _PROPER.match(view, after, limit)
        if proper is None:
            return after
        end = self._proper_end(proper)
        half = _SECOND_HALF.match(view, end, limit)
        return half.end() if half else end

    def _proper_end(self, proper: re.Match[str]) -> int:
        """Where the name of a place ends: before a person's name, an abbreviation or another body."""
        view = self._view
        shouted = view[max(0, proper.start() - 4) : proper.start()].isupper()
        longest = 2 if shouted else 3
        end = proper.start()
        for index in range(1, 5):
            word = proper[index]
            if word is None:
                break
            person = word in FAMILIES and word not in WORDS_TOO and self._is_capital(proper.end(index) + 1)
            if (index > 1 and person) or (len(word) > 1 and word.isupper() and not shouted):
                break
            if proper.start(index) in self._heads or index > longest:
                break
            end = proper.end(index)
        return end

    def _is_capital(self, position: int) -> bool:
        return self._view[position : position + 1].isupper()

    def _own_words(self, position: int, limit: int) -> int:
        """The end of a name of its own: capitalised words and the office words that go on with them."""
        view = self._view
        previous = ""
        while word := _OWN_WORD.match(view, position, limit):
            text = word[2]
            if text[0].isupper():
                if previous and word.start(2) in self._heads:
                    break
            elif (
                not previous
                or word[1]
                or text not in OFFICE_WORDS
                or (previous, text) in PREDICATES
                or _LEVEL.match(view, word.start(2) - 1, limit)
                or self._opens_predicate(word, limit)
            ):
                break
            previous = text
            position = word.end()
        return position

    def _opens_predicate(self, word: re.Match[str], limit: int) -> bool:
        following = _OWN_WORD.match(self._view, word.end(), limit)
        return following is not None and (word[2], following[2]) in PREDICATES


def _ends_a_province(view: str, start: int) -> bool:
    """Whether the word at ``start`` is the second of a province: "Phòng" in "Thành ủy Hải Phòng"."""
    before, word = _WORD_BEFORE.search(view, max(0, start - 10), start), _FIRST_WORD.match(view, start)
    return before is not None and word is not None and f"{before[1]} {word[0]}" in PROVINCES


def _is_part_of_a_person(view: str, head: re.Match[str], block: Block) -> bool:
    """Whether the words are part of a title ("Chủ tịch UBND tỉnh") or of a name ("Nguyễn Trường Giang")."""
    start = head.start()
    if view[max(block.start, start - 14) : start].lower().endswith(_TITLES_BEFORE):
        return True
    before = _WORD_BEFORE.search(view, max(block.start, start - 10), start)
    return before is not None and before[1] in FAMILIES and view[start].isupper()


def _is_general(view: str, head: re.Match[str], end: int, block: Block) -> bool:
    """Whether no particular body is meant: "các huyện ủy", "đảng ủy cơ sở", "chi bộ 4 tốt"."""
    body = BODIES[head[0]]
    if body is Body.SCOPE:
        return view.startswith(", toàn ", end)
    rest = view[head.end() : end]
    named = any(character.isupper() for character in rest)
    if _SEVERAL_BEFORE.search(view, max(block.start, head.start() - 8), head.start()):
        return not named
    if view[head.start()].isupper():
        return not rest and _A_KIND.match(view, end) is not None
    if body is Body.FREE:
        return True
    return not named and rest.strip() not in _LEVELS_THAT_NAME


def _found(view: str, start: int, end: int) -> Found:
    name = " ".join(view[start:end].split())
    spelled = modern_tones(write_out(_SHORT_FORM.sub("", name), "organisation"))
    return Found(start, end, Kind.ORGANISATION, (OrganisationReading(name, spelled),))
