"""What is to be decided about an article: an engine's records and claims, the least sure first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.display import findings, wording
from partyx.pages.review.forms import form_of
from partyx.scoring.gold.format import RECORD_TYPES, Gold, RecordType
from partyx.scoring.runs.review import suspicions
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.extraction import Extraction

_PLURAL: dict[str, RecordType] = {"statistic": "statistics", "meeting": "meetings", "directive": "directives"}
_OF_DOCUMENTS = ("kind", "issuer", "date")  # a cited document says these itself


def proposals(found: Extraction, other: Extraction | None = None) -> list[dict[str, Any]]:
    """One item a record and a claim that was not found, the least sure first, else in the text's order.

    Args:
        found: The records to be decided about.
        other: A second engine's; a record that it does not say is less sure.
    """
    doubts = suspicions(found, other)
    reasons = _reasons(found)
    items = []
    for kind in RECORD_TYPES:
        for index, record in enumerate(getattr(found, kind)):
            name = f"{kind}[{index}]"
            why = reasons.get(name, [])
            if other is not None and doubts[name] and not why:
                why = [tr("the engines differ")]
            gold = _gold_values(kind, record.model_dump(mode="json"))
            items.append((-doubts[name], record.evidence[0].start, _item(kind, form_of(kind, gold), why)))
    items += [(-_CLAIM, 0, item) for item in _claims(found)]
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
            said.setdefault(name, []).append(findings.worded(finding.message))
    return said


def _gold_values(kind: RecordType, record: dict[str, Any]) -> dict[str, Any]:
    """A public record with what gold calls otherwise."""
    if kind == "statistics":
        record["value_spans"] = [record["value_span"]]
    if record.get("document"):
        record |= dict.fromkeys(_OF_DOCUMENTS)
    return record


def _claims(found: Extraction) -> Iterator[dict[str, Any]]:
    """Whole records that a model said and that are nowhere in the text: to be given a place, or rejected."""
    for claim in found.unlocated:
        kind = _PLURAL.get(claim.record)
        if claim.field is None and kind is not None:
            values = {
                name: value for name, value in claim.claim.items() if isinstance(value, (str, int, float))
            }
            form = form_of(kind, {})
            form["fields"] |= {name: str(value) for name, value in values.items() if name in form["fields"]}
            yield _item(kind, form, [f"{tr('not found in the text')}: {wording.one_line(claim.reason)}"])


def from_gold(gold: Gold) -> list[dict[str, Any]]:
    """The records of gold that is there already, as accepted."""
    items: list[dict[str, Any]] = []
    for kind in RECORD_TYPES:
        for record in getattr(gold, kind):
            values = record.model_dump(mode="json")
            item = _item(kind, form_of(kind, values), [], "accepted")
            items.append({"id": len(items), **item, "base": values})
    return items
