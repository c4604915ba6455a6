"""How two values are compared, and which numbers a quote holds: one table a comparator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scoring_cases import at, when

from partyx.records import Period
from partyx.scoring.metric.comparators import (
    central,
    compare_code,
    compare_flag,
    compare_issuer,
    compare_label,
    compare_number,
    compare_organisation,
    compare_origin,
    compare_period,
    compare_person,
    compare_spans,
    compare_text,
    compare_title,
    compare_unit,
    document_code,
    told_near,
)
from partyx.scoring.metric.numbers import numbers_in

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("gold", "said", "score"),
    [
        ("kết nạp đảng viên", "kết nạp đảng viên", 1),
        ("kết nạp đảng viên", " Kết nạp, đảng viên. ", 1),
        ("rà soát hồ sơ", "hồ sơ rà soát", 1),
        ("UBND tỉnh họp", "Ủy ban nhân dân tỉnh họp", 1),
        ("kết nạp ĐV", "kết nạp đảng viên", 1),
        ("", " ", 1),
        ("kết nạp đảng viên mới", "kết nạp đảng viên", 2 * 4 / 9),
        ("kết nạp đảng viên", "kết nạp đảng viên mới", 2 * 4 / 9),
        ("hội nghị của Đồng Nai", "hội nghị", 2 * 2 / 7),
        ("rà soát rà soát", "rà soát", 2 * 2 / 6),
        ("hội nghị", "hội thảo", 0.5),
        ("hội nghị", "hội thảo tỉnh", 0),
        ("rà soát hồ sơ", "", 0),
        ("lớp 2 và 3", "lớp 3 và 2", 1),
        ("khóa 2, khóa 2", "khóa 2, khóa", 0),
        ("hội nghị tại Đồng Nai", "hội nghị ở Đông Nai", 0),
        ("hội nghị tại Hòa Mai", "hội nghị ở Hòa Bình", 2 * 3 / 10),
        ("hội nghị bàn đông người", "hội nghị bàn Đồng Nai", 2 * 3 / 10),
        ("hội nghị bàn Đồng Nai", "hội nghị bàn đông người", 2 * 3 / 10),
    ],
)
def test_free_text_earns_the_f1_of_its_words(gold: str, said: str, score: float) -> None:
    """From one half on, and nothing where the digits or the marks of a name differ."""
    assert compare_text(gold, said) == pytest.approx(score)


WORDS = st.lists(st.sampled_from("kết nạp đảng viên Đồng Đông Nai 12 3,5".split()), max_size=6).map(" ".join)


@given(WORDS, WORDS)
def test_texts_are_equally_alike_from_both_sides(one: str, other: str) -> None:
    assert compare_text(one, other) == compare_text(other, one)
    assert compare_text(one, one) == 1
    assert compare_text(one, other) == 0 or 0.5 <= compare_text(one, other) <= 1


ABSENT: Any = None


@pytest.mark.parametrize(
    ("compare", "gold", "said", "same"),
    [
        (compare_label, "hội nghị  sơ kết", "“Hội nghị sơ kết”.", True),
        (compare_label, "sơ kết", "tổng kết", False),
        (compare_label, "hội nghị sơ kết", "hội nghị", False),
        (compare_organisation, "HĐND tỉnh", "Hội đồng nhân dân tỉnh", True),
        (compare_organisation, "HU Yên Sơn", "Huyện ủy Yên Sơn", True),
        (compare_title, "UVBTV Tỉnh ủy", "Ủy viên Tỉnh ủy", False),
        (compare_unit, "%", " % ", True),
        (compare_unit, "phần trăm", "%", False),
        (compare_unit, "‰", "%", False),
        (compare_unit, "Tỷ đồng", "tỉ đồng", True),
        (compare_unit, "hộ", "hộ nghèo", False),
        (compare_person, "ông Lê Văn Định", "bà Lê Văn Định", True),
        (compare_person, "đồng chí: Lê Văn Định", "Lê Văn Định", True),
        (compare_person, "Lê Văn Định", "Lê Định", False),
        (compare_issuer, "UBND tỉnh", "đồng chí Lê Văn Định", False),
        (compare_code, "15-NQ/T.Ư", "15-nq/tw", True),
        (compare_code, "005-NQ/TU", "5-NQ/TU", True),
        (compare_code, "50-NQ/TU", "5-NQ/TU", False),
        (compare_code, "105-NQ/TU", "15-NQ/TU", False),
        (compare_code, "0", "00", True),
        (compare_number, 18, 18.0, True),
        (compare_number, 0, False, False),
        (compare_number, True, True, False),
        (compare_flag, True, True, True),
        (compare_flag, True, False, False),
        (compare_origin, "own", "sentence", True),
        (compare_origin, "sentence", "paragraph", True),
        (compare_origin, "paragraph", "passage", False),
        (compare_origin, "passage", "article", True),
        (compare_origin, "own", ABSENT, False),
        (compare_period, when("2023"), "2023", False),
        (compare_period, "2023", when("2023"), False),
        (compare_period, "2023", "2023", False),
    ],
)
def test_short_values_are_equal_or_not(
    compare: Callable[[object, object], float], gold: object, said: object, *, same: bool
) -> None:
    """In either order; only spelling and abbreviations are no difference."""
    assert compare(gold, said) == compare(said, gold) == float(same)


@pytest.mark.parametrize(
    ("printed", "spelled"),
    [("15 - NQ / TƯ", "15-nq/tw"), ("01-CT/T.W", "1-ct/tw"), ("100", "100"), ("0", "0"), ("00", "0")],
)
def test_a_documents_number_has_one_spelling(printed: str, spelled: str) -> None:
    assert document_code(printed) == spelled


def test_the_partys_centre_has_one_spelling_in_a_text() -> None:
    assert central("hướng dẫn của t.ư và tw") == "hướng dẫn của tw và tw"


@pytest.mark.parametrize(
    ("gold", "said", "score"),
    [
        ("2023-05-01", "2023-05", 0.5),
        ("2023-05-31", "2023-05", 0.5),
        ("2023-06-01", "2023-05", 0),
        ("2023-04-30", "2023-05", 0),
        ("2023-Q2", "2023-05", 0),
        # Without a year: the same day, month or any of one year; both ends of a stretch.
        ("2023-05-12", "XXXX-05-12", 0.5),
        ("2023-05-12", "XXXX-05-13", 0),
        ("2023-05-12", "XXXX-05", 0.5),
        ("2023-06-12", "XXXX-05", 0),
        ("2023-05-12", "XXXX", 0.5),
        ("2022-12-31/2023-01-01", "XXXX", 0),
        ("2023-05-01/2023-06-30", "XXXX-05/XXXX-06", 0.5),
        ("2023-05-01/2023-06-30", "XXXX-05/XXXX-07", 0),
        ("2023-05-01/2023-06-30", "XXXX-04/XXXX-06", 0),
        ("2023-05-01/2023-06-30", "XXXX-05", 0),
        # With one end: what lies on its side.
        ("2022", "2021-01-01/..", 0.5),
        ("2021", "2021-01-01/..", 0.5),
        ("2020", "2021-01-01/..", 0),
        ("2022", "/2023-12-31", 0.5),
        ("2023", "/2023-12-31", 0.5),
        ("2024", "/2023-12-31", 0),
    ],
)
def test_a_coarser_period_must_contain_both_ends(gold: str, said: str, score: float) -> None:
    assert compare_period(when(gold), when(said)) == score


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ("XXXX-05-12", "XXXX-05-12", True),
        ("XXXX-05-12", "XXXX-05", False),
        ("XXXX-05-12", "2023-05-12", False),
        ("2021-01-01/..", "2021-01-01/..", True),
        ("2021-01-01/..", "2021-02-01/..", False),
        ("2021-01-01/..", "2021", False),
        ("/2023-12-31", "/2023-12-31", True),
        ("/2023-12-31", "2023-12-31/..", False),
    ],
)
def test_where_gold_knows_no_year_a_guess_is_wrong(gold: str, said: str, *, same: bool) -> None:
    assert compare_period(when(gold), when(said)) == float(same)


def test_a_time_that_no_day_tells_is_compared_as_printed() -> None:
    def told(printed: str) -> Period:
        return Period(start=None, end=None, precision="range", printed=printed)

    assert compare_period(told("mấy năm nay"), told("Mấy  năm nay.")) == 1
    assert compare_period(told("mấy năm nay"), told("lâu nay")) == 0
    assert compare_period(told("mấy năm nay"), when("XXXX-05")) == 0
    assert compare_period(when("2023-05"), told("mấy năm nay")) == 0


@pytest.mark.parametrize(
    ("gold", "said", "meet"),
    [
        (["1.513"], ["1.513 đảng viên"], True),
        (["1.513 đảng"], ["đảng viên"], True),
        (["1.513 "], ["đảng viên"], False),
        (["26", "3,5"], ["27", "3,5 điểm"], True),
        (["26"], ["27"], False),
        ([], ["27"], False),
    ],
)
def test_places_of_one_number_meet(gold: list[str], said: list[str], *, meet: bool) -> None:
    """A character in common is enough; to stand side by side is not."""
    left, right = tuple(map(at, gold)), tuple(map(at, said))
    assert compare_spans(left, right) == compare_spans(right, left) == float(meet)


@pytest.mark.parametrize(
    ("origin", "near"),
    [("own", True), ("sentence", True), ("paragraph", True), ("passage", False), (None, False)],
)
def test_a_time_of_the_figures_own_paragraph_is_told_near(origin: str | None, *, near: bool) -> None:
    assert told_near(origin) is near


LONGEST = "chín trăm chín mươi chín nghìn chín trăm chín mươi chín"


@pytest.mark.parametrize(
    ("quote", "holds", "lacks"),
    [
        ("1.513", {1513}, {1.513, 513}),
        ("1.513.000 đồng", {1513000}, {1513}),
        ("16.7", {16.7}, {167}),
        ("1.51", {1.51}, {151}),
        ("3,5%", {3.5}, {35, 3, 5}),
        ("1.513,5", {1513.5}, {1513}),
        ("1,513", {1.513, 1513}, {513}),
        ("05", {5}, set()),
        ("26/27", {26, 27}, set()),
        ("1.2.3", set(), {1, 2, 3, 123, 1.23}),
        ("2.3,5", set(), {2.35, 23.5}),
        ("1,2,3", set(), {1.2, 1.23, 123}),
        ("nhiệt độ -5", {-5, 5}, set()),
        ("-5", {-5, 5}, set()),
        ("tăng 5", {5}, {-5}),
        ("hai", {2}, {-2}),
        ("Mười hai", {12, 10, 2}, {20}),
        ("hai mươi lăm", {25, 20}, {7}),
        ("hai mươi mốt", {21}, set()),
        ("một trăm linh năm", {105, 100}, {150}),
        ("hai trăm lẻ ba", {203}, set()),
        ("một nghìn hai trăm", {1200}, {1300}),
        ("hai nghìn không trăm hai mươi ba", {2023}, set()),
        ("hai triệu ba trăm nghìn", {2300000}, set()),
        ("mở hai lớp", {2}, {1}),
        ("hai lớp mười người", {2, 10}, {20, 12}),
        ("linh năm", {5}, {10}),
        ("trăm", {100}, {0}),
        ("rưỡi", set(), {0.5}),
        ("1 tỷ rưỡi", {1, 1.5}, {0.5}),
        ("2,5 tỷ rưỡi.", {2.5, 3.0}, set()),
        ("1 tỷ 250 triệu", {1, 250, 1.25}, {1.5}),
        ("1 tỷ 250 triệu, và 3 xã", {1.25}, set()),
        ("1 tỷ 250 triệu 500 nghìn", {1.25, 1.2505}, set()),
        ("2 triệu 300 nghìn", {2.3}, set()),
        ("1 tỷ 250 đồng", {1, 250}, {1.25, 1.00000025}),
        ("12 xã 250 triệu", {12, 250}, {12.25}),
        ("1 tỷ 250 xã 300 triệu", {1, 250, 300}, {1.3, 1.25}),
        ("1 tỷ hai triệu", {1, 2}, {3}),
        (LONGEST, {999999}, set()),
        ("7" * 40, {int("7" * 40)}, set()),
        ("7" * 41, set(), {int("7" * 41)}),
        ("7" * 41 + " tỷ rưỡi", set(), {int("7" * 41), int("7" * 41) + 0.5}),
        ("2 tỷ " + "7" * 41 + " triệu", {2}, {float("7" * 41)}),
    ],
)
def test_the_numbers_of_a_quote(quote: str, holds: set[float], lacks: set[float]) -> None:
    """In digits as the genre groups them, in words, and of several multipliers in the first of them."""
    found = numbers_in(quote)
    assert holds <= found
    assert not lacks & found


@given(st.integers(0, 10**12), st.sampled_from([".", ""]))
def test_a_whole_number_is_read_as_printed(value: int, sign: str) -> None:
    assert value in numbers_in(f"{value:,}".replace(",", sign))


@given(st.text(alphabet="0123456789.,- tỷriệunghìưỡhaăm", max_size=60))
def test_any_text_is_searched_for_numbers(text: str) -> None:
    assert all(isinstance(value, int | float) for value in numbers_in(text))
