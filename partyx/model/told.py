"""Records of the user's own, as a person tells them to a fake model, in the words of the wire."""

from __future__ import annotations

import difflib
from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from partyx.errors import SettingsError, briefly
from partyx.files import wrong_fields
from partyx.kinds.roles.base import MentionRole
from partyx.kinds.roles.dates import DateRole
from partyx.kinds.roles.figures import NUMBER_AND_UNIT, FigureRole
from partyx.kinds.roles.labels import Placeless
from partyx.kinds.roles.nested import NestedRole
from partyx.mention import ID_LETTERS, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from partyx.kinds.asked import Asked
    from partyx.kinds.fields import FieldSpec, RecordSpec
    from partyx.kinds.roles.base import Role
    from partyx.model.shown import ShownArticle

_PRINTED = ("printed", "name", "text", "number")
"""What holds a value's words, the first that is filled."""
_BESIDE = frozenset({"at", "evidence"})
"""What a record may be told beside its fields: a quote of its sentence, or its evidence."""
_COMMAS = str.maketrans(",.", ".,")


def own_answer(said: Mapping[str, Any], asked: Asked, shown: ShownArticle) -> BaseModel:
    """The answer of a model that finds these records, and only these, in a shown article.

    Args:
        said: By the plural of their type.
        asked: The types.
        shown: The article.

    Raises:
        SettingsError: A record is none of its type.
    """
    return _valid(asked.answer, said, asked, lambda place, one, spec: _item(place, one, spec, shown))


def own_quotes(said: Mapping[str, Any], asked: Asked) -> BaseModel:
    """The same of a model that is asked for quotes.

    Raises:
        SettingsError: A record is none of its type.
    """
    return _valid(asked.quoting, said, asked, _Quoter().record)


def _valid(
    answer: type[BaseModel],
    said: Mapping[str, Any],
    asked: Asked,
    told: Callable[[str, Any, RecordSpec], Any],
) -> BaseModel:
    """The answer with each record as it is told.

    Raises:
        SettingsError: A record is none of its type.
    """
    lists = {
        spec.plural: [
            told(f"{spec.plural}[{index}]", record, spec)
            for index, record in enumerate(said.get(spec.plural, ()))
        ]
        for spec in asked.specs
    }
    try:
        return answer.model_validate(lists)
    except ValidationError as error:
        raise SettingsError(f"FakeModel: {'; '.join(wrong_fields(error))}") from None


def _item(place: str, record: Any, spec: RecordSpec, shown: ShownArticle) -> dict[str, Any]:  # noqa: ANN401 - dict or record
    at = shown.sentence_of(list(_words(record, spec)), _at(record))
    return {"at": at, **_Teller(shown, at).record(place, record, spec)}


class _Told(ABC):
    """Puts records into the words of an answer, field by field."""

    @abstractmethod
    def _words(self, words: str, role: Role) -> str | None:
        """Words of the article."""

    @abstractmethod
    def _number(self, value: float | str, unit: str | None) -> Any:  # noqa: ANN401 - of the wire
        """A figure."""

    def record(self, place: str, record: Any, spec: RecordSpec) -> dict[str, Any]:  # noqa: ANN401
        """Its fields.

        Raises:
            SettingsError: It has a field that is none of its type, or lacks one that must be said.
        """
        _check_fields(place, record, spec)
        return {
            field.name: self._field(f"{place}.{field.name}", _get(record, field.name), field)
            for field in spec.fields
        }

    def _field(self, place: str, value: Any, field: FieldSpec) -> Any:  # noqa: ANN401
        if field.many:
            several = [value] if isinstance(value, str | Mapping) else value or ()
            return [self._single(place, one, field.role) for one in several]
        if value is not None:
            return self._single(place, value, field.role)
        if not field.optional:
            raise SettingsError(f"FakeModel: {place} must be said: the type has no default for it.")
        return field.absent.value if isinstance(field.absent, Enum) else field.absent

    def _single(self, place: str, value: Any, role: Role) -> Any:  # noqa: ANN401
        if isinstance(role, NestedRole):
            return self.record(place, value, role.spec)
        if isinstance(role, Placeless):
            return value.value if isinstance(value, Enum) else value
        if isinstance(role, FigureRole):
            return self._figure(place, value)
        words = printed(value)
        if words is None:
            raise SettingsError(f"FakeModel: {place} is {briefly(value)}: write it as the article prints it.")
        return self._words(words, role)

    def _figure(self, place: str, value: Any) -> Any:  # noqa: ANN401
        """Of 45, "45 phiếu", a dict of value and unit, or a figure.

        Raises:
            SettingsError: It is nothing of this.
        """
        said = value if isinstance(value, Mapping | BaseModel) else {"value": value}
        number, unit = _get(said, "value"), _get(said, "unit")
        quote = number if isinstance(number, str) else _get(said, "printed")
        if quote is not None:
            match = NUMBER_AND_UNIT.match(quote)
            unit = unit or (match and quote[match.end() :].strip()) or None
            return self._number(match[0].strip() if match else quote, unit)
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise SettingsError(
                f'FakeModel: {place} is {briefly(value)}: write 45, a text like "45 people", or a dict of '
                "value and unit."
            )
        return self._number(number, unit)


