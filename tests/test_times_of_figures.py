"""Which time is a figure's: sentences with the time that is claimed, and what the note says of one that is another's."""

from __future__ import annotations

import pytest
from building import record_at

from partyx.checks.printed import Printed
from partyx.checks.statistics.times import check_times
from partyx.mention import Kind
from partyx.mentions import find_mentions
from partyx.reading import read


def note(body: str, printed: str, time: str, *, planned: bool = False, placed: bool = True) -> str | None:
    """What is said of a time that is claimed for a figure, or None."""
    article = read(f"Đảng bộ huyện Bình Lâm\n\n05/10/2023\n\n{body}\n")
    found = find_mentions(article)
    claimed = next(one for one in found.of_kind(Kind.DATE) if one.text == time)
    record = record_at(
        article,
        printed,
        period=claimed.period,
        period_span=article.span(claimed.start, claimed.end) if placed else None,
        target=planned,
    )
    said = [one.message for one in check_times(Printed(article, found), [record])]
    assert len(said) <= 1
    return said[0].removeprefix(f"the period {time!r} ") if said else None


ROW = "Năm 2022, xã kết nạp 11 đảng viên, năm 2023 kết nạp 16 đảng viên."
HOUSES = "Xã xóa 12 nhà tạm (năm 2022) và 15 nhà tạm (năm 2021)."
GROWN = "Tỷ lệ đảng viên dự họp tăng từ 84,3% năm 2019 lên 93,7% năm 2023."
FAR = "tại các chi bộ thôn, bản, khu phố và tại các cơ quan, đơn vị"


def twice(between: str, last: str = "Cấp ủy kiểm tra 31 chi bộ.") -> str:
    return f"Năm 2023, huyện kết nạp 98 đảng viên. {between} {last}"


