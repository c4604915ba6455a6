"""Two readers of one article, the rules and a small model, and who is believed where they differ.

The rules say which figures there are, whose, of what and when, and read meetings and directives: on real
articles nobody had tuned on they find 95 to 99 % of the values, a 1.5B model hardly ever says that a figure
is none, and where the rules found no meeting or instruction it invented more than it found. The model says
what a figure is called, where its label only tidies (:mod:`partyx.model.labels`). Each choice was made by the
evals; docs/local.md has the table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.mention import Kind
from partyx.model.labels import Setting, better

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.draft import Draft, DraftStatistic
    from partyx.model.marking import Line
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
    lines = {statistic.value: _line(statistic, refs) for statistic in first.statistics}
    rows: dict[str, list[DraftStatistic]] = defaultdict(list)
    for statistic in first.statistics:
        if line := lines[statistic.value]:
            rows[line.id].append(statistic)
    return replace(
        first,
        statistics=tuple(
            _settled(statistic, labels[statistic.value], line, rows[line.id], refs)
            if statistic.value in labels and (line := lines[statistic.value])
            else statistic
            for statistic in first.statistics
        ),
    )


def _line(statistic: DraftStatistic, refs: Refs) -> Line | None:
    mention = refs.mention(statistic.value)
    return refs.marked.line_at(mention.start) if mention else None


def _settled(
    statistic: DraftStatistic, written: str, line: Line, row: Iterable[DraftStatistic], refs: Refs
) -> DraftStatistic:
    """The statistic with the better label; ``row`` is all of its sentence."""
    setting = Setting(
        statistic.unit,
        named=tuple(mention.text for mention in line.mentions if mention.kind in _NAMES),
        said=refs.marked.article.view[line.start : line.end],
        others=tuple(other.indicator for other in row if other.value != statistic.value),
    )
    return replace(statistic, indicator=better(statistic.indicator, written, setting))
