"""How often values of each class were right in graded runs, as :class:`partyx.reliability.Reliability`."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from partyx.reliability import RECORD, Reliability, ValueClass, engine_of, signs_of
from partyx.scoring.metric.cells import Tally
from partyx.scoring.metric.intervals import jackknife_t, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.extraction import Extraction
    from partyx.scoring.metric.score import RecordVerdict
    from partyx.scoring.runs.grading import Grade
    from partyx.scoring.runs.run import Run

_Key = tuple[str, str, str]


def reliability(graded: Iterable[tuple[Run, Grade]]) -> Reliability:
    """The table of some runs; runs of one engine are taken together.

    A value is right when its cell earns the whole score, and wrong when it earns less, is too much, or its
    record has no partner in gold. Values that gold is indifferent about are not counted.

    Raises:
        EvalError: A stored prediction cannot be read.
    """
    seen: dict[_Key, dict[str, Counter[bool]]] = defaultdict(lambda: defaultdict(Counter))
    for run, grade in graded:
        for document in grade.documents:
            found = run.predictions(document.id)[0].extraction  # further repeats are no further evidence
            for key, right in _judged(found, document.repeats[0].records) if found is not None else ():
                seen[key][document.id][right] += 1
    return Reliability(classes=tuple(_class(key, list(seen[key].values())) for key in sorted(seen)))


def _judged(found: Extraction, verdicts: Iterable[RecordVerdict]) -> Iterator[tuple[_Key, bool]]:
    """The classes of each predicted value, and whether it is right."""
    for verdict in verdicts:
        if verdict.predicted is None or verdict.type in found.records:
            continue
        signs = signs_of(found, f"{verdict.type}[{verdict.predicted}]")
        rights = {RECORD: [verdict.gold is not None]}
        for cell in verdict.cells:
            if cell.predicted is not None:
                rights.setdefault(cell.field.partition(".")[0], []).append(cell.score == 1)
        for name, values in rights.items():
            for sign in signs.get(name, ("",)):
                for right in values:
                    yield (engine_of(found), f"{verdict.type}.{name}", sign), right


def _class(key: _Key, articles: list[Counter[bool]]) -> ValueClass:
    """A class with the wider of two intervals.

    Over articles (jackknife-t), whose values are right or wrong together; and of the share alone (Wilson's
    score interval), which does not shrink to nothing where all were right.
    """
    right, of = sum(it[True] for it in articles), sum(it.total() for it in articles)
    over = jackknife_t([Tally(it[True], it.total(), it.total()) for it in articles])
    low, high = wilson(right, of)
    return ValueClass(
        engine=key[0],
        field=key[1],
        sign=key[2],
        right=right,
        of=of,
        articles=len(articles),
        low=round(min(low, low if over.low is None else over.low), 3),
        high=round(max(high, high if over.high is None else over.high), 3),
    )
