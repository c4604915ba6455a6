"""What words before a figure take up from what was said: "Trong đó, nữ 12", "con số này là 13", "tăng 5"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.claims import acts
from partyx.language.grammar import Behind, pattern

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.language.claims import Clauses
    from partyx.language.ranges import Range
    from partyx.mention import Mentions

_TAKES_UP = pattern("<claims.takes_up>")
_RANKS = pattern("<claims.ranks>")
_CHANGES = Behind("measures.up", "measures.down", "claims.now_at")
_TOPIC = re.compile(r"[^:.;\d\n]{2,100}:(?= )")
_REACH = 400
"""Characters before a figure in which such a word may stand, and of the sentence before."""


def taken_up(article: Article, mentions: Mentions, clauses: Clauses, at: Range) -> Range | None:
    """What the words before a figure take up: its sentence up to them, else the sentence before.

    A change and its level take up what was counted ("giảm 214 đảng viên", "nâng lên 2,5 tỷ đồng"), and a
    figure in brackets that is told of another time what stands before them ("98 đảng viên (năm 2022: 85)").

    Nothing where the figure's clause says by itself what was done: "Trong đó, chuyển đi 3 đảng viên".

    Args:
        article: The article.
        mentions: What is mentioned in it.
        clauses: The sentence of the figure.
        at: Where the figure stands; one of ``clauses.figures``.
    """
    if clauses.done[clauses.index(at)]:
        return None
    low = article.sentence_around(at[0])[0]
    near = max(low, at[0] - _REACH)
    if (end := mentions.told_apart(article, at[0])) is not None:
        return near, end
    words = [found.start() for found in _TAKES_UP.finditer(article.folded, near, at[0])]
    change = _CHANGES.start(article.folded, at[0] - 1)
    for start in (*([] if change is None else [change]), *reversed(words)):
        if next(acts(article.folded, near, start), None) is not None:
            return near, start
    first = article.paragraph_around(at[0])[0]
    ranked = [found.start() for found in _RANKS.finditer(article.folded, near, at[0])]
    goes_on = bool(ranked) and clauses.figures[0][1] <= ranked[-1]
    if not words or (low <= first and not goes_on):
        return None
    before = article.sentence_around(low - 2) if low > first else (near, near)
    return max(first, before[0], before[1] - _REACH), ranked[-1] if goes_on else before[1]


def topic(article: Article, position: int) -> Range:
    """What opens the paragraph of a position and is said of all in it: "Về thu chi ngân sách: ..."."""
    start, end = article.paragraph_around(position)
    found = _TOPIC.match(article.view, start, min(end, position))
    return (start, start) if found is None else found.span()
