"""The recorded answers of a 1.5B model on this machine, replayed: what it gives beside the rules, and alone."""

from functools import cache

import pytest
from scored import EVALS, REAL, f1, scored

import partyx
from partyx.scoring.metric.score import DocumentScore

WRITTEN = tuple(f"w{number:02}" for number in range(1, 16))
REPLAY = {"recordings": EVALS / "recordings" / "local-qwen2.5-coder-1.5b.jsonl", "cache": "replay"}
READERS = {
    "rules": partyx.Settings(engine="rules"),
    "both": partyx.Settings(engine="model", **REPLAY),
    "alone": partyx.Settings(engine="model", adjudicate=False, **REPLAY),
}


@cache
def read_by(reader: str, articles: tuple[str, ...] = REAL) -> list[tuple[partyx.Extraction, DocumentScore]]:
    """The articles as one reader reads them, each with its score."""
    return scored(READERS[reader], articles)


def statistics(reader: str, articles: tuple[str, ...] = REAL) -> float:
    """Cell F1 of the statistics."""
    return f1([score.figures["statistics/cells@0.5"] for _, score in read_by(reader, articles)])


@pytest.mark.parametrize("reader", ["both", "alone"])
def test_a_small_model_keeps_figures_and_documents(reader: str) -> None:
    """By reference nothing can be misread, whoever decides what counts."""
    scores = [score for _, score in read_by(reader)]
    assert f1([score.figures["statistics/values"] for score in scores]) >= 0.93
    assert f1([score.figures["directives/documents"] for score in scores]) >= 0.9


@pytest.mark.slow
def test_both_together_read_better_than_the_model_and_no_worse_than_the_rules() -> None:
    """By much over the model; the rules are level, since they label better.

    On the written articles both give 0.927, where together they led by 0.0004.
    """
    assert statistics("both") > statistics("alone") + 0.05
    assert statistics("both") >= statistics("rules")
    assert statistics("both", WRITTEN) > statistics("rules", WRITTEN) - 0.002


def test_both_together_state_nothing_that_is_not_in_the_article() -> None:
    """Every span verbatim, no record too many, and both readers named."""
    for extraction, score in read_by("both"):
        assert extraction.text is not None
        for record in (*extraction.meetings, *extraction.statistics, *extraction.directives):
            assert all(extraction.text[span.start : span.end] == span.text for span in record.evidence)
        assert all(record.gold is not None for record in score.records if record.type == "statistics")
        assert extraction.provenance.engine_reason.endswith("the rules read beside it")
        assert extraction.provenance.usage.calls == 0
