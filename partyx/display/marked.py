"""An article's text with the evidence of its records marked in place."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from partyx.display import wording
from partyx.display.look import PARTS, tint
from partyx.display.shown import groups, labels, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.article import Article
    from partyx.extraction import Extraction
    from partyx.records import Span

MOST_CHARS = 100_000
"""Article text shown at most: a browser takes seconds to lay out a megabyte of marks."""


class Mark(NamedTuple):
    """One range of the text that a record rests on, or a block that looks different."""

    start: int
    end: int
    kind: str  # a record type, or a part of the look: value, headline, furniture
    label: str  # the record, as findings name it; "" for a block

    @property
    def length(self) -> int:
        """Characters."""
        return self.end - self.start


def css_class(label: str) -> str:
    """The class that a record's row and marks share: "statistics[3]" is "r-statistics-3"."""
    return "r-" + label.replace("[", "-").rstrip("]")


def text(extraction: Extraction, article: Article, scope: str) -> str:
    """The text as HTML; ``scope`` begins the ids of its marks, which rows of the tables link to."""
    marking = _Marking(extraction, scope)
    return "".join(marking.piece(piece, active) for piece, active in pieces(extraction, article))


def pieces(extraction: Extraction, article: Article) -> Iterator[tuple[str, tuple[Mark, ...]]]:
    """The text cut wherever a mark begins or ends, each piece with the marks it is under."""
    end = min(len(article.text), MOST_CHARS)
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in (*(it for it in evidence(extraction) if it.length), *_roles(article)):
        opening.setdefault(mark.start, []).append(mark)
        closing.setdefault(mark.end, []).append(mark)
    cuts = sorted({0, end, *(cut for cut in (*opening, *closing) if cut < end)})
    active: dict[Mark, None] = {}
    for start, stop in pairwise(cuts):
        for mark in closing.get(start, ()):
            active.pop(mark, None)
        active.update(dict.fromkeys(opening.get(start, ())))
        yield article.text[start:stop], tuple(active)


def evidence(extraction: Extraction) -> Iterator[Mark]:
    """Every place a record rests on, and within it the number or what else is to be stressed."""
    for kind, records in groups(extraction).items():
        for label, record in zip(labels(kind, records), records, strict=True):
            it = shown(record)
            yield from (_mark(span, kind, label) for span in it.spans)
            if it.focus is not None:
                yield _mark(it.focus, "value", label)


def _mark(span: Span, kind: str, label: str) -> Mark:
    return Mark(span.start, span.end, kind, label)


def _roles(article: Article) -> Iterator[Mark]:
    """Blocks that look different: the headline, and what yields no records."""
    for block in article.blocks:
        if block.role == "headline" or not block.role.is_content:
            span = article.span(block.start, block.end)
            yield Mark(span.start, span.end, "headline" if block.role.is_content else "furniture", "")


class _Marking:
    """Wraps pieces in their marks, and gives the first piece of each record its id."""

    def __init__(self, extraction: Extraction, scope: str) -> None:
        self._known = list(groups(extraction))
        self._scope = scope
        self._met: set[str] = set()

    def piece(self, text: str, active: Iterable[Mark]) -> str:
        """A stretch of text under the same marks throughout, one element a kind so that tints add up."""
        kinds: dict[str, list[Mark]] = {}
        for mark in active:
            kinds.setdefault(mark.kind, []).append(mark)
        inner = escape(wording.visible(text))
        marks = [mark for mark in active if mark.label]
        if marks and text.strip():
            inner = self._link(min(marks, key=lambda mark: mark.length).label, inner)
        for kind in sorted(kinds):
            inner = self._wrapped(kind, kinds[kind], inner)
        return inner

    def _link(self, label: str, inner: str) -> str:
        """The text as a link to the row of the record it says most closely; a tab stop where that begins."""
        first = label not in self._met
        stop = "" if first else ' tabindex="-1"'
        return f'<a href="#{self._scope}-row-{css_class(label)}"{stop} style="{PARTS["link"]}">{inner}</a>'

    def _wrapped(self, kind: str, marks: list[Mark], inner: str) -> str:
        named = list(dict.fromkeys(mark.label for mark in marks if mark.label))
        if kind not in self._known:
            classes = " ".join([f"px-{kind}", *map(css_class, named)])
            return f'<span class="{classes}" style="{PARTS[kind]}">{inner}</span>'
        new = [label for label in named if label not in self._met]
        self._met.update(new)
        anchors = "".join(f'<span id="{self._scope}-text-{css_class(label)}"></span>' for label in new)
        classes = " ".join([f"px-{kind}", *map(css_class, named)])
        style = f"background-color: {tint(kind, self._known)}; {PARTS['mark']}"
        return f'{anchors}<mark class="{classes}" title="{", ".join(named)}" style="{style}">{inner}</mark>'
