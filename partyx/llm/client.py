"""Asking a model for a value of a schema: the one thing the rest of partyx knows about models."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import re
from typing import TYPE_CHECKING, Any, Generic, Required, TypedDict, TypeVar, Unpack

from pydantic import BaseModel

from partyx import forks
from partyx.cache import Completion, Request, open_recordings, open_store
from partyx.closing import AsyncClosing
from partyx.errors import (
    BadResponseError,
    ModelConnectionError,
    ModelError,
    ReplayMissError,
    SettingsError,
    TooLongError,
)
from partyx.llm import prices, telemetry, usage
from partyx.llm.answers import clean
from partyx.llm.calls import Calls
from partyx.llm.contexts import context_of
from partyx.llm.conversation import Answer, Conversation, Judgement
from partyx.llm.endpoints import resolve, wire_name
from partyx.llm.faults import SHORTER
from partyx.llm.pace import limits_of
from partyx.llm.portal import begin_here, portal
from partyx.llm.remote import RemoteModel
from partyx.llm.slots import Slots
from partyx.llm.steps import BLOCKING, IN_LOOP, run
from partyx.llm.tokens import expected, least, room
from partyx.llm.wire_schema import closed, wire_schema
from partyx.records import Usage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from partyx.cache import Recordings, Store
    from partyx.llm.calls import Found
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.model import Model
    from partyx.llm.post import Post
    from partyx.llm.steps import Steps
    from partyx.llm.tokens import Tokens
    from partyx.settings import Settings

T = TypeVar("T", bound=BaseModel)

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]")
_NAME_LENGTH = 64


class How(TypedDict, Generic[T], total=False):
    """What an ask may say beside its messages and schema; all but the name may be left out.

    Attributes:
        name: What is asked, for spans ("statistics").
        judge: What the caller finds wrong with a value that fits the schema. It is put to the model once
            (``Settings.reasks``); what it still gets wrong is left in ``Answer.complaints``.
        max_output_tokens: In place of the settings'.
        json_schema: Sent in place of the schema's own, for instance with ids as an enum.
    """

    name: Required[str]
    judge: Judgement[T] | None
    max_output_tokens: int | None
    json_schema: Mapping[str, Any] | None


class Client(AsyncClosing):
    """Asks one model, through the cache. Safe in threads and event loops; cheap to make.

    An ask looks into the recordings and the cache first; what goes over the wire is imported only when
    it has to, and instructor only when an answer does not do. Close it, or use it in a ``with`` or
    ``async with`` block.

    Attributes:
        model: The model's name on the wire.
        base_url: The endpoint's address, without credentials; None for a fake or a replay.
        local: Whether the model runs on this machine or network; false for a fake or a replay.
        identity: What the cache key knows the endpoint by.
        provider: The service, where it is known; else empty.
        proven: Whether the model has given an answer of use.
    """

    def __init__(self, settings: Settings, *, model: Model | None = None, store: Store | None = None) -> None:
        """Prepare to ask; nothing is sent.

        Args:
            settings: Which model, where, and how.
            model: Who answers instead of the endpoint, for instance a ``FakeModel``. Its answers go
                into no cache but ``store``.
            store: The cache to use instead of the user's.

        Raises:
            SettingsError: The settings name no model, or no usable address, or recordings that cannot
                be read.
            AuthenticationError: The service needs a key and there is none.
            MissingExtraError: A local model is named and the extra ``local`` is not installed.
            WeightsError: A local model's file cannot be read.
        """
        recordings, begin = _recordings(settings), begin_here
        endpoint = _endpoint(settings, replayed=recordings) if model is None else None
        slots = Slots(settings.concurrency)
        if endpoint is not None:
            slots = limits_of(endpoint, settings).slots
            settings = _with_patience(settings, endpoint)
            model, begin = RemoteModel(endpoint, settings), portal.begin
            store = open_store(settings) if store is None else store
        self._settings = settings
        self._model = model
        self._endpoint, self._store = endpoint, store
        self._post: Post | None = None
        self.provider = endpoint.provider if endpoint else ""
        self._calls = Calls(
            model,
            store,
            recordings,
            mode=settings.cache,
            patience_s=settings.timeout_s,
            slots=slots,
            begin=begin,
        )
        self.proven = False
        self._usage = Usage()
        self._lock = forks.Lock()
        self._running: set[tuple[asyncio.AbstractEventLoop, asyncio.Task[Any]]] = set()
        self._closed = False
        self._others: list[Client] = []
        self.model = _model_name(settings, endpoint, recordings)
        self.base_url = (endpoint.base_url or None) if endpoint else None
        self.local = endpoint.local if endpoint else False
        self.identity = model.identity if model else "recordings"

    @property
    def usage(self) -> Usage:
        """What all asks took so far, those that failed included."""
        with self._lock:
            return self._usage

    def ask(self, messages: Sequence[Mapping[str, str]], schema: type[T], **how: Unpack[How[T]]) -> Answer[T]:
        """Ask for a value of ``schema``.

        Works in threads and inside a running event loop (which it blocks); Ctrl-C ends it at once.

        Args:
            messages: Each with "role" and "content". No template engine touches them.
            schema: What the answer must be. Its JSON Schema is sent with closed objects and every
                member required; whatever of an answer fits it is taken, and no more.
            how: What it is called, and how to judge the answer: see :class:`How`.

        Returns:
            The value, and what it took.

        Raises:
            TruncatedError: The answer ended at the output limit; its ``partial`` text is kept.
            ModelError: There is no usable answer; ``usage`` says what was paid all the same.
        """
        return run(self._ask(BLOCKING, messages, schema, **how))

    async def aask(
        self, messages: Sequence[Mapping[str, str]], schema: type[T], **how: Unpack[How[T]]
    ) -> Answer[T]:
        """Ask in the running event loop; otherwise as ``ask``."""
        return await self._ask(IN_LOOP, messages, schema, **how)

    async def _ask(
        self, steps: Steps, messages: Sequence[Mapping[str, str]], schema: type[T], **how: Unpack[How[T]]
    ) -> Answer[T]:
        turns = self._begin(messages, schema, **how)
        with self._counted(how["name"], turns):
            self._walk(turns)
            if not turns.over:
                await self._mended(turns, steps)
        answer = turns.answer()
        self.proven = True
        return answer

    async def _mended(self, turns: Conversation[T], steps: Steps) -> None:
        """Take the turns that have to be asked for. What was paid for is kept where a later one fails.

        Raises:
            ModelError: There is no usable answer.
        """
        try:
            await steps.wait(self._converse(turns))
        except ModelError as error:
            if self._closed or isinstance(error, ReplayMissError) or not turns.settle(error):
                raise

    def expected(self, messages: Sequence[Mapping[str, str]], schema: type[BaseModel]) -> Tokens | None:
        """What a question will probably take; None when the cache answers it. Nothing is asked."""
        request = self._begin(messages, schema, name="").request
        with contextlib.suppress(ReplayMissError):
            if self._calls.find(request) is not None:
                return None
        return expected(request)

    @property
    def context(self) -> int | None:
        """Tokens that the model's context holds, prompt and answer; None when nobody knows."""
        return context_of(self._endpoint) if self._endpoint else self._settings.context_tokens

    def holds(self, messages: Sequence[Mapping[str, str]], schema: type[BaseModel]) -> bool:
        """Whether the context probably holds a question and its answer; taken to, where nobody knows it."""
        context = self.context
        return context is None or room(self._begin(messages, schema, name="").request) <= context

    def price(self, input_tokens: int, output_tokens: int) -> float | None:
        """What so many tokens cost in US dollars; None when no price is known."""
        used = Completion("", input_tokens=input_tokens, output_tokens=output_tokens)
        return prices.cost(used, provider=self.provider, model=self.model)

    def by_post(self, folder: Path) -> Post:
        """From now on ask by the endpoint's batch service: what the cache cannot answer is put down.

        An ask then raises AwaitedError until its answer is there.

        Args:
            folder: Where the questions of this run are kept.

        Raises:
            SettingsError: There is no endpoint or no cache, or the folder is of another run.
        """
        from partyx.llm.post import Post  # noqa: PLC0415 - only such runs need it

        if self._endpoint is None or not self._endpoint.base_url or self._store is None:
            raise SettingsError("A batch service needs the model of an endpoint, and the cache; no replay.")
        if self._endpoint.api != "chat":
            raise SettingsError(
                f"Only batch services that speak as OpenAI's are asked; {self.provider}'s does not."
            )
        if self._settings.cache != "normal":
            raise SettingsError(
                f"Answers of a batch come through the cache, which is {self._settings.cache}."
            )
        self._post = Post(self._endpoint, self._settings, self._store, folder)
        self._calls.ask_by(self._post)
        return self._post

    def take_along(self, other: Client) -> None:
        """Close ``other`` when this one is closed."""
        self._others.append(other)

    def close(self) -> None:
        """End the calls under way, in whatever thread. Idempotent."""
        self._closed = True
        for other in self._others:
            other.close()
        with self._lock:
            running = list(self._running)
        for loop, task in running:
            with contextlib.suppress(RuntimeError):  # that loop is closed already
                loop.call_soon_threadsafe(task.cancel)

    def _begin(
        self, messages: Sequence[Mapping[str, str]], schema: type[T], **how: Unpack[How[T]]
    ) -> Conversation[T]:
        settings = self._settings
        sent = how.get("json_schema")
        request = Request(
            model=self.model,
            messages=tuple({key: clean(value) for key, value in message.items()} for message in messages),
            schema_name=_NOT_IN_NAMES.sub("_", schema.__name__)[:_NAME_LENGTH],
            schema=wire_schema(schema) if sent is None else closed(sent),
            temperature=settings.temperature,
            seed=settings.seed,
            max_output_tokens=how.get("max_output_tokens") or settings.max_output_tokens,
            reasoning_effort=settings.reasoning_effort,
            extra_body=settings.extra_body or None,
        )
        return Conversation(request, schema, reasks=settings.reasks, judgement=how.get("judge"))

    def _walk(self, turns: Conversation[T]) -> None:
        """Take the turns that can be had without asking."""
        while not turns.over and (found := self._calls.find(turns.request)) is not None:
            self._take(turns, found)

    async def _converse(self, turns: Conversation[T]) -> None:
        """Take the other turns, in a task of their own: ``close`` ends that, and not whoever waits for it."""
        if self._closed:
            raise _closed_error()
        task = asyncio.create_task(self._take_turns(turns))
        me = asyncio.get_running_loop(), task
        with self._lock:
            self._running.add(me)
        try:
            await task
        except asyncio.CancelledError:
            waiting = asyncio.current_task()
            if waiting is not None and not waiting.cancelling():  # it is the inner task that was cancelled
                raise _closed_error() from None
            raise
        finally:
            with self._lock:
                self._running.discard(me)

    async def _take_turns(self, turns: Conversation[T]) -> None:
        await self._fetch(turns)
        if not turns.over:  # most are: instructor takes 2 ms of processor and 1.2 s to import
            structured = await asyncio.to_thread(importlib.import_module, "partyx.llm.structured")
            await structured.converse(turns, self._fetch)

    async def _fetch(self, turns: Conversation[T]) -> None:
        self._check_held(turns.request)
        self._take(turns, await self._calls.fetch(turns.request))

    def _check_held(self, request: Request) -> None:
        """See that a prompt is not longer, for certain, than the context that settings or weights name.

        Raises:
            TooLongError: It is; it was not sent, to be refused or cut.
        """
        context = self._endpoint.context if self._endpoint else self._settings.context_tokens
        if context is not None and (tokens := least(request.messages)) > context:
            raise TooLongError(
                f"{self.model} holds {context} tokens, and this prompt has {tokens:.0f} at least: it was not "
                f"sent. {SHORTER}"
            )

    def _take(self, turns: Conversation[T], found: Found) -> None:
        this = usage.of_call(found.completion, cached=found.cached, provider=self.provider, model=self.model)
        turns.usage = usage.add(turns.usage, this)
        try:
            turns.take(found.completion)
        except BadResponseError:
            self._forget(turns)
            raise
        if turns.over and turns.hollow:
            self._forget(turns)

    def _forget(self, turns: Conversation[T]) -> None:
        """Keep the answers of an ask that came to nothing no longer: made again, it may do better."""
        forget = self._post.forget if self._post else self._calls.forget
        for request in turns.asked:
            forget(request)

    @contextlib.contextmanager
    def _counted(self, name: str, turns: Conversation[T]) -> Iterator[None]:
        """Count what an ask takes, whatever comes of it."""
        about = {"gen_ai.operation.name": "chat", "gen_ai.request.model": self.model, "partyx.ask": name}
        with telemetry.span(name, about) as span:
            try:
                yield
            except ModelError as error:
                error.usage = turns.usage
                raise
            finally:
                span.done(turns.usage, cached=turns.usage.calls == 0, turns=turns.turns)
                with self._lock:
                    self._usage = usage.add(self._usage, turns.usage)


