"""What went wrong on the wire, as one of our errors, and whether to try again."""

from __future__ import annotations

import json
import math
import re
import time
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from partyx.errors import (
    AuthenticationError,
    BadRequestError,
    BadResponseError,
    ContentFilterError,
    ModelError,
    QuotaError,
    RateLimitError,
    TooLongError,
)
from partyx.llm.answers import is_quota, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_UNAUTHORIZED = 401
_BAD, _FORBIDDEN = 400, 403
_MAY_WITHHOLD = frozenset({400, 401, 403, 422, 451})
_PAYMENT = 402
_HINTS = {
    404: "Check model and base_url.",
    407: "Check the proxy that HTTP_PROXY or HTTPS_PROXY names, and its password.",
}
_TOO_LARGE = 413
_BUSY = 429
_AGAIN = frozenset({408, 409, 424, 425, 499})
"""424 and 499: services that passed on what became of their own request."""
_SERVER = 500
_OVERLOADED = 529


def any_of(*patterns: str) -> re.Pattern[str]:
    """What one of these matches, whatever the case; a blank is any white space or "_"."""
    spaced = (pattern.replace(" ", r"[\s_-]+") for pattern in patterns)
    return re.compile("|".join(f"(?:{pattern})" for pattern in spaced), re.IGNORECASE | re.DOTALL)


_TOO_LONG = any_of(
    "context.{0,12}(?:length|window|size|limit)",
    "maximum (?:input|prompt|model) (?:length|tokens?)",
    "(?:prompt|input|request) (?:is )?too (?:long|large)",
    "too many (?:input )?tokens",
    "exceeds? the (?:available context|model'?s? max|(?:maximum (?:number of )?)?(?:input )?tokens)",
    "string above max length",
    "reduce the length",
    "input token count .{0,20}exceeds",
    "range of input length",
    "exceeded model token limit",
    "超长",
)
_WITHHELD = any_of(
    "moderation", "flagged", "content ?(?:filter|policy|management)", "safety", "data inspection",
    "inappropriate", "prohibited content",
)  # fmt: skip
_NOT_JSON = any_of("json validate failed", "failed to (?:generate|validate) json", "invalid json output")
_WRONG_KEY = any_of("api key (?:is )?(?:not valid|invalid)", "(?:invalid|incorrect) api key")
_BROKE = any_of(
    "insufficient (?:quota|credit|balance|fund)", "(?:credit|balance) (?:is )?too low",
    "exceeded your current quota", "billing",
)  # fmt: skip
_LIMIT_TOO_LARGE = any_of(
    r"max_(?:completion_)?tokens.{0,40}too large", r"max_new_tokens. must be", r"range of max_tokens"
)
"""Words about the longest answer, in which the context's size stands as well: not the prompt is too long."""
_LOADING = any_of("loading model", "model.{0,99}currently loading", "model is loading")
_LOADS_S = 5.0
"""Seconds between two looks whether a model has been loaded, where the service names none."""
_LOADS_LEAST_S = 0.5
"""The least: a service that said 0 was asked 320 times a second, for as long as a call may take."""
_NO_MEMORY = any_of("requires more (?:system |gpu )?memory")
_WAIT = re.compile(
    r"(?:try|retry|wait|reset)\w{0,20}[^0-9\n]{0,30}?"
    r"(?P<time>(?:\d{1,15}(?:\.\d{1,15})?\s{0,3}(?:ms|[hms]|min\w{0,10}|sec\w{0,10}|hour\w{0,10})\s{0,3}){1,4})",
    re.IGNORECASE,
)
_PART = re.compile(r"(\d{1,15}(?:\.\d{1,15})?)\s{0,3}(ms|h|min|m|s)", re.IGNORECASE)
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}
_TOKENS_A_MINUTE = re.compile(
    r"\bTPM\b.{0,40}?limit:?\s*(\d{1,15}),?\s*(?:used:?\s*(\d{1,15}),?\s*)?requested:?\s*(\d{1,15})",
    re.IGNORECASE | re.DOTALL,
)


_MOST_WORDS = 100_000
"""Letters of a service's words that are looked through: of 10 MB that took 4 s, in which no call went on."""

