"""Whom a figure counts where people go by several names. Nouns are in ``cases/vi/units.toml``."""

import pytest

from partyx.language.fold import fold_in_place
from partyx.language.money import MONEY_BEHIND
from partyx.language.unit import counts_members, head_noun, members, spelled


@pytest.mark.parametrize(
    ("unit", "around", "expected"),
    [
        ("đồng chí", "kết nạp 18 đồng chí", "đảng viên"),
        ("đồng chí", "tham dự có 18 đồng chí", "đồng chí"),
        ("đồng chí", "dự hội nghị có 18 đồng chí, đảng viên", "đồng chí"),
        ("đồng chí", "khen 18 đồng chí", "đồng chí"),
        ("lớp", "kết nạp 18 đồng chí", "lớp"),
        (None, "kết nạp 18 đồng chí", None),
    ],
)
def test_comrades_are_members_where_members_are_counted(unit, around, expected):
    assert members(unit, around) == expected


def test_a_unit_has_one_spelling():
    assert spelled("ĐV") == "đảng viên"
    assert spelled("Đồng  chí") == "đồng chí"
    assert head_noun("tổng số ĐV toàn huyện") == "đảng viên"
    assert head_noun("kết quả khá tốt") is None
    assert counts_members("Đ/c")
    assert not counts_members("lớp")


@pytest.mark.parametrize(
    ("behind", "money"),
    [
        (" đồng", True),
        (" tỷ đồng", True),
        (" triệu", True),
        (" đồng chí", False),
        (" đồng bào", False),
        (" chi bộ", False),
    ],
)
def test_comrades_are_no_money(behind, money):
    assert (MONEY_BEHIND.match(fold_in_place(behind)) is not None) is money
