"""From any source to what articles are read from: text, bytes, an open file, a path, a folder, an address."""

from __future__ import annotations

import io
import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias

from partyx.errors import EncodingError, FormatError, InputError, PartyxError, SourceNotFoundError
from partyx.files import HANDED_OVER
from partyx.reading.folders import articles_in, matching
from partyx.reading.inputs import (
    DOCUMENT_BYTES,
    Input,
    Place,
    Unread,
    cannot_be_read,
    limit_of,
    printable,
    too_large,
)
from partyx.reading.metadata import is_address
from partyx.reading.rows import is_json_lines, json_lines
from partyx.reading.streams import check_size, in_stream, may_be_large

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.settings import Settings

Source: TypeAlias = str | bytes | bytearray | memoryview | os.PathLike[Any] | IO[bytes] | IO[str]
"""What can be read. A ``str`` is always the text itself, or the address of a page; never a path."""

_CHUNK = 1 << 20
_PASSWORD = re.compile(r"//[^/?#\s]*@")
_LONGEST_PATH = 4096
_PATH_SUFFIX = re.compile(
    r"\.(?:txt|text|x?html?|mht(?:ml)?|eml|mbox|md|pdf|docx?|odt|rtf|zip|gz|warc|jsonl?|ndjson|csv|tsv|parquet)\Z",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(?:~|\.{1,2})?[/\\][\w.*]|[A-Za-z]:[/\\]|(?=.*[a-z])[\w.*-]+(?:[/\\][\w.*-]+)+[/\\]?\Z", re.ASCII
)
_ADDRESS = re.compile(r"(?:https?|ftp|file)://\S+\Z", re.IGNORECASE)
_ROWS: Final = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"})
_GLOB = re.compile(r"[*?\[]")


def inputs(source: object, settings: Settings) -> Iterator[Input | Unread]:
    """What the articles of a source are read from, one at a time and in order; what gives none is told.

    Raises:
        InputError: The source as a whole cannot be read.
        MissingExtraError: A library for this kind of file is not installed.
    """
    if isinstance(source, str):
        yield from _in_text(source, settings)
    elif isinstance(source, bytes | bytearray | memoryview):
        check_size(memoryview(source).nbytes, DOCUMENT_BYTES, settings, "the bytes")
        yield from in_stream(io.BytesIO(bytes(source)), Place(None, "the bytes", None, ""), settings)
    elif isinstance(source, os.PathLike):
        yield from _in_path(_path(source), settings)
    elif callable(getattr(source, "read", None)):
        yield from _in_file(source, settings)
    else:
        raise InputError(
            f"{type(source).__name__} is no article: give text, a pathlib.Path, bytes, or an open file."
        )


def is_several(path: Path) -> bool:
    """Whether a path may stand for more than one article: a folder, a pattern, an archive, a table."""
    suffixes = {suffix.lower() for suffix in path.suffixes[-2:]}
    try:
        folder = path.is_dir()
    except (OSError, ValueError):
        return False
    return folder or bool(suffixes & {*_ROWS, ".zip", ".warc"}) or (_is_pattern(path) and not _exists(path))


# -- texts ---------------------------------------------------------------------------------------------


def _in_text(text: str, settings: Settings) -> Iterator[Input | Unread]:
    if len(text) > limit_of(settings.max_chars):
        raise too_large(f"the text has {len(text):,} characters", settings.max_chars)
    if _ADDRESS.match(text.strip()):
        yield _fetched(text.strip(), settings)
        return
    if _is_path(unicodedata.normalize("NFC", text[:_LONGEST_PATH])):
        raise InputError(
            f"{text[:80]!r} looks like a path, and a str is read as the article itself. Pass "
            "pathlib.Path(...) to read a file, a folder or a pattern."
        )
    head = text[:_LONGEST_PATH].lstrip("\ufeff \t\r\n")
    if head.startswith(("%PDF-", "{\\rtf")):
        raise FormatError("the text is the inside of a PDF or RTF file; pass its path or its bytes.")
    if is_json_lines(text):
        yield from json_lines(
            io.BytesIO(text.encode("utf-8", "surrogatepass")),
            Place(None, "the text", None, ""),
            settings.max_chars,
        )
        return
    yield Input(text)


def _fetched(address: str, settings: Settings) -> Input:
    shown = _PASSWORD.sub("//", address[:_LONGEST_PATH])[:200]
    if not settings.fetch:
        raise InputError(
            f"{shown} is an address; pages are fetched only when asked for: Settings(fetch=True), "
            "PARTYX_FETCH=true, or --fetch. Or save the page first."
        )
    if not is_address(address):
        raise InputError(f"{shown} is no http or https address.")
    from partyx.reading.web import fetch  # noqa: PLC0415 - only who fetches

    return fetch(address, settings)


