"""The daily commands, the same ones CI runs: ``python tasks.py check``, or several names in a row.

Each runs in the environment of the Python that runs this file.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
CONSTRAINTS = ROOT / "constraints.txt"
REQUIREMENTS = ROOT / "requirements.txt"


def run(*command: str, **settings: str) -> None:
    """Run a program of this environment; end with its exit code when it fails.

    Settings go into its environment: ``adjudicate="false"`` as ``PARTYX_ADJUDICATE=false``.
    """
    named = {f"PARTYX_{name.upper()}": value for name, value in settings.items()}
    print("+", *(f"{name}={value}" for name, value in named.items()), *command, flush=True)  # noqa: T201
    done = subprocess.run(
        [BIN / command[0], *command[1:]], cwd=ROOT, check=False, env={**os.environ, **named}
    )
    if done.returncode:
        sys.exit(done.returncode)


def test() -> None:
    """The quick tests."""
    run("pytest", "-n", "auto")


def slow() -> None:
    """The tests that build, install or take more than a few seconds."""
    run("pytest", "-v", "-rs", "-m", "slow", "--durations=5")


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
    """import-linter: who may import whom; and no Vietnamese word outside the language room."""
    run("lint-imports", "--no-cache")
    run("pytest", "tests/test_language_contract.py")


def schemas() -> None:
    """The exported JSON Schemas are those of the records."""
    run("partyx", "schema", "export", "schemas", "--check")


FIRST = tuple(f"{one:03}" for one in range(5)) + tuple(f"w{one:02}" for one in range(1, 16))
"""The articles that the local models have been asked about; those written later they have not."""

RECORDED = {
    "frontier": ("frontier-v2", (), {}),
    "local-1.5b": ("local-qwen2.5-coder-1.5b", FIRST, {}),
    "local-1.5b-alone": ("local-qwen2.5-coder-1.5b", FIRST, {"adjudicate": "false"}),
    "local-0.5b": ("local-qwen2.5-coder-0.5b", FIRST, {}),
}
"""Runs by replay: the recordings, of which articles (none: of all), and under which settings."""


OWN = ("evals/records/appointments", "evals/records/awards", "evals/records/prices")
"""Evals folders of the example record types, each with recorded answers."""


def evals() -> None:
    """Score reading on pages, the rules and the recorded answers on all articles; write evals/report.html."""
    run("python", "evals/layouts.py")
    run("partyx", "eval", "run", "--engine", "rules", "--fresh")
    for name, (answers, articles, settings) in RECORDED.items():
        file = f"evals/recordings/{answers}.jsonl"
        only = (part for one in articles for part in ("--only", one))
        run("partyx", "eval", "run", "--name", name, "--recordings", file, "--fresh", *only, **settings)
    for folder in OWN:
        answers = ("--recordings", f"{folder}/recordings.jsonl")
        run("partyx", "eval", "run", "--evals", folder, "--name", "frontier", *answers, "--fresh")
        run("partyx", "eval", "grade", "--evals", folder)
    run("partyx", "eval", "grade")
    run("partyx", "eval", "report")


def gate() -> None:
    """The evals, held to evals/floors.json: any change of what an engine says has to be pinned."""
    evals()
    run("partyx", "eval", "lint")
    run("partyx", "eval", "gate")
    run("python", "evals/reliability.py")
    for folder in OWN:
        run("partyx", "eval", "lint", "--evals", folder)
        run("partyx", "eval", "gate", "--evals", folder)


def bench() -> None:
    """The benchmarks: import, one article, growth."""
    run("pytest", "evals/bench", "-o", "addopts=", "-q", "-s")


def growth() -> None:
    """Every regular expression on the text that is worst for it; those that grow faster than it."""
    run("python", "evals/bench/hunt.py")


def mutants() -> None:
    """Change the code a little, again and again, and hold what the tests notice to evals/mutants.json."""
    run("python", "evals/mutants")


BOUND = (  # what meets a library of somebody else's
    "llm_*", "estimates", "fallback", "settings", "cache_*", "align", "documents", "reading_html", "cli",
)  # fmt: skip


def bounds() -> None:
    """The tests that meet a library, with the oldest and the newest releases that pyproject.toml allows."""
    found = [path for name in BOUND for path in sorted((ROOT / "tests").glob(f"test_{name}.py"))]
    for end in ("lowest-direct", "highest"):
        with tempfile.TemporaryDirectory() as folder:
            python = Path(folder) / "bin" / "python"
            run("uv", "venv", "-q", "--python", sys.executable, "--clear", folder)
            run(
                "uv",
                "pip",
                "install",
                "-q",
                "--python",
                str(python),
                "--resolution",
                end,
                "-e",
                f"{ROOT}[dev]",
            )
            # Old releases of the development's own tools warn of this Python.
            done = subprocess.run(
                [python, "-m", "pytest", "-q", "-W", "ignore", *found], cwd=ROOT, check=False
            )
        if done.returncode:
            sys.exit(done.returncode)


def check() -> None:
    """All that must pass before a commit, but for the slow tests."""
    for task in (lint, types, layers, schemas, test):
        task()


def _head(path: Path) -> str:
    """The comment that a file begins with."""
    found = re.match(r"(?:#.*\n)*", path.read_text(encoding="utf-8"))
    return found[0] if found else ""


def pin() -> None:
    """Write constraints.txt and requirements.txt anew with the newest releases that fit, and their hashes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        pip = Path(folder) / "bin" / "pip"
        subprocess.run([pip, "install", "-q", f"{ROOT}[dev,inspect,prices,telemetry]"], check=True)
        frozen = subprocess.run([pip, "freeze"], check=True, capture_output=True, text=True).stdout
    pins = "".join(line for line in frozen.splitlines(keepends=True) if "==" in line)
    CONSTRAINTS.write_text(_head(CONSTRAINTS) + pins, encoding="utf-8")
    hashed()


