"""Meetings told by a verb alone: "Sáng 5/4, Huyện ủy Tân Hồng sơ kết công tác quý I", "làm việc với ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.mention import Kind, PersonReading
from partyx.rules.occasions import EVENT, REACH, Occasion

if TYPE_CHECKING:
    from partyx.article import Article, Sentence
    from partyx.mention import Mention, Mentions
    from partyx.rules.occasions import Occasions

_VERB = re.compile(
    r"(?:sơ kết|tổng kết|giao ban|làm việc (?:với|tại)|họp|tiếp xúc cử tri|gặp mặt|tọa đàm|toạ đàm|công bố"
    r"|ra mắt"
    r"|trao (?:tặng )?(?:huy hiệu|quyết định|danh hiệu|bằng)|khai giảng|bế giảng|ký kết|thảo luận|cho ý kiến"
    r"|nghe báo cáo"
    r"|quán triệt|học tập|triển khai|thông báo|đối thoại|kiểm điểm|bàn giao|kết nạp|kỷ niệm)(?!\w)"
)
_LEADS_IN = re.compile(
    r"(?<!\w)(?:đã|vừa|tổ chức|tiếp tục|cùng|long trọng|có buổi|tiến hành|đến|(?:chuyến )?thăm(?:,"
    r"| và)?(?: có buổi)?|kiểm tra(?:,| và)?"
    r"|chủ trì) $"
)
_OPENING = 3
_NOUN_BY_VERB = {"làm việc với": "buổi làm việc", "làm việc tại": "buổi làm việc"}
_NOUN_OF_LAST_RESORT = {
    "họp": "cuộc họp",
    "trao": "buổi lễ",
    "kết": "buổi lễ",
    "kỷ": "buổi lễ",
    "giao": "giao ban",
}


def worded_occasion(article: Article, mentions: Mentions, occasions: Occasions) -> Occasion | None:
    """The meeting that the opening of an article tells by a verb, or None.

    It takes a day, a body or a person as the subject, and a word such as "hội nghị" further on that
    refers back to it.
    """
    for index in occasions.content[:_OPENING]:
        sentence = article.sentences[index]
        date = occasions.day(sentence.start, sentence.end)
        if date is None:
            continue
        verb = _verb(mentions, occasions, sentence)
        if verb is None:
            continue
        referred = _referred(article, occasions, index)
        noun = _NOUN_BY_VERB.get(verb[0]) or referred or _NOUN_OF_LAST_RESORT.get(verb[0].split()[0])
        if noun is None:
            continue
        end = occasions.name_end(verb.end(), sentence.end)
        return Occasion(verb.start(), end, noun, index, verb.start(), date, points=5)
    return None


def _verb(mentions: Mentions, occasions: Occasions, sentence: Sentence) -> re.Match[str] | None:
    """The first verb of meeting behind a subject: right behind its name or titles, or led in by "đã"."""
    subjects = [
        mention
        for mention in mentions.within(sentence.start, min(sentence.end, sentence.start + REACH))
        if mention.kind in {Kind.ORGANISATION, Kind.PERSON}
    ]
    ends = {mention.end for mention in subjects}
    for verb in _VERB.finditer(occasions.small, sentence.start, min(sentence.end, sentence.start + REACH)):
        if not subjects or verb.start() < subjects[0].end or occasions.in_citation(verb.start()):
            continue
        led_in = _LEADS_IN.search(occasions.small, max(sentence.start, verb.start() - 40), verb.start())
        if led_in or verb.start() - 1 in ends or _ends_in_title(occasions.small, subjects, verb.start()):
            return verb
    return None


def _ends_in_title(small: str, subjects: list[Mention], end: int) -> bool:
    """Whether the words before ``end`` are the last title of a person named before."""
    people = [one for one in subjects if one.kind is Kind.PERSON and one.end < end]
    if not people or not isinstance(people[-1].reading, PersonReading) or not people[-1].reading.titles:
        return False
    return small[people[-1].end : end].rstrip().endswith(people[-1].reading.titles[-1].lower())


def _referred(article: Article, occasions: Occasions, index: int) -> str | None:
    """The noun that refers back to the meeting behind the sentence."""
    for later in occasions.content:
        if later <= index:
            continue
        span = article.sentences[later]
        if match := EVENT.search(occasions.small, span.start, span.end):
            return match[0] if match[0] != "lễ" else "buổi lễ"
    return None
