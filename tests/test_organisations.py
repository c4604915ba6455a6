"""Organisations beside the cases of ``cases/vi/organisations.toml``; abbreviations written out; any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readers import article_of

from partyx.article import Role
from partyx.language.abbreviations import modern_tones, write_out
from partyx.mentions.organisations import find_organisations

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


def names(text: str) -> list[str]:
    """The organisations of a text, as printed."""
    return [text[one.start : one.end] for one in find_organisations(article_of(text))]


@pytest.mark.parametrize("role", [Role.BYLINE, Role.FURNITURE, Role.DATELINE])
def test_bylines_and_furniture_name_none(role: Role) -> None:
    assert find_organisations(article_of("Huyện ủy Tân Hồng", role)) == []


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("001", {"Huyện ủy Tân Hồng", "Toàn huyện Tân Hồng", "Ban Thường vụ Huyện ủy Tân Hồng"}),
        ("003", {"BTV Đảng ủy Khối", "Cấp ủy các cấp", "Đảng bộ Khối các cơ quan tỉnh Vĩnh Phúc"}),
        ("004", {"Ban Tổ chức Trung ương", "cả nước"}),
    ],
)
def test_the_actors_of_the_sample_articles(article: str, expected: set[str]) -> None:
    (path,) = ARTICLES.glob(f"{article}_*.txt")
    assert expected <= set(names(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("số 49-QĐ/TW của TW", "số 49-QĐ/TW của Trung ương"),
        ("UBND-HĐND", "Ủy ban nhân dân-Hội đồng nhân dân"),
        ("UBNDX, aUBND, BTV_1", "UBNDX, aUBND, BTV_1"),
        ("19 ĐV", "19 ĐV"),
        ("Ủy ban Kiểm tra (UBKT) Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy"),
        ("Ủy ban Kiểm tra (BTV) Tỉnh ủy", "Ủy ban Kiểm tra (Ban Thường vụ) Tỉnh ủy"),
    ],
)
def test_abbreviations_are_written_out_field_by_field(text: str, expected: str) -> None:
    assert write_out(text, "organisation") == expected


def test_the_same_letters_mean_another_thing_in_another_field() -> None:
    assert write_out("104 ĐV", "unit") == "104 đảng viên"
    assert write_out("PBT HU", "title") == "Phó Bí thư Huyện ủy"
    assert write_out("BT", "organisation") == "BT"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("UỶ BAN", "ỦY BAN"),
        ("khoá, hoà, khoẻ, quỳ, quý", "khóa, hòa, khỏe, quỳ, quý"),
        ("hoàng", "hoàng"),
    ],
)
def test_tones_stand_where_the_newer_spelling_has_them(old: str, new: str) -> None:
    assert modern_tones(old) == new


@given(st.one_of(st.text(), st.text(alphabet="BanTổchức Đảngủybộ-&,.()1XVİ \n")))
def test_any_text_gives_ranges_in_order(text: str) -> None:
    found = find_organisations(article_of(text))
    ends = [0, *(one.end for one in found)]
    for end, one in zip(ends, found, strict=False):
        assert end <= one.start < one.end <= len(text)
