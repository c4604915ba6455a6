"""The asks about whole windows, and the small second one about figures that nobody claimed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from partyx.article import Role
from partyx.errors import TooLongError, TruncatedError
from partyx.language.lexicon import said
from partyx.language.ranges import Ranges
from partyx.llm import Judgement, finished_records, salvaged
from partyx.mention import Kind, NumberReading
from partyx.model.asks import Ask
from partyx.model.complaints import complaints, figure_complaints, reask, without_unknown
from partyx.model.merging import corrected, own_part
from partyx.model.refs import as_id
from partyx.model.windows import estimated_tokens, fitting, halves, windows
from partyx.model.wire import Answer, SecondAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from partyx.draft import DraftRecord
    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.prompts import Prompts
    from partyx.model.refs import Refs
    from partyx.model.windows import Window


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """What one job found out.

    Attributes:
        answers: To be merged with those of the other jobs.
        notes: What had to be given up on.
        labels: What figures that another reader found are called, by id.
        records: Of types of the user's own.
    """

    answers: tuple[Answer, ...]
    notes: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    records: tuple[DraftRecord, ...] = ()


MANY_FIGURES = 8
"""Figures in a window from which an answer without a single record is not believed at once."""
MAX_FRUITLESS = 2
"""Halvings in a row that bring no record. A model that fills its limit with other things, or a context that
the instructions alone fill, does so about any sentence: 40 calls for no record were seen."""
_HOLLOW = "nothing was found in a text full of figures; that answer is not kept, a new run asks again"
_UNMENDED = "the answer is used as it was given, since what to correct could not be asked"
_SHORTER = (TruncatedError, TooLongError)


@dataclass(frozen=True)
class Question(Generic[T]):
    """One kind of question that is put to windows.

    Attributes:
        refs: The article.
        budget: Tokens of a window.
        ask: The question about a window.
        part: What an answer says about its window.
        finished: The finished records of a cut answer.
        nothing: An answer without a record.
    """

    refs: Refs
    budget: int
    ask: Callable[[Window], Ask]
    part: Callable[[T, Window], Part]
    finished: Callable[[str], T]
    nothing: T


def about_article(prompts: Prompts, refs: Refs, budget: int) -> Question[Answer]:
    """The question for the built-in records."""
    return Question(
        refs,
        budget,
        lambda window: Ask(prompts.article(window), Answer, "article", _judgement(window, refs)),
        lambda answer, window: Part((own_part(answer, window, refs),)),
        _finished,
        Answer.of(),
    )


def put_to_windows(question: Question[T], holds: Callable[[Ask], bool]) -> list[Job[Part]]:
    """Put a question to an article, in windows of which the model's context holds each with its answer."""
    cut, budget = fitting(
        question.budget, partial(windows, question.refs.marked), lambda window: holds(question.ask(window))
    )
    return [put(replace(question, budget=budget), window) for window in cut]


def put(question: Question[T], window: Window, fruitless: int = 0) -> Job[Part]:
    """Put a question to one window. One that is too long, or whose answer is cut, is halved.

    Args:
        question: The question.
        window: What is asked about.
        fruitless: How many halvings in a row led here without a record.
    """
    try:
        answer = yield question.ask(window)
    except _SHORTER as error:
        finished = question.finished(getattr(error, "partial", ""))
        parts = halves(question.refs.marked, window, question.budget)
        empty = finished == question.nothing
        if empty and (not parts or fruitless >= MAX_FRUITLESS):
            raise
    else:
        notes = [f"{window.own[0].id}: {_HOLLOW}"] if answer.hollow else []
        notes += [f"{window.own[0].id}: {_UNMENDED}: {answer.unmended}"] if answer.unmended else []
        return replace(question.part(answer.value, window), notes=tuple(notes))
    known = question.part(finished, window)
    if not parts:
        return replace(known, notes=(f"{window.own[0].id}: the answer about this sentence alone was cut",))
    return (yield from _put_to_halves(question, known, parts, fruitless + 1 if empty else 0))


def _put_to_halves(question: Question[T], known: Part, parts: Sequence[Window], fruitless: int) -> Job[Part]:
    """Ask about the halves of a window; of the one that cannot be answered, a note where the other was."""
    answered = not fruitless
    for half in parts:
        try:
            part = yield from put(question, half, fruitless)
        except _SHORTER as error:
            if not answered:
                raise
            part = Part((), (f"{half.own[0].id}: {error}",))
        known = replace(
            known,
            answers=(*known.answers, *part.answers),
            notes=(*known.notes, *part.notes),
            records=(*known.records, *part.records),
        )
        answered, fruitless = True, 0
    return known


def _judgement(window: Window, refs: Refs) -> Judgement[Answer]:
    """What is wrong with an answer about a window."""
    figures = sum(len(line.figures) for line in window.own if line.role.is_content)

    def hollow(answer: Answer) -> bool:
        return figures >= MANY_FIGURES and answer == Answer.of()

    def validate(answer: Answer) -> list[str]:
        if hollow(answer):
            return [said("complaints.hollow", figures=figures)]
        return complaints(answer, refs)

    def combine(first: Answer, complained: Sequence[str], again: Answer) -> Answer:
        return corrected(without_unknown(first, complained), again)

    return Judgement(validate, reask, combine, hollow)


