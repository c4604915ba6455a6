"""From a web page to its article: headline, lead, paragraphs, captions and tables, without the page's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.errors import EmptySourceError
from partyx.reading.flow import flow_of
from partyx.reading.lines import ends_sentence
from partyx.reading.main_text import main_text
from partyx.reading.metadata import guessed_day, metadata_of, without_site
from partyx.reading.swallowed import swallowed
from partyx.reading.tree import parse

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from partyx.reading.flow import Line
    from partyx.reading.metadata import Metadata

_LEAST_SHARE = 0.5
"""Of the text that the page's own data gives, the least that its lines must hold to be read in its place."""

_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says: its article, its metadata, and the prose with figures that is neither's.

    Attributes:
        text: The article with the headline on top.
        left_out: Prose with figures outside the article that no markup calls the page's own.
        others: Whether that prose is as long as the article.
    """

    text: str
    title: str | None
    published: dt.date | None
    outlet: str | None
    url: str | None
    left_out: tuple[str, ...]
    others: bool


def read_page(markup: str, name: str) -> Page:
    """Take the article out of a web page.

    From the headline to the end of the text every line is taken that the page's markup does not call its own
    (links, cards of other articles, remarks, counters, what is hidden). The date is one that the page's
    metadata states, else what htmldate is sure of.

    Raises:
        EmptySourceError: The page has no text, as pages that are drawn by a script.
    """
    tree = parse(markup)
    if tree is None:
        raise EmptySourceError(f"{name} is a page without text.")
    head = metadata_of(tree, markup)
    main = main_text(flow_of(tree), head.titles)
    text = _laid_out(main.lines)
    if head.body and len(text) < _LEAST_SHARE * len(head.body):
        text = _given(head.body)
    if not text.strip():
        raise EmptySourceError(
            f"{name} is a page without text; if a script draws it, save it from the browser."
        )
    title = main.headline.text if main.headline else _title(head, text)
    if title and title not in " ".join(text[: 2 * len(title) + 400].split()):
        text = f"{title}\n\n{text}"
    return Page(
        text.strip(),
        title,
        head.published or guessed_day(tree),
        head.outlet,
        head.url,
        (*main.left_out, *swallowed(markup, tree, text)),
        others=sum(map(len, main.left_out)) > len(text) / 2,
    )


def _laid_out(lines: Iterable[Line]) -> str:
    return "".join("\n" * line.gap + line.text for line in lines).strip("\n")


def _given(body: str) -> str:
    """The text in a page's own data, in which markup may be left."""
    if _TAG.search(body) and (tree := parse(body)) is not None:
        return _laid_out(flow_of(tree).lines)
    return body


def _title(head: Metadata, text: str) -> str | None:
    """A title that no line of the page repeats: a declared one, else the window's where the text has none."""
    declared = next(filter(None, map(without_site, head.titles[:1])), None)
    if len(head.titles) > 1:
        return declared
    return head.window if ends_sentence(text.split("\n", 1)[0]) else None
