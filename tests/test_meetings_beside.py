"""Meetings that an article tells beside a record's, none of them a record: whose chair, people, place, items."""

from __future__ import annotations

from functools import partial

import pytest
from building import claimed, notes_of

noted = partial(notes_of, record="meetings[0]")

VISIT = """Bí thư Tỉnh ủy làm việc tại huyện Ea Pốk

12/08/2024 21:05

Trong 2 ngày 11 và 12/8, ông Đinh Văn Sáu, Bí thư Tỉnh ủy cùng đoàn công tác làm việc tại huyện Ea Pốk.

Sáng 12/8, tại trụ sở Huyện ủy, ông Đinh Văn Sáu chủ trì buổi làm việc với Ban Thường vụ Huyện ủy Ea Pốk. Ông Bế Văn Tòng, \
Bí thư Huyện ủy báo cáo tình hình phát triển đảng viên. Ông Lê Khả Phiến, Giám đốc Sở Nội vụ giải trình về biên chế.

Phát biểu tại buổi làm việc, bà Trịnh Mai Khanh, Trưởng Ban Tổ chức Tỉnh ủy đề nghị huyện mở lớp bồi dưỡng đảng viên mới.

Cùng ngày, tại Nông trường 719, ông Lê Khả Phiến chủ trì buổi trao đổi về chế độ phụ cấp. Bà Đoàn Thị Lý, Chủ tịch Công \
đoàn nêu ý kiến về bảo hiểm. Bà Lý hiện 50 tuổi.

Theo kế hoạch, hội nghị do Phó Bí thư Trương Công Lập chủ trì sẽ diễn ra trong tháng 9 tại thị trấn Đắk Rơ, bàn về biên giới.

Theo Kế hoạch số 88-KH/TU ngày 10/2/2024 của Tỉnh ủy về hội thi báo cáo viên giỏi, các huyện đã lập đội tuyển.

Bà Đoàn Thị Lý từng sống ở tỉnh bên.
"""
WORK, TALK = "buổi làm việc với Ban Thường vụ Huyện ủy Ea Pốk", "buổi trao đổi về chế độ phụ cấp"
OF_TALK, OF_WORK = f"is told of {TALK!r}", f"is told of {WORK!r}"


def said(*claims, text=VISIT):
    return claimed(text, meetings=claims)


@pytest.mark.parametrize(
    "claim",
    [
        {"name": WORK, "chairs": ["Đinh Văn Sáu"], "speakers": ["Bế Văn Tòng", "Lê Khả Phiến"]},
        {"name": WORK, "location": "trụ sở Huyện ủy", "date": "Sáng 12/8", "speakers": ["Trịnh Mai Khanh"]},
        {
            "name": TALK,
            "chairs": ["Lê Khả Phiến"],
            "speakers": ["Đoàn Thị Lý"],
            "location": "Nông trường 719",
        },
        {"name": TALK, "agenda": ["chế độ phụ cấp"], "attendees": ["Đoàn Thị Lý"]},
        {"name": "làm việc tại huyện Ea Pốk", "chairs": ["Đinh Văn Sáu"], "attendees": ["Bế Văn Tòng"]},
    ],
)
def test_what_is_told_of_a_meeting_is_its_own(claim):
    found = said(claim)
    assert found.unlocated == ()
    assert noted(found) == []


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ({"name": WORK, "chairs": ["Lê Khả Phiến"]}, [("chair", OF_TALK)]),  # who only speaks at this one
        (
            {"name": WORK, "speakers": ["Đoàn Thị Lý"]},
            [("speaker", OF_TALK)],
        ),  # named again where she does not speak
        ({"name": WORK, "attendees": ["Đoàn Thị Lý"]}, []),  # the last paragraph tells of no meeting
        ({"name": WORK, "location": "Nông trường 719"}, [("location", OF_TALK)]),
        ({"name": WORK, "agenda": ["chế độ phụ cấp"]}, [("agenda", OF_TALK)]),
        ({"name": TALK, "location": "trụ sở Huyện ủy"}, [("location", OF_WORK)]),
        ({"name": TALK, "agenda": ["biên chế"]}, [("agenda", OF_WORK)]),
        ({"name": WORK, "chairs": ["Trương Công Lập"]}, [("chair", "is told of a meeting to come")]),
        ({"name": WORK, "location": "thị trấn Đắk Rơ"}, [("location", "is told of a meeting to come")]),
        (
            {"name": TALK, "agenda": ["mở lớp bồi dưỡng"]},
            [("agenda", "is named only before the meeting is told of")],
        ),
        ({"name": "hội thi báo cáo viên giỏi"}, [("name", "is what a document is about")]),
    ],
)
def test_what_is_told_of_a_meeting_beside_is_noted(claim, why):
    assert noted(said(claim)) == why


SESSION = "Kết quả kiểm tra\n\nNgày 3/7, {told}\n\nÔng Lê Hà chủ trì {other}.\n"


