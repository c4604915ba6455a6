"""From any source to its text: a string, a path, bytes, a file object, as HTML or as plain text."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from partyx.errors import EncodingError, FormatError, InputError, SourceNotFoundError, SourceTooLargeError
from partyx.reading.decoding import decode, refuse_other_formats

Source: TypeAlias = "str | bytes | bytearray | memoryview | os.PathLike[Any] | IO[bytes] | IO[str]"
"""What can be read. A ``str`` is always text, never a path."""

_BYTES_PER_CHAR = 4
_CHUNK = 1 << 20
_LONGEST_PATH = 4096
_HANDED_OVER = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Pipes that whoever started this process has opened for it, as a shell does for ``<(command)``."""

_PATH_SUFFIX = re.compile(r"\.(?:txt|text|html?|xhtml|md|pdf|docx?|odt|rtf)\Z", re.IGNORECASE)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_TEXT_SUFFIXES = frozenset({".txt", ".text"})
_URL = re.compile(r"(?:https?|ftp|file)://\S+\Z", re.IGNORECASE)

_BLANK = re.compile(r"[\s\ufeff]*")
_HTML_START = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|center|span|b|strong)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|td|article|section|body|html)\s*>", re.IGNORECASE)
_ENOUGH_BLOCKS = 2
"""Closing tags of blocks that make a text HTML: plain articles have none, and one may be a quotation."""

