"""Lists in an article: the line that opens one says what its items are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.article import Article

MOST_ITEMS = 30
"""Items looked over on the way up to the opening line."""


class Lists:
    """Finds the opening line of the list that a position is in. Remembers it for the items of one list."""

    def __init__(self, article: Article) -> None:
        """Keep the article."""
        self._article = article
        self._known: dict[int, tuple[int, int] | None] = {}

    def opening(self, position: int) -> tuple[int, int] | None:
        """Where the line ending in a colon above the list's first item stands; None outside such a list."""
        index = self._article.block_at(position)
        if index is None:
            return None
        if index not in self._known:
            self._known[index] = self._above(index)
        return self._known[index]

    def _above(self, index: int) -> tuple[int, int] | None:
        first = self._article.above_items(index, MOST_ITEMS)
        block = self._article.blocks[first]
        opens = first < index and self._article.view[block.end - 1] == ":"
        return (block.start, block.end) if opens else None
