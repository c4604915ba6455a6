"""The names of kinds of documents, and how freely each may stand before a number."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, values

if TYPE_CHECKING:
    from partyx.mentions.documents.text import Text


class Freedom(Enum):
    """How a number without "số" and without letters may follow the name of a kind.

    ``vi/documents.toml`` says more of each. Letters ("NQ 28") stand for other things too, and need most.
    """

    NAME = "names"
    VERB = "verbs"
    PLAN = "plans"
    OF_ISSUER = "of_issuer"
    CLOSED = "closed"
    LETTERS = "letters"


class KindWord(NamedTuple):
    """``view[start:end]`` names a kind: the word with its adjective, or its letters.

    ``kind`` is in full, lower case.
    """

    start: int
    end: int
    kind: str
    freedom: Freedom


_IN_FULL = pattern(r"(?P<name><documents.kinds~>)(?: <documents.adjectives>)?")
_IN_LETTERS = pattern(
    r"(?P<name><codes.alone|codes.alone_with_so~>)(?:(?![^\W\d])|(?=<~abbreviations.central~>))"
)


def kind_words(text: Text) -> list[KindWord]:
    """The names of kinds in a text, by start, none overlapping another."""
    full, letters = values("documents.kinds"), values("codes.kinds")
    found = [
        KindWord(*match.span(), full[match["name"]], _freedoms()[match["name"]])
        for match in _IN_FULL.finditer(text.folded)
    ]
    found += [
        KindWord(*match.span(), letters[match[0]], _freedom_of_letters(match[0]))
        for match in _IN_LETTERS.finditer(text.folded)
        if text.view[match.start() : match.start() + 2].isupper()
    ]
    return sorted(found)


@cache
def _freedoms() -> dict[str, Freedom]:
    return {
        word: freedom
        for freedom in Freedom
        if freedom is not Freedom.LETTERS
        for word in phrases(f"documents.{freedom.value}")
    }


def _freedom_of_letters(letters: str) -> Freedom:
    return Freedom.LETTERS if letters in phrases("codes.alone") else Freedom.CLOSED
