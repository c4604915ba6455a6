"""The model engine: an article in, a draft out, whatever the model and however long the article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Literal

from partyx.deadline import NO_DEADLINE, OUT_OF_TIME
from partyx.errors import ModelError
from partyx.kinds.asked import BUILT_IN_ONLY, Asked
from partyx.llm.steps import BLOCKING, IN_LOOP, run
from partyx.model.asks import Run
from partyx.model.drafting import draft
from partyx.model.marking import mark
from partyx.model.merging import merge
from partyx.model.own import about_own, about_quotes, merged
from partyx.model.prompts import Prompts
from partyx.model.refs import Refs
from partyx.model.small import Questions, article_jobs, by_sentence, label_jobs, relabelled, with_day
from partyx.model.standby import Standby, filled_by_next, may_stand_in
from partyx.model.whole import Part, about_article, ask_left, put_to_windows, unclaimed
from partyx.model.wire import WIRE_VERSION, Answer, wire_sha256
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from partyx.article import Article
    from partyx.deadline import Deadline
    from partyx.draft import Draft, Engine
    from partyx.llm import Client
    from partyx.llm.steps import Steps
    from partyx.mention import Mentions
    from partyx.model.asks import Ask, Job
    from partyx.settings import Settings


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one article is.

    Attributes:
        done: Parts answered.
        total: Parts in all; grows when a second ask turns out to be needed.
        records: Records found so far, repeats not yet taken out.
    """

    done: int
    total: int
    records: int


