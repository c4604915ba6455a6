"""The first stage: any source in, an article with blocks, sentences and exact offsets out."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.article import Article, Block, Sentence
from partyx.errors import EmptySourceError
from partyx.reading.blocks import lay_out
from partyx.reading.sentences import sentence_ranges
from partyx.reading.sources import Source, load, refuse_unstorable, too_large
from partyx.reading.view import to_view
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Source", "read"]

_ID_DIGITS = 12


def read(source: Source | Article, settings: Settings | None = None, *, id: str | None = None) -> Article:  # noqa: A002
    """Read a source as an article.

    Args:
        source: The article's text or HTML as ``str`` (always the text itself, never a path; one that
            surely is a path, such as "bao.txt", is refused with a hint), a ``pathlib.Path`` or other
            ``os.PathLike``, ``bytes``, or an open file, binary or text. Bytes and files hold UTF-8 or
            UTF-16. An article that was read before is given back, with a new ``id`` or publication date
            where these are given.
        settings: ``max_chars`` limits the size; ``published`` wins over any printed date. None reads
            the environment.
        id: Short name of the article. None takes the file's stem, else 12 digits of the hash.

    Returns:
        The article. Its ``text`` is the decoded text in NFC and nothing else changed; of HTML, the text
        that the page says.

    Raises:
        InputError: The source cannot be read; its kinds tell why, its message what to do.
        SettingsError: A setting in the environment is wrong.
    """
    settings = settings if settings is not None else Settings.load()
    if isinstance(source, Article):
        return replace(source, id=id or source.id, published=settings.published or source.published)
    loaded = load(source, settings.max_chars)
    text, title, published = unicodedata.normalize("NFC", loaded.text), None, None
    if loaded.html:
        from partyx.reading.html import read_page  # noqa: PLC0415 - lxml, only for HTML

        page = read_page(text, loaded.name)
        # Both again: entities may have brought accents of their own ("e&#769;").
        refuse_unstorable(page.text, loaded.name)
        text, title, published = unicodedata.normalize("NFC", page.text), page.title, page.published
    view, offsets = to_view(text)
    if len(text) > settings.max_chars:
        raise too_large(f"{loaded.name} says {len(text):,} characters", settings.max_chars)
    if not view.strip():
        raise EmptySourceError(f"{loaded.name} holds no text: nothing but white space.")
    layout = lay_out(view)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return Article(
        id=id or loaded.stem or sha256[:_ID_DIGITS],
        text=text,
        view=view,
        blocks=layout.blocks,
        sentences=tuple(_sentences(view, layout.blocks)),
        title=layout.title or title,
        published=settings.published or layout.published or published,
        outlet=layout.outlet,
        sha256=sha256,
        offsets=offsets,
    )


def _sentences(view: str, blocks: tuple[Block, ...]) -> Iterator[Sentence]:
    for index, block in enumerate(blocks):
        for start, end in sentence_ranges(view, block.start, block.end):
            yield Sentence(start, end, index)
