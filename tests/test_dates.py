"""Years put in where none is printed, and any full date. Forms of dates are in ``cases/vi/dates.toml``."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.mention import DateReading, Kind
from partyx.mentions import find_mentions
from partyx.reading import read

PUBLISHED = dt.date(2023, 10, 2)


def dates(
    text: str, published: dt.date | None = PUBLISHED
) -> list[tuple[str, str | None, str | None, str | None]]:
    """All dates of a text as (printed, first day, precision, what is known)."""
    article = read(text, published=published)
    found = []
    for mention in find_mentions(article).of_kind(Kind.DATE):
        reading = mention.reading
        assert isinstance(reading, DateReading)
        period = reading.period
        found.append(
            (mention.text, str(period.start), period.precision, period.edtf)
            if period
            else (mention.text, None, None, None)
        )
    return found


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Ngày 28/12, Huyện ủy tổng kết công tác.", dt.date(2022, 1, 4), "2021-12-28"),
        ("Ngày 5/1, Huyện ủy triển khai công tác.", dt.date(2021, 12, 30), "2022-01-05"),
        ("Ngày 5/1, Huyện ủy triển khai công tác.", dt.date(2022, 1, 10), "2022-01-05"),
        ("Ngày 5/12, Huyện ủy triển khai công tác.", dt.date(2021, 12, 28), "2021-12-05"),
        ("Ngày 5/1, Huyện ủy triển khai công tác.", dt.date(2022, 11, 30), "2022-01-05"),
        ("Sáng 12/1, Huyện ủy tổng kết công tác năm 2022.", None, "2023-01-12"),
        ("Sáng 12/1, tổng kết công tác năm 2022, triển khai nhiệm vụ năm 2023.", None, "2023-01-12"),
        ("Sáng 29/9, sơ kết 9 tháng đầu năm, nhiệm vụ 3 tháng cuối năm 2023.", None, "2023-09-29"),
        (
            "Sáng 13/11, Thành ủy tổng kết. Từ năm 2008 đến tháng 6 năm 2018, kiểm tra 9 chi bộ.",
            None,
            "2018-11-13",
        ),
        ("Sáng 13/11, Thành ủy họp. Năm 2018 có 9 chi bộ, phấn đấu đến năm 2030 có 12.", None, "2018-11-13"),
        (
            "Tại hội nghị tổng kết năm 2011, triển khai năm 2012 ngày 9/3, Đảng ủy cho biết năm 2011 có 9 chi bộ.",
            None,
            "2012-03-09",
        ),
        ("Ngày 7/5, chi bộ họp.", None, "XXXX-05-07"),
        ("Sáng 16/7, kết nạp 9 đảng viên, tăng so với năm 2020. Năm 2021 có 3 đợt.", None, "2021-07-16"),
        ("Sáng 16/7, kết nạp 9 đảng viên, tăng so với cùng kỳ năm 2020.", None, "2021-07-16"),
        ("Sáng 16/7, kết nạp 9 đảng viên, tăng so với năm 2018.", None, "XXXX-07-16"),
        ("Năm 2019, xã có 5 chi bộ. Ngày 7/5, chi bộ họp.", None, "2019-05-07"),
        (
            "Năm 2019, xã có 5 chi bộ. Ngày 7/5, chi bộ họp. Năm 2021, xã có 6 chi bộ.",
            None,
            "2019-05-07",
        ),
    ],
)
def test_missing_years(text: str, published: dt.date | None, expected: str | None) -> None:
    """The year comes from the publication date, the meeting's name, or the newest year cited; else it is not told."""
    days = [told for printed, *_, told in dates(text, published) if "/" in printed]
    assert days == [expected]


@pytest.mark.parametrize(("lines", "expected"), [("ab", "2021"), ("abc", "XXXX")])
def test_day_of_the_lead_tells_which_year_is_gone_by(lines: str, expected: str) -> None:
    """A day tells it where it stands in the first two paragraphs behind the headline."""
    above = "".join(f"Mục {letter} của bản tin.\n\n" for letter in lines)
    text = f"{above}Sáng 17/1/2022, chi bộ họp.\n\nNăm qua, kết nạp 9 đảng viên."
    assert [edtf for printed, *_, edtf in dates(text, None) if "qua" in printed] == [expected]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Sáng 17/12/2022, chi bộ họp. Năm qua, kết nạp 9 đảng viên.", None, "2022"),
        ("Sáng 17/6/2022, chi bộ họp. Năm qua, kết nạp 9 đảng viên.", None, "XXXX"),
        ("Chi bộ họp. Năm qua, kết nạp 9 đảng viên.", dt.date(2022, 1, 17), "2021"),
    ],
)
def test_year_gone_by(text: str, published: dt.date | None, expected: str) -> None:
    """The past year is counted from the day of publication, else from the day that the lead tells."""
    assert [edtf for printed, *_, edtf in dates(text, published) if "qua" in printed] == [expected]


def test_term_begun_is_the_one_the_article_is_written_in() -> None:
    """Of two terms the one that holds the day of writing has begun."""
    text = "Nhiệm kỳ 2015-2019 đã qua. Nhiệm kỳ 2020-2025 có 9 chi bộ. Từ đầu nhiệm kỳ đến nay, kết nạp 9 đảng viên."
    [edtf] = [edtf for printed, *_, edtf in dates(text, dt.date(2022, 5, 17)) if "nay" in printed]
    assert edtf == "2020-01-01/2022-05-17"


@given(st.dates(dt.date(1930, 2, 3), dt.date(2099, 12, 31)), st.sampled_from("/-."))
def test_full_dates_come_back(day: dt.date, separator: str) -> None:
    """Any full date in any separator resolves to itself."""
    printed = separator.join((f"{day.day}", f"{day.month}", f"{day.year}"))
    assert dates(f"Hội nghị ngày {printed} đã bàn.")[0][1] == str(day)
