"""The commands of ``partyx models``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from test_local_weights import BIG, needs_xllamacpp, pulled

from partyx import local
from partyx.settings import Settings


def partyx(folder: Path, *words: object, answer: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, with a folder of weights."""
    code = (
        "import os, sys; from partyx.cli import main; sys.argv[0] = 'partyx'; "
        f"os.environ['PARTYX_MODELS_DIR'] = {str(folder)!r}; main()"
    )
    command = [sys.executable, "-c", code, *map(str, words)]
    return subprocess.run(command, input=answer, capture_output=True, text=True, check=False)


def test_list_says_what_there_is_and_what_is_here(tmp_path: Path) -> None:
    settings = pulled(tmp_path)
    small = local.named("qwen2.5-coder-0.5b")
    with local.unfinished_of(small, settings).open("wb") as file:
        file.truncate(small.size // 4 + 1)
    done = partyx(tmp_path, "models", "list")
    assert (done.returncode, done.stderr) == (0, "")
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert " 1.1 GB  Apache-2.0  here " in lines[BIG.name]
    assert " 25 % here " in lines[small.name]
    assert " not here " in lines["smollm2-135m"]
    assert lines["folder:"] == f"folder: {tmp_path}"


def test_path_prints_the_path_and_nothing_else(tmp_path: Path) -> None:
    settings = pulled(tmp_path)
    assert partyx(tmp_path, "models", "path", BIG.name).stdout == f"{local.path_of(BIG, settings)}\n"
    done = partyx(tmp_path, "models", "path", "smollm2-135m")
    assert (done.returncode, done.stdout) == (2, "")
    assert "partyx models pull smollm2-135m" in done.stderr


@pytest.mark.parametrize("command", ["pull", "path", "remove"])
def test_an_unknown_name_is_one_line_that_names_the_others(tmp_path: Path, command: str) -> None:
    done = partyx(tmp_path, "models", command, "gpt-9")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert BIG.name in done.stderr


def test_a_pull_that_cannot_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = partyx(tmp_path / "file", "models", "pull", BIG.name)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("partyx: ")
    assert "Set models_dir" in done.stderr


@pytest.mark.parametrize(
    ("words", "answer", "here"), [(["--yes"], "", False), ([], "y\n", False), ([], "\n", True)]
)
def test_remove_asks_first(tmp_path: Path, words: list[str], answer: str, here: bool) -> None:  # noqa: FBT001
    settings = pulled(tmp_path)
    done = partyx(tmp_path, "models", "remove", BIG.name, *words, answer=answer)
    assert (done.returncode == 0) is not here
    assert local.is_pulled(BIG, settings) is here
    assert ("1.1 GB freed" in done.stdout) is not here


@pytest.mark.slow
@needs_xllamacpp
def test_extract_says_why_a_local_model_does_not_run(tmp_path: Path) -> None:
    """The weights have the right size and nothing in them; what they would take is said before."""
    pulled(tmp_path)
    article = tmp_path / "a.txt"
    article.write_text("Năm 2023, toàn Đảng bộ kết nạp 128 đảng viên.", encoding="utf-8")
    done = partyx(tmp_path, "extract", article)
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert first.startswith(f"partyx: loading {BIG.name}: about 1.6 GB of memory, ")
    assert "llama.cpp cannot run" in second


def test_settings_name_the_folder(tmp_path: Path) -> None:
    assert local.directory(Settings(models_dir=tmp_path)) == tmp_path
    assert local.directory(Settings(models_dir=Path("~/weights"))) == Path.home() / "weights"


def test_without_a_setting_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARTYX_MODELS_DIR")
    folder = local.directory(Settings())
    assert (folder.name, folder.parent.name, folder.is_absolute()) == ("models", "partyx", True)
