"""Many extractions as tables: rows with keys, for data bases, data frames and spreadsheets.

Every row leads back: ``article`` is the key of its article, ``record`` the name that findings use
("statistics[27]"), and ``start`` and ``end`` are characters of the article's NFC text.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.extraction import Extraction
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import DocumentRef, Period, Person, Place, Span

Row = tuple[Any, ...]

TEXT, NUMBER, WHOLE, DAY, FLAG = str, float, int, dt.date, bool
"""The types of columns."""


def _period(name: str) -> dict[str, type]:
    return {f"{name}_start": DAY, f"{name}_end": DAY, f"{name}_precision": TEXT, f"{name}_printed": TEXT}


def _texts(names: str) -> dict[str, type]:
    return dict.fromkeys(names.split(), TEXT)


_KEY: Final[dict[str, type]] = {"article": TEXT, "record": TEXT}
_SPAN: Final[dict[str, type]] = {"start": WHOLE, "end": WHOLE, "quote": TEXT}

COLUMNS: Final[dict[str, dict[str, type]]] = {
    "articles": _texts("article title outlet")
    | {"published": DAY}
    | _texts("url source place sha256")
    | {"chars": WHOLE}
    | _texts("engine model")
    | {"digits": WHOLE, "digits_claimed": WHOLE},
    "meetings": _KEY
    | _texts("name kind")
    | _period("date")
    | _texts("organizer organizer_normalised location place mode")
    | _SPAN,
    "people": _KEY | {"role": TEXT, "number": WHOLE, "name": TEXT, "titles": TEXT},
    "statistics": _KEY
    | {"indicator": TEXT, "value": NUMBER, "unit": TEXT, "of": NUMBER}
    | _texts("subject subject_normalised within place measure direction topic relates_to")
    | _period("period")
    | {"qualifier": TEXT, "target": FLAG, "printed": TEXT}
    | _SPAN,
    "directives": _KEY
    | _texts("source kind document_kind document_number document_issuer document_issuer_normalised")
    | _period("document_issued")
    | _texts("issuer addressees")
    | _period("date")
    | {"subject": TEXT}
    | _period("deadline")
    | _SPAN,
    "tasks": _KEY | {"number": WHOLE, "text": TEXT, "start": WHOLE, "end": WHOLE},
    "findings": {"article": TEXT, "number": WHOLE} | _texts("check severity message records"),
    "evidence": _KEY | {"number": WHOLE} | _SPAN,
}
"""The tables and their columns, in order. Columns are added, never renamed."""


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings that a spreadsheet runs, or may run, as a formula."""


def neutral(value: object) -> object:
    """A text that a spreadsheet would run, behind an apostrophe, which makes it a text there."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def rows(extraction: Extraction) -> Iterator[tuple[str, Row]]:
    """The rows of one extraction, each with the name of its table."""
    yield "articles", _article(extraction)
    key = extraction.article.id
    for name, make in (("meetings", _meeting), ("statistics", _statistic), ("directives", _directive)):
        for index, record in enumerate(getattr(extraction, name)):
            place = (key, f"{name}[{index}]")
            yield name, (*place, *make(record), *_span(record.evidence[0]))
            yield from _details(place, record)
    for number, finding in enumerate(extraction.findings):
        about = "; ".join(finding.records)
        yield "findings", (key, number, finding.check, finding.severity, finding.message, about)


def _details(place: Row, record: Meeting | Statistic | Directive) -> Iterator[tuple[str, Row]]:
    """The rows of what a record has several of."""
    for number, span in enumerate(record.evidence):
        yield "evidence", (*place, number, *_span(span))
    for role in ("chairs", "speakers", "attendees"):
        people: tuple[Person, ...] = getattr(record, role, ())
        for number, person in enumerate(people):
            yield "people", (*place, role, number, person.name, "; ".join(person.titles))
    for number, task in enumerate(getattr(record, "tasks", ())):
        yield "tasks", (*place, number, task.text, *_span(task.evidence[0])[:2])


def _article(extraction: Extraction) -> Row:
    it, made, digits = extraction.article, extraction.provenance, extraction.coverage
    named = (it.id, it.title, it.outlet, it.published, it.url, it.source, _place(it.place), it.sha256)
    return (*named, it.chars, made.engine, made.model, digits.digits, digits.claimed)


def _meeting(it: Meeting) -> Row:
    held = (it.organizer, it.organizer_normalised or it.organizer, it.location, _place(it.place), it.mode)
    return (it.name, it.kind, *_when(it.date), *held)


def _statistic(it: Statistic) -> Row:
    figure = (it.indicator, _number(it.value), it.unit, _number(it.of))
    whose = (it.subject, it.subject_normalised or it.subject, it.within, _place(it.place))
    about = None if it.relates_to is None else f"statistics[{it.relates_to}]"
    context = (it.measure, it.direction, it.topic, about)
    return (*figure, *whose, *context, *_when(it.period), it.qualifier, it.target, it.printed)


def _directive(it: Directive) -> Row:
    said = (it.issuer, "; ".join(it.addressees), *_when(it.date), it.subject, *_when(it.deadline))
    return (it.source, it.kind, *_document(it.document), *said)


def _document(it: DocumentRef | None) -> Row:
    if it is None:
        return (None,) * 8
    return (it.kind, it.number, it.issuer, it.issuer_normalised or it.issuer, *_when(it.issued))


def _when(period: Period | None) -> Row:
    if period is None:
        return (None,) * 4
    return (period.start, period.end, period.precision, period.printed)


def _place(place: Place | None) -> str | None:
    return None if place is None else place.name


def _span(span: Span) -> Row:
    return (span.start, span.end, span.text)


def _number(value: float | None) -> float | None:
    """A figure; None for one of hundreds of digits, which no table holds and ``printed`` has."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None
