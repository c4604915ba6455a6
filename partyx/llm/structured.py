"""The turns of an ask, driven by instructor. Imported when a model is really asked (openai takes 1.2 s).

What instructor is told not to do here, and why:

- words of the re-ask: it quotes pydantic's error with a versioned address, so that recordings would miss
  after an update. ``create`` sends the conversation's own messages.
- ``context=``: any sends every message through Jinja, which changes an article with ``{{ }}`` in it.
- errors: it logs and wraps every exception but ``IncompleteOutputException``, which passes as it is.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import instructor
from instructor.core.exceptions import IncompleteOutputException
from openai.types.chat import ChatCompletion
from pydantic import create_model, model_validator

from partyx.llm.strict_json import bare

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from pydantic import BaseModel

    from partyx.llm.conversation import Conversation


class _Passing(IncompleteOutputException):
    """Carries an exception through instructor."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


async def converse(
    conversation: Conversation[Any], fetch: Callable[[Conversation[Any]], Awaitable[None]]
) -> None:
    """Ask until the conversation is over.

    Args:
        conversation: Where it stands; its first turns may have been answered by the cache.
        fetch: Gets the answer to ``conversation.request`` and hands it to ``conversation.take``.

    Raises:
        Exception: What ``fetch`` raised.
    """

    async def create(**_made_by_instructor: object) -> ChatCompletion:
        try:
            await fetch(conversation)
        except Exception as error:  # noqa: BLE001 - raised again below
            raise _Passing(error) from None
        return _as_openai(conversation.raw)

    ask: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
    try:
        await ask(
            response_model=_watched(conversation),
            messages=list(conversation.request.messages),
            model=conversation.request.model,
            max_retries=conversation.turns_left,
        )
    except _Passing as passing:
        error = passing.error
    else:
        return
    raise error


def _watched(conversation: Conversation[Any]) -> type[BaseModel]:
    """The schema model, refusing what the conversation wants asked again: instructor then does so."""

    def refuse(value: BaseModel) -> BaseModel:
        if not conversation.over:
            raise ValueError("; ".join(conversation.wanting))
        return value

    validators: dict[str, Any] = {"refuse": model_validator(mode="after")(refuse)}
    return create_model(conversation.schema.__name__, __base__=conversation.schema, __validators__=validators)


def _as_openai(text: str) -> ChatCompletion:
    """An answer's text as instructor reads it."""
    message = {"role": "assistant", "content": bare(text)}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    fields = {"id": "partyx", "object": "chat.completion", "created": int(time.time()), "model": ""}
    return ChatCompletion.model_validate({**fields, "choices": [choice]})
