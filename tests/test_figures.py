"""Figures: value, unit, ratio, range, qualifier; and the digits that measure nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partyx.mention import Kind, NumberReading, OtherReading
from partyx.mentions import find_mentions
from partyx.reading import read


def first(text: str, printed: str) -> NumberReading | OtherReading:
    """The likeliest reading of the mention printed so."""
    found = [mention for mention in find_mentions(read(text)) if mention.text == printed]
    assert found, [mention.text for mention in find_mentions(read(text))]
    reading = found[0].reading
    assert isinstance(reading, NumberReading | OtherReading), reading
    return reading


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "of", "upper", "qualifier"),
    [
        ("Kết nạp 1.513 đồng chí.", "1.513", 1513, None, None, None, "exact"),
        ("Tốt: 80,8%, khá.", "80,8%", 80.8, "%", None, None, "exact"),
        ("Đạt 98.5 % kế hoạch.", "98.5 %", 98.5, "%", None, None, "exact"),
        ("Đạt 97 phần trăm.", "97 phần trăm", 97, "%", None, None, "exact"),
        ("Có 26/27 (chiếm 96,29%) tổ chức đảng.", "26/27", 26, None, 27, None, "exact"),
        ("Có 05/07 chi bộ đạt.", "05/07", 5, None, 7, None, "exact"),
        ("Kết nạp 8.793/6.500 đảng viên.", "8.793/6.500", 8793, None, 6500, None, "exact"),
        ("Đạt 83,2%/50% tổng số xã.", "83,2%/50%", 83.2, "%", 50, None, "exact"),
        ("Thu 45.799/36.875 tỷ đồng.", "45.799/36.875", 45799, "tỷ đồng", 36875, None, "exact"),
        ("Có 24 đảng viên trong tổng số 1.113 đảng viên.", "24", 24, None, 1113, None, "exact"),
        ("Tăng 10 - 15% mỗi năm.", "10 - 15%", 10, "%", None, 15, "exact"),
        ("Mỗi năm từ 3 đến 5 chi bộ.", "3 đến 5", 3, None, None, 5, "exact"),
        ("Kết nạp 5-7 đảng viên.", "5-7", 5, None, None, 7, "exact"),
        ("Trị giá 1,2 tỷ đồng.", "1,2", 1.2, "tỷ đồng", None, None, "exact"),
        ("Trị giá hơn 45 triệu.", "45", 45, "triệu đồng", None, None, "more_than"),
        ("Hỗ trợ 30.000.000 đồng.", "30.000.000", 30000000, "đồng", None, None, "exact"),
        ("Hỗ trợ 500.000đ cho hộ nghèo.", "500.000", 500000, "đồng", None, None, "exact"),
        ("Có 2 nghìn lượt người xem.", "2", 2, "nghìn", None, None, "exact"),
        ("Có gần 2.000 đảng viên dự.", "2.000", 2000, None, None, None, "nearly"),
        ("Có trên 300 đại biểu.", "300", 300, None, None, None, "more_than"),
        ("Có khoảng 150 người.", "150", 150, None, None, None, "about"),
        ("Có ít nhất 15 đảng viên.", "15", 15, None, None, None, "at_least"),
        ("Đạt 90% trở lên.", "90%", 90, "%", None, None, "at_least"),
        ("Còn dưới 5% hộ nghèo.", "5%", 5, "%", None, None, "at_most"),
        ("Có 100 đồng chí dự.", "100", 100, None, None, None, "exact"),
        ("Có 2.682ĐV hoàn thành.", "2.682", 2682, None, None, None, "exact"),
        ("Trồng 15ha rừng.", "15", 15, None, None, None, "exact"),
        ("Trong số 15 đồng chí.", "15", 15, None, None, None, "exact"),
        ("Mở lớp 150 học viên.", "150", 150, None, None, None, "exact"),
        ("Được 2.000 ngày công.", "2.000", 2000, None, None, None, "exact"),
        ("Tuổi bình quân là 42,5 tuổi.", "42,5", 42.5, None, None, None, "exact"),
        ("Kỷ luật 7 tổ chức (khiển trách 6, cảnh cáo 1).", "6", 6, None, None, None, "exact"),
        ("Kỷ luật 7 tổ chức (khiển trách 6, cảnh cáo 1).", "1", 1, None, None, None, "exact"),
        ("Xếp loại Khá 12, Yếu 3.", "3", 3, None, None, None, "exact"),
        ("Năm qua đã mở hai lớp.", "hai", 2, None, None, None, "exact"),
    ],
)  # fmt: skip
def test_measures(text: str, printed: str, value: float, unit: str | None, of: float | None,
                  upper: float | None, qualifier: str) -> None:  # fmt: skip
    """Each form of figure is read with its value, its own unit, its whole, its upper end and its qualifier."""
    reading = first(text, printed)
    assert isinstance(reading, NumberReading), reading
    assert (reading.value, reading.unit, reading.of, reading.upper, reading.qualifier) == (
        value, unit, of, upper, qualifier)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "printed", "why"),
    [
        ("Hội nghị lần thứ 4 bàn công tác.", "4", "ordinal"),
        ("Đảng bộ khu phố 5 họp.", "5", "ordinal"),
        ("Ban Chỉ đạo 138 phường họp.", "138", "ordinal"),
        ("Theo Điều 30 của Điều lệ.", "30", "ordinal"),
        ("Chi bộ Hành chính 2; chi bộ Nội.", "2", "ordinal"),
        ("Xây dựng chi bộ 4 tốt.", "4", "name"),
        ("Phong trào “5 không, 3 sạch”.", "5", "name"),
        ("Phong trào “5 không, 3 sạch”.", "3", "name"),
        ("Phòng, chống dịch Covid-19.", "19", "name"),
        ("Thực hiện thông điệp 5K.", "5", "name"),
        ("Đi trên tuyến QL1A.", "1", "name"),
        ("Mô hình 3+1 hiệu quả.", "3", "name"),
        ("Thời còn học lớp 3 trường làng.", "3", "ordinal"),
        ("Thư gửi về hộp thư 27.", "27", "ordinal"),
        ("Hôm nay trời 27 - 34°C.", "27", "name"),
        ("Kết nạp 14 đảng viên[1] mới.", "1", "name"),
        ("Xem https://example.vn/vb/12-hd?id=120 để biết.", "120", "name"),
        ("Trao Huy hiệu 40 năm tuổi Đảng.", "40", "award"),
        ("Huy hiệu 65, 60, 55 năm tuổi Đảng.", "65", "award"),
        ("Huy hiệu 65, 60, 55 năm tuổi Đảng.", "60", "award"),
        ("Sau 10 năm thực hiện.", "10", "duration"),
        ("Đảng viên dưới 35 tuổi.", "35", "age"),
        ("Lúc 7 giờ 30 khai mạc.", "7 giờ 30", "clock"),
        ("Cập nhật 05:57:12 sáng.", "05:57:12", "clock"),
        ("Gọi số 0276 382 5678 để biết.", "0276 382 5678", "phone"),
        ("Mã số 12345678901234567890 đã cấp.", "12345678901234567890", "identifier"),
    ],
)
def test_labels(text: str, printed: str, why: str) -> None:
    """Digits that number, name, date or last are not figures."""
    assert first(text, printed) == OtherReading(why)


@given(st.text(max_size=300))
@example("1" * 10_000)
@example("٣٤٥ năm ²³ ①")
@example("ngày 99/99/9999 và 0/0/2000, 1.1.1.1.1")
@example("từ 1 đến 2 đến 3 - 4 - 5%")
@example("Nghị quyết số số 12/12/12-NQ/TW12")
def test_every_digit_has_an_id(text: str) -> None:
    """Whatever the text, every digit lies in a mention, ids are unique, ranges are exact."""
    if not text.strip():
        return
    article = read(text + " .")
    mentions = find_mentions(article)
    assert len(mentions.by_id) == len(mentions)
    inside = {position for mention in mentions for position in range(mention.start, mention.end)}
    for mention in mentions:
        assert article.view[mention.start : mention.end] == mention.text
        assert mention.readings
    for position, character in enumerate(article.view):
        assert not character.isdecimal() or position in inside, (character, position)


@given(
    st.lists(
        st.sampled_from(
            "1.513 80,8% 26/27 29/9 ngày tháng năm 2021 - / % (chiếm ) đảng viên, quý II số QĐ/TW 49- từ đến".split(
                " "
            )
        ),
        max_size=30,
    )
)
def test_hostile_mixtures(words: list[str]) -> None:
    """Forms run into each other in any order without losing a digit."""
    article = read("x " + " ".join(words))
    covered = {place for mention in find_mentions(article) for place in range(mention.start, mention.end)}
    assert all(place in covered for place, character in enumerate(article.view) if character.isdecimal())
    kinds = {mention.kind for mention in find_mentions(article)}
    assert kinds <= set(Kind)
