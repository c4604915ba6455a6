"""Whether a text is a web page, by its tags."""

from __future__ import annotations

import re

_BLANK = re.compile(r"[\s\ufeff]*")
_HTML_START = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|center|span|b|strong)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BLOCK_END = re.compile(r"</(?:p|div|h[1-6]|li|td|article|section|body|html)\s*>", re.IGNORECASE)
_ENOUGH_BLOCKS = 2
"""Closing tags of blocks that make a text HTML: plain articles have none, and one may be a quotation."""


def begins_like_html(text: str) -> bool:
    """Whether a text begins with a tag of a page."""
    return "<" in text and bool(_HTML_START.match(text, _after_preamble(text)))


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML: it begins with a tag of a page, or closes several blocks."""
    if begins_like_html(text):
        return True
    closing = _BLOCK_END.finditer(text)
    return sum(1 for _ in zip(range(_ENOUGH_BLOCKS), closing, strict=False)) == _ENOUGH_BLOCKS


def _after_preamble(text: str) -> int:
    """Where a page starts, after white space, comments and an XML declaration."""
    position = 0
    while True:
        blank = _BLANK.match(text, position)
        position = blank.end() if blank else position
        for opening, closing in (("<!--", "-->"), ("<?xml", "?>")):
            if text.startswith(opening, position) and (end := text.find(closing, position)) >= 0:
                position = end + len(closing)
                break
        else:
            return position
