"""What importing partyx costs, interpreter included. Target: 0.25 s.

Run with ``python -m pytest evals/bench/bench_import.py``.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

SECONDS = 0.25


@pytest.mark.parametrize("statement", ["pass", "import partyx", "import partyx.cli.app"])
def test_import(benchmark: BenchmarkFixture, statement: str) -> None:
    """A fresh interpreter each time; ``pass`` is the interpreter alone."""
    command = [sys.executable, "-c", statement]
    benchmark.pedantic(subprocess.run, (command,), {"check": True}, rounds=10, warmup_rounds=2)
    assert benchmark.stats.stats.median < SECONDS
