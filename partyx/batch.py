"""A long run into a file that is its own journal: killed at any moment, it goes on where it was.

``OUT.jsonl`` gets an extraction a line, ``OUT.rest.jsonl`` a line for each source that gave none. Both only
grow while the run goes. When it is begun again, a last line that was cut is taken away, failures that may
pass are forgotten, and what stands in either file is not done again.
"""

from __future__ import annotations

import json
import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Self

from partyx.errors import OutputError, SettingsError
from partyx.files import boundary, parse_json, read_bytes, whole
from partyx.many import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from partyx.article import Article
    from partyx.extraction import Extraction
    from partyx.reading import Input, Unread
    from partyx.records import Provenance

_SYNC_EVERY = 64
"""Rows between two writes through to the disk: what the machine itself may lose when its power goes."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What rows of one run have in common; a run goes on only with its own.

    Attributes:
        engine: "rules" or "model".
        model: Its name; None for the rules.
        prompt_sha256: Of the prompts.
        wire_sha256: Of the wire schema.
        records_sha256: Of the user's own record types.
    """

    engine: str
    model: str | None = None
    prompt_sha256: str | None = None
    wire_sha256: str | None = None
    records_sha256: str | None = None

    @classmethod
    def of(cls, provenance: Provenance) -> Maker:
        """Who a run's extractions say that they are by."""
        return cls(*(getattr(provenance, name) for name in cls.__dataclass_fields__))

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> Maker:
        """Who made a row."""
        return cls(*(row["provenance"].get(name) for name in cls.__dataclass_fields__))


class Journal:
    """The two files of a run, open for its rows.

    Attributes:
        path: Where the extractions go.
        rest: Where the others go.
        post: The folder of the questions that a batch service is asked.
        done: How many sources were there already.
    """

    def __init__(self, path: Path, maker: Maker) -> None:
        """Open the files of a run, mend them and learn what is done.

        Raises:
            OutputError: They cannot be read or written, or another run is writing them.
            SettingsError: They hold rows of another engine, model or prompt.
        """
        with boundary(path, OutputError, "Name a file."):
            self.path, self.rest = path, path.with_name(f"{path.stem}.rest{path.suffix}")
            self.post = path.with_name(f"{path.stem}.batch")
        self._known: set[int] = set()
        self._unsynced = 0
        with ExitStack() as opened:
            with boundary(path, OutputError, "Name another file."):
                path.parent.mkdir(parents=True, exist_ok=True)
                self._file = path.open("a+b")
                opened.callback(_close, self._file)
                self._lock()
                self._known |= {hash(source) for source in self._extracted(maker)}
            with boundary(self.rest, OutputError, "Name another file."):
                self._known |= {hash(row["source"]) for row in _forgiven(self.rest)}
                self._others = self.rest.open("ab")
                opened.callback(_close, self._others)
            self._opened = opened.pop_all()
        self.done = len(self._known)

    def __enter__(self) -> Self:
        """Use it in a ``with`` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def unknown(self, found: Iterator[Article | Input | Unread]) -> Iterator[Article | Input | Unread]:
        """Those that are not done; the files of the run itself are no sources of it."""
        own = {str(self.path), str(self.rest), str(self.path.with_name(f"{self.path.stem}.seen"))}
        rows_of_own = (f"{self.path}:", f"{self.post}{os.sep}")
        for source in found:
            name = source.source or getattr(source, "id", None) or ""
            if hash(name) not in self._known and name not in own and not name.startswith(rows_of_own):
                yield source

    def add(self, result: Extraction | Failure) -> None:
        """Write a row, out of reach of whatever ends this process.

        Raises:
            OutputError: It cannot be written.
        """
        file = self._others if isinstance(result, Failure) else self._file
        text = json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False)
        with boundary(self.path, OutputError, "Make room, and run the same command again: it goes on."):
            file.write(text.encode("utf-8", "replace") + b"\n")
            file.flush()
            self._unsynced += 1
            if self._unsynced >= _SYNC_EVERY:
                self.sync()
        name = result.source if isinstance(result, Failure) else result.article.source or result.article.id
        self._known.add(hash(name))

    def memory(self) -> IO[bytes]:
        """A file beside it for what a screening has seen, open as long as this."""
        path = self.path.with_name(f"{self.path.stem}.seen")
        with boundary(path, OutputError, "Name another file."):
            file = path.open("a+b")
            self._opened.callback(_close, file)
            file.seek(0)  # which a pipe cannot
        return file

    def sync(self) -> None:
        """Write through to the disk."""
        self._unsynced = 0
        for file in (self._file, self._others):
            os.fsync(file.fileno())

    def close(self) -> None:
        """Write through, and close the files."""
        with suppress(OSError):
            self.sync()
        self._opened.close()
        for path in (self.path, self.rest):  # an empty one says nothing
            with suppress(OSError):
                if not path.stat().st_size:
                    path.unlink()

    def _extracted(self, maker: Maker) -> Iterator[str]:
        """The sources that were extracted.

        Raises:
            SettingsError: By somebody else.
        """
        for row in _mended(self._file):
            if (made := Maker.of_row(row)) != maker:
                raise SettingsError(
                    f"{self.path} holds rows of another run ({made.engine}, {made.model}); this one is by "
                    f"{maker.engine}, {maker.model}. Name another file."
                )
            yield row["article"]["source"] or row["article"]["id"]

    def _lock(self) -> None:
        """Keep a second run off the file, where the system can."""
        try:
            import fcntl  # noqa: PLC0415 - not on Windows
        except ImportError:
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise OutputError(f"{self.path}: another run is writing it. Wait for it, or end it.") from None


def _close(file: IO[bytes]) -> None:
    """Close a file. On a full disk it holds what could not be written, of which an error told already."""
    with suppress(OSError):
        file.close()


def _mended(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The rows of a file that is open for reading and appending; what follows its last whole line is cut off.

    Raises:
        ValueError: A line in the middle is no row of ours.
    """
    file.seek(0)
    whole_to = 0
    for number, line in enumerate(file, 1):
        if not line.endswith(b"\n"):
            break
        try:
            row = parse_json(line)
            Maker.of_row(row)
        except (ValueError, RecursionError, LookupError, TypeError):
            raise ValueError(f"line {number} is no row of partyx batch, so nothing was added to it") from None
        whole_to += len(line)
        yield row
    file.truncate(whole_to)
    file.seek(0, os.SEEK_END)


def _forgiven(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of the rest that stay: failures that may pass are left out, and the file is written anew."""
    if not path.exists():
        return
    kept: list[bytes] = []
    for line in read_bytes(path).splitlines(keepends=True):
        row = None
        with suppress(ValueError, RecursionError):
            row = parse_json(line)
        if isinstance(row, dict) and line.endswith(b"\n") and not row.get("retryable"):
            kept.append(line)
            yield row
    with whole(path) as file:
        file.write(b"".join(kept).decode("utf-8"))
