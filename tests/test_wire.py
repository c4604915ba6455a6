"""What comes back over the wire: its schema, its ids, its complaints, and the draft made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from marked import id_of, marked, refs, sentence_with
from pydantic import ValidationError

from partyx.language.ranges import trimmed
from partyx.llm.wire_schema import narrowed, wire_schema
from partyx.mention import Kind
from partyx.mentions import find_mentions
from partyx.model.complaints import complaints, reask
from partyx.model.drafting import draft
from partyx.model.marking import mark
from partyx.model.merging import merge
from partyx.model.refs import Refs, as_id
from partyx.model.wire import (
    WIRE_VERSION,
    Answer,
    SecondAnswer,
    WireStatistic,
    wire_sha256,
)
from partyx.reading import read
from partyx.rules.statistics.clauses import Clauses

ARTICLES = Path(__file__).parents[1] / "evals" / "articles"
EMPTY = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}
LAST_YEAR = """Nguồn từ doanh nghiệp ngoài khu vực Nhà nước có 12 chi bộ, nhiệm kỳ trước có 9 chi bộ.

Ngày 10/12/2019, Đảng ủy xã Hòa Mai ban hành Kế hoạch số 101-KH/ĐU về học tập.

Sáng 5/3/2020, H’Bia Niê, Trưởng ban Dân vận Huyện ủy chủ trì hội nghị sơ kết tại huyện Mai Sơn. Bí thư chỉ đạo các chi bộ tập trung rà soát nguồn; từ ngày 1/4/2020 đến 30/6/2020 kết nạp xong.
"""
MEETING = {
    "at": "s3",
    "name": "hội nghị sơ kết công tác phát triển đảng 9 tháng đầu năm 2024",
    "kind": "hội nghị sơ kết",
    "date": "d2",
    "org": "o2",
    "loc": None,
    "mode": None,
    "chairs": ["p1"],
    "speakers": ["p2", "p3"],
    "attendees": ["p1"],
    "agenda": ["sơ kết công tác phát triển đảng"],
}
ORDER = {
    "at": "s10",
    "by": "p3",
    "verb": "yêu cầu",
    "to": ["các chi bộ"],
    "date": "d2",
    "due": "d6",
    "tasks": ["s10c-d", "s10e", "s11"],
}


def answer(**parts) -> Answer:
    return Answer.model_validate(EMPTY | parts)


def stat(v: str, **more) -> dict:
    return {"v": v, "ind": "đảng viên kết nạp mới", "unit": "đảng viên", "subj": "o3", "per": "d4"} | more


# -- the schema -----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Answer, SecondAnswer])
def test_the_schema_is_what_strict_modes_take(model):
    """Closed objects, every member required, absence said as null, no keyword they refuse."""
    schema = wire_schema(model)
    assert schema == narrowed(schema)
    objects = [schema, *schema["$defs"].values()]
    for item in objects:
        assert item["additionalProperties"] is False
        assert item["required"] == list(item["properties"])


def test_an_answer_is_read_strictly():
    """A number where an id belongs, or a member too many, is no answer."""
    for wrong in (stat("n1") | {"v": 1}, stat("n1", value=128)):
        with pytest.raises(ValidationError):
            WireStatistic.model_validate(wrong)


def test_the_wire_is_versioned_by_number_and_hash():
    """Provenance and recordings hang on both: whoever changes the schema changes these two lines."""
    assert WIRE_VERSION == "2"
    assert wire_sha256()[:12] == "46bc8132e723"


# -- ids and phrases ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ref", "name"),
    [
        ("n7", "n7"),
        ("N7", "n7"),
        ("⟨n7⟩", "n7"),
        (" [s12] ", "s12"),
        ("d12345678", None),
        ("các chi bộ", None),
        ("n", None),
        ("", None),
        ("49-QĐ/TW", None),
    ],
)
def test_an_id_is_told_from_a_phrase(ref, name):
    """Brackets and case are slips; anything else is a phrase."""
    assert as_id(ref) == name


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        ("s11", "Quan tâm giúp đỡ đảng viên dự bị."),
        ("s10e", "hoàn thành hồ sơ trước ngày 30/11/2024."),
        ("s10c-d", "các chi bộ rà soát nguồn phát triển đảng ở từng thôn, nhất là thôn vùng cao;"),
        ("s10c-s10d", "các chi bộ rà soát nguồn phát triển đảng ở từng thôn, nhất là thôn vùng cao;"),
        ("[s11]", "Quan tâm giúp đỡ đảng viên dự bị."),
        ("s11a", "Quan tâm giúp đỡ đảng viên dự bị."),
        ("s10c:rà soát nguồn", "rà soát nguồn phát triển đảng ở từng thôn,"),
        ("s10c-d: Rà soát", "rà soát nguồn phát triển đảng ở từng thôn, nhất là thôn vùng cao;"),
        ("s11:giúp đỡ", "giúp đỡ đảng viên dự bị."),
        ("s11:", "Quan tâm giúp đỡ đảng viên dự bị."),
        ("s10c:hoàn thành", None),
        ("s10c:soát nguồn phát", "soát nguồn phát triển đảng ở từng thôn,"),
        ("s10c:soá", None),
        ("s10z", None),
        ("s10d-c", None),
        ("s99", None),
        ("s0", None),
        ("s11-c", None),
        ("n1", None),
    ],
)
def test_clauses_are_found_by_reference(ref, text):
    """A task is an id; one that names no clause finds nothing."""
    found = refs()
    place = found.clauses(ref)
    assert (place and found.marked.article.view[slice(*place)]) == text


@pytest.mark.parametrize(
    ("quote", "there"),
    [
        ("toàn Đảng bộ huyện", True),
        ("Toàn đảng bộ huyện⟨o3⟩", True),
        ("uỷ viên", False),
        ("Huyện uỷ Phù Lan", True),
        ("Đảng bộ kết nạp đồng chí", True),
        ("Đảng bộ huyện Phù Yên", False),
        ("kết nạp 128 đồng chí", True),
        ("kết nạp 12 đồng chí", False),
        ("4.512", False),
        ("", False),
        ("…", False),
    ],
)
def test_a_phrase_must_be_in_the_content(quote, there):
    """Spelling and a word left out are no matter; another number, another name and furniture are."""
    assert refs().occurs(quote) is there


@pytest.mark.parametrize(
    ("ref", "text"),
    [
        ("ngoài khu vực {o}", "ngoài khu vực Nhà nước"),
        ("doanh nghiệp ngoài khu vực {o}", "doanh nghiệp ngoài khu vực Nhà nước"),
        ("khu vực ⟨{o}⟩", "khu vực Nhà nước"),
        ("khu vực {o} có 12 chi bộ", "khu vực Nhà nước có 12 chi bộ"),
        ("{o} có {n}", "Nhà nước có 12"),
        ("khu vực ^Nhà nước⟨{o}⟩", "khu vực Nhà nước"),
        ("trong khu vực {o}", None),
        ("khu {o}", None),
        ("{o} khu vực", None),
        ("ngoài khu vực o99", None),
    ],
)
def test_an_id_may_be_said_with_the_words_beside_it(ref, text):
    """They must stand right there; then the stretch is what is meant."""
    found = refs(LAST_YEAR)
    ref = ref.format(o=id_of(found, "Nhà nước"), n=id_of(found, "12"))
    place = found.phrase(ref)
    assert (place and found.marked.article.view[slice(*place)]) == text
    assert found.occurs(ref) is (text is not None)
    if text is not None:
        assert found.plain(ref) == text


# -- complaints -----------------------------------------------------------------------------------


def test_a_good_answer_draws_no_complaint():
    """Else every answer would be asked for twice."""
    good = answer(
        meetings=[MEETING],
        stats=[stat("n1"), stat("n7", subj="Huyện", per=None)],
        plans=["n7"],
        docs=["c1"],
        orders=[ORDER],
    )
    assert complaints(good, refs()) == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"stats": [stat("n99")]}, ['stats[0].v: không có id "n99"']),
        ({"stats": [stat("p1")]}, ["stats[0].v: p1 là người"]),
        ({"stats": [stat("d1")]}, ["stats[0].v: d1 là ngày tháng"]),
        ({"stats": [stat("999 đảng viên")]}, ['stats[0].v: "999 đảng viên"']),
        ({"stats": [stat("n1"), stat("⟨n1⟩")]}, ['"n1" được ghi 2 lần']),
        ({"stats": [stat("n1", subj="Huyện ủy Bịa Đặt")]}, ['stats[0].subj: "Huyện ủy Bịa Đặt"']),
        ({"stats": [stat("n1", subj="p1")]}, ["stats[0].subj: p1 là người"]),
        ({"stats": [stat("n1", per="2024")]}, ['stats[0].per: không có id "2024"']),
        ({"stats": [stat("n1", per="n2")]}, ["stats[0].per: n2 là con số"]),
        ({"stats": [stat("n1")], "plans": ["n2"]}, ['plans[0]: "n2" không có trong stats']),
        (
            {"stats": [stat("n1")], "wholes": [{"v": "n1", "of": "d1"}]},
            ['wholes[0].of: "d1" không phải id của một con số'],
        ),
        ({"meetings": [MEETING | {"at": "s77"}]}, ['meetings[0].at: không có câu "s77"']),
        ({"meetings": [MEETING | {"name": "hội nghị tổng kết năm"}]}, ["meetings[0].name"]),
        ({"meetings": [MEETING | {"chairs": ["o1"]}]}, ["meetings[0].chairs[0]: o1 là tổ chức"]),
        ({"meetings": [MEETING | {"speakers": ["Nguyễn Không Có"]}]}, ["meetings[0].speakers[0]"]),
        ({"meetings": [MEETING | {"agenda": ["bầu cử"]}]}, ["meetings[0].agenda[0]"]),
        ({"stats": [stat("n1", per="cuối nhiệm kỳ")]}, ['stats[0].per: "cuối nhiệm kỳ"']),
        ({"meetings": [MEETING | {"date": "tháng 9"}]}, ['meetings[0].date: "tháng 9"']),
        ({"fixes": [{"c": "o1", "by": None, "date": None, "about": None}]}, ["fixes[0].c: o1 là tổ chức"]),
        ({"fixes": [{"c": "c1", "by": "Bộ Bịa", "date": None, "about": None}]}, ["fixes[0].by"]),
        ({"fixes": [{"c": "c1", "by": None, "date": "n1", "about": None}]}, ["fixes[0].date: n1 là con số"]),
        ({"titles": [{"who": "Lê Văn Bịa", "title": "Bí thư Huyện ủy"}]}, ["titles[0].who"]),
        ({"titles": [{"who": "Trần Văn Khê", "title": "Bộ trưởng"}]}, ["titles[0].title"]),
        ({"orders": [ORDER | {"tasks": ["s10c:tăng cường"]}]}, ["orders[0].tasks[0]"]),
        ({"docs": ["n1"]}, ["docs[0]: n1 là con số"]),
        ({"docs": ["Nghị quyết số 9"]}, ['docs[0]: "Nghị quyết số 9"']),
        ({"orders": [ORDER | {"by": "d1"}]}, ["orders[0].by: d1 là ngày tháng"]),
        ({"orders": [ORDER | {"verb": "ra lệnh"}]}, ["orders[0].verb"]),
        ({"orders": [ORDER | {"to": ["toàn quốc"]}]}, ["orders[0].to[0]"]),
        (
            {"orders": [ORDER | {"tasks": ["s10y", "s11"]}]},
            ['orders[0].tasks[0]: không có câu hay vế "s10y"'],
        ),
    ],
)
def test_each_offence_is_named_once(parts, said):
    """The re-ask is specific: it names the place and the item, and nothing else."""
    found = complaints(answer(**parts), refs())
    assert len(found) == len(said)
    assert all(words in complaint for words, complaint in zip(said, found, strict=True))
    assert all(complaint in reask(found) for complaint in found)


# -- drafts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_the_clause_of_a_figure_is_the_one_that_the_rules_read(path):
    """One reader cuts clauses, whoever asks; but the rules let "một" cut none ("tố đúng một phần"), which marks do."""
    article = read(path)
    mentions = find_mentions(article)
    figures = [one for one in mentions.of_kind(Kind.NUMBER) if article.role_at(one.start).is_content]
    made = draft(answer(stats=[stat(one.id) for one in figures]), Refs(mark(article, mentions)))
    evidence = {one.value: one.evidence for one in made.statistics}
    clauses = Clauses(article, mentions)
    ones = {article.sentence_around(one.start) for one in figures if one.text.casefold() == "một"}
    for figure in figures:
        clause = clauses.around(figure)
        if article.sentence_around(figure.start) in ones:
            (span,) = evidence[figure.id]
            assert span[0] == trimmed(article.view, clause.start, clause.end)[0]
            assert span[1] <= clause.end
            continue
        assert evidence[figure.id] == (trimmed(article.view, clause.start, clause.end),), figure.text


def test_a_statistic_becomes_a_draft_with_its_clause():
    """Subject by id becomes the phrase, the unit is the model's, the clause is the evidence."""
    found = refs()
    made = draft(answer(stats=[stat("n1")]), found).statistics[0]
    assert (made.value, made.unit, made.subject, made.period) == (
        "n1",
        "đảng viên",
        "toàn Đảng bộ huyện",
        "d4",
    )
    view = found.marked.article.view
    assert [view[start:end] for start, end in made.evidence] == ["toàn Đảng bộ huyện kết nạp 128 đồng chí"]


