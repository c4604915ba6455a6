"""The record types of a folder as the page knows them: what each is called, its form, gold and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from partyx.kinds.grounds import is_id
from partyx.kinds.record import spec_of
from partyx.pages.review import forms, own_forms
from partyx.scoring.gold.format import RECORD_TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.kinds.fields import RecordSpec
    from partyx.kinds.registry import Chosen
    from partyx.records import Unlocated
    from partyx.scoring.gold.format import GoldRecord, RecordType

_BUILT_IN: Mapping[RecordType, tuple[str, str, tuple[str, ...], dict[str, str]]] = {
    "statistics": ("statistic", "s", ("value", "unit", "indicator", "subject", "period"), {}),
    "meetings": ("meeting", "m", ("date", "name"), {}),
    "directives": (
        "directive",
        "d",
        ("document.kind", "document.number", "kind", "issuer", "subject"),
        {"source": "speech"},
    ),
}
"""One of them, the key that begins one, what a line says of it, and what a new one says already."""

_OF_DOCUMENTS = ("kind", "issuer", "date")  # a cited document says these itself


class TypeForm(Protocol):
    """One record type, to the page and back."""

    @property
    def one(self) -> str:
        """What a single record is called; what is not located names its type so."""

    def about(self, key: str) -> dict[str, Any]:
        """What the page has to know; ``key`` begins one where the type has none of its own."""

    def of_gold(self, values: dict[str, Any]) -> dict[str, Any]:
        """A gold record, as JSON values, as a form."""

    def proposed(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - of the type
        """An extracted record as a form."""

    def claimed(self, claim: Unlocated) -> dict[str, Any]:
        """What a model said of a record that is nowhere in the text, as a form."""

    def record(self, form: dict[str, Any], base: dict[str, Any], text: str) -> GoldRecord:
        """The gold record that a form says.

        Raises:
            EvalError: A field or place cannot be; every one is named.
        """


def type_forms(types: Chosen) -> dict[RecordType, TypeForm]:
    """The types by their plural, the built-in ones first."""
    built_in: dict[RecordType, TypeForm] = {
        kind: _BuiltIn(kind) for kind in RECORD_TYPES if kind in types.built_in
    }
    return built_in | {spec.plural: _Own(spec) for spec in map(spec_of, types.own)}


@dataclass(frozen=True)
class _BuiltIn:
    kind: RecordType

    @property
    def one(self) -> str:
        return _BUILT_IN[self.kind][0]

    def about(self, key: str) -> dict[str, Any]:
        one, key, title, says = _BUILT_IN[self.kind]
        return {"one": one, "key": key, "title": title, "says": says, "fields": forms.fields(self.kind)}

    def of_gold(self, values: dict[str, Any]) -> dict[str, Any]:
        return forms.form_of(self.kind, values)

    def proposed(self, record: Any) -> dict[str, Any]:  # noqa: ANN401
        """With what gold calls otherwise."""
        values = record.model_dump(mode="json")
        if self.kind == "statistics":
            values["value_spans"] = [values["value_span"]]
        if values.get("document"):
            values |= dict.fromkeys(_OF_DOCUMENTS)
        return forms.form_of(self.kind, values)

    def claimed(self, claim: Unlocated) -> dict[str, Any]:
        form = forms.form_of(self.kind, {})
        said = {
            name: str(value) for name, value in claim.claim.items() if isinstance(value, str | int | float)
        }
        form["fields"] |= {
            name: one for name, one in said.items() if name in form["fields"] and not is_id(one)
        }
        return form

    def record(self, form: dict[str, Any], base: dict[str, Any], text: str) -> GoldRecord:
        return forms.record_of(self.kind, form, base, text)


@dataclass(frozen=True)
class _Own:
    spec: RecordSpec

    @property
    def one(self) -> str:
        return self.spec.name

    def about(self, key: str) -> dict[str, Any]:
        return {
            "one": self.one.replace("_", " "),
            "key": key,
            "title": self.spec.key,
            "says": {},
            "fields": [*own_forms.fields(self.spec), *own_forms.OF_EVERY_RECORD],
        }

    def of_gold(self, values: dict[str, Any]) -> dict[str, Any]:
        return own_forms.form_of(self.spec, values)

    def proposed(self, record: Any) -> dict[str, Any]:  # noqa: ANN401
        return own_forms.proposed(self.spec, record)

    def claimed(self, claim: Unlocated) -> dict[str, Any]:
        return own_forms.claimed(self.spec, claim)

    def record(self, form: dict[str, Any], base: dict[str, Any], text: str) -> GoldRecord:
        evidence = [forms.span(place, text) for place in form.get("evidence") or ()]
        return own_forms.record_of(self.spec, form, base, evidence)
