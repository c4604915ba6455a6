"""Records as trees of cells: what is compared, and how.

A cell is a filled leaf. ``qualifier: exact`` and ``target: false`` are what a field holds when nothing is
said, so they count as absent, like null and the empty list. ``source`` of a directive decides which
records can be the same at all and is no cell. A document's kind, number, issuer and date are counted
once, whichever of the directive's two places holds them; ``printed`` and spans are graded by the
grounding figures, not as cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import spec_of
from partyx.records import Place
from partyx.scoring.gold.format import (
    JOINING,
    RECORD_TYPES,
    GoldMeeting,
    GoldPeriod,
    GoldStatistic,
    Joining,
    RecordType,
)
from partyx.scoring.metric.comparators import (
    COMPARATORS,
    compare_label,
    compare_organisation,
    compare_origin,
    compare_period,
    compare_spans,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from partyx.kinds.record import Typed
    from partyx.records import Span
    from partyx.scoring.gold.format import Gold, GoldDirective, GoldRecord


class Predicted(Protocol):
    """What is scored: an :class:`~partyx.extraction.Extraction`, or anything with its three lists."""

    @property
    def statistics(self) -> Sequence[Statistic]:
        """The statistics."""

    @property
    def meetings(self) -> Sequence[Meeting]:
        """The meetings."""

    @property
    def directives(self) -> Sequence[Directive]:
        """The directives."""


@dataclass(frozen=True)
class Spec:
    """The cells of one kind of node.

    Attributes:
        scalars: Field name to comparator; the first one identifies an entry of a nested list.
        lists: Field name to the spec of its entries.
        key: Field name to weight, for aligning whole records.
    """

    scalars: Mapping[str, Callable[[object, object], float]]
    lists: Mapping[str, Spec] = field(default_factory=dict)
    key: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    """A record, or an entry of a nested list.

    Attributes:
        scalars: Filled leaves only.
        lists: Filled lists only.
        accept: Field name to other accepted values; None or an empty list means it may be absent.
        optional: Scored neither way.
        merge: Neighbouring entries with the same letter may be given as one.
        printed: A citation as printed: compared for alignment, never a cell.
        source: "document" or "speech" of a directive; records that differ in it are never the same.
        places: Where the fact stands: of a statistic its number, else the evidence.
        evidence: All evidence spans.
        spec: What is compared of it; of an entry of a list the list's spec says so.
    """

    scalars: Mapping[str, object]
    lists: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    accept: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    optional: bool = False
    merge: str | None = None
    printed: str | None = None
    source: str | None = None
    places: tuple[Span, ...] = ()
    evidence: tuple[Span, ...] = ()
    spec: Spec = field(default_factory=lambda: Spec({}))

    def alternatives(self, name: str) -> Iterator[object]:
        """The field's own value, then the other accepted ones; None for absent."""
        yield self.scalars.get(name)
        yield from self.accept.get(name, ())


TEXT = ""
"""The field name of a node that is one text."""


def _spec(kind: type[Typed], *but: str, key: Mapping[str, float] | None = None, **others: str) -> Spec:
    """What is compared of a built-in type.

    Args:
        kind: Its class; the roles of the fields that an engine says name the comparators.
        but: Fields that are no cells.
        key: Field name to weight.
        others: Cells that are no fields, with their comparators.
    """
    scalars = {name: COMPARATORS[one] for name, one in others.items()}
    lists: dict[str, Spec] = {}
    for one in spec_of(kind).fields:
        if one.later or one.name in but:
            continue
        cells = {part: COMPARATORS[name] for part, name in one.role.cells.items()}
        if one.many:
            inner = {part: Spec({TEXT: COMPARATORS[name]}) for part, name in one.role.lists.items()}
            lists[one.name] = Spec(cells, inner)
        else:
            scalars[one.name] = cells[""]
    return Spec(scalars, lists, key or {})


SPECS: dict[RecordType, Spec] = {
    # Above one half for the value alone: a figure that is not the gold one is never "the same record
    # with one wrong cell", however well its labels fit; it is an invention.
    "statistics": _spec(
        Statistic, key={"value": 0.55, "indicator": 0.15, "subject": 0.1, "unit": 0.1, "period": 0.1}
    ),
    "meetings": _spec(Meeting, key={"name": 0.4, "date": 0.3, "organizer": 0.2, "kind": 0.1}),
    "directives": _spec(Directive, "source", "document", number="code"),
}

_JOINED: Mapping[str, Callable[[object, object], float]] = {
    "period_from": compare_origin,
    "within": compare_organisation,
    "place": compare_label,
    "measure": compare_label,
    "direction": compare_label,
    "relates_to": compare_spans,
    "topic": compare_label,
}
"""The cells of what figures are joined by; of a meeting its place."""


@cache
def scored(kind: RecordType, labelled: frozenset[Joining] = JOINING) -> Spec:
    """What is compared of a record type, with those fields for joining that were labelled."""
    spec = SPECS[kind]
    of_type = {"statistics": JOINING, "meetings": frozenset({"place"})}.get(kind, frozenset())
    joined = {name: one for name, one in _JOINED.items() if name in of_type & labelled}
    return replace(spec, scalars={**spec.scalars, **joined})


