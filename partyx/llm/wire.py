"""Calls over the wire: openai under tenacity, with one total timeout. Imported when a call is made."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from typing import TYPE_CHECKING, Any

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
from partyx.llm.answers import decoded, read_body
from partyx.llm.connections import connections
from partyx.llm.faults import AgainError, error_fields, redirected, status_error
from partyx.llm.secrets import keep_out_of_logs, without
from partyx.llm.wire_schema import narrowed
from partyx.version import version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.cache import Completion, Request
    from partyx.llm.connections import Http
    from partyx.llm.endpoints import Endpoint
    from partyx.settings import Settings

logger = logging.getLogger("partyx.llm")

CONNECT_S = 10.0
"""Longest wait for a connection: a try that gets none is worth repeating within the total."""
_TIMEOUT = httpx2.Timeout(None, connect=CONNECT_S)
_REDIRECT, _REFUSED = 300, 400
_OPTIONAL = ("temperature", "seed")
_NO_KEY = "none"


class HttpModel:
    """A model at an OpenAI-compatible endpoint. Safe in threads and event loops."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        """Prepare; nothing is sent and nothing is opened."""
        self._endpoint = endpoint
        self._settings = settings
        self._starting = asyncio.Lock()
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
        if not self._address:
            await self._start()
        try:
            async with connections.to(self._address) as http, self._slots:
                async with asyncio.timeout(self._settings.timeout_s):
                    return await tries(self._try, http, request)
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

    @property
    def _where(self) -> str:
        return f"{self._endpoint.model} at {self._address}"

    async def _try(self, http: Http, request: Request) -> Completion:
        """One request, and its answer read; one more at once for a parameter that is not taken."""
        service = _service(http, self._address, self._endpoint)
        body = self._body(request)
        raw, status, headers = await self._post(service, body)
        if status == _REFUSED and (name := self._name_of_refused(body, raw)):
            self._not_taken.add(name)
            logger.warning("%s takes no %s; it is asked without.", self._where, name)
            raw, status, headers = await self._post(service, self._body(request))
        if _REDIRECT <= status < _REFUSED:
            raise redirected(status, headers, self._where)
        if status >= _REFUSED:
            raise status_error(status, raw, headers, self._where)
        try:
            return read_body(raw, self._where)
        except (BadResponseError, RateLimitError) as error:
            raise AgainError(error) from None

    async def _post(
        self, service: openai.AsyncOpenAI, body: dict[str, Any]
    ) -> tuple[str, int, Mapping[str, str]]:
        """Send; give body, status and headers, whatever the status."""
        try:
            # Not chat.completions.create: that takes 2.5 ms more, and an answer is read here anyway.
            answer: httpx2.Response = await service.post(
                "/chat/completions", body=body, cast_to=httpx2.Response
            )
        except openai.APIStatusError as error:
            answer = error.response
        except openai.APITimeoutError:
            raise AgainError(ModelConnectionError(f"{self._where}: no connection in time.")) from None
        except Exception as error:  # noqa: BLE001 - and its text is not shown: it may quote the key's header
            await self._start(again=True)  # a server of ours that has ended says more about it
            raise self._unreachable(error.__cause__ or error) from None
        key = self._endpoint.api_key
        return without(decoded(answer.content), key), answer.status_code, answer.headers

    def _unreachable(self, cause: BaseException) -> Exception:
        """The error for a try that gave no whole answer."""
        if isinstance(cause, BadResponseError):
            return BadResponseError(f"{self._where} answered with {cause}.")
        return AgainError(
            ModelConnectionError(
                f"{self._where} cannot be reached or broke off ({type(cause).__name__}). "
                f"Is it running, is base_url right?"
            )
        )

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

    def _name_of_refused(self, body: dict[str, Any], raw: str) -> str | None:
        """The optional parameter that a 400 complains of, as reasoning models do of a temperature."""
        fields = error_fields(raw)
        said = f"{fields.get('param')} {fields.get('message')}"
        return next((name for name in _OPTIONAL if name in body and name in said), None)

    async def _start(self, *, again: bool = False) -> None:
        """Start a server that is started on demand; ``again``: or see that it still runs."""
        async with self._starting:
            if self._endpoint.start is not None and (again or not self._address):
                self._address = await asyncio.to_thread(self._endpoint.start)

    def _wait(self, state: RetryCallState) -> float:
        """What the service asked for, else a random and growing time; never above the cap."""
        cap = self._settings.retry_after_cap_s
        fault = state.outcome.exception() if state.outcome else None
        if isinstance(fault, AgainError) and fault.after is not None:
            return min(fault.after, cap)
        return min(wait_random_exponential(multiplier=0.5, max=cap)(state), cap)


class _Service(openai.AsyncOpenAI):
    """openai's client with no header but ours.

    Left to itself it sends what OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and OPENAI_PROJECT_ID hold to whatever
    host it is pointed at.
    """

    sent: Mapping[str, str]

    @property
    def default_headers(self) -> dict[str, Any]:
        return dict(self.sent)


def _service(http: Http, address: str, endpoint: Endpoint) -> _Service:
    """The client of an endpoint, over shared connections; kept, since the first call of each is slower."""
    key = endpoint.api_key or _NO_KEY
    name = (address, key, *endpoint.headers.items())
    if name not in http.services:
        service = _Service(base_url=address, api_key=key, http_client=http, timeout=_TIMEOUT, max_retries=0)
        service.sent = {
            "accept": "application/json",
            "content-type": "application/json",
            "user-agent": f"partyx/{version()}",
            "authorization": f"Bearer {key}",
            **endpoint.headers,
        }
        http.services[name] = service
        keep_out_of_logs(endpoint.api_key)
    found: _Service = http.services[name]
    return found


def _note(state: RetryCallState) -> None:
    """Say that a try failed and the next will follow."""
    wait = state.next_action.sleep if state.next_action else 0.0
    fault = state.outcome.exception() if state.outcome else None
    telemetry.event("retry", {"wait_s": wait, "reason": type(getattr(fault, "error", fault)).__name__})
    logger.info("%s Trying again in %.1f s.", fault, wait)
