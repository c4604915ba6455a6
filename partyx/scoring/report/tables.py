"""The tables of a report as data, which the terminal and the page both show."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from partyx.scoring.metric.cells import OUTCOMES
from partyx.scoring.metric.figures import TITLES, by_origin, corpus_figures, kinds_in, titles
from partyx.scoring.metric.grounding import STEPS
from partyx.scoring.metric.intervals import Interval
from partyx.scoring.metric.likeness import THRESHOLDS
from partyx.scoring.metric.score import strict_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.reliability import Reliability
    from partyx.scoring.metric.cells import Tally
    from partyx.scoring.metric.figures import DocumentFigures
    from partyx.scoring.report.leaderboard import Row
    from partyx.scoring.runs.compare import RunComparison
    from partyx.scoring.runs.grading import Spent

Value = str | Interval | None
"""What stands in a cell: words, a figure with its interval, or nothing."""


class Table(NamedTuple):
    """A table with a head; the first column names the row."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Value]]


SPENT = ("seconds", "calls", "tokens in + out", "cost")


def spent_cells(bill: Spent | None) -> list[Value]:
    """What a run took, in the columns of :data:`SPENT`."""
    if bill is None:
        return [None] * len(SPENT)
    calls = f"{bill.calls}" + (f" + {bill.cached_calls} cached" if bill.cached_calls else "")
    cost = "unknown" if bill.cost_usd is None else f"${bill.cost_usd:.4f}"
    return [f"{bill.seconds:.2f}", calls, f"{bill.input_tokens} + {bill.output_tokens}", cost]


def board(origin: str, rows: Sequence[Row]) -> list[Table]:
    """The leaderboard of one origin: all cells together, then the mean of the documents."""
    count, headlines = max(row.documents for row in rows), titles(rows[0].figures)
    interval = "each with its 95 % interval by document"
    return [
        Table(
            f"{origin} articles ({count}): F1 of all cells together, {interval}",
            ["run", "articles", *headlines.values(), "failed", *SPENT],
            [
                [
                    row.name,
                    str(row.documents) if row.documents else None,
                    *(row.micro.get(name) for name in headlines),
                    None if row.spent is None else str(row.failed),
                    *spent_cells(row.spent),
                ]
                for row in rows
            ],
        ),
        Table(
            f"{origin} articles ({count}): F1 as the mean of the documents, {interval}",
            ["run", *headlines.values()],
            [[row.name, *(row.macro[name] for name in headlines)] for row in rows if row.macro],
        ),
        Table(
            f"{origin} articles ({count}): F1 of all cells against gold's first choices alone, {interval}",
            ["run", *kinds_in(rows[0].figures)],
            [
                [row.name, *(row.figures[strict_name(kind)].micro for kind in kinds_in(row.figures))]
                for row in rows
                if row.figures
            ],
        ),
    ]


def _shares(total: Tally) -> list[str]:
    return [f"{share:.3f}" for share in (total.precision, total.recall, total.f1)]


def details(row: Row) -> list[Table]:
    """Everything about one run on the articles of one origin."""
    kinds = kinds_in(row.figures)

    def f1(name: str) -> str:
        return f"{row.figures[name].total.f1:.3f}"

    return [
        Table(
            "alignment thresholds",
            [
                "",
                *(f"cell F1 at {floor}" for floor in THRESHOLDS),
                *(f"records P / R / F1 at {floor}" for floor in THRESHOLDS),
                "exact records",
            ],
            [
                [
                    kind,
                    *(f1(f"{kind}/cells@{floor}") for floor in THRESHOLDS),
                    *(
                        " / ".join(_shares(row.figures[f"{kind}/records@{floor}"].total))
                        for floor in THRESHOLDS
                    ),
                    f"{row.figures[f'{kind}/exact'].total.recall:.3f}",
                ]
                for kind in kinds
            ],
        ),
        Table(
            "grounding: share of the predicted records",
            ["", "quote verbatim", "and value in the quote", "and right, at the right place"],
            [[kind, *(f1(f"{kind}/grounding/{step}") for step in STEPS)] for kind in kinds],
        ),
        Table(
            "verdicts on cells",
            ["", *OUTCOMES.values()],
            [
                [kind, *(str(row.errors.get(kind, Counter())[outcome]) for outcome in OUTCOMES)]
                for kind in kinds
            ],
        ),
        Table(
            "review budget",
            ["re-reading the least sure", *(f"{one.budget:.0%}" for one in row.capture)],
            [["share of the wrong records met", *(f"{one.found:.0%}" for one in row.capture)]],
        ),
        Table(
            "fields: how many values gold has, and what became of each",
            ["", "P", "R", "F1", "gold", "predicted", *OUTCOMES.values()],
            [
                [
                    field,
                    *_shares(figure.total),
                    f"{figure.total.gold:g}",
                    f"{figure.total.predicted:g}",
                    *(str(row.fields.get(field, Counter())[outcome]) for outcome in OUTCOMES),
                ]
                for name, figure in row.figures.items()
                if (field := name.replace("/field/", ".")) != name
            ],
        ),
    ]


def differences(found: RunComparison) -> list[Table]:
    """How two runs differ: by figure and by document, then what each took."""
    tables: list[Table] = []
    for origin, figures in found.figures.items():
        ids, headlines = found.articles[origin], titles(figures)
        tables += [
            Table(
                f"{origin} articles ({len(ids)}), micro F1, second minus first",
                ["figure", "delta", "p", "least p possible", "detectable", "documents that differ"],
                [
                    [
                        title,
                        f"{figures[name].delta:+.3f}",
                        "not testable" if figures[name].p is None else f"{figures[name].p:.4f}",
                        f"{figures[name].smallest_p:.4f}",
                        None if figures[name].detectable is None else f"{figures[name].detectable:.3f}",
                        f"{figures[name].differing}",
                    ]
                    for name, title in headlines.items()
                ],
            ),
            Table(
                f"{origin} articles, F1 of each document, second minus first",
                ["document", *headlines.values()],
                [
                    [one, *(f"{figures[name].deltas[index]:+.3f}" for name in headlines)]
                    for index, one in enumerate(ids)
                ],
            ),
        ]
    bills = [[name, *spent_cells(bill)] for name, bill in zip(found.names, found.bills, strict=True)]
    return [*tables, Table("what each took", ["run", *SPENT], bills)]


def agreements(documents: Sequence[DocumentFigures]) -> list[Table]:
    """F1 of one labeller against the other, by origin."""
    tables: list[Table] = []
    for origin, group in by_origin(documents).items():
        figures = corpus_figures(group)
        tables.append(
            Table(
                f"agreement of two labellers, {origin} articles ({len(group)})",
                ["figure", "all cells together", "mean of the documents"],
                [[title, figures[name].micro, figures[name].macro] for name, title in TITLES.items()],
            )
        )
    return tables


def reliable(table: Reliability) -> Table:
    """How often the values of each class were right."""
    return Table(
        "share of the values that were right, by engine, field and sign; 95 % intervals",
        ["", "right", "values", "articles"],
        [
            [
                " ".join(filter(None, (it.engine, it.field, it.sign))),
                Interval(it.share, it.low, it.high) if it.is_telling else "not testable",
                str(it.of),
                str(it.articles),
            ]
            for it in table.classes
        ],
    )
