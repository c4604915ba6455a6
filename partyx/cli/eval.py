"""``partyx eval``: run, grade, compare, gate, report, lint, add over an evals folder."""

from __future__ import annotations

import re
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from partyx.cli.progress import Bar
from partyx.cli.streams import FAILED, SOME_FAILED, complain, say
from partyx.display.messages import worded
from partyx.errors import EvalError, OutputError
from partyx.files import boundary
from partyx.translation import tr, trn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partyx.scoring.gold.folder import Case, EvalFolder
    from partyx.scoring.runs.gate import Check
    from partyx.scoring.runs.grading import Grade
    from partyx.scoring.runs.run import Prediction
    from partyx.settings import Settings

REGRESSION = 3
EPILOG = "Exit code: 0 passed, 1 the tool could not do it, 2 wrong usage, 3 what was checked does not hold."

app = typer.Typer(
    name="eval",
    no_args_is_help=True,
    help="Score engines on labelled articles. The folder holds articles/, gold/, runs/ and floors.json.",
    epilog=EPILOG,
)

EVALS = Annotated[Path, typer.Option("--evals", metavar="DIR", help="The evals folder.")]
RUN = Annotated[str, typer.Argument(metavar="RUN", help="A run by its name.")]
NAMES = Annotated[list[str] | None, typer.Argument(metavar="RUN", help="Runs by name; none takes all.")]
ONLY = Annotated[
    list[str] | None, typer.Option("--only", metavar="ID", help="Only this article; repeatable.")
]
HERE = Path("evals")
JOBS = Annotated[int, typer.Option(min=1, max=64, help="Articles asked about at once.")]
FRESH = Annotated[bool, typer.Option("--fresh", help="Forget what the run already has.")]
AGAINST = Annotated[
    str | None,
    typer.Option(metavar="RUN", help="A second engine's run: where it disagrees counts as less sure."),
]


def eval_folder(path: Path) -> EvalFolder:
    """The folder that a command was given."""
    from partyx.scoring.gold.folder import EvalFolder  # noqa: PLC0415 - --help need not wait for any of this

    return EvalFolder(path)


def _grades(
    folder: EvalFolder, names: Sequence[str] | None, cases: Sequence[Case], against: str | None = None
) -> list[Grade]:
    """The named runs, graded; all runs when none is named."""
    from partyx.scoring.runs.grading import grade_run  # noqa: PLC0415
    from partyx.scoring.runs.run import load_run, load_runs, run_path  # noqa: PLC0415

    runs = [load_run(run_path(folder.runs, name)) for name in names] if names else load_runs(folder.runs)
    other = load_run(run_path(folder.runs, against)) if against else None
    return [grade_run(run, cases, other) for run in runs]


@app.command("run", epilog=EPILOG)
def run_command(  # noqa: PLR0913 - one parameter an option
    *,
    evals: EVALS = HERE,
    name: Annotated[
        str | None, typer.Option(help="The run's folder; the engine or model by default.")
    ] = None,
    engine: Annotated[
        Literal["auto", "rules", "model"] | None,
        typer.Option(help="As in partyx extract.", show_default="auto"),
    ] = None,
    model: Annotated[str | None, typer.Option(help='The model to ask, "openai/NAME".')] = None,
    recordings: Annotated[Path | None, typer.Option(help="Replay these answers; nothing is asked.")] = None,
    repeats: Annotated[int, typer.Option(min=1, max=1000, help="How often each article is asked about.")] = 1,
    only: ONLY = None,
    jobs: JOBS = 1,
    fresh: FRESH = False,
) -> None:
    """Extract from every article with gold and store the predictions; a stopped run goes on where it was."""
    from partyx.scoring.runs.run import run_path  # noqa: PLC0415
    from partyx.settings import Settings  # noqa: PLC0415

    given: dict[str, object] = {"engine": engine, "model": model}
    if recordings is not None:
        given |= {"recordings": recordings, "cache": "replay"}
    settings = Settings.load(**{key: value for key, value in given.items() if value is not None})
    folder = eval_folder(evals)
    cases = folder.cases(only or ())
    path = run_path(folder.runs, name or run_name(model or engine or "auto"))
    if fresh:
        forget(folder, path.name)
    failed = predicted(path, cases, settings, repeats=repeats, jobs=jobs)
    articles = trn("{} article", "{} articles", len(cases))
    say(f"{path}: {articles}, {trn('{} failed prediction', '{} failed predictions', failed)}")
    if failed:
        raise typer.Exit(FAILED if failed == len(cases) * repeats else SOME_FAILED)


