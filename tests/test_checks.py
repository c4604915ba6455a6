"""The article's own arithmetic and calendar: contradictions are found, and nothing else is."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from building import article, mentions, period, statistics
from checked import findings, read_figures

from partyx.article import Role
from partyx.checks import check
from partyx.kinds.built_in.directive import Directive
from partyx.kinds.built_in.meeting import Meeting
from partyx.mention import DateReading, DocumentReading, Mentions, NumberReading, OtherReading
from partyx.records import Coverage, DocumentRef, Finding

if TYPE_CHECKING:
    from partyx.kinds.built_in.statistic import Statistic


@pytest.mark.parametrize(
    "line",
    [
        "Hoàn thành tốt nhiệm vụ 14/89 (chiếm 15,73%); hoàn thành nhiệm vụ 73/89 (chiếm 82%).",
        "Có 26/27 chi bộ (chiếm 96,30%) hoàn thành nhiệm vụ.",
        "Có 96,3% (26/27) chi bộ hoàn thành nhiệm vụ.",
        "Có 45/50 chi bộ tăng 12% so với năm trước.",
        "Kết nạp 104 đảng viên (đạt 101%), nâng tổng số lên 3.328 đảng viên (chiếm 4,39%) so với dân số.",
        "Kết nạp 104/103 đảng viên (đạt 101%).",
        "Kết quả: xuất sắc 20%, tốt 60%, hoàn thành 30% tổng số đảng viên nữ.",
        "Kết quả: xuất sắc 20%, tốt 60%, riêng nông thôn khá 50%.",
        "Có 60% chi bộ, tốt hơn năm trước, 50% khá.",
        "Có 29/27 chi bộ đạt chuẩn, vượt chỉ tiêu đề ra.",
        "Trong tổng số 100 đảng viên có 30 đảng viên nữ, chiếm 40% so với năm trước.",
        "Có 26 chi bộ hoàn thành tốt nhiệm vụ, trong đó có chi bộ cơ sở. Có 5 chi bộ (chiếm 50%) tổng số chi bộ cơ sở.",
        "Có 26 lớp. Có 5 chi bộ (chiếm 50%) tổng số chi bộ tốt.",
        "Có 817 chi bộ, gồm 301 chi bộ và 500 chi bộ, trong đó 20 chi bộ ấp.",
        "Trong tổng số 1.200 đảng viên có 300 đảng viên nữ, chiếm 25%.",
        "Kết nạp 30 đảng viên nữ, chiếm 25% tổng số 120 đảng viên mới.",
        "Hoàn thành tốt nhiệm vụ 26/27 chi bộ. Trong đó, có 5 chi bộ xuất sắc (chiếm 19,23%) tổng số chi bộ hoàn thành tốt.",
        "Đảng bộ có 817 tổ chức cơ sở, trong đó, đảng bộ cơ sở là 301, chi bộ cơ sở là 516.",
        "Toàn huyện có 27 chi bộ, gồm 20 chi bộ nông thôn, 7 chi bộ cơ quan.",
        "Kết nạp 50 đảng viên, trong đó có 30 nữ, 28 đoàn viên.",
        "Kết nạp 50 đảng viên, trong đó nữ là 30, dân tộc thiểu số là 25.",
        "Mở 12 lớp, gồm 5 chuyên đề, cho 500 học viên.",
        "Kinh phí 10,5 tỷ đồng, gồm 3,2 tỷ đồng của tỉnh, 7,3 tỷ đồng của huyện.",
        "Xếp loại: Tốt: 80,8%, Khá: 17,73%, Trung bình: 1,4%.",
        "Có 95,24% đảng viên hoàn thành tốt nhiệm vụ, 3,73% hoàn thành nhiệm vụ.",
        "Tốt 95%, trong đó xuất sắc 14,62%; khá 5%.",
        "Chi bộ: tốt 80%, khá 20%; đảng viên: tốt 90%, khá 10%.",
        "Kết nạp 151 đảng viên, nâng tổng số đảng viên lên 3.328.",
        "Chi 300 triệu đồng, nâng tổng số vốn lên 5 tỷ đồng.",
        "Thu ngân sách vượt kế hoạch, đạt 29/27 chỉ tiêu.",
        "Có 26/27 chi bộ đạt 100% chỉ tiêu kết nạp.",
        "Có 15/20 xã, đạt 100% tiêu chí.",
        "Có 73/89 tập thể hoàn thành tốt, tỷ lệ đảng viên đi học đạt 95%.",
        "Có 14/89 tập thể (trong đó nữ chiếm 30%).",
        "Có 26/27 chi bộ, tăng 12% so với năm trước.",
        "Bầu 45 đồng chí vào Ban Chấp hành, Ban Thường vụ gồm 13 đồng chí, 3 đồng chí phó bí thư.",
        "Có 27 chi bộ, gồm 20 chi bộ nông nghiệp, 4 chi bộ cơ quan và các chi bộ khác.",
        "Kết nạp 104 đảng viên, nâng số đảng viên dân tộc thiểu số lên 80.",
        "Kết nạp 104 đảng viên, nâng tổng số lớp lên 12 lớp.",
        "Thu hút 1200/1000 người tham gia.",
    ],
)
def test_what_adds_up_is_not_reported(line: str) -> None:
    assert findings(line) == []


@pytest.mark.parametrize(
    ("line", "check_name", "severity", "spans"),
    [
        ("Hoàn thành 2/89 (chiếm 2,47%).", "share-of-whole", "error", "2/89 2,47%"),
        ("Hoàn thành 26/27 (chiếm 96,29%) tổ chức.", "share-of-whole", "note", "26/27 96,29%"),
        ("Hoàn thành 1/27 (chiếm 3,71%) tổ chức.", "share-of-whole", "note", "1/27 3,71%"),
        ("Có 147/171 chi bộ, đạt 85,97%.", "share-of-whole", "note", "147/171 85,97%"),
        ("Có 14/89 tập thể lãnh đạo, quản lý (đạt tỷ lệ 51%).", "share-of-whole", "error", "14/89 51%"),
        ("Có 26/27 chi bộ chiếm 69%.", "share-of-whole", "error", "26/27 69%"),
        ("Có 26/27 chi bộ (chiếm 69%) tổng số chi bộ.", "share-of-whole", "warning", "26/27 69%"),
        ("Có 69,3% (26/27) chi bộ hoàn thành.", "share-of-whole", "error", "26/27 69,3%"),
        ("Kết nạp 47/50 đảng viên, đạt 92% kế hoạch.", "share-of-whole", "warning", "47/50 92%"),
        ("Kết nạp 30 nữ, chiếm 52% tổng số 120 đảng viên.", "share-of-whole", "error", "30 52% 120"),
        ("Trong tổng số 1.200 đảng viên có 300 nữ, chiếm 52%.", "share-of-whole", "warning", "300 52% 1.200"),
        (
            "Hoàn thành tốt nhiệm vụ 26/27 chi bộ. Có 5 chi bộ xuất sắc (chiếm 29,23%) tổng số chi bộ hoàn thành tốt.",
            "share-of-whole",
            "warning",
            "5 29,23% 26/27",
        ),
        (
            "Có 817 tổ chức cơ sở, trong đó, đảng bộ cơ sở là 301, chi bộ cơ sở là 526.",
            "sum-of-parts",
            "warning",
            "817 301 526",
        ),
        (
            "Toàn huyện có 27 chi bộ, gồm 20 chi bộ nông nghiệp, 9 chi bộ cơ quan.",
            "sum-of-parts",
            "warning",
            "27 20 9",
        ),
        ("Kết nạp 50 đảng viên, trong đó có 52 đảng viên nữ.", "sum-of-parts", "warning", "50 52"),
        (
            "Kinh phí 10,5 tỷ đồng, gồm 3,2 tỷ đồng của tỉnh, 7,9 tỷ đồng của huyện.",
            "sum-of-parts",
            "warning",
            "10,5 tỷ đồng 3,2 tỷ đồng 7,9 tỷ đồng",
        ),
        ("Tốt: 80,8%, Khá: 27,73%, Trung bình: 1,4%.", "shares-add-to-100", "warning", "80,8% 27,73% 1,4%"),
        ("Tốt: 80,8%, Khá: 17%, Trung bình: 1,1%.", "shares-add-to-100", "note", "80,8% 17% 1,1%"),
        (
            "Có 90,1% chi bộ tốt, 9,1% khá, 0,2% trung bình.",
            "shares-add-to-100",
            "note",
            "90,1% 9,1% 0,2%",
        ),
        (
            "Kết nạp 151 đảng viên, nâng tổng số đảng viên toàn huyện lên 128 đồng chí.",
            "total-after-increase",
            "error",
            "151 128",
        ),
        ("Có 29/27 chi bộ hoàn thành tốt nhiệm vụ.", "more-than-the-whole", "warning", "29/27"),
        ("Đảng viên nữ chiếm 105%.", "more-than-the-whole", "warning", "105%"),
    ],
)
def test_contradictions_are_found_where_they_stand(
    line: str, check_name: str, severity: str, spans: str
) -> None:
    assert findings(line) == [(check_name, severity, spans)]


def test_an_inexact_figure_contradicts_nothing() -> None:
    made = article("Có 26/27 chi bộ (chiếm trên 95%) hoàn thành nhiệm vụ.")
    found = mentions(
        made, ("26/27", NumberReading(26, None, 27)), ("95%", NumberReading(95, "%", None, None, "more_than"))
    )
    assert check(made, found, (), statistics(made, found), ())[0] == ()


def test_a_share_that_no_record_uses_still_counts_against_its_ratio() -> None:
    made = article("Hoàn thành 2/89 (chiếm 2,47%).")
    found = mentions(made, ("2/89", NumberReading(2, None, 89)), ("2,47%", NumberReading(2.47, "%")))
    (finding,) = check(made, found, (), statistics(made, found)[:1], ())[0]
    assert (finding.severity, finding.records) == ("error", ("statistics[0]",))


def test_findings_name_their_records_and_figures() -> None:
    made = article("Có 7 lớp. Hoàn thành 2/89 (chiếm 2,47%).")
    found = read_figures(made)
    (finding,) = check(made, found, (), statistics(made, found), ())[0]
    assert finding.records == ("statistics[1]", "statistics[2]")
    assert finding.message == "2 of 89 is 2,25%, the article prints 2,47%"


PUBLISHED = dt.date(2024, 7, 6)


def dated(line: str, day: str) -> tuple[Finding, ...]:
    made = article(line, published=PUBLISHED)
    span = made.span(0, len(line))
    meeting = Meeting(name="hội nghị", date=period(day), evidence=(span,))
    document = DocumentRef(kind="chỉ thị", number="12", issued=period(day), printed="Chỉ thị 12")
    directive = Directive(source="document", document=document, evidence=(span,))
    return check(made, Mentions(()), (meeting,), (), (directive,))[0]


@pytest.mark.parametrize(
    ("line", "day", "expected"),
    [
        ("Huyện ủy tổ chức hội nghị sơ kết.", "2024-07-05", []),
        ("Huyện ủy tổ chức hội nghị sơ kết.", "2024-07-06", []),
        (
            "Huyện ủy tổ chức hội nghị sơ kết.",
            "2024-07-07",
            [("error", "meetings[0]"), ("error", "directives[0]")],
        ),
        (
            "Huyện ủy sẽ tổ chức hội nghị sơ kết.",
            "2024-08-01",
            [("error", "directives[0]")],
        ),
    ],
)
def test_nothing_happened_after_publication(line: str, day: str, expected: list[tuple[str, str]]) -> None:
    found = [
        (item.severity, item.records[0]) for item in dated(line, day) if item.check == "after-publication"
    ]
    assert found == expected


def test_the_same_fact_at_two_places_is_a_note() -> None:
    made = article("Kết nạp 151 đảng viên.", "Năm qua kết nạp 151 đảng viên, mở 2 lớp.")
    found = read_figures(made)
    records = statistics(made, found)
    (finding,) = check(made, found, (), records, ())[0]
    assert (finding.check, finding.severity, finding.records) == (
        "duplicate",
        "note",
        ("statistics[0]", "statistics[1]"),
    )
    elsewhere = records[1].model_copy(update={"subject": "xã Hòa Mai"})
    assert check(made, found, (), (records[0], elsewhere, records[2]), ())[0] == ()


DAY, HALF = (
    period("2024-07-05", printed="Sáng 5/7"),
    period("2024-01-01", "2024-06-30", "6 tháng đầu năm", "range"),
)
ISSUED = period("2024-03-03", printed="ngày 3/3/2024")
COVERED = article(
    "Sáng 5/7, hội nghị sơ kết 6 tháng đầu năm; theo Chỉ thị số 12-CT/TU ngày 3/3/2024, kết nạp 26 trong số 27 quần chúng.",
    "Chi bộ 4 tốt có 9 đảng viên, lúc 05:57.",
    (Role.FURNITURE, "Lượt xem: 903"),
)
CODE = DocumentReading("chỉ thị", "12-CT/TU")
COVERED_MENTIONS = mentions(
    COVERED,
    ("Sáng 5/7", DateReading(DAY)),
    ("6 tháng đầu năm", DateReading(HALF)),
    ("Chỉ thị số 12-CT/TU", CODE),
    ("ngày 3/3/2024", DateReading(ISSUED)),
    ("26", NumberReading(26)),
    ("27", NumberReading(27)),
    ("4", OtherReading("name")),
    ("9", NumberReading(9)),
    ("05:57", OtherReading("clock")),
    ("903", NumberReading(903)),
)


def covered(
    meetings: tuple[Meeting, ...] = (),
    records: tuple[Statistic, ...] = (),
    directives: tuple[Directive, ...] = (),
) -> Coverage:
    return check(COVERED, COVERED_MENTIONS, meetings, records, directives)[1]


def test_coverage_counts_each_digit_string_of_the_content_once() -> None:
    found = covered()
    assert (found.digits, found.claimed) == (9, 0)
    assert [item.readings for item in found.unclaimed] == [
        ("date 2024-07-05",),
        ("period 2024-01-01 to 2024-06-30",),
        ("document chỉ thị 12-CT/TU",),
        ("date 2024-03-03",),
        ("number 26",),
        ("number 27",),
        ("name 4",),
        ("number 9",),
        ("clock 05:57",),
    ]


def test_records_claim_their_figures_dates_and_document_numbers() -> None:
    line = COVERED.span(0, COVERED.blocks[0].end)
    figure = statistics(COVERED, Mentions(COVERED_MENTIONS.all[4:5]))[0]
    figure = figure.model_copy(update={"of": 27, "period": HALF})
    document = DocumentRef(kind="chỉ thị", number="12-CT/TU", issued=ISSUED, printed="Chỉ thị số 12-CT/TU")
    found = covered(
        (Meeting(name="hội nghị", date=DAY, evidence=(line,)),),
        (figure,),
        (Directive(source="document", document=document, evidence=(line,)),),
    )
    assert (found.digits, found.claimed) == (9, 6)
    assert [item.span.text for item in found.unclaimed] == ["4", "9", "05:57"]
