"""All small questions about an article that nobody else reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.lexicon import phrases
from partyx.mention import DocumentReading
from partyx.model.small.figures import ask_figures, groups
from partyx.model.small.meetings import ask_meetings
from partyx.model.small.orders import ask_orders
from partyx.model.whole import Part
from partyx.model.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.small.question import Questions


def article_jobs(questions: Questions) -> Iterator[Job[Part]]:
    """All questions about an article; those that build on each other are one job."""
    for line, figures in groups(questions.refs.marked):
        yield ask_figures(questions, line, figures)
    yield _documents(questions)
    yield ask_meetings(questions)
    yield ask_orders(questions)


def _documents(questions: Questions) -> Job[Part]:
    """Formally cited documents are taken as they are; nobody is asked."""
    yield from ()
    docs = [
        mention.id
        for line in questions.refs.marked.lines
        if line.role.is_content
        for mention in line.mentions
        if _is_cited_first(mention)
    ]
    return Part((Answer.of(docs=docs),))


def _is_cited_first(mention: Mention) -> bool:
    """Whether this is the first citation of a single document that directs."""
    reading = mention.reading
    return (
        isinstance(reading, DocumentReading)
        and (reading.first or mention.id) == mention.id
        and not reading.collective
        and reading.kind not in phrases("documents.reports")
    )


def with_day(answer: Answer) -> Answer:
    """The merged answer with the day of the only meeting as the day of what was said there."""
    if len(answer.meetings) != 1:
        return answer
    day = answer.meetings[0].date
    orders = [order.model_copy(update={"date": order.date or day}) for order in answer.orders]
    return answer.model_copy(update={"orders": orders})
