"""A gold record as a form: one text a field, places as pairs of offsets; and the form as gold again."""

from __future__ import annotations

import json
import re
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from partyx.errors import EvalError
from partyx.files import wrong_fields
from partyx.records import Precision
from partyx.scoring.gold.format import (
    JOINING,
    Gold,
    GoldDocument,
    GoldPeriod,
    GoldPerson,
    GoldRecord,
    GoldTask,
    GoldText,
    RecordType,
)
from partyx.scoring.labelling.periods import parse_period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PLACES = ("evidence", "value_spans", "of_spans")
_LEFT_OUT = frozenset({*PLACES, *JOINING, "accept"})
_KINDS: dict[object, str] = {
    str: "text",
    bool: "flag",
    GoldPeriod: "period",
    GoldPerson: "people",
    GoldText: "lines",
    GoldTask: "tasks",
}


def record_type(kind: RecordType) -> type[GoldRecord]:
    """The gold record of a type."""
    found: type[GoldRecord] = get_args(Gold.model_fields[kind].annotation)[0]
    return found


def fields(kind: RecordType) -> list[dict[str, Any]]:
    """Each field that a form of this type has: its name, what it holds, and what there is to choose from."""
    found = list(_fields(record_type(kind)))
    return sorted(
        found, key=lambda spec: spec["name"] in GoldRecord.model_fields
    )  # what all share comes last


def _fields(model: type[BaseModel], prefix: str = "") -> Iterator[dict[str, Any]]:
    for name, field in model.model_fields.items():
        inner = _inner(field.annotation)
        if name in _LEFT_OUT or (prefix and name == "printed"):
            continue
        if inner is GoldDocument:
            yield from _fields(GoldDocument, f"{name}.")
        elif get_origin(inner) is Literal:
            yield {"name": prefix + name, "kind": "choice", "choices": list(get_args(inner))}
        else:
            yield {"name": prefix + name, "kind": _KINDS.get(inner, "number")}


def _inner(annotation: Any) -> Any:  # noqa: ANN401 - whatever a field is declared as
    """What a field holds, without "or nothing", lists and what checks it."""
    while True:
        origin, parts = get_origin(annotation), [it for it in get_args(annotation) if it is not NoneType]
        if origin is Annotated or origin is list or (origin in {Union, UnionType} and len(parts) == 1):
            annotation = parts[0]
        else:
            return annotation


# -- a record as a form ------------------------------------------------------------------------------------


def form_of(kind: RecordType, record: dict[str, Any]) -> dict[str, Any]:
    """A gold record, as JSON values, as a form.

    Returns:
        ``fields``: name to text; ``tasks``: text, start and end of each; and the places.
    """
    values: dict[str, str] = {}
    for spec in fields(kind):
        if spec["kind"] != "tasks":
            values[spec["name"]] = _text(spec["kind"], _value(record, spec["name"]))
    tasks = [
        {"text": task["text"], "start": task["evidence"][0]["start"], "end": task["evidence"][0]["end"]}
        for task in record.get("tasks", ())
    ]
    places = {name: [[one["start"], one["end"]] for one in record.get(name) or ()] for name in PLACES}
    return {"fields": values, "tasks": tasks, **places}


def _value(record: dict[str, Any], name: str) -> Any:  # noqa: ANN401 - JSON
    for part in name.split("."):
        record = (record or {}).get(part)  # type: ignore[assignment]
    return record


def _text(kind: str, value: Any) -> str:  # noqa: ANN401 - JSON
    if value is None or value is False:
        return ""
    return _TEXTS.get(kind, str)(value)


def _short(period: dict[str, Any]) -> str:
    """A period in the shortest form that means it."""
    if period["start"] is None or period["end"] is None:
        return str(period.get("edtf") or "")
    start, end = str(period["start"]), str(period["end"])
    month = int(start[5:7])
    for short in (
        start,
        start[:7],
        f"{start[:4]}-Q{(month + 2) // 3}",
        f"{start[:4]}-H{(month + 5) // 6}",
        start[:4],
    ):
        meant = parse_period(short)
        if (meant["start"], meant["end"], meant["precision"]) == (start, end, period["precision"]):
            return short
    return f"{start}/{end}" if period["precision"] == "range" else f"{start}/{end} {period['precision']}"


