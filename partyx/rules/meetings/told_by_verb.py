"""Meetings told by a verb alone: "Sáng 5/4, Huyện ủy Tân Hồng sơ kết công tác quý I", "làm việc với ..."."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, values
from partyx.mention import Kind, PersonReading
from partyx.rules.meetings.occasions import REACH, REFERENCE, Occasion

if TYPE_CHECKING:
    import re

    from partyx.article import Article, Sentence
    from partyx.mention import Mention, Mentions
    from partyx.rules.meetings.occasions import Occasions

_VERB = pattern(r"<meetings.told_by>")
_LEADS_IN = pattern(r"<meetings.led_in> $")
_TAKES_PART = pattern(
    r"(?!<speech.compounds>)<speech.chairs|speech.speaks|speech.attends>"
    r"(?: <speech.list_joins|speech.attends|speech.speaks>){0,3} <meetings.refers_back>"
)
_OPENING = 3
_NEXT = 2
"""Sentences behind one without a day that say who took part in what it tells."""


def occasion_told_by_verb(article: Article, mentions: Mentions, occasions: Occasions) -> Occasion | None:
    """The meeting that the opening of an article tells by a verb, or None.

    It takes a body or a person as the subject, a word such as "hội nghị" further on that refers back to it,
    and a day; of verbs that tell of nothing but meetings ("họp"), that somebody presides, speaks or is there
    will do, and at the start of a headline they need no subject.
    """
    opening = occasions.content[:_OPENING]
    dated = (_told(article, mentions, occasions, index, dated=True) for index in opening)
    undated = (_told(article, mentions, occasions, index, dated=False) for index in opening)
    return next((told for told in chain(dated, undated) if told), None)


def _told(
    article: Article, mentions: Mentions, occasions: Occasions, index: int, *, dated: bool
) -> Occasion | None:
    """The meeting that one sentence tells by a verb: one of a day, or one that somebody took part in."""
    sentence = article.sentences[index]
    date = occasions.day(sentence.start, sentence.end) if dated else None
    verb = _verb(article, mentions, occasions, sentence) if date or not dated else None
    if verb is None or not (dated or _is_attended(article, mentions, occasions, index, verb)):
        return None
    called: str | None = values("meetings.told_by")[verb[0]]
    if called is None or (dated and verb[0] not in phrases("meetings.working_visit")):
        called = _referred(article, occasions, index) or called
    if called is None:
        return None
    end = occasions.name_end(verb.end(), sentence.end)
    return Occasion(verb.start(), end, called, index, verb.start(), date, points=5)


def _is_attended(
    article: Article, mentions: Mentions, occasions: Occasions, index: int, verb: re.Match[str]
) -> bool:
    """Whether a sentence behind, of a headline any, else one of the next, names who took part."""
    if verb[0] not in phrases("meetings.surely_meets"):
        return False
    reach = len(article.sentences) if _in_headline(article, verb) else index + _NEXT
    behind = (article.sentences[later] for later in occasions.content if index < later <= reach)
    return any(
        mentions.within(one.start, one.end, Kind.PERSON)
        and _TAKES_PART.search(article.folded, one.start, one.end)
        for one in behind
    )


def _in_headline(article: Article, verb: re.Match[str]) -> bool:
    return article.role_at(verb.start()) is Role.HEADLINE


def _verb(
    article: Article, mentions: Mentions, occasions: Occasions, sentence: Sentence
) -> re.Match[str] | None:
    """The first verb of meeting: at the start of a headline, behind its subject, or led in by "đã"."""
    folded, limit = article.folded, min(sentence.end, sentence.start + REACH)
    opens = _VERB.match(folded, sentence.start, limit)
    if opens and opens[0] in phrases("meetings.surely_meets") and _in_headline(article, opens):
        return opens
    subjects = [
        mention
        for mention in mentions.within(sentence.start, limit)
        if mention.kind in {Kind.ORGANISATION, Kind.PERSON}
    ]
    ends = {mention.end for mention in subjects}
    for verb in _VERB.finditer(folded, sentence.start, limit):
        if not subjects or verb.start() < subjects[0].end or occasions.in_citation(verb.start()):
            continue
        led_in = _LEADS_IN.search(folded, max(sentence.start, verb.start() - 40), verb.start())
        if led_in or verb.start() - 1 in ends or _ends_in_title(folded, subjects, verb.start()):
            return verb
    return None


def _ends_in_title(folded: str, subjects: list[Mention], end: int) -> bool:
    """Whether the words before ``end`` are the last title of a person named before."""
    people = [one for one in subjects if one.kind is Kind.PERSON and one.end < end]
    if not people or not isinstance(people[-1].reading, PersonReading) or not people[-1].reading.titles:
        return False
    return folded[people[-1].end : end].rstrip().endswith(fold(people[-1].reading.titles[-1]))


def _referred(article: Article, occasions: Occasions, index: int) -> str | None:
    """The noun that refers back to the meeting behind the sentence."""
    for later in occasions.content:
        if later <= index:
            continue
        span = article.sentences[later]
        if match := REFERENCE.search(article.folded, span.start, span.end):
            printed = article.view[match.start() : match.end()].lower()
            return str(values("meetings.refers_back")[match[0]] or printed)
    return None
