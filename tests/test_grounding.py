"""What an engine says is located in the article's content, or put aside with a reason."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from building import article, mentions, period
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Role
from partyx.draft import Draft, DraftDirective, DraftMeeting, DraftStatistic, DraftTask
from partyx.grounding import ground
from partyx.mention import DateReading, DocumentReading, NumberReading, OtherReading, PersonReading
from partyx.mentions import find_mentions
from partyx.reading import read

if TYPE_CHECKING:
    from partyx.grounding import Grounded

SAID = (
    "Đồng chí Lê Thị Hoa đề nghị các chi bộ thực hiện nghiêm Chỉ thị số 12-CT/TU, tăng cường kiểm tra, giám sát; "
    "làm tốt công tác phát triển đảng."
)
ARTICLE = article(
    (Role.HEADLINE, "Huyện ủy Sông Mây sơ kết công tác phát triển đảng"),
    (Role.DATELINE, "06/07/2024"),
    "Sáng 5/7, Huyện ủy Sông Mây tổ chức hội nghị sơ kết 6 tháng đầu năm 2024 tại Trung tâm Chính trị huyện. Đồng chí "
    "Lê Thị Thu Hoa, Bí thư Huyện ủy chủ trì hội nghị.",
    "Sáu tháng đầu năm 2024, toàn huyện kết nạp mới được 1.513 đảng viên, đạt 57,5% kế hoạch; mở hai lớp bồi dưỡng. "
    "Có từ 10 đến 15 chi bộ đạt chuẩn. Kinh phí hỗ trợ 1,2 tỷ đồng. BTV Tỉnh uỷ tặng bằng khen.",
    SAID,
    (Role.FURNITURE, "Lượt xem: 9.999"),
    (Role.BYLINE, "Trần Văn An"),
)
JULY = DateReading(period("2024-07-05", printed="Sáng 5/7"))
HALF = DateReading(period("2024-01-01", "2024-06-30", "6 tháng đầu năm 2024", "range"))
HOA = PersonReading("Lê Thị Thu Hoa", ("Bí thư Huyện ủy",))
CITED = DocumentReading("chỉ thị", "12-CT/TU", first="c1")
MENTIONS = mentions(
    ARTICLE,
    ("06/07/2024", DateReading(period("2024-07-06"))),
    ("Sáng 5/7", JULY),
    ("6 tháng đầu năm 2024", HALF),
    ("Lê Thị Thu Hoa", HOA),
    ("2024", DateReading(period("2024-01-01", "2024-12-31"))),
    ("1.513", NumberReading(1513)),
    ("57,5%", NumberReading(57.5, "%")),
    ("10 đến 15", NumberReading(10, upper=15)),
    ("1,2 tỷ đồng", NumberReading(1.2, "tỷ đồng")),
    ("Chỉ thị số 12-CT/TU", CITED),
    ("9.999", NumberReading(9999)),
    ("Trần Văn An", PersonReading("Trần Văn An")),
)
RECRUITED = DraftStatistic(
    value="n1",
    indicator="đảng viên kết nạp mới",
    evidence=("toàn huyện kết nạp mới được 1.513 đảng viên",),
    unit="đảng viên",
    subject="toàn huyện",
    period="d3",
)
MEETING = DraftMeeting(
    name="hội nghị sơ kết 6 tháng đầu năm 2024",
    evidence=("Huyện ủy Sông Mây tổ chức hội nghị sơ kết 6 tháng đầu năm 2024",),
    kind="hội nghị sơ kết",
    date="d2",
    organizer="Huyện ủy Sông Mây",
    location="Trung tâm Chính trị huyện",
    chairs=("p1",),
)
SPEECH = DraftDirective(
    source="speech",
    evidence=(SAID,),
    kind="đề nghị",
    issuer="Lê Thị Hoa",
    addressees=("các chi bộ",),
    tasks=(DraftTask("tăng cường kiểm tra, giám sát", ()), DraftTask("làm tốt công tác phát triển đảng", ())),
)
DOCUMENT = DraftDirective(source="document", document="c1", evidence=())


def grounded(*drafts: DraftStatistic | DraftMeeting | DraftDirective) -> Grounded:
    return ground(
        ARTICLE,
        MENTIONS,
        Draft(
            statistics=tuple(draft for draft in drafts if isinstance(draft, DraftStatistic)),
            meetings=tuple(draft for draft in drafts if isinstance(draft, DraftMeeting)),
            directives=tuple(draft for draft in drafts if isinstance(draft, DraftDirective)),
        ),
    )


def reasons(result: Grounded) -> list[tuple[str | None, str]]:
    return [(item.field, item.reason) for item in result.unlocated]


def test_a_true_statistic_is_located_in_all_its_parts() -> None:
    result = grounded(RECRUITED)
    (found,) = result.statistics
    assert reasons(result) == []
    assert (found.value, found.value_span.text, found.unit) == (1513, "1.513", "đảng viên")
    assert [span.text for span in found.evidence] == ["toàn huyện kết nạp mới được 1.513 đảng viên"]
    assert (found.subject, found.indicator) == ("toàn huyện", "đảng viên kết nạp mới")
    assert found.period == HALF.period


@pytest.mark.parametrize(
    ("value", "claimed", "evidence", "is_true"),
    [
        ("kết nạp mới được 9.999 đảng viên", 9999, "kết nạp mới được 9.999 đảng viên", False),
        ("9.999", 9999, "Lượt xem: 9.999", False),
        ("n1", None, "Huyện ủy Sa Đéc kết nạp mới được 1.513 đảng viên", True),
        ("kết nạp 37 đoàn viên ưu tú", 37, "Đảng bộ xã Hòa Mai kết nạp 37 đoàn viên ưu tú", False),
        ("kết nạp mới được 1.513 đảng viên", 1513, "BTV Tỉnh ủy tặng bằng khen", True),
        (unicodedata.normalize("NFD", "kết nạp mới được 1.513 đảng viên"), 1513, "", True),
        ("kết nạp mới được 1513 đảng viên", 1513, "kết nạp mới được 1513 đảng viên", True),
    ],
    ids=["wrong number", "furniture", "invented organisation", "leaked example", "ủy and uỷ", "NFD", "1513"],
)
def test_probes(value: str, claimed: float | None, evidence: str, is_true: bool) -> None:  # noqa: FBT001
    """A false figure never becomes a record, a true one always does, whatever its quote's spelling."""
    draft = DraftStatistic(
        value=value,
        claimed=claimed,
        indicator="đảng viên kết nạp mới",
        evidence=(evidence,) if evidence else (),
    )
    found = grounded(draft).statistics
    assert [(item.value, item.printed) for item in found] == ([(1513, "1.513")] if is_true else [])
    assert all("1.513" in "".join(span.text for span in item.evidence) for item in found)