@pytest.mark.parametrize(
    ("text", "printed", "said", "unit"),
    [
        ("Tỷ lệ đạt 80% kế hoạch.", "80%", "đảng viên", "%"),
        ("Ủng hộ 12 tỷ đồng cho quỹ.", "12", "đồng", "tỷ đồng"),
        ("Có 48 chi bộ.", "48", "chi bộ", "chi bộ"),
        ("Có 48 chi bộ.", "48", None, None),
        ("Có 48 chi bộ.", "48", "  ", None),
    ],
)
def test_the_unit_printed_with_the_figure_wins(text, printed, said, unit):
    """A share and money are read off the figure, whatever the model says."""
    found = refs(text)
    assert (
        draft(answer(stats=[stat(id_of(found, printed), unit=said, subj=None, per=None)]), found)
        .statistics[0]
        .unit
        == unit
    )


def test_both_ends_of_a_range_are_drafted():
    """A range has one id and states two figures."""
    made = draft(answer(stats=[stat("n6", unit="quần chúng")]), refs()).statistics
    assert [(one.value, one.reading) for one in made] == [("n6", None), ("n6", "upper")]


def test_targets_and_wholes_come_from_their_lists():
    """Rare attributes are said once, apart from the records."""
    made = draft(
        answer(stats=[stat("n1"), stat("n7")], plans=["n7"], wholes=[{"v": "n1", "of": "n3"}]), refs()
    ).statistics
    assert [(one.target, one.of) for one in made] == [(False, "n3"), (True, None)]


