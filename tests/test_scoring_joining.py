"""The fields that figures are joined by, the strict reading, and periods told near or inherited."""

from __future__ import annotations

from typing import Any

import pytest
from scoring_cases import TEXT, gold, gold_meeting, gold_statistic, meeting, predicted, statistic, when

from partyx.records import Place
from partyx.scoring.gold.first_choices import first_choices
from partyx.scoring.gold.format import JOINING, GoldPeriod
from partyx.scoring.labelling.agreement import one_way
from partyx.scoring.labelling.lint import lint_gold
from partyx.scoring.labelling.periods import parse_period
from partyx.scoring.metric.score import count_fields, score_document

ALL = sorted(JOINING)
THERE = Place(name="Đồng Tháp", code="87", code_2025="82", units=2008)
YEAR = GoldPeriod.model_validate(parse_period("2023"))


def outcome(field: str, truth: dict[str, Any], said: dict[str, Any], labelled: list[Any]) -> dict[str, int]:
    """What became of one field of one figure."""
    score = score_document(
        gold(gold_statistic(**truth), labelled=labelled), predicted(statistic(**said)), TEXT
    )
    return dict(count_fields(score.records).get(f"statistics.{field}", {}))


@pytest.mark.parametrize(
    ("field", "truth", "said", "became"),
    [
        ("topic", {"topic": "admission.admitted"}, {"topic": "admission.admitted"}, "right"),
        ("topic", {"topic": "admission.admitted"}, {"topic": "membership.members"}, "wrong"),
        ("topic", {"topic": "admission.admitted"}, {}, "missed"),
        ("topic", {}, {"topic": "admission.admitted"}, "spurious"),
        ("measure", {"measure": "count"}, {"measure": "share"}, "wrong"),
        ("direction", {"direction": "up"}, {"direction": "down"}, "wrong"),
        ("within", {"within": "Huyện ủy Yên Sơn"}, {"within": "Huyện uỷ Yên Sơn"}, "right"),
        ("within", {"accept": {"within": ["Yên Sơn"]}}, {"within": "Yên Sơn"}, "right"),
        ("place", {"place": "Đồng Tháp"}, {"province": THERE}, "right"),
        ("place", {"place": "An Giang"}, {"province": THERE}, "wrong"),
        ("period_from", {"period_from": "own"}, {"period_from": "paragraph"}, "right"),
        ("period_from", {"period_from": "passage"}, {"period_from": "article"}, "right"),
        ("period_from", {"period_from": "sentence"}, {"period_from": "article"}, "wrong"),
    ],
)
def test_a_field_for_joining_counts_where_it_was_labelled(
    field: str, truth: dict[str, Any], said: dict[str, Any], became: str
) -> None:
    """And only there: gold of before says nothing of it, so what an engine says is neither right nor too much."""
    if "province" in said:
        found = statistic().model_copy(update={"place": said["province"]})
        score = score_document(gold(gold_statistic_at(truth), labelled=ALL), predicted(found), TEXT)
        assert dict(count_fields(score.records)["statistics.place"]) == {became: 1}
        return
    assert outcome(field, truth, said, ALL) == {became: 1}
    assert outcome(field, truth, said, []) == {}


def gold_statistic_at(truth: dict[str, Any]) -> Any:
    """A gold statistic of a province."""
    return gold_statistic().model_copy(update=truth)


def test_what_a_figure_relates_to_is_told_by_where_that_number_stands() -> None:
    """The indices of gold and prediction differ: only one of them has the figure in front."""
    whole, part = gold_statistic(26, place="26/27", of=27), gold_statistic(relates_to=0)
    front = statistic(3.5, place="3,5")
    said = [front, statistic(relates_to=2), statistic(26, place="26/27", of=27)]
    right = score_document(gold(whole, part, labelled=["relates_to"]), predicted(*said), TEXT)
    assert count_fields(right.records)["statistics.relates_to"] == {"right": 1}
    said[1] = statistic(relates_to=0)
    wrong = score_document(gold(whole, part, labelled=["relates_to"]), predicted(*said), TEXT)
    assert count_fields(wrong.records)["statistics.relates_to"] == {"wrong": 1}
    other = part.model_copy(update={"relates_to": None, "accept": {"relates_to": [0]}})
    said[1] = statistic(relates_to=2)
    accepted = score_document(gold(whole, other, labelled=["relates_to"]), predicted(*said), TEXT)
    assert count_fields(accepted.records)["statistics.relates_to"] == {"right": 1}


@pytest.mark.parametrize(("origin", "side"), [("own", "own"), ("paragraph", "own"), ("article", "inherited")])
def test_periods_told_near_and_inherited_are_apart(origin: Any, side: str) -> None:
    truth = gold(gold_statistic(period=YEAR, period_from=origin), labelled=ALL)
    score = score_document(truth, predicted(statistic(period=when("2022"))), TEXT)
    assert score.figures[f"statistics/field/period.{side}"] == (0, 1, 1)
    assert score.figures["statistics/field/period"] == (0, 1, 1)


def test_the_strict_reading_takes_first_choices_alone() -> None:
    """What is accepted beside is wrong, what is optional is missed."""
    named = gold_statistic(accept={"unit": ["đồng chí"]})
    truth = gold(named, gold_meeting(optional=True))
    score = score_document(truth, predicted(statistic(unit="đồng chí")), TEXT)
    assert score.figures["statistics/cells@0.5"] == (4, 4, 4)
    assert score.figures["statistics/strict@0.5"] == (3, 4, 4)
    assert score.figures["meetings/cells@0.5"] == (0, 0, 0)
    assert score.figures["meetings/strict@0.5"] == (0, 5, 0)
    assert first_choices(first_choices(truth)) == first_choices(truth) != truth


def test_the_province_of_a_meeting_counts() -> None:
    found = meeting().model_copy(update={"place": THERE})
    truth = gold(gold_meeting(place="Đồng Tháp"), labelled=["place"])
    score = score_document(truth, predicted(found), TEXT)
    assert score.figures["meetings/field/place"] == (1, 1, 1)


def test_labellers_are_compared_in_what_both_labelled() -> None:
    left = gold(gold_statistic(topic="admission.admitted", measure="count"), labelled=["topic", "measure"])
    right = gold(gold_statistic(topic="membership.members"), labelled=["topic"])
    figures = one_way(left, right).figures
    assert figures["statistics/field/topic"] == (0, 1, 1)
    assert "statistics/field/measure" not in figures


@pytest.mark.parametrize(
    ("changes", "labelled", "check"),
    [
        ({"relates_to": 0, "measure": "count"}, ALL, "relates-to"),
        ({"relates_to": 7, "measure": "count"}, ALL, "relates-to"),
        ({"topic": "admission.unheard", "measure": "count"}, ALL, "topic"),
        ({}, ALL, "measure"),
        ({"measure": "change"}, ALL, "direction"),
        ({"measure": "count"}, [], "unlabelled"),
    ],
)
def test_lint_looks_at_the_fields_for_joining(
    changes: dict[str, Any], labelled: list[Any], check: str
) -> None:
    truth = gold(gold_statistic(**changes), labelled=labelled)
    found = {issue.check for issue in lint_gold(truth, TEXT)} - {"uncovered-digits"}
    assert found == {check}
