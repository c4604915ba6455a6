"""Ollama's own chat API: through its OpenAI-compatible layer no context can be asked for.

That layer reads ``options.num_ctx`` nowhere, cuts a prompt at 4,096 tokens unless the server was started with
more, and says nothing of it. Here a request names the context that it needs, and whether it may be cut.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.llm.tokens import expected

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

    from partyx.cache import Request
    from partyx.llm.connections import Http
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.manners import Manners

_SMALLEST = 8_192
"""Tokens of the smallest context that is asked for: each other one has the server load the model anew."""
_ANSWER = 4_096
"""Tokens left for an answer at least: thoughts and the longest answers about one window."""

_largest: dict[tuple[str, str], int] = {}
"""The context that each model of each server was asked for last. It never shrinks in a process: short and
long articles in turn would have the model loaded anew for each."""


async def post(
    http: Http, address: str, endpoint: Endpoint, manners: Manners, request: Request
) -> httpx2.Response:
    """Send a request; the answer, whatever its status.

    Raises:
        httpx2.HTTPError: There is none.
    """
    place = (endpoint.identity, endpoint.model)
    wanted = max(_largest.get(place, _SMALLEST), needed(request))
    context = _largest[place] = min(wanted, endpoint.context or wanted)
    return await http.post_json(f"{address}/api/chat", body(manners, request, context))


def needed(request: Request) -> int:
    """Tokens of the context that holds a question and its answer: 8,192 or a doubling of it."""
    tokens = expected(request)
    room = tokens.prompt + (request.max_output_tokens or max(_ANSWER, 2 * tokens.answer))
    context = _SMALLEST
    while context < room:
        context *= 2
    return context


def body(manners: Manners, request: Request, context: int) -> dict[str, Any]:
    """The request as this API takes it, with so many tokens of context.

    A prompt that does not fit is refused where the server can (since 0.13), not cut.
    """
    optional, own = manners.optional(request), request.extra_body or {}
    options = {
        "num_ctx": context,
        "temperature": optional.get("temperature"),
        "seed": optional.get("seed"),
        "num_predict": optional.get(manners.limit),
    }
    sent: dict[str, Any] = {
        "model": request.model,
        "messages": manners.messages(request),
        "stream": False,
        "truncate": False,
        "shift": False,
        "options": {name: value for name, value in options.items() if value is not None},
    }
    if "reasoning_effort" in optional:
        sent["think"] = optional["reasoning_effort"]
    if manners.form != "text":
        sent["format"] = "json" if manners.form == "object" else request.schema
    return {**sent, **own, "options": {**sent["options"], **_options(own)}}


def headers(endpoint: Endpoint) -> dict[str, str]:
    """How a request shows its key, where there is one: a server of one's own wants none."""
    return {"authorization": f"Bearer {endpoint.api_key}"} if endpoint.api_key else {}


def as_chat(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer as the completion that an OpenAI-compatible service would have made of it."""
    found = answer.get("message")
    message = dict(found) if isinstance(found, dict) else {}
    choice = {
        "finish_reason": answer.get("done_reason"),
        "message": {**message, "reasoning_content": message.get("thinking")},
    }
    return {
        "model": answer.get("model"),
        "choices": [choice] if message else [],
        "usage": {
            "prompt_tokens": answer.get("prompt_eval_count"),
            "completion_tokens": answer.get("eval_count"),
        },
    }


def _options(own: Mapping[str, Any]) -> dict[str, Any]:
    """The options among the members of one's own; they win."""
    found = own.get("options")
    return dict(found) if isinstance(found, dict) else {}
