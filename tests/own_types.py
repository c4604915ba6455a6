"""A record type of one's own with every role, and an article about it."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

import partyx


class Rank(StrEnum):
    """A choice as an enum."""

    PROVINCE = "tỉnh"
    DISTRICT = "huyện"


class Vote(partyx.Record):
    """Kết quả bỏ phiếu."""

    agreed: partyx.FigureRef
    of_whom: partyx.Phrase | None = None


class Appointment(partyx.Record):
    """Một quyết định về nhân sự đối với một người."""

    person: partyx.PersonRef = Field(description="người được bổ nhiệm")
    kind: Literal["bổ nhiệm", "điều động"]
    post: partyx.Phrase | None = None
    rank: Rank | None = None
    by: partyx.OrganisationRef | None = None
    decision: partyx.DocumentRef | None = None
    effective: partyx.DateRef | None = None
    vote: Vote | None = None
    duties: tuple[partyx.Clause, ...] = ()
    why: partyx.Label | None = None
    acting: bool = False

    examples: ClassVar = (
        partyx.Example(
            text="Ngày 2/3/2024, Tỉnh ủy Sông Mây điều động đồng chí Trần Văn Khê giữ chức Chánh Văn phòng.",
            records=(
                {"person": "Trần Văn Khê", "kind": "điều động", "effective": "2/3/2024", "acting": False},
            ),
        ),
    )


TEXT = """Công bố quyết định về công tác cán bộ

12/07/2024 08:15

Sáng 11/7, BTV Tỉnh ủy Sông Mây tổ chức hội nghị công bố quyết định về công tác cán bộ.

Theo Quyết định số 456-QĐ/TU, đồng chí Hà Thị Lụa, Bí thư Huyện ủy Suối Bạc được điều động giữ chức Trưởng Ban Tổ chức Tỉnh ủy, từ ngày 15/7/2024.
Đồng chí Vàng A Páo được bổ nhiệm giữ chức Phó Chánh Văn phòng Tỉnh ủy với 38/40 phiếu, do có nhiều thành tích trong công tác.
Đồng chí Vàng A Páo phải bàn giao công việc ở huyện, hoàn thành hồ sơ trước ngày 20/7/2024; giữ gìn đoàn kết nội bộ.

Tác giả: Lê Thị Bút
"""


def item(**more) -> dict:
    """One record as a model answers it."""
    nothing = dict.fromkeys(("post", "rank", "by", "decision", "effective", "vote", "why"))
    return {"at": "s5", "person": "p2", "kind": "bổ nhiệm", **nothing, "duties": [], "acting": False, **more}


def answer(*items) -> dict:
    """An answer with these records."""
    return {"appointments": list(items)}
