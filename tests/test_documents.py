"""Finding cited documents: what a citation is, what it says, and which citations are of one document."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.mention import DocumentReading, Kind
from partyx.mentions.documents import find_documents

if TYPE_CHECKING:
    from partyx.mentions.found import Found

ARTICLES = Path(__file__).parent.parent / "evals" / "articles"


def reading(found: Found) -> DocumentReading:
    assert isinstance(found.readings[0], DocumentReading)
    return found.readings[0]


def cited(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """Each mention's text, kind, number and issuer."""
    rows = [(text[found.start : found.end], reading(found)) for found in find_documents(text)]
    return [(printed, said.kind, said.number, said.issuer) for printed, said in rows]


def printed(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_documents(text)]


def documents(text: str) -> list[Found]:
    """One mention, the first, of each document."""
    return [found for found in find_documents(text) if found.same_as is None]


NUMBERED = [
    ("theo Quy định số 49-QĐ/TW", [("Quy định số 49-QĐ/TW", "quy định", "49-QĐ/TW", "Trung ương")]),
    ("Quy định 213 của Bộ Chính trị khóa XII", [("Quy định 213", "quy định", "213", "Bộ Chính trị")]),
    ("Chỉ thị số 28 của Ban Bí thư khóa XII.", [("Chỉ thị số 28", "chỉ thị", "28", "Ban Bí thư")]),
    ("Nghị quyết số: 21 của Tỉnh ủy", [("Nghị quyết số: 21", "nghị quyết", "21", "Tỉnh ủy")]),
    ("Nghị quyết số 15 - NQ / TW", [("Nghị quyết số 15 - NQ / TW", "nghị quyết", "15-NQ/TW", "Trung ương")]),
    ("theo quy định số 22 của Đảng", [("quy định số 22", "quy định", "22", "Đảng")]),
    ("tinh giản biên chế theo Nghị quyết 29 một cách phù hợp", [("Nghị quyết 29", "nghị quyết", "29", None)]),
    ("thực hiện nghị quyết 29, các chi bộ", [("nghị quyết 29", "nghị quyết", "29", None)]),
    ("Quyết định số 34/2016/QĐ-TTg", [("Quyết định số 34/2016/QĐ-TTg", "quyết định", "34/2016/QĐ-TTg", "Thủ tướng Chính phủ")]),
    ("Chương trình hành động số 42 của BCH Đảng bộ tỉnh", [("Chương trình hành động số 42", "chương trình hành động", "42", "BCH Đảng bộ tỉnh")]),
    ("Đề án số 03-ĐA/TU", [("Đề án số 03-ĐA/TU", "đề án", "03-ĐA/TU", "Tỉnh ủy")]),
    ("Thông tri số 22-TT/TW", [("Thông tri số 22-TT/TW", "thông tri", "22-TT/TW", "Trung ương")]),
    ("Thông báo kết luận số 57-TB/TU", [("Thông báo kết luận số 57-TB/TU", "thông báo", "57-TB/TU", "Tỉnh ủy")]),
    ("Nghị quyết chuyên đề số 04-NQ/ĐU", [("Nghị quyết chuyên đề số 04-NQ/ĐU", "nghị quyết", "04-NQ/ĐU", "Đảng ủy")]),
    ("Qui định số 76-QĐ/TW", [("Qui định số 76-QĐ/TW", "quy định", "76-QĐ/TW", "Trung ương")]),
    ("NQ 18-NQ/TW và NQ số 19", [("NQ 18-NQ/TW", "nghị quyết", "18-NQ/TW", "Trung ương"), ("NQ số 19", "nghị quyết", "19", None)]),
    ("thực hiện CT 05, KL 01-KL/TW", [("CT 05", "chỉ thị", "05", None), ("KL 01-KL/TW", "kết luận", "01-KL/TW", "Trung ương")]),
    ("tổng kết 10 năm thực hiện Nghị quyết (NQ) 28 về phát triển đảng", [("Nghị quyết (NQ) 28", "nghị quyết", "28", None)]),
    ("Trưởng ban chỉ đạo thực hiện NQ 28 chủ trì", [("NQ 28", "nghị quyết", "28", None)]),
    ("QĐ 57/QĐ-TW", [("QĐ 57/QĐ-TW", "quy định", "57/QĐ-TW", "Trung ương")]),
    ("làm theo 05-CT/TW của Bộ Chính trị", [("05-CT/TW", "chỉ thị", "05-CT/TW", "Bộ Chính trị")]),
    ("Nghị quyết về công tác cán bộ (số 09-NQ/TU)", [("09-NQ/TU", "nghị quyết", "09-NQ/TU", "Tỉnh ủy")]),
    ("Kế hoạch của Ban Thường vụ Huyện ủy số 54", [("Kế hoạch của Ban Thường vụ Huyện ủy số 54", "kế hoạch", "54", "Ban Thường vụ Huyện ủy")]),
    ("nghị quyết số 35- NQ/TW bộ chính trị về tăng cường", [("nghị quyết số 35- NQ/TW", "nghị quyết", "35-NQ/TW", "bộ chính trị")]),
    ("BTV Tỉnh ủy đã kịp thời ban hành Kế hoạch số 248-KH/TU", [("Kế hoạch số 248-KH/TU", "kế hoạch", "248-KH/TU", "BTV Tỉnh ủy")]),
    ("khoản 1 Điều 5 Quy định số 37-QĐ/TW", [("Quy định số 37-QĐ/TW", "quy định", "37-QĐ/TW", "Trung ương")]),
    ("Chỉ thị số\n05-CT/TW; Quy định số\n\n49-QĐ/TW", [("Chỉ thị số\n05-CT/TW", "chỉ thị", "05-CT/TW", "Trung ương"), ("Quy định số\n\n49-QĐ/TW", "quy định", "49-QĐ/TW", "Trung ương")]),
    ("THỰC HIỆN CHỈ THỊ 05", [("CHỈ THỊ 05", "chỉ thị", "05", None)]),
    ("Luật số 22/2008/QH12", [("Luật số 22/2008/QH12", "luật", "22/2008/QH12", "Quốc hội")]),
    ("của BCT: Nghị quyết số 12 của BCT", [("Nghị quyết số 12", "nghị quyết", "12", "BCT")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NUMBERED, ids=[text[:40] for text, _ in NUMBERED])
def test_a_number_with_its_kind_is_a_document(text, expected):
    assert cited(text) == expected


NO_DOCUMENT = [
    "Kế hoạch 5 năm, kế hoạch 6 tháng, kế hoạch năm 2023, Kế hoạch 2023",
    "vượt kế hoạch 5%, đạt 101% kế hoạch, đạt kế hoạch 12.",
    "Chương trình 135, chương trình 30a, Chương trình 167",
    "Đề án 500 trí thức trẻ tình nguyện",
    "quyết định kết nạp 15 đảng viên; quyết định thành lập 2 chi bộ",
    "thông báo 3 nội dung. Thông báo 3 nội dung. Quyết định 5 nội dung",
    "hướng dẫn 12 chi bộ. Hướng dẫn 12 chi bộ tổ chức đại hội điểm",
    "kết luận 5 cuộc kiểm tra; Kết luận 5 cuộc kiểm tra; quy định 3 tháng một lần",
    "nghị quyết năm 2020, Nghị quyết 2020, Luật Đất đai 2013, Luật 2014",
    "Hướng dẫn số hóa hồ sơ, hướng dẫn số lượng 5 chi bộ, quyết định số lượng",
    "ban hành 12 nghị quyết, 5 chỉ thị, 30 kế hoạch; ban hành nghị quyết, 12 kế hoạch",
    "Tốt: 80%, Khá: 17%, TB 1,4%; TB 12, KH 95%",
    "báo cáo 6 tháng đầu năm, báo cáo 3 chuyên đề",
    "các chỉ thị, nghị quyết của Đảng; Điều lệ Đảng; các nghị quyết Trung ương về công tác xây dựng Đảng",
    "Nghị quyết Trung ương năm 2022",
    "Kết luận 1,5 giờ; nghị quyết 3.328 đảng viên; Kế hoạch 27/27 chi bộ",
    "Quy định\n\n12 đảng viên được khen thưởng",
    "xây dựng nghị quyết đại hội chi bộ",
]


@pytest.mark.parametrize("text", NO_DOCUMENT, ids=[text[:40] for text in NO_DOCUMENT])
def test_counts_plans_and_verbs_are_no_documents(text):
    assert cited(text) == []


LISTS = [
    ("Hướng dẫn 05, 09 của Tỉnh ủy", [("Hướng dẫn 05", "05"), ("09", "09")]),
    ("Quy định 101, 55, 08 của Trung ương", [("Quy định 101", "101"), ("55", "55"), ("08", "08")]),
    ("các Nghị quyết số 18, 19-NQ/TW", [("Nghị quyết số 18", "18-NQ/TW"), ("19-NQ/TW", "19-NQ/TW")]),
    (
        "Nghị quyết số 18-NQ/TW, số 19-NQ/TW",
        [("Nghị quyết số 18-NQ/TW", "18-NQ/TW"), ("số 19-NQ/TW", "19-NQ/TW")],
    ),
    ("Nghị quyết 21 và 35 của Trung ương", [("Nghị quyết 21", "21"), ("35", "35")]),
    ("Quy định 213, 151 quần chúng ưu tú", [("Quy định 213", "213")]),
    ("Chỉ thị 05, 12 chi bộ", [("Chỉ thị 05", "05")]),
    ("Nghị quyết 21, 3.328 đảng viên", [("Nghị quyết 21", "21")]),
    ("Quy định 49, 27/27 tổ chức đảng", [("Quy định 49", "49")]),
    ("Chỉ thị số 05-CT/TW và Chỉ thị số 33", [("Chỉ thị số 05-CT/TW", "05-CT/TW"), ("Chỉ thị số 33", "33")]),
]


@pytest.mark.parametrize(("text", "expected"), LISTS, ids=[text[:40] for text, _ in LISTS])
def test_each_number_of_a_list_is_a_document(text, expected):
    found = documents(text)
    assert [(text[item.start : item.end], reading(item).number) for item in found] == expected


def test_a_later_number_takes_the_kind_its_own_letters_name():
    kinds = [kind for _, kind, _, _ in cited("theo 12-HD/BTCTW và 99-QĐ/TW")]
    assert kinds == ["hướng dẫn", "quy định"]


def test_a_list_shares_its_issuer():
    assert {issuer for *_, issuer in cited("Quy định 101, 55 của Ban Bí thư")} == {"Ban Bí thư"}


BY_MEETING = [
    ("Nghị quyết Trung ương 4 khóa XII", ["Nghị quyết Trung ương 4 khóa XII"]),
    ("Nghị quyết Trung ương 4 (khóa XI, XII)", ["Nghị quyết Trung ương 4 (khóa XI", "XII"]),
    ("Nghị quyết Trung ương 4 khóa XI, khóa XII", ["Nghị quyết Trung ương 4 khóa XI", "khóa XII"]),
    ("Nghị quyết Trung ương 4 (khóa XI), Trung ương 4 (khóa XII)", ["Nghị quyết Trung ương 4 (khóa XI)", "Trung ương 4 (khóa XII)"]),
    ("các Nghị quyết Trung ương 6, 7 (khoá XII)", ["Nghị quyết Trung ương 6", "7 (khoá XII)"]),
    ("Nghị quyết Trung ương 4, 12 chi bộ", ["Nghị quyết Trung ương 4"]),
    ("Nghị quyết Hội nghị Trung ương 6 khóa XII", ["Nghị quyết Hội nghị Trung ương 6 khóa XII"]),
    ("Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII", ["Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII"]),
    ("Nghị quyết TW4 khóa XII", ["Nghị quyết TW4 khóa XII"]),
    ("NQTW 4, NQTW4", ["NQTW 4", "NQTW4"]),
    ("Nghị quyết T.Ư 4", ["Nghị quyết T.Ư 4"]),
    ("Nghị quyết 4 khóa XII", ["Nghị quyết 4"]),
    ("Kết luận Trung ương 4 khóa XIII", ["Kết luận Trung ương 4 khóa XIII"]),
    ("Nghị quyết\nĐại hội XIII của Đảng", ["Nghị quyết\nĐại hội XIII của Đảng"]),
    ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", ["Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng"]),
    ("Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XVI, nhiệm kỳ 2020 - 2025", ["Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XVI"]),
    ("Nghị quyết Đại hội Đảng bộ huyện Châu Đức nhiệm kỳ 2015-2020", ["Nghị quyết Đại hội Đảng bộ huyện Châu Đức"]),
    ("Nghị quyết Đại hội lần thứ mười ba của Đảng", ["Nghị quyết Đại hội lần thứ mười ba của Đảng"]),
    ("ĐƯA NGHỊ QUYẾT ĐẠI HỘI XIII CỦA ĐẢNG VÀO CUỘC SỐNG", ["NGHỊ QUYẾT ĐẠI HỘI XIII CỦA ĐẢNG"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BY_MEETING, ids=[text[:50] for text, _ in BY_MEETING])
def test_documents_are_cited_by_the_meeting_that_passed_them(text, expected):
    assert printed(text) == expected
    assert all(reading(found).number is None for found in find_documents(text))


def test_resolutions_of_all_levels_together_are_no_single_document():
    text = "nghị quyết đại hội đảng bộ các cấp, Nghị quyết Đại hội Đảng các cấp nhiệm kỳ 2020 - 2025"
    assert [reading(found).collective for found in find_documents(text)] == [True, True]
    assert [found.same_as for found in find_documents(text)] == [None, None]


TAILS = [
    (
        "Quy định số 49-QĐ/TW ngày 20/12/2021 của Bộ Chính trị khóa XIII về tổ chức đảng trong Quân đội; Hướng dẫn",
        (dt.date(2021, 12, 20), "Bộ Chính trị", "về tổ chức đảng trong Quân đội"),
    ),
    (
        "Chỉ thị số 05-CT/TW, ngày 15-5-2016, của Bộ Chính trị “Về đẩy mạnh học tập”, các chi bộ",
        (dt.date(2016, 5, 15), "Bộ Chính trị", "Về đẩy mạnh học tập"),
    ),
    (
        "Nghị quyết số 05-NQ/TU ngày 30 tháng 10 năm 2016 của Ban Chấp hành Đảng bộ tỉnh (khóa XV) về cán bộ.",
        (dt.date(2016, 10, 30), "Ban Chấp hành Đảng bộ tỉnh", "về cán bộ"),
    ),
    (
        "Nghị quyết số 03 của Tỉnh ủy (ngày 1.8.2016) về nâng cao chất lượng chi bộ, Huyện ủy đã triển khai",
        (dt.date(2016, 8, 1), "Tỉnh ủy", "về nâng cao chất lượng chi bộ"),
    ),
    (
        "Hướng dẫn số 11 ngày 19/9/2022 của Ban Tổ chức Tỉnh ủy thí điểm thực hiện mô hình “Tổ đảng”.",
        (dt.date(2022, 9, 19), "Ban Tổ chức Tỉnh ủy", "thí điểm thực hiện mô hình “Tổ đảng”"),
    ),
    (
        "Kết luận số 06 của Ban Bí thư về tín dụng chính sách và Kế hoạch số 5 của tỉnh",
        (None, "Ban Bí thư", "về tín dụng chính sách"),
    ),
    ("Chỉ thị 05 năm 2016 của Bộ Chính trị", (dt.date(2016, 1, 1), "Bộ Chính trị", None)),
    ("Nghị quyết 21-NQ/TW do Ban Chấp hành Trung ương ban hành", (None, "Ban Chấp hành Trung ương", None)),
    ("Quy định số 22-QĐ/TW (gọi tắt là Quy định 22) ngày 28/7/2021", (dt.date(2021, 7, 28), "Trung ương", None)),
    ("Thực hiện Quy định số 49-QĐ/TW, ngày 6/2/2023, Huyện ủy tổ chức hội nghị", (None, "Trung ương", None)),
    ("Kế hoạch số 54 ngày 31/2/2021 của Huyện ủy", (None, "Huyện ủy", None)),
    ("Kế hoạch số 54 tháng 12/2021 của Huyện ủy", (dt.date(2021, 12, 1), "Huyện ủy", None)),
    ("Kế hoạch số 54 tháng 12/9999 của Huyện ủy", (None, None, None)),
    ("Kế hoạch số 54 ngày 6/12 của Huyện ủy về kết nạp đảng viên (ĐV) mới", (None, "Huyện ủy", "về kết nạp đảng viên (ĐV) mới")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TAILS, ids=[text[:40] for text, _ in TAILS])
def test_date_issuer_and_title_are_read_in_any_order(text, expected):
    said = reading(find_documents(text)[0])
    assert (said.issued.start if said.issued else None, said.issuer, said.title) == expected


def test_the_end_is_behind_the_whole_citation():
    text = "theo Kế hoạch số 54 ngày 6/12/2022 của Huyện ủy về kết nạp đảng viên. Năm 2022"
    found = find_documents(text)[0]
    assert text[found.start : found.end] == "Kế hoạch số 54"
    assert (
        text[found.start : reading(found).end]
        == "Kế hoạch số 54 ngày 6/12/2022 của Huyện ủy về kết nạp đảng viên"
    )


SAME = [
    ("Chỉ thị 05: kết quả\nChỉ thị số 05-CT/TW của Bộ Chính trị; Chỉ thị 5", [("05-CT/TW", "Bộ Chính trị", 3)]),
    ("Quy định số 49-QĐ/TW của Bộ Chính trị. Quy định 49. 49-QĐ/TW", [("49-QĐ/TW", "Bộ Chính trị", 3)]),
    ("Nghị quyết số 03 của Tỉnh ủy, Nghị quyết số 03 của Huyện ủy, Nghị quyết số 03 của BTV Huyện ủy", [("03", "Tỉnh ủy", 1), ("03", "Huyện ủy", 2)]),
    ("Chỉ thị số 05-CT/TW và Chỉ thị số 05-CT/TU", [("05-CT/TW", "Trung ương", 1), ("05-CT/TU", "Tỉnh ủy", 1)]),
    ("Chương trình hành động số 42 của Tỉnh ủy; Chương trình số 42", [("42", "Tỉnh ủy", 2)]),
    ("Nghị quyết số 05 ngày 1/8/2016; Nghị quyết số 05 ngày 3/3/2021", [("05", None, 1), ("05", None, 1)]),
    ("Nghị quyết 22-NQ/TW khóa XII, Nghị quyết 22-NQ/TW khóa XIII", [("22-NQ/TW", "Trung ương", 1), ("22-NQ/TW", "Trung ương", 1)]),
    ("Quy định số 05 của Tỉnh ủy, Quyết định số 05 của Tỉnh ủy", [("05", "Tỉnh ủy", 1), ("05", "Tỉnh ủy", 1)]),
    ("Nghị quyết Trung ương 4 khóa XII, Nghị quyết TW4, Nghị quyết Trung ương 4 khóa XI", [(None, "Trung ương", 2), (None, "Trung ương", 1)]),
    ("Nghị quyết Đại hội XIII, Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng, Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XI", [(None, "Đại hội XIII", 2), (None, "Đại hội Đảng bộ tỉnh lần thứ XI", 1)]),
    ("Kế hoạch số 5 của Huyện ủy Tân Hồng, Kế hoạch số 5 của Huyện ủy Lai Vung", [("5", "Huyện ủy Tân Hồng", 1), ("5", "Huyện ủy Lai Vung", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SAME, ids=[text[:50] for text, _ in SAME])
def test_citations_of_one_document_are_tied_and_share_the_fullest_reading(text, expected):
    found = find_documents(text)
    rows = [
        (
            reading(first).number,
            reading(first).issuer,
            sum(item is first or item.same_as == first.start for item in found),
        )
        for first in found
        if first.same_as is None
    ]
    assert rows == expected
    for item in found:
        if item.same_as is not None:
            first = next(other for other in found if other.start == item.same_as)
            assert reading(first).number == reading(item).number


def test_the_old_letter_eth_is_a_d_with_stroke():
    text = "Nghị quyết Ðại hội XIII của Ðảng; Ðề án số 03-ÐA/TU của Ban Chấp hành Ðảng bộ Khối"
    assert [(kind, number, issuer) for _, kind, number, issuer in cited(text)] == [
        ("nghị quyết", None, "Đại hội XIII của Đảng"),
        ("đề án", "03-ĐA/TU", "Ban Chấp hành Đảng bộ Khối"),
    ]


def test_what_one_body_issues_in_a_row_is_all_its_own():
    text = "Bộ Chính trị đã ban hành Chỉ thị số 35-CT/TW ngày 30/5/2019, Chỉ thị số 45-CT/TW và Kết luận số 75-KL/TW"
    assert {issuer for *_, issuer in cited(text)} == {"Bộ Chính trị"}
    other = "BTV Tỉnh ủy ban hành Kế hoạch số 12-KH/TU, Hướng dẫn số 5-HD/BTCTU"
    assert [issuer for *_, issuer in cited(other)] == ["BTV Tỉnh ủy", "Ban Tổ chức Tỉnh ủy"]


def test_a_bracket_opened_before_the_citation_stays_outside():
    text = "theo chỉ đạo (Công văn số 8011-CV/BTCTW, ngày 27/02/2025), Huyện ủy triển khai"
    said = reading(find_documents(text)[0])
    assert said.issued is not None
    assert text[: said.end].endswith("27/02/2025")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nghị quyết 05 đặt mục tiêu 100% cơ quan", ["Nghị quyết 05"]),
        ("thực hiện Nghị quyết 05 Huyện ủy", ["Nghị quyết 05"]),
        ("Tỉnh ủy có Kế hoạch 30 triển khai thực hiện", ["Kế hoạch 30"]),
        ("Đề án 01 “Nâng cao chất lượng”", ["Đề án 01"]),
        ("Chỉ thị số 05 năm 2016", ["Chỉ thị số 05"]),
    ],
)
def test_what_follows_a_bare_number_may_be_a_verb_a_body_or_a_title(text, expected):
    assert printed(text) == expected


def test_reports_and_petitions_are_found_so_that_their_numbers_count_nothing():
    assert [kind for _, kind, _, _ in cited("Báo cáo số 12-BC/TU, Tờ trình số 15-TTr/TU")] == [
        "báo cáo",
        "tờ trình",
    ]


IN_THE_ARTICLES = {
    "000": {("nghị quyết", "29")},
    "001": {
        ("nghị quyết", "21"), ("chương trình hành động", "42"), ("quy định", "49-QĐ/TW"), ("hướng dẫn", "20"),
        ("hướng dẫn", "11"), ("kết luận", "205"), ("nghị quyết", "03"), ("kế hoạch", "54"), ("quy định", "213"),
        ("chỉ thị", "28"),
    },
    "002": {("nghị quyết", "17-NQ/TU"), ("nghị quyết", None)},
    "003": {("nghị quyết", "05")},
    "004": {("chỉ thị", "35-CT/TW")},
}  # fmt: skip


@pytest.mark.parametrize("article", sorted(IN_THE_ARTICLES))
def test_the_documents_of_the_sample_articles(article):
    text = next(ARTICLES.glob(f"{article}_*.txt")).read_text(encoding="utf-8")
    single = [reading(found) for found in documents(text) if not reading(found).collective]
    assert {(said.kind, said.number) for said in single} == IN_THE_ARTICLES[article]
    assert len(single) == len(IN_THE_ARTICLES[article])


PIECES = st.sampled_from(
    "Nghị quyết |Quy định |số |Chỉ thị |NQ|TW|Trung ương |Đại hội |khóa |XII|(|)|, |. |; |\n|5|05|49-QĐ/TW|ngày |/|-|2016|của "
    "|Tỉnh ủy |về |và |Đảng |%|đảng viên |“|”|hướng dẫn |lần thứ |\u00a0|\ud800|ban hành |Kế hoạch |hội nghị ".split(
        "|"
    )
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_gives_ordered_separate_mentions_inside_it(text):
    found = find_documents(text)
    position = 0
    for item in found:
        assert position <= item.start < item.end <= (reading(item).end or 0) <= len(text)
        assert item.kind is Kind.DOCUMENT
        assert item.same_as is None or item.same_as < item.start
        position = item.end


@given(
    st.sampled_from(["Chỉ thị", "Nghị quyết", "Quy định"]),
    st.integers(1, 400),
    st.text(alphabet="abđê ,.\n", max_size=30),
)
def test_a_planted_citation_is_found_where_it_stands(kind, number, before):
    code = f"{number}-{'CT' if kind == 'Chỉ thị' else 'NQ'}/TW"
    citation = f"{kind} số {code}"
    text = f"{before} {citation} của Bộ Chính trị."
    (found,) = find_documents(text)
    assert (text[found.start : found.end], reading(found).number, reading(found).issuer) == (
        citation,
        code,
        "Bộ Chính trị",
    )
