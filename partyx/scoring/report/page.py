"""The page: one HTML file that needs no network and runs nothing but its own filters.

Everything is in the page when it is written, so it reads without scripts too; the script only hides and
shows. The template escapes whatever comes from articles, gold or models, and the page's own policy lets no
other script run.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.errors import MissingExtraError
from partyx.kinds.record import spec_of
from partyx.scoring.gold.folder import corpus_gold_hash, corpus_hash
from partyx.scoring.gold.format import RECORD_TYPES
from partyx.scoring.hashes import scorer_hash
from partyx.scoring.metric.cells import OUTCOMES
from partyx.scoring.metric.intervals import Interval
from partyx.scoring.metric.likeness import HEADLINE
from partyx.scoring.report.cards import Card, bad_records, card
from partyx.scoring.report.leaderboard import leaderboard
from partyx.scoring.report.marked import Stretch, marks, stretches
from partyx.scoring.report.tables import board, details, spent_cells
from partyx.scoring.runs.gate import load_floors
from partyx.scoring.runs.grading import empty_grade, total_spent
from partyx.scoring.runs.run import load_run
from partyx.translation import language, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.scoring.gold.folder import Case, EvalFolder
    from partyx.scoring.runs.grading import Grade, GradedDocument
    from partyx.scoring.runs.run import Run


class Entry(NamedTuple):
    """One article of one run: text with gold, with the prediction (None where it failed), the records."""

    run: str
    facts: str
    gold: list[Stretch]
    predicted: list[Stretch] | None
    error: str
    cards: list[Card]

    @property
    def wrong(self) -> int:
        """How many records are not exact; a failure counts before all."""
        return sum(bool(one.wrong) for one in self.cards) + (self.predicted is None) * 1000


def page(folder: EvalFolder, cases: Sequence[Case], grades: Sequence[Grade]) -> str:
    """The report on some graded runs, with the all-empty floor and the previous best.

    Args:
        folder: Where the runs and floors are.
        cases: Articles with their gold.
        grades: The runs, graded.

    Raises:
        EvalError: A stored prediction cannot be read.
        MissingExtraError: scipy or jinja2 is not installed.
    """
    boards = leaderboard([empty_grade(cases), *grades], load_floors(folder.floors))
    runs = {grade.name: load_run(folder.runs / grade.name) for grade in grades}
    kinds = list(dict.fromkeys(kind for case in cases for kind in _kinds(case)))
    return _rendered(
        title=tr("Evals: {}", ", ".join(runs)),
        hashes={"corpus": corpus_hash(cases), "gold": corpus_gold_hash(cases), "scorer": scorer_hash()},
        runs=[{"name": name, "made": _made(run)} for name, run in runs.items()],
        boards=[(origin, board(origin, rows)) for origin, rows in boards.items()],
        figures=[
            (tr("{}, {} articles", row.name, tr(origin)), details(row))
            for origin, rows in boards.items()
            for row in rows
            if row.figures
        ],
        kinds=[(kind, tr(kind)) for kind in kinds],
        outcomes=[(outcome, tr(said)) for outcome, said in OUTCOMES.items()],
        language=language(),
        cases=_worst_first(cases, grades, runs),
    )


def _rendered(**values: Any) -> str:  # noqa: ANN401 - what the template names
    """The template filled in, with a policy: nothing from anywhere, and no script but its own."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(
            "the report needs jinja2, which is not installed: run  pip install 'partyx[evals]'"
        ) from None
    script, style = (
        resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
        for name in ("filters.js", "style.css")
    )
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    loader = PackageLoader(__package__, "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.globals["t"] = tr
    environment.tests["interval"] = lambda value: isinstance(value, Interval)
    template = environment.get_template("report.html.j2")
    return template.render(script=script, style=style, policy=policy, **values) + "\n"


def _made(run: Run) -> str:
    """How a run was made, in a line: engine, model and prompt."""
    said = run.manifest.configuration
    named = [f"{name} {said[name]}" for name in ("engine", "model", "prompt", "recordings") if said.get(name)]
    return ", ".join([*named, f"partyx {run.manifest.partyx_version}", run.manifest.started[:10]])


def _kinds(case: Case) -> list[str]:
    """The record types of an article, as in its gold."""
    own = [spec_of(one).plural for one in case.types.own]
    return [*(kind for kind in RECORD_TYPES if kind in case.types.built_in), *own]


def _worst_first(
    cases: Sequence[Case], grades: Sequence[Grade], runs: dict[str, Run]
) -> list[dict[str, Any]]:
    """Every article with its entry of each run, those with most wrong records first."""
    found = []
    for case in cases:
        entries = [
            _entry(runs[grade.name], case, grade.by_id[case.id]) for grade in grades if case.id in grade.by_id
        ]
        shown = {"id": case.id, "origin": case.gold.origin, "file": case.gold.article.file}
        found.append((sum(one.wrong for one in entries), {**shown, "entries": entries}))
    return [shown for _, shown in sorted(found, key=lambda one: -one[0])]


def _entry(run: Run, case: Case, graded: GradedDocument) -> Entry:
    repeat = graded.repeats[0]
    said = run.predictions(case.id)[0].extraction
    headline = [f"{tr(kind)} {graded.figures[f'{kind}/cells@{HEADLINE}'].f1:.3f}" for kind in _kinds(case)]
    seconds, calls, tokens, cost = spent_cells(total_spent([graded]))
    bad = bad_records(repeat.records, "predicted")
    cards = sorted(map(card, repeat.records), key=lambda one: not one.wrong)
    return Entry(
        run=run.name,
        facts=tr(
            "cell F1: {} · {} s, {} calls, {} tokens, cost {}",
            *(", ".join(headline), seconds, calls, tokens, cost),
        ),
        gold=list(stretches(case.text, marks(case.gold, bad_records(repeat.records, "gold")))),
        predicted=None if said is None else list(stretches(case.text, marks(said, bad))),
        error=repeat.error or "",
        cards=cards,
    )
