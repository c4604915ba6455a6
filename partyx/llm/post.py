"""A model that is asked by post: what the cache cannot answer goes into jobs of its batch service.

An article whose answers are still to come ends with :class:`partyx.errors.AwaitedError`. When they have come,
they are in the cache, and the same article goes on to its next question, or is done.
"""

from __future__ import annotations

import importlib
import json
import logging
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from partyx.cache import Entry, cache_key
from partyx.errors import (
    AuthenticationError,
    AwaitedError,
    BadRequestError,
    ModelError,
    QuotaError,
    RateLimitError,
)
from partyx.llm.answers import read_body, short
from partyx.llm.faults import status_error
from partyx.llm.manners import Manners
from partyx.llm.outbox import Outbox
from partyx.llm.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from partyx.cache import Completion, Request, Store
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.outbox import Job
    from partyx.settings import Settings

logger = logging.getLogger("partyx.llm")

_ENDED: Final = frozenset({"completed", "failed", "expired", "cancelled"})
_OK: Final = 200
_OF_ALL: Final = (AuthenticationError, QuotaError, RateLimitError)
"""Errors that say nothing about the question they stand for."""


class Taken(NamedTuple):
    """What a look at the jobs gave: how many have ended, and how many questions they answered."""

    ended: int = 0
    answers: int = 0


class Post:
    """A ``Model`` that puts questions down, and the jobs they go in.

    Attributes:
        identity: As of the endpoint itself: the answers are those of ordinary calls.
        form: Likewise.
        outbox: The questions.
    """

    def __init__(self, endpoint: Endpoint, settings: Settings, store: Store, folder: Path) -> None:
        """Open the folder of a run; nothing is sent.

        Raises:
            SettingsError: It belongs to another endpoint or model.
        """
        self.identity, self.form = endpoint.identity, str(endpoint.form)
        self._endpoint, self._settings, self._store = endpoint, settings, store
        self._where = f"{endpoint.model} at {endpoint.base_url}"
        self.outbox = Outbox(folder, self._where)

    async def send(self, request: Request) -> Completion:
        """The answer that has arrived and that no cache keeps; else put the question down.

        Raises:
            AwaitedError: It was put down, or was before.
            ModelError: The service answered it with an error.
        """
        summary = request.summary
        key = self._key(summary)
        came = self.outbox.arrived.get(key)
        if isinstance(came, ModelError):
            raise type(came)(*came.args)  # one of its own: it is raised in each round
        if came is not None:
            return came
        first = Manners(self._endpoint.form, self._endpoint.limit)
        place = f"{self._endpoint.identity} {self._endpoint.model}"
        self.outbox.put(key, summary, Remembered(self._settings).get(place, first).body(request))
        raise AwaitedError(
            f"{self._where} was asked by batch; run the same command again when it has answered."
        )

    def forget(self, request: Request) -> None:
        """Keep an answer no longer once the run is over: until then its article may be gone through again."""
        self.outbox.forget_later(self._key(request.summary))

    def take_up(self) -> Taken:
        """Look at the jobs, and take in the answers of those that have ended.

        Raises:
            ModelError: The service does not say, or refused a job as a whole.
        """
        if not self.outbox.jobs:
            return Taken()
        ended = count = 0
        refused: list[str] = []
        service = self._service()
        try:
            for job in list(self.outbox.jobs):
                self._look(service, job)
                if job.status in _ENDED:
                    ended += 1
                    count += self._take_in(service, job, refused)
        finally:
            service.close()
        if refused:
            raise BadRequestError(
                f"{self._where} refused a batch: {'; '.join(refused)}. Run again to hand it in anew."
            )
        return Taken(ended, count)

    def hand_in(self) -> int:
        """Hand in what was put down.

        Returns:
            How many jobs were made.

        Raises:
            ModelError: The service does not take them; the next run tries again.
        """
        new = self.outbox.sealed()
        if not new:
            return 0
        service = self._service()
        try:
            for job in new:
                job.id = service.hand_in(self.outbox.requests(job), job.mark).id
                self.outbox.save()
        finally:
            service.close()
        return len(new)

    def finish(self) -> None:
        """End a run in which nothing waits: forget the answers that came to nothing, remove the folder."""
        for key in self.outbox.unwanted():
            self._store.discard(key)
        self.outbox.clear()

    def _service(self) -> Any:  # noqa: ANN401 - openai takes 1.2 s to import, so its module is no name here
        module = importlib.import_module("partyx.llm.batch_service")
        return module.BatchService(self._endpoint, attempts=self._settings.attempts)

    def _look(self, service: Any, job: Job) -> None:  # noqa: ANN401
        """Learn how far a job is; one that was never acknowledged is searched for, and else handed in."""
        if not job.id:
            found = service.marked(job.mark) or service.hand_in(self.outbox.requests(job), job.mark)
            job.id = found.id
            self.outbox.save()
        job.status = service.look(job.id).status

    def _take_in(self, service: Any, job: Job, refused: list[str]) -> int:  # noqa: ANN401
        """Take in the answers of a job that has ended; how many there were."""
        batch, calls = service.look(job.id), self.outbox.calls(job)
        done: set[str] = set()
        strange = 0
        path = self.outbox.requests(job).with_suffix(".answers")
        for file in batch.files:
            for row in service.rows(file, path, len(calls)):
                key = row.get("custom_id")
                if not isinstance(key, str) or key not in calls:
                    strange += 1
                elif key not in done and self._take_row(key, calls[key], row):
                    done.add(key)
        if strange:
            logger.warning(
                "%s: %d answers to nothing that was asked in batch %s.", self._where, strange, job.id
            )
        if batch.status == "failed":
            refused.append(", ".join(map(short, batch.reasons[:3])) or "it does not say why")
        self.outbox.settle(job)
        return len(done)

    def _take_row(self, key: str, summary: dict[str, Any], row: dict[str, Any]) -> bool:
        """Take in one line; false when it says nothing for good, and the question is to be asked again."""
        response = row.get("response")
        fields = response if isinstance(response, dict) else {}
        status, body = fields.get("status_code"), json.dumps(fields.get("body"))
        if not isinstance(status, int):  # expired, or lost within the service
            return False
        if status != _OK:
            error = status_error(status, body, {}, self._where)
            if not isinstance(error, ModelError) or isinstance(error, _OF_ALL):
                return False
            self.outbox.keep(key, error)
            return True
        try:
            self._keep(key, summary, read_body(body, self._where))
        except _OF_ALL:
            return False
        except ModelError as error:
            self.outbox.keep(key, error)
        return True

    def _keep(self, key: str, summary: dict[str, Any], completion: Completion) -> None:
        """Put an answer into the cache, as an ordinary call would; else into the folder."""
        if completion.finish_reason == "stop" or summary.get("max_output_tokens") is not None:
            self._store.set(key, Entry(summary, completion, self.identity, self.form).to_bytes())
            if self._store.get(key) is not None:  # a cache that fails is no cache
                return
        self.outbox.keep(key, completion)

    def _key(self, summary: Mapping[str, Any]) -> str:
        return cache_key(summary, endpoint=self.identity, form=self.form)
