"""What has no id, or a wrong reading: answers by quotes, corrections and titles, all the way to the records."""

from __future__ import annotations

import datetime as dt

import pytest

from partyx.grounding import ground
from partyx.mention import Kind
from partyx.mentions import find_mentions
from partyx.model.complaints import complaints
from partyx.model.drafting import draft
from partyx.model.marking import mark
from partyx.model.merging import merge
from partyx.model.refs import Refs
from partyx.model.wire import Answer, WireFix, WireMeeting, WireOrder, WireStatistic
from partyx.reading import read

TEXT = """Sáng 5/3/2020, Đảng ủy xã Hòa Mai họp.

Từ ngày 1/1/2020 đến nay, doanh nghiệp ngoài khu vực Nhà nước có 12 chi bộ; tháng 4/2020 và tháng 9/2020 kết nạp 9 đảng viên.

Thượng tọa Thích Minh, Trưởng Ban Trị sự dự hội nghị sơ kết. Phó Trưởng Ban Văn hóa không dự.

Ban Dân vận đề nghị thực hiện Hướng dẫn số 7-HD/HU. Văn bản ấy được Huyện ủy Suối Bạc ký ngày 2/2/2020.

Bộ Chính trị họp ngày 9/9/2019.

Bí thư chỉ đạo các chi bộ tập trung rà soát nguồn; hoàn thành trong quý III/2020.
"""


def grounded(**parts):
    article = read(TEXT)
    mentions = find_mentions(article)
    refs = Refs(mark(article, mentions))
    return ground(article, mentions, draft(Answer.of(**parts), refs))


def figure(printed: str) -> str:
    article = read(TEXT)
    return next(one.id for one in find_mentions(article) if one.text == printed)


def statistic(**parts) -> WireStatistic:
    said = {"v": figure("12"), "ind": "chi bộ", "unit": "chi bộ", "subj": None, "per": None}
    return WireStatistic(**said | parts)


def refused(found, field):
    return [one.reason for one in found.unlocated if one.field == field]


@pytest.mark.parametrize(
    ("per", "start", "end"),
    [
        ("tháng 4/2020", dt.date(2020, 4, 1), dt.date(2020, 4, 30)),
        ("sáng 5/3/2020", dt.date(2020, 3, 5), dt.date(2020, 3, 5)),
        ("trong quý III/2020", dt.date(2020, 7, 1), dt.date(2020, 9, 30)),
    ],
)
def test_a_quoted_time_is_read_as_one_with_an_id_is(per, start, end) -> None:
    found = grounded(
        meetings=[WireMeeting.of(at="s1", name="hội nghị sơ kết", date=per)],
        orders=[WireOrder(at="s8", by="Bí thư", verb=None, to=[], date=per, due=per, tasks=[])],
    )
    (meeting,) = found.meetings
    assert (meeting.date.start, meeting.date.end) == (start, end)
    (order,) = found.directives
    assert (order.date.start, order.deadline.end) == (start, end)


@pytest.mark.parametrize(
    ("per", "reason"),
    [
        ("ngoài khu vực", "the period is no date"),
        ("tháng 4/2020 và tháng 9/2020", "the period holds several dates"),
        ("tháng 5/2020", "the period is not in the article"),
    ],
)
def test_a_quote_that_is_no_time_is_put_aside(per, reason) -> None:
    found = grounded(stats=[statistic(per=per)])
    assert [one.period for one in found.statistics] == [None]
    assert refused(found, "period") == [reason]


def test_a_quoted_deadline_is_no_period() -> None:
    """As of one by its id."""
    found = grounded(stats=[statistic(per="tháng 4/2020")])
    assert found.statistics[0].period is not None
    later = grounded(stats=[statistic(per="ngày 9/9/2019")])
    assert later.statistics[0].period is None
    assert refused(later, "period") == ["the period is not said up to the end of its paragraph"]


@pytest.mark.parametrize(
    ("subject", "printed"),
    [
        ("doanh nghiệp ngoài khu vực {o}", "doanh nghiệp ngoài khu vực Nhà nước"),
        ("{o}", "Nhà nước"),
    ],
)
def test_a_subject_may_be_an_id_with_the_words_before_it(subject, printed) -> None:
    found = grounded(stats=[statistic(subj=subject.format(o=figure("Nhà nước")))])
    assert [one.subject for one in found.statistics] == [printed]


def test_words_that_do_not_stand_beside_the_id_are_put_aside() -> None:
    said = f"hợp tác xã {figure('Nhà nước')}"
    found = grounded(stats=[statistic(subj=said)])
    assert [one.subject for one in found.statistics] == [None]
    assert refused(found, "subject") == ["the subject is not in the article"]


@pytest.mark.parametrize("date", ["ngày 2/2/2020", "{d}"])
def test_a_document_is_corrected(date) -> None:
    """Beside its id: who issued it, when, what about."""
    fix = WireFix(
        c=figure("Hướng dẫn số 7-HD/HU"),
        by="Huyện ủy Suối Bạc",
        date=date.format(d=figure("ngày 2/2/2020")),
        about="Văn bản ấy",
    )
    (directive,) = grounded(docs=[fix.c], fixes=[fix]).directives
    assert (directive.issuer, directive.document.issuer) == ("Huyện ủy Suối Bạc", "Huyện ủy Suối Bạc")
    assert directive.date.start == directive.document.issued.start == dt.date(2020, 2, 2)
    assert directive.subject == "Văn bản ấy"
    assert directive.document.number == "7-HD/HU"


