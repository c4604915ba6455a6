"""Statistics by rule: every figure that measures something, read from the clause around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.deadline import in_time
from partyx.draft import DraftStatistic
from partyx.language.date import YEAR
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.money import after_multiplier
from partyx.language.name import CAPITAL
from partyx.language.plans import announces_plans
from partyx.language.ranges import Ranges, trimmed
from partyx.language.unit import members, noun_of_a_label, unit_after
from partyx.mention import Kind, NumberReading
from partyx.rules.statistics.clauses import Clause, Clauses
from partyx.rules.statistics.counted import topic_before, unit_before
from partyx.rules.statistics.demands import aimed, counts_in_words, demanded, done, planned
from partyx.rules.statistics.labels import Figure, Labels
from partyx.rules.statistics.lists import Lists
from partyx.rules.statistics.repeats import Facts
from partyx.rules.statistics.subjects import Subjects

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions

BACK = 400
"""Characters of the sentence before a figure in which its frame is sought; sentences without an end
would else make long articles quadratic."""

LEAD = 2_000
"""Characters of the sentence before a figure in which the colon stands that its list is behind: as many as a
sentence has, but for one that is a single word."""

BREAKDOWN = 12
"""Figures of a breakdown looked over for the total before the colon."""

ROW = 4
"""How many figures back a unit is borrowed from, shares between them: "2/89 (chiếm 2,47%)"."""

ADJOINING = 24
"""How far a counted noun may reach over the clause's end: "57 chi, đảng bộ cơ sở"."""

_CODE = re.compile(rf" ?- ?{CAPITAL}{{2}}")
_AND = Behind("connectors.and")
_IN_ROW = pattern(
    r" ?, ?|(?P<last> <connectors.and> "
    r"|(?: <statistics.levels>){1,2} (?:<qualifiers.more_than|qualifiers.nearly> )?)"
)
_EVERYWHERE = pattern("<statistics.everywhere>")


def draft_statistics(
    article: Article, mentions: Mentions, instructed: Ranges | None = None
) -> tuple[DraftStatistic, ...]:
    """Every figure of the article's content that measures something, once.

    Args:
        article: The article.
        mentions: Its mentions.
        instructed: Where instructions stand, whose figures are demanded and not stated.
    """
    reader = _Reader(article, mentions, instructed or Ranges())
    for mention in in_time(mentions.of_kind(Kind.NUMBER)):
        if isinstance(mention.reading, NumberReading) and article.role_at(mention.start).is_content:
            reader.take(mention, mention.reading)
    return reader.facts.with_all_places()


