"""The three example types, through the recorded answers of a strong model."""

import pytest
from scored import EVALS

import partyx
from partyx.kinds.record import spec_of
from partyx.kinds.registry import chosen

EXAMPLES = EVALS.parent / "docs" / "examples"
TYPES = {"appointments": "Appointment", "awards": "Award", "prices": "Price"}
ARTICLES = [
    pytest.param(plural, path, id=path.stem)
    for plural in TYPES
    for path in sorted((EVALS / "records" / plural / "articles").glob("*.txt"))
]


@pytest.mark.parametrize(("plural", "path"), ARTICLES)
def test_every_value_is_found_at_its_exact_place(plural, path):
    (kind,) = chosen(f"{EXAMPLES / plural}.py:{TYPES[plural]}").own
    replayed = {
        "engine": "model",
        "recordings": EVALS / "records" / plural / "recordings.jsonl",
        "cache": "replay",
    }
    found = partyx.extract(path, records=[kind], settings=replayed)
    assert len(found.of(kind)) >= 3
    # A time that no day can be read from ("Những ngày này") is said, and nothing else.
    assert {one.reason for one in found.unlocated} <= {"the when is no day of the calendar"}
    assert found.provenance.usage.calls == 0
    for record in found.of(kind):
        spans = [*record.evidence, *spec_of(kind).spans(record)]
        assert len(spans) > 2
        assert all(found.text[span.start : span.end] == span.text for span in spans)
