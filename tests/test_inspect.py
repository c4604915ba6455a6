"""The adapter for inspect_ai, in an environment of its own: the same figures as ``partyx eval grade``."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import partyx
from partyx.errors import BadResponseError
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.metric.figures import TITLES
from partyx.scoring.report.leaderboard import leaderboard
from partyx.scoring.runs.gate import Floors
from partyx.scoring.runs.grading import grade_run
from partyx.scoring.runs.run import load_run, predict_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.extraction import Extraction

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
RECORDINGS = ROOT / "evals" / "recordings" / "frontier-v2.jsonl"
BARE = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PARTYX_", "OPENAI_", "PYTHON", "INSPECT_"))
}

# Inspect's mock model with the recorded answers, each given once; whoever asks again gets no JSON.
MOCKED = """
import json, sys
from inspect_ai import eval
from inspect_ai.model import ModelOutput, ModelUsage, get_model

evals, recordings, logs = sys.argv[1:]
answers, asked = {}, []
for line in open(recordings, encoding="utf-8"):
    call = json.loads(line)
    said = tuple(message["content"] for message in call["request"]["messages"])
    answers[said] = call["response"]["text"]

def answer(messages, tools, tool_choice, config):
    asked.append(config)
    text = answers.pop(tuple(message.text for message in messages), "no JSON")
    output = ModelOutput.from_content("mockllm/model", text)
    output.usage = ModelUsage(input_tokens=100, output_tokens=10, total_tokens=110, input_tokens_cache_read=7)
    return output

model = get_model("mockllm/model", custom_outputs=answer)
eval("partyx/extraction", model=model, task_args={"evals": evals}, epochs=2, seed=5,
     log_dir=logs, log_format="json", display="none")
for config in asked:
    schema = config.response_schema.json_schema.model_dump(exclude_none=True)
    assert list(schema["properties"]) == schema["required"] and schema["additionalProperties"] is False
    assert "$ref" not in json.dumps(schema) and (config.temperature, config.seed) == (0.0, 5)
"""

# inspect's JSONSchema drops what it does not know: nothing of what is sent may be of that kind.
SCHEMAS = """
from typing import Literal
from inspect_ai.util import JSONSchema
from pydantic import BaseModel
from partyx.llm.wire_schema import wire_schema
from partyx.model.wire import Answer
from partyx.scoring.inspect_model import response_schema

class Choice(BaseModel):
    only: Literal["a"]
    const: list[Literal["b", "c"]] | None

for model in (Answer, Choice):
    sent = response_schema(wire_schema(model))
    assert JSONSchema.model_validate(sent).model_dump(exclude_unset=True) == sent, sent
assert sent["properties"]["only"]["enum"] == ["a"]
"""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` folder of an environment with the extra: this one, if it has it."""
    if find_spec("inspect_ai") and entry_points(group="inspect_ai", name="partyx"):
        return Path(sys.executable).parent
    folder = tmp_path_factory.mktemp("inspect")
    venv.create(folder, with_pip=True)
    here = folder / "bin"
    install = [here / "python", "-m", "pip", "install", "-q", "-c", ROOT / "constraints.txt"]
    subprocess.run([*install, f"{ROOT}[inspect]"], check=True, capture_output=True, env=BARE)
    return here


@pytest.fixture
def folder(tmp_path: Path) -> EvalFolder:
    """A real and two written articles with their gold, in a fresh folder."""
    source, evals = EvalFolder(ROOT / "evals"), EvalFolder(tmp_path / "evals")
    for place in (evals.articles, evals.gold):
        place.mkdir(parents=True)
    shutil.copy(source.articles / "index.json", evals.articles)
    for case in source.cases(["000", "w05", "w10"]):
        shutil.copy(case.path, evals.articles)
        shutil.copy(source.gold / f"{case.id}.json", evals.gold)
    return evals


