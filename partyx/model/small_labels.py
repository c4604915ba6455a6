"""Small questions about figures that the rules have found: what each is called, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.errors import TruncatedError
from partyx.model import candidates
from partyx.model.adjudication import is_far
from partyx.model.marking import sentence_text
from partyx.model.questions import labels_schema, subjects_schema
from partyx.model.whole import Part
from partyx.model.wire import Answer, WireStatistic

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyx.draft import DraftStatistic
    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.small import Small

BEFORE = 250
"""Characters of the sentence before that are shown: its end leads over to the next one."""


def ask_labels(
    small: Small, line: Line, figures: Sequence[Mention], read: Mapping[str, DraftStatistic]
) -> Job[Part]:
    """Ask for the labels of these figures of one sentence, then for subjects taken from other paragraphs.

    Args:
        small: The article.
        line: The sentence.
        figures: Those that were found.
        read: What was found about each, by its id.
    """
    notes: list[str] = []
    labels: dict[str, str | None] = {}
    subjects: dict[str, str | None] = {}
    try:
        labels = yield from _labels(small, line, figures, read)
        far = [mention for mention in figures if is_far(read[mention.id], line, small.refs)]
        if far:
            subjects = yield from _subjects(small, line, far, read)
    except TruncatedError:
        notes.append(f"{line.id}: the answer about its figures was cut")
    stats = [
        WireStatistic(
            v=mention.id,
            ind=labels.get(mention.id) or read[mention.id].indicator,
            unit=None,
            subj=subjects.get(mention.id),
            per=None,
        )
        for mention in figures
    ]
    return Part((Answer.of(stats=stats),), tuple(notes))


def _labels(
    small: Small, line: Line, figures: Sequence[Mention], read: Mapping[str, DraftStatistic]
) -> Job[dict[str, str | None]]:
    asked = ", ".join(f"{mention.id} ({read[mention.id].unit or 'số'})" for mention in figures)
    names = [mention.id for mention in figures]
    ask = small.ask("labels", [small.sentence(line, figures), f"Hỏi: {asked}"], labels_schema(names))
    value = (yield ask).value
    return {name: getattr(value, name) for name in names}


def _subjects(
    small: Small, line: Line, figures: Sequence[Mention], read: Mapping[str, DraftStatistic]
) -> Job[dict[str, str | None]]:
    marked = small.refs.marked
    choice = candidates.subjects(marked, line, [read[mention.id].subject for mention in figures])
    names = [mention.id for mention in figures]
    parts = [small.sentence(line, figures), candidates.asked(figures), *candidates.listed("subj", choice)]
    before = marked.lines[line.number - 2] if line.number > 1 else None
    if before is not None and before.block == line.block:
        parts.insert(0, "Trước đó: " + sentence_text(marked.article.view, before)[-BEFORE:])
    value = (yield small.ask("subjects", parts, subjects_schema(names, choice))).value
    return {name: getattr(value, name) for name in names}
