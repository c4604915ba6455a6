"""The grammar of document codes: what holds for any text. What the letters say is tabled in ``cases/vi/codes.toml``."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.language.codes import Code, bare_codes, code_at
from partyx.language.fold import fold_in_place


def code_at_start(text: str) -> Code | None:
    found = code_at(text, fold_in_place(text), 0)
    return found[1] if found else None


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
    assert [text[start:end] for start, end, _ in bare_codes(text, fold_in_place(text))] == found


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
