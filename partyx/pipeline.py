"""The one way through: article, mentions, fill, ground, normalise, check. The order is known here only."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from partyx.checks import check
from partyx.extraction import Extraction
from partyx.grounding import ground
from partyx.mentions import find_mentions
from partyx.normalisation import normalise
from partyx.reading import read
from partyx.records import ArticleRef, Provenance, Usage
from partyx.rules import RulesEngine
from partyx.settings import Settings
from partyx.version import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from partyx.article import Article
    from partyx.draft import Draft
    from partyx.llm import Client, Model
    from partyx.mention import Mentions
    from partyx.model import ModelEngine, Progress
    from partyx.reading import Source

__all__ = ["aextract", "choose_engine", "extract"]


def extract(
    source: Source,
    *,
    settings: Settings | None = None,
    model: Model | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Extraction:
    """Turn one article into meetings, statistics and directives, each tied to its exact characters.

    Args:
        source: The article: its text, a path, bytes, an open file, HTML, or what :func:`partyx.read`
            returned.
        settings: How to run; None reads the environment.
        model: Who answers in the endpoint's place, for instance a :class:`partyx.FakeModel`.
        progress: Called after each answer of a model, from the thread it came in.

    Raises:
        InputError: The source cannot be read as an article.
        SettingsError: The settings contradict each other.
        ModelError: A model was asked and gave no usable answer.
    """
    run = _Run(source, settings or Settings.load())
    if (why := _rules_because(run.settings, model)) is not None:
        with run.measure("fill"):
            draft = RulesEngine().fill(run.article, run.mentions)
        return run.finish(draft, _by_rules(draft, why))
    from partyx.llm import Client  # noqa: PLC0415 - who runs by rules need not load it
    from partyx.model import ModelEngine  # noqa: PLC0415

    with Client(run.settings, model=model) as client:
        engine = ModelEngine(client, run.settings, progress, hints=RulesEngine())
        with run.measure("fill"):
            draft = engine.fill(run.article, run.mentions)
        return run.finish(draft, _by_model(draft, engine, client, _model_because(run.settings, model)))


async def aextract(
    source: Source,
    *,
    settings: Settings | None = None,
    model: Model | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Extraction:
    """As :func:`extract`, in the running event loop: many articles may wait for their models at once.

    The stages that compute run in a thread, so the loop is never held up by a long article.
    """
    run = await asyncio.to_thread(_Run, source, settings or Settings.load())
    if (why := _rules_because(run.settings, model)) is not None:
        with run.measure("fill"):
            draft = await asyncio.to_thread(RulesEngine().fill, run.article, run.mentions)
        return await asyncio.to_thread(run.finish, draft, _by_rules(draft, why))
    from partyx.llm import Client  # noqa: PLC0415 - who runs by rules need not load it
    from partyx.model import ModelEngine  # noqa: PLC0415

    async with Client(run.settings, model=model) as client:
        engine = ModelEngine(client, run.settings, progress, hints=RulesEngine())
        with run.measure("fill"):
            draft = await engine.afill(run.article, run.mentions)
        provenance = _by_model(draft, engine, client, _model_because(run.settings, model))
        return await asyncio.to_thread(run.finish, draft, provenance)


def choose_engine(settings: Settings, model: Model | None = None) -> tuple[str, str]:
    """Which engine the settings mean, "rules" or "model", and why, in one line."""
    why = _rules_because(settings, model)
    return ("rules", why) if why is not None else ("model", _model_because(settings, model))


def _rules_because(settings: Settings, model: Model | None) -> str | None:
    """Why the rules run; None when a model is to be asked. Paid calls are never guessed."""
    if settings.engine == "rules":
        return "rules: asked for"
    if settings.engine == "model" or model is not None or settings.model or settings.recordings:
        return None
    if settings.base_url or settings.openai_base_url:
        return "rules: an endpoint is configured but no model is named (PARTYX_MODEL, --model)"
    return "rules: no model is configured"


def _model_because(settings: Settings, model: Model | None) -> str:
    if model is not None:
        return "model: given in the call"
    if settings.model:
        return f"model: {settings.model} is configured"
    return "model: recordings are given" if settings.recordings else "model: asked for"


class _Run:
    """One article on its way: what was read, and the wall seconds of each stage."""

    def __init__(self, source: Source, settings: Settings) -> None:
        self.settings = settings
        self.seconds: dict[str, float] = {}
        with self.measure("article"):
            self.article: Article = read(source, settings)
        with self.measure("mentions"):
            self.mentions: Mentions = find_mentions(self.article)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Count the wall seconds of the block under ``stage``."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = round(time.perf_counter() - start, 6)

    def finish(self, draft: Draft, provenance: Provenance) -> Extraction:
        """What comes after any engine: locate, normalise, check."""
        article, mentions = self.article, self.mentions
        with self.measure("ground"):
            grounded = ground(article, mentions, draft)
        with self.measure("normalise"):
            meetings, statistics, directives = normalise(article, mentions, grounded)
        with self.measure("check"):
            findings, coverage = check(article, mentions, meetings, statistics, directives)
        return Extraction(
            article=ArticleRef(
                id=article.id,
                title=article.title,
                published=article.published,
                outlet=article.outlet,
                sha256=article.sha256,
                chars=len(article.text),
            ),
            meetings=meetings,
            statistics=statistics,
            directives=directives,
            unlocated=grounded.unlocated,
            findings=findings,
            coverage=coverage,
            provenance=provenance.model_copy(update={"seconds": self.seconds}),
        ).with_source(article)


def _by_rules(draft: Draft, why: str) -> Provenance:
    return Provenance(partyx_version=version(), engine="rules", engine_reason=why, notes=draft.notes)


def _by_model(draft: Draft, engine: ModelEngine, client: Client, why: str) -> Provenance:
    usage = draft.usage or Usage()
    return Provenance(
        partyx_version=version(),
        engine=engine.name,
        engine_reason=why,
        model=client.model,
        base_url=client.base_url,
        prompt_version=engine.prompt_version,
        prompt_sha256=engine.prompt_sha256,
        wire_version=engine.wire_version,
        wire_sha256=engine.wire_sha256,
        cached=bool(usage.cached_calls) and not usage.calls,
        usage=usage,
        notes=draft.notes,
    )
