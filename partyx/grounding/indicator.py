"""Labels: the one thing an engine words itself, and how far the article must bear it out."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from partyx.grounding.tokens import tokenise, vocabulary
from partyx.language.fold import fold_in_place
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.grounding.places import Places
    from partyx.located import Range

SHARE = 0.6
"""Of a label's words that must stand in the paragraph or the headline."""

_LIST_ITEMS = 12

_LEFT_EDGE = re.compile(r"[.;:,(!?\n](?=[^\d])")
_RIGHT_EDGE = re.compile(r"[.;:,()!?\n\d]")
_OPENING = pattern(r"(?:<statistics.openings> ){1,4}")
_CLOSING = pattern(r"(?: <statistics.closings>){1,4}\Z")
_WORDS_BEFORE, _WORDS_BEHIND = 8, 6
_REACH = 300
"""Characters of a sentence on either side of a number; sentences without an end stay cheap."""


def objection(places: Places, label: str, at: Range, evidence: Sequence[Range]) -> str | None:
    """Why the article does not bear a label out, a predicate, or None when it does."""
    known = _words_around(places, (at, *evidence))
    said = vocabulary(label) - _added()
    if said and any(map(said.issubset, known)):  # nothing to weigh up: it is so nearly always
        return None
    tokens = tokenise(label)
    for index, word in enumerate(tokens.words):
        if word not in places.content and (tokens.is_number(index) or tokens.is_name(index)):
            return f"says {word!r}, which is not in the article"
    words = [word for word in tokens.words if word not in _added()]
    borne_out = sum(any(word in block for block in known) for word in words)
    if not words or borne_out < SHARE * len(words):
        return "is not in the words of its paragraph"
    return None


@cache
def _added() -> frozenset[str]:
    """The syllables of words that labels add of their own: "tỷ lệ đảng viên hoàn thành tốt nhiệm vụ"."""
    return frozenset(syllable for added in phrases("labels.added") for syllable in added.split())


def label_of_clause(places: Places, at: Range) -> str:
    """What the sentence itself says around a number: its clause without the number.

    "Về phát triển Đảng, đã kết nạp mới được 1.513 đồng chí, nâng ..." gives "kết nạp mới được đồng chí".
    """
    start, end = places.sentence(at[0])
    left = places.view[max(start, at[0] - _REACH) : at[0]]
    right = places.view[at[1] : min(end, at[1] + _REACH)]
    clause = _LEFT_EDGE.split(left)[-1].strip()
    counted = _RIGHT_EDGE.split(right, maxsplit=1)[0]
    before = _without_fillers(clause).split()[-_WORDS_BEFORE:]
    words = [*before, *counted.split()[:_WORDS_BEHIND]]
    if not any(character.isalpha() for word in words for character in word):
        words = left.split()[-_WORDS_BEFORE:]
    return " ".join(words) or " ".join(places.view[at[0] : at[1]].split())


def _without_fillers(clause: str) -> str:
    folded = fold_in_place(clause)
    opening = _OPENING.match(folded)
    start = opening.end() if opening else 0
    closing = _CLOSING.search(folded, start)
    return clause[start : closing.start() if closing else len(clause)]


def _words_around(places: Places, ranges: Sequence[Range]) -> list[frozenset[str]]:
    """The words of the paragraphs of ``ranges``, of the lines a list hangs from, and of the headlines."""
    blocks = {index for start, _ in ranges if (index := places.article.block_at(start)) is not None}
    for index in sorted(blocks):
        blocks |= set(_list_above(places, index))
    return [places.words_of(index) for index in sorted(blocks.union(places.headlines))]


def _list_above(places: Places, index: int) -> range:
    """The items above a list's item, and the line that opens the list."""
    blocks = places.article.blocks
    first = places.article.above_items(index, _LIST_ITEMS)
    above = places.view[blocks[first - 1].start : blocks[first - 1].end] if first else ""
    return range(first - 1 if above.endswith(":") else first, index)
