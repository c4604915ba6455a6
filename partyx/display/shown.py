"""Records as pages show them: one form for every type, so that a page need not know which types there are.

What a record of a known type puts first is said here once; a type of the user's own is shown by its fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from partyx.display import wording
from partyx.records import Directive, Meeting, Period, Person, Span, Statistic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partyx.extraction import Extraction


class Shown(NamedTuple):
    """One record, worded.

    Attributes:
        head: What the eye looks for: a figure with its unit, a day, a document's number. May be empty.
        title: What it is about, one line. May be empty.
        facts: Name and value of everything else that is said.
        spans: Every place of the article it rests on, in the record's order.
        focus: The place to stress inside the first span: a statistic's number.
    """

    head: str
    title: str
    facts: tuple[tuple[str, str], ...]
    spans: tuple[Span, ...]
    focus: Span | None = None


def groups(extraction: Extraction) -> dict[str, tuple[BaseModel, ...]]:
    """The record types of an extraction that hold records with evidence, by name, in the contract's order."""
    return {
        name: records
        for name in type(extraction).model_fields
        if isinstance(records := getattr(extraction, name), tuple)
        and all(isinstance(one, BaseModel) and hasattr(one, "evidence") for one in records)
        and _holds_records(type(extraction), name)
    }


def _holds_records(kind: type[BaseModel], name: str) -> bool:
    """Whether a field is declared to hold records with evidence: an empty one tells nothing by itself."""
    inner = getattr(kind.model_fields[name].annotation, "__args__", (None,))[0]
    return isinstance(inner, type) and issubclass(inner, BaseModel) and "evidence" in inner.model_fields


def shown(record: BaseModel) -> Shown:
    """A record worded, by its type where that is known, else by its fields."""
    spans = tuple(spans_of(record))
    if isinstance(record, Statistic):
        return Shown(*_statistic(record), spans, record.value_span)
    if isinstance(record, Meeting):
        return Shown(*_meeting(record), spans)
    if isinstance(record, Directive):
        return Shown(*_directive(record), spans)
    return Shown(*_by_fields(record), spans, next(_own_spans(record), None))


def spans_of(record: BaseModel) -> Iterator[Span]:
    """The evidence of a record, then that of the records inside it."""
    yield from getattr(record, "evidence", ())
    for name in type(record).model_fields:
        value = getattr(record, name)
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, BaseModel) and "evidence" in type(inner).model_fields:
                yield from spans_of(inner)


_Worded = tuple[str, str, tuple[tuple[str, str], ...]]


def _said(facts: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, wording.one_line(value)) for name, value in facts if value)


def _statistic(it: Statistic) -> _Worded:
    title = f"{it.indicator} (target)" if it.target else it.indicator
    head = f"{wording.figure(it)} {it.unit}" if it.unit and it.unit != "%" else wording.figure(it)
    head += "%" if it.unit == "%" else ""
    facts = [("whose", it.subject), ("when", wording.period(it.period))]
    return wording.one_line(head), wording.one_line(title), _said(facts)


def _meeting(it: Meeting) -> _Worded:
    facts = [
        ("kind", None if (it.kind or "") in it.name.casefold() else it.kind),
        ("organizer", it.organizer),
        ("place", it.location),
        ("mode", it.mode and it.mode.replace("_", " ")),
        ("chairs", wording.people(it.chairs)),
        ("speakers", wording.people(it.speakers)),
        ("attendees", wording.people(it.attendees)),
        ("agenda", "; ".join(it.agenda)),
    ]
    return wording.period(it.date), wording.one_line(it.name), _said(facts)


def _directive(it: Directive) -> _Worded:
    cited = it.document
    facts: list[tuple[str, str | None]] = [
        ("issuer", it.issuer or (cited.issuer if cited else None)),
        ("date", wording.period(it.date or (cited.issued if cited else None))),
        ("to", "; ".join(it.addressees)),
        *(("task", task.text) for task in it.tasks),
        ("deadline", wording.period(it.deadline)),
    ]
    return wording.document(it), wording.one_line(it.subject or ""), _said(facts)


# -- a type of the user's own ------------------------------------------------------------------------------


def _by_fields(record: BaseModel) -> _Worded:
    """The first field with something in it as the title, the others as facts."""
    said = [(name.replace("_", " "), value) for name, value in _fields(record) if value]
    title = said[0][1] if said else ""
    return "", wording.one_line(title), _said(said[1:])


def _fields(record: BaseModel) -> Iterator[tuple[str, str]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name != "evidence" and not name.endswith("_normalised") and not isinstance(value, Span):
            yield name, worded(value)


def _own_spans(record: BaseModel) -> Iterator[Span]:
    values = (getattr(record, name) for name in type(record).model_fields)
    return (value for value in values if isinstance(value, Span))


def worded(value: Any) -> str:  # noqa: ANN401 - whatever a field may hold
    """Any value of a field in one line; "" for what says nothing."""
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, (tuple, list)):
        return "; ".join(filter(None, map(worded, value)))
    if isinstance(value, BaseModel):
        return _record_inside(value)
    return wording.number(value) if isinstance(value, (int, float)) else wording.one_line(str(value))


def _record_inside(value: BaseModel) -> str:
    if isinstance(value, Period):
        return wording.period(value)
    if isinstance(value, Person):
        return wording.person(value)
    return getattr(value, "printed", None) or "; ".join(text for _, text in _fields(value) if text)


def labels(kind: str, records: Sequence[object]) -> list[str]:
    """What findings call each record of a type: "statistics[3]"."""
    return [f"{kind}[{index}]" for index in range(len(records))]
