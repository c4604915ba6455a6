"""Articles of the evals, extracted under some settings and scored against their gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import partyx
from partyx.scoring.gold import load_gold
from partyx.scoring.metric import DocumentScore, score_document
from partyx.scoring.metric.cells import together

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.scoring.metric.cells import Tally

EVALS = Path(__file__).parent.parent / "evals"
REAL = ("000", "001", "002", "003", "004")


def extracted(prefix: str, settings: partyx.Settings) -> partyx.Extraction:
    """The extraction of the article whose file name starts so."""
    return partyx.extract(next((EVALS / "articles").glob(f"{prefix}_*.txt")), settings=settings)


def scored(
    settings: partyx.Settings, articles: Iterable[str] = REAL
) -> list[tuple[partyx.Extraction, DocumentScore]]:
    """Each article's extraction with its score."""
    found = []
    for prefix in articles:
        extraction = extracted(prefix, settings)
        gold = load_gold(EVALS / "gold" / f"{prefix}.json")
        found.append((extraction, score_document(gold, extraction, extraction.text)))
    return found


def f1(tallies: Iterable[Tally]) -> float:
    """Micro F1 of several tallies."""
    return together(tallies).f1
