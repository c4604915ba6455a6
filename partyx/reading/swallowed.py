"""Prose that stands in a page's markup and not in its tree: what an element that never ends has swallowed."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final

from partyx.language.syllables import words_of
from partyx.reading.flow import BLOCKS, UNREAD, is_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE: Final = (
    (re.compile("<!--"), re.compile("-->")),
    (re.compile(r"<script\b", re.IGNORECASE), re.compile("</script", re.IGNORECASE)),
    (re.compile(r"<style\b", re.IGNORECASE), re.compile("</style", re.IGNORECASE)),
)
"""What begins and ends that which is never text, remarks and code; what has no end is text that was lost."""

_TAG = re.compile(
    rf"</?(?:(?P<line>(?:br|{'|'.join(sorted(BLOCKS | UNREAD))})\b)|[a-z!?])[^<>]*>", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_NO_WORD = re.compile(r"[\W_]+")
_VIETNAMESE: Final = 0.3
"""Share of the words of a line of prose; code, which a page that breaks off ends in, has none."""

_MOST_LOOKS: Final = 100
"""Lines that are looked for in the whole text, and not only behind the one before."""


def swallowed(markup: str, tree: Any, text: str) -> tuple[str, ...]:  # noqa: ANN401 - lxml has no types here
    """The lines of Vietnamese prose with figures in a page's markup that nobody who reads its tree sees.

    A browser does not show them either as a rule: a ``<noscript>``, an ``<iframe>`` or a quotation mark that
    is never closed takes all that follows. But whoever wrote the page meant them to be read. Lines are
    counted up to a hundred.

    Args:
        markup: The page.
        tree: Its root.
        text: What was read of it.
    """
    pieces = [text]
    _see(tree, pieces)
    shown = _words("\n".join(pieces))
    lost: list[str] = []
    place = looks = 0
    for line in _prose(markup):
        words = _words(line)
        found = shown.find(words, place)
        if found < 0:
            looks += 1
            found = shown.find(words)
        if found < 0:
            lost.append(line)
        else:
            place = found
        if looks >= _MOST_LOOKS:
            break
    return tuple(lost)


def _words(text: str) -> str:
    return _NO_WORD.sub("", text)


def _see(element: Any, pieces: list[str]) -> None:  # noqa: ANN401
    """Add the text of an element and of all in it that is read, hidden or not."""
    if element.tag not in UNREAD:
        pieces.append(element.text or "")
        for child in element:
            _see(child, pieces)
            pieces.append(child.tail or "")


def _prose(markup: str) -> Iterator[str]:
    """The lines of Vietnamese prose with figures between the tags."""
    text = html.unescape(_TAG.sub(lambda tag: "\n" if tag["line"] else "", _without_code(markup)))
    for found in text.splitlines():
        line = " ".join(found.split())
        if (
            is_prose(line)
            and _DIGIT.search(line)
            and words_of(line).valid >= _VIETNAMESE * words_of(line).total
        ):
            yield line


def _without_code(markup: str) -> str:
    """The markup without remarks and code that end."""
    for begin, end in _CODE:
        kept, place = [], 0
        for opening in begin.finditer(markup):
            if opening.start() < place:
                continue
            closing = end.search(markup, opening.end())
            if closing is None:
                break
            kept.append(markup[place : opening.start()])
            place = closing.end()
        markup = "".join((*kept, markup[place:]))
    return markup
