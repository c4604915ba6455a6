"""From an input to its article: decoded, made text, cut into blocks and sentences, with what was noticed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from partyx.article import Article, Block, Sentence
from partyx.errors import EmptySourceError, EncodingError, FormatError
from partyx.reading.blocks import lay_out
from partyx.reading.decoding import Decoded, decode, mended
from partyx.reading.inputs import BYTES_PER_CHAR, too_large
from partyx.reading.notices import notices
from partyx.reading.sentences import sentence_ranges
from partyx.reading.sniffing import begins_like_html, looks_like_html
from partyx.reading.view import to_view, unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.reading.given import Given
    from partyx.reading.html import Page
    from partyx.reading.inputs import Input
    from partyx.settings import Settings

_ID_DIGITS = 12
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_TEXT_SUFFIXES = frozenset({".txt", ".text"})
_MARKS_IN_A_ROW = 100
_LONG_RUN = re.compile(rf"[^\w\s!-~]{{{_MARKS_IN_A_ROW},}}")


@dataclass(frozen=True, slots=True)
class _Read:
    """The text of an input, and how it was come by."""

    found: Decoded
    format: str
    page: Page | None = None


def assembled(source: Input, settings: Settings, given: Given) -> Article:
    """Make the article of an input.

    Raises:
        InputError: Or one of its kinds; each message says what to do.
    """
    read = _read(source, settings)
    _refuse_unstorable(read.found.text, source.name)
    composed = unicodedata.normalize("NFC", read.found.text)
    found = mended(read.found._replace(text=composed), source.name)
    text = _titled(unicodedata.normalize("NFC", found.text), source.title)
    view, offsets = to_view(text)
    if len(text) > settings.max_chars:
        raise too_large(f"{source.name} says {len(text):,} characters", settings.max_chars)
    if not view.strip():
        raise EmptySourceError(f"{source.name} holds no text: nothing but white space.")
    page = read.page
    layout = lay_out(view, (page.title if page else None) or source.title)
    view = unwrapped(view, ((block.start, block.end) for block in layout.blocks))
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    article = Article(
        id=source.id or source.stem or sha256[:_ID_DIGITS],
        text=text,
        view=view,
        blocks=layout.blocks,
        sentences=tuple(_sentences(view, layout.blocks)),
        title=layout.title or (page.title if page else None) or source.title,
        published=source.published or layout.published or (page.published if page else None),
        outlet=source.outlet or layout.outlet or (page.outlet if page else None),
        sha256=sha256,
        offsets=offsets,
        source=source.source,
        url=source.url or (page.url if page else None),
        format=read.format,
        encoding=found.encoding,
    )
    return given.put_into(replace(article, findings=notices(article, layout.others, found, page)))


def _read(source: Input, settings: Settings) -> _Read:
    """The text of an input, by what it is."""
    content = source.content
    if isinstance(content, bytes):
        if content.startswith(b"%PDF-"):
            from partyx.reading.pdf import pdf_text  # noqa: PLC0415 - only for PDFs

            return _Read(Decoded(pdf_text(content, source.name, settings.max_chars), "unicode"), "pdf")
        if content.startswith(b"PK\x03\x04"):
            from partyx.reading.docx import docx_text  # noqa: PLC0415 - only for documents

            return _Read(Decoded(docx_text(content, source.name), "unicode"), "docx")
        found = decode(content, source.name, source.charset)
    else:
        found = Decoded(content, "unicode")
    _refuse_unstorable(found.text, source.name)
    # Composed before anything is told by its letters: a mark may belong to the bracket of a tag, "≯".
    found = found._replace(text=unicodedata.normalize("NFC", found.text))
    # Markup is longer than what it says, so HTML gets the same room as bytes do.
    is_html = _is_html(found.text, source.suffix)
    if len(found.text) > settings.max_chars * (BYTES_PER_CHAR if is_html else 1):
        raise too_large(f"{source.name} has {len(found.text):,} characters", settings.max_chars)
    if not is_html:
        return _Read(found, "text")
    from partyx.reading.html import read_page  # noqa: PLC0415 - lxml, only for HTML

    found = _readable(found, source.name)
    page = read_page(found.text, source.name)
    return _Read(found._replace(text=page.text), "html", page)


def _readable(found: Decoded, name: str) -> Decoded:
    """Markup with the letters of old fonts in place, so that the page's own words can be told."""
    try:
        fixed = mended(found, name)
    except EncodingError:  # of a script or an address; the article itself is looked at again
        fixed = found
    if fixed.encoding == "viqr":  # its signs stand in tags as well
        fixed = found
    return fixed._replace(text=unicodedata.normalize("NFC", fixed.text))


def _is_html(text: str, suffix: str) -> bool:
    if suffix in _TEXT_SUFFIXES:  # what quotes HTML further down is still a text
        return begins_like_html(text)
    return suffix in _HTML_SUFFIXES or looks_like_html(text)


def _titled(text: str, title: str | None) -> str:
    """The text with the headline that stands beside it on top, where it does not begin with it."""
    if not title:
        return text
    headline = " ".join(unicodedata.normalize("NFC", title).split())
    begins = " ".join(text[: 2 * len(headline) + 400].split())
    return text if headline.casefold() in begins.casefold() else f"{headline}\n\n{text}"


def _sentences(view: str, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    for index, block in enumerate(blocks):
        for start, end in sentence_ranges(view, block.start, block.end):
            yield Sentence(start, end, index)


def _refuse_unstorable(text: str, name: str) -> None:
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
    for match in _LONG_RUN.finditer(text):
        run = 0
        for character in match[0]:
            run = run + 1 if unicodedata.combining(character) else 0
            if run >= _MARKS_IN_A_ROW:
                return True
    return False
