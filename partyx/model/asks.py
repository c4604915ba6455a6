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
    AwaitedError,
    BadResponseError,
    ContentFilterError,
    ModelError,
    ModelTimeoutError,
    RefusalError,
    TooLongError,
    TruncatedError,
)
from partyx.llm.usage import add
from partyx.records import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pydantic import BaseModel

    from partyx.deadline import Deadline
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


_WITHHELD = (RefusalError, ContentFilterError)
"""What a part was refused for; the model can answer all the same."""
SCOUTS = 2
"""Jobs at once until the model has answered one about this article; one, until it has ever answered."""
MOST_WITHHELD = 6
"""Parts that a model may refuse before it has answered one: it refuses the article, not its sentences. 102
calls for no record were seen."""


class Run:
    """What one article's asks take, and how far they are. Safe in threads.

    Attributes:
        usage: Of all asks so far, failed ones included.
        cached: Whether no model was asked.
        notes: What had to be given up on.
        asked: Jobs so far.
        late: Those of them that the deadline came before.
    """

    def __init__(self, client: Client, deadline: Deadline, *, alone: bool = True) -> None:
        """Prepare to ask.

        Args:
            client: Who is asked.
            deadline: Until when answers are waited for.
            alone: Nobody else has read the article: without a single answer there is nothing.
        """
        self._client = client
        self._deadline = deadline
        self._alone = alone
        self._last: ModelError | None = None
        self._awaited = False
        self._lock = Lock()
        self._answered_once = asyncio.Event()
        self.usage = Usage()
        self.notes: list[str] = []
        self.asked = self.late = 0

    @property
    def failure(self) -> ModelError | None:
        """The last error, where nothing was ever answered."""
        return None if self._answered_once.is_set() else self._last

    @property
    def cached(self) -> bool:
        """Whether every answer came from the cache."""
        return self.usage.calls == 0 and self.usage.cached_calls > 0

    async def all(
        self, jobs: Sequence[Job[T]], done: Callable[[T], None], *, optional: bool = False
    ) -> list[T]:
        """Run the jobs; results in order, without the parts that had to be skipped.

        Until the model has answered once, no more than ``SCOUTS`` jobs run, and after as many that came to
        nothing, or one that was tried again and again, none is begun any more: a model that cannot answer is
        not asked about every part of a long article, nor one that refuses more than ``MOST_WITHHELD``.
        At the deadline the jobs that are not done are given up.

        Args:
            jobs: Independent of each other.
            done: Called with each result as soon as it is there.
            optional: The jobs only add to what is known: no error of theirs may lose it.

        Raises:
            AwaitedError: Answers are yet to come.
            ModelError: One that concerns all parts, or the last one when nothing was ever answered.
        """
        tasks: list[asyncio.Task[T | ModelError | AwaitedError]] = []
        self.asked += len(jobs)
        answered = asyncio.create_task(self._answered_once.wait())
        try:
            while len(tasks) < len(jobs) and self._deadline.left != 0:
                for job in jobs[len(tasks) :][: self._room(tasks, len(jobs))]:
                    attempt = self._attempt(job, done, optional)
                    tasks.append(asyncio.create_task(attempt))
                under_way = [task for task in tasks if not task.done()]
                if not under_way or _is_over(tasks):
                    break
                await self._wait([answered, *under_way], asyncio.FIRST_COMPLETED)
            if tasks:
                await self._wait(tasks, asyncio.FIRST_EXCEPTION)
            results = self._ended(tasks, len(jobs))
        finally:
            for task in (answered, *tasks):
                task.cancel()
        return self._collected(results, optional)

    async def _wait(self, tasks: Sequence[asyncio.Task[Any]], when: str) -> None:
        await asyncio.wait(tasks, timeout=self._deadline.left, return_when=when)

    def _ended(self, tasks: Sequence[asyncio.Task[T]], jobs: int) -> list[T]:
        """The results of the tasks that are done; the others are late.

        Raises:
            ModelError: One that concerns all parts.
        """
        done = [task for task in tasks if task.done()]
        if wrong := [error for task in done if (error := task.exception()) is not None]:
            raise wrong[0]
        if self._deadline.left == 0 and len(done) < jobs:
            self.late += jobs - len(done)
            self._last = ModelTimeoutError(
                f"{self._client.model} answered nothing in the {self._deadline.seconds:g} s of the article. "
                "Raise max_seconds, or name a faster model."
            )
        return [task.result() for task in done]

    def _room(self, tasks: Sequence[asyncio.Task[Any]], jobs: int) -> int:
        """How many more jobs may be begun now."""
        if _is_over(tasks):
            return 0
        if self._answered_once.is_set() or self._awaited:
            return jobs
        over = [task.result() for task in tasks if task.done()]
        futile = sum(_weight(result) for result in over if not isinstance(result, _WITHHELD))
        at_once = SCOUTS if self._client.proven else 1
        room = min(SCOUTS - futile, at_once) - (len(tasks) - len(over))
        return max(0, min(room, MOST_WITHHELD - len(tasks)))

    async def _attempt(
        self,
        job: Job[T],
        done: Callable[[T], None],
        optional: bool,  # noqa: FBT001
    ) -> T | ModelError | AwaitedError:
        try:
            result = await self._driven(job)
        except AwaitedError as error:  # the other parts are put down too before the article is left
            self._awaited = True
            return error
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
        self._answered_once.set()
        return lambda: job.send(answer)

    def _failed(self, job: Job[T], error: ModelError) -> Callable[[], Ask]:
        """What is too long, or was cut, goes to the job, which splits; the rest is for the caller."""
        self._count(error.usage)
        self._last = error
        if not isinstance(error, (TruncatedError, TooLongError)):
            raise error
        return lambda: job.throw(error)

    def _count(self, usage: Usage | None) -> None:
        if usage is not None:
            with self._lock:
                self.usage = add(self.usage, usage)

    def _collected(self, results: Iterable[T | ModelError | AwaitedError], optional: bool) -> list[T]:  # noqa: FBT001
        good: list[T] = []
        bad: list[ModelError] = []
        for result in results:
            if isinstance(result, AwaitedError):
                raise result
            if isinstance(result, ModelError):
                bad.append(result)
            else:
                good.append(result)
        if bad and self.failure is not None and self._alone and not optional:
            raise bad[-1]
        what = "the second ask" if optional else "one part of the article"
        self.notes += (f"{what} gave nothing: {error}" for error in bad)
        return good


def _weight(result: object) -> int:
    """For how many jobs one that came to nothing counts: tries are made in place of others."""
    return SCOUTS if isinstance(result, ModelError) and result.tries > 1 else 1


def _is_over(tasks: Sequence[asyncio.Task[Any]]) -> bool:
    """Whether one met what concerns all."""
    return any(task.done() and task.exception() is not None for task in tasks)


def _skipped(error: ModelError, *, optional: bool) -> ModelError:
    """The error, when the other parts go on without this one.

    Raises:
        ModelError: The error, when they do not.
    """
    if optional or isinstance(error, _SKIPPED):
        return error
    raise error
