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
            if found := self._first_between(start, figure.start):
                self._last = self._first_between(start, figure.start, sure=True) or self._last
                return found
        return self._paragraph_subject(clause) or self._last

    def _paragraph_subject(self, clause: Clause) -> str | None:
        start = clause.paragraph[0]
        if self._paragraph[0] != start or self._paragraph[1] is None:
            self._paragraph = (start, self._first_between(start, clause.sentence[0]))
        return self._paragraph[1]

    def _first_between(self, start: int, end: int, *, sure: bool = False) -> str | None:
        """The first organisation of ``view[start:end]`` that is a subject; else any, if ``sure`` a place."""
        found = [
            mention for mention in self._mentions.within(start, end, Kind.ORGANISATION) if mention.end <= end
        ]
        own = [mention for mention in found if not self._counted(mention)]
        subjects = [mention for mention in own if not self._is_object(mention)]
        rest = [mention for mention in own if self._follows(_PLACE, mention)] if sure else own
        best = subjects or rest
        return best[0].text if best else None

    def _counted(self, mention: Mention) -> bool:
        return bool(_COUNTED.search(self._view[max(0, mention.start - 3) : mention.start]))

    def _is_object(self, mention: Mention) -> bool:
        return self._follows(_OBJECT, mention)

    def _follows(self, words: re.Pattern[str], mention: Mention) -> bool:
        return bool(words.search(self._view[max(0, mention.start - 14) : mention.start]))