def test_probe_invented_organisation_is_no_evidence() -> None:
    result = grounded(replace(RECRUITED, evidence=("Huyện ủy Sa Đéc kết nạp mới được 1.513 đảng viên",)))
    assert reasons(result) == [("evidence", "the evidence is not in the article")]
    assert "Sa Đéc" not in "".join(span.text for span in result.statistics[0].evidence)


def test_probe_quotes_in_reverse_order_are_all_located() -> None:
    drafts = [
        replace(RECRUITED, value=value, claimed=None, indicator="số", evidence=(), subject=None, unit=None)
        for value in ("1,2 tỷ đồng", "10 đến 15", "57,5%", "1.513")
    ]
    values = [item.value for item in grounded(*drafts).statistics]
    assert sorted(values) == [1.2, 10, 57.5, 1513]


@pytest.mark.parametrize(
    ("change", "field", "reason"),
    [
        ({"value": "n99"}, None, "the value n99 is no mention of the article"),
        ({"value": "d2"}, None, "the value d2 ('Sáng 5/7') is no figure"),
        ({"value": "n5"}, None, "the value n5 stands in page furniture"),
        ({"value": "n1", "reading": "upper"}, None, "the value n1 ('1.513') is no range"),
        ({"value": "n1", "claimed": 1531}, None, "the value n1 ('1.513') is not the number claimed"),
        ({"value": "kết nạp", "claimed": 1513}, None, "the value kết nạp does not hold the number claimed"),
        ({"value": ""}, None, "the value  is not in the article"),
        ({"subject": "Huyện ủy Sa Đéc"}, "subject", "the subject is not in the article"),
        ({"unit": "hội viên"}, "unit", "the figure counts 'đảng viên'"),
        ({"unit": "%"}, "unit", "the figure counts 'đảng viên'"),
        ({"period": "d99"}, "period", "the period d99 is no mention of the article"),
        ({"period": "n2"}, "period", "the period n2 ('57,5%') is no date"),
        ({"period": "d1"}, "period", "the period d1 stands in the dateline"),
        ({"of": "d2"}, "of", "the of d2 ('Sáng 5/7') is no figure"),
        ({"evidence": ((0, 10_000),)}, "evidence", "the evidence lies outside the article (0 to 10000)"),
        ({"evidence": ((5, 5),)}, "evidence", "the evidence lies outside the article (5 to 5)"),
        ({"evidence": ("Lượt xem",)}, "evidence", "the evidence stands only in page furniture"),
        (
            {"indicator": "đảng viên kết nạp năm 2023"},
            "indicator",
            "the indicator says '2023', which is not in the article",
        ),
        (
            {"indicator": "đảng viên kết nạp của Đồng Tháp"},
            "indicator",
            "the indicator says 'tháp', which is not in the article",
        ),
        (
            {"indicator": "doanh thu bán hàng toàn huyện"},
            "indicator",
            "the indicator says 'doanh', which is not in the article",
        ),
    ],
)
def test_what_the_article_does_not_bear_out_is_put_aside(
    change: dict[str, object], field: str | None, reason: str | None
) -> None:
    result = grounded(replace(RECRUITED, **change))  # type: ignore[arg-type]
    if reason is None:
        assert reasons(result) == []
        return
    assert reasons(result) == [(field, reason)]
    assert len(result.statistics) == (0 if field is None else 1)
    for found in result.statistics:
        assert any(
            span.start <= found.value_span.start and found.value_span.end <= span.end
            for span in found.evidence
        )


