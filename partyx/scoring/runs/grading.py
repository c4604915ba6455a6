"""Grades of a run: scored offline from what was stored, kept beside it, and only redone when needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from partyx.errors import EvalError
from partyx.files import boundary, read_json, write_json
from partyx.kinds.asked import Asked
from partyx.kinds.record import spec_of
from partyx.records import Frozen
from partyx.scoring.gold.format import gold_hash
from partyx.scoring.hashes import combined, digest, fingerprint, scorer_hash
from partyx.scoring.metric.cells import Tally
from partyx.scoring.metric.figures import DocumentFigures, average_repeats
from partyx.scoring.metric.score import RecordVerdict, score_document
from partyx.scoring.runs.review import Reviewed, reviewed
from partyx.scoring.runs.run import Prediction, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from partyx.extraction import Extraction
    from partyx.kinds.registry import Chosen
    from partyx.records import Usage
    from partyx.scoring.gold.folder import Case
    from partyx.scoring.metric.score import DocumentScore


class Spent(Frozen):
    """What predictions took. Tokens and cost count cached answers as if they had been asked.

    ``cost_usd`` is None when the price of a call is not known.
    """

    seconds: float = 0.0
    calls: int = 0
    cached_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None


class GradedRepeat(Frozen):
    """One prediction of one article, graded."""

    error: str | None = None
    fingerprint: str | None = None
    spent: Spent = Field(default_factory=Spent)
    records: list[RecordVerdict] = Field(default_factory=list)
    review: list[Reviewed] = Field(default_factory=list)


class GradedDocument(Frozen):
    """One article of a run, graded."""

    key: str = Field(description="Hash of gold, predictions and scorer: while it holds, so does the grade.")
    id: str
    origin: str
    gold_sha256: str
    scorer_sha256: str
    figures: dict[str, Tally]
    repeats: list[GradedRepeat]

    @property
    def failures(self) -> int:
        """How many repeats gave nothing."""
        return sum(one.error is not None for one in self.repeats)

    def averaged(self) -> DocumentFigures:
        """The figures, repeats averaged."""
        return DocumentFigures(self.id, self.origin, self.failures, self.figures)


@dataclass(frozen=True)
class Grade:
    """A graded run."""

    name: str
    documents: tuple[GradedDocument, ...]
    configuration: Mapping[str, Any]

    @property
    def gold_sha256(self) -> str:
        """One hash of the gold it was graded against."""
        return combined((one.id, one.gold_sha256) for one in self.documents)

    @property
    def scorer_sha256(self) -> str:
        """The scorer's hash."""
        return self.documents[0].scorer_sha256

    @property
    def failures(self) -> int:
        """How many predictions failed."""
        return sum(one.failures for one in self.documents)

    @property
    def by_id(self) -> dict[str, GradedDocument]:
        """Article id to its grade."""
        return {one.id: one for one in self.documents}


def spent(found: Extraction) -> Spent:
    """Seconds, tokens and cost of one extraction."""
    usage = found.provenance.usage
    return Spent(
        seconds=round(sum(found.provenance.seconds.values()), 6),
        calls=usage.calls,
        cached_calls=usage.cached_calls,
        input_tokens=usage.input_tokens + usage.cached_input_tokens,
        output_tokens=usage.output_tokens + usage.cached_output_tokens,
        cost_usd=_as_if_asked(usage),
    )


def _as_if_asked(usage: Usage) -> float | None:
    """What the calls cost, cached ones counted at what they would have; None when a price is not known."""
    costs = [usage.cost_usd] if usage.calls else []
    costs += [usage.cached_cost_usd] if usage.cached_calls else []
    known = [cost for cost in costs if cost is not None]
    return sum(known) if len(known) == len(costs) else None


def total_spent(documents: Iterable[GradedDocument]) -> Spent:
    """What some documents took together, all repeats; nothing asked costs nothing."""
    spent = [repeat.spent for document in documents for repeat in document.repeats]
    sums = {
        name: sum(getattr(one, name) for one in spent) for name in Spent.model_fields if name != "cost_usd"
    }
    costs = [one.cost_usd for one in spent if one.calls + one.cached_calls]
    known = [cost for cost in costs if cost is not None]
    return Spent(**sums, cost_usd=sum(known) if len(known) == len(costs) else None)


