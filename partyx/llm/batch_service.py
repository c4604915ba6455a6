"""The batch service of an endpoint, over openai's client. Imported when a job is handed in or looked at."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import httpx2
import openai

from partyx.errors import BadResponseError, ModelConnectionError, OutputError
from partyx.files import boundary, parse_json
from partyx.llm.bodies import decoded
from partyx.llm.connections import (
    MAX_BYTES,
    OWN_AUTHORITY,
    certificates_for,
    check_length,
    check_packing,
    read_whole,
    untrusted,
)
from partyx.llm.faults import AgainError, status_error
from partyx.llm.secrets import keep_out_of_logs, without
from partyx.local.hosts import is_this_machine
from partyx.version import version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from openai.types import Batch

    from partyx.llm.endpoint import Endpoint

_TIMEOUT = httpx2.Timeout(600.0, connect=10.0)
"""Of one read or write: a file of 200 MB may be looked through before it is acknowledged."""
_NAME = "partyx"
"""Of our mark among a job's metadata."""
_ANSWER_BYTES = 2**20
"""Of one answer in a file of many: the longest that models write is shorter, and few are a tenth of it."""
_NO_ANSWER = (AttributeError, TypeError, ValueError, LookupError)
"""What openai, and who looks at what it gives, raises of JSON that is none of a batch service's."""
_JOBS_LOOKED_AT = 2_000
"""The newest ones, among which a job is searched for: a service may go on listing without end."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A job as the service tells of it.

    Attributes:
        id: What the service calls it.
        status: How far it is.
        files: The ids of its files of answers and errors.
        reasons: Why it failed as a whole.
    """

    id: str
    status: str
    files: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @classmethod
    def of(cls, batch: Batch) -> Handed:
        """What openai made of a service's words, which it takes as they are.

        Raises:
            TypeError: They are not about a job.
        """
        files = tuple(filter(None, (batch.output_file_id, batch.error_file_id)))
        reasons = tuple(str(error.message) for error in (batch.errors and batch.errors.data) or ())
        if not all(isinstance(one, str) and one for one in (batch.id, batch.status, *files)):
            raise TypeError("no job")
        return cls(batch.id, batch.status, files, reasons)


