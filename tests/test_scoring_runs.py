"""Runs, grades, comparisons, floors and the leaderboard, over a small evals folder of our own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from scoring_cases import TEXT, at, gold, gold_meeting, gold_statistic, meeting, predicted, statistic

from partyx.errors import EvalError, QuotaError
from partyx.records import Provenance, Usage
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import GoldArticle, gold_hash, save_gold, text_hash
from partyx.scoring.hashes import fingerprint
from partyx.scoring.report.junit import junit_xml
from partyx.scoring.report.leaderboard import leaderboard
from partyx.scoring.report.tables import board, details
from partyx.scoring.report.terminal import comparison_text, tables_text
from partyx.scoring.runs.compare import compare_runs
from partyx.scoring.runs.gate import Check, Floors, check_run, load_floors, pin, save_floors
from partyx.scoring.runs.grading import empty_grade, grade_run, total_spent
from partyx.scoring.runs.run import Run, load_run, load_runs, predict_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.extraction import Extraction
    from partyx.scoring.runs.grading import Grade

ROOT = Path(__file__).parent.parent
TRUTH = (gold_statistic(), gold_meeting())


@pytest.fixture
def folder(tmp_path: Path) -> EvalFolder:
    """Six real articles and one written one, all with the same text and gold."""
    evals = EvalFolder(tmp_path / "evals")
    evals.articles.mkdir(parents=True)
    for name in ("000", "001", "002", "003", "004", "005", "w01"):
        (evals.articles / f"{name}_x.txt").write_text(TEXT, encoding="utf-8")
        article = GoldArticle(id=name, file=f"{name}_x.txt", sha256=text_hash(TEXT))
        truth = gold(*TRUTH, origin="written" if name.startswith("w") else "real")
        save_gold(truth.model_copy(update={"article": article}), evals.gold / f"{name}.json")
    return evals


def saying(*records: Any, **changes: Any) -> Callable[[Path], Extraction]:
    """An engine that says the same of every article."""
    return lambda _: predicted(*records, **changes)


def run_of(folder: EvalFolder, name: str, predict: Callable[[Path], Extraction], **changes: Any) -> Run:
    """A finished run."""
    configuration = {"engine": name, **changes.pop("configuration", {})}
    list(predict_run(folder.runs / name, folder.cases(), predict, configuration=configuration, **changes))
    return load_run(folder.runs / name)


def graded(folder: EvalFolder, name: str, *records: Any, **changes: Any) -> Grade:
    """A graded run of an engine that always says the same."""
    return grade_run(run_of(folder, name, saying(*records), **changes), folder.cases())


def test_a_killed_run_goes_on_where_it_stopped(folder: EvalFolder) -> None:
    """What was stored is not asked again; a failure is."""
    asked: list[str] = []

    def engine(path: Path) -> Extraction:
        asked.append(path.name[:3])
        if path.name.startswith("001"):
            raise QuotaError("no credit left")
        if path.name.startswith("003"):
            raise KeyboardInterrupt
        return predicted(statistic())

    with pytest.raises(KeyboardInterrupt):
        run_of(folder, "r", engine)
    assert asked == ["000", "001", "002", "003"]
    run = run_of(folder, "r", lambda path: asked.append(path.name[:3]) or predicted(statistic()))
    assert asked[4:] == ["001", "003", "004", "005", "w01"]
    assert all(run.prediction(name).extraction for name in run.manifest.articles)
    assert not list((folder.runs / "r" / "predictions").glob("*.error.json"))


def test_a_failed_article_is_stored_with_its_reason(folder: EvalFolder) -> None:
    """Errors of ours and faults nobody expected alike; the others go on."""

    def engine(path: Path) -> Extraction:
        if path.name.startswith("000"):
            raise QuotaError("no credit left")
        if path.name.startswith("001"):
            raise ZeroDivisionError("oh")
        if path.name.startswith("002"):
            found = predicted()
            return found.model_copy(update={"article": found.article.model_copy(update={"sha256": "0" * 64})})
        return predicted()

    run = run_of(folder, "r", engine)
    assert [run.prediction(name).error for name in ("000", "001", "002", "003")] == [
        "QuotaError: no credit left",
        "ZeroDivisionError (unexpected): oh",
        "the extraction is of another text than the article",
        None,
    ]
    grade = grade_run(run, folder.cases())
    assert sum(one.failures for one in grade.documents) == 3
    assert len(grade.documents) == 7


def test_a_run_is_not_gone_on_with_under_another_configuration(folder: EvalFolder) -> None:
    """Nor over other texts, nor under a name that is no folder's."""
    run_of(folder, "r", saying(), configuration={"model": "a"})
    with pytest.raises(EvalError, match="another model"):
        run_of(folder, "r", saying(), configuration={"model": "b"})
    with pytest.raises(EvalError, match="no name"):
        run_of(folder, "..", saying())
    with pytest.raises(EvalError, match="no such file"):
        load_run(folder.runs / "none")
    (folder.articles / "000_x.txt").write_text("Khác hẳn.", encoding="utf-8")
    with pytest.raises(EvalError, match="is not the text of gold 000"):
        folder.cases()


