"""The cache on disk: diskcache, without the parts of it that trust what they read.

What was wrong with the plain thing, measured with diskcache 5.6.3:

- a planted row ran code through pickle under ``Disk`` and ``JSONDisk`` (CVE-2025-69872), and a planted
  file name deleted a file outside the folder: ``_SafeDisk`` knows no pickle and no files;
- a flipped byte came back as the value: each value carries the hash of its key and content;
- above 1 GiB it evicts silently: the policy here is "none", and ``partyx cache prune`` is explicit;
- a planted view or trigger computed without end: what a database holds is looked at first (schema);
- SQLite built without double-quoted strings (conda, Homebrew) refuses its triggers: ours are there first;
- a damaged file, a full disk or a read-only folder raises from ``get`` and ``set``: here they warn once, and
  what a read-only one holds is read (:mod:`partyx.cache.read_only`).
"""

from __future__ import annotations

import contextlib
import logging
import os
import sqlite3
import threading
import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar

import diskcache
from diskcache.core import MODE_RAW

from partyx.cache import claims
from partyx.cache.read_only import ReadOnlyCache
from partyx.cache.schema import LONGEST, prepare
from partyx.cache.seal import sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.cache.store import Claim

T = TypeVar("T")
logger = logging.getLogger("partyx.cache")

_AFRESH = "`partyx cache clear` starts it afresh."
_ELSEWHERE = "Make room and see that it can be written, or set cache_dir."
_OF_THE_DISK = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
BUSY_S = 10.0
"""How long a read or write waits for another process that writes; one write takes under 1 ms."""
_SHUT_S = 1.0
"""How long a fork waits for a read or write; one that takes longer waits itself, and has locked nothing."""


class _SafeDisk(diskcache.Disk):  # type: ignore[misc] # diskcache has no types
    """Text keys and byte values inside the database, and nothing else."""

    def put(self, key: object) -> tuple[str, bool]:
        if type(key) is not str:
            raise TypeError("a cache key is a str")
        return key, True

    def get(self, key: object, raw: object) -> str:
        if not raw or type(key) is not str:
            raise TypeError("a row whose key is no text")
        return key

    def store(self, value: object, read: object, key: object = None) -> tuple[int, int, None, Any]:  # noqa: ARG002
        if type(value) is not bytes or read:
            raise TypeError("a cache value is bytes")
        return 0, MODE_RAW, None, sqlite3.Binary(value)

    def fetch(self, mode: object, filename: object, value: object, read: object) -> bytes:
        if mode != MODE_RAW or filename is not None or read or type(value) is not bytes:
            raise TypeError("a row that partyx did not write")
        return value

    def filename(self, key: object = None, value: object = None) -> tuple[str, str]:  # noqa: ARG002
        raise TypeError("values are kept in no files")

    def remove(self, file_path: object) -> None:
        """Do nothing: no value is kept in a file, so a row that names one was planted."""


