"""The text layer of a PDF as paragraphs, without running heads and page numbers, by pypdf."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, mode
from typing import TYPE_CHECKING, Any

from partyx.errors import EmptySourceError, FormatError, InputError
from partyx.reading.inputs import too_large
from partyx.reading.lines import Printed, ends_sentence
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
        pages = list(_pages(PdfReader(io.BytesIO(data)), name, max_chars))
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
    return text


def _pages(reader: Any, name: str, max_chars: int) -> Iterator[list[PrintedLine]]:  # noqa: ANN401 - no types here
    if reader.is_encrypted and not reader.decrypt(""):
        raise InputError(f"{name} is a PDF with a password; save it without one first.")
    total = 0
    for number, page in enumerate(reader.pages):
        lines = _Lines(number)
        page.extract_text(visitor_text=lines.add)
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
                self._open.text += part
            elif part.strip():
                x, y = (tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]) if not nth else (0.0, 0.0)
                height = abs(size * tm[3] * cm[3]) if not nth else 0.0
                self._open = PrintedLine(part, self._page, x, y, height)

    def all(self) -> list[PrintedLine]:
        """The lines that are not blank."""
        self._end()
        return self._lines

    def _end(self) -> None:
        if self._open is not None:
            self._open.text = _SPACES.sub(" ", self._open.text).strip()
            if self._open.text:
                self._lines.append(self._open)
        self._open = None


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
            paragraphs[-1] += f" {line.text}"
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
        self.step = median(steps) if steps else 0.0
        self.margins = _margins(body)

    def _is_body(self, line: PrintedLine) -> bool:
        return abs(line.size - self.size) <= _SAME_SIZE * self.size

    def go_on(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether a line goes on with the paragraph of the one before it."""
        before, form = (form_of(Printed.of(each.text)) for each in (last, line))
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
        return self._stands_with(last, line) and (
            full and self._indent(line) < _INDENT if self._is_body(line) else not ended
        )

    def _indent(self, line: PrintedLine) -> float:
        """How far a line starts behind the margin of its column."""
        return line.x - max((margin for margin in self.margins if margin <= line.x + 1), default=line.x)

    def _stands_with(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Whether two lines are as near as those of a paragraph; from page to page nobody can tell."""
        if last.page != line.page:
            return self._is_body(line)
        return last.y - line.y <= _SAME_STEP * max(self.step, line.size)
