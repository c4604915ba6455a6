"""The grammar of document codes, and what their letters say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.language.codes import BARE_CODE, CODE, Code, issuer_of, kind_of, read_code


def code_at_start(text: str) -> Code | None:
    match = CODE.match(text)
    return read_code(match) if match else None


@pytest.mark.parametrize(
    ("printed", "text", "kind", "issuer"),
    [
        ("49-QĐ/TW", "49-QĐ/TW", "quy định", "Trung ương"),
        ("15 - NQ / TW", "15-NQ/TW", "nghị quyết", "Trung ương"),
        ("21 – NQ/TW", "21-NQ/TW", "nghị quyết", "Trung ương"),
        ("35- NQ/TW", "35-NQ/TW", "nghị quyết", "Trung ương"),
        ("493 -CV/TU", "493-CV/TU", "công văn", "Tỉnh ủy"),
        ("35 NQ/TW", "35-NQ/TW", "nghị quyết", "Trung ương"),
        ("35-NQ TW", "35-NQ/TW", "nghị quyết", "Trung ương"),
        ("18-NQTW", "18-NQ/TW", "nghị quyết", "Trung ương"),
        ("05-CT/TW", "05-CT/TW", "chỉ thị", "Trung ương"),
        ("05-CT/T.Ư", "05-CT/T.Ư", "chỉ thị", "Trung ương"),
        ("57/QĐ-TW", "57/QĐ-TW", "quy định", "Trung ương"),
        ("17-NQ/TU", "17-NQ/TU", "nghị quyết", "Tỉnh ủy"),
        ("205-KL/TU", "205-KL/TU", "kết luận", "Tỉnh ủy"),
        ("12-CTr/TU", "12-CTr/TU", "chương trình", "Tỉnh ủy"),
        ("42-CTHĐ/TU", "42-CTHĐ/TU", "chương trình hành động", "Tỉnh ủy"),
        ("02-ĐA/TU", "02-ĐA/TU", "đề án", "Tỉnh ủy"),
        ("03-QĐi/TU", "03-QĐi/TU", "quy định", "Tỉnh ủy"),
        ("1358-QĐ/HU", "1358-QĐ/HU", "quyết định", "Huyện ủy"),
        ("1.358-QĐ/HU", "1.358-QĐ/HU", "quyết định", "Huyện ủy"),
        ("08-NQ/ĐU", "08-NQ/ĐU", "nghị quyết", "Đảng ủy"),
        ("76-NQ/ĐUK", "76-NQ/ĐUK", "nghị quyết", "Đảng ủy Khối"),
        ("22-HD/BTCTW", "22-HD/BTCTW", "hướng dẫn", "Ban Tổ chức Trung ương"),
        ("99-QÐ/BTCTW", "99-QĐ/BTCTW", "quy định", "Ban Tổ chức Trung ương"),
        ("07-HD/UBKTTW", "07-HD/UBKTTW", "hướng dẫn", "Ủy ban Kiểm tra Trung ương"),
        ("01/HD-BTC", "01/HD-BTC", "hướng dẫn", None),
        ("22-TT/TW", "22-TT/TW", "thông tri", "Trung ương"),
        ("34/2016/QĐ-TTg", "34/2016/QĐ-TTg", "quyết định", "Thủ tướng Chính phủ"),
        ("108/2014/NĐ-CP", "108/2014/NĐ-CP", "nghị định", "Chính phủ"),
        ("30a/2008/NQ-CP", "30a/2008/NQ-CP", "nghị quyết", "Chính phủ"),
        ("01/2020/TT-BNV", "01/2020/TT-BNV", "thông tư", "Bộ Nội vụ"),
        ("45/2013/QH13", "45/2013/QH13", "luật", "Quốc hội"),
        ("09/NQ-HĐND", "09/NQ-HĐND", "nghị quyết", "Hội đồng nhân dân"),
        ("49-qđ/tw", "49-qđ/tw", "quy định", "Trung ương"),
        ("05-TU", "05-TU", None, "Tỉnh ủy"),
    ],
)
def test_a_code_has_one_spelling_a_kind_and_an_issuer(printed, text, kind, issuer):
    code = code_at_start(printed)
    assert code is not None
    assert (code.text, kind_of(code.letters), issuer_of(code.letters)) == (text, kind, issuer)


@pytest.mark.parametrize(
    "text", ["27/27 tổ chức", "21 - Huyện ủy", "2-3/2020", "05", "12 chi bộ", "1,4%", "9-10"]
)
def test_figures_and_dates_are_no_codes(text):
    assert code_at_start(text) is None


def test_a_dash_before_the_next_phrase_does_not_belong_to_the_code():
    match = CODE.match("35-NQ/TW - Huyện ủy triển khai")
    assert match is not None
    assert match[0] == "35-NQ/TW"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("theo 05-CT/TW của", ["05-CT/TW"]),
        ("(34/2016/QĐ-TTg)", ["34/2016/QĐ-TTg"]),
        ("15 - NQ / TW", ["15 - NQ / TW"]),
        ("đạt 27/27, ngày 2-3-2020, tháng 3/2020, 12-ABC/XYZ", []),
        ("xe 51A-123.45, phòng 12-A", []),
    ],
)
def test_only_letters_of_a_kind_stand_alone(text, found):
    assert [match[0] for match in BARE_CODE.finditer(text)] == found


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        (Code("05"), Code("5"), True),
        (Code("05"), Code("05", None, "CT/TW"), True),
        (Code("05", None, "CT/TƯ"), Code("05", None, "CT/TW"), True),
        (Code("05", None, "CT/TW"), Code("05", None, "CT/TU"), False),
        (Code("34", "2016", "QĐ-TTg"), Code("34", "2020", "QĐ-TTg"), False),
        (Code("34", "2016", "QĐ-TTg"), Code("34", None, "QĐ/TTg"), True),
        (Code("50"), Code("5"), False),
        (Code("1.358"), Code("1358"), True),
        (Code("30a"), Code("30"), False),
    ],
)
def test_codes_agree_when_nothing_printed_differs(a, b, agree):
    assert a.agrees_with(b) is agree
    assert b.agrees_with(a) is agree


@given(st.text(alphabet="0123456789-–/ NQĐÐCTWUHtgaƯ.i", max_size=40))
def test_any_text_reads_without_error_and_keeps_its_digits(text):
    code = code_at_start(text)
    if code is not None:
        assert text.startswith(code.number)
        assert code.text.startswith(code.number)
        assert " " not in code.text


@given(
    st.integers(1, 9999),
    st.sampled_from(["NQ", "CT", "QĐ", "KL", "HD", "KH"]),
    st.sampled_from(["TW", "TU", "HU", "ĐUK"]),
)
def test_spaces_and_dashes_do_not_change_a_code(number, kind, level):
    spellings = {
        f"{number}-{kind}/{level}",
        f"{number} - {kind} / {level}",
        f"{number}– {kind}/{level}",
        f"{number} {kind}/{level}",
    }
    assert {code.text for spelling in spellings if (code := code_at_start(spelling))} == {
        f"{number}-{kind}/{level}"
    }
