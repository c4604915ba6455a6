"""Instructions: who asks for a task, by which verb, and whether anybody does; one that is told twice."""

from __future__ import annotations

from functools import partial

import pytest
from building import article, claimed, notes_of

from partyx.checks.directives.instructions import check_instructions
from partyx.checks.printed import Printed
from partyx.draft import Draft, DraftDirective, DraftTask
from partyx.grounding import ground
from partyx.mentions import find_mentions

TOLD = "value-from-elsewhere"
noted = partial(notes_of, record="directives[0]")


def said(text, *claims):
    return claimed(f"Đảng bộ huyện Lộc Sơn\n\n05/10/2023\n\n{text}\n", directives=claims)


WORK = "rà soát nguồn kết nạp"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (f"Đồng chí Lê Hà, Bí thư Huyện ủy yêu cầu các xã {WORK}.", "Lê Hà"),
        (f"Đồng chí Lê Hà, Bí thư Huyện ủy yêu cầu các xã {WORK}.", "Bí thư Huyện ủy"),
        (f"Ban Thường vụ Huyện ủy yêu cầu các xã {WORK}.", "Ban Thường vụ Huyện ủy"),
        (f"Ban Thường vụ Huyện ủy Lộc Sơn đã yêu cầu các xã {WORK}.", "Ban Thường vụ Huyện ủy"),
        (f"Ủy ban Kiểm tra giám sát. Ủy ban Kiểm tra cũng yêu cầu chi bộ {WORK}.", "Ủy ban Kiểm tra"),
        (f"Ông Lê Hà phát biểu. Ông yêu cầu các xã {WORK}.", "Lê Hà"),
        (f"Ông Lê Hà và bà Đỗ Thu phát biểu. Đồng chí đề nghị các xã {WORK}.", "Đỗ Thu"),
        (f"Ông Lê Hà nói. Việc ấy còn chậm. Ông đề nghị các xã {WORK}.", "Lê Hà"),
        (f"Ông Lê Hà yêu cầu các xã mở lớp. Đồng thời, đề nghị Ban Dân vận {WORK}.", "Lê Hà"),
        (f"Theo yêu cầu của Tỉnh ủy, ông Lê Hà đề nghị các xã {WORK}.", "Lê Hà"),
        (f"Kết luận của Ban Thường vụ Tỉnh ủy yêu cầu các xã {WORK}.", "Ban Thường vụ Tỉnh ủy"),
        (f"Bí thư Đảng ủy xã An Phú yêu cầu các chi bộ {WORK}.", "Bí thư Đảng ủy xã An Phú"),
        (f"Tại hội nghị, lãnh đạo huyện yêu cầu các chi bộ {WORK}.", "lãnh đạo huyện"),
        (f"Ông Lê Hà, Bí thư Huyện ủy Lộc Sơn dự. Bí thư Huyện ủy yêu cầu các xã {WORK}.", "Lê Hà"),
        (f"Bí thư Huyện ủy yêu cầu các xã làm hai việc. Một là, {WORK}.", "Bí thư Huyện ủy"),
        (f"Ông Lê Hà yêu cầu các xã làm hai việc:\n\n- Mở lớp;\n\n- Tích cực {WORK}.", "Lê Hà"),
        (f"Ông Lê Hà yêu cầu các xã đổi mới. Bà Đỗ Thu nêu khó khăn. Tích cực {WORK}.", "Đỗ Thu"),
        (f"Ông Lê Hà phát biểu. Về nguồn, đồng chí đề nghị các xã {WORK}.", "Lê Hà"),
        (f"Ông Lê Hà thông tin. Cụ Hồ Nhân nêu ý kiến. Ông giao các xã {WORK}.", "Lê Hà"),
        (f"Đồng chí Lê Hà chủ trì. Đồng chí Đỗ Thu báo cáo. Đồng chí giao các xã {WORK}.", "Lê Hà"),
        (f"Đồng chí Lê Hà chủ trì. Đồng chí Đỗ Thu báo cáo. Đồng chí giao các xã {WORK}.", "Đỗ Thu"),
        (f"Tỉnh ủy đề nghị Huyện ủy chỉ đạo {WORK}.", "Tỉnh ủy"),
        (
            f"Ông Lê Hà, Bí thư Huyện ủy dự.\n\nĐồng chí Lê Hà nói. Đồng chí yêu cầu các xã {WORK}.",
            "Bí thư Huyện ủy",
        ),
    ],
)
def test_a_task_is_asked_for_by_whom_its_sentence_names(text, issuer):
    found = said(text, {"issuer": issuer, "tasks": [WORK]})
    assert found.directives[0].issuer == issuer
    assert noted(found) == []


