"""Occasions: the places where an article says that a meeting is held, and what it calls it.

A noun such as "hội nghị" stands in every other sentence of the genre. It announces a meeting where it has
a name of its own ("hội nghị sơ kết công tác ...") and is held: by a verb, a day, or the lead of the
article. Goals ("tiến tới Đại hội XIII"), what documents cite, and meetings in the plural announce none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.deadline import in_time
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, values
from partyx.language.occasion import held_after, held_before, is_none, name_stop, names_one, only_wanted
from partyx.mention import DateReading, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article, Sentence
    from partyx.mention import Mention, Mentions

ORDINAL = r"(?:<meetings.ordinal_marks> )?(?:\d{1,3}|[ivxl]{1,7}|<meetings.ordinals>)(?!\w)"
"""The number of a meeting, as part of a pattern: "lần thứ 9", "thứ mười"."""
ATTRIBUTE = r"(?:<meetings.attributes>|\(<meetings.attributes>\))"
"""What kind of one it is: "thường kỳ", "(mở rộng)"."""

_NAME = pattern(
    rf"(?P<verb><meetings.meets>) (?:(?P<sitting><meetings.sittings>) (?:{ORDINAL}|{ATTRIBUTE})"
    r"|(?=<meetings.purposes>))|<meetings.names>"
)
_NUMBERED = pattern(rf" {ORDINAL}(?= <meetings.purposes>)")
REFERENCE = pattern(r"<meetings.refers_back>")
"""Words that refer back to an occasion."""
JUST = pattern(r"<meetings.just>")
"""Words that say that an occasion was a moment ago."""

_PLENUM = pattern(r"<meetings.plenum>")
_IN_ORDER_TO = pattern(r" <meetings.in_order_to> ")
_BY_MANY = pattern(r"[ ,;:]*(?:<meetings.lead_in>)?,? ?<meetings.by_many>")
_OVER_A_TIME = pattern(
    r"<meetings.over_a_time>|<meetings.of_a_time> \d|<meetings.within> \d+ <meetings.long_units>"
)
_NOT_ITS_DAY = pattern(r"<meetings.not_its_day> $")
_LAST = pattern(r" <meetings.last>")
_DAY_OF_NO_YEAR = re.compile(r"XXXX-\d\d-\d\d")
_LONGEST_NAME = 280
REACH = 500
"""Characters of a sentence before an occasion that are looked at: longer sentences are lists or hostile."""
_LONGEST_EVENT_DAYS = 10
_ENOUGH = 4
"""Points that make an occasion a meeting. A verb has 2, a day 3, the lead 1: any two of the three do."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One place that names a meeting: ``view[start:end]`` is the name.

    Attributes:
        noun: What it is called, as printed, in lower case: "hội nghị", "buổi làm việc".
        sentence: Index of its sentence.
        verb: Where the verb that holds it starts, or None when it stands behind the name or is missing.
        date: The mention of its day, or None.
        points: How much speaks for its being held.
    """

    start: int
    end: int
    noun: str
    sentence: int
    verb: int | None
    date: Mention | None
    points: int

    @property
    def is_held(self) -> bool:
        """Whether enough speaks for it."""
        return self.points >= _ENOUGH


class Occasions:
    """Finds the occasions of one article."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article and its mentions."""
        self._article = article
        self._mentions = mentions
        self._folded = article.folded
        self.content = [
            index
            for index, sentence in enumerate(article.sentences)
            if article.blocks[sentence.block].role.is_content
        ]

    def find(self) -> list[Occasion]:
        """All occasions with a name, held or not, in reading order."""
        nouns: dict[int | None, list[re.Match[str]]] = {index: [] for index in self.content}
        for noun in _NAME.finditer(self._folded):
            nouns.get(self._article.sentence_at(noun.start()), []).append(noun)
        content = in_time(self.content)
        return [occasion for index in content for occasion in self._in_sentence(index, nouns[index])]

    def in_citation(self, position: int) -> bool:
        """Whether ``view[position]`` lies in the citation of a document."""
        return self._mentions.cited.covers(position)

    def day(self, start: int, end: int, before: int | None = None) -> Mention | None:
        """The mention of a day, or of a few days, in ``view[start:end]``.

        The last one before ``before`` goes before all others; without one, the first.
        """
        days = [
            mention
            for mention in self._mentions.within(start, end, Kind.DATE)
            if (_is_day(mention) or self._is_last_month(mention))
            and not self.in_citation(mention.start)
            and not _NOT_ITS_DAY.search(self._folded, max(start, mention.start - 16), mention.start)
        ]
        earlier = [mention for mention in days if before is not None and mention.start < before]
        return earlier[-1] if earlier else days[0] if days else None

    def _is_last_month(self, mention: Mention) -> bool:
        """Whether a month stands for the day: "cuối tháng 1 vừa qua"."""
        reading = mention.reading
        return (
            isinstance(reading, DateReading)
            and reading.period is not None
            and reading.period.precision == "month"
            and _LAST.match(self._folded, mention.end) is not None
        )

    def name_end(self, start: int, limit: int) -> int:
        """Where a name that goes on at ``start`` ends."""
        limit = min(limit, start + _LONGEST_NAME)
        stop = name_stop(self._folded, start, limit)
        if (
            stop
            and not self._folded[start : stop.start()].strip()
            and _IN_ORDER_TO.match(self._folded, stop.start())
        ):
            stop = name_stop(self._folded, stop.end(), limit)
        end = stop.start() if stop else limit
        day = next((m for m in self._mentions.within(start, end, Kind.DATE) if self._is_its_day(m)), None)
        end = day.start if day else end
        return start + len(self._article.view[start:end].rstrip(' ,–-(“"'))

    def _is_its_day(self, mention: Mention) -> bool:
        """Whether a day inside a name ends it: "ngày 5/4", but not "Ngày Quốc tế Phụ nữ 8/3"."""
        return (
            mention.text[0].isalpha()
            and _is_day(mention)
            and not self.in_citation(mention.start)
            and not _NOT_ITS_DAY.search(self._folded, max(0, mention.start - 16), mention.start)
        )

    def _in_sentence(self, index: int, nouns: list[re.Match[str]]) -> Iterator[Occasion]:
        sentence = self._article.sentences[index]
        reached = sentence.start
        for noun in nouns:
            if noun.start() < reached or self.in_citation(noun.start()):
                continue
            end = noun.end() if noun["sitting"] else self._numbered_end(noun, sentence.end)
            if self._names_one(noun, end, sentence):
                reached = end
                yield self._occasion(noun, end, index)

    def _numbered_end(self, noun: re.Match[str], limit: int) -> int:
        """Where a name ends; one that is a number has no purpose in it: "kỳ họp thứ 55 xem xét ..."."""
        number = _NUMBERED.match(self._folded, noun.end(), limit)
        if number and noun[0] in phrases("meetings.whole_kinds"):
            return number.end()
        return self.name_end(noun.end(), limit)

    def _names_one(self, noun: re.Match[str], end: int, sentence: Sentence) -> bool:
        """Whether the words name one particular occasion."""
        if is_none(self._folded, noun.start(), end, sentence.start):
            return False
        return bool(noun["verb"]) or names_one(self._folded, noun.span(), end)

    def _occasion(self, noun: re.Match[str], end: int, index: int) -> Occasion:
        sentence = self._article.sentences[index]
        start, low = noun.start(), max(sentence.start, noun.start() - REACH)
        clause = max(low, *(self._folded.rfind(mark, low, start) + 1 for mark in ",;:"))
        verb = held_before(self._folded, clause, start)
        after = held_after(self._folded, end, sentence.end)
        # Before the name, else behind it; a day inside it belongs to what the meeting is about.
        date = self.day(low, start, start) or self.day(end, min(sentence.end, end + REACH))
        role = self._article.blocks[sentence.block].role
        if verb and verb["attended"]:
            points = 1
        else:
            named = clause if self._folded[clause - 1 : clause] == ":" else sentence.start
            opens = not self._folded[named:start].strip() and role is Role.HEADLINE
            points = 2 if verb or noun["verb"] or after or opens else -1
        points += (role in {Role.HEADLINE, Role.LEAD}) + (index in self.content[:3])
        if date or JUST.search(self._folded, low, start):
            points += 3
        elif _OVER_A_TIME.search(self._folded, low, start):
            points -= 2
        opened = after is not None or (verb is not None and verb["held"] in phrases("meetings.opens"))
        if self._is_no_event(clause, start) or (_PLENUM.match(self._folded, start) and not opened):
            points -= 5
        held_by = start if noun["verb"] else verb.start() if verb else None
        return Occasion(start, end, self._called(noun), index, held_by, date, points)

    def _called(self, noun: re.Match[str]) -> str:
        """What the occasion is called: as printed, or as the verb says."""
        if noun["sitting"]:
            return str(values("meetings.sittings")[noun["sitting"]])
        if noun["verb"]:
            return str(values("meetings.meets")[noun["verb"]])
        return self._article.view[noun.start() : noun.end()].lower()

    def _is_no_event(self, clause: int, start: int) -> bool:
        """Whether the clause wants a meeting, or speaks of many: "295 đảng bộ tổ chức đại hội"."""
        if only_wanted(self._folded, clause, start) or _BY_MANY.match(self._folded, clause, start):
            return True
        return bool(self._mentions.within(clause, start, Kind.NUMBER))


def _is_day(mention: Mention) -> bool:
    """Whether a date is a day or a few days in a row."""
    period = mention.period
    if period is None or period.precision not in {"day", "range"}:
        return False
    if period.start is None or period.end is None:
        ends = (period.edtf or "").split("/")
        return all(map(_DAY_OF_NO_YEAR.fullmatch, ends)) and ends[0][:-2] == ends[-1][:-2]
    return (period.end - period.start).days <= _LONGEST_EVENT_DAYS
