"""The first stage: any source in, articles with blocks, sentences and exact offsets out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from partyx.article import Article
from partyx.errors import InputError, PartyxError, briefly
from partyx.reading.assembly import assembled
from partyx.reading.given import Given
from partyx.reading.inputs import Input, Unread, printable
from partyx.reading.names import Names
from partyx.reading.rows import of_row
from partyx.reading.sources import Source, inputs, is_several
from partyx.settings import Settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping
    from typing import Any

__all__ = [
    "Given",
    "Input",
    "Names",
    "Source",
    "Unread",
    "article_of",
    "is_several",
    "of_row",
    "read",
    "read_many",
    "run_of",
]


def read(  # noqa: PLR0913 - one argument a fact that the source may not state
    source: Source | Article,
    settings: Settings | Mapping[str, Any] | None = None,
    *,
    id: str | None = None,  # noqa: A002
    published: dt.date | str | None = None,
    url: str | None = None,
    outlet: str | None = None,
) -> Article:
    """Read a source as an article.

    Args:
        source: The article's text or HTML as ``str`` (always the text itself, never a path; one that surely
            is a path, such as "bao.txt", is refused with a hint), a ``pathlib.Path`` or other
            ``os.PathLike``, ``bytes``, or an open file, binary or text; with ``Settings.fetch`` the address
            of a page. Pages, mails, Word documents and PDFs become their text; old encodings become Unicode.
            An article that was read before is given back, with what is given here put in.
        settings: ``max_chars`` limits the size; also as a dict over the environment, which None reads.
        id: Short name of the article. None takes what stands beside it in a table, the file's stem, else 12
            digits of the hash.
        published: Publication date, also printed ("2024-05-20", "20/5/2024") or as a time; wins over any
            printed or stated one.
        url: Its address; wins over one that the page states.
        outlet: Who published it; wins over a printed tag.

    Returns:
        The article. Its ``text`` is the decoded text in NFC and nothing else changed; of HTML and documents,
        the text that they say.

    Raises:
        InputError: The source cannot be read, or holds several articles; its kinds tell why, its message what
            to do.
        SettingsError: A setting in the environment is wrong.
        MissingExtraError: A library for this kind of file is not installed.
    """
    settings = Settings.of(settings)
    given = Given.of(id=id, published=published, url=url, outlet=outlet)
    if isinstance(source, Article):
        return given.put_into(source)
    return assembled(_only(source, settings), settings, given)


def read_many(
    sources: Source | Article | Iterable[Source | Article],
    settings: Settings | Mapping[str, Any] | None = None,
    *,
    published: dt.date | str | None = None,
    outlet: str | None = None,
) -> Iterator[Article | Unread]:
    """Read the articles of many sources, one at a time and in order; the memory is that of one.

    A folder (with all below it), a pattern as ``Path("news/**/*.html")``, an archive or a table gives all its
    articles. Ids are unique within the run: the file's stem, where that is taken the path.

    Args:
        sources: One source or any iterable of them, also an endless one.
        settings: As for :func:`read`.
        published: Publication date of all of them.
        outlet: Who published all of them.

    Yields:
        For each source its articles, and an :class:`Unread` for what gave none: with the error, or passed
        over as no article.
    """
    settings = Settings.of(settings)
    names, given = Names(), Given.of(published=published, outlet=outlet)
    for found in run_of(sources, settings):
        if isinstance(found, Unread):
            yield found
            continue
        try:
            article = article_of(found, settings, given)
        except PartyxError as error:
            name = found.name if isinstance(found, Input) else found.id
            yield Unread(found.source or name, error)
        else:
            yield replace(article, id=names.unique(article.id, article.source))


def article_of(source: Article | Input, settings: Settings, given: Given) -> Article:
    """The article of one source of a run.

    Raises:
        InputError: It cannot be read.
    """
    return given.put_into(source) if isinstance(source, Article) else assembled(source, settings, given)


def run_of(
    sources: Source | Article | Iterable[Source | Article], settings: Settings
) -> Iterator[Article | Input | Unread]:
    """What the articles of many sources are read from, one at a time, in order; and what gives none."""
    for source in _each(sources):
        if isinstance(source, Article):
            yield source
        else:
            yield from _inputs(source, settings)


def _each(sources: Source | Article | Iterable[Source | Article]) -> Iterable[Source | Article]:
    """The sources of an iterable; a text, bytes or an open file is one, whatever it could be iterated by."""
    if isinstance(sources, str | bytes | bytearray | memoryview) or hasattr(sources, "read"):
        return (cast("Source", sources),)
    return sources if isinstance(sources, Iterable) else (sources,)


def _inputs(source: object, settings: Settings) -> Iterator[Input | Unread]:
    try:
        yield from inputs(source, settings)
    except PartyxError as error:
        yield Unread(_shown(source), error)


def _shown(source: object) -> str:
    """A source as messages name it: a text by its beginning, a path whole where it is not long."""
    shown = str(source) if isinstance(source, str | os.PathLike) else briefly(source)
    return printable(shown[:200])


def _only(source: object, settings: Settings) -> Input:
    """The one article of a source.

    Raises:
        InputError: It has none, or several.
    """
    first: Input | None = None
    why: PartyxError | None = None
    for found in inputs(source, settings):
        if isinstance(found, Unread):
            why = why or (None if found.skipped else found.error)
        elif first is None:
            first = found
        else:
            raise InputError(
                f"{_shown(source)!r} holds several articles ({first.name}, {found.name} ...); use "
                "partyx.read_many, or the command partyx extract."
            )
    if first is None:
        raise why or InputError(f"{_shown(source)!r} holds no article.")
    return first
