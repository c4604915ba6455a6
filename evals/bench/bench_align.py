"""Locating 200 quotes in a 5,000-word article: verbatim, perturbed, invented. Target: 50 ms each.

Run with ``python -m pytest evals/bench/bench_align.py``. The index of the article is built anew in every
round, since the target is for all of it.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from partyx.grounding.align import Aligner

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

ARTICLES = Path(__file__).parents[1] / "articles"
WORDS = 5_000
QUOTES = 200
INSERTED = ("các", "đã", "những", "được")


def article() -> str:
    """The five sample articles over and over, up to 5,000 words."""
    once = "\n".join(path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt")))
    return " ".join(f"{once}\n{once}".split(" ")[:WORDS])


def verbatim(words: list[str], chance: random.Random) -> str:
    """Six to thirty words in a row."""
    start = chance.randrange(len(words) - 40)
    return " ".join(words[start : start + chance.randint(6, 30)])


def perturbed(words: list[str], chance: random.Random) -> str:
    """The same with one slip in ten words: a small word more, a comma less, another tone placement."""
    quote = verbatim(words, chance).split()
    for _ in range(max(1, len(quote) // 10)):
        index = chance.randrange(len(quote))
        if chance.random() < 1 / 2:
            quote.insert(index, chance.choice(INSERTED))
        else:
            quote[index] = quote[index].strip(",.;:").replace("ủy", "uỷ")
    return " ".join(quote)


def invented(words: list[str], chance: random.Random) -> str:
    """Words of the article in no order, true sentences of an organisation or with figures it lacks."""
    quote = verbatim(words, chance)
    return chance.choice(
        (
            " ".join(chance.sample(words, 15)),
            f"Huyện ủy Sa Đéc {quote}",
            f"{quote} được 9.999 đồng chí",
        )
    )


@pytest.mark.parametrize(
    ("make", "at_least", "at_most"), [(verbatim, 200, 200), (perturbed, 180, 200), (invented, 0, 0)]
)
def test_200_quotes_in_5000_words(
    benchmark: BenchmarkFixture, make: object, at_least: int, at_most: int
) -> None:
    """Time all of it: the index and 200 quotes."""
    text = article()
    chance = random.Random(7)  # noqa: S311 - the same quotes in every run
    assert callable(make)
    quotes = [make(text.split(), chance) for _ in range(QUOTES)]

    def locate_all() -> int:
        aligner = Aligner(text)
        return sum(aligner.locate(quote) is not None for quote in quotes)

    assert at_least <= benchmark.pedantic(locate_all, rounds=15, warmup_rounds=1) <= at_most
