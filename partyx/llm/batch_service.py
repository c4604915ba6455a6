"""The batch service of an endpoint, over openai's client. Imported when a job is handed in or looked at."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
import openai

from partyx.errors import ModelConnectionError
from partyx.files import parse_json
from partyx.llm.connections import certificates_for
from partyx.llm.faults import AgainError, status_error
from partyx.llm.secrets import keep_out_of_logs, without
from partyx.local.hosts import is_this_machine
from partyx.version import version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from openai.types import Batch

    from partyx.llm.endpoint import Endpoint

_TIMEOUT = httpx2.Timeout(600.0, connect=10.0)
"""Of one read or write: a file of 200 MB may be looked through before it is acknowledged."""
_NAME = "partyx"
"""Of our mark among a job's metadata."""


class BatchService:
    """Hands jobs in, looks at them and fetches their answers. A context manager."""

    def __init__(self, endpoint: Endpoint, *, attempts: int) -> None:
        """Open a client; nothing is sent.

        Args:
            endpoint: Where.
            attempts: Tries of whatever may be tried again without harm.
        """
        self._endpoint = endpoint
        url = httpx2.URL(endpoint.base_url)
        http = httpx2.Client(
            verify=certificates_for(secure=url.scheme == "https"),
            trust_env=not is_this_machine(url.host),
            follow_redirects=False,
            timeout=_TIMEOUT,
        )
        self._service = _made(endpoint, http, retries=attempts - 1)
        # An acknowledgement that is lost on the way must not leave two jobs, both paid.
        self._once = _made(endpoint, http, retries=0)
        keep_out_of_logs(endpoint.api_key)

    def close(self) -> None:
        """Close the client."""
        self._service.close()

    def hand_in(self, requests: Path, mark: str) -> Batch:
        """Upload a request file and make a job of it.

        Args:
            requests: The file.
            mark: What to know the job by.

        Raises:
            ModelError: The service does not take it.
        """
        with self._errors(), requests.open("rb") as file:
            uploaded = self._service.files.create(file=(requests.name, file), purpose="batch")
            return self._once.batches.create(
                input_file_id=uploaded.id,
                endpoint="/v1/chat/completions",
                completion_window="24h",
                metadata={_NAME: mark},
            )

    def marked(self, mark: str) -> Batch | None:
        """The job that was handed in under a mark; None when there is none.

        Raises:
            ModelError: The service does not say.
        """
        with self._errors():
            for batch in self._service.batches.list(limit=100):
                if (batch.metadata or {}).get(_NAME) == mark:
                    return batch
        return None

    def look(self, job: str) -> Batch:
        """How far a job is.

        Raises:
            ModelError: The service does not say.
        """
        with self._errors():
            return self._service.batches.retrieve(job)

    def rows(self, file: str, path: Path) -> Iterator[dict[str, Any]]:
        """The lines of a file of answers or errors; what is no JSON object is left out.

        Args:
            file: Its id.
            path: Where to put it, since it may be larger than the memory.

        Raises:
            ModelError: It cannot be fetched whole.
        """
        with self._errors(), self._service.files.with_streaming_response.content(file) as answer:
            answer.stream_to_file(path)
        with path.open("rb") as lines:
            for line in lines:
                try:
                    row = parse_json(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(row, dict):
                    yield row

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn openai's errors into ours, without the key that they may quote."""
        where = f"the batch service at {self._endpoint.base_url}"
        try:
            yield
        except openai.APIStatusError as error:
            body = without(_text(error), self._endpoint.api_key)
            found = status_error(error.status_code, body, error.response.headers, where)
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            name = type(error.__cause__ or error).__name__
            found = ModelConnectionError(
                f"{where} cannot be reached or broke off ({name}). Run the same command again: it goes on."
            )
        else:
            return
        raise found.error if isinstance(found, AgainError) else found


def _text(error: openai.APIStatusError) -> str:
    body = error.body
    if isinstance(body, dict) and "error" not in body:
        body = {"error": body}
    return body if isinstance(body, str) else json.dumps(body)


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
