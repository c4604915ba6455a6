"""An article in memory: its text, its blocks and sentences. Plain data, shared by all stages.

Two texts of one article
    ``text`` is the NFC text, the one every :class:`~partyx.records.Span` counts in. ``view`` is what
    the stages read: the same text with one U+0020 for every run of blanks, each paragraph one line, and
    every character of no width taken out, so that ``1.<ZWSP>513`` is one number. All offsets between
    stages count in ``view``; :meth:`Article.span` is the one door from there to ``text``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.fold import fold_in_place
from partyx.language.grammar import pattern
from partyx.language.ranges import Ranges
from partyx.language.title import Titles
from partyx.records import ArticleRef, Finding, Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from partyx.records import Period


class Role(StrEnum):
    """What a block of an article is for."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    LEAD = "lead"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    FURNITURE = "furniture"

    __hash__ = str.__hash__  # Enum's own is written in Python; roles are looked up 500 times an article

    @property
    def is_content(self) -> bool:
        """Whether records may come from such a block."""
        return self in _CONTENT


ADDRESSED = pattern(
    r"(?P<order><addressed.orders|addressed.machines>|<~addressed.marks~>"
    r"|<addressed.systems> (?=\d)"
    r"|(?:(?<=[.!?:] )|(?<=[([])|(?<![^\n]))(?:<addressed.told>|<addressed.writes> (?=\d)))"
    r"|[⟨〈]\s?[a-z]\d{0,6}\s?[⟩〉]|\[[sndcpox]\d{1,6}\]"
    r"|\{[{%][^{}\n]{0,80}\d[^{}\n]{0,80}[%}]\}|\"[a-z_]{1,20}\": ?[\[{\"\d]"
)
"""Words to the reader, marks of chat formats, ids as we show them to a model, templates and JSON."""


class Addressed(NamedTuple):
    """A sentence that speaks to whoever reads the text.

    Attributes:
        start: First character.
        end: One past the last.
        until: The end of what it says: of its paragraph where it gives an order, since more may follow.
        orders: Whether it speaks to the reader; else it has ids, a template or JSON, as a model sees them.
    """

    start: int
    end: int
    until: int
    orders: bool


_LIST_ITEMS = 12
"""Items of a list above a place that are taken to lead to the line that opens it."""

_ITEM = re.compile(r"[-–•+*]|\w{1,3}[.)]\s")
_CONTENT = frozenset({Role.HEADLINE, Role.LEAD, Role.BODY, Role.CAPTION})


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or line of the page, ``view[start:end]``, without surrounding white space."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, ``view[start:end]``; ``block`` is the index of its block."""

    start: int
    end: int
    block: int


