"""The extraction in a notebook: evidence marked in place, everything escaped, nothing that needs a style sheet."""

import re
from html.parser import HTMLParser

import browser
import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.article import Article, Role
from partyx.display.html import listed, page
from partyx.display.look import PARTS
from partyx.display.marked import MOST_CHARS
from partyx.display.shown import groups, shown
from partyx.extraction import Extraction
from partyx.kinds.record import Record
from partyx.kinds.values import FigureRef, Phrase
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
        assert {name for name, _ in attrs} <= {"class", "title", "id", "style", "href", "tabindex"}
        assert dict(attrs).get("href", "#").startswith("#")
        if tag not in self.VOID:
            self._open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        if self._open and self._open[-1][0] == "style":
            return
        self.text += data
        self.pieces.append((data, tuple(name for _, names in self._open for name in names.split())))

    def classes_of(self, text: str) -> set[str]:
        """The classes round the first piece that is exactly this text."""
        return set(next(names for data, names in self.pieces if data == text))


def read_page() -> Reader:
    return Reader(page(made.extraction().with_source(made.article())))


def test_the_article_is_shown_whole_and_beside_it_the_records():
    reader = read_page()
    assert made.TEXT in reader.text
    for expected in (
        "Meetings",
        "Statistics",
        "Directives",
        "Not found in the text",
        "Findings",
        ">1.204 đảng viên",
        "26/27 chi bộ",
    ):
        assert expected in reader.text


def test_evidence_is_marked_by_record_type():
    reader = read_page()
    assert {"px-value", "px-statistics"} <= reader.classes_of("1.204")
    assert "px-meetings" in reader.classes_of(made.extraction().meetings[0].evidence[0].text)
    assert "px-headline" in reader.classes_of(made.LINES[0][1])
    assert "px-furniture" in reader.classes_of("Lượt xem: 903")


def test_overlapping_evidence_is_marked_as_both():
    extraction = made.extraction()
    crossing = made.span("6 tháng đầu năm. Đồng chí Lê Thị Hoa")
    meeting = extraction.meetings[0].model_copy(update={"evidence": (*extraction.meetings[0].evidence,)})
    statistic = extraction.statistics[0].model_copy(update={"evidence": (crossing,)})
    both = extraction.model_copy(update={"meetings": (meeting,), "statistics": (statistic,)})
    reader = Reader(page(both.with_source(made.article())))
    assert {"px-meetings", "px-statistics"} <= reader.classes_of("6 tháng đầu năm.")
    assert "px-meetings" not in reader.classes_of(" Đồng chí Lê Thị Hoa")


def test_marks_name_their_records():
    html = page(made.extraction().with_source(made.article()))
    assert 'title="directives[1], directives[0]"' in html


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


TAGS = {"style", "div", "mark", "span", "strong", "a", "table", "caption", "tbody", "tr", "td", "br"}


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


def test_a_notebook_asks_for_this_page_and_has_the_table_as_text_beside_it():
    extraction = made.extraction().with_source(made.article())
    assert extraction._repr_mimebundle_() == {"text/html": page(extraction), "text/plain": str(extraction)}


def test_records_alone_are_a_table_and_still_a_tuple():
    statistics = made.extraction().statistics
    assert isinstance(statistics, tuple)
    assert statistics == tuple(statistics)
    html = statistics._repr_html_()
    assert html == listed(statistics, "statistics")
    assert html.count("<tr") == len(statistics)
    assert "“Toàn Đảng bộ kết nạp hơn 1.204 đảng viên, đạt 57,5% kế hoạch”" in Reader(html).text
    assert Extraction.from_json(made.extraction().to_json()).statistics._repr_html_() == html
    assert made.extraction().model_copy(update={"meetings": ()}).meetings == ()


def test_the_style_that_matters_stands_inline():
    """JupyterLab drops the sheet of a notebook nobody trusts."""
    html = page(made.extraction().with_source(made.article()))
    bare = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    for part in ("panes", "pane", "table", "number", "value", "furniture"):
        assert f'style="{PARTS[part]}"' in bare
    marks = re.findall(r"<mark [^>]*>", bare)
    assert marks
    assert all("background-color: rgba(" in mark for mark in marks)


def test_links_lead_to_places_that_are_there():
    html = page(made.extraction().with_source(made.article()))
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    records = sum(len(records) for records in groups(made.extraction()).values())
    assert len(ids) == 2 * records, "each record's row and the first of its places"


class Visit(Record):
    """A type of record that the display knows nothing of."""

    place: Phrase
    guests: FigureRef | None = None


def test_a_record_type_of_ones_own_is_shown_by_its_fields():
    place, number = (made.span(words) for words in ("26/27 chi bộ", "26/27"))
    guests = FigureRef(value=1204, printed="1.204", span=number)
    visit = Visit(
        place=Phrase(text="chi bộ", span=place), guests=guests, evidence=(made.span("Sáng 5/7/2024"),)
    )
    extraction = (
        made.extraction().model_copy(update={"records": {"visits": (visit,)}}).with_source(made.article())
    )
    assert "visits" in groups(extraction)
    assert shown(visit).title == "chi bộ"
    assert shown(visit).facts == (("guests", "1.204"),)
    reader = Reader(page(extraction))
    assert "Visits" in reader.text
    assert {"px-visits", "px-meetings"} <= reader.classes_of("Sáng 5/7/2024")
    assert "guests: 1.204" in extraction.to_markdown()


@pytest.mark.slow
@pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium")
@pytest.mark.parametrize("width", [1400, 420])
def test_in_a_browser_a_record_and_its_places_light_up_together(tmp_path, width):
    (tmp_path / "page.html").write_text(
        made.extraction().with_source(made.article()).to_html(), encoding="utf-8"
    )
    with browser.Browser(tmp_path / "profile") as chromium:
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        chromium.call("Emulation.setDeviceMetricsOverride", **size)
        chromium.open(tmp_path / "page.html")
        assert chromium.ask("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
        lit = "[...document.querySelectorAll('.partyx *')].filter(it => getComputedStyle(it).outlineColor == 'rgba(229, 72, 77, 0.85)' && getComputedStyle(it).outlineWidth == '2px').map(it => it.tagName + ' ' + it.textContent.slice(0, 14))"
        assert chromium.ask(lit) == []
        chromium.ask("document.querySelector('tr.r-statistics-2 a').focus()")
        assert sorted(set(chromium.ask(lit))) == [
            "MARK  chi bộ",
            "MARK 26/27",
            "SPAN 26/27",
            "TR ✗226/27 chi bộ",
        ]
        chromium.ask("document.activeElement.blur()")
        place = chromium.ask(
            "(() => { const box = document.querySelector('mark.r-statistics-2').getBoundingClientRect();"
            " return [box.x + 3, box.y + 3] })()"
        )
        chromium.call("Input.dispatchMouseEvent", type="mouseMoved", x=place[0], y=place[1])
        assert "TR ✗226/27 chi bộ" in chromium.ask(lit)
        assert not [it for it in chromium.events if it.get("method") == "Log.entryAdded"]


def test_whose_when_and_what_stand_on_one_line_below_a_long_label():
    first = made.extraction().statistics[0]
    long = first.model_copy(update={"indicator": "đảng viên mới " * 6, "topic": "admission.admitted"})
    assert "<br>" not in listed([first], "statistics")
    found = listed([long], "statistics")
    assert "Đảng bộ · 2024-01–2024-06 · Admissions" in found
    assert found.count("<br>") == 1