# A document is its kind, number and issuer: a wrong number is another document. Where neither side has a
# number the citation's own words tell "Nghị quyết Trung ương 4" from "Nghị quyết Đại hội XIII".
KEY_OF_NUMBERED = {"number": 0.55, "kind": 0.3, "issuer": 0.15}
KEY_OF_NAMED = {"kind": 0.4, "printed": 0.4, "issuer": 0.2}
KEY_OF_SPEECH = {"tasks": 0.45, "issuer": 0.25, "place": 0.2, "kind": 0.1}


def _filled(values: Mapping[str, object]) -> dict[str, object]:
    """Without what counts as absent: null, a blank text, False."""
    return {
        name: value
        for name, value in values.items()
        if value is not None and value is not False and not (isinstance(value, str) and not value.strip())
    }


def _accept(spec: Spec, record: object) -> dict[str, Sequence[Any]]:
    """Gold's alternatives: periods and entries of lists read from their JSON form."""
    accept: dict[str, list[Any]] = getattr(record, "accept", {})
    read: dict[str, Sequence[Any]] = {}
    for name, values in accept.items():
        if spec.scalars.get(name) is compare_period:
            read[name] = [None if value is None else GoldPeriod.model_validate(value) for value in values]
        elif name in spec.lists:
            read[name] = [_entries(spec.lists[name], value or ()) for value in values]
        else:
            read[name] = values
    return read


def _entries(spec: Spec, entries: Iterable[Any]) -> tuple[Node, ...]:
    return tuple(_entry(spec, entry) for entry in entries)


def _entry(spec: Spec, entry: Any) -> Node:  # noqa: ANN401 - a text, or a record with a text or a name
    """One entry of a nested list."""
    first = next(iter(spec.scalars))
    if isinstance(entry, str):
        return Node({first: entry})
    accept = getattr(entry, "accept", {})
    return Node(
        {first: getattr(entry, first or "text")},
        _lists(spec, entry),
        # A phrase or a task accepts other texts, a person other values of its fields.
        {first: accept} if isinstance(accept, list) else _accept(spec, entry),
        getattr(entry, "optional", False),
        getattr(entry, "merge", None),
    )


def _lists(spec: Spec, record: object) -> dict[str, tuple[Node, ...]]:
    entries = {name: _entries(inner, getattr(record, name)) for name, inner in spec.lists.items()}
    return {name: found for name, found in entries.items() if found}


def _node(
    kind: RecordType,
    record: Statistic | Meeting | Directive | GoldRecord,
    labelled: frozenset[Joining],
    /,
    **other: object,
) -> Node:
    """A record; its scalars are its fields, but for the ``other`` ones."""
    spec, evidence = scored(kind, labelled), tuple(record.evidence)
    scalars = {name: other.get(name) if name in other else getattr(record, name) for name in spec.scalars}
    return Node(
        _filled(scalars),
        _lists(spec, record),
        _accept(spec, record),
        getattr(record, "optional", False),
        places=evidence,
        evidence=evidence,
        spec=spec,
    )


_Places = tuple["Span", ...]


def _places(record: Statistic | GoldStatistic) -> _Places:
    """Where the number stands."""
    return tuple(record.value_spans) if isinstance(record, GoldStatistic) else (record.value_span,)


def _province(record: Statistic | GoldStatistic | Meeting | GoldMeeting) -> str | None:
    place = record.place
    return place.name if isinstance(place, Place) else place


def _statistics(records: Sequence[Statistic | GoldStatistic], labelled: frozenset[Joining]) -> Iterator[Node]:
    """The statistics; what one relates to is told by where that number stands, not by its index."""
    numbers = [_places(record) for record in records]

    def number(index: int | None) -> _Places | None:
        return None if index is None or index >= len(numbers) else numbers[index]

    for record, places in zip(records, numbers, strict=True):
        node = _node(
            "statistics",
            record,
            labelled,
            qualifier=None if record.qualifier == "exact" else record.qualifier,
            place=_province(record),
            relates_to=number(record.relates_to),
        )
        related = [number(index) for index in node.accept.get("relates_to", ())]
        yield replace(node, places=places, accept={**node.accept, "relates_to": related})


def _directive(record: Directive | GoldDirective) -> Node:
    document = record.document
    node = _node(
        "directives",
        record,
        frozenset(),
        kind=(document and document.kind) or record.kind,
        number=document and document.number,
        issuer=(document and document.issuer) or record.issuer,
        date=(document and document.issued) or record.date,
    )
    printed = (document and document.printed) or record.evidence[0].text
    return replace(node, printed=printed, source=record.source)


def nodes(
    records: Predicted | Gold | None, labelled: Iterable[Joining] = ()
) -> dict[RecordType, tuple[Node, ...]]:
    """The trees of the built-in records of an extraction or a gold file; of None (failed) there are none.

    Args:
        records: Whose.
        labelled: Which of the fields for joining are compared.
    """
    known = frozenset(labelled)
    if records is None:
        return dict.fromkeys(RECORD_TYPES, ())
    return {
        "statistics": tuple(_statistics(records.statistics, known)),
        "meetings": tuple(
            _node("meetings", record, known, place=_province(record)) for record in records.meetings
        ),
        "directives": tuple(map(_directive, records.directives)),
    }


def merged(left: Node, right: Node) -> Node:
    """Two neighbouring tasks given as one."""
    return replace(
        left,
        scalars={"text": f"{left.scalars['text']}, {right.scalars['text']}"},
        accept={},
        optional=left.optional and right.optional,
    )
