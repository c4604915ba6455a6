"""Which body a figure is of: sentences with the one that is claimed, and what the note says of one that is another's."""

from __future__ import annotations

import pytest
from building import record_at

from partyx.checks.printed import Printed
from partyx.checks.statistics.subjects import check_subjects
from partyx.mentions import find_mentions
from partyx.reading import read

COMMUNES = "Đảng ủy xã Sơn Hạ kết nạp 9 đảng viên, Đảng ủy xã Tân Mỹ kết nạp 16 đảng viên."
BEST = "Dẫn đầu là xã Sơn Hạ (122), xã Tân Mỹ (156)."
WORK = "Đảng ủy xã Sơn Hạ kết nạp 9 đảng viên; {whose}mở lớp, cử 3 tổ, kết nạp 16 đảng viên."
FOUND = "Đảng ủy xã Tân Mỹ họp.{apart}{told} Phát hiện 4 đảng viên nộp đảng phí chậm."
BRANCHES = "Chi bộ thôn Đông vui. {told} Năm qua, {whose}kết nạp 6 đảng viên."


TOLD: list[tuple[str, str, str, str | None]] = [
    # The one right before the figure, by its name, its place, or without a name.
    (COMMUNES, "9", "Đảng ủy xã Sơn Hạ", None),
    (COMMUNES, "16", "xã Tân Mỹ", None),
    (COMMUNES, "16", "Đảng ủy xã", None),
    (COMMUNES, "16", "Đảng ủy xã Sơn Hạ", "is not 'Đảng ủy xã Tân Mỹ', which stands right before it"),
    (COMMUNES, "16", "huyện Bình Lâm", "is not 'Đảng ủy xã Tân Mỹ', which stands right before it"),
    # One that brackets stand behind.
    (BEST, "122", "xã Sơn Hạ", None),
    (BEST, "156", "xã Tân Mỹ", None),
    (BEST, "156", "xã Sơn Hạ", "is not 'xã Tân Mỹ', which stands right before it"),
    (BEST, "122", "xã Tân Mỹ", "is not 'xã Sơn Hạ', which stands right before it"),
    # One of its clause, before other figures; else of its sentence.
    (WORK.format(whose="Đảng ủy xã Tân Mỹ "), "16", "Đảng ủy xã Sơn Hạ",
     "is not 'Đảng ủy xã Tân Mỹ', which its clause names"),
    (WORK.format(whose=""), "16", "Đảng ủy xã Sơn Hạ", None),
    (f"Đảng ủy xã Tân Mỹ chậm. {WORK.format(whose='')}", "16", "Đảng ủy xã Tân Mỹ",
     "is not 'Đảng ủy xã Sơn Hạ', which its sentence names"),
    ("Cấp ủy các cấp kiểm tra 16 chi bộ; giám sát 7 chi bộ. Đảng ủy xã Tân Mỹ chậm.", "7", "Cấp ủy các cấp", None),
    ("Đảng ủy xã Tân Mỹ chậm. Cấp ủy các cấp kiểm tra 16 chi bộ; giám sát 7 chi bộ.", "7", "Đảng ủy xã Tân Mỹ",
     None),
    # A whole that is named as such.
    ("Toàn huyện kết nạp 31 đảng viên.", "31", "huyện Bình Lâm", None),
    ("Toàn tỉnh kết nạp 31 đảng viên.", "31", "huyện Bình Lâm", "is not 'tỉnh', which its clause names"),
    # One that is named only later is not yet spoken of.
    ("Có 31 chi bộ của Đảng ủy xã Tân Mỹ.", "31", "Đảng ủy xã Tân Mỹ", None),
    ("Có 31 chi bộ. Đảng ủy xã Tân Mỹ tích cực.", "31", "Đảng ủy xã Tân Mỹ", "is named only behind its sentence"),
    ("Đảng ủy xã Tân Mỹ họp. Có 31 chi bộ. Đảng ủy xã Tân Mỹ tích cực.", "31", "Đảng ủy xã Tân Mỹ", None),
    # A paragraph about another of the same rank; not one about who is above, inspected, cited or counted.
    (FOUND.format(apart="\n\n", told="Đảng ủy xã Sơn Hạ giám sát."), "4", "Đảng ủy xã Tân Mỹ",
     "is not 'Đảng ủy xã Sơn Hạ', of which its paragraph tells"),
    (FOUND.format(apart="\n\n", told="Đảng ủy phường An Lạc giám sát."), "4", "Đảng ủy xã Tân Mỹ",
     "is not 'Đảng ủy phường An Lạc', of which its paragraph tells"),
    (FOUND.format(apart="\n\n", told="Đảng ủy xã giám sát."), "4", "Đảng ủy xã Tân Mỹ", None),
    (FOUND.format(apart=" ", told="Đảng ủy xã Sơn Hạ giám sát."), "4", "Đảng ủy xã Tân Mỹ", None),
    (FOUND.format(apart="\n\n", told="Huyện ủy Bình Lâm giám sát."), "4", "Đảng ủy xã Tân Mỹ", None),
    (FOUND.format(apart="\n\n", told="Kiểm tra Đảng ủy xã Sơn Hạ xong."), "4", "Đảng ủy xã Tân Mỹ", None),
    (FOUND.format(apart="\n\n", told="Đảng ủy xã Sơn Hạ cho biết việc ấy tốt."), "4", "Đảng ủy xã Tân Mỹ", None),
    (FOUND.format(apart="\n\n", told="Theo Hướng dẫn số 5-HD/ĐU của Đảng ủy xã Sơn Hạ, có việc sai."), "4",
     "Đảng ủy xã Tân Mỹ", None),
    # A branch without its name is the one named last, and not one that something is done to.
    (BRANCHES.format(told="Chi bộ thôn Tây mừng.", whose="chi bộ "), "6", "Chi bộ thôn Tây", None),
    (BRANCHES.format(told="Chi bộ thôn Tây mừng.", whose="chi bộ "), "6", "Chi bộ thôn Đông",
     "is another 'chi bộ' than the one named last"),
    (BRANCHES.format(told="Chi bộ Trạm Y tế mừng.", whose="chi bộ đã "), "6", "Chi bộ thôn Đông",
     "is another 'chi bộ' than the one named last"),
    (BRANCHES.format(told="Thăm Chi bộ thôn Tây xong.", whose="chi bộ "), "6", "Chi bộ thôn Đông", None),
    (BRANCHES.format(told="Các chi bộ thôn mừng.", whose="chi bộ "), "6", "Chi bộ thôn Đông", None),
    (BRANCHES.format(told="Chi bộ thôn Tây mừng.", whose=""), "6", "Chi bộ thôn Đông", None),
]  # fmt: skip


def notes(body: str, printed: str, subject: str) -> list[str]:
    """What is said of a body that is claimed to have a figure."""
    article = read(f"Đảng bộ huyện Bình Lâm\n\n05/10/2023\n\n{body}\n")
    told = Printed(article, find_mentions(article))
    return [one.message for one in check_subjects(told, [record_at(article, printed, subject=subject)])]


@pytest.mark.parametrize(("body", "printed", "subject", "why"), TOLD)
def test_a_figure_is_of_the_body_that_is_told_to_have_it(
    body: str, printed: str, subject: str, why: str | None
) -> None:
    assert notes(body, printed, subject) == ([f"the subject {subject!r} {why}"] if why else [])


@pytest.mark.parametrize(
    ("body", "printed", "subject", "why"), [one for one in TOLD if one[3] and "behind" not in one[3]]
)
def test_a_figure_may_end_its_line(body: str, printed: str, subject: str, why: str | None) -> None:
    cut = f"Cả huyện vui mừng.\n\n{body[: body.index(printed)]}{printed}\n\nHuyện vui."
    assert notes(cut, printed, subject) == [f"the subject {subject!r} {why}"]
