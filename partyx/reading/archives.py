"""Articles in archives: .zip, .gz and .warc, member by member, never the whole in memory."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from partyx.errors import FormatError, InputError
from partyx.reading.inputs import Place, Unread, cannot_be_read, limit_of, too_large
from partyx.reading.metadata import is_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.reading.inputs import Input

_ENCRYPTED = 1
_LEAST_HEADER = 30
"""Bytes before the data of a member, its name not counted."""

_OFFICE: Final = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "an Excel workbook; save the article as plain text or CSV first"),
    ("ppt/presentation.xml", "a PowerPoint file; save it as plain text first"),
    ("mimetype", "an OpenDocument or EPUB file; save it as .docx or plain text first"),
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
_PAGE_TYPES: Final = ("text/html", "application/xhtml+xml", "text/plain")
_OK = "200"


def office_kind(file: IO[bytes]) -> str | None:
    """What a .zip is when it is no archive of articles: "docx", or a sentence that says so."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
    except _BROKEN:
        return None
    finally:
        file.seek(0)
    return next((kind for name, kind in _OFFICE if name in names), None)


def zip_members(file: IO[bytes], place: Place) -> Iterator[tuple[Place, IO[bytes], int] | Unread]:
    """The members of a .zip as open streams with their sizes, in the order of the archive."""
    try:
        archive = zipfile.ZipFile(file)
    except _BROKEN as error:
        yield place.unread(FormatError(f"{place.name} is a broken ZIP archive: {error}."))
        return
    with archive:
        if _overlap(archive):
            yield place.unread(FormatError(f"{place.name} is a ZIP archive whose members overlap: a bomb."))
            return
        for member in archive.infolist():
            if member.is_dir():
                continue
            inside = place.inside(member.filename)
            if member.flag_bits & _ENCRYPTED:
                yield inside.unread(
                    InputError(f"{inside.name} is encrypted; unpack it with its password first.")
                )
                continue
            try:
                with archive.open(member) as stream:
                    yield inside, stream, member.file_size
            except _BROKEN as error:
                yield inside.unread(FormatError(f"{inside.name} is broken in its archive: {error}."))


def _overlap(archive: zipfile.ZipFile) -> bool:
    """Whether members share bytes: 60,000 that are the same five megabytes take four on the disk."""
    starts = sorted((member.header_offset, member.compress_size) for member in archive.infolist())
    ends = [*(start for start, _ in starts[1:]), archive.start_dir]
    return any(start + _LEAST_HEADER + size > end for (start, size), end in zip(starts, ends, strict=True))


def read_member(stream: IO[bytes], place: Place, most: int, max_chars: int) -> bytes | Unread:
    """A member whole, or why not: it is larger than it may be, or broken."""
    try:
        data = stream.read(most + 1)
    except _BROKEN as error:
        return place.unread(FormatError(f"{place.name} is broken in its archive: {error}."))
    if len(data) > most:
        return place.unread(too_large(f"{place.name} has over {most:,} bytes", max_chars))
    return data


def unpacked(file: IO[bytes], place: Place) -> tuple[IO[bytes], Place]:
    """The stream in a .gz, and the place that it is then."""
    stem = place.stem or ""
    stream = cast("IO[bytes]", gzip.GzipFile(fileobj=file))
    return stream, replace(Place.of(stem), source=place.source, name=place.name, depth=place.depth + 1)


def warc_pages(file: IO[bytes], place: Place, max_chars: int) -> Iterator[Input | Unread]:
    """The pages in a web archive: answers of servers that are text, with the address of each."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only for web archives

    class Quiet(ArchiveIterator):  # type: ignore[misc]
        """Says nothing of its own on standard error."""

        INC_RECORD = ""

    most = limit_of(max_chars)
    number = 0
    try:
        for record in Quiet(file):
            number += 1
            if (found := _page(record, place.row(number), most, max_chars)) is not None:
                yield found
    except Exception as error:  # noqa: BLE001 - whatever a broken archive makes the reader raise
        yield place.unread(cannot_be_read(place.name, error))


def _page(record: object, place: Place, most: int, max_chars: int) -> Input | Unread | None:
    headers, answer = record.rec_headers, record.http_headers  # type: ignore[attr-defined]
    if record.rec_type not in {"response", "resource"}:  # type: ignore[attr-defined]
        return None
    kind = (answer.get_header("Content-Type") if answer else headers.get_header("Content-Type")) or ""
    if not kind.casefold().startswith(_PAGE_TYPES) or (answer and answer.get_statuscode() != _OK):
        return None
    url = headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(most + 1)  # type: ignore[attr-defined]
    if len(data) > most:
        return place.unread(too_large(f"{place.name} has over {most:,} bytes", max_chars))
    charset = kind.partition("charset=")[2].strip(" \"';") or None
    stem = Place.of(urlsplit(url).path).stem if is_address(url or "") else ""
    suffix = ".txt" if kind.casefold().startswith("text/plain") else ".html"
    return replace(
        place.input(data),
        url=url,
        stem=stem or place.stem,
        source=place.source,
        charset=charset,
        suffix=suffix,
    )
