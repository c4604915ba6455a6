"""Awards: to whom, what, by whom, how many.

partyx extract article.txt --model openai/NAME --records docs/examples/awards.py:Award
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

import partyx


class Award(partyx.Record):
    """Một danh hiệu, phần thưởng đã hoặc sẽ được trao trong dịp mà bài nói tới.

    Mỗi loại phần thưởng cho một người, một tập thể hay một nhóm không nêu tên là một mục: hai người cùng được
    một loại là hai mục, mỗi thể loại của một giải cũng vậy. Danh hiệu chỉ nêu làm tiêu chuẩn hay mục tiêu
    phấn đấu thì không ghi.
    """

    award: partyx.Phrase = Field(
        description="tên phần thưởng: Huân chương, Bằng khen, Huy hiệu 40 năm tuổi Đảng"
    )
    rank: Literal["Nhà nước", "Thủ tướng", "Trung ương", "tỉnh", "huyện", "xã", "khác"] = Field(
        description="cấp tặng; Huy hiệu Đảng là Trung ương"
    )
    people: tuple[partyx.PersonRef, ...] = Field(default=(), description="từng người được tặng, có nêu tên")
    bodies: tuple[partyx.OrganisationRef, ...] = Field(
        default=(), description="từng tập thể được tặng, có nêu tên"
    )
    count: partyx.FigureRef | None = Field(default=None, description="bao nhiêu tập thể, cá nhân, đảng viên")
    by: partyx.OrganisationRef | None = Field(default=None, description="ai tặng, không phải ai trao thay")
    reason: partyx.Label | None = Field(default=None, description="vì thành tích gì")
    posthumous: bool = Field(default=False, description="truy tặng")

    key: ClassVar = ("award", "people", "bodies", "count")
    examples: ClassVar = (
        partyx.Example(
            text="Tại buổi lễ, Chủ tịch UBND tỉnh tặng Bằng khen cho 12 tập thể có thành tích xuất sắc"
            " trong phòng, chống thiên tai. Đồng chí Giàng A Tủa được truy tặng Huân chương Dũng "
            "cảm.",
            records=(
                {
                    "award": "Bằng khen",
                    "rank": "tỉnh",
                    "count": "12 tập thể",
                    "by": "Chủ tịch UBND tỉnh",
                    "reason": "thành tích xuất sắc trong phòng, chống thiên tai",
                    "posthumous": False,
                },
                {
                    "award": "Huân chương Dũng cảm",
                    "rank": "Nhà nước",
                    "people": ["Giàng A Tủa"],
                    "posthumous": True,
                },
            ),
        ),
    )
