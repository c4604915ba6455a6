"""The words of a text as they are compared: folded, and with abbreviations written out."""

from __future__ import annotations

import re

from partyx.language.abbreviations import write_out
from partyx.language.claims import claiming_nothing
from partyx.language.fold import fold
from partyx.language.lexicon import phrases

WORD = re.compile(r"[^\W_]+")
"""A syllable or a number."""


def words_in(folded: str) -> list[str]:
    """The words of a folded text, in order."""
    return WORD.findall(folded)


def written_words(text: str) -> list[str]:
    """The words of a text, in order and folded, the abbreviations of units, titles and bodies written out."""
    return words_in(fold(write_out(write_out(text, "unit"), "title")))


def content_words(text: str) -> list[str]:
    """The written words of a text that say something: no small words, and none that any label may have."""
    empty = claiming_nothing() | phrases("slips.small_words", "measures.parts")
    return [word for word in written_words(text) if word not in empty]
