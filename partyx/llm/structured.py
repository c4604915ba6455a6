"""The re-asks of an ask, driven by instructor. Imported when a first answer does not do: that takes 1.2 s.

What instructor is told not to do here, and why:

- words of the re-ask: it quotes pydantic's error with a versioned address, so that recordings would miss
  after an update. ``create`` sends the conversation's own messages.
- ``context=``: any sends every message through Jinja, which changes an article with ``{{ }}`` in it.
- errors: it logs and wraps every exception but ``IncompleteOutputException``, which passes as it is.
"""

from __future__ import annotations

import time
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import instructor
from instructor.core.exceptions import IncompleteOutputException
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ConfigDict, model_validator

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from partyx.llm.conversation import Conversation


class _Passing(IncompleteOutputException):
    """Carries an exception through instructor."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


_current: ContextVar[tuple[Conversation[Any], Callable[[Conversation[Any]], Awaitable[None]]]] = ContextVar(
    "conversation"
)
"""The ask of this task, and how to get its answers."""


async def converse(
    conversation: Conversation[Any], fetch: Callable[[Conversation[Any]], Awaitable[None]]
) -> None:
    """Ask until the conversation is over.

    Args:
        conversation: Where it stands: an answer was read, and its request is a re-ask.
        fetch: Gets the answer to ``conversation.request`` and hands it to ``conversation.take``.

    Raises:
        Exception: What ``fetch`` raised.
    """
    token = _current.set((conversation, fetch))
    try:
        await _ask(
            response_model=_Judged,
            messages=list(conversation.request.messages),
            model=conversation.request.model,
            max_retries=conversation.turns_left,
        )
    except _Passing as passing:
        error = passing.error
    else:
        return
    finally:
        _current.reset(token)
    raise error


async def _create(**_made_by_instructor: object) -> ChatCompletion:
    """The next answer, as instructor reads it: what was taken of it, as the JSON that it should have been."""
    conversation, fetch = _current.get()
    try:
        await fetch(conversation)
    except Exception as error:  # noqa: BLE001 - raised again by converse
        raise _Passing(error) from None
    return _as_openai(conversation.answer().value.model_dump_json() if conversation.over else "{}")


class _Judged(BaseModel):
    """Any JSON object, refused where the conversation at hand wants another: instructor then asks again.

    The conversation has read the answer by its own schema already. A model with that schema, whose JSON
    Schema instructor makes anew for each ask, took 6 ms of it.
    """

    model_config = ConfigDict(extra="allow")

    @model_validator(mode="before")
    @classmethod
    def _judge(cls, value: Any) -> Any:  # noqa: ANN401 - whatever was answered
        conversation, _ = _current.get()
        if not conversation.over:
            raise ValueError("; ".join(conversation.wanting))
        return value


_ask: Any = instructor.patch(create=_create, mode=instructor.Mode.JSON_SCHEMA)


def _as_openai(text: str) -> ChatCompletion:
    """An answer's text as instructor reads it."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    fields = {"id": "partyx", "object": "chat.completion", "created": int(time.time()), "model": ""}
    return ChatCompletion.model_validate({**fields, "choices": [choice]})
