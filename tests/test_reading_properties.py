"""What holds for any text at all."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given, settings
from hypothesis import strategies as st

from partyx.errors import InputError
from partyx.reading import read
from partyx.settings import Settings

SETTINGS = Settings()
PIECES = st.sampled_from([
    "Sáng ngày 29/9, Huyện ủy Hòa Bình tổ chức hội nghị sơ kết công tác xây dựng Đảng.",
    "Kết nạp 1.513 đảng viên, đạt 80,8% chỉ tiêu; chuyển đảng chính thức cho 98 đồng chí",
    "In trang", "Tăng cỡ chữ Giảm cỡ chữ", "Tin liên quan", "Lượt xem: 26", "Cập nhật ngày: 26/03/2023 05:57:12",
    "Thứ Hai, 07/12/2015, 11:31 [GMT+7]", "D.Thưởng", "Thanh Giang – Văn Hương", "(Ảnh: T.H)", "hội nghị |",
    "(QBĐT) - ", "ĐTO - ", "./.", "...", "…", "“", ".”", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u200b", "\ufeff",
    "\u00ad", "\u2028", "1.", "a)", "- ", "TS. Nguyễn", "kết quả.Các cấp", "<", "</p>", "<p>", "<!--", "https://a.vn",
    "a.txt", "\x00", "\u0301", "\u0323", "ệ", "Ð", "0" * 50,
])  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=30).map("".join),
    st.lists(PIECES, max_size=20).map("\n".join),
)


def readable(text):
    """The article of a text, or None where it is refused for a stated reason."""
    try:
        return read(text, SETTINGS)
    except InputError:
        return None


def shape(article):
    return (article.view, article.blocks, article.sentences, article.title, article.published, article.outlet)


def inked(view, ranges):
    """The positions of all characters in the ranges that are not white space."""
    return [
        position for start, end in ranges for position in range(start, end) if not view[position].isspace()
    ]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("Chi bộ A\nIn trang")
def test_every_visible_character_is_in_one_block_and_one_sentence(text):
    article = readable(text)
    if article is None:
        return
    everything = inked(article.view, [(0, len(article.view))])
    assert inked(article.view, [(block.start, block.end) for block in article.blocks]) == everything
    assert inked(article.view, [(s.start, s.end) for s in article.sentences]) == everything
    for sentence in article.sentences:
        block = article.blocks[sentence.block]
        assert block.start <= sentence.start < sentence.end <= block.end
    for part in (*article.blocks, *article.sentences):
        printed = article.view[part.start : part.end]
        assert printed == printed.strip()
        assert printed


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.data())
def test_spans_and_ranges_are_inverse_and_exact(text, data):
    article = readable(text)
    if article is None:
        return
    start = data.draw(st.integers(0, len(article.view) - 1))
    end = data.draw(st.integers(start + 1, len(article.view)))
    span = article.span(start, end)
    assert article.text[span.start : span.end] == span.text
    assert article.view_range(span) == (start, end)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
@example("<P>Æ0Ç\x08Ă")
@example("<p ≯")
def test_composition_of_the_source_makes_no_difference(text):
    composed = readable(unicodedata.normalize("NFC", text))
    decomposed = readable(unicodedata.normalize("NFD", text))
    assert (composed is None) == (decomposed is None)
    if composed is not None and decomposed is not None:
        assert decomposed == composed


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=20).map("\n".join), st.data())
def test_hidden_characters_inside_words_make_no_difference(text, data):
    article = readable(text)
    letters = [place for place in range(1, len(text)) if text[place - 1].isalnum() and text[place].isalnum()]
    if article is None or not letters or "<" in text:
        return
    chosen = sorted(data.draw(st.lists(st.sampled_from(letters), max_size=5, unique=True)), reverse=True)
    hidden = data.draw(st.sampled_from("\u200b\u200c\u200d\ufeff\u00ad\u2060"))
    marked = text
    for place in chosen:
        marked = marked[:place] + hidden + marked[place:]
    found = readable(marked)
    assert found is not None
    assert shape(found) == shape(article)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    article = readable(data)
    assert article is None or article.view.strip()
