"""Records of one's own: a class with typed fields says what is to be found, and everything else follows."""

from __future__ import annotations

import re
import types
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, model_validator
from pydantic.errors import PydanticUndefinedAnnotation
from pydantic_core import PydanticUndefined

from partyx.errors import DeclarationError
from partyx.kinds.fields import FieldSpec, RecordSpec
from partyx.kinds.roles import ROLES
from partyx.kinds.roles.base import LATER, Called, Role, Wired
from partyx.kinds.roles.labels import ChoiceRole
from partyx.kinds.roles.nested import NestedRole
from partyx.records import Frozen, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pydantic.fields import FieldInfo


class Example(Frozen):
    """A short text of one's own, and the records that are in it.

    Values are written as quotes of the text; a choice, a label or a flag as itself; a figure with its unit
    ("45 phiếu"). A field that the text does not say is left out.
    """

    text: str = Field(description="A few sentences in the genre.")
    records: tuple[dict[str, Any], ...] = Field(default=(), description="Field name to value, one a record.")


class Typed(Frozen):
    """A record type, whose fields have roles.

    Class attributes:
        key: The names of the fields that tell two records apart.
        plural: The name of several records, in JSON and tables.
    """

    key: ClassVar[Sequence[str]] = ()
    plural: ClassVar[str] = ""
    _spec: ClassVar[RecordSpec]


class Record(Typed):
    """A record of one's own: what to look for in an article.

    The docstring says what counts as one, the fields' descriptions what each means; both are shown to the
    model, so they are best written in Vietnamese::

        class Appointment(partyx.Record):
            \"\"\"Một quyết định bổ nhiệm, điều động, miễn nhiệm cán bộ.\"\"\"

            person: partyx.PersonRef = Field(description="người được bổ nhiệm")
            post: partyx.Phrase = Field(description="chức vụ mới")
            kind: Literal["bổ nhiệm", "điều động", "miễn nhiệm"]
            effective: partyx.DateRef | None = None

    A field without a default must be said, or there is no record; ``X | None = None`` and a list need not be.

    Class attributes:
        examples: Texts with their records, shown to the model after they have been checked.
        key: The fields that tell two records apart; by default the first that must be said and is no choice
            or flag.
        plural: The name of several records, in answers, JSON and tables; by default from the class's name.
    """

    examples: ClassVar[Sequence[Example]] = ()

    evidence: tuple[Span, ...] = Field(min_length=1, description="Where the article says so.")

    @model_validator(mode="before")
    @classmethod
    def _without_computed(cls, data: Any) -> Any:  # noqa: ANN401 - whatever is validated
        """What was written of a record, without the fields that it computes itself."""
        computed = cls.model_computed_fields
        if not (computed and isinstance(data, dict)):
            return data
        return {name: value for name, value in data.items() if name not in computed}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 - pydantic's
        """Check the declaration as soon as its types are known."""
        super().__pydantic_init_subclass__(**kwargs)
        if cls.__pydantic_complete__:
            spec_of(cls)


def spec_of(kind: type[Typed]) -> RecordSpec:
    """What a record type declares.

    Raises:
        DeclarationError: It cannot be extracted as it is declared; the message says what to write.
    """
    if "_spec" not in kind.__dict__:
        kind._spec = _declared(kind) if issubclass(kind, Record) else _built_in(kind)  # noqa: SLF001 - ours
        kind.plural = kind._spec.plural  # noqa: SLF001
    return kind._spec  # noqa: SLF001


def _built_in(kind: type[Typed]) -> RecordSpec:
    """The fields that are marked with a role, which may all be missing; what a record needs its room says."""
    fields = []
    for name, info in kind.model_fields.items():
        for role in (marker for marker in info.metadata if isinstance(marker, Role)):
            many = get_origin(info.annotation) is tuple
            absent = None if info.is_required() else info.default
            label = next((one.label for one in info.metadata if isinstance(one, Called)), name)
            wired = next((one.name for one in info.metadata if isinstance(one, Wired)), name)
            later = LATER in info.metadata
            about = info.description or ""
            fields.append(FieldSpec(name, role, about, many, True, absent, label, later, wired))  # noqa: FBT003
    name = kind.__name__.lower()
    return RecordSpec(kind, name, kind.plural, str(kind.__doc__), tuple(fields), tuple(kind.key))


