"""Calls over the wire: a service's own way to be asked, under tenacity, with one total timeout.

Imported when a call is made.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, cast

import httpx2
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from partyx.cache import Completion
from partyx.errors import (
    AuthenticationError,
    BadRequestError,
    BadResponseError,
    ModelConnectionError,
    ModelError,
    ModelTimeoutError,
    RateLimitError,
    TooLongError,
)
from partyx.llm import contexts, telemetry
from partyx.llm.answers import read_body
from partyx.llm.bodies import decoded
from partyx.llm.connections import OWN_AUTHORITY, connections, headers_for, only, untrusted
from partyx.llm.documents import is_document
from partyx.llm.faults import SHORTER, AgainError, error_fields, redirected, status_error, told_context
from partyx.llm.manners import REFUSALS, Manners
from partyx.llm.pace import limits_of
from partyx.llm.remembered import Remembered
from partyx.llm.secrets import keep_out_of_logs, without
from partyx.llm.tokens import expected, least

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partyx.cache import Request
    from partyx.llm.connections import Http
    from partyx.llm.deadlines import Deadline
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.pace import Pace
    from partyx.settings import Settings

logger = logging.getLogger("partyx.llm")

_REDIRECT, _REFUSED, _BUSY, _FAILED = 300, 400, 429, 500
_MOST_REFUSALS = 6
"""Requests, refused and so unpaid, by which one call finds out how a service wants to be asked."""
_COUNTED_FROM = 1_900
"""Prompt tokens below which a count is not trusted: some always say the same, contexts are larger."""
_CHARS_PER_TOKEN_MEASURED = 3.3
_CONTEXTS = tuple(1024 << size for size in range(1, 8))
"""Sizes of contexts: a count that is just one of them is believed to be it, by the measured figure."""
_NEAR = 32


class Api(Protocol):
    """What services are sent and answer: a module of this room for each that is spoken."""

    def headers(self, endpoint: Endpoint, /) -> dict[str, str]:
        """What a request shows beside the usual headers, the key above all."""

    async def post(
        self, http: Http, address: str, endpoint: Endpoint, manners: Manners, request: Request, /
    ) -> httpx2.Response:
        """Send a request; the answer, whatever its status.

        Raises:
            httpx2.HTTPError: There is none.
        """

    def as_chat(self, answer: dict[str, Any], /) -> dict[str, Any]:
        """An answer as the completion that an OpenAI-compatible service would have made of it."""


class HttpModel:
    """A model at an endpoint, by whichever API. Safe in threads and event loops."""

    def __init__(self, endpoint: Endpoint, settings: Settings, pace: Pace | None = None) -> None:
        """Prepare; nothing is sent and nothing is opened.

        Args:
            endpoint: Where.
            settings: How.
            pace: In place of the one that this process has for the endpoint.
        """
        self._endpoint = endpoint
        self._settings = settings
        self._starting: tuple[asyncio.AbstractEventLoop, asyncio.Lock] | None = None
        self._address = endpoint.base_url
        self._slots = endpoint.slots or contextlib.nullcontext()
        self._pace = pace or limits_of(endpoint, settings).pace
        self._api: Api = cast("Api", importlib.import_module(f"partyx.llm.{endpoint.api}"))
        self._first = Manners(endpoint.form, endpoint.limit)
        self._remembered = Remembered(settings)
        self._place = f"{endpoint.identity} {endpoint.model}"
        self._manners = self._remembered.get(self._place, self._first)
        if not endpoint.api_key.isprintable() or not endpoint.api_key.isascii():
            raise AuthenticationError("The API key holds characters that no HTTP header can carry.")
        self._headers = headers_for(endpoint, **self._api.headers(endpoint))
        self._secrets = (endpoint.api_key, *endpoint.headers.values())
        keep_out_of_logs(*self._secrets)

    async def send(self, request: Request) -> Completion:
        """Get one answer, trying again where that may help.

        Raises:
            ModelError: No answer within the tries and seconds of the settings; which one says why.
        """
        tries = AsyncRetrying(  # a fresh one each call: a shared one breaks under concurrency
            retry=retry_if_exception_type(AgainError),
            wait=self._wait,
            sleep=self._pace.clock.sleep,
            before_sleep=_note,
            reraise=True,
        )
        if not self._address:
            await self._start()
        try:
            async with connections.to(self._address) as http, self._slots:
                deadlines = connections.deadlines(self._address)
                async with deadlines.within(
                    self._settings.timeout_s, queues=self._endpoint.queues
                ) as deadline:
                    tries.stop = self._stop_by(deadline)
                    return await tries(self._try_in_turn, http, request, deadline)
        except AgainError as again:
            error = again.error
            error.tries = int(tries.statistics.get("attempt_number", 1))
            if error.tries > 1:
                error.args = (f"{error.args[0]} (tried {error.tries} times)",)
        except TimeoutError:
            error = ModelTimeoutError(
                f"No whole answer from {self._where} within {self._settings.timeout_s:g} s. "
                f"Raise timeout_s, or ask for less at once."
            )
        raise error  # here, where no exception with the request's headers hangs on to it

    @property
    def _where(self) -> str:
        return f"{self._endpoint.model} at {self._address}"

    async def _try_in_turn(self, http: Http, request: Request, deadline: Deadline) -> Completion:
        """One try, when it is its turn; waiting for that takes nothing of the time of the call."""
        wanted = expected(request)
        with deadline.stopped():
            turn = await self._pace.turn(wanted.prompt + wanted.answer)
        try:
            found = await self._try(http, request)
        except AgainError as again:
            if again.busy:
                self._pace.refused(turn, self._capped(again.after))
            raise
        self._pace.answered(turn, found.input_tokens + found.output_tokens)
        return found

    async def _try(self, http: Http, request: Request) -> Completion:
        """One request, and its answer read; made again at once, in another way, for what is not taken."""
        begun = manners = self._manners
        for left in reversed(range(_MOST_REFUSALS)):
            raw, status, headers = await self._post(http, manners, request)
            if status < _REFUSED:
                break
            error = status_error(status, raw, headers, self._where)
            if isinstance(error, TooLongError) and status != _BUSY:
                contexts.learn(self._endpoint, told_context(raw))
            refused = type(error) is BadRequestError or status >= _FAILED
            other = self._other(manners, request, status, raw) if refused and left else None
            if other is None:
                return _failed_generation(raw, error)
            manners = other
        if status >= _REDIRECT:
            raise redirected(status, headers, self._where)
        found = self._read(raw)
        self._check_read_whole(manners.messages(request), found)
        if manners is not begun:
            await self._learn(manners, begun)
        return found

    def _read(self, raw: str) -> Completion:
        """Read the body of an answer; a secret may come together only here, of the pieces of a stream."""
        try:
            found = read_body(raw, self._where, self._api.as_chat)
        except ModelError as error:
            error.args = tuple(without(str(said), *self._secrets) for said in error.args)
            if isinstance(error, BadResponseError | RateLimitError):
                raise AgainError(error, busy=isinstance(error, RateLimitError)) from None
            raise
        text, model = (without(said, *self._secrets) for said in (found.text, found.model))
        return replace(found, text=text, model=model)

    def _other(self, manners: Manners, request: Request, status: int, raw: str) -> Manners | None:
        """How to ask instead, where a service refused the way it was asked."""
        if self._manners not in (manners, self._first):
            return self._manners  # an equal call has found it out meanwhile
        said, sent = error_fields(raw), manners.optional(request)
        if status in REFUSALS:
            return manners.after(said, sent)
        return manners.after_failure(said, sent) if status >= _FAILED else None

    async def _learn(self, manners: Manners, before: Manners) -> None:
        """Ask so from now on, since that was answered."""
        if self._manners == manners:
            return
        self._manners = manners
        logger.warning("%s takes no %s; it is asked without.", self._where, manners.said(before))
        await asyncio.to_thread(self._remembered.put, self._place, self._first, manners)

    def _check_read_whole(self, messages: Sequence[Mapping[str, str]], found: Completion) -> None:
        """See that the service read all of the prompt, and not the part that its context holds.

        Raises:
            TooLongError: It did not: by its own count it read far fewer tokens than the prompt has.
        """
        sent = sum(len(message["content"]) for message in messages)
        read = found.input_tokens + (found.prefix_tokens if found.prefix_tokens > found.input_tokens else 0)
        full = any(size - _NEAR <= read <= size for size in _CONTEXTS)
        at_least = sent / _CHARS_PER_TOKEN_MEASURED if full else least(messages)
        if _COUNTED_FROM <= read < at_least:
            contexts.learn(self._endpoint, read)
            remedy = _OLLAMA if self._endpoint.provider == "ollama" else SHORTER
            raise TooLongError(
                f"{self._where} read only {read} tokens of a prompt of {sent} characters: it cuts what its "
                f"context does not hold, and says nothing. {remedy}"
            )

    async def _post(
        self, http: Http, manners: Manners, request: Request
    ) -> tuple[str, int, Mapping[str, str]]:
        """Send; give body, status and headers, whatever the status."""
        try:
            with only(self._headers, self._secrets):
                answer = await self._api.post(http, self._address, self._endpoint, manners, request)
        except httpx2.TimeoutException:
            raise AgainError(ModelConnectionError(f"{self._where}: no connection in time.")) from None
        except Exception as error:  # noqa: BLE001 - and its text is not shown: it may quote the key's header
            await self._start(again=True)  # a server of ours that has ended says more about it
            raise self._unreachable(error) from None
        return without(decoded(answer.content), *self._secrets), answer.status_code, answer.headers

    def _unreachable(self, cause: BaseException) -> Exception:
        """The error for a try that gave no whole answer."""
        if isinstance(cause, BadResponseError):
            return BadResponseError(f"{self._where} answered with {cause}.")
        if why := untrusted(cause):  # which trying again does not mend
            return ModelConnectionError(
                f"{self._where} shows a certificate that is not trusted here ({why}). {OWN_AUTHORITY}"
            )
        return AgainError(
            ModelConnectionError(
                f"{self._where} cannot be reached or broke off ({type(cause).__name__}). "
                f"Is it running, is base_url right?"
            )
        )

    async def _start(self, *, again: bool = False) -> None:
        """Start a server that is started on demand; ``again``: or see that it still runs."""
        loop = asyncio.get_running_loop()
        if (
            self._starting is None or self._starting[0] is not loop
        ):  # in a forked child its parent may hold it
            self._starting = loop, asyncio.Lock()
        async with self._starting[1]:
            if self._endpoint.start is not None and (again or not self._address):
                self._address = await asyncio.to_thread(self._endpoint.start)

    def _stop_by(self, deadline: Deadline) -> Callable[[RetryCallState], bool]:
        """Stop after the last try, unless the model is being loaded, or without time for another."""
        last = stop_after_attempt(self._settings.attempts)

        def stop(state: RetryCallState) -> bool:
            fault = state.outcome.exception() if state.outcome else None
            loads = isinstance(fault, AgainError) and fault.loading
            return (last(state) and not loads) or state.upcoming_sleep >= deadline.left()

        return stop

    def _wait(self, state: RetryCallState) -> float:
        """What the service asked for, else a random and growing time; never above the cap."""
        cap = self._settings.retry_after_cap_s
        fault = state.outcome.exception() if state.outcome else None
        asked = self._capped(fault.after) if isinstance(fault, AgainError) else None
        return min(wait_random_exponential(multiplier=0.5, max=cap)(state), cap) if asked is None else asked

    def _capped(self, after: float | None) -> float | None:
        """The seconds that a service asked for, as far as they are waited."""
        return None if after is None else min(after, self._settings.retry_after_cap_s)


_OLLAMA = (
    "Start it with OLLAMA_CONTEXT_LENGTH=16384 or more, or name its address without /v1: there it is asked "
    "for the context that is needed. Or lower window_tokens."
)


def _failed_generation(raw: str, error: Exception) -> Completion:
    """The answer that a service quotes to say that it is no JSON, where ours is the better reader.

    Raises:
        Exception: ``error``, where it quotes none.
    """
    said = error_fields(raw).get("failed_generation")
    if isinstance(said, str) and is_document(said):
        return Completion(said)
    raise error


def _note(state: RetryCallState) -> None:
    """Say that a try failed and the next will follow."""
    wait = state.next_action.sleep if state.next_action else 0.0
    fault = state.outcome.exception() if state.outcome else None
    telemetry.event("retry", {"wait_s": wait, "reason": type(getattr(fault, "error", fault)).__name__})
    logger.info("%s Trying again in %.1f s.", fault, wait)
