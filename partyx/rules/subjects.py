"""Whose figure it is: the organisation or place that its clause, sentence or paragraph speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.mention import Kind

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions
    from partyx.rules.clauses import Clause

_OBJECT = re.compile(
    r"\b(?:của|cho|vào|tại|thuộc|với|về|theo|đến|lên|do|từ|trực\s+thuộc|và|thành\s+lập|nhà)\s+$",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\btại\s+$", re.IGNORECASE)
"""Where something happens is no issuer: it may own the figures of later paragraphs."""
_BRACKETED = re.compile(
    r"(?P<place>(?:huyện|quận|thị\s+xã|thành\s+phố|tỉnh|xã|phường|thị\s+trấn|đặc\s+khu)(?:\s+đảo)?"
    r"(?:\s+[A-ZĐÀ-Ỹ]\w*){1,4})\s*\($"
)
"""A place with its figure in brackets behind it: "huyện Khê Sơn (1.122/700)"."""
_COUNTED = re.compile(r"[\d%]\s*$")


class Subjects:
    """Finds the organisation that a figure is about.

    The order, after the codebook ("the narrowest organisation or place stated"): the subject of the
    figure's own semicolon part (003 gives one sentence two actors, split by a semicolon); that of the
    sentence; that of the paragraph; that of the last paragraph that had one.
    """

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article's organisations at hand."""
        self._view = article.view
        self._mentions = mentions
        self._last: str | None = None
        self._paragraph: tuple[int, str | None] = (-1, None)

    def of(self, figure: Mention, clause: Clause) -> str | None:
        """The organisation or place as printed, or None."""
        if place := _BRACKETED.search(self._view, max(clause.part_start, figure.start - 60), figure.start):
            return place["place"]
        for start in (clause.part_start, clause.sentence[0]):
            if named := self._named(start, figure.start):
                acting = self._acting(named)
                if carried := acting or next((one for one in named if self._follows(_PLACE, one)), None):
                    self._last = carried.text
                return (acting or named[0]).text
        return self._paragraph_subject(clause) or self._last

    def _paragraph_subject(self, clause: Clause) -> str | None:
        start = clause.paragraph[0]
        if self._paragraph[0] != start or self._paragraph[1] is None:
            named = self._named(start, clause.sentence[0])
            self._paragraph = (start, (self._acting(named) or named[0]).text if named else None)
        return self._paragraph[1]

    def _named(self, start: int, end: int) -> list[Mention]:
        """The organisations of ``view[start:end]``, but for those that are counted."""
        found = self._mentions.within(start, end, Kind.ORGANISATION)
        return [mention for mention in found if mention.end <= end and not self._counted(mention)]

    def _acting(self, named: list[Mention]) -> Mention | None:
        """The first one that is a subject."""
        return next((one for one in named if not self._follows(_OBJECT, one)), None)

    def _follows(self, words: re.Pattern[str], mention: Mention) -> bool:
        return bool(words.search(self._view[max(0, mention.start - 14) : mention.start]))

    def _counted(self, mention: Mention) -> bool:
        return bool(_COUNTED.search(self._view[max(0, mention.start - 3) : mention.start]))