def test_a_refused_label_gives_way_to_the_words_of_the_sentence() -> None:
    (found,) = grounded(replace(RECRUITED, indicator="doanh thu bán hàng")).statistics
    assert found.indicator == "toàn huyện kết nạp mới đảng viên"


def test_a_figure_without_a_label_gets_the_words_of_the_sentence() -> None:
    result = grounded(replace(RECRUITED, indicator=" "))
    assert (result.statistics[0].indicator, reasons(result)) == ("toàn huyện kết nạp mới đảng viên", [])


def test_a_figure_is_taken_once_and_a_range_once_for_each_end() -> None:
    lower = replace(
        RECRUITED, value="n3", indicator="chi bộ đạt chuẩn", evidence=(), unit="chi bộ", subject=None
    )
    result = grounded(RECRUITED, RECRUITED, lower, replace(lower, reading="upper"), lower)
    assert [item.value for item in result.statistics] == [1513, 10, 15]
    assert reasons(result) == [
        (None, "the value n1 was claimed before ('1.513')"),
        (None, "the value n3 was claimed before ('10 đến 15')"),
    ]


def test_a_number_in_words_may_be_quoted() -> None:
    quoted = DraftStatistic(
        "hai lớp bồi dưỡng", "lớp bồi dưỡng", ("mở hai lớp bồi dưỡng",), unit="lớp", claimed=2
    )
    (found,) = grounded(quoted).statistics
    assert (found.value, found.printed) == (2, "hai")
    assert grounded(replace(quoted, claimed=None)).statistics[0].value == 2
    assert grounded(replace(quoted, claimed=3)).statistics == ()
    assert grounded(replace(quoted, value="lớp bồi dưỡng")).statistics == ()
    # "năm" is a year here, and "Sáu" says how long.
    assert grounded(replace(quoted, value="Sáu tháng đầu năm 2024", claimed=5)).statistics == ()
    assert grounded(replace(quoted, value="Sáu tháng đầu năm 2024", claimed=6)).statistics == ()


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("n2", "đảng viên", "%"),
        ("n4", "đồng", "tỷ đồng"),
        ("n4", None, "tỷ đồng"),
        ("n1", None, None),
        ("n1", "ĐV", "đảng viên"),
    ],
)
def test_units_printed_with_the_figure_win(value: str, unit: str | None, expected: str | None) -> None:
    (found,) = grounded(replace(RECRUITED, value=value, unit=unit, evidence=())).statistics
    assert found.unit == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Toàn huyện kết nạp 18 đồng chí.", "đảng viên"), ("Toàn huyện mở 18 lớp.", "lớp")],
)
def test_members_by_another_name_are_members(line: str, expected: str) -> None:
    made = article(line)
    claimed = DraftStatistic("n1", "số", (), unit="đảng viên")
    (found,) = ground(
        made, mentions(made, ("18", NumberReading(18))), Draft(statistics=(claimed,))
    ).statistics
    assert found.unit == expected


