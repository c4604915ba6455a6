"""Character classes of Vietnamese letters for regular expressions, and where a sentence ends."""

from __future__ import annotations

import re
from itertools import chain
from typing import Final

_LATIN = tuple(map(chr, chain(range(0x41, 0x7B), range(0xC0, 0x250), range(0x1EA0, 0x1EFA))))

UPPER: Final = "".join(letter for letter in _LATIN if letter.isupper())
"""Every capital Latin letter, Vietnamese ones included, for use inside ``[...]``."""

LOWER: Final = "".join(letter for letter in _LATIN if letter.islower())
"""Every small Latin letter, for use inside ``[...]``."""

_END = re.compile(r"[.!?…](?:/\.)?[\"”’»)\]]{0,3}\Z")


def ends_sentence(text: str) -> bool:
    """Whether a line ends the way a sentence does: ``.``, ``?``, ``!``, ``…``, ``./.``, ``.”``."""
    return _END.search(text, max(0, len(text) - 8)) is not None


def word_count(text: str) -> int:
    """Count the words, as runs between single spaces."""
    return text.count(" ") + 1
