"""One article without a model, and how the time grows with its length.

Targets: a 3,000-character article under 15 ms warm; from 1 KB to 1 MB at most 2.2 times the time for twice
the text. Both in processor time (one thread, no waiting), so that a busy machine disturbs them less.
Run with ``python -m pytest evals/bench/bench_article.py -s``.
"""

from __future__ import annotations

import random
import time
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import partyx
from partyx import Settings

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

WARM_SECONDS = 0.015
RATIO = 2.2
SAMPLES = sorted((Path(__file__).parents[1] / "articles").glob("0*.txt"))
ROUNDS = 6
SIZES = tuple(1_000 * 2**power for power in range(11))

PLACES = ("Sông Mây", "Tân Lập", "Phú Hòa", "Vĩnh An", "Đông Sơn", "Bình Minh")
NAMES = ("Lê Thị Hoa", "Trần Văn Bình", "Phạm Minh Đức", "Nguyễn Thị Lan", "Hoàng Văn Sơn")
SENTENCES = (
    "Sáng ngày {day}/{month}, Thành ủy {place} tổ chức hội nghị sơ kết công tác xây dựng Đảng {n} tháng.",
    "Đồng chí {name}, Ủy viên Ban Thường vụ, Trưởng ban Tổ chức Huyện ủy {place} chủ trì hội nghị.",
    "Toàn Đảng bộ huyện {place} có {a} tổ chức cơ sở đảng với {b}.{c} đảng viên, trong đó {d} chi bộ mới.",
    "Kết quả: hoàn thành tốt nhiệm vụ {d}/{a} chi bộ (chiếm {p},{q}%), hoàn thành nhiệm vụ {e} chi bộ.",
    "Các cấp ủy quán triệt Nghị quyết số {e}-NQ/TW ngày {day}/{month}/{year} của Bộ Chính trị về {theme}.",
    "Đồng chí {name} đề nghị các chi, đảng bộ tiếp tục thực hiện nghiêm Chỉ thị số {e}-CT/TU về {theme}.",
    "Cùng với đó, công tác kiểm tra, giám sát được quan tâm; tinh thần trách nhiệm của cán bộ được nâng lên.",
)
THEMES = ("công tác dân vận", "nâng cao chất lượng sinh hoạt chi bộ", "tinh gọn tổ chức bộ máy")


def article(chars: int) -> str:
    """An article of the genre of about that length, no two figures alike for long."""
    chance = random.Random(chars)  # noqa: S311 - the same article every time
    lines = [f"Thành ủy {chance.choice(PLACES)} nâng cao chất lượng tổ chức cơ sở đảng", "15/07/2024"]
    length = 0
    while length < chars:
        paragraph = " ".join(sentence(chance) for _ in range(chance.randint(3, 6)))
        lines.append(paragraph)
        length += len(paragraph) + 2
    return "\n\n".join(lines)[:chars]


def sentence(chance: random.Random) -> str:
    """One sentence with numbers, names and places of its own."""
    return chance.choice(SENTENCES).format(
        place=chance.choice(PLACES),
        name=chance.choice(NAMES),
        theme=chance.choice(THEMES),
        day=chance.randint(1, 28),
        month=chance.randint(1, 12),
        year=chance.randint(2010, 2023),
        n=chance.randint(2, 9),
        a=chance.randint(100, 999),
        b=chance.randint(1, 99),
        c=chance.randint(100, 999),
        d=chance.randint(10, 99),
        e=chance.randint(1, 60),
        p=chance.randint(10, 99),
        q=chance.randint(10, 99),
    )


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("name", ["generated", *(path.stem for path in SAMPLES)])
def test_one_article(benchmark: BenchmarkFixture, name: str) -> None:
    """Warm: after a few runs that compile and load. The target is for 3,000 characters."""
    settings = Settings(engine="rules")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in SAMPLES}
    text = article(3_000) if name == "generated" else texts[name]
    benchmark.pedantic(partial(partyx.extract, text, settings=settings), rounds=50, warmup_rounds=5)
    assert benchmark.stats.stats.median < WARM_SECONDS * max(1, len(text) / 3_000)


def test_growth() -> None:
    """All sizes in turn, several times over, and the fastest of each: the others were disturbed."""
    settings = Settings(engine="rules")
    texts = {size: article(size) for size in SIZES}
    seconds = dict.fromkeys(SIZES, float("inf"))
    for _ in range(ROUNDS):
        for size, text in texts.items():
            for _ in range(max(1, 100_000 // size)):
                start = time.process_time()
                partyx.extract(text, settings=settings)
                seconds[size] = min(seconds[size], time.process_time() - start)
    ratios = [seconds[later] / seconds[earlier] for earlier, later in pairwise(SIZES)]
    print("\n   chars        ms   ratio")
    for size, ratio in zip(SIZES, [None, *ratios], strict=True):
        print(f"{size:9,}  {seconds[size] * 1000:8.1f}  {'' if ratio is None else f'{ratio:6.2f}'}")
    assert max(ratios) <= RATIO
