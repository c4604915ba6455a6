"""Small questions about instructions: who directs, and which clauses each begin a task."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.errors import TruncatedError
from partyx.mention import Kind
from partyx.model.small import candidates
from partyx.model.small.schemas import order_schema, tasks_schema
from partyx.model.whole import Part
from partyx.model.wire import Answer, WireOrder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.small.question import Questions

_RUN_ON = 12
"""Sentences an instruction may run on for."""
_REPORT = 3
"""Figures from which on a sentence reports and directs nothing."""


def ask_orders(questions: Questions) -> Job[Part]:
    """Ask each sentence with a directing verb, then those behind it while they go on giving tasks."""
    orders: list[WireOrder] = []
    notes: list[str] = []
    done = 0
    for line in questions.refs.marked.lines:
        if line.number <= done or not _may_direct(questions, line):
            continue
        try:
            order = yield from _ask_order(questions, line)
            if order is not None:
                tasks, done = yield from _run_on(questions, line)
                orders.append(order.model_copy(update={"tasks": [*order.tasks, *tasks]}))
        except TruncatedError:
            notes.append(f"{line.id}: the answer about its instruction was cut")
    return Part((Answer.of(orders=orders),), tuple(notes))


def _may_direct(questions: Questions, line: Line) -> bool:
    directs = bool(candidates.directing_verbs(questions.refs.marked, line))
    return directs and line.role in {Role.LEAD, Role.BODY} and len(line.figures) < _REPORT


def _ask_order(questions: Questions, line: Line) -> Job[WireOrder | None]:
    marked = questions.refs.marked
    speakers = candidates.speakers(marked, line)
    if not speakers:
        return None
    verbs = candidates.directing_verbs(marked, line)
    bodies = candidates.bodies(line)
    parts = [questions.sentence(line, (), line.clauses), *candidates.listed("by", speakers)]
    parts += [*candidates.listed("verb", verbs), *candidates.listed("to", bodies)]
    schema = order_schema(speakers, verbs, bodies, _letters(line))
    said = (yield questions.ask("order", parts, schema)).value.order
    if said is None:
        return None
    to = getattr(said, "to", None)
    return WireOrder(
        at=line.id,
        by=said.by,
        verb=said.verb,
        to=[to] if to else [],
        date=None,
        due=None,
        tasks=_tasks(line, said.starts),
    )


def _run_on(questions: Questions, line: Line) -> Job[tuple[list[str], int]]:
    """The tasks of the sentences behind an instruction, and the number of the last one that gave any."""
    tasks: list[str] = []
    done = line.number
    for other in questions.refs.marked.lines[line.number : line.number + _RUN_ON]:
        if other.role is not Role.BODY or other.of_kind(Kind.PERSON) or len(other.figures) >= _REPORT:
            break
        ask = questions.ask(
            "tasks", [questions.sentence(other, (), other.clauses)], tasks_schema(_letters(other))
        )
        starts = (yield ask).value.starts
        if not starts:
            break
        tasks += _tasks(other, starts)
        done = other.number
    return tasks, done


def _letters(line: Line) -> list[str]:
    return [chr(ord("a") + index) for index in range(len(line.clauses))]


def _tasks(line: Line, starts: Sequence[str]) -> list[str]:
    """From each first clause to right before the next one: "s12b-d"."""
    first = sorted({ord(letter) - ord("a") for letter in starts})
    return [_reference(line, low, high - 1) for low, high in pairwise([*first, len(line.clauses)])]


def _reference(line: Line, low: int, high: int) -> str:
    if low == 0 and high == len(line.clauses) - 1:
        return line.id
    letters = f"{chr(ord('a') + low)}-{chr(ord('a') + high)}" if low < high else chr(ord("a") + low)
    return f"{line.id}{letters}"
