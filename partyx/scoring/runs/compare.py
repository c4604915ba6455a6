"""Two graded runs side by side: what changed, in which documents, and in which sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.errors import EvalError
from partyx.reading import read
from partyx.scoring.metric.cells import Tally
from partyx.scoring.metric.figures import by_origin, titles
from partyx.scoring.metric.intervals import Comparison, compare_paired
from partyx.scoring.runs.grading import total_spent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partyx.article import Article
    from partyx.records import Span
    from partyx.scoring.gold.folder import Case
    from partyx.scoring.metric.cells import Cell
    from partyx.scoring.runs.grading import Grade, GradedDocument, Spent


@dataclass(frozen=True)
class Change:
    """One gold cell that one run has right and the other has not.

    Attributes:
        article: The article's id.
        where: Record and field, "statistics[3].unit", by gold's numbering.
        gold: What is right.
        first: What the first run says instead, or None.
        second: What the second says, or None.
        sentence: The sentence of the article that the record stands in.
    """

    article: str
    where: str
    gold: str | None
    first: str | None
    second: str | None
    sentence: str


@dataclass(frozen=True)
class RunComparison:
    """What :func:`compare_runs` finds.

    Attributes:
        names: The two runs.
        articles: Origin to the ids that both have.
        figures: Origin to headline figure to its comparison; real and written apart.
        newly_right: Cells that only the second has right.
        newly_wrong: Cells that only the first has right.
        invented: Article id to invented records of the first and the second, headline threshold.
        bills: What each took.
    """

    names: tuple[str, str]
    articles: Mapping[str, Sequence[str]]
    figures: Mapping[str, Mapping[str, Comparison]]
    newly_right: tuple[Change, ...]
    newly_wrong: tuple[Change, ...]
    invented: Mapping[str, tuple[int, int]]
    bills: tuple[Spent, Spent]


def _check(first: Grade, second: Grade, shared: Sequence[str]) -> None:
    """Refuse what cannot be compared.

    Raises:
        EvalError: Scorer or gold differ, or there is no common article.
    """
    if not shared:
        raise EvalError(f"{first.name} and {second.name} have no graded article in common.")
    again = "Grade both again: partyx eval grade RUN"
    if first.scorer_sha256 != second.scorer_sha256:
        raise EvalError(f"{first.name} and {second.name} were graded by different scorers. {again}")
    differing = [one for one in shared if first.by_id[one].gold_sha256 != second.by_id[one].gold_sha256]
    if differing:
        raise EvalError(
            f"{first.name} and {second.name} were graded on different gold: {', '.join(differing)}. {again}"
        )


def _gold_cells(document: GradedDocument) -> dict[str, Cell]:
    """Address to cell, for every cell that gold fills, of the first repeat."""
    return {
        f"{record.type}[{record.gold}].{cell.path}": cell
        for record in document.repeats[0].records
        if record.gold is not None
        for cell in record.cells
        if cell.counts[0]
    }


def _invented(document: GradedDocument) -> int:
    return sum(record.gold is None for record in document.repeats[0].records)


def sentence_of(article: Article, spans: Sequence[Span]) -> str:
    """The sentence that the first of some spans starts in."""
    if not spans:
        return ""
    index = article.sentence_at(article.view_range(spans[0])[0])
    if index is None:
        return spans[0].text
    sentence = article.sentences[index]
    return article.view[sentence.start : sentence.end]


def _changes(case: Case, first: GradedDocument, second: GradedDocument) -> Iterator[tuple[bool, Change]]:
    """The gold cells that one run has right and the other has not; True where it is the second that has."""
    before, after = _gold_cells(first), _gold_cells(second)
    records = dict(case.gold.records())
    article: Article | None = None
    for where in before | after:
        cells = before.get(where), after.get(where)
        was, now = (cell is not None and cell.outcome == "right" for cell in cells)
        if was == now:
            continue
        article = article or read(case.path)
        first_says, second_says = (cell.predicted if cell else None for cell in cells)
        wanted = next(cell.gold for cell in cells if cell is not None)
        sentence = sentence_of(article, records[where.split(".", 1)[0]].evidence)
        yield now, Change(case.id, where, wanted, first_says, second_says, sentence)


def compare_runs(first: Grade, second: Grade, cases: Iterable[Case]) -> RunComparison:
    """Compare two graded runs on the articles they share.

    Raises:
        EvalError: They were graded by different scorers or on different gold, or share no article.
        MissingExtraError: scipy is not installed.
    """
    shared = sorted(first.by_id.keys() & second.by_id.keys())
    _check(first, second, shared)
    pairs = {one: (first.by_id[one], second.by_id[one]) for one in shared}
    groups = by_origin(one.averaged() for one, _ in pairs.values())
    changes = [change for case in cases if case.id in pairs for change in _changes(case, *pairs[case.id])]
    return RunComparison(
        names=(first.name, second.name),
        articles={origin: [one.id for one in group] for origin, group in groups.items()},
        figures={
            origin: {
                name: compare_paired(
                    [first.by_id[one.id].figures.get(name, Tally()) for one in group],
                    [second.by_id[one.id].figures.get(name, Tally()) for one in group],
                )
                for name in titles(group[0].figures)
            }
            for origin, group in groups.items()
        },
        newly_right=tuple(change for right, change in changes if right),
        newly_wrong=tuple(change for right, change in changes if not right),
        invented={one: (_invented(a), _invented(b)) for one, (a, b) in pairs.items()},
        bills=(total_spent(a for a, _ in pairs.values()), total_spent(b for _, b in pairs.values())),
    )
