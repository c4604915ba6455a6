"""Meetings."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partyx.records import Frozen, Period, Person, Place, Span

Mode = Literal["in_person", "online", "hybrid"]


class Meeting(Frozen):
    """An event held or announced, with an identifiable occasion."""

    name: str = Field(description='Example: "Hội nghị sơ kết công tác xây dựng Đảng 9 tháng đầu năm"')
    kind: str | None = Field(default=None, description='Lower case. Example: "hội nghị sơ kết"')
    date: Period | None = Field(default=None, description="When it was held; null when not said.")
    organizer: str | None = Field(default=None, description="Who held it, as printed.")
    location: str | None = Field(default=None, description="Where, as printed.")
    mode: Mode | None = Field(default=None, description="In person, online or both; null when not said.")
    chairs: tuple[Person, ...] = Field(default=(), description="Who presided (chủ trì).")
    speakers: tuple[Person, ...] = Field(default=(), description="Who spoke, reported or moderated.")
    attendees: tuple[Person, ...] = Field(default=(), description="The other named persons present.")
    agenda: tuple[str, ...] = Field(default=(), description="What it dealt with, as printed.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="Where the article says so.")
    organizer_normalised: str | None = Field(
        default=None, description="The organizer with abbreviations written out, where that differs."
    )
    place: Place | None = Field(default=None, description="The province it was held in; null when not known.")
