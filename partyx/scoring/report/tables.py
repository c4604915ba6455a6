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
from partyx.translation import tr

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


def spent() -> list[str]:
    """The heads of :func:`spent_cells`."""
    return [tr("seconds"), tr("calls"), tr("tokens in + out"), tr("cost")]


def spent_cells(bill: Spent | None) -> list[Value]:
    """What a run took, in the columns of :func:`spent`."""
    if bill is None:
        return [None] * len(spent())
    calls = tr("{} + {} cached", bill.calls, bill.cached_calls) if bill.cached_calls else f"{bill.calls}"
    cost = tr("unknown") if bill.cost_usd is None else f"${bill.cost_usd:.4f}"
    return [f"{bill.seconds:.2f}", calls, f"{bill.input_tokens} + {bill.output_tokens}", cost]


def board(origin: str, rows: Sequence[Row]) -> list[Table]:
    """The leaderboard of one origin: all cells together, then the mean of the documents."""
    count, headlines = max(row.documents for row in rows), titles(rows[0].figures)
    heads = [tr(name) for name in headlines.values()]
    return [
        Table(
            tr(
                "{} articles ({}): F1 of all cells together, with intervals by document (95 %)",
                tr(origin),
                count,
            ),
            [tr("run"), tr("articles"), *heads, tr("failed"), *spent()],
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
            tr("{} articles ({}): F1 as the mean of the documents, with intervals (95 %)", tr(origin), count),
            [tr("run"), *heads],
            [[row.name, *(row.macro[name] for name in headlines)] for row in rows if row.macro],
        ),
        Table(
            tr(
                "{} articles ({}): F1 against gold's first choices alone, with intervals (95 %)",
                tr(origin),
                count,
            ),
            [tr("run"), *map(tr, kinds_in(rows[0].figures))],
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
            tr("alignment thresholds"),
            [
                "",
                *(tr("cell F1 at {}", floor) for floor in THRESHOLDS),
                *(tr("records P / R / F1 at {}", floor) for floor in THRESHOLDS),
                tr("exact records"),
            ],
            [
                [
                    tr(kind),
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
            tr("grounding: share of the predicted records"),
            ["", tr("quote verbatim"), tr("and value in the quote"), tr("and right, at the right place")],
            [[tr(kind), *(f1(f"{kind}/grounding/{step}") for step in STEPS)] for kind in kinds],
        ),
        Table(
            tr("verdicts on cells"),
            ["", *map(tr, OUTCOMES.values())],
            [
                [tr(kind), *(str(row.errors.get(kind, Counter())[outcome]) for outcome in OUTCOMES)]
                for kind in kinds
            ],
        ),
        Table(
            tr("review budget"),
            [tr("re-reading the least sure"), *(f"{one.budget:.0%}" for one in row.capture)],
            [[tr("share of the wrong records met"), *(f"{one.found:.0%}" for one in row.capture)]],
        ),
        Table(
            tr("fields: how many values gold has, and what became of each"),
            ["", "P", "R", "F1", tr("gold"), tr("predicted"), *map(tr, OUTCOMES.values())],
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
                tr("{} articles ({}), micro F1, second minus first", tr(origin), len(ids)),
                [
                    *(tr("figure"), tr("delta"), "p", tr("least p possible"), tr("detectable")),
                    tr("documents that differ"),
                ],
                [
                    [
                        tr(title),
                        f"{figures[name].delta:+.3f}",
                        tr("not testable") if figures[name].p is None else f"{figures[name].p:.4f}",
                        f"{figures[name].smallest_p:.4f}",
                        None if figures[name].detectable is None else f"{figures[name].detectable:.3f}",
                        f"{figures[name].differing}",
                    ]
                    for name, title in headlines.items()
                ],
            ),
            Table(
                tr("{} articles, F1 of each document that differs, second minus first", tr(origin)),
                [tr("document"), *map(tr, headlines.values())],
                [
                    [one, *(f"{figures[name].deltas[index]:+.3f}" for name in headlines)]
                    for index, one in enumerate(ids)
                    if any(figures[name].deltas[index] for name in headlines)
                ],
            ),
        ]
    bills = [[name, *spent_cells(bill)] for name, bill in zip(found.names, found.bills, strict=True)]
    return [*tables, Table(tr("what each took"), [tr("run"), *spent()], bills)]


def agreements(documents: Sequence[DocumentFigures]) -> list[Table]:
    """F1 of one labeller against the other, by origin."""
    tables: list[Table] = []
    for origin, group in by_origin(documents).items():
        figures = corpus_figures(group)
        tables.append(
            Table(
                tr("agreement of two labellers, {} articles ({})", tr(origin), len(group)),
                [tr("figure"), tr("all cells together"), tr("mean of the documents")],
                [[tr(title), figures[name].micro, figures[name].macro] for name, title in TITLES.items()],
            )
        )
    return tables


def reliable(table: Reliability) -> Table:
    """How often the values of each class were right."""
    return Table(
        tr("share of the values that were right, by engine, field and sign; intervals (95 %)"),
        ["", tr("right"), tr("values"), tr("articles")],
        [
            [
                " ".join(filter(None, (it.engine, it.field, it.sign))),
                Interval(it.share, it.low, it.high) if it.is_telling else tr("not testable"),
                str(it.of),
                str(it.articles),
            ]
            for it in table.classes
        ],
    )
