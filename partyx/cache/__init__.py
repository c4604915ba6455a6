"""Answers that were paid once: the cache on disk, recordings, and the keys of both.

Importing this package loads neither diskcache nor SQLite; ``open_store`` does.
"""

from __future__ import annotations

import atexit
from pathlib import Path
from typing import TYPE_CHECKING

from partyx.cache.entry import Completion, Entry
from partyx.cache.keys import Request, cache_key, recording_key
from partyx.cache.recordings import Recordings, open_recordings
from partyx.cache.store import Claim, MemoryStore, Store

if TYPE_CHECKING:
    from partyx.settings import Settings

__all__ = [
    "SERVICES_FILE",
    "Claim",
    "Completion",
    "Entry",
    "MemoryStore",
    "Recordings",
    "Request",
    "Store",
    "cache_directory",
    "cache_key",
    "cache_place",
    "open_recordings",
    "open_store",
    "recording_key",
]

SERVICES_FILE = "services.json"
"""In the cache's folder: what services were found to refuse."""

_open: dict[Path | str, Store] = {}


def cache_directory(settings: Settings) -> Path:
    """The folder of the cache: ``settings.cache_dir``, else the user's cache folder for partyx."""
    if settings.cache_dir is not None:
        return settings.cache_dir
    import platformdirs  # noqa: PLC0415 - 30 ms that a run without a model need not pay

    return Path(platformdirs.user_cache_dir("partyx", appauthor=False)) / "calls"


def cache_place(settings: Settings) -> Path | str:
    """Where the answers are kept: the folder, or the address of a Redis server, its password included."""
    url = settings.cache_url
    return cache_directory(settings) if url is None else url.get_secret_value()


def open_store(settings: Settings) -> Store | None:
    """The cache that ``settings`` ask for; None when they turn it off or replay recordings.

    Opened once a process for each folder: opening costs 2 to 10 ms, a read 25 microseconds.

    Raises:
        SettingsError: A shared cache is named, and there is no Redis server at its address.
        MissingExtraError: It is named and the extra ``redis`` is not installed.
    """
    if settings.cache == "off" or (settings.cache == "replay" and settings.recordings is not None):
        return None
    place = cache_place(settings)
    if isinstance(place, str):
        return _shared(place)
    from partyx.cache.disk import DiskStore  # noqa: PLC0415 - diskcache takes 40 ms to import

    directory = place.absolute()
    if directory not in _open:
        store = DiskStore(directory)
        atexit.register(store.close)
        _open[directory] = store
    return _open[directory]


def _shared(url: str) -> Store:
    from partyx.cache.shared import RedisStore  # noqa: PLC0415 - an extra

    if url not in _open:
        store = RedisStore(url)
        store.check()
        _open[url] = store
    return _open[url]
