"""Lies that a careless model may tell of what it was shown: planted into a strong model's own answers."""

import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "evals"))

import careless

ALLOWED = {
    "two labels exchanged": 0.11,
    "a label of another paragraph": 0.055,
    "another unit": 0.01,
    "a whole that is none": 0.01,
    "a result said to be planned": 0.025,
    "an order of somebody else": 0.07,
    "a plan said to be reached": 0.04,
    "two times exchanged": 0.2,
    "the subject of another figure": 0.35,
}
"""The share of each kind that may come out unflagged on all articles; of the others none."""


@cache
def answered(prefix):
    """One article, and its recorded answer."""
    return careless.Answered(next((careless.EVALS / "articles").glob(f"{prefix}_*.txt")))


def test_what_was_answered_comes_out_whole():
    """The lies are planted into this: nothing of it is put aside."""
    one = answered("w11")
    assert one.honest.unlocated == ()
    assert len(one.figures) > 20


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("w11", "a label denied"),
        ("w11", "words added to a label"),
        ("w22", "a plan said to be reached"),
        ("w21", "two times exchanged"),
        ("003", "a document's date as period"),
        ("003", "a chair who is merely named"),
        ("003", "a task quoted from two places"),
        ("w06", "people of another meeting"),
        ("w14", "a meeting on another day"),
        ("w06", "place, host, item of another"),
        ("w08", "an order by another verb"),
        ("w01", "a denial cut off a task"),
    ],
)
def test_none_of_these_comes_out_unflagged(prefix, kind):
    one = answered(prefix)
    became = Counter(one.outcome(lie) for lie in careless.KINDS[kind](one))
    assert became.total() == became["put aside"] + became["flagged"] > 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", careless.KINDS)
def test_on_all_articles(kind):
    became = Counter(one.outcome(lie) for one in careless.answered() for lie in careless.KINDS[kind](one))
    assert became["unflagged"] <= ALLOWED.get(kind, 0) * became.total()
    assert became.total() > 1
