"""Leaderboards, comparisons and agreements as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.scoring.metric.assignment import THRESHOLDS
from partyx.scoring.metric.cells import ERROR_KINDS
from partyx.scoring.metric.figures import HEADLINES, by_origin, corpus_figures
from partyx.scoring.metric.nodes import RECORD_TYPES
from partyx.scoring.report.leaderboard import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.scoring.metric.figures import DocumentFigures, Figure
    from partyx.scoring.metric.intervals import Comparison, Interval
    from partyx.scoring.report.leaderboard import Row
    from partyx.scoring.runs.compare import Bill, Change, RunComparison

_SHOWN_CHANGES = 200


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns aligned, the first to the left and the others to the right; the first row is the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def interval_text(found: Interval | None) -> str:
    """Like "0.912 [0.840, 0.984]"; without bounds the value alone; "-" when there is none."""
    if found is None:
        return "-"
    if found.low is None or found.high is None:
        return f"{found.value:.3f}"
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"


def cost_text(bill: Bill) -> str:
    """Dollars, or "unknown" when a call's price is not known; nothing asked costs nothing."""
    return "unknown" if bill.cost_usd is None else f"${bill.cost_usd:.4f}"


def _bill_cells(bill: Bill | None) -> list[str]:
    if bill is None:
        return ["-", "-", "-"]
    return [f"{bill.seconds:.1f}", f"{bill.input_tokens}+{bill.output_tokens}", cost_text(bill)]


def _board(rows: Sequence[Row], side: str) -> str:
    head = ["run", *TITLES.values(), "failed", "seconds", "tokens", "cost"]
    body = [
        [row.name]
        + [interval_text(getattr(row, side).get(name)) for name in TITLES]
        + [str(row.failed) if row.bill else "-", *_bill_cells(row.bill)]
        for row in rows
    ]
    return table([head, *body])


def leaderboard_text(boards: Mapping[str, Sequence[Row]]) -> str:
    """Every origin's leaderboard: micro, then the mean of the documents."""
    parts: list[str] = []
    for origin, rows in boards.items():
        count = max(row.documents for row in rows)
        parts.append(
            f"{origin} articles ({count}): cell F1 with its 95 % interval by document, all cells together"
        )
        parts.append(_board(rows, "micro") + "\n")
        parts.append(f"{origin} articles: the same as the mean of the documents")
        parts.append(_board([row for row in rows if row.macro], "macro") + "\n")
    return "\n".join(parts).rstrip()


def _records(figures: Mapping[str, Figure]) -> Iterator[list[str]]:
    yield ["records", *(f"P / R / F1 at {floor}" for floor in THRESHOLDS), "exact"]
    for kind in RECORD_TYPES:
        totals = [figures[f"{kind}/records@{floor}"].total for floor in THRESHOLDS]
        shares = [f"{one.precision:.3f} / {one.recall:.3f} / {one.f1:.3f}" for one in totals]
        yield [kind, *shares, f"{figures[f'{kind}/exact'].total.recall:.3f}"]


def _cells(figures: Mapping[str, Figure]) -> Iterator[list[str]]:
    yield ["cell F1", *(f"at {floor}" for floor in THRESHOLDS)]
    for kind in RECORD_TYPES:
        yield [kind, *(f"{figures[f'{kind}/cells@{floor}'].total.f1:.3f}" for floor in THRESHOLDS)]


def _grounding(figures: Mapping[str, Figure]) -> Iterator[list[str]]:
    names = ("verbatim", "derivable", "located")
    yield ["grounding", *names]
    for kind in RECORD_TYPES:
        yield [kind, *(f"{figures[f'{kind}/grounding/{name}'].total.f1:.3f}" for name in names)]


