"""Reading the name of an issuing body, and telling two of them apart."""

from __future__ import annotations

import pytest

from partyx.language.issuers import issuer, read_issuer


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bộ Chính trị khóa XIII về tổ chức đảng", "Bộ Chính trị"),
        ("Bộ Chính trị, Ban Bí thư về một số việc", "Bộ Chính trị, Ban Bí thư"),
        ("Ban Chấp hành Trung ương Đảng (khóa XII)", "Ban Chấp hành Trung ương Đảng"),
        ("Ban Chấp hành Trung ương Đảng - khóa XIII", "Ban Chấp hành Trung ương Đảng"),
        (
            "Hội nghị lần thứ năm Ban Chấp hành (BCH) Trung ương Đảng khóa XIII",
            "Ban Chấp hành (BCH) Trung ương Đảng",
        ),
        ("Hội nghị lần thứ 6, Ban Chấp hành Trung ương về", "Ban Chấp hành Trung ương"),
        ("BCH Đảng bộ tỉnh về nâng cao", "BCH Đảng bộ tỉnh"),
        ("Ban Tổ chức Trung ương một số vấn đề", "Ban Tổ chức Trung ương"),
        ("Ban Tổ chức Tỉnh ủy thí điểm thực hiện", "Ban Tổ chức Tỉnh ủy"),
        ("Ban Thường vụ Huyện ủy Tân Hồng về kết nạp", "Ban Thường vụ Huyện ủy Tân Hồng"),
        ("Tỉnh ủy Bà Rịa - Vũng Tàu về", "Tỉnh ủy Bà Rịa - Vũng Tàu"),
        ("Thành uỷ Quy Nhơn quy định", "Thành uỷ Quy Nhơn"),
        ("Huyện ủy Năm Căn năm 2020", "Huyện ủy Năm Căn"),
        ("Tỉnh ủy Đồng Tháp Nghị quyết", "Tỉnh ủy Đồng Tháp"),
        (
            "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh triển khai",
            "Đảng ủy Khối các cơ quan và doanh nghiệp tỉnh",
        ),
        ("Bộ Giáo dục và Đào tạo về", "Bộ Giáo dục và Đào tạo"),
        ("Bộ Lao động - Thương binh và Xã hội quy định", "Bộ Lao động - Thương binh và Xã hội"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy, ", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("Tỉnh ủy và Kế hoạch số 5", "Tỉnh ủy"),
        ("Huyện ủy tổ chức hội nghị", "Huyện ủy"),
        ("BỘ CHÍNH TRỊ VỀ TĂNG CƯỜNG", "BỘ CHÍNH TRỊ"),
        ("UBND tỉnh Lào Cai ban hành", "UBND tỉnh Lào Cai"),
        ("Tỉnh ủy - Kế hoạch", "Tỉnh ủy"),
    ],
)
def test_a_name_ends_where_the_sentence_goes_on(text, name):
    found = read_issuer(text, 0)
    assert found is not None
    assert text[slice(*found)] == name


@pytest.mark.parametrize("text", ["đồng chí Bí thư", "cấp trên", "tư nhân", "15 đảng viên", "", "Bộ"])
def test_other_words_are_no_issuer(text):
    assert read_issuer(text, 0) is None


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("BCH Đảng bộ tỉnh", "Tỉnh ủy Tây Ninh", True),
        ("Ban Thường vụ Tỉnh uỷ", "BTV Tỉnh ủy", True),
        ("Trung ương", "Bộ Chính trị", True),
        ("Tỉnh ủy", "Huyện ủy", False),
        ("Huyện ủy Tân Hồng", "Huyện ủy Lai Vung", False),
        ("Ban Tổ chức Trung ương", "Ban Bí thư", False),
        ("Ban Tổ chức Trung ương", "Ban Tổ chức Tỉnh ủy", False),
        ("Thủ tướng Chính phủ", "Chính phủ", False),
        ("Đảng ủy Khối các cơ quan tỉnh", "Đảng ủy", True),
        ("Đảng ủy xã Tân Phước", "Huyện ủy", False),
        ("UBND tỉnh", "Tỉnh ủy", False),
    ],
)
def test_issuers_agree_by_office_level_and_place(a, b, agree):
    assert issuer(a).agrees_with(issuer(b)) is agree
    assert issuer(b).agrees_with(issuer(a)) is agree
