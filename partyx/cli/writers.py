"""The forms an extraction is written in, each article as soon as it is done."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Literal, Protocol

from rich.console import Console
from rich.rule import Rule

from partyx.display.text import layout, plain
from partyx.display.wording import ACTING

if TYPE_CHECKING:
    from typing import IO

    from partyx.extraction import Extraction


_ESCAPED = {code: f"\\u{code:04x}" for code in ACTING if " " < chr(code) < "\ud800"}
"""JSON itself escapes what is below the space, and the stream replaces halves of surrogate pairs."""


class Writer(Protocol):
    """Takes extractions one by one."""

    def add(self, extraction: Extraction) -> None:
        """Write one."""

    def end(self) -> None:
        """Write what comes after the last."""


def writer(form: Literal["table", "json", "jsonl"], stream: IO[str], *, several: bool) -> Writer:
    """The writer of a form; ``several`` makes JSON an array."""
    if form == "table":
        return Tables(stream)
    if form == "jsonl":
        return JsonLines(stream)
    return JsonArray(stream) if several else JsonObject(stream)


class Tables:
    """For reading: coloured on a terminal, else plain text."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to ``stream``."""
        self._stream = stream
        self._console = Console(file=stream)
        self._between = False

    def add(self, extraction: Extraction) -> None:
        """Write one, apart from the one before."""
        if self._console.is_terminal:
            if self._between:
                self._console.print("", Rule(style="dim"))
            self._console.print(layout(extraction, colours=self._console.color_system is not None))
        else:
            self._stream.write(("\n" if self._between else "") + plain(extraction) + "\n")
        self._between = True

    def end(self) -> None:
        """Nothing follows."""


class JsonObject:
    """One extraction as one object."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to ``stream``."""
        self._stream = stream

    def add(self, extraction: Extraction) -> None:
        """Write it."""
        self._stream.write(_json(extraction) + "\n")

    def end(self) -> None:
        """Nothing follows."""


class JsonLines(JsonObject):
    """One object a line."""

    def add(self, extraction: Extraction) -> None:
        """Write one, and let a reader at the other end have it at once."""
        self._stream.write(_json(extraction, None) + "\n")
        self._stream.flush()


class JsonArray:
    """All extractions as one array, without keeping them in memory."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to ``stream``."""
        self._stream = stream
        self._before = "[\n"

    def add(self, extraction: Extraction) -> None:
        """Write one more item."""
        self._stream.write(self._before + indent(_json(extraction), "  "))
        self._before = ",\n"

    def end(self) -> None:
        """Close the array; with no item it is empty."""
        self._stream.write("[]\n" if self._before == "[\n" else "\n]\n")


def _json(extraction: Extraction, spaces: int | None = 2) -> str:
    """Its JSON with what acts on a terminal escaped, which changes no value."""
    return extraction.to_json(indent=spaces).translate(_ESCAPED)
