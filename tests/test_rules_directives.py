"""Directives by rule: whole articles and the parts of one sentence. Instructions are in cases/vi/instructions.toml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Article, Block, Role, Sentence
from partyx.language.fold import fold_in_place
from partyx.mention import DateReading, DocumentReading, Kind, Mention, Mentions, PersonReading
from partyx.mentions import find_mentions
from partyx.reading import read
from partyx.rules.directives import draft_directives
from partyx.rules.directives.imperatives import Imperatives
from partyx.settings import Settings

if TYPE_CHECKING:
    from partyx.draft import DraftDirective

ARTICLES = Path(__file__).parent.parent / "evals" / "articles"
HEAD = "Tiêu đề về công tác xây dựng Đảng\n\nSáng 12/7/2023, Huyện ủy tổ chức hội nghị sơ kết 6 tháng đầu năm 2023.\n\n"


def drafted(text: str | Path) -> tuple[tuple[DraftDirective, ...], Mentions]:
    article = read(text, Settings())
    mentions = find_mentions(article)
    return draft_directives(article, mentions), mentions


def sample(article: str) -> tuple[tuple[DraftDirective, ...], Mentions]:
    return drafted(next(ARTICLES.glob(f"{article}_*.txt")))


def test_a_document_is_one_directive_with_every_citation_as_evidence():
    text = (
        HEAD
        + "Thực hiện Kế hoạch 54, các chi bộ mở 2 lớp. Kế hoạch số 54-KH/HU ngày 6/12/2022 của Huyện ủy về kết nạp "
        "đảng viên được triển khai. Báo cáo số 12-BC/HU nêu kết quả; nghị quyết đại hội đảng bộ các cấp đi vào cuộc sống."
    )
    directives, mentions = drafted(text)
    (plan,) = directives
    view = read(text, Settings()).view
    assert [view[start:end] for start, end in plan.evidence] == [
        "Kế hoạch 54",
        "Kế hoạch số 54-KH/HU ngày 6/12/2022 của Huyện ủy về kết nạp đảng viên được triển khai",
    ]
    assert plan.date is not None
    assert (plan.kind, plan.issuer, mentions.by_id[plan.date].text) == (
        "kế hoạch",
        "Huyện ủy",
        "ngày 6/12/2022",
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Ngày 6/3, Ban Thường vụ Tỉnh ủy đã ban hành Chỉ thị số 17-CT/TU", "Ngày 6/3"),
        ("Ngày 6/3, Bí thư Tỉnh ủy Lê Hà đã ký ban hành Chỉ thị số 17-CT/TU của Tỉnh ủy", "Ngày 6/3"),
        ("Tỉnh ủy đã có Chỉ thị số 17-CT/TU ngày 6-3", "ngày 6-3"),
        ("Ngày 6/3, Huyện ủy họp. Ban Thường vụ Tỉnh ủy đã ban hành Chỉ thị số 17-CT/TU", None),
        ("Ngày 6/3, Huyện ủy quán triệt Chỉ thị số 17-CT/TU của Ban Thường vụ Tỉnh ủy", None),
    ],
)
def test_the_day_before_who_issues_a_document_is_its_own(said, day):
    article = read(f"Chỉ thị mới\n\n12/03/2024\n\n{said} về dư luận xã hội.")
    mentions = find_mentions(article)
    (draft,) = draft_directives(article, mentions)
    assert (draft.date and mentions.by_id[draft.date].text) == day


def test_the_first_sample_has_a_document_and_one_speech():
    directives, mentions = sample("000")
    document, speech = directives
    assert document.kind == "nghị quyết"
    assert mentions.by_id[speech.issuer or ""].text == "Nguyễn Minh Tiến"
    assert len(speech.tasks) == 6
    assert speech.tasks[0].text.startswith("tiếp tục thực hiện rà soát")
    assert not any("tiếp thu" in task.text for task in speech.tasks)


def test_the_second_sample_has_ten_documents_and_no_speech():
    directives, _ = sample("001")
    assert [item.source for item in directives] == ["document"] * 10
    quy_dinh_49 = next(item for item in directives if item.issuer == "Bộ Chính trị" and item.date)
    assert len(quy_dinh_49.evidence) == 2


def test_a_resolution_told_at_length_has_the_tasks():
    directives, _ = sample("002")
    resolution, congress = directives
    assert len(resolution.evidence) == 2
    assert len(resolution.tasks) >= 8
    assert any(task.text.startswith("nâng cao chất lượng đánh giá") for task in resolution.tasks)
    assert congress.tasks == ()


@pytest.mark.parametrize(
    ("article", "issuer", "addressee", "tasks", "last"),
    [
        ("003", "Lê Duy Thành", "Đảng bộ Khối", 7, "tăng cường kiểm tra, giám sát phục vụ bầu cử"),
        ("004", "Phạm Minh Chính", "toàn ngành", 5, "tăng cường tổng kết thực tiễn"),
    ],
)
def test_an_instruction_runs_on_through_sentences_and_paragraphs(article, issuer, addressee, tasks, last):
    directives, mentions = sample(article)
    speech = directives[-1]
    assert (speech.source, speech.kind) == ("speech", "đề nghị")
    assert mentions.by_id[speech.issuer or ""].text == issuer
    assert speech.addressees[0] == addressee
    assert len(speech.tasks) == tasks
    assert speech.tasks[-1].text.startswith(last)


def test_the_evidence_of_a_speech_is_one_range_for_each_paragraph():
    paragraphs = (
        "Đồng chí Trần Văn Bình, Bí thư Huyện ủy yêu cầu các chi bộ rà soát hồ sơ. Tăng cường kiểm tra cơ sở.",
        "Đẩy mạnh kết nạp đảng viên trẻ. Nâng cao chất lượng sinh hoạt chi bộ. Chú trọng công tác dân vận.",
    )
    text = "\n\n".join(("Tin về công tác xây dựng Đảng", *paragraphs))
    article = read(text)
    (speech,) = draft_directives(article, find_mentions(article))
    assert [text[start:end] for start, end in speech.evidence] == list(paragraphs)
    assert len(speech.tasks) == 5


def test_what_only_furniture_cites_is_no_directive():
    view = "Chỉ thị số 05. Chỉ thị số 33."
    readings = [
        DocumentReading("chỉ thị", number, first=name, end=end)
        for number, name, end in (("05", "c1", 13), ("33", "c2", 28))
    ]
    mentions = Mentions(
        (
            Mention("c1", Kind.DOCUMENT, 0, 13, view[:13], (readings[0],)),
            Mention("c2", Kind.DOCUMENT, 15, 28, view[15:28], (readings[1],)),
        )
    )
    blocks = (Block(0, 14, Role.FURNITURE), Block(15, 29, Role.BODY))
    sentences = (Sentence(0, 14, 0), Sentence(15, 29, 1))
    article = Article("a", view, view, blocks, sentences, None, None, None, "")
    assert [item.document for item in draft_directives(article, mentions)] == ["c2"]


def test_hand_made_mentions_are_enough():
    view = "Đồng chí An đề nghị các chi bộ hoàn thành trước ngày 1/8."
    person = Mention("p1", Kind.PERSON, 9, 11, "An", (PersonReading("An"),))
    date = Mention("d1", Kind.DATE, 53, 56, "1/8", (DateReading(None, None),))
    article = Article(
        "a", view, view, (Block(0, len(view), Role.BODY),), (Sentence(0, len(view), 0),), None, None, None, ""
    )
    (speech,) = draft_directives(article, Mentions((person, date)))
    assert (speech.issuer, speech.addressees, speech.deadline) == ("p1", ("các chi bộ",), "d1")
    assert [task.text for task in speech.tasks] == ["hoàn thành trước ngày 1/8"]


@pytest.mark.parametrize(
    ("text", "addressee", "tasks"),
    [
        (" các cấp ủy, tổ chức đảng tiếp tục quán triệt", "các cấp ủy, tổ chức đảng", ["tiếp tục quán triệt"]),
        (", trong thời gian tới, Ban Tổ chức Tỉnh ủy tham mưu đề án.", "Ban Tổ chức Tỉnh ủy", ["tham mưu đề án"]),
        (" Ủy ban Kiểm tra các cấp tăng cường giám sát", "Ủy ban Kiểm tra các cấp", ["tăng cường giám sát"]),
        (": tập trung rà soát (theo mẫu; bản in); đồng thời báo cáo kết quả", None, ["tập trung rà soát (theo mẫu; bản in)", "báo cáo kết quả"]),
        (" rà soát cán bộ; trong đó chú trọng cán bộ trẻ; lập danh sách", None, ["rà soát cán bộ; trong đó chú trọng cán bộ trẻ", "lập danh sách"]),
    ],
)  # fmt: skip
def test_addressee_and_tasks_behind_the_verb(text, addressee, tasks):
    asked = Imperatives(text, fold_in_place(text)).asked_for(0, len(text))
    assert [text[slice(*one)] for one in asked.addressees] == ([addressee] if addressee else [])
    assert [text[low:high] for low, high in asked.tasks] == tasks


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Cùng với đó, tăng cường kiểm tra.", True),
        ("Tham mưu cấp ủy tổ chức các đoàn kiểm tra.", True),
        ("Trên cơ sở đó, mỗi chi bộ lựa chọn một việc để làm.", True),
        ("Các cấp ủy cần nâng cao chất lượng sinh hoạt.", True),
        ("Tổ chức đảng và đảng viên nơi đây rất gắn bó.", False),
        ("Về một số kiến nghị khác, Ban Tổ chức sẽ tiếp thu, nghiên cứu.", False),
        ("Hội nghị đã trao giấy khen cho các chi bộ cần cù.", False),
        ("Năm 2022, toàn huyện kết nạp 104 đảng viên.", False),
    ],
)
def test_sentences_that_ask_and_sentences_that_report(text, asks):
    assert (Imperatives(text, fold_in_place(text)).in_sentence(0, len(text)) is not None) is asks


PIECES = st.sampled_from(
    "đồng chí |Nguyễn Văn An |, |. |; |: |đề nghị |yêu cầu |nhấn mạnh |cần |phải |các cấp ủy |tập trung |rà soát |giao |Ban Tổ chức "
    "|Tỉnh ủy |\n\n|Một là, |(|) |trước ngày 1/8/2023 |Chỉ thị số 05-CT/TW |“|” |đã |sẽ |nhất là |trong đó |ông ".split(
        "|"
    )
)


@given(st.lists(PIECES, min_size=1, max_size=40).map("".join))
def test_every_task_is_printed_where_its_evidence_says(text):
    if not text.strip():
        return
    article = read(text, Settings())
    for directive in draft_directives(article, find_mentions(article)):
        assert directive.evidence
        for start, end in directive.evidence:
            assert 0 <= start < end <= len(article.view)
        for task in directive.tasks:
            ((start, end),) = task.evidence
            assert article.view[start:end] == task.text
        assert all(who in article.view for who in directive.addressees)