def _recordings(settings: Settings) -> Recordings | None:
    if settings.recordings is None:
        return None
    replayed = settings.cache == "replay"
    if replayed and not settings.recordings.exists():
        raise SettingsError(f"There are no recordings at {settings.recordings}. Check recordings.")
    recordings = open_recordings(settings.recordings)
    if not replayed:
        recordings.check_writable()
    return recordings


def _endpoint(settings: Settings, *, replayed: Recordings | None) -> Endpoint | None:
    """Where to ask; None when recordings alone answer."""
    if settings.cache != "replay":
        return resolve(settings)
    return None if replayed is not None else resolve(settings, need_key=False)


def _with_patience(settings: Settings, endpoint: Endpoint) -> Settings:
    """The settings with the endpoint's own timeout, unless somebody set one."""
    if endpoint.timeout_s is None or "timeout_s" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"timeout_s": endpoint.timeout_s})


def _model_name(settings: Settings, endpoint: Endpoint | None, recordings: Recordings | None) -> str:
    """The name on the wire: the endpoint's, the settings', or the only one that was recorded."""
    if endpoint is not None:
        return endpoint.model
    if name := wire_name(settings):
        return name
    if recordings is None:
        return "fake"
    names = recordings.models()
    if len(names) != 1 and settings.cache == "replay":
        raise SettingsError(f"The recordings are of {', '.join(names) or 'no model'}: name one with model.")
    return names[0] if names else "fake"


def _closed_error() -> ModelConnectionError:
    return ModelConnectionError("The client was closed before the answer came. Make a new one.")
