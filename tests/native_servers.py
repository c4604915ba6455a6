"""Doubles of Anthropic's messages API, Google's generateContent and Ollama's chat, and how each misbehaves."""

from __future__ import annotations

from typing import Any

import fault_server as server
from fault_server import Fault

KEY = "native-planted-key-0123"


def message(*content: dict[str, Any] | str, reason: object = "end_turn", **usage: object) -> dict[str, Any]:
    """A message's body."""
    blocks = [{"type": "text", "text": one} if isinstance(one, str) else one for one in content]
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "served-model",
        "content": blocks,
        "stop_reason": reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 11, "output_tokens": 5, **usage},
    }


def generated(*parts: dict[str, Any] | str, reason: object = "STOP", **usage: int) -> dict[str, Any]:
    """A response's body."""
    found = [{"text": one} if isinstance(one, str) else one for one in parts]
    return {
        "candidates": [{"content": {"role": "model", "parts": found}, "finishReason": reason, "index": 0}],
        "usageMetadata": {"promptTokenCount": 11, "candidatesTokenCount": 5, **usage},
        "modelVersion": "served-model",
    }


def chatted(content: str, reason: object = "stop", **more: object) -> dict[str, Any]:
    """The body of an answer of Ollama's."""
    return {
        "model": "served-model",
        "created_at": "2026-11-30T10:00:00.000000Z",
        "message": {"role": "assistant", "content": content, **more},
        "done": True,
        "done_reason": reason,
        "total_duration": 5_191_566_416,
        "prompt_eval_count": 11,
        "eval_count": 5,
    }


def tool(given: object) -> dict[str, Any]:
    """The block of a call of the tool that was offered."""
    return {"type": "tool_use", "id": "toolu_1", "name": "Figure", "input": given}


def refusing(*words: str, error: object, code: int, then: dict[str, Any]) -> Fault:
    """A service that refuses requests that hold one of ``words``, and answers the others."""
    answered = server.body(then)

    def choose(exchange: server.Exchange) -> None:
        if any(f'"{word}"' in server.json.dumps(exchange.request.body) for word in words):
            exchange.reply(code, {"error": error})
        else:
            answered(exchange)

    return choose


def _anthropic(code: int, kind: str, said: str, **headers: str) -> Fault:
    body = {"type": "error", "error": {"type": kind, "message": said}, "request_id": "req_1"}
    return lambda exchange: exchange.reply(code, body, **headers)


def _ollama(code: int, said: str) -> Fault:
    return lambda exchange: exchange.reply(code, {"error": said})


def _google(code: int, state: str, said: str, *details: object) -> Fault:
    error = {"code": code, "message": said, "status": state, "details": list(details)}
    return lambda exchange: exchange.reply(code, {"error": error})


RIGHT = {
    "anthropic": server.body(message('{"figure": 7}')),
    "gemini": server.body(generated('{"figure": 7}')),
    "ollama": server.body(chatted('{"figure": 7}')),
}
"""What each of them answers when nothing is wrong."""

