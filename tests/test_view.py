"""The page of a whole run: what goes into it, and what a person does with it in a real browser."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path
from typing import Literal

import browser
import made
import pytest
from test_cli import run
from test_display_html import HOSTILE, Visit, hostile

import partyx
from partyx.kinds.values import Phrase
from partyx.pages.assets import asset
from partyx.pages.index import Index, details, facets
from partyx.pages.view import lines, run_page, text_of

WEB = Path(__file__).parent.parent / "web"


def another(number: int, **changes: object):
    """The article of our own under another id, with other words."""
    extraction = made.extraction()
    ref = {"id": f"bai-{number:05}", "published": dt.date(2015 + number % 10, 1 + number % 12, 1)} | changes
    first = extraction.statistics[0].model_copy(
        update={"indicator": f"đảng viên mới {number}", "value": number}
    )
    return extraction.model_copy(
        update={
            "article": extraction.article.model_copy(update=ref),
            "statistics": (first, *extraction.statistics[1:]),
        }
    )


# -- what goes into the page -----------------------------------------------------------------------------------


def test_every_record_is_a_row_with_what_it_can_be_filtered_by():
    index = Index()
    index.add(made.extraction())
    data = index.data()
    rows = [
        {
            name: data["texts"][values[at]]
            if name in {"head", "organisation", "day", "topic", "unit"}
            else values[at]
            for name, values in data["rows"].items()
        }
        for at in range(6)
    ]
    assert data["kinds"] == ["meetings", "statistics", "directives"]
    assert [(row["kind"], row["index"]) for row in rows] == [(0, 0), (1, 0), (1, 1), (1, 2), (2, 0), (2, 1)]
    assert [row["head"] for row in rows[1:4]] == [">1.204 đảng viên", "57,5%", "26/27 chi bộ"]
    assert rows[0]["organisation"] == "Thành ủy Sông Mây"
    assert rows[0]["day"] == "2024-07-05"
    assert rows[1]["topic"] == "đảng viên kết nạp mới"
    assert (rows[3]["value"], rows[3]["unit"], rows[3]["worst"]) == (26, "chi bộ", 3)
    assert (rows[4]["organisation"], rows[4]["topic"]) == ("Ban Thường vụ Tỉnh ủy", "chỉ thị (directive)")


class Fine(partyx.Record):
    """Một khoản phạt."""

    court: partyx.OrganisationRef
    grade: Literal["nhẹ", "nặng"]
    document: tuple[partyx.DocumentRef, ...] = ()
    amount: partyx.FigureRef
    precision: partyx.Phrase | None = None
    paid: partyx.DateRef | None = None


class Trial(partyx.Record):
    """Một vụ án."""

    name: partyx.Phrase
    fine: Fine


FINED = "Vụ trộm.\n\nNgày 12/9/2024, TAND tỉnh Sông Mây phạt 50 triệu đồng trong vụ trộm, mức nặng."


def test_facets_of_ones_own_records_follow_from_roles_whatever_the_fields_are_called():
    said = {
        "court": "TAND tỉnh Sông Mây",
        "grade": "nặng",
        "amount": "50 triệu đồng",
        "precision": "mức nặng",
        "paid": "12/9/2024",
    }
    expected = {
        "value": 50,
        "organisation": "Tòa án nhân dân tỉnh Sông Mây",
        "place": "",
        "topic": "nặng",
        "unit": "triệu đồng",
        "day": "2024-09-12",
    }
    fake = partyx.FakeModel([{"fines": [said], "trials": [{"name": "vụ trộm", "fine": said}]}])
    found = partyx.extract(FINED, records=[Fine, Trial], model=fake)
    (fine,), (trial,) = found.of(Fine), found.of(Trial)
    assert facets(fine) == facets(trial) == expected
    untyped = partyx.Extraction.from_json(found.to_json()).by_type()
    assert [facets(untyped[name][0])["day"] for name in ("fines", "trials")] == ["2024-09-12"] * 2


def test_view_is_told_the_types_of_a_run(tmp_path):
    said = {"court": "TAND tỉnh Sông Mây", "grade": "nặng", "amount": "50 triệu đồng"}
    fake = partyx.FakeModel([{"fines": [said]}])
    run_file = tmp_path / "run.jsonl"
    found = partyx.extract(FINED, records=[Fine], model=fake)
    run_file.write_text(found.to_json(None) + "\n", encoding="utf-8")
    for types, topic in (((), ""), ((Fine,), "nặng")):
        index = Index()
        for one in lines(run_file, types):
            index.add(one)
        assert index.data()["texts"][index.rows["topic"][-1]] == topic
    code, out, err = run("view", run_file, "--no-text", "--records", f"{Path(__file__)}:Fine")
    assert (code, "1 article" in out + err) == (0, True)


def test_a_record_type_of_ones_own_has_the_facets_it_has_fields_for():
    place = Phrase(text="chi bộ khóm 3", span=made.span("26/27 chi bộ"))
    visit = Visit(place=place, evidence=(made.span("Sáng 5/7/2024"),))
    expected = {
        "value": None,
        "organisation": "",
        "place": "chi bộ khóm 3",
        "topic": "",
        "unit": "",
        "day": "",
    }
    extraction = made.extraction().model_copy(update={"records": {"visits": (visit,)}})
    for found in (extraction, partyx.Extraction.from_json(extraction.to_json())):
        assert facets(found.by_type()["visits"][0]) == expected
        index = Index()
        index.add(found)
        assert index.kinds[-1] == "visits"
        assert index.data()["texts"][index.rows["title"][-1]] == "chi bộ khóm 3"


def test_details_quote_only_where_there_is_no_text():
    def spans(found):
        return [span for _, records in found["records"] for one in records for span in one["spans"]]

    assert not any(text for *_, text in spans(details(made.extraction(), made.TEXT)))
    assert all(made.TEXT[start:end] == text for start, end, text in spans(details(made.extraction(), None)))


def test_the_text_is_read_again_only_where_it_is_the_same(tmp_path):
    path = tmp_path / "bai.txt"
    path.write_text(made.TEXT, encoding="utf-8")
    extraction = partyx.Extraction.from_json(partyx.extract(path).to_json())
    assert text_of(extraction) == made.TEXT
    path.write_text(made.TEXT + " thêm", encoding="utf-8")
    assert text_of(extraction) is None
    path.unlink()
    assert text_of(extraction) is None
    elsewhere = extraction.article.model_copy(update={"source": "https://song-may.example/1"})
    assert text_of(extraction.model_copy(update={"article": elsewhere})) is None


def test_the_page_holds_the_built_script_and_may_run_nothing_else():
    html = run_page([made.extraction()], "</title><script>alert(1)</script>")
    assert "<script>alert" not in html
    assert asset("view.js") in html
    assert "default-src 'none'" in html
    assert "connect-src" not in html


@pytest.mark.parametrize("name", ["preact", "@observablehq/plot", "@tanstack/virtual-core", "d3-scale"])
def test_the_licences_of_what_was_built_in_come_with_it(name):
    licences = asset("LICENSES.txt")
    assert f"\n{name} " in f"\n{licences}"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("npm") is None, reason="no npm")
def test_what_is_kept_is_what_the_sources_give(tmp_path):
    shutil.copytree(WEB, tmp_path / "web", ignore=shutil.ignore_patterns("node_modules"))
    npm, node = shutil.which("npm"), shutil.which("node")
    where = tmp_path / "web"
    subprocess.run([npm, "ci", "--ignore-scripts"], cwd=where, check=True, capture_output=True)
    (tmp_path / "built").mkdir()
    subprocess.run([node, "build.mjs", tmp_path / "built"], cwd=where, check=True, capture_output=True)
    for path in sorted((tmp_path / "built").iterdir()):
        assert path.read_text(encoding="utf-8") == asset(path.name), "run: python tasks.py web"


# -- the command -----------------------------------------------------------------------------------------------


def test_the_command_writes_the_page_beside_the_file(tmp_path):
    (tmp_path / "run.jsonl").write_text(made.extraction().to_json(None) + "\n{}\n\n", encoding="utf-8")
    code, out, err = run("view", tmp_path / "run.jsonl")
    assert code == 3
    by_quotes = "1 of them by quotes: its text is not where it was"
    assert out == f"{tmp_path}/run.html: 1 article, {by_quotes}\n"
    assert "run.jsonl, line 2: not the JSON of a partyx extraction" in err
    assert asset("view.js") in (tmp_path / "run.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("content", "arguments", "code", "words"),
    [
        (None, (), 1, "no such file"),
        ("", (), 1, "holds no extraction"),
        ("nonsense", (), 1, "line 1: not the JSON of a partyx extraction"),
        ("", ("-o", "run.jsonl"), 2, "is what is read"),
    ],
)
def test_what_cannot_be_shown_is_said(tmp_path, monkeypatch, content, arguments, code, words):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("run.jsonl").write_text(content, encoding="utf-8")
    found, _, err = run("view", "run.jsonl", *arguments)
    assert found == code
    assert words in err
    assert not Path("run.html").exists()


# -- in a browser ----------------------------------------------------------------------------------------------

browsing = pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium")
TYPE = "(() => {{ const it = document.querySelector({!r}); it.value = {!r}; it.dispatchEvent(new Event('input', {{bubbles: true}})) }})()"


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    """One browser for all that is tried here."""
    with browser.Browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


def shown(chromium, tmp_path, extractions, at=""):
    """Open the page of some extractions."""
    path = tmp_path / "page.html"
    path.write_text(run_page(extractions, "bài"), encoding="utf-8")
    chromium.events.clear()
    chromium.open(path, at)
    wait(chromium, "document.body.dataset.ready == '1'")


def wait(chromium, condition):
    """Until the page has come to that."""
    assert chromium.ask(
        f"new Promise((done) => {{ const look = () => ({condition}) ? done(true) : setTimeout(look, 15); look(); "
        "setTimeout(() => done(false), 30000) })"
    ), condition


def press(chromium, key):
    """One key on whatever has the focus."""
    for kind in ("keyDown", "keyUp"):
        text = {"text": key} if len(key) == 1 and kind == "keyDown" else {}
        chromium.call("Input.dispatchKeyEvent", type=kind, key=key, **text)


def summed(chromium):
    """How much is selected, as the page says."""
    return chromium.ask("document.querySelector('.sum').textContent")


def fill(chromium, selector, value):
    """Type into a field."""
    chromium.ask(TYPE.format(selector, value))
    chromium.ask("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@pytest.mark.slow
@browsing
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "18 of 18 records in 3 of 3 articles"),
        ({"input[type=search]": "dang vien MOI"}, "3 of 18 records in 3 of 3 articles"),
        ({"input[type=search]": "đảng viên mới 102"}, "1 of 18 records in 1 of 3 articles"),
        ({"input[type=search]": "bai-00101"}, "6 of 18 records in 1 of 3 articles"),
        ({"input[type=search]": "không có"}, "0 of 18 records in 0 of 3 articles"),
        ({"[name=kind]": "meetings"}, "3 of 18 records in 3 of 3 articles"),
        ({"[name=organisation]": "song may"}, "3 of 18 records in 3 of 3 articles"),
        ({"[name=topic]": "chi thi"}, "3 of 18 records in 3 of 3 articles"),
        ({"[name=finding]": "error"}, "3 of 18 records in 3 of 3 articles"),
        ({"[name=from]": "2024-07-05", "[name=to]": "2024-07-05"}, "3 of 18 records in 3 of 3 articles"),
    ],
)
def test_filters_and_search_select(chromium, tmp_path, fields, expected):
    shown(chromium, tmp_path, [another(number) for number in (100, 101, 102)])
    for selector, value in fields.items():
        fill(chromium, selector, value)
    assert summed(chromium) == expected


@pytest.mark.slow
@browsing
def test_tone_marks_count_when_that_is_wished(chromium, tmp_path):
    shown(chromium, tmp_path, [another(1)])
    fill(chromium, "input[type=search]", "dang vien")
    assert summed(chromium).startswith("1 of 6")
    chromium.ask("document.querySelector('[name=tones]').click()")
    wait(chromium, "document.querySelector('.sum').textContent.startsWith('0 of 6')")


@pytest.mark.slow
@browsing
def test_the_keyboard_goes_through_the_records_and_the_address_follows(chromium, tmp_path):
    shown(chromium, tmp_path, [another(number) for number in range(3)])
    for key in ("j", "j", "Enter"):
        press(chromium, key)
    wait(chromium, "document.querySelector('.card.here')")
    assert chromium.ask("decodeURIComponent(location.hash)") == "#article=bai-00000&record=statistics[0]"
    assert chromium.ask("document.querySelector('.card.here b.value').textContent") == "1.204"
    press(chromium, "j")
    wait(chromium, "document.querySelector('.card.here')?.textContent.includes('57,5%')")
    press(chromium, "Escape")
    wait(chromium, "!document.querySelector('.article')")
    press(chromium, "/")
    assert chromium.ask("document.activeElement.type") == "search"


@pytest.mark.slow
@browsing
def test_a_link_leads_to_the_record_in_its_article(chromium, tmp_path):
    path = tmp_path / "bai.txt"
    path.write_text("😀 " + made.TEXT, encoding="utf-8")
    extraction = partyx.extract(path)
    number = next(at for at, it in enumerate(extraction.statistics) if it.printed == "57,5%")
    shown(chromium, tmp_path, [another(1), extraction], f"#article=bai&record=statistics[{number}]")
    wait(chromium, "document.querySelector('.text .here')")
    said = "[...document.querySelectorAll('.text .k-value .here')].map((it) => it.textContent)"
    assert chromium.ask(said) == ["57,5%"], "an offset counts characters, not the browser's halves of them"
    assert chromium.ask("document.querySelector('.text').textContent") == "😀 " + made.TEXT


@pytest.mark.slow
@browsing
def test_the_selection_is_exported_without_formulas(chromium, tmp_path):
    shown(chromium, tmp_path, [another(1, title="=1+1", id="=cmd()"), another(2)])
    fill(chromium, "input[type=search]", "cmd()")
    chromium.ask("URL.createObjectURL = (blob) => { window.saved = blob; return '#' }")
    chromium.ask("document.activeElement.blur()")
    press(chromium, "e")
    lines = chromium.ask("window.saved.text()").split("\r\n")
    assert lines[0].startswith("article,published,outlet,source,record,type,head")
    assert len(lines) == 1 + 6 + 1
    assert all(line.startswith("'=cmd()") for line in lines[1:-1])
    assert ">1 đảng viên,đảng viên mới 1," in lines[2]


@pytest.mark.slow
@browsing
@pytest.mark.parametrize("width", [1400, 420])
def test_charts_are_drawn_and_nothing_scrolls_sideways(chromium, tmp_path, width):
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    chromium.call("Emulation.setDeviceMetricsOverride", **size)
    shown(chromium, tmp_path, [another(number) for number in range(12)], "#tab=charts")
    wait(chromium, "document.querySelectorAll('.chart svg').length >= 2")
    for at in ("", "#tab=articles", "#article=bai-00003"):
        chromium.ask(f"location.hash = {at!r}")
        wait(chromium, "true")
        assert chromium.ask("document.documentElement.scrollWidth <= innerWidth"), at
    chromium.call("Emulation.clearDeviceMetricsOverride")
    assert not problems(chromium)


@pytest.mark.slow
@browsing
def test_a_year_without_records_is_drawn_as_a_gap(chromium, tmp_path):
    of = "Năm {}, Đảng bộ huyện Sông Mây kết nạp 12 đảng viên."
    told = [
        partyx.extract(of.format(year), settings={"engine": "rules"}, id=f"{year}") for year in (2021, 2024)
    ]
    shown(chromium, tmp_path, told, "#tab=charts")
    wait(chromium, "document.querySelector('.chart svg')")
    assert chromium.ask(
        "[...document.querySelectorAll('.chart [aria-label=\"x-axis tick label\"] text')].map((it) => it.textContent)"
    ) == ["2021", "2022", "2023", "2024"]
    undated = partyx.extract("Đảng bộ có 12 đảng viên.", settings={"engine": "rules"}, id="undated")
    shown(chromium, tmp_path, [undated], "#tab=charts")
    assert "not drawn: 1" in chromium.ask("document.querySelector('.charts').textContent")


@pytest.mark.slow
@browsing
@pytest.mark.parametrize(
    ("text", "at", "words"),
    [("Trời đẹp.", "", "No records."), ("Đảng bộ có 12 đảng viên.", "#q=zzz", "Nothing matches.")],
)
@pytest.mark.parametrize("tab", ["records", "charts"])
def test_an_empty_page_says_why(chromium, tmp_path, text, at, words, tab):
    found = partyx.extract(text, settings={"engine": "rules"}, id="one")
    shown(chromium, tmp_path, [found], at if tab == "records" else f"{at or '#'}&tab=charts")
    said = words if tab == "records" else "No records."
    assert said in chromium.ask("document.querySelector('main').textContent")
    assert not problems(chromium)


def problems(chromium):
    """What the page's console says of errors and of what its policy refused."""
    return [it for it in chromium.events if it.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}]


@pytest.mark.slow
@browsing
def test_whatever_a_record_says_is_shown_as_text(chromium, tmp_path):
    shown(chromium, tmp_path, [hostile(HOSTILE + "</script>")])
    press(chromium, "j")
    press(chromium, "Enter")
    wait(chromium, "document.querySelector('.card')")
    assert "<script>alert('x')</script>" in chromium.ask("document.querySelector('.article').textContent")
    assert chromium.ask("document.querySelectorAll('.page script, .page img').length") == 0
    assert not problems(chromium)


@pytest.mark.slow
@browsing
def test_ten_thousand_articles_draw_only_what_is_seen(chromium, tmp_path):
    shown(chromium, tmp_path, [another(number) for number in range(10_000)])
    assert summed(chromium) == "60000 of 60000 records in 10000 of 10000 articles"
    assert chromium.ask("document.querySelectorAll('.row').length") < 80
    assert chromium.ask("document.querySelectorAll('*').length") < 1500
    chromium.ask("document.querySelector('.rows').scrollTop = 1e9")
    wait(chromium, "document.querySelector('.rows').textContent.includes('bai-09999')")
    fill(chromium, "input[type=search]", "moi 7777")
    assert summed(chromium) == "1 of 60000 records in 1 of 10000 articles"