class DiskStore:
    """Answers kept in one folder, shared by threads and processes. Picklable; safe across a fork.

    Nothing here raises on use: what goes wrong is said once through logging, and the call goes on as
    if there were no cache. Opening is put off to the first use.
    """

    def __init__(self, directory: Path) -> None:
        """Use ``directory``, made with mode 0700 when it is not there."""
        self.directory = Path(directory).absolute()
        self.identity = f"disk:{self.directory}"
        self._warned = False
        self.begin()
        _stores.add(self)

    def begin(self) -> None:
        """Be closed, and used by nobody: at first, and in a forked child."""
        self._cache: Any = None
        self._lock = threading.Lock()
        self._shut = False

    def shut(self) -> None:
        """Close it, and keep it closed until the process is forked.

        SQLite knows which connections of a process hold which locks, and a child has a copy of that: what was
        locked just then would stay so, and what its parent has it would have without a lock of its own.
        """
        self._shut = self._lock.acquire(timeout=_SHUT_S)
        if self._shut:
            self._let_go()

    def unshut(self) -> None:
        """Let others use it again."""
        if self._shut:
            self._shut = False
            self._lock.release()

    def __reduce__(self) -> tuple[type[DiskStore], tuple[Path]]:
        """Pickle as the folder: connections and locks stay where they are."""
        return DiskStore, (self.directory,)

    def get(self, key: str) -> bytes | None:
        """The value; None when there is none, or none that can be trusted."""
        return self._try("read", lambda cache: unsealed(key, cache.get(key)))

    def set(self, key: str, value: bytes) -> None:
        """Keep the value; written through to the system before this returns."""
        self._try("write", lambda cache: cache.set(key, sealed(key, value)))

    def discard(self, key: str) -> None:
        """Keep the value no longer, if it is there."""
        self._try("write", lambda cache: cache.delete(key))

    def put(self, key: str, value: bytes) -> None:
        """Keep the value, for maintenance.

        Raises:
            Exception: Whatever diskcache, SQLite or the file system raises.
        """
        self.open().set(key, sealed(key, value))

    def claim(self, key: str) -> Claim | None:
        """The right to make the call of ``key``; None while another process has it."""
        try:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            return claims.take(self.directory / "locks" / f"{key}.lock")
        except OSError as error:
            self._warn("lock", error)
            return _Unlocked()

    def close(self) -> None:
        """Close the connection; it opens again on use."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        with contextlib.suppress(Exception):
            cache, self._cache = self._cache, None
            if cache is not None:
                cache.close()

    def open(self) -> Any:  # noqa: ANN401 - diskcache has no types
        """The opened diskcache, for maintenance: not to be used while other threads use the store.

        Raises:
            Exception: Whatever diskcache, SQLite or the file system raises.
        """
        if self._cache is None:
            self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            prepare(self.directory / diskcache.core.DBNAME)
            self._cache = _opened(self.directory)
        return self._cache

    def _try(self, what: str, operation: Callable[[Any], T]) -> T | None:
        """Do one operation; what it raises is logged as a warning, once, and gives None."""
        try:
            with self._lock:
                if self._cache is None:
                    self._cache = ReadOnlyCache.of(self.directory / diskcache.core.DBNAME)
                return operation(self.open())
        except Exception as error:  # noqa: BLE001 - planted settings make diskcache raise anything
            self._warn(what, error)
            return None

    def _warn(self, what: str, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            logger.warning(
                "The cache in %s cannot be used (%s: %s: %s); calls go on without it. %s",
                self.directory,
                what,
                type(error).__name__,
                error,
                remedy(error),
            )


def remedy(error: Exception) -> str:
    """What to do; where the disk is at fault, to clear it would lose answers that were paid for."""
    if isinstance(error, sqlite3.OperationalError):
        return _ELSEWHERE if error.sqlite_errorcode & 0xFF in _OF_THE_DISK else _AFRESH
    return _ELSEWHERE if isinstance(error, OSError) else _AFRESH


_stores: weakref.WeakSet[DiskStore] = weakref.WeakSet()


def _before_fork() -> None:
    for store in tuple(_stores):
        store.shut()


def _after_in_parent() -> None:
    for store in tuple(_stores):
        store.unshut()


def _after_in_child() -> None:
    for store in tuple(_stores):
        store.begin()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_in_parent, after_in_child=_after_in_child)


def _opened(directory: Path) -> Any:  # noqa: ANN401 - diskcache has no types
    """The diskcache of a folder, with one connection for all threads.

    diskcache opens one a thread, which costs 0.6 ms in each new thread of a pool and is left to the
    garbage collector at its end. Under the store's lock one serves them all.
    """
    cache = diskcache.Cache.__new__(diskcache.Cache)
    try:
        cache.__init__(str(directory), timeout=BUSY_S, disk=_SafeDisk, eviction_policy="none", cull_limit=0)
        cache.close()
        connection = sqlite3.connect(
            directory / diskcache.core.DBNAME, timeout=BUSY_S, isolation_level=None, check_same_thread=False
        )
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
        cache._local = SimpleNamespace(pid=os.getpid(), con=connection)  # noqa: SLF001 - no public way
        for key in diskcache.core.DEFAULT_SETTINGS:
            if key.startswith("sqlite_"):
                cache.reset(key, getattr(cache, key), update=False)
    except BaseException:
        with contextlib.suppress(Exception):
            cache.close()
        raise
    return cache


class _Unlocked:
    """A claim where no lock can be had; it holds nothing."""

    def release(self) -> None:
        """Do nothing."""
