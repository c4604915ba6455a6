"""What went wrong on the wire, as one of our errors, and whether to try again."""

from __future__ import annotations

import json
import math
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
)
from partyx.llm.answers import is_quota, short

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNAUTHORIZED = frozenset({401, 403})
_PAYMENT = 402
_NOT_FOUND = 404
_BUSY = 429
_AGAIN = frozenset({408, 409})
_SERVER = 500


class AgainError(Exception):
    """A fault that the next try may not meet."""

    def __init__(self, error: ModelError, after: float | None = None) -> None:
        """Carry the error to raise when there is no next try, and the seconds the service asked for."""
        super().__init__(str(error))
        self.error = error
        self.after = after


def status_error(status: int, body: str, headers: Mapping[str, str], where: str) -> Exception:
    """The error for an answer that is not 2xx.

    Returns:
        An ``AgainError`` for 408, 409, 429 (unless the credit is used up) and 5xx; else a ModelError.
    """
    fields = error_fields(body)
    said = short(fields.get("message"))
    if status in _UNAUTHORIZED:
        return AuthenticationError(f"{where} refused the key ({status}): {said}. Check api_key.")
    if status == _PAYMENT or is_quota(fields):
        return QuotaError(f"{where}: no credit is left: {said}. Add credit or name another model.")
    if status == _BUSY:
        error: ModelError = RateLimitError(f"{where}: too many requests: {said}. Lower concurrency, or wait.")
        return AgainError(error, retry_after(headers))
    if status in _AGAIN or status >= _SERVER:
        return AgainError(BadResponseError(f"{where} failed ({status}): {said}."), retry_after(headers))
    if fields.get("code") == "content_filter":
        return ContentFilterError(f"{where} withheld the answer: {said}.")
    hint = "Check model and base_url." if status == _NOT_FOUND else "Check the settings it names."
    return BadRequestError(f"{where} refused the request ({status}): {said}. {hint}")


def redirected(status: int, headers: Mapping[str, str], where: str) -> ModelError:
    """The error for an answer that points elsewhere: nothing was sent there."""
    try:
        there = urlsplit(headers.get("location", ""))
        host = there.netloc.rpartition("@")[2]
        place = f"{there.scheme}://{host}{there.path}" if there.scheme else there.path
    except ValueError:
        place = ""
    return BadRequestError(
        f"{where} answers with a redirect ({status}) to {short(place) or 'nowhere'}; nothing was sent there. "
        f"If that is the right place, put it into base_url."
    )


def error_fields(text: str) -> dict[str, Any]:
    """The error object of a body; its beginning as the message when it holds none."""
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return {"message": text} if text.strip() else {}
    error = payload.get("error", payload) if isinstance(payload, dict) else payload
    return error if isinstance(error, dict) else {"message": error}


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that ``retry-after-ms`` or ``retry-after`` ask for, as a number or a date."""
    value, unit = headers.get("retry-after-ms"), 1000.0
    if value is None:
        value, unit = headers.get("retry-after"), 1.0
    if value is None:
        return None
    try:
        seconds = float(value) / unit
    except ValueError:
        try:
            seconds = parsedate_to_datetime(value).timestamp() - time.time()
        except (ValueError, OverflowError):
            return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None
