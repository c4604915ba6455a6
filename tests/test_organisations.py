"""Organisations: where a name begins and ends, and its one spelling."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Block, Role
from partyx.language.abbreviations import modern_tones, write_out
from partyx.language.phrases import any_phrase, lower, spread
from partyx.mention import Kind, OrganisationReading
from partyx.mentions.organisations import find_organisations

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


def body(text: str, role: Role = Role.BODY) -> tuple[Block, ...]:
    """One block a line."""
    return tuple(Block(match.start(), match.end(), role) for match in re.finditer(r"\S[^\n]*", text))


def names(text: str) -> list[str]:
    """The organisations of a text, as printed."""
    return [text[one.start : one.end] for one in find_organisations(text, body(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sáng 5/4, Ban Nội chính Tỉnh ủy đã tổ chức hội nghị", ["Ban Nội chính Tỉnh ủy"]),
        ("BCH Đảng bộ Khối các cơ quan tỉnh khóa XVII vừa", ["BCH Đảng bộ Khối các cơ quan tỉnh"]),
        (
            "Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh Phú Lâm và Đảng ủy Khối Doanh nghiệp tỉnh",
            ["Đảng ủy Khối Cơ quan - Doanh nghiệp tỉnh Phú Lâm", "Đảng ủy Khối Doanh nghiệp tỉnh"],
        ),
        (
            "UBND tỉnh, HĐND huyện Sông Mây, Ủy ban MTTQ Việt Nam xã Tân Lập",
            ["UBND tỉnh", "HĐND huyện Sông Mây", "Ủy ban MTTQ Việt Nam xã Tân Lập"],
        ),
        (
            "Hội Nông dân tỉnh, Liên đoàn Lao động huyện Đắk Mây và Sở Giáo dục và Đào tạo",
            ["Hội Nông dân tỉnh", "Liên đoàn Lao động huyện Đắk Mây", "Sở Giáo dục và Đào tạo"],
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch phối hợp với Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh",
            ["Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"],
        ),
        (
            "Trường Chính trị tỉnh; Trung tâm Bồi dưỡng chính trị huyện; Học viện Chính trị khu vực II",
            [
                "Trường Chính trị tỉnh",
                "Trung tâm Bồi dưỡng chính trị huyện",
                "Học viện Chính trị khu vực II",
            ],
        ),
        (
            "Chi bộ thôn Nà Lìn, Chi bộ 3, Chi bộ Trường Tiểu học Tân Lập, Đảng ủy phường 11",
            ["Chi bộ thôn Nà Lìn", "Chi bộ 3", "Chi bộ Trường Tiểu học Tân Lập", "Đảng ủy phường 11"],
        ),
        (
            "Ban Chấp hành (BCH) Trung ương Đảng, Bộ Chính trị, Ban Bí thư khóa XII, Ban Tổ chức T.Ư",
            ["Ban Chấp hành (BCH) Trung ương Đảng", "Bộ Chính trị", "Ban Bí thư", "Ban Tổ chức T.Ư"],
        ),
        (
            "BTV Tỉnh uỷ Bà Rịa - Vũng Tàu; Quân ủy Trung ương",
            ["BTV Tỉnh uỷ Bà Rịa - Vũng Tàu", "Quân ủy Trung ương"],
        ),
        (
            "toàn Đảng bộ tỉnh có 817 tổ chức; toàn huyện Tân Hồng; cả nước; Cấp ủy các cấp",
            ["toàn Đảng bộ tỉnh", "toàn huyện Tân Hồng", "cả nước", "Cấp ủy các cấp"],
        ),
        ("Ủy ban kiểm tra các cấp giám sát", ["Ủy ban kiểm tra các cấp"]),
        ("Huyện ủy Tân Hồng tổ chức; Bí thư Huyện ủy Tân Hồng Lê Văn An", ["Huyện ủy Tân Hồng"]),
        ("ban tổ chức tỉnh uỷ và đảng bộ tỉnh", ["ban tổ chức tỉnh uỷ", "đảng bộ tỉnh"]),
        ("HUYỆN ỦY TÂN HỒNG SƠ KẾT CÔNG TÁC", ["HUYỆN ỦY TÂN HỒNG"]),
        ("Đảng ủy UBND tỉnh phát biểu", ["Đảng ủy UBND tỉnh"]),
        ("Chi bộ Khối Văn phòng Sở đã tổ chức", ["Chi bộ Khối Văn phòng Sở"]),
        (
            "Thành ủy Hải Phòng; Sở Tư pháp Hải Phòng và Phòng Nội vụ huyện An Dương; ở Hải Phòng",
            ["Thành ủy Hải Phòng", "Sở Tư pháp Hải Phòng", "Phòng Nội vụ huyện An Dương"],
        ),
    ],
)
def test_where_names_begin_and_end(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Chủ tịch UBND tỉnh, Trưởng Ban Tổ chức Tỉnh ủy, Ủy viên Ban Thường vụ, Phó Giám đốc Sở Nội vụ",
        "các huyện ủy, thành ủy; các chi bộ; 19 chi, đảng bộ cơ sở; mỗi đảng bộ; đảng ủy xã, phường",
        "Đại hội XIII, hội nghị, cuộc họp, báo cáo, trường hợp, viện trợ",
        "đồng chí Nguyễn Trường Giang, bà Lê Hội An",
        "toàn Đảng, toàn dân, toàn quân",
        "Chi bộ 4 tốt, Đảng bộ cơ sở 4 tốt",
        "",
    ],
)
def test_what_is_no_organisation(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("BTV Đảng uỷ Khối đã họp", "Ban Thường vụ Đảng ủy Khối"),
        ("UBND tỉnh Vĩnh Phúc", "Ủy ban nhân dân tỉnh Vĩnh Phúc"),
        ("UBKT Huyện uỷ", "Ủy ban Kiểm tra Huyện ủy"),
        ("Ban Chấp hành (BCH) Trung ương Đảng", "Ban Chấp hành Trung ương Đảng"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Toà án nhân dân huyện", "Tòa án nhân dân huyện"),
    ],
)
def test_one_spelling(text: str, normalised: str) -> None:
    (found,) = find_organisations(text, body(text))
    assert isinstance(found.readings[0], OrganisationReading)
    assert found.readings[0].normalised == normalised
    assert found.readings[0].name == text[found.start : found.end]
    assert found.kind is Kind.ORGANISATION


@pytest.mark.parametrize("role", [Role.BYLINE, Role.FURNITURE, Role.DATELINE])
def test_bylines_and_furniture_name_none(role: Role) -> None:
    assert find_organisations("Huyện ủy Tân Hồng", body("Huyện ủy Tân Hồng", role)) == []


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


def test_phrases_match_whole_words_and_the_longest_first() -> None:
    pattern = re.compile(any_phrase(["ban", "ban bí thư", "bí thư"]))
    assert pattern.findall("ban bí thư, bí thư, banh, bí thứ, xban") == ["ban bí thư", "bí thư"]


def test_choices_are_spread_with_both_spellings() -> None:
    assert spread("{|phó }bí thư\n chủ tịch") == ("bí thư", "phó bí thư", "chủ tịch")
    assert spread("tỉnh ủy") == ("tỉnh ủy", "tỉnh uỷ")


@given(st.text())
def test_lower_case_keeps_every_place(text: str) -> None:
    assert len(lower(text + "İ")) == len(text) + 1


@given(st.one_of(st.text(), st.text(alphabet="BanTổchức Đảngủybộ-&,.()1XVİ \n")))
def test_any_text_gives_ranges_in_order(text: str) -> None:
    found = find_organisations(text, body(text))
    ends = [0, *(one.end for one in found)]
    for end, one in zip(ends, found, strict=False):
        assert end <= one.start < one.end <= len(text)
