"""An extraction as Markdown: one table a type, nothing that Markdown or HTML acts on."""

import made
import pytest
from markdown_it import MarkdownIt
from test_display_html import HOSTILE, hostile


def rendered(extraction) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable("table").render(extraction.to_markdown())


def test_every_record_is_a_row_with_its_quote():
    html = rendered(made.extraction())
    for words in (
        "Meetings",
        "&gt;1.204 đảng viên",
        "kết nạp hơn 1.204 đảng viên",
        "Findings",
        "26/27 chi bộ",
    ):
        assert words in html
    assert html.count("<tr>") == (1 + 1) + (1 + 3) + (1 + 2) + (1 + 1) + (1 + 1)


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "a | b",
        "*a* _b_ ~~c~~ `d`",
        "[x](http://y.example)",
        "![x](y)",
        "&lt;b&gt;",
        "a\\",
        "\\|",
        "http://y.example x",
    ],
)
def test_no_text_is_anything_but_text(text):
    html = rendered(hostile(text))
    for tag in ("<script", "<img", "<a ", "<em>", "<strong>", "<code>", "<b>", "<s>", "<style"):
        assert tag not in html
    rows = [line for line in hostile(text).to_markdown().splitlines() if line.startswith("|")]
    assert html.count("<tr>") == len(rows) - html.count("<thead>"), "no cell splits its row"
