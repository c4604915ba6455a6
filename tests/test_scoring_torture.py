"""Plain cases that extraction scorers are known to get wrong. All must pass here."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_cases import (
    TEXT,
    cited,
    gold,
    gold_cited,
    gold_meeting,
    gold_speech,
    gold_statistic,
    meeting,
    predicted,
    speech,
    statistic,
    when,
)

from partyx.errors import EvalError
from partyx.records import Person, Span
from partyx.scoring.gold.format import RECORD_TYPES, Gold, GoldPeriod, GoldPerson, GoldStatistic
from partyx.scoring.labelling.periods import parse_period
from partyx.scoring.metric.cells import Tally
from partyx.scoring.metric.comparators import (
    compare_code,
    compare_issuer,
    compare_label,
    compare_number,
    compare_organisation,
    compare_period,
    compare_person,
    compare_text,
    compare_title,
    compare_unit,
)
from partyx.scoring.metric.likeness import align
from partyx.scoring.metric.nodes import nodes
from partyx.scoring.metric.score import DocumentScore, count_errors, score_document

if TYPE_CHECKING:
    from partyx.extraction import Extraction


def score(truth: Gold, found: Extraction | None) -> DocumentScore:
    """The document's score over the shared text."""
    return score_document(truth, found, TEXT)


def f1(truth: Gold, found: Extraction | None, kind: Any = "statistics") -> float:
    """The headline of one record type."""
    return score(truth, found).figures[f"{kind}/cells@0.5"].f1


def headlines(result: DocumentScore) -> list[float]:
    """The headlines of all record types."""
    return [result.figures[f"{kind}/cells@0.5"].f1 for kind in RECORD_TYPES]


def errors(result: DocumentScore, kind: Any = "statistics") -> dict[str, int]:
    """Outcomes of the cells of one record type, counted."""
    return count_errors(result.records)[kind]


def test_the_right_answer_scores_one_everywhere() -> None:
    """A perfect prediction is perfect in every figure."""
    truth = gold(gold_statistic(), gold_meeting(), gold_cited(), gold_speech("rà soát hồ sơ"))
    result = score(truth, predicted(statistic(), meeting(), cited(), speech("rà soát hồ sơ")))
    assert {name for name, tally in result.figures.items() if tally.f1 != 1} == set()
    assert {"meetings/cells@0.3", "directives/records@0.7", "statistics/exact"} <= set(result.figures)
    assert {outcome for kind in RECORD_TYPES for outcome in errors(result, kind)} == {"right"}


def test_a_fabricated_record_earns_nothing_and_costs() -> None:
    """Neither alone nor beside a right record."""
    fabricated = statistic(9999, indicator="bịa đặt", unit="hộ", subject="Toàn tỉnh", place="3,5")
    assert f1(gold(gold_statistic()), predicted(fabricated)) == 0
    assert f1(gold(gold_statistic()), predicted(statistic(), fabricated)) < 0.75
    assert f1(gold(), predicted(fabricated)) == 0


def test_an_invented_number_under_the_right_labels_earns_nothing() -> None:
    """9.999 where 1.513 is printed: every other field fits, and it is still an invention."""
    result = score(gold(gold_statistic(period=None)), predicted(statistic(9999)))
    assert result.figures["statistics/cells@0.5"].f1 == 0
    assert set(errors(result)) == {"missed_record", "invented_record"}
    assert result.figures["statistics/values"].f1 == 0


@pytest.mark.parametrize(("right", "wrong"), [(18, 15), (3.5, 35), (1513, 1.513), (1513, 1514), (26, 27)])
def test_a_near_number_is_a_wrong_number(right: float, wrong: float) -> None:
    """15 is no part of 18, and 3,5 is not 35."""
    assert compare_number(right, wrong) == 0
    assert f1(gold(gold_statistic(right)), predicted(statistic(wrong))) == 0


