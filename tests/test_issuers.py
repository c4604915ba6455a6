"""Telling two issuers apart. How a name is read is tabled in ``cases/vi/issuers.toml``."""

from __future__ import annotations

import pytest

from partyx.language.issuers import issuer


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
