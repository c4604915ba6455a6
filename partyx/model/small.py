"""Asking a small model: one sentence or a handful of ids a call, a choice wherever there is one.

With a 1.5B model a call about a whole article gave nothing usable, while one sentence a call gave 17 of 18
figures in a prototype. System prompt and examples of each question are a constant prefix, which a local
server's prompt cache serves; ids and lists are enums of the schema, which its grammar enforces. Sentences
without a figure, an event or a directing verb are not asked about; cited documents are taken as they are.

Beside another reader (the rules) it is asked less: how the figures found are to be called
(:mod:`partyx.model.adjudication`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.mention import DocumentReading
from partyx.model.asks import Ask
from partyx.model.marking import sentence_text
from partyx.model.small_figures import ask_figures, groups
from partyx.model.small_labels import ask_labels
from partyx.model.small_meetings import ask_meetings
from partyx.model.small_orders import ask_orders
from partyx.model.whole import Part
from partyx.model.wire import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pydantic import BaseModel

    from partyx.draft import Draft
    from partyx.llm import Client
    from partyx.mention import Mention
    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.prompts import Prompts
    from partyx.model.refs import Refs
    from partyx.settings import Settings

SMALL_UP_TO = 8
"""Billions of parameters up to which a model is asked sentence by sentence."""

_SIZE = re.compile(r"(?<![\d.])(?:(?P<experts>\d{1,3})x)?(?P<size>\d{1,4}(?:\.\d{1,3})?)b(?![a-z\d])")
_NOT_DIRECTING = frozenset({"báo cáo", "tờ trình"})


def by_sentence(settings: Settings, client: Client) -> bool:
    """Whether to ask sentence by sentence: as the settings say, else by the size in the model's name.

    A model that runs on this machine and tells no size is taken to be small.
    """
    if settings.ask != "auto":
        return settings.ask == "sentence"
    name = (settings.model or client.model or "").lower()
    size = _SIZE.search(name)
    if size is not None:
        return float(size["size"]) * int(size["experts"] or 1) <= SMALL_UP_TO
    return client.local or name.startswith("local/")


@dataclass(frozen=True)
class Small:
    """What the small questions about one article have in common.

    Attributes:
        prompts: The words.
        refs: The article.
        reader: What somebody else read in it, or None.
    """

    prompts: Prompts
    refs: Refs
    reader: Draft | None

    def jobs(self) -> Iterator[Job[Part]]:
        """All questions; those that build on each other are one job."""
        return self._alone() if self.reader is None else self._beside(self.reader)

    def _alone(self) -> Iterator[Job[Part]]:
        for line, figures in groups(self.refs.marked):
            yield ask_figures(self, line, figures)
        yield self._documents()
        yield ask_meetings(self)
        yield ask_orders(self)

    def _beside(self, reader: Draft) -> Iterator[Job[Part]]:
        units = {statistic.value: statistic.unit for statistic in reader.statistics}
        for line, figures in groups(self.refs.marked):
            if found := [mention for mention in figures if mention.id in units]:
                yield ask_labels(self, line, found, units)

    def ask(self, question: str, parts: Iterable[str], schema: type[BaseModel]) -> Ask:
        """One question of one prompt file."""
        return Ask(self.prompts.small(question, "\n".join(parts)), schema, question)

    def sentence(
        self, line: Line, mentions: Sequence[Mention] = (), parts: Sequence[tuple[int, int]] = ()
    ) -> str:
        """The sentence as the question shows it."""
        return "Câu: " + sentence_text(self.refs.marked.article.view, line, mentions, parts)

    def _documents(self) -> Job[Part]:
        """Formally cited documents are taken as they are; nobody is asked."""
        yield from ()
        docs = [
            mention.id
            for line in self.refs.marked.lines
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
        and reading.kind not in _NOT_DIRECTING
    )


def completed(answer: Answer) -> Answer:
    """The merged answer with the day of the only meeting as the day of what was said there."""
    if len(answer.meetings) != 1:
        return answer
    day = answer.meetings[0].date
    orders = [order.model_copy(update={"date": order.date or day}) for order in answer.orders]
    return answer.model_copy(update={"orders": orders})
