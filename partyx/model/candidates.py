"""Candidates for small models: short lists of the article's own words to choose from.

A model of a few billion parameters chooses better than it writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.counted import COUNTED, NOT_COUNTED
from partyx.language.fold import fold
from partyx.language.phrases import any_phrase, lower
from partyx.mention import DateReading, DocumentReading, Kind
from partyx.model.marking import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.mention import Mention
    from partyx.model.marking import Line, Marked

MOST = 6
"""Entries of one list: more cost a small model its bearings, and the right one is hardly ever the seventh."""

_NOUN = re.compile(any_phrase(COUNTED))
_FOLLOWS = re.compile(r" [^\W\d_]+")
_LONGEST_NOUN = 5
_ENDS_NOUN = NOT_COUNTED | frozenset(
    "tham hoàn tiến trực thuộc sinh kết vào mới phải đạt giữ dự chưa bị khai cảnh khiển chuyển học".split()
)
"""Words that begin what is said of the things counted: "quần chúng ưu tú | tham gia"."""
_SPELLED = {"đv": "đảng viên", "đ/c": "đồng chí", "đồng chí": "đồng chí"}
_MEMBERS = re.compile(r"đảng viên|\bđv\b|đồng chí|kết nạp")

_EVENT = re.compile(
    any_phrase(
        "hội nghị,đại hội,hội thảo,tọa đàm,toạ đàm,buổi làm việc,phiên họp,cuộc họp,kỳ họp,hội thi,lễ,"
        "lớp tập huấn,lớp bồi dưỡng,buổi gặp mặt,diễn đàn".split(",")
    )
)
_HELD = re.compile(
    any_phrase("tổ chức,diễn ra,khai mạc,bế mạc,dự,tham dự,chủ trì,làm việc với,phát biểu,tại".split(","))
)
_NAME_ENDS = re.compile(r"[,;.:](?=\s|$)|\s(?:do|dưới sự|với sự)\s|$")
_LONGEST_NAME = 250
_NAMES = 4
_REACH = 12
"""Sentences looked back over for a frame or a speaker."""

_DIRECTS = re.compile(
    any_phrase("đề nghị,yêu cầu,chỉ đạo,nhấn mạnh,lưu ý,giao,quán triệt,đề xuất,kêu gọi".split(","))
)


def distinct(texts: Iterable[str]) -> list[str]:
    """The first :data:`MOST` different texts, spelling aside."""
    found: dict[str, str] = {}
    for text in texts:
        if plain := " ".join(text.split()):
            found.setdefault(fold(plain), plain)
    return list(found.values())[:MOST]


def units(marked: Marked, line: Line, figures: Iterable[Mention]) -> list[str]:
    """What may be counted: noun phrases of the sentence, the nearest to the figures first."""
    view = marked.article.view
    text = lower(view[line.start : line.end])
    nouns = [(match.start(), _noun(text, match)) for match in _NOUN.finditer(text)]
    places = [mention.end - line.start for mention in figures]
    nouns.sort(key=lambda noun: min(_distance(noun[0], place) for place in places))
    members = ["đảng viên"] if _MEMBERS.search(text) else []
    return distinct((*members, *(noun for _, noun in nouns)))


def _distance(noun: int, figure: int) -> int:
    """What follows a figure is counted by it more often than what stands before."""
    return noun - figure if noun >= figure else 3 * (figure - noun)


def _noun(text: str, head: re.Match[str]) -> str:
    words = [head[0]]
    end = head.end()
    while len(words) < _LONGEST_NOUN and (word := _FOLLOWS.match(text, end)):
        if word[0].strip() in _ENDS_NOUN:
            break
        words.append(word[0].strip())
        end = word.end()
    phrase = " ".join(words)
    return _SPELLED.get(head[0], phrase)


def subjects(marked: Marked, line: Line) -> list[str]:
    """Whose figure it may be: organisations of the sentence, the paragraph, the opening of the article."""
    lines = (line, *_paragraph_before(marked, line), *marked.lines[:3])
    bodies = [mention.text for one in lines for mention in one.mentions if mention.kind is Kind.ORGANISATION]
    return distinct(bodies)


def dates(marked: Marked, line: Line) -> list[Mention]:
    """The dates of the sentence, then of the paragraph before it; none that belong to a citation."""
    lines = (line, *_paragraph_before(marked, line))
    cited = {name for one in lines for name in _cited_dates(marked, one)}
    near = [mention for one in lines for mention in one.mentions]
    found = {
        mention.id: mention
        for mention in near
        if isinstance(mention.reading, DateReading) and mention.id not in cited
    }
    return list(found.values())[:MOST]


def _paragraph_before(marked: Marked, line: Line) -> list[Line]:
    """The sentences of the paragraph before this one, the nearest first."""
    found: list[Line] = []
    index = line.number - 2
    while index >= 0 and len(found) < _REACH and marked.lines[index].block == line.block:
        found.append(marked.lines[index])
        index -= 1
    return found


def _cited_dates(marked: Marked, line: Line) -> set[str]:
    found: set[str] = set()
    for mention in line.mentions:
        if isinstance(mention.reading, DocumentReading) and mention.reading.end:
            inside = marked.mentions.within(mention.start, mention.reading.end, Kind.DATE)
            found |= {date.id for date in inside}
    return found


def may_announce(marked: Marked, line: Line) -> bool:
    """Whether the sentence names an event and says that it is held."""
    text = lower(marked.article.view[line.start : line.end])
    return bool(_EVENT.search(text)) and bool(_HELD.search(text))


def meeting_names(marked: Marked, line: Line) -> list[str]:
    """What the event may be called: from its noun to each of the next few stops."""
    view = marked.article.view
    found: list[str] = []
    match = _EVENT.search(lower(view[line.start : line.end]))
    if match is not None:
        start = line.start + match.start()
        for end in _NAME_ENDS.finditer(view, start, min(line.end, start + _LONGEST_NAME)):
            name = view[start : end.start()].rstrip(" .,;:\n")
            if len(found) < _NAMES and len(name) > len(match[0]):
                found.append(name)
    return distinct(found)


def directing_verbs(marked: Marked, line: Line) -> list[str]:
    """The words of the sentence that may give an instruction."""
    text = lower(marked.article.view[line.start : line.end])
    return distinct(match[0] for match in _DIRECTS.finditer(text))


def speakers(marked: Marked, line: Line) -> list[str]:
    """Who may be giving it: people and organisations of the sentence, else the last person named."""
    named = [mention.text for mention in line.mentions if mention.kind is Kind.PERSON]
    if not named:
        before = [
            mention.text
            for other in marked.lines[max(0, line.number - 1 - _REACH) : line.number - 1]
            for mention in other.mentions
            if mention.kind is Kind.PERSON
        ]
        named = before[-1:]
    return distinct((*named, *bodies(line)))


def bodies(line: Line) -> list[str]:
    """The organisations of the sentence."""
    return distinct(mention.text for mention in line.mentions if mention.kind is Kind.ORGANISATION)


def asked(mentions: Iterable[Mention]) -> str:
    """The line that names the ids in question."""
    return "Hỏi: " + ", ".join(mention.id for mention in mentions)


def listed(name: str, texts: Iterable[str]) -> list[str]:
    """The line that lists the candidates of a field; none when there is no choice to make."""
    entries = [_inline(text) for text in texts]
    return [f"{name}: {' | '.join(entries)}"] if entries else []


def dated(date: Mention) -> str:
    """A date as a candidate: the id, and what it stands for."""
    return f"{date.id} ({date.text})"


def _inline(text: str) -> str:
    return " ".join(escape(text).split())
