"""Real weights for the slow tests, pulled as a user pulls them and kept for the next run."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import platformdirs
import pytest

from partyx import local
from partyx.errors import WeightsError
from partyx.local.pull import pull
from partyx.settings import Settings

NAME = "smollm2-135m"
"""98 MB, Apache-2.0; it knows no Vietnamese."""
FOLDER = Path(os.environ.get("PARTYX_TEST_MODELS") or platformdirs.user_cache_path("partyx") / "test-models")


@cache
def weights() -> Path:
    """The folder with the weights. Without them the tests that ask are skipped, and say so."""
    if not local.installed():
        pytest.skip("NO REAL MODEL WAS ASKED: xllamacpp is not installed")
    try:
        pull(local.named(NAME), Settings(models_dir=FOLDER))
    except WeightsError as error:
        pytest.skip(f"NO REAL MODEL WAS ASKED: {error}")
    return FOLDER
