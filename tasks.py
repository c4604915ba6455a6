"""The daily commands, the same ones CI runs: ``python tasks.py check``, or several names in a row.

Each runs in the environment of the Python that runs this file.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
CONSTRAINTS = ROOT / "constraints.txt"


def run(*command: str) -> None:
    """Run a program of this environment; end with its exit code when it fails."""
    print("+", *command, flush=True)  # noqa: T201
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)


def test() -> None:
    """The quick tests."""
    run("pytest")


def slow() -> None:
    """The tests that build, install or take more than a few seconds."""
    run("pytest", "-v", "-m", "slow", "--durations=5")


def lint() -> None:
    """ruff, both as linter and as formatter."""
    run("ruff", "check")
    run("ruff", "format", "--check")


def fix() -> None:
    """Let ruff repair and format what it can."""
    run("ruff", "check", "--fix")
    run("ruff", "format")


def types() -> None:
    """mypy, strict."""
    run("mypy")


def layers() -> None:
    """import-linter: who may import whom."""
    run("lint-imports", "--no-cache")


def schemas() -> None:
    """The exported JSON Schemas are those of the records."""
    run("partyx", "schema", "export", "schemas", "--check")


def bench() -> None:
    """The benchmarks: import, one article, growth."""
    run("pytest", "evals/bench", "-o", "addopts=", "--benchmark-only", "-q")


def check() -> None:
    """All that must pass before a commit, but for the slow tests."""
    for task in (lint, types, layers, schemas, test):
        task()


def pin() -> None:
    """Write constraints.txt anew from a clean environment with the newest releases that fit."""
    head = re.match(r"(?:#.*\n)*", CONSTRAINTS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)  # noqa: S603
        pip = Path(folder) / "bin" / "pip"
        subprocess.run([pip, "install", "-q", f"{ROOT}[dev,prices,telemetry]"], check=True)  # noqa: S603
        frozen = subprocess.run([pip, "freeze"], check=True, capture_output=True, text=True).stdout  # noqa: S603
    pins = "".join(line for line in frozen.splitlines(keepends=True) if "==" in line)
    CONSTRAINTS.write_text((head[0] if head else "") + pins, encoding="utf-8")


TASKS = {task.__name__: task for task in (test, slow, lint, fix, types, layers, schemas, bench, check, pin)}


def main() -> None:
    """Run the named tasks in order; without a name say which there are."""
    names = sys.argv[1:]
    if not names or not set(names) <= set(TASKS):
        lines = [f"  {name:8} {task.__doc__}" for name, task in TASKS.items()]
        sys.exit("python tasks.py TASK...\n" + "\n".join(lines))
    for name in names:
        TASKS[name]()


if __name__ == "__main__":
    main()
