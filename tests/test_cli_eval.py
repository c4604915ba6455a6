"""``partyx eval`` from the outside: what it prints and the code it exits with."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from scoring_cases import TEXT, gold, gold_statistic, predicted, statistic
from typer.testing import CliRunner

from partyx.cli.app import app
from partyx.errors import QuotaError
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import GoldArticle, load_gold, nfc_text, save_gold, text_hash
from partyx.scoring.runs.run import predict_run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def evals(tmp_path: Path) -> Path:
    """One labelled article, and two runs over it."""
    folder = EvalFolder(tmp_path / "evals")
    folder.articles.mkdir(parents=True)
    (folder.articles / "000_x.txt").write_text(TEXT, encoding="utf-8")
    article = GoldArticle(id="000", file="000_x.txt", sha256=text_hash(TEXT))
    save_gold(gold(gold_statistic()).model_copy(update={"article": article}), folder.gold / "000.json")
    for name, record in (("a", statistic()), ("b", statistic(unit="hộ"))):
        found = predicted(record)
        list(predict_run(folder.runs / name, folder.cases(), lambda _, found=found: found, configuration={}))
    return folder.root


def run(*arguments: object) -> tuple[int, str]:
    """Exit code and output of ``partyx eval``."""
    result = CliRunner().invoke(app, ["eval", *map(str, arguments)])
    return result.exit_code, result.output


def test_grade_prints_the_leaderboard_and_the_details_of_one_run(evals: Path) -> None:
    """With the floor; details only when one run is named."""
    code, output = run("grade", "--evals", evals)
    assert code == 0
    assert "all-empty" in output
    assert "verbatim" not in output
    code, output = run("grade", "b", "--evals", evals, "--against", "a")
    assert code == 0
    assert "statistics.unit" in output
    assert "wrong records met" in output


def test_compare_prints_what_changed(evals: Path) -> None:
    """From a right unit to a wrong one."""
    code, output = run("compare", "a", "b", "--evals", evals)
    assert code == 0
    assert "newly wrong (1)" in output
    assert "gold 'đảng viên', 'đảng viên' -> 'hộ'" in output


def test_gate_exit_codes(evals: Path, tmp_path: Path) -> None:
    """1 without floors, 0 when all holds, 3 with a JUnit file when not, 2 for wrong usage."""
    assert run("gate", "a", "--evals", evals)[0] == 1
    assert run("gate", "--evals", evals)[0] == 1
    assert run("gate", "a", "b", "--pin", "--evals", evals)[0] == 0
    code, output = run("gate", "--evals", evals)
    assert (code, "28 of 28 checks hold" in output) == (0, True)
    stored = evals / "runs" / "a" / "predictions" / "000.json"
    stored.write_text(predicted(statistic(unit="người")).to_json(), encoding="utf-8")
    report = tmp_path / "out" / "gate.xml"
    code, output = run("gate", "--evals", evals, "--junit", report)
    assert code == 3
    assert "a: replay/000" in output
    assert len(ET.parse(report).getroot().findall(".//failure")) == 3  # noqa: S314
    assert run("gate", "a", "--pin", "--evals", evals)[0] == 1
    assert run("gate", "a", "--pin", "--lower-floor", "--evals", evals)[0] == 0
    assert run("gate", "a", "--lower-floor", "--evals", evals)[0] == 2
    assert run("gate", "--budget", "2", "--evals", evals)[0] == 2


def test_the_gate_takes_what_is_pinned_and_says_which_runs_are_missing(evals: Path) -> None:
    """Not the runs that happen to be there; a run that is pinned and not made fails."""
    assert run("gate", "a", "b", "--pin", "--evals", evals)[0] == 0
    (evals / "runs" / "b").rename(evals / "runs" / "c")
    code, output = run("gate", "--evals", evals)
    assert code == 3
    assert "b: run: has not been made: partyx eval run --name b" in output
    assert "c:" not in output
    (evals / "runs" / "a").rename(evals / "runs" / "d")
    code, output = run("gate", "--evals", evals)
    assert (code, "0 of 2 checks hold" in output) == (3, True)
    (evals / "runs" / "d").rename(evals / "runs" / "a")
    (evals / "runs" / "c").rename(evals / "runs" / "b")
    assert run("gate", "--evals", evals)[0] == 0


def test_a_run_whose_endpoint_is_dead_does_not_pass(evals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """1 when nothing was predicted, 3 when something was; each failure is one line."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("PARTYX_BASE_URL", f"http://127.0.0.1:{closed.getsockname()[1]}/v1")
    monkeypatch.setenv("PARTYX_API_KEY", "k")
    monkeypatch.setenv("PARTYX_ATTEMPTS", "1")
    code, output = run("run", "--model", "m:7b", "--evals", evals, "--repeats", "2")
    assert (code, "1 article, 2 failed predictions" in output) == (1, True)
    assert output.count("000: ModelConnectionError") == 2
    stored = evals / "runs" / "m-7b" / "predictions"
    (stored / "000.2.json").write_text(predicted().to_json(), encoding="utf-8")
    code, output = run("run", "--model", "m:7b", "--evals", evals, "--repeats", "2")
    assert (code, "1 article, 1 failed prediction" in output) == (3, True)
    assert run("run", "--model", "m:7b", "--evals", evals, "--repeats", "0")[0] == 2


