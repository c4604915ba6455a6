"""Many extractions into files that other programs read: parquet, SQLite, DuckDB, CSV, Excel."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from partyx.errors import MissingExtraError, OutputError
from partyx.files import boundary
from partyx.kinds.record import spec_of
from partyx.kinds.roles.base import MAYBE
from partyx.people import people_rows, seen_in
from partyx.tables import COLUMNS, Row, columns_of, neutral, neutral_in_csv, own_rows, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from partyx.extraction import Extraction
    from partyx.kinds.record import Record
    from partyx.kinds.roles.base import Columns
    from partyx.people import Seen

Form = Literal["parquet", "sqlite", "duckdb", "csv", "xlsx"]
FORMS: Final = get_args(Form)

_AT_ONCE: Final = 2_000
"""Rows of one table that are held before they are written."""
_LONGEST_CELL: Final = 32_766
_LONGEST_SHEET: Final = 1_048_576
_LONGEST_NAME: Final = 31
_SQL: Final = {
    str: "TEXT",
    float: "DOUBLE",
    int: "BIGINT",
    dt.date: "DATE",
    bool: "BOOLEAN",
    MAYBE: "BOOLEAN",
}
_EXACT: Final = 2**53


def export(
    extractions: Iterable[Extraction], path: Path, form: Form, types: Sequence[type[Record]] = ()
) -> dict[str, int]:
    """Write the tables of many extractions, whole or not at all, some thousand rows in memory at a time.

    Of people a line each is kept until the end, for the ids that tell who is the same in several articles.

    Args:
        extractions: Each with an article id of its own.
        path: A file; for parquet and CSV a folder, with a file for each table.
        form: What to write. A workbook is held in memory.
        types: Record types of the user's own; each has a table as well.

    Returns:
        The rows of each table.

    Raises:
        OutputError: It cannot be written, there is something already, or two extractions have one id.
        InputError: Records are not of their type as it is declared now.
        MissingExtraError: A library for this form is not installed.
    """
    tables = COLUMNS | {spec.plural: columns_of(spec) for spec in map(spec_of, types)}
    counts = dict.fromkeys(tables, 0)
    with boundary(path, OutputError, "Name a path that can be written."), _ours(), ExitStack() as stack:
        if path.exists():
            raise OutputError(f"{path} is there already; name another, or take it away.")
        unfinished = path.with_name(f".{path.name}.unfinished")
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(unfinished)  # of a run that was killed
        stack.callback(_remove, unfinished)
        with closing(_SINKS[form](unfinished, tables)) as sink:
            for table, found in _in_parts(extractions, tables, types):
                sink.write(table, found)
                counts[table] += len(found)
        unfinished.replace(path)
    return counts


def _in_parts(
    extractions: Iterable[Extraction], tables: Iterable[str], types: Sequence[type[Record]]
) -> Iterator[tuple[str, list[Row]]]:
    """The rows of all tables, some thousand of one table at a time."""
    waiting: dict[str, list[Row]] = {name: [] for name in tables}
    known: set[str] = set()
    seen: list[Seen] = []
    for extraction in extractions:
        name = extraction.article.id
        if name in known:
            raise OutputError(f"two extractions are of an article {name!r}; give each an id of its own")
        known.add(name)
        seen += seen_in(extraction)
        for table, row in chain(rows(extraction), *(own_rows(extraction, kind) for kind in types)):
            waiting[table].append(row)
            if len(waiting[table]) >= _AT_ONCE:
                yield table, waiting[table]
                waiting[table] = []
    waiting["people"] = list(people_rows(seen))  # who is one person is known when all are there
    yield from ((table, found) for table, found in waiting.items() if found)


@contextmanager
def _ours() -> Iterator[None]:
    """Turn what libraries raise (a number too large, a full disk, a name) into what the boundary knows."""
    try:
        yield
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in _LIBRARIES:
            raise
        raise ValueError(str(error).partition("\n")[0]) from None


_LIBRARIES: Final = frozenset({"sqlite3", "duckdb", "_duckdb", "xlsxwriter", "pyarrow"})


def _remove(path: Path) -> None:
    """Take away what was left unfinished, and what a data base keeps beside it."""
    if path.is_dir():
        for file in path.iterdir():
            file.unlink()
        path.rmdir()
    for beside in ("", ".wal", "-journal"):
        path.with_name(f"{path.name}{beside}").unlink(missing_ok=True)


def _close_all(files: Iterable[Any]) -> None:
    """Close each, also those behind one that cannot be."""
    with ExitStack() as stack:
        for file in files:
            stack.callback(file.close)


class _Csv:
    """A folder of CSV files: UTF-8 with a mark in front, as Excel wants it, and no formula."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        path.mkdir()
        self._files = {
            name: (path / f"{name}.csv").open("w", encoding="utf-8-sig", newline="", errors="replace")
            for name in tables
        }
        self._writers = {name: csv.writer(file) for name, file in self._files.items()}
        for name, columns in tables.items():
            self._writers[name].writerow(columns)

    def write(self, table: str, found: list[Row]) -> None:
        self._writers[table].writerows([neutral_in_csv(_plain(value)) for value in row] for row in found)

    def close(self) -> None:
        _close_all(self._files.values())


