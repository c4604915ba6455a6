"""Articles in the rows of a table: JSON lines, JSON, CSV and Parquet, one at a time."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from dataclasses import replace
from functools import cache
from typing import IO, TYPE_CHECKING, Any, Final

from partyx.errors import EmptySourceError, FormatError, InputError, MissingExtraError, PartyxError
from partyx.language.lexicon import written
from partyx.reading.decoding import decode
from partyx.reading.inputs import Input, Place, Unread, cannot_be_read, limit_of, too_large
from partyx.reading.metadata import is_address
from partyx.reading.stamps import parse_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BESIDE: Final = ("id", "title", "lead", "url", "published", "outlet")
"""What may stand beside the text of a row."""

_SAMPLE = 1 << 16
_BATCH = 64
"""Rows of a Parquet file held in memory at once."""

_NAMED_DELIMITER = re.compile(r'"?sep=([^\r\n])"?\r?\n', re.IGNORECASE)
"""A line before the names of the columns, for Excel."""

_ESCAPED: Final[Mapping[str, Any]] = {"doublequote": False, "escapechar": "\\"}
_LONGEST_FIELD = 1 << 31 - 1
_SOLID = re.compile(r"[^\s\ufeff]")
_MOST_DIGITS = 300


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


_DECODER = json.JSONDecoder(strict=False, parse_int=_whole_number)
"""Line breaks in texts are taken, and numbers of more digits than Python reads: an id may have any."""


def json_lines(file: IO[bytes], place: Place, max_chars: int) -> Iterator[Input | Unread]:
    """One article a line; a line that is none is told and the others still come."""
    most = 2 * limit_of(max_chars)  # a letter may be written as six bytes
    number = 0
    file = _as_utf8(file)
    while line := file.readline(most + 1):
        number += 1
        if len(line) > most:
            if b"\0" in line:  # 10 GB of them, which a file without content may have, took three minutes
                yield place.unread(FormatError(f"{place.name} is binary data, not text."))
                return
            while line and not line.endswith(b"\n"):
                line = file.readline(most)
            yield place.row(number).unread(
                too_large(f"line {number} of {place.name} has over {most:,} bytes", max_chars)
            )
        elif line.strip():
            yield _from_json(line, place.row(number))


def _as_utf8(file: IO[bytes]) -> IO[bytes]:
    """The file; UTF-16, as a Windows shell writes it, is turned to UTF-8, whose lines end in one byte."""
    mark = file.read(2)
    rest = io.BufferedReader(_Joined(mark, file), _SAMPLE)
    if mark not in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return rest
    return io.BufferedReader(_Encoded(io.TextIOWrapper(rest, "utf-16", errors="replace", newline="")))


def json_file(data: bytes, place: Place) -> Iterator[Input | Unread]:
    """The articles in a JSON file: one object, a list of them, or one after the other, as in JSON lines."""
    text = decode(data, place.name).text
    found: Any = []
    try:
        found.extend(_values(text))
    except (ValueError, RecursionError) as error:
        yield place.unread(FormatError(f"{place.name} is no JSON: {error}."))
        return
    if len(found) == 1:
        found = found[0]
    if isinstance(found, dict):
        lists = [
            value
            for value in found.values()
            if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        found = max(lists, key=len) if lists and not _content(_folded(found)) else [found]
    if not isinstance(found, list):
        found = [found]
    for number, row in enumerate(found, 1):
        yield _from_row(row, place.row(number) if len(found) > 1 else place)


def _values(text: str) -> Iterator[Any]:
    """The JSON values of a text, one after the other.

    Raises:
        ValueError: There is something else in it.
        RecursionError: It is nested by the thousand.
    """
    solid = _SOLID.search(text)
    while solid:
        value, at = _DECODER.raw_decode(text, solid.start())
        yield value
        solid = _SOLID.search(text, at)


def csv_rows(file: IO[bytes], place: Place, max_chars: int) -> Iterator[Input | Unread]:
    """The articles in the rows of a CSV file, its first row the names of the columns."""
    csv.field_size_limit(min(_LONGEST_FIELD, 2 * limit_of(max_chars)))
    sample = file.read(_SAMPLE)
    encoding = _encoding(sample, place.name)
    text = io.TextIOWrapper(io.BufferedReader(_Joined(sample, file)), encoding, errors="replace", newline="")
    shown = sample.decode(encoding, "replace").lstrip("\ufeff")
    named = _NAMED_DELIMITER.match(shown)
    if named:
        text.readline()
    head = shown[named.end() if named else 0 :].split("\n", 1)[0]
    delimiter = named[1] if named else max("\t;,|", key=lambda mark: (head.count(mark), mark == ","))
    escaped = '\\"' in shown and '""' not in shown  # as data bases write them, where spreadsheets double them
    rows = csv.DictReader(text, delimiter=delimiter, **(_ESCAPED if escaped else {}))
    try:
        for number, row in enumerate(rows, 1):
            yield _from_row(row, place.row(number))
    except (csv.Error, ValueError, OSError) as error:
        yield place.unread(cannot_be_read(place.name, error))


def parquet_rows(file: IO[bytes], place: Place) -> Iterator[Input | Unread]:
    """The articles in the rows of a Parquet file.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        from pyarrow import parquet  # noqa: PLC0415 - 40 MB, an extra
    except ImportError:
        raise MissingExtraError(f"{place.name} needs pyarrow: pip install 'partyx[parquet]'.") from None
    number = 0
    try:
        table = parquet.ParquetFile(file)
        names = [name for name in table.schema_arrow.names if _field_of(name)]
        if not any(_field_of(name) in {"text", "html"} for name in names):
            yield place.unread(_no_column(place, table.schema_arrow.names))
            return
        for batch in table.iter_batches(batch_size=_BATCH, columns=names):
            for row in batch.to_pylist():
                number += 1
                yield _from_row(row, place.row(number))
    except Exception as error:  # noqa: BLE001 - pyarrow's errors are many, and only some of them its own
        yield place.unread(cannot_be_read(place.name, error))


