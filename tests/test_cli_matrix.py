"""Every model with every prompt, against a server of our own on loopback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fault_server import FaultServer, answer, status
from test_cli import run

ROOT = Path(__file__).parent.parent
EMPTY = json.dumps({"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []})


@pytest.fixture
def evals(tmp_path: Path) -> Path:
    """Two articles with gold."""
    for name in ("articles", "gold"):
        (tmp_path / name).mkdir()
    for article in ("003", "004"):
        shutil.copy(ROOT / "evals" / "gold" / f"{article}.json", tmp_path / "gold")
        shutil.copy(next((ROOT / "evals" / "articles").glob(f"{article}_*")), tmp_path / "articles")
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, evals: Path):
    """Ask a server that answers the same to everything; the server, and the command against it."""
    for name in ("PARTYX_CACHE", "PARTYX_ATTEMPTS", "PARTYX_SECOND_ASK"):
        monkeypatch.setenv(name, {"PARTYX_CACHE": "off", "PARTYX_ATTEMPTS": "1"}.get(name, "false"))
    monkeypatch.setenv("PARTYX_API_KEY", "k")

    def command(server: FaultServer, *arguments: object) -> tuple[int, str, str]:
        monkeypatch.setenv("PARTYX_BASE_URL", server.url)
        return run("eval", "matrix", "--evals", evals, *arguments)

    return command


@pytest.mark.slow
def test_every_model_runs_with_every_prompt_and_once_only(evals, asked, tmp_path):
    mine = tmp_path / "mine"
    shutil.copytree(ROOT / "prompts" / "v2", mine)
    (mine / "10-role.md").write_text("Trả lời như cũ.\n", encoding="utf-8")
    pairs = ("--model", "a", "--model", "b:7", "--model", "rules", "--prompt", "v2", "--prompt", mine)
    with FaultServer(default=answer(EMPTY)) as server:
        code, out, err = asked(server, *pairs)
        assert (code, err) == (0, "")
        made = sorted(path.name for path in (evals / "runs").iterdir())
        assert made == ["a@mine", "a@v2", "b-7@mine", "b-7@v2", "rules"]
        for name in made:
            assert name in out
        first = len(server.requests)
        assert first >= 8
        assert asked(server, *pairs)[0] == 0
        assert len(server.requests) == first, "a pair that is done is not asked again"


@pytest.mark.slow
def test_what_fails_is_tried_again_and_the_exit_code_tells(asked):
    with FaultServer(default=status(400)) as server:
        assert asked(server, "--model", "a")[0] == 1
        server.default = answer(EMPTY)
        assert asked(server, "--model", "a", "--jobs", "1")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--model", "a", "--model", "a"), "two pairs are both called a@v2"),
        (("--model", "a", "--prompt", "./none"), "there is no such folder"),
        (("--model", "a", "--prompt", "v0"), "there is no prompt version"),
    ],
)
def test_what_cannot_run_is_said_at_once(asked, arguments, words):
    with FaultServer(default=answer(EMPTY)) as server:
        code, _, err = asked(server, *arguments)
        assert (code, words in err) == (2, True), err
        assert not server.requests


def test_a_budget_needs_a_price(asked):
    with FaultServer(default=answer(EMPTY)) as server:
        code, _, err = asked(server, "--model", "a", "--budget", "1", "--jobs", "1")
    assert (code, "the price of this model is not known" in err) == (2, True)


def test_a_used_up_budget_ends_the_run_which_can_be_gone_on_with(evals, asked):
    with FaultServer(default=answer(EMPTY)) as server:
        code, _, err = asked(server, "--model", "openai/gpt-4o-mini", "--budget", "0.0000001", "--jobs", "1")
        assert code == 3, err
        assert "the budget is used up" in err
        assert len(list((evals / "runs").glob("*/predictions/*.json"))) == 1
        assert asked(server, "--model", "openai/gpt-4o-mini")[0] == 0