class _Parquet:
    """A folder of parquet files."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        try:
            import pyarrow as pa  # noqa: PLC0415 - an extra
            import pyarrow.parquet as pq  # noqa: PLC0415
        except ImportError:
            raise _missing("parquet", "pyarrow") from None
        kinds = {
            str: pa.string(),
            float: pa.float64(),
            int: pa.int64(),
            dt.date: pa.date32(),
            bool: pa.bool_(),
            MAYBE: pa.bool_(),
        }
        path.mkdir()
        self._table = pa.table
        self._schemas = {
            name: pa.schema([(column, kinds[kind]) for column, kind in columns.items()])
            for name, columns in tables.items()
        }
        self._writers = {
            name: pq.ParquetWriter(path / f"{name}.parquet", schema, compression="zstd")
            for name, schema in self._schemas.items()
        }

    def write(self, table: str, found: list[Row]) -> None:
        data = dict(zip(self._schemas[table].names, map(list, zip(*found, strict=True)), strict=True))
        self._writers[table].write_table(self._table(data, schema=self._schemas[table]))

    def close(self) -> None:
        _close_all(self._writers.values())


class _Sqlite:
    """One SQLite file; dates are ISO texts, as its date functions read them."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        self._base = sqlite3.connect(path)
        _create(self._base.execute, tables)

    def write(self, table: str, found: list[Row]) -> None:
        self._base.executemany(_insert(table, found), ([_plain(value) for value in row] for row in found))

    def close(self) -> None:
        with closing(self._base):
            self._base.commit()


class _DuckDb:
    """One DuckDB file."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        try:
            import duckdb  # noqa: PLC0415 - an extra
        except ImportError:
            raise _missing("duckdb", "duckdb") from None
        self._base = duckdb.connect(str(path))
        _create(self._base.execute, tables)
        self._base.begin()

    def write(self, table: str, found: list[Row]) -> None:
        self._base.executemany(_insert(table, found), [list(row) for row in found])

    def close(self) -> None:
        with closing(self._base):
            self._base.commit()


class _Xlsx:
    """One workbook with a sheet a table; nothing in it is a formula, a link or a number that was a text."""

    def __init__(self, path: Path, tables: Mapping[str, Columns]) -> None:
        try:
            import xlsxwriter  # noqa: PLC0415 - an extra
        except ImportError:
            raise _missing("xlsx", "xlsxwriter") from None
        safe = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
        self._path, self._bytes = path, io.BytesIO()  # zipfile complains of a full disk when it is let go of
        self._book = xlsxwriter.Workbook(
            self._bytes, {"default_date_format": "yyyy-mm-dd", "in_memory": True, **safe}
        )
        self._next = dict.fromkeys(tables, 1)
        self._sheets = {name: self._book.add_worksheet(name[:_LONGEST_NAME]) for name in tables}
        for name, columns in tables.items():
            sheet = self._sheets[name]
            sheet.write_row(0, 0, columns)
            sheet.freeze_panes(1, 0)

    def write(self, table: str, found: list[Row]) -> None:
        sheet = self._sheets[table]
        if self._next[table] + len(found) > _LONGEST_SHEET:
            raise OutputError(f"{table}: more rows than a sheet of Excel has; take parquet, sqlite or duckdb")
        for row in found:
            for column, value in enumerate(row):
                if value is not None:
                    cell = neutral(value[:_LONGEST_CELL]) if isinstance(value, str) else value
                    sheet.write(self._next[table], column, cell)
            self._next[table] += 1

    def close(self) -> None:
        self._book.close()
        self._path.write_bytes(self._bytes.getbuffer())


def _create(execute: Any, tables: Mapping[str, Columns]) -> None:  # noqa: ANN401 - of one data base or the other
    """Make the tables, with the keys by which they are joined."""
    for name, columns in tables.items():
        listed = ", ".join(f'"{column}" {_SQL[kind]}' for column, kind in columns.items())
        known = ("article", "record", "role", "number") if name in COLUMNS else ("article", "record")
        keys = ", ".join(column for column in known if column in columns)
        execute(f'CREATE TABLE "{name}" ({listed}, PRIMARY KEY ({keys}))')


def _insert(table: str, found: list[Row]) -> str:
    return f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(found[0]))})'  # noqa: S608 - names of ours


def _plain(value: Any) -> Any:  # noqa: ANN401 - of a row
    """A value as text files and SQLite hold it: dates in ISO, flags as 0 and 1, whole figures whole."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _missing(form: str, library: str) -> MissingExtraError:
    return MissingExtraError(f"{form} needs {library}, which is not installed: pip install 'partyx[{form}]'")


_SINKS: Final[dict[str, Any]] = {
    "parquet": _Parquet,
    "sqlite": _Sqlite,
    "duckdb": _DuckDb,
    "csv": _Csv,
    "xlsx": _Xlsx,
}
