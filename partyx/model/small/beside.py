"""Two readers of one article, the rules and a small model, and who is believed where they differ.

The rules say which figures there are, whose, of what and when, and read meetings and directives: on real
articles nobody had tuned on they find 95 to 99 % of the values, a 1.5B model hardly ever says that a figure
is none, and where the rules found no meeting or instruction it invented more than it found. The model says
what a figure is called, where its label only tidies (:mod:`partyx.model.small.labels`). Each choice was made
by the evals; docs/local.md has the table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from partyx.errors import TruncatedError
from partyx.language.lexicon import word
from partyx.mention import Kind
from partyx.model.small import candidates
from partyx.model.small.figures import groups
from partyx.model.small.labels import Setting, choose_label
from partyx.model.small.schemas import labels_schema
from partyx.model.whole import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partyx.draft import Draft, DraftStatistic
    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.refs import Refs
    from partyx.model.small.question import Questions

_NAMES = {Kind.PERSON, Kind.ORGANISATION, Kind.DATE}


def label_jobs(questions: Questions, draft: Draft) -> Iterator[Job[Part]]:
    """One question a sentence with figures that the other reader found: what each is called."""
    units = {statistic.value: statistic.unit for statistic in draft.statistics}
    for line, figures in groups(questions.refs.marked):
        if found := [mention for mention in figures if mention.id in units]:
            yield _ask_labels(questions, line, found, units)


def _ask_labels(
    questions: Questions, line: Line, figures: Sequence[Mention], units: Mapping[str, str | None]
) -> Job[Part]:
    number = word("questions.number")
    asked = candidates.asked(f"{mention.id} ({units[mention.id] or number})" for mention in figures)
    schema = labels_schema([mention.id for mention in figures])
    try:
        value = (yield questions.ask("labels", [questions.sentence(line, figures), asked], schema)).value
    except TruncatedError:
        return Part((), (f"{line.id}: the answer about its figures was cut",))
    said = {mention.id: getattr(value, mention.id) for mention in figures}
    return Part((), labels={name: label for name, label in said.items() if label})


def relabelled(draft: Draft, labels: Mapping[str, str], refs: Refs) -> Draft:
    """The other reader's draft with the model's label of each figure where that is the better one.

    Args:
        draft: What the other reader found.
        labels: What the model calls each figure, by the figure's id.
        refs: The article.
    """
    lines = {statistic.value: _line(statistic, refs) for statistic in draft.statistics}
    rows: dict[str, list[DraftStatistic]] = defaultdict(list)
    for statistic in draft.statistics:
        if line := lines[statistic.value]:
            rows[line.id].append(statistic)
    return replace(
        draft,
        statistics=tuple(
            _relabelled(statistic, labels[statistic.value], line, rows[line.id], refs)
            if statistic.value in labels and (line := lines[statistic.value])
            else statistic
            for statistic in draft.statistics
        ),
    )


def _line(statistic: DraftStatistic, refs: Refs) -> Line | None:
    mention = refs.mention(statistic.value)
    return refs.marked.line_at(mention.start) if mention else None


def _relabelled(
    statistic: DraftStatistic, written: str, line: Line, row: Iterable[DraftStatistic], refs: Refs
) -> DraftStatistic:
    """The statistic with the better label; ``row`` is all of its sentence."""
    setting = Setting(
        statistic.unit,
        named=tuple(mention.text for mention in line.mentions if mention.kind in _NAMES),
        said=refs.marked.article.view[line.start : line.end],
        others=tuple(other.indicator for other in row if other.value != statistic.value),
    )
    return replace(statistic, indicator=choose_label(statistic.indicator, written, setting))
