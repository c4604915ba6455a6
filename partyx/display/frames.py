"""An extraction as pandas tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.display import wording
from partyx.errors import InputError, MissingExtraError
from partyx.kinds.record import spec_of
from partyx.kinds.roles.base import TEXT
from partyx.kinds.roles.dates import DateRole
from partyx.tables import neutral

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pandas as pd

    from partyx.extraction import Extraction
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import Finding, Place, Span

_Made = tuple[dict[str, str], "Iterable[dict[str, Any]]"]
"""Columns with their types, and the rows."""

_WHEN = DateRole()
_SPAN = {"start": "int64", "end": "int64", "quote": TEXT}


_PLACE = dict.fromkeys(("place_name", "place_code", "place_code_2025", "place_district"), TEXT)
_CONTEXT = dict.fromkeys(("period_from", "within", "within_from", "measure", "direction", "topic"), TEXT)

_COLUMNS: dict[str, dict[str, str]] = {
    "meetings": {"name": TEXT, "kind": TEXT}
    | _WHEN.columns("date")
    | dict.fromkeys(("organizer", "location", "mode", "chairs", "speakers", "attendees", "agenda"), TEXT)
    | _PLACE
    | _SPAN,
    "statistics": {"indicator": TEXT, "value": "float64", "unit": TEXT, "of": "float64"}
    | {"subject": TEXT}
    | _WHEN.columns("period")
    | {"qualifier": TEXT, "target": "bool", "printed": TEXT}
    | _CONTEXT
    | {"relates_to": "Int64"}  # with room for nulls
    | _PLACE
    | _SPAN,
    "directives": {"source": TEXT, "kind": TEXT, "document_kind": TEXT}
    | dict.fromkeys(("document_number", "document_issuer"), TEXT)
    | _WHEN.columns("document_issued")
    | dict.fromkeys(("issuer", "addressees"), TEXT)
    | _WHEN.columns("date")
    | dict.fromkeys(("subject", "tasks"), TEXT)
    | _WHEN.columns("deadline")
    | _SPAN,
    "findings": dict.fromkeys(("check", "severity", "message", "records"), TEXT),
}


def frames(extraction: Extraction) -> dict[str, pd.DataFrame]:
    """One table a record type; see :meth:`partyx.Extraction.to_frames`.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas as pd  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(
            "tables need pandas, which is not installed: run  pip install 'partyx[frames]'"
        ) from None
    row: dict[str, Callable[[Any], dict[str, Any]]] = {
        "meetings": _meeting,
        "statistics": _statistic,
        "directives": _directive,
        "findings": _finding,
    }
    made: dict[str, _Made] = {
        name: (columns, map(row[name], getattr(extraction, name))) for name, columns in _COLUMNS.items()
    }
    made |= {name: _own(extraction, name) for name in extraction.records}
    article = {"article": extraction.article.id}
    return {
        name: _table(pd, {"article": TEXT} | columns, [article | it for it in rows])
        for name, (columns, rows) in made.items()
    }


def _table(pd: Any, columns: dict[str, str], rows: list[dict[str, Any]]) -> pd.DataFrame:  # noqa: ANN401
    return pd.DataFrame(
        {
            column: pd.Series([neutral(it[column]) for it in rows], dtype=kind)
            for column, kind in columns.items()
        }
    )


def _own(extraction: Extraction, plural: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Columns and rows of a type of the user's own.

    Raises:
        InputError: Its records were read back from JSON without their type.
    """
    kind = extraction.types.get(plural)
    if kind is None:
        raise InputError(
            f"the {plural} of {extraction.article.id} were read back from JSON and their type is not known: "
            "give it to  Extraction.from_json(text, records=[...])"
        )
    spec = spec_of(kind)
    rows = [{**spec.row(it), **_span(it.evidence[0])} for it in extraction.of(kind)]
    return spec.columns() | _SPAN, rows


def _meeting(it: Meeting) -> dict[str, Any]:
    return {
        "name": it.name,
        "kind": it.kind,
        **_WHEN.row("date", it.date),
        "organizer": it.organizer,
        "location": it.location,
        "mode": it.mode,
        "chairs": wording.people(it.chairs),
        "speakers": wording.people(it.speakers),
        "attendees": wording.people(it.attendees),
        "agenda": _joined(it.agenda),
        **_place(it.place),
        **_span(it.evidence[0]),
    }


def _place(place: Place | None) -> dict[str, str | None]:
    names = ("name", "code", "code_2025", "district")
    return {f"place_{name}": None if place is None else getattr(place, name) for name in names}


def _statistic(it: Statistic) -> dict[str, Any]:
    return {
        "indicator": it.indicator,
        "value": it.value,
        "unit": it.unit,
        "of": it.of,
        "subject": it.subject,
        **_WHEN.row("period", it.period),
        "qualifier": it.qualifier,
        "target": it.target,
        "printed": it.printed,
        **{name: getattr(it, name) for name in _CONTEXT},
        "relates_to": it.relates_to,
        **_place(it.place),
        **_span(it.evidence[0]),
    }


def _directive(it: Directive) -> dict[str, Any]:
    cited = it.document
    return {
        "source": it.source,
        "kind": it.kind,
        "document_kind": cited and cited.kind,
        "document_number": cited and cited.number,
        "document_issuer": cited and cited.issuer,
        **_WHEN.row("document_issued", None if cited is None else cited.issued),
        "issuer": it.issuer,
        "addressees": _joined(it.addressees),
        **_WHEN.row("date", it.date),
        "subject": it.subject,
        "tasks": _joined(task.text for task in it.tasks),
        **_WHEN.row("deadline", it.deadline),
        **_span(it.evidence[0]),
    }


def _finding(it: Finding) -> dict[str, Any]:
    return {"check": it.check, "severity": it.severity, "message": it.message, "records": _joined(it.records)}


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "quote": span.text}


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(texts)