@pytest.mark.parametrize(
    ("text", "issuer", "asks"),
    [
        (f"Ông Lê Hà dự. Ban Thường vụ Huyện ủy yêu cầu các xã {WORK}.", "Lê Hà", "Ban Thường vụ Huyện ủy"),
        (f"Tỉnh ủy giao quyền.\n\nBan Dân vận cũng đề nghị các xã {WORK}.", "Tỉnh ủy", "Ban Dân vận"),
        (f"Bà Đỗ Thu dự.\n\nÔng Lê Hà phát biểu. Ông yêu cầu các xã {WORK}.", "Đỗ Thu", "Lê Hà"),
        (f"Bà Đỗ Thu dự.\n\nÔng Lê Hà mở đầu. Việc còn chậm. Ông yêu cầu các xã {WORK}.", "Đỗ Thu", "Lê Hà"),
        (f"Bà Đỗ Thu dự.\n\nÔng Lê Hà phát biểu. Đồng thời, yêu cầu các xã {WORK}.", "Đỗ Thu", "Lê Hà"),
        (f"Tỉnh ủy dự. Bí thư Huyện ủy yêu cầu các xã {WORK}.", "Tỉnh ủy", "Bí thư Huyện ủy"),
        (f"Bà Đỗ Thu dự.\n\nÔng Lê Hà yêu cầu đổi mới. Một là, {WORK}.", "Đỗ Thu", "Lê Hà"),
        (f"Bà Đỗ Thu dự.\n\nÔng Lê Hà yêu cầu:\n\n- Mở lớp;\n\n- Tích cực {WORK}.", "Đỗ Thu", "Lê Hà"),
        (
            f"Ông Lê Hà, Phó Bí thư Huyện ủy dự.\n\nBí thư Huyện ủy yêu cầu các xã {WORK}.",
            "Lê Hà",
            "Bí thư Huyện ủy",
        ),
        (f"Ban Dân vận dự.\n\nÔng Lê Hà phát biểu. Ông giao cho các xã {WORK}.", "Ban Dân vận", "Lê Hà"),
        (
            f"Bà Đỗ Thu dự.\n\nÔng Lê Hà phát biểu. Về nguồn, đồng chí đề nghị các xã {WORK}.",
            "Đỗ Thu",
            "Lê Hà",
        ),
        (f"Cụ Hồ Nhân nêu ý kiến. Ông Lê Hà thông tin. Cụ đề nghị các xã {WORK}.", "Lê Hà", "Hồ Nhân"),
        (
            f"Đồng chí Lê Hà chủ trì. Đồng chí Đỗ Thu báo cáo. Đồng chí đề nghị các xã {WORK}.",
            "Lê Hà",
            "Đỗ Thu",
        ),
        (f"Tỉnh ủy đề nghị Huyện ủy chỉ đạo {WORK}.", "Huyện ủy", "Tỉnh ủy"),
    ],
)
def test_a_task_that_somebody_else_asks_for_is_noted(text, issuer, asks):
    found = said(text, {"issuer": issuer, "tasks": [WORK]})
    assert found.directives[0].issuer == issuer
    assert noted(found) == [("task", f"is asked for by {asks!r}")]