@dataclass(frozen=True)
class Article:
    """One article, read and cut up.

    Attributes:
        id: Short name: the file's stem, or the first 12 hex digits of the hash.
        text: The NFC text; spans count in it.
        view: What the stages read; offsets between stages count in it.
        blocks: In reading order, not overlapping; all text that is not white space is in one.
        sentences: In reading order, each within one block.
        title: The headline as printed, or None.
        published: The publication date as printed or given, or None.
        outlet: The outlet's tag as printed ("ĐTO", "BPO"), else the name that the page states, or None.
        sha256: Of ``text`` in UTF-8, hexadecimal.
        offsets: ``view`` index to ``text`` index, one longer than ``view``; None when they are equal.
        source: The path or address it was read from; in an archive or a table "a.zip/b.html", "rows.csv:3".
        url: The address it was published under, or None.
        format: What it was read from: "text", "html", "docx" or "pdf".
        encoding: What its bytes were encoded in ("utf-8", "tcvn3"); "unicode" where they were none.
        findings: What reading noticed: prose left out, another language, several articles.
    """

    id: str
    text: str
    view: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    title: str | None
    published: dt.date | None
    outlet: str | None
    sha256: str
    offsets: Sequence[int] | None = field(default=None, repr=False)
    source: str | None = field(default=None, compare=False)
    url: str | None = None
    format: str = field(default="text", compare=False)
    encoding: str = field(default="unicode", compare=False)
    findings: tuple[Finding, ...] = field(default=(), compare=False)

    @cached_property
    def folded(self) -> str:
        """The view folded for comparison, every character at its place; what patterns are matched on."""
        return fold_in_place(self.view)

    @cached_property
    def titles(self) -> Titles:
        """The titles of people in the view."""
        return Titles(self.view, self.folded)

    @property
    def reference(self) -> ArticleRef:
        """What an extraction keeps of the article."""
        return ArticleRef(
            id=self.id,
            title=self.title,
            published=self.published,
            outlet=self.outlet,
            sha256=self.sha256,
            chars=len(self.text),
            source=self.source,
            url=self.url,
        )

    def until(self, end: int) -> Article:
        """The article as if it ended with the last sentence that ends before ``view[end]``.

        ``text`` and its hash stay those of the whole, and so do the places of spans.
        """
        sentences = tuple(one for one in self.sentences if one.end <= end)
        last = sentences[-1].end if sentences else 0
        blocks = tuple(
            replace(block, end=min(block.end, last)) for block in self.blocks if block.start < last
        )
        return replace(self, view=self.view[:last], blocks=blocks, sentences=sentences)

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """The blocks that tell something at length: lead, text and captions, no headline."""
        return tuple(
            block for block in self.blocks if block.role.is_content and block.role is not Role.HEADLINE
        )

    def span(self, start: int, end: int) -> Span:
        """The public span of ``view[start:end]``, its text sliced from the NFC text."""
        if self.offsets is not None:
            # The end is that of the last character taken, not the start of the next one: a
            # zero-width character after the span stays outside.
            start, end = self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[end]
        return Span(start=start, end=end, text=self.text[start:end])

    def view_range(self, span: Span) -> tuple[int, int]:
        """Where a public span lies in ``view``: the inverse of :meth:`span`."""
        if self.offsets is None:
            return span.start, span.end
        return bisect_right(self.offsets, span.start - 1), bisect_right(self.offsets, span.end - 1)

    def role_at(self, position: int) -> Role:
        """The role of the block that holds ``view[position]`` (furniture between blocks)."""
        index = self.block_at(position)
        return self.blocks[index].role if index is not None else Role.FURNITURE

    def block_at(self, position: int) -> int | None:
        """The index of the block that holds ``view[position]``, or None."""
        index = bisect_right(self._block_starts, position) - 1
        return index if index >= 0 and position < self.blocks[index].end else None

    def sentence_at(self, position: int) -> int | None:
        """The index of the sentence that holds ``view[position]``, or None."""
        index = bisect_right(self._sentence_starts, position) - 1
        return index if index >= 0 and position < self.sentences[index].end else None

    def sentence_around(self, position: int) -> tuple[int, int]:
        """The range of the sentence that holds ``view[position]``, else of its block, else the rest."""
        index = self.sentence_at(position)
        if index is not None:
            return self.sentences[index].start, self.sentences[index].end
        return self.paragraph_around(position)

    def paragraph_around(self, position: int) -> tuple[int, int]:
        """The range of the block that holds ``view[position]``, else the rest."""
        index = self.block_at(position)
        if index is None:
            return position, len(self.view)
        return self.blocks[index].start, self.blocks[index].end

    @cached_property
    def addressed(self) -> tuple[Addressed, ...]:
        """The sentences of the content that speak to whoever reads the text, a person or a machine."""
        sentences: list[Addressed] = []
        done = 0
        for found in ADDRESSED.finditer(self.folded):
            block = self.block_at(found.start())
            if found.start() < done or block is None or not self.blocks[block].role.is_content:
                continue
            start, end = self.sentence_around(found.start())
            done = self.blocks[block].end if found["order"] else end
            sentences.append(Addressed(start, end, done, orders=found["order"] is not None))
        return tuple(sentences)

    def is_before(self, period: Period | None) -> bool:
        """Whether a time begins after the article was published; False where one of the days is not known."""
        begins = None if period is None else period.start
        return begins is not None and self.published is not None and begins > self.published

    @cached_property
    def orders(self) -> Ranges:
        """What speaks to whoever reads the text, to the end of its paragraph: evidence of nothing else."""
        return Ranges((one.start, one.until) for one in self.addressed if one.orders)

    def list_above(self, index: int | None) -> range:
        """The blocks that a list's item goes on with: the items above it, and the line that opens the list.

        Empty for a block that is no item and follows no line that opens one (it ends with a colon), and
        where there is no block.
        """
        if index is None:
            return range(0)
        first = self.above_items(index)
        return range(first - self._ends_with(first - 1, ":"), index)

    def above_items(self, index: int, most: int = _LIST_ITEMS) -> int:
        """The index of the block above the list items that end with block ``index``, at most ``most``.

        ``index`` itself when that block is no item: a paragraph that opens with a bullet or a number, or a
        line of a list that marks alone show: a colon above it, a semicolon behind every line but the last.
        """
        first, low = index, max(0, index - most)
        while first > low and _ITEM.match(self.view, self.blocks[first].start):
            first -= 1
        if first < index:
            return first
        while first > low and self._ends_with(first - 1, ";"):
            first -= 1
        return first - 1 if self._ends_with(first - 1, ":") else index

    def _ends_with(self, index: int, mark: str) -> bool:
        return index >= 0 and self.view.endswith(mark, self.blocks[index].start, self.blocks[index].end)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]
