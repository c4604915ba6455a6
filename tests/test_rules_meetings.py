"""Meetings by rule: one record each, with its name, day, holder, place and people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.rules.meetings import draft_meetings

if TYPE_CHECKING:
    from partyx.draft import DraftPerson

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


def meetings(source: str | Path) -> list[dict[str, Any]]:
    """The meetings of an article as plain values; empty ones are left out."""
    article = read(source)
    mentions = find_mentions(article)

    def names(people: tuple[DraftPerson, ...]) -> list[str]:
        return [mentions.by_id[person.ref].text for person in people]

    drafts = []
    for draft in draft_meetings(article, mentions):
        sentences = {(sentence.start, sentence.end) for sentence in article.sentences}
        assert draft.evidence
        assert sentences.issuperset(draft.evidence)
        fields = {
            "name": draft.name,
            "kind": draft.kind,
            "date": draft.date and mentions.by_id[draft.date].text,
            "organizer": draft.organizer,
            "location": draft.location,
            "mode": draft.mode,
            "chairs": names(draft.chairs),
            "speakers": names(draft.speakers),
            "attendees": names(draft.attendees),
            "agenda": list(draft.agenda),
        }
        drafts.append({name: value for name, value in fields.items() if value})
    return drafts


def sample(number: str) -> list[dict[str, Any]]:
    (path,) = ARTICLES.glob(f"{number}_*.txt")
    return meetings(path)


def test_a_meeting_with_a_day_a_chair_and_captions() -> None:
    """Article 000."""
    assert sample("000") == [
        {
            "name": "Hội nghị sơ kết công tác xây dựng Đảng 9 tháng đầu năm, triển khai nhiệm vụ 3 tháng cuối"
            " năm 2023",
            "kind": "hội nghị sơ kết",
            "date": "Sáng ngày 29/9",
            "organizer": "Ban Tổ chức Tỉnh ủy",
            "chairs": ["Nguyễn Minh Tiến"],
            "speakers": ["Nguyễn Minh Tiến", "Nguyễn Văn Tuệ"],
            "agenda": [
                "sơ kết công tác xây dựng Đảng 9 tháng đầu năm",
                "triển khai nhiệm vụ 3 tháng cuối năm 2023",
            ],
        }
    ]


@pytest.mark.parametrize("number", ["001", "002"])
def test_routine_work_and_contests_of_a_year_are_no_meetings(number: str) -> None:
    assert sample(number) == []


def test_a_meeting_just_held_has_no_day() -> None:
    """Article 003."""
    (meeting,) = sample("003")
    assert "date" not in meeting
    assert meeting["organizer"] == "BCH Đảng bộ Khối các cơ quan tỉnh"
    assert meeting["name"].startswith("hội nghị lần thứ 4, sơ kết công tác xây dựng Đảng quý I, triển khai")
    assert meeting["speakers"] == ["Lê Duy Thành", "Nguyễn Trường Giang"]
    assert meeting["agenda"][-1].startswith("tổng kết các nghị quyết, đề án của Tỉnh ủy")


def test_an_online_meeting_has_one_of_its_screens_as_the_place() -> None:
    """Article 004."""
    (meeting,) = sample("004")
    assert meeting["kind"] == "hội nghị giao ban"
    assert meeting["date"] == "Chiều 2-3"
    assert (meeting["mode"], meeting["location"]) == ("online", "điểm cầu Bình Phước")
    assert meeting["chairs"] == ["Phạm Minh Chính"]
    assert meeting["speakers"] == ["Nguyễn Văn Dũng", "Phạm Minh Chính"]


def test_two_meetings_of_one_day_are_kept_apart() -> None:
    first, second = meetings(
        "Sáng ngày 10/5, tại Hội trường lớn Huyện ủy, Ban Thường vụ Huyện ủy Sông Mây tổ chức Hội nghị quán "
        "triệt, triển khai Nghị quyết số 25-NQ/TU của Tỉnh ủy về công tác dân vận. Dự hội nghị có các đồng chí: "
        "Hoàng Văn Lâm, Ủy viên BTV Tỉnh ủy, Trưởng ban Dân vận Tỉnh ủy; Trần Thị Mây, Bí thư Huyện ủy. "
        "Đồng chí Trần Thị Mây chủ trì hội nghị.\n\n"
        "Tại hội nghị, đồng chí Lò Văn Páo, Phó Bí thư Huyện ủy đã trực tiếp quán triệt nghị quyết.\n\n"
        "Chiều cùng ngày, đồng chí Trần Thị Mây đã có buổi làm việc với Đảng ủy xã Nậm Lìn về công tác phát "
        "triển đảng viên. Cùng dự có đồng chí Vàng A Tủa, Trưởng Ban Tổ chức Huyện ủy.\n\n"
        "Kết luận buổi làm việc, đồng chí Trần Thị Mây yêu cầu xã tạo nguồn kết nạp đảng.\n"
    )
    assert first["name"].startswith("Hội nghị quán triệt, triển khai Nghị quyết số 25-NQ/TU")
    assert first["location"] == "Hội trường lớn Huyện ủy"
    assert first["organizer"] == "Ban Thường vụ Huyện ủy Sông Mây"
    assert first["chairs"] == ["Trần Thị Mây"]
    assert first["speakers"] == ["Lò Văn Páo"]
    assert first["attendees"] == ["Hoàng Văn Lâm"]
    assert second["name"] == "buổi làm việc với Đảng ủy xã Nậm Lìn về công tác phát triển đảng viên"
    assert second["date"] == "Sáng ngày 10/5"
    assert second["speakers"] == ["Trần Thị Mây"]
    assert second["attendees"] == ["Vàng A Tủa"]


def test_what_a_congress_went_on_to_do_is_no_second_one() -> None:
    (meeting,) = meetings(
        "Trong 2 ngày 7 và 8-5, Đảng bộ xã Vĩnh Phong tiến hành Đại hội đại biểu Đảng bộ xã Vĩnh Phong lần thứ XII "
        "(nhiệm kỳ 2020 - 2025).\n\nNgày 8-5, đại hội làm việc chính thức và bầu Ban Chấp hành khóa mới.\n"
    )
    assert meeting["name"] == "Đại hội đại biểu Đảng bộ xã Vĩnh Phong lần thứ XII (nhiệm kỳ 2020 - 2025)"
    assert meeting["organizer"] == "Đảng bộ xã Vĩnh Phong"


def test_dated_meetings_of_one_kind_are_kept_apart() -> None:
    first, second = meetings(
        "Ngày 3/3, Ban Tổ chức Huyện ủy tổ chức hội nghị tập huấn nghiệp vụ công tác đảng viên năm 2023.\n\n"
        "Ngày 7/3, Hội Liên hiệp Phụ nữ huyện tổ chức hội nghị tổng kết phong trào phụ nữ. Đồng chí Nông Văn "
        "Đàm, Phó Bí thư Huyện ủy dự và phát biểu chúc mừng.\n"
    )
    assert (first["date"], second["date"]) == ("Ngày 3/3", "Ngày 7/3")
    assert "speakers" not in first
    assert second["speakers"] == ["Nông Văn Đàm"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ngày 17-5, Thành ủy Bình An long trọng tổ chức Lễ trao Huy hiệu Đảng đợt 19/5 cho các đảng viên.",
            {
                "name": "Lễ trao Huy hiệu Đảng đợt 19/5 cho các đảng viên",
                "kind": "lễ trao",
                "date": "Ngày 17-5",
                "organizer": "Thành ủy Bình An",
            },
        ),
        (
            "Tại hội nghị tổng kết công tác đảng năm 2011 tổ chức ngày 9-3, Huyện ủy Bình An nêu kết quả.",
            {
                "name": "hội nghị tổng kết công tác đảng năm 2011",
                "kind": "hội nghị tổng kết",
                "date": "ngày 9-3",
            },
        ),
        (
            (
                "Chiều 14-10, Hội thảo khoa học “Nâng cao chất lượng chi bộ” do Trường Chính trị tỉnh phối hợp với Ban "
                "Tổ chức Tỉnh ủy tổ chức đã diễn ra tại Nhà văn hóa trung tâm."
            ),
            {
                "name": "Hội thảo khoa học “Nâng cao chất lượng chi bộ”",
                "kind": "hội thảo",
                "date": "Chiều 14-10",
                "organizer": "Trường Chính trị tỉnh",
                "location": "Nhà văn hóa trung tâm",
            },
        ),
        (
            "Sáng 6-12, tại Trung tâm Hội nghị tỉnh, Kỳ họp thứ 12, HĐND tỉnh khóa XVII đã khai mạc trọng thể.",
            {
                "name": "Kỳ họp thứ 12, HĐND tỉnh khóa XVII",
                "kind": "kỳ họp",
                "date": "Sáng 6-12",
                "organizer": "HĐND tỉnh",
                "location": "Trung tâm Hội nghị tỉnh",
            },
        ),
        (
            (
                "Ngày 2/12, tại thành phố Sông Vân, Ban Tuyên giáo Trung ương phối hợp với Tỉnh ủy Quảng Lâm tổ chức "
                "Hội thi Báo cáo viên giỏi khu vực I năm 2021."
            ),
            {
                "name": "Hội thi Báo cáo viên giỏi khu vực I năm 2021",
                "kind": "hội thi",
                "date": "Ngày 2/12",
                "organizer": "Ban Tuyên giáo Trung ương",
                "location": "thành phố Sông Vân",
            },
        ),
        (
            "Chi bộ khóm 1, Đảng bộ phường Mỹ Tân vừa tổ chức thành công Đại hội Chi bộ nhiệm kỳ 2025 - 2027.",
            {
                "name": "Đại hội Chi bộ nhiệm kỳ 2025 - 2027",
                "kind": "đại hội",
                "organizer": "Chi bộ khóm 1, Đảng bộ phường Mỹ Tân",
            },
        ),
        (
            (
                "Sáng 28/6, Ban Chấp hành Đảng bộ huyện Sông Mây khóa XXII, nhiệm kỳ 2020-2025 họp Hội nghị lần thứ 15 "
                "(mở rộng) để đánh giá kết quả 6 tháng đầu năm, thảo luận phương hướng 6 tháng cuối năm 2023."
            ),
            {
                "name": "Hội nghị lần thứ 15 (mở rộng)",
                "kind": "hội nghị",
                "date": "Sáng 28/6",
                "organizer": "Ban Chấp hành Đảng bộ huyện Sông Mây",
                "agenda": [
                    "đánh giá kết quả 6 tháng đầu năm",
                    "thảo luận phương hướng 6 tháng cuối năm 2023",
                ],
            },
        ),
        (
            "Theo kế hoạch, ngày 20/10 tới, Tỉnh ủy sẽ tổ chức Hội nghị tổng kết 5 năm thực hiện Nghị quyết số 18.",
            {
                "name": "Hội nghị tổng kết 5 năm thực hiện Nghị quyết số 18",
                "kind": "hội nghị tổng kết",
                "date": "ngày 20/10",
                "organizer": "Tỉnh ủy",
            },
        ),
    ],
)
def test_what_one_sentence_says(text: str, expected: dict[str, Any]) -> None:
    assert meetings(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Sáng ngày 9/9, đồng chí Đỗ Trọng Bình, Bí thư Tỉnh ủy đã có chuyến thăm và làm việc với Ban Thường vụ "
                "Huyện ủy Tân Lập về công tác cán bộ. Tại buổi làm việc, Bí thư Huyện ủy Vũ Văn Tài báo cáo kết quả."
            ),
            ("buổi làm việc", "làm việc với Ban Thường vụ Huyện ủy Tân Lập về công tác cán bộ"),
        ),
        (
            "Sáng 29/3, Đảng ủy Công an tỉnh sơ kết công tác xây dựng Đảng quý I. Hội nghị đã thảo luận.",
            ("hội nghị sơ kết", "sơ kết công tác xây dựng Đảng quý I"),
        ),
        (
            "Trong 2 ngày 14 và 15/6, Ủy ban Kiểm tra Tỉnh ủy họp kỳ thứ 21. Tại kỳ họp, các ý kiến thống nhất cao.",
            ("kỳ họp", "họp kỳ thứ 21"),
        ),
        (
            "Sáng 3/12, Đảng bộ xã Nga Lâm tổ chức trao huy hiệu đảng cho các đảng viên. Có 6 đồng chí được nhận.",
            ("buổi lễ", "trao huy hiệu đảng cho các đảng viên"),
        ),
    ],
)
def test_a_meeting_told_by_a_verb(text: str, expected: tuple[str, str]) -> None:
    (meeting,) = meetings(text)
    assert (meeting["kind"], meeting["name"]) == expected
    assert "date" in meeting


@pytest.mark.parametrize(
    ("text", "chairs", "speakers", "attendees"),
    [
        (
            (
                "Tham dự và chủ trì Hội nghị có đồng chí Dương Văn Sáng - Bí thư Tỉnh ủy; đồng chí Châu Ngọc Tân - Phó "
                "Bí thư Tỉnh ủy."
            ),
            ["Dương Văn Sáng", "Châu Ngọc Tân"],
            [],
            [],
        ),
        (
            (
                "Dưới sự chủ trì của đồng chí Phan Văn Hải, Bí thư Huyện ủy, hội nghị đã nghe đồng chí Lê Thị Tâm, Phó "
                "Bí thư Huyện ủy trình bày báo cáo."
            ),
            ["Phan Văn Hải"],
            ["Lê Thị Tâm"],
            [],
        ),
        (
            "Dự chủ trì có các đồng chí: Ma Văn Đô - Bí thư Chi bộ, Thủ trưởng cơ quan; Bùi Huy Cận - Phó Thủ trưởng.",
            ["Ma Văn Đô", "Bùi Huy Cận"],
            [],
            [],
        ),
        (
            "Tại điểm cầu tỉnh do đồng chí Nguyễn Hoài Ân – Phó Bí thư Tỉnh uỷ chủ trì; cùng dự có lãnh đạo các ban.",
            ["Nguyễn Hoài Ân"],
            [],
            [],
        ),
        (
            "Các đồng chí: Trịnh Xuân Trường, Bí thư Đảng ủy; Hà Thị Nga, Phó Bí thư Đảng ủy đồng chủ trì hội nghị.",
            ["Trịnh Xuân Trường", "Hà Thị Nga"],
            [],
            [],
        ),
        (
            (
                "Đồng chí Mai Văn Chính chủ trì và phát biểu khai mạc hội nghị; cùng dự có đồng chí Bế Thị Lan, Phó Chủ "
                "tịch HĐND huyện."
            ),
            ["Mai Văn Chính"],
            ["Mai Văn Chính"],
            ["Bế Thị Lan"],
        ),
        (
            (
                "Tham dự hội nghị có các đồng chí Ủy viên Ban Chấp hành; lãnh đạo các ban; đồng chí Trần Văn Ích, Phó Bí "
                "thư Đảng ủy. Các đại biểu nghe Đại tá Phạm Văn Xuân, Trưởng phòng An ninh báo cáo tình hình."
            ),
            [],
            ["Phạm Văn Xuân"],
            ["Trần Văn Ích"],
        ),
        (
            (
                "Đến dự có:\n- Đồng chí Đỗ Văn Thế - Bí thư Đảng ủy phường;\n- Đồng chí Lữ Hà Minh - Phó Bí thư Đảng ủy "
                "phường.\nĐồng chí Nguyễn Thanh Tùng được bầu giữ chức Bí thư chi bộ."
            ),
            [],
            [],
            ["Đỗ Văn Thế", "Lữ Hà Minh"],
        ),
        (
            (
                "Phát biểu tại hội nghị, đồng chí Sùng A Hồ đề nghị các cấp ủy rà soát. Thừa ủy quyền, đồng chí Vừ A Bằng "
                "trao quyết định cho đồng chí Nguyễn Minh Hải."
            ),
            [],
            ["Sùng A Hồ"],
            ["Vừ A Bằng"],
        ),
        (
            (
                "Đồng chí Giàng A Sử, Bí thư Chi bộ bản Pá Lau là tấm gương tiêu biểu. Ông Lý Láo Lở chia sẻ kinh nghiệm "
                "nuôi ong. Bà Hà Thị Mận được khen thưởng."
            ),
            [],
            [],
            [],
        ),
    ],
)
def test_who_presided_spoke_and_was_there(
    text: str, chairs: list[str], speakers: list[str], attendees: list[str]
) -> None:
    """Each text follows an announcement and two sentences that keep a merely quoted person away from it."""
    opening = "Sáng 4/4, Huyện ủy Tân Lập tổ chức hội nghị tổng kết công tác dân vận. Trời mưa. Đường xa.\n\n"
    (meeting,) = meetings(opening + text)
    assert meeting.get("chairs", []) == chairs
    assert meeting.get("speakers", []) == speakers
    assert meeting.get("attendees", []) == attendees


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Hội nghị được tổ chức theo hình thức trực tiếp kết hợp trực tuyến tới 25 điểm cầu.", "hybrid"),
        ("Hội nghị được tổ chức bằng hình thức trực tiếp và trực tuyến.", "hybrid"),
        ("Hội nghị được kết nối trực tuyến đến 91 xã, phường.", "online"),
        ("Hội nghị bàn về dịch vụ công.", None),
    ],
)
def test_how_it_was_held(text: str, mode: str | None) -> None:
    (meeting,) = meetings("Chiều 5/7/2024, Đảng ủy Khối tổ chức hội nghị sơ kết công tác đảng vụ. " + text)
    assert meeting.get("mode") == mode


@pytest.mark.parametrize(
    "text",
    [
        "Toàn huyện chuẩn bị tốt đại hội chi bộ, tiến tới Đại hội đại biểu toàn quốc lần thứ XIV của Đảng.",
        "Thực hiện Nghị quyết Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng khóa XIII về tổ chức cơ sở đảng.",
        "Các chi bộ trong Đảng bộ xã đã tổ chức sinh hoạt chuyên đề học tập và làm theo Bác.",
        "Đến nay, 295 đảng bộ cơ sở tổ chức thành công đại hội điểm cấp cơ sở.",
        "Trong năm 2022, Huyện ủy Tân Lập đã tổ chức Hội nghị tổng kết 10 năm thực hiện Nghị quyết số 25.",
        "Huyện ủy đã tổ chức 12 hội nghị học tập nghị quyết; tổ chức các lớp bồi dưỡng nhận thức về Đảng.",
        "Bí thư Tỉnh ủy yêu cầu các địa phương cần tổ chức hội nghị rút kinh nghiệm công tác dân vận.",
        "Hội Nông dân tỉnh, Hội đồng nhân dân xã và Quốc hội khóa XV.",
        "",
    ],
)
def test_what_is_no_meeting(text: str) -> None:
    assert meetings("Những năm qua, công tác xây dựng Đảng luôn được quan tâm.\n\n" + text) == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Sáng 5/4, ", "Huyện ủy Tân Lập ", "đã tổ chức ", "Hội nghị sơ kết ", "công tác ", "đồng chí Lê An ",
                ", Bí thư Huyện ủy", "chủ trì ", "tại ", "Hội trường", ". ", "; ", ":\n- ", "phát biểu ", "cùng ngày ",
                "do ", "làm việc với ", "(", "\n\n", "trực tuyến ", "họp ", "dự có ", "số 25-NQ/TU ",
            ]
        ),
        min_size=1,
        max_size=40,
    ).map("".join)
)  # fmt: skip
def test_any_order_of_words_gives_drafts_that_the_article_holds(text: str) -> None:
    if not text.strip():
        return
    article = read(text)
    for draft in draft_meetings(article, find_mentions(article)):
        assert draft.name in article.view
        assert draft.name.strip()
        for phrase in (draft.organizer, draft.location, *draft.agenda):
            assert phrase is None or (phrase.strip() and phrase in article.view)
