"""The one way through: article, mentions, fill, ground, normalise, check. The order is known here only."""

from __future__ import annotations

import asyncio
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from partyx import local
from partyx.checks import check
from partyx.extraction import Extraction
from partyx.grounding import ground
from partyx.mentions import find_mentions
from partyx.normalisation import normalise
from partyx.reading import read
from partyx.records import Provenance, Usage
from partyx.rules import RulesEngine
from partyx.settings import Settings
from partyx.version import version

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from partyx.article import Article
    from partyx.draft import Draft
    from partyx.llm import Client, Model
    from partyx.mention import Mentions
    from partyx.model import ModelEngine, Progress
    from partyx.reading import Source

__all__ = ["aextract", "choose_engine", "extract"]


def extract(  # noqa: PLR0913 - what the source may not state, and how to run
    source: Source | Article,
    *,
    id: str | None = None,  # noqa: A002
    published: dt.date | None = None,
    url: str | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
    model: Model | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Extraction:
    """Turn one article into meetings, statistics and directives, each tied to its exact characters.

    Args:
        source: The article: its text, a path, bytes, an open file, HTML, or what :func:`partyx.read`
            returned.
        id: Short name of the article, in place of its file's stem.
        published: Publication date; wins over any that is printed, stated, or in the settings.
        url: Its address, and
        outlet: who published it, in place of what the source states.
        settings: How to run; None reads the environment.
        model: Who answers in the endpoint's place, for instance a :class:`partyx.FakeModel`.
        progress: Called after each answer of a model, from the thread it came in.

    Raises:
        InputError: The source cannot be read as an article.
        SettingsError: The settings contradict each other.
        ModelError: A model was asked and gave no usable answer.
    """
    choice = _choose(settings or Settings.load(), model)
    run = _Run(source, choice.settings, id=id, published=published, url=url, outlet=outlet)
    if choice.engine == "rules":
        with run.measure("fill"):
            draft = RulesEngine().fill(run.article, run.mentions)
        return run.finish(draft, _by_rules(draft, choice.why))
    from partyx.llm import Client  # noqa: PLC0415 - who runs by rules need not load it
    from partyx.model import ModelEngine  # noqa: PLC0415

    with Client(run.settings, model=model) as client:
        engine = ModelEngine(client, run.settings, progress, _second_reader(run.settings))
        with run.measure("fill"):
            draft = engine.fill(run.article, run.mentions)
        return run.finish(draft, _by_model(draft, engine, client, choice.why))


async def aextract(  # noqa: PLR0913 - as above
    source: Source | Article,
    *,
    id: str | None = None,  # noqa: A002
    published: dt.date | None = None,
    url: str | None = None,
    outlet: str | None = None,
    settings: Settings | None = None,
    model: Model | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Extraction:
    """As :func:`extract`, in the running event loop: many articles may wait for their models at once.

    The stages that compute run in a thread, so the loop is never held up by a long article.
    """
    choice = _choose(settings or Settings.load(), model)
    stated = {"id": id, "published": published, "url": url, "outlet": outlet}
    run = await asyncio.to_thread(lambda: _Run(source, choice.settings, **stated))
    if choice.engine == "rules":
        with run.measure("fill"):
            draft = await asyncio.to_thread(RulesEngine().fill, run.article, run.mentions)
        return await asyncio.to_thread(run.finish, draft, _by_rules(draft, choice.why))
    from partyx.llm import Client  # noqa: PLC0415 - who runs by rules need not load it
    from partyx.model import ModelEngine  # noqa: PLC0415

    async with Client(run.settings, model=model) as client:
        engine = ModelEngine(client, run.settings, progress, _second_reader(run.settings))
        with run.measure("fill"):
            draft = await engine.afill(run.article, run.mentions)
        provenance = _by_model(draft, engine, client, choice.why)
        return await asyncio.to_thread(run.finish, draft, provenance)


def _second_reader(settings: Settings) -> RulesEngine | None:
    """Who reads beside a small model."""
    return RulesEngine() if settings.adjudicate else None


def choose_engine(settings: Settings, model: Model | None = None) -> tuple[str, str]:
    """Which engine the settings mean, "rules" or "model", and why, in one line."""
    choice = _choose(settings, model)
    return choice.engine, choice.why


class _Choice(NamedTuple):
    """An engine, why, and the settings it runs with: the local model is named there when nobody named one."""

    engine: str
    why: str
    settings: Settings


def _choose(settings: Settings, model: Model | None) -> _Choice:
    """A model that is named, else local weights, else the rules. Paid calls are never guessed."""
    if settings.engine == "rules":
        return _Choice("rules", "rules: asked for", settings)
    if why := _named_because(settings, model):
        return _Choice("model", f"model: {why}", settings)
    configured = settings.base_url or settings.openai_base_url
    pulled = None if configured else local.ready(settings)
    if pulled and local.installed():
        here = settings.model_copy(update={"model": f"local/{pulled}"})
        return _Choice("model", f"model: local/{pulled}, whose weights are on this machine", here)
    if settings.engine == "model":
        return _Choice("model", "model: asked for", settings)
    why = "no model is configured"
    if configured:
        why = "an endpoint is configured but no model is named (PARTYX_MODEL, --model)"
    elif pulled:
        why += f"; local/{pulled} is on this machine and needs partyx[local] to run"
    return _Choice("rules", f"rules: {why}", settings)


def _named_because(settings: Settings, model: Model | None) -> str | None:
    """Who named a model; None when nobody did."""
    if model is not None:
        return "given in the call"
    if settings.model:
        return f"{settings.model} is configured"
    return "recordings are given" if settings.recordings else None


class _Run:
    """One article on its way: what was read, and the wall seconds of each stage."""

    def __init__(self, source: Source | Article, settings: Settings, **stated: Any) -> None:  # noqa: ANN401
        self.settings = settings
        self.seconds: dict[str, float] = {}
        with self.measure("article"):
            self.article: Article = read(source, settings, **stated)
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
            article=article.reference,
            meetings=meetings,
            statistics=statistics,
            directives=directives,
            unlocated=grounded.unlocated,
            findings=(*article.findings, *findings),
            coverage=coverage,
            provenance=provenance.model_copy(
                update={"seconds": self.seconds, "format": article.format, "encoding": article.encoding}
            ),
        ).with_source(article)


def _by_rules(draft: Draft, why: str) -> Provenance:
    return Provenance(partyx_version=version(), engine="rules", engine_reason=why, notes=draft.notes)


def _by_model(draft: Draft, engine: ModelEngine, client: Client, why: str) -> Provenance:
    usage = draft.usage or Usage()
    return Provenance(
        partyx_version=version(),
        engine=engine.name,
        engine_reason=f"{why}; the rules read beside it" if engine.adjudicates else why,
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
