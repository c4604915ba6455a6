"""Candidates for small models: short lists of the article's own words to choose from.

A model of a few billion parameters chooses better than it writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, values, word
from partyx.mention import DateReading, DocumentReading, Kind
from partyx.model.marking import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.article import Article
    from partyx.mention import Mention
    from partyx.model.marking import Line, Marked

MOST = 6
"""Entries of one list: more cost a small model its bearings, and the right one is hardly ever the seventh."""

_NOUN = pattern("<units.counted>")
_FOLLOWS = re.compile(r" [^\W\d_]+")
_LONGEST_NOUN = 5
_MEMBERS = pattern(r"<questions.members>")
_EVENT = pattern(r"<meetings.asked_about>")
_HELD = pattern(r"<meetings.asked_when_held>")
_NAME_ENDS = pattern(r"[,;.:](?=\s|$)| <meetings.asked_name_ends> |$")
_DIRECTS = pattern(r"<speech.asked_directing>")
_LONGEST_NAME = 250
_NAMES = 4
_REACH = 12
"""Sentences looked back over for a frame or a speaker."""


def distinct(texts: Iterable[str]) -> list[str]:
    """The first :data:`MOST` different texts, spelling aside."""
    found: dict[str, str] = {}
    for text in texts:
        if plain := " ".join(text.split()):
            found.setdefault(fold(plain), plain)
    return list(found.values())[:MOST]


def units(marked: Marked, line: Line, figures: Iterable[Mention]) -> list[str]:
    """What may be counted: noun phrases of the sentence, the nearest to the figures first."""
    article = marked.article
    nouns = list(_NOUN.finditer(article.folded, line.start, line.end))
    places = [mention.end for mention in figures]
    nouns.sort(key=lambda noun: min(_distance(noun.start(), place) for place in places))
    members = _MEMBERS.search(article.folded, line.start, line.end)
    return distinct(
        (
            *([word("units.member")] if members else []),
            *(_noun(article, noun, line.end) for noun in nouns),
        )
    )


def _distance(noun: int, figure: int) -> int:
    """What follows a figure is counted by it more often than what stands before."""
    return noun - figure if noun >= figure else 3 * (figure - noun)


def _noun(article: Article, head: re.Match[str], limit: int) -> str:
    """A noun with the words that belong to it: "quần chúng ưu tú"; an abbreviation is spelled out."""
    if spelled := values("questions.spelled_out").get(head[0]):
        return str(spelled)
    end = head.end()
    count = 1
    while count < _LONGEST_NOUN and (following := _FOLLOWS.match(article.folded, end, limit)):
        syllable = following[0].strip()
        if syllable in phrases("units.never_counted", "questions.ends_noun"):
            break
        end, count = following.end(), count + 1
    return article.view[head.start() : end].lower()


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
    folded = marked.article.folded
    return bool(_EVENT.search(folded, line.start, line.end) and _HELD.search(folded, line.start, line.end))


def meeting_names(marked: Marked, line: Line) -> list[str]:
    """What the event may be called: from its noun to each of the next few stops."""
    view, folded = marked.article.view, marked.article.folded
    found: list[str] = []
    event = _EVENT.search(folded, line.start, line.end)
    if event is not None:
        for end in _NAME_ENDS.finditer(folded, event.start(), min(line.end, event.start() + _LONGEST_NAME)):
            name = view[event.start() : end.start()].rstrip(" .,;:\n")
            if len(found) < _NAMES and len(name) > len(event[0]):
                found.append(name)
    return distinct(found)


def directing_verbs(marked: Marked, line: Line) -> list[str]:
    """The words of the sentence that may give an instruction."""
    article = marked.article
    found = _DIRECTS.finditer(article.folded, line.start, line.end)
    return distinct(article.view[match.start() : match.end()].lower() for match in found)


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


def asked(ids: Iterable[str]) -> str:
    """The line that names what the question is about."""
    return f"{word('questions.asked')}: {', '.join(ids)}"


def listed(name: str, texts: Iterable[str]) -> list[str]:
    """The line that lists the candidates of a field; none when there is no choice to make."""
    entries = [_inline(text) for text in texts]
    return [f"{name}: {' | '.join(entries)}"] if entries else []


def dated(date: Mention) -> str:
    """A date as a candidate: the id, and what it stands for."""
    return f"{date.id} ({date.text})"


def _inline(text: str) -> str:
    return " ".join(escape(text).split())
