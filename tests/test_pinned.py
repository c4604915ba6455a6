"""What the rules and a strong model's recorded answers give on all articles: word for word what is pinned."""

import pytest
from scored import EVALS

import partyx
from partyx.scoring.gold import load_gold
from partyx.scoring.hashes import fingerprint
from partyx.scoring.runs.gate import load_floors

RUNS = {
    "rules": partyx.Settings(engine="rules"),
    "frontier": partyx.Settings(
        engine="model", recordings=EVALS / "recordings" / "frontier-v2.jsonl", cache="replay"
    ),
}
PINNED = load_floors(EVALS / "floors.json").runs


@pytest.mark.parametrize(
    ("article", "run"), [(article, run) for run in RUNS for article in PINNED[run].articles]
)
def test_an_article_gives_what_is_pinned(article: str, run: str) -> None:
    """After a change that is meant: ``partyx eval gate --pin``."""
    gold = load_gold(EVALS / "gold" / f"{article}.json")
    found = partyx.extract(EVALS / "articles" / gold.article.file, settings=RUNS[run])
    assert [fingerprint(found)] == PINNED[run].fingerprints[article]
