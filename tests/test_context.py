"""What the text around a figure says, beside the cases of ``cases/vi``: places of addresses and days, any text."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import made_statistic

import partyx
from partyx.context import situate
from partyx.context.measures import measured
from partyx.context.places import province_of_host
from partyx.language.glosses import topics
from partyx.language.lexicon import entries
from partyx.mentions import find_mentions
from partyx.reading import read

RULES = partyx.Settings(engine="rules")
TEXT = "Toàn tỉnh kết nạp 104 đảng viên."


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://baoquangnam.vn/xay-dung-dang/1.html", "49"),
        ("https://lucnam.bacgiang.gov.vn/node/1", "24"),
        ("https://www.vietnam.vn/quang-nam", None),
        ("https://example.org", None),
    ],
)
def test_an_address_tells_its_province(url, code):
    assert province_of_host(url) == code
    place = partyx.extract(TEXT, url=url, settings=RULES).statistics[0].place
    assert (place and place.code) == code


@pytest.mark.parametrize(
    ("day", "code", "units"), [(dt.date(2025, 6, 30), "49", 2008), (dt.date(2025, 7, 1), "48", 2025)]
)
def test_the_code_is_that_of_the_articles_day(day, code, units):
    extraction = partyx.extract(TEXT, url="http://baoquangnam.vn/1", published=day, settings=RULES)
    place = extraction.article.place
    assert (place.code, place.code_2025, place.units) == (code, "48", units)


def test_every_province_lies_in_one_of_today():
    values = [entry.value for entry in entries("provinces.names")]
    assert len(values) == 63
    assert len({value["code_2025"] for value in values}) == 34
    names = {value["code_2025"]: set() for value in values}
    for value in values:
        names[value["code_2025"]].add(value["name_2025"])
    assert all(len(found) == 1 for found in names.values())
    codes = {value["code"] for value in values}
    assert {entry.value for entry in entries("districts.names")} <= codes


def test_every_topic_has_both_names_and_a_definition():
    for name, value in topics().items():
        group, _, topic = name.partition(".")
        assert group
        assert topic
        assert value["vi"]
        assert value["en"]
        assert value["definition"].endswith(".")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Các cấp ủy kiểm tra 637 tổ chức đảng (bằng 132,7% so với nhiệm kỳ trước) và 1.542 đảng viên.",
            ["inspection.inspected"] * 3,
        ),
        (
            "Các đảng ủy kết nạp 861 đảng viên. Dẫn đầu là Đảng bộ xã Tân Lập với 47 đảng viên.",
            ["admission.admitted"] * 2,
        ),
        (
            "Huyện Sông Trà kết nạp 104 đảng viên. Toàn huyện có 3.328 đảng viên.",
            ["admission.admitted", "membership.members"],
        ),
        (
            "Huyện Sông Trà mở 4 lớp tập huấn; 1.542 đảng viên.",
            ["training.trained", "membership.members"],
        ),
        (
            "Các cấp ủy kết nạp 104 đảng viên.\n\nCuối năm: 3.328 đảng viên.",
            ["admission.admitted", "membership.members"],
        ),
    ],
)
def test_what_is_only_counted_has_the_topic_of_what_was_done_before(text, found):
    assert [one.topic for one in partyx.extract(text, settings=RULES).statistics] == found


@pytest.mark.parametrize(
    ("unit", "measure"),
    [
        ("triệu đồng/người", "rate"),
        ("lần/tháng", "rate"),
        ("người mỗi chi bộ", "rate"),
        ("triệu đồng", "amount"),
        ("%", "share"),
        ("người", "count"),
        (None, "count"),
    ],
)
def test_the_unit_tells_rates_amounts_and_shares(unit, measure):
    statistic = made_statistic("mức").model_copy(update={"unit": unit})
    assert measured(read("5 là mức của năm nay."), statistic) == {"measure": measure, "direction": None}


TIMES = tomllib.loads((Path(__file__).parent / "cases/vi/times.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("text", [case["text"] for case in TIMES])
def test_a_time_that_is_found_is_kept_where_an_engine_says_it(text):
    article = read(text.replace("⟦", "").replace("⟧", ""))
    extraction = partyx.extract(article, settings=RULES)
    found = extraction.statistics
    _, again, _ = situate(article, find_mentions(article), extraction.meetings, found)
    assert [one.period for one in again] == [one.period for one in found]


def test_a_time_that_only_the_brackets_of_another_figure_print_is_dropped():
    article = read("Huyện có 12 chi bộ và 40 tổ hội (năm 2022).")
    cells, clubs = partyx.extract(article, settings=RULES).statistics
    assert clubs.period is not None
    said = cells.model_copy(update={"period": clubs.period})
    _, (cells, clubs), _ = situate(article, find_mentions(article), (), (said, clubs))
    assert (cells.period, clubs.period_from) == (None, "own")


@given(st.text(alphabet="Năm 2022, toàn huyện kết nạp 104 đảng viên (101%).\n;-ĐTOgiảmso với", max_size=300))
def test_any_text_gives_relations_that_hold(text):
    try:
        extraction = partyx.extract(text, settings=RULES)
    except partyx.PartyxError:
        return
    for index, statistic in enumerate(extraction.statistics):
        assert statistic.relates_to is None or (
            statistic.relates_to != index and statistic.relates_to < len(extraction.statistics)
        )
        assert (statistic.within is None) == (statistic.within_from is None)
        assert statistic.period is not None or statistic.period_from is None
        assert (statistic.direction is not None) == (statistic.measure == "change")


def statistic_of(body: str, printed: str, published: dt.date = dt.date(2024, 7, 6)):
    text = f"Huyện ủy Tân Hồng sơ kết công tác\n\n{body}"
    found = partyx.extract(text, published=published, settings=RULES).statistics
    return next(one for one in found if one.printed == printed)


def test_the_year_before_is_one_less_than_that_of_the_report():
    body = "Năm 2023, huyện kỷ luật 21 đảng viên. Năm trước, số bị kỷ luật là 26."
    period = statistic_of(body, "26").period
    assert (period.start, period.end) == (dt.date(2022, 1, 1), dt.date(2022, 12, 31))
    assert period.printed == "Năm trước"


@pytest.mark.parametrize(
    ("published", "year"),
    [(dt.date(2024, 7, 6), 2023), (dt.date(2023, 12, 29), 2023), (dt.date(2026, 1, 5), None)],
)
def test_what_is_compared_with_a_year_is_of_the_next_where_the_news_may_be(published, year):
    """Of the year of publication, and of the one before it."""
    period = statistic_of("Kiểm tra 28 tổ chức đảng, tăng 3 tổ chức so với năm 2022.", "28", published).period
    assert (period and period.start.year) == year


def test_the_comparison_nearest_to_a_figure_tells_its_year():
    body = "Kiểm tra 28 tổ chức, tăng 3 tổ chức so với năm 2022; qua làm việc, giám sát 9 đảng viên so với năm 2022."
    span = statistic_of(body, "9").period_span
    assert span.start > statistic_of(body, "9").value_span.start


@pytest.mark.parametrize("ahead", ["Đến năm 2025", "Năm 2025", "Ngày 8/7"])
def test_what_was_done_is_of_no_time_that_has_not_begun(ahead):
    body = f"{ahead}, Đảng bộ phấn đấu có 65 chi bộ. Dịp này, 9 tập thể được Huyện ủy tặng giấy khen."
    period = statistic_of(body, "9").period
    assert period is None or period.printed not in ahead
