"""Names of people: what is a capitalised syllable, and which ones are families."""

from __future__ import annotations

import re

from partyx.language.fold import fold
from partyx.language.lexicon import phrases

CAPITAL = "[{}]".format(
    "".join(chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isupper())
)
"""One upper-case letter, Vietnamese or of the languages of the Central Highlands."""

LETTER = r"[^\W\d_]"

MARKS = "'’ʼ`"
"""The marks between a particle and a name of the Central Highlands, as they are typed."""

SYLLABLE = rf"{CAPITAL}{LETTER}*(?:[{MARKS}] ?{LETTER}+)?"
"""A capitalised syllable: "Nguyễn", "Y", "H'Yim", "K’ Nhàn", "Bh'riu"."""

NAME = re.compile(rf"{SYLLABLE}(?: {SYLLABLE})+")
"""Two capitalised syllables or more, as a person is named: "Lê Hà", "K' Nhàn Y"."""


def is_family(syllable: str) -> bool:
    """Whether a capitalised syllable is a family name, or is written as only names are ("H'Yim")."""
    return syllable[0].isupper() and (fold(syllable) in phrases("names.families") or is_marked(syllable))


def is_marked(syllable: str) -> bool:
    """Whether it is a particle with a name, which needs no other syllable: "K'Đờm", "H`Yim"."""
    return any(mark in syllable for mark in MARKS)


def is_surely_family(syllable: str) -> bool:
    """Whether it is a family name and neither an ordinary word nor the beginning of a place's name."""
    return is_family(syllable) and fold(syllable) not in phrases("names.words_too")


def is_middle(syllable: str) -> bool:
    """Whether it stands between family and given name more often than anywhere else: "Văn", "Thị"."""
    return fold(syllable) in phrases("names.middle")


def is_namesake(name: str) -> bool:
    """Whether streets, schools and communes bear this name."""
    return fold(name) in phrases("names.namesakes")


def is_province(first: str, second: str) -> bool:
    """Whether two syllables begin the name of a province or region."""
    return first[:1].isupper() and fold(f"{first} {second}") in phrases("places.provinces")