def test_a_meeting_is_located_in_all_its_parts() -> None:
    result = grounded(MEETING)
    (found,) = result.meetings
    assert reasons(result) == []
    assert found.name == MEETING.name
    assert found.date == JULY.period
    assert [(person.name, person.titles) for person in found.chairs] == [
        ("Lê Thị Thu Hoa", ("Bí thư Huyện ủy",))
    ]
    assert found.organizer == "Huyện ủy Sông Mây"
    assert found.location == "Trung tâm Chính trị huyện"


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("p1", ("Lê Thị Thu Hoa", ("Bí thư Huyện ủy",))),
        ("đồng chí Lê Thị Thu Hoa", ("Lê Thị Thu Hoa", ("Bí thư Huyện ủy",))),
        ("Lê Thị Thu", None),
        ("Nguyễn Văn Bảy", None),
        ("p2", None),
        ("p7", None),
        ("n1", None),
        ("Trần Văn An", None),
    ],
)
def test_people_are_named_by_the_article_or_not_at_all(
    person: str, expected: tuple[str, tuple[str, ...]] | None
) -> None:
    result = grounded(replace(MEETING, chairs=(person, person)))
    people = [(found.name, found.titles) for found in result.meetings[0].chairs]
    assert people == ([] if expected is None else [expected])
    assert bool(result.unlocated) == (expected is None)


def test_a_meeting_without_evidence_in_the_content_is_put_aside() -> None:
    result = grounded(replace(MEETING, evidence=("Trần Văn An", "Thành ủy Sa Đéc họp")))
    assert result.meetings == ()
    assert reasons(result)[-1] == (None, "none of its evidence is in the article's content")
    assert ("evidence", "the evidence stands only in the byline") in reasons(result)


def test_a_meeting_called_otherwise_gets_the_name_its_evidence_prints() -> None:
    result = grounded(replace(MEETING, name="Đại hội Đảng bộ Sa Đéc"))
    assert result.meetings[0].name.startswith("hội nghị sơ kết 6 tháng đầu năm 2024")
    assert reasons(result) == [("name", "the name is not in the article")]


def test_a_speech_is_located_with_its_tasks() -> None:
    result = grounded(replace(SPEECH, tasks=(*SPEECH.tasks, DraftTask("xây dựng cầu mới", ("xây cầu",)))))
    (found,) = result.directives
    assert [task.text for task in found.tasks] == [task.text for task in SPEECH.tasks]
    assert all([span.text for span in task.evidence] == [task.text] for task in found.tasks)
    assert (found.issuer, found.kind, found.addressees[0]) == ("Lê Thị Hoa", "đề nghị", "các chi bộ")
    assert reasons(result) == [("tasks", "the task is not in the article")]


@pytest.mark.parametrize(
    ("draft", "number"),
    [
        (DOCUMENT, "12-CT/TU"),
        (replace(DOCUMENT, document="Chỉ thị số 12-CT/TU"), "12-CT/TU"),
        (replace(DOCUMENT, document="chỉ thị"), None),
    ],
)
def test_a_document_is_a_citation_or_a_quote(draft: DraftDirective, number: str | None) -> None:
    (found,) = grounded(draft).directives
    assert found.document is not None
    assert (found.document.kind, found.document.number) == ("chỉ thị", number or "12-CT/TU")
    assert found.evidence == (found.document.span,)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"document": "c9"}, "the document 'c9' is no mention of the article"),
        ({"document": "n1"}, "'1.513' names no kind of document"),
        (
            {"document": "Nghị quyết số 77-NQ/TU"},
            "the document 'Nghị quyết số 77-NQ/TU' is not in the article",
        ),
        ({"document": "hai lớp"}, "'hai lớp' names no kind of document"),
        ({"document": None}, "it names no document"),
        ({"source": "rumour"}, "the source is neither a document nor a speech: 'rumour'"),
    ],
)
def test_an_invented_document_is_put_aside(change: dict[str, object], reason: str) -> None:
    result = grounded(replace(DOCUMENT, **change))  # type: ignore[arg-type]
    assert (result.directives, reasons(result)) == ((), [(None, reason)])


