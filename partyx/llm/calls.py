"""Getting one answer: from the recordings, the cache, somebody else's equal call, or the model."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from partyx.cache import Completion, Entry, Request
from partyx.cache.entry import read_completion
from partyx.cache.flight import Flight, Flights
from partyx.errors import ModelError, ReplayMissError, SettingsError
from partyx.llm.portal import begin_here

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from concurrent.futures import Future

    from partyx.cache import Claim, Recordings, Store
    from partyx.llm.model import Model
    from partyx.llm.slots import Slots

logger = logging.getLogger("partyx.llm")

Mode = Literal["normal", "refresh", "off", "replay"]
POLL_S = 0.05
"""How often to look whether another process has finished an equal call, which takes seconds."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, and whether it was had without paying."""

    completion: Completion
    cached: bool


_flights: Flights[Found] = Flights()


class Calls:
    """The way to an answer that one client takes. Safe in threads, event loops and processes."""

    def __init__(  # noqa: PLR0913 - who, what is kept, and how
        self,
        model: Model | None,
        store: Store | None,
        recordings: Recordings | None,
        *,
        mode: Mode,
        patience_s: float,
        slots: Slots,
        begin: Callable[[Coroutine[Any, Any, Found]], Future[Found]] = begin_here,
    ) -> None:
        """Take this way.

        Args:
            model: Who is asked; None in replay mode.
            store: The cache; None for none.
            recordings: Looked into first and added to; None for none.
            mode: As in ``Settings.cache``.
            patience_s: Longest wait for an equal call of another thread or process, which itself can
                take no longer. After it the call is made here: the other one hangs or is suspended.
            slots: Calls at once.
            begin: Begins a call, in the loop that it shall be made in.
        """
        self._model = model
        self._store = None if mode == "off" else store
        self._recordings = recordings
        self._mode = mode
        self._patience_s = patience_s
        self._slots = slots
        self._begin = begin

    def ask_by(self, model: Model) -> None:
        """Ask ``model`` from now on, whose answers are those of the one before."""
        self._model = model

    def find(self, request: Request) -> Found | None:
        """The answer that is there already; None when it has to be asked for, or is wanted anew.

        Raises:
            ReplayMissError: There is none and this is replay mode.
        """
        if self._mode in ("off", "refresh"):
            return None
        found = self._recordings.get(request) if self._recordings else None
        if found is None and self._store is not None:
            raw = self._store.get(self._key(request))
            found = read_completion(raw) if raw is not None else None
            if found is not None:
                self._record(request, found)
        if found is None and self._mode == "replay":
            raise self._miss(request)
        return Found(found, cached=True) if found else None

    async def fetch(self, request: Request) -> Found:
        """The answer, asked for if need be. Equal calls at the same time are made once.

        Raises:
            ModelError: There is no answer.
        """
        if self._mode == "off":
            return await self._alone(request)
        place = f"{self._store.identity if self._store else ''} {self._mode} {self._key(request)}"
        while True:
            flight, mine = _flights.join(place, lambda: self._begin(self._claimed(request)))
            try:
                landed = await flight.landed(None if mine else self._patience_s)
            except TimeoutError:
                return await self._alone(request)
            if not landed:
                continue  # the loop it was made in has ended
            error = flight.future.exception()
            if isinstance(error, ModelError) and not mine:
                raise _copy(error)
            if error is None or mine:
                found = flight.future.result()
                return Found(found.completion, cached=found.cached or not flight.pay())

    def forget(self, request: Request) -> None:
        """Keep the answer to a request no longer, so that it is asked for again."""
        if self._store is not None and self._mode != "replay":
            self._store.discard(self._key(request))

    async def _alone(self, request: Request) -> Found:
        """The answer to a call that is shared with nobody."""
        flight = Flight(self._begin(self._asked(request)))
        await flight.landed()
        return flight.future.result()

    async def _claimed(self, request: Request) -> Found:
        """Make the call unless another process has made it meanwhile."""
        if self._store is None or self._mode == "refresh":
            return await self._asked(request)
        claim = await self._claim(self._store, self._key(request))
        try:
            # Looked up again even when nobody was waited for: the last one may have been done just now.
            return self.find(request) or await self._asked(request)
        finally:
            if claim is not None:
                claim.release()

    async def _claim(self, store: Store, key: str) -> Claim | None:
        """Wait for the right to make the call; None after the patience is spent."""
        clock = asyncio.get_running_loop().time
        end = clock() + self._patience_s
        while (claim := store.claim(key)) is None and clock() < end:  # noqa: ASYNC110 - the event is in another process
            await asyncio.sleep(POLL_S)
        return claim

    async def _asked(self, request: Request) -> Found:
        """Ask the model, and keep what was paid for before anybody judges it."""
        if self._model is None:
            raise self._miss(request)
        async with self._slots:
            completion = await self._model.send(request)
        if self._store is not None or self._recordings is not None:
            # In a thread: a write waits up to 10 s for another process that writes.
            await asyncio.to_thread(self._keep, request, completion)
        return Found(completion, cached=False)

    def _keep(self, request: Request, completion: Completion) -> None:
        # An answer that was cut is kept only when the limit that cut it is part of the key.
        whole = completion.finish_reason == "stop" or request.max_output_tokens is not None
        if self._store is not None and whole and self._model is not None:
            entry = Entry(request.summary, completion, self._model.identity, self._model.form)
            self._store.set(self._key(request), entry.to_bytes())
        self._record(request, completion)

    def _record(self, request: Request, completion: Completion) -> None:
        if self._recordings is None or self._mode == "replay":
            return
        try:
            self._recordings.add(request, completion)
        except SettingsError as error:  # a paid answer is worth more than its recording
            logger.warning("%s The answer is used without it.", error)

    def _key(self, request: Request) -> str:
        model = self._model
        identity, form = (model.identity, model.form) if model else ("", "")
        return request.cache_key(endpoint=identity, form=form)

    def _miss(self, request: Request) -> ReplayMissError:
        if self._recordings is not None:
            return self._recordings.miss(request)
        return ReplayMissError(
            f"No cached answer for call {self._key(request)[:12]} of model {request.model!r}. "
            f"Run once with cache=normal, or name a recordings file."
        )


def _copy(error: ModelError) -> ModelError:
    """An error of one's own: one raised in several threads would collect all their tracebacks."""
    copied = type(error)(*error.args)
    copied.__dict__.update(error.__dict__)
    return copied
