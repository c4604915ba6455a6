"""Which lines of a page are its article: from the headline to the end of the text, without the page's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.lexicon import phrases
from partyx.reading.captions import is_caption_like, is_sure_caption
from partyx.reading.chrome import is_heading, whole_stamp
from partyx.reading.furnishing import Furnishing, heads_a_box
from partyx.reading.lines import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.reading.flow import Flow, Line

_LEAST_TITLE_WORDS = 4
_MOST_TITLE_WORDS = 45
_FULL_TITLE_WORDS = 6
_LEAST_BEGINNING = 20
"""Characters that a line has more of where it may be the beginning of the declared title."""
_LETTER = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_KICKERS = 2
_STAMPED = 4
"""Lines above the headline among which the day may stand."""

_ABOVE = 8


@dataclass(frozen=True, slots=True)
class MainText:
    """The article's lines, and the prose with figures that was left out."""

    lines: tuple[Line, ...]
    headline: Line | None
    left_out: tuple[str, ...]


def main_text(flow: Flow, declared: Sequence[str]) -> MainText:
    """Choose the lines of the article.

    Args:
        flow: The page.
        declared: What its head says the title is.
    """
    return _Choice(flow, declared).choose()


class _Choice:
    def __init__(self, flow: Flow, declared: Sequence[str]) -> None:
        self.flow = flow
        self.lines = flow.lines
        self.titles = self._titles(_Declared(declared))
        self.own = Furnishing(flow, self.titles).own

    def choose(self) -> MainText:
        body = self._body()
        if body is None:
            return MainText(
                tuple(line for line, own in zip(self.lines, self.own, strict=True) if not own), None, ()
            )
        first, last = body
        headline = self._headline(first, last)
        start = self._start(headline, first)
        end = self._end(headline, first, last)
        taken = [index for index in range(start, end) if not self.own[index]]
        kept = set(taken)
        left = (
            line.text
            for index, line in enumerate(self.lines)
            if index not in kept and not self.own[index] and _may_be_missed(line)
        )
        shown = self.lines[headline] if headline is not None else None
        return MainText(tuple(self.lines[index] for index in taken), shown, tuple(left))

    def _titles(self, declared: _Declared) -> list[int]:
        """Lines that may be the headline: what the head declares, else the first headings, else by name."""
        fit = [index for index, line in enumerate(self.lines) if self._may_be_title(line)]
        found = [index for index in fit if declared.has(self.lines[index].text)]
        if not found:
            found = [index for index in fit if self._tag(index) == "h1"]
        return (
            found
            or [i for i in fit if self._is_named_title(i)]
            or [i for i in fit if self._reads_as_title(i)]
        )

    @staticmethod
    def _may_be_title(line: Line) -> bool:
        words = word_count(line.text)
        return (
            _LEAST_TITLE_WORDS <= words <= _MOST_TITLE_WORDS
            and not line.is_link
            and not is_heading(line.printed)
        )

    def _tag(self, index: int) -> str:
        return self.flow.boxes[self.lines[index].box].tag

    def _is_named_title(self, index: int) -> bool:
        name = "".join(_LETTER.findall(self.flow.boxes[self.lines[index].box].name)).casefold()
        return any(part in name for part in phrases("pages.title_boxes")) or self._tag(index) in {"h2", "h3"}

    def _reads_as_title(self, index: int) -> bool:
        line = self.lines[index]
        return word_count(line.text) >= _FULL_TITLE_WORDS and not (
            (line.is_prose and not line.text.endswith("?"))
            or is_caption_like(line.printed)
            or is_sure_caption(line.printed)
        )

    def _body(self) -> tuple[int, int] | None:
        """The box with the densest prose of the article's own."""
        scores: dict[int, float] = {}
        for index, line in enumerate(self.lines):
            if self.own[index] or not line.is_prose or line.is_link:
                continue
            weight = float(len(line.text))
            for box in self._containers(line):
                scores[box] = scores.get(box, 0.0) + weight
                weight /= 2
        if not scores:
            return None
        best = max(scores, key=lambda box: (scores[box], box))
        return self.flow.boxes[best].first, self.flow.boxes[best].last

    def _containers(self, line: Line) -> list[int]:
        chain = list(self.flow.around(line.box))
        box = self.flow.boxes[chain[0]]
        return chain[1:4] if box.last - box.first == 1 and len(chain) > 1 else chain[:3]

    def _headline(self, first: int, last: int) -> int | None:
        """The last title before the text or at its start; a repetition above (a breadcrumb) is not it."""
        prose = next((i for i in range(first, last) if self.lines[i].is_prose and not self.own[i]), first)
        before = [index for index in self.titles if index <= prose]
        return before[-1] if before else None

    def _start(self, headline: int | None, first: int) -> int:
        if headline is None:
            return self._start_without(first)
        start = headline
        parent = self.flow.boxes[self.lines[headline].box].parent
        while start and headline - start < _KICKERS and self._is_kicker(start - 1, parent):
            start -= 1
        for index in range(max(0, headline - _STAMPED), start):
            if whole_stamp(self.lines[index].printed):  # in a toolbar as a rule, which is the page's own
                self.own[index] = False
                return index
        return start

    def _is_kicker(self, index: int, parent: int) -> bool:
        near = self.flow.boxes[self.lines[index].box].parent == parent
        return near and not self.own[index] and not self.lines[index].is_prose

    def _start_without(self, first: int) -> int:
        """Where no headline is known: the lines right above the text that are no links."""
        start = first
        while start and first - start < _ABOVE and not self.own[start - 1]:
            start -= 1
        return start

    def _end(self, headline: int | None, first: int, last: int) -> int:
        """The end of the text, or of what goes on after it in the box that holds headline and text."""
        if headline is None:
            return last
        chain = set(self.flow.around(self.lines[headline].box))
        shared = next(box for box in self.flow.around(self.lines[first].box) if box in chain)
        limit = self.flow.boxes[shared].last
        end = last
        for index in range(last, limit):
            if heads_a_box(self.lines[index].printed):
                break
            if not self.own[index]:
                end = index + 1
        return end


def _may_be_missed(line: Line) -> bool:
    return line.is_prose and _DIGIT.search(line.text) is not None


class _Declared:
    """The titles that the head of a page declares; a page may declare thousands."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._sorted = sorted(map(_folded, titles))

    def has(self, line: str) -> bool:
        """Whether a line is one of them, or the beginning of one."""
        text = _folded(line)
        index = bisect_left(self._sorted, text)
        first = next(iter(self._sorted[index : index + 1]), "")
        return first == text or (len(text) > _LEAST_BEGINNING and first.startswith(text))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
