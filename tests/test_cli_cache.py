"""The commands of ``partyx cache``."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from test_cache_maintenance import fill

from partyx.cache.maintenance import info

if TYPE_CHECKING:
    from pathlib import Path


def partyx(*words: object, answer: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    code = "import sys; from partyx.cli import main; sys.argv[0] = 'partyx'; main()"
    command = [sys.executable, "-c", code, "cache", *map(str, words)]
    return subprocess.run(command, input=answer, capture_output=True, text=True, check=False)


def test_info_says_where_and_how_much(offline: Path) -> None:
    fill(offline, 3, 4000)
    done = partyx("info")
    assert (done.returncode, done.stderr) == (0, "")
    assert str(offline) in done.stdout
    assert "answers  3\n" in done.stdout
    assert "KB" in done.stdout


def test_a_folder_of_a_user_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTYX_CACHE_DIR", "~nosuch-user-here/cache")
    done = partyx("info")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("partyx: cache_dir '~nosuch-user-here/cache' is no path")
    assert done.stderr.count("\n") == 1


def test_an_empty_cache_has_nothing_to_say_and_is_not_made(tmp_path: Path) -> None:
    done = partyx("info", "--cache-dir", tmp_path / "none")
    assert done.returncode == 0
    assert "answers  0" in done.stdout
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("words", "answer", "left"), [(["--yes"], "", 0), ([], "y\n", 0), ([], "n\n", 2), ([], "", 2)]
)
def test_clear_asks_first(offline: Path, words: list[str], answer: str, left: int) -> None:
    fill(offline, 2)
    done = partyx("clear", *words, answer=answer)
    assert (done.returncode == 0) is (left == 0)
    assert info(offline).answers == left


@pytest.mark.parametrize(
    ("words", "left"),
    [(["--older-than", "0h"], 0), (["--older-than", "30d"], 4), (["--larger-than", "8kB"], 1)],
)
def test_prune_removes_what_it_is_told_to(offline: Path, words: list[str], left: int) -> None:
    fill(offline, 4, 5000)
    done = partyx("prune", *words)
    assert done.stdout == f"{4 - left} answers removed\n"
    assert info(offline).answers == left


@pytest.mark.parametrize("words", [[], ["--older-than", "soon"], ["--larger-than", "-1"]])
def test_prune_without_a_measure_is_a_usage_error(offline: Path, words: list[str]) -> None:
    fill(offline, 1)
    assert partyx("prune", *words).returncode == 2
    assert info(offline).answers == 1


def test_export_and_import_carry_a_cache_to_another_machine(offline: Path, tmp_path: Path) -> None:
    fill(offline, 3)
    file = tmp_path / "calls.jsonl"
    assert partyx("export", file).stdout.startswith("3 answers written")
    assert partyx("import", file, "--cache-dir", tmp_path / "other").stdout.startswith("3 answers taken")
    assert info(tmp_path / "other").answers == 3


def test_a_failure_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    done = partyx("info", "--cache-dir", tmp_path)
    assert (done.returncode, done.stderr.count("\n"), "cache clear" in done.stderr) == (1, 1, True)
    assert partyx("clear", "--yes", "--cache-dir", tmp_path).returncode == 0
    assert partyx("info", "--cache-dir", tmp_path).returncode == 0
