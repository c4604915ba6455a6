"""A record type declared without Python: TOML or JSON, one type a file, or several under ``records``.

::

    name = "Appointment"
    about = "Một quyết định bổ nhiệm, điều động, miễn nhiệm cán bộ."

    [fields.person]
    type = "person"
    about = "người được bổ nhiệm"

    [fields.kind]
    choices = ["bổ nhiệm", "điều động", "miễn nhiệm"]

    [fields.effective]
    type = "date"
    optional = true

    [[examples]]
    text = "Ngày 5/3/2024, ..."
    records = [{ person = "...", kind = "bổ nhiệm" }]
"""

from __future__ import annotations

import tomllib
import types
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.errors import PydanticUserError

from partyx.errors import DeclarationError
from partyx.files import boundary, parse_json, read_bytes, wrong_fields
from partyx.kinds import values
from partyx.kinds.record import Example, Record
from partyx.kinds.roles.labels import Label
from partyx.records import DocumentRef

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Self

_TYPES: Mapping[str, Any] = {
    "clause": values.Clause,
    "date": values.DateRef,
    "document": DocumentRef,
    "figure": values.FigureRef,
    "flag": bool,
    "label": Label,
    "organisation": values.OrganisationRef,
    "person": values.PersonRef,
    "phrase": values.Phrase,
}
"""What a field's ``type`` may say, and the annotation it stands for."""


def _known(name: str) -> str:
    if name not in _TYPES:
        raise ValueError(f"{name!r} is no type; there is {', '.join(_TYPES)}")
    return name


def _own(name: str) -> str:
    if not name.isidentifier() or name.startswith("_") or hasattr(Record, name):
        raise ValueError(
            f"{name[:40]!r} cannot name a field: it is no identifier, or a name that records have"
        )
    return name


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Field(_Written):
    """One field as written."""

    type: Annotated[str, AfterValidator(_known)] = "phrase"
    about: str = ""
    choices: tuple[str, ...] = ()
    fields: dict[Annotated[str, AfterValidator(_own)], _Field] = Field(default_factory=dict)
    optional: bool = False
    many: bool = False

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        said = sum((bool(self.choices), bool(self.fields), "type" in self.model_fields_set))
        if said != 1:
            raise ValueError("say one of type, choices, fields")
        return self


class _Declared(_Written):
    """One record type as written."""

    name: Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9]*$")]
    about: str
    plural: str = ""
    key: tuple[str, ...] = ()
    fields: dict[Annotated[str, AfterValidator(_own)], _Field]
    examples: tuple[Example, ...] = ()


def read_declarations(path: Path) -> tuple[type[Record], ...]:
    """The record types that a TOML or JSON file declares.

    Raises:
        DeclarationError: The file cannot be read, or declares none as it stands; the message names the place.
    """
    with boundary(path, DeclarationError, "See docs/records.md."):
        text = read_bytes(path).decode("utf-8-sig")
        data = parse_json(text) if path.suffix == ".json" else tomllib.loads(text)
    written = data.get("records", [data]) if isinstance(data, dict) else data
    if not (isinstance(written, list) and all(isinstance(one, dict) for one in written)):
        raise DeclarationError(
            f"{path}: declares no record type. Write one a file, or a list of them under records. See "
            "docs/records.md."
        )
    try:
        return tuple(_made(_Declared.model_validate(one)) for one in written)
    except DeclarationError as error:
        raise DeclarationError(f"{path}: {error}") from None
    except ValidationError as error:
        raise DeclarationError(f"{path}: {'; '.join(wrong_fields(error))}. See docs/records.md.") from None


def _made(written: _Declared) -> type[Record]:
    said = {
        name: value
        for name, value in (("plural", written.plural), ("key", written.key), ("examples", written.examples))
        if value
    }
    return _type(written.name, written.about, written.fields, said)


def _type(name: str, about: str, fields: Mapping[str, _Field], said: Mapping[str, Any]) -> type[Record]:
    """The class that a declaration stands for."""
    annotated = {one: _annotation(name, one, field) for one, field in fields.items()}
    body: dict[str, Any] = {
        "__doc__": about,
        "__module__": __name__,
        "__annotations__": {one: kind for one, (kind, _) in annotated.items()},
        **{one: value for one, (_, value) in annotated.items()},
        **said,
    }
    try:
        return types.new_class(name, (Record,), exec_body=lambda namespace: namespace.update(body))
    except (NameError, PydanticUserError, ValueError) as error:  # names of fields that pydantic refuses
        raise DeclarationError(f"{name}: {str(error).splitlines()[0]}") from None


def _annotation(owner: str, name: str, field: _Field) -> tuple[Any, Any]:
    kind: Any = _TYPES[field.type]
    if field.choices:
        kind = Literal[field.choices]
    elif field.fields:
        inner = f"{owner}{name.title().replace('_', '')}"
        kind = _type(inner, field.about or inner, field.fields, {})
    described: dict[str, Any] = {"description": field.about or None}
    if field.many:
        return tuple[kind, ...], Field(default=(), **described)
    if field.optional:
        return kind | None, Field(default=None, **described)
    return kind, Field(**described)
