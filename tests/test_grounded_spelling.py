"""What the article bears out becomes records: spelling, whole numbers, order, documents cited more than once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from building import article, mentions, period
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Article, Role
from partyx.draft import Draft, DraftDirective, DraftMeeting, DraftStatistic, DraftTask
from partyx.grounding import ground
from partyx.mention import (
    DateReading,
    DocumentReading,
    Kind,
    Mention,
    Mentions,
    NumberReading,
    PersonReading,
)

MADE = article(
    "Đảng uỷ xã Hòa Mai kết nạp 5 đ/c, đạt 82,0%. BTV Huyện ủy giám sát 12 ĐV.",
    "Thực hiện Quy định số 49-QĐ/TW ngày 20/12/2021 của Bộ Chính trị về tổ chức đảng; sơ kết Quy định 49; Quy chế làm việc. "
    "Ngày 3/2, Lê Thị Hoà và Lê Thị Hòa, Trần Minh dự; Bà mẹ Việt Nam anh hùng, uỷ viên, Đồng chí, tỷ đồng.",
    (Role.FURNITURE, "Quy định số 49-QĐ/TW"),
)
ISSUED = period("2021-12-20", printed="ngày 20/12/2021")
FULL = DocumentReading("quy định", "49-QĐ/TW", "BTV Tỉnh uỷ", ISSUED, first="c1", title="về tổ chức đảng")
SHORT = DocumentReading("quy định", "49", first="c1")
MENTIONS = mentions(
    MADE,
    ("5", NumberReading(5)),
    ("82,0%", NumberReading(82.0, "%")),
    ("12", NumberReading(12)),
    ("Quy định số 49-QĐ/TW", FULL),
    ("Quy định 49", SHORT),
    ("Ngày 3/2", DateReading(None, None)),
    ("Lê Thị Hoà", PersonReading("Lê Thị Hoà")),
    ("Lê Thị Hòa", PersonReading("Lê Thị Hòa")),
    ("Trần Minh", PersonReading("Trần Minh")),
    ("Quy định số 49-QĐ/TW", FULL),
)
TWELVE = DraftStatistic(value="n3", indicator="số", evidence=())
MEETING = DraftMeeting(name="sơ kết", evidence=("sơ kết",))


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("ĐV", "đảng viên"),
        ("đ/c", "đồng chí"),
        ("Đồng chí", "đồng chí"),
        ("tỷ đồng", "tỷ đồng"),
        ("uỷ viên", "ủy viên"),
        ("Bà mẹ Việt Nam anh hùng", "Bà mẹ Việt Nam anh hùng"),
    ],
)
def test_units_get_one_spelling(unit: str, expected: str) -> None:
    made = article(f"BTV Huyện ủy giám sát 12 {unit}.")
    found = mentions(made, ("12", NumberReading(12)))
    draft = Draft(statistics=(DraftStatistic(value="n1", indicator="số", unit=unit, evidence=()),))
    assert [record.unit for record in ground(made, found, draft).statistics] == [expected]


@pytest.mark.parametrize(
    ("behind", "unit", "expected"),
    [
        ("81 HTX hoạt động.", "hợp tác xã", "hợp tác xã"),
        ("81 HTX hoạt động.", "HTX", "hợp tác xã"),
        ("81 hợp tác xã hoạt động.", "HTX", "hợp tác xã"),
        ("81 lao động có việc làm.", "người", "lao động"),
        ("81 lượt người có việc làm.", "người", "lượt người"),
        ("81 quần chúng ưu tú.", "người", "quần chúng ưu tú"),
        ("81 người.", "người", "người"),
        ("81 tấn thóc.", "tấn", "tấn"),
        ("81 m³ đất.", "m3", "m3"),
        ("81 mét khối đất.", "m3", "m3"),
        ("81 mét vuông đất.", "m2", "m2"),
    ],
)
def test_a_unit_in_another_spelling_is_the_noun_behind_the_figure(behind, unit, expected) -> None:
    made = article(f"Toàn huyện có {behind}")
    found = mentions(made, ("81", NumberReading(81)))
    draft = Draft(statistics=(DraftStatistic(value="n1", indicator="số", unit=unit, evidence=()),))
    grounded = ground(made, found, draft)
    assert [record.unit for record in grounded.statistics] == [expected]
    assert not [one for one in grounded.unlocated if one.field == "unit"]


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("Số cấp ủy viên được bầu là 81 đồng chí.", "cấp ủy viên", "cấp ủy viên"),
        ("Số cấp ủy viên được bầu là 402 đồng chí, tái cử 81 đồng chí.", "cấp ủy viên", "cấp ủy viên"),
        ("Số cấp ủy viên được bầu là 81 người.", "cấp ủy viên", "cấp ủy viên"),
        ("Bầu 9 cấp ủy viên, bổ sung 81 đồng chí.", "cấp ủy viên", "đồng chí"),
        ("Bầu 81 đồng chí. Số cấp ủy viên là 9.", "cấp ủy viên", "đồng chí"),
        ("Số cấp ủy viên tăng. Có 81 đồng chí dự.", "cấp ủy viên", "đồng chí"),
        ("Số cấp ủy viên được bầu ở 81 chi bộ.", "cấp ủy viên", "chi bộ"),
        ("Số chi bộ có 81 đồng chí.", "chi bộ", "đồng chí"),
        ("Xã mở 81 lớp tập huấn.", "lớp tập huấn", "lớp"),
    ],
)
def test_comrades_are_what_they_were_said_to_be_before(text, unit, expected) -> None:
    made = article(text)
    found = mentions(made, ("81", NumberReading(81)))
    draft = Draft(statistics=(DraftStatistic(value="n1", indicator="số", unit=unit, evidence=()),))
    grounded = ground(made, found, draft)
    assert [record.unit for record in grounded.statistics] == [expected]
    assert [one.field for one in grounded.unlocated if one.field == "unit"] == ["unit"] * (unit != expected)


def test_people_are_no_households() -> None:
    made = article("Toàn huyện có 81 hộ thoát nghèo.")
    found = mentions(made, ("81", NumberReading(81)))
    draft = Draft(statistics=(DraftStatistic(value="n1", indicator="số", unit="người", evidence=()),))
    grounded = ground(made, found, draft)
    assert [record.unit for record in grounded.statistics] == ["hộ"]
    assert [one.reason for one in grounded.unlocated if one.field == "unit"] == ["the figure counts 'hộ'"]


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (" triệu đồng/người/tháng.", "triệu đồng/người/tháng"),
        (" triệu đồng / người / năm.", "triệu đồng/người/năm"),
        (" triệu đồng/nhà.", "triệu đồng/nhà"),
        (" triệu đồng/lượng.", "triệu đồng/lượng"),
        (" triệu đồng/kế hoạch 80 triệu đồng.", "triệu đồng"),
        (" triệu đồng/78 triệu đồng.", "triệu đồng"),
        (" triệu đồng mỗi tháng.", "triệu đồng"),
    ],
)
@pytest.mark.parametrize("unit", [None, "triệu đồng", "triệu đồng/người/tháng"])
def test_money_keeps_what_it_is_for_each_of(behind, expected, unit) -> None:
    made = article(f"Thu nhập bình quân đạt 5,2{behind}")
    found = mentions(made, ("5,2", NumberReading(5.2, "triệu đồng")))
    draft = Draft(statistics=(DraftStatistic(value="n1", indicator="số", unit=unit, evidence=()),))
    assert [record.unit for record in ground(made, found, draft).statistics] == [expected]


@pytest.mark.parametrize(("value", "expected"), [("n2", "%"), ("n3", None)])
def test_a_unit_that_is_not_given_is_that_of_the_number(value: str, expected: str | None) -> None:
    (record,) = ground(MADE, MENTIONS, Draft(statistics=(replace(TWELVE, value=value),))).statistics
    assert record.unit == expected


def test_records_come_in_reading_order_with_whole_numbers_and_exact_spans() -> None:
    drafts = (
        TWELVE,
        replace(TWELVE, value="n2"),
        replace(TWELVE, value="n1", subject="Đảng uỷ xã Hòa Mai"),
    )
    records = ground(MADE, MENTIONS, Draft(statistics=drafts)).statistics
    assert [(record.printed, record.value) for record in records] == [("5", 5), ("82,0%", 82), ("12", 12)]
    assert all(isinstance(record.value, int) for record in records)
    assert (records[0].subject, records[0].subject_normalised) == ("Đảng uỷ xã Hòa Mai", "Đảng ủy xã Hòa Mai")
    for record in records:
        for span in (record.value_span, *record.evidence):
            assert MADE.text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("organizer", "normalised"),
    [
        ("BTV Huyện ủy", "Ban Thường vụ Huyện ủy"),
        ("Đảng uỷ xã Hòa Mai", "Đảng ủy xã Hòa Mai"),
        ("Huyện ủy", None),
    ],
)
def test_a_second_spelling_stands_beside_the_printed_one_only_where_it_differs(
    organizer: str, normalised: str | None
) -> None:
    (record,) = ground(MADE, MENTIONS, Draft(meetings=(replace(MEETING, organizer=organizer),))).meetings
    assert (record.organizer, record.organizer_normalised) == (organizer, normalised)


def test_attendees_are_the_people_without_another_role() -> None:
    made = article("Lê Thị Hoà chủ trì và phát biểu tại hội nghị sơ kết. Lê Thị Hòa, Trần Minh dự.")
    people = ("Lê Thị Hoà", "Lê Thị Hòa", "Trần Minh")
    found = mentions(made, *((name, PersonReading(name)) for name in people))
    meeting = replace(MEETING, chairs=("p1",), speakers=("p1",), attendees=("p2", "p3"))
    (record,) = ground(made, found, Draft(meetings=(meeting,))).meetings
    assert [person.name for person in record.attendees] == ["Trần Minh"]
    assert record.chairs == record.speakers
    assert [person.name for person in record.chairs] == ["Lê Thị Hoà"]


def test_directives_on_one_document_become_one_with_all_its_citations() -> None:
    parts = (
        DraftDirective("document", (), document="c2"),
        DraftDirective("document", (), document="c1", tasks=(DraftTask("sơ kết", ()),)),
    )
    (record,) = ground(MADE, MENTIONS, Draft(directives=parts)).directives
    assert record.document is not None
    assert (record.document.number, record.document.printed) == ("49-QĐ/TW", "Quy định số 49-QĐ/TW")
    assert (record.document.issuer, record.document.issuer_normalised) == (
        "BTV Tỉnh uỷ",
        "Ban Thường vụ Tỉnh ủy",
    )
    assert (record.issuer, record.date, record.document.issued) == ("BTV Tỉnh uỷ", ISSUED, ISSUED)
    assert [span.text for span in record.evidence] == ["Quy định số 49-QĐ/TW", "Quy định 49"]
    assert [task.text for task in record.tasks] == ["sơ kết"]


def test_another_document_or_speech_stays_alone() -> None:
    parts = (
        DraftDirective("speech", ("sơ kết",), kind="giám sát"),
        DraftDirective("speech", ("sơ kết",), kind="kết nạp"),
        DraftDirective("document", (), document="c1"),
        DraftDirective("document", (), document="Quy chế"),
    )
    records = ground(MADE, MENTIONS, Draft(directives=parts)).directives
    assert sorted(filter(None, (record.kind for record in records))) == [
        "giám sát",
        "kết nạp",
        "quy chế",
        "quy định",
    ]


def test_an_unresolved_date_is_no_period() -> None:
    found = ground(MADE, MENTIONS, Draft(meetings=(replace(MEETING, date="d1"),)))
    assert (found.meetings[0].date, found.unlocated) == (None, ())


@given(st.text(alphabet="a1 ế", min_size=3, max_size=30), st.data())
def test_spans_are_verbatim_where_the_view_left_characters_out(view: str, data: st.DataObject) -> None:
    """Characters of no width in the text: offsets are mapped, and every span is a slice of the text."""
    text, offsets = "", []
    for character in view:
        text += "\u200b" * data.draw(st.integers(0, 2))
        offsets.append(len(text))
        text += character
    plain = article(view)
    made = Article(
        "made", text, view, plain.blocks, plain.sentences, None, None, None, "", (*offsets, len(text))
    )
    start = data.draw(st.integers(0, len(view) - 1))
    end = data.draw(st.integers(start + 1, len(view)))
    number = Mention("n1", Kind.NUMBER, start, end, view[start:end], (NumberReading(1),))
    draft = Draft(statistics=(DraftStatistic("n1", "x", ((start, end),)),))
    for record in ground(made, Mentions((number,)), draft).statistics:
        assert made.view_range(record.value_span) == (start, end)
        for span in (record.value_span, *record.evidence):
            assert made.text[span.start : span.end] == span.text
            first, last = made.view_range(span)
            assert span.text.replace("\u200b", "") == view[first:last]
