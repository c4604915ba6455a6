"""One ask, turn by turn: what to say next, and what to make of the answer. No input or output."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import BaseModel

from partyx.errors import BadResponseError, TruncatedError
from partyx.llm.strict_json import MAX_COMPLAINTS, NotValidError, parse
from partyx.records import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partyx.cache import Completion, Request

T = TypeVar("T", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What came of an ask.

    Attributes:
        value: A plain instance of the schema model.
        raw: The text it was read from.
        usage: What this ask took, re-asks included.
        cached: Whether no model was asked.
        complaints: What ``validate`` still finds wrong with the value.
        finish_reason: "stop".
    """

    value: T
    raw: str
    usage: Usage
    cached: bool
    complaints: tuple[str, ...] = ()
    finish_reason: str = "stop"


def reask_words(complaints: Sequence[str]) -> str:
    """The message that asks again, when the caller has no words of its own."""
    listed = "\n".join(f"- {complaint}" for complaint in complaints)
    return (
        f"That answer cannot be used as it stands:\n{listed}\n"
        f"Correct exactly this, keep the rest, and answer with the whole JSON document again."
    )


class Conversation(Generic[T]):
    """The turns of one ask.

    Attributes:
        request: What to send next.
        schema: What the answer must fit.
        turns: How many answers have been read.
        turns_left: How many times it may be asked again.
        usage: What the turns took; counted by who fetches the answers.
        wanting: What was wrong with the last answer.
        over: Whether there is an answer to return.
        raw: The last answer's text; once it is over, that of the answer returned.
    """

    def __init__(
        self,
        request: Request,
        schema: type[T],
        *,
        reasks: int,
        validate: Callable[[T], Sequence[str]] | None = None,
        reask: Callable[[Sequence[str]], str] | None = None,
    ) -> None:
        """Begin with ``request``."""
        self.request = request
        self.schema = schema
        self.turns = 0
        self.turns_left = reasks
        self.usage = Usage()
        self.wanting: tuple[str, ...] = ()
        self.over = False
        self.raw = ""
        self._validate = validate
        self._words = reask or reask_words
        self._best: tuple[T, str, tuple[str, ...]] | None = None

    def take(self, completion: Completion) -> None:
        """Read an answer.

        Afterwards the ask is ``over``; or it is not, and ``request`` is the next turn, ``wanting`` what
        was wrong and ``raw`` the answer.

        Raises:
            TruncatedError: It ended at the output limit. Nothing is asked again.
            BadResponseError: No turn is left, and no answer so far fits the schema.
        """
        self.turns += 1
        if completion.finish_reason == "length":
            raise self._truncated(completion)
        self.raw = completion.text
        self.wanting = self._read(completion.text)
        if self.wanting and self.turns_left:
            self._ask_again(completion.text)
            return
        if self._best is None:
            raise BadResponseError(
                f"The answer of {self.request.model} does not fit its schema after {self.turns} "
                f"{'ask' if self.turns == 1 else 'asks'}: {'; '.join(self.wanting[:3])}. "
                f"Raise reasks, or name a stronger model."
            )
        self.over = True
        self.raw = self._best[1]

    def answer(self) -> Answer[T]:
        """The result of an ask that is over."""
        if self._best is None:
            raise BadResponseError("The ask is not over.")
        value, raw, complaints = self._best
        return Answer(value, raw, self.usage, cached=self.usage.calls == 0, complaints=complaints)

    def _read(self, text: str) -> tuple[str, ...]:
        """What is wrong with an answer; keeps the last one that fits the schema."""
        try:
            value = parse(text, self.schema)
        except NotValidError as error:
            return tuple(error.complaints)
        complaints = tuple(self._validate(value)) if self._validate else ()
        self._best = (value, text, complaints)
        return complaints

    def _ask_again(self, text: str) -> None:
        self.turns_left -= 1
        more = (
            {"role": "assistant", "content": text},
            {"role": "user", "content": self._words(self.wanting[:MAX_COMPLAINTS])},
        )
        self.request = replace(self.request, messages=(*self.request.messages, *more))

    def _truncated(self, completion: Completion) -> TruncatedError:
        error = TruncatedError(
            f"The answer of {self.request.model} ended at the output limit, after "
            f"{completion.output_tokens or 'an unknown number of'} tokens. "
            f"Raise max_output_tokens, or ask for less at once."
        )
        error.partial = completion.text
        return error
