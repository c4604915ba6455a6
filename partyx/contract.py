"""The records as JSON Schemas: what ``schemas/`` holds, generated from the records themselves."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from partyx.extraction import Extraction
from partyx.kinds.built_in.directive import Directive, Task
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import Record, spec_of
from partyx.kinds.roles.nested import NestedRole
from partyx.kinds.values import Clause, DateRef, FigureRef, OrganisationRef, PersonRef, Phrase
from partyx.records import (
    SCHEMA_VERSION,
    ArticleRef,
    Coverage,
    DocumentRef,
    Finding,
    Frozen,
    Period,
    Person,
    Place,
    Provenance,
    Span,
    UnclaimedDigits,
    Unlocated,
    Usage,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RECORDS: tuple[type[Frozen], ...] = (
    ArticleRef,
    Clause,
    Coverage,
    DateRef,
    Directive,
    DocumentRef,
    Extraction,
    FigureRef,
    Finding,
    Meeting,
    OrganisationRef,
    Period,
    Person,
    PersonRef,
    Phrase,
    Place,
    Provenance,
    Span,
    Statistic,
    Task,
    UnclaimedDigits,
    Unlocated,
    Usage,
)


def schema_files(records: Sequence[type[Frozen]] = RECORDS) -> dict[str, str]:
    """File name to content, for every record: ``{"meeting.schema.json": "{...}"}``."""
    return {f"{_slug(record)}.schema.json": _text(schema_of(record)) for record in records}


class _Schemas(GenerateJsonSchema):
    """Without a title on every field, which would only repeat its name."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


def schema_of(record: type[Frozen]) -> dict[str, Any]:
    """The JSON Schema of a record: what an extraction's JSON holds, every field always there."""
    body = record.model_json_schema(mode="serialization", schema_generator=_Schemas)
    known = {it.__name__: it for it in (*RECORDS, *_with_inner(record))}
    for definition in [body, *body.get("$defs", {}).values()]:
        definition["description"] = definition.get("description", "").split("\n\n")[0].replace("\n", " ")
        fields = known[definition["title"]].model_fields if "properties" in definition else {}
        for name, described in definition.get("properties", {}).items():
            if name in fields and fields[name].description:  # pydantic drops some beside $ref
                described.setdefault("description", fields[name].description)
    head = {
        "$schema": _Schemas.schema_dialect,
        "$id": f"urn:partyx:schema:{SCHEMA_VERSION}:{_slug(record)}",
        "title": body.pop("title"),
        "description": body.pop("description"),
        "x-schema-version": SCHEMA_VERSION,
    }
    return head | body


def _with_inner(record: type[Frozen]) -> Iterator[type[Frozen]]:
    """A record type and, of the user's own, those inside its fields."""
    yield record
    if issubclass(record, Record):
        for field in spec_of(record).fields:
            if isinstance(field.role, NestedRole):
                yield from _with_inner(field.role.spec.kind)


def _slug(record: type[Frozen]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", record.__name__).lower()


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
