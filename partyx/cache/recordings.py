"""Recorded calls in a JSONL file that a person can read and git can diff.

One call a line, keys sorted, messages in full, the schema by its hash, the answer with its token counts;
no API key, no address and no time of day, so that recording the same calls again changes nothing.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from partyx import forks, locks
from partyx.cache.entry import Completion, Entry
from partyx.cache.keys import Request, recording_key
from partyx.errors import ReplayMissError, SettingsError
from partyx.files import boundary, read_bytes, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

logger = logging.getLogger("partyx.cache")
_EXCERPT = 30
_CHECK = "Check recordings."
_BEGINNING = b'{"key": "'
_BLOCK = 1 << 16


class Recordings:
    """The calls of one file, by key. Safe in threads, processes and across a fork."""

    def __init__(self, path: Path) -> None:
        """Read ``path``; a missing file holds no calls yet.

        Raises:
            SettingsError: The file cannot be read, or a line is no recorded call; names the line.
        """
        self.path = Path(path)
        self._lock = forks.Lock()
        self._stamp = _stamp(self.path)
        self._entries = {entry.key: entry for entry in read_lines(self.path)}

    def is_current(self) -> bool:
        """Whether nobody else has changed the file since it was read or written here."""
        return self._stamp == _stamp(self.path)

    def __len__(self) -> int:
        """How many calls are recorded."""
        return len(self._entries)

    def check_writable(self) -> None:
        """Make sure before anything is paid that an answer can be recorded.

        Raises:
            SettingsError: The file cannot be written.
        """
        with boundary(f"Cannot record to {self.path}", SettingsError, _CHECK):
            _opened(self.path).close()

    def models(self) -> list[str]:
        """The models that were asked, sorted."""
        return sorted({str(entry.request.get("model")) for entry in self._entries.values()})

    def get(self, request: Request) -> Completion | None:
        """The recorded answer to exactly this request, wherever it was sent."""
        entry = self._entries.get(recording_key(request.summary))
        return entry.response if entry else None

    def add(self, request: Request, response: Completion) -> None:
        """Record an answer: a new call at the end, a known one in its place.

        Raises:
            SettingsError: The file cannot be written.
        """
        entry = Entry(request.summary, response)
        with self._lock, boundary(f"Cannot record to {self.path}", SettingsError, _CHECK):
            if self._entries.get(entry.key) != entry:
                self._write(entry)

    def _write(self, entry: Entry) -> None:
        """Add a line, or write them all anew with what another process added meanwhile."""
        with _held(self.path) as file:
            current = self._stamp == _stamp(self.path)
            if entry.key in self._entries:
                known = self._entries if current else {one.key: one for one in read_lines(self.path)}
                self._entries = known | {entry.key: entry}
                self._stamp = self._written_anew()
                return
            _append(file, entry.to_json())
            self._entries[entry.key] = entry
            if current:  # else it stays out of date, so that it is read again
                self._stamp = _stamp(self.path)

    def _written_anew(self) -> tuple[int, int]:
        """Write all lines; the stamp of the file before it has its name, since then others may add to it."""
        with whole(self.path) as file:
            file.writelines(f"{one.to_json()}\n" for one in self._entries.values())
            file.flush()
            return _stamp_of(os.fstat(file.fileno()))

    def miss(self, request: Request) -> ReplayMissError:
        """The error for a call that is not recorded: names it, and how the nearest recorded one differs."""
        wanted = request.summary
        key = recording_key(wanted)
        where = f"No recorded answer in {self.path} for call {key[:12]} of model {request.model!r}"
        if not self._entries:
            return ReplayMissError(f"{where}: the file holds no calls. Record it first, with cache=normal.")
        nearest = min(self._entries.values(), key=lambda entry: _distance(wanted, entry.request))
        return ReplayMissError(
            f"{where}. The nearest recorded call, {nearest.key[:12]}, differs in "
            f"{'; '.join(_differences(wanted, nearest.request)) or 'nothing that is shown'}. "
            f"Record again, with cache=normal, after a change of prompt, schema or article."
        )


def _opened(path: Path) -> BinaryIO:
    """The file to append to, made where it is missing, and nothing but a regular file.

    Raises:
        OSError: It cannot be written.
        ValueError: It is a pipe or a device.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags, 0o666), "r+b", buffering=0)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise ValueError("is no regular file")
    return file


@contextlib.contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    """The file to append to, locked: another process that wants to write waits for the end of the block.

    Raises:
        OSError: It cannot be written.
        ValueError: It is a pipe or a device.
    """
    while True:
        with _opened(path) as file:
            with contextlib.suppress(OSError):  # a file system without locks
                locks.hold(file.fileno(), wait=True)
            # Another one may have written the file anew between our open and our lock: then this is a file
            # that nobody can find any more, and a line in it would be lost.
            try:
                if _is_at(path, file):
                    yield file
                    return
            finally:
                locks.free(file.fileno())


