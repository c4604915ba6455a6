"""Chat completions: what OpenAI and the many services that speak as it does are sent, and answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
import openai

from partyx.llm.answers import read_body
from partyx.llm.connections import headers_for, only

if TYPE_CHECKING:
    from partyx.cache import Completion, Request
    from partyx.llm.connections import Http
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.manners import Manners

_NO_KEY = "none"


class _Service(openai.AsyncOpenAI):
    """openai's client with no header but ours.

    Left to itself it sends what OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and OPENAI_PROJECT_ID hold to whatever
    host it is pointed at.
    """

    sent: dict[str, str]

    @property
    def default_headers(self) -> dict[str, Any]:
        return {**self.sent}


async def post(
    http: Http, address: str, endpoint: Endpoint, manners: Manners, request: Request
) -> httpx2.Response:
    """Send a request; the answer, whatever its status.

    Raises:
        httpx2.HTTPError: There is none.
    """
    service = http.service(address, endpoint, lambda: _made(http, address, endpoint))
    try:
        with only(service.sent):
            # Not chat.completions.create: that takes 2.5 ms more, and an answer is read here anyway.
            answer: httpx2.Response = await service.post(
                "/chat/completions", body=manners.body(request), cast_to=httpx2.Response
            )
    except openai.APIStatusError as error:
        answer = error.response
    except openai.APIConnectionError as error:
        raise (error.__cause__ or error) from None
    return answer


def read(raw: str, where: str) -> Completion:
    """Read the body of a 200."""
    return read_body(raw, where)


def _made(http: Http, address: str, endpoint: Endpoint) -> _Service:
    key = endpoint.api_key or _NO_KEY
    service = _Service(base_url=address, api_key=key, http_client=http, timeout=None, max_retries=0)
    service.sent = headers_for(endpoint, authorization=f"Bearer {key}")
    return service
