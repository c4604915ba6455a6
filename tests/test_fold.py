"""Vietnamese text comparison: what is one word in two spellings, and what never is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.language import fold as module
from partyx.language.fold import bare, digits, fold, fold_with_offsets, same

VIETNAMESE = "aàáảãạăằâậeèêệiìíoòóỏọôơuùúủụưyỳýỷỵđgqhklmstv "
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=VIETNAMESE),
    st.text(alphabet=VIETNAMESE + "\u0300\u0301\u0309\u0323\u0302\u031b\u200b\u00a0\u00ad…“–Ðß\r\n12"),
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Tỉnh uỷ", "Tỉnh ủy"),
        ("hoà bình", "hòa bình"),
        ("Thuý", "Thúy"),
        ("sức khoẻ", "sức khỏe"),
        ("xoè", "xòe"),
        ("hoạ sĩ", "họa sỹ"),
        ("quý I/2021", "quí I/2021"),
        ("quỷ", "qủy"),
        ("quà", "qùa"),
        ("già", "gìa"),
        ("giúp đỡ", "gíup đỡ"),
        ("giò", "gìo"),
        ("qui định", "quy định"),
        ("lí luận", "lý luận"),
        ("kĩ năng", "kỹ năng"),
        ("nước Mĩ", "nước Mỹ"),
        ("công ti", "công ty"),
        ("1 tỉ đồng", "1 tỷ đồng"),
        ("ĐẢNG ỦY", "đảng uỷ"),
        ("Ðảng", "Đảng"),
        ("“Tổ đảng”", '"Tổ đảng"'),
        ("2021–2025", "2021-2025"),
        ("xây\u00a0dựng \r\n Đảng", "xây dựng Đảng"),
        ("1.\u200b513", "1.513"),
        ("chi bộ\u00ad", "chi bộ"),
        ("và hơn thế…", "và hơn thế..."),
        ("  Huyện ủy ", "Huyện ủy"),
    ],
)
def test_one_word_in_two_spellings_is_the_same(a: str, b: str) -> None:
    assert same(a, b)
    assert same(unicodedata.normalize("NFD", a), b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Đồng Nai", "Đông Nai"),
        ("hòa", "hoa"),
        ("quý I", "quý Y"),
        ("ý kiến", "í kiến"),
        ("1.513", "1513"),
        ("3,5", "35"),
        ("của", "cuả"),
        ("mía", "miá"),
        ("tay", "tai"),
        ("quyết", "quiết"),
        ("thủy", "thủi"),
        ("số 17-NQ/TU", "số 17-NQ/TW"),
        ("10²", "102"),
    ],
)
def test_different_words_stay_different(a: str, b: str) -> None:
    assert not same(a, b)


def test_offsets_lead_back_to_the_original_characters() -> None:
    text = "Tỉnh\u200b  uỷ\u00a0“A”…"
    folded, offsets = fold_with_offsets(text)
    assert folded == 'tỉnh uỷ "a"...'
    start = folded.index("uỷ")
    assert text[offsets[start] : offsets[start + 2]] == "uỷ"
    assert offsets[folded.index(".") :] == [13, 13, 13, 14]


def test_offsets_of_decomposed_text_cover_whole_letters() -> None:
    text = unicodedata.normalize("NFD", "Huyện ủy Tân Hồng")
    folded, offsets = fold_with_offsets(text)
    start = folded.index("tân")
    assert unicodedata.normalize("NFC", text[offsets[start] : offsets[start + 8]]) == "Tân Hồng"


@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_offsets_never_fall_and_end_at_the_end(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


@given(st.text(alphabet=VIETNAMESE + "ÂĂÊÔƠƯĐ.,-“0123456789"))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(TEXTS)
def test_the_fast_way_gives_what_the_slow_way_gives(text: str) -> None:
    fast = module._one_to_one(text)  # noqa: SLF001 - the ways inside one module must agree
    slow = "".join(module._clusters(text)[0])  # noqa: SLF001
    assert fast is None or fast == slow
    assert module._characters(text)[0] == slow  # noqa: SLF001


@given(TEXTS)
def test_digits_are_never_changed(text: str) -> None:
    joined = "".join(digits(text))
    assert "".join(digits(fold(text))) == joined or not unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1.513 đồng chí", ("1", "513")), ("26/27 (96,29%)", ("26", "27", "96", "29")), ("hai lớp", ())],
)
def test_digit_strings_in_order(text: str, expected: tuple[str, ...]) -> None:
    assert digits(text) == expected


@pytest.mark.parametrize(
    "text", ["a" + "\u0301\u0316" * 50_000, "\ud800" * 1000, "\0", "9" * 10_000, "uỷ " * 50_000]
)
def test_hostile_text_folds(text: str) -> None:
    assert fold_with_offsets(text)[1][-1] == len(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("Đắk Lắk", "daklak"), ("Bà Rịa - Vũng Tàu", "bariavungtau"), ("2025", "")]
)
def test_bare_letters(text, expected):
    assert bare(text) == expected
