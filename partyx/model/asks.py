"""Asks as generators, and what runs them.

A job yields :class:`Ask` objects, gets an answer back for each (or has the truncation thrown in), and
returns its part of the result. It knows nothing of threads, tasks or clients.
"""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from partyx.errors import (
    BadResponseError,
    ContentFilterError,
    ModelError,
    RefusalError,
    TooLongError,
    TruncatedError,
)
from partyx.llm.usage import add
from partyx.records import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

    from partyx.llm import Answer, Client, Judgement

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """One question to the model, re-asks included.

    Attributes:
        messages: The whole conversation.
        schema: What the answer must be.
        name: For spans and logs.
        judge: What is wrong with an answer, and how to say so.
    """

    messages: Sequence[dict[str, str]]
    schema: type[BaseModel]
    name: str
    judge: Judgement[Any] | None = None


Job = Generator[Ask, "Answer[Any]", T]
"""Yields asks, is sent answers, returns ``T``."""

_SKIPPED = (RefusalError, ContentFilterError, BadResponseError, TruncatedError, TooLongError)
"""What spoils one part of an article and says nothing about the others."""


class Run:
    """What one article's asks take, and how far they are. Safe in threads.

    Attributes:
        usage: Of all asks so far, failed ones included.
        cached: Whether no model was asked.
        notes: What had to be given up on.
    """

    def __init__(self, client: Client, *, alone: bool = True) -> None:
        """Prepare to ask.

        Args:
            client: Who is asked.
            alone: Nobody else has read the article: without a single answer there is nothing.
        """
        self._client = client
        self._alone = alone
        self._lock = Lock()
        self._answers = False
        self.usage = Usage()
        self.notes: list[str] = []

    @property
    def cached(self) -> bool:
        """Whether every answer came from the cache."""
        return self.usage.calls == 0 and self.usage.cached_calls > 0

    async def all(
        self, jobs: Sequence[Job[T]], done: Callable[[T], None], *, optional: bool = False
    ) -> list[T]:
        """Run the jobs; results in order, without the parts that had to be skipped.

        Args:
            jobs: Independent of each other.
            done: Called with each result as soon as it is there.
            optional: The jobs only add to what is known: no error of theirs may lose it.

        Raises:
            ModelError: One that concerns all parts, or the last one when nothing was ever answered and
                nobody else has read the article.
        """
        tasks: list[asyncio.Task[T | ModelError]] = []
        for job in jobs:
            attempt = self._attempt(job, done, optional)
            tasks.append(asyncio.create_task(attempt))
        try:
            results = list(await asyncio.gather(*tasks))
        finally:
            for task in tasks:
                task.cancel()
        return self._collected(results, optional)

    async def _attempt(
        self,
        job: Job[T],
        done: Callable[[T], None],
        optional: bool,  # noqa: FBT001
    ) -> T | ModelError:
        try:
            result = await self._driven(job)
        except ModelError as error:
            return _skipped(error, optional=optional)
        done(result)
        return result

    async def _driven(self, job: Job[T]) -> T:
        step: Callable[[], Ask] = lambda: next(job)  # noqa: E731 - the first step, then send or throw
        while True:
            try:
                ask = step()
            except StopIteration as stop:
                return stop.value  # type: ignore[no-any-return]
            try:
                answer = await self._client.aask(ask.messages, ask.schema, name=ask.name, judge=ask.judge)
            except ModelError as error:
                step = self._failed(job, error)
            else:
                step = self._answered(job, answer)

    def _answered(self, job: Job[T], answer: Answer[Any]) -> Callable[[], Ask]:
        self._count(answer.usage)
        self._answers = True
        return lambda: job.send(answer)

    def _failed(self, job: Job[T], error: ModelError) -> Callable[[], Ask]:
        """What is too long, or was cut, goes to the job, which splits; the rest is for the caller."""
        self._count(error.usage)
        if not isinstance(error, (TruncatedError, TooLongError)):
            raise error
        return lambda: job.throw(error)

    def _count(self, usage: Usage | None) -> None:
        if usage is not None:
            with self._lock:
                self.usage = add(self.usage, usage)

    def _collected(self, results: Iterable[T | ModelError], optional: bool) -> list[T]:  # noqa: FBT001
        good: list[T] = []
        bad: list[ModelError] = []
        for result in results:
            if isinstance(result, ModelError):
                bad.append(result)
            else:
                good.append(result)
        if bad and not self._answers and self._alone and not optional:
            raise bad[-1]
        what = "the second ask" if optional else "one part of the article"
        self.notes += (f"{what} gave nothing: {error}" for error in bad)
        return good


def _skipped(error: ModelError, *, optional: bool) -> ModelError:
    """The error, when the other parts go on without this one.

    Raises:
        ModelError: The error, when they do not.
    """
    if optional or isinstance(error, _SKIPPED):
        return error
    raise error
