"""Anthropic's own messages API, through its SDK (the extra ``anthropic``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anthropic
import httpx2

from partyx.llm.providers import ANTHROPIC_VERSION
from partyx.llm.usage import count
from partyx.llm.wire_schema import narrowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.cache import Request
    from partyx.llm.connections import Http
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.manners import Manners

_NO_KEY = "none"
"""In place of a key: without any the SDK looks for other credentials of this user."""
_LONGEST = 8_192
"""Answer tokens where nobody sets a limit, which this API wants: the longest answers about one window take
5,000, and no model of it since 2024 takes less."""
_FINISH = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "tool_use": "stop",
    "model_context_window_exceeded": "length",
}


async def post(
    http: Http, address: str, endpoint: Endpoint, manners: Manners, request: Request
) -> httpx2.Response:
    """Send a request; the answer, whatever its status.

    Raises:
        httpx2.HTTPError: There is none.
    """
    service = http.service(address, endpoint, lambda: _made(http, address, endpoint))
    try:
        answer: httpx2.Response = await service.post(
            "/v1/messages", body=body(manners, request), cast_to=httpx2.Response
        )
    except anthropic.APIStatusError as error:
        answer = error.response
    except anthropic.APIConnectionError as error:
        raise (error.__cause__ or error) from None
    return answer


def body(manners: Manners, request: Request) -> dict[str, Any]:
    """The request as this API takes it.

    The schema is what the answer has to be (strict), else that of the one tool there is to call (schema),
    else words. The instructions are marked to be kept by the service: the next article begins with the same.
    """
    messages = manners.messages(request)
    instructions = "\n\n".join(one["content"] for one in messages if one["role"] == "system")
    optional = manners.optional(request)
    configured: dict[str, Any] = {}
    sent: dict[str, Any] = {
        "model": request.model,
        "max_tokens": optional.get(manners.limit, _LONGEST),
        "messages": [one for one in messages if one["role"] != "system"],
    }
    if instructions:
        sent["system"] = [{"type": "text", "text": instructions, "cache_control": {"type": "ephemeral"}}]
    if "temperature" in optional:
        sent["temperature"] = optional["temperature"]
    if "reasoning_effort" in optional:
        configured["effort"] = optional["reasoning_effort"]
    if manners.form == "strict":
        configured["format"] = {"type": "json_schema", "schema": narrowed(request.schema)}
    elif manners.form == "schema":
        sent["tools"] = [{"name": request.schema_name, "input_schema": request.schema}]
        sent["tool_choice"] = {"type": "tool", "name": request.schema_name}
    if configured:
        sent["output_config"] = configured
    return {**sent, **(request.extra_body or {})}


def headers(endpoint: Endpoint) -> dict[str, str]:
    """How a request shows its key, and which version of the API it speaks."""
    return {"anthropic-version": ANTHROPIC_VERSION, "x-api-key": endpoint.api_key or _NO_KEY}


def as_chat(message: dict[str, Any]) -> dict[str, Any]:
    """A message as the completion that an OpenAI-compatible service would have made of it."""
    found = message.get("content")
    blocks = [block for block in found if isinstance(block, dict)] if isinstance(found, list) else []
    reason = message.get("stop_reason")
    said: dict[str, Any] = {
        "content": "".join(_all(blocks, "text")) if isinstance(found, list) else found,
        "tool_calls": [{"function": {"arguments": given}} for given in _all(blocks, "tool_use", "input")],
        "reasoning_content": "".join(_all(blocks, "thinking")),
    }
    if reason == "refusal":
        said["refusal"] = said["content"] or "it does not say why"
    choice = {"finish_reason": _FINISH.get(str(reason), reason), "message": said}
    return {
        "model": message.get("model"),
        "choices": [choice] if found is not None else [],
        "usage": _usage(message.get("usage")),
    }


def _all(blocks: list[dict[str, Any]], kind: str, name: str = "") -> Iterator[Any]:
    for block in blocks:
        value = block.get(name or kind)
        if block.get("type") == kind and (name or isinstance(value, str)):
            yield value


def _usage(found: object) -> dict[str, Any]:
    """What was counted: here the prompt tokens leave out those of the service's prompt cache."""
    usage = found if isinstance(found, dict) else {}
    details = usage.get("output_tokens_details")
    read, stored = (
        count(usage.get(name)) for name in ("cache_read_input_tokens", "cache_creation_input_tokens")
    )
    return {
        "prompt_tokens": count(usage.get("input_tokens")) + read + stored,
        "completion_tokens": usage.get("output_tokens"),
        "prompt_tokens_details": {"cached_tokens": read, "stored_tokens": stored},
        "completion_tokens_details": {
            "reasoning_tokens": details.get("thinking_tokens") if isinstance(details, dict) else None
        },
    }


def _made(http: Http, address: str, endpoint: Endpoint) -> anthropic.AsyncAnthropic:
    key = endpoint.api_key or _NO_KEY
    return anthropic.AsyncAnthropic(
        base_url=address, api_key=key, http_client=http, timeout=None, max_retries=0
    )