def run_name(said: str) -> str:
    """The folder of a run that nobody has named: "openai/x" is "openai-x"."""
    return re.sub(r"[^\w.-]", "-", said).strip("-.") or "run"


def forget(folder: EvalFolder, name: str) -> None:
    """Remove what a run has, if it has been made.

    Raises:
        OutputError: It cannot be removed.
    """
    from partyx.scoring.runs.run import has_run, run_path  # noqa: PLC0415

    if has_run(folder.runs, name):
        path = run_path(folder.runs, name)
        with boundary(path, OutputError, "Remove it by hand."):
            shutil.rmtree(path)


def predicted(  # noqa: PLR0913 - what is asked, and how
    path: Path,
    cases: Sequence[Case],
    settings: Settings,
    *,
    repeats: int = 1,
    jobs: int = 1,
    watch: Callable[[Prediction], None] = lambda _: None,
) -> int:
    """Predict every article and keep the predictions; a line on stderr for each failure.

    Args:
        path: The run's folder.
        cases: The articles.
        settings: Of the engine.
        repeats: How often each article is asked about.
        jobs: Articles asked about at once.
        watch: Told of each prediction; what it raises ends the run, which can be gone on with.

    Returns:
        How many predictions failed.
    """
    from partyx.scoring.runs.engines import configuration_of, predictor  # noqa: PLC0415
    from partyx.scoring.runs.run import predict_run  # noqa: PLC0415

    types = cases[0].types
    predict, failed = predictor(settings, types), 0
    configuration = configuration_of(settings, types)
    predictions = predict_run(path, cases, predict, configuration=configuration, repeats=repeats, jobs=jobs)
    with Bar(len(cases) * repeats) as bar, closing(predictions):
        for one in predictions:
            bar.advance()
            if one.error is not None:
                failed += 1
                with bar.hidden():
                    complain(f"{one.article}: {one.error}")
            watch(one)
    return failed


@app.command("grade", epilog=EPILOG)
def grade_command(
    names: NAMES = None, *, evals: EVALS = HERE, against: AGAINST = None, only: ONLY = None
) -> None:
    """Grade stored predictions and print the leaderboard. Needs no model and no network."""
    from partyx.cli.tables import show_tables  # noqa: PLC0415
    from partyx.scoring.report.leaderboard import leaderboard  # noqa: PLC0415
    from partyx.scoring.report.tables import board, details  # noqa: PLC0415
    from partyx.scoring.runs.gate import load_floors  # noqa: PLC0415
    from partyx.scoring.runs.grading import empty_grade  # noqa: PLC0415

    folder = eval_folder(evals)
    cases = folder.cases(only or ())
    grades = [empty_grade(cases), *_grades(folder, names, cases, against)]
    boards = leaderboard(grades, load_floors(folder.floors))
    show_tables(table for origin, rows in boards.items() for table in board(origin, rows))
    for origin, rows in boards.items() if names is not None and len(names) == 1 else ():
        for row in rows:
            if row.name == grades[-1].name:
                say("\n" + tr("{}, {} articles", row.name, tr(origin)) + "\n")
                show_tables(details(row))


@app.command("compare", epilog=EPILOG)
def compare_command(first: RUN, second: RUN, *, evals: EVALS = HERE) -> None:
    """Compare two runs: per document, newly right and newly wrong cells, cost, tokens, seconds."""
    from partyx.scoring.report.terminal import comparison_text  # noqa: PLC0415
    from partyx.scoring.runs.compare import compare_runs  # noqa: PLC0415

    folder = eval_folder(evals)
    cases = folder.cases()
    a, b = _grades(folder, [first, second], cases)
    say(comparison_text(compare_runs(a, b, cases)))


@app.command("reliability", epilog=EPILOG)
def reliability_command(
    names: NAMES = None,
    *,
    evals: EVALS = HERE,
    write: Annotated[Path | None, typer.Option(help="Write the table to this file as well.")] = None,
) -> None:
    """Say how often values of each kind were right: a table that tells how sure other values are."""
    from partyx.cli.tables import show_tables  # noqa: PLC0415
    from partyx.files import write_text  # noqa: PLC0415
    from partyx.scoring.report.tables import reliable  # noqa: PLC0415
    from partyx.scoring.runs.reliability import reliability  # noqa: PLC0415
    from partyx.scoring.runs.run import load_run, run_path  # noqa: PLC0415

    folder = eval_folder(evals)
    grades = _grades(folder, names, folder.cases())
    table = reliability((load_run(run_path(folder.runs, one.name)), one) for one in grades)
    show_tables([reliable(table)])
    if write is not None:
        write_text(write, table.to_json())


