"""Sentences: where Vietnamese prose breaks, and where a period is part of a number, a name or a code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.letters import LOWER, UPPER
from partyx.language.lexicon import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP = re.compile(r"[.!?…]+(?:/\.)?[\"”’»)\]]{0,4}")
_OPENING = "[\"“‘'«(\\[]"
_STARTS = re.compile(rf"\s+(?:[-–—+•*]\s{{0,2}})?{_OPENING}{{0,3}}[{UPPER}\d]|\s*\Z")
_GLUED = re.compile(rf"{_OPENING}?[{UPPER}][{LOWER}](?:[{LOWER}]|\s)")
_WORD_BEFORE = re.compile(r"[^\s.,;:()“”\"]{0,12}(?:\.[^\s.,;:()“”\"]{1,4}){0,3}\Z")
_LONGEST_WORD = 24
_BEFORE = re.compile(r"(\w{1,12})\s\Z")

_MARKER = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[^\W\d_])\Z")
_MARKER_AFTER = re.compile(r"(?:\A|[:;.!?…”)])\s*\Z")
_LONGEST_MARKER = 8

LONGEST = 2_000
"""Characters of a sentence. The longest of 1,223 in our articles has 637; what is longer has lost its full
stops (a list, a table), and whatever asks about a figure's sentence would read all of it."""
_RESTS = (
    re.compile(r";(?=\s)"),
    re.compile(r",(?=\s)"),
    re.compile(r"(?=\s)"),
    re.compile(r";"),
    re.compile(r"[:,](?!\d)"),
)
"""Where a longer one is cut, the best first: the last two where it has lost its blanks as well."""
_BLANK = re.compile(r"\s")


def sentence_ranges(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut ``view[start:end]``, one block, into sentences.

    A sentence ends with ``.``, ``?``, ``!`` or ``…`` (and the quotes and brackets closing with it) before
    white space and a capital, a digit, a quotation or a dash; or, where the space was forgotten, between a
    small letter and a word with a capital ("kết quả.Các cấp"); and what is longer than :data:`LONGEST` is cut
    at a semicolon, a comma or a blank, or behind a colon where it has no blanks. Never inside 1.513, 16.7,
    TS. Nguyễn, D.Thưởng, v.v. or 49-QĐ/TW, never at ``;`` or ``:``, never after an ellipsis
    that goes on in lower case.

    Yields:
        ``(start, end)`` without surrounding white space; every other character is in exactly one.
    """
    first = start
    for match in _STOP.finditer(view, start, end):
        cut = match.end()
        if match.start() < first or cut >= end or not _breaks(view, first, match, end):
            continue
        yield from _parts(view, first, cut)
        first = _behind_blanks(view, cut, end)
    if first < end:
        yield from _parts(view, first, end)


def _behind_blanks(view: str, position: int, end: int) -> int:
    while position < end and view[position] in " \n":
        position += 1
    return position


def _parts(view: str, first: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, in parts where it is longer than any is."""
    while end - first > LONGEST:
        cut = _rest(view, first + LONGEST // 2, first + LONGEST) or _next_blank(view, first + LONGEST, end)
        yield first, cut
        first = _behind_blanks(view, cut, end)
    if first < end:
        yield first, end


def _rest(view: str, low: int, high: int) -> int | None:
    """Behind the last of the best marks in a range, or None where it has none."""
    for mark in _RESTS:
        if found := [match.end() for match in mark.finditer(view, low, high)]:
            return found[-1]
    return None


def _next_blank(view: str, position: int, end: int) -> int:
    """The first blank from a position on, or the end: a word is never cut."""
    found = _BLANK.search(view, position, end)
    return found.start() if found else end


def _breaks(view: str, first: int, match: re.Match[str], end: int) -> bool:
    stop, cut = match.start(), match.end()
    bare = match[0] == "."
    if view[cut] not in " \n":
        return _was_glued(view, first, match, end)
    if not _STARTS.match(view, cut, end):
        return False
    return not (bare and _is_shortened(view, first, stop))


def _was_glued(view: str, first: int, match: re.Match[str], end: int) -> bool:
    """Whether a space was forgotten after the stop: "đạt kết quả.Các cấp"."""
    stop, cut = match.start(), match.end()
    if stop == first or not _GLUED.match(view, cut, end) or match[0].startswith("..") or match[0][0] == "…":
        return False
    before = view[stop - 1]
    ends_word = before.islower() or before in '%)”"' or view[max(first, stop - 4) : stop].isdigit()
    return ends_word and not _is_shortened(view, first, stop)


def _is_shortened(view: str, first: int, stop: int) -> bool:
    """Whether the period at ``stop`` shortens the word before it, or numbers a list."""
    word_match = _WORD_BEFORE.search(view, max(first, stop - _LONGEST_WORD), stop)
    word = word_match[0] if word_match else ""
    if not word:
        return False
    word_start = stop - len(word)
    if _MARKER.match(word):
        if (
            _MARKER_AFTER.search(view, max(first, word_start - _LONGEST_MARKER), word_start)
            or word_start == first
        ):
            return True
        if len(word) == 1 and word.isalpha() and word.isupper():
            before = _BEFORE.search(view, max(first, word_start - _LONGEST_WORD), word_start)
            return not (before and fold(before[1]) in phrases("lines.lettered"))
    folded = fold(word)
    is_word = word.islower() and folded in phrases("lines.words_too")
    return folded in phrases("lines.shortened") and not is_word
