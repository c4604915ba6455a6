"""Statistics by rule: every figure that measures something, read from the clause around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.draft import DraftStatistic
from partyx.language.date import YEAR
from partyx.language.fold import fold
from partyx.language.ranges import Ranges
from partyx.language.unit import head_noun, members, unit_after
from partyx.mention import Kind, NumberReading
from partyx.rules.clauses import Clause, clause_around
from partyx.rules.demands import aimed, announces_targets, counts_in_words, demanded, done, planned
from partyx.rules.indicators import action_before, indicator, leans_back, share_of
from partyx.rules.lists import Lists
from partyx.rules.periods import Frames
from partyx.rules.subjects import Subjects
from partyx.rules.units import topic_before, unit_before

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions

__all__ = ["draft_statistics"]

BACK = 400
"""Characters of the sentence before a figure in which its frame is sought; sentences without an end
would else make long articles quadratic."""

BREAKDOWN = 12
"""Figures of a breakdown looked over for the whole before the colon."""

ROW = 4
"""How many figures back a unit is borrowed from, shares between them: "2/89 (chiếm 2,47%)"."""

SURELY_ONE = 100
"""A count this large that stands in the headline and in the body is one fact; small ones repeat by chance."""

ADJOINING = 24
"""How far a counted noun may reach over the clause's end: "57 chi, đảng bộ cơ sở"."""

_REPEATING = {Role.HEADLINE, Role.LEAD, Role.CAPTION}
_SCALES = {"trăm", "nghìn", "triệu", "tỷ"}


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
    for mention in mentions.of_kind(Kind.NUMBER):
        if isinstance(mention.reading, NumberReading) and article.role_at(mention.start).is_content:
            reader.take(mention, mention.reading)
    return tuple(reader.drafts)


