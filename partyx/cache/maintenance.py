"""What ``partyx cache`` does: info, clear, prune, export, import. Here a failure is an error.

Each takes where the cache is: a folder, or the address of a Redis server.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyx.cache import SERVICES_FILE
from partyx.cache.disk import DiskStore, remedy
from partyx.cache.entry import read_entry
from partyx.cache.keys import cache_key
from partyx.cache.recordings import read_lines, write_lines
from partyx.cache.shared import RedisStore
from partyx.errors import CacheError, SettingsError
from partyx.files import boundary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from partyx.cache.entry import Entry

_LAST_TIME = 253_402_214_400
"""The last day that Python's calendar has; a time beyond it is a damaged one."""

_OURS = ("cache.db", "cache.db-wal", "cache.db-shm", "cache.db-journal", "locks", SERVICES_FILE)


@dataclass(frozen=True, slots=True)
class Info:
    """What a cache holds.

    Attributes:
        place: The folder, or the server and its database.
        answers: How many answers.
        size_bytes: Bytes that they take.
        oldest: Unix time of the oldest answer; None when there is none, or the cache keeps no times.
        newest: Likewise of the newest.
    """

    place: str
    answers: int
    size_bytes: int
    oldest: float | None
    newest: float | None


def place_of(where: Path | str) -> str:
    """Where it is, in words that tell no password.

    Raises:
        SettingsError: It is no address of a server.
    """
    return RedisStore(where).identity if isinstance(where, str) else str(where)


def info(where: Path | str) -> Info:
    """What a cache holds; nothing when there is no such folder.

    Raises:
        CacheError: It cannot be read as a cache.
        SettingsError: There is no server at that address.
    """
    if isinstance(where, str):
        store = _server(where)
        sizes = dict(store.sizes())
        return Info(store.identity, len(sizes), sum(sizes.values()), None, None)
    directory = where
    if not (directory / "cache.db").exists():
        return Info(str(directory), 0, 0, None, None)
    with _opened(directory) as (_, cache):
        ((oldest, newest),) = cache._sql(  # noqa: SLF001 - diskcache has no public way to the times
            "SELECT MIN(store_time), MAX(store_time) FROM Cache WHERE store_time BETWEEN 0 AND ?",
            (_LAST_TIME,),
        ).fetchall()
        return Info(str(directory), len(cache), int(cache.volume()), oldest, newest)


def clear(where: Path | str) -> None:
    """Remove every answer, also of a damaged folder; nothing else there is touched.

    Raises:
        CacheError: They cannot be removed.
        SettingsError: There is no server at that address.
    """
    if isinstance(where, str):
        _server(where).clear()
        return
    directory = where
    try:
        for name in _OURS:
            path = directory / name
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise CacheError(f"Cannot clear the cache in {directory}: {error}.") from None


def prune(where: Path | str, *, older_than_s: float | None = None, larger_than: int | None = None) -> int:
    """Remove old answers from a folder.

    Args:
        where: The cache folder.
        older_than_s: Remove answers stored more than so many seconds ago.
        larger_than: Then remove the oldest until the answers take at most so many bytes.

    Returns:
        How many answers were removed.

    Raises:
        CacheError: The cache cannot be read or written, or it is a server, which keeps no times.
    """
    if isinstance(where, str):
        raise CacheError(
            f"{_server(where).identity} forgets by its own rules, not by this command: set maxmemory and "
            "maxmemory-policy there (allkeys-lru), or remove every answer: partyx cache clear."
        )
    directory = where
    if not (directory / "cache.db").exists():
        return 0
    with _opened(directory) as (_, cache):
        before = len(cache)
        if older_than_s is not None:
            cache._sql("DELETE FROM Cache WHERE store_time < ?", (time.time() - older_than_s,))  # noqa: SLF001
        if larger_than is not None:
            _shrink(cache, larger_than)
        cache._sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # noqa: SLF001
        return int(before - len(cache))


def export(where: Path | str, path: Path) -> int:
    """Write every answer to a JSONL file, sorted by key; the file also serves as recordings.

    Returns:
        How many lines were written.

    Raises:
        CacheError: The cache cannot be read or the file cannot be written.
        SettingsError: There is no server at that address.
    """
    if isinstance(where, str):
        store = _server(where)
        kept = _lines(store.get(key) for key, _ in store.sizes())
    else:
        with _opened(where) as (folder, cache):
            kept = _lines(folder.get(key) for key in cache)
    with boundary(f"Cannot export to {path}", CacheError, "Name a file that can be written."):
        return write_lines(path, (line for _, _, line in kept))


def _lines(answers: Iterable[bytes | None]) -> list[tuple[str, str, str]]:
    """The lines of a file, and what they are sorted by; an answer that is none of ours is left out."""
    entries = [read_entry(raw) for raw in answers if raw is not None]
    return sorted((entry.key, entry.endpoint, entry.to_json()) for entry in entries if entry)


def import_(where: Path | str, path: Path) -> tuple[int, int]:
    """Put the answers of an exported file into the cache.

    Returns:
        How many were taken, and how many lines were left: a recording does not say where it was
        asked, so it serves replays only.

    Raises:
        CacheError: The file or the cache cannot be read or written.
        SettingsError: There is no server at that address.
    """
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where a folder may not be entered
        raise CacheError(f"There is no file {path} to import.")
    try:
        entries = read_lines(path)
    except SettingsError as error:
        raise CacheError(str(error)) from None
    placed = [entry for entry in entries if entry.endpoint]
    if isinstance(where, str):
        _put(_server(where), placed)
    else:
        with _opened(where) as (store, _):
            _put(store, placed)
    return len(placed), len(entries) - len(placed)


def _put(store: DiskStore | RedisStore, entries: Iterable[Entry]) -> None:
    for entry in entries:
        key = cache_key(entry.request, endpoint=entry.endpoint, form=entry.form)
        store.put(key, entry.to_bytes())


def _server(url: str) -> RedisStore:
    """The cache of a server that is there.

    Raises:
        SettingsError: It is not.
    """
    store = RedisStore(url)
    store.check()
    return store


def _shrink(cache: Any, limit: int) -> None:  # noqa: ANN401 - diskcache has no types
    """Delete the oldest answers until the rest fit into ``limit`` bytes."""
    rows = cache._sql("SELECT rowid, LENGTH(value) FROM Cache ORDER BY store_time DESC").fetchall()  # noqa: SLF001
    total, drop = 0, []
    for rowid, length in rows:
        total += length
        if total > limit:
            drop.append((rowid,))
    for row in drop:
        cache._sql("DELETE FROM Cache WHERE rowid = ?", row)  # noqa: SLF001


@contextlib.contextmanager
def _opened(directory: Path) -> Iterator[tuple[DiskStore, Any]]:
    """The store and its diskcache; what they raise comes out as CacheError."""
    store = DiskStore(directory)
    try:
        yield store, store.open()
    except CacheError:
        raise
    except Exception as error:  # noqa: BLE001 - planted settings make diskcache raise anything
        raise CacheError(
            f"The cache in {directory} cannot be used: {type(error).__name__}: {error}. {remedy(error)}"
        ) from None
    finally:
        store.close()
