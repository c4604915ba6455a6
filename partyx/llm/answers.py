"""A service's HTTP body to a completion, or to the error that says what is wrong with it.

Nothing is taken on trust: measured with openai 3.3, HTML with status 200 came back as a ``str``, ``null``
as None, an error object in a 200 as ``choices=None``, and a refusal like any answer. And nothing that was
paid for is thrown away for its wrapping: whatever else a service says, a whole JSON document is an answer.
"""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from partyx.cache import Completion
from partyx.errors import (
    BadResponseError,
    ContentFilterError,
    ModelError,
    QuotaError,
    RateLimitError,
    RefusalError,
)
from partyx.llm.bodies import payload_of
from partyx.llm.documents import is_document
from partyx.llm.usage import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TEXTS = ("text", "output_text")
_LENGTH = frozenset({"length", "model_length", "max_tokens", "max_output_tokens"})
_FILTERED = frozenset(
    {"content_filter", "safety", "blocklist", "prohibited_content", "recitation", "spii", "sensitive"}
)
_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_RATE = 429
_SHOWN = 240
"""Characters of a service's own words: 80 ended before the reason in half of those collected."""
_TAIL = 90
_MOST_USD = 10**6
_TAG = re.compile(r"<(?:style|script).*?(?:</(?:style|script)>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_HOLDS = ("data", "result", "response")
"""Members in which gateways put a service's answer."""
_SAYS = ("generated_text", "output_text", "response")
"""Members in which servers that know no choices put the text of an answer, or what they have read of it."""


def read_body(
    raw: str, where: str, as_chat: Callable[[dict[str, Any]], dict[str, Any]] = lambda payload: payload
) -> Completion:
    """Read the body of a 200.

    Args:
        raw: Its text.
        where: The endpoint and model, for messages.
        as_chat: Makes a chat completion of the JSON, where the service answers in a form of its own.

    Raises:
        BadResponseError: It is no completion.
        RefusalError: The model declined.
        ContentFilterError: The service withheld the answer.
        QuotaError: An error object says that no credit is left.
        RateLimitError: An error object says that there are too many requests.
    """
    if not _is_text(raw):
        raise BadResponseError(f"{where} answered with bytes that are not UTF-8. {_AGAIN}")
    try:
        payload = payload_of(raw)
    except (ValueError, RecursionError):
        raise BadResponseError(f"{where} {_no_json(raw)}") from None
    if isinstance(payload, list) and len(payload) == 1:  # as Gemini wraps its errors
        payload = payload[0]
    if not isinstance(payload, dict):
        kind = type(payload).__name__ if payload is not None else "null"
        raise BadResponseError(f"{where} answered with JSON that is no completion but {kind}. {_WRONG_URL}")
    if payload.get("error") and not payload.get("choices"):
        raise _error_object(payload["error"], where)
    return _completion(as_chat(payload), where)


_AGAIN = "Try again; if it stays, look at the service."
_WRONG_URL = "Is base_url right? That of an OpenAI-compatible service usually ends in /v1."


def _no_json(raw: str) -> str:
    start = raw.lstrip()[:1]
    if not start:
        return f"answered with an empty body. {_AGAIN}"
    if start == "<":
        return f"answered with a web page instead of JSON. {_WRONG_URL}"
    return f"answered with broken JSON ({len(raw)} characters). {_AGAIN}"


def _error_object(error: object, where: str) -> ModelError:
    """Some gateways send their errors with status 200."""
    fields = error if isinstance(error, dict) else {"message": error}
    said = short(fields.get("message"))
    code = fields.get("code")
    if is_quota(fields):
        return QuotaError(f"{where}: no credit is left: {said}. Add credit or name another model.")
    if code in (_RATE, str(_RATE), "rate_limit_exceeded"):
        return RateLimitError(f"{where}: too many requests: {said}. Lower concurrency, or wait.")
    return BadResponseError(f"{where} answered with an error in place of a completion: {said}. {_AGAIN}")


def is_quota(fields: object) -> bool:
    """Whether an error object says that the account has no credit, which no retry mends."""
    return isinstance(fields, dict) and bool(_QUOTA & {str(fields.get("code")), str(fields.get("type"))})


def short(message: object) -> str:
    """A service's own words on one line, no longer than is read, and nothing that steers a terminal.

    Of words that are too long, the beginning and the end: the reason and the remedy.
    """
    said = str(message if message is not None else "no message")[:100_000]
    if said.lstrip().startswith("<"):
        said = _TAG.sub(" ", said)
    said = " ".join(said.split()).rstrip(".") or "no message"
    text = "".join(letter if letter.isprintable() else "�" for letter in said)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - _TAIL]} … {text[-_TAIL:]}"


