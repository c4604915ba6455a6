"""The gate: what a change may not make worse.

It cannot rest on significance, since five documents can never be significant. It holds three things: a
deterministic replay says exactly what it said when it was pinned; every prediction comes and every quote is
verbatim; no figure falls below its floor by more than the budget. Floors are raised by pinning again, and
lowered only when that is said in so many words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pydantic import Field

from partyx.errors import EvalError
from partyx.files import boundary, read_json, write_json
from partyx.records import Frozen
from partyx.scoring.gold.folder import corpus_gold_hash, corpus_hash
from partyx.scoring.gold.format import JOINING
from partyx.scoring.hashes import scorer_hash
from partyx.scoring.metric.figures import by_origin, corpus_figures, kinds_in, titles
from partyx.scoring.metric.score import strict_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from partyx.scoring.gold.folder import Case
    from partyx.scoring.runs.grading import Grade

_DECIMALS = 6
HELD = (
    "subject",
    "period",
    "period.own",
    "period.inherited",
    *sorted(JOINING),
)
"""The fields of a statistic that have a floor of their own: what a figure is joined by."""


class Best(Frozen):
    """The best value that a figure was ever pinned with."""

    value: float
    run: str


class Pinned(Frozen):
    """What one run is held to."""

    floors: dict[str, float] = Field(description='Figure to floor. Example: {"real/statistics/values": 0.98}')
    articles: list[str] = Field(description="Ids of the articles it was asked about.")
    failures: int = Field(default=0, description="Failed predictions allowed.")
    budget: float = Field(default=0.0, ge=0, le=1, description="How far a figure may fall below its floor.")
    fingerprints: dict[str, list[str | None]] = Field(
        default_factory=dict,
        description="Article id to what each repeat said; empty for a run that may vary.",
    )


class Floors(Frozen):
    """The floors file."""

    schema_version: str = Field(default="1.0")
    corpus_sha256: str = Field(default="", description="Of the texts.")
    gold_sha256: str = Field(default="", description="Of the gold.")
    scorer_sha256: str = Field(default="", description="Of the scorer's code.")
    runs: dict[str, Pinned] = Field(default_factory=dict, description="By the run's name.")
    best: dict[str, Best] = Field(default_factory=dict, description='By figure: "real/statistics/values".')


class Check(NamedTuple):
    """One thing the gate looked at; ``problem`` is None when it holds."""

    name: str
    problem: str | None = None


def load_floors(path: Path) -> Floors:
    """Read the floors; an absent file has none.

    Raises:
        EvalError: The file is not of this format.
    """
    if not path.exists():
        return Floors()
    with boundary(path, EvalError, "Restore it from version control."):
        return Floors.model_validate(read_json(path))


def measured(grade: Grade) -> dict[str, float]:
    """The figures that are held, by origin: headlines and strict ones (micro), verbatim shares, fields."""
    found: dict[str, float] = {}
    for origin, group in by_origin(one.averaged() for one in grade.documents).items():
        figures = corpus_figures(group)
        of_types = [
            name for kind in kinds_in(figures) for name in (f"{kind}/grounding/verbatim", strict_name(kind))
        ]
        of_fields = [name for name in map("statistics/field/{}".format, HELD) if name in figures]
        for name in (*titles(figures), *of_types, *of_fields):
            found[f"{origin}/{name}"] = round(figures[name].micro.value, _DECIMALS)
    return found


def _fingerprints(grade: Grade) -> dict[str, list[str | None]]:
    return {one.id: [repeat.fingerprint for repeat in one.repeats] for one in grade.documents}


def _hashes(cases: Sequence[Case]) -> dict[str, str]:
    """What the figures hold for, by the fields of :class:`Floors`."""
    return {
        "corpus_sha256": corpus_hash(cases),
        "gold_sha256": corpus_gold_hash(cases),
        "scorer_sha256": scorer_hash(),
    }


def _check_hashes(floors: Floors, cases: Sequence[Case]) -> None:
    """Figures of other texts, gold or scorer are no floors.

    Raises:
        EvalError: One of the hashes is not the pinned one.
    """
    changed = [name for name, now in _hashes(cases).items() if getattr(floors, name) != now]
    if changed:
        names = " and ".join(name.removesuffix("_sha256") for name in changed)
        raise EvalError(
            f"the floors were pinned with another {names}; the figures cannot be compared. "
            "Grade again, look at the change, and pin: partyx eval gate RUN --pin"
        )


def _replay_checks(pinned: Pinned, grade: Grade) -> list[Check]:
    said = _fingerprints(grade)
    changed = "no longer gives what was pinned; see what changed with: partyx eval compare"
    return [
        Check(f"replay/{article}", None if said.get(article) == was else f"{article} {changed}")
        for article, was in sorted(pinned.fingerprints.items())
    ]


def check_run(grade: Grade, floors: Floors, cases: Sequence[Case]) -> list[Check]:
    """Everything the gate looks at for one run.

    Raises:
        EvalError: The run is not pinned, or texts, gold or scorer are not the pinned ones.
        MissingExtraError: scipy is not installed.
    """
    pinned = floors.runs.get(grade.name)
    if pinned is None:
        raise EvalError(f"no floors for {grade.name}. Pin it: partyx eval gate {grade.name} --pin")
    _check_hashes(floors, cases)
    problem = None
    if grade.failures > pinned.failures:
        problem = f"{grade.failures} predictions failed, {pinned.failures} are allowed"
    checks = [Check("validity", problem)]
    if pinned.articles != sorted(grade.by_id):
        differing = sorted(grade.by_id.keys() ^ set(pinned.articles))
        checks.append(Check("articles", f"{', '.join(differing)} in only one of floors and run"))
    if pinned.fingerprints:
        checks += _replay_checks(pinned, grade)
    found = measured(grade)
    for name, floor in sorted(pinned.floors.items()):
        value = found.get(name)
        problem = None
        if value is None:
            problem = "was not measured"
        elif value < floor - pinned.budget - 10**-_DECIMALS / 2:
            problem = f"{value:.4f} is below the floor of {floor:.4f} (budget {pinned.budget:.4f})"
        checks.append(Check(f"floor/{name}", problem))
    return checks


def _fallen(before: Pinned | None, found: Mapping[str, float], failed: int) -> list[str]:
    """The floors that pinning would lower, in words."""
    if before is None:
        return []
    fallen = [
        f"{name} from {floor:.4f} to {found.get(name, 0.0):.4f}"
        for name, floor in before.floors.items()
        if found.get(name, 0.0) < floor
    ]
    if failed > before.failures:
        fallen.append(f"failed predictions from {before.failures} to {failed}")
    return fallen


def _allow(grade: Grade, before: Pinned | None) -> None:
    """Refuse to lower a floor.

    Raises:
        EvalError: One would fall.
    """
    if fallen := _fallen(before, measured(grade), grade.failures):
        raise EvalError(f"{grade.name}: would lower {'; '.join(fallen)}. If that is meant: --lower-floor")


def pin(  # noqa: PLR0913 - what is pinned, and on which terms
    grades: Sequence[Grade],
    floors: Floors,
    cases: Sequence[Case],
    *,
    deterministic: bool = True,
    lower: bool = False,
    budget: float | None = None,
) -> Floors:
    """The floors with some runs' figures as they are now.

    Args:
        grades: The runs.
        floors: As they were.
        cases: Articles with their gold.
        deterministic: Hold the runs to every word they say.
        lower: Allow a floor to fall.
        budget: How far a figure may fall below its floor; None keeps the pinned one, or none.

    Raises:
        EvalError: A floor would fall and may not; or texts, gold or scorer have changed and another pinned
            run is not among the given ones, whose floors would then mean nothing.
        MissingExtraError: scipy is not installed.
    """
    hashes = _hashes(cases)
    same = all(getattr(floors, name) == value for name, value in hashes.items())
    others = floors.runs.keys() - {grade.name for grade in grades}
    if not same and others:
        raise EvalError(
            f"texts, gold or scorer have changed: pin {', '.join(sorted(others))} together with these runs."
        )
    best = dict(floors.best) if same else {}
    runs = dict(floors.runs)
    for grade in grades:
        before, found = floors.runs.get(grade.name), measured(grade)
        if not lower:
            _allow(grade, before)
        kept = before.budget if before else 0.0
        runs[grade.name] = Pinned(
            articles=sorted(grade.by_id),
            floors=found,
            failures=grade.failures,
            budget=kept if budget is None else budget,
            fingerprints=_fingerprints(grade) if deterministic else {},
        )
        for name, value in found.items():
            if name not in best or value > best[name].value:
                best[name] = Best(value=value, run=grade.name)
    return Floors(**hashes, runs=runs, best=dict(sorted(best.items())))


def save_floors(floors: Floors, path: Path) -> None:
    """Write the floors file."""
    write_json(path, floors.model_dump(mode="json", exclude_defaults=True), inside=path.parent)
