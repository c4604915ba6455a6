"""The report in a real browser: it renders, its filters work, and article text is only ever text."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from browser import CHROMIUM, Browser
from scoring_cases import (
    TEXT,
    at,
    gold,
    gold_meeting,
    gold_speech,
    gold_statistic,
    meeting,
    predicted,
    speech,
    statistic,
)

from partyx.errors import QuotaError
from partyx.records import Provenance, Usage
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import GoldArticle, save_gold, text_hash
from partyx.scoring.report.marked import Mark, Stretch, marks, stretches
from partyx.scoring.report.page import page as report_page
from partyx.scoring.runs.gate import Floors, pin, save_floors
from partyx.scoring.runs.grading import grade_run
from partyx.scoring.runs.run import load_run, predict_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from partyx.extraction import Extraction

HOSTILE = '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2"> & </mark></details>'
NASTY = f"{TEXT} Bài viết có {HOSTILE}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on two runs over a hostile real article and a written one; the model fails on the latter."""
    folder = EvalFolder(tmp_path_factory.mktemp("report") / "evals")
    folder.articles.mkdir(parents=True)
    for name, text, origin in (("000", NASTY, "real"), ("w01", TEXT, "written")):
        (folder.articles / f"{name}_x.txt").write_text(text, encoding="utf-8")
        article = GoldArticle(id=name, file=f"{name}_x.txt", sha256=text_hash(text))
        truth = gold(
            gold_statistic(subject=HOSTILE), gold_meeting(), gold_speech("rà soát hồ sơ"), origin=origin
        )
        save_gold(truth.model_copy(update={"article": article}), folder.gold / f"{name}.json")
    cases = folder.cases()

    def said(path: Path, *records: object, **changes: object) -> Extraction:
        text = NASTY if path.name.startswith("000") else TEXT
        found = predicted(*records, **changes)
        return found.model_copy(
            update={"article": found.article.model_copy(update={"sha256": text_hash(text)})}
        )

    def model(path: Path) -> Extraction:
        if path.name.startswith("w01"):
            raise QuotaError(f"no credit {HOSTILE}")
        usage = Usage(calls=2, input_tokens=1200, output_tokens=340, cost_usd=0.0123)
        made = Provenance(partyx_version="0", engine="model", usage=usage, seconds={"fill": 1.5})
        return said(path, statistic(unit=HOSTILE), meeting(), statistic(9999, place="3,5"), provenance=made)

    def rules(path: Path) -> Extraction:
        return said(path, statistic(), speech("rà soát hồ sơ"))

    for name, engine in (("rules", rules), ("model", model)):
        list(predict_run(folder.runs / name, cases, engine, configuration={"engine": name}))
    grades = [grade_run(load_run(folder.runs / name), cases) for name in ("rules", "model")]
    save_floors(pin(grades, Floors(), cases), folder.floors)
    path = folder.root / "report.html"
    path.write_text(report_page(folder, cases, grades), encoding="utf-8")
    return path


def test_the_page_refers_to_nothing_outside_itself(page: Path) -> None:
    """No address, no import, no image, no font; one script, and a policy that lets no other run."""
    html = page.read_text(encoding="utf-8")
    without_text = html.replace("&lt;img src=x", "")
    assert not re.search(r"""(?:src|href|action)\s*=|url\(|@import|https?://""", without_text)
    assert html.count("<script>") == 1
    assert "default-src 'none'" in unescape(html)
    assert HOSTILE not in html


