"""Gold records of the user's own types as forms, and back: a field is entered as its role says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from partyx.errors import EvalError
from partyx.files import wrong_fields
from partyx.kinds.grounds import is_id
from partyx.kinds.roles.labels import ChoiceRole
from partyx.kinds.roles.nested import NestedRole
from partyx.scoring.gold.format import GoldOwn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partyx.kinds.fields import FieldSpec, RecordSpec
    from partyx.kinds.record import Record
    from partyx.records import Span, Unlocated

OF_EVERY_RECORD: list[dict[str, Any]] = [
    {"name": "optional", "kind": "flag"},
    {"name": "notes", "kind": "text"},
]
"""What gold says of every record, beside the fields of its type."""


def fields(spec: RecordSpec) -> list[dict[str, Any]]:
    """Each field of a form of this type: its name, what it is entered into, what there is to choose."""
    return [_entry(field) for field in spec.fields]


def _entry(field: FieldSpec) -> dict[str, Any]:
    role, kind = field.role, field.role.entry
    if isinstance(role, NestedRole):
        kind = "records" if field.many else "record"
        return {"name": field.name, "kind": kind, "fields": fields(role.spec)}
    if field.many:
        return {"name": field.name, "kind": "lines"}
    return {
        "name": field.name,
        "kind": kind,
        **({"choices": list(role.values)} if isinstance(role, ChoiceRole) else {}),
    }


# -- gold as a form ----------------------------------------------------------------------------------------


def entered(spec: RecordSpec, values: Mapping[str, Any]) -> dict[str, Any]:
    """What gold writes of a record as a person enters it: a text a field, the same of records inside."""
    return {field.name: _entered(field, values.get(field.name)) for field in spec.fields}


def _entered(field: FieldSpec, value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(field.role, NestedRole):
        several = [entered(field.role.spec, one) for one in (value or () if field.many else [value or {}])]
        return several if field.many else several[0]
    return "\n".join(field.role.typed(one) for _, one in field.places(value, ""))


def form_of(spec: RecordSpec, record: Mapping[str, Any]) -> dict[str, Any]:
    """A gold record, as JSON values, as a form."""
    said = {
        **entered(spec, record["values"]),
        "optional": "yes" if record.get("optional") else "",
        "notes": record.get("notes") or "",
    }
    return _form(said, [[one["start"], one["end"]] for one in record["evidence"]])


def proposed(spec: RecordSpec, record: Record) -> dict[str, Any]:
    """An extracted record as a form; the places of its values are marked in the text."""
    return _form(entered(spec, spec.written(record)), _places(record.evidence), _places(spec.spans(record)))


def claimed(spec: RecordSpec, claim: Unlocated) -> dict[str, Any]:
    """What a model said of a record that is nowhere in the text: its texts, as far as they are no ids."""
    said = entered(spec, {})
    for field in spec.fields:
        value = claim.claim.get(field.name)
        if field.role.entry == "text" and not field.many and isinstance(value, str) and not is_id(value):
            said[field.name] = value
    return _form(said, [])


def _form(
    said: dict[str, Any], evidence: list[list[int]], values: list[list[int]] | None = None
) -> dict[str, Any]:
    return {"fields": said, "tasks": [], "evidence": evidence, "value_spans": values or [], "of_spans": []}


def _places(spans: Iterator[Span] | tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


# -- a form as gold ----------------------------------------------------------------------------------------


def record_of(
    spec: RecordSpec, form: Mapping[str, Any], base: Mapping[str, Any], evidence: list[dict[str, Any]]
) -> GoldOwn:
    """The gold record that a form says.

    Args:
        spec: Its type.
        form: As :func:`form_of` gives it, edited.
        base: The record it was made from, for its other accepted values; {} for a new one.
        evidence: Where the article says so.

    Raises:
        EvalError: A field cannot be, or lacks; every one is named.
    """
    problems: list[str] = []
    data = {
        "values": _said(spec, form["fields"], "", problems),
        "accept": base.get("accept", {}),
        "optional": bool(form["fields"].get("optional")),
        "notes": str(form["fields"].get("notes") or "").strip() or None,
        "evidence": evidence,
    }
    if not problems:
        try:
            return GoldOwn.model_validate(data)
        except ValidationError as error:
            problems = wrong_fields(error)
    raise EvalError("; ".join(problems))


def _said(spec: RecordSpec, entries: Any, prefix: str, problems: list[str]) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """What is entered, as gold writes it, without the fields that say nothing."""
    if not isinstance(entries, dict):
        problems.append(f"{prefix.rstrip('.')}: {entries!r:.80} is no record")
        return {}
    found = {}
    for field in spec.fields:
        said = _of_field(field, entries.get(field.name), f"{prefix}{field.name}", problems)
        if said not in (None, [], {}):
            found[field.name] = said
    return found


def _of_field(field: FieldSpec, entry: Any, place: str, problems: list[str]) -> Any:  # noqa: ANN401 - JSON
    role = field.role
    if isinstance(role, NestedRole):
        several = entry if isinstance(entry, list) else [] if entry is None else [entry]
        said = [_said(role.spec, one, f"{place}.", problems) for one in several]
        return [one for one in said if one] if field.many else next(iter(said), None)
    lines = [line.strip() for line in str(entry or "").splitlines() if line.strip()]
    found = []
    for line in lines if field.many else [" ".join(lines)] if lines else []:
        try:
            found.append(role.untyped(line))
        except ValueError as error:
            problems.append(f"{place}: {error}")
    if role.entry == "flag" and not found and not field.many and not field.optional:
        return False
    return found if field.many else next(iter(found), None)
