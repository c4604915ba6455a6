"""The parts that locate a quote one by one: tokens, names, anchors, stretches, slips, and where each is looked for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.grounding.align import Aligner
from partyx.grounding.anchors import Anchors
from partyx.grounding.slips import enough, extra_allowed, is_tied
from partyx.grounding.stretch import tightest
from partyx.grounding.tokens import tokenise

# -- tokens --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "pieces"),
    [
        ("BTV Huyện ủy", "ban thường vụ huyện uỷ", ["BTV", "BTV", "BTV", "Huyện", "ủy"]),
        ("btv huyện", "btv huyện", ["btv", "huyện"]),
        ("Ubnd", "ubnd", ["Ubnd"]),
        ("12 ĐV.", "12 đảng viên", ["12", "ĐV", "ĐV"]),
        ("đ/c Hoa", "đồng chí hoa", ["đ/c", "đ/c", "Hoa"]),
        ("GD&ĐT tỉnh", "giáo dục và đào tạo tỉnh", [*["GD&ĐT"] * 5, "tỉnh"]),
        ("GD&ĐTX", "gd đtx", ["GD", "ĐTX"]),
        ("15-NQ/TW", "15 nq trung ương", ["15", "NQ", "TW", "TW"]),
        ("26/27 và 1.513,50", "26 27 và 1513_50", ["26", "27", "và", "1.513,50"]),
        ("sơ-kết, (05)", "sơ kết 5", ["sơ", "kết", "05"]),
        ("…", "", []),
    ],
)
def test_a_text_is_cut_into_words_and_numbers_that_know_their_places(
    text: str, words: str, pieces: list[str]
) -> None:
    """An abbreviation is the words it stands for, all at its own place; only capitals or a stroke make one."""
    found = tokenise(text)
    assert found.words == [word.replace("_", " ") for word in words.split()]
    assert [text[found.start(at) : found.end(at)] for at in range(len(found.words))] == pieces


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sáng nay Huyện ủy họp. Đồng chí Lê Hoa", "Huyện Lê Hoa"),
        ("họp, Đồng", "Đồng"),
        ("họp-Đồng", "Đồng"),
        ("họp Đồng", "Đồng"),
        ("họp. Đồng", ""),
        ("họp! Đồng", ""),
        ("họp? Đồng", ""),
        ("họp: Đồng", ""),
        ("họp; Đồng", ""),
        ("họp - Đồng", ""),
        ("họp – Đồng", ""),
        ("họp (Đồng", ""),
        ("họp “Đồng", ""),
        ('họp "Đồng', ""),
        ("họp\nĐồng", ""),
        ("họp | Đồng", ""),
        ("Đồng họp", ""),
        ("đồng họp", ""),
    ],
)
def test_a_capital_makes_a_name_unless_a_sentence_starts_there(text: str, names: str) -> None:
    found = tokenise(text)
    named = [text[found.start(at) : found.end(at)] for at in range(len(found.words)) if found.is_name(at)]
    assert named == names.split()


@pytest.mark.parametrize(
    ("text", "adjoin"),
    [("Nguyễn Minh", True), ("Nguyễn\n Minh", True), ("Nguyễn, Minh", False), ("Nguyễn (Minh", False)],
)
def test_two_words_adjoin_when_white_space_alone_is_between(text: str, *, adjoin: bool) -> None:
    found = tokenise(text)
    assert found.adjoin(0, 1) is found.adjoin(1, 0) is adjoin


@pytest.mark.parametrize(
    ("first", "end", "splits"),
    [(0, 1, False), (1, 4, False), (0, 5, False), (2, 5, True), (3, 5, True), (0, 2, True), (1, 3, True), (4, 5, False)],
)  # fmt: skip
def test_a_stretch_splits_an_abbreviation_or_does_not(first: int, end: int, *, splits: bool) -> None:
    """The words are of "họp", three times "BTV", "tỉnh"."""
    assert tokenise("họp BTV tỉnh").splits_abbreviation(first, end) is splits


# -- slips ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tokens", "extra", "least"),
    # Up to six tokens all of them; one left out between from three on, two from seven, a fifth from fifteen.
    [
        (1, 0, 1),
        (2, 0, 2),
        (3, 1, 3),
        (6, 1, 6),
        (7, 2, 6),
        (13, 2, 12),
        (14, 2, 12),
        (15, 3, 13),
        (20, 4, 17),
    ],
)
def test_how_much_of_a_quote_may_slip(tokens: int, extra: int, least: int) -> None:
    assert extra_allowed(tokens) == extra
    assert (enough(least, tokens), enough(least - 1, tokens)) == (True, False)


@pytest.mark.parametrize(("word", "tied"), [("12", True), ("không", True), ("chưa", True), ("huyện", False)])
def test_numbers_and_negations_never_slip(word: str, *, tied: bool) -> None:
    assert is_tied(word) is tied


SAID = (
    "Hôm qua, đồng chí Nguyễn Minh Tiến thăm các chi bộ ở xã Hòa Mai và tặng quà cho những hộ nghèo. "
    "Huyện ủy không tổ chức họp ở huyện trong tháng này, theo Quyết định của BTV Tỉnh ủy về công tác cán bộ."
)


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        # A word more or less in a quote of three words on, two of seven on; never at its ends alone.
        ("thăm chi bộ", "thăm các chi bộ"),
        ("thăm các chi bộ xã Hòa Mai", "thăm các chi bộ ở xã Hòa Mai"),
        ("thăm xã Hòa Mai", None),
        ("thăm bộ", None),
        ("thăm các chi bộ tại xã Hòa Mai và tặng quà", "thăm các chi bộ ở xã Hòa Mai và tặng quà"),
        # A lower-case word of three letters on may be misspelled by one of them.
        ("thăm các chi bộ ở xã Hòa Mai và tặng quá cho", "thăm các chi bộ ở xã Hòa Mai và tặng quà cho"),
        ("thăm các chi bộ ở xã Hòa Mai và bán quà cho", None),
        # Names are whole: no part more, less or other.
        ("đồng chí Nguyễn Tiến thăm các chi bộ", None),
        ("đồng chí Nguyễn Văn Tiến thăm các chi bộ", None),
        ("đồng chí Nguyễn Minh Tiên thăm các chi bộ", None),
        ("đồng chí Minh Tiến thăm các chi bộ ở xã Hòa Mai", None),
        # Numbers and negations are neither added nor left out.
        ("Huyện ủy tổ chức họp ở huyện trong tháng này", None),
        ("Huyện ủy không tổ chức họp ở 2 huyện trong tháng này", None),
        ("tặng quà cho những hộ chưa nghèo ở xã Hòa Mai", None),
        # An abbreviation is quoted whole or not at all.
        ("theo Quyết định của Ban Thường vụ Tỉnh ủy về công tác", "theo Quyết định của BTV Tỉnh ủy về công tác"),
        ("theo Quyết định của Thường vụ Tỉnh ủy về công tác", None),
        ("Thường vụ Tỉnh ủy về công tác", None),
        # An ellipsis leaves out what is between, within two sentences that follow each other.
        ("thăm các chi bộ ... hộ nghèo", "thăm các chi bộ ở xã Hòa Mai và tặng quà cho những hộ nghèo"),
        ("hộ nghèo … thăm các chi bộ", None),
        ("những hộ nghèo [...] trong tháng này", "những hộ nghèo. Huyện ủy không tổ chức họp ở huyện trong tháng này"),
        ("đồng chí ... thăm các ... Hòa Mai ... hộ nghèo", "đồng chí Nguyễn Minh Tiến thăm các chi bộ ở xã Hòa Mai và tặng quà cho những hộ nghèo"),
        ("đồng chí ... thăm ... các ... Hòa Mai ... hộ nghèo", None),
        ("thăm các chi bộ ... hộ giàu", None),
        ("... thăm các chi bộ ...", "thăm các chi bộ"),
    ],
)  # fmt: skip
def test_a_quote_with_slips_is_located_or_says_something_else(quote: str, found: str | None) -> None:
    place = Aligner(SAID).locate(quote)
    assert (place and SAID[place.start : place.end]) == found


def test_the_score_counts_the_words_in_common_on_both_sides() -> None:
    aligner = Aligner(SAID)
    exact, less = aligner.locate("thăm các chi bộ"), aligner.locate("thăm chi bộ")
    assert exact is not None
    assert less is not None
    assert (exact.exact, exact.score) == (True, 1.0)
    assert (less.exact, less.score) == (False, pytest.approx(2 * 3 / 7))


def test_three_sentences_are_not_joined_by_an_ellipsis() -> None:
    text = "Các chi bộ họp. Xã tốt. Huyện ủy tặng quà."
    assert Aligner(text).locate("chi bộ họp ... xã tốt") is not None
    assert Aligner(text).locate("chi bộ họp ... tặng quà") is None
    assert Aligner(text.replace(". ", "\n")).locate("chi bộ họp ... tặng quà") is None


def test_a_quote_as_long_as_an_article_is_located_to_the_letter_or_not_at_all() -> None:
    """Of more than 400 words; of just as many a slip is forgiven."""
    words = [f"chữ{chr(97 + at % 26)}{chr(97 + at // 26)}" for at in range(402)]
    text = " ".join(words)
    aligner = Aligner(text)
    for size, located in ((400, True), (401, False)):
        quote = [*words[:200], *words[201 : size + 1]]
        assert len(quote) == size
        assert (aligner.locate(" ".join(quote)) is not None) is located
        assert aligner.locate(" ".join(words[:size])) is not None


# -- which place ---------------------------------------------------------------------------------------

ECHO = "Xã họp tốt. Huyện họp. Xã họp tốt. Tỉnh họp. Xã họp tốt."


@pytest.mark.parametrize(
    ("near", "place"),
    [
        (None, 0),
        ((0, 1), 0),
        ((10, 12), 0),
        ((12, 20), 0),
        ((16, 20), 23),
        ((23, 24), 23),
        ((30, 31), 23),
        ((24, 25), 23),
        ((36, 44), 45),
        ((34, 40), 23),
        ((60, 70), 45),
        ((0, 58), 0),
    ],
)
def test_of_several_places_the_nearest_is_taken(near: tuple[int, int] | None, place: int) -> None:
    """Whether it is before or behind, in any spelling."""
    aligner = Aligner(ECHO)
    for quote in ("Xã họp tốt", "xã họp  tốt."):
        found = aligner.locate(quote, near)
        assert found is not None
        assert found.start == place


LONG_QUOTE = "Huyện ủy tổ chức hội nghị sơ kết công tác xây dựng Đảng sáu tháng đầu năm"


@pytest.mark.parametrize("quote", ["Xã họp tốt", LONG_QUOTE])
@given(
    gaps=st.lists(st.integers(1, 400), min_size=1, max_size=4),
    expected=st.integers(0, 60_000),
    size=st.integers(0, 9_000),
)
def test_the_nearest_is_taken_however_far_it_stands(
    quote: str, gaps: list[int], expected: int, size: int
) -> None:
    """Within the look around where it is expected and beyond it."""
    text = "".join(f"{'Tỉnh bàn. ' * gap}{quote}. " for gap in gaps) + "Hết. " * gaps[0]
    near = (min(expected, len(text)), min(expected + size, len(text)))
    places = [at for at in range(len(text)) if text.startswith(quote, at)]
    apart = [max(0, near[0] - at - len(quote), at - near[1]) for at in places]
    aligner = Aligner(text)
    for _ in "once", "from what is kept":
        found = aligner.locate(quote, near)
        assert found is not None
        assert found.start in places
        assert apart[places.index(found.start)] == min(apart)


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("kết nạp 1.513 đảng viên", "513 đảng viên", False),
        ("kết nạp 1.513 đảng viên", "1.513 đảng", True),
        ("kết nạp 1.513 đảng viên", "kết nạp 1", False),
        ("kết nạp 26/27 chi bộ", "27 chi bộ", True),
        ("Quyết định 15-NQ/TW tốt", "NQ/TW", True),
        ("Quyết định 15-NQ/TW tốt", "Q/TW", False),
        ("Sở GD&ĐT tỉnh", "ĐT tỉnh", False),
        ("Sở GD&ĐT tỉnh", "GD&ĐT", True),
        ("(đảng viên)", "đảng viên", True),
        ("đảng viên", "ng viên", False),
        ("đảng viên", "đảng vi", False),
        ("viên", "viên", True),
        ("viênviên viên", "viên", True),
    ],
)
def test_no_place_cuts_a_word_a_number_or_an_abbreviation(text: str, quote: str, *, found: bool) -> None:
    for near in (None, (0, 3), (len(text) - 1, len(text))):
        place = Aligner(text).locate(quote, near)
        assert (place is not None) is found
        if place is not None:
            assert text[place.start : place.end] == quote
            assert not text[place.end : place.end + 1].isalnum()
            assert not text[max(0, place.start - 1) : place.start].isalnum()


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_place_ends_behind_the_marks_of_its_last_letter(form: str) -> None:
    for quote in ("Huyện ủ", "Huyện ủy", "kết nạ", "kết nạp", "toàn bộ"):
        text = unicodedata.normalize(form, f"Xã {quote}")
        for said in ("NFC", "NFD"):
            found = Aligner(text).locate(unicodedata.normalize(said, quote))
            assert found is not None
            assert text[found.start : found.end] == unicodedata.normalize(form, quote)


def test_a_run_without_white_space_is_cut_as_a_whole() -> None:
    """However long, a place is seen to be inside of a word."""
    text = "Trang " + "a" * 90 + " họp " + "b" * 39 + " tốt"
    aligner = Aligner(text)
    assert aligner.locate("a" * 50) is None
    assert aligner.locate("a" * 50 + " họp") is None
    assert aligner.locate("b" * 20) is None
    for whole in ("a" * 90, "b" * 39):
        place = aligner.locate(whole)
        assert place is not None
        assert text[place.start : place.end] == whole


def test_the_words_of_a_stretch_are_those_that_start_in_it() -> None:
    aligner = Aligner("Huyện ủy kết nạp 1.513 ĐV")
    assert aligner.words(0, 25) == {"huyện", "uỷ", "kết", "nạp", "1513", "đảng", "viên"}
    assert aligner.words(6, 12) == {"uỷ", "kết"}
    assert aligner.words(7, 9) == frozenset()
    assert aligner.words(0, 0) == frozenset()
    assert all(word in aligner for word in ("huyện", "1513", "viên"))
    assert not any(word in aligner for word in ("Huyện", "1.513", "đv", "xã"))


# -- anchors and stretches -----------------------------------------------------------------------------

TEXT = ("x " * 30 + "a b c d e f g " + "y " * 30 + "a b c q " + "z " * 20).split()


@pytest.mark.parametrize(
    ("quote", "near", "starts"),
    [
        ("a b c d e f g", None, [30]),
        ("a b c", None, [30, 67]),
        ("a b c", 70, [67, 30]),
        ("a b c", 40, [30, 67]),
        ("a b d e f g", None, [30]),
        ("a n o", None, [30, 67]),
        ("m n o", None, []),
        ("c d e", None, [32]),
        ("g y", None, [36]),
        ("z", 200, [90, 87, 84, 81]),
    ],
)
def test_windows_are_where_most_of_a_quotes_rarest_words_agree(
    quote: str, near: int | None, starts: list[int]
) -> None:
    """Within two words; the likeliest first, and of equally likely ones the nearest."""
    windows = Anchors(TEXT).windows(quote.split(), 2, near)
    assert len(windows) == len(starts)
    assert all(abs(found - start) <= 2 for found, start in zip(windows, starts, strict=True))


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        ("c q", 69),
        ("a b c q", 67),
        ("g y", 36),
        ("x a", 29),
        ("y a", 66),
        ("f g", 35),
        ("q z", 70),
        ("x q", 0),
    ],
)
def test_two_neighbours_are_looked_up_together(quote: str, start: int) -> None:
    """Wherever the rarer one stands beside the other; apart, each word votes for itself."""
    assert Anchors(TEXT).windows(quote.split(), 0, None)[0] == start


@pytest.mark.parametrize("near", [0, 150, 300, 450, 597])
def test_of_very_many_places_those_around_the_expected_one_are_looked_at(near: int) -> None:
    """And no more than four of them are compared."""
    many = " ".join(f"a b {number}" for number in range(200)).split()
    windows = Anchors(many).windows(["a", "b"], 1, near)
    assert len(windows) == 4
    assert all(abs(start - near) <= 12 for start in windows)
    assert near in windows


WORDS = st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=12)


@given(WORDS, WORDS, WORDS)
def test_a_quote_that_stands_there_has_a_window_and_is_the_tightest_stretch(
    before: list[str], quote: list[str], behind: list[str]
) -> None:
    text = [*(word.upper() for word in before), *quote, *(word.upper() for word in behind)]
    (start, *_) = Anchors(text).windows(quote, 1, len(before))
    assert abs(start - len(before)) <= 1
    found = tightest(quote, text, range(len(text)))
    assert found is not None
    assert (found.start, found.end, found.matched) == (len(before), len(before) + len(quote), len(quote))
    assert list(found.gaps()) == []


@given(WORDS, WORDS, st.integers(0, 12), st.integers(0, 24))
def test_a_stretch_holds_words_of_the_quote_in_order_within_its_window(
    quote: list[str], text: list[str], low: int, high: int
) -> None:
    window = range(min(low, len(text)), min(high, len(text)))
    found = tightest(quote, text, window)
    if found is None:
        assert not set(quote) & set(text[window.start : window.stop])
        return
    assert window.start <= found.start < found.end <= max(window.stop, found.start + 1)
    reached = [(-1, -1)]
    for mine, place, size in found.blocks:
        assert quote[mine : mine + size] == text[place : place + size]
        assert mine > reached[-1][0]
        assert place > reached[-1][1]
        reached.append((mine + size - 1, place + size - 1))
    gone = sum(len(missing) for missing, _ in found.gaps())
    added = sum(len(more) for _, more in found.gaps())
    assert found.matched + gone == len(quote)
    assert found.matched + added == found.end - found.start


@pytest.mark.parametrize(
    ("quote", "text", "blocks"),
    [
        ("a b c", "a x b c", ((0, 0, 1), (1, 2, 2))),
        ("a b c", "a x x b c", ((0, 0, 1), (1, 3, 2))),
        ("a b c", "a x x x b c", ((1, 4, 2),)),
        ("a b c", "a x x x x a b c", ((0, 5, 3),)),
        ("a b c", "a b c x x x x c", ((0, 0, 3),)),
        ("a b c d", "a b c d x x x x d", ((0, 0, 4),)),
        ("a b c d", "a b c d x x x x c d", ((0, 0, 4),)),
        ("a b c d e", "a x x x x a b c d e x x x x e", ((0, 5, 5),)),
        ("a b c d e", "a x x x x a b d e x x x x e", ((0, 5, 2), (3, 7, 2))),
        ("a b c d", "a b x x x x c d", ((0, 0, 2), (2, 6, 2))),
        ("a b c d e", "a x b c y d e", ((0, 0, 1), (1, 2, 2), (3, 5, 2))),
        ("a b c d e", "a b d e", ((0, 0, 2), (3, 2, 2))),
        ("a b c a", "a x a b c a x a", ((0, 2, 4),)),
        ("a b", "b a", ((0, 1, 1),)),
        ("a b", "x y", None),
    ],
)
def test_a_further_word_is_worth_two_words_left_out_for_it(
    quote: str, text: str, blocks: tuple[tuple[int, int, int], ...] | None
) -> None:
    """Where a word is met too far out, the same word nearer by is taken; wherever it stands in the text."""
    words = text.split()
    for before, window in ((0, 0), (3, 0), (3, 3), (40, 35)):
        padded = [*["y"] * before, *words, "y", "y"]
        found = tightest(quote.split(), padded, range(window, len(padded)))
        moved = blocks and tuple((mine, place + before, size) for mine, place, size in blocks)
        assert (found and found.blocks) == moved
