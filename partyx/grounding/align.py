"""Where a quote stands in an article, if it does.

Two steps. A quote that occurs after folding (:mod:`partyx.language.fold`) is exact. Any other quote is cut
into tokens, its rarest pairs of words point to a few windows of the article, and the tightest stretch of
each that holds the quote's words in order is judged by :mod:`partyx.grounding.slips`. Nothing is located
that says something else: other digits, another name, a negation more or less.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from partyx.grounding.anchors import Anchors
from partyx.grounding.slips import ENOUGH, enough, extra_allowed, is_tied, only_slips
from partyx.grounding.stretch import tightest
from partyx.grounding.tokens import TOKEN, Tokens, behind, cut, tokenise
from partyx.language.fold import fold, fold_with_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.grounding.stretch import Stretch
    from partyx.language.ranges import Range

_LONGEST_INEXACT = 400
"""Tokens of a quote beyond which only exact matches count; the longest sentence of the samples has 158."""

_NEAR = 1_000
"""Folded characters on either side in which a quote is sought first; then all of its places are kept."""

_LONGEST_RUN = 40
"""Characters up to the white space on either side of a place, within which it is seen what is a word."""

_MOST_PARTS = 4
_ELLIPSIS = re.compile(r"\.\.\.")
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
_SENTENCE_ENDS_WITHIN = 1
"""A quote with an ellipsis joins parts of one sentence or of two that follow each other."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """A located quote: ``view[start:end]``.

    Attributes:
        start: First character.
        end: One past the last.
        exact: Whether the folded texts are equal.
        score: 2 x tokens in common / (tokens of the quote + tokens of the passage); 1.0 at best.
    """

    start: int
    end: int
    exact: bool
    score: float


class Aligner:
    """Locates quotes in one text. Built once, in time linear in the text."""

    def __init__(self, view: str) -> None:
        """Fold ``view``, the text in which all results count; it is cut and indexed when that is needed."""
        self._view = view
        self._folded, self._offsets = fold_with_offsets(view)
        self._everywhere: dict[str, tuple[Alignment, ...]] = {}

    @cached_property
    def _text(self) -> Tokens:
        return cut(self._view, self._folded, self._offsets)

    @cached_property
    def _anchors(self) -> Anchors:
        """Needed for inexact quotes only; an article whose quotes are all verbatim does without."""
        return Anchors(self._text.words)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return frozenset(self._text.words)

    def __contains__(self, word: str) -> bool:
        """Whether the text has a folded word, or a number of that value, anywhere."""
        return word in self._vocabulary

    def words(self, start: int, end: int) -> frozenset[str]:
        """The different folded words and numbers that start in ``view[start:end]``."""
        first, last = (bisect_left(self._text.starts, bisect_left(self._offsets, at)) for at in (start, end))
        return frozenset(self._text.words[first:last])

    def locate(self, quote: str, near: Range | None = None) -> Alignment | None:
        """Find ``quote``.

        Args:
            quote: Words of the text, perhaps in another spelling, with small slips, or with an
                ellipsis where something was left out.
            near: Where it is expected; among several places the one in this range or nearest to it is
                taken. Without it the first.

        Returns:
            The place, or None when the text does not say so.
        """
        exact = self._exact(fold(quote).strip(), near)
        if exact:
            return exact
        tokens = tokenise(quote)
        if not 0 < len(tokens.words) <= _LONGEST_INEXACT:
            return None
        parts = _parts(tokens)
        if len(parts) == 1:
            return next(self._inexact(tokens, parts[0], near), None)
        return self._joined(tokens, parts, near) if len(parts) <= _MOST_PARTS else None

    def _exact(self, needle: str, near: Range | None) -> Alignment | None:
        """The first place where the folded quote stands, or the one nearest to ``near``."""
        if not _SAYS_SOMETHING.search(needle):
            return None
        if near is None:
            return next(self._onwards(needle, 0), None)
        middle, last = (min(bisect_left(self._offsets, at), len(self._folded)) for at in near)
        beyond = _NEAR + len(needle)
        onwards = self._onwards(needle, middle, max(middle, last) + beyond)
        before = self._onwards(needle, max(0, middle - beyond), middle + len(needle) - 1)
        around = (*islice(onwards, 1), *deque(before, maxlen=1))
        return _closest(around or self._beside(needle, self._offsets[middle]), near)

    def _onwards(self, needle: str, position: int, end: int | None = None) -> Iterator[Alignment]:
        """The places from ``position`` on, none of them cutting into a word or a number."""
        while (position := self._folded.find(needle, position, end)) >= 0:
            yield from self._whole(position, position + len(needle))
            position += len(needle)

    def _beside(self, needle: str, position: int) -> Iterator[Alignment]:
        """The last place before a position and the first one from there on, out of all that there are.

        Many records may ask for one quote that stands far from all of them: its places are kept.
        """
        if needle not in self._everywhere:
            self._everywhere[needle] = tuple(self._by_rarest(needle)) or tuple(self._onwards(needle, 0))
        places = self._everywhere[needle]
        index = bisect_left(places, position, key=lambda found: found.start)
        yield from reversed(places[max(0, index - 1) : index + 1])

    def _by_rarest(self, needle: str) -> Iterator[Alignment]:
        """The places of a quote that those of its rarest word lead to, in order.

        Thousands of quotes that are far from where they are expected would read the whole text each.
        """
        tokens = tokenise(needle)
        if not tokens.words:
            return
        index, places = self._anchors.rarest(tokens.words)
        ahead = tokens.starts[index]
        for position in dict.fromkeys(self._text.starts[place] - ahead for place in places):
            if position >= 0 and self._folded.startswith(needle, position):
                yield from self._whole(position, position + len(needle))

    def _whole(self, start: int, end: int) -> Iterator[Alignment]:
        if not (self._inside_token(start) or self._inside_token(end)):
            yield Alignment(self._offsets[start], behind(self._offsets, end), exact=True, score=1.0)

    def _inside_token(self, position: int) -> bool:
        """Whether ``position`` cuts a token; seen from the characters up to the next white space."""
        low = self._folded.rfind(" ", max(0, position - _LONGEST_RUN), position) + 1
        high = self._folded.find(" ", position, position + _LONGEST_RUN)
        if position in (low, high):
            return False
        if low and high >= 0:
            tokens = TOKEN.finditer(self._folded, low, high)
            return any(token.start() < position < token.end() for token in tokens)
        index = bisect_left(self._text.starts, position) - 1
        return index >= 0 and position < self._text.ends[index]

    def _inexact(self, quote: Tokens, part: range, near: Range | None) -> Iterator[Alignment]:
        """Acceptable places of one part of a quote, the likeliest first."""
        if not self._may_occur(quote, part):
            return
        words = quote.words[part.start : part.stop]
        size = len(words)
        slack = extra_allowed(size) + int(size * (1 - ENOUGH)) + 1
        for start in self._anchors.windows(words, slack, self._token_at(near)):
            window = range(max(0, start - slack), min(len(self._text.words), start + size + 2 * slack))
            stretch = tightest(words, self._text.words, window)
            if stretch and self._accepts(quote, part, stretch):
                first, last = self._text.start(stretch.start), self._text.end(stretch.end - 1)
                score = 2 * stretch.matched / (size + stretch.end - stretch.start)
                yield Alignment(first, last, exact=False, score=score)

    def _may_occur(self, quote: Tokens, part: range) -> bool:
        """Whether the text has enough of the words at all, and every number, negation and name."""
        missing = [index for index in part if quote.words[index] not in self._vocabulary]
        return enough(len(part) - len(missing), len(part)) and not any(
            is_tied(quote.words[index]) or quote.is_name(index) for index in missing
        )

    def _accepts(self, quote: Tokens, part: range, stretch: Stretch) -> bool:
        return (
            enough(stretch.matched, stretch.size)
            and stretch.end - stretch.start - stretch.matched <= extra_allowed(stretch.size)
            and not self._text.splits_abbreviation(stretch.start, stretch.end)
            and only_slips(quote, part, self._text, stretch)
        )

    def _token_at(self, near: Range | None) -> int | None:
        if near is None:
            return None
        return bisect_left(self._text.starts, bisect_left(self._offsets, near[0]))

    def _joined(self, quote: Tokens, parts: list[range], near: Range | None) -> Alignment | None:
        """The parts around an ellipsis, in order, within two sentences that follow each other."""
        for first in self._inexact(quote, parts[0], near):
            place = first
            for part in parts[1:]:
                following = (place.end, place.end)
                later = (found for found in self._inexact(quote, part, following) if found.start >= place.end)
                found = _closest(later, following)
                if found is None:
                    break
                score = min(place.score, found.score)
                place = Alignment(place.start, found.end, exact=False, score=score)
            else:
                ends = _SENTENCE_END.findall(self._text.text, place.start, place.end)
                if len(ends) <= _SENTENCE_ENDS_WITHIN:
                    return place
        return None


def _parts(quote: Tokens) -> list[range]:
    """The token ranges between the ellipses of a quote, empty ones left out."""
    cuts = [bisect_left(quote.starts, match.start()) for match in _ELLIPSIS.finditer(quote.folded)]
    bounds = [0, *cuts, len(quote.words)]
    return [range(a, b) for a, b in pairwise(bounds) if a < b]


def _closest(places: Iterable[Alignment], near: Range) -> Alignment | None:
    """The place in ``near``, or with the fewest characters between; of equals the first."""
    return min(places, key=lambda found: max(0, near[0] - found.end, found.start - near[1]), default=None)
