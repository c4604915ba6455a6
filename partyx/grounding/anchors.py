"""Which stretches of an article are worth comparing with a quote: an inverted index and a vote."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANCHORS = 6
"""Rarest words or pairs of a quote that vote. Four lose quotes with two slips, eight are no better."""

_PLACES = 64
"""Places of one anchor that are looked at: the nearest to where the quote is expected."""

_WINDOWS = 4
"""Windows that are compared letter by letter, the best voted ones."""


class Anchors:
    """The places of every word and every pair of neighbours in a list of words."""

    def __init__(self, words: Sequence[str]) -> None:
        """Index ``words``; linear. Pairs are looked up when they are asked for."""
        self._all = words
        self._words: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(words):
            self._words[word].append(index)
        self._pairs: dict[tuple[str, str], list[int]] = {}

    def windows(self, quote: Sequence[str], slack: int, near: int | None) -> list[int]:
        """Indices at which the quote may start, give or take ``slack``; the likeliest first.

        Args:
            quote: Its words.
            slack: How far words may have moved by words left out or added.
            near: The index where it is expected, or None.
        """
        anchors = self._rarest(quote)
        hits = sorted(
            (place - index, number)
            for number, (index, places) in enumerate(anchors)
            for place in _nearest(places, near)
        )
        votes = [vote for vote in _vote(hits, len(anchors), slack) if 2 * vote[0] >= len(anchors)]
        votes.sort(key=lambda vote: (-vote[0], abs(vote[1] - (near or 0))))
        return [start for _, start in votes[:_WINDOWS]]

    def rarest(self, quote: Sequence[str]) -> tuple[int, Sequence[int]]:
        """The index of the rarest word of a quote, and its places in the text."""
        places = ((index, self._words.get(word, ())) for index, word in enumerate(quote))
        return min(places, key=lambda anchor: len(anchor[1]))

    def _rarest(self, quote: Sequence[str]) -> list[tuple[int, list[int]]]:
        """The rarest anchors of a quote: index in the quote, places in the text.

        Pairs come before words, being rarer by far; words step in where slips broke the pairs.
        """
        found = ((index, self._together(*pair)) for index, pair in enumerate(pairwise(quote)))
        pairs = [(index, places) for index, places in found if places]
        pairs.sort(key=lambda anchor: len(anchor[1]))
        if len(pairs) >= _ANCHORS:
            return pairs[:_ANCHORS]
        words = [(index, self._words[word]) for index, word in enumerate(quote) if word in self._words]
        words.sort(key=lambda anchor: len(anchor[1]))
        return (pairs + words)[:_ANCHORS]

    def _together(self, word: str, following: str) -> list[int]:
        """The places of two neighbours, from those of the rarer one; kept for the next quote."""
        pair = word, following
        if pair not in self._pairs:
            places, later = self._words.get(word, []), self._words.get(following, [])
            if len(later) < len(places):
                self._pairs[pair] = [index - 1 for index in later if index and self._all[index - 1] == word]
            else:
                ends = len(self._all) - 1
                self._pairs[pair] = [
                    index for index in places if index < ends and self._all[index + 1] == following
                ]
        return self._pairs[pair]


def _nearest(places: list[int], near: int | None) -> list[int]:
    if len(places) <= _PLACES:
        return places
    middle = 0 if near is None else bisect_left(places, near)
    start = max(0, min(middle - _PLACES // 2, len(places) - _PLACES))
    return places[start : start + _PLACES]


def _vote(hits: Sequence[tuple[int, int]], anchors: int, slack: int) -> list[tuple[int, int]]:
    """How many different anchors agree on each start, within ``slack``; one vote a neighbourhood.

    Args:
        hits: (start, number of the anchor), by start.
        anchors: How many anchors there are.
        slack: Width of a neighbourhood.
    """
    votes: list[tuple[int, int]] = []
    counts = [0] * anchors
    agreeing = right = 0
    for start, number in hits:
        while right < len(hits) and hits[right][0] <= start + slack:
            agreeing += not counts[hits[right][1]]
            counts[hits[right][1]] += 1
            right += 1
        if not votes or start > votes[-1][1] + slack:
            votes.append((agreeing, start))
        elif agreeing > votes[-1][0]:
            votes[-1] = (agreeing, start)
        counts[number] -= 1
        agreeing -= not counts[number]
    return votes
