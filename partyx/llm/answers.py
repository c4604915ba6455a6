"""A service's HTTP body to a completion, or to the error that says what is wrong with it.

Nothing is taken on trust: measured with openai 3.3, HTML with status 200 came back as a ``str``, ``null``
as None, an error object in a 200 as ``choices=None``, and a refusal like any answer.
"""

from __future__ import annotations

import json
from typing import Any

from partyx.cache import Completion
from partyx.errors import (
    BadResponseError,
    ContentFilterError,
    ModelError,
    QuotaError,
    RateLimitError,
    RefusalError,
)

_STOP = frozenset({"stop", "eos", "end_turn"})
_LENGTH = frozenset({"length", "model_length", "max_tokens"})
_QUOTA = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_RATE = 429
_SHOWN = 80
_MOST_TOKENS = 10**12


def decoded(raw: bytes) -> str:
    """A body as text, whatever encoding of JSON it has; a byte that is no text is a lone surrogate."""
    encoding = json.detect_encoding(raw)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return raw.decode(encoding, errors)


def read_body(raw: str, where: str) -> Completion:
    """Read the body of a 200.

    Args:
        raw: Its text.
        where: The endpoint and model, for messages.

    Raises:
        BadResponseError: It is no completion.
        RefusalError: The model declined.
        ContentFilterError: The service withheld the answer.
        QuotaError: An error object says that no credit is left.
        RateLimitError: An error object says that there are too many requests.
    """
    if any("\udc80" <= letter <= "\udcff" for letter in raw):
        raise BadResponseError(f"{where} answered with bytes that are not UTF-8. {_AGAIN}")
    try:
        payload = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadResponseError(f"{where} {_no_json(raw)}") from None
    if not isinstance(payload, dict):
        kind = type(payload).__name__ if payload is not None else "null"
        raise BadResponseError(f"{where} answered with JSON that is no completion but {kind}. {_WRONG_URL}")
    if payload.get("error"):
        raise _error_object(payload["error"], where)
    return _completion(payload, where)


_AGAIN = "Try again; if it stays, look at the service."
_WRONG_URL = "Is base_url right? It usually ends in /v1."


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
    """A service's own words on one line, no longer than is read, and nothing that steers a terminal."""
    said = " ".join(str(message if message is not None else "no message").split()).rstrip(".")
    text = "".join(letter if letter.isprintable() else "�" for letter in said[: _SHOWN + 1])
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _completion(payload: dict[str, Any], where: str) -> Completion:
    choices = payload.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        raise BadResponseError(f"{where} answered without any choice. {_AGAIN}")
    reason = str(choice.get("finish_reason"))
    if message.get("refusal"):
        raise RefusalError(f"{where} declined to answer: {short(message['refusal'])}.")
    if reason == "content_filter":
        raise ContentFilterError(f"{where} withheld the answer: its content filter did not let it through.")
    if reason not in _STOP | _LENGTH:
        raise BadResponseError(
            f"{where} ended with finish_reason {reason!r}, which is no whole answer. {_AGAIN}"
        )
    text = _text(message.get("content"))
    if not text.strip() and reason in _STOP:
        raise BadResponseError(f"{where} answered with no text. {_AGAIN}")
    usage = payload.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    details = usage.get("prompt_tokens_details")
    return Completion(
        text=text,
        finish_reason="stop" if reason in _STOP else "length",
        model=payload["model"] if isinstance(payload.get("model"), str) else "",
        input_tokens=_count(usage.get("prompt_tokens")),
        output_tokens=_count(usage.get("completion_tokens")),
        prefix_tokens=_count(details.get("cached_tokens")) if isinstance(details, dict) else 0,
    )


def _text(content: object) -> str:
    """The content, whole or in parts, without the lone surrogates that no file can take."""
    if isinstance(content, list):
        parts = [part for part in content if isinstance(part, dict) and part.get("type") == "text"]
        content = "".join(str(part.get("text", "")) for part in parts)
    return clean(content) if isinstance(content, str) else ""


def clean(text: str) -> str:
    """``text`` with every lone surrogate replaced, so that it can be encoded; the length stays."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _count(value: object) -> int:
    return value if type(value) is int and 0 < value < _MOST_TOKENS else 0
