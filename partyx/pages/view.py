"""One page for a whole run: every article and record of a JSONL file, to filter, search, chart and export."""

from __future__ import annotations

from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.errors import InputError, PartyxError
from partyx.extraction import Extraction
from partyx.files import boundary, opened
from partyx.pages.assets import Page, blob, packed
from partyx.pages.index import BLOCK, Index, details
from partyx.reading import read
from partyx.translation import language, tr, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partyx.records import Frozen


class Bad(NamedTuple):
    """A line that holds no extraction."""

    line: int
    why: str


def lines(path: Path, types: Sequence[type[Frozen]] = ()) -> Iterator[Extraction | Bad]:
    """The extractions of a JSONL file, one at a time.

    Args:
        path: The file.
        types: The types of the user's own records in it; those of others are shown by their values.

    Raises:
        InputError: The file cannot be read.
    """
    advice = "Give what  partyx extract --format jsonl -o FILE  wrote."
    with boundary(path, InputError, advice), TextIOWrapper(opened(path), encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _extraction(number, line, types)


def _extraction(number: int, line: str, types: Sequence[type[Frozen]]) -> Extraction | Bad:
    try:
        return Extraction.from_json(line, records=types)
    except InputError as error:
        return Bad(number, str(error))


class Run:
    """The page of a run, article by article."""

    def __init__(self, *, with_text: bool) -> None:
        """Begin empty.

        Args:
            with_text: Read the articles again, to show each record in its place.
        """
        self._with_text = with_text
        self._index = Index()
        self._blocks: list[str] = []
        self._open: list[dict[str, Any]] = []
        self.without_text = 0

    @property
    def articles(self) -> int:
        """How many were added."""
        return len(self._index.articles)

    def add(self, extraction: Extraction) -> None:
        """One more article."""
        text = text_of(extraction) if self._with_text else None
        self.without_text += text is None
        self._index.add(extraction)
        self._open.append(details(extraction, text))
        if len(self._open) == BLOCK:
            self._close_block()

    def _close_block(self) -> None:
        self._blocks.append(packed(self._open))
        self._open = []

    def html(self, title: str) -> str:
        """The whole page, in the language that is asked for; ``title`` is what the tab says."""
        if self._open:
            self._close_block()
        data = self._index.data() | {"title": title, "words": words()}
        blobs = [blob("index", packed(data))]
        blobs += [blob(f"block-{number}", content) for number, content in enumerate(self._blocks)]
        waiting = tr("This page needs JavaScript, which is off. It fetches nothing and sends nothing.")
        return Page("view", title, language(), waiting, "\n".join(blobs)).html()


def text_of(extraction: Extraction) -> str | None:
    """The article's text, read again from where it was read, if that still holds the same text."""
    if extraction.text is not None:
        return extraction.text
    source = extraction.article.source or ""
    if not source or "://" in source:
        return None
    try:
        path = Path(source)
        article = read(path) if path.is_file() else None
    except (PartyxError, OSError, ValueError):
        return None
    return article.text if article is not None and article.sha256 == extraction.article.sha256 else None


def run_page(extractions: Iterable[Extraction], title: str, *, with_text: bool = True) -> str:
    """A page of some extractions."""
    run = Run(with_text=with_text)
    for extraction in extractions:
        run.add(extraction)
    return run.html(title)
