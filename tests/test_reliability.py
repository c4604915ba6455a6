"""How sure values are: classes by how they came about, and how often each was right in graded runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scoring_cases import TEXT, gold, gold_statistic, predicted, statistic, when

import partyx
from partyx.errors import InputError
from partyx.records import Finding, Provenance
from partyx.reliability import Reliability, ValueClass, signs_of
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import GoldArticle, save_gold, text_hash
from partyx.scoring.metric.intervals import wilson
from partyx.scoring.runs.grading import grade_run
from partyx.scoring.runs.reliability import reliability
from partyx.scoring.runs.run import load_run, predict_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.extraction import Extraction
    from partyx.kinds.built_in.statistic import Statistic

FIGURES = {1513.0: "1.513", 26.0: "26", 27.0: "27", 3.5: "3,5"}
"""Four figures of the text: with seven articles more than the fewest values that tell anything."""
WARNING = Finding(check="share-of-whole", severity="warning", message="x", records=("statistics[0]",))


def figures(**changes: Any) -> list[Statistic]:
    return [statistic(value, place=place, **changes) for value, place in FIGURES.items()]


def table_of(folder: Path, predict: Callable[[int], Extraction], articles: int = 7) -> Reliability:
    """The table of a run over articles with the same text and gold; ``predict`` gets their numbers."""
    evals = EvalFolder(folder)
    evals.articles.mkdir(parents=True)
    truth = gold(*(gold_statistic(value, place=place) for value, place in FIGURES.items()))
    for number in range(articles):
        (evals.articles / f"{number:03}_x.txt").write_text(TEXT, encoding="utf-8")
        article = GoldArticle(id=f"{number:03}", file=f"{number:03}_x.txt", sha256=text_hash(TEXT))
        save_gold(truth.model_copy(update={"article": article}), evals.gold / f"{number:03}.json")
    cases = evals.cases()
    engine = predict_run(
        evals.runs / "r", cases, lambda path: predict(int(path.name[:3])), configuration={"engine": "r"}
    )
    list(engine)
    run = load_run(evals.runs / "r")
    return reliability([(run, grade_run(run, cases))])


def counts(table: Reliability) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(it.field, it.sign): (it.right, it.of, it.articles) for it in table.classes}


def test_values_are_counted_by_how_they_came_about(tmp_path: Path) -> None:
    """A wrong unit in two articles, and a record that is none in another: each counts where it belongs."""

    def engine(number: int) -> Extraction:
        if number < 2:
            return predicted(*figures(unit="chi bộ"), findings=(WARNING,))
        return predicted(*figures(), *([statistic(999, place="49")] if number == 2 else []))

    found = counts(table_of(tmp_path, engine))
    assert found["statistics.unit", ""] == (20, 29, 7)
    assert found["statistics.unit", "found"] == (0, 2, 2)
    assert found["statistics.record", ""] == (28, 29, 7)
    assert found["statistics.record", "found"] == (2, 2, 2)
    assert found["statistics.value", ""] == (28, 29, 7)


def test_what_gold_does_not_say_is_wrong_and_an_inherited_period_is_a_class_of_its_own(
    tmp_path: Path,
) -> None:
    inherited = figures(period=when("2023"), period_from="article")
    found = counts(table_of(tmp_path, lambda number: predicted(*(inherited if number else figures()))))
    assert found["statistics.period", "article"] == found["statistics.period", ""] == (0, 24, 6)


def test_the_narrowest_class_that_tells_anything_is_taken(tmp_path: Path) -> None:
    table = table_of(tmp_path, lambda number: predicted(*figures(), findings=(WARNING,) if number else ()))
    assert counts(table)["statistics.value", "found"] == (6, 6, 6)  # too few to tell
    sure = table.of(predicted(*figures(), findings=(WARNING,)), "statistics[0]")
    assert (sure["value"].sign, sure["value"].of) == ("", 28)
    assert set(sure) == {"record", "indicator", "value", "unit", "subject"}
    assert sure["record"].share == 1.0
    assert sure["record"].low == pytest.approx(0.879, abs=1e-3)  # Wilson: never a point


def test_of_few_articles_or_another_engine_nothing_is_known(tmp_path: Path) -> None:
    few = table_of(tmp_path, lambda _: predicted(*figures(), *figures(), *figures()), articles=4)
    assert max(it.of for it in few.classes) >= 20
    assert few.of(predicted(*figures()), "statistics[0]") == {}
    other = Provenance(partyx_version="0", engine="model", asked="sentence")
    shipped = Reliability.shipped()
    assert shipped.of(predicted(*figures(), provenance=other), "statistics[0]")["value"].engine == "sentence"
    unknown = Provenance(partyx_version="0", engine="model")
    assert shipped.of(predicted(*figures(), provenance=unknown), "statistics[0]") == {}


def test_values_of_one_article_are_not_many(tmp_path: Path) -> None:
    """All wrong in one article of seven: the interval over articles is wider than that of the share."""
    table = table_of(tmp_path, lambda number: predicted(*figures(unit="tấn" if number == 3 else "đảng viên")))
    unit = next(it for it in table.classes if it.field == "statistics.unit")
    low, _ = wilson(24, 28)
    assert unit.low < low - 0.05


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (50, 100, 0.404, 0.596), (1, 1, 0.207, 1.0)],
)
def test_intervals_of_shares(right: int, of: int, low: float, high: float) -> None:
    """Published values of Wilson's interval."""
    assert wilson(right, of) == pytest.approx((low, high), abs=1e-3)


def test_signs_of_a_value() -> None:
    record = statistic(period=when("2023"), period_from="passage")
    found = predicted(record, findings=(WARNING,))
    signs = signs_of(found, "statistics[0]")
    assert signs["period"] == ("found", "passage", "")
    assert signs["value"] == signs["record"] == ("found", "")
    note = WARNING.model_copy(update={"severity": "note"})
    assert signs_of(predicted(record, findings=(note,)), "statistics[0]")["value"] == ("",)
    with pytest.raises(InputError, match=r"no record 'statistics\[1\]'"):
        signs_of(found, "statistics[1]")


def test_a_table_of_ones_own_is_read_back(tmp_path: Path) -> None:
    one = ValueClass(engine="rules", field="a.b", sign="", right=1, of=2, articles=1, low=0.1, high=0.9)
    table = Reliability(classes=(one, one))
    path = tmp_path / "r.json"
    path.write_text(table.to_json(), encoding="utf-8")
    assert Reliability.load(path) == table
    path.write_text(json.dumps({"classes": [{"engine": "rules"}]}), encoding="utf-8")
    with pytest.raises(InputError, match="reliability RUN --write"):
        Reliability.load(path)
    with pytest.raises(InputError):
        Reliability.load(tmp_path / "none.json")


def test_the_table_that_comes_with_the_library_knows_the_rules() -> None:
    article = next((Path(__file__).parents[1] / "evals" / "articles").glob("000_*.txt"))
    found = partyx.extract(article, settings={"engine": "rules"})
    sure = partyx.Reliability.shipped().of(found, "statistics[0]")
    assert sure["value"].of > 100
    assert 0.5 < sure["value"].low <= sure["value"].share <= sure["value"].high <= 1
