"""A page as lines in reading order, each with the box it stands in and how much of it is links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from partyx.reading.lines import RAISED, FoldedLine, ends_sentence, word_count
from partyx.reading.tables import sentences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

UNREAD: Final = frozenset(
    "audio button canvas head iframe input math noscript object option script select style svg "
    "template textarea video".split()
)
BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html li main marquee menu nav ol p pre section summary table "
    "tbody td tfoot th thead tr ul".split()
)
_LEAVES: Final = frozenset("p li h1 h2 h3 h4 h5 h6 dd dt figcaption blockquote pre".split())
"""Blocks that hold one run of text: parts of it with classes of their own are no lines of their own."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_HIDING: Final = frozenset("hidden hide d-none sr-only visually-hidden screen-reader-text".split())
_SHOWN_ON_SOME = re.compile(r"(?:\bd-(?:sm|md|lg|xl|xxl|print)-|\b(?:sm|md|lg|xl|2xl|print):)(?!none|hidden)")
"""A class that shows on wider screens what another hides on narrow ones: "d-none d-md-block"."""

_LINK_EDGE = "\ue000"
"""Where a link begins or ends, until its line is whole: a blank, but none before a comma or behind "("."""

_NO_BLANK = re.compile(rf"(?<=[(\[{{“‘«]){_LINK_EDGE}++|(?<!{_LINK_EDGE}){_LINK_EDGE}++(?=[,.;:!?…)\]}}”’»])")
_PROSE_WORDS = 8
_PROSE_CHARS = 160
"""A run this long is prose although no period ends it."""

_LONGEST_LINK, _LONGEST_RAISED = 600, 40
"""Characters. A card of another article, its title with a summary, has some 400; a footnote's mark few.
What is longer was never closed, and goes on to the end of the page."""

_LINKED = 0.6
"""Share of a line from which it is a link."""


def is_prose(line: str) -> bool:
    """Whether a line with single blanks reads as a sentence or a paragraph."""
    ended = ends_sentence(line) and word_count(line) >= _PROSE_WORDS
    return ended or len(line) >= _PROSE_CHARS


@dataclass(slots=True)
class Line:
    """One line of the page, with single spaces.

    Attributes:
        box: Index of the innermost block that holds it.
        gap: Line ends before it: 1 after a ``<br>``, 2 between blocks.
        linked: Characters that are links.
        opens_with: Characters of the link that opens it; 0 where none does.
    """

    text: str
    box: int
    gap: int
    linked: int = 0
    opens_with: int = 0

    @property
    def printed(self) -> FoldedLine:
        """Its text with single blanks, and the same folded."""
        return FoldedLine.of(self.text)

    @property
    def is_link(self) -> bool:
        """Whether most of it is links."""
        return self.linked > _LINKED * len(self.text)

    @property
    def is_prose(self) -> bool:
        """Whether it reads as a sentence or a paragraph."""
        return is_prose(self.text)


@dataclass(slots=True)
class Box:
    """One block of the page, ``lines[first:last]``; ``name`` is its classes and its id."""

    tag: str
    name: str
    parent: int
    first: int
    last: int = 0
    hidden: bool = False