class ModelEngine:
    """Fills a draft by asking a model. One instance may serve many threads and event loops.

    Attributes:
        name: "model".
        prompt_version: The folder under prompts/.
        prompt_sha256: Of its files.
        wire_version: Version of the wire schema.
        wire_sha256: Of the wire schema.
        standbys: Who fills the draft, one after the other, when the model gives nothing.
    """

    name = "model"
    wire_version = WIRE_VERSION

    def __init__(
        self,
        client: Client,
        settings: Settings,
        beside: Engine | None = None,
        asked: Asked = BUILT_IN_ONLY,
    ) -> None:
        """Prepare to ask; nothing is sent.

        Args:
            client: Who is asked.
            settings: Which prompt, which windows, which kind of asking.
            beside: An engine that reads the article as well (the rules); where a small model and it differ,
                :mod:`partyx.model.small.beside` decides. A model that is asked about whole articles is
                alone.
            asked: Which record types it asks about.

        Raises:
            SettingsError: There is no such prompt version.
        """
        self._client = client
        self._settings = settings
        self._by_sentence = by_sentence(settings, client)
        self._beside = beside if self._by_sentence and asked.built_in else None
        self._asked = asked
        self.standbys: tuple[Standby, ...] = ()
        self._prompts = Prompts.load(settings.prompt)
        self.prompt_version = self._prompts.version
        self.prompt_sha256 = self._prompts.sha256
        self.wire_sha256 = wire_sha256()

    @property
    def asks(self) -> Literal["article", "sentence"]:
        """What it asks about; records of the user's own in whole windows, whatever the model."""
        return "sentence" if self._by_sentence and self._asked.built_in else "article"

    @property
    def adjudicates(self) -> bool:
        """Whether another reader reads beside the model."""
        return self._beside is not None

    def fill(
        self, article: Article, mentions: Mentions, progress: Callable[[Progress], None] | None = None
    ) -> Draft:
        """Ask about the article, several parts at a time where it has several.

        Args:
            article: The article.
            mentions: What was found in it.
            progress: Called after each part, from the thread it was answered in.

        Raises:
            ModelError: The model gave no usable answer about any part, or cannot be asked at all.
        """
        return run(self.fill_by(BLOCKING, article, mentions, progress))

    async def afill(
        self, article: Article, mentions: Mentions, progress: Callable[[Progress], None] | None = None
    ) -> Draft:
        """As :meth:`fill`, in the running event loop."""
        return await self.fill_by(IN_LOOP, article, mentions, progress)

    async def fill_by(
        self,
        steps: Steps,
        article: Article,
        mentions: Mentions,
        progress: Callable[[Progress], None] | None = None,
        deadline: Deadline = NO_DEADLINE,
    ) -> Draft:
        """As :meth:`fill`, by whichever ``steps``, until a deadline; by a standby where the model cannot."""
        asks = Run(self._client, deadline, alone=not self.adjudicates)
        try:
            return await self._fill(steps, asks, (article, mentions), _Counter(progress))
        except ModelError as error:
            if not self.standbys or not may_stand_in(error):
                raise
            failed = (self._client.model, error, asks.usage)

        async def fill(standby: Standby) -> Draft:
            if isinstance(standby.engine, ModelEngine):
                return await standby.engine.fill_by(steps, article, mentions, progress, deadline)
            return await steps.near(lambda: standby.engine.fill(article, mentions))

        return await filled_by_next(self.standbys, fill, failed)

    async def _fill(
        self, steps: Steps, asks: Run, about: tuple[Article, Mentions], counter: _Counter
    ) -> Draft:
        """Ask about the article; in the end, what was answered as a draft."""
        article, mentions = about
        refs, reader, jobs = await steps.near(lambda: self._first(article, mentions))
        parts = await steps.wait(asks.all(jobs, counter.expect(len(jobs))))
        jobs = await steps.near(lambda: self._second(refs, parts))
        if jobs:
            parts += await steps.wait(asks.all(jobs, counter.expect(len(jobs)), optional=True))
        return await steps.near(lambda: self._finish(refs, asks, parts, reader))

    def _first(self, article: Article, mentions: Mentions) -> tuple[Refs, Draft | None, list[Job[Part]]]:
        """The marked article, what the other reader says, and the first questions."""
        refs = Refs(mark(article, mentions))
        reader = self._beside.fill(article, mentions) if self._beside else None
        budget = self._settings.window_tokens
        jobs: list[Job[Part]] = []
        if self._asked.built_in and self._by_sentence:
            questions = Questions(self._prompts, refs)
            jobs += label_jobs(questions, reader) if reader is not None else article_jobs(questions)
        elif self._asked.built_in:
            jobs += put_to_windows(about_article(self._prompts, refs, budget), self._held)
        if self._asked.specs:
            about = about_quotes if self._by_sentence else about_own
            jobs += put_to_windows(about(self._prompts, refs, self._asked, budget), self._held)
        return refs, reader, jobs

    def _held(self, ask: Ask) -> bool:
        return self._client.holds(ask.messages, ask.schema)

    def questions(self, article: Article, mentions: Mentions) -> list[Ask]:
        """The first question about each part of an article; none is asked."""
        _, _, jobs = self._first(article, mentions)
        return [ask for job in jobs if (ask := next(job, None)) is not None]

    def _second(self, refs: Refs, parts: Sequence[Part]) -> list[Job[Part]]:
        if self._by_sentence or not (self._asked.built_in and self._settings.second_ask):
            return []
        left = unclaimed(_merged(parts, refs), refs)
        return ask_left(self._prompts, refs, left, self._settings.window_tokens, self._held)

    def _finish(self, refs: Refs, asks: Run, parts: Sequence[Part], reader: Draft | None) -> Draft:
        notes = (*asks.notes, *(note for part in parts for note in part.notes))
        if reader is not None:
            labels = {name: label for part in parts for name, label in part.labels.items()}
            filled = relabelled(reader, labels, refs)
            nothing = not (reader.statistics or reader.meetings or reader.directives)
        else:
            answer = _merged(parts, refs)
            nothing = self._by_sentence or answer == Answer.of()
            filled = draft(with_day(answer) if self._by_sentence else answer, refs)
        if nothing and asks.failure is not None:  # an empty draft would look like an answer
            raise asks.failure
        records = merged(parts, self._asked, refs)
        return replace(filled, records=records, usage=asks.usage, notes=notes, findings=tuple(_late(asks)))


def _late(asks: Run) -> Iterator[Finding]:
    """What was not answered for want of time."""
    if asks.late:
        yield Finding(
            check=OUT_OF_TIME,
            severity="warning",
            message=f"the time was over: {asks.late} of {asks.asked} questions were not answered",
        )


def _merged(parts: Sequence[Part], refs: Refs) -> Answer:
    return merge([answer for part in parts for answer in part.answers], refs)


class _Counter:
    """Turns finished parts into progress."""

    def __init__(self, report: Callable[[Progress], None] | None) -> None:
        self._report = report
        self._state = Progress(0, 0, 0)
        self._lock = Lock()

    def expect(self, parts: int) -> Callable[[Part], None]:
        """Add ``parts`` to the total; give what to call after each."""
        self._tell(total=parts)
        return lambda part: self._tell(done=1, records=_records(part))

    def _tell(self, *, done: int = 0, total: int = 0, records: int = 0) -> None:
        with self._lock:
            state = self._state
            self._state = Progress(state.done + done, state.total + total, state.records + records)
            if self._report is not None:
                self._report(self._state)


def _records(part: Part) -> int:
    return (
        len(part.labels)
        + sum(
            len(answer.meetings) + len(answer.stats) + len(answer.docs) + len(answer.orders)
            for answer in part.answers
        )
        + len(part.records)
    )
