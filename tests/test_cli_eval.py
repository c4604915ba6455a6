"""``partyx eval`` from the outside: what it prints and the code it exits with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from scoring_cases import TEXT, gold, gold_statistic, predicted, statistic
from typer.testing import CliRunner

from partyx.cli.app import app
from partyx.scoring.corpus import EvalFolder
from partyx.scoring.gold import GoldArticle, load_gold, save_gold, text_hash
from partyx.scoring.runs import predict_run

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
    assert (code, "20 of 20 checks hold" in output) == (0, True)
    stored = evals / "runs" / "a" / "predictions" / "000.json"
    stored.write_text(predicted(statistic(unit="người")).to_json(), encoding="utf-8")
    report = tmp_path / "out" / "gate.xml"
    code, output = run("gate", "--evals", evals, "--junit", report)
    assert code == 3
    assert "a: replay/000" in output
    assert len(ET.parse(report).getroot().findall(".//failure")) == 2  # noqa: S314
    assert run("gate", "a", "--pin", "--evals", evals)[0] == 1
    assert run("gate", "a", "--pin", "--lower-floor", "--evals", evals)[0] == 0
    assert run("gate", "a", "--lower-floor", "--evals", evals)[0] == 2
    assert run("gate", "--budget", "2", "--evals", evals)[0] == 2


def test_lint_exits_with_3_when_gold_has_errors(evals: Path) -> None:
    """Digit strings without a reason; none after they are given."""
    code, output = run("lint", "--evals", evals)
    assert code == 3
    assert "000: error: uncovered-digits" in output
    draft = {
        "article": {"file": "000_x.txt"},
        "status": "reviewed",
        "origin": "written",
        "digits": [{"quotes": ["12", "5", "1.513", "26", "27", "3,5", "49"], "reason": "other", "all": True}],
    }
    path = evals / "draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    assert run("add", path, "--from", "draft", "--evals", evals)[0] == 0
    code, output = run("lint", "--evals", evals, "--second", evals / "gold")
    assert (code, "1 gold files, 0 errors, 0 warnings" in output) == (0, True)
    assert "agreement of two labellers, written articles (1)" in output


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
    assert "1 articles, 0 failed" in output
    assert run("grade", "rules", "--evals", evals)[0] == 0
    stored = evals / "runs" / "rules" / "predictions" / "000.json"
    before = stored.stat().st_mtime_ns
    assert run("run", "--engine", "rules", "--evals", evals)[0] == 0
    assert stored.stat().st_mtime_ns == before
    assert run("run", "--engine", "rules", "--evals", evals, "--fresh")[0] == 0
    assert stored.stat().st_mtime_ns != before