def _declared(kind: type[Record]) -> RecordSpec:
    if not kind.__pydantic_complete__:
        try:
            kind.model_rebuild(raise_errors=True)
        except PydanticUndefinedAnnotation as error:
            raise DeclarationError(
                f"{kind.__name__} names {error.name!r}, which is not known where the class stands. Import or "
                "define it before the class, at the top of the module."
            ) from None
    if _holds_itself(kind):
        raise DeclarationError(
            f"{kind.__name__} holds records of its own type. Say the ones inside as a partyx.Record of "
            "another type."
        )
    _check_names(kind)
    _check_examples(kind)
    about = " ".join((kind.__dict__.get("__doc__") or "").split())
    if not about:
        raise DeclarationError(
            f"{kind.__name__} has no docstring. Say in it what counts as one: the model is shown it."
        )
    fields = tuple(
        _field(kind, name, info)
        for name, info in kind.model_fields.items()
        if name not in Record.model_fields
    )
    name = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", kind.__name__).lower()
    plural = kind.__dict__.get("plural") or _plural(name)
    if not plural.isidentifier() or plural.startswith("_") or hasattr(BaseModel, plural):
        raise DeclarationError(
            f"{kind.__name__}.plural is {plural!r}: it names a key and a table. Write letters, digits and _ "
            "only, a letter first, and no name that every pydantic model has."
        )
    return RecordSpec(kind, name, plural, about, fields, _key(kind, fields))


_TAKEN = {
    "at": "the sentence that states the record",
    "evidence": "the places that say so",
    "examples": "the texts that are shown to the model: write  examples: ClassVar = (...)",
    "key": "the fields that tell two records apart: write  key: ClassVar = (...)",
    "plural": 'the name of several records: write  plural: ClassVar = "..."',
}
"""Names that no field of a record of one's own can have, and what has them."""


def _check_names(kind: type[Record]) -> None:
    """Check that every field can be called what it is called.

    Raises:
        DeclarationError: One cannot.
    """
    for name, info in kind.model_fields.items():
        where = f"{kind.__name__}.{name}"
        if name == "evidence" and info.annotation == Record.model_fields["evidence"].annotation:
            continue
        if name in _TAKEN:
            raise DeclarationError(f"{where}: this name is taken by {_TAKEN[name]}. Choose another.")
        if hasattr(Record, name):
            raise DeclarationError(f"{where}: this name is taken in every pydantic model. Choose another.")
        if not name.isidentifier():
            raise DeclarationError(f"{where}: write letters, digits and _ only, a letter first.")
        if info.alias or info.validation_alias or info.serialization_alias:
            raise DeclarationError(
                f"{where} has an alias, and is called one thing from the question to the table. Leave the "
                "alias out."
            )
    for name, private in kind.__private_attributes__.items():
        if private.default is PydanticUndefined and private.default_factory is None:
            raise DeclarationError(
                f"{kind.__name__}.{name}: pydantic keeps what begins with _ to itself, so nobody would be "
                "asked for it. Begin it with a letter."
            )


def _check_examples(kind: type[Record]) -> None:
    """Check that the examples are some.

    Raises:
        DeclarationError: They are something else.
    """
    examples = kind.examples
    if isinstance(examples, list | tuple) and all(isinstance(one, Example) for one in examples):
        return
    raise DeclarationError(
        f"{kind.__name__}.examples are not a tuple of partyx.Example. Write  "
        'examples: ClassVar = (partyx.Example(text="...", records=({...},)),)'
    )


def _holds_itself(kind: type[Record]) -> bool:
    """Whether a record of this type has a field, at any depth, that holds records of the same type."""
    seen: set[type[Record]] = set()
    below = [kind]
    while below:
        for info in below.pop().model_fields.values():
            for inner in _records_in(info.annotation):
                if inner is kind:
                    return True
                if inner not in seen:
                    seen.add(inner)
                    below.append(inner)
    return False