def hashed() -> None:
    """Write the hashes of all files of what constraints.txt pins to requirements.txt."""
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "requirements.txt"
        options = ("--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet")
        extras = ("--extra", "dev", "--extra", "inspect", "--python-version", "3.11.5")
        run(
            "uv",
            "pip",
            "compile",
            "pyproject.toml",
            "-c",
            str(CONSTRAINTS),
            *options,
            *extras,
            "-o",
            str(found),
        )
        REQUIREMENTS.write_text(_head(REQUIREMENTS) + found.read_text(encoding="utf-8"), encoding="utf-8")


def verify() -> None:
    """Install all that is pinned into an empty environment by its hashes: no file may be another."""
    with tempfile.TemporaryDirectory() as folder:
        python = Path(folder) / "bin" / "python"
        run("uv", "venv", "-q", "--python", sys.executable, "--clear", folder)
        where = ("--python", str(python))
        run("uv", "pip", "install", "-q", *where, "--require-hashes", "-r", str(REQUIREMENTS))
        run("uv", "pip", "install", "-q", *where, "--no-deps", str(ROOT))
        run("uv", "pip", "check", "-q", *where)


SBOM = "cyclonedx-bom==7.5.0"
"""Reads an environment and writes what is in it as CycloneDX; run by itself, so as not to be in the list."""


def sbom() -> None:
    """Write what an installation of partyx with its extras brings along: build/sbom.json, in CycloneDX."""
    with tempfile.TemporaryDirectory() as folder:
        python, found = Path(folder) / "bin" / "python", ROOT / "build" / "sbom.json"
        found.parent.mkdir(exist_ok=True)
        run("uv", "venv", "-q", "--python", sys.executable, "--clear", folder)
        extras = "frames,parquet,duckdb,xlsx,duplicates,local,prices,anthropic,gemini,telemetry,ray,inspect"
        named = f"{ROOT}[{extras}]"  # with those that they name
        run("uv", "pip", "install", "-q", "--python", str(python), "-c", str(CONSTRAINTS), named)
        tool = ("uv", "tool", "run", "-q", "--from", SBOM, "cyclonedx-py", "environment", str(python))
        run(
            *tool,
            "--pyproject",
            "pyproject.toml",
            "--mc-type",
            "library",
            "--output-reproducible",
            "--of",
            "JSON",
            "-o",
            str(found),
        )


EXCERPT = "evals/articles/001_fe65346408796220.txt"
SHOWN = (  # from the line that matches the first to before the one that matches the second
    (r"", r"^$"),
    (r"^Statistics", r"^ +0 "),
    (r" 104  đảng viên", r" 3\.328 "),
    (r" 2/89  ", r" 2\.682 "),
    (r"^Directives", r"^  0 "),
    (r" quy định 49-QĐ/TW", r"^  \d+  document"),
    (r"^Findings", r"^$"),
    (r"^Engine", r"(?!)"),
)


def readme() -> None:
    """Write the excerpt of real output in README.md anew."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("PARTYX_", "OPENAI_"))}
    bare["PARTYX_MODELS_DIR"] = str(ROOT / "none")  # the rules run, whatever weights are on this machine
    shown = [BIN / "partyx", "extract", EXCERPT]
    page = subprocess.run(
        shown, cwd=ROOT, env=bare, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    lines: list[str] = []
    at = 0
    for first, after in SHOWN:
        start = next(it for it in range(at, len(page)) if re.search(first, page[it]))
        end = next((it for it in range(start + 1, len(page)) if re.search(after, page[it])), len(page))
        if start > at and page[at:start] != [""]:
            lines.append("[...]")
        lines += page[start - (page[start - 1] == "" and start > 0) : end]
        at = end
    excerpt = f"<!-- excerpt: {EXCERPT} -->\n```\n" + "\n".join(lines) + "\n```"
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = re.sub(r"<!-- excerpt: .*?```\n.*?```", lambda _: excerpt, text, count=1, flags=re.DOTALL)
    (ROOT / "README.md").write_text(text, encoding="utf-8")


def web() -> None:
    """Build the pages' scripts and styles anew from web/ (needs node and npm)."""
    for command in (["npm", "ci", "--ignore-scripts", "--silent"], ["npm", "run", "build", "--silent"]):
        subprocess.run(command, cwd=ROOT / "web", check=True)


def site() -> None:
    """Build the documentation as a site, build/site; a dead link or a warning is an error."""
    run("mkdocs", "build", "--quiet", "--strict")


def catalogue() -> None:
    """Compile the Vietnamese catalogue, partyx/locale, after a change to its .po file."""
    folder = "partyx/locale/vi/LC_MESSAGES"
    run("pybabel", "compile", "-i", f"{folder}/partyx.po", "-o", f"{folder}/partyx.mo", "-l", "vi")


def notebooks() -> None:
    """Run the notebooks in docs and store them with what they show."""
    run("python", "tests/notebooks.py")


def pictures() -> None:
    """Make the pictures in docs anew (needs Chromium, and the runs of the evals)."""
    run("python", "tests/pictures.py")


_ALL = (
    test,
    slow,
    lint,
    fix,
    types,
    layers,
    schemas,
    evals,
    gate,
    bench,
    growth,
    mutants,
    bounds,
    check,
    pin,
    hashed,
    verify,
    sbom,
    readme,
    notebooks,
    pictures,
    web,
    catalogue,
    site,
)
TASKS = {task.__name__: task for task in _ALL}


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
