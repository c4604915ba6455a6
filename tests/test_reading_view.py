"""The view: what the stages read, and the way back to the text."""

from __future__ import annotations

import pytest

from partyx.reading import read
from partyx.reading.view import to_view
from partyx.settings import Settings

VIEWS = [
    ("1.513 đồng chí", "1.513 đồng chí", False),
    ("1.\u200b513", "1.513", True),
    ("\ufeffĐảng ủy\u00ad", "Đảng ủy", True),
    ("a\u00a0b\u2009c\u3000d\te\u202ff", "a b c d e f", False),
    ("a\u2028b\u2029c\x85d\x0be\x0cf", "a\nb\nc\nd\ne\nf", False),
    ("a\r\nb\rc", "a\nb\nc", True),
    ("a  b \u200b c", "a b c", True),
    ("a \n\t\n b", "a\n\nb", True),
    ("Ðảng ðược đƣợc", "Đảng được được", False),
    ("（92％）：１，5", "(92%):１,5", False),
    ("\u200e\u202aTin\u202c\u2060\ufe0f", "Tin", True),
]


@pytest.mark.parametrize(("text", "view", "shifted"), VIEWS)
def test_view_has_plain_spaces_and_no_characters_without_width(text, view, shifted):
    found, offsets = to_view(text)
    assert found == view
    assert (offsets is not None) == shifted
    if offsets is not None:
        assert len(offsets) == len(view) + 1
        assert offsets[-1] == len(text)


def test_span_of_a_number_with_a_hidden_character_is_the_printed_one():
    article = read("Toàn tỉnh có 74.\u200b127\u00a0đảng viên.", Settings())
    start = article.view.index("74.127")
    span = article.span(start, start + len("74.127"))
    assert span.text == "74.\u200b127"
    assert article.text[span.start : span.end] == span.text
    assert article.view_range(span) == (start, start + 6)


def test_nothing_of_the_text_is_changed_but_its_composition():
    text = "\ufeffĐa\u0309ng  ủy\u00a0\t khối \u200b\n\n\n họp."
    assert read(text, Settings()).text == "\ufeffĐảng  ủy\u00a0\t khối \u200b\n\n\n họp."
