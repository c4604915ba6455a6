"""Which lines of a page are its own, by its markup: links, cards, remarks, counters, what is hidden."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from partyx.language.lexicon import phrases
from partyx.reading.chrome import is_furniture, is_heading
from partyx.reading.flow import Box
from partyx.reading.lines import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.reading.flow import Flow
    from partyx.reading.lines import FoldedLine

_TAGS: Final = frozenset({"nav", "footer", "marquee", "menu"})
_WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]+")
_TITLE_WORDS = 5
_CARD_TAGS: Final = frozenset({"div", "table", "aside", "section", "li", "figure", "blockquote"})
_LONE_CARD_LINES = 3
_CARD_LINES = 6
"""Lines of the longest card of another article: picture, section, title, summary, day, author."""

_MOST = 0.5


class Furnishing:
    """Tells the lines of a page that are its own (``own[index]``); a box that holds a headline never is."""

    def __init__(self, flow: Flow, headlines: list[int]) -> None:
        """Judge every box, those that say it surely before those that only have a name for it."""
        self.flow = flow
        self.own = [is_furniture(line.printed) if line.is_prose else line.is_link for line in flow.lines]
        self._prose = [
            0,
            *accumulate(len(line.text) if line.is_prose and not line.is_link else 0 for line in flow.lines),
        ]
        self._linked = [0, *accumulate(line.linked for line in flow.lines)]
        self._chars = [0, *accumulate(len(line.text) for line in flow.lines)]
        heads = set(headlines)
        self._heads = [0, *accumulate(index in heads for index in range(len(flow.lines)))] if heads else []
        self._judge()

    def _judge(self) -> None:
        boxes = [box for box in self.flow.boxes if box.first < box.last]
        sure = [box for box in boxes if self._is_surely_own(box)]
        for box in (*sure, *self._cards(), *self._columns()):
            self._take(box.first, box.last)
        left = self._left()
        for box in boxes:
            if self._is_named(box) and not self._holds_article(box, left):
                self._take(box.first, box.last)

    def _take(self, first: int, last: int) -> None:
        self.own[first:last] = [True] * (last - first)

    def _left(self) -> list[int]:
        lines = self.flow.lines
        return [
            0,
            *accumulate(
                0 if own or not line.is_prose else len(line.text)
                for own, line in zip(self.own, lines, strict=True)
            ),
        ]

    def _holds_article(self, box: Box, prose: list[int]) -> bool:
        """Whether a box holds a headline, or, where none is known, most of the prose."""
        if self._heads and self._heads[box.last] > self._heads[box.first]:
            return True
        held = prose[box.last] - prose[box.first]
        return held > _MOST * prose[-1] if not self._heads or not box_is_remarks(box) else False

    def _is_surely_own(self, box: Box) -> bool:
        if self._holds_article(box, self._prose):
            return False
        if box.hidden or box.tag in _TAGS:
            return True
        if heads_a_box(self.flow.lines[box.first].printed):
            return self._is_headed_box(box)
        linked = self._linked[box.last] - self._linked[box.first]
        several = sum(line.is_link for line in self.flow.lines[box.first : box.first + 2]) > 1
        return several and linked > _MOST * (self._chars[box.last] - self._chars[box.first])

    def _is_headed_box(self, box: Box) -> bool:
        """Whether a box headed so is one of links or remarks: "Đánh giá" may head a part of an article."""
        if phrases("pages.remark_headings").intersection(self.flow.lines[box.first].printed.folded.split()):
            return True
        linked = self._linked[box.last] > self._linked[box.first]
        return linked or self._prose[box.last] == self._prose[box.first]

    def _is_named(self, box: Box) -> bool:
        """Whether a box has a name for it, and links or readers' remarks in it, or no prose."""
        if box.tag == "form":
            return True
        if box_is_remarks(box):
            return True
        linked = self._linked[box.last] > self._linked[box.first]
        prose = self._prose[box.last] > self._prose[box.first]
        if box.tag == "aside":
            return linked
        return has_furniture_name(box.name) and (linked or not prose or box.tag == "body")

    def _cards(self) -> Iterator[Box]:
        """Cards of other articles: boxes that stand beside others of the same make, each led by a link."""
        alike: dict[tuple[int, str, str], list[Box]] = {}
        for box in self.flow.boxes:
            if box.first == box.last or self._holds_article(box, self._prose):
                continue
            if self._is_lone_card(box):
                yield box
            elif self._is_card(box):
                alike.setdefault((box.parent, box.tag, re.sub(r"\d+", "", box.name)), []).append(box)
        for group in alike.values():
            if len(group) > 1:
                yield from group

    def _is_card(self, box: Box) -> bool:
        if box.last - box.first > _CARD_LINES:
            return False
        head = self.flow.lines[box.first : min(box.last, box.first + 2)]
        return any(line.is_link and word_count(line.text) >= _TITLE_WORDS for line in head) or any(
            self._is_teaser(line.text, line.opens_with) for line in head
        )

    def _is_lone_card(self, box: Box) -> bool:
        """Whether a box of its own in a text is a card: a linked title and its summary, nothing else."""
        if box.tag not in _CARD_TAGS or not 2 <= box.last - box.first <= _LONE_CARD_LINES:  # noqa: PLR2004 - both
            return False
        title = self.flow.lines[box.first]
        return title.is_link and not title.is_prose and word_count(title.text) >= _TITLE_WORDS

    @staticmethod
    def _is_teaser(text: str, opens_with: int) -> bool:
        """Whether a line is a linked title with a summary behind it: the summary starts with a capital."""
        title, rest = text[:opens_with], text[opens_with:].lstrip()
        return word_count(title) >= _TITLE_WORDS and rest[:1].isupper() and title[-1:] not in ".,:;"

    def _columns(self) -> Iterator[Box]:
        """Linked titles and summaries in turn, in one box, two and more of them."""
        lines = self.flow.lines
        for index, line in enumerate(lines):
            if self._is_teaser(line.text, line.opens_with) and not line.is_link:
                yield Box("", "", -1, index, index + 1)
        pairs: dict[int, list[int]] = {}
        for index in range(1, len(lines)):
            title, summary = lines[index - 1], lines[index]
            if title.box == summary.box and title.is_link and not summary.is_link:
                pairs.setdefault(title.box, []).append(index)
        for found in pairs.values():
            if len(found) > 1:
                yield from (Box("", "", -1, index, index + 1) for index in found)


def heads_a_box(line: FoldedLine) -> bool:
    """Whether a line is the heading of a box, with or without a number before it: "2 bình luận"."""
    return is_heading(line) or is_heading(line.strip("0123456789() "))


def box_is_remarks(box: Box) -> bool:
    """Whether a box is named after readers' remarks."""
    joined = "".join(_WORD.findall(box.name)).casefold()
    return any(name in joined for name in phrases("pages.remark_boxes"))


def has_furniture_name(name: str) -> bool:
    """Whether a class or id says that a box is the page's own."""
    if not name:
        return False
    words = [word.casefold() for word in _WORD.findall(name)]
    if not phrases("pages.boxes").isdisjoint(words):
        return True
    joined = "".join(words)
    return any(part in joined for part in phrases("pages.joined_boxes"))
