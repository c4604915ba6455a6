"""Meetings by rule: whole articles. Single sentences are in cases/vi/meetings.toml and participants.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partyx
from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.rules.meetings import draft_meetings

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"


def meetings(source: str | Path) -> list[dict[str, Any]]:
    """The meetings of an article as plain values; empty ones are left out."""
    article = read(source)
    mentions = find_mentions(article)

    def names(people: tuple[str, ...]) -> list[str]:
        return [mentions.by_id[person].text for person in people]

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
    assert second["date"] == "Chiều cùng ngày"
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


HELD = (
    "Huyện ủy họp\n\n12/09/2024\n\nNgày 9/9, Huyện ủy tổ chức hội nghị giao ban công tác dân vận. {} "
    "Đồng chí Lê Hà, Bí thư Huyện ủy và đồng chí Tô Nam, Phó Bí thư Huyện ủy dự.{}"
)


@pytest.mark.parametrize(
    ("said", "behind", "chairs"),
    [
        ("Đồng chí Bí thư Huyện ủy chủ trì hội nghị.", "", ["Lê Hà"]),
        ("Phó Bí thư Huyện ủy chủ trì hội nghị.", "", ["Tô Nam"]),
        ("Chủ tịch UBND huyện chủ trì hội nghị.", "", []),
        ("Thực hiện ý kiến của Bí thư Huyện ủy chủ trì hội nghị.", "", []),
        ("Thay mặt Bí thư Huyện ủy, lãnh đạo Ban Dân vận chủ trì hội nghị.", "", []),
        ("Bí thư Huyện ủy chủ trì hội nghị.", " Về dự còn có đồng chí Vũ An, Bí thư Huyện ủy.", []),
    ],
)
def test_who_presides_may_be_told_by_an_office_that_one_person_holds(said, behind, chairs) -> None:
    (meeting,) = partyx.extract(HELD.format(said, behind)).meetings
    assert [person.name for person in meeting.chairs] == chairs


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
