"""The one way through: article, mentions, fill, ground, context, check. The order is known here only."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from partyx.checks import check
from partyx.context import situate
from partyx.deadline import FIRST, OUT_OF_TIME, WHOLE, Deadline, OutOfTimeError
from partyx.extraction import Extraction
from partyx.grounding import ground
from partyx.kinds.asked import BUILT_IN_ONLY, Asked
from partyx.mentions import find_mentions
from partyx.reading import Given, Input, article_of, read
from partyx.records import Finding, Provenance, Usage
from partyx.version import version

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from partyx.article import Article
    from partyx.draft import Draft
    from partyx.llm import Client
    from partyx.llm.steps import Steps
    from partyx.mention import Mentions
    from partyx.model import ModelEngine, Progress
    from partyx.reading import Source
    from partyx.rules import RulesEngine
    from partyx.settings import Settings

    Screen = Callable[["Run"], None]
    """Looks at an article that was read, and raises where it is to be passed over."""


T = TypeVar("T")


class Stated(TypedDict, total=False):
    """What the caller knows about an article; it wins over what the source says.

    Attributes:
        id: Short name, in place of the file's stem.
        published: Publication date.
        url: Its address.
        outlet: Who published it.
    """

    id: str | None
    published: dt.date | str | None
    url: str | None
    outlet: str | None


@dataclass(frozen=True)
class Rules:
    """The way of an article that no model is asked about.

    Attributes:
        engine: Who fills the draft.
        settings: How to read.
        why: Why the rules run, in one line.
        asked: Which of the built-in record types are kept.
    """

    engine: RulesEngine
    settings: Settings
    why: str
    asked: Asked = BUILT_IN_ONLY

    def extract(self, source: Source | Article | Input, stated: Stated) -> Extraction:
        """Take one article all the way."""
        return self.finish(Run(source, self.settings, stated))

    def finish(self, run: Run) -> Extraction:
        """Take an article that was read the rest of the way."""
        return run.as_far_as_there_is_time(lambda: self._finish(run))

    def _finish(self, run: Run) -> Extraction:
        with run.measure("fill"):
            draft = self.engine.fill(run.article, run.mentions)
        return run.finish(draft, self.provenance(draft), self.asked)

    async def extract_one_of_many(
        self, steps: Steps, source: Article | Input, stated: Stated, screen: Screen | None
    ) -> Extraction:
        """As :meth:`extract`, by whichever ``steps``, unless ``screen`` raises."""
        if screen is None:
            return await steps.compute(partial(self.extract, source, stated))
        run = await steps.compute(partial(Run, source, self.settings, stated))
        screen(run)
        return await steps.compute(partial(self.finish, run))

    def provenance(self, draft: Draft | None = None) -> Provenance:
        """What an extraction says of how it came about."""
        notes = draft.notes if draft else ()
        return Provenance(partyx_version=version(), engine="rules", engine_reason=self.why, notes=notes)


@dataclass(frozen=True)
class Asking:
    """The way of an article that a model is asked about.

    Attributes:
        engine: Who fills the draft.
        client: Whom it asks.
        settings: How to read and to ask.
        why: Why a model is asked, in one line.
        asked: Which record types it is asked about.
    """

    engine: ModelEngine
    client: Client
    settings: Settings
    why: str
    asked: Asked = BUILT_IN_ONLY

    async def extract(
        self,
        steps: Steps,
        source: Source | Article | Input,
        stated: Stated,
        progress: Callable[[Progress], None] | None = None,
        screen: Screen | None = None,
    ) -> Extraction:
        """Take one article all the way, by whichever ``steps``, unless ``screen`` raises."""
        run = await steps.compute(partial(Run, source, self.settings, stated))
        if screen is not None:
            screen(run)
        with run.measure("fill"):
            draft = await self.engine.fill_by(steps, run.article, run.mentions, progress, run.for_answers)
        return await steps.compute(partial(run.finish, draft, self.provenance(draft), self.asked))

    async def extract_one_of_many(
        self, steps: Steps, source: Article | Input, stated: Stated, screen: Screen | None
    ) -> Extraction:
        """The same, without telling how far it is."""
        return await self.extract(steps, source, stated, None, screen)

    def provenance(self, draft: Draft | None = None) -> Provenance:
        """What an extraction says of how it came about."""
        engine, usage = self.engine, (draft and draft.usage) or Usage()
        return Provenance(
            partyx_version=version(),
            engine=engine.name,
            engine_reason=f"{self.why}; the rules read beside it" if engine.adjudicates else self.why,
            model=self.client.model,
            asked=engine.asks,
            base_url=self.client.base_url,
            prompt_version=engine.prompt_version,
            prompt_sha256=engine.prompt_sha256,
            wire_version=engine.wire_version,
            wire_sha256=engine.wire_sha256,
            records_sha256=self.asked.sha256 if self.asked.specs else None,
            cached=bool(usage.cached_calls) and not usage.calls,
            usage=usage,
            notes=draft.notes if draft else (),
        )


def _article(source: Source | Article | Input, settings: Settings, stated: Stated) -> Article:
    if isinstance(source, Input):
        return article_of(source, settings, Given.of(**stated))
    return read(source, settings, **stated)


_LATER = 5
_AT_MOST = 0.3
"""Grounding, context and checks take up to five times as long as finding what is mentioned did: so much is
set aside from the wait for a model's answers, within this share of all there is."""
_SHORTER = 16
"""See :data:`partyx.deadline.WHOLE`."""
_LEAST = 3_000
"""Characters that are tried before fewer: a sentence may have 2,000, and none is cut."""
_REST = 80
"""Characters of what was not looked at that its finding shows."""


