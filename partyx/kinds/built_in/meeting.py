"""Meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

from pydantic import Field

from partyx.kinds.record import Typed
from partyx.kinds.roles.base import LATER, Called, Wired
from partyx.kinds.roles.labels import ChoiceRole
from partyx.kinds.roles.plain import BodyRole, ParticipantRole, PeriodRole, ProvinceRole, TermRole, TextRole
from partyx.records import Period, Person, Place, Span  # noqa: TC001 - pydantic reads the annotations

if TYPE_CHECKING:
    from partyx.kinds.grounds import Evidence
    from partyx.kinds.roles.people import DraftPerson

Mode = Literal["in_person", "online", "hybrid"]


class Meeting(Typed):
    """An event held or announced, with an identifiable occasion."""

    plural: ClassVar = "meetings"
    key: ClassVar = ("name",)

    name: Annotated[str, TextRole()] = Field(
        description='Example: "Hội nghị sơ kết công tác xây dựng Đảng 9 tháng đầu năm"'
    )
    kind: Annotated[str | None, TermRole()] = Field(
        default=None, description='Lower case. Example: "hội nghị sơ kết"'
    )
    date: Annotated[Period | None, PeriodRole(dateline=True)] = Field(
        default=None, description="When it was held; null when not said."
    )
    organizer: Annotated[str | None, BodyRole(), Wired("org")] = Field(
        default=None, description="Who held it, as printed."
    )
    location: Annotated[str | None, BodyRole(), Called("place"), Wired("loc")] = Field(
        default=None, description="Where, as printed."
    )
    mode: Annotated[Mode | None, ChoiceRole(get_args(Mode))] = Field(
        default=None, description="In person, online or both; null when not said."
    )
    chairs: Annotated[tuple[Person, ...], ParticipantRole()] = Field(
        default=(), description="Who presided (chủ trì)."
    )
    speakers: Annotated[tuple[Person, ...], ParticipantRole()] = Field(
        default=(), description="Who spoke, reported or moderated."
    )
    attendees: Annotated[tuple[Person, ...], ParticipantRole()] = Field(
        default=(), description="The other named persons present."
    )
    agenda: Annotated[tuple[str, ...], TextRole()] = Field(
        default=(), description="What it dealt with, as printed."
    )
    evidence: tuple[Span, ...] = Field(min_length=1, description="Where the article says so.")
    organizer_normalised: str | None = Field(
        default=None, description="The organizer with abbreviations written out, where that differs."
    )
    place: Annotated[Place | None, ProvinceRole(), LATER] = Field(
        default=None, description="The province it was held in; null when not known."
    )


@dataclass(frozen=True, slots=True)
class DraftMeeting:
    """One meeting; texts are phrases of the article.

    ``date`` is a mention id or a phrase; a participant the id of a person mention, a name as printed, or a
    :class:`~partyx.kinds.roles.people.DraftPerson`.
    """

    name: str
    evidence: tuple[Evidence, ...]
    kind: str | None = None
    date: str | None = None
    organizer: str | None = None
    location: str | None = None
    mode: Mode | None = None
    chairs: tuple[str | DraftPerson, ...] = ()
    speakers: tuple[str | DraftPerson, ...] = ()
    attendees: tuple[str | DraftPerson, ...] = ()
    agenda: tuple[str, ...] = ()
