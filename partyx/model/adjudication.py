"""Two readers of one article, the rules and a small model, and who is believed where they differ.

The rules say which figures there are, of what and when, and read meetings and directives: on real articles
nobody had tuned on they find 95 to 99 % of the values, a 1.5B model hardly ever says that a figure is none,
and where the rules found no meeting or instruction it invented more than it found. The model says what a
figure is called, where its label only tidies (:mod:`partyx.model.labels`), and whose it is, where the rules
took a name from another paragraph. Each choice was made by the evals; docs/local.md has the table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.mention import Kind
from partyx.model.labels import Setting, better
from partyx.text.fold import fold

if TYPE_CHECKING:
    from partyx.draft import Draft, DraftStatistic
    from partyx.model.marking import Line
    from partyx.model.refs import Refs
    from partyx.model.wire import Answer, WireStatistic

_NAMES = {Kind.PERSON, Kind.ORGANISATION, Kind.DATE}


def is_far(statistic: DraftStatistic, line: Line, refs: Refs) -> bool:
    """Whether a figure's subject was taken from another paragraph: the rules' last resort."""
    if statistic.subject is None:
        return False
    block = refs.marked.article.blocks[line.block]
    paragraph = refs.marked.article.view[block.start : block.end]
    return fold(statistic.subject) not in fold(" ".join(paragraph.split()))


def settled(first: Draft, answer: Answer, refs: Refs) -> Draft:
    """One draft out of what the rules read and what the model said about it.

    Args:
        first: The rules' reading.
        answer: The model's: labels of figures, and subjects where it had a choice.
        refs: The article.
    """
    said = {statistic.v: statistic for statistic in answer.stats}
    statistics = (
        _settled(statistic, said[statistic.value], refs) if statistic.value in said else statistic
        for statistic in first.statistics
    )
    return replace(first, statistics=tuple(statistics))


def _settled(statistic: DraftStatistic, said: WireStatistic, refs: Refs) -> DraftStatistic:
    mention = refs.mention(statistic.value)
    line = refs.marked.line_at(mention.start) if mention else None
    if line is None:
        return statistic
    names = (mention.text for mention in line.mentions if mention.kind in _NAMES)
    sentence = refs.marked.article.view[line.start : line.end]
    label = better(statistic.indicator, said.ind, Setting.of(statistic.unit, names, sentence))
    return replace(statistic, indicator=label, subject=said.subj or statistic.subject)
