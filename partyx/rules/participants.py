"""Who presided, spoke and was there: the roles of the people a sentence names.

People come in groups ("các đồng chí A, chức vụ; B, chức vụ"). A group's role is said behind it ("A và B
chủ trì hội nghị") or before it ("Dự hội nghị có: A; B", "Phát biểu tại hội nghị, A"). Somebody merely
named, appointed or praised has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article, Sentence
    from partyx.mention import Mention, Mentions


class Part(IntEnum):
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
    part: Part
    sentence: int


@dataclass(slots=True)
class _Group:
    """People named one after another; ``start`` and ``end`` take in titles and forms of address."""

    people: list[Mention]
    start: int
    end: int


_CHAIRS = (
    r"(?:đồng )?chủ trì|chủ t[oọ][aạ]"
    r"|điều hành (?:hội nghị|phiên|kỳ họp|cuộc họp|đại hội|chương trình|buổi)"
)
_SPEAKS = (
    r"phát biểu|báo cáo|quán triệt|trình bày|truyền đạt|phổ biến|kết luận|khai mạc|bế mạc|khai giảng"
    r"|tham luận|giải trình"
    r"|điều hành (?:phần )?thảo luận|trả lời chất vấn|công bố|trực tiếp thông tin|thông báo|thông tin"
)
_SAYS = (
    r"nhấn mạnh|khẳng định|yêu cầu|đề nghị|ghi nhận|biểu dương|đánh giá|chúc mừng|lưu ý|bày tỏ|gợi ý|đề xuất"
    r"|kiến nghị"
    r"|nêu|kêu gọi|mong muốn|cảm ơn|chỉ rõ|phân tích|hoan nghênh|giao nhiệm vụ|thống nhất|tin tưởng"
    r"|triển khai"
    r"|hướng dẫn|giới thiệu|tiếp thu|đọc|trao đổi|đối thoại|làm rõ"
)
_TELLS = r"cho biết|cho hay|chia sẻ|cho rằng|tâm sự|nói"
_ATTENDS = (
    r"tham dự|đến dự|về dự|cùng dự|dự(?! khuyết| án| thảo| kiến| báo| toán| bị)|có mặt|chứng kiến|tặng hoa"
    r"|làm việc|buổi làm việc"
    r"|tham gia (?:hội nghị|đoàn|buổi|chương trình|của)|trao|tặng|chỉ đạo"
)
_PART = re.compile(
    rf"(?<!\w)(?:(?P<CHAIRS>{_CHAIRS})|(?P<SPEAKS>{_SPEAKS})|(?P<SAYS>{_SAYS})|(?P<TELLS>{_TELLS})"
    rf"|(?P<ATTENDS>{_ATTENDS}))(?!\w)"
)
_PASSIVE = re.compile(
    r"\s*,?\s*(?:đã |vừa )?(?:được|bị|là|làm|giữ|sinh|hy sinh|từ trần|trúng cử|tái cử)(?!\w)"
)
_CLAUSE_ENDS = re.compile(r"[.;:!?|]|, (?:trong đó|qua đó|đồng chí|các đồng chí|ông|bà)(?!\w)|\n")
_BETWEEN = re.compile(
    r"(?:\s|[,;:–—-]|(?<!\w)(?:và|cùng|các|hai|đồng chí|đ/c|ông|bà|là|với)(?!\w)|\([^)]{0,40}\))*"
)
_ADDRESS = re.compile(r"(?:(?:các|hai|ba|những|đoàn) )?(?:đồng chí|đ/c|đ\.c|ông|bà|anh|chị)\s*[:,]?\s*$")
_LEADS_IN = re.compile(
    r"(?:(?<!\w)(?:có|gồm|là|của|cùng|với|do|nghe|được)|:|có sự (?:tham dự|tham gia"
    r"|hiện diện) của)\s*[,:]?\s*$"
)
_GUESTS = re.compile(
    r"(?<!\w)(?:về phía|cùng đi|tham gia đoàn|đại diện|khách mời|phía|còn|đoàn công tác|đón tiếp|tiếp)"
    r"(?!\w)[^.;]{0,90}$"
)
_PRESIDED_BY = re.compile(r"(?:chủ trì|chủ t[oọ][aạ]|điều hành) (?:của|bởi)\s*$")
_FRONTED = re.compile(
    r"(?:[^.;]{0,120}(?:,|hội nghị|đại hội|lễ|họp|làm việc|đàm|hội thảo|hội thi|diễn đàn))?\s*"
)
_ALSO = re.compile(r"[^,;.]{0,40}?(?:,|và|đồng thời)\s+(?:đã |trực tiếp |đồng thời )?")
_NONE: frozenset[Part] = frozenset()
_LIST_OPENS = re.compile(
    rf"[\s–+*•-]*(?:cùng |tới |đến |về |tham )?(?:dự|tham gia|(?P<chairs>{_CHAIRS}))(?: (?:và|chỉ đạo|có"
    rf"|tại))?"
    r"(?!\w)[^.;]{0,60}?(?:(?<!\w)(?:có|gồm)(?!\w)|:)"
)
_REACH = 170
"""Characters between a group and the verb of its role, at most."""
_TITLES_REACH = 460
_LONGEST_OPENING = 50
"""Characters before a fronted verb: "Thay mặt lãnh đạo tỉnh, phát biểu tại hội nghị, đồng chí A"."""


class Participants:
    """Reads the parts of the people off the sentences of one article."""

    def __init__(self, article: Article, mentions: Mentions, small: str) -> None:
        """Keep the article, its mentions and its text in lower case."""
        self._article = article
        self._mentions = mentions
        self._small = small

    def find(self, sentences: list[int]) -> Iterator[Participation]:
        """Everybody with a part in the given sentences, in reading order.

        A sentence that ends in a colon ("Đến dự có:") hands its part on to the listed lines behind it.
        """
        listed: Part | None = None
        for index in sentences:
            sentence = self._article.sentences[index]
            groups = self._groups(sentence)
            if listed is not None and not self._is_list_item(sentence, groups):
                listed = None
            for group, part in self._parts(sentence, groups, listed):
                for person in group.people:
                    yield Participation(person, part, index)
            announced = self._announces(sentence)
            listed = announced if announced is not None else listed

    def _is_list_item(self, sentence: Sentence, groups: list[_Group]) -> bool:
        """Whether a sentence is a line of a list: with a bullet, or nothing but names and titles."""
        if self._article.view[sentence.start] in "-–+•*":
            return True
        return bool(groups) and not self._small[groups[-1].end : sentence.end].strip(" .,;")

    def _announces(self, sentence: Sentence) -> Part | None:
        """The part that "Dự hội nghị có:" announces for the lines behind it."""
        text = self._small[max(sentence.start, sentence.end - _REACH) : sentence.end]
        if not text.endswith(":"):
            return None
        found = [match.lastgroup for match in _PART.finditer(text)]
        return Part[found[-1]] if found and found[-1] in {"CHAIRS", "ATTENDS"} else None

    def _groups(self, sentence: Sentence) -> list[_Group]:
        groups: list[_Group] = []
        for person in self._mentions.within(sentence.start, sentence.end, Kind.PERSON):
            start, end = self._extent(person, groups[-1].end if groups else sentence.start, sentence.end)
            if groups and _BETWEEN.fullmatch(self._small, groups[-1].end, start):
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
        address = _ADDRESS.search(self._small, max(low, start - 24), start)
        return (address.start() if address else start), end

    def _parts(
        self, sentence: Sentence, groups: list[_Group], listed: Part | None
    ) -> Iterator[tuple[_Group, Part]]:
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

    def _opens_list(self, sentence: Sentence) -> frozenset[Part]:
        """The part of all people in a sentence like "Dự hội nghị có lãnh đạo các sở; đồng chí A"."""
        match = _LIST_OPENS.match(self._small, sentence.start, sentence.end)
        return _NONE if match is None else _only(Part.CHAIRS if match["chairs"] else Part.ATTENDS)

    def _behind(self, start: int, high: int) -> frozenset[Part]:
        """The parts that the predicate behind a group gives it."""
        if _PASSIVE.match(self._small, start, high):
            return _NONE
        high = min(high, start + _REACH)
        clause = _CLAUSE_ENDS.search(self._small, start, high)
        cues = list(_PART.finditer(self._small, start, clause.start() if clause else high))
        joined = cues[:1]
        # "dự, chủ trì và phát biểu": verbs joined to the first one; behind them is what was said.
        for cue in cues[1:]:
            if not _ALSO.fullmatch(self._small, joined[-1].end(), cue.start()):
                break
            joined.append(cue)
        return frozenset(_part(cue) for cue in joined)

    def _before(self, low: int, start: int, *, opens: bool) -> tuple[frozenset[Part], bool]:
        """The parts that the words before a group give it, and whether the groups behind it share them."""
        small = self._small
        low = max(low, start - _REACH)
        clause = max(small.rfind(mark, low, start) + 1 for mark in ";.|")
        opens, low = opens or clause > low, max(low, clause)
        if _PRESIDED_BY.search(small, low, start):
            return _only(Part.CHAIRS), True
        cues = list(_PART.finditer(small, low, start))
        if _LEADS_IN.search(small, low, start):
            if cues:
                return frozenset(_part(cue) for cue in cues), True
            if _GUESTS.search(small, low, start):
                return _only(Part.ATTENDS), True
        elif opens and cues and self._is_fronted(cues, low, start):
            return _only(_part(cues[0])), False
        return _NONE, False

    def _is_fronted(self, cues: list[re.Match[str]], low: int, start: int) -> bool:
        """Whether a verb opens its clause, before the subject: "Phát biểu tại hội nghị, đồng chí A"."""
        opening = self._small[low : cues[0].start()].strip(" -–•+")
        return len(opening) < _LONGEST_OPENING and bool(
            _FRONTED.fullmatch(self._small, cues[-1].end(), start)
        )


def _only(part: Part) -> frozenset[Part]:
    return frozenset({part})


def _part(cue: re.Match[str]) -> Part:
    """The part a cue gives; every branch of the pattern is named after one."""
    return Part[cue.lastgroup or "ATTENDS"]
