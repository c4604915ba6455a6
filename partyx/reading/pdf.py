"""The text layer of a PDF as paragraphs, without running heads and page numbers, by pypdf."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mode
from typing import TYPE_CHECKING, Any

from partyx.errors import EmptySourceError, FormatError, InputError
from partyx.reading.inputs import too_large
from partyx.reading.lines import RAISED, FoldedLine, ends_sentence
from partyx.reading.units import Form, form_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAGE_NUMBER = re.compile(r"(?:trang\s)?[-–|\s]*\d{1,4}(?:\s?/\s?\d{1,4})?[-–|\s]*\Z", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"[ \t\xa0]+")
_EDGE_LINES = 3
"""Lines at the top and the bottom of a page that may be its running head and foot."""

_REPEATED = 0.6
"""Share of the pages that a running head stands on."""

_FULL = 0.8
"""Share of the width of the text from which a line was broken by its length."""

_NARROWEST = 30
"""Characters. Lines of narrower text are lists; columns of newspapers have 35."""

_SAME_SIZE, _SAME_STEP, _INDENT = 0.08, 1.2, 6.0
"""How far sizes differ by rounding; how much more than a line's height parts paragraphs (a browser leaves a
quarter); points from which a line is indented."""


_COLUMN = 0.08
"""Share of the lines that start where a column does."""

_RAISED = re.compile(r"\(?\d{1,3}\)?")
_SMALLER = 0.9
"""Of the size of its line, what a footnote's mark has at most: text programs take 0.58 to 0.83."""

_WIDEST, _BLANK = 0.65, 1.2
"""Of the size: a letter of a wide font, and the widest blank in justified text. A piece that stands nearer
than these goes on with its line."""

_SINGLE = 0.6
"""Share of the words with one letter from which a text layer has no words; that of a text is a tenth."""

_LEAST_WORDS = 20
"""From which a text tells whether its letters are words."""

_LEAST_STEPS = 300_000
"""Steps of drawing that any PDF may take, and one more a byte of it: pages of text take a thousand each, and
1,000 bytes can call for a million, of 13 us each."""

_HYPHEN = re.compile(r"\w-\Z")
_WRAPPED = 0.6
"""Share of the width of narrow columns that a line has at least where a figure goes on with it."""


@dataclass(slots=True)
class PrintedLine:
    """A line of a page: its text, the number of its page, and where it starts, where the PDF says so."""

    text: str
    page: int
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


def pdf_text(data: bytes, name: str, max_chars: int) -> str:
    """The text of a PDF.

    Raises:
        InputError: It is broken, encrypted, or its pages are pictures.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - 0.2 s, only for PDFs

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        steps = _Steps(_LEAST_STEPS + len(data), name)
        pages = list(_pages(PdfReader(io.BytesIO(data)), name, max_chars, steps))
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - PDFs are hostile input to a large library
        raise FormatError(f"{name} is a broken PDF: {error or type(error).__name__}.") from None
    text = "\n\n".join(unwrapped([line for page in _without_edges(pages) for line in page]))
    if not text.strip():
        raise EmptySourceError(
            f"{name} is a PDF without a text layer: its pages ({len(pages)}) are pictures, as scans are. "
            "It has to go through text recognition (OCR) first, for instance with ocrmypdf -l vie."
        )
    words = text.split()
    if len(words) >= _LEAST_WORDS and sum(len(word) == 1 for word in words) > _SINGLE * len(words):
        raise FormatError(
            f"{name} is a PDF whose text layer has each letter by itself: no word, no number is whole. "
            "Print it to a PDF anew, or have it go through text recognition (OCR)."
        )
    return text


class _Steps:
    """Counts what the pages of a PDF draw, and ends one that draws the same for hours."""

    def __init__(self, most: int, name: str) -> None:
        self._left = most
        self._name = name

    def __call__(self, *_: object) -> None:
        """Take one more step.

        Raises:
            FormatError: It is one too many.
        """
        self._left -= 1
        if self._left < 0:
            raise FormatError(f"{self._name} is a PDF that draws far more than it holds: a bomb.")


def _pages(reader: Any, name: str, max_chars: int, steps: _Steps) -> Iterator[list[PrintedLine]]:  # noqa: ANN401 - no types here
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{name} is a PDF with a password; save it without one first.")
    total = 0
    for number, page in enumerate(reader.pages):
        lines = _Lines(number)
        page.extract_text(visitor_text=lines.add, visitor_operand_before=steps)
        found = lines.all()
        total += sum(len(line.text) for line in found)
        if total > max_chars:
            raise too_large(f"{name} says over {total:,} characters", max_chars)
        yield found


class _Lines:
    """Puts the pieces of a page's text together to lines."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._lines: list[PrintedLine] = []
        self._open: PrintedLine | None = None

    def add(self, text: str, cm: Sequence[float], tm: Sequence[float], _font: object, size: float) -> None:
        """Take a piece: its text, the matrices that place it, its size."""
        for nth, part in enumerate(text.split("\n")):
            if nth:
                self._end()
            if self._open is not None:
                height = abs(size * tm[3] * cm[3])
                self._open.text += part.translate(RAISED) if self._is_mark(part, height) else part
            elif part.strip():
                x, y = (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]) if not nth else (0.0, 0.0)
                height = abs(size * tm[3] * cm[3]) if not nth else 0.0
                self._open = PrintedLine(part, self._page, x, y, height)

    def all(self) -> list[PrintedLine]:
        """The lines that are not blank."""
        self._end()
        return _joined(self._lines)

    def _is_mark(self, part: str, height: float) -> bool:
        """Whether a piece of the open line is a footnote's mark behind a number: "104¹"."""
        line = self._open
        behind = line is not None and line.text[-1:].isalnum()
        small = line is not None and 0 < height <= _SMALLER * line.size
        return behind and small and _RAISED.fullmatch(part) is not None

    def _end(self) -> None:
        if self._open is not None:
            self._open.text = _SPACES.sub(" ", self._open.text).strip()
            if self._open.text:
                self._lines.append(self._open)
        self._open = None


