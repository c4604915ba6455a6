"""The records as JSON Schemas: what ``schemas/`` holds, generated from the records themselves."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from partyx.extraction import Extraction
from partyx.records import (
    SCHEMA_VERSION,
    ArticleRef,
    Coverage,
    Directive,
    DocumentRef,
    Finding,
    Meeting,
    Period,
    Person,
    Provenance,
    Record,
    Span,
    Statistic,
    Task,
    UnclaimedDigits,
    Unlocated,
    Usage,
)

RECORDS: tuple[type[Record], ...] = (
    ArticleRef,
    Coverage,
    Directive,
    DocumentRef,
    Extraction,
    Finding,
    Meeting,
    Period,
    Person,
    Provenance,
    Span,
    Statistic,
    Task,
    UnclaimedDigits,
    Unlocated,
    Usage,
)

_BY_NAME = {record.__name__: record for record in RECORDS}


def schema_files() -> dict[str, str]:
    """File name to content, for every record: ``{"meeting.schema.json": "{...}"}``."""
    return {f"{_slug(record)}.schema.json": _text(_schema(record)) for record in RECORDS}


class _Schemas(GenerateJsonSchema):
    """Without a title on every field, which would only repeat its name."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


def _schema(record: type[Record]) -> dict[str, Any]:
    """What an extraction's JSON holds: every field is always there."""
    body = record.model_json_schema(mode="serialization", schema_generator=_Schemas)
    for definition in [body, *body.get("$defs", {}).values()]:
        definition["description"] = definition["description"].split("\n\n")[0].replace("\n", " ")
        fields = _BY_NAME[definition["title"]].model_fields
        for name, described in definition["properties"].items():
            described.setdefault("description", fields[name].description)  # pydantic drops some beside $ref
    head = {
        "$schema": _Schemas.schema_dialect,
        "$id": f"urn:partyx:schema:{SCHEMA_VERSION}:{_slug(record)}",
        "title": body.pop("title"),
        "description": body.pop("description"),
        "x-schema-version": SCHEMA_VERSION,
    }
    return head | body


def _slug(record: type[Record]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", record.__name__).lower()


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
