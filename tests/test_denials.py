"""Words quoted without the one that denies or forbids them: tasks, items, names, what a document is about."""

from __future__ import annotations

import pytest
from building import claimed

from partyx.language.denials import denied, forbidden, is_not_held
from partyx.language.fold import fold_in_place


def asked(question, marked):
    """The answer about what stands behind the bar."""
    before, behind = marked.split("|")
    return question(fold_in_place(before + behind), len(before), 0)


@pytest.mark.parametrize(
    ("marked", "word"),
    [
        ("lưu ý các chi bộ không |chạy theo số lượng", "không"),
        ("không được để xảy ra tình trạng |chạy theo số lượng", "không"),
        ("chưa |kết nạp những người còn phân vân", "chưa"),
        ("đừng |vì thành tích", "đừng"),
        ("không để đảng viên nào |vi phạm quy định", "không để"),
        ("không để cán bộ, đảng viên |vi phạm quy định", "không để"),
        ("không cho các đơn vị |tự ý thu phí", "không cho"),
        ("không ai |đứng ngoài cuộc", "không ai"),
        ("tránh |sinh hoạt hình thức", "tránh"),
        ("tránh để các chi bộ |sinh hoạt hình thức", "tránh để"),
        ("nghiêm cấm |tổ chức ăn uống linh đình", "nghiêm cấm"),
        ("chấm dứt ngay tình trạng |né tránh trách nhiệm", "chấm dứt"),
        ("hạn chế |tổ chức các cuộc họp", "hạn chế"),
        ("khắc phục tình trạng |đùn đẩy công việc", "khắc phục"),
        ("ngăn chặn hành vi |lợi dụng chức vụ", "ngăn chặn"),
        ("phòng, chống |tham nhũng", "chống"),
        ("thay vì |họp kéo dài", "thay vì"),
        ("lưu ý các chi bộ |không chạy theo số lượng", None),
        ("không chạy theo số lượng, |chú trọng chất lượng", None),
        ("không để tồn đọng, |tập trung rà soát", None),
        ("không ngừng |nâng cao chất lượng sinh hoạt", None),
        ("không chỉ |học tập mà còn làm theo", None),
        ("chưa đến |5 chi bộ", None),
        ("các chi bộ còn hạn chế |rà soát lại kế hoạch", None),
        ("nhược điểm, hạn chế |cần khắc phục", None),
        ("những nội dung đã khắc phục |báo cáo về Huyện ủy", None),
        ("chống hình thức; |nâng cao chất lượng", None),
        ("trong không khí |thi đua sôi nổi", None),
        ("yêu cầu các cấp ủy |tránh hình thức", None),
        ("không chạy theo số lượng mà |nâng cao chất lượng", None),
        ("không bố trí người thân; các chi bộ phải thường xuyên |kiểm tra việc ấy", None),
    ],
)
def test_a_task_is_forbidden_by_the_words_before_it(marked, word):
    assert asked(forbidden, marked) == word


@pytest.mark.parametrize(
    ("marked", "word"),
    [
        ("về việc không |tổ chức lễ kỷ niệm", "không"),
        ("các chi bộ chưa có |chi ủy", "chưa"),
        ("công tác phòng, chống |tham nhũng", None),  # a topic all the same
        ("khắc phục |hạn chế sau kiểm điểm", None),
        ("không ngừng |nâng cao chất lượng", None),
    ],
)
def test_a_topic_is_turned_round_by_a_denial_alone(marked, word):
    assert asked(denied, marked) == word


@pytest.mark.parametrize(
    ("marked", "held"),
    [
        ("Xã không tổ chức |hội nghị sơ kết", False),
        ("|Hội nghị sơ kết, dự định mở trong tháng 9, đã phải hoãn do bão", False),
        ("|Hội nghị sơ kết tạm hoãn", False),
        ("|Hội nghị sơ kết bị hủy vì bão", False),
        ("|Hội nghị sơ kết được hoãn sang ngày 8/4", True),
        ("|Hội nghị sơ kết đã thống nhất hủy ba nghị quyết", True),
        ("|Hội nghị sơ kết khép lại. Chuyến đi đã phải hoãn", True),
        ("Huyện ủy hoãn |hội nghị sơ kết", False),
        ("tạm dừng việc tổ chức |hội thi", False),
        ("Xã chưa họp |hội nghị sơ kết", False),
        ("Xã tổ chức |hội nghị sơ kết", True),
        ("Xã không vắng mặt ở |hội nghị sơ kết", True),
    ],
)
def test_a_meeting_may_be_said_not_to_be_held(marked, held):
    assert asked(is_not_held, marked) is not held


def test_only_what_stands_before_in_its_sentence_denies():
    folded = fold_in_place("Không. Chạy theo số lượng.")
    assert denied(folded, 7, 7) is None
    assert denied(folded, 7, 0) is None  # a stop stands between
    assert denied(fold_in_place("không chạy"), 6, 0) == "không"
    assert denied(fold_in_place("không chạy"), 6, 1) is None


TEXT = """Đảng bộ xã An Phú

Ngày 3/4/2024, Đảng ủy xã An Phú tổ chức hội nghị bàn việc không tổ chức lễ kỷ niệm rình rang. Xã không tổ chức hội thi \
bí thư chi bộ giỏi.

Đồng chí Tô Văn Lộc yêu cầu các chi bộ không chạy theo số lượng, chấm dứt tình trạng sinh hoạt hình thức và không ngừng \
nâng cao chất lượng.
"""


def found(**claims):
    return claimed(TEXT, **claims)


@pytest.mark.parametrize(
    ("task", "why"),
    [
        ("không chạy theo số lượng", None),
        ("chấm dứt tình trạng sinh hoạt hình thức", None),
        ("nâng cao chất lượng", None),
        ("chạy theo số lượng", "the task leaves out 'không', which stands before it"),
        ("sinh hoạt hình thức", "the task leaves out 'chấm dứt', which stands before it"),
    ],
)
def test_a_task_without_the_word_that_denies_it_is_put_aside(task, why):
    answer = found(directives=[{"issuer": "Tô Văn Lộc", "kind": "yêu cầu", "tasks": [task]}])
    assert [one.reason for one in answer.unlocated] == ([] if why is None else [why])
    assert [one.text for one in answer.directives[0].tasks] == ([task] if why is None else [])


@pytest.mark.parametrize(
    ("agenda", "kept"),
    [("không tổ chức lễ kỷ niệm rình rang", True), ("tổ chức lễ kỷ niệm rình rang", False)],
)
def test_an_item_without_its_denial_is_put_aside(agenda, kept):
    name = "hội nghị bàn việc không tổ chức lễ kỷ niệm rình rang"
    answer = found(meetings=[{"name": name, "agenda": [agenda]}])
    assert answer.meetings[0].agenda == ((agenda,) if kept else ())
    assert [one.field for one in answer.unlocated] == ([] if kept else ["agenda"])


def test_a_body_is_named_whatever_is_denied_of_it():
    text = "Đảng bộ xã An Phú\n\nĐồng chí Tô Văn Lộc đề nghị rà soát những chi bộ không thuộc Đảng ủy xã Tân Mỹ.\n"
    claim = {"issuer": "Tô Văn Lộc", "tasks": ["rà soát"], "addressees": ["Đảng ủy xã Tân Mỹ"]}
    text = text.replace("không thuộc", "không")
    answer = claimed(text, directives=[claim])
    assert answer.directives[0].addressees == ("Đảng ủy xã Tân Mỹ",)
    assert answer.unlocated == ()