@pytest.mark.parametrize(
    ("gold_value", "predicted_value"), [(18, "18"), ("18", 18), (1, True), (True, 1), (18, None)]
)
def test_a_number_is_only_ever_equal_to_a_number(gold_value: object, predicted_value: object) -> None:
    """Texts and booleans are no figures."""
    assert compare_number(gold_value, predicted_value) == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Đồng Nai", "Đông Nai"),
        ("Đảng bộ tỉnh Đồng Nai", "Đảng bộ tỉnh Đông Nai"),
        ("hội nghị của Tỉnh ủy Quảng Ngãi", "hội nghị của Tỉnh ủy Quảng Ngải"),
        ("chi bộ vững mạnh", "chi bo vung manh"),
    ],
)
def test_diacritics_make_another_name(a: str, b: str) -> None:
    """One mark is another province: no credit as a name, none as a text."""
    assert compare_organisation(a, b) == 0
    assert compare_text(a, b) == 0
    assert compare_person(a, b) == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("tăng 3,5% so với 2022", "tăng 35% so với 2022"),
        ("9 tháng đầu năm", "6 tháng đầu năm"),
        ("lớp 2", "lớp"),
    ],
)
def test_texts_with_different_digits_never_match(a: str, b: str) -> None:
    """However many words they share."""
    assert compare_text(a, b) == 0


def test_a_wrong_date_and_a_wrong_number_are_both_seen() -> None:
    """A record with two wrong fields is not a right record."""
    truth, found = (
        gold(gold_meeting(), gold_cited()),
        predicted(meeting(date=when("2023-05-13")), cited("50-QĐ/TW")),
    )
    result = score(truth, found)
    assert errors(result, "meetings")["wrong"] == 1
    assert result.figures["meetings/exact"].hits == 0
    assert result.figures["directives/cells@0.5"].f1 == 0
    assert result.figures["directives/documents"].f1 == 0


@pytest.mark.parametrize(
    ("printed", "given", "expected"),
    [
        ("2023-05-12", "2023-05-12", 1),
        ("2023-05-12", "2023-05", 0.5),
        ("2023-05-12", "2023-Q2", 0.5),
        ("2023-05-12", "2023", 0.5),
        ("2023-05-12", "2023-05-13", 0),
        ("2023-05-12", "2023-06", 0),
        ("2023-05", "2023-05-12", 0),
        ("2023", "2022-07-01/2023-06-30", 0),
        ("2021-01-01/2025-12-31", "2021-01-01/2025-12-31", 1),
        ("2023-Q2", "2023-04-01/2023-06-30", 1),
    ],
)
def test_dates(printed: str, given: str, expected: float) -> None:
    """Equal 1, coarser and containing gold 0.5, anything else 0."""
    assert compare_period(when(printed), when(given)) == expected


def test_a_failed_document_counts_as_an_empty_prediction() -> None:
    """It is not left out, and it is said to have failed."""
    truth = gold(gold_statistic(), gold_meeting())
    result = score(truth, None)
    assert result.failed
    assert headlines(result) == [0, 0, 1]
    assert result.figures["statistics/cells@0.5"].gold == 4


def test_the_order_of_records_and_lists_is_no_matter() -> None:
    """Reversed records, persons, titles and tasks score 1."""
    people = [("Lê Văn Định", ("Bí thư", "Chủ tịch")), ("Trần Thị Hoa", ("Phó Bí thư",)), ("Vũ An", ())]
    truth = gold(
        gold_statistic(1513),
        gold_statistic(26, of=27, unit="chi bộ", place="26/27"),
        gold_meeting(speakers=[GoldPerson(name=name, titles=list(titles)) for name, titles in people]),
        gold_speech("rà soát hồ sơ", "bổ sung quy chế", "mở lớp bồi dưỡng"),
    )
    found = predicted(
        statistic(26, of=27, unit="chi bộ", place="26/27"),
        statistic(1513),
        meeting(speakers=tuple(Person(name=name, titles=titles[::-1]) for name, titles in people[::-1])),
        speech("mở lớp bồi dưỡng", "bổ sung quy chế", "rà soát hồ sơ"),
    )
    assert headlines(score(truth, found)) == [1, 1, 1]