def test_a_claim_is_kept_as_json_whatever_it_holds() -> None:
    hostile = replace(RECRUITED, value="\ud800" + "x" * 10_000)
    result = grounded(replace(hostile, claimed=float("nan")), replace(hostile, claimed=10**5_000))
    first, second = result.unlocated
    assert len(first.claim["value"]) == len(first.reason) == 500
    assert (first.claim["claimed"], second.claim["claimed"]) == ("nan", "a number of more than 18 digits")
    assert "nan" in first.model_dump_json()
    assert second.model_dump_json()


PIECES = [ARTICLE.view[block.start : block.end] for block in ARTICLE.blocks]
WORDS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["n1", "n2", "n3", "n5", "d1", "d2", "p1", "c1", "%", "Huyện uỷ", *PIECES]),
    st.sampled_from(PIECES).flatmap(
        lambda piece: st.tuples(st.integers(0, len(piece)), st.integers(0, 40)).map(
            lambda cut: piece[cut[0] : cut[0] + cut[1]]
        )
    ),
)
MAYBE = st.none() | WORDS
EVIDENCE = st.lists(WORDS | st.tuples(st.integers(-5, 900), st.integers(-5, 900)), max_size=3).map(tuple)
TEXTS = st.lists(WORDS, max_size=2).map(tuple)
DRAFTS = st.one_of(
    st.builds(
        DraftStatistic,
        value=WORDS,
        indicator=WORDS,
        evidence=EVIDENCE,
        unit=MAYBE,
        of=MAYBE,
        subject=MAYBE,
        period=MAYBE,
        claimed=st.none() | st.integers() | st.floats(),
        reading=st.sampled_from([None, "upper", "lower", "x"]),
    ),
    st.builds(
        DraftMeeting,
        name=WORDS,
        evidence=EVIDENCE,
        kind=MAYBE,
        date=MAYBE,
        organizer=MAYBE,
        location=MAYBE,
        chairs=TEXTS,
        attendees=TEXTS,
        agenda=TEXTS,
    ),
    st.builds(
        DraftDirective,
        source=st.sampled_from(["document", "speech", "x"]),
        evidence=EVIDENCE,
        kind=MAYBE,
        document=MAYBE,
        issuer=MAYBE,
        addressees=TEXTS,
        date=MAYBE,
        subject=MAYBE,
        tasks=st.lists(st.builds(DraftTask, WORDS, EVIDENCE), max_size=2).map(tuple),
    ),
)


@given(st.lists(DRAFTS, max_size=4))
def test_any_draft_is_grounded_in_the_content_or_put_aside(
    drafts: list[DraftStatistic | DraftMeeting | DraftDirective],
) -> None:
    result = grounded(*drafts)
    whole = [item for item in result.unlocated if item.field is None]
    kept = (*result.statistics, *result.meetings, *result.directives)
    # Directives on one document are one.
    assert len(kept) + len(whole) <= len(drafts)
    assert bool(kept) or len(whole) == len(drafts)
    for item in kept:
        assert item.evidence
        for span in item.evidence:
            assert ARTICLE.text[span.start : span.end] == span.text
            assert ARTICLE.role_at(span.start).is_content
    for item in result.statistics:
        assert ARTICLE.role_at(item.value_span.start).is_content
        assert item.indicator
    for unlocated in result.unlocated:
        assert unlocated.reason
        unlocated.model_dump_json()


def test_other_digits_are_no_figure() -> None:
    made = article("Phong trào chi bộ 4 tốt được nhân rộng.")
    found = mentions(made, ("4", OtherReading("name")))
    draft = Draft(statistics=(DraftStatistic("x1", "chi bộ", ()),))
    assert [item.reason for item in ground(made, found, draft).unlocated] == [
        "the value x1 ('4') is no figure"
    ]


def test_a_meeting_may_take_its_day_from_the_dateline():
    """The words "sáng nay" mean the day that the dateline prints; a figure's period has no such words."""
    text = "Xã Lũng Mận họp\n\n12/07/2024 08:15\n\nSáng nay, Đảng ủy xã Lũng Mận tổ chức hội nghị sơ kết công tác năm.\n\nHà Lụa"
    page = read(text)
    found = find_mentions(page)
    stamp = next(mention for mention in found if mention.text.startswith("12/07/2024"))
    meeting = DraftMeeting(
        name="hội nghị sơ kết công tác năm", evidence=("tổ chức hội nghị sơ kết",), date=stamp.id
    )
    grounded = ground(page, found, Draft(meetings=(meeting,)))
    assert not grounded.unlocated
    assert str(grounded.meetings[0].date.start) == "2024-07-12"