def test_of_two_tasks_the_one_of_somebody_else_is_noted():
    text = f"Ông Lê Hà yêu cầu các xã mở lớp. Ủy ban Kiểm tra Huyện ủy đề nghị chi bộ {WORK}."
    found = said(text, {"issuer": "Lê Hà", "kind": "yêu cầu", "tasks": ["mở lớp", WORK]})
    assert [one.message for one in found.findings if one.check == TOLD] == [
        f"the task {WORK!r} is asked for by 'Ủy ban Kiểm tra Huyện ủy'"
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"Ông Lê Hà, Đồn trưởng cam kết {WORK}.", "is not asked for where 'cam kết' stands before it"),
        (f"Chi bộ Bến xe hứa sẽ {WORK}.", "is not asked for where 'hứa' stands before it"),
        (
            f"Qua giám sát, phát hiện 4 chi bộ chưa lên lịch {WORK}.",
            "is not asked for where 'phát hiện' stands before it",
        ),
        (
            f"Năm 2025, xã đề ra mục tiêu kết nạp 25 đảng viên, {WORK}.",
            "is not asked for where 'đề ra mục tiêu' stands before it",
        ),
        (f"Ông Lê Hà không yêu cầu các xã {WORK}.", "is said not to be asked for"),
        (f"Ông Lê Hà cam kết hỗ trợ; đề nghị các xã {WORK}.", None),
        (f"Ông Lê Hà yêu cầu các xã cam kết {WORK}.", None),
        (f"Ông Lê Hà phát biểu: Cam kết giữ nếp họp, {WORK}.", None),
        (f"Ông Lê Hà yêu cầu các xã khẩn trương.\n\n- Xác định mục tiêu rõ ràng, {WORK}.", None),
        (f"Ông Lê Hà yêu cầu các xã đổi mới. Đặt mục tiêu cụ thể cho từng tháng, {WORK}.", None),
        (f"Ông Lê Hà đề nghị:\n\n- Kịp thời phát hiện sai sót, {WORK}.", None),
        (f"Các chi bộ phải đề ra mục tiêu, {WORK}.", None),
        (f"Ông Lê Hà không chỉ yêu cầu các xã {WORK} mà còn hướng dẫn.", None),
    ],
)
def test_what_is_pledged_found_or_aimed_at_is_no_task(text, why):
    found = said(text, {"issuer": "Lê Hà", "tasks": [WORK]})
    assert found.directives[0].tasks
    assert [reason for field, reason in noted(found) if "nobody asks" not in reason] == (
        [] if why is None else [why]
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            f"Bí thư Huyện ủy yêu cầu đổi mới. Chi bộ Bến xe cam kết {WORK}.",
            "is not asked for where 'cam kết' stands before it",
        ),
        (f"Bí thư Huyện ủy yêu cầu đổi mới. Tích cực {WORK}.", None),
    ],
)
def test_a_pledge_behind_an_order_is_no_part_of_it(text, why):
    assert noted(said(text, {"tasks": [WORK]})) == ([] if why is None else [("task", why)])


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        (f"Ông Lê Hà yêu cầu các xã {WORK} theo Kế hoạch số 27-KH/ĐU.", "Lê Hà"),
        (f"Ông Lê Hà yêu cầu đổi mới. Theo Kế hoạch số 27-KH/ĐU, các xã {WORK}.", None),
        (f"Kế hoạch số 27-KH/ĐU yêu cầu các xã {WORK}.", None),
        (f"Huyện ủy yêu cầu các xã {WORK} theo Kế hoạch số 27-KH/ĐU.", None),
    ],
)
def test_what_somebody_asks_for_is_no_task_of_a_document(text, asks):
    made = article(text)
    mentions = find_mentions(made)
    task = DraftTask(WORK, (WORK,))
    draft = DraftDirective("document", (text,), document="Kế hoạch số 27-KH/ĐU", tasks=(task,))
    directives = ground(made, mentions, Draft(directives=(draft,))).directives
    told = [one.message for one in check_instructions(Printed(made, mentions), directives)]
    assert told == ([] if asks is None else [f"the task {WORK!r} is asked for by {asks!r}"])