def _is_path(text: str) -> bool:
    """Whether a str was surely meant as a path: written like one, or the name of something that is there."""
    if len(text) >= _LONGEST_PATH or "\n" in text or not text.strip():
        return False
    one_word = not any(map(str.isspace, text))
    if one_word and (_PATH_SUFFIX.search(text) or _PATH.match(text)):
        return True
    return _exists(Path(text))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


# -- paths ---------------------------------------------------------------------------------------------


def _path(source: os.PathLike[Any]) -> Path:
    try:
        return Path(os.fsdecode(source))
    except (TypeError, ValueError) as error:
        raise cannot_be_read(f"a {type(source).__name__}", error) from None


def _is_pattern(path: Path) -> bool:
    return _GLOB.search(str(path)) is not None


def _in_path(path: Path, settings: Settings) -> Iterator[Input | Unread]:
    if _ADDRESS.match(address := path.as_posix().replace(":/", "://", 1).replace(":////", "://", 1)):
        yield _fetched(address, settings)
    elif _is_dir(path):
        yield from _in_all(articles_in(path), settings)
    elif _is_pattern(path) and not _exists(path):
        yield from _in_all(matching(path), settings)
    else:
        yield from _in_one(path, settings)


def _is_dir(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _in_all(found: Iterator[Path | Unread], settings: Settings) -> Iterator[Input | Unread]:
    for path in found:
        if isinstance(path, Unread):
            yield path
            continue
        try:
            yield from _in_one(path, settings)
        except PartyxError as error:
            yield Unread(printable(str(path)), error)


def _in_one(path: Path, settings: Settings) -> Iterator[Input | Unread]:
    """The articles of one file."""
    place = Place.of(str(path))
    try:
        file = _opened(path, place.name)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceNotFoundError(f"{place.name}: no such file.") from None
    except PermissionError:
        raise InputError(f"{place.name} may not be read by this user; change its permissions.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{place.name} cannot be read: {error}.") from None
    with file:
        try:
            yield from in_stream(file, place, settings)
        except OSError as error:  # a disk or a mount that gives up half way
            raise InputError(f"{place.name} cannot be read: {error}.") from None


def _opened(path: Path, name: str) -> IO[bytes]:
    """Open a file; a pipe nobody writes to would be waited for without end, and a device may be."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise SourceNotFoundError(f"{name} is a directory; give the files in it.")
    if str(path).startswith(HANDED_OVER):
        with path.open("rb") as pipe:
            return io.BytesIO(pipe.read(DOCUMENT_BYTES + 1))
    if not stat.S_ISREG(mode):
        raise InputError(f"{name} is a pipe or a device, no file; open it yourself, or use standard input.")
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    return os.fdopen(handle, "rb")


# -- open files ----------------------------------------------------------------------------------------


def _in_file(file: Any, settings: Settings) -> Iterator[Input | Unread]:  # noqa: ANN401 - anything with a read method
    path = getattr(file, "name", None)
    named = isinstance(path, str) and bool(path) and not path.startswith("<")
    place = Place.of(str(path)) if named else Place(None, "the file", None, "")
    try:
        content = _read_up_to(file, DOCUMENT_BYTES if may_be_large(place) else limit_of(settings.max_chars))
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{place.name} was opened as {error.encoding} and is not; open it with mode 'rb' or in the right "
            "encoding."
        ) from None
    except Exception as error:
        raise InputError(f"{place.name} cannot be read: {error or type(error).__name__}.") from error
    if isinstance(content, bytes):
        yield from in_stream(io.BytesIO(content), place, settings)
    elif len(content) > limit_of(settings.max_chars):
        raise too_large(f"{place.name} has more than {settings.max_chars:,} characters", settings.max_chars)
    elif is_json_lines(content):
        yield from json_lines(io.BytesIO(content.encode("utf-8", "surrogatepass")), place, settings.max_chars)
    else:
        yield place.input(content)


def _read_up_to(file: Any, most: int) -> str | bytes:  # noqa: ANN401
    """Read to the end, or to just past the limit; short reads of pipes and sockets are put together."""
    chunks: list[Any] = []
    room = most + 1
    while room > 0:
        chunk = file.read(min(room, _CHUNK))
        if not chunk:
            break
        if not isinstance(chunk, str | bytes) or (chunks and type(chunk) is not type(chunks[0])):
            raise ValueError(f"read() gave {type(chunk).__name__}")
        chunks.append(chunk)
        room -= len(chunk)
    if not chunks:
        return ""
    return b"".join(chunks) if isinstance(chunks[0], bytes) else "".join(chunks)