@dataclass(slots=True)
class Flow:
    """The lines and the boxes of a page, both in reading order; a box comes after the one it is in."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def around(self, box: int) -> Iterator[int]:
        """The box and all that it is in, from the inside out."""
        while box >= 0:
            yield box
            box = self.boxes[box].parent


def flow_of(tree: Any) -> Flow:  # noqa: ANN401 - lxml has no types here
    """Lay the tree of a page out as lines."""
    walk = _Walk()
    walk.block(tree)
    return walk.flow


class _Walk:
    """One pass over the tree, with the line that is being written."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.box = -1
        self.gap = 2
        self.pieces: list[tuple[str, bool]] = []
        self.links = 0
        self.raised = 0

    def block(self, element: Any) -> None:  # noqa: ANN401
        """An element that stands on lines of its own."""
        self._end_line(2)
        boxes = self.flow.boxes
        boxes.append(
            Box(element.tag, _name(element), self.box, len(self.flow.lines), hidden=_is_hidden(element))
        )
        outer, self.box = self.box, len(boxes) - 1
        told = sentences_of(element) if element.tag == "table" else None
        if told is None:
            self._inside(element)
        else:
            for sentence in told:
                self._write(sentence)
                self._end_line(2)
        self._end_line(2)
        boxes[self.box].last = len(self.flow.lines)
        self.box = outer

    def _inside(self, element: Any) -> None:  # noqa: ANN401
        self._write(element.text)
        part = False
        for child in element:
            if child.tag in BLOCKS:
                self.block(child)
            elif child.tag == "br":
                self._end_line(1)
            elif child.tag not in UNREAD and not _is_hidden(child):
                if part and self._starts_a_line(element, child):
                    self._end_line(1)
                self._inline(child)
            part = bool(child.get("class") or child.get("id")) and not (child.tail or "").strip()
            self._write(child.tail)

    def _inline(self, element: Any) -> None:  # noqa: ANN401
        raised = element.tag == "sup" and not _is_longer(element, _LONGEST_RAISED)
        if not _is_link(element):
            self.raised += raised
            self._inside(element)
            self.raised -= raised
            return
        self._write(_LINK_EDGE)
        self.links += 1
        self._inside(element)
        self.links -= 1
        self._write(_LINK_EDGE)

    def _starts_a_line(self, element: Any, child: Any) -> bool:  # noqa: ANN401
        """Whether a part with a class after another one is a line: a stamp and a lead, set apart by style."""
        if element.tag in _LEAVES or element.tag not in BLOCKS or not (child.get("class") or child.get("id")):
            return False
        text = _SPACE.sub(" ", "".join(child.itertext())).strip()
        return bool(text) and not text[0].islower() and bool(self.pieces)

    def _write(self, text: str | None) -> None:
        if text:
            # Raised digits are no part of the number they stand behind: "12 m²", "104¹ đảng viên".
            raised = text.translate(RAISED) if self.raised else text
            self.pieces.append((raised, self.links > 0))

    def _end_line(self, gap: int) -> None:
        text = _one_line("".join(piece for piece, _ in self.pieces))
        if text:
            linked = [(_one_line(piece), link) for piece, link in self.pieces]
            shown = [(piece, link) for piece, link in linked if piece]
            opening = len(shown[0][0]) if shown[0][1] else 0
            total = sum(len(piece) for piece, link in shown if link)
            self.flow.lines.append(Line(text, self.box, self.gap, total, opening))
            self.gap = gap
        else:
            self.gap = 2 if gap == 2 or (self.gap and not self.pieces) else max(self.gap, gap)  # noqa: PLR2004
        self.pieces.clear()


def _one_line(text: str) -> str:
    """A text with single blanks, and one where a link begins or ends between words."""
    if _LINK_EDGE in text:
        text = _NO_BLANK.sub("", text).replace(_LINK_EDGE, " ")
    return _SPACE.sub(" ", text).strip(" ")


def _name(element: Any) -> str:  # noqa: ANN401
    return " ".join(filter(None, (element.get("class"), element.get("id"), element.get("itemprop"))))


def _is_link(element: Any) -> bool:  # noqa: ANN401
    """Whether an element leads elsewhere: an ``<a>`` without an address is a place to be led to."""
    return element.tag == "a" and element.get("href") is not None and not _is_longer(element, _LONGEST_LINK)


def _is_longer(element: Any, most: int) -> bool:  # noqa: ANN401
    """Whether an element has more characters or elements in it than so many; no more of it is looked at."""
    chars = len(element.text or "")
    for count, inside in enumerate(element.iterdescendants(), 1):
        chars += len(inside.text or "") + len(inside.tail or "")
        if max(chars, count) > most:
            return True
    return chars > most


def _is_hidden(element: Any) -> bool:  # noqa: ANN401
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return True
    classes = element.get("class") or ""
    return not _HIDING.isdisjoint(classes.split()) and _SHOWN_ON_SOME.search(classes) is None