_CONTEXT_IS = any_of(
    r"context (?:length|window|size)(?: limit)?(?: is| of|:)?(?: only)? \(?(\d{1,9})",
    r"(?<!\d)(\d{1,9}) maximum context length",
    r"> (\d{1,9}) maximum", r"number of tokens allowed \((\d{1,9})\)",
    r"input length should be \[1, (\d{1,9})\]",
    r"model token limit: (\d{1,9})", r"while limit is (\d{1,9})", r"must have less than (\d{1,9}) tokens",
)  # fmt: skip


def told_context(body: str) -> int | None:
    """The size of its context that a service names where it refuses a prompt; None where it names none."""
    fields = error_fields(body)
    if isinstance(named := fields.get("n_ctx"), int):
        return named
    found = _CONTEXT_IS.search(str(fields.get("message")))
    return next((int(number) for number in found.groups() if number), None) if found else None


class AgainError(Exception):
    """A fault that the next try may not meet."""

    def __init__(
        self, error: ModelError, after: float | None = None, *, busy: bool = False, loading: bool = False
    ) -> None:
        """Carry the error to raise when there is no next try.

        Args:
            error: It.
            after: The seconds that the service asked for.
            busy: Whether it was asked too much.
            loading: Whether it is still loading the model: tried again as long as there is time.
        """
        super().__init__(str(error))
        self.error = error
        self.after = after
        self.busy = busy
        self.loading = loading


def status_error(status: int, body: str, headers: Mapping[str, str], where: str) -> Exception:
    """The error for an answer that is not 2xx.

    Returns:
        An ``AgainError`` for 408, 409, 425, 429 (unless the credit is used up), 5xx, and for a model that
        failed to write JSON; else a ModelError.
    """
    fields = error_fields(body)
    said = short(fields.get("message"))
    all_of_it = f"{fields.get('code')} {fields.get('type')} {fields.get('message')}"
    if lasting := _lasting(status, fields, all_of_it):
        kind, words = lasting
        return kind(words.format(where=where, status=status, said=said))
    after = retry_after(headers, body)
    if status == _BUSY:
        error: ModelError = RateLimitError(f"{where}: too many requests: {said}. Lower concurrency, or wait.")
        return AgainError(error, after, busy=True)
    if status in _AGAIN or status >= _SERVER or _NOT_JSON.search(all_of_it):
        error = BadResponseError(f"{where} failed ({status}): {said}.")
        if _LOADING.search(all_of_it):
            told = (after, _in_header(str(fields.get("estimated_time")), 1.0), _LOADS_S)
            wait = next(seconds for seconds in told if seconds is not None)
            return AgainError(error, max(wait, _LOADS_LEAST_S), loading=True)
        return AgainError(error, after, busy=status == _OVERLOADED or after is not None)
    hint = _HINTS.get(status, "Check the settings it names.")
    return BadRequestError(f"{where} refused the request ({status}): {said}. {hint}")


SHORTER = "Lower window_tokens, or name a model with a longer context."


def _lasting(status: int, fields: Mapping[str, Any], said: str) -> tuple[type[ModelError], str] | None:
    """What no wait and no other parameter mends, and the words for it."""
    broke = status in (_BAD, _FORBIDDEN, _BUSY) and _BROKE.search(said)
    if status == _PAYMENT or is_quota(fields) or broke:
        return QuotaError, "{where}: no credit is left: {said}. Add credit or name another model."
    if _WITHHELD.search(said) and status in _MAY_WITHHOLD:
        return ContentFilterError, "{where} withheld the answer: {said}."
    if closed := _no_access(status, fields, said):
        return closed
    if _NO_MEMORY.search(said):
        return BadRequestError, "{where} cannot load the model ({status}): {said}. Name a smaller one."
    if _is_too_long(status, said):
        return TooLongError, f"{{where}} cannot take so long a prompt ({{status}}): {{said}}. {SHORTER}"
    return None


def _no_access(status: int, fields: Mapping[str, Any], said: str) -> tuple[type[ModelError], str] | None:
    """Whether the key was refused, or something else than the service itself refuses who asks."""
    if status == _UNAUTHORIZED or (status in (_BAD, _FORBIDDEN) and _WRONG_KEY.search(said)):
        return AuthenticationError, "{where} refused the key ({status}): {said}. Check api_key."
    if status != _FORBIDDEN:
        return None
    if not is_of_a_gate(fields):
        return (
            AuthenticationError,
            "{where} gives no access ({status}): {said}. Check api_key and what it is for.",
        )
    return BadRequestError, (
        "{where} was not reached: what stands before it refused the request ({status}): {said}. The key may "
        "be right: check base_url, the proxy, and whether this machine may go there."
    )


