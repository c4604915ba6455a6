"""Getting one answer: from the recordings, the cache, somebody else's equal call, or the model."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from partyx.cache import Completion, Entry, Request, cache_key
from partyx.cache.entry import read_completion
from partyx.cache.flight import Flights
from partyx.errors import ModelError, ReplayMissError, SettingsError

if TYPE_CHECKING:
    from concurrent.futures import Future

    from partyx.cache import Claim, Recordings, Store
    from partyx.llm.model import Model

logger = logging.getLogger("partyx.llm")

Mode = Literal["normal", "refresh", "off", "replay"]
POLL_S = 0.05
"""How often to look whether another process has finished an equal call, which takes seconds."""

_flights: Flights[Completion] = Flights()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, and whether it was had without paying."""

    completion: Completion
    cached: bool


class Calls:
    """The way to an answer that one client takes. Safe in threads, event loops and processes."""

    def __init__(
        self,
        model: Model | None,
        store: Store | None,
        recordings: Recordings | None,
        mode: Mode,
        patience_s: float,
    ) -> None:
        """Take this way.

        Args:
            model: Who is asked; None in replay mode.
            store: The cache; None for none.
            recordings: Looked into first and added to; None for none.
            mode: As in ``Settings.cache``.
            patience_s: Longest wait for an equal call of another thread or process, which itself can
                take no longer. After it the call is made here: the other one hangs or is suspended.
        """
        self._model = model
        self._store = None if mode == "off" else store
        self._recordings = recordings
        self._mode = mode
        self._patience_s = patience_s

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
            return Found(await self._ask(request), cached=False)
        place = f"{self._store.identity if self._store else ''} {self._mode} {self._key(request)}"
        while True:
            future, mine = _flights.join(place)
            if mine:
                return await self._lead(place, request)
            try:
                shared = await self._follow(future)
            except TimeoutError:
                return Found(await self._ask(request), cached=False)
            if shared is not None:
                return Found(shared, cached=True)

    async def _lead(self, place: str, request: Request) -> Found:
        """Make the call for all in this process who want it, and tell them."""
        try:
            found = await self._claimed(request)
        except ModelError as error:
            _flights.land(place, error=error)
            raise
        except BaseException:
            _flights.land(place)  # cancelled: the next one takes over
            raise
        _flights.land(place, found.completion)
        return found

    async def _follow(self, future: Future[Completion | None]) -> Completion | None:
        """Wait for the one who makes the call.

        Raises:
            TimeoutError: It took longer than any call can.
        """
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), self._patience_s)
        except ModelError as error:
            raise _copy(error) from None

    async def _claimed(self, request: Request) -> Found:
        """Make the call unless another process has made it meanwhile."""
        if self._store is None or self._mode == "refresh":
            return Found(await self._ask(request), cached=False)
        claim = await self._claim(self._store, self._key(request))
        try:
            # Looked up again even when nobody was waited for: the last one may have been done just now.
            return self.find(request) or Found(await self._ask(request), cached=False)
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

    async def _ask(self, request: Request) -> Completion:
        """Ask the model, and keep what was paid for before anybody judges it."""
        if self._model is None:
            raise self._miss(request)
        completion = await self._model.send(request)
        # In a thread: a write waits up to 10 s for another process that writes.
        await asyncio.to_thread(self._keep, request, completion)
        return completion

    def _keep(self, request: Request, completion: Completion) -> None:
        # An answer that was cut is kept only when the limit that cut it is part of the key.
        whole = completion.finish_reason == "stop" or request.max_output_tokens is not None
        if self._store is not None and whole and self._model is not None:
            entry = Entry(request.summary(), completion, self._model.identity, self._model.form)
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
        return cache_key(request.summary(), endpoint=identity, form=form)

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
