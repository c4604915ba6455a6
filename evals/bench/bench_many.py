"""Many articles through the rules: memory, an article's time early and late, the worth of a second process.

All figures but the printed rates are of processor time, and of ratios within one run: other work on the
machine does not count. ``PARTYX_BENCH_ARTICLES=100000`` makes it long; by default it is short.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

import partyx

sys.path.insert(0, str(Path(__file__).parent))
from processes import THERE, Took, took

COUNT = int(os.environ.get("PARTYX_BENCH_ARTICLES", "3000"))
TENTHS = 10
PACES = 10
"""How often in a tenth the machine's own pace is taken."""
MOST_MB = 30
LEAST_GAIN = float(os.environ.get("PARTYX_BENCH_GAIN", "1.7"))
MOST_SLOWER = 0.1 if COUNT >= 50_000 else 0.3 if COUNT >= 3_000 else 0.8
"""How much longer an article takes at the end. Of a tenth of 300 articles the clock's ticks alone are some
per cent, of 40 the half (a machine that was busy for a second showed 0.5); that the first articles of a
process take longer (by 0.4 of 120 articles) is no fault."""
LEAST_SHARE = 0.35
"""Of the works that the process with fewer of two does."""


def text(number: int) -> str:
    """An article of our own, seven paragraphs."""
    lines = (
        f"Sáng 14/10/2024, Huyện ủy số {number} tổ chức hội nghị sơ kết.",
        f"Năm 2022, Đảng bộ huyện kết nạp {number % 900 + 10} đảng viên, đạt {number % 100}% kế hoạch.",
        f"Có {number % 40 + 3} chi bộ hoàn thành tốt nhiệm vụ.",
    )
    return "\n\n".join((f"Hội nghị số {number}", *lines * 2))


class Tenth(NamedTuple):
    """One of the ten parts of a run.

    Attributes:
        processor: Milliseconds of processor an article, of all processes.
        own: Those of the process that hands out the work.
        rate: Articles a second, as the machine's other work left it.
        megabytes: Of all processes at its end.
        pace: Seconds that the same small work took meanwhile.
    """

    processor: float
    own: float
    rate: float
    megabytes: float
    pace: float


def pace() -> float:
    """Processor seconds of some work that is always the same."""
    start = time.thread_time()
    sorted(str(number * 7919 % 10_007) for number in range(10_007))
    return time.thread_time() - start


def run(count: int, processes: int) -> tuple[list[Tenth], Took]:
    """The second to the last tenth of a run, in the first of which the processes start; and what it took."""
    size, points, paces = count // TENTHS, [], []
    sources = map(text, range(count + 1))  # one more: the last result comes when the processes have ended
    results = partyx.extract_many(sources, settings={"engine": "rules"}, processes=processes)
    for done, result in enumerate(results, 1):
        assert isinstance(result, partyx.Extraction)
        if done % (size // PACES) == 0:
            paces.append(pace())
        if done % size == 0:
            points.append((took(), sum(paces)))
            paces.clear()
    return [_between(a, b, size, spent) for (a, _), (b, spent) in pairwise(points)], points[-1][0]


def _between(before: Took, after: Took, articles: int, paces: float) -> Tenth:
    own = after.own - before.own - paces
    return Tenth(
        1000 * (own + sum(after.others.values()) - sum(before.others.values())) / articles,
        1000 * own / articles,
        articles / (after.wall - before.wall),
        after.megabytes,
        paces / PACES,
    )


def alone(count: int) -> float:
    """Milliseconds of processor that an article takes in a process of its own, which does nothing else."""
    done = subprocess.run([sys.executable, __file__, str(count)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def one_after_the_other(count: int) -> float:
    """The same, in this process."""
    for number in range(20):
        partyx.extract(text(number), settings={"engine": "rules"})
    start = time.process_time()
    for number in range(count):
        partyx.extract(text(number), settings={"engine": "rules"})
    return 1000 * (time.process_time() - start) / count


def cost(tenths: list[Tenth]) -> float:
    """The mean of an article's time in some tenths, in paces of the machine."""
    return sum(tenth.processor / tenth.pace for tenth in tenths) / len(tenths)


@pytest.mark.skipif(not THERE, reason="no /proc here")
def test_memory_and_pace_stay_and_both_processors_work() -> None:
    """A second process is worth what two processors do of articles, beside one that does nothing else."""
    before = alone(min(COUNT // 4, 500))
    tenths, end = run(COUNT, 2)
    one = (before + alone(min(COUNT // 4, 500))) / 2
    both = sum(tenth.processor for tenth in tenths) / len(tenths)
    gain, grown = 2 * one / both, tenths[-1].megabytes - tenths[0].megabytes
    slower = cost(tenths[-3:]) / cost(tenths[:3]) - 1
    share = sorted(end.others.values())[-2] / sum(sorted(end.others.values())[-2:])
    print(f"\n{COUNT} articles, an article in one process {one:.2f} ms of processor")
    for tenth in tenths:
        print(
            f"{tenth.processor:6.2f} ms an article, {tenth.own:5.2f} of them to hand it out; "
            f"{tenth.rate:4.0f} a second; {tenth.megabytes:6.1f} MB; pace {1000 * tenth.pace:.2f} ms"
        )
    print(f"two processors do {gain:.2f} times the articles of one; the second does {share:.2f} of the work")
    print(f"from the first three of them to the last: {slower:+.3f} of an article's time, {grown:+.1f} MB")
    assert grown < MOST_MB
    assert gain >= LEAST_GAIN
    assert share >= LEAST_SHARE
    assert slower <= MOST_SLOWER


if __name__ == "__main__":
    print(one_after_the_other(int(sys.argv[1])))
