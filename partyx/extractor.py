"""The session: one client, one limit of calls, one set of prompts and schemas, for any number of articles."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from partyx import forks
from partyx.budget import Spending
from partyx.choice import Choice, choose_engine
from partyx.closing import AsyncClosing
from partyx.errors import ClosedError, SettingsError, briefly
from partyx.expectation import within
from partyx.kinds.asked import Asked
from partyx.kinds.registry import chosen
from partyx.many import Stream
from partyx.pipeline import Asking, Rules, Stated
from partyx.reading import Given, Names, Unread, run_of
from partyx.rules import RulesEngine
from partyx.settings import Settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import AsyncIterator, Callable, Hashable, Iterable, Iterator, Mapping
    from pathlib import Path

    from partyx.article import Article
    from partyx.budget import Budget
    from partyx.extraction import Extraction
    from partyx.kinds.registry import Chosen, RecordTypes
    from partyx.llm import Client, Model
    from partyx.llm.post import Post
    from partyx.many import Failure
    from partyx.model import Progress
    from partyx.model.standby import Standby
    from partyx.pipeline import Screen
    from partyx.reading import Input, Source
    from partyx.records import Provenance

    Choose = Callable[[Iterator[Article | Input | Unread]], Iterator[Article | Input | Unread]]

__all__ = ["Extractor", "How", "aextract", "aextract_many", "extract", "extract_many"]


class How(TypedDict, total=False):
    """How a run over many articles goes.

    Attributes:
        ordered: Give results in the order of the sources, not as they come.
        processes: How many compute; 0 for threads of this process, None for one a processor. They are started
            when a run turns out to be long.
        budget: How much a model's answers may take.
        published: Publication date of all articles, a date or printed.
        outlet: Who published all of them.
    """

    ordered: bool
    processes: int | None
    budget: Budget | None
    published: dt.date | str | None
    outlet: str | None


class Extractor(AsyncClosing):
    """Extracts from any number of articles with one client, one limit of calls and one set of prompts.

    ::

        with partyx.Extractor(model="openai/NAME") as extractor:
            for path in paths:
                print(extractor.extract(path))

    Safe in threads and event loops: ``Settings.concurrency`` counts over all of them.
    """

    def __init__(
        self,
        settings: Settings | Mapping[str, Any] | None = None,
        *,
        model: Model | str | None = None,
        records: RecordTypes = None,
    ) -> None:
        """Choose the engine and prepare it; nothing is sent.

        Args:
            settings: How to run: settings, or a dict of them over the environment; None reads the
                environment.
            model: The name of a model, in place of the settings'; or who answers in an endpoint's place, for
                instance a :class:`partyx.FakeModel`.
            records: Which record types: classes of one's own, ``Meeting``, ``Statistic``, ``Directive``, or
                names of these; None for the built-in three.

        Raises:
            SettingsError: The settings are wrong or contradict each other.
            DeclarationError: A record type cannot be extracted as it is declared.
            AuthenticationError: The service of the model needs a key and there is none.
            MissingExtraError: A local model is named and the extra ``local`` is not installed.
        """
        self._choice = _chosen(settings, model)
        self._way = _way(self._choice, None if isinstance(model, str) else model, chosen(records))
        self._closed = False

    @property
    def engine(self) -> str:
        """Who extracts: "rules" or "model"."""
        return self._choice.engine

    @property
    def engine_reason(self) -> str:
        """Why, in one line."""
        return self._choice.why

    @property
    def way(self) -> Rules | Asking:
        """What an article goes through."""
        return self._way

    @property
    def provenance(self) -> Provenance:
        """What its extractions say of how they came about, but for what each took."""
        return self._way.provenance()

    @property
    def settings(self) -> Settings:
        """How it runs."""
        return self._choice.settings

    def extract(
        self,
        source: Source | Article,
        *,
        progress: Callable[[Progress], None] | None = None,
        **stated: Unpack[Stated],
    ) -> Extraction:
        """Turn one article into records; see :func:`partyx.extract`.

        Raises:
            ClosedError: The extractor was closed.
            InputError: The source cannot be read as an article.
            ModelError: A model was asked and gave no usable answer.
        """
        way = self._open_way()
        if isinstance(way, Rules):
            return way.extract(source, stated)
        from partyx.llm.steps import BLOCKING, run  # noqa: PLC0415 - who runs by rules need not load it

        return run(way.extract(BLOCKING, source, stated, progress))

    async def aextract(
        self,
        source: Source | Article,
        *,
        progress: Callable[[Progress], None] | None = None,
        **stated: Unpack[Stated],
    ) -> Extraction:
        """As :meth:`extract`, in the running event loop, which goes on meanwhile."""
        way = self._open_way()
        if isinstance(way, Rules):
            return await asyncio.to_thread(way.extract, source, stated)
        from partyx.llm.steps import IN_LOOP  # noqa: PLC0415

        return await way.extract(IN_LOOP, source, stated, progress)

    def extract_many(
        self, sources: Source | Article | Iterable[Source | Article], **how: Unpack[How]
    ) -> Stream:
        """Extract from any number of articles; see :func:`partyx.extract_many`.

        Raises:
            ClosedError: The extractor was closed.
        """
        return self.stream(sources, **how)

    def stream(
        self,
        sources: Source | Article | Iterable[Source | Article],
        *,
        choose: Choose | None = None,
        screen: Screen | None = None,
        **how: Unpack[How],
    ) -> Stream:
        """As :meth:`extract_many`, for a run that leaves articles out.

        Args:
            sources: The sources.
            choose: Leaves out what is not to be read; each input has its name by then.
            screen: Looks at each article that was read and raises where it is to be passed over; called in
                the loop of all calls, one article at a time.
            how: See :class:`How`.
        """
        from partyx.llm.portal import portal  # noqa: PLC0415 - the loop in which a run goes
        from partyx.workers import Workers, default_processes  # noqa: PLC0415

        if unknown := how.keys() - How.__annotations__.keys():
            raise TypeError(f"extract_many() got an unexpected keyword argument {min(unknown)!r}")
        way, names = self._open_way(), Names()
        given = how.get("processes")
        processes = default_processes() if given is None else given
        if not isinstance(processes, int) or processes < 0:
            raise SettingsError(f"processes is {briefly(processes)}. Give a whole number from 0, or None.")
        if way.asked.specs:  # a class of a file of the user's own is not known in another process
            processes = 0
        workers = Workers(processes)
        of_all = Given.of(published=how.get("published"), outlet=how.get("outlet"))
        stated = Stated(published=of_all.published, outlet=of_all.outlet)
        spending = Spending(how.get("budget"))

        async def extract(source: Article | Input) -> Extraction:
            extract = partial(way.extract_one_of_many, workers, source, stated)
            found = await within(spending, way, extract, screen)
            return found if source.id else found.with_id(names.unique(found.article.id, found.article.source))

        inputs = _named(run_of(sources, self.settings), names)
        return Stream(
            choose(inputs) if choose else inputs,
            extract,
            portal.begin,
            room=workers.room + (0 if self.engine == "rules" else self.settings.concurrency),
            ordered=how.get("ordered", False),
            end=workers.close,
        )

    def by_post(self, folder: Path) -> Post:
        """From now on ask by the service's batch interface; see :meth:`partyx.llm.client.Client.by_post`.

        Raises:
            SettingsError: No model is asked, or none that has a batch interface.
        """
        way = self._open_way()
        if not isinstance(way, Asking):
            raise SettingsError(f"No model is asked ({self.engine_reason}). Name one: --model openai/NAME.")
        return way.client.by_post(folder)

    def inputs(
        self, sources: Source | Article | Iterable[Source | Article]
    ) -> Iterator[Article | Input | Unread]:
        """What the articles of a run would be read from, each with its name."""
        return _named(run_of(sources, self.settings), Names())

    async def aextract_many(
        self, sources: Source | Article | Iterable[Source | Article], **how: Unpack[How]
    ) -> AsyncIterator[Extraction | Failure]:
        """As :meth:`extract_many`, in the running event loop."""
        async for result in _in_loop(self.extract_many(sources, **how)):
            yield result

    def close(self) -> None:
        """End the calls under way, in whatever thread or loop. Nothing is extracted any more. Idempotent."""
        self._closed = True
        if isinstance(self._way, Asking):
            self._way.client.close()

    def __repr__(self) -> str:
        """Which engine it runs, and why."""
        return f"<Extractor {self.engine_reason}{', closed' if self._closed else ''}>"

    def _open_way(self) -> Rules | Asking:
        if self._closed:
            raise ClosedError("This Extractor was closed. Make a new one, or extract before it is closed.")
        return self._way


def extract(
    source: Source | Article,
    *,
    settings: Settings | Mapping[str, Any] | None = None,
    model: Model | str | None = None,
    records: RecordTypes = None,
    progress: Callable[[Progress], None] | None = None,
    **stated: Unpack[Stated],
) -> Extraction:
    """Turn one article into meetings, statistics and directives, each tied to its exact characters.

    All calls with the same settings share one client and its limit of calls.

    Args:
        source: The article: its text, a path, bytes, an open file, HTML, or what :func:`partyx.read`
            returned.
        settings: How to run: settings, or a dict of them over the environment; None reads the environment.
        model: The name of a model, in place of the settings'; or who answers in an endpoint's place, for
            instance a :class:`partyx.FakeModel`.
        records: Which record types: classes of one's own, ``Meeting``, ``Statistic``, ``Directive``, or names
            of these; None for the built-in three.
        progress: Called after each answer of a model, from the thread it came in.
        stated: ``id``, ``published``, ``url`` and ``outlet`` of the article, in place of what the source
            says of them.

    Raises:
        InputError: The source cannot be read as an article.
        SettingsError: The settings contradict each other.
        DeclarationError: A record type cannot be extracted as it is declared.
        ModelError: A model was asked and gave no usable answer.
    """
    return _shared.extractor(settings, model, records).extract(source, progress=progress, **stated)


async def aextract(
    source: Source | Article,
    *,
    settings: Settings | Mapping[str, Any] | None = None,
    model: Model | str | None = None,
    records: RecordTypes = None,
    progress: Callable[[Progress], None] | None = None,
    **stated: Unpack[Stated],
) -> Extraction:
    """As :func:`extract`, in the running event loop: many articles may wait for their models at once.

    The stages that compute run in a thread, so the loop is never held up by a long article.
    """
    return await _shared.extractor(settings, model, records).aextract(source, progress=progress, **stated)


def extract_many(
    sources: Source | Article | Iterable[Source | Article],
    *,
    settings: Settings | Mapping[str, Any] | None = None,
    model: Model | str | None = None,
    records: RecordTypes = None,
    **how: Unpack[How],
) -> Stream:
    """Extract from any number of articles, several at a time, in bounded memory.

    ::

        with partyx.extract_many(Path("news")) as results:
            for result in results:
                if isinstance(result, partyx.Failure):
                    print(result.source, result.error)
                else:
                    print(result.article.id, len(result.statistics))

    Each article ends as exactly one extraction or one failure; ids are unique within the run. Reading, rules
    and grounding run in processes, calls of models in one event loop with the limit of the settings.

    Args:
        sources: One source or any iterable of them, also an endless one: folders, patterns, archives, tables,
            texts, articles that were read. It is gone through in a thread of its own.
        settings: As for :func:`extract`.
        model: As for :func:`extract`; one that is no name answers in partyx's own event loop.
        records: As for :func:`extract`; where some are of one's own, threads compute, not processes.
        how: See :class:`How`.

    Returns:
        The results, as they come or in order; close it, or use ``with``, when you stop early.

    Raises:
        SettingsError: The settings contradict each other. While iterating: this, or another error that no
            other article would escape (a missing extra, a refused key, an account without credit).
    """
    return _shared.extractor(settings, model, records).extract_many(sources, **how)


async def aextract_many(
    sources: Source | Article | Iterable[Source | Article],
    *,
    settings: Settings | Mapping[str, Any] | None = None,
    model: Model | str | None = None,
    records: RecordTypes = None,
    **how: Unpack[How],
) -> AsyncIterator[Extraction | Failure]:
    """The same as :func:`extract_many` for ``async for``, in the running event loop."""
    extractor = _shared.extractor(settings, model, records)
    async for result in extractor.aextract_many(sources, **how):
        yield result


async def _in_loop(stream: Stream) -> AsyncIterator[Extraction | Failure]:
    """The results, waited for in a thread."""
    try:
        while (result := await asyncio.to_thread(next, stream, None)) is not None:
            yield result
    finally:
        stream.close()


def _named(found: Iterable[Article | Input | Unread], names: Names) -> Iterator[Article | Input | Unread]:
    """The same, each with a name of its own where it has any."""
    for source in found:
        name = None if isinstance(source, Unread) else source.id or getattr(source, "stem", None)
        if isinstance(source, Unread) or not name:
            yield source
        else:
            yield replace(source, id=names.unique(name, source.source))


def _chosen(settings: Settings | Mapping[str, Any] | None, model: Model | str | None) -> Choice:
    """The engine, with the settings in one object.

    Raises:
        SettingsError: They are wrong.
    """
    settings = Settings.of(settings)
    if isinstance(model, str):
        return choose_engine(settings.with_model(model))
    if model is not None and not all(hasattr(model, name) for name in ("identity", "form", "send")):
        raise SettingsError(f"model is {briefly(model)}. Give its name, or a partyx.Model.")
    return choose_engine(settings, model)


def _way(choice: Choice, model: Model | None, types: Chosen) -> Rules | Asking:
    """The way of the articles: by rules, or asking a model.

    Raises:
        SettingsError: Records are asked for that the rules know nothing of.
    """
    if choice.engine == "rules":
        if types.own:
            raise SettingsError(
                f"only a model finds {types.own[0].plural}, and none is asked "
                f"({choice.why or 'the fallback is the rules'}). Name one: Settings(model=...), "
                "PARTYX_MODEL, --model."
            )
        return Rules(RulesEngine(), choice.settings, choice.why, Asked(types.built_in))
    from partyx.examples import prepare  # noqa: PLC0415
    from partyx.llm import Client  # noqa: PLC0415 - who runs by rules need not load it
    from partyx.model import FakeModel, ModelEngine  # noqa: PLC0415

    client = Client(choice.settings, model=model)
    beside = RulesEngine() if choice.settings.adjudicate else None
    asked = prepare(types)
    if isinstance(model, FakeModel):
        model.learn(asked)
    engine = ModelEngine(client, choice.settings, beside, asked)
    engine.standbys = tuple(
        _standby(name, choice.settings, types, client) for name in choice.settings.fallback
    )
    return Asking(engine, client, choice.settings, choice.why, asked)


_OF_THE_FIRST = ("base_url", "api_key", "extra_headers", "extra_body", "reasoning_effort", "fallback")
"""Settings that are meant for the model they name; a key above all must not go to another service."""

_OF_A_MODEL = (
    "model", "asked", "base_url", "prompt_version", "prompt_sha256", "wire_version", "wire_sha256"
)  # fmt: skip
"""What an extraction says of the model that was asked; rules say none of it."""


def _standby(name: str, settings: Settings, types: Chosen, first: Client) -> Standby:
    """Who is asked when the model of ``settings`` gives nothing.

    Raises:
        SettingsError: There is no such model, or it is "rules" and records are asked for that they know
        nothing of.
    """
    from partyx.model.standby import Standby  # noqa: PLC0415 - who runs by rules need not load it

    own = {
        field: Settings.model_fields[field].get_default(call_default_factory=True) for field in _OF_THE_FIRST
    }
    alone = settings.model_copy(update={**own, "engine": "model"}).with_model(name)
    way = _way(Choice(alone.engine, "", alone), None, types)
    if isinstance(way, Rules):
        return Standby(name, way.engine, {"engine": "rules", **dict.fromkeys(_OF_A_MODEL)})
    first.take_along(way.client)
    return Standby(
        name,
        way.engine,
        {"model": way.client.model, "asked": way.engine.asks, "base_url": way.client.base_url},
    )


class _Shared:
    """The extractors behind :func:`extract` and :func:`aextract`: one for each way of calling, if recent."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = forks.Lock()
        self._known: OrderedDict[Hashable, Extractor] = OrderedDict()

    def extractor(
        self,
        settings: Settings | Mapping[str, Any] | None,
        model: Model | str | None,
        records: RecordTypes = None,
    ) -> Extractor:
        """The extractor for these settings and record types."""
        types = chosen(records)
        settings = Settings.of(settings)
        key = (self._key(_chosen(settings, model), None if isinstance(model, str) else model), types)
        with self._lock:
            found = self._known.pop(key, None) or Extractor(settings, model=model, records=types)
            self._known[key] = found  # the last used is the last that is let go of
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return found

    @staticmethod
    def _key(choice: Choice, model: Model | None) -> Hashable:
        """All that an extractor is made of. Recordings are read anew when somebody else has written them."""
        recordings = None
        if choice.settings.recordings is not None and choice.engine == "model":
            from partyx.cache import open_recordings  # noqa: PLC0415

            recordings = open_recordings(choice.settings.recordings)
        given = frozenset(choice.settings.model_fields_set)
        return choice, given, _Same(model), _Same(recordings)


class _Same:
    """An object as a key: equal to itself only, and kept alive as long as the key is."""

    def __init__(self, it: object) -> None:
        self._it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._it is other._it

    def __hash__(self) -> int:
        return id(self._it)


_shared = _Shared(most=4)