@pytest.mark.parametrize(
    ("told", "name", "other", "stands"),
    [
        ("Ủy ban họp kỳ thứ 31.", "họp kỳ thứ 31", "kỳ họp thứ 31", True),
        ("Ủy ban họp kỳ thứ 31.", "họp kỳ thứ 31", "kỳ họp thứ 32", False),
        ("Ủy ban họp kỳ thứ 31.", "họp kỳ thứ 31", "buổi làm việc với Đoàn kiểm tra số 4", False),
        ("Ủy ban họp kỳ thứ 31.", "họp kỳ thứ 31", "kỳ họp này", True),
        ("Ủy ban họp kỳ thứ 31.", "họp kỳ thứ 31", "hội nghị", True),
        ("huyện tổ chức hội nghị giao ban tháng 7.", "hội nghị giao ban tháng 7", "hội nghị giao ban", True),
        (
            "huyện tổ chức hội nghị cán bộ toàn huyện.",
            "hội nghị cán bộ toàn huyện",
            "hội nghị giao ban quý II",
            True,
        ),
        ("huyện tổ chức hội nghị cán bộ toàn huyện.", "hội nghị cán bộ toàn huyện", "lễ dâng hương", False),
        (
            "huyện tổ chức hội nghị cán bộ toàn huyện.",
            "hội nghị cán bộ toàn huyện",
            "hội nghị, thông báo Nghị quyết Đại hội Công đoàn",
            True,
        ),
        (
            "huyện tổ chức hội nghị cán bộ toàn huyện.",
            "hội nghị cán bộ toàn huyện",
            "hội nghị, giao Ban Tổ chức đề xuất mở lớp bồi dưỡng cấp ủy viên",
            True,
        ),
    ],
)
def test_names_of_one_kind_may_be_of_one_meeting_and_others_not(told, name, other, stands):
    found = said({"name": name, "chairs": ["Lê Hà"]}, text=SESSION.format(told=told, other=other))
    assert [one.name for one in found.meetings[0].chairs] == ["Lê Hà"]
    assert noted(found) == ([] if stands else [("chair", f"is told of {other!r}")])


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("hội nghị rút kinh nghiệm", False),  # the sentence goes back to it: it is held
        ("hội thi kiểm tra viên giỏi", True),
        ("Đại hội Công đoàn", True),
        ("hội nghị quán triệt Nghị quyết Đại hội Công đoàn", False),
    ],
)
def test_what_a_document_is_about_is_no_meeting_unless_it_is_held(name, about):
    text = (
        "Tin trong huyện\n\nTheo Kế hoạch số 88-KH/HU ngày 10/2/2025 của Huyện ủy về hội nghị rút kinh nghiệm, hội nghị diễn ra sáng "
        "12/3.\n\nKế hoạch số 102-KH/HU ngày 8/3/2025 của Huyện ủy về hội thi kiểm tra viên giỏi đã được ban hành.\n\n"
        "Huyện ủy tổ chức hội nghị quán triệt Nghị quyết Đại hội Công đoàn.\n"
    )
    told = noted(said({"name": name}, text=text))
    assert [why for field, why in told if field == "name"] == (
        ["is what a document is about"] if about else []
    )


CONGRESS = """Đại hội Đảng bộ xã Tân Khai lần thứ VIII

16/05/2025

Ngày 15/5, Đảng bộ xã tổ chức Đại hội đại biểu nhiệm kỳ 2025 - 2030, lần thứ VIII. Ông Đàm Văn Khoát chủ trì. Ông Hồ Tú phát biểu.

Chiều 15/5, ông Đàm Văn Khoát chủ trì hội nghị lần thứ nhất. Đại hội Chi bộ ấp 3 lần thứ IX họp ngày 28/4.
"""
BODY, HEAD = "Đại hội đại biểu nhiệm kỳ 2025 - 2030, lần thứ VIII", "Đại hội Đảng bộ xã Tân Khai lần thứ VIII"


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ({"name": BODY}, {"name": HEAD}, True),
        ({"name": BODY, "chairs": ["Đàm Văn Khoát"]}, {"name": HEAD, "chairs": ["Đàm Văn Khoát"]}, True),
        ({"name": BODY, "date": "Ngày 15/5"}, {"name": HEAD, "date": "15/5"}, True),
        ({"name": BODY, "date": "Ngày 15/5"}, {"name": HEAD, "date": "28/4"}, False),
        ({"name": "Đại hội đại biểu", "speakers": ["Hồ Tú"]}, {"name": HEAD, "speakers": ["Hồ Tú"]}, True),
        ({"name": "Đại hội đại biểu nhiệm kỳ 2025"}, {"name": HEAD}, False),  # nothing in common is told
        ({"name": "hội nghị lần thứ nhất", "chairs": ["Đàm Văn Khoát"]}, {"name": HEAD}, False),
        ({"name": "Đại hội Chi bộ ấp 3 lần thứ IX"}, {"name": HEAD}, False),
    ],
)
def test_the_meeting_of_a_headline_is_that_of_the_text(first, second, twice):
    found = said(first, second, text=CONGRESS)
    assert len(found.meetings) == 2
    assert [one.records for one in found.findings if one.check == "duplicate"] == (
        [("meetings[0]", "meetings[1]")] if twice else []
    )


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Ngày 3/7, tại phòng họp Huyện ủy, ông Lê Hà chủ trì hội nghị giao ban.", True),
        ("Ngày 3/7, tại hội nghị Huyện ủy, ông Lê Hà chủ trì hội nghị giao ban.", False),
    ],
)
def test_a_room_is_a_place_with_the_words_before_its_body(text, stands):
    found = said({"name": "hội nghị giao ban", "location": "Huyện ủy"}, text=f"Giao ban tuần\n\n{text}\n")
    assert [field for field, _ in noted(found)] == ([] if stands else ["location"])