TELLING = """
import json, os, sys
from partyx.scoring.runs.engines import configuration_of
from partyx.settings import Settings
for _ in sys.stdin:
    if os.fork() == 0:
        print(json.dumps([configuration_of(Settings(engine=engine)) for engine in ("model", "rules")]), flush=True)
        os._exit(0)
    os.wait()
"""
"""Says for each line what the configuration of a process is that starts now."""


def test_a_changed_prompt_schema_or_rule_is_another_configuration(tmp_path: Path) -> None:
    """Of a copy of the library whose one file has another word; the rules have no prompt."""
    for part in ("partyx", "prompts", "schemas"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", TELLING],
        cwd=tmp_path,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as telling:

        def configurations() -> list[dict[str, str]]:
            telling.stdin.write("now\n")
            telling.stdin.flush()
            return json.loads(telling.stdout.readline())

        before = configurations()
        for changed, named in (
            ("prompts/v2/10-role.md", "prompt_sha256"),
            ("prompts/v2/s20-meeting.md", "prompt_sha256"),
            ("schemas/meeting.schema.json", "schemas_sha256"),
            ("partyx/model/wire.py", "code_sha256"),
            ("partyx/rules/statistics/drafting.py", "code_sha256"),
        ):
            path = tmp_path / changed
            text = path.read_text(encoding="utf-8")
            another = (
                text.replace('"""', '"""Another ', 1) if path.suffix == ".py" else text.replace("a", "aa", 1)
            )
            path.write_text(another, encoding="utf-8")
            after = configurations()
            path.write_text(text, encoding="utf-8")
            differing = [
                {name for name in was if was[name] != now[name]}
                for was, now in zip(before, after, strict=True)
            ]
            assert differing == [{named}, {named} - {"prompt_sha256"}], changed
            assert before[0]["wire_sha256"] == after[0]["wire_sha256"]


def test_grading_is_apart_from_predicting_and_redone_only_when_needed(folder: EvalFolder) -> None:
    """A changed gold file is graded again, a grade that somebody touched as well; the others are kept."""
    run = run_of(folder, "r", saying(statistic(), meeting()))
    grade_run(run, folder.cases())
    grades = {path.stem: path for path in (run.path / "grades").glob("*.json")}
    before = {name: path.stat().st_mtime_ns for name, path in grades.items()}
    truth = folder.cases(["000"])[0].gold
    save_gold(truth.model_copy(update={"statistics": [gold_statistic(26)]}), folder.gold / "000.json")
    grades["001"].write_text("{", encoding="utf-8")
    kept = grades["002"].read_text(encoding="utf-8")
    grades["002"].write_text(kept.replace('"statistics/values": [\n   1.0', '"statistics/values": [\n   0.0'))
    assert kept != grades["002"].read_text(encoding="utf-8")
    again = grade_run(run, folder.cases())
    values = {name: one.figures["statistics/values"].f1 for name, one in again.by_id.items()}
    assert values == {**dict.fromkeys(grades, 1), "000": 0}
    now = {name: path.stat().st_mtime_ns for name, path in grades.items()}
    assert {name for name in grades if now[name] != before[name]} == {"000", "001", "002"}


def test_articles_without_reviewed_gold_are_not_scored(folder: EvalFolder) -> None:
    """A draft is left out; unknown ids and folders without gold are said."""
    truth = folder.cases(["000"])[0].gold
    save_gold(truth.model_copy(update={"status": "unreviewed"}), folder.gold / "000.json")
    assert "000" not in {case.id for case in folder.cases()}
    with pytest.raises(EvalError, match=r"no reviewed gold\. Review it: partyx review"):
        folder.cases(["000"])
    with pytest.raises(EvalError, match="no gold for 999"):
        folder.cases(["999"])
    with pytest.raises(EvalError, match="--evals"):
        EvalFolder(folder.root / "none").cases()


def test_repeats_are_stored_and_averaged(folder: EvalFolder) -> None:
    """The second of two repeats fails: half of everything, in as many documents."""
    answers: dict[str, int] = {}

    def engine(path: Path) -> Extraction:
        answers[path.name] = answers.get(path.name, 0) + 1
        if answers[path.name] == 2:
            raise QuotaError("none left")
        return predicted(statistic(), meeting())

    grade = grade_run(run_of(folder, "r", engine, repeats=2), folder.cases())
    document = grade.documents[0]
    assert (document.failures, len(document.repeats)) == (1, 2)
    assert document.figures["statistics/values"] == (0.5, 1, 0.5)


def test_the_leaderboard_has_the_floor_the_runs_and_the_previous_best(folder: EvalFolder) -> None:
    """Real and written apart; all-empty is 0."""
    cases = folder.cases()
    grade = graded(folder, "good", statistic(), meeting())
    floors = pin([grade], Floors(), cases)
    boards = leaderboard([empty_grade(cases), grade], floors)
    assert {origin: [row.name for row in rows] for origin, rows in boards.items()} == {
        "real": ["all-empty", "good", "previous best"],
        "written": ["all-empty", "good", "previous best"],
    }
    empty, good, best = boards["real"]
    assert [empty.micro["statistics/values"].value, good.micro["statistics/values"].value] == [0, 1]
    assert best.micro["statistics/values"].value == 1
    text = tables_text(table for origin, rows in boards.items() for table in board(origin, rows))
    assert "real articles (6)" in text
    assert "written articles (1)" in text
    assert "1.000 [1.000, 1.000]" in text
    assert "chairs.titles" in tables_text(details(good))


def test_compare_shows_what_changed_and_in_which_sentence(folder: EvalFolder) -> None:
    """A unit put right, a chair lost, an invented record, and what each run took."""
    usage = Usage(cached_calls=1, cached_input_tokens=100, cached_output_tokens=20, cached_cost_usd=0.5)
    made = Provenance(partyx_version="0", engine="model", usage=usage, seconds={"fill": 2.0})
    first = grade_run(run_of(folder, "a", saying(statistic(unit="hộ"), meeting())), folder.cases())
    second = grade_run(
        run_of(folder, "b", saying(statistic(), meeting(chairs=()), statistic(9999), provenance=made)),
        folder.cases(),
    )
    found = compare_runs(first, second, folder.cases())
    assert {change.where for change in found.newly_right} == {"statistics[0].unit"}
    assert {change.where for change in found.newly_wrong} == {
        "meetings[0].chairs[0].name",
        "meetings[0].chairs[0].titles[0]",
    }
    right = found.newly_right[0]
    assert (right.gold, right.first, right.second) == ("đảng viên", "hộ", "đảng viên")
    assert right.sentence.startswith("Toàn huyện kết nạp 1.513 đảng viên")
    assert found.invented["000"] == (0, 1)
    assert (found.bills[1].seconds, found.bills[1].input_tokens, found.bills[1].cost_usd) == (14, 700, 3.5)
    assert found.figures["real"]["statistics/values"].p is not None
    assert found.figures["written"]["statistics/values"].p is None
    text = comparison_text(found)
    assert "not testable" in text
    assert "\n000 " in text
    assert "\n000 " not in comparison_text(compare_runs(first, first, folder.cases())), (
        "nothing differs there"
    )
    assert "Toàn huyện kết nạp 1.513 đảng viên" in text


def test_compare_refuses_other_gold_other_scorers_and_no_common_article(folder: EvalFolder) -> None:
    """Figures that cannot be compared are not compared."""
    first = graded(folder, "a", statistic())
    truth = folder.cases(["000"])[0].gold
    save_gold(truth.model_copy(update={"statistics": []}), folder.gold / "000.json")
    cases = folder.cases()
    second = graded(folder, "b", statistic())
    with pytest.raises(EvalError, match="different gold: 000"):
        compare_runs(first, second, cases)
    other = [one.model_copy(update={"scorer_sha256": "0"}) for one in second.documents]
    with pytest.raises(EvalError, match="different scorers"):
        compare_runs(second, type(second)("c", tuple(other), {}), cases)
    with pytest.raises(EvalError, match="no graded article in common"):
        compare_runs(second, type(second)("c", (), {}), cases)


def test_an_unknown_price_makes_the_cost_unknown(folder: EvalFolder) -> None:
    """A call whose price is not known is not free."""
    made = Provenance(partyx_version="0", engine="model", usage=Usage(calls=1, input_tokens=5))
    grade = grade_run(run_of(folder, "a", saying(provenance=made)), folder.cases())
    assert total_spent(grade.documents).cost_usd is None
    assert total_spent(graded(folder, "b").documents).cost_usd == 0


def problems(checks: list[Check]) -> dict[str, str]:
    """The checks that do not hold."""
    return {check.name: check.problem for check in checks if check.problem is not None}


def test_the_gate_holds_a_replay_to_the_word(folder: EvalFolder) -> None:
    """Even an improvement fails until it is pinned; a mere change of timing does not."""
    cases = folder.cases()
    floors = pin([graded(folder, "r", statistic())], Floors(), cases)
    assert problems(check_run(graded(folder, "r", statistic()), floors, cases)) == {}
    slower = Provenance(partyx_version="0", engine="rules", seconds={"fill": 9.0})
    assert fingerprint(predicted(statistic())) == fingerprint(predicted(statistic(), provenance=slower))
    better = graded(EvalFolder(folder.root), "better", statistic(), meeting())
    found = problems(check_run(type(better)("r", better.documents, {}), floors, cases))
    assert set(found) == {f"replay/{case.id}" for case in cases}


def test_the_gate_allows_a_varying_run_its_budget_only(folder: EvalFolder) -> None:
    """Within the budget passes; below it, a failed prediction or a quote that is not verbatim does not."""
    cases = folder.cases()
    right = graded(folder, "right", statistic(), meeting())
    floors = pin([right], Floors(), cases, deterministic=False, budget=0.2)
    worse = graded(folder, "worse", statistic(unit="hộ"), meeting())
    assert problems(check_run(type(worse)("right", worse.documents, {}), floors, cases)) != {}
    floors = pin([right], floors, cases, deterministic=False, budget=0.3)
    assert problems(check_run(type(worse)("right", worse.documents, {}), floors, cases)) == {}
    moved = statistic().model_copy(update={"value_span": at("3,5").model_copy(update={"start": 0, "end": 3})})
    unfaithful = graded(folder, "unfaithful", moved, meeting())
    found = problems(check_run(type(worse)("right", unfaithful.documents, {}), floors, cases))
    assert "floor/real/statistics/grounding/verbatim" in found
    failing = graded(folder, "failing")
    failed = [
        one.model_copy(update={"repeats": [one.repeats[0].model_copy(update={"error": "x"})]})
        for one in failing.documents
    ]
    assert "validity" in problems(check_run(type(worse)("right", tuple(failed), {}), floors, cases))
    fewer = type(worse)("right", right.documents[:3], {})
    assert "articles" in problems(check_run(fewer, floors, cases))


def test_floors_are_lowered_only_when_that_is_said(folder: EvalFolder) -> None:
    """And the previous best is remembered all the same."""
    cases = folder.cases()
    floors = pin([graded(folder, "good", statistic(), meeting())], Floors(), cases)
    worse = graded(folder, "worse", meeting())
    worse = type(worse)("good", worse.documents, {})
    with pytest.raises(EvalError, match="--lower-floor"):
        pin([worse], floors, cases)
    lowered = pin([worse], floors, cases, lower=True)
    assert lowered.runs["good"].floors["real/statistics/values"] == 0
    assert lowered.best["real/statistics/values"].value == 1


def test_floors_of_another_corpus_are_refused(folder: EvalFolder) -> None:
    """The gate says which hash differs; pinning again takes all pinned runs along."""
    cases = folder.cases()
    a, b = graded(folder, "a", statistic()), graded(folder, "b", meeting())
    floors = pin([a, b], Floors(), cases)
    with pytest.raises(EvalError, match="no floors for c"):
        check_run(type(a)("c", a.documents, {}), floors, cases)
    truth = folder.cases(["000"])[0].gold
    save_gold(truth.model_copy(update={"meetings": []}), folder.gold / "000.json")
    cases = folder.cases()
    with pytest.raises(EvalError, match="another gold"):
        check_run(a, floors, cases)
    with pytest.raises(EvalError, match="pin b together"):
        pin([a], floors, cases, lower=True)
    assert pin([a, b], floors, cases, lower=True).gold_sha256 != floors.gold_sha256


def test_floors_are_read_as_they_were_written(folder: EvalFolder) -> None:
    """And a broken file is said to be broken."""
    assert load_floors(folder.floors) == Floors()
    floors = pin([graded(folder, "a", statistic())], Floors(), folder.cases())
    save_floors(floors, folder.floors)
    assert load_floors(folder.floors) == floors
    folder.floors.write_text('{"runs": 1}', encoding="utf-8")
    with pytest.raises(EvalError, match=r"floors\.json"):
        load_floors(folder.floors)


def test_junit_names_every_check_and_escapes_what_it_says() -> None:
    """What failed has its reason, whatever characters it holds."""
    root = ET.fromstring(junit_xml({"r<1>": [Check("a"), Check("b", 'x < "y" & \x00 ủy')]}))  # noqa: S314
    suite = root[0]
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("r<1>", "2", "1")
    assert suite[1][0].get("message") == 'x < "y" &   ủy'


def test_notes_and_layout_of_gold_do_not_change_its_hash() -> None:
    """What is scored does."""
    base = gold(gold_statistic())
    assert gold_hash(base) == gold_hash(gold(gold_statistic(notes="vì sao"), notes=["x"], annotators=["A"]))
    assert gold_hash(base) != gold_hash(gold(gold_statistic(1514)))
    assert gold_hash(base) != gold_hash(gold(gold_statistic(accept={"unit": ["người"]})))


def test_runs_are_listed_by_name(folder: EvalFolder) -> None:
    """A folder without a manifest is no run; a manifest of another kind is said."""
    for name in ("b", "a"):
        run_of(folder, name, saying())
    (folder.runs / "c").mkdir()
    assert [run.name for run in load_runs(folder.runs)] == ["a", "b"]
    (folder.runs / "c" / "manifest.json").write_text(json.dumps({"name": "c"}), encoding="utf-8")
    with pytest.raises(EvalError, match="manifest"):
        load_runs(folder.runs)
