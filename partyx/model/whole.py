"""The asks about whole windows, and the small second one about figures that nobody claimed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from partyx.errors import TruncatedError
from partyx.language.ranges import Ranges
from partyx.llm import finished_records
from partyx.mention import Kind, NumberReading
from partyx.model.asks import Ask
from partyx.model.complaints import complaints, figure_complaints, reask
from partyx.model.merging import own_part
from partyx.model.refs import as_id
from partyx.model.windows import estimated_tokens, halves
from partyx.model.wire import Answer, SecondAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.prompts import Prompts
    from partyx.model.refs import Refs
    from partyx.model.windows import Window


@dataclass(frozen=True, slots=True)
class Part:
    """What one job found out: answers to be merged, and what had to be given up on."""

    answers: tuple[Answer, ...]
    notes: tuple[str, ...] = ()


def ask_window(prompts: Prompts, refs: Refs, window: Window, budget: int) -> Job[Part]:
    """Ask about one window. An answer cut at the output limit splits it; finished records are kept."""
    ask = Ask(
        prompts.article(window), Answer, "article", lambda answer: complaints(answer, refs), reask=reask
    )
    try:
        answer = yield ask
    except TruncatedError as error:
        finished = own_part(_finished(error.partial), window, refs)
    else:
        return Part((own_part(answer.value, window, refs),))
    parts = halves(refs.marked, window, budget)
    answers = [finished]
    notes = [] if parts else [f"{window.own[0].id}: the answer about this sentence alone was cut"]
    for half in parts:
        part = yield from ask_window(prompts, refs, half, budget)
        answers += part.answers
        notes += part.notes
    return Part(tuple(answers), tuple(notes))


def _finished(partial: str) -> Answer:
    """The finished records of a cut answer."""
    try:
        return Answer.of(**finished_records(partial))
    except ValidationError:
        return Answer.of()


def ask_second(prompts: Prompts, refs: Refs, asked: Sequence[Mention]) -> Job[Part]:
    """Ask once more about figures that nobody claimed, only those. Of a cut answer, what is done counts."""
    wanted = {mention.id for mention in asked}
    ask = Ask(
        prompts.second(refs.marked, asked),
        SecondAnswer,
        "second",
        lambda answer: list(figure_complaints(answer, refs)),
        reask,
    )
    try:
        value = (yield ask).value
    except TruncatedError as error:
        value = _finished(error.partial)
    stats = [statistic for statistic in value.stats if as_id(statistic.v) in wanted]
    return Part((Answer.of(stats=stats, plans=value.plans, wholes=value.wholes),))


def unclaimed(answer: Answer, refs: Refs) -> list[Mention]:
    """The figures in the article's content that read like statistics and that the answer leaves out.

    Left alone are numbers in words, which are articles more often than counts, and figures inside the
    title of a cited document, which are not the article's.
    """
    claimed = {as_id(statistic.v) for statistic in answer.stats}
    claimed |= {as_id(whole.of) for whole in answer.wholes}
    cited = Ranges(mention.whole for mention in refs.marked.shown.values() if mention.kind is Kind.DOCUMENT)
    return [
        mention
        for line in refs.marked.lines
        if line.role.is_content
        for mention in line.figures
        if mention.id not in claimed and not _is_spelled(mention) and not cited.covers(mention.start)
    ]


def _is_spelled(mention: Mention) -> bool:
    return isinstance(mention.reading, NumberReading) and mention.reading.spelled


def in_calls(refs: Refs, asked: Sequence[Mention], budget: int) -> Iterator[list[Mention]]:
    """The figures in groups whose sentences fit into one call; nearly always one group."""
    group: list[Mention] = []
    size, seen = 0, ""
    for mention in asked:
        line = refs.marked.line_at(mention.start)
        cost = estimated_tokens(line.text) if line and line.id != seen else 0
        if group and size + cost > budget:
            yield group
            group, size = [], 0
        size, seen = size + cost, line.id if line else ""
        group.append(mention)
    if group:
        yield group
