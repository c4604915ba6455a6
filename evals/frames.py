"""How often a figure gets its time: right, none or wrong, own times and inherited ones apart.

For each gold figure that a run of the evals has found: whether its period is one that the gold accepts. The
times come from the figure's own words, its sentence or its paragraph (own) or from the passage and the
article (inherited). Run with ``python evals/frames.py``; exits with 1 when a run falls below its floor.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import partyx
from partyx.scoring.gold.format import load_gold

if TYPE_CHECKING:
    from partyx.scoring.gold.format import Gold, GoldStatistic

HERE = Path(__file__).parent
RUNS: dict[str, dict[str, Any]] = {
    "rules": {"engine": "rules"},
    "frontier": {"recordings": HERE / "recordings" / "frontier-v1.jsonl", "cache": "replay"},
}
FLOORS = {"rules": (0.82, 0.04), "frontier": (0.94, 0.01)}
"""Share right at least, share wrong at most, of the figures whose time the gold tells."""
INHERITED = {"passage", "article"}
LAST_RECORDED = "w15"
"""The articles after it have no recorded answers."""


def told(figure: GoldStatistic) -> set[tuple[str, str] | None]:
    """Every period that the gold accepts for a figure, first and last day; None where it may have none."""
    accepted = [figure.period, *figure.accept.get("period", [])]
    return {days(period) for period in accepted}


def days(period: Any) -> tuple[str, str] | None:  # noqa: ANN401 - a gold one, its JSON, or a predicted one
    """First and last day."""
    if period is None:
        return None
    if isinstance(period, dict):
        return period["start"], period["end"]
    return period.start.isoformat(), period.end.isoformat()


def outcomes(gold: Gold, found: partyx.Extraction) -> Counter[str]:
    """What became of the figures of one article."""
    by_place = {one.value_span.start: one for one in found.statistics}
    counts: Counter[str] = Counter()
    for figure in gold.statistics:
        accepted = told(figure)
        one = next((by_place[span.start] for span in figure.value_spans if span.start in by_place), None)
        if one is None or accepted == {None}:
            continue
        whose = "inherited" if one.period_from in INHERITED else "own"
        if days(one.period) in accepted - {None}:
            counts[f"right {whose}"] += 1
        elif one.period is None:
            counts["none"] += 1
        else:
            counts[f"wrong {whose}"] += 1
    return counts


def main() -> int:
    """Score every run; print one line each."""
    failed = 0
    for name, stated in RUNS.items():
        counts: Counter[str] = Counter()
        settings = partyx.Settings(**stated)
        for path in sorted((HERE / "gold").glob("*.json")):
            if name != "rules" and path.stem > LAST_RECORDED:
                continue
            gold = load_gold(path)
            counts += outcomes(gold, partyx.extract(HERE / "articles" / gold.article.file, settings=settings))
        total = counts.total()
        right = (counts["right own"] + counts["right inherited"]) / total
        wrong = (counts["wrong own"] + counts["wrong inherited"]) / total
        least, most = FLOORS[name]
        failed += right < least or wrong > most
        print(
            f"{name:10} {total} figures with a time: right {right:.3f} (own {counts['right own']}, inherited "
            f"{counts['right inherited']}), none {counts['none']}, wrong {wrong:.3f} (own "
            f"{counts['wrong own']}, inherited {counts['wrong inherited']})"
        )
    return failed


if __name__ == "__main__":
    sys.exit(main())
