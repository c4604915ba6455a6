"""The place a call goes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractAsyncContextManager

    from partyx.llm.providers import Api, Form


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where calls go.

    Attributes:
        model: The model's name on the wire.
        base_url: The address, normalised, without credentials; empty where ``start`` gives it.
        identity: What the cache key knows the endpoint by: the address, or a name of its own.
        api: Which API it speaks: a module of this package.
        form: How a schema is sent.
        limit: The service's name for the longest answer.
        local: Whether it runs on this machine.
        queues: Whether calls may wait there for one another, as on a machine of one's own.
        api_key: Shown by no ``repr``.
        headers: Sent with every call, beside the usual ones.
        start: Called before the first call over the wire, and when the server cannot be reached; gives the
            address. For servers that are started on demand: a run answered by the cache never starts them.
        slots: Where calls wait until the server has a place for them; None when it takes them as they come.
        timeout_s: Seconds for one call where the settings leave it at their default.
        context: Tokens that the model's context holds, where settings or weights say it.
    """

    model: str
    base_url: str
    identity: str
    api: Api = "chat"
    form: Form = "schema"
    limit: str = "max_tokens"
    local: bool = False
    queues: bool = False
    provider: str = ""
    api_key: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    start: Callable[[], str] | None = field(default=None, repr=False, compare=False)
    slots: AbstractAsyncContextManager[object] | None = field(default=None, repr=False, compare=False)
    timeout_s: float | None = None
    context: int | None = None