def test_a_meeting_becomes_a_draft():
    """Who presides or speaks does not only attend; each person once a list."""
    found = refs()
    made = draft(answer(meetings=[MEETING | {"speakers": ["p2", "p3", "p1"]}]), found).meetings[0]
    assert made.chairs == ("p1",)
    assert made.speakers == ("p2", "p3")
    assert made.attendees == ()
    assert made.organizer == "Huyện ủy Phù Lan"
    assert made.date == "d2"
    view = found.marked.article.view
    assert [view[start:end][:14] for start, end in made.evidence] == ["Sáng 14/10, Hu"]


def test_a_document_is_drafted_once_with_all_its_citations():
    """Naming a later mention, or both, is naming the document."""
    found = refs()
    for docs in (["c1"], ["c2"], ["c1", "c2"]):
        made = draft(answer(docs=docs), found).directives
        assert [one.document for one in made] == ["c1"]
        assert len(made[0].evidence) == 2
        assert made[0].subject == "về kết nạp đảng viên"


def test_what_a_document_asks_for_joins_its_citation():
    """An order by a document is no speech."""
    order = ORDER | {"by": "c2", "verb": None, "tasks": ["s8b"], "due": None}
    made = draft(answer(docs=["c1"], orders=[order]), refs()).directives
    assert [(one.source, one.document) for one in made] == [("document", "c1")]
    assert [task.text for task in made[0].tasks] == ["gắn Quy định 24 với đánh giá cuối năm"]
    assert made[0].addressees == ("các chi bộ",)


