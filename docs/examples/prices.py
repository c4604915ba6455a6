"""Prices of goods, from market news: what, where, how much, up or down.

partyx extract article.txt --model openai/NAME --records docs/examples/prices.py:Price
"""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

import partyx


class Change(partyx.Record):
    """Mức tăng, giảm so với một thời điểm trước."""

    direction: Literal["tăng", "giảm", "không đổi"]
    by: partyx.FigureRef | None = Field(default=None, description="tăng, giảm bao nhiêu")
    since: partyx.Phrase | None = Field(default=None, description='so với khi nào: "hôm qua", "tuần trước"')

    key: ClassVar = ("direction",)


class Price(partyx.Record):
    """Giá một mặt hàng ở một nơi, vào một thời điểm.

    Mỗi mặt hàng ở mỗi nơi là một mục. Giá cũ nêu để so sánh không phải một mục.
    """

    item: partyx.Phrase = Field(description='mặt hàng và loại, quy cách: "cà phê nhân xô", "xăng E5 RON 92"')
    price: partyx.FigureRef = Field(description="giá; của một khoảng giá thì con số của cả khoảng")
    where: partyx.OrganisationRef | None = Field(default=None, description="nơi bán: tỉnh, chợ, công ty")
    when: partyx.DateRef | None = Field(default=None, description="ngày của giá")
    change: Change | None = Field(default=None, description="tăng, giảm")

    key: ClassVar = ("item", "where", "price")
    examples: ClassVar = (
        partyx.Example(
            text="Sáng 4/6/2024, giá cà phê nhân xô tại Đắk Nông ở mức 118.500 đồng/kg, tăng 1.200 "
            "đồng/kg so với hôm qua. Giá hồ tiêu tại Gia Lai là 120.000 đồng/kg, không đổi.",
            records=(
                {
                    "item": "cà phê nhân xô",
                    "price": "118.500 đồng/kg",
                    "where": "Đắk Nông",
                    "when": "4/6/2024",
                    "change": {"direction": "tăng", "by": "1.200 đồng/kg", "since": "hôm qua"},
                },
                {
                    "item": "hồ tiêu",
                    "price": "120.000 đồng/kg",
                    "where": "Gia Lai",
                    "when": "4/6/2024",
                    "change": {"direction": "không đổi"},
                },
            ),
        ),
    )
