"""Tables and comparisons as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.scoring.metric.intervals import Interval
from partyx.scoring.report.tables import differences
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partyx.scoring.report.tables import Table, Value
    from partyx.scoring.runs.compare import Change, RunComparison

_SHOWN_CHANGES = 200


def value_text(value: Value) -> str:
    """Like "0.912 [0.840, 0.984]"; without bounds the value alone; "–" when there is none."""
    if not isinstance(value, Interval):
        return "–" if value is None else value
    if value.low is None or value.high is None:
        return f"{value.value:.3f}"
    return f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}]"


def table_text(table: Table) -> str:
    """The title, then columns aligned: the first to the left and the others to the right."""
    rows = [list(table.head), *([value_text(value) for value in row] for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows
    )
    return "\n".join([table.title, *lines])


def tables_text(tables: Iterable[Table]) -> str:
    """Several tables, a blank line between them."""
    return "\n\n".join(map(table_text, tables))


def comparison_text(found: RunComparison) -> str:
    """Two runs: how they differ, then every cell that changed."""
    before, after = (sum(pair[side] for pair in found.invented.values()) for side in (0, 1))
    return "\n".join(
        [
            f"{found.names[0]} -> {found.names[1]}\n",
            tables_text(differences(found)),
            "",
            *_changes(tr("newly right"), found.newly_right),
            "",
            *_changes(tr("newly wrong"), found.newly_wrong),
            "",
            tr("invented records: {} -> {}", before, after),
        ]
    )


def _changes(title: str, changes: Sequence[Change]) -> Iterator[str]:
    yield f"{title} ({len(changes)})"
    for change in changes[:_SHOWN_CHANGES]:
        said = f"{change.first!r} -> {change.second!r}"
        yield f"  {change.article} {change.where}: {tr('gold')} {change.gold!r}, {said}"
        yield f"      {change.sentence}"
    if len(changes) > _SHOWN_CHANGES:
        yield "  " + tr("and {} more; the report shows all", len(changes) - _SHOWN_CHANGES)
