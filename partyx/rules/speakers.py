"""Who says that something is to be done: the subject in front of a verb like "đề nghị"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.issuers import read_issuer
from partyx.mention import Kind, PersonReading

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions

_ADVERBS = (
    r"(?:[\s,]{1,3}(?:cũng|đã|còn|đồng\s+thời|tiếp\s+tục|nhấn\s+mạnh|và|thống\s+nhất|chỉ\s+rõ|nêu\s+rõ|vừa|đặc\s+biệt"
    r"|kết\s+luận))"
)
_PRONOUN = re.compile(
    rf"(?<![^\W_])(?:đồng\s+chí|đ/c|ông|bà)(?:\s+(?P<name>[^\W\d_]{{1,7}})(?=[\s,:]))?(?:\s+này)?"
    rf"{_ADVERBS}{{0,3}}[\s,:]*$",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"(?:(?:đồng\s+chí|đ/c|ông|bà)\s+)?(?:(?:phó|nguyên|quyền)\s+)?(?:tổng\s+bí\s+thư|bí\s+thư(?:\s+thường\s+trực)?|chủ\s+tịch|trưởng\s+ban|chủ\s+nhiệm"
    r"|thủ\s+tướng|trưởng\s+đoàn|lãnh\s+đạo|thường\s+trực|giám\s+đốc)(?:\s+thường\s+trực)?(?=\s)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?<![^\W_])(?=(?:bộ\s+chính|ban\s+\w|btv\b|bch\b|tỉnh\s+[uủ]|thành\s+[uủ]|huyện\s+[uủ]|thị\s+[uủ]|quận\s+[uủ]|đảng\s+[uủ]|thường\s+trực"
    r"|ủy\s+ban|uỷ\s+ban|ubnd|ubkt|hđnd|mttq|mặt\s+trận|chính\s+phủ|thủ\s+tướng|trung\s+ương))",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"(?P<who>(?:hội\s+nghị|đại\s+hội|đoàn\s+(?:kiểm\s+tra|giám\s+sát|công\s+tác|khảo\s+sát)))(?=[\s,])",
    re.IGNORECASE,
)
_REST = re.compile(rf"{_ADVERBS}{{0,3}}[\s,:]*")
_TITLE_BEFORE = re.compile(
    r"(?:viên|bí\s+thư|trưởng|phó|chủ\s+tịch|chủ\s+nhiệm|thường\s+trực|cán\s+bộ|chuyên\s+viên|của|tại|do|và|với|cho|việc|theo)\s+$",
    re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(r"(?:^|[,;:.])\s*$")
_REACH = 160
_LONGEST_SUBJECT = 1_000
_LONGEST_ARTICLE = 20_000
"""How far back the holder of an office is looked for; an article of the genre has 3,000 characters."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who directs.

    Attributes:
        issuer: The id of a person mention, or a phrase of the article.
        key: The same for every mention of one speaker.
    """

    issuer: str
    key: str


def speaker_of(article: Article, mentions: Mentions, start: int, verb: int) -> Speaker | None:
    """The subject of the verb at ``verb`` in the sentence that begins at ``start``; None when it has none.

    A body or a leader's office right before the verb wins over a person named further left, unless it is
    part of that person's titles ("đồng chí X, Phó Bí thư Tỉnh ủy, đề nghị").
    """
    people = mentions.within(max(start, verb - _LONGEST_SUBJECT), verb, Kind.PERSON)
    person = people[-1] if people else None
    office = _office_before(article.view, max(start, verb - _REACH), verb, opens=person is None)
    if office and (
        person is None or (office[0] >= person.end and not _is_title_of(article.view[slice(*office)], person))
    ):
        phrase = " ".join(article.view[slice(*office)].split())
        return _holder(mentions, phrase, verb) or Speaker(phrase, fold(phrase))
    return _person(person) if person else None


def stands_for(view: str, start: int, verb: int, speaker: Speaker) -> bool:
    """Whether "đồng chí", "ông" or "ông Tám" is the subject and means the speaker of the sentence before."""
    match = _PRONOUN.search(view, max(start, verb - _REACH), verb)
    if match is None or match["name"] is None:
        return match is not None
    return match["name"][0].isupper() and speaker.key.endswith(fold(match["name"]))


def last_person(mentions: Mentions, low: int, high: int) -> Speaker | None:
    """The last person named in a range."""
    people = mentions.within(low, high, Kind.PERSON)
    return _person(people[-1]) if people else None


def _person(mention: Mention) -> Speaker:
    reading = mention.reading
    name = reading.name if isinstance(reading, PersonReading) else mention.text
    return Speaker(mention.id, fold(name))


def _office_before(view: str, low: int, verb: int, *, opens: bool) -> tuple[int, int] | None:
    """The office or body whose name, with adverbs, reaches up to the verb."""
    for pattern in (_LEADER, _BODY, _EVENT):
        for match in pattern.finditer(view, low, verb):
            found = _office(view, match, pattern is _EVENT)
            if found is None or found[1] > verb or not _REST.fullmatch(view, found[1], verb):
                continue
            before = view[max(low, found[0] - 24) : found[0]]
            if _TITLE_BEFORE.search(before) or not (opens or _OPENS_CLAUSE.search(before)):
                continue
            return found
    return None


def _office(view: str, match: re.Match[str], event: bool) -> tuple[int, int] | None:  # noqa: FBT001
    if event:
        return match.span("who")
    if match.end() == match.start():
        return read_issuer(view, match.start())
    body = read_issuer(view, match.end() + 1)
    return (match.start(), body[1] if body and body[0] == match.end() + 1 else match.end())


def _is_title_of(phrase: str, person: Mention) -> bool:
    """Whether the phrase is one of the titles printed beside a person's name, or part of one."""
    reading = person.reading
    titles = reading.titles if isinstance(reading, PersonReading) else ()
    words = fold(phrase)
    return any(words in fold(title) or fold(title) in words for title in titles)


def _holder(mentions: Mentions, phrase: str, verb: int) -> Speaker | None:
    """The person who was named with the office of "đồng chí Bí thư Tỉnh ủy", if one was."""
    office = re.sub(r"^(?:đồng chí|đ/c|ông|bà)\s+", "", fold(phrase))
    if not _LEADER.match(phrase):
        return None
    for mention in mentions.within(max(0, verb - _LONGEST_ARTICLE), verb, Kind.PERSON):
        reading = mention.reading
        titles = reading.titles if isinstance(reading, PersonReading) else ()
        if any(fold(title) == office for title in titles):
            return _person(mention)
    return None
