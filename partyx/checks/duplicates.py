"""The same fact stated at several places, and one occasion or instruction that became several records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.checks.meetings.gatherings import Name
from partyx.checks.printed import akin, meet
from partyx.language.fold import fold
from partyx.records import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.directive import Directive, Task
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic

CHECK = "duplicate"

_ENOUGH = 4
"""Syllables that two names have in common, besides what such a meeting is called."""
_FEW = 8
"""Other meetings of one chair or day that a meeting is compared with."""


def check_duplicates(
    article: Article,
    statistics: Sequence[Statistic],
    meetings: Sequence[Meeting] = (),
    directives: Sequence[Directive] = (),
) -> Iterator[Finding]:
    """Records that say the same: see the functions below."""
    yield from _figures(statistics)
    yield from _meetings(article, meetings)
    yield from _instructions(directives)


def _figures(statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Statistics that agree in value, indicator, unit, subject and period."""
    groups: dict[Hashable, list[int]] = {}
    for index, record in enumerate(statistics):
        groups.setdefault(_key(record), []).append(index)
    for indices in groups.values():
        spans = tuple(dict.fromkeys(statistics[index].value_span for index in indices))
        if len(spans) > 1:
            message = f"{spans[0].text} is stated {len(spans)} times for the same thing"
            yield _finding("statistics", indices, message, spans)


def _meetings(article: Article, meetings: Sequence[Meeting]) -> Iterator[Finding]:
    """Meetings that one sentence, chair or day tells of, or the headline and the text, under names of one."""
    groups: dict[Hashable, list[list[int]]] = {}
    found: dict[tuple[int, ...], str] = {}
    told = [_Told(article, one) for one in meetings]
    for index, one in enumerate(told):
        for key in one.shared():
            alike = groups.setdefault(key, [])
            group = next((it for it in alike[:_FEW] if told[it[0]].may_be(one, key)), None)
            if group is None:
                alike.append([index])
            else:
                group.append(index)
    for key, alike in groups.items():
        for indices in alike:
            if len(indices) > 1:
                what = _TELLS.get(type(key), "records of one chair or day tell")
                found.setdefault(tuple(indices), f"{what} of {meetings[indices[0]].name!r}")
    for members, message in found.items():
        yield _finding("meetings", members, message, tuple(meetings[index].evidence[0] for index in members))


_TELLS: Mapping[type, str] = {Span: "one sentence tells", Role: "headline and text tell"}
"""By what two records have in common."""


class _Told:
    """One meeting, and what its name says that it is.

    Args:
        article: The article.
        meeting: The meeting.
    """

    def __init__(self, article: Article, meeting: Meeting) -> None:
        self.meeting = meeting
        starts = (article.view_range(span)[0] for span in meeting.evidence)
        self.in_headline = all(article.role_at(start) is Role.HEADLINE for start in starts)
        people = (*meeting.chairs, *meeting.speakers, *meeting.attendees)
        self.people = frozenset(fold(one.name) for one in people)
        self.name = Name(meeting.name)

    def shared(self) -> Iterator[Hashable]:
        """What two records of one meeting may share: a sentence, a chair, a day; or a headline names it."""
        one = self.meeting
        yield one.evidence[0]
        yield from dict.fromkeys(fold(chair.name) for chair in one.chairs)
        if one.date is not None and one.date.start is not None:
            yield one.date.start, one.date.end
        yield Role.HEADLINE

    def may_be(self, other: _Told, key: Hashable) -> bool:
        """Whether two records may be of one meeting.

        No two days or numbers are told, and both are called the same: then one number is enough, or that a
        headline names one of them. Else neither name says what the other does not, and both say enough.
        """
        if self._differs(other):
            return False
        if isinstance(key, Span):
            return akin(self.meeting.name, other.meeting.name)
        one, two = self.name, other.name
        headline, called = self.in_headline != other.in_headline, one.is_called_as(two)
        numbered = called and one.number is not None and one.number == two.number
        alike = akin(one.core, two.core)
        if key is Role.HEADLINE:
            return headline and called and (numbered or alike or bool(self.people & other.people))
        if numbered or (headline and called):
            return True
        return alike and min(len(it.core.split()) for it in (one, two)) >= _ENOUGH

    def _differs(self, other: _Told) -> bool:
        """Whether they have other numbers or days."""
        ours, theirs = self.meeting.date, other.meeting.date
        if self.name.has_other_number(other.name):
            return True
        if ours is None or theirs is None or ours == theirs:
            return False
        if ours.days is None or theirs.days is None:
            return True
        return not meet(frozenset({ours.days}), frozenset({theirs.days}))


def _instructions(directives: Sequence[Directive]) -> Iterator[Finding]:
    """Instructions whose tasks share words of the article."""
    places = sorted(
        ((task.evidence[0], index) for index, one in enumerate(directives) for task in _spoken(one)),
        key=lambda place: (place[0].start, place[0].end),
    )
    reached = -1
    groups: list[list[tuple[Span, int]]] = []
    for place, index in places:
        if place.start >= reached:
            groups.append([])
        groups[-1].append((place, index))
        reached = max(reached, place.end)
    for group in groups:
        members = sorted({index for _, index in group})
        if len(members) > 1:
            yield _finding(
                "directives", members, "one task is told twice", tuple(place for place, _ in group)
            )


def _spoken(one: Directive) -> Sequence[Task]:
    return one.tasks if one.source == "speech" else ()


def _finding(kind: str, indices: Iterable[int], message: str, spans: tuple[Span, ...]) -> Finding:
    return Finding(
        check=CHECK,
        severity="note",
        message=message,
        spans=tuple(dict.fromkeys(spans)),
        records=tuple(f"{kind}[{index}]" for index in indices),
    )


def _key(record: Statistic) -> Hashable:
    """What is the same of two statistics that state one thing."""
    period = (record.period.edtf or record.period.printed) if record.period else None
    return (
        record.value,
        record.of,
        fold(record.indicator),
        fold(record.unit or ""),
        fold(record.subject or ""),
        period,
    )
