"""Small questions about meetings: whether a sentence announces one, then what each person did there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from partyx.article import Role
from partyx.errors import TruncatedError
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import word
from partyx.mention import Kind
from partyx.model.merging import person_key, unique
from partyx.model.small import candidates
from partyx.model.small.schemas import meeting_schema, roles_schema
from partyx.model.whole import Part
from partyx.model.wire import Answer, WireMeeting

if TYPE_CHECKING:
    from partyx.model.asks import Job
    from partyx.model.marking import Line
    from partyx.model.small.question import Questions

_SENTENCES = 4
"""Sentences asked whether they announce a meeting; the lead nearly always does."""
_PEOPLE_SENTENCES, _PEOPLE = 12, 6
_ROLES = {"questions.chairs": "chairs", "questions.speaks": "speakers", "questions.attends": "attendees"}
"""What a person may do at a meeting, as it is asked, and the field of the wire it goes to."""
_KIND = pattern(r"<meetings.whole_kinds>|<meetings.asked_about>(?: <meetings.purposes>)?")
_ONLINE = pattern(r"<meetings.online>")
_IN_PERSON = pattern(r"<meetings.in_person>")


def ask_meetings(questions: Questions) -> Job[Part]:
    """Ask which events are held, then about the people; they belong to the first one."""
    meetings: list[WireMeeting] = []
    notes: list[str] = []
    lines = [line for line in questions.refs.marked.lines if _may_announce(questions, line)]
    for line in lines[:_SENTENCES]:
        try:
            meeting = yield from _ask_meeting(questions, line)
        except TruncatedError:
            notes.append(f"{line.id}: the answer about its meeting was cut")
            continue
        if meeting is not None:
            meetings.append(meeting)
    if meetings:
        roles = yield from _ask_roles(questions)
        meetings[0] = meetings[0].model_copy(update=roles)
    return Part((Answer.of(meetings=meetings),), tuple(notes))


def _may_announce(questions: Questions, line: Line) -> bool:
    return candidates.may_announce(questions.refs.marked, line) and line.role in {Role.LEAD, Role.BODY}


def _ask_meeting(questions: Questions, line: Line) -> Job[WireMeeting | None]:
    marked = questions.refs.marked
    names = candidates.meeting_names(marked, line)
    if not names:
        return None
    dates = candidates.dates(marked, line)
    bodies = candidates.bodies(line)
    parts = [questions.sentence(line), *candidates.listed("name", names)]
    parts += [*candidates.listed("date", map(candidates.dated, dates)), *candidates.listed("org", bodies)]
    schema = meeting_schema(names, [date.id for date in dates], bodies)
    said = (yield questions.ask("meeting", parts, schema)).value.meeting
    if said is None:
        return None
    kind = _KIND.search(fold(said.name))
    return WireMeeting.of(
        at=line.id,
        name=said.name,
        kind=said.name[slice(*kind.span())].lower() if kind else None,
        date=getattr(said, "date", None),
        org=getattr(said, "org", None),
        mode=_mode(fold(line.text)),
    )


def _mode(text: str) -> Literal["online", "hybrid"] | None:
    """What the sentence says about the form; in person is never said but beside online."""
    if not _ONLINE.search(text):
        return None
    return "hybrid" if _IN_PERSON.search(text) else "online"


def _ask_roles(questions: Questions) -> Job[dict[str, list[str]]]:
    roles: dict[str, list[str]] = {name: [] for name in _ROLES.values()}
    fields = {word(role): name for role, name in _ROLES.items()}
    choices = (*fields, word("questions.no_role"))
    lines = [
        line for line in questions.refs.marked.lines if line.role.is_content and line.of_kind(Kind.PERSON)
    ]
    for line in lines[:_PEOPLE_SENTENCES]:
        people = line.of_kind(Kind.PERSON)[:_PEOPLE]
        schema = roles_schema([person.id for person in people], choices)
        parts = [questions.sentence(line, people), candidates.asked(person.id for person in people)]
        try:
            said = (yield questions.ask("roles", parts, schema)).value
        except TruncatedError:
            continue
        for person in people:
            if name := fields.get(getattr(said, person.id)):
                roles[name].append(person.id)
    return {
        name: unique(people, lambda ref: person_key(ref, questions.refs)) for name, people in roles.items()
    }