class Run:
    """One article on its way: what was read, the wall seconds of each stage, and those that are left.

    Attributes:
        article: The article, or as much of it as there is time for.
        seconds: What each stage took.
        deadline: When it has to be done.
    """

    def __init__(
        self,
        source: Source | Article | Input,
        settings: Settings,
        stated: Stated,
        deadline: Deadline | None = None,
    ) -> None:
        """Read the article and find what is mentioned in it."""
        self.seconds: dict[str, float] = {}
        self.deadline = deadline or Deadline(settings.max_seconds)
        with self.measure("article"):
            self.article: Article = _article(source, settings, stated)
        self._whole = self.article
        self._mentions: Mentions | None = None
        self.as_far_as_there_is_time(lambda: self.mentions, FIRST)

    @property
    def mentions(self) -> Mentions:
        """What is mentioned in the article."""
        if self._mentions is None:
            with self.measure("mentions"):
                self._mentions = find_mentions(self.article)
        return self._mentions

    def as_far_as_there_is_time(self, work: Callable[[], T], part: float = WHOLE) -> T:
        """The result of ``work`` on the article, on its beginning where a part of the time does not reach."""
        while self.article.blocks:
            try:
                with self.deadline.share(part):
                    return work()
            except OutOfTimeError:
                size = len(self.article.view)
                least = _LEAST if size > _LEAST else 0
                self.article = self.article.until(max(least, size // _SHORTER))
                self._mentions = None
        return work()

    @property
    def for_answers(self) -> Deadline:
        """When the answers of a model have to be there, so that there is time for what comes after."""
        after = min(_LATER * self.seconds["mentions"], _AT_MOST * (self.deadline.seconds or 0.0))
        return self.deadline.earlier(after)

    def _not_looked_at(self) -> Iterator[Finding]:
        """What the time did not reach for."""
        done, every = len(self.article.view), len(self._whole.view)
        if done < every:
            yield Finding(
                check=OUT_OF_TIME,
                severity="warning",
                message=f"{self.deadline.seconds:g} s were over: {every - done} of {every} characters "
                "were not looked at",
                spans=(self._whole.span(done, min(every, done + _REST)),),
            )

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Count the wall seconds of the block under ``stage``."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = round(time.perf_counter() - start, 6)

    def finish(self, draft: Draft, provenance: Provenance, asked: Asked) -> Extraction:
        """What comes after any engine: locate, put into context, check; of what is ``asked`` for."""
        article, mentions = self.article, self.mentions
        with self.measure("ground"):
            grounded = ground(article, mentions, _kept(draft, asked))
        with self.measure("context"):
            meetings, statistics, place = situate(article, mentions, grounded.meetings, grounded.statistics)
        with self.measure("check"):
            findings, coverage = check(
                article, mentions, meetings, statistics, grounded.directives, own=grounded.records
            )
        extraction = Extraction(
            article=article.reference.model_copy(update={"place": place}),
            meetings=meetings,
            statistics=statistics,
            directives=grounded.directives,
            records=dict(grounded.records),
            unlocated=grounded.unlocated,
            findings=(*article.findings, *self._not_looked_at(), *draft.findings, *findings),
            coverage=coverage,
            provenance=provenance.model_copy(
                update={
                    **draft.said,
                    "seconds": self.seconds,
                    "format": article.format,
                    "encoding": article.encoding,
                }
            ),
        )
        return extraction.with_source(self._whole).with_types(spec.kind for spec in asked.specs)


def _kept(draft: Draft, asked: Asked) -> Draft:
    """The draft without the built-in records that nobody asked for."""
    left_out: dict[str, Any] = dict.fromkeys(BUILT_IN_ONLY.built_in - asked.built_in, ())
    return replace(draft, **left_out) if left_out else draft
