"""diskcache's tables and triggers, in SQL that every SQLite build takes.

diskcache 5.6.3 writes its triggers with double-quoted strings (``WHERE key = "count"``). A SQLite built
with ``SQLITE_DQS=0``, as conda's and Homebrew's are, takes those for column names, and every ``set``
fails with "no such column: size". diskcache creates them only IF NOT EXISTS, so ours, made first, stay.
"""

from __future__ import annotations

import contextlib
import sqlite3
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


def prepare(database: Path) -> None:
    """Make the tables and triggers of a new database; leave an existing one alone.

    Raises:
        sqlite3.Error: The file cannot be written or is no database.
    """
    if database.exists() and database.stat().st_size:
        return
    with contextlib.closing(sqlite3.connect(database, timeout=10, isolation_level=None)) as connection:
        connection.execute("PRAGMA auto_vacuum = FULL")
        # One transaction: another process sees either an empty file or all of it.
        connection.execute("BEGIN IMMEDIATE")
        for table in _TABLES:
            connection.execute(table)
        for name, (event, key, change) in _TRIGGERS.items():
            connection.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON Cache FOR EACH ROW BEGIN"
                f" {_BUMP.format(change=change, key=key)}; END"
            )
        connection.execute("COMMIT")