def _errors(errors: Mapping[str, Mapping[str, int]]) -> Iterator[list[str]]:
    yield ["errors", *(name.replace("_", " ") for name in ERROR_KINDS), "partial"]
    for kind in RECORD_TYPES:
        yield [kind, *(str(errors[kind].get(name, 0)) for name in (*ERROR_KINDS, "partial"))]


def _fields(figures: Mapping[str, Figure]) -> Iterator[list[str]]:
    yield ["field", "F1", "P", "R", "gold", "predicted"]
    for name, figure in figures.items():
        if "/field/" in name:
            total = figure.total
            shares = (f"{total.f1:.3f}", f"{total.precision:.3f}", f"{total.recall:.3f}")
            yield [name.replace("/field/", "."), *shares, f"{total.gold:g}", f"{total.predicted:g}"]


def details_text(row: Row) -> str:
    """Everything about one run on the articles of one origin."""
    capture = [["review budget", *(f"{one.budget:.0%}" for one in row.capture)]]
    capture.append(["wrong records met", *(f"{one.found:.0%}" for one in row.capture)])
    tables = [_cells(row.figures), _records(row.figures), _grounding(row.figures), _errors(row.errors)]
    return "\n\n".join(table(list(rows)) for rows in (*tables, capture, _fields(row.figures)))


def _comparison_row(name: str, found: Comparison) -> list[str]:
    p = f"{found.p:.4f}" if found.p is not None else "not testable"
    seen = "-" if found.detectable is None else f"{found.detectable:.3f}"
    return [TITLES[name], f"{found.delta:+.3f}", p, f"{found.smallest_p:.4f}", seen, f"{found.differing}"]


def _changes(title: str, changes: Sequence[Change]) -> Iterator[str]:
    yield f"{title} ({len(changes)})"
    for change in changes[:_SHOWN_CHANGES]:
        said = f"{change.first!r} -> {change.second!r}"
        yield f"  {change.article} {change.where}: gold {change.gold!r}, {said}"
        yield f"      {change.sentence}"
    if len(changes) > _SHOWN_CHANGES:
        yield f"  and {len(changes) - _SHOWN_CHANGES} more; the report shows all"


def comparison_text(found: RunComparison) -> str:
    """Two runs: deltas over all and by document, then every cell that changed, then what each took."""
    lines = [f"{found.names[0]} -> {found.names[1]}"]
    for origin, figures in found.figures.items():
        ids = found.articles[origin]
        lines += ["", f"{origin} articles ({len(ids)}), micro F1, second minus first"]
        head = ["figure", "delta", "p", "least p possible", "detectable", "documents that differ"]
        lines.append(table([head, *(_comparison_row(name, figures[name]) for name in TITLES)]))
        by_document = [
            [ids[index], *(f"{figures[name].deltas[index]:+.3f}" for name in TITLES)]
            for index in range(len(ids))
        ]
        lines += ["", table([["document", *TITLES.values()], *by_document])]
    lines += [
        "",
        *_changes("newly right", found.newly_right),
        "",
        *_changes("newly wrong", found.newly_wrong),
    ]
    before, after = (sum(pair[side] for pair in found.invented.values()) for side in (0, 1))
    lines += ["", f"invented records: {before} -> {after}", ""]
    bills = [[name, *_bill_cells(bill)] for name, bill in zip(found.names, found.bills, strict=True)]
    lines.append(table([["run", "seconds", "tokens", "cost"], *bills]))
    return "\n".join(lines)


def agreement_text(documents: Sequence[DocumentFigures]) -> str:
    """Two labellers: F1 of one against the other, by origin."""
    lines: list[str] = []
    for origin, group in by_origin(documents).items():
        figures = corpus_figures(group)
        lines.append(f"agreement of two labellers, {origin} articles ({len(group)})")
        rows = [
            [TITLES[name], interval_text(figures[name].micro), interval_text(figures[name].macro)]
            for name in HEADLINES
        ]
        lines.append(table([["figure", "all cells together", "mean of the documents"], *rows]))
    return "\n".join(lines)
