"""What is to be decided about an article: an engine's records and claims, the least sure first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.display import messages, wording
from partyx.scoring.gold.format import BUILT_IN_TYPES
from partyx.scoring.runs.review import suspicions
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partyx.extraction import Extraction
    from partyx.kinds.registry import Chosen
    from partyx.pages.review.types import TypeForm
    from partyx.scoring.gold.format import Gold, RecordType


def proposals(
    forms: Mapping[RecordType, TypeForm],
    found: Extraction,
    other: Extraction | None = None,
    types: Chosen = BUILT_IN_TYPES,
) -> list[dict[str, Any]]:
    """One item a record and a claim that was not found, the least sure first, else in the text's order.

    Args:
        forms: The record types that are labelled.
        found: The records to be decided about.
        other: A second engine's; a record that it does not say is less sure.
        types: The same types.
    """
    doubts = suspicions(found, other, types)
    reasons = _reasons(found)
    items = []
    for kind, form in forms.items():
        for index, record in enumerate(found.by_type().get(kind, ())):
            name = f"{kind}[{index}]"
            why = reasons.get(name, [])
            if other is not None and doubts[name] and not why:
                why = [tr("the engines differ")]
            items.append((-doubts[name], record.evidence[0].start, _item(kind, form.proposed(record), why)))
    items += [(-_CLAIM, 0, item) for item in _claims(forms, found)]
    ordered = [item for *_, item in sorted(items, key=lambda one: one[:2])]
    return [{"id": number, **item} for number, item in enumerate(ordered)]


_CLAIM = 2.5
"""How unsure a claim without a place is: between a warning and an error."""


def _item(kind: str, form: dict[str, Any], why: list[str], decision: str = "open") -> dict[str, Any]:
    return {"kind": kind, "decision": decision, "why": why, "form": form, "base": {}}


def _reasons(found: Extraction) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for finding in found.findings:
        for name in finding.records:
            said.setdefault(name, []).append(messages.worded(finding.message))
    return said


def _claims(forms: Mapping[RecordType, TypeForm], found: Extraction) -> Iterator[dict[str, Any]]:
    """Whole records that a model said and that are nowhere in the text: to be given a place, or rejected."""
    kinds = {form.one: kind for kind, form in forms.items()}
    for claim in found.unlocated:
        kind = kinds.get(claim.record)
        if claim.field is None and kind is not None:
            why = f"{tr('not found in the text')}: {wording.one_line(messages.worded(claim.reason))}"
            yield _item(kind, forms[kind].claimed(claim), [why])


def from_gold(forms: Mapping[RecordType, TypeForm], gold: Gold) -> list[dict[str, Any]]:
    """The records of gold that is there already, as accepted."""
    items: list[dict[str, Any]] = []
    for kind, records in gold.by_type().items():
        for record in records if kind in forms else ():
            values = record.model_dump(mode="json")
            item = _item(kind, forms[kind].of_gold(values), [], "accepted")
            items.append({"id": len(items), **item, "base": values})
    return items
