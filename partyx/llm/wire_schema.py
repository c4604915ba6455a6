"""A pydantic model as the JSON Schema that goes over the wire."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

# What hosted strict modes refuse, or some of them. The answer is checked against all of it afterwards.
_NOT_STRICT = frozenset(
    "minLength maxLength pattern format minItems maxItems uniqueItems minimum maximum exclusiveMinimum "
    "exclusiveMaximum multipleOf minProperties maxProperties".split()
)
# Pydantic's titles repeat the names, and a default is no default when every member is required.
_NOISE = frozenset({"title", "default", "discriminator"})

_known: WeakKeyDictionary[type[BaseModel], dict[str, Any]] = WeakKeyDictionary()


def wire_schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema of ``model``: closed objects, every member required, in the order of the fields."""
    if model not in _known:
        _known[model] = closed(model.model_json_schema())
    return _known[model]


def closed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Close every object of a JSON Schema and require all its members; leave out titles and defaults."""
    definitions = schema.get("$defs", {})
    result: dict[str, Any] = _rewrite(schema, definitions, _NOISE)
    return result


def narrowed(schema: Mapping[str, Any]) -> dict[str, Any]:
    """A closed schema without the keywords that hosted strict modes refuse."""
    result: dict[str, Any] = _rewrite(schema, {}, _NOISE | _NOT_STRICT)
    return result


def _rewrite(node: Any, definitions: Mapping[str, Any], drop: frozenset[str]) -> Any:  # noqa: ANN401 - JSON
    if isinstance(node, list):
        return [_rewrite(item, definitions, drop) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and len(node) > 1:  # strict modes take no keyword beside a reference
        target = definitions.get(str(node["$ref"]).rpartition("/")[2], {})
        node = {**copy.deepcopy(target), **{key: value for key, value in node.items() if key != "$ref"}}
    found: dict[str, Any] = {}
    for key, value in node.items():
        if key in ("properties", "$defs"):  # names of ours, "title" among them, not keywords
            found[key] = {name: _rewrite(item, definitions, drop) for name, item in value.items()}
        elif key in ("enum", "const", "required"):
            found[key] = value
        elif key not in drop:
            found["anyOf" if key == "oneOf" else key] = _rewrite(value, definitions, drop)
    if "properties" in found:
        found["additionalProperties"] = False
        found["required"] = list(found["properties"])
    return found
