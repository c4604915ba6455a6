"""The wire: what a model answers. Small, fixed, versioned, and apart from the public records.

A model answers by reference: ``n7`` for a figure, ``s14c-d`` for clauses of a sentence. Fields that can be
read off a mention (a value, a share's "%", a qualifier, a document's number, a person's titles) are not
asked for, and what is rarely said (a planned figure, a whole printed apart) has a list of its own, so that
the many records do not repeat nulls and falses. Every field is required, null or [] when absent, as the
strict modes of hosted services want; nothing is constrained to the ids that exist, since those services
compile each new schema slowly: ids are checked after the call (:mod:`partyx.model.complaints`).
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Final, Literal, get_origin

from pydantic import BaseModel, ConfigDict, Field

WIRE_VERSION: Final = "1"

Ref = Annotated[str, Field(description="id, hoặc cụm từ chép nguyên văn khi không có id")]


class _Wire(BaseModel):
    """Closed and strict; absent is null."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _nothing(kind: type[BaseModel]) -> dict[str, Any]:
    """What an answer of this type says when it says nothing: [] or null for each field."""
    return {
        name: [] if get_origin(field.annotation) is list else None
        for name, field in kind.model_fields.items()
    }


class WireMeeting(_Wire):
    """Một cuộc họp, hội nghị, sự kiện."""

    at: str = Field(description="câu nêu cuộc họp (s…)")
    name: str = Field(description="tên, chép nguyên văn")
    kind: str | None = Field(description="loại, chữ thường: hội nghị sơ kết")
    date: str | None = Field(description="d…")
    org: Ref | None = Field(description="đơn vị tổ chức: o… hoặc nguyên văn")
    loc: Ref | None = Field(description="nơi họp, nguyên văn")
    mode: Literal["in_person", "online", "hybrid"] | None
    chairs: list[Ref] = Field(description="chủ trì: p…")
    speakers: list[Ref] = Field(description="phát biểu, báo cáo, điều hành: p…")
    attendees: list[Ref] = Field(description="người dự khác có nêu tên: p…")
    agenda: list[str] = Field(description="nội dung, nguyên văn")

    @classmethod
    def of(cls, **parts: Any) -> WireMeeting:  # noqa: ANN401 - any of its fields
        """A meeting of which no more is said."""
        return cls.model_validate(_nothing(cls) | parts)


class WireStatistic(_Wire):
    """Một số liệu."""

    v: str = Field(description="id của con số")
    ind: str = Field(description="chỉ tiêu: đo cái gì, ngắn gọn")
    unit: str | None = Field(description="vật được đếm; null khi là % hoặc tiền")
    subj: Ref | None = Field(description="số liệu của ai: o… hoặc nguyên văn")
    per: str | None = Field(description="thời gian: d…")


class WireWhole(_Wire):
    """Tổng thể của một tỷ số, khi in tách rời."""

    v: str = Field(description="id tử số")
    of: str = Field(description="id tổng thể")


class WireOrder(_Wire):
    """Ý kiến chỉ đạo của một người, một tổ chức, hoặc nội dung một văn bản giao."""

    at: str = Field(description="câu bắt đầu ý kiến (s…)")
    by: Ref = Field(description="ai: p…, o…; văn bản: c…")
    verb: str | None = Field(description="động từ trong bài: đề nghị; null với văn bản")
    to: list[Ref] = Field(description="ai phải làm: o… hoặc nguyên văn")
    date: str | None = Field(description="ngày nêu ý kiến: d…")
    due: str | None = Field(description="thời hạn: d…")
    tasks: list[str] = Field(description="việc phải làm: s16, s14c, s14c-d")


class Answer(_Wire):
    """Câu trả lời."""

    meetings: list[WireMeeting]
    stats: list[WireStatistic]
    plans: list[str] = Field(description="trong stats, các v là chỉ tiêu phấn đấu")
    wholes: list[WireWhole]
    docs: list[Ref] = Field(description="văn bản chỉ đạo được viện dẫn: c…")
    orders: list[WireOrder]

    @classmethod
    def of(cls, **parts: Any) -> Answer:  # noqa: ANN401 - any of its lists
        """An answer with these lists, the others empty."""
        return cls.model_validate(_nothing(cls) | parts)


class WireRefusal(_Wire):
    """Một con số không phải số liệu."""

    v: str = Field(description="id của con số")
    why: str = Field(description="lý do, vài chữ")


class SecondAnswer(_Wire):
    """Câu trả lời cho những con số còn lại."""

    stats: list[WireStatistic]
    plans: list[str] = Field(description="trong stats, các v là chỉ tiêu phấn đấu")
    wholes: list[WireWhole]
    no: list[WireRefusal]


def wire_sha256() -> str:
    """The hash of both schemas, as they stand in provenance."""
    schemas: list[dict[str, Any]] = [Answer.model_json_schema(), SecondAnswer.model_json_schema()]
    text = json.dumps(schemas, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
