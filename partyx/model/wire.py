"""The wire: what a model answers. Small, fixed, versioned, and apart from the public records.

A model answers by reference: ``n7`` for a figure, ``s14c-d`` for clauses of a sentence. What has no id is
quoted, and an id that covers too few words is answered with the words printed beside it ("ngoài khu vực o6").
Fields that can be read off a mention (a value, a share's "%", a qualifier, a document's number, a person's
titles) are not asked for, and what is rarely said (a planned figure, a whole printed apart, what the library
read wrong of a document) has a list of its own, so that the many records do not repeat nulls and falses.
Every field is asked for, null or [] when absent, as the strict modes of hosted services want; ``titles``
and ``fixes`` may be left out, as the first version of the wire had neither. Nothing is constrained to the ids
that exist, since those services compile each new schema slowly: ids are checked after the call
(:mod:`partyx.model.complaints`).

Records and fields are explained in the prompt alone. In the schema as well, the fields took 430 tokens of
every call, and the records 120.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Literal, Self, get_origin

from pydantic import BaseModel, ConfigDict

WIRE_VERSION: Final = "2"


def _undescribed(schema: dict[str, Any]) -> None:
    schema.pop("description", None)


class _Wire(BaseModel):
    """Closed and strict; absent is null. What it is for stays here, and out of its schema."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra=_undescribed)


class _Sparse(_Wire):
    """Mostly absent."""

    @classmethod
    def of(cls, **parts: Any) -> Self:  # noqa: ANN401 - any of its fields
        """One with these parts; the others are [] or null."""
        nothing: dict[str, Any] = {
            name: [] if get_origin(field.annotation) is list else None
            for name, field in cls.model_fields.items()
        }
        return cls.model_validate(nothing | parts)


class WireMeeting(_Sparse):
    """A meeting, conference or event."""

    at: str
    name: str
    kind: str | None
    date: str | None
    org: str | None
    loc: str | None
    mode: Literal["in_person", "online", "hybrid"] | None
    chairs: list[str]
    speakers: list[str]
    attendees: list[str]
    agenda: list[str]


class WireStatistic(_Wire):
    """A figure."""

    v: str
    ind: str
    unit: str | None
    subj: str | None
    per: str | None


class WireWhole(_Wire):
    """The whole of a ratio, where it is printed apart."""

    v: str
    of: str


class WireOrder(_Wire):
    """What a person, a body or a document tells others to do."""

    at: str
    by: str
    verb: str | None
    to: list[str]
    date: str | None
    due: str | None
    tasks: list[str]


class WireFix(_Sparse):
    """A document that the library read wrong or in part."""

    c: str
    by: str | None
    date: str | None
    about: str | None


class WireTitle(_Wire):
    """The title of a person without an id."""

    who: str
    title: str


class Answer(_Sparse):
    """The answer about an article."""

    meetings: list[WireMeeting]
    titles: list[WireTitle] = []
    stats: list[WireStatistic]
    plans: list[str]
    wholes: list[WireWhole]
    docs: list[str]
    fixes: list[WireFix] = []
    orders: list[WireOrder]


class WireRefusal(_Wire):
    """A number that is no figure."""

    v: str
    why: str


class SecondAnswer(_Wire):
    """The answer about the figures that the first left out."""

    stats: list[WireStatistic]
    plans: list[str]
    wholes: list[WireWhole]
    no: list[WireRefusal]


def wire_sha256() -> str:
    """The hash of both schemas, as they stand in provenance."""
    schemas: list[dict[str, Any]] = [Answer.model_json_schema(), SecondAnswer.model_json_schema()]
    text = json.dumps(schemas, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