def _finished(partial: str) -> Answer:
    """The finished records of a cut answer."""
    return salvaged(finished_records(partial), Answer) or Answer.of()


def ask_left(
    prompts: Prompts, refs: Refs, left: Sequence[Mention], budget: int, holds: Callable[[Ask], bool]
) -> list[Job[Part]]:
    """Ask once more about figures that nobody claimed, only those, as many at once as the context holds."""
    judge = _second_judgement(refs)
    groups, _ = fitting(
        budget,
        lambda budget: [
            (group, Ask(prompts.second(refs.marked, group), SecondAnswer, "second", judge))
            for group in in_calls(refs, left, budget)
        ],
        lambda it: holds(it[1]),
    )
    return [_put_second(group, ask) for group, ask in groups]


def _second_judgement(refs: Refs) -> Judgement[SecondAnswer]:
    """What is wrong with an answer about figures that nobody claimed."""

    def combine(first: SecondAnswer, complained: Sequence[str], again: SecondAnswer) -> SecondAnswer:
        return corrected(without_unknown(first, complained), again)

    return Judgement(lambda answer: list(figure_complaints(answer, refs)), reask, combine)


def _put_second(asked: Sequence[Mention], ask: Ask) -> Job[Part]:
    """Ask about some figures. Of a cut answer, what is done counts."""
    wanted = {mention.id for mention in asked}
    value: Answer | SecondAnswer
    try:
        value = (yield ask).value
    except TruncatedError as error:
        value = _finished(error.partial)
    stats = [statistic for statistic in value.stats if as_id(statistic.v) in wanted]
    return Part((Answer.of(stats=stats, plans=value.plans, wholes=value.wholes),))


def unclaimed(answer: Answer, refs: Refs) -> list[Mention]:
    """The figures in the article's content that read like statistics and that the answer leaves out.

    Left alone are numbers in words, which are articles more often than counts, and figures that the answer
    tells otherwise or that tell nothing of the news: those in the title of a cited document, in a name, in a
    stamp, in a task or a meeting's name that it gives, and in headline, lead and captions where the text
    repeats them. Asked about without these limits, two strong readers found nothing in 16 of 16 cases.
    """
    claimed = {as_id(statistic.v) for statistic in answer.stats}
    claimed |= {as_id(whole.of) for whole in answer.wholes}
    known = {_value(refs.marked.shown[name]) for name in claimed if name in refs.marked.shown}
    told = Ranges([*_named(refs), *_told(answer, refs)])
    return [
        mention
        for line in refs.marked.lines
        if line.role.is_content and not _is_stamp(line, refs)
        for mention in line.figures
        if mention.id not in claimed and not _is_spelled(mention) and not told.covers(mention.start)
        if line.role not in _REPEATS or _value(mention) not in known
    ]


_REPEATS = {Role.HEADLINE, Role.LEAD, Role.CAPTION}
"""Where figures of the text are told again."""


def _named(refs: Refs) -> Iterator[tuple[int, int]]:
    """The citations of documents, and the names of bodies and people."""
    for mention in refs.marked.shown.values():
        if mention.kind is Kind.DOCUMENT:
            yield mention.whole
        elif mention.kind in {Kind.ORGANISATION, Kind.PERSON}:
            yield mention.start, mention.end


def _told(answer: Answer, refs: Refs) -> Iterator[tuple[int, int]]:
    """What the answer gives in words: tasks, and what meetings are called."""
    tasks = (refs.clauses(task) or refs.phrase(task) for order in answer.orders for task in order.tasks)
    names = (refs.phrase(meeting.name) for meeting in answer.meetings)
    yield from filter(None, (*tasks, *names))


def _is_stamp(line: Line, refs: Refs) -> bool:
    """Whether a line has a date and hardly a word beside: a stamp that was taken for content."""
    dates = [mention for mention in line.mentions if mention.kind is Kind.DATE]
    view = refs.marked.article.view
    words = sum(len(_LETTERS.findall(view, low, high)) for low, high in _between(line, dates))
    return bool(dates) and words <= _STAMP_WORDS


def _between(line: Line, inside: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """The stretches of a line around some of its mentions."""
    low = line.start
    for mention in inside:
        yield low, mention.start
        low = mention.end
    yield low, max(low, line.end)


_LETTERS = re.compile(r"[^\W\d_]+")
_STAMP_WORDS = 3
"""Words beside the date in a stamp: "Cập nhật lúc 08:15 ngày 12/7/2024"."""


def _value(mention: Mention) -> object:
    """What a figure says, whatever is counted: the headline often leaves it out."""
    reading = mention.reading
    return reading.value if isinstance(reading, NumberReading) else mention.text


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