TOLD: list[tuple[str, str, str, str | None]] = [
    # The last time of the sentence before the figure.
    (ROW, "11", "Năm 2022", None),
    (ROW, "16", "năm 2023", None),
    (ROW, "16", "Năm 2022", "is not 'năm 2023', which stands before it"),
    (ROW, "11", "năm 2023", "is not 'Năm 2022', which stands before it"),
    ("Năm 2021, xã mở 3 lớp. Năm 2022, xã kết nạp 11 đảng viên.", "11", "Năm 2021",
     "is not 'Năm 2022', which stands before it"),
    # Unless the one that is claimed stands right behind the figure.
    ("Năm 2022, xã kết nạp 11 đảng viên trong quý I năm 2023.", "11", "quý I năm 2023", None),
    ("Năm 2022, xã kết nạp 11 đảng viên, quý I năm 2023 mở lớp.", "11", "quý I năm 2023",
     "is not 'Năm 2022', which stands before it"),
    (f"Năm 2022, xã kết nạp 11 đảng viên {FAR.replace(',', '')} trong quý I năm 2023.", "11", "quý I năm 2023",
     "is not 'Năm 2022', which stands before it"),
    # What holds now holds whenever; not where a time is told behind that word.
    ("Năm 2021, đảng bộ thành lập. Năm 2022, xã có 20 chi bộ, hiện nay có 44 chi bộ.", "44", "Năm 2021", None),
    ("Năm 2021, đảng bộ thành lập. Hiện nay và năm 2022, xã có 44 chi bộ.", "44", "Năm 2021",
     "is not 'năm 2022', which stands before it"),
    # A time in brackets is of what these hold, or of what stands before them.
    (HOUSES, "12", "2022", None),
    (HOUSES, "15", "2021", None),
    (HOUSES, "12", "2021", "is not '2022', which stands behind it"),
    ("Xã có 98 đảng viên (năm 2022: 85).", "85", "2022", None),
    ("Năm 2023, xã có 98 đảng viên (năm 2022: 85).", "98", "Năm 2023", None),
    ("Năm 2023, xã có 98 đảng viên (năm 2022: 85), mở 4 lớp.", "4", "Năm 2023", None),
    ("Năm 2023, xã có 98 đảng viên (năm 2022: 85).", "85", "Năm 2023",
     "is not '2022', which stands before it"),
    # The time right behind it.
    (GROWN, "84,3", "năm 2019", None),
    (GROWN, "93,7", "năm 2023", None),
    (GROWN, "84,3", "năm 2023", "is not 'năm 2019', which stands behind it"),
    (GROWN, "93,7", "năm 2019", "is not 'năm 2023', which stands behind it"),
    ("Năm 2019 có 84 chi bộ. Xã có 93 chi bộ năm 2023.", "93", "Năm 2019",
     "is not 'năm 2023', which stands behind it"),
    ("Năm 2023 có 84 chi bộ. Xã có 93 chi bộ trong quý II năm 2023.", "93", "Năm 2023", None),
    ("Năm 2023, huyện giám sát 5 chi bộ thành lập năm 2020.", "5", "Năm 2023", None),
    ("Quý III năm 2023, xã có 9 chi bộ trong năm 2022.", "9", "Quý III năm 2023", None),
    # What it rose or fell from.
    ("Số chi bộ ghép giảm từ 22 chi bộ năm 2020 xuống 5 chi bộ.", "22", "năm 2020", None),
    ("Số chi bộ ghép giảm từ 22 chi bộ năm 2020 xuống 5 chi bộ.", "5", "năm 2020",
     "is that of what it rose or fell from"),
    ("Số chi bộ ghép giảm từ 22 chi bộ năm 2020; xuống 5 chi bộ.", "5", "năm 2020", None),
    ("Số chi bộ ghép có 22 chi bộ năm 2020 và giải thể 5 chi bộ.", "5", "năm 2020", None),
    (f"Số chi bộ ghép giảm từ 22 chi bộ năm 2020 {FAR} xuống 5 chi bộ.", "5", "năm 2020", None),
    # One that opened a sentence in between.
    (twice("Năm 2022, huyện mở 20 lớp."), "31", "Năm 2023", "is not 'Năm 2022', which was told after it"),
    (twice("Năm 2022, huyện mở 20 lớp."), "31", "Năm 2022", None),
    (twice("Trong năm 2022, huyện mở 20 lớp."), "31", "Năm 2023", "is not 'năm 2022', which was told after it"),
    (twice("Tháng 5/2022, huyện mở 20 lớp."), "31", "Năm 2023", "is not 'Tháng 5/2022', which was told after it"),
    (twice("Riêng năm 2022, huyện mở 20 lớp."), "31", "Năm 2023", None),
    (twice("Quý I năm 2023, huyện mở 20 lớp."), "31", "Năm 2023", None),
    (twice("Ngày 3/5/2022, huyện mở 20 lớp."), "31", "Năm 2023", None),
    (twice("Huyện mở 20 lớp như năm 2022."), "31", "Năm 2023", None),
    (twice("Năm 2022, huyện mở 20 lớp.", "Đến nay, đảng bộ có 31 chi bộ."), "31", "Năm 2023", None),
    (twice("Năm 2022, huyện mở 20 lớp.", "Quý II năm 2023, lập 31 chi bộ."), "31", "Quý II năm 2023", None),
    (twice("Năm 2022, huyện mở 20 lớp. Lớp đông. Ai cũng học. Ai cũng vui."), "31", "Năm 2023",
     "is not 'Năm 2022', which was told after it"),
    (twice("Năm 2022, huyện mở 20 lớp. Lớp đông. Ai cũng học. Ai cũng vui. Trời đẹp."), "31", "Năm 2023", None),
    ("Năm 2023, huyện kết nạp 98 đảng viên.\n\nNăm 2022, mở 20 lớp. Kiểm tra 31 chi bộ.", "31", "Năm 2023", None),
    # What it is compared with, which is not its time; in brackets behind that, it is.
    ("So với năm 2022, số đảng viên tăng 12 đồng chí.", "12", "năm 2022", "is what it is compared with"),
    ("So với cùng kỳ năm 2022, số đảng viên tăng 12 đồng chí.", "12", "năm 2022", "is what it is compared with"),
    ("Số đảng viên tăng 12 đồng chí so với năm 2022.", "12", "năm 2022", "is what it is compared with"),
    ("So với năm 2022 (58 tổ chức), số chi bộ tăng.", "58", "năm 2022", None),
    ("Cùng kỳ năm 2022, huyện kết nạp 12 đảng viên.", "12", "năm 2022", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "printed", "time", "why"), TOLD)