def test_an_instruction_is_drafted_with_its_tasks():
    """The tasks are slices of the article, and the evidence covers them all."""
    found = refs()
    (made,) = draft(answer(orders=[ORDER]), found).directives
    assert (made.source, made.kind, made.issuer, made.date, made.deadline) == (
        "speech", "yêu cầu", "p3", "d2", "d6",
    )  # fmt: skip
    assert [task.text for task in made.tasks] == [
        "các chi bộ rà soát nguồn phát triển đảng ở từng thôn, nhất là thôn vùng cao",
        "hoàn thành hồ sơ trước ngày 30/11/2024",
        "Quan tâm giúp đỡ đảng viên dự bị",
    ]
    view = found.marked.article.view
    said = view[slice(*made.evidence[0])]
    assert said.startswith("Kết luận hội nghị")
    assert all(task.text in said for task in made.tasks)


@pytest.mark.parametrize(
    ("sentence", "task"),
    [
        ("Cùng với đó, tăng cường kiểm tra cơ sở.", "tăng cường kiểm tra cơ sở"),
        ("Đồng thời tăng cường kiểm tra cơ sở./.", "tăng cường kiểm tra cơ sở"),
        ("Và, trong thời gian tới, giữ vững nề nếp…", "giữ vững nề nếp"),
        ("Vàng A Páo giữ vững nề nếp.", "Vàng A Páo giữ vững nề nếp"),
        ("Đồng thời, …", "Đồng thời"),
    ],
)
def test_a_task_begins_with_what_is_to_be_done(sentence, task):
    """Words that only lead over from the task before are left out, and so are the stops."""
    made = draft(answer(orders=[ORDER | {"by": "x", "to": [], "tasks": ["s1"]}]), refs(sentence))
    assert [one.text for one in made.directives[0].tasks] == [task]


