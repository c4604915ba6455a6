"""The text of a Word document: its paragraphs and its tables, in order, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from partyx.errors import EmptySourceError, FormatError
from partyx.reading.inputs import DOCUMENT_BYTES, too_large
from partyx.reading.tables import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACES = re.compile(r"[ \t\xa0]+")


def docx_text(data: bytes, name: str) -> str:
    """The paragraphs and the tables of a Word document, in order.

    Raises:
        InputError: It is broken, or holds no text.
    """
    from docx import Document  # noqa: PLC0415 - 0.1 s, only for documents

    try:
        size = _unpacked_size(data)
        text = "\n\n".join(_blocks(Document(io.BytesIO(data)))) if size <= DOCUMENT_BYTES else ""
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


def _blocks(document: Any) -> Iterator[str]:  # noqa: ANN401 - python-docx has no types
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _table(block)
        elif text := block.text.strip():
            yield text


def _table(table: Any) -> Iterator[str]:  # noqa: ANN401
    """A table of figures as sentences; of any other its cells, each with its paragraphs."""
    rows = [
        [_SPACES.sub(" ", cell.text.replace("\n", "; ")).strip() for cell in row.cells] for row in table.rows
    ]
    told = tell(rows)
    if told is not None:
        yield from told
        return
    for row in table.rows:
        for cell in dict.fromkeys(row.cells):
            yield from _blocks(cell)
