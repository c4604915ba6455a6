"""How often the intervals hold what they promise, on simulated corpora.

A document has a log-normal number of records and a quality of its own (beta-distributed), so that records
of one document go wrong together. For each corpus the nominal 95 % interval of the micro F1 is asked whether
it holds the F1 of 200,000 such documents. Run it with ``python evals/bench/bench_intervals.py``; it takes
about half a minute. Measured:

=========  =================  =================  ==================  ================
documents  jackknife-t micro  jackknife-t macro  document bootstrap  record bootstrap
=========  =================  =================  ==================  ================
        5             90.7 %             90.4 %              80.2 %            63.5 %
       10             89.6 %             91.7 %              84.0 %            70.0 %
       20             92.3 %             93.7 %              88.8 %            61.0 %
       40             93.1 %             94.4 %              91.0 %            59.5 %
=========  =================  =================  ==================  ================
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from partyx.scoring.metric.cells import Tally
from partyx.scoring.metric.intervals import jackknife_t, macro, micro

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CORPORA = 1_000
RESAMPLES = 300
Bounds = tuple[float, float]


def document(draw: random.Random) -> Tally:
    """About 10 records, of which 80 % are found; what is not found is now and then an invention instead."""
    gold = max(1, int(draw.lognormvariate(2.3, 0.8)))
    quality = draw.betavariate(6, 1.5)
    hits = sum(draw.random() < quality for _ in range(gold))
    invented = sum(draw.random() < (1 - quality) * 0.6 for _ in range(gold))
    return Tally(hits, gold, hits + invented)


def jackknife(figure: Callable[[Sequence[Tally]], float]) -> Callable[[list[Tally], random.Random], Bounds]:
    """The interval that partyx reports."""

    def bounds(documents: list[Tally], _: random.Random) -> Bounds:
        found = jackknife_t(documents, figure)
        assert found.low is not None
        assert found.high is not None
        return found.low, found.high

    return bounds


def _percentiles(values: list[float]) -> Bounds:
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]


def document_bootstrap(documents: list[Tally], draw: random.Random) -> Bounds:
    """Percentiles over resampled documents."""
    return _percentiles([micro(draw.choices(documents, k=len(documents))) for _ in range(RESAMPLES)])


def record_bootstrap(documents: list[Tally], draw: random.Random) -> Bounds:
    """Percentiles over resampled records, as if records of one document were independent."""
    records = [
        record
        for one in documents
        for record in (
            *[Tally(1, 1, 1)] * int(one.hits),
            *[Tally(0, 1, 0)] * int(one.gold - one.hits),
            *[Tally(0, 0, 1)] * int(one.predicted - one.hits),
        )
    ]
    return _percentiles([micro(draw.choices(records, k=len(records))) for _ in range(RESAMPLES)])


def coverage(
    size: int, truth: float, bounds: Callable[[list[Tally], random.Random], Bounds], corpora: int = CORPORA
) -> float:
    """The share of corpora of ``size`` documents whose interval holds ``truth``."""
    draw = random.Random(size)  # noqa: S311 - a simulation
    held = 0
    for _ in range(corpora):
        low, high = bounds([document(draw) for _ in range(size)], draw)
        held += low <= truth <= high
    return held / corpora


def main() -> None:
    """Print one row a corpus size."""
    draw = random.Random(1)  # noqa: S311
    population = [document(draw) for _ in range(200_000)]
    print("documents  jackknife-t micro  jackknife-t macro  document bootstrap  record bootstrap")
    for size in (5, 10, 20, 40):
        row = (
            coverage(size, micro(population), jackknife(micro)),
            coverage(size, macro(population), jackknife(macro)),
            coverage(size, micro(population), document_bootstrap, 400),
            coverage(size, micro(population), record_bootstrap, 200),
        )
        print(f"{size:9}  " + "  ".join(f"{share:17.1%}" for share in row))


if __name__ == "__main__":
    main()
