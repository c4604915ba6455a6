"""What a figure is about, as one of a closed vocabulary (``language/vi/topics.toml``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, values

if TYPE_CHECKING:
    import re

    from partyx.kinds.built_in.statistic import Statistic

_DONE = pattern("<topics.topics|topics.no_topics>")
_COUNTED = pattern("<topics.things>")
_MOST_OF_IT = 0.5
"""Share of a label that what is counted has to make up to be its topic: "đảng viên góp tiền làm đường" counts
no members."""

VERSION = "1"
"""Of the vocabulary; a topic is added, never given another meaning."""


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