@app.command("gate", epilog=EPILOG)
def gate_command(  # noqa: PLR0913 - one parameter an option
    names: NAMES = None,
    *,
    evals: EVALS = HERE,
    junit: Annotated[Path | None, typer.Option(help="Write the checks as JUnit XML.")] = None,
    pin: Annotated[bool, typer.Option("--pin", help="Make the figures of these runs the floors.")] = False,
    deterministic: Annotated[
        bool,
        typer.Option("--deterministic/--varying", help="With --pin: hold every word, or the figures only."),
    ] = True,
    lower_floor: Annotated[bool, typer.Option("--lower-floor", help="With --pin: floors may fall.")] = False,
    budget: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="With --pin: how far a figure may fall below its floor."),
    ] = None,
) -> None:
    """Check runs against the pinned floors, all that are pinned when none is named.

    Any change of a deterministic replay fails, and so does a pinned run that has not been made.
    """
    from partyx.scoring.runs.gate import Check, check_run, load_floors, save_floors  # noqa: PLC0415
    from partyx.scoring.runs.gate import pin as pinned  # noqa: PLC0415
    from partyx.scoring.runs.run import has_run  # noqa: PLC0415

    folder = eval_folder(evals)
    cases, floors = folder.cases(), load_floors(folder.floors)
    if (lower_floor or budget is not None) and not pin:
        raise typer.BadParameter(tr("--lower-floor and --budget go with --pin"))
    if pin:
        grades = _grades(folder, names, cases)
        floors = pinned(grades, floors, cases, deterministic=deterministic, lower=lower_floor, budget=budget)
        save_floors(floors, folder.floors)
        say(tr("{}: pinned {}", folder.floors, ", ".join(grade.name for grade in grades)))
        return
    held = names or list(floors.runs)
    if not held:
        raise EvalError(f"{folder.floors} holds no run: name one, or pin one with --pin.")
    missing = [] if names else [name for name in held if not has_run(folder.runs, name)]
    made = [name for name in held if name not in missing]
    checks = {
        one.name: check_run(one, floors, cases) for one in (_grades(folder, made, cases) if made else ())
    }
    for name in missing:
        checks[name] = [Check("run", f"has not been made: partyx eval run --name {name}")]
    _report_checks(checks, junit)


def _report_checks(checks: dict[str, list[Check]], junit: Path | None) -> None:
    """Print the checks that do not hold, and exit with 3 when there are any."""
    from partyx.files import write_text  # noqa: PLC0415
    from partyx.scoring.report.junit import junit_xml  # noqa: PLC0415

    if junit is not None:
        write_text(junit, junit_xml(checks))
    failed = [(run, check) for run, found in checks.items() for check in found if check.problem is not None]
    for run, check in failed:
        say(f"{run}: {check.name}: {worded(str(check.problem))}")
    total = sum(map(len, checks.values()))
    say(trn("{} of {} check holds", "{} of {} checks hold", total, total - len(failed), total))
    if failed:
        raise typer.Exit(REGRESSION)


@app.command("report", epilog=EPILOG)
def report_command(
    names: NAMES = None,
    *,
    evals: EVALS = HERE,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The HTML file; report.html in the folder by default."),
    ] = None,
    against: AGAINST = None,
) -> None:
    """Write the leaderboard and every verdict as one HTML file. Runs the rules when they have not run."""
    from partyx.files import write_text  # noqa: PLC0415
    from partyx.scoring.report.page import page  # noqa: PLC0415
    from partyx.scoring.runs.run import has_run  # noqa: PLC0415
    from partyx.settings import Settings  # noqa: PLC0415

    folder = eval_folder(evals)
    cases = folder.cases()
    rules = folder.runs / "rules"
    if folder.types.built_in and not folder.types.own and not has_run(folder.runs, rules.name):
        settings = Settings.load(engine="rules")
        predicted(rules, cases, settings)
    path = output or folder.root / "report.html"
    write_text(path, page(folder, cases, _grades(folder, names, cases, against)))
    say(tr("{}: written", path))
