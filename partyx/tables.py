"""Many extractions as tables: rows with keys, for data bases, data frames and spreadsheets.

Every row leads back: ``article`` is the key of its article, ``record`` the name that findings use
("statistics[27]"), and ``start`` and ``end`` are characters of the article's NFC text.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import Typed, spec_of
from partyx.kinds.roles.base import DAY, TEXT, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.extraction import Extraction
    from partyx.kinds.fields import RecordSpec
    from partyx.kinds.roles.base import Columns
    from partyx.records import Place, Span

Row = tuple[Any, ...]

_KEY: Final[Columns] = {"article": TEXT, "record": TEXT}
_SPAN: Final[Columns] = {"start": WHOLE, "end": WHOLE, "quote": TEXT}


def _texts(names: str) -> Columns:
    return dict.fromkeys(names.split(), TEXT)


def columns_of(spec: RecordSpec) -> Columns:
    """The columns of a table of records: which one, its fields, and its first evidence."""
    return _KEY | spec.columns() | _SPAN


COLUMNS: Final[dict[str, Columns]] = {
    "articles": _texts("article title outlet")
    | {"published": DAY}
    | _texts("url source place sha256")
    | {"chars": WHOLE}
    | _texts("engine model")
    | {"digits": WHOLE, "digits_claimed": WHOLE},
    "meetings": columns_of(spec_of(Meeting)),
    "people": _KEY | {"role": TEXT, "number": WHOLE} | _texts("name titles person person_id"),
    "statistics": columns_of(spec_of(Statistic)),
    "directives": columns_of(spec_of(Directive)),
    "tasks": _KEY | {"number": WHOLE, "text": TEXT, "start": WHOLE, "end": WHOLE},
    "findings": {"article": TEXT, "number": WHOLE} | _texts("check severity message records"),
    "evidence": _KEY | {"number": WHOLE} | _SPAN,
}
"""The tables and their columns, in order. Columns are added, never renamed."""


_SIGNS: Final = "=+-@"
_BLANKS: Final = "\t\r\n"
"""What a spreadsheet runs, or may run, as a formula when a cell begins with it."""

_ANYWHERE = re.compile(r"(?<=[;\t\r\n])(?:(?=[=@＝＠﹦﹫])|(?=[+\-＋－﹢﹣][^;\t\r\n]*\w[(|]))")
"""Where a cell begins for a program that takes another separator, and a formula with it: a sign of one, or a
sign of a number with a call or a command behind it; "; - khai trừ 3 đảng viên (2%)" is neither."""


def neutral(value: object) -> object:
    """A text that a spreadsheet would run, behind an apostrophe, which makes it a text there.

    Signs of full width, small and raised ones are signs as well.
    """
    if not isinstance(value, str) or not value:
        return value
    runs = value[0] in _BLANKS or unicodedata.normalize("NFKC", value[0])[0] in _SIGNS
    return f"'{value}" if runs else value


def neutral_in_csv(value: object) -> object:
    """The same for a file that programs cut as their language has it: at semicolons where commas are decimal.

    Quotation marks in the middle of what is a cell for them keep nothing together, not even lines.
    """
    value = neutral(value)
    return _ANYWHERE.sub("'", value) if isinstance(value, str) else value


def rows(extraction: Extraction) -> Iterator[tuple[str, Row]]:
    """The rows of one extraction, each with the name of its table.

    Of the user's own types there are none, and none of ``people``, whose ids need all articles: see
    :func:`partyx.people.people_rows`.
    """
    yield "articles", _article(extraction)
    key = extraction.article.id
    for kind in (Meeting, Statistic, Directive):
        for place, record in zip(*_placed(extraction, kind), strict=True):
            yield kind.plural, record_row(spec_of(kind), place, record)
            yield from _details(place, record)
    for number, finding in enumerate(extraction.findings):
        about = "; ".join(finding.records)
        yield "findings", (key, number, finding.check, finding.severity, finding.message, about)


def own_rows(extraction: Extraction, kind: type[Typed]) -> Iterator[tuple[str, Row]]:
    """The rows of one of the user's own types, and of its evidence; its columns are :func:`columns_of` it.

    Raises:
        InputError: They were read back from JSON and are not of this type as it is declared now.
    """
    for place, record in zip(*_placed(extraction, kind), strict=True):
        yield kind.plural, record_row(spec_of(kind), place, record)
        yield from _evidence(place, record)


def _placed(extraction: Extraction, kind: type[Typed]) -> tuple[list[Row], tuple[Any, ...]]:
    """The records of a type, and for each its article and its name."""
    found = extraction.of(kind)
    places = [(extraction.article.id, f"{kind.plural}[{index}]") for index in range(len(found))]
    return places, found


def record_row(spec: RecordSpec, place: Row, record: Any) -> Row:  # noqa: ANN401 - of any type
    """One record."""
    return (*place, *spec.row(record).values(), *_span(record.evidence[0]))


def _details(place: Row, record: Any) -> Iterator[tuple[str, Row]]:  # noqa: ANN401 - of any type
    """The rows of what a record has several of."""
    yield from _evidence(place, record)
    for number, task in enumerate(getattr(record, "tasks", ())):
        yield "tasks", (*place, number, task.text, *_span(task.evidence[0])[:2])


def _evidence(place: Row, record: Any) -> Iterator[tuple[str, Row]]:  # noqa: ANN401 - of any type
    for number, span in enumerate(record.evidence):
        yield "evidence", (*place, number, *_span(span))


def _article(extraction: Extraction) -> Row:
    it, made, digits = extraction.article, extraction.provenance, extraction.coverage
    named = (it.id, it.title, it.outlet, it.published, it.url, it.source, _place(it.place), it.sha256)
    return (*named, it.chars, made.engine, made.model, digits.digits, digits.claimed)


def _place(place: Place | None) -> str | None:
    return None if place is None else place.name


def _span(span: Span) -> Row:
    return (span.start, span.end, span.text)