@pytest.fixture(scope="module")
def browser(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The report, opened."""
    if CHROMIUM is None:
        pytest.skip(
            "NO BROWSER: install chromium (apt-get install chromium); the report is NOT tested in one"
        )
    with Browser(tmp_path_factory.mktemp("profile")) as found:
        found.open(page)
        yield found


def visible(selector: str) -> str:
    """An expression that counts the elements a reader sees."""
    return f"[...document.querySelectorAll('{selector}')].filter(e => e.offsetParent !== null).length"


def choose(browser: Browser, control: str, value: object) -> None:
    """Set one control the way a person does."""
    field = "checked" if isinstance(value, bool) else "value"
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    browser.ask(
        f"(() => {{ const c = document.querySelector('{control}'); c.{field} = {shown};"
        "c.dispatchEvent(new Event('change', {bubbles: true})); })()"
    )


def test_article_text_shows_as_text_and_runs_nothing(browser: Browser) -> None:
    """Script, image and closing tags of the article are letters on the page."""
    shown = browser.ask("document.querySelector('.entry[data-article=\"000\"] .text.gold').textContent")
    assert shown == NASTY
    assert browser.ask("typeof window.pwned") == "undefined"
    assert browser.ask("document.querySelectorAll('img').length") == 0
    assert browser.ask("document.querySelectorAll('script').length") == 1
    assert "onerror" in browser.ask("document.querySelector('.failed').textContent")


def test_nothing_is_fetched_and_nothing_fails(browser: Browser) -> None:
    """One request, the file itself; no message in the log, no violated policy."""
    requests = [
        event["params"]["request"]["url"]
        for event in browser.events
        if event["method"] == "Network.requestWillBeSent"
    ]
    assert len([url for url in requests if url.startswith("file:")]) == 1
    assert not [url for url in requests if not url.startswith(("file:", "about:", "data:"))]
    assert not [
        event for event in browser.events if event["method"] in {"Log.entryAdded", "Runtime.exceptionThrown"}
    ]


def test_the_leaderboard_has_every_row_with_cost_and_time(browser: Browser) -> None:
    """Real and written apart; floor, runs and previous best."""
    rows = browser.ask(
        "[...document.querySelectorAll('body > table')].map(t => [...t.rows].map(r => [...r.cells].map(c => c.innerText)))"
    )
    real = rows[0]
    assert [row[0] for row in real] == ["run", "all-empty", "rules", "model", "previous best"]
    assert real[0][1:7] == ["articles", "statistics", "meetings", "directives", "values", "documents"]
    assert real[3][7:] == ["0", "1.50", "2", "1200 + 340", "$0.0123"]
    written = rows[3]
    assert written[3][7] == "1"
    assert browser.ask("document.querySelector('caption').innerText").startswith("real articles (1): F1")


def test_gold_and_prediction_stand_side_by_side_in_colour(browser: Browser) -> None:
    """Two panes at one height, each with its marks, coloured by record type."""
    choose(browser, "#run", "model")
    choose(browser, "#article", "000")
    tops = browser.ask(
        "[...document.querySelectorAll('.entry:not([hidden]) .text')].map(e => e.getBoundingClientRect()).map(r => [r.top, r.left])"
    )
    assert len(tops) == 2
    assert tops[0][0] == tops[1][0]
    assert tops[0][1] < tops[1][1]
    colours = browser.ask(
        "[...new Set([...document.querySelectorAll('.entry:not([hidden]) mark')].map(m => getComputedStyle(m).backgroundColor))]"
    )
    assert len(colours) >= 3
    choose(browser, "#article", "*")


def test_filters_by_run_article_record_type_and_error_kind(browser: Browser) -> None:
    """Each hides what it should, and the count follows."""
    choose(browser, "#run", "rules")
    assert browser.ask(visible(".entry")) == 2
    choose(browser, "#article", "000")
    assert browser.ask(visible(".entry")) == 1
    choose(browser, "#run", "model")
    everything = browser.ask(visible(".card"))
    assert everything == 4
    choose(browser, "input.type[value=statistics]", value=False)
    assert browser.ask(visible(".card.statistics")) == 0
    assert browser.ask(visible(".card")) == 2
    assert browser.ask("document.querySelectorAll('.entry:not([hidden]) mark.off').length") > 0
    choose(browser, "input.type[value=statistics]", value=True)
    for kind in ("wrong", "missed", "spurious", "partial", "right", "missed_record"):
        choose(browser, f"input.outcome[value={kind}]", value=False)
    assert browser.ask(visible(".card")) == 1
    assert browser.ask("document.getElementById('count').innerText") == "1 records"
    summary = browser.ask(
        "[...document.querySelectorAll('.card')].find(e => e.offsetParent !== null).innerText"
    )
    assert "invented record" in summary
    for kind in ("wrong", "missed", "spurious", "partial", "right", "missed_record"):
        choose(browser, f"input.outcome[value={kind}]", value=True)
    assert browser.ask(visible(".card")) == everything


def test_an_opened_record_shows_where_it_stands(browser: Browser) -> None:
    """Its marks are outlined on both sides, its cells named by their kind of error."""
    choose(browser, "#run", "model")
    choose(browser, "#article", "000")
    browser.ask("document.querySelector('.entry:not([hidden]) .card.statistics').open = true")
    deadline = 200
    while browser.ask("document.querySelectorAll('mark.focus').length") == 0 and deadline:
        deadline -= 1
    focused = browser.ask("[...document.querySelectorAll('mark.focus')].map(m => m.textContent)")
    assert focused == ["1.513", "1.513"]
    verdicts = browser.ask("[...document.querySelectorAll('.card[open] .verdict')].map(e => e.innerText)")
    assert set(verdicts) >= {"right", "wrong"}


def test_two_runs_stand_side_by_side_and_the_worst_comes_first(browser: Browser) -> None:
    """The failed article before the other, wrong records before exact ones; each run says how it was made."""
    choose(browser, "#article", "*")
    choose(browser, "#run", "rules")
    choose(browser, "#beside", "model")
    assert browser.ask(
        "[...document.querySelectorAll('.case')].map(e => e.firstElementChild.dataset.article)"
    ) == [
        "w01",
        "000",
    ]
    lefts = browser.ask(
        "[...document.querySelectorAll('.case.two:first-of-type .entry, .case.two .entry')].map(e => e.getBoundingClientRect().left)"
    )
    assert len(set(lefts)) == 2
    verdicts = "[...document.querySelectorAll('.entry[data-run=model][data-article=\"000\"] .card em')].map(e => e.className == 'exact')"
    exact = browser.ask(verdicts)
    assert exact == sorted(exact)
    assert "engine model" in browser.ask("document.querySelector('.made').innerText")
    choose(browser, "#beside", "")


def test_a_mark_leads_to_its_card(browser: Browser) -> None:
    """A click opens the record that the words belong to."""
    choose(browser, "#run", "model")
    browser.ask("for (const it of document.querySelectorAll('.card')) it.open = false")
    browser.ask(
        "document.querySelector('.entry[data-run=model][data-article=\"000\"] .predicted mark.value').click()"
    )
    opened = browser.ask("[...document.querySelectorAll('.card[open]')].map(e => e.dataset.predicted)")
    assert opened == ["statistics[0]"]


@pytest.mark.parametrize(("width", "scheme"), [(1400, "dark"), (420, "light"), (420, "dark")])
def test_the_page_fits_its_window_and_its_theme(browser: Browser, width: int, scheme: str) -> None:
    """No scrolling sideways; letters and ground differ in either theme."""
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", **size)
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    assert browser.ask("document.documentElement.scrollWidth <= innerWidth")
    ground = browser.ask("getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_overlapping_marks_name_all_their_records() -> None:
    """The shortest gives the colour; the text comes out whole."""
    found = list(
        stretches(
            "abcdef",
            [
                Mark(0, 4, "statistics[0]", "statistics", bad=True),
                Mark(2, 3, "statistics[1]", "value", bad=False),
            ],
        )
    )
    assert found == [
        Stretch("ab", "statistics[0]", "statistics", bad=True),
        Stretch("c", "statistics[0] statistics[1]", "value", bad=False),
        Stretch("d", "statistics[0]", "statistics", bad=True),
        Stretch("ef"),
    ]
    assert list(stretches("abc", [Mark(0, 9, "x", "y", bad=False)])) == [Stretch("abc")], (
        "no place of this text"
    )


def test_marks_of_gold_and_prediction() -> None:
    """Evidence, figures and tasks, each at its place."""
    found = marks(gold(gold_statistic(), gold_speech("rà soát hồ sơ")), ["statistics[0]"])
    assert {(one.kind, one.bad) for one in found} == {
        ("statistics", True),
        ("value", True),
        ("directives", False),
        ("task", False),
    }
    assert all(TEXT[one.start : one.end] in {"1.513", "yêu cầu rà soát hồ sơ"} for one in found)
    assert [one.start for one in marks(predicted(statistic()), []) if one.kind == "value"] == [
        at("1.513").start
    ]
