"""The small question about figures that the rules have found: what each is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.errors import TruncatedError
from partyx.model.questions import labels_schema
from partyx.model.whole import Part
from partyx.model.wire import Answer, WireStatistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.small import Small


def ask_labels(
    small: Small, line: Line, figures: Sequence[Mention], units: Mapping[str, str | None]
) -> Job[Part]:
    """Ask for the labels of these figures of one sentence.

    Args:
        small: The article.
        line: The sentence.
        figures: Those that were found.
        units: What each counts, by its id.
    """
    asked = ", ".join(f"{mention.id} ({units[mention.id] or 'số'})" for mention in figures)
    names = [mention.id for mention in figures]
    ask = small.ask("labels", [small.sentence(line, figures), f"Hỏi: {asked}"], labels_schema(names))
    try:
        value = (yield ask).value
    except TruncatedError:
        return Part((), (f"{line.id}: the answer about its figures was cut",))
    said = {name: getattr(value, name) for name in names}
    return Part((Answer.of(stats=[_labelled(name, label) for name, label in said.items() if label]),))


def _labelled(name: str, label: str) -> WireStatistic:
    return WireStatistic(v=name, ind=label, unit=None, subj=None, per=None)
