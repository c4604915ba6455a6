"""Located drafts become records: spelling, whole numbers, order, documents cited more than once."""

from __future__ import annotations

import pytest
from building import article, mentions, period
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Article, Role
from partyx.located import (
    Grounded,
    LocatedDirective,
    LocatedDocument,
    LocatedMeeting,
    LocatedPerson,
    LocatedStatistic,
    LocatedTask,
    LocatedText,
)
from partyx.mention import DateReading, DocumentReading, Mentions
from partyx.normalisation import normalise

MADE = article(
    "Đảng uỷ xã Hòa Mai kết nạp 5 đ/c, đạt 82,0%. BTV Huyện ủy giám sát 12 ĐV.",
    "Thực hiện Quy định số 49-QĐ/TW ngày 20/12/2021 của Bộ Chính trị về tổ chức đảng; sơ kết Quy định 49.",
    (Role.FURNITURE, "Quy định số 49-QĐ/TW"),
)
ISSUED = period("2021-12-20", printed="ngày 20/12/2021")
FULL = DocumentReading("quy định", "49-QĐ/TW", "BTV Tỉnh uỷ", ISSUED, first="c1", title="về tổ chức đảng")
SHORT = DocumentReading("quy định", "49", first="c1")
MENTIONS = mentions(
    MADE, ("Quy định số 49-QĐ/TW", FULL), ("Quy định 49", SHORT), ("Quy định số 49-QĐ/TW", FULL)
)
FIRST, SECOND, _ = ((mention.start, mention.end) for mention in MENTIONS)


def at(text: str) -> LocatedText:
    start = MADE.view.index(text)
    return LocatedText(text, (start, start + len(text)))


def figure(text: str, value: float, unit: str | None, subject: str | None = None) -> LocatedStatistic:
    place = at(text).at
    return LocatedStatistic(
        value=value,
        value_at=place,
        indicator="số",
        evidence=(place,),
        unit=unit,
        subject=None if subject is None else at(subject),
    )


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("ĐV", "đảng viên"),
        ("đ/c", "đồng chí"),
        ("Đồng chí", "đồng chí"),
        ("%", "%"),
        ("tỷ đồng", "tỷ đồng"),
        ("uỷ viên", "ủy viên"),
        ("Bà mẹ Việt Nam anh hùng", "Bà mẹ Việt Nam anh hùng"),
        (None, None),
    ],
)
def test_units_get_one_spelling(unit: str | None, expected: str | None) -> None:
    (record,) = normalise(MADE, MENTIONS, Grounded(statistics=(figure("12", 12, unit),)))[1]
    assert record.unit == expected


def test_records_come_in_reading_order_with_whole_numbers_and_exact_spans() -> None:
    located = (
        figure("12", 12, "ĐV"),
        figure("82,0%", 82.0, "%"),
        figure("5", 5, "đ/c", "Đảng uỷ xã Hòa Mai"),
    )
    records = normalise(MADE, MENTIONS, Grounded(statistics=located))[1]
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
    meeting = LocatedMeeting(name=at("sơ kết"), evidence=(at("sơ kết").at,), organizer=at(organizer))
    (record,) = normalise(MADE, MENTIONS, Grounded(meetings=(meeting,)))[0]
    assert (record.organizer, record.organizer_normalised) == (organizer, normalised)


def test_attendees_are_the_people_without_another_role() -> None:
    hoa, minh = LocatedPerson("Lê Thị Hoà"), LocatedPerson("Trần Minh")
    meeting = LocatedMeeting(
        name=at("sơ kết"),
        evidence=(at("sơ kết").at,),
        chairs=(hoa,),
        speakers=(hoa,),
        attendees=(LocatedPerson("Lê Thị Hòa"), minh),
    )
    (record,) = normalise(MADE, MENTIONS, Grounded(meetings=(meeting,)))[0]
    assert [person.name for person in record.attendees] == ["Trần Minh"]
    assert record.chairs == record.speakers


def test_directives_on_one_document_become_one_with_all_its_citations() -> None:
    parts = (
        LocatedDirective("document", (SECOND,), document=LocatedDocument(SHORT, SECOND, "c2")),
        LocatedDirective(
            "document",
            (FIRST,),
            document=LocatedDocument(FULL, FIRST, "c1"),
            tasks=(LocatedTask(at("sơ kết"), (at("sơ kết").at,)),),
        ),
    )
    (record,) = normalise(MADE, MENTIONS, Grounded(directives=parts))[2]
    assert record.document is not None
    assert (record.document.number, record.document.printed) == ("49-QĐ/TW", "Quy định số 49-QĐ/TW")
    assert (record.document.issuer, record.document.issuer_normalised) == (
        "BTV Tỉnh uỷ",
        "Ban Thường vụ Tỉnh ủy",
    )
    assert (record.issuer, record.date, record.document.issued) == ("BTV Tỉnh uỷ", ISSUED, ISSUED)
    assert [span.start for span in record.evidence] == [FIRST[0], SECOND[0]]
    assert [task.text for task in record.tasks] == ["sơ kết"]


def test_another_document_or_speech_stays_alone() -> None:
    quoted = DocumentReading("quy định", None)
    parts = (
        LocatedDirective("speech", (at("sơ kết").at,), kind="đề nghị"),
        LocatedDirective("speech", (at("sơ kết").at,), kind="yêu cầu"),
        LocatedDirective("document", (FIRST,), document=LocatedDocument(FULL, FIRST, "c1")),
        LocatedDirective("document", (SECOND,), document=LocatedDocument(quoted, SECOND)),
    )
    records = normalise(MADE, MENTIONS, Grounded(directives=parts))[2]
    assert [record.kind for record in records] == ["quy định", "đề nghị", "yêu cầu", "quy định"]


def test_an_unresolved_date_is_no_period() -> None:
    meeting = LocatedMeeting(name=at("sơ kết"), evidence=(at("sơ kết").at,), date=DateReading(None, None))
    assert normalise(MADE, MENTIONS, Grounded(meetings=(meeting,)))[0][0].date is None


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
    located = LocatedStatistic(value=1, value_at=(start, end), indicator="x", evidence=((start, end),))
    (record,) = normalise(made, Mentions(()), Grounded(statistics=(located,)))[1]
    for span in (record.value_span, *record.evidence):
        assert made.text[span.start : span.end] == span.text
        assert span.text.replace("\u200b", "") == view[start:end]
        assert made.view_range(span) == (start, end)
