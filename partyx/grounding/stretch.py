"""The tightest stretch of a window that holds a quote's words in order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Block = tuple[int, int, int]

_PRICE = 1 / 3
"""What a word of the window costs: a further match is worth at most two words left out for it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which words of a quote stand where.

    Attributes:
        size: Words of the quote.
        blocks: Runs of words in common: index in the quote, index in the text, how many; in order.
    """

    size: int
    blocks: tuple[Block, ...]

    @property
    def start(self) -> int:
        """Index of the first word in the text."""
        return self.blocks[0][1]

    @property
    def end(self) -> int:
        """One past the last."""
        return self.blocks[-1][1] + self.blocks[-1][2]

    @property
    def matched(self) -> int:
        """Words in common."""
        return sum(size for _, _, size in self.blocks)

    def gaps(self) -> Iterator[tuple[range, range]]:
        """Where the two differ: words of the quote, and words of the text in their place."""
        first, last = self.blocks[0], self.blocks[-1]
        if first[0]:
            yield range(first[0]), range(first[1], first[1])
        for (a, b, size), (next_a, next_b, _) in pairwise(self.blocks):
            yield range(a + size, next_a), range(b + size, next_b)
        if last[0] + last[2] < self.size:
            yield range(last[0] + last[2], self.size), range(self.end, self.end)


def tightest(quote: Sequence[str], text: Sequence[str], window: range) -> Stretch | None:
    """The stretch of ``text`` within ``window`` with the most words of the quote for its length."""
    blocks = _dearest(_in_common(quote, text, window))
    if not blocks:
        return None
    if not _reaches_tightly(blocks, len(quote)):
        # Common words may have been met too far out. So once more from where the quote starts if its
        # last words are right, then up to where it ends if its first are, then between what remains.
        for side in ("left", "right", "both"):
            start = blocks[0][1] - blocks[0][0]
            end = blocks[-1][1] + len(quote) - blocks[-1][0]
            first = max(window.start, end - len(quote) if side == "left" else start)
            last = min(window.stop, start + len(quote) if side == "right" else end)
            blocks = max(blocks, _dearest(_in_common(quote, text, range(first, last))), key=_worth)
    return Stretch(len(quote), tuple(blocks))


def _reaches_tightly(blocks: Sequence[Block], size: int) -> bool:
    """Whether both ends of the quote are met, and at most one word of the text is left out between."""
    (first, start, _), (last, place, length) = blocks[0], blocks[-1]
    return first == 0 and last + length == size and place + length - start <= size + 1


def _in_common(quote: Sequence[str], text: Sequence[str], window: range) -> list[Block]:
    """The longest common subsequence, as runs."""
    codes = Indel.opcodes(quote, text[window.start : window.stop])
    return [
        (code.src_start, window.start + code.dest_start, code.src_end - code.src_start)
        for code in codes
        if code.tag == "equal"
    ]


def _worth(blocks: Sequence[Block]) -> float:
    """Words in common less the price of the extent."""
    if not blocks:
        return 0.0
    return sum(size for _, _, size in blocks) - _PRICE * (blocks[-1][1] + blocks[-1][2] - blocks[0][1])


def _dearest(blocks: list[Block]) -> list[Block]:
    """The consecutive runs worth most."""
    best = worth = 0.0
    chosen = range(0)
    start = 0
    for index, (_, place, size) in enumerate(blocks):
        if index:
            _, previous, length = blocks[index - 1]
            worth -= _PRICE * (place - previous - length)
        if worth <= 0:
            worth, start = 0.0, index
        worth += size * (1 - _PRICE)
        if worth > best:
            best, chosen = worth, range(start, index + 1)
    return blocks[chosen.start : chosen.stop]