def _completion(payload: dict[str, Any], where: str) -> Completion:
    choice = _choice(payload)
    message = _message(choice)
    if not isinstance(choice, dict) or message is None:
        raise BadResponseError(f"{where} answered without any choice. {_AGAIN}")
    reason = str(choice.get("finish_reason")).casefold()
    text = _text(message)
    finish = "stop"
    if not is_document(text):
        _check_withheld(choice | {"error": choice.get("error") or payload.get("error")}, message, where)
        finish = "length" if reason in _LENGTH else "stop"
    found = _counted(payload, text, finish)
    if not text.strip() and not found.output_tokens:
        raise BadResponseError(f"{where} answered with no text. {_AGAIN}")
    return found


def _choice(payload: dict[str, Any]) -> object:
    """The first choice that holds an answer, else the first; an answer in another form is one."""
    choices = payload.get("choices")
    if isinstance(choices, dict):  # one and no list, or by number
        choices = [choices] if _message(choices) is not None else list(choices.values())
    if isinstance(choices, list) and choices:
        told = (one for one in choices if (said := _message(one)) is not None and is_document(_text(said)))
        return next(told, choices[0])
    inside = [found for name in _HOLDS if isinstance(found := payload.get(name), dict)]
    found = _of_another_api(payload)
    return found or next((choice for one in inside if (choice := _choice(one)) is not None), _said(payload))


def _said(payload: dict[str, Any]) -> object:
    """What a server that knows no choices says."""
    said = next((payload[name] for name in _SAYS if isinstance(payload.get(name), str | dict)), None)
    return None if said is None else {"message": {"content": said}}


def _of_another_api(payload: dict[str, Any]) -> object:
    """An answer in the form of another API."""
    if isinstance(payload.get("message"), dict):  # Ollama's own
        return {"message": payload["message"], "finish_reason": payload.get("done_reason")}
    if isinstance(payload.get("content"), list):  # Anthropic's
        return {"message": payload, "finish_reason": payload.get("stop_reason")}
    candidates = payload.get("candidates")
    if isinstance(candidates, list) and candidates and isinstance(candidates[0], dict):  # Gemini's
        content = candidates[0].get("content")
        told = content.get("parts") if isinstance(content, dict) else None
        return {"message": {"content": told}, "finish_reason": candidates[0].get("finishReason")}
    output = payload.get("output")
    if isinstance(output, dict) and isinstance(output.get("message"), dict):  # Bedrock's
        return {"message": output["message"], "finish_reason": payload.get("stopReason")}
    parts = [one for one in output if isinstance(one, dict)] if isinstance(output, list) else []
    messages = [one for one in parts if one.get("type") == "message"]  # OpenAI's Responses
    return {"message": messages[0]} if messages else None


def _message(choice: object) -> dict[str, Any] | None:
    """The message of a choice; a text in its place is one, as of a plain completion."""
    if not isinstance(choice, dict):
        return None
    message = choice.get("message", choice.get("text", choice.get("delta")))
    if isinstance(message, str):
        return {"content": message}
    return message if isinstance(message, dict) else None


