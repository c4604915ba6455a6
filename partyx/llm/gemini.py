"""Google's own generateContent API, through its SDK (the extra ``gemini``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx2
from google import genai
from google.genai import errors, types

from partyx.llm.usage import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.cache import Request
    from partyx.llm.connections import Http
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.manners import Manners

_VERSION = "v1beta"
_JSON = "application/json"
_ROLES = {"user": "user", "assistant": "model"}
_NO_KEY = "none"
"""In place of a key: without any the SDK sends GOOGLE_API_KEY to whatever host it is pointed at."""


async def post(
    http: Http, address: str, endpoint: Endpoint, manners: Manners, request: Request
) -> httpx2.Response:
    """Send a request; the answer, whatever its status.

    Raises:
        httpx2.HTTPError: There is none.
    """
    service = http.service(address, endpoint, lambda: _made(http, address, endpoint))
    try:
        answer = await service.aio.models.generate_content(**asked(manners, request))
    except errors.APIError as error:
        if not isinstance(error.response, httpx2.Response):
            raise
        return error.response
    came = answer.sdk_http_response
    return httpx2.Response(200, headers=came.headers, content=(came.body or "").encode())


def asked(manners: Manners, request: Request) -> dict[str, Any]:
    """The request as the SDK takes it: the model, the turns, and everything else."""
    messages = manners.messages(request)
    turns = [
        types.Content(role=_ROLES[one["role"]], parts=[types.Part(text=one["content"])])
        for one in messages
        if one["role"] in _ROLES
    ]
    said = [one["content"] for one in messages if one["role"] == "system"]
    return {"model": request.model, "contents": turns, "config": _config(manners, request, said)}


def _config(manners: Manners, request: Request, said: list[str]) -> types.GenerateContentConfig:
    """The instructions, and the schema that the answer has to fit, or that it has to be JSON."""
    optional = manners.optional(request)
    effort = optional.get("reasoning_effort")
    return types.GenerateContentConfig(
        system_instruction="\n\n".join(said) or None,
        temperature=optional.get("temperature"),
        seed=optional.get("seed"),
        max_output_tokens=optional.get(manners.limit),
        thinking_config=types.ThinkingConfig.model_validate({"thinking_level": effort}) if effort else None,
        response_mime_type=None if manners.form == "text" else _JSON,
        response_json_schema=request.schema if manners.form in ("strict", "schema") else None,
        http_options=types.HttpOptions(extra_body=dict(request.extra_body)) if request.extra_body else None,
        should_return_http_response=True,
    )


def headers(endpoint: Endpoint) -> dict[str, str]:
    """How a request shows its key."""
    return {"x-goog-api-key": endpoint.api_key or _NO_KEY}


def as_chat(response: dict[str, Any]) -> dict[str, Any]:
    """A response as the completion that an OpenAI-compatible service would have made of it."""
    found = response.get("candidates")
    candidate = next((one for one in found if isinstance(one, dict)), {}) if isinstance(found, list) else {}
    feedback = response.get("promptFeedback")
    choices = []
    if candidate:
        choices = [{"finish_reason": candidate.get("finishReason"), "message": _message(candidate)}]
    elif isinstance(feedback, dict) and feedback.get("blockReason"):
        choices = [{"finish_reason": "content_filter", "message": {"content": ""}}]
    return {
        "model": response.get("modelVersion"),
        "choices": choices,
        "usage": _usage(response.get("usageMetadata")),
    }


def _message(candidate: dict[str, Any]) -> dict[str, Any]:
    content = candidate.get("content")
    found = content.get("parts") if isinstance(content, dict) else None
    parts = [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []
    calls = (part["functionCall"] for part in parts if isinstance(part.get("functionCall"), dict))
    return {
        "content": "".join(_texts(parts, thought=False)),
        "reasoning_content": "".join(_texts(parts, thought=True)),
        "tool_calls": [{"function": {"arguments": call.get("args")}} for call in calls],
    }


def _texts(parts: list[dict[str, Any]], *, thought: bool) -> Iterator[str]:
    for part in parts:
        if isinstance(part.get("text"), str) and bool(part.get("thought")) is thought:
            yield part["text"]


def _usage(found: object) -> dict[str, Any]:
    """What was counted: here the answer tokens leave out those of thinking."""
    usage = found if isinstance(found, dict) else {}
    thoughts = count(usage.get("thoughtsTokenCount"))
    return {
        "prompt_tokens": usage.get("promptTokenCount"),
        "completion_tokens": count(usage.get("candidatesTokenCount")) + thoughts,
        "prompt_tokens_details": {"cached_tokens": usage.get("cachedContentTokenCount")},
        "completion_tokens_details": {"reasoning_tokens": thoughts},
    }


def _made(http: Http, address: str, endpoint: Endpoint) -> genai.Client:
    return genai.Client(
        vertexai=False,
        api_key=endpoint.api_key or _NO_KEY,
        http_options=types.HttpOptions(
            base_url=address.removesuffix(f"/{_VERSION}"),
            api_version=_VERSION,
            httpx_async_client=http,
        ),
    )