@pytest.mark.parametrize(("date", "later"), [("4/10", False), ("5/10", True)])
def test_what_is_said_only_behind_an_instruction_is_not_its_day(date, later):
    text = f"Ngày 4/10, ông Lê Hà yêu cầu các xã {WORK}.\n\nNgày 5/10, xã An Phú mở lớp."
    found = said(text, {"issuer": "Lê Hà", "date": date, "tasks": [WORK]})
    assert noted(found) == ([("date", "is said only behind it")] if later else [])


def test_a_task_stands_as_nobodys_where_who_asks_was_put_aside():
    text = f"Bà Đỗ Thu đề nghị các xã mở lớp.\n\nÔng Lê Hà, Đồn trưởng cam kết {WORK}."
    found = said(text, {"issuer": "Đỗ Thu", "tasks": [WORK]})
    assert (found.directives[0].issuer, found.unlocated[0].field) == (None, "issuer")
    assert noted(found)[0] == ("task", "is not asked for where 'cam kết' stands before it")


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("đề nghị", None),
        ("cam kết", "is not 'đề nghị', by which the task is asked for"),
        ("báo cáo", "is not 'đề nghị', by which the task is asked for"),
        ("khen thưởng", "is not in the words of its paragraphs"),
        ("nhấn mạnh", None),  # stands before the task as well
    ],
)
def test_the_verb_is_the_one_before_the_task(kind, why):
    text = (
        f"Ông Lê Hà nhấn mạnh vai trò của chi bộ, đề nghị các xã {WORK}, báo cáo trước ngày 3/11/2023. Ông cam kết hỗ trợ.\n\n"
        "Huyện ủy khen thưởng 3 chi bộ."
    )
    found = said(text, {"issuer": "Lê Hà", "kind": kind, "tasks": [WORK]})
    assert noted(found) == ([] if why is None else [("kind", why)])


def test_a_verb_is_looked_for_in_the_paragraph_where_no_task_is_told():
    text = f"Ông Lê Hà đề nghị các xã {WORK}. Ông cam kết hỗ trợ."
    assert noted(said(text, {"issuer": "Lê Hà", "kind": "cam kết", "evidence": [text]})) == []


@pytest.mark.parametrize(
    ("first", "second", "twice"),
    [
        ("rà soát nguồn", "các xã rà soát nguồn", True),
        ("rà soát nguồn kết nạp", "nguồn kết nạp", True),
        ("rà soát nguồn", "nguồn kết nạp", True),
        ("rà soát nguồn", "mở lớp", False),
    ],
)
@pytest.mark.parametrize("other", ["Lê Hà", "Bí thư Huyện ủy"])
def test_one_task_in_two_records_is_noted(first, second, twice, other):
    text = f"Ông Lê Hà, Bí thư Huyện ủy yêu cầu các xã {WORK}, mở lớp."
    found = said(text, {"issuer": "Lê Hà", "tasks": [first]}, {"issuer": other, "tasks": [second]})
    named = [one.records for one in found.findings if one.check == "duplicate"]
    assert named == ([("directives[0]", "directives[1]")] if twice else [])


CITED = (
    "Thực hiện Nghị quyết số 8-NQ/HU ngày 4/3/2021 của Huyện ủy về phát triển đảng viên, xã ban hành Kế hoạch số 27-KH/ĐU ngày "
    "2/4/2021 về giao chỉ tiêu. Sau đó, xã ban hành Quyết định số 15-QĐ/ĐU ngày 1/6/2021 về phân công phụ trách thôn. Các Kết luận "
    "số 1-KL/TU, Kết luận số 2-KL/TU về công tác cán bộ được quán triệt."
)


