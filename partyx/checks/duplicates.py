"""The same fact stated at several places, and one occasion or instruction that became several records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.checks.printed import akin
from partyx.language.fold import fold
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import Span

CHECK = "duplicate"


def check_duplicates(
    statistics: Sequence[Statistic], meetings: Sequence[Meeting] = (), directives: Sequence[Directive] = ()
) -> Iterator[Finding]:
    """Records that say the same: see the functions below."""
    yield from _figures(statistics)
    yield from _meetings(meetings)
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


def _meetings(meetings: Sequence[Meeting]) -> Iterator[Finding]:
    """Meetings of one name, or of one with more or fewer words, that one sentence tells of."""
    groups: dict[Span, list[int]] = {}
    for index, one in enumerate(meetings):
        alike = groups.setdefault(one.evidence[0], [])
        if not alike or _may_be_one(meetings[alike[0]], one):
            alike.append(index)
    for span, indices in groups.items():
        if len(indices) > 1:
            yield _finding(
                "meetings", indices, f"one sentence tells of {meetings[indices[0]].name!r}", (span,)
            )


def _may_be_one(one: Meeting, other: Meeting) -> bool:
    """Whether neither name says what the other does not, and no two days are told."""
    return akin(one.name, other.name) and (one.date == other.date or None in (one.date, other.date))


def _instructions(directives: Sequence[Directive]) -> Iterator[Finding]:
    """Instructions of one speaker that share where a task begins."""
    groups: dict[Hashable, dict[int, Span]] = {}
    for index, one in enumerate(directives):
        for task in one.tasks if one.source == "speech" else ():
            place = task.evidence[0]
            groups.setdefault((fold(one.issuer or ""), place.start), {}).setdefault(index, place)
    for found in groups.values():
        if len(found) > 1:
            yield _finding(
                "directives", found, "one task is told twice of one speaker", tuple(found.values())
            )


def _finding(kind: str, indices: Iterable[int], message: str, spans: tuple[Span, ...]) -> Finding:
    return Finding(
        check=CHECK,
        severity="note",
        message=message,
        spans=tuple(dict.fromkeys(spans)),
        records=tuple(f"{kind}[{index}]" for index in indices),
    )


def _key(record: Statistic) -> Hashable:
    period = (record.period.edtf or record.period.printed) if record.period else None
    return (
        record.value,
        record.of,
        fold(record.indicator),
        fold(record.unit or ""),
        fold(record.subject or ""),
        period,
    )