_MARKS_IN_A_ROW = 100
_LONG_RUN = re.compile(rf"[^\w\s!-~]{{{_MARKS_IN_A_ROW},}}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """The text of a source, decoded, and what is known about it."""

    text: str
    html: bool
    stem: str | None = None
    name: str = "the text"


def load(source: object, max_chars: int) -> Loaded:
    """Read a source to its text, never further than the limit.

    Args:
        source: See :data:`Source`.
        max_chars: The limit. Of a file not more than four bytes a character are read, and one whose size
            says that it is larger is not read at all.

    Raises:
        InputError: Or one of its kinds; each message says what to do.
    """
    if isinstance(source, str):
        if len(source) > max_chars * _BYTES_PER_CHAR:
            raise too_large(f"the text has {len(source):,} characters", max_chars)
        loaded = _from_str(source)
    elif isinstance(source, bytes | bytearray | memoryview):
        _check_size(len(source), max_chars, "the bytes")
        loaded = _from_bytes(bytes(source), "the bytes", None)
    elif isinstance(source, os.PathLike):
        loaded = _from_path(source, max_chars)
    elif callable(getattr(source, "read", None)):
        loaded = _from_file(source, max_chars)
    else:
        raise InputError(
            f"{type(source).__name__} is no article: give text, a pathlib.Path, bytes, or an open file."
        )
    # Markup is longer than what it says, so HTML gets the same room as bytes do.
    limit = max_chars * (_BYTES_PER_CHAR if loaded.html else 1)
    if len(loaded.text) > limit:
        raise too_large(f"{loaded.name} has {len(loaded.text):,} characters", max_chars)
    refuse_unstorable(loaded.text, loaded.name)
    return loaded


def too_large(found: str, max_chars: int) -> SourceTooLargeError:
    """The error for a source above the limit, to be raised."""
    return SourceTooLargeError(
        f"{found}; the limit is {max_chars:,} characters. Split it, or raise max_chars (PARTYX_MAX_CHARS)."
    )


def _check_size(size: int, max_chars: int, name: str) -> None:
    if size > max_chars * _BYTES_PER_CHAR:
        raise too_large(f"{name} has {size:,} bytes", max_chars)


def _from_str(text: str) -> Loaded:
    if _is_path_like(text):
        raise InputError(
            f"{text[:80]!r} looks like a path or an address, and a str is read as the article itself. "
            "Pass pathlib.Path(...) to read a file; a page on the web has to be saved first."
        )
    head = text[:_LONGEST_PATH].lstrip("\ufeff \t\r\n")
    if head.startswith(("%PDF-", "{\\rtf")):
        refuse_other_formats(head.encode("utf-8", "replace"), "the text")
    return Loaded(text, html=looks_like_html(text))


def _is_path_like(text: str) -> bool:
    """Whether a str was surely meant as a path: a file's name without white space, or one that exists."""
    if len(text) >= _LONGEST_PATH or "\n" in text:
        return False
    if _URL.match(text.strip()):
        return True
    if not _PATH_SUFFIX.search(text):
        return False
    if not any(map(str.isspace, text)):
        return True
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _from_bytes(data: bytes, name: str, stem: str | None, suffix: str = "") -> Loaded:
    text = decode(data, name)
    if suffix in _TEXT_SUFFIXES:  # what quotes HTML further down is still a text
        html = begins_like_html(text)
    else:
        html = suffix in _HTML_SUFFIXES or looks_like_html(text)
    return Loaded(text, html=html, stem=stem, name=name)


def _from_path(source: os.PathLike[Any], max_chars: int) -> Loaded:
    path = Path(os.fsdecode(source))
    name = f"{str(path)!r}"
    try:
        with _open_regular(path, name) as file:
            _check_size(os.fstat(file.fileno()).st_size, max_chars, name)
            data = file.read(max_chars * _BYTES_PER_CHAR + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceNotFoundError(f"{name}: no such file.") from None
    except PermissionError:
        raise InputError(f"{name} may not be read by this user; change its permissions.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{name} cannot be read: {error}.") from None
    _check_size(len(data), max_chars, name)
    return _from_bytes(data, name, printable(path.stem), path.suffix.lower())


def _open_regular(path: Path, name: str) -> IO[bytes]:
    """Open a file; a pipe nobody writes to would be waited for without end, and a device may be."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise SourceNotFoundError(f"{name} is a directory; give the files in it.")
    if str(path).startswith(_HANDED_OVER):
        return path.open("rb")
    if not stat.S_ISREG(mode):
        raise InputError(f"{name} is a pipe or a device, no file; open it yourself, or use standard input.")
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    return os.fdopen(handle, "rb")


def printable(name: str) -> str:
    """A file's name as text that any file can hold: bytes that are no UTF-8 become U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", name)


def _from_file(file: Any, max_chars: int) -> Loaded:  # noqa: ANN401 - anything with a read method
    path = getattr(file, "name", None)
    named = isinstance(path, str) and bool(path) and not path.startswith("<")
    name, stem = (repr(path), printable(Path(str(path)).stem)) if named else ("the file", None)
    try:
        content = _read_up_to(file, max_chars)
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"{name} was opened as {error.encoding} and is not; open it with mode 'rb' or the right encoding."
        ) from None
    except Exception as error:
        raise InputError(f"{name} cannot be read: {error or type(error).__name__}.") from error
    if isinstance(content, bytes):
        _check_size(len(content), max_chars, name)
        return _from_bytes(content, name, stem)
    if len(content) > max_chars * _BYTES_PER_CHAR:
        raise too_large(f"{name} has more than {max_chars:,} characters", max_chars)
    return Loaded(content, html=looks_like_html(content), stem=stem, name=name)


def _read_up_to(file: Any, max_chars: int) -> str | bytes:  # noqa: ANN401
    """Read to the end, or to just past the limit; short reads of pipes and sockets are put together."""
    chunks: list[Any] = []
    room = max_chars * _BYTES_PER_CHAR + 1
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


def begins_like_html(text: str) -> bool:
    """Whether a text begins with a tag of a page."""
    return "<" in text and bool(_HTML_START.match(text, _after_preamble(text)))


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML: it begins with a tag of a page, or closes several blocks."""
    if begins_like_html(text):
        return True
    closing = _BLOCK_END.finditer(text)
    return sum(1 for _ in zip(range(_ENOUGH_BLOCKS), closing, strict=False)) == _ENOUGH_BLOCKS


def _after_preamble(text: str) -> int:
    """Where a page starts, after white space, comments and an XML declaration."""
    position = 0
    while True:
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        for opening, closing in (("<!--", "-->"), ("<?xml", "?>")):
            if text.startswith(opening, position) and (end := text.find(closing, position)) >= 0:
                position = end + len(closing)
                break
        else:
            return position


def refuse_unstorable(text: str, name: str) -> None:
    """Refuse what is a Python str but no Unicode text, and runs of marks that no NFC can order in time.

    Raises:
        EncodingError: Half a surrogate pair, which no file can hold.
        FormatError: More than a hundred accents in a row.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError(
            f"{name} has half a surrogate pair at character {error.start:,}, which no file can hold; "
            "decode the original bytes again, without errors='surrogateescape'."
        ) from None
    # Ordering marks is quadratic in CPython: 16,000 on one letter take a second. Vietnamese has two.
    if _LONG_RUN.search(text) and _has_long_run_of_marks(text):
        raise FormatError(f"{name} has more than {_MARKS_IN_A_ROW} accents on one letter; that is no text.")


def _has_long_run_of_marks(text: str) -> bool:
    from unicodedata import combining  # noqa: PLC0415 - only for such text

    for match in _LONG_RUN.finditer(text):
        run = 0
        for character in match[0]:
            run = run + 1 if combining(character) else 0
            if run >= _MARKS_IN_A_ROW:
                return True
    return False
