"""Latin letters in classes for regular expressions, Vietnamese ones, and those that only look like them."""

from __future__ import annotations

import unicodedata
from itertools import chain
from typing import Final

_LATIN = tuple(map(chr, chain(range(0x41, 0x7B), range(0xC0, 0x250), range(0x1EA0, 0x1EFA))))

UPPER: Final = "".join(letter for letter in _LATIN if letter.isupper())
"""Every capital Latin letter, Vietnamese ones included, for use inside ``[...]``."""

LOWER: Final = "".join(letter for letter in _LATIN if letter.islower())
"""Every small Latin letter, for use inside ``[...]``."""

TONES: Final = "\u0300\u0301\u0309\u0303\u0323"
"""The combining marks of the five tones that are written: huyền, sắc, hỏi, ngã, nặng."""

_WITH_MARKS = "đ" + "".join(
    unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *TONES)
)
VIETNAMESE: Final = frozenset(_WITH_MARKS + _WITH_MARKS.upper())
"""The vowels with each tone, and đ, of both cases."""

LOOK_ALIKES: Final = dict(zip("ÐðƢƣ％﹪٪．․，：；（）／", "ĐđƯư%%%..,:;()/", strict=True))
"""Letters and signs that only look right: Eth typed for D with stroke by editors before Unicode, the letter
Oi that old PDF fonts put for U with horn, and signs of full width and of other scripts, without which "92％
chi bộ" is 92 of them. One character each, so offsets do not move."""