@pytest.mark.parametrize(
    ("fix", "field", "reason"),
    [
        ({"by": "Bộ Chính trị"}, "issuer", "the issuer stands in no paragraph that cites it"),
        ({"date": "ngày 9/9/2019"}, "date", "the date stands in no paragraph that cites it"),
        ({"about": "Ban Dân vận đề nghị"}, "subject", "the subject stands before its citation"),
        ({"about": "Bộ Chính trị họp"}, "subject", "the subject stands in no paragraph that cites it"),
        ({"by": "Huyện ủy Bịa Đặt"}, "issuer", "the issuer is not in the article"),
    ],
)
def test_a_correction_must_stand_where_the_document_is_cited(fix, field, reason) -> None:
    """Else what the library read stays."""
    name = figure("Hướng dẫn số 7-HD/HU")
    found = grounded(fixes=[WireFix.of(c=name, **fix)])
    plain = grounded(docs=[name])
    assert found.directives == plain.directives
    assert refused(found, field) == [reason]


def test_a_title_is_given_to_a_person_without_an_id() -> None:
    meeting = WireMeeting.of(at="s3", name="hội nghị sơ kết", attendees=["Thích Minh"])
    titles = [{"who": "Thích Minh", "title": "Trưởng Ban Trị sự"}]
    (found,) = grounded(meetings=[meeting], titles=titles).meetings
    assert [(one.name, one.titles) for one in found.attendees] == [("Thích Minh", ("Trưởng Ban Trị sự",))]


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Phó Trưởng Ban Văn hóa", "the title stands in no sentence with the name"),
        ("Bộ trưởng", "the title is not in the article"),
    ],
)
def test_a_title_of_somebody_else_is_put_aside(title, reason) -> None:
    meeting = WireMeeting.of(at="s3", name="hội nghị sơ kết", attendees=["Thích Minh"])
    found = grounded(meetings=[meeting], titles=[{"who": "Thích Minh", "title": title}])
    assert [one.titles for one in found.meetings[0].attendees] == [()]
    assert refused(found, "attendees.titles") == [reason]


def test_a_task_may_begin_inside_a_clause() -> None:
    order = WireOrder(
        at="s8", by="Bí thư", verb="chỉ đạo", to=["các chi bộ"], date=None, due=None, tasks=["s8a:tập trung"]
    )
    (found,) = grounded(orders=[order]).directives
    assert [task.text for task in found.tasks] == ["tập trung rà soát nguồn"]


def test_corrections_and_titles_of_several_answers_are_merged() -> None:
    article = read(TEXT)
    refs = Refs(mark(article, find_mentions(article)))
    name = figure("Hướng dẫn số 7-HD/HU")
    one = Answer.of(fixes=[WireFix.of(c=name, by="Huyện ủy Suối Bạc")], titles=[{"who": "A", "title": "B"}])
    two = Answer.of(fixes=[WireFix.of(c=name, date="ngày 2/2/2020")], titles=[{"who": "A", "title": "B"}])
    made = merge([one, two], refs)
    assert (made.fixes, made.titles) == (one.fixes, one.titles)


def test_an_answer_of_the_first_version_is_still_one() -> None:
    """It has neither corrections nor titles."""
    text = '{"meetings":[],"stats":[],"plans":[],"wholes":[],"docs":["c1"],"orders":[]}'
    answer = Answer.model_validate_json(text)
    assert (answer.docs, answer.fixes, answer.titles) == (["c1"], [], [])
    article = read(TEXT)
    assert complaints(answer, Refs(mark(article, find_mentions(article)))) == []


def test_what_is_wrong_with_a_meeting_is_said_by_the_roles_of_its_fields() -> None:
    """Under the names of the wire, in the order of the record."""
    article = read(
        "Hội nghị sơ kết\n\nSáng 5/3/2024, Tỉnh ủy Sông Mây tổ chức Hội nghị sơ kết; ông Lò Văn Inh chủ trì."
    )
    mentions = find_mentions(article)
    refs = Refs(mark(article, mentions))
    (body,), (person,), (day,) = (
        [one.id for one in mentions.of_kind(kind)] for kind in (Kind.ORGANISATION, Kind.PERSON, Kind.DATE)
    )
    right = {"at": "s2", "name": "Hội nghị sơ kết", "date": day, "org": body, "loc": None, "chairs": [person]}
    wrong = {
        "at": "s9",
        "name": "Hội nghị bịa",
        "kind": "kiểu bịa",
        "date": person,
        "org": day,
        "loc": "xã Bịa",
        "chairs": [body, "Lò Văn Bịa"],
        "agenda": ["việc bịa"],
    }
    said = Answer.of(meetings=[WireMeeting.of(**right), WireMeeting.of(**wrong)])
    places = [one.partition(":")[0] for one in complaints(said, refs)]
    assert places == [
        f"meetings[1].{field}"
        for field in ("at", "name", "date", "org", "loc", "chairs[0]", "chairs[1]", "agenda[0]")
    ]