@pytest.mark.parametrize("name", ["../../other", "/other", "..", ".hidden", "a/b", "a\x1b", ""])
def test_a_run_reaches_no_folder_outside(evals: Path, name: str) -> None:
    """Neither to remove it nor to read it, whether a person or floors.json names it."""
    other = evals.parent / "other"
    (evals / "runs" / "a").rename(other)
    for command in (
        ("run", "--engine", "rules", "--fresh", "--name", name or ".."),
        ("grade", name or ".."),
        ("gate", name or ".."),
        ("compare", "b", name or ".."),
        ("report", "b", "--against", name or ".."),
    ):
        code, output = run(*command, "--evals", evals)
        assert (code, "is no name for a run" in output) == (1, True), command
    (evals / "floors.json").write_text(json.dumps({"runs": {name: {"floors": {}, "articles": []}}}))
    assert run("gate", "--evals", evals)[0] == 1
    assert (other / "manifest.json").exists()


def test_lint_exits_with_3_when_gold_has_errors(evals: Path) -> None:
    """Digit strings without a reason; none after they are given."""
    code, output = run("lint", "--evals", evals)
    assert code == 3
    assert "000: error: uncovered-digits" in output
    draft = {
        "article": {"id": "000", "file": "000_x.txt"},
        "status": "reviewed",
        "origin": "written",
        "digits": [{"quotes": ["12", "5", "1.513", "26", "27", "3,5", "49"], "reason": "other", "all": True}],
    }
    path = evals / "draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    code, output = run("add", path, "--from", "draft", "--evals", evals)
    assert (code, "somebody has reviewed this gold" in output) == (1, True)
    assert run("add", path, "--from", "draft", "--force", "--evals", evals)[0] == 0
    code, output = run("lint", "--evals", evals, "--second", evals / "gold")
    assert (code, "1 gold file, 0 errors, 0 warnings" in output) == (0, True)
    assert "agreement of two labellers, written articles (1)" in output


ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\x00\r"


