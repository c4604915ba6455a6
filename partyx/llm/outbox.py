"""Questions on their way to a batch service: request files within its limits, and what is known of its jobs.

The folder holds, for each job, ``0001.requests.jsonl`` as the service takes it and ``0001.calls.jsonl`` with
the calls in full; ``jobs.json``, which jobs were handed in; ``arrived.jsonl``, what no cache keeps (answers
that were cut, refusals); ``unwanted.txt``, keys of answers that are to be forgotten when the run is over.
"""

from __future__ import annotations

import json
import os
import shutil
import threading
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import IO, TYPE_CHECKING, Annotated, Any

from pydantic import Field, TypeAdapter

from partyx.cache.entry import completion_from
from partyx.errors import (
    BadRequestError,
    BadResponseError,
    ContentFilterError,
    ModelError,
    OutputError,
    RefusalError,
    SettingsError,
    TooLongError,
)
from partyx.files import boundary, parse_json, read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from partyx.cache import Completion

MOST_REQUESTS = 50_000
"""Of one file, as OpenAI documents it."""
MOST_BYTES = 200_000_000
"""Of one file, likewise."""
_KINDS: dict[str, type[ModelError]] = {
    kind.__name__: kind
    for kind in (BadRequestError, BadResponseError, ContentFilterError, RefusalError, TooLongError)
}
"""Errors that a service puts in an answer's place for good."""
_ADVICE = "Make room, and run the same command again: it goes on."


@dataclass
class Job:
    """One request file.

    Attributes:
        number: Of its files.
        mark: Its name in the service's metadata, by which a job is found again whose id was never read.
        id: The service's; empty until that is known.
        status: As last seen.
    """

    number: Annotated[int, Field(ge=1)]  # it names files, which are removed when the job is settled
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    id: str = ""
    status: str = ""


