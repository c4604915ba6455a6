"""What one call is, and the keys it is found again by."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

KEY_VERSION = 1
"""Part of every key: raised when a change here makes old answers unusable."""


@dataclass(frozen=True)
class Request:
    """All that can change a model's answer, but for the endpoint it is sent to.

    Attributes:
        model: The name on the wire.
        messages: Role and content of each message, in order.
        schema_name: Name of the answer's schema; the service shows it to the model.
        schema: The JSON Schema of the answer. The order of its properties is the order in which a
            model writes them, so it counts.
        temperature: Null when none is sent, as for ``seed`` and ``max_output_tokens``.
        seed: Sampling seed.
        max_output_tokens: Longest answer, in tokens.
        reasoning_effort: How much a model that thinks shall think, in the service's word.
        extra_body: Further members of the request's body.
    """

    model: str
    messages: tuple[Mapping[str, str], ...]
    schema_name: str
    schema: Mapping[str, Any]
    temperature: float | None = None
    seed: int | None = None
    max_output_tokens: int | None = None
    reasoning_effort: str | None = None
    extra_body: Mapping[str, Any] | None = None

    @cached_property
    def summary(self) -> Mapping[str, Any]:
        """The request as it stands in recordings: messages in full, the schema by its hash."""
        later = {"reasoning_effort": self.reasoning_effort, "extra_body": self.extra_body}
        return {
            **{name: value for name, value in later.items() if value},  # keys made before them stay
            "max_output_tokens": self.max_output_tokens,
            "messages": [dict(message) for message in self.messages],
            "model": self.model,
            "schema_name": self.schema_name,
            "schema_sha256": schema_hash(self.schema),
            "seed": self.seed,
            "temperature": None if self.temperature is None else float(self.temperature),
        }

    @cached_property
    def _keys(self) -> dict[tuple[str, str], str]:
        return {}

    def cache_key(self, *, endpoint: str, form: str) -> str:
        """The key of this call at an endpoint, as :func:`cache_key`; worked out once."""
        if (endpoint, form) not in self._keys:
            self._keys[endpoint, form] = cache_key(self.summary, endpoint=endpoint, form=form)
        return self._keys[endpoint, form]


def schema_hash(schema: Mapping[str, Any]) -> str:
    """SHA-256 of a JSON Schema, hexadecimal, with its properties in their order."""
    return hashlib.sha256(json.dumps(schema, separators=(",", ":")).encode()).hexdigest()


def canonical(value: object) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, ASCII, no NaN."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def recording_key(summary: Mapping[str, Any]) -> str:
    """The key of a call wherever it was sent: a recording replays at any endpoint, or at none.

    Args:
        summary: ``Request.summary``.
    """
    return _digest({"request": summary})


def cache_key(summary: Mapping[str, Any], *, endpoint: str, form: str) -> str:
    """The key of a call at one endpoint.

    Args:
        summary: ``Request.summary``.
        endpoint: The endpoint's normalised address, or another name that is its own.
        form: How the schema is sent ("strict", "schema", "object"): the same schema constrains the
            answer more or less.
    """
    return _digest({"request": summary, "endpoint": endpoint, "form": form})


def _digest(value: dict[str, Any]) -> str:
    return hashlib.sha256(canonical({"version": KEY_VERSION, **value})).hexdigest()
