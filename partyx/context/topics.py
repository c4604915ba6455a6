"""What a figure is about, as one of a closed vocabulary (``language/vi/topics.toml``)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases, values
from partyx.language.ranges import before_marks

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic

_DONE = pattern("<topics.topics|topics.no_topics>")
_COUNTED = pattern("<topics.things>")
_STOCK = Behind("topics.stocks")
_MOST_OF_IT = 0.5
"""Share of a label that what is counted has to make up to be its topic: "đảng viên góp tiền làm đường" counts
no members."""


def topics_of(article: Article, statistics: Sequence[Statistic]) -> list[str | None]:
    """The topic of each figure; one that only says what is counted has that of what was done before.

    "Kiểm tra 637 tổ chức đảng và 1.542 đảng viên" inspected both. Behind a word that tells a stock ("có") a
    figure stands for itself, and from one sentence to the next only what is counted alike is lent a topic:
    "kết nạp 861 đảng viên. Dẫn đầu là Đảng bộ xã Tân Lập với 47 đảng viên".
    """
    topics = [topic_of(statistic) for statistic in statistics]
    places = sorted((article.view_range(one.value_span)[0], index) for index, one in enumerate(statistics))
    last: tuple[int | None, int | None, int] | None = None
    for start, index in places:
        block, sentence = article.block_at(start), article.sentence_at(start)
        if _says_what_was_done(statistics[index]):
            last = (block, sentence, index) if _is_lent(topics[index]) else None
            continue
        counts = topics[index] in _counted_topics() and not _stands_for_itself(article, start)
        if not counts or last is None or last[0] != block:
            continue
        if last[1] == sentence or statistics[last[2]].unit == statistics[index].unit:
            topics[index] = topics[last[2]]
    return topics


def _says_what_was_done(statistic: Statistic) -> bool:
    return bool(_done(fold(statistic.indicator)) or _done(fold(statistic.unit or "")))


def _is_lent(topic: str | None) -> bool:
    return topic is not None and topic.partition(".")[0] in phrases("topics.lent")


@cache
def _counted_topics() -> frozenset[str]:
    """Topics of what is counted that may be said to have had something done to it."""
    return frozenset(value["id"] for value in values("topics.had_done").values())


def _stands_for_itself(article: Article, start: int) -> bool:
    """Whether a word before a figure says how many there are, and not of how many something is told."""
    return _STOCK.start(article.folded, before_marks(article.view, start, " (")) is not None


def topic_of(statistic: Statistic) -> str | None:
    """The topic of a figure by the words of its indicator; None when none fits.

    What was done, or how it was rated, goes before what is counted; of several words the longest tells, and
    of two of one length the first: a label begins with what it is about. What says least yields: "kỷ luật",
    where a label has "khiển trách" too. What is counted tells a topic only where it is most of the label.
    """
    words = fold(statistic.indicator)
    done = _done(words) or _done(fold(statistic.unit or ""))
    counted = [match for match in _COUNTED.finditer(words) if len(match[0]) >= _MOST_OF_IT * len(words)]
    told = [match for match in done if match[0] not in phrases("topics.general")]
    found = told or done or counted
    if not found:
        return None
    longest = max(found, key=lambda match: (match.end() - match.start(), -match.start()))
    return str(values("topics.topics", "topics.things")[longest[0]]["id"])


def _done(words: str) -> list[re.Match[str]]:
    """What some words say was done, names of bodies left out."""
    silent = phrases("topics.no_topics")
    return [match for match in _DONE.finditer(words) if match[0] not in silent]
