"""A JSON value to an instance of its schema, keeping all that fits and complaining of the rest.

What is only written differently is taken for what it says: a key left out for null or an empty list, one
item for a list of one, a key that nobody asked for for nothing. What is wrong goes, and no more than that:
a field that may be null becomes null, else the record it stands in is left out. No number is ever made of a
text, nor the reverse.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from partyx.llm.documents import Unsound, broken_at, documents, repaired

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

T = TypeVar("T", bound=BaseModel)

MAX_COMPLAINTS = 20
"""So many are named in a re-ask: a longer list is not read."""
_ROUNDS = 6
"""Looks at one object: each mends what the one before found, and null, then [], are tried in its place."""
_MAX_WRAPPED = 3
"""Objects round the one that was asked for."""
_OPTION = re.compile(r"'([^']*)'")
_INDEXED = re.compile(r"(\w+)\[(\d+)\]")


class NotValidError(ValueError):
    """An answer that holds no document of its schema; ``complaints`` say why."""

    def __init__(self, complaints: list[str]) -> None:
        """Keep at most ``MAX_COMPLAINTS``."""
        self.complaints = complaints[:MAX_COMPLAINTS]
        super().__init__("; ".join(self.complaints))


@dataclass(frozen=True, slots=True)
class Salvaged(Generic[T]):
    """What could be taken of an answer.

    Attributes:
        value: A plain instance: no number from a string, no NaN, no key twice.
        complaints: What was left out, each with its place in the answer as it was written.
        places: List field to the places that its items had in the answer, where some were left out.
    """

    value: T
    complaints: tuple[str, ...] = ()
    places: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def as_written(self, complaint: str) -> str:
        """A complaint about ``value``, with the place that its item has in the answer."""
        found = _INDEXED.match(complaint)
        if found is None or found[1] not in self.places:
            return complaint
        return f"{found[1]}[{self.places[found[1]][int(found[2])]}]{complaint[found.end() :]}"


def parse(text: str, schema: type[T]) -> Salvaged[T]:
    """Read what a model answered as a document of ``schema``.

    Raises:
        NotValidError: Nothing in it is one.
    """
    whole = documents(text)
    best, complete = _best(whole, schema), True
    if (best is None or not best.fit) and (mended := repaired(text)) is not None:
        other = _best([mended], schema)
        if other is not None and (best is None or other.fit):
            best, complete = other, not other.fit
    if best is None:
        empty = any(isinstance(value, dict) for value in whole)
        raise NotValidError(
            [f"{next(iter(schema.model_fields))}: Field required" if empty else broken_at(text)]
        )
    mending = _Mending(schema, best.members, complete=complete)
    return Salvaged(mending.done(), tuple(mending.complaints), mending.places)


def _best(values: Iterable[Any], schema: type[BaseModel]) -> _Found | None:
    """The value that holds the most of the schema's members; of equals the first."""
    found = [one for value in values if (one := _unwrapped(value, schema, _MAX_WRAPPED))]
    return _together(found, schema) if found else None


def salvaged(value: Mapping[str, Any], schema: type[T]) -> T | None:
    """What of a JSON object fits ``schema``; None where that is nothing."""
    try:
        made: T = _Mending(schema, value).done()
    except NotValidError:
        return None
    return made


def _together(found: list[_Found], schema: type[BaseModel]) -> _Found:
    """The one with the most members; those that it lacks from the others, as each list may stand alone."""
    best = max(found, key=lambda one: one.fit)
    if not best.fit:
        return best
    members = dict(best.members)
    for one in found:
        members |= {name: item for name, item in one.members.items() if one.fit and name not in members}
    return _Found(len(schema.model_fields.keys() & members.keys()), members)


class _Found(NamedTuple):
    """An object with members of the schema.

    Attributes:
        fit: How many of them; 0 for records that stand alone.
        members: The object.
    """

    fit: int
    members: dict[str, Any]


