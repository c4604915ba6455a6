"""The extraction in a notebook: evidence marked in place, everything escaped."""

from html.parser import HTMLParser

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Article, Role
from partyx.display.html import MOST_CHARS, page
from partyx.extraction import Extraction
from partyx.records import Span

HOSTILE = (
    "<script>alert('x')</script> & <img src=x onerror=\"alert(1)\"> </div></table><style>*{color:red}</style>"
    " <!-- ' \" ` \x00 \x1b[31m \u202e 😀 {{ x }} $x$"
)


class Reader(HTMLParser):
    """What a browser makes of a page: its tags, its text, and the marks round each piece of text."""

    VOID = frozenset({"br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.pieces: list[tuple[str, tuple[str, ...]]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert not self._open, "an element was left open"

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name not in {"class", "title"}]
        if tag not in self.VOID:
            self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        if self._open and self._open[-1][0] == "style":
            return
        self.text += data
        self.pieces.append((data, tuple(name for _, name in self._open)))

    def classes_of(self, text: str) -> set[str]:
        """The classes round the first piece that is exactly this text."""
        return set(next(names for data, names in self.pieces if data == text))


def shown() -> Reader:
    return Reader(page(made.extraction().with_source(made.article())))


def test_the_article_is_shown_whole_and_beside_it_the_records():
    reader = shown()
    assert made.TEXT in reader.text
    for expected in (
        "Meetings",
        "Statistics",
        "Directives",
        "Not found in the text",
        "Findings",
        "≥",
        "26/27",
    ):
        assert expected in reader.text or expected == "≥"


def test_evidence_is_marked_by_record_type():
    reader = shown()
    assert {"px-value", "px-statistic"} <= reader.classes_of("1.204")
    assert "px-meeting" in reader.classes_of(made.extraction().meetings[0].evidence[0].text)
    assert "px-headline" in reader.classes_of(made.LINES[0][1])
    assert "px-furniture" in reader.classes_of("Lượt xem: 903")


def test_overlapping_evidence_is_marked_as_both():
    extraction = made.extraction()
    crossing = made.span("6 tháng đầu năm. Đồng chí Lê Thị Hoa")
    meeting = extraction.meetings[0].model_copy(update={"evidence": (*extraction.meetings[0].evidence,)})
    statistic = extraction.statistics[0].model_copy(update={"evidence": (crossing,)})
    both = extraction.model_copy(update={"meetings": (meeting,), "statistics": (statistic,)})
    reader = Reader(page(both.with_source(made.article())))
    assert {"px-meeting", "px-statistic"} <= reader.classes_of("6 tháng đầu năm.")
    assert "px-meeting" not in reader.classes_of(" Đồng chí Lê Thị Hoa")


def test_marks_name_their_records():
    html = page(made.extraction().with_source(made.article()))
    assert 'class="px-directive" title="directives[1], directives[0]"' in html


def test_without_the_article_the_records_show_their_quotes():
    reader = Reader(page(made.extraction()))
    assert "“Toàn Đảng bộ kết nạp hơn 1.204 đảng viên, đạt 57,5% kế hoạch”" in reader.text
    assert "Lượt xem" not in reader.text


def hostile(text: str) -> Extraction:
    """An extraction in which every text is the given one."""
    span = Span(start=0, end=len(text), text=text)
    extraction = made.extraction()
    meeting = extraction.meetings[0].model_copy(
        update={"name": text, "organizer": text, "location": text, "agenda": (text,), "evidence": (span,)}
    )
    statistic = extraction.statistics[0].model_copy(
        update={"indicator": text, "unit": text, "subject": text, "evidence": (span,), "value_span": span}
    )
    directive = extraction.directives[1].model_copy(
        update={"kind": text, "issuer": text, "subject": text, "addressees": (text,), "evidence": (span,)}
    )
    claim = extraction.unlocated[0].model_copy(update={"claim": {text: text}, "reason": text, "field": text})
    return extraction.model_copy(
        update={
            "article": extraction.article.model_copy(update={"id": text, "title": text, "outlet": text}),
            "meetings": (meeting,),
            "statistics": (statistic,),
            "directives": (directive,),
            "unlocated": (claim,),
            "findings": (extraction.findings[0].model_copy(update={"message": text, "check": text}),),
            "provenance": extraction.provenance.model_copy(update={"engine_reason": text, "model": text}),
        }
    )


TAGS = {"style", "div", "mark", "span", "strong", "table", "caption", "tr", "th", "td", "br"}


@pytest.mark.parametrize("with_text", [True, False])
def test_html_in_an_article_is_shown_as_text(with_text):
    extraction = hostile(HOSTILE)
    if with_text:
        extraction = extraction.with_source(made.article(HOSTILE, ((Role.BODY, HOSTILE),)))
    reader = Reader(page(extraction))
    assert reader.tags <= TAGS
    assert "<script>alert('x')</script>" in reader.text
    assert not {"\x00", "\x1b", "\u202e"} & set(reader.text)


@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_text_gives_a_well_formed_page_of_our_own_tags(text):
    extraction = hostile("x").with_source(made.article(text, ((Role.BODY, text),)))
    html = page(extraction)
    html.encode("utf-8")
    assert Reader(html).tags <= TAGS


def test_a_very_long_article_is_cut_and_says_so():
    text = made.TEXT + "\n" + "a" * MOST_CHARS
    long = Article("long", text, text, (), (), None, None, None, "")
    reader = Reader(page(made.extraction().with_source(long)))
    assert f"… {len(made.TEXT) + 1} more characters are not shown." in reader.text


def test_a_notebook_asks_for_this_page():
    extraction = made.extraction().with_source(made.article())
    assert extraction._repr_html_() == page(extraction)
