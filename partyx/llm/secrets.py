"""A key must not come back to us in a service's words, however they spell it.

Only the letters and digits of a key count, whatever stands between them and however each is escaped; and any
twelve of them in a row are the key, since services repeat its beginning, its end, or what follows its prefix.
"""

from __future__ import annotations

import base64
import logging
import re
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate, chain
from string import ascii_letters, digits
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "[key]"
_SHORTEST = 8
"""Letters and digits of a key; with fewer it is a word like "none", which messages may well hold."""
_TOLD = 12
"""So many of them in a row are the key."""
_COUNTED = ascii_letters + digits
_OTHERS = bytes(code for code in range(256) if chr(code) not in _COUNTED)
_FOLD = bytes(range(256)).lower()
_SIGNS = (  # each begins with a letter and no class: so a search jumps from one to the next
    r"\\(?<!\\\\)\\*+(?:[uU](?:00|0{6})([2-7][0-9a-fA-F])|u\{0{0,4}([2-7][0-9a-fA-F])\}|x([2-7][0-9a-fA-F])"
    r"|0?([01][0-7]{2})|[nrtbf])"
    r"|%(?:25)*+([2-7][0-9a-fA-F])|=([2-7][0-9a-fA-F])"
    r"|&(?:amp;)*(?:#[xX]0{0,6}([2-7][0-9a-fA-F])(?![0-9a-fA-F]);?|#0{0,6}([0-9]{2,3})(?![0-9]);?|\w{1,31};)"
    r"|</?\w{1,9}/?>"
)
_SIGN = re.compile(_SIGNS)
"""One sign in the letters of JSON and of programs, of addresses and mails, or of HTML."""
_BASES = {1: 16, 2: 16, 3: 16, 4: 8, 5: 16, 6: 16, 7: 16, 8: 10}
"""How the number of a sign is written, by the group that it is in."""
_WIDE = re.compile("[！-～]")
_NARROW = {wide: wide - 0xFEE0 for wide in range(ord("！"), ord("～") + 1)}
_RUN = re.compile(r"([0-9A-Za-z]+)")
_SIGN_OR_RUN = re.compile(f"{_SIGNS}|{_RUN.pattern}")


class _Filter(logging.Filter):
    """Takes keys out of what a library logs of the headers it received."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without(record.getMessage(), *self.keys), ()
        return True


_filter = _Filter()


def keep_out_of_logs(*keys: str) -> None:
    """From now on, take ``keys`` out of what the HTTP library logs of what it received."""
    _filter.keys |= {*keys}
    for name in (
        "httpx2",
        *(f"httpcore2.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")),
    ):
        logging.getLogger(name).addFilter(_filter)


def without(text: str, *keys: str) -> str:
    """``text`` with ``keys`` taken out: as they are, escaped, cut, in parts, in another case or in base64."""
    sought = [one for one in map(_sought, keys) if one is not None]
    if sought:
        narrow = text.translate(_NARROW) if _WIDE.search(text) else text
        views = _counted(narrow), _counted(_SIGN.sub(_sign, narrow))
        for one in sought:
            if any(not one.blocks.keys().isdisjoint(one.cut.findall(view)) for view in views):
                text = _without(text, one)
    return text


class _Sought(NamedTuple):
    """What a key is looked for by.

    Attributes:
        blocks: All parts of one length of its spellings, each with the spellings that have it, and where.
        cut: Cuts letters into parts of that length. One of them, wherever the cut begins, is a block whole if
            as many letters as are told stand there in a row.
        told: So many are enough.
    """

    blocks: dict[str, list[tuple[str, int]]]
    cut: re.Pattern[str]
    told: int


@lru_cache(maxsize=64)
def _sought(key: str) -> _Sought | None:
    """None for a key that is too short to be told from other words."""
    plain = _counted(key)
    if len(plain) < _SHORTEST:
        return None
    raw = key.encode("utf-8", "surrogatepass")
    # In base64 three bytes are four letters, and how many bytes stand before the key is not known.
    coded = (base64.b64encode(bytes(before) + raw)[4 * bool(before) : -4].decode() for before in range(3))
    told = min(len(plain), _TOLD)
    size = (told + 1) // 2
    blocks: dict[str, list[tuple[str, int]]] = {}
    for spelling in (plain, raw.hex(), *map(_counted, coded)):
        for at in range(len(spelling) - size + 1):
            blocks.setdefault(spelling[at : at + size], []).append((spelling, at))
    return _Sought(blocks, re.compile("." * size), told)


def _counted(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return text.encode("ascii", "ignore").translate(_FOLD, _OTHERS).decode()


def _sign(found: re.Match[str]) -> str:
    """The sign that an escape stands for; nothing for those that are no letter of a key."""
    group = found.lastindex
    return chr(int(found[group], _BASES[group])) if group else ""


def _without(text: str, sought: _Sought) -> str:
    """Put the mark in the place of whatever tells the key, read as it is or with its escapes."""
    end, kept = 0, []
    for start, stop in sorted(chain(*(_told(text, sought, view) for view in (_RUN, _SIGN_OR_RUN)))):
        if start >= end:
            kept += [text[end:start], MARK]
        end = max(end, stop)
    return "".join([*kept, text[end:]])


def _told(text: str, sought: _Sought, view: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where so many letters of a key or of its codings stand in a row."""
    narrow = text.translate(_NARROW)
    parts = [(found.span(), _letters(found[0]) or _counted(_sign(found))) for found in view.finditer(narrow)]
    parts = [part for part in parts if part[1]]
    letters = "".join(part for _, part in parts)
    firsts = list(accumulate((len(part) for _, part in parts), initial=0))

    def place(letter: int) -> tuple[int, int]:
        """Where a letter stands, escaped or not."""
        at = bisect_right(firsts, letter) - 1
        (start, end), part = parts[at]
        into = letter - firsts[at]
        return (start + into, start + into + 1) if len(part) == end - start else (start, end)

    end = 0
    for part in sought.cut.finditer(letters):
        for spelling, at in sought.blocks.get(part[0], ()) if part.start() >= end else ():
            first, last = _widened(letters, part.start(), spelling, at)
            if last - first >= sought.told:
                end = max(end, last)
                yield place(first)[0], place(last - 1)[1]


def _letters(part: str) -> str:
    """What a part says that is not escaped, in lower case; else nothing."""
    return part.lower() if part.isascii() and part.isalnum() else ""


def _widened(letters: str, first: int, spelling: str, at: int) -> tuple[int, int]:
    """What goes on in both directions as a spelling does, from a letter that is its letter ``at``."""
    last, end = first, at
    while at and first and letters[first - 1] == spelling[at - 1]:
        first, at = first - 1, at - 1
    while end < len(spelling) and last < len(letters) and letters[last] == spelling[end]:
        last, end = last + 1, end + 1
    return first, last