def test_spelling_is_no_difference() -> None:
    """uỷ and ủy, NFD and NFC, dashes, case, abbreviations, "đồng chí" before a name."""
    assert compare_organisation("Tỉnh uỷ Hoà Bình", "TỈNH ỦY HÒA BÌNH") == 1
    assert compare_organisation("BTV Huyện ủy", "Ban Thường vụ Huyện uỷ") == 1
    assert compare_organisation(unicodedata.normalize("NFD", "Đảng ủy"), "Đảng ủy") == 1
    assert compare_text(unicodedata.normalize("NFD", "khoẻ mạnh – vui"), "khỏe mạnh - vui") == 1
    assert compare_code("15 – NQ / TƯ", "15-NQ/TW") == 1
    assert compare_code("05-NQ/TU", "5-NQ/TU") == 1
    assert compare_unit("ĐV", "đảng viên") == 1
    assert compare_title("UVBTV Tỉnh uỷ", "Ủy viên Ban Thường vụ Tỉnh ủy") == 1
    assert compare_person("đồng chí Lê Văn Định", "Lê Văn Định") == 1
    assert compare_issuer("Lê Văn Định", "đồng chí Lê Văn Định") == 1
    assert compare_issuer("UBND tỉnh", "Ủy ban nhân dân tỉnh") == 1
    assert compare_label("Hội nghị Sơ kết", "hội nghị sơ kết") == 1


@pytest.mark.parametrize(
    ("compare", "a", "b"),
    [
        (compare_code, "49-QĐ/TW", "49-QĐ/TU"),
        (compare_code, "49-QĐ/TW", "49"),
        (compare_code, "49-QĐ/TW", "94-QĐ/TW"),
        (compare_title, "Bí thư Tỉnh ủy", "Phó Bí thư Tỉnh ủy"),
        (compare_unit, "%", "đảng viên"),
        (compare_unit, "tỷ đồng", "triệu đồng"),
        (compare_organisation, "Huyện ủy Yên Sơn", "Huyện ủy Sơn Dương"),
        (compare_person, "Nguyễn Văn An", "Nguyễn Văn Ân"),
    ],
)
def test_what_looks_alike_and_is_not_the_same(compare: Any, a: str, b: str) -> None:
    """Codes, titles, units, bodies and names are equal or not."""
    assert compare(a, b) == 0


def test_absent_against_absent_earns_nothing() -> None:
    """Seven empty fields do not lift one right and one wrong cell."""
    bare = {"unit": None, "subject": None}
    truth = gold(gold_statistic(indicator="đảng viên mới", **bare))
    found = predicted(statistic(indicator="hộ nghèo giảm", **bare))
    cells = score(truth, found).figures["statistics/cells@0.5"]
    assert (cells.hits, cells.gold, cells.predicted) == (1, 2, 2)


def test_defaults_earn_nothing_and_their_loss_costs() -> None:
    """The values "exact" and false are what is there when nothing is said."""
    plain = score(gold(gold_statistic()), predicted(statistic())).figures["statistics/cells@0.5"]
    assert plain.gold == 4
    truth = gold(gold_statistic(qualifier="more_than", target=True))
    assert errors(score(truth, predicted(statistic())))["missed"] == 2
    over = predicted(statistic(qualifier="about"))
    assert errors(score(gold(gold_statistic()), over))["spurious"] == 1