def is_of_a_gate(fields: Mapping[str, Any]) -> bool:
    """Whether a refusal is a page or a bare line, as of a firewall or a proxy: a service answers in JSON."""
    return not fields.keys() - {"message"}


def _is_too_long(status: int, said: str) -> bool:
    """Whether the prompt is, and not the answer that was allowed for."""
    tokens = _TOKENS_A_MINUTE.search(said)
    if status == _TOO_LARGE or (tokens is not None and int(tokens[3]) > int(tokens[1])):
        return True
    of_prompt = status != _BUSY and _LIMIT_TOO_LARGE.search(said) is None
    return of_prompt and _TOO_LONG.search(said) is not None


def redirected(status: int, headers: Mapping[str, str], where: str) -> ModelError:
    """The error for an answer that points elsewhere: nothing was sent there."""
    try:
        there = urlsplit(headers.get("location", ""))
        host = there.netloc.rpartition("@")[2]
        place = f"{there.scheme}://{host}{there.path}" if there.scheme else there.path
    except ValueError:
        place = ""
    there_it_is = short(place) if place else "nowhere"
    return BadRequestError(
        f"{where} answers with a redirect ({status}) to {there_it_is}; nothing was sent there. "
        f"If that is the right place, put it into base_url."
    )


def error_fields(text: str) -> dict[str, Any]:
    """The error object of a body, its message with all that the service said; else the body itself."""
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return {"message": text[:_MOST_WORDS]} if text.strip() else {}
    if isinstance(payload, list) and len(payload) == 1:
        payload = payload[0]
    error = payload.get("error") or payload if isinstance(payload, dict) else payload
    if isinstance(error, str) and isinstance(payload, dict):
        error = {**payload, "message": payload.get("message") or error}
    fields = dict(error) if isinstance(error, dict) else {"message": error}
    said = [str(part)[:_MOST_WORDS] for part in _words(fields)]
    return {**fields, "message": ": ".join(dict.fromkeys(said))[:_MOST_WORDS] or None}


def _words(fields: dict[str, Any]) -> Iterator[object]:
    """What the service says, and what the one behind it said, which is where the reason is."""
    if isinstance(fields.get("title"), str):  # as problem details do
        yield fields["title"]
    detail = fields.get("detail", fields.get("message"))
    if isinstance(detail, list):  # as FastAPI does of a body that does not fit
        for one in detail:
            yield f"{_place(one)}{one.get('msg', one)}" if isinstance(one, dict) else one
    elif detail is not None:
        yield detail
    metadata = fields.get("metadata")
    if isinstance(metadata, dict):
        yield from (metadata[name] for name in ("raw", "reasons") if metadata.get(name))


def _place(one: dict[str, Any]) -> str:
    where = one.get("loc")
    return f"{'.'.join(map(str, where))}: " if isinstance(where, list) else ""


def retry_after(headers: Mapping[str, str], body: str = "") -> float | None:
    """The seconds that a service asks to wait: in a header, as a number or a date; else in its words."""
    value, unit = headers.get("retry-after-ms"), 1000.0
    if value is None:
        value, unit = headers.get("retry-after"), 1.0
    told = _in_header(value, unit) if value is not None else None
    return _in_words(body[:20_000]) if told is None else told


def _in_header(value: str, unit: float) -> float | None:
    try:
        seconds = float(value) / unit
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, OverflowError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def _in_words(said: str) -> float | None:
    """Of "try again in 1m7.2s" and the like; else until the tokens of a minute suffice again."""
    found = [
        sum(float(number) * _SECONDS[unit.lower()] for number, unit in _PART.findall(one["time"]))
        for one in _WAIT.finditer(said)
    ]
    if found:
        return max(found)
    tokens = _TOKENS_A_MINUTE.search(said)
    if tokens is None or tokens[2] is None:
        return None
    limit, used, wanted = (float(number) for number in tokens.groups())
    return max(0.0, (used + wanted - limit) / limit * 60) if limit else None
