"""The text of a Word document: paragraphs, tables, text boxes and footnotes, in order, by python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, Final

from partyx.errors import EmptySourceError, FormatError
from partyx.reading.inputs import DOCUMENT_BYTES, too_large
from partyx.reading.lines import RAISED
from partyx.reading.tables import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACES = re.compile(r"[ \t\xa0]+")
_MOST_COLUMNS = 63
"""Word makes no more."""

_WRAPPERS: Final = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"})
_SIGNS: Final = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_UNREAD: Final = frozenset({"del", "moveFrom", "Fallback", "rPr", "pPr"})
"""What a change took away, a text box's copy for old programs, and how text looks."""

_NOTES: Final = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
"""What stands where a note is referred to, and the part of the document that the note is in."""


def docx_text(data: bytes, name: str) -> str:
    """The paragraphs and the tables of a Word document, in order.

    Raises:
        InputError: It is broken, or holds no text.
    """
    from docx import Document  # noqa: PLC0415 - 0.1 s, only for documents

    try:
        size = _unpacked_size(data)
        text = _whole_text(Document(io.BytesIO(data))) if size <= DOCUMENT_BYTES else ""
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


def _whole_text(document: Any) -> str:  # noqa: ANN401 - lxml and python-docx have no types here
    reader = _Reader({kind: _notes(document, part) for kind, part in _NOTES.items()})
    return "\n\n".join(reader.blocks(document.element.body))


def _notes(document: Any, kind: str) -> dict[str, Any]:  # noqa: ANN401
    """The footnotes or endnotes of a document by their ids."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - only for documents

    parts = [link.target_part for link in document.part.rels.values() if link.reltype.endswith(f"/{kind}")]
    return {_told(note, "id"): note for part in parts for note in parse_xml(part.blob).iterchildren()}


def _text_in(node: Any) -> str:  # noqa: ANN401
    """The text of a run, also what stands behind a remark in it.

    Raises:
        ValueError: It has an entity, which no Word document may and nobody resolves: its text would be lost.
    """
    from lxml import etree  # noqa: PLC0415 - only for documents

    if any(inside.tag is etree.Entity for inside in node):
        raise ValueError("it has an entity in its text")
    return "".join((node.text or "", *(inside.tail or "" for inside in node)))


class _Reader:
    """Reads the blocks of a document.

    Args:
        notes: By what refers to them, the notes by their ids; each is read where it is first referred to.
    """

    def __init__(self, notes: dict[str, dict[str, Any]]) -> None:
        self._notes = notes

    def blocks(self, element: Any) -> Iterator[str]:  # noqa: ANN401
        """The paragraphs and tables in an element, in order, also in controls and changes."""
        for child in element.iterchildren():
            kind = _kind(child)
            if kind == "p":
                yield from self._paragraph(child)
            elif kind == "tbl":
                yield from self._table(child)
            elif kind in _WRAPPERS:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:  # noqa: ANN401
        """A paragraph, then the text boxes that hang on it and the notes that it refers to."""
        pieces: list[str] = []
        behind: list[Any] = []
        self._take(paragraph, pieces, behind)
        if text := _SPACES.sub(" ", "".join(pieces)).strip():
            yield text
        for inside in behind:
            yield from self.blocks(inside)

    def _take(self, element: Any, pieces: list[str], behind: list[Any]) -> None:  # noqa: ANN401
        """The text in an element; boxes and notes are put behind."""
        for node in element.iterchildren():
            kind = _kind(node)
            if kind in _SIGNS:
                pieces.append(_SIGNS[kind])
            elif kind == "t":
                pieces.append(_text_in(node).translate(RAISED if _is_raised(element) else {}))
            elif kind == "txbxContent":
                behind.append(node)
            elif (note := self._notes.get(kind, {}).pop(_told(node, "id"), None)) is not None:
                behind.append(note)
            elif kind not in _UNREAD and not (kind == "r" and _is_hidden(node)):
                self._take(node, pieces, behind)

    def _table(self, table: Any) -> Iterator[str]:  # noqa: ANN401
        """A table of figures as sentences; of any other its cells, each with its paragraphs."""
        # Each cell is read once: a table in a table in a table would else be read eight times.
        rows = [
            [(cell, list(self.blocks(cell))) for cell in _within(row, "tc")] for row in _within(table, "tr")
        ]
        grid: list[list[str]] = []
        for row in rows:
            grid.append(_spread(row, grid[-1] if grid else []))
        told = tell(grid)
        if told is not None:
            yield from told
            return
        for row in rows:
            for _, blocks in row:
                yield from blocks


def _spread(cells: list[tuple[Any, list[str]]], above: list[str]) -> list[str]:
    """What the cells of a row say by column; one that goes on from above says the same again."""
    row: list[str] = []
    for cell, blocks in cells:
        span = (cell.xpath("./w:tcPr/w:gridSpan/@w:val") or ["1"])[0]
        goes_on = cell.xpath("./w:tcPr/w:vMerge[not(@w:val='restart')]")
        said = above[len(row)] if goes_on and len(row) < len(above) else "; ".join(blocks)
        row += [said] * (min(int(span), _MOST_COLUMNS) if span.isdecimal() else 1)
    return row


def _within(element: Any, kind: str) -> list[Any]:  # noqa: ANN401
    return [child for child in element.iterchildren() if _kind(child) == kind]


def _kind(node: Any) -> str:  # noqa: ANN401
    return str(node.tag).rpartition("}")[2]


def _told(node: Any, name: str) -> str:  # noqa: ANN401
    """An attribute of Word's own, or ""."""
    return next((value for key, value in node.attrib.items() if key.endswith(f"}}{name}")), "")


def _is_hidden(run: Any) -> bool:  # noqa: ANN401
    return any(_is_on(mark) for mark in _looks(run, "vanish"))


def _is_raised(run: Any) -> bool:  # noqa: ANN401
    """Whether a run stands above the line."""
    return any(_told(mark, "val") == "superscript" for mark in _looks(run, "vertAlign"))


def _looks(run: Any, kind: str) -> list[Any]:  # noqa: ANN401
    """What is said of a kind of look of a run."""
    return [mark for properties in _within(run, "rPr") for mark in _within(properties, kind)]


def _is_on(mark: Any) -> bool:  # noqa: ANN401
    return _told(mark, "val") not in {"0", "false", "off"}
