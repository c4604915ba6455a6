"""The same fact stated at several places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from partyx.kinds.built_in.statistic import Statistic

CHECK = "duplicate"


def check_duplicates(statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Statistics that agree in value, indicator, unit, subject and period."""
    groups: dict[Hashable, list[int]] = {}
    for index, record in enumerate(statistics):
        groups.setdefault(_key(record), []).append(index)
    for indices in groups.values():
        spans = tuple(dict.fromkeys(statistics[index].value_span for index in indices))
        if len(spans) > 1:
            yield Finding(
                check=CHECK,
                severity="note",
                message=f"{spans[0].text} is stated {len(spans)} times for the same thing",
                spans=spans,
                records=tuple(f"statistics[{index}]" for index in indices),
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