@pytest.mark.parametrize(
    ("document", "subject", "taken"),
    [
        ("Kế hoạch số 27-KH/ĐU", "về giao chỉ tiêu", True),
        ("Kế hoạch số 27-KH/ĐU", "về phân công phụ trách thôn", False),
        ("Nghị quyết số 8-NQ/HU", "về phân công phụ trách thôn", False),
        ("Kết luận số 1-KL/TU", "về công tác cán bộ", True),  # two that stand side by side share it
        ("Kết luận số 2-KL/TU", "về công tác cán bộ", True),
    ],
)
def test_what_another_document_is_about_is_not_what_this_one_is(document, subject, taken):
    found = said(CITED, {"document": document, "subject": subject})
    assert (found.directives[0].subject == subject) is taken


@pytest.mark.parametrize(
    ("issuer", "taken"), [("Ban Thường vụ Tỉnh ủy", True), ("Ban Tổ chức Tỉnh ủy", False)]
)
def test_a_bare_citation_is_set_right_against_none_that_prints_who_issued_it(issuer, taken):
    text = (
        "Ban Tổ chức Tỉnh ủy họp về Chỉ thị số 19-CT/TU.\n\nChỉ thị số 19-CT/TU ngày 2/5/2019 của Ban Thường vụ Tỉnh ủy về sinh "
        "hoạt chi bộ."
    )
    found = said(text, {"document": "Chỉ thị số 19-CT/TU", "issuer": issuer})
    assert (found.directives[0].issuer == issuer) is taken


TURN = "Ông Lê Hà chỉ đạo các chi bộ mở lớp, giao Ban Tổ chức Huyện ủy rà soát nguồn kết nạp, báo cáo Ban Thường vụ Huyện ủy."


@pytest.mark.parametrize(
    ("addressees", "tasks", "why"),
    [
        (["Ban Tổ chức Huyện ủy"], [WORK], None),
        (["Ban Thường vụ Huyện ủy"], [WORK], "is not 'Ban Tổ chức Huyện ủy', who is asked"),
        (["các chi bộ"], [WORK], "is not 'Ban Tổ chức Huyện ủy', who is asked"),
        (["các chi bộ", "Ban Tổ chức Huyện ủy"], ["mở lớp", WORK], None),
    ],
)
def test_who_is_asked_for_a_task_stands_behind_its_verb(addressees, tasks, why):
    """Of several tasks each may have its own."""
    found = said(TURN, {"issuer": "Lê Hà", "tasks": tasks, "addressees": addressees})
    assert noted(found) == ([] if why is None else [("addressee", why)])


ASKED = "Ông Lê Hà yêu cầu Phòng Tổ chức tổng hợp kiến nghị; lưu ý hai huyện không chạy theo thành tích, giao Vụ 2 thẩm tra."


@pytest.mark.parametrize(
    ("task", "kind", "addressee", "asked"),
    [
        ("tổng hợp kiến nghị", "yêu cầu", "Phòng Tổ chức", None),
        ("không chạy theo thành tích", "lưu ý", "hai huyện", None),
        ("thẩm tra", "giao", "Vụ 2", None),
        ("không chạy theo thành tích", "lưu ý", "Phòng Tổ chức", "hai huyện"),
        ("thẩm tra", "giao", "hai huyện", "Vụ 2"),
    ],
)
def test_who_another_verb_asks_is_not_who_is_to_act(task, kind, addressee, asked):
    found = said(ASKED, {"issuer": "Lê Hà", "kind": kind, "tasks": [task], "addressees": [addressee]})
    assert found.directives[0].addressees == (addressee,)
    assert noted(found) == ([] if asked is None else [("addressee", f"is not {asked!r}, who is asked")])


def test_who_is_asked_by_the_verb_before_may_act_where_the_next_names_nobody():
    text = f"Ông Lê Hà yêu cầu các xã đổi mới, đề nghị {WORK}."
    claim = {"issuer": "Lê Hà", "kind": "đề nghị", "tasks": [WORK], "addressees": ["các xã"]}
    assert noted(said(text, claim)) == []


