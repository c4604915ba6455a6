"""What services were reported to answer, in their own words: from the issues of those who met it."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

import fault_server as server

if TYPE_CHECKING:
    from collections.abc import Callable

    from fault_server import Exchange, Fault

RIGHT = '{"figure": 7}'


def unless(takes: Callable[[dict[str, Any]], bool], code: int, error: object) -> Fault:
    """A service that refuses every body but those that it takes."""
    right = server.answer(RIGHT)

    def choose(exchange: Exchange) -> None:
        if takes(exchange.request.body):
            right(exchange)
        else:
            exchange.reply(code, error)

    return choose


def _form(body: dict[str, Any]) -> str:
    return (body.get("response_format") or {}).get("type", "text")


def _events(*deltas: dict[str, Any], end: str = "\n") -> Fault:
    """A stream with these pieces of a message."""
    pieces = [json.dumps({"id": "c", "choices": [{"index": 0, "delta": delta}]}) for delta in deltas]
    return server.body("".join(f"data: {piece}{end}{end}" for piece in (*pieces, "[DONE]")).encode())


def _call(**function: str) -> dict[str, Any]:
    return {"tool_calls": [{"index": 0, "function": function}]}


def _of(said: str, kind: str) -> dict[str, Any]:
    return {"error": {"message": said, "type": kind}}


WORDS = {
    "400, it thinks in streams only": unless(  # langchain4j 3974
        lambda body: body.get("enable_thinking") is False,
        400,
        _of("parameter.enable_thinking must be set to false for non-streaming calls", "invalid_request_error"),
    ),
    "400, it takes no JSON while it thinks": unless(  # presenton 184
        lambda body: _form(body) == "text",
        400,
        _of("Json mode response is not supported when enable_thinking is true", "invalid_request_error"),
    ),
    "400, it takes a schema or text": unless(  # lmstudio-bug-tracker 189
        lambda body: _form(body) in ("json_schema", "text"),
        400,
        {"error": "'response_format.type' must be 'json_schema' or 'text'"},
    ),
    "400, the longest answer is above the model's": unless(
        lambda body: "max_tokens" not in body and "max_completion_tokens" not in body,
        400,
        _of("max_tokens is too large: 5000. This model supports at most 4096 completion tokens", "x"),
    ),
    "400, the longest answer is above what the context leaves": unless(
        lambda body: "max_tokens" not in body and "max_completion_tokens" not in body,
        400,
        {
            "object": "error",
            "message": "'max_tokens' or 'max_completion_tokens' is too large: 5000. This model's maximum context "
            "length is 4096 tokens and your request has 900 input tokens (5000 > 4096 - 900).",
            "type": "BadRequestError",
            "code": 400,
        },
    ),
    "422, the same": unless(
        lambda body: "max_tokens" not in body and "max_completion_tokens" not in body,
        422,
        {
            "error": "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 900 "
            "`inputs` tokens and 5000 `max_new_tokens`",
            "error_type": "validation",
        },
    ),
    "400, the range of the prompt": server.status(
        400, {"message": "Range of input length should be [1, 30720]", "code": "invalid_parameter_error"}
    ),
    "400, the model's token limit": server.status(
        400, {"message": "Invalid request: Your request exceeded model token limit: 8192"}
    ),
    "500, its template wants roles in turn": unless(
        lambda body: body["messages"][0]["role"] != "system",
        500,
        _of("Jinja Exception: Conversation roles must alternate user/assistant/user/assistant/...", "server_error"),
    ),
    "500, it cannot make a grammar of the schema": unless(
        lambda body: _form(body) != "json_schema",
        500,
        _of("Failed to initialize samplers: failed to parse grammar", "server_error"),
    ),
    "400, it takes one kind of input": unless(  # cerebras-cloud-sdk-python 4
        lambda body: _form(body) == "text",
        400,
        {"message": "type: Input should be 'text'", "param": "validation_error", "code": "wrong_api_format"},
    ),
    "400, problem details": unless(
        lambda body: _form(body) != "json_schema",
        400,
        {"type": "urn:inference-service:problem-details:bad-request", "title": "Bad Request", "status": 400,
         "detail": "Inference error"},
    ),
    "400, the first role may not be the system's": unless(
        lambda body: body["messages"][0]["role"] != "system",
        400,
        {"error": {"message": "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
                   "param": "messages[0].role", "code": "unsupported_value"}},
    ),
    "404, no endpoint takes the parameters": unless(
        lambda body: _form(body) != "json_schema",
        404,
        {"error": {"message": "No endpoints found that can handle the requested parameters.", "code": 404}},
    ),
    "500, it knows users and assistants only": unless(
        lambda body: body["messages"][0]["role"] != "system",
        500,
        _of("Only user and assistant roles are supported! at row 4, column 28", "server_error"),
    ),
    "500, the service behind it takes no seed": unless(
        lambda body: "seed" not in body,
        500,
        _of("litellm.UnsupportedParamsError: anthropic does not support parameters: {'seed': 1}", "None"),
    ),
    "424": server.status(424, {"message": "Failed dependency: model is warming up"}),
    "499": server.status(499, {"message": "The operation was cancelled.", "status": "CANCELLED"}),
    "524 with a web page": lambda exchange: exchange.reply(524, b"<html>A timeout occurred</html>"),
    "200, an error in the choice": server.body(
        {"choices": [{"error": {"code": 502, "message": "Upstream error"}, "finish_reason": "error",
                      "message": {"role": "assistant", "content": ""}}]}
    ),
    "200, `choices` null": server.body({"choices": None}),  # 9router 2727
}  # fmt: skip
"""Refusals and failures."""


def _chat(**message: object) -> dict[str, Any]:
    return {"choices": [{"index": 0, "finish_reason": "stop", "message": message}]}


BODIES = {
    "200, comments before the JSON": b": PROCESSING\n\n" * 3 + json.dumps(server.completion()).encode(),
    "200, blank lines before the JSON": b"\n" * 40 + json.dumps(server.completion()).encode(),
    "200, the JSON in a string": json.dumps(json.dumps(server.completion())).encode(),
    "200, the answer under `data`": {"code": 0, "msg": "ok", "data": server.completion()},
    "200, the answer in a later choice": {
        "choices": [{"message": {"content": ""}}, {"message": {"content": RIGHT}}]
    },
    "200, `delta` in place of `message`": {"choices": [{"delta": {"content": RIGHT}}]},
    "200, in the form of OpenAI's Responses": {
        "object": "response",
        "output": [
            {"type": "reasoning", "summary": []},
            {"type": "message", "content": [{"type": "output_text", "text": RIGHT}]},
        ],
    },
    "200, in the form of Anthropic's messages": {
        "type": "message", "content": [{"type": "text", "text": RIGHT}], "stop_reason": "end_turn",
    },
    "200, in the form of Ollama's chat": {
        "message": {"role": "assistant", "content": RIGHT}, "done": True, "done_reason": "stop",
    },
    "200, in the form of Gemini's generateContent": {
        "candidates": [{"content": {"parts": [{"text": RIGHT}], "role": "model"}, "finishReason": "STOP"}],
    },
    "200, in the form of Bedrock's Converse": {
        "output": {"message": {"role": "assistant", "content": [{"text": RIGHT}]}}, "stopReason": "end_turn",
    },
    "200, in the form of Workers AI": {"result": {"response": RIGHT}, "success": True, "errors": []},
    "200, the same, read already": {"result": {"response": {"figure": 7}}, "success": True, "errors": []},
    "200, a generated text in a list": [{"generated_text": RIGHT}],
    "200, the answer under `output_text`": {"output_text": RIGHT},
    "200, one choice and no list": {"choices": {"message": {"content": RIGHT}}},
    "200, choices by number": {"choices": {"0": {"message": {"content": RIGHT}}}},
    "200, the answer in a list of texts": _chat(content=[RIGHT]),
    "200, the answer read already": _chat(content=[{"figure": 7}]),
    "200, words beside the arguments of a tool": _chat(
        content="I call the tool.", tool_calls=[{"function": {"name": "Figure", "arguments": RIGHT}}]
    ),
    "200, one tool call and no list": _chat(content=None, tool_calls={"function": {"arguments": RIGHT}}),
    "200, the answer in the details of thoughts": _chat(
        content="", reasoning_details=[{"type": "reasoning.text", "text": RIGHT}]
    ),
    "200, thoughts and the answer in parts": _chat(
        content=[{"type": "thinking", "thinking": [{"type": "text", "text": "8?"}]},
                 {"type": "text", "text": RIGHT}]
    ),
}  # fmt: skip
"""Answers in another envelope."""

STREAMS = {
    "200, a line for each piece": server.body(
        b"".join(
            json.dumps({"message": {"role": "assistant", "content": piece}, "done": not piece}).encode()
            + b"\n"
            for piece in ('{"fig', 'ure": 7}', "")
        )
    ),
    "200, a stream with the arguments of a tool": _events(
        _call(name="Figure", arguments=""), _call(arguments='{"fig'), _call(arguments='ure": 7}')
    ),
    "200, a stream with lines as of Windows": _events(
        {"content": '{"fig'}, {"content": 'ure": 7}'}, end="\r\n"
    ),
}

_WHOLE = json.dumps(server.completion(RIGHT)).encode()
WRAPPED = {
    "200, the JSON twice": _WHOLE * 2,
    "200, a remark behind the JSON": _WHOLE + b"<!-- served in 12 ms -->",
    "200, NULs behind the JSON": _WHOLE + bytes(100),
    "200, a guard before the JSON": b")]}'\n" + _WHOLE,
    "200, the JSON in a call": b"callback(" + _WHOLE + b");",
    "200, a number of 5,000 digits beside the answer": _WHOLE.replace(
        b'"created": 1', b'"created": 1' + b"0" * 5_000
    ),
    "200, a stream with signs of life": b"event: ping\ndata: ping\n\ndata: 1\n\ndata: " + _WHOLE + b"\n\n",
    "200, a stream with an event on two lines": b"data: {\ndata: " + _WHOLE[1:] + b"\n\n",
    "200, a stream with lines as of old Macs": b"data: " + _WHOLE + b"\r\rdata: [DONE]\r\r",
    "200, a stream of two choices": b"".join(
        b"data: " + json.dumps({"choices": [{"index": at, "delta": {"content": said}}]}).encode() + b"\n\n"
        for said in ('{"fig', 'ure": 7}')
        for at in (0, 1)
    ),
    "200, a stream that ends in an error": b'data: {"choices": [{"delta": {"content": "{\\"fig"}}]}\n\n'
    b'data: {"error": {"message": "Upstream error", "code": 502}}\n\n',
}
"""Bodies whose JSON is whole, and not alone."""

_PAGE = b"""<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head>
<body><h1>Sorry, you have been blocked</h1><p>You are unable to access example.com</p></body></html>"""
BEFORE = {
    "403, the page of what stands before it": lambda exchange: exchange.reply(
        403, _PAGE, content_type="text/html"
    ),
    "403, a line of what stands before it": lambda exchange: exchange.reply(403, b"error code: 1020"),
    "403, not in this country": server.status(
        403, {"message": "Country, region, or territory not supported", "type": "request_forbidden"}
    ),
    "407, the proxy wants a password": lambda exchange: exchange.reply(
        407, b"<html>Proxy Authentication Required</html>"
    ),
    "200, headers that are not ASCII": server.body(_WHOLE, content_type="application/json; charset=\u00fc"),
}

DOCUMENTS = {
    "JSON with entities of HTML": html.escape(RIGHT),
    "JSON with full-width signs": '｛"figure"：7｝',
    "JSON with breaks written out": '{\\n  "figure": 7\\n}',
    "JSON quoted in Markdown": '> {\n>   "figure": 7\n> }',
    "JSON as the tags of a tool call": "<tool_call><function=Figure><parameter=figure>\n7\n</parameter></function>",
    "JSON in a call of a function": f"<function=Figure>{RIGHT}</function>",
    "a number of 400 digits": f'{{"figure": {"9" * 400}}}',
    "a number of 5,000 digits": f'{{"figure": {"9" * 5_000}}}',
}  # fmt: skip

FAULTS: dict[str, Fault] = {
    **WORDS,
    **{name: server.body(payload) for name, payload in BODIES.items()},
    **STREAMS,
    **{name: server.body(raw) for name, raw in WRAPPED.items()},
    **BEFORE,
    **{name: server.answer(said) for name, said in DOCUMENTS.items()},
}
"""All of them, by the names of docs/faults.md."""