def _joined(pieces: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Pieces that stand on one line as that line: some programs place each word by itself."""
    lines: list[PrintedLine] = []
    for last, piece in pairwise([None, *pieces]):
        if last is not None and piece is not None and _follows(last, piece):
            lines[-1].text += f" {piece.text}"
        elif piece is not None:
            lines.append(replace(piece))
    return lines


def _follows(last: PrintedLine, piece: PrintedLine) -> bool:
    """Whether a piece stands on the same line, right behind another."""
    if not last.size or last.size != piece.size or abs(last.y - piece.y) > _SAME_SIZE * piece.size:
        return False
    return 0 < piece.x - last.x <= (_WIDEST * len(last.text) + _BLANK) * piece.size


def _without_edges(pages: Sequence[Sequence[PrintedLine]]) -> Iterator[list[PrintedLine]]:
    """The lines of each page without its number and without what stands at the same edge of most pages."""
    edges = Counter(
        text
        for page in pages
        for text in {_numberless(line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])}
    )
    often = {text for text, count in edges.items() if len(pages) > 2 and count >= _REPEATED * len(pages)}  # noqa: PLR2004
    for page in pages:
        last = len(page) - 1
        yield [
            line
            for at, line in enumerate(page)
            if not (at in {0, last} and _PAGE_NUMBER.match(line.text))
            and not (min(at, last - at) < _EDGE_LINES and _numberless(line) in often)
        ]


def _numberless(line: PrintedLine) -> str:
    return _DIGITS.sub("#", line.text)


def unwrapped(lines: Sequence[PrintedLine]) -> list[str]:
    """Lines that were broken by their length as the paragraphs that they were.

    A line goes on with the one before it when that one is as long as lines get and nothing parts the two:
    another size, more room between, an indent, an item's mark. Where the PDF does not say where its lines
    stand, a line that ends no sentence has to show it.
    """
    measures = _Measures(lines)
    paragraphs: list[str] = []
    for last, line in pairwise([None, *lines]):
        if last is not None and line is not None and measures.go_on(last, line):
            paragraphs[-1] += line.text if _HYPHEN.search(last.text) else f" {line.text}"
        elif line is not None:
            paragraphs.append(line.text)
    return paragraphs


def _margins(body: Sequence[PrintedLine]) -> list[int]:
    """Where columns start: where lines one after the other do, which indented first lines do not."""
    starts = [round(line.x) for line in body]
    runs = Counter(first for first, second in pairwise(starts) if first == second)
    columns = [start for start, count in runs.items() if count >= _COLUMN * len(starts)]
    return columns or sorted(starts)[:1]


class _Measures:
    """How wide and how far apart the lines of the text are."""

    def __init__(self, lines: Sequence[PrintedLine]) -> None:
        lengths = sorted(len(line.text) for line in lines)
        self.width = lengths[int(len(lengths) * 0.9)] if lengths else 0
        placed = [line for line in lines if line.size]
        self.size = mode([round(line.size, 1) for line in placed]) if placed else 0.0
        body = [line for line in placed if self._is_body(line)]
        steps = [
            last.y - line.y for last, line in pairwise(body) if last.page == line.page and last.y > line.y
        ]
        self.step = sorted(steps)[len(steps) // 4] if steps else 0.0  # most lines may end a paragraph
        self.margins = _margins(body)

    def _is_body(self, line: PrintedLine) -> bool:
        return abs(line.size - self.size) <= _SAME_SIZE * self.size

    def go_on(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line goes on with the paragraph of the one before it."""
        before, form = (form_of(FoldedLine.of(each.text)) for each in (last, line))
        if form is not Form.FREE or before not in {Form.FREE, Form.ITEM}:
            return False
        ended = ends_sentence(last.text)
        full = self.width >= _NARROWEST and len(last.text) >= _FULL * self.width
        if not (last.size and line.size):
            return not ended and (full or line.text[0].islower())
        if abs(last.size - line.size) > _SAME_SIZE * last.size:
            return False
        if line.text[0].islower() and not ended:
            return True
        if line.text[0].isdigit() and not ended and self._is_wrapped(last, line):
            return True
        return self._stands_with(last, line) and (
            full and self._indent(line) < _INDENT if self._is_body(line) else not ended
        )

    def _is_wrapped(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line is the next of its column and the one before it is not short."""
        below = last.page == line.page and last.y - line.y > line.size / 2
        return below and len(last.text) >= _WRAPPED * self.width and self._stands_with(last, line)

    def _indent(self, line: PrintedLine) -> float:
        """How far a line starts behind the margin of its column."""
        return line.x - max((margin for margin in self.margins if margin <= line.x + 1), default=line.x)

    def _stands_with(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether two lines are as near as those of a paragraph; from page to page nobody can tell."""
        if last.page != line.page:
            return self._is_body(line)
        return last.y - line.y <= _SAME_STEP * max(self.step, line.size)
