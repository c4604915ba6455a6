"""Records as pages show them: one form for every type, so that a page need not know which types there are.

What a record of a known type puts first is said here once; a type of the user's own is shown by its fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import BaseModel

from partyx.display import wording
from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import Record, Typed, spec_of
from partyx.kinds.roles.labels import ChoiceRole
from partyx.kinds.roles.plain import TasksRole
from partyx.language import glosses
from partyx.records import Span
from partyx.translation import tr

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


def groups(extraction: Extraction) -> dict[str, tuple[Any, ...]]:
    """The records of an extraction by the name of their type, the built-in ones first."""
    return extraction.by_type()


def shown(record: BaseModel | dict[str, Any]) -> Shown:
    """A record worded; one read back from JSON may be a dict, whose type is not known."""
    if isinstance(record, dict):
        return _of_json(record)
    spans = tuple(spans_of(record))
    if isinstance(record, Statistic):
        return Shown(*_statistic(record), spans, record.value_span)
    if isinstance(record, Meeting):
        return Shown(*_meeting(record), spans)
    if isinstance(record, Directive):
        return Shown(*_directive(record), spans)
    if isinstance(record, Record):
        return _own(record)
    raise TypeError(f"{type(record).__name__} is no record type")


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


def facts_of(
    record: Typed, *, but: Sequence[str], first: Sequence[str] = (), **instead: object
) -> Iterator[tuple[str, str]]:
    """The fields of a built-in record that an engine says, as people read them; "" where nothing is said.

    Args:
        record: Of any type.
        but: Fields that the page shows elsewhere.
        first: Fields that come before the others.
        instead: Values to show in place of those of the record.
    """
    spec = spec_of(type(record))
    for name in (*first, *(one for one in spec.said if one not in {*but, *first})):
        field, value = spec.by_name[name], instead.get(name, getattr(record, name))
        lines = (
            map(field.role.line, field.values(value))
            if isinstance(field.role, TasksRole)
            else (field.line(value),)
        )
        for line in lines:
            yield field.label, tr(line.replace("_", " ")) if isinstance(field.role, ChoiceRole) else line


def _statistic(it: Statistic) -> _Worded:
    title = f"{it.indicator} ({tr('target')})" if it.target else it.indicator
    head = f"{wording.figure(it)} {it.unit}" if it.unit and it.unit != "%" else wording.figure(it)
    head += "%" if it.unit == "%" else ""
    facts = facts_of(it, but=("indicator", "value", "unit", "of", "qualifier", "target"))
    return wording.one_line(head), wording.one_line(title), _said((*facts, *wording.classed(it).items()))


def _meeting(it: Meeting) -> _Worded:
    gloss = glosses.meeting(it.kind or "")
    kind = None if not gloss and (it.kind or "") in it.name.casefold() else it.kind
    facts = facts_of(it, but=("name", "date"), kind=kind and glosses.glossed(kind, gloss))
    return wording.period(it.date), wording.one_line(it.name), _said(facts)


def facts_of_directive(it: Directive, *but: str) -> Iterator[tuple[str, str]]:
    """What is said of a directive beside what it is called; a cited document says who issued it, and when."""
    cited = it.document
    return facts_of(
        it,
        but=("source", "kind", "document", *but),
        first=("issuer", "date"),
        issuer=it.issuer or (cited.issuer if cited else None),
        date=it.date or (cited.issued if cited else None),
    )


def _directive(it: Directive) -> _Worded:
    said = _said(facts_of_directive(it, "subject"))
    return wording.document(it), wording.one_line(it.subject or ""), said


# -- a type of the user's own ------------------------------------------------------------------------------


def _own(record: Record) -> Shown:
    """The key as the title, the other fields as facts."""
    spec = spec_of(type(record))
    facts = ((name.replace("_", " "), text) for name, text in spec.lines(record) if name not in spec.key)
    focus = next(spec.spans(record), None)
    return Shown("", wording.one_line(spec.title(record)), _said(facts), record.evidence, focus)


def _of_json(record: dict[str, Any]) -> Shown:
    """A record read back from JSON whose type is not known: its values as they are printed."""
    said = [(name.replace("_", " "), text) for name, value in record.items() if (text := _json(name, value))]
    spans = tuple(map(Span.model_validate, record.get("evidence", ())))
    return Shown("", wording.one_line(said[0][1]) if said else "", _said(said[1:]), spans)


def _json(name: str, value: Any) -> str:  # noqa: ANN401 - JSON
    if name in {"evidence", "span"}:
        return ""
    if isinstance(value, dict):
        printed = next((value[key] for key in ("printed", "name", "text") if key in value), None)
        return str(printed) if printed else ", ".join(filter(None, (_json(*one) for one in value.items())))
    if isinstance(value, list):
        return "; ".join(filter(None, (_json("", one) for one in value)))
    if value is None or isinstance(value, bool):
        return "yes" if value else ""
    return wording.number(value) if isinstance(value, int | float) else str(value)


def labels(kind: str, records: Sequence[object]) -> list[str]:
    """What findings call each record of a type: "statistics[3]"."""
    return [f"{kind}[{index}]" for index in range(len(records))]
