"""Calls over the wire: openai under tenacity, with one total timeout. Imported when a call is made."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import json
import logging
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import httpx2
import openai
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    stop_before_delay,
    wait_random_exponential,
)

from partyx.errors import (
    AuthenticationError,
    BadResponseError,
    ModelConnectionError,
    ModelTimeoutError,
    RateLimitError,
)
from partyx.llm import telemetry
from partyx.llm.answers import read_body
from partyx.llm.faults import AgainError, error_fields, status_error
from partyx.llm.wire_schema import narrowed

if TYPE_CHECKING:
    import ssl

    from partyx.cache import Completion, Request
    from partyx.llm.endpoints import Endpoint
    from partyx.settings import Settings

logger = logging.getLogger("partyx.llm")

CONNECT_S = 10.0
"""Longest wait for a connection: a try that gets none is worth repeating within the total."""
_REFUSED = 400
_OPTIONAL = ("temperature", "seed")
_NO_KEY = "none"
_SHORTEST_KEY = 8


class HttpModel:
    """A model at an OpenAI-compatible endpoint. Safe in threads and event loops."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        """Prepare; nothing is sent and nothing is opened."""
        self._endpoint = endpoint
        self._settings = settings
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, openai.AsyncOpenAI] = WeakKeyDictionary()
        self._starting = threading.Lock()
        self._address = endpoint.base_url
        self._slots = endpoint.slots or contextlib.nullcontext()
        self._not_taken: set[str] = set()
        if not endpoint.api_key.isprintable() or not endpoint.api_key.isascii():
            raise AuthenticationError("The API key holds characters that no HTTP header can carry.")

    async def send(self, request: Request) -> Completion:
        """Get one answer, trying again where that may help.

        Raises:
            ModelError: No answer within the tries and seconds of the settings; which one says why.
        """
        tries = AsyncRetrying(  # a fresh one each call: a shared one breaks under concurrency
            retry=retry_if_exception_type(AgainError),
            stop=stop_after_attempt(self._settings.attempts) | stop_before_delay(self._settings.timeout_s),
            wait=self._wait,
            before_sleep=_note,
            reraise=True,
        )
        client = await self._client()
        try:
            async with self._slots, asyncio.timeout(self._settings.timeout_s):
                return await tries(self._try, client, request)
        except AgainError as again:
            error, tried = again.error, tries.statistics.get("attempt_number", 1)
            if tried > 1:
                error.args = (f"{error.args[0]} (tried {tried} times)",)
        except TimeoutError:
            error = ModelTimeoutError(
                f"No whole answer from {self._where} within {self._settings.timeout_s:g} s. "
                f"Raise timeout_s, or ask for less at once."
            )
        raise error  # here, where no exception with the request's headers hangs on to it

    async def close(self) -> None:
        """Close the connections of the running event loop."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    @property
    def _where(self) -> str:
        return f"{self._endpoint.model} at {self._address}"

    async def _try(self, client: openai.AsyncOpenAI, request: Request) -> Completion:
        """One request, and its answer read; one more at once for a parameter that is not taken."""
        body = self._body(request)
        raw, status, headers = await self._post(client, body)
        if status == _REFUSED and (name := self._name_of_refused(body, raw)):
            self._not_taken.add(name)
            logger.warning("%s takes no %s; it is asked without.", self._where, name)
            raw, status, headers = await self._post(client, self._body(request))
        if status >= _REFUSED:
            raise status_error(status, raw, headers, self._where)
        try:
            return read_body(raw, self._where)
        except (BadResponseError, RateLimitError) as error:
            raise AgainError(error) from None

    async def _post(
        self, client: openai.AsyncOpenAI, body: dict[str, Any]
    ) -> tuple[bytes, int, httpx2.Headers]:
        """Send; give body, status and headers, whatever the status."""
        try:
            answer = await client.chat.completions.with_raw_response.create(**body)
        except openai.APIStatusError as error:
            response = error.response
        except openai.APITimeoutError:
            raise AgainError(ModelConnectionError(f"{self._where}: no connection in time.")) from None
        except Exception as error:  # noqa: BLE001 - and its text is not shown: it may quote the key's header
            cause = type(error.__cause__ or error).__name__
            message = (
                f"{self._where} cannot be reached or broke off ({cause}). Is it running, is base_url right?"
            )
            raise AgainError(ModelConnectionError(message)) from None
        else:
            response = answer.http_response
        return self._without_key(response.content), response.status_code, response.headers

    def _body(self, request: Request) -> dict[str, Any]:
        """The request as the endpoint takes it."""
        messages = [dict(message) for message in request.messages]
        body: dict[str, Any] = {"model": request.model, "messages": messages}
        if self._endpoint.form == "object":
            text = json.dumps(request.schema, ensure_ascii=False)
            messages.append(
                {"role": "system", "content": f"Answer with one JSON document of this JSON Schema: {text}"}
            )
            body["response_format"] = {"type": "json_object"}
        else:
            strict = self._endpoint.form == "strict"
            schema = narrowed(request.schema) if strict else request.schema
            form = {"name": request.schema_name, "schema": schema, **({"strict": True} if strict else {})}
            body["response_format"] = {"type": "json_schema", "json_schema": form}
        optional = {
            "temperature": request.temperature,
            "seed": request.seed,
            self._endpoint.limit: request.max_output_tokens,
        }
        sent = {
            key: value for key, value in optional.items() if value is not None and key not in self._not_taken
        }
        return body | sent

    def _name_of_refused(self, body: dict[str, Any], raw: bytes) -> str | None:
        """The optional parameter that a 400 complains of, as reasoning models do of a temperature."""
        fields = error_fields(raw)
        said = f"{fields.get('param')} {fields.get('message')}"
        return next((name for name in _OPTIONAL if name in body and name in said), None)

    async def _client(self) -> openai.AsyncOpenAI:
        """The running loop's own client: one made in another loop fails."""
        loop = asyncio.get_running_loop()
        if not self._address:
            await asyncio.to_thread(self._start)
        if loop not in self._clients:  # from here on nothing waits: two first calls make one client
            self._clients[loop] = openai.AsyncOpenAI(
                base_url=self._address,
                api_key=self._endpoint.api_key or _NO_KEY,
                max_retries=0,  # retrying is done here: both together made 9 requests out of 3
                http_client=openai.DefaultAsyncHttpxClient(verify=_certificates()),
                timeout=httpx2.Timeout(
                    self._settings.timeout_s, connect=min(CONNECT_S, self._settings.timeout_s)
                ),
            )
        return self._clients[loop]

    def _start(self) -> None:
        with self._starting:
            if not self._address and self._endpoint.start is not None:
                self._address = self._endpoint.start()

    def _wait(self, state: RetryCallState) -> float:
        """What the service asked for, else a random and growing time; never above the cap."""
        cap = self._settings.retry_after_cap_s
        fault = state.outcome.exception() if state.outcome else None
        if isinstance(fault, AgainError) and fault.after is not None:
            return min(fault.after, cap)
        return min(wait_random_exponential(multiplier=0.5, max=cap)(state), cap)

    def _without_key(self, body: bytes) -> bytes:
        """A service that quotes the key in its error must not get it into ours."""
        key = self._endpoint.api_key
        return body.replace(key.encode(), b"[key]") if len(key) >= _SHORTEST_KEY else body


@functools.cache
def _certificates() -> ssl.SSLContext:
    """The system's certificates: 26 ms to load, and an article has a client of its own."""
    return httpx2.create_ssl_context()


def _note(state: RetryCallState) -> None:
    """Say that a try failed and the next will follow."""
    wait = state.next_action.sleep if state.next_action else 0.0
    fault = state.outcome.exception() if state.outcome else None
    telemetry.event("retry", {"wait_s": wait, "reason": type(getattr(fault, "error", fault)).__name__})
    logger.info("%s Trying again in %.1f s.", fault, wait)
