"""Lists in an article: paragraphs that open with a bullet or a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.article import Article

_ITEM = re.compile(r"[-–•+*]|\w{1,3}[.)]\s")


def above_items(article: Article, index: int, most: int) -> int:
    """The index of the block above the list items that end with block ``index``.

    ``index`` itself when that block is no item.

    Args:
        article: The article.
        index: A block's index.
        most: Items looked over at most.
    """
    first = index
    while first > max(0, index - most) and _ITEM.match(article.view, article.blocks[first].start):
        first -= 1
    return first
