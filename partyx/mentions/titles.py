"""Titles beside names: where they begin, where they end, walked word by word within a bounded reach.

A title begins at a head ("Phó Bí thư", "Trưởng ban", "Thiếu tướng") and goes on over capitalised words
and the words of :data:`~partyx.mentions.institutions.OFFICE_WORDS`. After a comma or a dash another title
may follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from partyx.language.phrases import any_phrase, lower, spread
from partyx.mentions.institutions import CONTINUES, OFFICE_WORDS, OWNERS, PLACE_NOUNS, PREDICATES
from partyx.mentions.names import CAPITAL, FAMILIES, WORDS_TOO

LONGEST = 140
"""Characters of one title; the longest in the sample articles has 58, with its office written out 90."""

REACH = 320
"""Characters before or after a name in which its titles lie."""

_FORMER = "{|nguyên |quyền |cố }"
_HEADS = spread(f"""
    {_FORMER}{{|phó }}{{bí thư|chủ tịch|chủ nhiệm|giám đốc|tổng giám đốc|thủ tướng|tổng biên tập|tổng thư ký}}
    {_FORMER}{{|phó }}{{thư ký|tư lệnh|chính ủy|chính trị viên|chánh văn phòng|chánh thanh tra|chánh án}}
    {_FORMER}{{|phó }}{{cục|vụ|viện|hiệu|bộ|trạm|đội|tổ|thôn|chi cục|tổng cục|hạt}} trưởng
    {_FORMER}{{|phó }}{{tham mưu|chỉ huy|tiểu đoàn|trung đoàn|đại đội}} trưởng
    {_FORMER}{{|phó }}trưởng{{| ban| phòng| đoàn| khoa| công an| bộ môn| tiểu ban| thôn| bản| ấp| khóm| khu}}
    {_FORMER}{{|phó }}trưởng{{ các| ngành| trạm| nhóm| văn phòng}}
    {_FORMER}{{|phó }}thủ trưởng
    {_FORMER}tổng {{bí thư|thanh tra|kiểm toán|tham mưu trưởng}}
    {_FORMER}{{|tỉnh |thành |huyện |thị |quận |đảng |chi }}ủy viên
    {_FORMER}thường trực {{ban bí thư|tỉnh ủy|thành ủy|huyện ủy|đảng ủy}}
    {_FORMER}{{phó ban|phó đoàn|phó phòng|phó văn phòng|phó thường trực|hiệu phó|tổ phó|đội phó|thứ trưởng}}
    {_FORMER}đại biểu {{quốc hội|hđnd|hội đồng nhân dân}}
    {{uv|uvbtv|uvtv|uvbch|uvtw|uvt.ư|uvtư|tuv|huv|pbt|pbttt|pct|gđ|pgđ}}
    {{thiếu|trung|thượng|đại}} {{tướng|tá|úy|uý}}
    {{chuẩn đô đốc|thẩm phán|kiểm sát viên|kiểm tra viên|giảng viên|báo cáo viên|chuyên viên}}
    {{bác sĩ|tiến sĩ|thạc sĩ|giáo sư|phó giáo sư|nhà báo|nghệ nhân|anh hùng|già làng}}
    {{hòa thượng|hoà thượng|thượng tọa|đại đức|linh mục|mục sư}}
    {{gs|pgs|ts|tskh|ths|bs|ks|pgs.ts|gs.ts|pgs. ts|gs. ts|pgs, ts|gs, ts}}
