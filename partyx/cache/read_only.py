"""A cache that cannot be written, for instance one that a group shares: what is in it is used."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

from diskcache.core import MODE_RAW

from partyx.cache.schema import check, check_files

if TYPE_CHECKING:
    from pathlib import Path

_FIND = "SELECT value FROM Cache WHERE key = ? AND raw = 1 AND mode = ? AND filename IS NULL"
_WAYS = ("mode=ro", "mode=ro&immutable=1")
"""With another process's write-ahead log in sight; else the file alone, which SQLite opens in any folder."""


class ReadOnlyCache:
    """Reads the database of a cache; nothing is written, not even SQLite's own side files."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through ``connection``; ``of`` makes one."""
        self._connection = connection

    @classmethod
    def of(cls, database: Path) -> Self | None:
        """The cache of a database that cannot be written; None when it can be, or is not there.

        Raises:
            OSError: A file that SQLite opens with it is no regular one.
        """
        if not database.is_file() or (os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)):
            return None
        check_files(database)
        for way in _WAYS:
            connection = sqlite3.connect(
                f"file:{quote(str(database))}?{way}", uri=True, check_same_thread=False, isolation_level=None
            )
            try:
                check(connection)
                connection.execute(_FIND, ("", MODE_RAW)).fetchall()
            except sqlite3.Error:
                connection.close()
            else:
                return cls(connection)
        return None

    def get(self, key: str) -> bytes | None:
        """The value as it stands there, seal included."""
        row = self._connection.execute(_FIND, (key, MODE_RAW)).fetchone()
        return row[0] if row is not None and type(row[0]) is bytes else None

    def set(self, key: str, value: bytes) -> None:  # noqa: ARG002 - as diskcache's
        """Refuse.

        Raises:
            PermissionError: Always.
        """
        raise PermissionError("it is read-only: its answers are used, new ones are not kept")

    def delete(self, key: str) -> None:
        """Leave it: who shares the cache may not take from it."""

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
