"""``partyx eval matrix``: every model with every prompt."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partyx.budget import Budget, Spending
from partyx.cli.eval import EVALS, FRESH, HERE, JOBS, ONLY, eval_folder, forget, predicted, run_name
from partyx.cli.streams import FAILED, SOME_FAILED, complain
from partyx.errors import BudgetError, SettingsError
from partyx.translation import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.scoring.gold.folder import Case, EvalFolder
    from partyx.scoring.runs.run import Prediction
    from partyx.settings import Settings

MODELS = typer.Option("--model", help='A model, "openai/NAME", or "rules"; repeatable.')
PROMPTS = typer.Option(
    "--prompt", help='A version under prompts/, or a folder by a path with a slash, "./mine"; repeatable.'
)
BUDGET = typer.Option(
    min=0,
    metavar="USD",
    help="Stop when the new answers have cost this much. Articles at work are finished.",
    show_default=False,
)
BUDGET_TOKENS = typer.Option(
    min=0, help="Stop when the new answers have taken this many tokens.", show_default=False
)


def matrix_command(  # noqa: PLR0913 - one parameter an option
    *,
    model: Annotated[list[str], MODELS],
    prompt: Annotated[list[str] | None, PROMPTS] = None,
    evals: EVALS = HERE,
    repeats: Annotated[int, typer.Option(min=1, max=1000, help="How often each article is asked about.")] = 1,
    only: ONLY = None,
    jobs: JOBS = 4,
    budget: Annotated[float | None, BUDGET] = None,
    budget_tokens: Annotated[int | None, BUDGET_TOKENS] = None,
    fresh: FRESH = False,
) -> None:
    """Run every model with every prompt, then print the leaderboard of these runs.

    Stopped, it goes on where it was: each pair is a run of its own, "MODEL@PROMPT".
    """
    folder = eval_folder(evals)
    cases = folder.cases(only or ())
    wanted = _pairs(model, prompt or ())
    spending, made, failed = Spending(Budget(budget, budget_tokens)), list[str](), 0
    watch = partial(_count, spending)
    for name, settings in wanted.items():
        if fresh:
            forget(folder, name)
        made.append(name)
        try:
            failed += predicted(folder.runs / name, cases, settings, repeats=repeats, jobs=jobs, watch=watch)
        except BudgetError:
            complain(tr("the budget is used up at {}; run it again to go on", name))
            _leaderboard(folder, cases, made)
            raise typer.Exit(SOME_FAILED) from None
    _leaderboard(folder, cases, made)
    if failed:
        raise typer.Exit(FAILED if failed == len(cases) * repeats * len(made) else SOME_FAILED)


def _count(spending: Spending, prediction: Prediction) -> None:
    """Count what a new prediction took.

    Raises:
        BudgetError: The budget is used up.
        SettingsError: It is in dollars, and no price is known.
    """
    if prediction.extraction is not None:
        spending.settle(prediction.extraction.provenance.usage)
    if spending.spent:
        raise BudgetError("the budget is used up")


def _pairs(models: Sequence[str], prompts: Sequence[str]) -> dict[str, Settings]:
    """Name of a run to its settings; without prompts the usual one. The rules take none and run once.

    Raises:
        SettingsError: Two pairs would be one run.
    """
    from partyx.settings import RULES, Settings  # noqa: PLC0415

    prompts = prompts or [Settings.model_fields["prompt"].default]
    found: dict[str, Settings] = {}
    for model in models:
        for prompt in prompts[:1] if model == RULES else prompts:
            name = model if model == RULES else f"{run_name(model)}@{run_name(Path(prompt).name)}"
            if name in found:
                raise SettingsError(
                    f"two pairs are both called {name}: name the folders of prompts differently."
                )
            asked = {} if model == RULES else {"prompt": prompt}
            found[name] = Settings.load(model=model, **asked)
    return found


def _leaderboard(folder: EvalFolder, cases: Sequence[Case], names: Sequence[str]) -> None:
    from partyx.cli.tables import show_tables  # noqa: PLC0415
    from partyx.scoring.report.leaderboard import leaderboard  # noqa: PLC0415
    from partyx.scoring.report.tables import board  # noqa: PLC0415
    from partyx.scoring.runs.gate import load_floors  # noqa: PLC0415
    from partyx.scoring.runs.grading import grade_run  # noqa: PLC0415
    from partyx.scoring.runs.run import load_run  # noqa: PLC0415

    grades = [grade_run(load_run(folder.runs / name), cases) for name in names]
    boards = leaderboard(grades, load_floors(folder.floors))
    show_tables(table for origin, rows in boards.items() for table in board(origin, rows))
