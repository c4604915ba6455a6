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

Fields are explained in the prompt alone. Explained in the schema as well, they took 430 tokens of every call.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final, Literal, Self, get_origin

from pydantic import BaseModel, ConfigDict

WIRE_VERSION: Final = "2"


class _Wire(BaseModel):
    """Closed and strict; absent is null."""

    model_config = ConfigDict(extra="forbid", strict=True)


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
    """Một cuộc họp, hội nghị, sự kiện."""

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
    """Một số liệu."""

    v: str
    ind: str
    unit: str | None
    subj: str | None
    per: str | None


class WireWhole(_Wire):
    """Tổng thể của một tỷ số, khi in tách rời."""

    v: str
    of: str


class WireOrder(_Wire):
    """Ý kiến chỉ đạo của một người, một tổ chức, hoặc nội dung một văn bản giao."""

    at: str
    by: str
    verb: str | None
    to: list[str]
    date: str | None
    due: str | None
    tasks: list[str]


class WireFix(_Sparse):
    """Văn bản mà thư viện đọc sai hoặc thiếu."""

    c: str
    by: str | None
    date: str | None
    about: str | None


class WireTitle(_Wire):
    """Chức vụ của một người không có id."""

    who: str
    title: str


class Answer(_Sparse):
    """Câu trả lời."""

    meetings: list[WireMeeting]
    titles: list[WireTitle] = []
    stats: list[WireStatistic]
    plans: list[str]
    wholes: list[WireWhole]
    docs: list[str]
    fixes: list[WireFix] = []
    orders: list[WireOrder]


class WireRefusal(_Wire):
    """Một con số không phải số liệu."""

    v: str
    why: str


class SecondAnswer(_Wire):
    """Câu trả lời cho những con số còn lại."""

    stats: list[WireStatistic]
    plans: list[str]
    wholes: list[WireWhole]
    no: list[WireRefusal]


def wire_sha256() -> str:
    """The hash of both schemas, as they stand in provenance."""
    schemas: list[dict[str, Any]] = [Answer.model_json_schema(), SecondAnswer.model_json_schema()]
    text = json.dumps(schemas, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
