"""Quotes are located where the article says them, and nowhere when it does not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.grounding.align import Aligner
from partyx.grounding.tokens import TOKEN, number_key, tokenise, vocabulary
from partyx.language.fold import fold

VIEW = """Đảng bộ huyện Sông Mây phát triển đảng viên mới
Sáng 5/7, Huyện ủy Sông Mây tổ chức hội nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm 2024. Đồng chí \
Nguyễn Thị Thu Hòa, Bí thư Huyện ủy chủ trì.
Sáu tháng qua, toàn huyện kết nạp mới được 1.513 đảng viên, đạt 57,5% kế hoạch năm; mở 04 lớp bồi dưỡng. \
Có 26/27 tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ, chưa có tổ chức nào không hoàn thành nhiệm vụ. BTV \
Huyện ủy kỷ luật 3 ĐV. Công tác dân vận được quan tâm... Đồng chí Bí thư Huyện ủy yêu cầu các chi bộ \
thường xuyên rà soát, sàng lọc đảng viên. Huyện ủy Sông Mây kết nạp 12 đảng viên là giáo viên."""
ALIGNER = Aligner(VIEW)


def located(quote: str, near: tuple[int, int] | None = None) -> str | None:
    found = ALIGNER.locate(quote, near)
    return found and VIEW[found.start : found.end]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("kết nạp mới được 1.513 đảng viên", "kết nạp mới được 1.513 đảng viên"),
        ("  KẾT NẠP\n mới được 1.513 ", "kết nạp mới được 1.513"),
        ("Huyện uỷ Sông Mây", "Huyện ủy Sông Mây"),
        ("Nguyễn Thị Thu Hoà", "Nguyễn Thị Thu Hòa"),
        ("26/27 tổ chức cơ sở đảng", "26/27 tổ chức cơ sở đảng"),
        ("được quan tâm... Đồng chí Bí thư", "được quan tâm... Đồng chí Bí thư"),
    ],
)
def test_the_same_words_in_another_spelling_are_exact(quote: str, expected: str) -> None:
    for form in ("NFC", "NFD"):
        found = ALIGNER.locate(unicodedata.normalize(form, quote))
        assert found is not None
        assert (VIEW[found.start : found.end], found.exact, found.score) == (expected, True, 1.0)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("kết nạp mới được 1513 đảng viên", "kết nạp mới được 1.513 đảng viên"),
        ("mở 4 lớp bồi dưỡng", "mở 04 lớp bồi dưỡng"),
        ("toàn huyện đã kết nạp mới được 1.513 đảng viên", "toàn huyện kết nạp mới được 1.513 đảng viên"),
        ("toàn huyện kết nạp được 1.513 đảng viên", "toàn huyện kết nạp mới được 1.513 đảng viên"),
        ('"toàn huyện kết nạp mới được: 1.513 đảng viên"', "toàn huyện kết nạp mới được 1.513 đảng viên"),
        ("Ban Thường vụ Huyện ủy kỷ luật 3 đảng viên", "BTV Huyện ủy kỷ luật 3 ĐV"),
        ("kết nạp 12 ĐV là giáo viên", "kết nạp 12 đảng viên là giáo viên"),
        ("các chi bộ thưởng xuyên", None),
        (
            "Đồng chí Bí thư Huyện ủy yêu cầu các chi bộ thưởng xuyên rà soát",
            "Đồng chí Bí thư Huyện ủy yêu cầu các chi bộ thường xuyên rà soát",
        ),
        ("kết nạp mới được 1.513 đảng viên...", "kết nạp mới được 1.513 đảng viên"),
        (
            "toàn huyện kết nạp mới được 1.513 đảng viên [...] mở 04 lớp bồi dưỡng",
            "toàn huyện kết nạp mới được 1.513 đảng viên, đạt 57,5% kế hoạch năm; mở 04 lớp bồi dưỡng",
        ),
        (
            "mở 04 lớp bồi dưỡng … hoàn thành tốt nhiệm vụ",
            "mở 04 lớp bồi dưỡng. Có 26/27 tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ",
        ),
    ],
)
def test_small_slips_are_located_to_the_tightest_window(quote: str, expected: str | None) -> None:
    assert located(quote) == expected


@pytest.mark.parametrize(
    "quote",
    [
        "kết nạp mới được 9.999 đảng viên",
        "kết nạp mới được 1,513 đảng viên",
        "kết nạp mới được 1.531 đảng viên",
        "kết nạp mới được 151 đảng viên",
        "đạt 575% kế hoạch năm",
        "26/28 tổ chức cơ sở đảng",
        "toàn huyện kết nạp mới được đảng viên, đạt 57,5% kế hoạch năm; mở 04 lớp bồi dưỡng",
        "Huyện ủy Sông Mê tổ chức hội nghị sơ kết công tác xây dựng Đảng 6 tháng đầu năm 2024",
        "Huyện ủy Sa Đéc tổ chức hội nghị",
        "Đồng chí Nguyễn Hòa, Bí thư Huyện ủy chủ trì",
        "Nguyễn Thu Hòa",
        "chưa có tổ chức nào hoàn thành nhiệm vụ",
        "toàn huyện chưa kết nạp mới được 1.513 đảng viên, đạt 57,5% kế hoạch năm",
        "Có 26/27 tổ chức cơ sở đảng không hoàn thành tốt nhiệm vụ",
        "Sáu tháng qua, toàn huyện khai trừ mới được 1.513 đảng viên, đạt 57,5% kế hoạch năm",
        "vượt 57,5% kế hoạch năm; mở 04 lớp bồi dưỡng",
        "nhiệm vụ tốt hoàn thành đảng cơ sở tổ chức 26/27",
        "Hội đồng nhân dân thông qua nghị quyết về ngân sách",
        "mở 04 lớp bồi dưỡng ... kết nạp mới được 1.513 đảng viên",
        "Sáng 5/7 ... kết nạp 12 đảng viên là giáo viên",
        "huyệ",
        "",
        "...",
        " \u200b ",
        "\ud800",
    ],
)
def test_what_the_text_does_not_say_is_not_located(quote: str) -> None:
    assert located(quote) is None


def test_of_several_places_the_first_or_the_nearest_is_taken() -> None:
    places = [index for index in range(len(VIEW)) if VIEW.startswith("Huyện ủy Sông Mây", index)]
    assert len(places) == 2
    for near, expected in [
        (None, places[0]),
        ((0, 5), places[0]),
        ((places[1] - 30, places[1] + 60), places[1]),
        ((places[1] + 5, places[1] + 8), places[1]),
        ((len(VIEW), len(VIEW)), places[1]),
        ((10**9, 10**9), places[1]),
    ]:
        found = ALIGNER.locate("Huyện uỷ Sông Mây", near)
        assert found is not None
        assert found.start == expected


@pytest.mark.parametrize(
    "quote", ["chi bộ 1.513", "“Quỹ” ủy", "1.513,", "uỷ chi bộ 1513", "…", "bộ", "chi  bộ 1.513", "TP. Hà"]
)
def test_a_quote_far_from_where_it_is_expected_is_the_nearest_of_all(quote: str) -> None:
    """By whatever word its places are found; each is asked for twice, since they are kept."""
    gap = " nhà văn hóa thôn" * 100
    text = gap.join(
        ["đầu", "Quỹ” ủy chi bộ 1.513, xa", "chi bộ 1.5135 bộ", "“Quỹ” ủy chi bộ 1.513, bộ TP. Hà", "cuối"]
    )
    aligner, folded = Aligner(text), fold(text)
    needle = fold(quote).strip()
    starts = [at for at in range(len(folded)) if folded.startswith(needle, at)]
    whole = [
        at
        for at in starts
        if (at + len(needle)) >= len(folded) or not folded[at + len(needle) :][0].isalnum()
    ]
    for near in ((0, 1), (len(text) // 2, len(text) // 2 + 1), (len(text) - 1, len(text))) * 2:
        found = aligner.locate(quote, near)
        if needle == "…" or not whole:
            assert found is None or not found.exact
            continue
        assert found is not None
        between = [max(0, near[0] - at - len(needle), at - near[1]) for at in whole]
        assert found.start == whole[between.index(min(between))]


def test_an_inexact_quote_too_is_sought_where_it_is_expected() -> None:
    text = (
        "Huyện A kết nạp được 12 đảng viên mới. "
        + "Chi bộ sinh hoạt. " * 40
        + "Huyện B kết nạp 12 đảng viên mới."
    )
    found = Aligner(text).locate("kết nạp 12 các đảng viên mới", near=(len(text) - 30, len(text)))
    assert found is not None
    assert text[found.start : found.end] == "kết nạp 12 đảng viên mới"


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("1.513", "1513"),
        ("74.127.000", "74127000"),
        ("1.513,50", "1513 50"),
        ("80,8", "80 8"),
        ("05", "5"),
        ("0", "0"),
        ("16.7", "16 7"),
        ("0.513", "0 513"),
        ("1,513", "1 513"),
    ],
)
def test_numbers_meet_by_value_where_the_grouping_is_well_formed(number: str, key: str) -> None:
    assert number_key(number) == key


@given(st.text(alphabet="abcđ ủyuỷ1.,Đ\n…", max_size=80), st.integers(0, 79), st.integers(1, 80))
def test_any_slice_that_cuts_no_word_is_located_exactly(text: str, start: int, size: int) -> None:
    quote = text[start : start + size]
    found = Aligner(text).locate(quote)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        if found.exact:
            assert found.score == 1.0
    if start == 0 and size >= len(text) and any(character.isalnum() for character in text):
        assert found is not None


@given(st.text(), st.text(), st.none() | st.tuples(st.integers(0, 50), st.integers(0, 50)))
def test_any_text_and_any_quote(text: str, quote: str, near: tuple[int, int] | None) -> None:
    found = Aligner(text).locate(quote, near)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_a_place_beyond_the_text_is_no_error():
    """Where something is expected may be wrong in every way; the quote is still found."""
    text = "Đảng ủy xã họp. " * 20
    quote = text[: len(text) // 2].strip()
    for near in ((10_000, 0), (10_000, 10_001), (len(text), len(text)), (-5, -1)):
        found = Aligner(text).locate(quote, near)
        assert found is not None
        assert text[found.start : found.end].strip() == quote


@given(st.text() | st.text(alphabet="aAđĐcC/&-.,01 \nTWtw’", max_size=60))
def test_words_are_cut_as_the_pattern_says_whatever_stands_between_the_spaces(text: str) -> None:
    tokens = tokenise(text)
    assert {fold(text)[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)} == set(
        TOKEN.findall(fold(text))
    )
    assert vocabulary(text) == set(tokens.words)