def test_a_second_copy_of_a_right_record_costs() -> None:
    """Saying it twice is one invention."""
    truth = gold(gold_statistic())
    twice = score(truth, predicted(statistic(), statistic()))
    assert twice.figures["statistics/cells@0.5"].f1 == pytest.approx(2 * 4 / (4 + 8))
    assert twice.figures["statistics/records@0.5"].precision == 0.5
    assert twice.figures["statistics/values"].f1 == pytest.approx(2 / 3)
    many = score(truth, predicted(*[statistic()] * 20))
    assert many.figures["statistics/cells@0.5"].f1 < 0.1


def test_empty_against_empty_is_one_and_one_empty_side_is_zero() -> None:
    """For every record type and every figure."""
    both = score(gold(), predicted())
    assert headlines(both) == [1, 1, 1]
    assert both.figures["statistics/values"].f1 == both.figures["directives/documents"].f1 == 1
    assert f1(gold(gold_statistic()), predicted()) == 0
    assert f1(gold(), predicted(statistic())) == 0


def test_predicting_nothing_scores_nothing_where_there_is_something() -> None:
    """The all-empty floor is 0, not the share of empty fields."""
    truth = gold(gold_statistic(), gold_meeting(), gold_cited(), gold_speech("rà soát hồ sơ"))
    result = score(truth, predicted())
    assert headlines(result) == [0, 0, 0]
    assert result.figures["statistics/values"].f1 == result.figures["directives/documents"].f1 == 0


def test_a_field_filled_where_gold_has_none_costs() -> None:
    """Filling everything with something is no strategy."""
    truth = gold(gold_statistic(subject=None))
    result = score(truth, predicted(statistic(subject="Toàn tỉnh")))
    assert errors(result)["spurious"] == 1
    assert headlines(result)[0] == pytest.approx(2 * 3 / (3 + 4))


def test_two_actors_with_the_same_indicator_are_kept_apart() -> None:
    """Swapped subjects are two wrong cells, not a right pair."""
    truth = gold(gold_statistic(170, subject="Cấp ủy"), gold_statistic(164, subject="Ủy ban kiểm tra"))
    swapped = predicted(statistic(170, subject="Ủy ban kiểm tra"), statistic(164, subject="Cấp ủy"))
    result = score(truth, swapped)
    assert errors(result)["wrong"] == 2
    assert result.figures["statistics/records@0.5"].hits == 2


def test_the_same_value_twice_is_paired_by_the_other_fields() -> None:
    """Two figures of 26 with different units meet their own."""
    truth = gold(gold_statistic(26, unit="chi bộ"), gold_statistic(26, unit="đảng bộ"))
    assert f1(truth, predicted(statistic(26, unit="đảng bộ"), statistic(26, unit="chi bộ"))) == 1


def test_a_document_and_an_instruction_are_never_the_same_record() -> None:
    """Even with the same issuer and kind."""
    truth = gold(gold_speech("rà soát hồ sơ", kind="quy định", issuer="Bộ Chính trị"))
    assert f1(truth, predicted(cited(None)), "directives") == 0


def test_plenum_resolutions_without_a_number_are_told_apart_by_their_words() -> None:
    """The resolution "Nghị quyết Trung ương 4" is not "Nghị quyết Đại hội XIII"."""
    truth = gold(
        gold_cited(None, "Ban Chấp hành Trung ương", kind="nghị quyết", printed="Nghị quyết Trung ương 4")
    )
    other = cited(None, "Đại hội XIII", kind="nghị quyết", printed="Nghị quyết Đại hội XIII")
    assert f1(truth, predicted(other), "directives") == 0
    same = cited(None, None, kind="nghị quyết", printed="Nghị quyết Trung ương 4 khóa XII")
    assert score(truth, predicted(same)).figures["directives/records@0.5"].hits == 1


def test_alternatives_and_leave_outs() -> None:
    """An accepted value is right; null among them makes the field voluntary, not free."""
    truth = gold(gold_statistic(accept={"subject": ["huyện Yên Sơn", None], "value": [1500]}))
    for subject, expected in [("huyện Yên Sơn", 1), (None, 1), ("Toàn huyện", 1), ("Toàn tỉnh", 6 / 7)]:
        assert f1(truth, predicted(statistic(subject=subject))) == pytest.approx(expected)
    assert f1(truth, predicted(statistic(1500))) == 1
    assert score(truth, predicted(statistic(1500))).figures["statistics/values"].f1 == 1