@pytest.mark.parametrize(
    ("kind", "before", "issuer", "stands"),
    [
        ("Quy chế", "Huyện ủy ban hành ", "Công an huyện", False),
        ("Quy chế", "Huyện ủy ban hành ", "Huyện ủy", True),
        ("Quy chế", "Ban Thường vụ Huyện ủy ban hành ", "Ban Thường vụ Huyện ủy", True),
        ("Quy chế", "Công an huyện cùng ban hành ", "Công an huyện", True),
        ("Quy chế phối hợp", "", "Công an huyện", True),  # the partners issue it together
        ("Kế hoạch liên tịch", "", "Công an huyện", True),
    ],
)
def test_a_partner_that_a_document_is_about_did_not_issue_it(kind, before, issuer, stands):
    text = f"{before}{kind} số 7-QC ngày 3/3/2023 về phối hợp giữa Ban Dân vận với Công an huyện."
    found = said(text, {"document": f"{kind} số 7-QC", "issuer": issuer})
    assert found.directives[0].issuer == issuer
    assert noted(found) == ([] if stands else [("issuer", "is named only in what the document is about")])


def test_what_a_document_is_about_does_not_say_who_issued_it():
    text = "Quyết định số 20-QĐ/TU ngày 5/7/2023 về thành lập đoàn của Văn phòng Tỉnh ủy được Ban Thường vụ Tỉnh ủy ký."
    found = said(text, {"document": "Quyết định số 20-QĐ/TU", "issuer": "Ban Thường vụ Tỉnh ủy"})
    assert (found.directives[0].issuer, found.unlocated) == ("Ban Thường vụ Tỉnh ủy", ())


@pytest.mark.parametrize(
    ("text", "task", "why"),
    [
        (
            "Bà Lê Hà, Bí thư Huyện ủy cho biết huyện sẽ mở lớp ở bản.",
            "mở lớp ở bản",
            "is not asked for where 'sẽ' stands before it",
        ),
        (
            "Bà Lê Hà, Bí thư Huyện ủy báo cáo huyện đã mở lớp ở bản.",
            "mở lớp ở bản",
            "is not asked for where 'đã' stands before it",
        ),
        (
            "Kết luận, bà Lê Hà biểu dương các xã mở lớp sớm; yêu cầu các xã mở lớp ở bản.",
            "biểu dương các xã mở lớp sớm",
            "praises, and asks for nothing",
        ),
        ("Kết luận, bà Lê Hà yêu cầu các xã biểu dương người tốt.", "biểu dương người tốt", None),
        ("Bà Lê Hà yêu cầu huyện sẽ mở lớp ở bản.", "mở lớp ở bản", None),
    ],
)
def test_what_is_promised_reported_or_praised_is_no_task(text, task, why):
    found = said(text, {"issuer": "Lê Hà", "tasks": [task]})
    assert noted(found) == ([("task", why)] if why else [])


@pytest.mark.parametrize(
    ("task", "deadline", "due"),
    [
        ("mở lớp", "ngày 25/11/2023", "ngày 28/11/2023"),
        ("rà soát nguồn", "ngày 28/11/2023", "ngày 25/11/2023"),
        ("mở lớp", "ngày 28/11/2023", None),
        ("rà soát nguồn", "ngày 25/11/2023", None),
        ("in sổ", "ngày 28/11/2023", None),  # of which nothing else is said
    ],
)
def test_a_deadline_is_that_of_the_clause_of_the_task(task, deadline, due):
    text = (
        "Bà Lê Hà yêu cầu các xã rà soát nguồn, xong trước ngày 25/11/2023; các chi bộ mở lớp, xong trước "
        "ngày 28/11/2023; Văn phòng in sổ."
    )
    found = said(text, {"issuer": "Lê Hà", "tasks": [task], "deadline": deadline})
    why = f"is not {due!r}, by when its clause wants it done"
    assert noted(found) == ([("deadline", why)] if due else [])