def test_what_the_article_does_not_have_goes_on_for_grounding_to_refuse():
    """Only the item is lost, never the answer: nothing is dropped or mended here."""
    made = draft(
        answer(
            stats=[stat("n99"), stat("999 đảng viên"), stat("n1")],
            docs=["Nghị quyết số 9", "c77"],
            orders=[ORDER | {"tasks": ["s10y"]}],
        ),
        refs(),
    )
    assert [one.value for one in made.statistics] == ["n99", "999 đảng viên", "n1"]
    assert [one.document for one in made.directives] == ["Nghị quyết số 9", "c77", None]
    assert [task.evidence for task in made.directives[2].tasks] == [("s10y",)]


def test_a_figure_without_an_id_may_be_quoted():
    """What the finder missed is not lost."""
    found = refs("Huyện mở mười lăm lớp bồi dưỡng.")
    made = draft(answer(stats=[stat("mười lăm lớp", subj="Huyện", per=None)]), found).statistics[0]
    assert made.value == "mười lăm lớp"
    assert made.evidence == ((0, 31),)


# -- merging --------------------------------------------------------------------------------------


def test_windows_are_merged_without_repeats():
    """One mention is one statistic, one document, one meeting; what the second adds is kept."""
    found = refs()
    first = answer(
        meetings=[MEETING | {"speakers": ["p1"], "date": None}],
        stats=[stat("n1")],
        docs=["c1"],
        orders=[ORDER],
    )
    second = answer(
        meetings=[MEETING | {"speakers": ["p2", "p3"]}],
        stats=[stat("n1"), stat("n2")],
        docs=["c2"],
        orders=[ORDER | {"by": "p1", "tasks": ["s11"], "to": []}],
    )
    made = merge([first, second], found)
    assert [one.v for one in made.stats] == ["n1", "n2"]
    assert made.docs == ["c1"]
    (meeting,) = made.meetings
    assert (meeting.date, meeting.speakers) == ("d2", ["p1", "p2"])
    (order,) = made.orders
    assert order.tasks == ORDER["tasks"]


def test_meetings_on_two_days_stay_two():
    """A name alone does not make two meetings one."""
    made = merge([answer(meetings=[MEETING]), answer(meetings=[MEETING | {"date": "d5"}])], refs())
    assert [one.date for one in made.meetings] == ["d2", "d5"]


def test_ids_are_looked_up_in_what_was_shown():
    """An id of page furniture exists in the article, but was never offered."""
    found = marked()
    hidden = [mention.id for mention in found.mentions if mention.text == "4.512"]
    assert hidden
    assert Refs(found).mention(hidden[0]) is None
    assert sentence_with(Refs(found), "128") == "s5"