def _records_in(annotation: Any) -> Iterator[type[Record]]:  # noqa: ANN401 - an annotation
    """The record types that an annotation names, those inside lists and unions included."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def _plural(name: str) -> str:
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("s", "x", "ch", "sh")) else "s")


def _key(kind: type[Record], fields: Sequence[FieldSpec]) -> tuple[str, ...]:
    known = [field.name for field in fields]
    said = (kind.key,) if isinstance(kind.key, str) else tuple(kind.key)
    wrong = [name for name in said if name not in known]
    if wrong:
        raise DeclarationError(
            f"{kind.__name__}.key names {wrong[0]!r}, which is no field: {', '.join(known)}."
        )
    needed = [field for field in fields if not field.optional and not field.many]
    first = [field.name for field in sorted(needed, key=lambda field: field.role.few)][:1]
    if not said and not first:
        raise DeclarationError(
            f"{kind.__name__} has no field that must be said, so nothing tells one record from "
            'another. Give one field no default, or say  key: ClassVar = ("name", ...).'
        )
    return said or tuple(first)


def _field(kind: type[Record], name: str, info: FieldInfo) -> FieldSpec:
    where = f"{kind.__name__}.{name}"
    annotation: Any = info.annotation
    for marker in info.metadata:
        if isinstance(marker, Role):
            annotation = Annotated[annotation, marker]
    inner, optional = _without_none(annotation)
    many = get_origin(inner) in (list, tuple)
    if many:
        inner = _entry(where, inner, optional=optional)
    role = _role(where, inner)
    absent = None if info.is_required() else _default(where, info)
    optional = optional or not info.is_required()
    return FieldSpec(name, role, info.description or "", many, optional, absent)


def _default(where: str, info: FieldInfo) -> Any:  # noqa: ANN401 - of any field
    """What a field holds where nothing is said.

    Raises:
        DeclarationError: It is no value of the field: one with a place in the article cannot be there before.
    """
    default = info.get_default(call_default_factory=True, validated_data={})
    annotation: Any = info.annotation
    try:
        return None if default is None else TypeAdapter(annotation).validate_python(default)
    except ValidationError:
        raise DeclarationError(
            f"{where}: its default {default!r} is no value of the field. Write  | None = None  where it may "
            "be missing, and () for a list."
        ) from None


def _without_none(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - an annotation
    """The annotation without ``| None``, and whether it had it."""
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    others = [one for one in get_args(annotation) if one is not types.NoneType]
    optional = len(others) < len(get_args(annotation))
    return (others[0] if len(others) == 1 else Union[tuple(others)]), optional  # noqa: UP007 - made at run time


def _entry(where: str, annotation: Any, *, optional: bool) -> Any:  # noqa: ANN401 - an annotation
    """The type of a list's entries.

    Raises:
        DeclarationError: It is a tuple of several types, a list of nothing, or may be None.
    """
    entries = [one for one in get_args(annotation) if one is not ...]
    if optional or len(entries) != 1 or _without_none(entries[0])[1]:
        raise DeclarationError(
            f"{where}: a list holds one type and is empty where nothing is said. Write  "
            "tuple[partyx.Phrase, ...] = ()."
        )
    return entries[0]


def _role(where: str, annotation: Any) -> Role:  # noqa: ANN401 - an annotation
    """The role of a single value.

    Raises:
        DeclarationError: There is none for this type.
    """
    if get_origin(annotation) is Annotated:
        markers = [one for one in get_args(annotation)[1:] if isinstance(one, Role)]
        return markers[0] if markers else _role(where, get_args(annotation)[0])
    if get_origin(annotation) is Literal:
        values = get_args(annotation)
        if _are_choices(values):
            return ChoiceRole(values)
    if isinstance(annotation, type):
        if annotation in ROLES:
            return ROLES[annotation]
        if issubclass(annotation, Record) and annotation is not Record:
            return NestedRole(spec_of(annotation))
        if issubclass(annotation, Enum) and _are_choices([one.value for one in annotation]):
            return ChoiceRole(tuple(one.value for one in annotation), annotation)
    raise DeclarationError(f"{where}: {_advice(annotation)}")


def _are_choices(values: Sequence[object]) -> bool:
    """Whether these are texts to choose one of: at least one, none blank."""
    return bool(values) and all(isinstance(value, str) and value.strip() for value in values)


_INSTEAD: Mapping[str, str] = {
    "str": "partyx.Phrase for words of the article, or partyx.Label for a few words of the model's own",
    "int": "partyx.FigureRef: the number with its unit and its place",
    "float": "partyx.FigureRef: the number with its unit and its place",
    "complex": "partyx.FigureRef: the number with its unit and its place",
    "Decimal": "partyx.FigureRef: the number with its unit and its place",
    "date": "partyx.DateRef: the days with their precision and place",
    "datetime": "partyx.DateRef: the days with their precision and place",
    "Period": "partyx.DateRef: the days with their precision and place",
    "Person": "partyx.PersonRef: the name with its titles and place",
    "dict": "a partyx.Record of its own",
}


def _advice(annotation: Any) -> str:  # noqa: ANN401 - an annotation
    name = getattr(annotation, "__name__", None) or str(annotation)
    instead = _INSTEAD.get(
        name,
        "a partyx value (Phrase, PersonRef, OrganisationRef, DateRef, FigureRef, DocumentRef, Clause, "
        "Label), a Literal of texts, bool, a partyx.Record, or a list of one of these",
    )
    return f"{name} has no place in the article. Write {instead}."