def _repeat(
    prediction: Prediction, score: DocumentScore, other: Extraction | None, types: Chosen
) -> GradedRepeat:
    found = prediction.extraction
    return GradedRepeat(
        error=prediction.error if found is None else None,
        fingerprint=None if found is None else fingerprint(found),
        spent=Spent() if found is None else spent(found),
        records=list(score.records),
        review=[] if found is None else reviewed(found, score, other, types),
    )


def _key(case: Case, predictions: Sequence[Prediction], other: Extraction | None) -> str:
    said = [
        fingerprint(one.extraction) + str(spent(one.extraction)) if one.extraction else f"failed {one.error}"
        for one in predictions
    ]
    declared = [Asked(frozenset(), (spec_of(one),)).sha256 for one in case.types.own]
    return digest(gold_hash(case.gold), scorer_hash(), fingerprint(other) if other else "", *declared, *said)


def grade_document(
    case: Case, predictions: Sequence[Prediction], other: Extraction | None = None, key: str = ""
) -> GradedDocument:
    """Grade the predictions for one article.

    Args:
        case: The article with its gold.
        predictions: One a repeat, at least one.
        other: What a second engine said, for the review budget.
        key: See :class:`GradedDocument`.

    Raises:
        EvalError: A prediction is of another text.
        MissingExtraError: scipy is not installed.
    """
    scores = [score_document(case.gold, one.extraction, case.text, case.types) for one in predictions]
    figures = average_repeats(scores).figures
    return GradedDocument(
        key=key,
        id=case.id,
        origin=case.gold.origin,
        gold_sha256=gold_hash(case.gold),
        scorer_sha256=scorer_hash(),
        figures={name: Tally(*(round(part, 6) for part in tally)) for name, tally in figures.items()},
        repeats=[
            _repeat(one, score, other, case.types) for one, score in zip(predictions, scores, strict=True)
        ],
    )


def _stored(path: Path, key: str) -> GradedDocument | None:
    """The grade from last time, if it still holds and nobody has touched it."""
    try:
        with boundary(path, EvalError):
            data = read_json(path)
            if data.pop("sha256") != _digest_of(data) or data["key"] != key:
                return None
            return GradedDocument.model_validate(data)
    except EvalError:
        return None


def _store(path: Path, graded: GradedDocument) -> None:
    data = graded.model_dump(mode="json", exclude_defaults=True)
    write_json(path, {**data, "sha256": _digest_of(data)}, inside=path.parent.parent)


def _digest_of(data: object) -> str:
    return digest(json.dumps(data, sort_keys=True))


def grade_run(run: Run, cases: Iterable[Case], other: Run | None = None) -> Grade:
    """Grade every article of a run that has gold; what was graded before and still holds is kept.

    Args:
        run: The run; articles it was never asked about are left out, failed ones are not.
        cases: Articles with their gold.
        other: A second engine's run, for the review budget.

    Raises:
        EvalError: No article of the run has gold, or a prediction is of another text.
        MissingExtraError: scipy is not installed.
    """
    documents: list[GradedDocument] = []
    for case in cases:
        if case.id not in run.manifest.articles:
            continue
        predictions = run.predictions(case.id)
        second = other.prediction(case.id) if other is not None and other.path != run.path else None
        against = second.extraction if second is not None else None
        key = _key(case, predictions, against)
        path = run.path / "grades" / f"{case.id}.json"
        graded = _stored(path, key)
        if graded is None:
            graded = grade_document(case, predictions, against, key)
            _store(path, graded)
        documents.append(graded)
    if not documents:
        raise EvalError(f"{run.path}: no article of this run has reviewed gold.")
    return Grade(run.name, tuple(documents), run.manifest.configuration)


def empty_grade(cases: Iterable[Case]) -> Grade:
    """The floor of every leaderboard: nothing said about any article."""
    documents = [grade_document(case, [Prediction(case.id, 1, None)]) for case in cases]
    return Grade("all-empty", tuple(documents), {"engine": "none"})
