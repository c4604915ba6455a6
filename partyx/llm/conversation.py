"""One ask, turn by turn: what to say next, and what to make of the answer. No input or output."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from partyx.errors import BadResponseError, ModelError, ThoughtError, TruncatedError
from partyx.llm.documents import spoken
from partyx.llm.salvage import MAX_COMPLAINTS, NotValidError, parse
from partyx.records import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partyx.cache import Completion, Request

T = TypeVar("T", bound=BaseModel)

_LONGEST = 60_000
"""Characters of an answer that a re-ask repeats: more than any whole answer about one window."""


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What came of an ask.

    Attributes:
        value: A plain instance of the schema model.
        raw: The text it was read from.
        usage: What this ask took, re-asks included.
        cached: Whether no model was asked.
        complaints: What ``validate`` still finds wrong with the value.
        hollow: Whether it says so little that it was not kept in the cache.
        unmended: Why the model could not be asked to mend it; empty where it could, or had not to.
    """

    value: T
    raw: str
    usage: Usage
    cached: bool
    complaints: tuple[str, ...] = ()
    hollow: bool = False
    unmended: str = ""


def reask_words(complaints: Sequence[str], *, partly: bool = False) -> str:
    """The message that asks again, when the caller has no words of its own.

    Args:
        complaints: What is wrong with the answer.
        partly: The rest of it is kept: only what is corrected has to be answered.
    """
    listed = "\n".join(f"- {complaint}" for complaint in complaints)
    if partly:
        return (
            f"These parts of that answer cannot be used:\n{listed}\n"
            f"Answer with a JSON document of the same form that holds them corrected; the rest is kept."
        )
    return (
        f"That answer cannot be used as it stands:\n{listed}\n"
        f"Correct exactly this, keep the rest, and answer with the whole JSON document again."
    )


@dataclass(frozen=True, slots=True)
class Judgement(Generic[T]):
    """How the caller of an ask judges its answers.

    Attributes:
        validate: Complaints about a value that fits the schema, each naming its place ("stats[3].v: ...").
        reask: Puts complaints into words, as :func:`reask_words` does.
        combine: A first value, the complaints about it, and what a re-ask gave, which may be no more than the
            corrected items, as one value. None: an answer to a re-ask is whole, and stands for the first.
        hollow: Whether a value says too little to be kept in the cache.
    """

    validate: Callable[[T], Sequence[str]] | None = None
    reask: Callable[..., str] = reask_words
    combine: Callable[[T, Sequence[str], T], T] | None = None
    hollow: Callable[[T], bool] | None = None


class Conversation(Generic[T]):
    """The turns of one ask.

    Attributes:
        request: What to send next.
        schema: What the answer must fit.
        asked: The requests whose answers have been read.
        turns_left: How many times it may be asked again.
        usage: What the turns took; counted by who fetches the answers.
        wanting: What was wrong with the last answer.
        over: Whether there is an answer to return.
        hollow: Whether the answer to return says too little to be served again.
    """

    def __init__(
        self, request: Request, schema: type[T], *, reasks: int, judgement: Judgement[T] | None = None
    ) -> None:
        """Begin with ``request``."""
        self.request = request
        self.schema = schema
        self.asked: list[Request] = []
        self.turns_left = reasks
        self.usage = Usage()
        self.wanting: tuple[str, ...] = ()
        self.over = False
        self.hollow = False
        self._judge: Judgement[T] = judgement or Judgement()
        self._best: _Taken[T] | None = None
        self._unmended = ""
        self._fits = False

    @property
    def turns(self) -> int:
        """How many answers have been read."""
        return len(self.asked)

    def take(self, completion: Completion) -> None:
        """Read an answer.

        Afterwards the ask is ``over``; or it is not, and ``request`` is the next turn and ``wanting`` what
        was wrong.

        Raises:
            TruncatedError: It ended at the output limit. Nothing is asked again.
            ThoughtError: It is no more than thoughts, up to that limit.
            BadResponseError: No turn is left, and the answers fit the schema in nothing, or said nothing.
        """
        self.asked.append(self.request)
        if completion.finish_reason == "length":
            raise _truncated(completion, self.request)
        partly = self._read(completion.text)
        if self.wanting and self.turns_left:
            self._ask_again(completion.text, partly=partly)
            return
        if not (self._fits or self._has_something):  # an empty value would look like an answer
            raise BadResponseError(
                f"The answer of {self.request.model} does not fit its schema after {self.turns} "
                f"{'ask' if self.turns == 1 else 'asks'}: {'; '.join(self.wanting[:3])}. "
                f"It is not kept: run again to ask again. Raise reasks, or name a stronger model."
            )
        self.over = True
        self.hollow = self._judge.hollow is not None and self._judge.hollow(self.answer().value)

    @property
    def _has_something(self) -> bool:
        """Whether anything was taken."""
        return self._best is not None and any(self._best.value.__dict__.values())

    def settle(self, error: ModelError) -> bool:
        """End an ask whose re-ask came to nothing with what was taken before; false where that is nothing."""
        if not self._has_something:
            return False
        self.over, self._unmended = True, str(error)
        return True

    def answer(self) -> Answer[T]:
        """The result of an ask that is over."""
        if self._best is None:
            raise BadResponseError("The ask is not over.")
        value, raw, complaints = self._best
        cached = self.usage.calls == 0
        return Answer(value, raw, self.usage, cached, complaints, self.hollow, self._unmended)

    def _read(self, text: str) -> bool:
        """Take what can be used of an answer, and note what cannot; whether something was taken."""
        try:
            found = parse(text, self.schema)
        except NotValidError as error:
            self.wanting, self._fits = tuple(error.complaints), False
            return False
        known, combine = self._best, self._judge.combine
        value, complaints = found.value, list(found.complaints)
        if known is not None and combine is not None:
            value = combine(known.value, known.complaints, value)
        if self._judge.validate is not None:
            said = self._judge.validate(value)
            complaints += said if value is not found.value else map(found.as_written, said)
        self.wanting, self._fits = tuple(complaints), True
        self._best = _Taken(value, text, self.wanting)
        return combine is not None

    def _ask_again(self, text: str, *, partly: bool) -> None:
        self.turns_left -= 1
        again = self._judge.reask(self.wanting[:MAX_COMPLAINTS], partly=partly)
        said = [{"role": "assistant", "content": _clipped(text)}] if text.strip() else []
        more = (*said, {"role": "user", "content": again})
        self.request = replace(self.request, messages=(*self.request.messages, *more))


class _Taken(NamedTuple, Generic[T]):
    """What was taken of an answer, its text, and what is wrong with it."""

    value: T
    raw: str
    complaints: tuple[str, ...]


def _clipped(text: str) -> str:
    """An answer as it is put before the model again: one that ran away is not paid for twice."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}\n[...]"


def _truncated(completion: Completion, request: Request) -> ModelError:
    written = spoken(completion.text).strip()
    tokens = completion.output_tokens or "an unknown number of"
    spent = f"The answer of {request.model} ended at the output limit, after {tokens} tokens"
    if written:
        error = TruncatedError(f"{spent}. Raise max_output_tokens, or ask for less at once.")
        error.partial = written
        return error
    return ThoughtError(
        f"{spent}, all of which went into thinking. "
        f"Raise max_output_tokens, or lower reasoning_effort; asking for less at once would not help."
    )
