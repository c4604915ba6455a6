"""diskcache's tables and triggers, in SQL that every SQLite build takes; nothing else may be in a cache.

diskcache 5.6.3 writes its triggers with double-quoted strings (``WHERE key = "count"``). A SQLite built
with ``SQLITE_DQS=0``, as conda's and Homebrew's are, takes those for column names, and every ``set``
fails with "no such column: size". diskcache creates them only IF NOT EXISTS, so ours, made first, stay.

A database that somebody else wrote can compute: a view in place of a table, or a trigger, that counts without
end kept every call waiting for ever, and a value of 900 MB took twice that of memory. Such a one is no cache.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BUMP = "UPDATE Settings SET value = value {change} WHERE key = '{key}'"
_TRIGGERS = {
    "Settings_count_insert": ("INSERT", "count", "+ 1"),
    "Settings_count_delete": ("DELETE", "count", "- 1"),
    "Settings_size_insert": ("INSERT", "size", "+ NEW.size"),
    "Settings_size_update": ("UPDATE", "size", "+ NEW.size - OLD.size"),
    "Settings_size_delete": ("DELETE", "size", "- OLD.size"),
}
_TABLES = (
    "CREATE TABLE IF NOT EXISTS Settings (key TEXT NOT NULL UNIQUE, value)",
    """CREATE TABLE IF NOT EXISTS Cache (
        rowid INTEGER PRIMARY KEY, key BLOB, raw INTEGER, store_time REAL, expire_time REAL,
        access_time REAL, access_count INTEGER DEFAULT 0, tag BLOB, size INTEGER DEFAULT 0,
        mode INTEGER DEFAULT 0, filename TEXT, value BLOB)""",
)


_INDEXES = (
    "CREATE UNIQUE INDEX Cache_key_raw ON Cache(key, raw)",
    "CREATE INDEX Cache_expire_time ON Cache (expire_time)",
    "CREATE INDEX Cache_store_time ON Cache (store_time)",
    "CREATE INDEX Cache_tag_rowid ON Cache(tag, rowid)",
)
"""diskcache's own, of all its releases."""
LONGEST = 64 * 2**20
"""Bytes of the longest value that is read."""
_LONGEST_SETTING = 100
_FILES = ("", "-wal", "-shm", "-journal")


def _trigger(name: str) -> str:
    event, key, change = _TRIGGERS[name]
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON Cache FOR EACH ROW BEGIN"
        f" {_BUMP.format(change=change, key=key)}; END"
    )


def _bare(sql: str) -> str:
    """A statement without what makes no difference to it, as SQLite and diskcache write it or we do."""
    return "".join(sql.replace("IF NOT EXISTS ", "").replace('"', "'").split())


_KNOWN = frozenset(map(_bare, (*_TABLES, *_INDEXES, *map(_trigger, _TRIGGERS))))


def prepare(database: Path) -> None:
    """Make the tables and triggers of a new database; look at those of an existing one.

    Raises:
        sqlite3.Error: The file cannot be written or is no database, or no cache.
        OSError: It is no regular file.
    """
    check_files(database)
    there = database.exists() and database.stat().st_size
    with contextlib.closing(sqlite3.connect(database, timeout=10, isolation_level=None)) as connection:
        if there:
            check(connection)
            return
        connection.execute("PRAGMA auto_vacuum = FULL")
        # One transaction: another process sees either an empty file or all of it.
        connection.execute("BEGIN IMMEDIATE")
        for statement in (*_TABLES, *map(_trigger, _TRIGGERS)):
            connection.execute(statement)
        connection.execute("COMMIT")


def check_files(database: Path) -> None:
    """See that SQLite will wait for nobody at the other end of a pipe.

    Raises:
        OSError: One of the files that it opens is no regular one.
    """
    for suffix in _FILES:
        path = f"{database}{suffix}"
        with contextlib.suppress(FileNotFoundError):
            if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - a name with a suffix
                raise OSError(None, "is no regular file", path)


def check(connection: sqlite3.Connection) -> None:
    """See that a database has the tables, indexes and triggers of a cache, and read no longer values from it.

    Raises:
        sqlite3.Error: It has something else.
    """
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    names = set()
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
        names.add(name)
        if _bare(str(sql)) not in _KNOWN:
            raise sqlite3.DatabaseError(f"{str(name)[:40]!r} in it is not partyx's")
    if "Settings" in names:
        long = connection.execute("SELECT 1 FROM Settings WHERE length(value) > ?", (_LONGEST_SETTING,))
        if long.fetchone():
            raise sqlite3.DatabaseError("a setting in it is not partyx's")