def _is_at(path: Path, file: BinaryIO) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False


def _append(file: BinaryIO, line: str) -> None:
    """Add a line, all of it or nothing.

    Raises:
        OSError: It cannot be written; the file is then as it was.
    """
    data = memoryview(f"{line}\n".encode())
    end = _end_of_lines(file)
    file.truncate(end)
    try:
        while data:  # on a disk that is nearly full a write takes what fits, and the next one fails
            data = data[file.write(data) :]
    except OSError:
        file.truncate(end)
        raise


def _end_of_lines(file: BinaryIO) -> int:
    """Where the next line goes: half a line that a crash left is written over.

    A last line that is whole but for its end, as an editor may leave it, is given one.
    """
    start = size = file.seek(0, os.SEEK_END)
    tail = b""
    while start and b"\n" not in tail:
        start = max(0, start - _BLOCK)
        file.seek(start)
        tail = file.read()
    rest = tail.rpartition(b"\n")[2]
    if _is_half(rest):
        return size - len(rest)
    return size + file.write(b"\n") if rest else size


def _is_half(rest: bytes) -> bool:
    """Whether what follows the last line end is the beginning of a line of ours, and not all of it.

    A file system may leave NULs where the machine's power failed before what was written was there.
    """
    written = rest.rstrip(b"\0")
    begun = written.startswith(_BEGINNING) or _BEGINNING.startswith(written)
    return bool(rest) and begun and Entry.from_json(rest) is None


_open: dict[Path, Recordings] = {}


def open_recordings(path: Path) -> Recordings:
    """The recordings of a file, read once a process as long as nobody else writes it.

    Every article has a client of its own, and 100 calls of 20 KB take 60 ms to read and check.

    Raises:
        SettingsError: As ``Recordings``.
    """
    place = Path(path).absolute()
    known = _open.get(place)
    if known is None or not known.is_current():
        known = _open[place] = Recordings(place)
    return known


def _stamp(path: Path) -> tuple[int, int]:
    """The stamp of a file; zeros when there is none."""
    with contextlib.suppress(OSError):
        return _stamp_of(path.stat())
    return (0, 0)


def _stamp_of(status: os.stat_result) -> tuple[int, int]:
    """Modification time and size of a file; zeros when there is nothing in it."""
    return (status.st_mtime_ns, status.st_size) if status.st_size else (0, 0)


def read_lines(path: Path) -> list[Entry]:
    """The entries of a JSONL file, in order; none when there is no such file.

    Raises:
        SettingsError: The file cannot be read, or a line is no recorded call; names the line.
    """
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where a folder may not be entered
        return []
    with boundary(f"Cannot read recordings from {path}", SettingsError, _CHECK):
        *lines, rest = read_bytes(path).split(b"\n")
    if _is_half(rest):
        logger.warning("%s ends in half a line, which is left out.", path)
        rest = b""
    entries = []
    for number, line in enumerate([*lines, rest], 1):
        if not line.strip():
            continue
        entry = Entry.from_json(line)
        if entry is None:
            raise SettingsError(
                f"{path}, line {number} is no recorded call, or its key is not that of its request. "
                f"Take the line out, or record again."
            )
        entries.append(entry)
    return entries


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write a JSONL file whole or not at all, and give the number of lines.

    Raises:
        OSError: The file cannot be written; an older one is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with whole(path) as file:
        for count, line in enumerate(lines, 1):  # noqa: B007 - the last number is the count
            file.write(f"{line}\n")
    return count


def _differences(wanted: Mapping[str, Any], recorded: Mapping[str, Any]) -> list[str]:
    """What differs between two requests, in words."""
    found = [
        f"{name} ({recorded.get(name)!r} there, {wanted[name]!r} here)"
        for name in ("model", "schema_name", "schema_sha256", "temperature", "seed", "max_output_tokens")
        if recorded.get(name) != wanted[name]
    ]
    ours, theirs = wanted["messages"], recorded["messages"]
    if len(ours) != len(theirs):
        found.append(f"the number of messages ({len(theirs)} there, {len(ours)} here)")
    for number, (our, their) in enumerate(zip(ours, theirs, strict=False), 1):
        if our != their:
            found.append(f"message {number} ({our['role']}) {_first_difference(our, their)}")
    return found


def _first_difference(our: dict[str, str], their: dict[str, str]) -> str:
    mine, other = our["content"], str(their.get("content", ""))
    at = _common(mine, other)
    return f"from character {at} ({other[at : at + _EXCERPT]!r} there, {mine[at : at + _EXCERPT]!r} here)"


def _distance(wanted: Mapping[str, Any], recorded: Mapping[str, Any]) -> tuple[int, int]:
    """Fewest differing parts first, then the longest common beginning of the messages."""
    ours = "\0".join(message["content"] for message in wanted["messages"])
    theirs = "\0".join(str(message.get("content", "")) for message in recorded["messages"])
    return len(_differences(wanted, recorded)), -_common(ours, theirs)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
