"""Any number of articles: a bounded number in flight, each ending as one extraction or one failure."""

from __future__ import annotations

import queue
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

from partyx.closing import Closing
from partyx.errors import (
    AuthenticationError,
    AwaitedError,
    BudgetError,
    InputError,
    MissingExtraError,
    ModelError,
    OutputError,
    PartyxError,
    PassedOverError,
    QuotaError,
    SettingsError,
    WorkError,
)
from partyx.extraction import Extraction
from partyx.interrupts import next_of
from partyx.reading import Unread
from partyx.records import Usage

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from concurrent.futures import Future

    from partyx.article import Article
    from partyx.reading import Input

    Extract = Callable[[Article | Input], Coroutine[Any, Any, Extraction]]


class _Left(Enum):
    """In place of a result: the article was left to another run."""

    LEFT = 1


_LEFT: Final = _Left.LEFT

ENDS_ALL: Final = (SettingsError, MissingExtraError, AuthenticationError, QuotaError, OutputError)
"""What no other article would escape: the run ends, and can be taken up when it is put right."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article of many that gave no extraction.

    Attributes:
        source: Its path or address, or what it is.
        id: Its short name, where it has one already.
        stage: "read", "screen" (an article that was passed over), "ask" (a model) or "extract".
        error: Why.
        skipped: Whether it was passed over on purpose: a picture in a folder, a duplicate, or what a batch
            service has yet to answer.
    """

    source: str
    id: str | None
    stage: Literal["read", "screen", "ask", "extract"]
    error: PartyxError
    skipped: bool = False

    @property
    def retryable(self) -> bool:
        """Whether trying again may help."""
        return self.error.retryable

    def to_dict(self) -> dict[str, Any]:
        """The failure as plain JSON values."""
        return {
            "source": self.source,
            "id": self.id,
            "stage": self.stage,
            "error": type(self.error).__name__,
            "message": str(self.error),
            "retryable": self.retryable,
            "skipped": self.skipped,
            "duplicate_of": getattr(self.error, "of", None),
        }


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a run is.

    Attributes:
        done: Articles extracted.
        failed: Articles that failed.
        skipped: Sources passed over on purpose.
        in_flight: Articles that are being worked on, or wait to be taken.
        usage: Of all models asked, failures included.
    """

    done: int = 0
    failed: int = 0
    skipped: int = 0
    in_flight: int = 0
    usage: Usage = field(default_factory=Usage)


_Landed = Extraction | Failure | BaseException | _Left | None
"""What came of a source; None: no more of them come."""


class Stream(Closing, Iterator[Extraction | Failure]):
    """The results of many articles, as they come or in the order of the sources.

    Iterate over it; nothing more is begun than fits beside what has not been taken yet. The sources are gone
    through in a thread of their own, so that a source that has nothing at the moment holds no result up.
    Close it to stop early, or use it in a ``with`` block.

    Attributes:
        tally: How far it is.
        spent: Whether it ended for want of budget.
    """

    def __init__(  # noqa: PLR0913 - what to do, and within which bounds
        self,
        sources: Iterable[Article | Input | Unread],
        extract: Extract,
        begin: Callable[[Coroutine[Any, Any, Extraction]], Future[Extraction]],
        *,
        room: int,
        ordered: bool = False,
        end: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin.

        Args:
            sources: What the articles are read from; with what gave none.
            extract: Extracts from one of them; a BudgetError ends the run after what is under way.
            begin: Begins a coroutine in the loop that it is to run in.
            room: Articles in flight, those not yet taken included.
            ordered: Give results in the order of the sources.
            end: Called once when all is over.
        """
        self.tally = Tally()
        self.spent = False
        self._extract, self._begin, self._end = extract, begin, end
        self._ordered = ordered
        self._room = threading.Semaphore(room)
        self._lock = threading.Lock()
        self._landed: queue.SimpleQueue[tuple[int, _Landed]]
        self._landed = queue.SimpleQueue()
        self._early: dict[int, _Landed] = {}
        self._next = self._taken = 0
        self._total: int | None = None
        self._broken: BaseException | None = None
        self._flying: set[Future[Extraction]] = set()
        self._stopped = False
        self._over = False
        self._feeder = threading.Thread(
            target=self._feed, args=(iter(sources),), name="partyx-sources", daemon=True
        )
        self._feeder.start()

    def __next__(self) -> Extraction | Failure:
        """The next result; waits for it.

        Raises:
            SettingsError: Or another error that every article would end with; so are MissingExtraError,
                AuthenticationError and QuotaError.
            Exception: What the iterable of the sources raised, once each that it gave before has ended.
        """
        while not self._over:
            try:
                result = self._take()
            except BaseException:  # Ctrl-C: processes and calls would go on for nobody
                self.close()
                raise
            if result is None:
                continue
            if isinstance(result, BaseException):
                self.close()
                raise result
            self._room.release()
            return result
        if self._broken is not None and self._is_whole:
            broken, self._broken = self._broken, None
            raise broken
        raise StopIteration

    def with_bar(self, total: int | None = None) -> Iterator[Extraction | Failure]:
        """The results behind a progress bar of tqdm, in a notebook or on a terminal.

        Args:
            total: How many articles there are, where that is known: then it tells the time left.
        """
        from tqdm.auto import tqdm  # noqa: PLC0415 - only who wants a bar

        with tqdm(total=total, unit=" articles") as bar:
            for result in self:
                tally = self.tally
                shown: dict[str, object] = {"failed": tally.failed, "calls": tally.usage.calls}
                if tally.usage.cached_calls:
                    shown["cached"] = tally.usage.cached_calls
                if tally.usage.calls and tally.usage.cost_usd is not None:
                    shown["USD"] = round(tally.usage.cost_usd, 2)
                bar.set_postfix(shown)
                bar.update()
                yield result

    def finish(self) -> Iterator[Extraction | Failure]:
        """Begin nothing more; give what is done already, without waiting for the rest, and close."""
        self._stopped = True
        self._room.release()
        while True:
            try:
                _, result = self._landed.get_nowait()
            except queue.Empty:
                break
            if isinstance(result, Extraction | Failure):
                yield self._counted(result)
        yield from (self._counted(it) for it in self._early.values() if isinstance(it, Extraction | Failure))
        self.close()

    def close(self) -> None:
        """Stop: nothing more is begun, and what is under way is given up. Idempotent."""
        if self._over:
            return
        self._over = self._stopped = True
        self._room.release()  # who feeds may wait for it
        with self._lock:
            flying = list(self._flying)
        for future in flying:
            future.cancel()
        self._landed.put((-1, None))  # who takes may wait for it, in another thread
        self._end()

    # -- feeding -------------------------------------------------------------------------------------

    def _feed(self, sources: Iterator[Article | Input | Unread]) -> None:
        """Begin articles as long as there is room; in a thread of its own."""
        number = 0
        try:
            for source in sources:
                self._room.acquire()
                if self._stopped:
                    break
                self._count(in_flight=1)
                self._start(number, source)
                number += 1
        except BaseException as error:  # noqa: BLE001 - raised where results are taken
            self._broken = error
        self._landed.put((number, None))

    def _start(self, number: int, source: Article | Input | Unread) -> None:
        if isinstance(source, Unread):
            self._landed.put((number, Failure(source.source, None, "read", source.error, source.skipped)))
            return
        future = self._begin(self._extract(source))
        with self._lock:
            self._flying.add(future)
        future.add_done_callback(lambda it: self._land(number, source, it))

    def _land(self, number: int, source: Article | Input, future: Future[Extraction]) -> None:
        with self._lock:
            self._flying.discard(future)
        if future.cancelled():
            return
        error = future.exception()
        if error is None:
            self._landed.put((number, future.result()))
        elif isinstance(error, BudgetError):
            self.spent = self._stopped = True
            self._landed.put((number, _LEFT))
        elif isinstance(error, ENDS_ALL) or not isinstance(error, Exception):
            self._landed.put((number, error))
        else:
            self._landed.put((number, failure_of(source, error)))

    # -- taking --------------------------------------------------------------------------------------

    def _take(self) -> Extraction | Failure | BaseException | None:
        """One result; None when there is none to give yet, or at the end."""
        if self._ordered and self._next in self._early:
            result = self._early.pop(self._next)
        else:
            number, result = next_of(self._landed)
            if result is None:
                self._total = number if self._total is None else self._total
                self._ended()
                return None
            if self._ordered and number != self._next and not isinstance(result, BaseException):
                self._early[number] = result
                return None
        self._next += 1
        self._taken += 1
        if result is _LEFT:
            self._count(in_flight=-1)
            self._room.release()  # who feeds may wait for it, and is to see that the run is over
            self._ended()
            return None
        counted = self._counted(result) if isinstance(result, Extraction | Failure) else result
        self._ended()
        return counted

    @property
    def _is_whole(self) -> bool:
        """Whether every article that was begun has been taken."""
        return self._total is not None and self._taken >= self._total

    def _ended(self) -> None:
        if self._is_whole:
            self.close()

    def _counted(self, result: Extraction | Failure) -> Extraction | Failure:
        if isinstance(result, Extraction):
            self._count(done=1, in_flight=-1, usage=result.provenance.usage)
        else:
            usage = getattr(result.error, "usage", None) or Usage()
            self._count(failed=not result.skipped, skipped=result.skipped, in_flight=-1, usage=usage)
        return result

    def _count(self, usage: Usage | None = None, **more: int) -> None:
        from partyx.llm.usage import add  # noqa: PLC0415 - who runs by rules loads it here

        with self._lock:
            counts = {name: getattr(self.tally, name) + change for name, change in more.items()}
            total = self.tally.usage if usage is None else add(self.tally.usage, usage)
            self.tally = replace(self.tally, usage=total, **counts)


def failure_of(source: Article | Input, error: Exception) -> Failure:
    """The failure of an article, whatever was raised about it."""
    name = source.source or getattr(source, "name", None) or source.id or "the text"
    if not isinstance(error, PartyxError):
        where = [f" at {one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)[-1:]]
        what = f"{type(error).__name__}: {error}{''.join(where)}"
        error = WorkError(f"{name}: a defect of partyx ({what}). Please report it.")
    stage: Literal["read", "screen", "ask", "extract"] = "extract"
    if isinstance(error, AwaitedError):
        return Failure(name, source.id, "ask", error, skipped=True)
    if isinstance(error, InputError | ModelError):
        stage = "read" if isinstance(error, InputError) else "ask"
    elif isinstance(error, PassedOverError):
        stage = "screen"
    return Failure(name, source.id, stage, error, skipped=stage == "screen")
