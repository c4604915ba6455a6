"""What one article is read from, and what gave none: plain data between finding sources and reading them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from partyx.errors import InputError, PartyxError, SourceTooLargeError

if TYPE_CHECKING:
    import datetime as dt

BYTES_PER_CHAR: Final = 4
DOCUMENT_BYTES: Final = 100_000_000
"""Of a document or an archive in an archive, which are held in memory whole."""


_HALF_LETTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Input:
    """What one article is read from, and what is known of it beside its text.

    Attributes:
        content: Its bytes or its text.
        name: How messages call it.
        source: Its path or address; inside an archive or a table, of both: "a.zip/b.html", "rows.jsonl:12".
        stem: What it is called where nobody gives an id.
        suffix: Of the file's name, lower case.
        charset: The encoding that a header beside the content names.
        title: A headline that the content may leave out.
    """

    content: bytes | str
    name: str = "the text"
    source: str | None = None
    stem: str | None = None
    suffix: str = ""
    charset: str | None = None
    id: str | None = None
    title: str | None = None
    url: str | None = None
    published: dt.date | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that gave no article.

    Attributes:
        source: Its path, its address, or what it is.
        error: Why.
        skipped: Whether it was passed over on purpose: a picture or a style sheet in a folder.
    """

    source: str
    error: PartyxError
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stream of bytes is from: a file, a member of an archive, a file object."""

    source: str | None
    name: str
    stem: str | None
    suffix: str
    depth: int = 0

    @classmethod
    def of(cls, path: str, depth: int = 0) -> Place:
        """The place of a path or of a member of an archive."""
        source = printable(path)
        base = source.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
        return cls(source, repr(source), PurePosixPath(base).stem or base, suffix_of(base), depth)

    def inside(self, member: str) -> Place:
        """The place of something in this one."""
        return Place.of(f"{self.source or self.name}/{member}", self.depth + 1)

    def row(self, number: int) -> Place:
        """The place of a row or a record, counted from 1."""
        source = f"{self.source}:{number}" if self.source else None
        name = repr(source) if source else f"row {number} of {self.name}"
        return Place(source, name, f"{self.stem or 'row'}-{number}", "", self.depth)

    def input(self, content: bytes | str) -> Input:
        """An article's content at this place."""
        return Input(content, self.name, self.source, self.stem, self.suffix)

    def unread(self, error: PartyxError, *, skipped: bool = False) -> Unread:
        """Why there is no article at this place."""
        return Unread(self.source or self.name, error, skipped)


def suffix_of(name: str) -> str:
    """The suffix of a file's name, lower case, without the query of an address that it was saved under."""
    return PurePosixPath(name).suffix.lower().split("?", 1)[0]


def printable(name: str) -> str:
    """A file's name as text that any file can hold: bytes that are no UTF-8 become U+FFFD."""
    return _HALF_LETTER.sub("\ufffd", name)


def too_large(found: str, max_chars: int) -> SourceTooLargeError:
    """The error for a source above the limit, to be raised."""
    return SourceTooLargeError(
        f"{found}; the limit is {max_chars:,} characters. Split it, or raise max_chars (PARTYX_MAX_CHARS)."
    )


def limit_of(max_chars: int) -> int:
    """The most bytes that a text or a page may have."""
    return max_chars * BYTES_PER_CHAR


def cannot_be_read(name: str, error: BaseException) -> InputError:
    """The error for a source whose library or system fails on it, to be raised."""
    return InputError(f"{name} cannot be read: {str(error) or type(error).__name__}.")
