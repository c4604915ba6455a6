"""The articles in a stream of bytes: one page or document, or those of an archive, a table or a mail."""

from __future__ import annotations

import io
import os
from typing import IO, TYPE_CHECKING, Final

from partyx.errors import EmptySourceError, FormatError, InputError, PartyxError
from partyx.reading.archives import office_kind, read_member, unpacked, warc_pages, zip_members
from partyx.reading.decoding import refuse_other_formats
from partyx.reading.folders import why_skipped
from partyx.reading.inputs import DOCUMENT_BYTES, Input, Place, Unread, cannot_be_read, limit_of, too_large
from partyx.reading.mail import is_mail, mails_of
from partyx.reading.rows import csv_rows, is_json_lines, json_file, json_lines, parquet_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.settings import Settings

_HEAD = 4096
_DEEPEST = 3
"""Archives in archives."""

_LINES: Final = frozenset({".jsonl", ".ndjson"})
_TABLES: Final = frozenset({".csv", ".tsv"})


def in_stream(file: IO[bytes], place: Place, settings: Settings) -> Iterator[Input | Unread]:
    """The articles in a stream that can be wound back; of one that has none, that it has none."""
    some = False
    for found in _of_kind(file, place, settings):
        some = True
        yield found
    if not some:
        yield place.unread(EmptySourceError(f"{place.name} holds no article: no row, no page, no file."))


def _of_kind(file: IO[bytes], place: Place, settings: Settings) -> Iterator[Input | Unread]:
    """The articles in a stream, by what its first bytes are, then by its name."""
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        yield from _in_zip(file, place, settings)
    elif head.startswith(b"\x1f\x8b"):
        yield from _in_gzip(file, place, settings)
    elif head.startswith(b"WARC/"):
        yield from warc_pages(file, place, settings.max_chars)
    elif head.startswith(b"PAR1") or place.suffix == ".parquet":
        yield from parquet_rows(file, place)
    elif place.suffix in _LINES or (place.suffix == "" and is_json_lines(head.decode("utf-8", "replace"))):
        yield from json_lines(file, place, settings.max_chars)
    elif place.suffix in _TABLES:
        yield from csv_rows(file, place, settings.max_chars)
    else:
        yield from _in_bytes(file, head, place, settings)


def _in_bytes(file: IO[bytes], head: bytes, place: Place, settings: Settings) -> Iterator[Input | Unread]:
    """What is held in memory whole: a page, a text, a document, a mail."""
    refuse_other_formats(head, place.name)
    heavy = head.startswith(b"%PDF-") or is_mail(head) or place.suffix == ".json"
    most = DOCUMENT_BYTES if heavy else limit_of(settings.max_chars)
    data = _whole(file, most, place, settings)
    if is_mail(head):
        for part in mails_of(data, place):
            if isinstance(part, tuple) and place.depth >= _DEEPEST:
                yield _too_deep(part[0])
            elif isinstance(part, tuple):
                yield from _in_archive(part[0], io.BytesIO(part[1]), len(part[1]), settings)
            else:
                yield part
    elif place.suffix == ".json":
        yield from json_file(data, place)
    else:
        yield place.input(data)


def _whole(file: IO[bytes], most: int, place: Place, settings: Settings) -> bytes:
    size = _size(file)
    check_size(size, most, settings, place.name)
    data = file.read(most + 1)
    check_size(len(data), most, settings, place.name)
    return data


def _size(file: IO[bytes]) -> int:
    if isinstance(file, io.BytesIO):
        return file.getbuffer().nbytes
    try:
        return os.fstat(file.fileno()).st_size
    except (OSError, AttributeError):
        return 0


def check_size(size: int, most: int, settings: Settings, name: str) -> None:
    """Refuse what is larger than it may be.

    Raises:
        SourceTooLargeError: It is.
    """
    if size > most:
        raise too_large(f"{name} has {size:,} bytes", settings.max_chars)


# -- archives ------------------------------------------------------------------------------------------


def _in_zip(file: IO[bytes], place: Place, settings: Settings) -> Iterator[Input | Unread]:
    kind = office_kind(file)
    if kind == "docx":
        yield place.input(_whole(file, DOCUMENT_BYTES, place, settings))
    elif kind is not None:
        yield place.unread(FormatError(f"{place.name} is {kind}."))
    elif place.depth >= _DEEPEST:
        yield _too_deep(place)
    else:
        for member in zip_members(file, place):
            if isinstance(member, Unread):
                yield member
            else:
                yield from _in_archive(*member, settings)


def _too_deep(place: Place) -> Unread:
    return place.unread(
        InputError(f"{place.name} lies in more than {_DEEPEST} archives or mails; unpack them first.")
    )


def _in_archive(inside: Place, stream: IO[bytes], size: int, settings: Settings) -> Iterator[Input | Unread]:
    if why := why_skipped(inside.source or ""):
        yield inside.unread(InputError(f"{inside.name} is passed over: {why}."), skipped=True)
    elif inside.suffix in _LINES | _TABLES:
        yield from _in_rows(stream, inside, settings)
    else:
        most = DOCUMENT_BYTES if may_be_large(inside) else limit_of(settings.max_chars)
        data: bytes | Unread = (
            inside.unread(too_large(f"{inside.name} unpacks to {size:,} bytes", settings.max_chars))
            if size > most
            else read_member(stream, inside, most, settings.max_chars)
        )
        if isinstance(data, Unread):
            yield data
        else:
            yield from _in_member(io.BytesIO(data), inside, settings)


def _in_rows(stream: IO[bytes], place: Place, settings: Settings) -> Iterator[Input | Unread]:
    rows = csv_rows if place.suffix in _TABLES else json_lines
    try:
        yield from rows(stream, place, settings.max_chars)
    except PartyxError as error:
        yield place.unread(error)
    except Exception as error:  # noqa: BLE001 - a broken archive raises as it is read
        yield place.unread(cannot_be_read(place.name, error))


def _in_member(file: IO[bytes], place: Place, settings: Settings) -> Iterator[Input | Unread]:
    try:
        yield from in_stream(file, place, settings)
    except PartyxError as error:
        yield place.unread(error)


def _in_gzip(file: IO[bytes], place: Place, settings: Settings) -> Iterator[Input | Unread]:
    if place.suffix == ".warc" or (place.stem or "").endswith(".warc"):
        yield from warc_pages(file, place, settings.max_chars)
        return
    stream, inside = unpacked(file, place)
    if place.depth >= _DEEPEST:
        yield _too_deep(place)
    elif inside.suffix in _LINES | _TABLES:
        yield from _in_rows(stream, inside, settings)
    else:
        data = read_member(stream, inside, limit_of(settings.max_chars), settings.max_chars)
        if isinstance(data, Unread):
            raise data.error
        if data.startswith(b"WARC/"):
            yield from warc_pages(io.BytesIO(data), place, settings.max_chars)
        else:
            yield from _in_member(io.BytesIO(data), inside, settings)


def may_be_large(place: Place) -> bool:
    """Whether a file is of a kind that holds more than its text: pictures of a document, several articles."""
    return place.suffix not in {"", ".txt", ".text", ".html", ".htm", ".xhtml"}
