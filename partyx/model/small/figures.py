"""Small questions about figures: what each one of a sentence counts, whose it is, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.errors import TruncatedError
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.mention import NumberReading
from partyx.model.small import candidates
from partyx.model.small.schemas import figures_schema
from partyx.model.whole import Part
from partyx.model.wire import Answer, WireStatistic

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.marking import Line, Marked
    from partyx.model.small.question import Questions

IDS_A_CALL = 6
"""Figures asked about at once."""

_PLANS = pattern(r"<questions.plans>")


def groups(marked: Marked) -> Iterator[tuple[Line, list[Mention]]]:
    """The figures of each sentence, a handful at a time; numbers in words are left alone."""
    for line in marked.lines:
        if line.role.is_content:
            figures = [mention for mention in line.figures if not _reading(mention).spelled]
            for low in range(0, len(figures), IDS_A_CALL):
                yield line, figures[low : low + IDS_A_CALL]


def ask_figures(questions: Questions, line: Line, figures: Sequence[Mention]) -> Job[Part]:
    """Ask about these figures of one sentence."""
    marked = questions.refs.marked
    units = candidates.units(marked, line, figures)
    subjects = candidates.subjects(marked, line)
    dates = candidates.dates(marked, line)
    schema = figures_schema(
        {mention.id: _needs_unit(mention) for mention in figures},
        units,
        subjects,
        [date.id for date in dates],
        plan=bool(_PLANS.search(fold(line.text))),
    )
    parts = [
        questions.sentence(line, figures),
        candidates.asked(mention.id for mention in figures),
        *candidates.listed("unit", units),
    ]
    parts += [*candidates.listed("subj", subjects), *candidates.listed("per", map(candidates.dated, dates))]
    try:
        value = (yield questions.ask("figures", parts, schema)).value
    except TruncatedError:
        return Part((), (f"{line.id}: the answer about its figures was cut",))
    said = {mention.id: getattr(value, mention.id) for mention in figures}
    stats = [_statistic(name, one) for name, one in said.items() if one is not None]
    plans = [name for name, one in said.items() if getattr(one, "plan", False)]
    return Part((Answer.of(stats=stats, plans=plans),))


def _statistic(name: str, said: Any) -> WireStatistic:  # noqa: ANN401 - a model made for this sentence
    return WireStatistic(
        v=name,
        ind=said.ind,
        unit=getattr(said, "unit", None),
        subj=getattr(said, "subj", None),
        per=getattr(said, "per", None),
    )


def _needs_unit(mention: Mention) -> bool:
    """Whether the unit is not printed with the figure already."""
    unit = _reading(mention).unit
    return unit is None or fold(unit) in phrases("questions.scales")


def _reading(mention: Mention) -> NumberReading:
    """The reading of a figure.

    Raises:
        TypeError: It is none.
    """
    if not isinstance(mention.reading, NumberReading):
        raise TypeError(f"{mention.id} is no figure")
    return mention.reading