def of_row(row: Mapping[str, Any], name: str) -> Input | Unread:
    """The article in a row that somebody else has read, called ``name``."""
    return _from_row(row, Place(name, name, name, ""))


def is_json_lines(head: str) -> bool:
    """Whether a text begins with a line that is a JSON object with an article in it."""
    first = head.lstrip("\ufeff \r\n").split("\n", 1)[0]
    if not first.startswith("{"):
        return False
    try:
        row = _DECODER.decode(first)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and _content(_folded(row)) is not None


def _from_json(line: bytes, place: Place) -> Input | Unread:
    try:
        row = _DECODER.decode(decode(line, place.name).text)
    except PartyxError as error:
        return place.unread(error)
    except (ValueError, RecursionError) as error:
        return place.unread(FormatError(f"{place.name} is no JSON: {error}."))
    return _from_row(row, place)


def _from_row(row: Any, place: Place) -> Input | Unread:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(row, dict):
        return place.unread(FormatError(f"{place.name} is no object with a text: {type(row).__name__}."))
    fields = _folded(row)
    found = _content(fields)
    if found is None:
        if any(_field_of(name) in {"text", "html"} for name in fields):
            return place.unread(EmptySourceError(f"{place.name} holds no text."))
        return place.unread(_no_column(place, [str(name) for name in row]))
    kind, content = found
    title, lead = _beside(fields, "title"), _beside(fields, "lead")
    if kind == "text" and lead and isinstance(content, str) and lead not in content:
        content = f"{lead}\n\n{content}"
    url, published = _beside(fields, "url"), _beside(fields, "published")
    return replace(
        place.input(content),
        suffix=".html" if kind == "html" else "",
        id=_beside(fields, "id"),
        title=title,
        url=url if url and is_address(url) else None,
        published=parse_stamp(published) if published else None,
        outlet=_beside(fields, "outlet"),
    )


def _folded(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {_fold(str(name)): value for name, value in row.items() if name is not None}


def _fold(name: str) -> str:
    """A name in any case, with underscores for blanks and hyphens."""
    return name.strip().casefold().lstrip("\ufeff").replace("-", "_").replace(" ", "_")


def _field_of(name: str) -> str | None:
    """What a column holds, by its name."""
    folded = _fold(name)
    return next((field for field in ("html", "text", *_BESIDE) if folded in _columns(field)), None)


@cache
def _columns(field: str) -> tuple[str, ...]:
    """The names of the columns of a field, the surest first."""
    return tuple(map(_fold, written(f"columns.{field}")))


def _content(fields: Mapping[str, Any]) -> tuple[str, str | bytes] | None:
    """The text of a row, else its HTML, with which of the two it is; bytes are those of a file."""
    for kind in ("text", "html"):
        for name in _columns(kind):
            value = fields.get(name)
            text = "\n\n".join(map(str, value)) if isinstance(value, list) else value
            if isinstance(text, bytes):
                text = _as_text(text)
            if isinstance(text, str | bytes) and text.strip():
                return kind, text
    return None


def _as_text(data: bytes) -> str | bytes:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data


def _beside(fields: Mapping[str, Any], field: str) -> str | None:
    for name in _columns(field):
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("$oid") or value.get("name")
        if value is not None and not isinstance(value, list | dict | bool) and str(value).strip():
            return str(value).strip()[:_LONGEST_BESIDE].encode("utf-8", "replace").decode("utf-8")
    return None


_LONGEST_BESIDE = 5_000


def _no_column(place: Place, names: Iterable[str]) -> InputError:
    shown = ", ".join(names)
    return FormatError(f'{place.name} has no column of text among {shown[:200]}; name one "text" or "html".')


def _encoding(sample: bytes, name: str) -> str:
    """The codec of a CSV file; single bytes are read as Windows-1252, and each text mended by itself."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    cut = sample[: sample.rfind(b"\n") + 1] or sample
    found = decode(cut, name).encoding
    return (
        found
        if found in {"utf-16-le", "utf-16-be"}
        else "cp1258"
        if found == "windows-1258"
        else ("utf-8-sig" if found.startswith("utf-8") else "cp1252")
    )


class _Joined(io.RawIOBase):
    """What was read of a file already, and the rest of it."""

    def __init__(self, head: bytes, file: IO[bytes]) -> None:
        self._head = io.BytesIO(head)
        self._file = file

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        """Fill a buffer from the head, then from the file."""
        data = self._head.read(len(buffer)) or self._file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class _Encoded(io.RawIOBase):
    """A text file as one of bytes in UTF-8."""

    def __init__(self, text: IO[str]) -> None:
        self._text = text
        self._left = b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - any buffer
        """Fill a buffer from what is encoded already, then from the text."""
        self._left = self._left or self._text.read(_SAMPLE).encode("utf-8", "replace")
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
