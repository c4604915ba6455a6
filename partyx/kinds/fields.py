"""The fields of a record type, and what follows from them, from the question to the table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Optional

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from partyx.kinds.grounds import NotSaidError
from partyx.kinds.roles.base import TEXT
from partyx.kinds.roles.organisations import respelled

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping

    from partyx.kinds.asking import Find, Lookup
    from partyx.kinds.grounds import Grounds
    from partyx.kinds.roles.base import Columns, Role
    from partyx.records import Span

_NOTHING = ("", "null", "None")
_CLOSED = ConfigDict(extra="forbid", strict=True)


@dataclass(frozen=True)
class FieldSpec:
    """One field of a record type.

    Attributes:
        name: Its name.
        role: What it is.
        description: What the author of the type says it means; "" for nothing.
        many: Whether it is a list.
        optional: Whether it may be left out.
        absent: What it holds then.
        label: What people read as its name.
        later: Whether no engine says it, and the library works it out from the text around.
        wired: What the wire calls it.
    """

    name: str
    role: Role
    description: str = ""
    many: bool = False
    optional: bool = False
    absent: Any = None
    label: str = ""
    later: bool = False
    wired: str = ""

    @property
    def nullable(self) -> bool:
        """Whether an answer may be null."""
        return self.optional and not self.many and self.absent is None

    @property
    def single(self) -> str:
        """One entry of a list: "chair" of "chairs"."""
        return f"{self.name[:-3]}y" if self.name.endswith("ies") else self.name.removesuffix("s")

    def wire(self) -> Any:  # noqa: ANN401 - an annotation
        """The type of the answer."""
        return self._of(self.role.wire())

    def quoting(self) -> Any:  # noqa: ANN401 - an annotation
        """The type of an answer that only quotes."""
        return self._of(self.role.quoting())

    def _of(self, kind: Any) -> Any:  # noqa: ANN401 - an annotation
        if self.many:
            return list[kind]
        return Optional[kind] if self.nullable else kind  # noqa: UP045 - made at run time

    def asked(self, *, quoted: bool = False) -> str:
        """What is asked for and how it is answered, one line in the prompt's language.

        Args:
            quoted: Whether by quotes.
        """
        hint = self.role.asked_to_quote() if quoted else self.role.asked()
        if hint and self.many:
            hint = f"[{hint}]"
        absent = "không có thì []" if self.many else "không nêu thì null" if self.nullable else ""
        if not (self.many or self.absent is None or self.absent is False):  # false needs no saying
            absent = f"không nêu thì {json.dumps(self.role.compared(self.absent)[''], ensure_ascii=False)}"
        return "; ".join(part for part in (self.description.rstrip("."), hint, absent) if part)

    def places(self, said: Any, place: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - JSON
        """The single values in what is said, each with its place in the answer."""
        if self.many:
            yield from ((f"{place}[{index}]", one) for index, one in enumerate(said or ()))
        elif said is not None:
            yield place, said

    def drafted(self, said: Any, lookup: Lookup) -> Any:  # noqa: ANN401
        """The answer without the model's notation."""
        found = [
            drafted
            for _, one in self.places(said, self.name)
            if (drafted := self.role.drafted(one, lookup)) is not None
        ]
        return found if self.many else found[0] if found else None

    def answered(self, example: Any, lookup: Lookup) -> Any:  # noqa: ANN401
        """What a model should answer where an example gives this."""
        found = [self.role.answered(one, lookup) for _, one in self.places(example, "")]
        return found if self.many else found[0] if found else self.absent

    def of_quote(self, said: Any, find: Find) -> Any:  # noqa: ANN401 - of an answer that quotes
        """The answer in the words of the wire; small models write null as a text."""
        droppable = self.many or self.nullable
        said = [one for _, one in self.places(said, "") if not (droppable and one in _NOTHING)]
        found = [self.role.of_quote(one, find) for one in said]
        return found if self.many else found[0] if found else None

    def ground(self, drafted: Any, grounds: Grounds) -> Any:  # noqa: ANN401
        """The field's value.

        Raises:
            NotSaidError: It is not in the article and may not be left out.
        """
        found: list[Any] = []
        for _, one in self.places(drafted, ""):
            try:
                value = self.role.ground(one, grounds.inside(self.name))
            except NotSaidError as why:
                reason = f"the {self.single if self.many else self.name} {why}"
                if not self.many and not self.optional:
                    raise NotSaidError(reason) from None
                grounds.refuse(self.name, one, reason)
            else:
                found += [] if value is None else [value]
        if self.many:
            return self.role.together(found)
        if not found and not self.optional:
            raise NotSaidError(f"the {self.name} is not said")
        return found[0] if found else self.absent

    def values(self, value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - of a record
        """The single values of a record's field."""
        return tuple(value) if self.many else () if value is None else (value,)

    def line(self, value: Any) -> str:  # noqa: ANN401
        """As people read it; "" where nothing is said."""
        if value is False and self.absent is True:
            return "no"
        return "; ".join(self.role.line(one) for one in self.values(value))

    @property
    def written_default(self) -> Any:  # noqa: ANN401 - JSON
        """What a person would write of a single value that is not said: the default, else no."""
        return False if self.absent is None else self.role.written(self.absent)

    def columns(self) -> Columns:
        """The columns of a table; a list is one text."""
        return {self.name: TEXT} if self.many else self.role.columns(self.name)

    def row(self, value: Any) -> dict[str, Any]:  # noqa: ANN401
        """The columns' values."""
        return {self.name: self.line(value)} if self.many else self.role.row(self.name, value)


@dataclass(frozen=True, eq=False)
class RecordSpec:
    """What a record type declares.

    Attributes:
        kind: The class.
        name: One record of it: "appointment".
        plural: Several of them: "appointments", in answers, JSON and tables.
        about: The class's docstring: what counts as one.
        fields: In order.
        key: The names of the fields that tell two records apart.
    """

    kind: type[Any]
    name: str
    plural: str
    about: str
    fields: tuple[FieldSpec, ...]
    key: tuple[str, ...]

    # -- asked and answered -------------------------------------------------------------------------

    @cached_property
    def wire(self) -> type[BaseModel]:
        """The answer's model of one record inside another: every field required, absent is null or []."""
        return self._wire({})

    @cached_property
    def item(self) -> type[BaseModel]:
        """The same of a record by itself: with the sentence that states it."""
        return self._wire({"at": (str, ...)})

    @cached_property
    def quoting(self) -> type[BaseModel]:
        """The answer's model of one record that is told in quotes, without its sentence."""
        fields: dict[str, Any] = {field.name: (field.quoting(), ...) for field in self.fields}
        return create_model(self.kind.__name__, __config__=_CLOSED, **fields)

    def of_quotes(self, said: BaseModel, find: Find) -> dict[str, Any]:
        """Such an answer in the words of the wire."""
        return {field.name: field.of_quote(getattr(said, field.name), find) for field in self.fields}

    def quotes(self, said: BaseModel) -> Iterator[str]:
        """The quotes in such an answer; those of records inside it only where it has none of its own."""
        inner: list[tuple[RecordSpec, BaseModel]] = []
        alone = True
        for field in self.fields:
            for _, one in field.places(getattr(said, field.name), ""):
                if isinstance(one, BaseModel):
                    inner.append((field.role.spec, one))  # type: ignore[attr-defined]
                elif isinstance(one, str) and not field.role.asked_to_quote():
                    alone = False
                    yield one
        for spec, one in inner if alone else ():
            yield from spec.quotes(one)

    def _wire(self, first: Mapping[str, Any]) -> type[BaseModel]:
        fields: dict[str, Any] = {**first, **{field.name: (field.wire(), ...) for field in self.fields}}
        return create_model(self.kind.__name__, __config__=_CLOSED, **fields)

    def complaints(self, place: str, said: BaseModel, lookup: Lookup) -> Iterator[str]:
        """What is wrong with one answer."""
        for field in self.fields:
            for where, one in field.places(getattr(said, field.name), f"{place}.{field.name}"):
                yield from field.role.complaints(where, one, lookup)

    def drafted(self, said: BaseModel, lookup: Lookup) -> dict[str, Any]:
        """One answer without the model's notation; what is not said is left out."""
        drafted = {field.name: field.drafted(getattr(said, field.name), lookup) for field in self.fields}
        return {name: value for name, value in drafted.items() if value is not None and value != []}

    def same(self, drafted: Mapping[str, Any], lookup: Lookup) -> Hashable:
        """What two answers about the same record have in common: their key fields."""
        return tuple(
            tuple(field.role.same(one, lookup) for _, one in field.places(drafted.get(field.name), ""))
            for field in self._of_key
        )

    def differ(self, one: Mapping[str, Any], other: Mapping[str, Any], lookup: Lookup) -> bool:
        """Whether two answers cannot be about one record: a field says two things in them."""
        return any(
            field.role.differ(one[field.name], other[field.name], lookup)
            for field in self.fields
            if not field.many and field.name in one and field.name in other
        )

    def answered(self, example: Mapping[str, Any], lookup: Lookup) -> dict[str, Any]:
        """What a model should answer where an example's record has these values."""
        return {field.name: field.answered(example.get(field.name), lookup) for field in self.fields}

    # -- grounded -------------------------------------------------------------------------------------

    @cached_property
    def by_name(self) -> Mapping[str, FieldSpec]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def said(self) -> tuple[str, ...]:
        """The names of the fields that an engine says."""
        return tuple(field.name for field in self.asked_for)

    @cached_property
    def asked_for(self) -> tuple[FieldSpec, ...]:
        """The fields that an engine says."""
        return tuple(field for field in self.fields if not field.later)

    def located(self, draft: Any, grounds: Grounds, names: Iterable[str] = ()) -> dict[str, Any]:  # noqa: ANN401
        """The values of a built-in record's fields, with a second spelling where the record has one.

        Args:
            draft: What an engine says; its attributes are named after the fields.
            grounds: Where it must be.
            names: Of the fields; by default all that an engine says.
        """
        values: dict[str, Any] = {}
        for field in (self.by_name[name] for name in names or self.said):
            values[field.name] = field.ground(getattr(draft, field.name), grounds)
            if f"{field.name}_normalised" in self.kind.model_fields:
                values[f"{field.name}_normalised"] = respelled(values[field.name])
        return values

    def ground(self, drafted: Mapping[str, Any], grounds: Grounds, *, inside: bool = False) -> Any:  # noqa: ANN401 - of ``kind``
        """The record that the article bears out.

        Args:
            drafted: What is said of it.
            grounds: Where it must be.
            inside: Whether it is part of another record: then its words are looked for near its first value.

        Raises:
            NotSaidError: A field that may not be left out is not in the article, or a validator of the type
                refuses the record.
        """
        values: dict[str, Any] = {}
        near = grounds
        for field in self.fields:
            values[field.name] = field.ground(drafted.get(field.name), near)
            if inside and near is grounds and (place := next(self._spans_of(field, values), None)):
                near = grounds.around(place)
        needed = tuple(self._spans(values, needed_only=True))
        evidence = grounds.evidence(needed, tuple(self._spans(values)))
        try:
            return self.kind.model_validate({**values, "evidence": evidence})
        except ValidationError as error:
            reasons = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            raise NotSaidError(f"is refused by {self.kind.__name__}: {reasons}") from None

    def values(self, record: Any) -> Iterator[tuple[FieldSpec, Any]]:  # noqa: ANN401 - of ``kind``
        """Every single value that an engine says of a record, with its field."""
        for field in self.fields:
            if not field.later:
                yield from ((field, one) for one in field.values(getattr(record, field.name)))

    def spans(self, record: Any) -> Iterator[Span]:  # noqa: ANN401 - of ``kind``
        """Where the values of a record stand."""
        yield from self._spans({field.name: getattr(record, field.name) for field in self.fields})

    def _spans(self, values: Mapping[str, Any], *, needed_only: bool = False) -> Iterator[Span]:
        for field in self.fields:
            if not (needed_only and field.optional):
                yield from self._spans_of(field, values)

    @staticmethod
    def _spans_of(field: FieldSpec, values: Mapping[str, Any]) -> Iterator[Span]:
        for one in field.values(values[field.name]):
            yield from field.role.spans(one)

    # -- written by a person ------------------------------------------------------------------------------

    def written(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - of ``kind``
        """What a person would write of a record in gold: its fields that say more than their default."""
        found = {}
        for field in self.fields:
            said = [field.role.written(one) for one in field.values(getattr(record, field.name))]
            if field.many and said:
                found[field.name] = said
            elif said and not (field.optional and said[0] == field.written_default):
                found[field.name] = said[0]
        return found

    # -- shown ------------------------------------------------------------------------------------------

    @cached_property
    def _of_key(self) -> tuple[FieldSpec, ...]:
        return tuple(field for field in self.fields if field.name in self.key)

    def title(self, record: Any) -> str:  # noqa: ANN401 - of ``kind``
        """What a record is called: its key fields."""
        return "; ".join(filter(None, (field.line(getattr(record, field.name)) for field in self._of_key)))

    def lines(self, record: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
        """The fields that say something, as people read them."""
        for field in self.fields:
            if text := field.line(getattr(record, field.name)):
                yield field.name, text

    def facets(self, record: Any) -> dict[str, Any]:  # noqa: ANN401
        """What a list of records can be filtered and charted by: of each kind what its first field says."""
        found: dict[str, Any] = {}
        for field in self.fields:
            for one in field.values(getattr(record, field.name)):
                found = dict(field.role.facets(one)) | found
        return found

    def columns(self) -> Columns:
        """The columns of a table of such records."""
        found: Columns = {}
        for field in self.fields:
            found |= field.columns()
            if f"{field.name}_normalised" in self.kind.model_fields:
                found[f"{field.name}_normalised"] = TEXT
        return found

    def row(self, record: Any) -> dict[str, Any]:  # noqa: ANN401
        """The columns' values; the second spelling of a name is the printed one where they do not differ."""
        found: dict[str, Any] = {}
        for field in self.fields:
            value = getattr(record, field.name)
            found |= field.row(value)
            second = f"{field.name}_normalised"
            if second in self.kind.model_fields:
                found[second] = getattr(record, second) or value
        return found
