"""Many articles through the rules: memory, the rate from begin to end, and what a second process is worth.

All figures are ratios within one run. ``PARTYX_BENCH_ARTICLES=100000`` makes it long; by default it is short.
"""

from __future__ import annotations

import os
import statistics
import time
from itertools import pairwise
from pathlib import Path

import pytest

import partyx

COUNT = int(os.environ.get("PARTYX_BENCH_ARTICLES", "3000"))
TENTHS = 10
MB = 2**20


def text(number: int) -> str:
    """An article of our own, three paragraphs."""
    lines = (
        f"Sáng 14/10/2024, Huyện ủy số {number} tổ chức hội nghị sơ kết.",
        f"Năm 2022, Đảng bộ huyện kết nạp {number % 900 + 10} đảng viên, đạt {number % 100}% kế hoạch.",
        f"Có {number % 40 + 3} chi bộ hoàn thành tốt nhiệm vụ.",
    )
    return "\n\n".join((f"Hội nghị số {number}", *lines * 2))


def resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MB


def run(count: int, processes: int) -> tuple[list[float], list[float]]:
    """Seconds and megabytes at the end of each tenth."""
    seconds, megabytes, start = [], [], time.perf_counter()
    sources = (text(number) for number in range(count))
    results = partyx.extract_many(sources, settings={"engine": "rules"}, processes=processes)
    for done, result in enumerate(results, 1):
        assert isinstance(result, partyx.Extraction)
        if done % (count // TENTHS) == 0:
            seconds.append(time.perf_counter() - start)
            megabytes.append(resident())
    return seconds, megabytes


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc here")
def test_memory_stays_and_both_processors_work() -> None:
    """Memory is bounded; the gain of a second process is printed, since other work may take its turn."""
    one, _ = run(COUNT // 3, 1)
    two, megabytes = run(COUNT, 2)
    # The first tenth starts the processes.
    rates = [(COUNT // TENTHS) / (after - before) for before, after in pairwise(two)]
    alone = [(COUNT // 3 // TENTHS) / (after - before) for before, after in pairwise(one)]
    gain = statistics.median(rates) / statistics.median(alone)
    grown = megabytes[-1] - megabytes[0]
    print(
        f"\n{COUNT} articles: {statistics.median(rates):.0f} a second by two processes, {gain:.2f} times one"
    )
    print(f"memory after the first tenth {megabytes[0]:.1f} MB, grown by {grown:.1f} MB")
    print(f"rate of the second tenth {rates[0]:.0f}, of the last {rates[-1]:.0f} a second")
    assert grown < 30