_TEXTS: dict[str, Callable[[Any], str]] = {
    "flag": lambda _: "yes",
    "number": json.dumps,
    "period": _short,
    "people": lambda group: "\n".join(" | ".join([one["name"], *one.get("titles", ())]) for one in group),
    "lines": lambda items: "\n".join(map(_words, items)),
}
"""Kind of a field to how its value is written in a form."""


# -- a form as a record ------------------------------------------------------------------------------------


def record_of(kind: RecordType, form: dict[str, Any], base: dict[str, Any], text: str) -> GoldRecord:
    """The gold record that a form says.

    Args:
        kind: Its type.
        form: As :func:`form_of` gives it, edited.
        base: The record it was made from, for what no form shows (other accepted values); {} for a new one.
        text: The article's.

    Raises:
        EvalError: A field or place cannot be; every one is named.
    """
    data: dict[str, Any] = {name: base[name] for name in ("accept", *JOINING) if name in base}
    problems: list[str] = []
    for spec in fields(kind):
        name, said = spec["name"], str(form["fields"].get(spec["name"], "")).strip()
        if spec["kind"] == "tasks" or not said:
            continue
        try:
            _put(data, name, _kept(_parsed(spec["kind"], said), _value(base, name)))
        except (EvalError, ValueError) as error:
            problems.append(f"{name}: {error}")
    if data.get("document") and (printed := _value(base, "document.printed")):
        data["document"]["printed"] = printed
    for name in PLACES:
        if form.get(name):
            data[name] = [span(place, text) for place in form[name]]
    if form.get("tasks"):
        data["tasks"] = _kept([_task(one, text) for one in form["tasks"]], base.get("tasks"))
    if not problems:
        try:
            return record_type(kind).model_validate(data)
        except ValidationError as error:
            problems = wrong_fields(error)
    raise EvalError("; ".join(problems))


def _kept(value: Any, before: Any) -> Any:  # noqa: ANN401 - JSON
    """The value, with what before has beside what a form shows (accepted wordings, merge letters)."""
    if isinstance(value, dict) and isinstance(before, dict):
        same = all(before.get(name) == said for name, said in value.items())
        return before if same else value
    if not isinstance(value, list) or not isinstance(before, list):
        return value
    known = {_words(one): one for one in before if isinstance(one, dict)}
    return [_entry(one, known.get(_words(one))) for one in value]


def _words(entry: Any) -> str:  # noqa: ANN401 - JSON
    """What a line of a form says of an entry: its text or name, on one line."""
    said = entry if isinstance(entry, str) else entry.get("text", entry.get("name"))
    return " ".join(str(said).split())


def _entry(one: Any, known: dict[str, Any] | None) -> Any:  # noqa: ANN401 - JSON
    if known is None:
        return one
    if isinstance(one, str):
        return known
    moved = "evidence" in one and one["evidence"][0] not in known["evidence"]
    said = {name: value for name, value in one.items() if name != "evidence" or moved}
    return {**known, **said}


def _put(data: dict[str, Any], name: str, value: object) -> None:
    *outer, last = name.split(".")
    for part in outer:
        data = data.setdefault(part, {})
    data[last] = value


def _parsed(kind: str, said: str) -> object:
    if kind == "flag":
        return True
    if kind == "number":
        if not re.fullmatch(r"-?\d+([.,]\d+)?", said):
            raise ValueError(f"{said!r} is no number: write 1513 or 80.8")
        return json.loads(said.replace(",", "."))
    if kind == "period":
        return _period(said)
    if kind == "people":
        named = ([part.strip() for part in line.split("|")] for line in said.splitlines() if line.strip())
        return [{"name": name, "titles": titles} for name, *titles in named]
    return [line.strip() for line in said.splitlines() if line.strip()] if kind == "lines" else said


def _period(said: str) -> dict[str, str | None]:
    """A period in short form; a stretch may have its precision behind it ("A/B term")."""
    days, _, precision = said.rpartition(" ")
    if precision in get_args(Precision):
        return {**parse_period(days), "precision": precision}
    return parse_period(said)


def span(place: list[int], text: str) -> dict[str, Any]:
    """A place in the text, with what stands there.

    Raises:
        EvalError: There is no such place.
    """
    start, end = place
    if not 0 <= start < end <= len(text):
        raise EvalError(f"{start} to {end} is no place in the text")
    return {"start": start, "end": end, "text": text[start:end]}


def _task(one: dict[str, Any], text: str) -> dict[str, Any]:
    return {"text": one["text"], "evidence": [span([one["start"], one["end"]], text)]}
