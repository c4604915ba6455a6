"""Statistics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

from pydantic import Field

from partyx.kinds.record import Typed
from partyx.kinds.roles.base import LATER, Called
from partyx.kinds.roles.labels import ChoiceRole, LabelRole
from partyx.kinds.roles.plain import (
    BodyRole,
    NumberedRole,
    NumberRole,
    PeriodRole,
    ProvinceRole,
    SwitchRole,
    TextRole,
    UnitRole,
)
from partyx.records import FARTHEST, Figure, Period, Place, Qualifier, Span

if TYPE_CHECKING:
    from partyx.kinds.grounds import Evidence
    from partyx.mention import Number

PeriodFrom = Literal["own", "sentence", "paragraph", "passage", "article"]
WithinFrom = Literal["sentence", "paragraph", "article"]
Measure = Literal["count", "share", "attainment", "change", "rate", "amount"]


class Statistic(Typed):
    """A number that measures something."""

    plural: ClassVar = "statistics"
    key: ClassVar = ("value",)

    indicator: Annotated[str, LabelRole()] = Field(
        description='What is measured, short. Example: "đảng viên kết nạp mới"'
    )
    value: Annotated[Figure, NumberRole()] = Field(
        description="The figure as printed, a JSON number. Example: 1513"
    )
    unit: Annotated[str | None, UnitRole()] = Field(
        default=None, description='The thing counted, or "%". Example: "đảng viên"'
    )
    of: Annotated[Figure | None, NumberRole()] = Field(
        default=None, description="The whole of a ratio. Example: 27 in 26/27"
    )
    subject: Annotated[str | None, BodyRole(), Called("whose")] = Field(
        default=None, description='Whose figure it is, as printed. Example: "Đảng bộ tỉnh"'
    )
    period: Annotated[Period | None, PeriodRole(), Called("when")] = Field(
        default=None, description="The time the figure is about."
    )
    qualifier: Annotated[Qualifier, ChoiceRole(get_args(Qualifier))] = Field(
        default="exact", description='Example: "nearly" for "gần 2.000"'
    )
    target: Annotated[bool, SwitchRole()] = Field(
        default=False, description="A planned figure (phấn đấu, chỉ tiêu)."
    )
    printed: Annotated[str, TextRole(), LATER] = Field(description='The figure as printed. Example: "1.513"')
    value_span: Span = Field(description="The number itself.")
    evidence: tuple[Span, ...] = Field(min_length=1, description="The words that state the fact.")
    subject_normalised: str | None = Field(
        default=None, description="The subject with abbreviations written out, where that differs."
    )
    period_from: Annotated[PeriodFrom | None, ChoiceRole(get_args(PeriodFrom)), LATER] = Field(
        default=None,
        description="What tells the period: the figure's own words, its sentence, its paragraph, the passage "
        "it goes on with, or what the article as a whole reports on.",
    )
    period_span: Span | None = Field(default=None, description="Where the period is printed.")
    within: Annotated[str | None, BodyRole(), LATER] = Field(
        default=None,
        description="The body whose work is reported, where the subject is general. "
        'Example: "Huyện ủy Tân Hồng" for "cấp ủy các cấp"',
    )
    within_from: Annotated[WithinFrom | None, ChoiceRole(get_args(WithinFrom)), LATER] = Field(
        default=None, description="What tells it."
    )
    place: Annotated[Place | None, ProvinceRole(), LATER] = Field(
        default=None, description="The province it is of; null when not known."
    )
    measure: Annotated[Measure | None, ChoiceRole(get_args(Measure)), LATER] = Field(
        default=None,
        description="A count; a share of a whole; how much of a plan was attained; a change; a rate for each "
        "of something; an amount of money.",
    )
    direction: Annotated[Literal["up", "down"] | None, ChoiceRole(("up", "down")), LATER] = Field(
        default=None, description="Of a change."
    )
    relates_to: Annotated[int | None, NumberedRole("statistics"), LATER] = Field(
        default=None,
        ge=0,
        le=FARTHEST,
        description="The index of the statistic that a share, attainment, change or part is of.",
    )
    topic: Annotated[str | None, TextRole(), LATER] = Field(
        default=None, description='Of a closed vocabulary; null when none fits. Example: "admission.admitted"'
    )


@dataclass(frozen=True, slots=True)
class DraftStatistic:
    """One figure.

    Attributes:
        value: A mention id. When the figure has no id: a quote of it (with ``claimed`` its value).
        indicator: What is measured.
        unit: What is counted, or "%"; None when nothing is said.
        of: The whole of a ratio: a mention id, or None to take it from the value's own reading.
        subject: Whose figure it is, a phrase of the article.
        period: A mention id or a phrase, or None.
        qualifier: None takes the one of the mention's reading.
        claimed: The number an engine claims for a quoted value; must agree with the quote.
        reading: Which of the mention's number readings is meant ("upper" for the end of a range).
    """

    value: str
    indicator: str
    evidence: tuple[Evidence, ...]
    unit: str | None = None
    of: str | None = None
    subject: str | None = None
    period: str | None = None
    qualifier: Qualifier | None = None
    target: bool = False
    claimed: Number | None = None
    reading: str | None = None
