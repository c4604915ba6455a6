"""Short names of the articles of a run, no two alike."""

from __future__ import annotations

import threading
from pathlib import PurePosixPath


class Names:
    """Remembers which names were given; a hash each, so that a million take some 60 MB. Safe in threads."""

    def __init__(self) -> None:
        """Know of none."""
        self._taken: set[int] = set()
        self._lock = threading.Lock()

    def unique(self, wanted: str, source: str | None) -> str:
        """``wanted``, else the source's path without its suffix, else ``wanted`` with a number."""
        path = str(PurePosixPath(source).with_suffix("")) if source else None
        for name in filter(None, (wanted, path)):
            if self._take(name):
                return name
        number = 2
        while not self._take(f"{wanted}-{number}"):
            number += 1
        return f"{wanted}-{number}"

    def _take(self, name: str) -> bool:
        key = hash(name)
        with self._lock:
            free = key not in self._taken
            self._taken.add(key)
        return free