def test_accepted_lists_and_periods() -> None:
    """Whole lists and short periods can be alternatives."""
    person = GoldPerson(
        name="Lê Văn Định", titles=["Bí thư Huyện ủy"], accept={"titles": [["Bí thư", "Chủ tịch"], None]}
    )
    day = {"start": "2023-05-01", "end": "2023-05-31", "precision": "month"}
    truth = gold(gold_meeting(chairs=[person], accept={"date": [day], "chairs": [["Trần Thị Hoa"]]}))
    for titles in (("Bí thư Huyện ủy",), ("Chủ tịch", "Bí thư"), ()):
        found = meeting(date=when("2023-05"), chairs=(Person(name="Lê Văn Định", titles=titles),))
        assert f1(truth, predicted(found), "meetings") == 1
    assert f1(truth, predicted(meeting(chairs=(Person(name="Trần Thị Hoa"),))), "meetings") == 1


def test_optional_records_count_neither_way() -> None:
    """Found or not, the score is the same; and they do not swallow required ones."""
    truth = gold(gold_statistic(), gold_statistic(26, optional=True))
    for found in (predicted(statistic()), predicted(statistic(), statistic(26))):
        result = score(truth, found)
        assert result.figures["statistics/cells@0.5"].f1 == result.figures["statistics/values"].f1 == 1
        assert result.figures["statistics/records@0.5"].gold == 1
    rivals = gold(gold_statistic(26), gold_statistic(26, optional=True))
    assert score(rivals, predicted(statistic(26))).figures["statistics/records@0.5"].hits == 1
    assert score(rivals, predicted(statistic(26), statistic(26))).figures["statistics/values"].f1 == 1


def test_optional_persons_and_tasks_count_neither_way() -> None:
    """The same within a record."""
    truth = gold(
        gold_meeting(attendees=[GoldPerson(name="Vũ An", titles=["Chánh Văn phòng"], optional=True)])
    )
    assert f1(truth, predicted(meeting()), "meetings") == 1
    assert f1(truth, predicted(meeting(attendees=(Person(name="Vũ An"),))), "meetings") == 1
    assert f1(truth, predicted(meeting(attendees=(Person(name="Vũ Ân"),))), "meetings") < 1


def test_tasks_that_may_be_merged_are_right_either_way() -> None:
    """An honest count is a range: two or one, but not one where nothing may be merged."""
    apart = gold(gold_speech("rà soát hồ sơ", "bổ sung quy chế", "mở lớp bồi dưỡng"))
    may = gold(gold_speech(("rà soát hồ sơ", "a"), ("bổ sung quy chế", "a"), "mở lớp bồi dưỡng"))
    single = predicted(speech("rà soát hồ sơ", "bổ sung quy chế", "mở lớp bồi dưỡng"))
    joined = predicted(speech("rà soát hồ sơ, bổ sung quy chế", "mở lớp bồi dưỡng"))
    assert f1(may, single, "directives") == f1(may, joined, "directives") == 1
    assert f1(apart, joined, "directives") < 1


def test_two_poor_pairs_do_not_displace_a_good_one() -> None:
    """Pairs under the threshold are gone before the assignment: 0.55 alone, or twice 0.45."""
    ours, theirs = (
        {"indicator": "a", "unit": "b", "subject": "c"},
        {"indicator": "d", "unit": "e", "subject": "f"},
    )
    period = {"period": GoldPeriod.model_validate(parse_period("2023"))}
    truth = gold(gold_statistic(1, **ours, **period), gold_statistic(2, **theirs, **period))
    found = predicted(statistic(1, **theirs, period=when("2023")), statistic(3, **ours, period=when("2023")))
    pairs = align("statistics", nodes(truth)["statistics"], nodes(found)["statistics"], (0.3, 0.5))
    assert pairs == {0.3: [(0, 1), (1, 0)], 0.5: [(0, 0)]}