def run(*command: object, at: Path, home: Path) -> None:
    """Run a program of the environment, with its user folders under ``home``."""
    places = {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CACHE_HOME": str(home)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=at,
        env=BARE | places,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def logged(folder: Path) -> tuple[dict[str, float], list[dict]]:
    """Figure and metric to its value, and the samples, of the one log in a folder."""
    (path,) = folder.glob("*.json")
    log = json.loads(path.read_text(encoding="utf-8"))
    assert log["status"] == "success", log.get("error")
    measured = {
        f"{one['name']} {name.removeprefix('partyx/')}": metric["value"]
        for one in log["results"]["scores"]
        for name, metric in one["metrics"].items()
    }
    return measured, log["samples"]


def graded(folder: EvalFolder, predict: Callable[[Path], Extraction], repeats: int = 1) -> dict[str, float]:
    """The figures of ``partyx eval grade``, in the shape of the log."""
    cases = folder.cases()
    list(predict_run(folder.runs / "ours", cases, predict, configuration={}, repeats=repeats))
    rows = leaderboard([grade_run(load_run(folder.runs / "ours"), cases)], Floors())
    found: dict[str, float | None] = {}
    for origin, (row,) in rows.items():
        found[f"failed count_{origin}"] = row.failed
        for figure, title in TITLES.items():
            micro = row.micro[figure]
            for end, value in {"": micro.value, "_low": micro.low, "_high": micro.high}.items():
                found[f"{title} micro_{origin}{end}"] = value
            found[f"{title} macro_{origin}"] = row.macro[figure].value
    return {name: value for name, value in found.items() if value is not None}


def by_rules(path: Path) -> Extraction:
    """The rules' extraction."""
    return partyx.extract(path, settings=partyx.Settings(engine="rules"))


def test_the_rules_get_the_figures_of_eval_grade(programs: Path, folder: EvalFolder, tmp_path: Path) -> None:
    """By the registered name; every error kind is in the score's metadata."""
    inspect = (programs / "inspect", "eval", "partyx/extraction", "-T", "engine=rules", "--display", "none")
    run(*inspect, "--log-format", "json", at=tmp_path, home=tmp_path / "home")
    measured, samples = logged(tmp_path / "logs")
    assert measured == pytest.approx(graded(folder, by_rules))
    for sample in samples:
        score = sample["scores"]["cell_f1"]
        errors = sum(sum(kinds.values()) for kinds in score["metadata"]["errors"].values())
        shown = [line for line in score["explanation"].splitlines() if " partial: " not in line]
        assert (sample["metadata"]["origin"], len(shown)) == (score["metadata"]["origin"], errors)


def test_the_file_works_as_well_as_the_name(programs: Path, folder: EvalFolder, tmp_path: Path) -> None:
    """Run where the repository is, over one article of another folder."""
    task = (programs / "inspect", "eval", "partyx/scoring/inspect_task.py", "-T", "engine=rules")
    chosen = ("-T", f"evals={folder.root}", "-T", "only=w05", "--log-dir", tmp_path / "logs")
    run(*task, *chosen, "--log-format", "json", "--display", "none", at=ROOT, home=tmp_path / "home")
    _, samples = logged(tmp_path / "logs")
    assert [sample["id"] for sample in samples] == ["w05"]


def test_a_model_of_inspect_gets_the_figures_of_eval_grade(
    programs: Path, folder: EvalFolder, tmp_path: Path
) -> None:
    """Recorded answers in one epoch, unusable ones in the other: a failed repeat counts, averaged by article."""
    script = (programs / "python", "-c", MOCKED, folder.root, RECORDINGS, tmp_path / "logs")
    run(*script, at=tmp_path, home=tmp_path / "home")
    measured, samples = logged(tmp_path / "logs")
    replay = partyx.Settings(engine="model", recordings=RECORDINGS, cache="replay")
    turns = itertools.count()

    def once(path: Path) -> Extraction:
        if next(turns) % 2:
            raise BadResponseError("no JSON")
        return partyx.extract(path, settings=replay)

    assert measured == pytest.approx(graded(folder, once, repeats=2))
    assert sorted(sample["scores"]["cell_f1"]["value"]["failed"] for sample in samples) == [0, 0, 0, 1, 1, 1]
    assert all(any(event["event"] == "model" for event in sample["events"]) for sample in samples)
    good = next(sample for sample in samples if sample["output"]["completion"])
    provenance = json.loads(good["output"]["completion"])["provenance"]
    assert (provenance["model"], provenance["usage"]["input_tokens"] % 107) == ("mockllm/model", 0)


def test_no_part_of_a_schema_is_lost_on_the_way(programs: Path, tmp_path: Path) -> None:
    """References, single values, and a member that is called like a keyword."""
    run(programs / "python", "-c", SCHEMAS, at=tmp_path, home=tmp_path)
