"""One stored call: the answer, and the request it answers, as bytes and as a line of JSONL."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, get_type_hints

from partyx.cache.keys import recording_key
from partyx.files import parse_json

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 64 * 1024 * 1024
"""Longest entry that is read back: a planted entry must not be able to fill the memory."""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model answered.

    Attributes:
        text: The answer.
        finish_reason: "stop", or "length" when it ended at the output limit.
        model: The model that answered, as the service names it.
        input_tokens: Prompt tokens, 0 when the service did not say.
        output_tokens: Answer tokens, likewise.
        prefix_tokens: Of the prompt tokens, those the service took from its own prompt cache.
        thinking_tokens: Of the answer tokens, those that went into thinking.
        stored_tokens: Of the prompt tokens, those that the service newly put into that cache.
        cost_usd: What the service says that it cost; None when it does not say.
    """

    text: str
    finish_reason: str = "stop"
    model: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    prefix_tokens: int = 0
    thinking_tokens: int = 0
    cost_usd: float | None = None
    stored_tokens: int = 0


_FIELDS = get_type_hints(Completion)
_LATER: dict[str, object] = {"thinking_tokens": 0, "cost_usd": None, "stored_tokens": 0}
"""Fields that entries do not have where they say nothing: recordings made before them stay as they are."""


def completion_from(fields: object) -> Completion | None:
    """Rebuild a completion from JSON; None when anything about it is not as we write it."""
    if not isinstance(fields, dict) or set(_LATER | fields) != set(_FIELDS):
        return None
    whole: dict[str, Any] = _LATER | fields
    if any(not isinstance(whole[name], kind) or type(whole[name]) is bool for name, kind in _FIELDS.items()):
        return None
    return Completion(**whole)


@dataclass(frozen=True, slots=True)
class Entry:
    """A call in the cache or in a recording.

    Attributes:
        request: ``Request.summary``: what was asked, for a person to read. No API key in it.
        response: What came back.
        endpoint: Where it was asked; empty in recordings.
        form: How the schema was sent; empty in recordings.
    """

    request: Mapping[str, Any]
    response: Completion
    endpoint: str = ""
    form: str = ""

    @property
    def key(self) -> str:
        """The recording key."""
        return recording_key(self.request)

    def to_bytes(self) -> bytes:
        """For the cache: the response on the first line, so that a hit reads no more than that."""
        fields = self._fields()
        response = fields.pop("response")
        return zlib.compress(f"{_line(response)}\n{_line(fields)}".encode(), 1)

    def to_json(self) -> str:
        """For a file: one line, keys sorted, letters as they are."""
        return _line({"key": self.key, **self._fields()})

    def _fields(self) -> dict[str, Any]:
        place = {"endpoint": self.endpoint, "form": self.form} if self.endpoint else {}
        response = asdict(self.response)
        for name in [name for name, value in _LATER.items() if response[name] == value]:
            del response[name]
        return {"request": self.request, "response": response, **place}

    @classmethod
    def from_json(cls, line: str | bytes) -> Entry | None:
        """Read a line of ``to_json``; None when it is none, or when its key is not its request's."""
        fields = _loads(line)
        entry = entry_from(fields)
        return entry if entry and isinstance(fields, dict) and fields.get("key") == entry.key else None


def entry_from(fields: object) -> Entry | None:
    """Rebuild an entry from JSON; None when anything about it is not as we write it."""
    if not isinstance(fields, dict):
        return None
    request, response = fields.get("request"), completion_from(fields.get("response"))
    endpoint, form = fields.get("endpoint", ""), fields.get("form", "")
    if not isinstance(request, dict) or response is None:
        return None
    if not isinstance(endpoint, str) or not isinstance(form, str):
        return None
    messages = request.get("messages")
    if not isinstance(messages, list) or not all(isinstance(message, dict) for message in messages):
        return None
    return Entry(request, response, endpoint, form)


def read_completion(raw: bytes) -> Completion | None:
    """The response of ``Entry.to_bytes``; None when the bytes are none of ours."""
    return completion_from(_loads(_inflate(raw).partition(b"\n")[0]))


def read_entry(raw: bytes) -> Entry | None:
    """The whole of ``Entry.to_bytes``; None when the bytes are none of ours."""
    first, _, rest = _inflate(raw).partition(b"\n")
    fields = _loads(rest)
    return entry_from({**fields, "response": _loads(first)}) if isinstance(fields, dict) else None


def _inflate(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, MAX_BYTES)
    except zlib.error:
        return b""


def _loads(text: str | bytes) -> object:
    try:
        value: object = parse_json(text)
    except (ValueError, RecursionError):
        return None
    return value


def _line(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True)
