"""The inputs that fuzzing kept: each is taken again, and ends in what its target promises or in an error of ours."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest

from partyx.errors import PartyxError

sys.path.insert(0, str(Path(__file__).parents[1] / "evals" / "fuzz"))

from targets import TARGETS, kept


@pytest.mark.parametrize(
    "target",
    [pytest.param(one, marks=pytest.mark.slow) if one == "article" else one for one in TARGETS],
)
def test_what_fuzzing_kept_is_taken_again(target: str) -> None:
    inputs = kept(target)
    assert len(inputs) > 5
    for one in inputs:
        with suppress(PartyxError):
            TARGETS[target].take(one)
