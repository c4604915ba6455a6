"""Which figures are asked about once more: those that may be statistics and that nothing in the answer tells."""

from __future__ import annotations

import pytest

from partyx.article import Role
from partyx.mentions import find_mentions
from partyx.model.marking import mark
from partyx.model.refs import Refs
from partyx.model.whole import unclaimed
from partyx.model.wire import Answer, WireMeeting, WireOrder, WireStatistic
from partyx.reading import read

HEADLINE = Role.HEADLINE
HEAD = "Phù Lan kết nạp 128 đảng viên\n\n"


def asked(text: str, figures: tuple[str, ...] = (), **parts) -> list[str]:
    """The figures asked about when those of ``figures`` were recorded, each where the text has it first."""
    article = read(text)
    mentions = find_mentions(article)
    refs = Refs(mark(article, mentions))
    names = (
        next(one.id for one in mentions if one.text == printed and article.role_at(one.start) is not HEADLINE)
        for printed in figures
    )
    stats = [WireStatistic(v=name, ind="x", unit=None, subj=None, per=None) for name in names]
    return [one.text for one in unclaimed(Answer.of(stats=stats, **parts), refs)]


def order(*tasks: str) -> WireOrder:
    return WireOrder(at="s2", by="Bí thư", verb=None, to=[], date=None, due=None, tasks=list(tasks))


@pytest.mark.parametrize(
    ("text", "figures", "left"),
    [
        (HEAD + "Năm 2024, Đảng bộ kết nạp 128 đồng chí.", (), ["128", "128"]),
        (HEAD + "Năm 2024, Đảng bộ kết nạp 128 đồng chí.", ("128",), []),
        (HEAD + "Năm 2024, Đảng bộ kết nạp 127 đồng chí.", ("127",), ["128"]),
        ("Gần 45 tỷ đồng làm đường quê\n\nXã Suối Mây chi 45 triệu đồng làm đường.", ("45",), []),
        ("Tin.\n\nXã có 3 chi bộ. Đồng chí Chi ủy Chi bộ 20 Phường 7 họp cùng 9 đảng viên.", ("3",), ["9"]),
        ("Tin.\n\nXã có 3 chi bộ.\n\nCập nhật: 12/7/2024, 1 204", ("3",), []),
        ("Tin.\n\nXã thực hiện Quyết định số 5-QĐ/HU ngày 2/3/2023 về 12 chỉ tiêu.", (), []),
    ],
)
def test_what_is_no_statistic_of_the_text_is_not_asked_about(text, figures, left):
    """The headline's figures where the text has them, digits of names, of stamps and of documents."""
    assert asked(text, figures) == left


def test_a_caption_that_repeats_a_figure_is_not_asked_about():
    text = HEAD + "Năm 2024, Đảng bộ kết nạp 128 đồng chí.\n\nẢnh: Lễ kết nạp 128 đảng viên mới."
    assert asked(text, ("128",)) == []


@pytest.mark.parametrize(("task", "left"), [("s2", []), ("s2b", []), ("s3", ["4"]), ("s99", ["4"])])
def test_what_a_task_demands_is_not_asked_about(task, left):
    """The answer has it in words."""
    text = "Tin.\n\nBí thư yêu cầu các chi bộ sinh hoạt chuyên đề ít nhất 4 kỳ mỗi năm. Mọi việc xong sớm."
    assert asked(text, orders=[order(task)]) == left


def test_what_a_meeting_is_called_is_not_asked_about():
    text = "Tin.\n\nHuyện ủy họp hội nghị sơ kết 5 nhiệm vụ trọng tâm. Xã có 3 chi bộ."
    meeting = WireMeeting.of(at="s2", name="hội nghị sơ kết 5 nhiệm vụ trọng tâm")
    assert asked(text) == ["5", "3"]
    assert asked(text, meetings=[meeting]) == ["3"]