class _Reader:
    """Reads the figures of one article in order; each may lean on the one before."""

    def __init__(self, article: Article, mentions: Mentions, instructed: Ranges) -> None:
        self.drafts: list[DraftStatistic] = []
        self._article = article
        self._view = article.view
        self._folded = article.folded
        self._mentions = mentions
        self._instructed = instructed
        self._frames = Frames(article, mentions)
        self._subjects = Subjects(article, mentions)
        self._lists = Lists(article)
        self._cited = Ranges(mention.whole for mention in mentions.of_kind(Kind.DOCUMENT))
        self._action = ""
        self._first: dict[tuple[object, ...], int] = {}

    def take(self, mention: Mention, reading: NumberReading) -> None:
        """Add the figure, or its evidence to the same fact, or nothing."""
        if self._cited.covers(mention.start):  # a figure in a document's title
            return
        clause = clause_around(self._article, self._mentions, mention)
        left = self._article.folded[max(clause.sentence[0], mention.start - BACK) : mention.start]
        if self._demanded(mention, left, clause):
            return
        if reading.spelled and not self._counts_in_words(reading, left, clause):
            return
        if self._is_year(mention, clause):
            return
        draft = self._draft(mention, reading, clause, left)
        key = (reading.value, reading.of, draft.unit)
        first = self._first.setdefault(key, len(self.drafts))
        if first < len(self.drafts) and self._repeats(self.drafts[first], draft, reading):
            self.drafts[first] = self._joined(self.drafts[first], draft)
            return
        if reading.upper is None:
            self.drafts.append(draft)
        else:
            self.drafts.append(replace(draft, qualifier="at_least"))
            self.drafts.append(replace(draft, qualifier="at_most", reading="upper"))

    def _is_year(self, mention: Mention, clause: Clause) -> bool:
        """Whether a year stands without its word: "tổng kết công tác xây dựng Đảng 2019" counts nothing."""
        if YEAR.fullmatch(mention.text) is None:
            return False
        return unit_after(self._view, self._folded, mention.end, clause.sentence[1]) is None

    def _demanded(self, mention: Mention, left: str, clause: Clause) -> bool:
        """Whether the figure is asked for: inside an instruction, or behind a word that obliges."""
        if self._instructed.covers(mention.start) and not (aimed(left) or done(left)):
            return True
        reporting = bool(self.drafts) and self._begins(self.drafts[-1]) >= clause.sentence[0]
        return demanded(left, reporting=reporting)

    def _counts_in_words(self, reading: NumberReading, left: str, clause: Clause) -> bool:
        """Whether a number word counts: behind a verb, or in a row with a figure ("và ba lớp")."""
        if reading.value <= 1:
            return False
        row = bool(self.drafts) and left.endswith(("và ", ", ")) and self._adjoins(self.drafts[-1], clause)
        return row or counts_in_words(left)

    def _draft(self, mention: Mention, reading: NumberReading, clause: Clause, left: str) -> DraftStatistic:
        topic, noun = self._topic(mention, clause)
        unit, counted_end = self._unit(mention, reading, clause, topic, noun)
        clause = replace(clause, end=max(clause.end, counted_end))
        before = self._article.folded[clause.start : mention.start]
        intro = self._lists.opening(mention.start)
        subject = self._subjects.of(mention, clause)
        return DraftStatistic(
            value=mention.id,
            indicator=self._indicator(mention, clause, unit, topic, subject),
            evidence=(self._evidence(mention, clause),),
            unit=unit,
            subject=subject,
            period=self._frames.of(mention, clause),
            target=planned(left, before) or (intro is not None and announces_targets(fold(intro))),
        )

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
        parts = (draft for draft in reversed(self.drafts[-BREAKDOWN:]) if self._begins(draft) < end)
        whole = next(parts, None) if any(map(str.isdecimal, topic)) else None
        if whole is not None and self._begins(whole) >= end - len(topic):
            return whole.indicator, whole.unit
        # Whose figure it is and when it holds are fields of their own.
        for place in self._mentions.within(end - len(topic) - 1, end):
            if place.kind is Kind.DATE or place.text.lower().startswith(("toàn ", "cả nước")):
                topic = topic.replace(place.text, " ")
        topic = " ".join(topic.split())
        return topic, head_noun(topic)

    def _indicator(
        self, mention: Mention, clause: Clause, unit: str | None, topic: str | None, subject: str | None
    ) -> str:
        before = self._view[clause.start : mention.start]
        previous = self.drafts[-1] if self.drafts else None
        opening = self._view[max(0, clause.start - 1) : clause.start]
        if unit == "%" and previous is not None and leans_back(before, opening):
            return share_of(previous.indicator)
        dates = tuple(date.text for date in self._mentions.within(clause.start, mention.start, Kind.DATE))
        action = action_before(self._view, clause.start, mention.start, (*dates, *filter(None, [subject])))
        alike = previous is not None and (unit == "%") == (previous.unit == "%")
        if before.strip(" ,") in {"", "và"} and previous and alike and self._adjoins(previous, clause):
            action = self._action  # "giám sát 6 tổ chức, 170 đảng viên": one verb for both
        self._action = action
        words = indicator(action, self._view[mention.end : clause.end], unit, topic)
        if previous is not None and (words is None or before.rstrip().endswith("(")):
            return previous.indicator.removeprefix("tỷ lệ ")  # "thấp nhất là huyện X (88/90)"
        return words or "số lượng"

    def _adjoins(self, previous: DraftStatistic, clause: Clause) -> bool:
        """Whether the previous figure is in the same semicolon part of the same sentence."""
        return self._begins(previous) >= clause.part_start

    def _begins(self, draft: DraftStatistic) -> int:
        """Where the figure of a draft stands."""
        return self._mentions.by_id[draft.value].start

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
        if reading.unit in _SCALES:
            scaled = unit_after(self._view, self._folded, mention.end + 1 + len(reading.unit), limit)
            return (f"{reading.unit} {scaled[0]}", scaled[1]) if scaled else (reading.unit, mention.end)
        if reading.unit is not None:
            return reading.unit, mention.end
        low, high = max(clause.paragraph[0], mention.start - BACK), min(limit, mention.end + BACK)
        around = f"{topic or ''} {self._view[low:high]}"
        if behind := unit_after(self._view, self._folded, mention.end, limit):
            return members(behind[0], around), behind[1] if behind[
                1
            ] <= clause.end + ADJOINING else mention.end
        noun = unit_before(self._view, self._folded, mention.start, clause.start) or of_topic
        if noun is None:
            noun = next((draft.unit for draft in reversed(self.drafts[-ROW:]) if draft.unit != "%"), None)
        return members(noun, around), mention.end

    def _evidence(self, mention: Mention, clause: Clause) -> tuple[int, int]:
        """The clause without white space at its ends."""
        start, end = clause.start, clause.end
        while start < mention.start and self._view[start].isspace():
            start += 1
        while end > mention.end and self._view[end - 1].isspace():
            end -= 1
        return start, end

    def _repeats(self, first: DraftStatistic, second: DraftStatistic, reading: NumberReading) -> bool:
        """Whether a figure met again is the same fact: one of the two stands in headline, lead or caption."""
        one, two = self._begins(first), self._begins(second)
        roles = {self._article.role_at(one), self._article.role_at(two)}
        if not roles & _REPEATING or self._article.block_at(one) == self._article.block_at(two):
            return False
        if reading.value >= SURELY_ONE or isinstance(reading.value, float):
            return True
        words, others = self._words(first), self._words(second)
        return len(words & others) * 2 >= min(len(words), len(others))

    def _joined(self, first: DraftStatistic, again: DraftStatistic) -> DraftStatistic:
        """One fact stated twice: told by the fuller statement, which is not the headline's."""
        headline = self._article.role_at(self._begins(first)) is Role.HEADLINE
        told, other = (again, first) if headline else (first, again)
        evidence = (*first.evidence, *again.evidence)
        return replace(told, evidence=evidence, period=told.period or other.period)

    def _words(self, draft: DraftStatistic) -> set[str]:
        said = " ".join(
            self._view[place[0] : place[1]] for place in draft.evidence if not isinstance(place, str)
        )
        return set(said.lower().split())