class Outbox:
    """The folder of a run. Safe in threads.

    Attributes:
        folder: Where it is.
        jobs: Those that were handed in, or are about to be, and whose answers have not been taken in.
        waiting: Keys of the questions in them.
        arrived: Answers that no cache keeps, and errors in their place.
    """

    def __init__(
        self, folder: Path, place: str, *, most_requests: int = MOST_REQUESTS, most_bytes: int = MOST_BYTES
    ) -> None:
        """Open the folder; it is made when the first question comes.

        Args:
            folder: Where.
            place: The endpoint and model that are asked.
            most_requests: Limit of a file.
            most_bytes: Limit of a file.

        Raises:
            SettingsError: It belongs to another endpoint or model, or is no folder of ours.
        """
        self.folder, self._place = folder, place
        self._most = most_requests, most_bytes
        self._lock = threading.Lock()
        self._open: tuple[IO[bytes], IO[bytes]] | None = None
        self._size = self._count = 0
        self._new: list[Job] = []
        self.jobs: list[Job] = []
        with boundary(folder / "jobs.json", SettingsError, "Mend it, or remove the folder to ask anew."):
            _refuse_others(folder)
            if (folder / "jobs.json").exists():
                self._read(read_json(folder / "jobs.json"))
        self.waiting = {key for job in self.jobs for key in self.calls(job)}
        self.arrived: dict[str, Completion | ModelError] = dict(self._arrived())

    def put(self, key: str, summary: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """Put a question down, unless it waits already.

        Raises:
            OutputError: It cannot be written.
        """
        line = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": body}
        raw = json.dumps(line, ensure_ascii=False).encode() + b"\n"
        with self._lock, boundary(self.folder, OutputError, _ADVICE):
            if key in self.waiting:
                return
            requests, calls = self._room_for(len(raw))
            requests.write(raw)
            calls.write(json.dumps({"key": key, "request": summary}, ensure_ascii=False).encode() + b"\n")
            self.waiting.add(key)

    def sealed(self) -> list[Job]:
        """The new files, closed and in the state before anything is handed in.

        Raises:
            OutputError: They cannot be written.
        """
        with self._lock, boundary(self.folder, OutputError, _ADVICE):
            self._close()
            new, self._new = self._new, []
        self.jobs += new
        if new:
            self.save()
        return new

    def save(self) -> None:
        """Write which jobs there are.

        Raises:
            OutputError: It cannot be written.
        """
        write_json(self.folder / "jobs.json", {"of": self._place, "jobs": [asdict(job) for job in self.jobs]})

    def requests(self, job: Job) -> Path:
        """The file of a job as the service takes it."""
        return self.folder / f"{job.number:04}.requests.jsonl"

    def calls(self, job: Job) -> dict[str, dict[str, Any]]:
        """What the questions of a job are, by their keys."""
        path = self.folder / f"{job.number:04}.calls.jsonl"
        with boundary(path, SettingsError, "Remove the folder to ask anew."), path.open("rb") as file:
            return dict(map(_call, file))

    def settle(self, job: Job) -> None:
        """Let go of a job whose answers were taken in."""
        self.jobs.remove(job)
        self.waiting.difference_update(self.calls(job))
        self.save()
        for path in self.folder.glob(f"{job.number:04}.*"):
            path.unlink(missing_ok=True)

    def keep(self, key: str, came: Completion | ModelError) -> None:
        """Keep an answer that no cache keeps, or an error in its place, until the run is over."""
        self.arrived[key] = came
        if isinstance(came, ModelError):
            said: dict[str, Any] = {"error": type(came).__name__, "message": str(came)}
        else:
            said = {"answer": asdict(came)}
        self._append("arrived.jsonl", json.dumps({"key": key, **said}))

    def forget_later(self, key: str) -> None:
        """Note an answer that is not to be served again once the run is over."""
        with self._lock:
            self._append("unwanted.txt", key)

    def unwanted(self) -> list[str]:
        """The keys that were noted so."""
        path = self.folder / "unwanted.txt"
        return path.read_text(encoding="ascii", errors="replace").split() if path.exists() else []

    def clear(self) -> None:
        """Remove the folder: nothing waits any more."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self) -> None:
        """Close the files; those that were never sealed are written anew next time."""
        with self._lock:
            self._close()

    def _append(self, name: str, line: str) -> None:
        with boundary(self.folder / name, OutputError, _ADVICE):
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / name).open("a+b") as file:
                if file.seek(0, os.SEEK_END) and file.seek(-1, os.SEEK_END) and file.read(1) != b"\n":
                    line = f"\n{line}"  # behind half a line that a full disk or a crash left
                file.write(f"{line}\n".encode())

    def _room_for(self, size: int) -> tuple[IO[bytes], IO[bytes]]:
        """The files for a question of so many bytes: others, where those at hand are full."""
        count, most = self._most
        if self._open is None or self._size + size > most or self._count >= count:
            self._close()
            job = Job(max((job.number for job in self.jobs + self._new), default=0) + 1)
            self.folder.mkdir(parents=True, exist_ok=True)
            requests = self.requests(job).open("wb")
            self._open = requests, (self.folder / f"{job.number:04}.calls.jsonl").open("wb")
            self._size = self._count = 0
            self._new.append(job)
        self._size += size
        self._count += 1
        return self._open

    def _close(self) -> None:
        for file in self._open or ():
            file.close()
        self._open = None

    def _read(self, state: dict[str, Any]) -> None:
        if state["of"] != self._place:
            raise ValueError(f"belongs to a run that asks {state['of']}, and this one asks {self._place}")
        self.jobs = TypeAdapter(list[Job]).validate_python(state["jobs"])

    def _arrived(self) -> Iterator[tuple[str, Completion | ModelError]]:
        path = self.folder / "arrived.jsonl"
        for line in path.read_bytes().splitlines() if path.exists() else ():
            with suppress(ValueError, LookupError, TypeError, RecursionError):  # a last line that was cut
                row = parse_json(line)
                if "error" in row:
                    yield str(row["key"]), _KINDS[row["error"]](row["message"])
                elif (found := completion_from(row["answer"])) is not None:
                    yield str(row["key"]), found


def _refuse_others(folder: Path) -> None:
    """Refuse a folder with links, which may lead anywhere, or pipes, which may never end.

    Raises:
        ValueError: It has one.
    """
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_symlink() or not path.is_file():
            raise ValueError(f"the folder holds {path.name!r}, which is no file of ours")


def _call(line: bytes) -> tuple[str, dict[str, Any]]:
    row = parse_json(line)
    key, request = row["key"], row["request"]
    if not (isinstance(key, str) and isinstance(request, dict)):
        raise TypeError("it holds what is no call")
    return key, request
