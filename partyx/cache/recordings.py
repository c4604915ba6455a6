"""Recorded calls in a JSONL file that a person can read and git can diff.

One call a line, keys sorted, messages in full, the schema by its hash, the answer with its token counts;
no API key, no address and no time of day, so that recording the same calls again changes nothing.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partyx.cache.entry import Completion, Entry
from partyx.cache.keys import Request, recording_key
from partyx.errors import ReplayMissError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_EXCERPT = 30


class Recordings:
    """The calls of one file, by key. Safe in threads; one process writes at a time."""

    def __init__(self, path: Path) -> None:
        """Read ``path``; a missing file holds no calls yet.

        Raises:
            SettingsError: The file cannot be read, or a line is no recorded call; names the line.
        """
        self.path = Path(path)
        self._lock = threading.Lock()
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
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab"):
                pass
        except OSError as error:
            raise SettingsError(f"Cannot record to {self.path}: {error}. Check recordings.") from None

    def models(self) -> list[str]:
        """The models that were asked, sorted."""
        return sorted({str(entry.request.get("model")) for entry in self._entries.values()})

    def get(self, request: Request) -> Completion | None:
        """The recorded answer to exactly this request, wherever it was sent."""
        entry = self._entries.get(recording_key(request.summary()))
        return entry.response if entry else None

    def add(self, request: Request, response: Completion) -> None:
        """Record an answer: a new call at the end, a known one in its place.

        Raises:
            SettingsError: The file cannot be written.
        """
        entry = Entry(request.summary(), response)
        key = entry.key
        with self._lock:
            known = self._entries.get(key)
            if known == entry:
                return
            self._entries[key] = entry
            try:
                self._append(entry) if known is None else self._rewrite()
                self._stamp = _stamp(self.path)
            except OSError as error:
                raise SettingsError(f"Cannot record to {self.path}: {error}. Check recordings.") from None

    def miss(self, request: Request) -> ReplayMissError:
        """The error for a call that is not recorded: names it, and how the nearest recorded one differs."""
        wanted = request.summary()
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

    def _append(self, entry: Entry) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # One write of a whole line in append mode: two processes do not tear each other's lines.
        fd = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        with os.fdopen(fd, "ab", buffering=0) as file:
            file.write(f"{entry.to_json()}\n".encode())

    def _rewrite(self) -> None:
        write_lines(self.path, (entry.to_json() for entry in self._entries.values()))


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
    """What changes when a file does; zeros when there is none."""
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return status.st_mtime_ns, status.st_size


def read_lines(path: Path) -> list[Entry]:
    """The entries of a JSONL file, in order; none when there is no such file.

    Raises:
        SettingsError: The file cannot be read, or a line is no recorded call; names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Cannot read recordings from {path}: {error}.") from None
    entries = []
    # Not splitlines(): it also splits at U+2028 and its like, which JSON leaves inside strings.
    for number, line in enumerate(text.split("\n"), 1):
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
    fd, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    count = 0
    try:
        with os.fdopen(fd, "w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(f"{line}\n")
                count += 1
        os.chmod(temporary, 0o644)  # noqa: PTH101 - mkstemp gives a str
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise
    return count


def _differences(wanted: Mapping[str, Any], recorded: Mapping[str, Any]) -> list[str]:
    """What differs between two requests, in words."""
    found = [
        f"{name} ({recorded.get(name)!r} there, {wanted[name]!r} here)"
        for name in ("model", "schema_name", "schema_sha256", "temperature", "seed", "max_output_tokens")
        if recorded.get(name) != wanted[name]
    ]
    ours, theirs = wanted["messages"], recorded.get("messages") or []
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
    theirs = "\0".join(str(message.get("content", "")) for message in recorded.get("messages") or [])
    return len(_differences(wanted, recorded)), -_common(ours, theirs)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
