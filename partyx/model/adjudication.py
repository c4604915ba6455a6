"""Two readers of one article, the rules and a small model, and who is believed where they differ.

The rules say which figures there are, whose, of what and when, and read meetings and directives: on real
articles nobody had tuned on they find 95 to 99 % of the values, a 1.5B model hardly ever says that a figure
is none, and where the rules found no meeting or instruction it invented more than it found. The model says
what a figure is called, where its label only tidies (:mod:`partyx.model.labels`). Each choice was made by the
evals; docs/local.md has the table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.mention import Kind
from partyx.model.labels import Setting, better

if TYPE_CHECKING:
    from partyx.draft import Draft, DraftStatistic
    from partyx.model.refs import Refs
    from partyx.model.wire import Answer

_NAMES = {Kind.PERSON, Kind.ORGANISATION, Kind.DATE}


def settled(first: Draft, answer: Answer, refs: Refs) -> Draft:
    """One draft out of what the rules read and what the model calls the figures in it.

    Args:
        first: The rules' reading.
        answer: The model's labels.
        refs: The article.
    """
    labels = {statistic.v: statistic.ind for statistic in answer.stats}
    statistics = (
        _settled(statistic, labels[statistic.value], refs) if statistic.value in labels else statistic
        for statistic in first.statistics
    )
    return replace(first, statistics=tuple(statistics))


def _settled(statistic: DraftStatistic, written: str, refs: Refs) -> DraftStatistic:
    mention = refs.mention(statistic.value)
    line = refs.marked.line_at(mention.start) if mention else None
    if line is None:
        return statistic
    names = (mention.text for mention in line.mentions if mention.kind in _NAMES)
    sentence = refs.marked.article.view[line.start : line.end]
    setting = Setting.of(statistic.unit, names, sentence)
    return replace(statistic, indicator=better(statistic.indicator, written, setting))
