"""How sure a figure is: jackknife-t intervals, paired document swaps, and what could be seen at all.

The document is the cluster: records of one article share its layout and its traps, so documents are
resampled, never records. On simulated corpora of 10 documents (``evals/bench/bench_intervals.py``) the
nominal 95 % interval holds the truth in 90 % of the cases, a record bootstrap in 70 %.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.errors import MissingExtraError
from partyx.scoring.metric.cells import Tally, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

FEWEST_DOCUMENTS = 6
"""Below this many paired documents no two-sided difference can reach p < 0.05: 2 / 2^5 = 0.0625."""

LEVEL = 0.95
_Z = 1.96
"""The normal quantile of a 95 % interval."""
POWER = 0.8
_ALL_SWAPS_UP_TO = 16
"""All 2^16 swaps of 16 documents take 1 s; of more, :data:`_DRAWS` drawn ones."""
_DRAWS = 20_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its interval; the bounds are None below two documents.

    When no document differs from another the interval is the point itself, which says that nothing
    varied here, not that nothing ever will.
    """

    value: float
    low: float | None = None
    high: float | None = None


def average(tallies: Sequence[Tally]) -> Tally:
    """Repeats of one document as one document: repeats are no further evidence."""
    return Tally(*(sum(parts) / len(tallies) for parts in zip(*tallies, strict=True)))


def micro(tallies: Sequence[Tally]) -> float:
    """F1 over all documents together."""
    return together(tallies).f1


def macro(tallies: Sequence[Tally]) -> float:
    """The mean of the documents' F1; 1 when there are none."""
    return sum(one.f1 for one in tallies) / len(tallies) if tallies else 1.0


def _student(probability: float, freedom: int) -> float:
    try:
        from scipy.special import stdtrit  # noqa: PLC0415 - an extra
    except ImportError:
        raise MissingExtraError(
            "Intervals need scipy. Install it with: pip install 'partyx[evals]'"
        ) from None
    return float(stdtrit(freedom, probability))


def _jackknife_error(values: Callable[[Sequence[int]], float], count: int) -> float:
    """The standard error of a figure of ``count`` documents, from leaving out one at a time."""
    everyone = range(count)
    left_out = [values([other for other in everyone if other != one]) for one in everyone]
    mean = sum(left_out) / count
    return math.sqrt((count - 1) / count * sum((value - mean) ** 2 for value in left_out))


def jackknife_t(
    tallies: Sequence[Tally], figure: Callable[[Sequence[Tally]], float] = micro, level: float = LEVEL
) -> Interval:
    """The figure of some documents with its jackknife-t interval, cut at 0 and 1.

    Args:
        tallies: One a document, repeats averaged before.
        figure: :func:`micro` or :func:`macro`.
        level: Nominal coverage.

    Raises:
        MissingExtraError: scipy is not installed.
    """
    value, count = figure(tallies), len(tallies)
    if count < 2:  # noqa: PLR2004 - one document has no spread
        return Interval(value)
    error = _jackknife_error(lambda kept: figure([tallies[one] for one in kept]), count)
    reach = _student((1 + level) / 2, count - 1) * error
    return Interval(value, max(0.0, value - reach), min(1.0, value + reach))


def wilson(right: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share (Wilson 1927, JASA 22:209)."""
    share, spread = right / of, _Z * _Z / of
    middle = share + spread / 2
    reach = _Z * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, (middle - reach) / (1 + spread)), min(1.0, (middle + reach) / (1 + spread))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two systems on the same documents.

    Attributes:
        delta: Figure of the second minus the first.
        p: Two-sided, over swaps of the two outputs within documents; None below six documents, which can
            never be significant.
        smallest_p: The least p that these documents could give: 2 / 2^(documents that differ).
        detectable: The smallest true difference that would be seen four times in five at the 5 % level;
            None below two documents.
        differing: In how many documents the two differ.
        deltas: Second minus first in each document, by its own F1.
    """

    delta: float
    p: float | None
    smallest_p: float
    detectable: float | None
    differing: int
    deltas: tuple[float, ...]


def _patterns(count: int) -> Iterator[Sequence[bool]]:
    """All swaps, or drawn ones with a fixed seed; the first is always no swap."""
    if count <= _ALL_SWAPS_UP_TO:
        for number in range(2**count):
            yield [bool(number >> place & 1) for place in range(count)]
        return
    draw = random.Random(20231112)  # noqa: S311 - a test statistic, not a secret
    yield [False] * count
    for _ in range(_DRAWS):
        number = draw.getrandbits(count)
        yield [bool(number >> place & 1) for place in range(count)]


def _swapped_p(
    pairs: Sequence[tuple[Tally, Tally]], figure: Callable[[Sequence[Tally]], float], delta: float
) -> float:
    """Share of the swaps whose difference is at least as large. Pairs that do not differ need no swap."""
    differing = [index for index, (a, b) in enumerate(pairs) if a != b]
    if not differing:
        return 1.0
    reached = total = 0
    left, right = [a for a, _ in pairs], [b for _, b in pairs]
    for pattern in _patterns(len(differing)):
        for index, swap in zip(differing, pattern, strict=True):
            left[index], right[index] = pairs[index][::-1] if swap else pairs[index]
        reached += abs(figure(right) - figure(left)) >= abs(delta) - 1e-12
        total += 1
    return reached / total


def compare_paired(
    first: Sequence[Tally], second: Sequence[Tally], figure: Callable[[Sequence[Tally]], float] = micro
) -> Comparison:
    """Compare two systems by swapping their outputs document by document.

    Args:
        first: The first system's tallies, one a document, repeats averaged before.
        second: The second's, same documents in the same order.
        figure: :func:`micro` or :func:`macro`.

    Raises:
        ValueError: The two are of different length.
        MissingExtraError: scipy is not installed.
    """
    pairs = list(zip(first, second, strict=True))
    count, differing = len(pairs), sum(a != b for a, b in pairs)
    delta = figure(second) - figure(first)
    detectable = None
    if count >= 2:  # noqa: PLR2004 - one document has no spread

        def difference(kept: Sequence[int]) -> float:
            return figure([second[one] for one in kept]) - figure([first[one] for one in kept])

        reach = _student((1 + LEVEL) / 2, count - 1) + _student(POWER, count - 1)
        detectable = reach * _jackknife_error(difference, count)
    return Comparison(
        delta=delta,
        p=_swapped_p(pairs, figure, delta) if count >= FEWEST_DOCUMENTS else None,
        smallest_p=min(1.0, 2 / 2**differing),
        detectable=detectable,
        differing=differing,
        deltas=tuple(b.f1 - a.f1 for a, b in pairs),
    )
