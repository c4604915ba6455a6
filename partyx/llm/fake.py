"""A model that answers what it was told to, and remembers what it was asked."""

from __future__ import annotations

import json
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from partyx import forks
from partyx.cache import Completion, Request
from partyx.errors import BadResponseError


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its circumstances, where the text alone does not say enough.

    Attributes:
        text: The answer.
        finish_reason: "stop", or "length" for one cut at the output limit.
        input_tokens: Counted as prompt tokens.
        output_tokens: Counted as answer tokens.
    """

    text: str
    finish_reason: str = "stop"
    input_tokens: int = 0
    output_tokens: int = 0


Scripted = str | Mapping[str, Any] | list[Any] | BaseModel | Reply | Exception
"""What a fake can be told to answer: text as it is, anything else as JSON; an exception is raised."""


class ScriptedModel:
    """Stands in for a model, with answers in the words of the wire; reaches no network and needs no key.

    Safe in threads and event loops. Its answers go into no cache, unless one is passed to the client.
    """

    def __init__(
        self,
        answers: Iterable[Scripted | Callable[[Request], Scripted]] = (),
        *,
        default: Scripted | Callable[[Request], Scripted] | None = None,
        identity: str | None = None,
    ) -> None:
        """Answer ``answers`` one after the other, then ``default`` for ever.

        Args:
            answers: As for ``enqueue``.
            default: When none is left; None raises BadResponseError.
            identity: For caches; two fakes of one identity share cached answers. None: one of its own.
        """
        self.identity = identity or f"fake:{uuid.uuid4().hex}"
        self.form = "schema"
        self.requests: list[Request] = []
        self._default = default
        self._queue = deque(answers)
        self._lock = forks.Lock()

    def enqueue(self, *answers: Scripted | Callable[[Request], Scripted]) -> None:
        """Answer these next, in this order; one that can be called is called with the request."""
        with self._lock:
            self._queue.extend(answers)

    async def send(self, request: Request) -> Completion:
        """Give the next answer.

        Raises:
            Exception: One that was enqueued.
            BadResponseError: Nothing is left to answer.
        """
        with self._lock:
            self.requests.append(request)
            answer = self._next_answer(request)
        if answer is None:
            raise BadResponseError(
                f"The {type(self).__name__} has no answer left for its request {len(self.requests)}: "
                f"enqueue one, or give a default."
            )
        return _completion(answer(request) if callable(answer) else answer, request)

    def _next_answer(self, request: Request) -> Scripted | Callable[[Request], Scripted] | None:  # noqa: ARG002
        """What to answer; None when nothing is left."""
        return self._queue.popleft() if self._queue else self._default


def _completion(answer: Scripted, request: Request) -> Completion:
    if isinstance(answer, Exception):
        raise answer
    if not isinstance(answer, Reply):
        answer = Reply(_text(answer))
    return Completion(
        answer.text, answer.finish_reason, request.model, answer.input_tokens, answer.output_tokens
    )


def _text(answer: str | Mapping[str, Any] | list[Any] | BaseModel) -> str:
    if isinstance(answer, str):
        return answer
    if isinstance(answer, BaseModel):
        return answer.model_dump_json()
    return json.dumps(answer, ensure_ascii=False)
