"""The extraction as text, on a terminal and in a pipe."""

import io
import re

import made
import pytest
from rich.console import Console

from partyx.display.text import layout, plain

PAGE = """\
song-may · SMO · 2024-07-06 · Thành ủy Sông Mây: sơ kết công tác phát triển đảng

Meetings
  0  2024-07-05  hội nghị sơ kết 6 tháng đầu năm
     kind       hội nghị sơ kết (review conference)
     organizer  Thành ủy Sông Mây
     mode       in person
     chairs     Lê Thị Hoa (Bí thư Thành ủy)
     agenda     sơ kết 6 tháng đầu năm
     “Sáng 5/7/2024, Thành ủy Sông Mây tổ chức hội nghị sơ kết 6 tháng đầu năm.”

Statistics
   #  Figure  Unit       What, and where it says so                        Whose    When
  ─────────────────────────────────────────────────────────────────────────────────────────────────
   0  >1.204  đảng viên  đảng viên kết nạp mới                             Đảng bộ  2024-01–2024-06
                         “…bộ kết nạp hơn [1.204] đảng viên, đạt…”
   1    57,5  %          tỷ lệ kết nạp so với kế hoạch (target)            Đảng bộ  2024-01–2024-06
                         “…nạp hơn 1.204 đảng viên, đạt [57,5%] kế hoạch”
  ✗2   26/27  chi bộ     chi bộ hoàn thành tốt nhiệm vụ                    Đảng bộ  2024-01–2024-06
                         “[26/27] chi bộ”

Directives
  0  document  chỉ thị 12-CT/TU (directive)
     issuer     Ban Thường vụ Tỉnh ủy
     date       2024-03-03
     “Chỉ thị số 12-CT/TU ngày 3/3/2024 của Ban Thường vụ Tỉnh ủy”
  1  speech  đề nghị (asks)
     issuer     Lê Thị Hoa
     to         các chi bộ
     deadline   2024-09-30
     - thực hiện nghiêm Chỉ thị số 12-CT/TU
     “Đồng chí Lê Thị Hoa đề nghị các chi bộ thực hiện nghiêm Chỉ thị số 12-CT/TU ngày 3/3/2024 của
     Ban Thường vụ Tỉnh ủy trước ngày 30/9/2024.”

Not found in the text
  statistic  indicator: lớp bồi dưỡng; value: 9999  no such figure in the article

Findings
  ✗ error  26/27 is 96,30%, the article says 57,5%  (statistics[2])

Engine: rules: no model is configured
Coverage: 7 of 8 digit strings used; not used: 12"""


def coloured(width: int = 100) -> str:
    page = io.StringIO()
    Console(file=page, width=width, force_terminal=True, color_system="truecolor").print(
        layout(made.extraction())
    )
    return page.getvalue()


def test_the_whole_page_reads_like_this():
    assert plain(made.extraction()) == PAGE


def test_printing_gives_the_same_page():
    assert str(made.extraction()) == PAGE


@pytest.mark.parametrize("width", [20, 40, 80, 100, 200])
def test_no_line_is_wider_than_asked_for(width):
    assert max(map(len, plain(made.extraction(), width).splitlines())) <= width


def test_figures_are_aligned_on_their_right_edge():
    found = re.finditer(r"^ +\S{1,2}  +(?=[>\d])[\d.,/>]+(?=  (?:đảng viên|%|chi bộ))", PAGE, re.MULTILINE)
    assert [len(row[0]) for row in found] == [len("   0  >1.204")] * 3


def test_a_terminal_gets_the_figure_in_bold_and_no_brackets():
    page = coloured()
    assert "\x1b[1m1.204\x1b[0m" in page
    assert "[1.204]" not in page


def test_without_its_colours_a_terminal_shows_the_same_words():
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured())
    unmarked = re.sub(r"\[(1\.204|57,5%|26/27)\]", r"\1", PAGE)
    assert bare.replace("─", "").split() == unmarked.replace("─", "").split()


def test_an_article_without_records_says_so():
    nothing = {"meetings": (), "statistics": (), "directives": (), "unlocated": (), "findings": ()}
    found = made.extraction().model_copy(update=nothing)
    assert "No records." in found.to_html()
    assert "<mark" not in found.to_html(), "no colour is explained that nothing has"
    assert found.to_markdown().split("\n\n")[1] == "No records."
    assert plain(found).splitlines()[2:] == [
        "No records.",
        "",
        "Engine: rules: no model is configured",
        "Coverage: 7 of 8 digit strings used; not used: 12",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("meetings", marks=pytest.mark.slow),
        "statistics",
        pytest.param("directives", marks=pytest.mark.slow),
        "unlocated",
        "findings",
    ],
)
def test_a_long_section_ends_with_how_many_more_there_are(kind):
    few = made.extraction()

    def page(count):
        many = getattr(few, kind)[:1] * count
        return plain(few.model_copy(update={kind: many})).splitlines()

    assert not any("more, in JSON" in line for line in page(500))
    assert "  … 1 more, in JSON, HTML and tables" in page(501)
    assert len(page(900)) == len(page(501)) == len(page(500)) + 1


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        ("article", "Engine: model qwen: qwen is configured; asked about whole articles"),
        ("sentence", "Engine: model qwen: qwen is configured; asked one sentence at a time"),
    ],
)
def test_the_page_says_what_a_model_was_asked_about(asked, line):
    extraction = made.extraction()
    said = {
        "engine": "model",
        "model": "qwen",
        "asked": asked,
        "engine_reason": "model: qwen is configured",
    }
    provenance = extraction.provenance.model_copy(update=said)
    assert line in plain(extraction.model_copy(update={"provenance": provenance})).splitlines()


def test_no_control_character_of_the_article_reaches_the_terminal():
    extraction = made.extraction()
    hostile = extraction.statistics[0].model_copy(
        update={"indicator": "a\x1b]0;title\x07b\n[bold]c[/bold]", "unit": "\x1b[2J", "subject": "\u202ex"}
    )
    page = plain(extraction.model_copy(update={"statistics": (hostile,)}))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", page)
    assert "[bold]c[/bold]" in page
