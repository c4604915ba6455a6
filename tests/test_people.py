"""Named people: which runs of capitals are names, and which titles stand beside them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Block, Role
from partyx.mention import Kind, PersonReading
from partyx.mentions.people import find_people

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


def body(text: str, role: Role = Role.BODY) -> tuple[Block, ...]:
    """One block a line."""
    return tuple(Block(match.start(), match.end(), role) for match in re.finditer(r"\S[^\n]*", text))


def people(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The people of a text, each with the titles beside the name."""
    found = find_people(text, body(text))
    readings = [one.readings[0] for one in found]
    assert all(isinstance(reading, PersonReading) for reading in readings)
    return [(reading.name, reading.titles) for reading in readings if isinstance(reading, PersonReading)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Đồng chí Hoàng Văn Lâm, Ủy viên BTV Tỉnh ủy, Trưởng ban Dân vận Tỉnh ủy chủ trì hội nghị.",
            [("Hoàng Văn Lâm", ("Ủy viên BTV Tỉnh ủy", "Trưởng ban Dân vận Tỉnh ủy"))],
        ),
        (
            "Phó Trưởng ban Thường trực Ban Nội chính Tỉnh ủy Đỗ Thị Hạnh điều hành thảo luận",
            [("Đỗ Thị Hạnh", ("Phó Trưởng ban Thường trực Ban Nội chính Tỉnh ủy",))],
        ),
        (
            "Đồng chí Mai Xuân Hòa – Phó bí thư Huyện uỷ, Chủ tịch UBND huyện Sông Mây (bìa trái) trao quà",
            [("Mai Xuân Hòa", ("Phó bí thư Huyện uỷ", "Chủ tịch UBND huyện Sông Mây"))],
        ),
        (
            "Dự có: Lê Quang Tùng, Bí thư Tỉnh ủy; Hà Sỹ Lâm, Phó Bí thư Tỉnh ủy; Y Thông, Tỉnh ủy viên.",
            [
                ("Lê Quang Tùng", ("Bí thư Tỉnh ủy",)),
                ("Hà Sỹ Lâm", ("Phó Bí thư Tỉnh ủy",)),
                ("Y Thông", ("Tỉnh ủy viên",)),
            ],
        ),
        (
            "Về phía tỉnh có: Hồ Văn Mười-Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh; Điểu K'Lứ-Phó Bí thư Tỉnh ủy",
            [
                ("Hồ Văn Mười", ("Bí thư Tỉnh ủy", "Chủ tịch HĐND tỉnh")),
                ("Điểu K'Lứ", ("Phó Bí thư Tỉnh ủy",)),
            ],
        ),
        (
            "Thượng tá Lò Văn Mừng, Phó Giám đốc Công an tỉnh và Thiếu tướng Sùng A Lềnh cùng tham dự.",
            [
                ("Lò Văn Mừng", ("Thượng tá", "Phó Giám đốc Công an tỉnh")),
                ("Sùng A Lềnh", ("Thiếu tướng",)),
            ],
        ),
        (
            "Đ/c Trần Xuân Bách, UVBTV Tỉnh ủy, Phó Chủ tịch UBND tỉnh trả lời chất vấn",
            [("Trần Xuân Bách", ("UVBTV Tỉnh ủy", "Phó Chủ tịch UBND tỉnh"))],
        ),
        (
            "Chủ tịch UBND tỉnh Vĩnh Phúc Lê Duy Thành và Bí thư Huyện ủy Tam Dương Vũ Chí Giang dự.",
            [
                ("Lê Duy Thành", ("Chủ tịch UBND tỉnh Vĩnh Phúc",)),
                ("Vũ Chí Giang", ("Bí thư Huyện ủy Tam Dương",)),
            ],
        ),
        (
            "Tổng Bí thư, Chủ tịch nước Nguyễn Phú Trọng gửi lẵng hoa chúc mừng.",
            [("Nguyễn Phú Trọng", ("Tổng Bí thư", "Chủ tịch nước"))],
        ),
        ("Nguyên Chủ tịch nước Trần Đức Lương.", [("Trần Đức Lương", ("Nguyên Chủ tịch nước",))]),
        (
            "Chủ tịch HĐND tỉnh Lê Diễn đã kết luận; Chủ tịch UBND xã Hoàng Thị Lan báo cáo.",
            [("Lê Diễn", ("Chủ tịch HĐND tỉnh",)), ("Hoàng Thị Lan", ("Chủ tịch UBND xã",))],
        ),
        (
            "PGS.TS Nguyễn Văn Giang, TS. Đặng Thị Minh và ông Kring Ba, bà H'Yim Kđoh",
            [
                ("Nguyễn Văn Giang", ("PGS.TS",)),
                ("Đặng Thị Minh", ("TS",)),
                ("Kring Ba", ()),
                ("H'Yim Kđoh", ()),
            ],
        ),
        (
            "Các đồng chí Phó Chủ tịch UBND tỉnh Hà Sỹ Đồng, Lê Đức Tiến dự.",
            [("Hà Sỹ Đồng", ("Phó Chủ tịch UBND tỉnh",)), ("Lê Đức Tiến", ("Phó Chủ tịch UBND tỉnh",))],
        ),
        (
            "các đồng chí Phó Bí thư Tỉnh ủy: Trương Quốc Huy, Nguyễn Đức Vượng",
            [("Trương Quốc Huy", ("Phó Bí thư Tỉnh ủy",)), ("Nguyễn Đức Vượng", ("Phó Bí thư Tỉnh ủy",))],
        ),
        (
            "Đồng chí Vàng Seo Cón, Trưởng Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực huyện phát biểu.",
            [("Vàng Seo Cón", ("Trưởng Ban Chỉ đạo phòng, chống tham nhũng, tiêu cực huyện",))],
        ),
        (
            "Ông Phùng Thành Vinh, Giám đốc Sở Giáo dục và Đào tạo và lãnh đạo các sở dự.",
            [("Phùng Thành Vinh", ("Giám đốc Sở Giáo dục và Đào tạo",))],
        ),
        (
            "Bùi Thị Quỳnh Vân, Ủy viên dự khuyết Trung ương Đảng, Trưởng Ban Kinh tế - Ngân sách HĐND tỉnh",
            [
                (
                    "Bùi Thị Quỳnh Vân",
                    ("Ủy viên dự khuyết Trung ương Đảng", "Trưởng Ban Kinh tế - Ngân sách HĐND tỉnh"),
                )
            ],
        ),
        (
            "đồng chí Đỗ Đình Cường Bí thư Đảng bộ xã phát biểu chỉ đạo",
            [("Đỗ Đình Cường", ("Bí thư Đảng bộ xã",))],
        ),
        (
            "Đồng chí Ngô Thu Hà, Bí thư Tỉnh ủy. Kết luận, đồng chí Ngô Thu Hà yêu cầu các cấp ủy rà soát.",
            [("Ngô Thu Hà", ("Bí thư Tỉnh ủy",)), ("Ngô Thu Hà", ())],
        ),
        (
            "Phát biểu tại buổi lễ, cố Tổng Bí thư Lê Khả Phiêu từng căn dặn; Chủ tịch Hồ Chí Minh dạy",
            [("Lê Khả Phiêu", ("cố Tổng Bí thư",))],
        ),
        (
            "Bí thư Đảng ủy xã Nậm Tăm, đồng chí Thào A Páo cho biết: Giàng A Sử còn trẻ. Bà Giàng Thị Mỷ",
            [("Thào A Páo", ()), ("Giàng A Sử", ()), ("Giàng Thị Mỷ", ())],
        ),
        (
            "Đồng chí Cao Xuân Thu Vân, Bí thư Đảng ủy xã Nguyễn Việt Khái, Chủ tịch HĐND xã dự.",
            [("Cao Xuân Thu Vân", ("Bí thư Đảng ủy xã Nguyễn Việt Khái", "Chủ tịch HĐND xã"))],
        ),
        (
            "Nguyễn Hòa Bình, Phó Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Lê Văn Bảo cùng dự",
            [("Nguyễn Hòa Bình", ("Phó Bí thư Tỉnh ủy",)), ("Lê Văn Bảo", ("Chủ tịch HĐND tỉnh",))],
        ),
    ],
)
def test_names_and_titles(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Bí thư Đoàn TNCS Hồ Chí Minh tỉnh; Thành phố Hồ Chí Minh; Huân chương Hồ Chí Minh",
        "các đồng chí Bí thư, Phó Bí thư Huyện ủy; các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh",
        "trường THPT Nguyễn Trãi, đường Nguyễn Văn Linh, phường Lê Hồng Phong, giải thưởng Trần Phú",
        "Chủ tịch UBND huyện Hoàng Mai, Bí thư Huyện ủy Mai Sơn, Bí thư Tỉnh ủy Thái Nguyên",
        "Chủ tịch UBND huyện Hoàng Su Phì; Bí thư Huyện ủy Dương Minh Châu",
        "Đoàn Thanh niên, Đoàn Đại biểu Quốc hội, Hà Nội, Cao Bằng, Lâm Đồng, Phan Rang",
        "Ủy ban Kiểm tra Tỉnh ủy, Ban Tổ chức Tỉnh ủy, Bộ Chính trị, Ban Chấp hành Trung ương Đảng",
        "Ảnh: Nguyễn Văn Hùng",
        "Tin, ảnh: Trần Thị Hoa, Lê Văn Nam",
        "ĐẢNG BỘ HUYỆN TÂN HỒNG NÂNG CAO CHẤT LƯỢNG SINH HOẠT CHI BỘ",
        "",
    ],
)
def test_what_is_no_person(text: str) -> None:
    assert people(text) == []