FAULTS: dict[str, dict[str, Fault]] = {
    "anthropic": {
        "connection reset": server.reset,
        "no answer at all": server.silence,
        "401, wrong key": _anthropic(401, "authentication_error", "invalid x-api-key"),
        "400, no credit": _anthropic(
            400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API."
        ),
        "404, unknown model": _anthropic(404, "not_found_error", "model: m"),
        "413": _anthropic(413, "request_too_large", "Request exceeds the maximum size"),
        "400, the prompt is too long": _anthropic(
            400, "invalid_request_error", "prompt is too long: 213131 tokens > 200000 maximum"
        ),
        "429 with Retry-After": _anthropic(
            429, "rate_limit_error", "This request would exceed your rate limit", retry_after="1"
        ),
        "529, overloaded": _anthropic(529, "overloaded_error", "Overloaded"),
        "500": _anthropic(500, "api_error", "Internal server error"),
        "200, an error object": server.body(
            {"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}}
        ),
        "200, a web page": server.body(b"<html>gateway</html>", content_type="text/html"),
        "200, not UTF-8": server.body(b'{"content": "\xff\xfe"}'),
        "200, no content": server.body({"type": "message", "role": "assistant"}),
        "it takes no temperature": refusing(
            "temperature",
            code=400,
            error={"type": "invalid_request_error", "message": "temperature: Extra inputs are not permitted"},
            then=message('{"figure": 7}'),
        ),
        "it knows no output_config": refusing(
            "output_config",
            code=400,
            error={"type": "invalid_request_error", "message": "output_config: Extra inputs are not permitted"},
            then=message(tool({"figure": 7}), reason="tool_use"),
        ),
        "it knows neither that nor tools": refusing(
            "output_config",
            "tools",
            code=400,
            error={"type": "invalid_request_error", "message": "This model does not support structured outputs."},
            then=message('{"figure": 7}'),
        ),
        "the answer of a tool": server.body(message(tool({"figure": 7}), reason="tool_use")),
        "the answer of a tool, in a string": server.body(
            message(tool('{"figure": 7}'), reason="tool_use")
        ),
        "the answer of a tool, in an object": server.body(
            message(tool({"answer": {"figure": 7}}), reason="tool_use")
        ),
        "a malformed answer of a tool": server.body(message(tool({"figure": "seven"}), reason="tool_use")),
        "an empty answer of a tool": server.body(message(tool({}), reason="tool_use")),
        "thoughts before the answer": server.body(
            message({"type": "thinking", "thinking": "7?", "signature": "x"}, '{"figure": 7}')
        ),
        "thoughts that nobody may read, and the answer": server.body(
            message({"type": "redacted_thinking", "data": "x"}, '{"figure": 7}')
        ),
        "stop_reason max_tokens": server.body(message('{"figure": 7', reason="max_tokens")),
        "stop_reason max_tokens, but whole": server.body(message('{"figure": 7}', reason="max_tokens")),
        "stop_reason max_tokens, all of it thoughts": server.body(
            message({"type": "thinking", "thinking": "817 plus", "signature": "x"}, reason="max_tokens")
        ),
        "stop_reason model_context_window_exceeded": server.body(
            message('{"figure": 7', reason="model_context_window_exceeded")
        ),
        "stop_reason refusal": server.body(message("I cannot help with that.", reason="refusal")),
        "stop_reason null": server.body(message('{"figure": 7}', reason=None)),
    },
    "gemini": {
        "connection reset": server.reset,
        "no answer at all": server.silence,
        "400, wrong key": _google(
            400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.",
            {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"},
        ),
        "403": _google(403, "PERMISSION_DENIED", "Your API key was reported as leaked."),
        "404, unknown model": _google(404, "NOT_FOUND", "models/m is not found for API version v1beta"),
        "400, the prompt is too long": _google(
            400, "INVALID_ARGUMENT",
            "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
        ),
        "429, the wait in its details": _google(
            429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).",
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "1s"},
        ),
        "500": _google(500, "INTERNAL", "An internal error has occurred."),
        "503, overloaded": _google(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        "504": _google(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
        "an error in a list": lambda exchange: exchange.reply(
            503, [{"error": {"code": 503, "message": "overloaded", "status": "UNAVAILABLE"}}]
        ),
        "200, an empty body": server.body(b""),
        "200, a web page": server.body(b"<html>gateway</html>", content_type="text/html"),
        "200, no candidates": server.body({"usageMetadata": {"promptTokenCount": 11}}),
        "it takes no seed": refusing(
            "seed",
            code=400,
            error={"code": 400, "message": 'Invalid JSON payload received. Unknown name "seed"'},
            then=generated('{"figure": 7}'),
        ),
        "it takes no JSON Schema": refusing(
            "responseJsonSchema",
            code=400,
            error={"code": 400, "message": "The specified schema produces a constraint with too many states."},
            then=generated('{"figure": 7}'),
        ),
        "it knows no form of answer": refusing(
            "responseJsonSchema",
            "responseMimeType",
            code=400,
            error={"code": 400, "message": "JSON mode is not enabled for models/m"},
            then=generated('{"figure": 7}'),
        ),
        "the answer of a tool": server.body(generated({"functionCall": {"args": {"figure": 7}}})),
        "thoughts before the answer": server.body(
            generated({"text": '{"figure": 8}?', "thought": True}, '{"figure": 7}')
        ),
        "the answer in parts": server.body(generated('{"figure"', ": 7}")),
        "finishReason MAX_TOKENS": server.body(generated('{"figure": 7', reason="MAX_TOKENS")),
        "finishReason MAX_TOKENS, all of it thoughts": server.body(
            generated(reason="MAX_TOKENS", thoughtsTokenCount=5_000)
        ),
        "finishReason SAFETY": server.body(generated(reason="SAFETY")),
        "finishReason RECITATION": server.body(generated(reason="RECITATION")),
        "finishReason MALFORMED_FUNCTION_CALL": server.body(generated(reason="MALFORMED_FUNCTION_CALL")),
        "the prompt was blocked": server.body(
            {"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 11}}
        ),
        "no reason to end": server.body(generated('{"figure": 7}', reason=None)),
    },
    "ollama": {
        "connection reset": server.reset,
        "no answer at all": server.silence,
        "401": _ollama(401, "unauthorized"),
        "404, a model that was not pulled": _ollama(404, "model 'm' not found"),
        "400, the prompt is too long": _ollama(400, "the input length exceeds the context length"),
        "500, the memory does not hold the model": _ollama(
            500, "model requires more system memory (9.2 GiB) than is available (5.1 GiB)"
        ),
        "500, its runner ended": _ollama(500, "llama runner process has terminated: exit status 2"),
        "503, its queue is full": _ollama(503, "server busy, please try again. maximum pending requests exceeded"),
        "200, an error object": server.body({"error": "an error was encountered while running the model"}),
        "200, a web page": server.body(b"<html>gateway</html>", content_type="text/html"),
        "200, no message": server.body({"model": "m", "done": True, "done_reason": "load"}),
        "it cannot make a grammar of the schema": refusing(
            "additionalProperties",
            code=500,
            error="failed to load model vocabulary required for format",
            then=chatted('{"figure": 7}'),
        ),
        "thoughts beside the answer": server.body(chatted('{"figure": 7}', thinking='{"figure": 8}?')),
        "the answer among the thoughts": server.body(chatted("", thinking='{"figure": 7}')),
        "the answer of a tool": server.body(
            chatted("", tool_calls=[{"function": {"name": "Figure", "arguments": {"figure": 7}}}])
        ),
        "done_reason length": server.body(chatted('{"figure": 7', "length")),
        "done_reason length, but whole": server.body(chatted('{"figure": 7}', "length")),
        "done_reason length, all of it thoughts": server.body(chatted("", "length", thinking="817 plus")),
        "no reason to end": server.body(chatted('{"figure": 7}', None)),
    },
}  # fmt: skip