def _unwrapped(value: object, schema: type[BaseModel], depth: int) -> _Found | None:
    """The object with the most of the schema's members, inside the objects, lists or strings that hold it."""
    if isinstance(value, dict):
        named = _as_named(value, schema)
        if fit := len(schema.model_fields.keys() & named.keys()):
            return _Found(fit, named)
    if not depth:
        return None
    if isinstance(value, str):
        inner = documents(value) if value.lstrip()[:1] in ("{", "[") else []
    else:
        inner = list(value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
    found = [one for part in reversed(inner) if (one := _unwrapped(part, schema, depth - 1)) and one.fit]
    if found:
        return _together(found, schema)
    return _as_items(value if isinstance(value, list) else [value], schema)


def _as_items(items: list[Any], schema: type[BaseModel]) -> _Found | None:
    """Records that stand alone, under the list that they belong to: an answer to "only this item, please"."""
    for name, model in _lists(schema).items():
        wanted = model.model_fields.keys()
        if items and all(isinstance(item, dict) and _is_one_of(item, wanted) for item in items):
            return _Found(0, {name: items})
    return None


def _is_one_of(item: Mapping[str, Any], wanted: AbstractSet[str]) -> bool:
    """Whether an object has at least two of the members of a record, and few others."""
    common = len(wanted & item.keys())
    return common > 1 and 2 * common > len(item)


def _as_named(value: Mapping[str, Any], schema: type[BaseModel]) -> dict[str, Any]:
    """An object with the names of the schema, where they differ in case or blanks alone."""
    fields = {name.casefold(): name for name in schema.model_fields.keys() - value.keys()}
    return {fields.pop(name.strip().casefold(), name): item for name, item in value.items()}


def _as_list(items: object, model: type[BaseModel]) -> list[Any] | None:
    """Records as a list: one alone, by number or name, in lists of their own, or written into strings."""
    wanted = model.model_fields.keys()
    if isinstance(items, str):
        items = next(iter(documents(items)), None)
    if isinstance(items, dict):
        parts = list(items.values())
        named = not wanted & items.keys() and all(isinstance(part, dict) for part in parts)
        only = None if wanted & items.keys() else _only_list(items)
        items = only if only is not None else _with_names(items, model) if named else [items]
    if not isinstance(items, list):
        return None
    parts = [part for item in items for part in (item if isinstance(item, list) else [item])]
    return [_out_of_object(_out_of_string(part), wanted) for part in parts]


def _only_list(value: Mapping[str, Any]) -> list[Any] | None:
    """The one list of an object, as where a model fills in the schema itself ("items", "value")."""
    lists = [one for one in value.values() if isinstance(one, list)]
    return lists[0] if len(lists) == 1 else None


def _with_names(items: Mapping[str, Any], model: type[BaseModel]) -> list[dict[str, Any]]:
    """Records that stand under what their first field says, with that field."""
    first = next(iter(model.model_fields))
    return [
        part if first in part or name.isdigit() else {first: name, **part} for name, part in items.items()
    ]


def _out_of_object(item: object, wanted: AbstractSet[str]) -> object:
    """The record that an object holds under a name of its own; anything else as it is."""
    if not isinstance(item, dict) or len(item) != 1 or wanted & item.keys():
        return item
    (inner,) = item.values()
    return inner if isinstance(inner, dict) and wanted & inner.keys() else item


def _out_of_string(item: object) -> object:
    """The object that a string holds and nothing else; anything else as it is."""
    if not isinstance(item, str) or not item.lstrip().startswith("{"):
        return item
    return next((one for one in documents(item) if isinstance(one, dict)), item)


def _lists(schema: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The fields that are lists of records, and of what."""
    found = {}
    for name, info in schema.model_fields.items():
        inner = get_args(info.annotation) if get_origin(info.annotation) is list else ()
        if inner and isinstance(inner[0], type) and issubclass(inner[0], BaseModel):
            found[name] = inner[0]
    return found


class _Mending:
    """One object on its way to an instance of its schema."""

    def __init__(self, schema: type[BaseModel], value: Mapping[str, Any], *, complete: bool = True) -> None:
        """``complete``: what is left out of the object was meant to be; it was not cut."""
        self.complaints: list[str] = []
        self.places: dict[str, tuple[int, ...]] = {}
        self._schema = schema
        self._value = _as_named(value, schema)
        self._complete = complete
        self._emptied: dict[str, str] = {}

    def done(self) -> Any:  # noqa: ANN401 - an instance of the schema
        """The instance.

        Raises:
            NotValidError: A member that has to be there is wrong.
        """
        for look in range(_ROUNDS):
            try:
                return self._schema.model_validate_json(
                    json.dumps(self._value, default=_no_json), strict=True
                )
            except ValidationError as error:
                if not look and (lists := _lists(self._schema)):
                    for name in lists.keys() & self._value.keys():
                        self._records(name, lists[name])
                    continue
                for name, items in _by_member(error):
                    self._mend(name, items)
        raise NotValidError(self.complaints or ["the answer: cannot be read"])

    def _records(self, name: str, model: type[BaseModel]) -> None:
        """Take the records of a list one by one."""
        items = _as_list(self._value[name], model)
        if items is None:
            return
        kept: list[tuple[int, dict[str, Any]]] = []
        for index, item in enumerate(items):
            mending = _Mending(model, item if isinstance(item, dict) else {})
            try:
                kept.append((index, mending.done().model_dump(mode="json")))
            except NotValidError as error:
                if isinstance(item, dict):
                    self.complaints += (f"{name}[{index}].{text}" for text in error.complaints)
                else:
                    self.complaints.append(f"{name}[{index}]: {getattr(item, 'why', 'is no object')}")
            else:
                self.complaints += (f"{name}[{index}].{text}" for text in mending.complaints)
        self._value[name] = [item for _, item in kept]
        if len(kept) < len(items):
            self.places[name] = tuple(index for index, _ in kept)

    def _mend(self, name: str, items: list[dict[str, Any]]) -> None:
        """Mend one member, or empty it.

        Raises:
            NotValidError: It may be neither wrong nor empty.
        """
        first = items[0]
        if first["type"] == "extra_forbidden" and len(first["loc"]) == 1:
            del self._value[name]
            return
        value = self._value.get(name)
        if name in self._emptied:
            if value is None and first["type"] == "list_type":
                self._value[name] = []
                return
            raise NotValidError([self._emptied[name]])
        mended = _mended(value, items)
        if mended is not _NOTHING:
            self._value[name] = mended
            self.complaints += _of_elements(name, value, items)
            return
        words = _words(name, value, first)
        self._emptied[name] = words
        self._value[name] = None
        if not self._complete if first["type"] == "missing" else value is not None:
            self.complaints.append(words)


_NOTHING = object()


def _mended(value: Any, items: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - JSON
    """A member in the form that it was asked for; ``_NOTHING`` when that would change what it says."""
    kind, place = items[0]["type"], items[0]["loc"]
    if len(place) > 1:
        wrong = {item["loc"][1] for item in items if len(item["loc"]) > 1}
        if not isinstance(value, list) or not all(isinstance(index, int) for index in wrong):
            return _NOTHING
        bare = [_only_text(one) if index in wrong else one for index, one in enumerate(value)]
        return [one for index, one in enumerate(bare) if index not in wrong or one is not None]
    if kind == "list_type" and isinstance(value, (str, int, float, dict)):
        only = _only_list(value) if isinstance(value, dict) else None
        return only if only is not None else [value] if value not in ("", "null") else []
    if kind == "string_type" and (said := _only_text(value)) is not None:
        return said
    if kind in ("literal_error", "enum") and isinstance(value, str):
        said = re.sub(r"[\s-]+", "_", value.strip().casefold())
        return next((one for one in _OPTION.findall(items[0]["msg"]) if one.casefold() == said), _NOTHING)
    return _NOTHING


def _only_text(value: object) -> str | None:
    """The text that a list or an object holds and nothing else: an id as {"id": "n1"}."""
    inner = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(inner, list) or len(inner) != 1 or not isinstance(inner[0], str):
        return None
    return inner[0]


def _of_elements(name: str, value: object, items: list[dict[str, Any]]) -> Iterator[str]:
    """Complaints about the elements that went out of a list; a null in it says nothing."""
    for item in items:
        if len(item["loc"]) < 2 or not isinstance(value, list):  # noqa: PLR2004
            continue
        if value[item["loc"][1]] is not None and _only_text(value[item["loc"][1]]) is None:
            yield _words(f"{name}[{item['loc'][1]}]", value[item["loc"][1]], item)


def _by_member(error: ValidationError) -> list[tuple[str, list[dict[str, Any]]]]:
    """Pydantic's errors of each member."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in error.errors():
        found.setdefault(str(item["loc"][0]) if item["loc"] else "", []).append(dict(item))
    return list(found.items())


def _words(place: str, value: object, item: Mapping[str, Any]) -> str:
    """A complaint: where and what, without pydantic's address and without the input."""
    return f"{place or 'the answer'}: {value.why if isinstance(value, Unsound) else item['msg']}"


def _no_json(value: object) -> dict[str, str]:
    """An ``Unsound`` as something that fits no scalar and no list."""
    return {"unsound": getattr(value, "why", "")}