""")
_HEAD = re.compile(any_phrase(_HEADS))
_GENERAL = frozenset({"trưởng", "phó trưởng", "nguyên trưởng", "nguyên phó trưởng", "quyền trưởng"})
"""Heads that need an office with a capital behind them: "Trưởng Ban", never "tăng trưởng"."""

_WORD = re.compile(r" {0,2}([^\W_]+(?:(?:[&’']|(?<=[A-ZĐƯ])\.(?=[A-ZĐƯ]))[^\W_]+)*)")
_DASH = re.compile(r"\s{0,2}[-–—/]\s{0,2}")
_COMMA = re.compile(r"\s?,\s{0,2}")
_SEPARATOR = re.compile(r"\s{0,2}(?:[,(–—:-]|\s-)\s{0,2}")
_AFTER_COMMA = re.compile(r"([^\W\d_]+) ([^\W\d_]+)")
_PLACE_NOUN_BEFORE = re.compile(PLACE_NOUNS + r"(?<!tỉnh)(?<!Tỉnh)$")
_DEGREE = re.compile(r"(?:p?gs|tskh|th?s|bs|ks)(?![^\W_])", re.IGNORECASE)
_CAPITAL = re.compile(CAPITAL)
_OFFICE = re.compile(f" {CAPITAL}")
_BETWEEN = re.compile(r"\s*(?:[,–—-]\s*)?(?:và\s+)?$")
_AND_OTHERS = re.compile(
    r" và (?:các|lãnh đạo|đại diện|đồng chí|đ/c|ông|bà|gần|hơn|trên|đông đảo|toàn thể|một số|nhiều|\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class TitleText:
    """One article's text, its title heads found once."""

    view: str

    @cached_property
    def heads(self) -> list[tuple[int, int]]:
        """Where titles begin: (start, end of the head), in order."""
        return [
            match.span()
            for match in _HEAD.finditer(lower(self.view))
            if match[0] not in _GENERAL or _OFFICE.match(self.view, match.end())
        ]

    @cached_property
    def _head_starts(self) -> list[int]:
        return [start for start, _ in self.heads]

    def head_at(self, position: int) -> tuple[int, int] | None:
        """The head that holds ``view[position]``, or None."""
        index = bisect_right(self._head_starts, position) - 1
        return self.heads[index] if index >= 0 and position < self.heads[index][1] else None

    def starts_head(self, position: int) -> bool:
        """Whether a head starts exactly here."""
        index = bisect_left(self._head_starts, position)
        return index < len(self.heads) and self._head_starts[index] == position

    def before(self, low: int, start: int) -> tuple[list[tuple[int, int]], int]:
        """The titles that run up to a name at ``start``, none beginning before ``low``.

        Returns:
            Their ranges in printed order, and where the first one begins (``start`` when there is none).
        """
        low = max(low, start - REACH)
        index = bisect_left(self._head_starts, start) - 1
        titles: list[tuple[int, int]] = []
        reached = start
        while index >= 0 and self._head_starts[index] >= low:
            head = self.heads[index]
            end = self._walk(head, start, names_end=False)
            if titles and end >= titles[0][1]:
                titles[0] = (head[0], titles[0][1])
            elif end <= reached and _joined(self.view, end, reached, first=not titles):
                titles.insert(0, (head[0], end))
            else:
                break
            reached = titles[0][0]
            index -= 1
        return titles, reached

    def after(self, end: int, limit: int) -> tuple[list[tuple[int, int]], int]:
        """The titles behind a name that ends at ``end``, none reaching past ``limit``.

        Returns:
            Their ranges in printed order, and where the last one ends (``end`` when there is none).
        """
        limit = min(limit, end + REACH)
        titles: list[tuple[int, int]] = []
        reached = end
        while True:
            separator = _SEPARATOR.match(self.view, reached, limit)
            position = separator.end() if separator else reached + 1
            head = self.head_at(position) if self.starts_head(position) else None
            if head is None or (separator is None and not _CAPITAL.match(self.view, position)):
                return titles, reached
            stop = self._walk(head, limit, names_end=True)
            if stop <= head[0] or self._is_next_persons(head, stop, limit):
                return titles, reached
            titles.append((head[0], stop))
            reached = stop

    def _is_next_persons(self, head: tuple[int, int], stop: int, limit: int) -> bool:
        """Whether what was read is the degree of the person named next: "A, TS. B"."""
        point = self.view.startswith(". ", stop)
        return point and _DEGREE.match(self.view, head[0]) is not None and self._name_at(stop + 2, limit)

    def _walk(self, head: tuple[int, int], limit: int, *, names_end: bool) -> int:
        """Where the title that begins with ``head`` ends.

        With ``names_end`` a person's name inside it means that the title is that person's: the walk
        then gives ``head[0]``, no title at all.
        """
        view = self.view
        start, position = head
        limit = min(limit, start + LONGEST)
        previous = view[start:position].rsplit(None, 1)[-1]
        while position < limit:
            word = _WORD.match(view, position, limit)
            if word is None:
                go_on = self._goes_on(position, limit)
                if go_on is None:
                    break
                position = go_on
                continue
            if self._ends_at(word, previous, limit):
                break
            if names_end and self._is_name(word, limit):
                return start
            previous = word[1]
            position = word.end()
        return position

    def _goes_on(self, position: int, limit: int) -> int | None:
        """Where a title goes on behind a dash or a comma inside it, or None."""
        if dash := _DASH.match(self.view, position, limit):
            goes_on = _CAPITAL.match(self.view, dash.end()) and not self.starts_head(dash.end())
            return dash.end() if goes_on else None
        if comma := _COMMA.match(self.view, position, limit):
            words = _AFTER_COMMA.match(self.view, comma.end(), limit)
            return comma.end() if words and words.groups() in CONTINUES else None
        return None

    def _ends_at(self, word: re.Match[str], previous: str, limit: int) -> bool:
        """Whether a title ends before this word."""
        text = word[1]
        if not text[0].islower():
            return False
        if text not in OFFICE_WORDS:
            return not (text == "dự" and self.view.startswith((" khuyết", " án"), word.end()))
        if text == "và":
            others = _AND_OTHERS.match(self.view, word.start()) or self.starts_head(word.end() + 1)
            return bool(others) or self._name_at(word.end() + 1, limit)
        following = _WORD.match(self.view, word.end(), limit)
        return following is not None and (text, following[1]) in PREDICATES and previous not in OWNERS

    def _is_name(self, word: re.Match[str], limit: int) -> bool:
        """Whether a person's name starts at this word, and not a place's."""
        return self._name_at(word.start(1), limit) and not _PLACE_NOUN_BEFORE.search(
            self.view, max(0, word.start() - 12), word.start()
        )

    def _name_at(self, position: int, limit: int) -> bool:
        word = _WORD.match(self.view, position, limit)
        if word is None or word[1] not in FAMILIES or word[1] in WORDS_TOO:
            return False
        following = _WORD.match(self.view, word.end(), limit)
        return following is not None and bool(_CAPITAL.match(following[1]))


def _joined(view: str, end: int, start: int, *, first: bool) -> bool:
    """Whether a title that ends at ``end`` goes with what begins at ``start``."""
    between = view[end:start]
    if first:
        return between in {" ", "  ", ""} or between.strip() in {".", ":"}
    return _BETWEEN.match(between) is not None