def _check_withheld(choice: dict[str, Any], message: dict[str, Any], where: str) -> None:
    """Raise what explains that there is no document.

    Raises:
        RefusalError: The model declined.
        ContentFilterError: The service withheld the answer.
        BadResponseError: The service broke off.
    """
    if message.get("refusal"):
        raise RefusalError(f"{where} declined to answer: {short(message['refusal'])}.")
    if str(choice.get("finish_reason")).casefold() in _FILTERED:
        raise ContentFilterError(f"{where} withheld the answer: its content filter did not let it through.")
    if error := choice.get("error"):
        raise _error_object(error, where)


def _counted(payload: dict[str, Any], text: str, finish: str) -> Completion:
    """The completion with what the service counted."""
    usage = payload.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    prompt, answer = (
        found if isinstance(found := usage.get(name), dict) else {}
        for name in ("prompt_tokens_details", "completion_tokens_details")
    )
    cost = usage.get("cost")
    return Completion(
        text=text,
        finish_reason=finish,
        model=clean(payload["model"]) if isinstance(payload.get("model"), str) else "",
        input_tokens=count(usage.get("prompt_tokens")),
        output_tokens=count(usage.get("completion_tokens")),
        prefix_tokens=count(prompt.get("cached_tokens")),
        stored_tokens=count(prompt.get("stored_tokens")),
        thinking_tokens=count(answer.get("reasoning_tokens")),
        cost_usd=float(cost) if isinstance(cost, (int, float)) and 0 <= cost < _MOST_USD else None,
    )


def _text(message: dict[str, Any]) -> str:
    """What the message says, without the lone surrogates that no file can take.

    Its content; else the arguments of a tool that nobody offered; else thoughts, where they are the answer.
    """
    content = _joined(message.get("content"))
    places = (_of_tools(message), _of_thoughts(message)) if not content.strip() else (_of_tools(message),)
    if "{" in content:
        return clean(content)
    for said in chain(*places):
        if is_document(said):
            return clean(said)
    return clean(content)


def _of_tools(message: dict[str, Any]) -> Iterator[str]:
    """The arguments of tools."""
    found = message.get("tool_calls")
    calls = found if isinstance(found, list) else [found]
    functions = [call.get("function") for call in calls if isinstance(call, dict)]
    for function in (*functions, message.get("function_call")):
        said = function.get("arguments") if isinstance(function, dict) else None
        yield said if isinstance(said, str) else json.dumps(said)


def _of_thoughts(message: dict[str, Any]) -> Iterator[str]:
    """What is said beside the content: what a library made of it, and thoughts."""
    for name in ("parsed", "reasoning_content", "reasoning", "thinking"):
        said = message.get(name)
        yield said if isinstance(said, str) else json.dumps(said)
    details = message.get("reasoning_details")
    parts = [one for one in details if isinstance(one, dict)] if isinstance(details, list) else []
    yield "".join(str(one.get("text") or "") for one in parts)


def _joined(content: object) -> str:
    """The content, whole or in parts."""
    if isinstance(content, dict):
        return json.dumps(content)
    if isinstance(content, list):
        if content and all(isinstance(part, dict) and part.keys() == {"text"} for part in content):
            return "".join(str(part["text"]) for part in content)
        if content and all(isinstance(part, dict) and "type" not in part for part in content):
            return json.dumps(content)  # records that somebody has read already
        parts = [
            part if isinstance(part, str) else part.get("text") or ""
            for part in content
            if isinstance(part, str) or (isinstance(part, dict) and part.get("type") in _TEXTS)
        ]
        return "".join(map(str, parts))
    return content if isinstance(content, str) else ""


def clean(text: str) -> str:
    """``text`` with every lone surrogate replaced, so that it can be encoded; the length stays."""
    if _is_text(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_text(text: str) -> bool:
    """Whether no letter is a lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
