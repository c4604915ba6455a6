"""One fact stated twice: the headline's figure that the text tells again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.language.unit import names_people

if TYPE_CHECKING:
    from collections.abc import Hashable

    from partyx.article import Article
    from partyx.draft import DraftStatistic
    from partyx.mention import Mentions, NumberReading

SURELY_ONE = 100
"""A count this large that stands in the headline and in the body is one fact; small ones repeat by chance."""

_PEOPLE = "people"
"""What all who are counted are: the headline's members are the text's "quần chúng ưu tú"."""
_REPEATING = {Role.HEADLINE, Role.LEAD, Role.CAPTION}


class Facts:
    """The figures of an article, each fact once, in the order in which they were met."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Begin without a fact."""
        self.drafts: list[DraftStatistic] = []
        self.met: list[DraftStatistic] = []
        """Every figure, though an earlier one states the same fact."""
        self._article = article
        self._mentions = mentions
        self._first: dict[Hashable, int] = {}
        self._told: dict[int, list[tuple[int, int] | str]] = {}
        self._words: dict[int, set[str]] = {}

    def add(self, draft: DraftStatistic, reading: NumberReading) -> None:
        """Take a figure, or its evidence to the same fact; the ends of a range are two figures."""
        self.met.append(draft)
        counted = _PEOPLE if draft.unit and names_people(draft.unit) else draft.unit
        first = self._first.setdefault((reading.value, reading.of, counted), len(self.drafts))
        if first < len(self.drafts) and self._repeats(first, draft, reading):
            self._join(first, draft)
        elif reading.upper is None:
            self.drafts.append(draft)
        else:
            self.drafts.append(replace(draft, qualifier="at_least"))
            self.drafts.append(replace(draft, qualifier="at_most", reading="upper"))

    def with_all_places(self) -> tuple[DraftStatistic, ...]:
        """Every fact, its evidence all the places that state it."""
        return tuple(
            replace(draft, evidence=tuple(self._told[index])) if index in self._told else draft
            for index, draft in enumerate(self.drafts)
        )

    def begins(self, draft: DraftStatistic) -> int:
        """Where the figure of a draft stands."""
        return self._mentions.by_id[draft.value].start

    def _repeats(self, index: int, again: DraftStatistic, reading: NumberReading) -> bool:
        """Whether a figure met again is the same fact: one of the two stands in headline, lead or caption."""
        one, two = self.begins(self.drafts[index]), self.begins(again)
        roles = {self._article.role_at(one), self._article.role_at(two)}
        if not roles & _REPEATING or self._article.block_at(one) == self._article.block_at(two):
            return False
        if reading.value >= SURELY_ONE or isinstance(reading.value, float):
            return True
        words = self._words.setdefault(index, self._said(self.drafts[index]))
        others = self._said(again)
        return len(words & others) * 2 >= min(len(words), len(others))

    def _join(self, index: int, again: DraftStatistic) -> None:
        """Tell the fact by the fuller statement, which is not the headline's."""
        first = self.drafts[index]
        headline = self._article.role_at(self.begins(first)) is Role.HEADLINE
        told = again if headline else first
        self._told.setdefault(index, list(first.evidence)).extend(again.evidence)
        self._words.setdefault(index, self._said(first)).update(self._said(again))
        self.drafts[index] = told

    def _said(self, draft: DraftStatistic) -> set[str]:
        """The words of the places that state a fact, folded."""
        places = (place for place in draft.evidence if not isinstance(place, str))
        return {word for start, end in places for word in self._article.folded[start:end].split()}
