"""The evals as a task of inspect_ai: ``inspect eval partyx/extraction --model openai/NAME``.

The samples are the articles with gold, the answers come through inspect's own providers or from the rules,
and the scorer is partyx's. Every figure stands for itself, real and written articles apart; nothing is
blended. Loaded by inspect, through the entry point; nothing in partyx imports it. Needs the extra
``inspect``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from inspect_ai import Task, task
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.model import GenerateConfig, ModelOutput, get_model
from inspect_ai.scorer import Metric, SampleScore, Score, Scorer, Target, metric, scorer
from inspect_ai.solver import Generate, Solver, TaskState, solver

from partyx.errors import EvalError, PartyxError
from partyx.extraction import Extraction
from partyx.extractor import aextract
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import gold_hash
from partyx.scoring.hashes import scorer_hash
from partyx.scoring.inspect_model import InspectAnswers
from partyx.scoring.metric.cells import ERRORS, Tally
from partyx.scoring.metric.figures import TITLES, DocumentFigures, average_figures, by_origin, corpus_figures
from partyx.scoring.metric.score import count_errors, score_document
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.scoring.metric.score import DocumentScore

Engine = Literal["model", "rules"]


@task
def extraction(evals: str = "evals", engine: Engine = "model", only: str | list[str] | None = None) -> Task:
    """Extraction over the articles of an evals folder that have reviewed gold.

    Args:
        evals: The folder; a relative one counts from where inspect runs the task.
        engine: "model" asks the model that inspect runs with; "rules" asks none.
        only: Ids to keep, as a list or with commas between; None keeps all.

    Raises:
        EvalError: The folder holds no gold, or an id is unknown.
    """
    folder = EvalFolder(Path(evals).resolve())
    samples = [
        Sample(
            input=case.text,
            id=case.id,
            metadata={"origin": case.gold.origin, "file": case.gold.article.file},
        )
        for case in folder.cases(_ids(only))
    ]
    settings = Settings.load()
    return Task(
        dataset=MemoryDataset(samples, name="partyx", location=str(folder.root)),
        solver=extract_records(str(folder.root), engine),
        scorer=cell_f1(str(folder.root)),
        config=GenerateConfig(temperature=settings.temperature, seed=settings.seed),
    )


def _ids(only: str | list[str] | None) -> list[str]:
    """The ids that were asked for.

    Raises:
        EvalError: A number, which is what inspect makes of ``-T only=004``.
    """
    ids = only.split(",") if isinstance(only, str) else ([] if only is None else only)
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise EvalError(f"only={only}: inspect read an id as a number. Use --sample-id in place of only.")
    return ids


@solver
def extract_records(evals: str, engine: Engine = "model") -> Solver:
    """The prediction for one article; its JSON is the sample's output.

    An article that partyx can make nothing of (no usable answer, say) has an empty output and counts as a
    failed document. What a provider of inspect raises is the sample's error and is not scored.

    Args:
        evals: The evals folder.
        engine: As in :func:`extraction`.
    """
    articles = EvalFolder(Path(evals)).articles

    async def solve(state: TaskState, generate: Generate) -> TaskState:  # noqa: ARG001 - partyx asks by itself
        name = "rules" if engine == "rules" else str(get_model())
        try:
            found = await _extract(articles / state.metadata["file"], engine)
        except PartyxError as error:
            state.output = ModelOutput(model=name, error=f"{type(error).__name__}: {error}")
        else:
            state.output = ModelOutput.from_content(name, found.to_json())
        return state

    return solve


async def _extract(article: Path, engine: Engine) -> Extraction:
    """By the rules, or through the model that inspect runs with."""
    if engine == "rules":
        return await aextract(article, settings=Settings.load(engine="rules"))
    model = get_model()
    # Answers are inspect's to cache: partyx's own cache would give every epoch the same one.
    settings = Settings.load(engine="model", model=str(model), base_url=None, recordings=None, cache="off")
    return await aextract(
        article,
        settings=settings,
        model=InspectAnswers(model, strict=settings.answer_form in ("auto", "strict")),
    )


def _figures(scores: Sequence[SampleScore]) -> dict[str, list[DocumentFigures]]:
    """Origin to its documents, the epochs of each averaged first: repeats are no further evidence."""
    repeats: dict[str, list[dict[str, Any]]] = {}
    for one in scores:
        repeats.setdefault(str(one.sample_id), []).append(one.score.metadata or {})
    return by_origin(
        DocumentFigures(
            name,
            said[0]["origin"],
            sum(one["failed"] for one in said),
            average_figures([{key: Tally(*one["figures"][key]) for key in TITLES} for one in said]),
        )
        for name, said in repeats.items()
    )


@metric(scores="unreduced")
def micro(figure: str) -> Metric:
    """F1 over all documents of one origin together, with its 95 % jackknife-t interval by document.

    Args:
        figure: Its name, as in ``partyx.scoring.metric.figures.TITLES``.
    """

    def measure(scores: list[SampleScore]) -> dict[str, float]:
        found: dict[str, float] = {}
        for origin, documents in _figures(scores).items():
            interval = corpus_figures(documents)[figure].micro
            found[origin] = interval.value
            if interval.low is not None and interval.high is not None:
                found |= {f"{origin}_low": interval.low, f"{origin}_high": interval.high}
        return found

    return measure


@metric(scores="unreduced")
def macro(figure: str) -> Metric:
    """The mean of the documents' F1 for one origin.

    Args:
        figure: Its name, as in ``partyx.scoring.metric.figures.TITLES``.
    """

    def measure(scores: list[SampleScore]) -> dict[str, float]:
        return {
            origin: corpus_figures(documents)[figure].macro.value
            for origin, documents in _figures(scores).items()
        }

    return measure


@metric(scores="unreduced")
def count() -> Metric:
    """How many predictions failed, by origin."""

    def measure(scores: list[SampleScore]) -> dict[str, float]:
        return {
            origin: sum(one.failures for one in documents) for origin, documents in _figures(scores).items()
        }

    return measure


@scorer(
    metrics={
        **{title: [micro(figure), macro(figure)] for figure, title in TITLES.items()},
        "failed": [count()],
    }
)
def cell_f1(evals: str) -> Scorer:
    """The headline figures of one article by partyx's metric, each for itself, and whether it failed.

    The score's metadata holds the tallies (hits, gold, predicted), the cells by kind of error, and the hashes
    under which figures may be compared.

    Args:
        evals: The evals folder.
    """
    cases = {case.id: case for case in EvalFolder(Path(evals)).cases()}

    async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001 - gold is more than a text
        case, said = cases[str(state.sample_id)], state.output.completion
        found = Extraction.model_validate_json(said) if said else None
        one = score_document(case.gold, found, case.text)
        figures = {name: one.figures[name] for name in TITLES}
        return Score(
            value={**{TITLES[name]: tally.f1 for name, tally in figures.items()}, "failed": int(one.failed)},
            explanation=_explanation(one, state.output.error),
            metadata={
                "origin": one.origin,
                "failed": one.failed,
                "figures": {name: [round(part, 6) for part in tally] for name, tally in figures.items()},
                "errors": {
                    kind: {outcome: counts[outcome] for outcome in sorted(ERRORS)}
                    for kind, counts in count_errors(one.records).items()
                },
                "gold_sha256": gold_hash(case.gold),
                "scorer_sha256": scorer_hash(),
            },
        )

    return score


def _explanation(score: DocumentScore, error: str | None) -> str:
    """Every cell that is not right, one a line."""
    lines = [f"failed: {error}"] if score.failed else []
    lines += [
        f"{record.type} {cell.path} {cell.outcome}: {cell.gold!r}, said {cell.predicted!r}"
        for record in score.records
        for cell in record.cells
        if cell.outcome != "right"
    ]
    return "\n".join(lines)
