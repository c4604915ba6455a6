"""Dates and periods, at their own precision, with the year put in where none is printed."""

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
    """All dates of a text as (printed, start, end, precision)."""
    article = read(text, published=published)
    found = []
    for mention in find_mentions(article).of_kind(Kind.DATE):
        reading = mention.reading
        assert isinstance(reading, DateReading)
        period = reading.period
        found.append(
            (mention.text, str(period.start), str(period.end), period.precision)
            if period
            else (mention.text, None, None, None)
        )
    return found


@pytest.mark.parametrize(
    ("text", "printed", "start", "end", "precision"),
    [
        ("Sáng ngày 29/9, hội nghị khai mạc.", "Sáng ngày 29/9", "2023-09-29", "2023-09-29", "day"),
        ("Chiều 2-3, Ban Tổ chức họp.", "Chiều 2-3", "2023-03-02", "2023-03-02", "day"),
        ("Ngày 16.7 đoàn làm việc với xã.", "Ngày 16.7", "2023-07-16", "2023-07-16", "day"),
        ("Sáng nay (8-4), Huyện ủy họp.", "Sáng nay (8-4)", "2023-04-08", "2023-04-08", "day"),
        ("Ngày 29 tháng 9 năm 2022, tỉnh họp.", "Ngày 29 tháng 9 năm 2022", "2022-09-29", "2022-09-29", "day"),
        ("Tối 5 tháng 8, diễn ra lễ.", "Tối 5 tháng 8", "2023-08-05", "2023-08-05", "day"),
        ("Báo cáo ngày 07-04-2015 nêu rõ.", "ngày 07-04-2015", "2015-04-07", "2015-04-07", "day"),
        ("Tính từ 1/1/2020 trở đi.", "1/1/2020", "2020-01-01", "2020-01-01", "day"),
        ("Cập nhật 2025-08-28.", "2025-08-28", "2025-08-28", "2025-08-28", "day"),
        ("Trong ngày 15 và 16/4, đại hội họp.", "ngày 15 và 16/4", "2023-04-15", "2023-04-16", "range"),
        (
            "Từ ngày 12 đến ngày 15 tháng 10 năm 2020, đại hội họp.",
            "ngày 12 đến ngày 15 tháng 10 năm 2020",
            "2020-10-12",
            "2020-10-15",
            "range",
        ),
        ("Từ ngày 28/9 đến 2/10/2021, lớp học mở.", "ngày 28/9 đến 2/10/2021", "2021-09-28", "2021-10-02", "range"),
        ("Đến tháng 9 năm 2023, toàn tỉnh có 5 đảng bộ.", "tháng 9 năm 2023", "2023-09-01", "2023-09-30", "month"),
        ("Nhiệm vụ tháng 3-2020 được nêu.", "tháng 3-2020", "2020-03-01", "2020-03-31", "month"),
        ("Nhiệm vụ tháng 2.2020 được nêu.", "tháng 2.2020", "2020-02-01", "2020-02-29", "month"),
        ("Trong tháng 8, toàn huyện kết nạp 12 đảng viên.", "tháng 8", "2023-08-01", "2023-08-31", "month"),
        ("Kết quả quý I/2021 khá.", "quý I/2021", "2021-01-01", "2021-03-31", "quarter"),
        ("Kết quả quý IV năm 2022 khá.", "quý IV năm 2022", "2022-10-01", "2022-12-31", "quarter"),
        ("Sinh hoạt chi bộ quý 2 như sau.", "quý 2", "2023-04-01", "2023-06-30", "quarter"),
        ("Quý III, toàn tỉnh kết nạp 90 đảng viên.", "Quý III", "2023-07-01", "2023-09-30", "quarter"),
        ("6 tháng đầu năm 2021, kết quả tốt.", "6 tháng đầu năm 2021", "2021-01-01", "2021-06-30", "half"),
        ("Sáu tháng cuối năm 2021 cần cố gắng.", "Sáu tháng cuối năm 2021", "2021-07-01", "2021-12-31", "half"),
        ("Trong 9 tháng đầu năm, kết quả tốt.", "9 tháng đầu năm", "2023-01-01", "2023-09-30", "range"),
        ("Nhiệm vụ 3 tháng cuối năm 2023.", "3 tháng cuối năm 2023", "2023-10-01", "2023-12-31", "range"),
        ("Năm 2022, Huyện ủy họp.", "Năm 2022", "2022-01-01", "2022-12-31", "year"),
        ("Giai đoạn 2021 - 2025 có nhiều đổi mới.", "Giai đoạn 2021 - 2025", "2021-01-01", "2025-12-31", "range"),
        ("Nhiệm kỳ 2020–2025 có nhiều đổi mới.", "Nhiệm kỳ 2020–2025", "2020-01-01", "2025-12-31", "term"),
        ("nhiệm kỳ (2015 - 2020) có nhiều đổi mới.", "nhiệm kỳ (2015 - 2020)", "2015-01-01", "2020-12-31", "term"),
        ("Từ năm 2016 đến năm 2020, kết nạp 900 đảng viên.", "Từ năm 2016 đến năm 2020", "2016-01-01", "2020-12-31", "range"),
        ("Từ đầu năm đến nay, kết nạp 90 đảng viên.", "Từ đầu năm đến nay", "2023-01-01", "2023-10-02", "range"),
    ],
)  # fmt: skip
def test_forms(text: str, printed: str, start: str, end: str, precision: str) -> None:
    """Every form of the genre: range, printed form, resolution and precision."""
    assert (printed, start, end, precision) in dates(text)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Ngày 28/12, Huyện ủy tổng kết công tác.", dt.date(2022, 1, 4), "2021-12-28"),
        ("Ngày 5/1, Huyện ủy triển khai công tác.", dt.date(2021, 12, 30), "2022-01-05"),
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
        ("Ngày 7/5, chi bộ họp.", None, None),
        ("Năm 2019, xã có 5 chi bộ. Ngày 7/5, chi bộ họp.", None, "2019-05-07"),
    ],
)
def test_missing_years(text: str, published: dt.date | None, expected: str | None) -> None:
    """The year comes from the publication date, the meeting's name, or the newest year cited; else it is unknown."""
    days = [start for printed, start, _, precision in dates(text, published) if "/" in printed]
    assert days == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Toàn huyện có 14/89 tập thể hoàn thành.",
        "Đạt 5/5 chi bộ.",
        "Kết nạp 2-3 đảng viên mỗi năm.",
        "Có 1.513 đồng chí.",
        "Có 2023 đảng viên dự.",
        "Ngày 31/2 không có.",
        "Tỷ lệ 16.7% đạt.",
    ],
)
def test_not_dates(text: str) -> None:
    """What a counted noun follows is a ratio, a range or a count; what the calendar lacks is no date."""
    assert [found for found in dates(text) if found[1] is not None] == []


@given(st.dates(dt.date(1930, 2, 3), dt.date(2099, 12, 31)), st.sampled_from("/-."))
def test_full_dates_come_back(day: dt.date, separator: str) -> None:
    """Any full date in any separator resolves to itself."""
    printed = separator.join((f"{day.day}", f"{day.month}", f"{day.year}"))
    assert dates(f"Hội nghị ngày {printed} đã bàn.")[0][1] == str(day)