def test_nothing_in_a_file_acts_on_the_terminal(evals: Path) -> None:
    """Escapes, C1 controls and bidi overrides in gold, articles, predictions and errors are only shown."""
    text = f"{TEXT} Bài có {ESCAPES} 7 chữ.".replace("\0", "")
    (evals / "articles" / "000_x.txt").write_text(text, encoding="utf-8", newline="")
    text = nfc_text(evals / "articles" / "000_x.txt")
    hostile = {"subject": ESCAPES, "unit": ESCAPES, "accept": {"unit": [ESCAPES], ESCAPES: [ESCAPES]}}
    truth = load_gold(evals / "gold" / "000.json")
    article = truth.article.model_copy(update={"sha256": text_hash(text)})
    records = [gold_statistic(**hostile), gold_statistic(9, notes=ESCAPES)]
    path = evals / "gold" / "000.json"
    save_gold(truth.model_copy(update={"article": article, "statistics": records}), path)
    folder = EvalFolder(evals)
    ours = predicted(statistic(unit=ESCAPES), statistic(26, place="26/27", indicator=ESCAPES))
    ours = ours.model_copy(update={"article": ours.article.model_copy(update={"sha256": text_hash(text)})})

    def failing(_: Path) -> None:
        raise QuotaError(f"no credit {ESCAPES}")

    for name, engine in (("c", lambda _: ours), ("d", failing)):
        list(predict_run(folder.runs / name, folder.cases(), engine, configuration={}))
    draft = evals / "draft.json"
    data = {"article": {"file": "000_x.txt"}, "status": "reviewed", "origin": ESCAPES}
    draft.write_text(json.dumps({**data, "digits": [{"quote": ESCAPES}], ESCAPES: 1}), encoding="utf-8")
    said = [
        run(*command, "--evals", evals)
        for command in (
            ("lint",),
            ("lint", "--second", evals / "gold"),
            ("grade",),
            ("grade", "c"),
            ("compare", "c", "d"),
            ("gate", "c", "--pin"),
            ("gate", ESCAPES),
            ("run", "--engine", "rules", "--name", ESCAPES),
            ("add", draft, "--from", "draft"),
            ("add", path, "--from", "gold"),
            ("add", path, "--from", "doccano"),
        )
    ]
    assert "owned" in "".join(output for _, output in said)
    for _, output in said:
        assert not set(output) & set("\x1b\x07\x9b\u202e\x00\r")


def test_add_article_export_and_import(evals: Path, tmp_path: Path) -> None:
    """A new article, out to doccano and back, stays unreviewed."""
    path = tmp_path / "moi.txt"
    path.write_text("Có 12 chi bộ.", encoding="utf-8")
    code, output = run(
        "add", path, "--evals", evals, "--origin", "written", "--id", "w9", "--export", "doccano"
    )
    assert code == 0
    assert "1 digit strings without a reason" in output
    exported = evals / "drafts" / "w9.doccano.jsonl"
    assert run("add", exported, "--from", "doccano", "--evals", evals)[0] == 0
    assert run("add", exported, "--evals", evals)[0] == 1, "JSON is no article"
    assert load_gold(evals / "gold" / "w9.json").status == "unreviewed"
    assert (
        run(
            "add", evals / "gold" / "w9.json", "--from", "gold", "--export", "label-studio", "--evals", evals
        )[0]
        == 0
    )
    assert (evals / "drafts" / "w9.label-studio.json").exists()
    assert run("add", path, path, "--id", "x", "--evals", evals)[0] == 2
    assert run("add", path, "--evals", evals)[0] == 1


def test_wrong_folders_and_names_are_one_line_and_exit_1(tmp_path: Path, evals: Path) -> None:
    """The line says what to do."""
    code, output = run("grade", "--evals", tmp_path / "none")
    assert (code, output.count("\n"), "--evals" in output) == (1, 1, True)
    code, output = run("grade", "zzz", "--evals", evals)
    assert (code, output.count("\n")) == (1, 1)


def test_run_predicts_with_the_rules_engine_and_goes_on(evals: Path) -> None:
    """The real way from an article to the leaderboard."""
    code, output = run("run", "--engine", "rules", "--evals", evals)
    assert code == 0, output
    assert "1 article, 0 failed" in output
    assert run("grade", "rules", "--evals", evals)[0] == 0
    stored = evals / "runs" / "rules" / "predictions" / "000.json"
    before = stored.stat().st_mtime_ns
    assert run("run", "--engine", "rules", "--evals", evals)[0] == 0
    assert stored.stat().st_mtime_ns == before
    assert run("run", "--engine", "rules", "--evals", evals, "--fresh")[0] == 0
    assert stored.stat().st_mtime_ns != before
