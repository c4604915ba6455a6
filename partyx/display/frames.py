"""Extractions as pandas tables, the same that are exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from partyx.errors import InputError, MissingExtraError
from partyx.extraction import Extraction
from partyx.kinds.record import spec_of
from partyx.kinds.roles.base import DAY, FLAG, MAYBE, NUMBER, TEXT, WHOLE
from partyx.people import people_rows, seen_in
from partyx.tables import COLUMNS, Row, columns_of, neutral, own_rows, rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from partyx.kinds.roles.base import Columns
    from partyx.people import Seen

_PANDAS: Final = {
    TEXT: "object",
    NUMBER: "float64",
    WHOLE: "int64",
    DAY: "datetime64[s]",  # nanoseconds end in 2262: a period may not
    FLAG: "bool",
    MAYBE: "boolean",
}
"""Pandas' names of the types of columns."""


def to_frames(extractions: Extraction | Iterable[Extraction]) -> dict[str, pd.DataFrame]:
    """One pandas table a record type, of one extraction or of many together.

    "articles", "meetings", "statistics", "directives", "people", "tasks", "findings", "evidence", and the
    user's own types; the tables and columns are those of ``partyx export``. ``article`` and ``record``
    ("statistics[27]", as findings name it) lead from one to the other. The columns and their types are the
    same with no rows as with many. A period becomes four columns (start, end, precision, printed), the first
    evidence three (start, end, quote), a list one text joined by "; ". A text that a spreadsheet would take
    for a formula ("=HYPERLINK(...") has an apostrophe before it.

    Args:
        extractions: One, or several; each is looked at once.

    Raises:
        MissingExtraError: pandas is not installed.
        InputError: Records of the user's own were read back from JSON without their type, or a count is
            larger than tables hold.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(
            "tables need pandas, which is not installed: run  pip install 'partyx[frames]'"
        ) from None
    columns = dict(COLUMNS)
    found: dict[str, list[Row]] = {name: [] for name in columns}
    seen: list[Seen] = []
    for extraction in (extractions,) if isinstance(extractions, Extraction) else extractions:
        seen += seen_in(extraction)
        for name, row in rows(extraction):
            found[name].append(row)
        for name in extraction.records:
            kind = _type(extraction, name)
            columns[name] = columns_of(spec_of(kind))
            found.setdefault(name, [])
            for table, row in own_rows(extraction, kind):
                found[table].append(row)
    found["people"] = list(people_rows(seen))
    try:
        return {name: _table(pd, columns[name], found[name]) for name in found}
    except OverflowError as error:  # of what was read from JSON: an article of 2^63 characters
        raise InputError(f"a number is larger than tables hold: {error}.") from None


def _table(pd: Any, columns: Columns, found: list[Row]) -> pd.DataFrame:  # noqa: ANN401 - the module
    cells = zip(*found, strict=True) if found else ((),) * len(columns)
    return pd.DataFrame(
        {
            column: pd.Series(list(map(neutral, values)), dtype=_PANDAS[kind])
            for (column, kind), values in zip(columns.items(), cells, strict=True)
        }
    )


def _type(extraction: Extraction, plural: str) -> type[Any]:
    """The type of some records of the user's own.

    Raises:
        InputError: They were read back from JSON without it.
    """
    kind = extraction.types.get(plural)
    if kind is None:
        raise InputError(
            f"the {plural} of {extraction.article.id} were read back from JSON and their type is not known: "
            "give it to  Extraction.from_json(text, records=[...])"
        )
    return kind
