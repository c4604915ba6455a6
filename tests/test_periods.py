"""Periods with and without their year: as one text, in files of an earlier version, in tables, against gold."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from pydantic import ValidationError

import partyx
from partyx.display.frames import to_frames
from partyx.errors import EvalError
from partyx.extraction import Extraction
from partyx.kinds.wording import period as worded
from partyx.records import SCHEMA_VERSION, Period
from partyx.scoring.gold.format import GoldPeriod
from partyx.scoring.labelling.periods import parse_period
from partyx.scoring.metric.comparators import compare_period

RULES = partyx.Settings(engine="rules")
EARLIER = Path(__file__).parent / "sources" / "extraction-1.0.json"
"""The badges of w14, written by the last version whose records were 1.0."""
NO_YEAR = """Chiều 23-8, Đảng ủy xã Tân Lộc tổ chức lễ trao tặng Huy hiệu Đảng.

Đợt này, toàn xã có 29 đảng viên được trao Huy hiệu Đảng. Trong tháng 7, Đảng ủy xã kết nạp 64 đảng viên."""


def known(first: str | None, last: str | None, edtf: str | None = None, printed: str = "") -> Period:
    days = [day and dt.date.fromisoformat(day) for day in (first, last)]
    return Period(start=days[0], end=days[1], precision="range", printed=printed, edtf=edtf)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        ("2023-09-29", "2023-09-29", "2023-09-29"),
        ("2023-09-01", "2023-09-30", "2023-09"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-27", "2023-02-01/2023-02-27"),
        ("2023-01-01", "2023-09-30", "2023-01/2023-09"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2020-01-01", "2025-12-31", "2020/2025"),
        ("2020-01-02", "2025-12-31", "2020-01-02/2025-12-31"),
    ],
)
def test_known_days_are_one_text_no_finer_than_needed(first, last, written):
    assert known(first, last).edtf == written


def test_a_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValidationError, match="before it starts"):
        known("2023-09-29", "2023-09-28")


def test_a_file_of_version_1_0_is_read_and_written_as_the_present_one():
    text = EARLIER.read_text(encoding="utf-8")
    assert json.loads(text)["schema_version"] == "1.0"
    assert '"edtf"' not in text
    extraction = Extraction.from_json(text)
    assert {one.period.edtf for one in extraction.statistics if one.period} == {"2022-05-17"}
    assert extraction.meetings[0].date.edtf == "2022-05-17"
    written = extraction.to_json()
    assert json.loads(written)["schema_version"] == SCHEMA_VERSION == "1.1"
    assert Extraction.from_json(written) == extraction


def test_a_year_that_nothing_tells_is_left_open_in_records_tables_and_json():
    extraction = partyx.extract(NO_YEAR, settings=RULES)
    assert extraction.meetings[0].date.edtf == "XXXX-08-23"
    assert [worded(one.period) for one in extraction.statistics] == ["XXXX-08-23", "XXXX-07"]
    assert Extraction.from_json(extraction.to_json()) == extraction
    table = to_frames([extraction])["statistics"]
    assert table["period_start"].isna().all()
    assert table["period_end"].isna().all()
    assert list(table["period_edtf"]) == ["XXXX-08-23", "XXXX-07"]
    assert list(table["period_printed"]) == ["Chiều 23-8", "tháng 7"]


def test_until_now_ends_on_the_day_of_publication_else_of_the_event():
    text = "{day}, Thành ủy tổ chức lễ trao Huy hiệu Đảng. Từ đầu năm đến nay, thành phố trao 903 Huy hiệu."
    for day, published, written in (
        ("Sáng 17/5/2022", None, "2022-01-01/2022-05-17"),
        ("Sáng 17/5/2022", dt.date(2022, 5, 20), "2022-01-01/2022-05-20"),
        ("Sáng 17/5", None, "XXXX-01-01/XXXX-05-17"),
        ("Vừa qua", None, "XXXX-01/.."),
    ):
        extraction = partyx.extract(text.format(day=day), published=published, settings=RULES)
        assert extraction.statistics[-1].period.edtf == written


@pytest.mark.parametrize(
    ("gold", "said", "score"),
    [
        ("2023-09-29", known("2023-09-29", "2023-09-29"), 1.0),
        ("2023-09-29", known("2023-09-01", "2023-09-30"), 0.5),
        ("2023-09-29", known(None, None, "XXXX-09-29"), 0.5),
        ("2023-09", known(None, None, "XXXX-09"), 0.5),
        ("2023-09", known(None, None, "XXXX-08"), 0.0),
        ("2023-H1", known(None, None, "XXXX-01/XXXX-06"), 0.5),
        ("2023", known(None, None, "XXXX"), 0.5),
        ("2023-01-01/2023-05-17", known("2023-01-01", None, "2023-01-01/.."), 0.5),
        ("2023-01-01/2023-05-17", known("2023-02-01", None, "2023-02-01/.."), 0.0),
        ("2023-01-01/2023-05-17", known(None, "2023-05-17", "/2023-05-17"), 0.5),
        ("2023-09-29", known(None, None, None, "5 năm qua"), 0.0),
        ("XXXX-09-29", known(None, None, "XXXX-09-29"), 1.0),
        ("XXXX-09-29", known(None, None, "XXXX-09-30"), 0.0),
        ("XXXX-09-29", known("2023-09-29", "2023-09-29"), 0.0),
        ("2021-01-01/..", known("2021-01-01", None, "2021-01-01/.."), 1.0),
        ("/2024-07-29", known(None, "2024-07-29", "/2024-07-29"), 1.0),
    ],
)
def test_partial_dates_are_compared(gold, said, score):
    assert compare_period(GoldPeriod.model_validate(parse_period(gold)), said) == score


def test_where_only_words_are_known_the_words_are_compared():
    gold = GoldPeriod(start=None, end=None, precision="range", printed="5 năm qua")
    assert compare_period(gold, known(None, None, None, "5 Năm qua")) == 1.0
    assert compare_period(gold, known(None, None, None, "10 năm qua")) == 0.0


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("XXXX-09-29", "day"),
        ("XXXX-09", "month"),
        ("XXXX", "year"),
        ("XXXX-01/XXXX-06", "range"),
        ("XXXX-01/..", "range"),
        ("2021-01-01/..", "range"),
        ("/2024-07-29", "range"),
    ],
)
def test_partial_dates_are_written_short_in_gold(written, precision):
    read = parse_period(written)
    assert (read["edtf"], read["precision"]) == (written, precision)


@pytest.mark.parametrize("written", ["XXXX-13-01", "XXXX-09-32", "20XX", "../..", "/"])
def test_what_is_no_partial_date_is_refused(written):
    with pytest.raises(EvalError, match="is no period"):
        parse_period(written)