def test_a_time_is_of_the_figures_that_it_is_told_for(
    body: str, printed: str, time: str, why: str | None
) -> None:
    assert note(body, printed, time) == why


@pytest.mark.parametrize(
    ("body", "printed", "time", "why"),
    [one for one in TOLD if one[3] and one[2] in one[0].partition(one[1])[0] and "behind" not in one[3]],
)
def test_a_figure_may_end_its_line(body: str, printed: str, time: str, why: str | None) -> None:
    cut = f"Cả huyện vui mừng.\n\n{body[: body.index(printed)]}{printed}\n\nXã An Phú vui."
    assert note(cut, printed, time) == why


@pytest.mark.parametrize(
    ("body", "printed", "time", "why"),
    [
        ("Năm 2024, xã kết nạp 22 đảng viên. Năm 2025, xã phấn đấu kết nạp 36 đảng viên.", "36", "Năm 2025", None),
        ("Năm 2024, xã kết nạp 22 đảng viên. Năm 2025, xã phấn đấu kết nạp 36 đảng viên.", "36", "Năm 2024",
         "is not 'Năm 2025', which the plan is for"),
        ("Năm 2024, xã kết nạp 22 đảng viên. Quý I/2025, xã phấn đấu kết nạp 36 đảng viên.", "36", "Năm 2024",
         "is not 'Quý I/2025', which the plan is for"),
        # A month says when it was aimed at, and a part of the year may be told before its plan.
        ("Năm 2024, xã kết nạp 22 đảng viên. Tháng 3/2025, xã đề ra mục tiêu 36 đảng viên.", "36", "Năm 2024", None),
        ("Năm 2024, xã kết nạp 22 đảng viên. Quý I/2024, xã phấn đấu kết nạp 36 đảng viên.", "36", "Năm 2024", None),
        # One that its own sentence tells is meant, wherever it stands there.
        ("Năm 2024, xã phấn đấu kết nạp 36 đảng viên trong năm 2025.", "36", "năm 2025", None),
        ("Chỉ tiêu cả năm là kết nạp 36 đảng viên, quý I/2024 là 6.", "36", "quý I/2024", None),
        # What is planned for all the year is not planned for a part of it.
        ("Quý I/2024, xã kết nạp 22 đảng viên. Chỉ tiêu cả năm là kết nạp 36 đảng viên.", "36", "Quý I/2024",
         "is not all the year, which the plan is for"),
        ("6 tháng đầu năm 2024, kết nạp 22 đảng viên. Chỉ tiêu cả năm là kết nạp 36 đảng viên.", "36",
         "6 tháng đầu năm 2024", "is not all the year, which the plan is for"),
        ("Năm 2024, xã kết nạp 22 đảng viên. Chỉ tiêu cả năm là kết nạp 36 đảng viên.", "36", "Năm 2024", None),
        ("Quý I/2024, xã kết nạp 22 đảng viên. Chỉ tiêu là kết nạp 36 đảng viên.", "36", "Quý I/2024", None),
    ],
)  # fmt: skip
def test_the_time_of_a_plan_is_that_of_its_own_sentence(
    body: str, printed: str, time: str, why: str | None
) -> None:
    assert note(body, printed, time, planned=True) == why


@pytest.mark.parametrize(
    ("body", "printed", "time", "why"),
    [
        (ROW, "16", "Năm 2022", "is not 'năm 2023', which stands before it"),
        (ROW, "16", "năm 2023", None),
        # Printed in another sentence, nothing tells where it was taken from.
        ("Năm 2021, xã mở 3 lớp. Năm 2022, xã kết nạp 11 đảng viên.", "11", "Năm 2021", None),
    ],
)
def test_a_time_without_a_place_is_the_one_of_the_figures_sentence(
    body: str, printed: str, time: str, why: str | None
) -> None:
    assert note(body, printed, time, placed=False) == why