def test_the_range_is_the_name_alone() -> None:
    text = "Sáng 5/4, Bí thư Huyện ủy Nguyễn Văn An, Chủ tịch HĐND huyện, dự."
    (found,) = find_people(text, body(text))
    assert text[found.start : found.end] == "Nguyễn Văn An"
    assert found.kind is Kind.PERSON


@pytest.mark.parametrize("role", [Role.BYLINE, Role.FURNITURE, Role.DATELINE])
def test_bylines_and_furniture_name_nobody(role: Role) -> None:
    text = "Đồng chí Nguyễn Văn An, Bí thư Huyện ủy"
    assert find_people(text, body(text, role)) == []


def test_a_bare_short_name_counts_once_the_article_has_named_it() -> None:
    text = "Đồng chí Lê Diễn, Bí thư Tỉnh ủy dự. Tiếp đó Lê Diễn trao quà."
    assert people(text) == [("Lê Diễn", ("Bí thư Tỉnh ủy",)), ("Lê Diễn", ())]


@pytest.mark.parametrize(
    ("article", "names"),
    [
        ("000", ["Nguyễn Minh Tiến"] * 3 + ["Nguyễn Văn Tuệ", "Nguyễn Minh Tiến"]),
        ("001", ["Phan Văn Thắng", "Nguyễn Minh Ngọc"]),
        ("002", []),
        ("003", ["Lê Duy Thành", "Nguyễn Trường Giang", "Lê Duy Thành"]),
        ("004", ["Phạm Minh Chính", "Nguyễn Văn Dũng", "Nguyễn Văn Dũng", "Phạm Minh Chính"]),
    ],
)
def test_the_people_of_the_sample_articles(article: str, names: list[str]) -> None:
    (path,) = ARTICLES.glob(f"{article}_*.txt")
    assert [name for name, _ in people(path.read_text(encoding="utf-8"))] == names


@given(st.one_of(st.text(), st.text(alphabet="Nguyễn Văn, Bí thư-Đ/cÔngủy.:;()\n’'ẤĐ1 ")))
def test_any_text_gives_ranges_in_order(text: str) -> None:
    found = find_people(text, body(text))
    ends = [0, *(one.end for one in found)]
    for end, one in zip(ends, found, strict=False):
        assert end <= one.start < one.end <= len(text)
        assert isinstance(one.readings[0], PersonReading)
        assert " ".join(text[one.start : one.end].split()) == one.readings[0].name
