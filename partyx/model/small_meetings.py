"""Small questions about meetings: whether a sentence announces one, then what each person did there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from partyx.article import Role
from partyx.errors import TruncatedError
from partyx.mention import Kind
from partyx.model import candidates
from partyx.model.merging import person_key, unique
from partyx.model.questions import meeting_schema, roles_schema
from partyx.model.whole import Part
from partyx.model.wire import Answer, WireMeeting

if TYPE_CHECKING:
    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.small import Small

_SENTENCES = 4
"""Sentences asked whether they announce a meeting; the lead nearly always does."""
_PEOPLE_SENTENCES, _PEOPLE = 12, 6
_ROLES = {"chủ trì": "chairs", "phát biểu": "speakers", "dự": "attendees"}
_KIND = re.compile(
    r"(?:hội nghị|đại hội|hội thảo|t[oọ][aạ] đàm|buổi làm việc|phiên họp|cuộc họp|kỳ họp|hội thi|lễ"
    r"|lớp (?:tập huấn|bồi dưỡng))"
    r"(?: (?:sơ kết|tổng kết|giao ban|triển khai|quán triệt|tập huấn|thường niên|ký kết|trao|công bố"
    r"|kỷ niệm))?",
    re.IGNORECASE,
)


def ask_meetings(small: Small) -> Job[Part]:
    """Ask which events are held, then about the people; they belong to the first one."""
    meetings: list[WireMeeting] = []
    notes: list[str] = []
    lines = [line for line in small.refs.marked.lines if _may_announce(small, line)]
    for line in lines[:_SENTENCES]:
        try:
            meeting = yield from _ask_meeting(small, line)
        except TruncatedError:
            notes.append(f"{line.id}: the answer about its meeting was cut")
            continue
        if meeting is not None:
            meetings.append(meeting)
    if meetings:
        roles = yield from _ask_roles(small)
        meetings[0] = meetings[0].model_copy(update=roles)
    return Part((Answer.of(meetings=meetings),), tuple(notes))


def _may_announce(small: Small, line: Line) -> bool:
    return candidates.may_announce(small.refs.marked, line) and line.role in {Role.LEAD, Role.BODY}


def _ask_meeting(small: Small, line: Line) -> Job[WireMeeting | None]:
    marked = small.refs.marked
    names = candidates.meeting_names(marked, line)
    if not names:
        return None
    dates = candidates.dates(marked, line)
    bodies = candidates.bodies(line)
    parts = [small.sentence(line), *candidates.listed("name", names)]
    parts += [*candidates.listed("date", map(candidates.dated, dates)), *candidates.listed("org", bodies)]
    schema = meeting_schema(names, [date.id for date in dates], bodies)
    said = (yield small.ask("meeting", parts, schema)).value.meeting
    if said is None:
        return None
    kind = _KIND.search(said.name)
    return WireMeeting(
        at=line.id,
        name=said.name,
        kind=kind[0].lower() if kind else None,
        date=getattr(said, "date", None),
        org=getattr(said, "org", None),
        loc=None,
        mode=_mode(line.text.lower()),
        chairs=[],
        speakers=[],
        attendees=[],
        agenda=[],
    )


def _mode(text: str) -> Literal["online", "hybrid"] | None:
    """What the sentence says about the form; in person is never said but beside online."""
    if "trực tuyến" not in text:
        return None
    return "hybrid" if "trực tiếp" in text else "online"


def _ask_roles(small: Small) -> Job[dict[str, list[str]]]:
    roles: dict[str, list[str]] = {name: [] for name in _ROLES.values()}
    lines = [line for line in small.refs.marked.lines if line.role.is_content and line.of_kind(Kind.PERSON)]
    for line in lines[:_PEOPLE_SENTENCES]:
        people = line.of_kind(Kind.PERSON)[:_PEOPLE]
        schema = roles_schema([person.id for person in people], tuple(_ROLES))
        parts = [small.sentence(line, people), candidates.asked(people)]
        try:
            said = (yield small.ask("roles", parts, schema)).value
        except TruncatedError:
            continue
        for person in people:
            if name := _ROLES.get(getattr(said, person.id)):
                roles[name].append(person.id)
    return {name: unique(people, lambda ref: person_key(ref, small.refs)) for name, people in roles.items()}