def test_the_score_is_published_at_three_thresholds() -> None:
    """A wrong figure under right labels is aligned at 0.3 only, and there it is a wrong cell."""
    figures = score(gold(gold_statistic()), predicted(statistic(9999))).figures
    assert [figures[f"statistics/records@{floor}"].hits for floor in (0.3, 0.5, 0.7)] == [1, 0, 0]
    assert figures["statistics/cells@0.3"].hits == 3


def test_grounding_is_three_nested_figures() -> None:
    """Verbatim, derivable, and right at the right place."""
    truth = gold(gold_statistic())

    def steps(record: Any) -> list[tuple[float, ...]]:
        figures = score(truth, predicted(record)).figures
        return [figures[f"statistics/grounding/{step}"] for step in ("verbatim", "derivable", "located")]

    yes, no = Tally(1, 1, 1), Tally(0, 1, 1)
    assert steps(statistic()) == [yes, yes, yes]
    assert steps(statistic(place="3,5")) == [yes, no, no]
    assert steps(statistic(3.5, place="3,5")) == [yes, yes, no]
    wrong = statistic().model_copy(update={"value_span": Span(start=0, end=5, text="1.513")})
    assert steps(wrong) == [no, no, no]


def test_a_true_fact_with_a_quote_from_elsewhere_is_not_grounded() -> None:
    """A figure "9.999" quoted as "1.513" is verbatim, and derives nothing."""
    result = score(gold(gold_statistic(9999)), predicted(statistic(9999)))
    assert result.figures["statistics/grounding/verbatim"].hits == 1
    assert result.figures["statistics/grounding/derivable"].hits == 0


def test_a_prediction_for_another_text_is_refused() -> None:
    """Offsets into another text mean nothing."""
    other = predicted(statistic())
    other = other.model_copy(update={"article": other.article.model_copy(update={"sha256": "0" * 64})})
    with pytest.raises(EvalError, match="another text"):
        score(gold(gold_statistic()), other)


VALUES = st.sampled_from([1, 26, 3.5, 1513])
NAMES = st.sampled_from([None, "Toàn huyện", "Toàn tỉnh", "Đồng Nai", "Đông Nai"])
FIGURES = st.lists(st.tuples(VALUES, NAMES, NAMES), max_size=5)


def _golds(drawn: list[tuple[Any, Any, Any]]) -> list[GoldStatistic]:
    return [gold_statistic(value, subject=subject, unit=unit) for value, subject, unit in drawn]


@settings(max_examples=60, deadline=None)
@given(FIGURES, FIGURES, st.randoms(use_true_random=False))
def test_scores_are_bounded_and_do_not_depend_on_order(left: Any, right: Any, shuffler: Any) -> None:
    """Between 0 and 1; 1 on itself; equal under any shuffle of either side."""
    found = [statistic(value, subject=subject, unit=unit) for value, subject, unit in right]
    base = score(gold(*_golds(left)), predicted(*found))
    assert 0 <= base.figures["statistics/cells@0.5"].f1 <= 1
    assert score(gold(*_golds(right)), predicted(*found)).figures["statistics/cells@0.5"].f1 == 1
    shuffled_gold, shuffled_found = _golds(left), list(found)
    shuffler.shuffle(shuffled_gold)
    shuffler.shuffle(shuffled_found)
    again = score(gold(*shuffled_gold), predicted(*shuffled_found))
    assert again.figures["statistics/cells@0.5"].f1 == pytest.approx(base.figures["statistics/cells@0.5"].f1)
    assert again.figures["statistics/values"] == base.figures["statistics/values"]
