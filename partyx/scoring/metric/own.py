"""Record types of the user's own as trees of cells: each field's role says what is compared, and how."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from partyx.errors import EvalError
from partyx.extraction import Extraction
from partyx.kinds.record import spec_of
from partyx.kinds.roles.nested import NestedRole
from partyx.scoring.gold.format import Gold
from partyx.scoring.metric.comparators import COMPARATORS
from partyx.scoring.metric.nodes import Node, Spec, nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from partyx.kinds.fields import FieldSpec, RecordSpec
    from partyx.kinds.record import Record
    from partyx.kinds.registry import Chosen
    from partyx.scoring.gold.format import GoldOwn, Joining, RecordType
    from partyx.scoring.metric.nodes import Predicted


@cache
def spec(record: RecordSpec) -> Spec:
    """What is compared of a record type; a record inside a field counts with its fields, "vote.agreed"."""
    scalars, lists = _cells(record.fields, "")
    key = {name: 1.0 for name in record.key if name in lists}
    key |= {name: 1.0 for name in scalars if name in record.key}
    return Spec(scalars, lists, key or {next(iter(scalars)): 1.0})


_Cells = tuple[dict[str, "Callable[[object, object], float]"], dict[str, Spec]]


def _cells(fields: Iterable[FieldSpec], prefix: str) -> _Cells:
    scalars: dict[str, Callable[[object, object], float]] = {}
    lists: dict[str, Spec] = {}
    for field in fields:
        name = f"{prefix}{field.name}"
        if isinstance(field.role, NestedRole):
            if field.many:
                lists[name] = spec(field.role.spec)
            else:
                inner = _cells(field.role.spec.fields, f"{name}.")
                scalars |= inner[0]
                lists |= inner[1]
        elif field.many:
            lists[name] = Spec({part: COMPARATORS[one] for part, one in field.role.cells.items()})
        else:
            scalars |= {f"{name}{part}": COMPARATORS[one] for part, one in field.role.cells.items()}
    return scalars, lists


def predicted_node(record: RecordSpec, found: Record) -> Node:
    """A record that was extracted."""
    scalars, lists = _values(record, found, "", lambda field, value: field.role.compared(value))
    every = (*found.evidence, *record.spans(found))
    return Node(scalars, lists, places=found.evidence, evidence=every, spec=spec(record))


def gold_node(record: RecordSpec, gold: GoldOwn) -> Node:
    """A record that a person found.

    Raises:
        EvalError: A value is none of its field; the message says what is.
    """
    scalars, lists = _values(record, _Written(gold.values, record), "", _of_gold)
    accept: dict[str, list[Any]] = {}
    for name, others in gold.accept.items():
        for other in others:
            said = _values(record, _Written({name: other}, record), "", _of_gold)
            for cell in {*_names(record, name), *said[0], *said[1]}:
                absent = () if cell in spec(record).lists else None
                accept.setdefault(cell, []).append({**said[0], **said[1]}.get(cell, absent))
    evidence = tuple(gold.evidence)
    return Node(scalars, lists, accept, gold.optional, places=evidence, evidence=evidence, spec=spec(record))


def all_nodes(
    records: Predicted | Gold | None, types: Chosen, labelled: Iterable[Joining] = ()
) -> dict[RecordType, tuple[Node, ...]]:
    """The trees of the records of some types, of an extraction or a gold file.

    Args:
        records: Whose.
        types: Which types.
        labelled: Which of the fields for joining are compared.

    Raises:
        EvalError: A value that a person wrote is none of its field.
        InputError: Predicted records are not of their type as it is declared now.
    """
    known = {kind: found for kind, found in nodes(records, labelled).items() if kind in types.built_in}
    own = {one.plural: one for one in map(spec_of, types.own)}
    if isinstance(records, Gold):
        return known | {
            name: tuple(gold_node(one, record) for record in records.own.get(name, ()))
            for name, one in own.items()
        }
    if isinstance(records, Extraction):
        return known | {
            name: tuple(predicted_node(one, record) for record in records.of(one.kind))
            for name, one in own.items()
        }
    return known | dict.fromkeys(own, ())


def _names(record: RecordSpec, name: str) -> Iterator[str]:
    """The cells of one field."""
    known = spec(record)
    yield from (
        cell for cell in (*known.scalars, *known.lists) if cell == name or cell.startswith(f"{name}.")
    )


def _of_gold(field: FieldSpec, written: Any) -> Mapping[str, object]:  # noqa: ANN401 - JSON
    try:
        return field.role.gold(written)
    except ValueError as error:
        raise EvalError(f"{field.name}: {error}") from None


class _Written:
    """What a person wrote of a record, by field, as if it were one."""

    def __init__(self, values: Mapping[str, Any], record: RecordSpec) -> None:
        known = [field.name for field in record.fields]
        if unknown := sorted(values.keys() - set(known)):
            raise EvalError(f"{unknown[0]!r} is no field of {record.name}; there is {', '.join(known)}")
        self._values = values

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - JSON
        return self._values.get(name)


def _values(
    record: RecordSpec,
    said: Any,  # noqa: ANN401 - a record, or what a person wrote of one
    prefix: str,
    parts: Callable[[FieldSpec, Any], Mapping[str, object]],
) -> tuple[dict[str, object], dict[str, tuple[Node, ...]]]:
    """The filled cells of one record."""
    scalars: dict[str, object] = {}
    lists: dict[str, tuple[Node, ...]] = {}
    for field in record.fields:
        value, name = getattr(said, field.name), f"{prefix}{field.name}"
        if field.many:
            if not isinstance(value or (), list | tuple):
                raise EvalError(f"{name}: {value!r} is no list")
            entries = tuple(_entry(field, one, parts) for one in value or ())
            lists |= {name: entries} if entries else {}
        elif isinstance(field.role, NestedRole) and value is not None:
            inner = _values(field.role.spec, _opened(value, field.role), f"{name}.", parts)
            scalars |= inner[0]
            lists |= inner[1]
        elif value is not None and (cells := dict(parts(field, value))) != _default(field):
            scalars |= {f"{name}{part}": one for part, one in cells.items() if one is not None}
    return scalars, lists


def _default(field: FieldSpec) -> dict[str, object]:
    """The cells of a field that nothing is said of: those of its default, else of no."""
    return {"": False} if field.absent is None else dict(field.role.compared(field.absent))


def _entry(field: FieldSpec, value: Any, parts: Callable[[FieldSpec, Any], Mapping[str, object]]) -> Node:  # noqa: ANN401
    if isinstance(field.role, NestedRole):
        return Node(*_values(field.role.spec, _opened(value, field.role), "", parts))
    return Node({part: one for part, one in parts(field, value).items() if one is not None})


def _opened(value: Any, role: NestedRole) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return _Written(value, role.spec)
    if not isinstance(value, role.spec.kind):
        raise EvalError(f"{value!r} is no {role.spec.name}: write an object of its fields")
    return value