class _Teller(_Told):
    """By reference: an id where the words have one, the nearest to the sentence."""

    def __init__(self, shown: ShownArticle, at: str) -> None:
        self._shown = shown
        self._at = at

    def _words(self, words: str, role: Role) -> str | None:
        return self._shown.ref(words, _letters(role), self._at)

    def _number(self, value: float | str, unit: str | None) -> dict[str, Any]:
        if isinstance(value, str):
            name = self._shown.named(value, "nx", self._at)
        else:
            name = self._shown.of_value(value, "nx", self._at)
        return {"v": name or str(value), "unit": None if unit == "%" else unit}


class _Quoter(_Told):
    """In quotes."""

    def _words(self, words: str, role: Role) -> str:  # noqa: ARG002 - as the base
        return words

    def _number(self, value: float | str, unit: str | None) -> str:
        printed = value if isinstance(value, str) else f"{value:,}".translate(_COMMAS)
        return f"{printed} {unit}" if unit and not printed.endswith(unit) else printed


def _letters(role: Role) -> str:
    """The letters of the ids that a field is answered by."""
    if isinstance(role, MentionRole):
        return ID_LETTERS[role.kind]
    return ID_LETTERS[Kind.DATE] if isinstance(role, DateRole) else ""


def _check_fields(place: str, record: Any, spec: RecordSpec) -> None:  # noqa: ANN401
    if isinstance(record, spec.kind):
        return
    if not isinstance(record, Mapping):
        raise SettingsError(
            f"FakeModel: {place} is {briefly(record)}: write a dict of {spec.kind.__name__}'s fields."
        )
    names = [field.name for field in spec.fields]
    check_names(place, record.keys() - _BESIDE, names, spec.kind.__name__)


def check_names(place: str, said: Iterable[object], names: Collection[str], kind: str) -> None:
    """Check that a record is told by the names of its type's fields.

    Args:
        place: Which record: "meetings[0]".
        said: The names it is told by.
        names: Those of the fields.
        kind: What the type is called.

    Raises:
        SettingsError: One is none of them.
    """
    for name in said:
        if name not in names:
            near = difflib.get_close_matches(str(name), names, 1)
            hint = f"; {near[0]} is the nearest" if near else f"; it has {', '.join(names)}"
            raise SettingsError(f"FakeModel: {place} has a field {name!r}, and a {kind} none{hint}.")


def _get(value: Any, name: str) -> Any:  # noqa: ANN401 - a dict or a record
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name, None)


def printed(value: Any) -> str | None:  # noqa: ANN401 - a text, a dict or a value
    """A value's words as the article prints them; None for one that has none."""
    if value is None or isinstance(value, str):
        return value
    return next((text for name in _PRINTED if isinstance(text := _get(value, name), str) and text), None)


def _at(record: Any) -> list[str]:  # noqa: ANN401
    """The words of the sentence that states a record, where it says so."""
    said = _get(record, "at") or [_get(one, "text") for one in _get(record, "evidence") or ()]
    return [said] if isinstance(said, str) else [text for text in said if text]


def _words(record: Any, spec: RecordSpec) -> Iterator[str]:  # noqa: ANN401
    """What a record says in words of the article; what records inside it say only where it says nothing."""
    said = [(field, one) for field in spec.fields for _, one in field.places(_get(record, field.name), "")]
    own = [
        text
        for field, one in said
        if not isinstance(field.role, NestedRole | Placeless)
        for text in _texts(one)
    ]
    yield from own
    if not own:
        for field, one in said:
            if isinstance(field.role, NestedRole):
                yield from _words(one, field.role.spec)


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401
    """A value's words, and its numbers as they are printed."""
    if (words := printed(value)) is not None:
        yield words
    elif isinstance(value, int | float):
        yield f"{value:,}".translate(_COMMAS)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
