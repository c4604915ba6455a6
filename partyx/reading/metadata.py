"""What a page's head says of its article: titles, day, outlet, address, at times the text itself."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from partyx.language.grammar import pattern
from partyx.reading.lines import FoldedLine
from partyx.reading.stamps import parse_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='article:published_time']/@content",
    "//meta[@name='DC.date.issued' or @name='dc.date' or @name='dcterms.created' or @name='date']/@content",
    "//time[@pubdate]/@datetime",
)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{1,5}\)(\S{1,2000}) -->")
_SITE = pattern(r" [|-] [^|]{0,60}?<outlets.site_titles>[^|]{0,60}\Z")
"""The site's name after a page's title: "… | Báo X", "… - Cổng thông tin điện tử Y"."""

_SITE_ALONE = pattern("<outlets.home_titles>")
_ARTICLES: Final = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "webpage")
_MOST_LINKED_DATA = 1_000_000
_LONGEST_NAME = 80
_LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the head says; every field may be empty.

    Attributes:
        titles: As declared, the surest first.
        window: The window's title without the site's name.
        body: The article's text, for pages that a script draws.
    """

    titles: tuple[str, ...] = ()
    window: str | None = None
    published: dt.date | None = None
    outlet: str | None = None
    url: str | None = None
    body: str | None = None


def metadata_of(tree: Any, markup: str) -> Metadata:  # noqa: ANN401 - lxml has no types here
    """Read the head of a page."""
    linked = list(_linked_data(tree))
    shared = [_collapse(str(text)) for text in tree.xpath("//meta[@property='og:title']/@content")]
    headlines = [_collapse(unescape(text)) for text in _texts(linked, "headline")]
    windows = [_collapse("".join(title.itertext())) for title in tree.iter("title")]
    return Metadata(
        titles=tuple(filter(None, (*shared, *headlines, *windows))),
        window=next((text for text in map(without_site, (*shared, *windows)) if text), None),
        published=_published(tree, linked),
        outlet=_outlet(tree, linked),
        url=_url(tree, linked, markup),
        body=max((unescape(text) for text in _texts(linked, "articleBody")), key=len, default=None),
    )


def without_site(title: str) -> str:
    """A title without the site's name behind it; nothing when that is all it says."""
    printed = FoldedLine.of(title)
    site = _SITE.search(printed.folded)
    bare = printed[: site.start() if site else len(printed)]
    return "" if _SITE_ALONE.match(bare.folded) else bare.text


def guessed_day(tree: Any) -> dt.date | None:  # noqa: ANN401
    """The day that htmldate finds, asked to be sure of it rather than to find one; None where it finds none.

    Measured on eight pages: without the extensive search four right and none wrong, with it seven and one.
    """
    from copy import deepcopy  # noqa: PLC0415

    from htmldate import find_date  # noqa: PLC0415 - 0.3 s, only for pages that state no day

    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    try:
        found = find_date(deepcopy(tree), extensive_search=False, original_date=True)
    except Exception:  # noqa: BLE001 - pages are hostile input to a large library
        return None
    return parse_day(found) if found else None


def _published(tree: Any, linked: list[dict[str, Any]]) -> dt.date | None:  # noqa: ANN401
    stated = [str(value) for path in _PUBLISHED for value in tree.xpath(path)]
    stated += _texts(linked, "datePublished")
    return next((day for day in map(parse_day, stated) if day is not None), None)


def _outlet(tree: Any, linked: list[dict[str, Any]]) -> str | None:  # noqa: ANN401
    named = [str(value) for value in tree.xpath("//meta[@property='og:site_name']/@content")]
    for item in linked:
        publisher = item.get("publisher")
        if isinstance(publisher, dict):
            named.insert(0, str(publisher.get("name") or ""))
    names = (_collapse(unescape(name)) for name in named)
    return next((name for name in names if 0 < len(name) <= _LONGEST_NAME), None)


def _url(tree: Any, linked: list[dict[str, Any]], markup: str) -> str | None:  # noqa: ANN401
    found = [str(value) for value in tree.xpath("//link[@rel='canonical']/@href")]
    found += [str(value) for value in tree.xpath("//meta[@property='og:url']/@content")]
    found += _texts(linked, "url")
    if saved := _SAVED_FROM.search(markup[:_LONGEST_ADDRESS]):
        found.append(saved[1])
    return next((address for address in map(str.strip, found) if is_address(address)), None)


def is_address(text: str) -> bool:
    """Whether a text is the whole address of a page."""
    if len(text) > _LONGEST_ADDRESS or any(map(str.isspace, text)):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _texts(linked: list[dict[str, Any]], name: str) -> list[str]:
    return [value for item in linked if isinstance(value := item.get(name), str) and value.strip()]


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """The items of a page's JSON-LD that are articles; broken JSON says nothing."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = "".join(script.itertext()).strip().rstrip(";")
        if len(text) > _MOST_LINKED_DATA:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _items(data)


def _items(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    if isinstance(data, list) and depth < 4:  # noqa: PLR2004 - lists in graphs in lists
        for item in data:
            yield from _items(item, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
        if any(str(name).casefold() in _ARTICLES for name in names):
            yield data
        yield from _items(data.get("@graph", []), depth + 1)


def _collapse(text: str) -> str:
    return " ".join(text.split())
