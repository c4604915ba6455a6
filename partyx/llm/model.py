"""The protocol of what answers: an endpoint on the wire, a fake, or something in process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from partyx.cache import Completion, Request


class Model(Protocol):
    """What a ``Client`` asks. Retries and timeouts are the model's own affair.

    Attributes:
        identity: What the cache key knows it by: two models that answer alike share it.
        form: How the answer's schema is sent ("strict", "schema" or "object"); part of the key.
    """

    identity: str
    form: str

    async def send(self, request: Request) -> Completion:
        """Answer one request.

        Raises:
            ModelError: There is no usable answer.
        """
