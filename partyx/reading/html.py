"""From a web page to its text: headline, paragraphs and captions, without scripts and menus."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyx.errors import EmptySourceError
from partyx.reading.letters import ends_sentence
from partyx.reading.stamps import parse_day
from partyx.reading.tree import parse

if TYPE_CHECKING:
    import datetime as dt

_DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "button", "select", "textarea")
_AROUND = ("head", "nav", "form", "footer", "aside", *_DROPPED)
_PARAGRAPHS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tbody tfoot thead tr ul".split()
)
_LINES = frozenset({"br", "td", "th"})
_HTML_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANK_LINES = re.compile(r" ?\n[ \n]*")
_CAPTION = re.compile(r"caption|chu-?thich|pimage|photo-?desc|image-?desc", re.IGNORECASE)

_SITE = re.compile(
    r"\s[|–-]\s[^|]{0,60}?(?:báo|cổng|trang|tạp\schí|đài|website|\.vn|\.com|tỉnh\s[uủ][ỷy]|huyện\s[uủ][ỷy])[^|]{0,60}\Z",
    re.IGNORECASE,
)
"""The site's name after a page's title: "… | Báo X", "… - Cổng thông tin điện tử Y"."""

_SITE_ALONE = re.compile(r"(?:báo|cổng|trang|tạp\schí|đài|website|home|trang\schủ)(?!\w)", re.IGNORECASE)

_LEAST_PROSE = 40
_MAIN_TEXT_SHARE = 0.5
"""The extractor's text is dropped for the plain one when it keeps less than this share of the prose.
Teasers of other articles make up to a third of the prose of a newspaper page."""

_WIDEST_ROW = 200
"""Cells. The extractor's time grows with their square: 4.5 s for 40,000."""

_PUBLISHED = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished' or @name='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publishdate' or @name='article:published_time']/@content",
    "//meta[@name='DC.date.issued' or @name='dc.date' or @name='dcterms.created' or @name='date']/@content",
    "//time[@pubdate]/@datetime",
)
_LINKED_DATA = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{8,40})"')


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says: its main text with the headline on top, and its own metadata."""

    text: str
    title: str | None
    published: dt.date | None


def read_page(markup: str, name: str) -> Page:
    """Take the article out of a web page.

    The main text is trafilatura's; where it finds nothing, or keeps less than half of the prose, every
    block of the page is taken instead, menus and forms left out. Captions are kept either way. The date
    is only ever one that the page's metadata states.

    Raises:
        EmptySourceError: The page has no text, as pages that are drawn by a script.
    """
    tree = _parse(markup)
    if tree is None:
        raise EmptySourceError(f"{name} is a page without text.")
    title, published = _headline(tree), _published(tree)
    plain = _plain_text(tree)
    main = _main_text(tree)
    text = main if _prose(main) >= _MAIN_TEXT_SHARE * _prose(plain) and main.strip() else plain
    if not text.strip():
        raise EmptySourceError(
            f"{name} is a page without text; if a script draws it, save it from the browser."
        )
    if title is None and ends_sentence(text.strip().split("\n", 1)[0]):
        title = _page_title(tree)
    if title and title not in " ".join(text[: 2 * len(title) + 400].split()):
        text = f"{title}\n\n{text}"
    return Page(text.strip(), title, published)


def _parse(markup: str) -> Any:  # noqa: ANN401 - lxml has no types here
    from lxml import etree  # noqa: PLC0415 - 60 ms, only for HTML

    tree = parse(markup)
    if tree is not None:
        etree.strip_elements(tree, *_DROPPED[1:], with_tail=False)
    return tree


def _headline(tree: Any) -> str | None:  # noqa: ANN401
    """The headline that the page declares: a heading that its title contains, its only one, or og:title."""
    headings = [heading for heading in map(_joined, tree.iter("h1")) if heading]
    shared = [_collapse(text) for text in tree.xpath("//meta[@property='og:title']/@content")]
    declared = [*shared, *map(_joined, tree.iter("title"))]
    for heading in headings:
        if any(heading in text for text in declared):
            return heading
    if len(headings) == 1:
        return headings[0]
    return next((_SITE.sub("", text) for text in shared if text), None)


def _page_title(tree: Any) -> str | None:  # noqa: ANN401
    """What the window's title says, without the site's name; None when that is all it says."""
    titles = (_SITE.sub("", _joined(title)) for title in tree.iter("title"))
    return next((title for title in titles if title and not _SITE_ALONE.match(title)), None)


def _published(tree: Any) -> dt.date | None:  # noqa: ANN401
    stated = [str(value) for path in _PUBLISHED for value in tree.xpath(path)]
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        stated += _LINKED_DATA.findall(str(script))
    return next((day for day in map(parse_day, stated) if day is not None), None)


def _joined(element: Any) -> str:  # noqa: ANN401
    return _collapse("".join(element.itertext()))


def _collapse(text: str) -> str:
    return " ".join(text.split())


def _prose(text: str) -> int:
    lines = (line.strip() for line in text.split("\n"))
    return sum(len(line) for line in lines if len(line) >= _LEAST_PROSE and ends_sentence(line))


def _main_text(tree: Any) -> str:  # noqa: ANN401
    """The extractor's main text, or nothing where it fails."""
    from copy import deepcopy  # noqa: PLC0415

    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.4 s, only for HTML

    # Without a handler of its own the extractor's complaints about odd pages go to standard error.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    page = deepcopy(tree)
    _keep_captions(page)
    try:
        document = bare_extraction(page, include_comments=False, include_tables=True)
    except Exception:  # noqa: BLE001 - pages are hostile input to a large library; the plain text stands in
        return ""
    text = getattr(document, "text", None) or ""
    return text if isinstance(text, str) else ""


def _keep_captions(tree: Any) -> None:  # noqa: ANN401
    """Make captions paragraphs, since the extractor drops what is called a caption, and rows too wide for it.

    Measured with trafilatura 2.3 on a page with three kinds of captions: figcaption and class "caption"
    were both lost, a caption in the cell of a layout table came out between bars.
    """
    for element in tree.iter("figure", "figcaption", "picture"):
        element.tag = "p" if element.tag == "figcaption" else "div"
    for table in list(tree.iter("table")):
        if table.find(".//img") is not None or any(len(row) > _WIDEST_ROW for row in table.iter("tr")):
            for part in table.iter("table", "tbody", "thead", "tr", "td", "th"):
                part.tag = "p" if part.tag in {"td", "th"} and part.find(".//img") is None else "div"
    for attribute in ("class", "id"):
        for element in tree.xpath(f"//*[@{attribute}]"):
            if _CAPTION.search(element.get(attribute)):
                del element.attrib[attribute]
                if element.tag == "div" and not len(element):
                    element.tag = "p"


def _plain_text(tree: Any) -> str:  # noqa: ANN401
    """The text of every block on lines of its own, menus, forms and the page's foot left out."""
    from lxml import etree  # noqa: PLC0415

    pieces: list[str] = []
    skipping = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        opening = event == "start"
        if element.tag in _AROUND:
            skipping += 1 if opening else -1
        elif not skipping and element.tag in _PARAGRAPHS:
            pieces.append("\n\n")
        elif not skipping and element.tag in _LINES:
            pieces.append("\n" if opening else " ")
        text = element.text if opening else element.tail
        if text and not skipping:
            pieces.append(_HTML_SPACE.sub(" ", text))
    return _BLANK_LINES.sub(_line_end, "".join(pieces)).strip(" \n")


def _line_end(match: re.Match[str]) -> str:
    return "\n\n" if match[0].count("\n") > 1 else "\n"
