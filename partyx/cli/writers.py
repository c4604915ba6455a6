"""The forms an extraction is written in, each article as soon as it is done."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.rule import Rule

from partyx.display import html
from partyx.display.look import document
from partyx.display.text import layout, plain
from partyx.display.wording import ACTING

if TYPE_CHECKING:
    from typing import IO

    from partyx.extraction import Extraction


Form = Literal["table", "json", "jsonl", "md", "html"]
"""What is written as a stream of text; the forms of tables are in :mod:`partyx.export`."""

_ESCAPED = {code: f"\\u{code:04x}" for code in ACTING if " " < chr(code) < "\ud800"}
"""JSON itself escapes what is below the space, and the stream replaces halves of surrogate pairs."""


class Writer:
    """Writes extractions one by one, each as soon as it is done."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to ``stream``."""
        self._stream = stream

    def add(self, extraction: Extraction) -> None:
        """Write one as a JSON object."""
        self._stream.write(_json(extraction) + "\n")

    def end(self) -> None:
        """Write what has to follow the last; by default nothing."""


def writer(form: Form, stream: IO[str], *, several: bool) -> Writer:
    """The writer of a form; ``several`` makes JSON an array."""
    if form == "json":
        return JsonArray(stream) if several else Writer(stream)
    return {"table": Tables, "jsonl": JsonLines, "md": Markdown, "html": Html}[form](stream)


class Tables(Writer):
    """For reading: coloured on a terminal, else plain text."""

    def __init__(self, stream: IO[str]) -> None:
        """Write to ``stream``."""
        super().__init__(stream)
        self._console = Console(file=stream)
        self._first = True

    def add(self, extraction: Extraction) -> None:
        """Write one, apart from the one before."""
        if self._console.is_terminal:
            if not self._first:
                self._console.print("", Rule(style="dim"))
            self._console.print(layout(extraction, colours=self._console.color_system is not None))
        else:
            self._stream.write(("" if self._first else "\n") + plain(extraction) + "\n")
        self._first = False


class JsonLines(Writer):
    """One object a line."""

    def add(self, extraction: Extraction) -> None:
        """Write one, and flush it: a reader at the other end has it at once."""
        self._stream.write(_json(extraction, None) + "\n")
        self._stream.flush()


class JsonArray(Writer):
    """All extractions as one array, without keeping them in memory."""

    _before = "[\n"

    def add(self, extraction: Extraction) -> None:
        """Write one more item."""
        self._stream.write(self._before + indent(_json(extraction), "  "))
        self._before = ",\n"

    def end(self) -> None:
        """Close the array; without an item it is empty."""
        self._stream.write("[]\n" if self._before == "[\n" else "\n]\n")


class Markdown(Writer):
    """Tables that code hosts, notes and notebooks show; a rule between two articles."""

    _before = ""

    def add(self, extraction: Extraction) -> None:
        """Write one, apart from the one before."""
        self._stream.write(f"{self._before}{extraction.to_markdown().rstrip()}\n")
        self._before = "\n---\n\n"


class Html(Writer):
    """One page without a script: each article with its evidence in colour, beside its records."""

    _after = ""

    def add(self, extraction: Extraction) -> None:
        """Write one more to the page."""
        before = ""
        if not self._after:
            before, self._after = document("partyx", "\0").split("\0")
        self._stream.write(f"{before}{html.page(extraction)}\n")

    def end(self) -> None:
        """Close the page."""
        self._stream.write(self._after)


def _json(extraction: Extraction, spaces: int | None = 2) -> str:
    """Its JSON with what acts on a terminal escaped, which changes no value."""
    return extraction.to_json(indent=spaces).translate(_ESCAPED)