class _Reader:
    """Reads the figures of one article in order; each may lean on the one before."""

    def __init__(self, article: Article, mentions: Mentions, instructed: Ranges) -> None:
        self.facts = Facts(article, mentions)
        self._article = article
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions
        self._instructed = instructed
        self._clauses = Clauses(article, mentions)
        self._lists = Lists(article)
        self._subjects = Subjects(article, mentions, self._lists)
        self._labels = Labels(article, mentions)

    def take(self, mention: Mention, reading: NumberReading) -> None:
        """Add the figure, or its evidence to the same fact, or nothing."""
        if self._mentions.cited.covers(mention.start) or _CODE.match(self._view, mention.end):
            return  # a figure in a document's title, or its number: "18-/19-NQ/TW"
        clause = self._clauses.around(mention)
        left = self._folded[max(clause.sentence[0], mention.start - BACK) : mention.start]
        if self._demanded(mention, left, clause):
            return
        if reading.spelled and not self._counts_in_words(reading, left, clause):
            return
        if self._is_year(mention, clause):
            return
        self.facts.add(self._draft(mention, reading, clause, left), reading)

    @property
    def _previous(self) -> DraftStatistic | None:
        """The figure taken before."""
        return self.facts.met[-1] if self.facts.met else None

    def _is_year(self, mention: Mention, clause: Clause) -> bool:
        """Whether a year stands without its word: "tổng kết công tác xây dựng Đảng 2019" counts nothing."""
        if YEAR.fullmatch(mention.text) is None:
            return False
        return unit_after(self._view, self._folded, mention.end, clause.sentence[1]) is None

    def _demanded(self, mention: Mention, left: str, clause: Clause) -> bool:
        """Whether the figure is asked for: inside an instruction, or behind a word that obliges."""
        if self._instructed.covers(mention.start) and not (aimed(left) or done(left)):
            return True
        previous = self._previous
        reporting = previous is not None and self.facts.begins(previous) >= clause.sentence[0]
        return demanded(left, reporting=reporting)

    def _counts_in_words(self, reading: NumberReading, left: str, clause: Clause) -> bool:
        """Whether a number word counts: behind a verb, or in a row with a figure ("và ba lớp")."""
        if reading.value <= 1:
            return False
        joined = left.endswith(", ") or _AND.start(left, len(left) - 1) is not None
        return (joined and self._adjoins(self._previous, clause)) or counts_in_words(left)

    def _draft(self, mention: Mention, reading: NumberReading, clause: Clause, left: str) -> DraftStatistic:
        topic, noun = self._topic(mention, clause)
        unit, counted_end = self._unit(mention, reading, clause, topic, noun)
        clause = replace(clause, end=max(clause.end, counted_end))
        before = self._folded[clause.start : mention.start]
        opening = self._lists.opening(mention.start) or self._lead(clause, mention.start)
        in_list = opening is not None and announces_plans(self._folded, *opening)
        subject = self._subjects.of(mention, clause)
        adjoins = self._adjoins(self._previous, clause)
        acts_until = self._subjects.acts_until
        figure = Figure(mention, clause, unit, topic, subject, acts_until, self._previous, adjoins=adjoins)
        return DraftStatistic(
            value=mention.id,
            indicator=self._labels.of(figure),
            evidence=(trimmed(self._view, clause.start, clause.end),),
            unit=unit,
            subject=subject,
            target=planned(left, before)
            or (in_list and self._mentions.told_apart(self._article, mention.start) is None),
        )

    def _lead(self, clause: Clause, end: int) -> tuple[int, int] | None:
        """What a sentence says before the colon that its list stands behind."""
        start = max(clause.sentence[0], end - LEAD)
        colon = self._folded.rfind(":", start, end)
        return None if colon < 0 else (start, colon)

    def _topic(self, mention: Mention, clause: Clause) -> tuple[str | None, str | None]:
        """What the paragraph last said it speaks of, and the noun counted there.

        A topic that is itself a figure gives that figure's indicator and unit:

        "thi hành kỷ luật 12 đảng viên, gồm: khiển trách 8, cảnh cáo 3" has 8 and 3 of those 12.
        """
        found = topic_before(
            self._view, self._folded, max(clause.paragraph[0], mention.start - BACK), mention.start
        )
        if found is None:
            return None, None
        topic, end = found
        said = self._mentions.within(end - len(topic) - 1, end, Kind.PERSON)  # "Anh Danh bổ sung: ..."
        if said or announces_plans(self._folded, end - len(topic), end):
            return None, None
        parts = (draft for draft in reversed(self.facts.met[-BREAKDOWN:]) if self.facts.begins(draft) < end)
        total = next(parts, None) if any(map(str.isdecimal, topic)) else None
        if total is not None and self.facts.begins(total) >= end - len(topic):
            return total.indicator, total.unit
        # Whose figure it is and when it holds are fields of their own.
        for place in self._mentions.within(end - len(topic) - 1, end):
            if place.kind is Kind.DATE or _EVERYWHERE.match(self._folded, place.start):
                topic = topic.replace(place.text, " ")
        topic = " ".join(topic.split())
        return topic, noun_of_a_label(topic)

    def _adjoins(self, previous: DraftStatistic | None, clause: Clause) -> bool:
        """Whether the previous figure is in the same semicolon part of the same sentence."""
        return previous is not None and self.facts.begins(previous) >= clause.part_start

    def _shared(self, mention: Mention, limit: int) -> str | None:
        """The noun behind the last of figures in a row: "kết nạp 214 và 376 đảng viên"."""
        reached, last = mention.end, False
        for other in self._mentions.within(reached, min(limit, reached + ROW * ADJOINING), Kind.NUMBER):
            join = _IN_ROW.fullmatch(self._folded, reached, other.start)
            if join is None or last:
                return None
            reached, last = other.end, join["last"] is not None
            if last and (behind := unit_after(self._view, self._folded, reached, limit)):
                return behind[0]
        return None

    def _behind_brackets(self, mention: Mention, limit: int) -> str | None:
        """The noun behind brackets that end with the figure of a share: "100% (32/32) cán bộ"."""
        ends = self._view.startswith(")", mention.end)
        share = self._previous is not None and self._previous.unit == "%"
        behind = unit_after(self._view, self._folded, mention.end + 1, limit) if ends and share else None
        return behind[0] if behind else None

    def _unit(
        self,
        mention: Mention,
        reading: NumberReading,
        clause: Clause,
        topic: str | None,
        of_topic: str | None,
    ) -> tuple[str | None, int]:
        """The unit, and where the noun that gave it ends when that stands behind the figure.

        "%" or money as printed with the figure; else the noun counted, wherever it stands.
        """
        limit = clause.sentence[1]
        if reading.unit is not None and fold(reading.unit) in phrases("numbers.multipliers"):
            scaled = unit_after(self._view, self._folded, after_multiplier(self._folded, mention.end), limit)
            return (f"{reading.unit} {scaled[0]}", scaled[1]) if scaled else (reading.unit, mention.end)
        if reading.unit is not None:
            return reading.unit, mention.end
        low, high = max(clause.paragraph[0], mention.start - BACK), min(limit, mention.end + BACK)
        around = f"{topic or ''} {self._view[low:high]}"
        if behind := unit_after(self._view, self._folded, clause.counted, limit):
            near = behind[1] <= clause.end + ADJOINING
            return members(behind[0], around), behind[1] if near else mention.end
        if shared := self._shared(mention, limit):
            return members(shared, around), mention.end
        if beside := self._behind_brackets(mention, limit):
            return members(beside, around), mention.end
        noun = unit_before(self._view, self._folded, mention.start, clause.start) or of_topic
        if noun is None:
            noun = next((draft.unit for draft in reversed(self.facts.met[-ROW:]) if draft.unit != "%"), None)
        return members(noun, around), mention.end
