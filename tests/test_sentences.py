"""Sentences: where they break, and where a period does not end one."""

from __future__ import annotations

import pytest

from partyx.reading import read
from partyx.reading.sentences import LONGEST
from partyx.settings import Settings


def sentences(text):
    article = read(text, Settings())
    return [article.view[sentence.start : sentence.end] for sentence in article.sentences]


WHOLE = [
    "Toàn tỉnh kết nạp 1.513 đảng viên, nâng tổng số lên 74.127 đồng chí.",
    "Sáng 16.7, Đảng ủy Khối tổ chức hội nghị.",
    "Dự hội nghị có TS. Nguyễn Văn An, PGS.TS. Trần Bình, Ths. Lê Hoa và GS.TS Phạm Hùng.",
    "Hội nghị tổ chức tại TP. Hồ Chí Minh, TX. Hồng Ngự và Q. 1.",
    "Tại Q.1 và TP.Hồ Chí Minh có 5 điểm cầu.",
    "Tin của D.Thưởng và T. Lan, ảnh của Nguyễn V. Minh.",
    "Thực hiện Quy định số 49-QĐ/TW, Kết luận 21-KL/TW, v.v. của Trung ương.",
    "Các hội, đoàn thể... đều tham gia; mọi người… cũng vậy.",
    "Kết quả như sau: tốt 80,8%; khá 17,73%; trung bình 1,4%.",
    "Đ/c. Nguyễn Văn An chủ trì.",
    "1. Tăng cường kiểm tra, giám sát.",
    "II. Nhiệm vụ trọng tâm.",
    "Hoàn thành tốt nhiệm vụ 147/171 (chiếm 85,97%), trong đó có 24 chi bộ.",
    "Xem tại huyenuy.dongthap.gov.vn và thư a.b@huyenuy.vn nhé.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_stays_one_sentence(text):
    assert sentences(text) == [text]


BROKEN = [
    "Toàn huyện có 3.328 đảng viên.| Các cấp ủy đã quan tâm.| 3 tháng đầu năm kết nạp 18 người.",
    "Ai chịu trách nhiệm?| Người đứng đầu!| Mọi người nghe…| Rồi thực hiện.",
    "Ông nói: “Phải làm cho tốt.”| Các đại biểu tán thành.| “Nhất trí!”| Hội nghị kết thúc.",
    "Đạt kết quả tốt (101%).| (Theo báo cáo)",
    "Bổ nhiệm cán bộ...| Qua kiểm tra đã phát hiện sai sót.",
    "Nâng lên rõ rệt./.| Minh Luận",
    "Nhiệm vụ: 1. Tăng cường kiểm tra.| 2. Kết nạp đảng viên.| - Quán triệt nghị quyết.",
    "Sơ kết quý I.| Hội nghị Ban Chấp hành khóa X.| Các cấp ủy khóa XIII.| Bầu cử.",
    "Thực hiện đến hết năm 2023.| Các chi bộ báo cáo.",
]


@pytest.mark.parametrize("marked", BROKEN)
def test_breaks_at_the_ends_of_sentences(marked):
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


GLUED = [
    "Công tác đạt kết quả.|Các cấp ủy tiếp tục lãnh đạo.",
    "Chất lượng được nâng lên.|Từ đó, tạo chuyển biến.",
    "Tỷ lệ đạt 80%.|Trong đó có chi bộ A.",
    "Kết nạp đảng viên năm 2023.|Trong năm có 5 lớp.",
    "Thực hiện tốt (101%).|Các chi bộ cần cố gắng.",
]


@pytest.mark.parametrize("marked", GLUED)
def test_breaks_where_the_space_was_forgotten(marked):
    assert sentences(marked.replace("|", "")) == marked.split("|")


def test_block_ends_end_sentences_and_each_sentence_knows_its_block():
    article = read(
        "Huyện ủy họp\nĐồng chí An chủ trì hội nghị. Đồng chí Bình dự hội nghị\nMinh Luận", Settings()
    )
    assert [(article.view[s.start : s.end], s.block) for s in article.sentences] == [
        ("Huyện ủy họp", 0),
        ("Đồng chí An chủ trì hội nghị.", 1),
        ("Đồng chí Bình dự hội nghị", 1),
        ("Minh Luận", 2),
    ]


@pytest.mark.parametrize(
    ("unit", "ends"),
    [
        ("kết nạp 1.513 đảng viên, 12,5%; khai trừ 3 đảng viên, ", ";"),
        ("kết nạp 1.513 đảng viên, 12,5% ", ","),
        ("kết nạp 1.513 đảng viên và ", ""),
    ],
)
def test_what_is_longer_than_a_sentence_is_cut_at_its_best_marks(unit, ends):
    text = f"Toàn huyện {unit * 200}có 5 chi bộ."
    article = read(text, Settings())
    parts = [article.view[one.start : one.end] for one in article.sentences]
    assert len(parts) > 2
    assert all(LONGEST // 2 <= len(part) <= LONGEST and part.endswith(ends) for part in parts[:-1])
    assert " ".join(parts) == text
    (found,) = (one for one in article.findings if one.check == "long-sentence")
    assert f"in {len(parts) - 1} places" in found.message


@pytest.mark.parametrize(
    ("unit", "end"),
    [("kết_nạp:1.513,5;", ";"), ("kết_nạp=1.513,5,xóa_tên=7,5:", ":"), ("mở_hội=8:30,17:45:", ":")],
)
def test_what_has_lost_its_blanks_is_cut_behind_marks_and_not_in_a_figure(unit, end):
    parts = sentences(unit * 300)
    assert "".join(parts) == unit * 300
    assert all(LONGEST // 2 <= len(part) <= LONGEST and part.endswith(end) for part in parts[:-1])
    assert len(parts) > 2


def test_a_word_is_never_cut():
    word = "9." * 3_000
    assert sentences(f"{word} đảng viên {word}") == [f"{word}", f"đảng viên {word}"]


def test_nothing_is_said_of_sentences_that_are_whole():
    text = f"Huyện ủy {'rà soát nguồn, ' * 130}tổ chức học tập. Các chi bộ báo cáo. " * 2
    article = read(text, Settings())
    assert {one.end - one.start > LONGEST // 2 for one in article.sentences} == {True, False}
    assert not [one for one in article.findings if one.check == "long-sentence"]