class BatchService:
    """Hands jobs in, looks at them and fetches their answers. A context manager."""

    def __init__(self, endpoint: Endpoint, *, attempts: int) -> None:
        """Open a client; nothing is sent.

        Args:
            endpoint: Where.
            attempts: Tries of whatever may be tried again without harm.
        """
        self._endpoint = endpoint
        self._secrets = (endpoint.api_key, *endpoint.headers.values())
        url = httpx2.URL(endpoint.base_url)
        http = _Http(
            self._secrets,
            verify=certificates_for(secure=url.scheme == "https"),
            trust_env=not is_this_machine(url.host),
            follow_redirects=False,
            timeout=_TIMEOUT,
        )
        self._service = _made(endpoint, http, retries=attempts - 1)
        # An acknowledgement that is lost on the way must not leave two jobs, both paid.
        self._once = _made(endpoint, http, retries=0)
        keep_out_of_logs(*self._secrets)

    def close(self) -> None:
        """Close the client."""
        self._service.close()

    def hand_in(self, requests: Path, mark: str) -> Handed:
        """Upload a request file and make a job of it.

        Args:
            requests: The file.
            mark: What to know the job by.

        Raises:
            ModelError: The service does not take it.
        """
        with self._errors(), requests.open("rb") as file:
            uploaded = self._service.files.create(file=(requests.name, file), purpose="batch")
            return Handed.of(
                self._once.batches.create(
                    input_file_id=uploaded.id,
                    endpoint="/v1/chat/completions",
                    completion_window="24h",
                    metadata={_NAME: mark},
                )
            )

    def marked(self, mark: str) -> Handed | None:
        """The job that was handed in under a mark; None when there is none.

        Raises:
            ModelError: The service does not say.
        """
        with self._errors():
            for batch in islice(self._service.batches.list(limit=100), _JOBS_LOOKED_AT):
                if (batch.metadata or {}).get(_NAME) == mark:
                    return Handed.of(batch)
        return None

    def look(self, job: str) -> Handed:
        """How far a job is.

        Raises:
            ModelError: The service does not say.
        """
        with self._errors():
            return Handed.of(self._service.batches.retrieve(job))

    def rows(self, file: str, path: Path, count: int) -> Iterator[dict[str, Any]]:
        """The lines of a file of answers or errors; what is no JSON object is left out.

        Args:
            file: Its id.
            path: Where to put it, since it may be larger than the memory.
            count: How many answers there can be.

        Raises:
            ModelError: It cannot be fetched whole, or is longer than so many answers can be.
            OutputError: There is no room for it.
        """
        most = MAX_BYTES + count * _ANSWER_BYTES
        with (
            self._errors(),
            boundary(path, OutputError, "Make room, and run the same command again: it goes on."),
            self._service.files.with_streaming_response.content(file) as answer,
            path.open("wb") as kept,
        ):
            for piece in answer.iter_bytes():
                kept.write(piece)
                check_length(kept.tell(), answer.http_response, most)
        with path.open("rb") as lines:
            while line := lines.readline(MAX_BYTES):
                try:
                    row = parse_json(without(line.decode("utf-8-sig"), *self._secrets))
                except (ValueError, RecursionError):
                    continue
                if isinstance(row, dict):
                    yield row

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn openai's errors into ours, without the key that they may quote."""
        where = f"the batch service at {self._endpoint.base_url}"
        found: Exception
        try:
            yield
        except BadResponseError as error:
            found = BadResponseError(f"{where} answered with {error}.")
        except openai.APIStatusError as error:
            body = without(_text(error), *self._secrets)
            found = status_error(error.status_code, body, error.response.headers, where)
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            if isinstance(error.__cause__, BadResponseError):
                raise BadResponseError(f"{where} answered with {error.__cause__}.") from None
            name = type(error.__cause__ or error).__name__
            found = ModelConnectionError(
                f"{where} cannot be reached or broke off ({name}). Run the same command again: it goes on."
            )
            if why := untrusted(error):
                found = ModelConnectionError(
                    f"{where} shows a certificate that is not trusted here ({why}). {OWN_AUTHORITY}"
                )
        except _NO_ANSWER:
            found = BadResponseError(f"{where} answers with what is no answer of one. Is base_url right?")
        else:
            return
        raise found.error if isinstance(found, AgainError) else found


def _text(error: openai.APIStatusError) -> str:
    body = error.body
    if isinstance(body, dict) and "error" not in body:
        body = {"error": body}
    return body if isinstance(body, str) else json.dumps(body)


class _Http(httpx2.Client):
    """A client that reads bodies up to ``MAX_BYTES``, files apart, and hands on no secret in them."""

    def __init__(self, secrets: Sequence[str], **options: Any) -> None:  # noqa: ANN401 - httpx2's
        """As httpx2's."""
        super().__init__(**options)
        self._secrets = secrets

    def send(self, request: httpx2.Request, *, stream: bool = False, **options: Any) -> httpx2.Response:  # noqa: ANN401
        """Send, and read the whole answer unless it is streamed."""
        response = super().send(request, stream=True, **options)
        body = bytearray()
        try:
            check_packing(response)
            if stream and response.is_success:
                return response
            for piece in response.iter_bytes():
                body += piece
                check_length(len(body), response)
        except BaseException:
            response.close()
            raise
        response.close()
        said = without(decoded(bytes(body)), *self._secrets)
        return read_whole(response, said.encode("utf-8", "surrogateescape"), self._secrets)


class _Service(openai.OpenAI):
    """openai's client with no header but ours: it would send what OPENAI_CUSTOM_HEADERS holds to any host."""

    sent: dict[str, str]

    @property
    def default_headers(self) -> dict[str, Any]:
        return dict(self.sent)


def _made(endpoint: Endpoint, http: httpx2.Client, *, retries: int) -> _Service:
    key = endpoint.api_key or "none"
    service = _Service(base_url=endpoint.base_url, api_key=key, http_client=http, max_retries=retries)
    service.sent = {
        "accept": "application/json",
        "user-agent": f"partyx/{version()}",
        "authorization": f"Bearer {key}",
        **endpoint.headers,
    }
    return service
