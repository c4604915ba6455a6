"""The benchmarks of many articles, small: that they measure what they say, and hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sizes"),
    [
        ("many", {"ARTICLES": "400", "GAIN": "1.2"}),
        ("faults", {"FAULTS": "150"}),
    ],  # few articles: 1.37 to 1.69 was seen
)
def test_a_small_run_of_it_holds(name: str, sizes: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for size, value in sizes.items():
        monkeypatch.setenv(f"PARTYX_BENCH_{size}", value)
    bench = [sys.executable, "-m", "pytest", "-q", "-s", "-o", "addopts=", f"evals/bench/bench_{name}.py"]
    done = subprocess.run(bench, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
