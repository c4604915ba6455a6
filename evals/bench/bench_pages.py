"""How the time to read a page grows with what a page may hold by the thousand.

Target: at most 2.3 times the processor time for twice the page, the fastest of several rounds.
Run with ``python -m pytest evals/bench/bench_pages.py -s``.
"""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from partyx import Settings
from partyx.reading import read

if TYPE_CHECKING:
    from collections.abc import Callable

RATIO = 2.3
ROUNDS = 3
COUNTS = (10_000, 20_000, 40_000)
SENTENCE = "Chi bộ A có 18 đảng viên, năm qua hoàn thành tốt nhiệm vụ."


def _page(body: str) -> str:
    return f"<html><body><h1>Huyện ủy Sông Mây sơ kết công tác</h1><p>{SENTENCE}</p>{body}</body></html>"


PAGES: dict[str, Callable[[int], str]] = {
    "attributes": lambda n: _page(f"<p {' '.join(f'a{i}=x' for i in range(n))}>{SENTENCE}</p>"),
    "cells in rows": lambda n: _page(
        f"<table>{('<tr>' + '<td>5 đảng viên</td>' * 10 + '</tr>') * (n // 10)}</table>"
    ),
    "cells in one row": lambda n: _page(f"<table><tr>{'<td>5</td>' * n}</tr></table>"),
    "cells in nested tables": lambda n: _page("<table><tr><td>5 đảng viên" * (n // 10)),
    "open elements": lambda n: _page(f"<font><p>{SENTENCE}</p>" * (n // 10)),
    "links": lambda n: _page("<li><a href='/x'>Huyện Tân Phú kết nạp 90 đảng viên</a></li>" * (n // 10)),
    "lines": lambda n: "\n".join([SENTENCE] * (n // 10)),
    "lines that end like no sentence": lambda n: "\n\n".join([SENTENCE.rstrip(".")] * (n // 10)),
    "wrapped lines": lambda n: "\n".join(
        ["Chi bộ A có 18 đảng viên, năm", "qua hoàn thành tốt."] * (n // 20)
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_growth(name: str) -> None:
    """All sizes in turn, several times over, and the fastest of each: the others were disturbed."""
    settings = Settings()
    pages = {count: PAGES[name](count) for count in COUNTS}
    seconds = dict.fromkeys(COUNTS, float("inf"))
    for _ in range(ROUNDS):
        for count, page in pages.items():
            start = time.process_time()
            read(page, settings)
            seconds[count] = min(seconds[count], time.process_time() - start)
    print(
        f"\n{name:32}", *(f"{count:,}: {taken * 1000:,.0f} ms" for count, taken in seconds.items()), sep="  "
    )
    assert max(seconds[later] / seconds[earlier] for earlier, later in pairwise(COUNTS)) <= RATIO
