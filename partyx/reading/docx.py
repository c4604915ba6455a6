"""The text of a Word document: its paragraphs and its tables, in order, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from partyx.errors import EmptySourceError, FormatError
from partyx.reading.inputs import DOCUMENT_BYTES, too_large
from partyx.reading.tables import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACES = re.compile(r"[ \t\xa0]+")
_MOST_COLUMNS = 63
"""Word makes no more."""

_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "ins", "customXml", "smartTag", "body"})
_SIGNS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def docx_text(data: bytes, name: str) -> str:
    """The paragraphs and the tables of a Word document, in order.

    Raises:
        InputError: It is broken, or holds no text.
    """
    from docx import Document  # noqa: PLC0415 - 0.1 s, only for documents

    try:
        size = _unpacked_size(data)
        text = "\n\n".join(_blocks(Document(io.BytesIO(data)).element.body)) if size <= DOCUMENT_BYTES else ""
    except Exception as error:  # noqa: BLE001 - python-docx raises what the broken part makes it raise
        raise FormatError(f"{name} is a broken Word document: {error or type(error).__name__}.") from None
    if size > DOCUMENT_BYTES:
        raise too_large(f"{name} unpacks to {size:,} bytes", DOCUMENT_BYTES)
    if not text.strip():
        raise EmptySourceError(f"{name} is a Word document without text; if it holds pictures, it needs OCR.")
    return text


def _unpacked_size(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".rels")))


def _blocks(element: Any) -> Iterator[str]:  # noqa: ANN401 - lxml has no types here
    """The paragraphs and tables in an element, in order, also in controls and changes."""
    for child in element.iterchildren():
        kind = _kind(child)
        if kind == "p":
            if text := _text(child):
                yield text
        elif kind == "tbl":
            yield from _table(child)
        elif kind in _WRAPPERS:
            yield from _blocks(child)


def _table(table: Any) -> Iterator[str]:  # noqa: ANN401
    """A table of figures as sentences; of any other its cells, each with its paragraphs."""
    rows = [_within(row, "tc") for row in _within(table, "tr")]
    grid: list[list[str]] = []
    for row in rows:
        grid.append(_spread(row, grid[-1] if grid else []))
    told = tell(grid)
    if told is not None:
        yield from told
        return
    for row in rows:
        for cell in row:
            yield from _blocks(cell)


def _within(element: Any, kind: str) -> list[Any]:  # noqa: ANN401
    return [child for child in element.iterchildren() if _kind(child) == kind]


def _spread(cells: list[Any], above: list[str]) -> list[str]:
    """What the cells of a row say by column; one that goes on from above says the same again."""
    row: list[str] = []
    for cell in cells:
        span = (cell.xpath("./w:tcPr/w:gridSpan/@w:val") or ["1"])[0]
        goes_on = cell.xpath("./w:tcPr/w:vMerge[not(@w:val='restart')]")
        said = above[len(row)] if goes_on and len(row) < len(above) else "; ".join(_blocks(cell))
        row += [said] * (min(int(span), _MOST_COLUMNS) if span.isdecimal() else 1)
    return row


def _text(paragraph: Any) -> str:  # noqa: ANN401
    """The text of a paragraph, also what was inserted as a change; not a text box's copy for old programs."""
    pieces = []
    for node in paragraph.iter():
        kind = _kind(node)
        if kind in _SIGNS:
            pieces.append(_SIGNS[kind])
        elif kind == "t" and not any(_kind(outer) == "Fallback" for outer in node.iterancestors()):
            pieces.append(node.text or "")
    return _SPACES.sub(" ", "".join(pieces)).strip()


def _kind(node: Any) -> str:  # noqa: ANN401
    return str(node.tag).rpartition("}")[2]
