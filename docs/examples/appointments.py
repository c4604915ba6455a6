"""Appointments: who was appointed, moved or relieved, to what, by whom.

partyx extract article.txt --model openai/NAME --records docs/examples/appointments.py:Appointment
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

import partyx


class Appointment(partyx.Record):
    """Một quyết định về nhân sự: bổ nhiệm, điều động, luân chuyển, bầu, chuẩn y, miễn nhiệm một người.

    Mỗi người một mục; một người nhận hai chức vụ trong cùng một quyết định vẫn là một mục. Không ghi chức vụ
    mà người ấy đã giữ từ trước, và không ghi việc mới được đề nghị, chưa quyết định.
    """

    person: partyx.PersonRef = Field(description="người được bổ nhiệm, điều động, miễn nhiệm")
    kind: Literal["bổ nhiệm", "điều động", "luân chuyển", "bầu", "chuẩn y", "miễn nhiệm", "khác"]
    post: partyx.Phrase | None = Field(
        default=None, description="chức vụ mới; khi miễn nhiệm thì chức vụ thôi giữ"
    )
    by: partyx.OrganisationRef | None = Field(default=None, description="cơ quan quyết định")
    decision: partyx.DocumentRef | None = Field(default=None, description="quyết định có số")
    effective: partyx.DateRef | None = Field(default=None, description="ngày có hiệu lực")
    votes: partyx.FigureRef | None = Field(default=None, description="số phiếu, khi được bầu")

    examples: ClassVar = (
        partyx.Example(
            text="Chiều 5/3/2024, Tỉnh ủy Sông Mây công bố Quyết định số 123-QĐ/TU về công tác cán bộ."
            " Theo đó, đồng chí Trần Văn Khê, Phó Bí thư Huyện ủy Phù Lan được điều động giữ chức"
            " Phó Trưởng Ban Dân vận Tỉnh ủy từ ngày 10/3/2024. Cùng ngày, Ban Chấp hành Đảng bộ "
            "huyện Phù Lan bầu đồng chí Lò Thị Inh giữ chức Phó Bí thư Huyện ủy với 38/40 phiếu.",
            records=(
                {
                    "person": "Trần Văn Khê",
                    "kind": "điều động",
                    "post": "Phó Trưởng Ban Dân vận Tỉnh ủy",
                    "by": "Tỉnh ủy Sông Mây",
                    "decision": "Quyết định số 123-QĐ/TU",
                    "effective": "10/3/2024",
                },
                {
                    "person": "Lò Thị Inh",
                    "kind": "bầu",
                    "post": "Phó Bí thư Huyện ủy",
                    "by": "Ban Chấp hành Đảng bộ huyện Phù Lan",
                    "votes": "38/40 phiếu",
                },
            ),
        ),
    )
