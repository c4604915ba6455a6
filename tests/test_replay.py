"""The recorded answers of a strong model, replayed: what by-reference extraction gives with such a model."""

import time

import pytest
from scored import EVALS, REAL, extracted, f1, scored

import partyx
from partyx.scoring.metric.score import DocumentScore

RECORDINGS = EVALS / "recordings" / "frontier-v1.jsonl"
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
    assert f1([score.values for score in scores]) >= 0.99


def test_documents(scores: list[DocumentScore]) -> None:
    """Kind, number and issuer, once a document."""
    assert f1([score.documents for score in scores]) >= 0.95


@pytest.mark.parametrize(("field", "floor"), [("unit", 0.95), ("period", 0.9)])
def test_fields_of_statistics(scores: list[DocumentScore], field: str, floor: float) -> None:
    """Units and periods of the statistics."""
    assert (
        f1(
            [
                score.types["statistics"].fields[field]
                for score in scores
                if field in score.types["statistics"].fields
            ]
        )
        >= floor
    )


def test_meetings(scores: list[DocumentScore]) -> None:
    """All cells of the meetings."""
    assert f1([score.types["meetings"].cells[0.5] for score in scores]) >= 0.95


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


def test_a_replay_takes_little_more_than_the_rules() -> None:
    """No request and no import of a client library: under 20 ms above the rules path, by the quickest of ten."""
    path = next((EVALS / "articles").glob("000_*.txt"))

    def quickest(settings: partyx.Settings) -> float:
        times = []
        for _ in range(10):
            start = time.process_time()
            partyx.extract(path, settings=settings)
            times.append(time.process_time() - start)
        return min(times)

    assert quickest(REPLAY) - quickest(partyx.Settings(engine="rules")) < 0.020
