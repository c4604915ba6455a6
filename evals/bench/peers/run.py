"""partyx and its peers: the same model, articles, gold and scorer, in one run.

::

    python evals/bench/peers/run.py --work DIR [--model NAME] [--articles 000 w01 ...] [--tools partyx ...]

Run it in an environment with ``partyx[local,evals]``; the weights are found as partyx finds them
(``PARTYX_MODELS_DIR``, ``partyx models pull NAME``). Each tool has an environment of its own under DIR, made
when it is missing. The tools take turns article by article, in a rotating order, so that whatever else the
machine does meets all of them alike. Every answer is stored as it comes, and a run that was interrupted goes
on. The table is printed and stored as DIR/results.md, with all its figures as DIR/results.json.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asking import write_answer
from environments import HERE, ROOT, TOOLS, Tool, bare_environment, prepare, python_of
from table import machine, markdown, plain, row, together

from partyx import local
from partyx.scoring.gold.folder import EvalFolder, corpus_gold_hash
from partyx.scoring.hashes import scorer_hash
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.scoring.gold.folder import Case

ARTICLES = ("000", "003", "004", "w01", "w13", "w14")
LIMIT_S = 900
GRACE_S = 60
"""Beyond the limit, for what a tool does before its first request and after its last."""


@dataclass(frozen=True)
class Bench:
    """One run.

    Attributes:
        work: Where environments, answers and results are.
        weights: The model.
        limit_s: Seconds an article may take.
    """

    work: Path
    weights: local.Weights
    limit_s: int

    def answer(self, tool: Tool, case: Case) -> dict[str, Any]:
        """What a tool says about an article: stored, or asked now."""
        path = self.work / "answers" / self.weights.name / tool.name / f"{case.id}.json"
        asked = {
            "tool": tool.identity(),
            "text": case.gold.article.sha256,
            "model": self.weights.identity,
            "limit_s": self.limit_s,
        }
        stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if stored.get("asked") == asked:
            return stored
        print(f"{time.strftime('%H:%M:%S')} {case.id} {tool.name} ...", end=" ", flush=True)
        said = {"asked": asked, **self._ask(tool, case)}
        path.parent.mkdir(parents=True, exist_ok=True)
        write_answer({"answer": path}, said)
        print(f"{said['seconds']:.0f} s {' '.join(said['errors'])[:100]}", flush=True)
        return said

    def _ask(self, tool: Tool, case: Case) -> dict[str, Any]:
        task = {"weights": str(self.weights.path), "model": self.weights.name, "limit_s": self.limit_s}
        if tool.partyx:  # runs the model in its own process, and counts itself
            said = self._run(tool, {**task, "article": str(case.path), "alone": tool.alone})
            usage = (said.get("extraction") or {}).get("provenance", {}).get("usage", {})
            if said["seconds"] > self.limit_s:  # the peers' calls end there
                said = {**said, "extraction": None, "cut": True}
            names = {"calls": "calls", "prompt_tokens": "input_tokens", "output_tokens": "output_tokens"}
            return {**said, "usage": {mine: usage.get(theirs, 0) for mine, theirs in names.items()}}
        with self._server(task, tool.filler) as served:
            said = self._run(tool, {**task, **served, "article": str(self._nfc(case))})
            with urllib.request.urlopen(served["address"]) as count:  # noqa: S310 - our own server
                usage = json.load(count)
        given_up = usage.pop("given_up")
        return {**said, "usage": usage, "cut": said["cut"] or bool(given_up)}

    def _nfc(self, case: Case) -> Path:
        """The text that offsets count in, as a file."""
        path = self.work / "articles" / case.path.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case.text, encoding="utf-8", newline="")
        return path

    def _run(self, tool: Tool, task: dict[str, Any]) -> dict[str, Any]:
        """Run a tool's script; one that does not come to an end has said nothing."""
        folder = self.work / "tasks" / tool.name
        folder.mkdir(parents=True, exist_ok=True)
        answer, path = folder / "answer.json", folder / "task.json"
        answer.unlink(missing_ok=True)
        path.write_text(json.dumps({**task, "answer": str(answer)}), encoding="utf-8")
        command = [python_of(tool, self.work), tool.script, path]
        nothing: dict[str, Any] = {"versions": {}, "seconds": float(self.limit_s), "errors": [], "cut": True}
        with (folder / "log.txt").open("w", encoding="utf-8") as log:
            try:
                done = subprocess.run(
                    command,
                    env=bare_environment(),
                    stdout=log,
                    stderr=log,
                    check=False,
                    timeout=self.limit_s + GRACE_S,
                )
            except subprocess.TimeoutExpired:
                return nothing
        if not answer.exists():
            raise SystemExit(f"{tool.name} ended with {done.returncode}; see {folder / 'log.txt'}")
        return {**json.loads(answer.read_text(encoding="utf-8")), "cut": False}

    @contextmanager
    def _server(self, task: dict[str, Any], filler: str | None) -> Iterator[dict[str, Any]]:
        """A fresh server for one article: nobody profits from what another tool made it read."""
        python = python_of(TOOLS["partyx"], self.work)
        command = [python, HERE / "server.py", json.dumps({**task, "filler": filler})]
        process = subprocess.Popen(
            command, env=bare_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        with process:
            try:
                first = process.stdout.readline() if process.stdout else ""
                if not first:
                    raise SystemExit("the model's server did not start")
                yield json.loads(first)
            finally:
                process.kill()


def rotated(tools: Sequence[Tool], by: int) -> list[Tool]:
    """The tools, another one first for each article."""
    by %= len(tools)
    return [*tools[by:], *tools[:by]]


def report(
    bench: Bench, cases: Sequence[Case], answers: dict[tuple[str, str], dict[str, Any]]
) -> tuple[str, dict[str, Any]]:
    """The table as Markdown, and everything as JSON values."""
    by_id = {case.id: case for case in cases}
    rows = [row(by_id[name], tool, answer) for (name, tool), answer in sorted(answers.items())]
    sums = together(rows, {case.id: case.gold.origin for case in cases})
    here = machine()
    versions = {}
    for answer in answers.values():
        versions |= answer["versions"]
    about = [
        f"{here['cpu']}, {here['cores']} cores, {here['memory']}, {here['system']}, Python {here['python']};",
        f"{here['date']}. Model {bench.weights.name} ({bench.weights.path.name}), at most {bench.limit_s} s",
        f"an article. {', '.join(f'{name} {number}' for name, number in sorted(versions.items()))}.",
    ]
    text = "\n\n".join(["\n".join(about), markdown(rows), markdown(sums)])
    return text, {
        "machine": here,
        "model": {"name": bench.weights.name, "identity": bench.weights.identity},
        "limit_s": bench.limit_s,
        "versions": versions,
        "gold": corpus_gold_hash(cases),
        "scorer": scorer_hash(),
        "rows": list(map(plain, rows)),
        "together": list(map(plain, sums)),
    }


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--work", type=Path, required=True, help="environments, answers and results")
    parser.add_argument("--model", default="qwen2.5-coder-1.5b", help="a name of partyx models list")
    parser.add_argument("--articles", nargs="+", default=list(ARTICLES), help="ids of articles with gold")
    parser.add_argument("--tools", nargs="+", default=list(TOOLS), choices=list(TOOLS))
    parser.add_argument("--limit", type=int, default=LIMIT_S, help="seconds an article may take")
    return parser.parse_args()


def main() -> None:
    """Ask every tool about every article, score, print and store the table."""
    chosen = options()
    cases = EvalFolder(ROOT / "evals").cases(chosen.articles)
    tools = [TOOLS[name] for name in chosen.tools]
    bench = Bench(chosen.work.resolve(), local.find(chosen.model, Settings.load()), chosen.limit)
    for tool in {"partyx": TOOLS["partyx"], **{tool.name: tool for tool in tools}}.values():
        prepare(tool, bench.work)
    answers = {
        (case.id, tool.name): bench.answer(tool, case)
        for turn, case in enumerate(cases)
        for tool in rotated(tools, turn)
    }
    text, everything = report(bench, cases, answers)
    (bench.work / "results.md").write_text(f"{text}\n", encoding="utf-8")
    results = json.dumps(everything, ensure_ascii=False, indent=1)
    (bench.work / "results.json").write_text(results, encoding="utf-8")
    print(f"\n{text}")


if __name__ == "__main__":
    main()
