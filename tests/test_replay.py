"""The recorded answers of a strong model, replayed: what by-reference extraction gives with such a model."""

import subprocess
import sys

import pytest
from scored import EVALS, REAL, extracted, f1, scored

import partyx
from partyx.scoring.metric.score import DocumentScore

RECORDINGS = EVALS / "recordings" / "frontier-v2.jsonl"
REPLAY = partyx.Settings(engine="model", recordings=RECORDINGS, cache="replay")


def replayed(prefix: str) -> partyx.Extraction:
    """The extraction of one article from the recordings."""
    return extracted(prefix, REPLAY)


@pytest.fixture(scope="module")
def scores() -> list[DocumentScore]:
    """The five real articles, scored against their gold."""
    return [score for _, score in scored(REPLAY)]


def test_by_reference_loses_no_figure(scores: list[DocumentScore]) -> None:
    """Value-level F1 of statistics: a quoting call to such a model reaches 1.0."""
    assert f1([score.figures["statistics/values"] for score in scores]) >= 0.99


def test_documents(scores: list[DocumentScore]) -> None:
    """Kind, number and issuer, once a document."""
    assert f1([score.figures["directives/documents"] for score in scores]) >= 0.95


@pytest.mark.parametrize(("field", "floor"), [("unit", 0.95), ("period", 0.9)])
def test_fields_of_statistics(scores: list[DocumentScore], field: str, floor: float) -> None:
    """Units and periods of the statistics."""
    name = f"statistics/field/{field}"
    assert f1([score.figures[name] for score in scores if name in score.figures]) >= floor


def test_meetings(scores: list[DocumentScore]) -> None:
    """All cells of the meetings."""
    assert f1([score.figures["meetings/cells@0.5"] for score in scores]) >= 0.95


@pytest.mark.parametrize("prefix", REAL)
def test_nothing_is_unlocated_and_all_spans_are_verbatim(prefix: str) -> None:
    """Whatever is in the article was located."""
    extraction = replayed(prefix)
    assert extraction.unlocated == ()
    text = extraction.text
    assert text is not None
    for record in (*extraction.meetings, *extraction.statistics, *extraction.directives):
        assert all(text[span.start : span.end] == span.text for span in record.evidence)
    assert extraction.provenance.usage.calls == 0
    assert extraction.provenance.cached


def test_a_replay_loads_no_client_library() -> None:
    """As light as the rules: the recordings answer before anything that could ask is imported."""
    code = """
import sys
from pathlib import Path
import partyx
settings = partyx.Settings(engine="model", recordings=sys.argv[1], cache="replay")
print(len(partyx.extract(Path(sys.argv[2]), settings=settings).statistics) > 0, {"openai", "instructor"} & set(sys.modules))
"""
    article = next((EVALS / "articles").glob("000_*.txt"))
    done = subprocess.run(
        [sys.executable, "-c", code, RECORDINGS, article], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True set()\n"
