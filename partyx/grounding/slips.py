"""Which differences between a quote and a passage are slips, and which make it another statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from partyx.language.lexicon import phrases

if TYPE_CHECKING:
    from partyx.grounding.stretch import Stretch
    from partyx.grounding.tokens import Tokens

ENOUGH = 0.85
"""Share of a quote's tokens that must occur in order. Up to six tokens that means all of them."""

_EXTRA_SHARE = 0.2
_NO_EXTRA_BELOW = 3
_ONE_EXTRA_UP_TO = 6
_SHORTEST_MISSPELLED = 3


def extra_allowed(tokens: int) -> int:
    """How many tokens between a passage's ends a quote of that many tokens may leave out."""
    if tokens < _NO_EXTRA_BELOW:
        return 0
    return 1 if tokens <= _ONE_EXTRA_UP_TO else max(2, int(tokens * _EXTRA_SHARE))


def enough(matched: int, tokens: int) -> bool:
    """Whether so many tokens in order are enough of a quote."""
    return matched >= ENOUGH * tokens


def is_tied(word: str) -> bool:
    """Whether a folded token can never be a slip: a number or a negation."""
    return word[0].isdigit() or word in phrases("slips.negations")


def only_slips(quote: Tokens, part: range, passage: Tokens, stretch: Stretch) -> bool:
    """Whether the tokens ``part`` of the quote and a stretch of the passage say the same.

    Refused are a number, a negation or part of a name on one side only, and a word of content
    replaced by another (tăng by giảm), also at the edges, where the other one stands just outside the
    stretch. A lower-case word may be misspelled by one letter.
    """
    for missing, added in stretch.gaps():
        gone = part[missing.start : missing.stop]
        if not _is_slip(quote, gone, passage, added):
            return False
        before = len(gone) if added.stop == stretch.start else 0
        after = len(gone) if added.start == stretch.end else 0
        instead = range(max(0, added.start - before), min(len(passage.words), added.stop + after))
        if _replaces(quote, gone, passage, instead):
            return False
    return True


def _is_slip(quote: Tokens, gone: range, passage: Tokens, added: range) -> bool:
    if any(is_tied(quote.words[i]) or quote.is_name(i) for i in gone):
        return False
    return not any(is_tied(passage.words[j]) or _continues_a_name(passage, j) for j in added)


def _replaces(quote: Tokens, gone: range, passage: Tokens, instead: range) -> bool:
    """Whether a word of content stands for another one, not being its misspelling."""
    mine = [i for i in gone if quote.words[i] not in phrases("slips.small_words")]
    theirs = [j for j in instead if passage.words[j] not in phrases("slips.small_words")]
    return bool(theirs) and not all(any(_misspelled(quote, i, passage, j) for j in theirs) for i in mine)


def _continues_a_name(passage: Tokens, index: int) -> bool:
    """Whether leaving out this token would make one name of another: Nguyễn (Minh) Tiến."""
    if not passage.is_capitalised(index):
        return False
    neighbours = [other for other in (index - 1, index + 1) if 0 <= other < len(passage.words)]
    return any(passage.is_capitalised(other) and passage.adjoin(index, other) for other in neighbours)


def _misspelled(quote: Tokens, i: int, passage: Tokens, j: int) -> bool:
    a, b = quote.words[i], passage.words[j]
    return (
        min(len(a), len(b)) >= _SHORTEST_MISSPELLED
        and not (quote.is_capitalised(i) or passage.is_capitalised(j))
        and Levenshtein.distance(a, b, score_cutoff=1) <= 1
    )
