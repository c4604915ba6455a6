"""From markup to a tree that is safe to walk: of bounded depth, with plain tags and few attributes."""

from __future__ import annotations

import re
from typing import Any, Final

_DEEPEST = 100
"""Elements inside one another. libxml2 ends a page at 256 without a word (2,048 when asked for huge ones),
and old editors leave a ``<font>`` or a ``<div>`` open in every paragraph; pages as meant reach 60."""

_ATTRIBUTES: Final = frozenset(
    "alt class colspan content datetime hidden href hreflang http-equiv id itemprop itemtype lang name "
    "property pubdate rel role rowspan src style title type".split()
)
"""What reading looks at. Kept by name: adding an attribute to an element takes libxml2 longer the more it
has, 7 s for 40,000."""

_FRAMES: Final = frozenset({"html", "body"})
"""Stay open to the end: what stands behind ``</body>`` or ``</html>`` is shown as what stands before."""

_PLAIN_TAG = re.compile(r"[a-z][a-z0-9]{0,15}\Z")
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


class _Flat:
    """Builds the tree from the parser's events; what lies too deep becomes siblings, in reading order."""

    def __init__(self, builder: Any) -> None:  # noqa: ANN401 - lxml has no types here
        self._builder = builder
        self._depth = 0
        self._leaf: str | None = None
        self._frames: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        if tag in self._frames:
            return
        if tag in _FRAMES:
            self._frames.append(tag)
        name = tag if _PLAIN_TAG.match(tag) else "span"  # <o:p>, <my-box>: of no meaning here
        kept = {key: _NO_XML.sub("", attributes[key]) for key in attributes if key in _ATTRIBUTES}
        self._depth += 1
        if self._depth >= _DEEPEST:
            self._end_leaf()
            self._leaf = name
        self._builder.start(name, kept)

    def end(self, tag: str) -> None:
        """An element closes."""
        if tag in _FRAMES:
            return
        self._depth -= 1
        if self._depth >= _DEEPEST - 1:
            self._end_leaf()
        else:
            self._builder.end(tag if _PLAIN_TAG.match(tag) else "span")

    def data(self, text: str) -> None:
        """Text stands between two tags."""
        self._builder.data(_NO_XML.sub("", text))

    def close(self) -> Any:  # noqa: ANN401
        """The page ends."""
        self._end_leaf()
        for frame in reversed(self._frames):
            self._builder.end(frame)
        return self._builder.close()

    def _end_leaf(self) -> None:
        if self._leaf is not None:
            self._builder.end(self._leaf)
            self._leaf = None


def parse(markup: str) -> Any:  # noqa: ANN401
    """The root of a page's tree; None where the markup holds no element. Linear in its length."""
    from lxml import etree, html  # noqa: PLC0415 - 60 ms, only for HTML

    # A declared encoding is about the bytes, which are decoded by now; controls end a page or are refused.
    text = _NO_XML.sub("", _XML_DECLARATION.sub("", markup.lstrip("\ufeff")))
    target = _Flat(etree.TreeBuilder(element_factory=html.html_parser.makeelement))
    parser = html.HTMLParser(encoding="utf-8", target=target, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8"), parser=parser)
    except (etree.LxmlError, AssertionError):  # no element at all
        return None
