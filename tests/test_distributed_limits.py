"""What actors of a cluster may take of the limits of all; without a cluster."""

from __future__ import annotations

import pytest

from partyx.distributed import share
from partyx.settings import Settings


@pytest.mark.parametrize(
    ("limits", "actors", "each"),
    [
        ({"concurrency": 16}, 4, {"concurrency": 4}),
        ({"concurrency": 10}, 4, {"concurrency": 2}),
        ({"concurrency": 3}, 1, {"concurrency": 3}),
        (
            {"concurrency": 8, "requests_per_minute": 500, "tokens_per_minute": 90_000},
            4,
            {"concurrency": 2, "requests_per_minute": 125, "tokens_per_minute": 22_500},
        ),
        ({"concurrency": 8, "requests_per_minute": 3}, 4, {"concurrency": 2, "requests_per_minute": 1}),
    ],
)
def test_limits_of_all_actors_are_divided_among_them(limits: dict, actors: int, each: dict) -> None:
    assert share(Settings(**limits), actors) == each
