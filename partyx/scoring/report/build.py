"""From an evals folder to the report's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.scoring.gold.folder import corpus_gold_hash, corpus_hash
from partyx.scoring.hashes import scorer_hash
from partyx.scoring.report.leaderboard import leaderboard
from partyx.scoring.report.page import Entry, Report, render
from partyx.scoring.runs.gate import load_floors
from partyx.scoring.runs.grading import empty_grade
from partyx.scoring.runs.run import load_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.scoring.gold.folder import Case, EvalFolder
    from partyx.scoring.runs.grading import Grade


def build(folder: EvalFolder, cases: Sequence[Case], grades: Sequence[Grade]) -> str:
    """The report on some graded runs, with the all-empty floor and the previous best.

    Args:
        folder: Where the runs and floors are.
        cases: Articles with their gold.
        grades: The runs, graded.

    Raises:
        EvalError: A stored prediction cannot be read.
        MissingExtraError: scipy is not installed.
    """
    entries = [
        Entry(grade.name, case, run.predictions(case.id)[0].extraction, grade.by_id[case.id])
        for grade in grades
        for run in [load_run(folder.runs / grade.name)]
        for case in cases
        if case.id in grade.by_id
    ]
    boards = leaderboard([empty_grade(cases), *grades], load_floors(folder.floors))
    hashes = {"corpus": corpus_hash(cases), "gold": corpus_gold_hash(cases), "scorer": scorer_hash()}
    return render(Report(f"Evals: {', '.join(grade.name for grade in grades)}", boards, entries, hashes))
