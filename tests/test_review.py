"""Gold by hand: forms, the desk, its server, and a whole round in a real browser."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import quote

import browser
import pytest
from test_cli import BARE, COMMAND, run
from test_view import press, wait

from partyx.errors import EvalError
from partyx.extractor import extract
from partyx.pages.review.desk import ConflictError, Desk
from partyx.pages.review.forms import fields, form_of, record_of
from partyx.pages.review.server import QuietServer, Server
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import RECORD_TYPES, load_gold
from partyx.scoring.labelling.add import add_article
from partyx.scoring.labelling.lint import lint_gold
from partyx.settings import Settings

EVALS = EvalFolder(Path(__file__).parent.parent / "evals")
TEXT = (
    "Đảng bộ huyện Yên Sơn: kết quả 6 tháng đầu năm 2024\n"
    "Sáng 5/7/2024, Huyện ủy Yên Sơn tổ chức hội nghị sơ kết công tác xây dựng Đảng. 😀 "
    "Toàn Đảng bộ kết nạp 104 đảng viên, đạt 57,5% kế hoạch; thành lập 3 chi bộ.\n"
)


# -- forms -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", EVALS.cases(), ids=lambda case: case.id)
def test_a_form_loses_nothing_of_any_gold(case) -> None:
    for kind in RECORD_TYPES:
        for record in getattr(case.gold, kind):
            values = record.model_dump(mode="json")
            assert record_of(kind, form_of(kind, values), values, case.text) == record


@pytest.mark.parametrize(
    ("field", "said", "words"),
    [
        ("value", "nhiều", "value: 'nhiều' is no number"),
        ("period", "tháng 3", "period: 'tháng 3' is no period"),
        ("indicator", "", "indicator: Field required"),
        ("qualifier", "perhaps", "qualifier: Input should be"),
    ],
)
def test_what_a_form_cannot_mean_is_said(field: str, said: str, words: str) -> None:
    form = form_of(
        "statistics", {"indicator": "đảng viên", "value": 104, "value_spans": [{"start": 0, "end": 3}]}
    )
    form |= {"evidence": [[0, 3]], "fields": {**form["fields"], field: said}}
    with pytest.raises(EvalError, match=words):
        record_of("statistics", form, {}, TEXT)


def test_every_type_has_its_fields() -> None:
    assert [spec["name"] for spec in fields("statistics")][:3] == ["indicator", "value", "unit"]
    assert {"name": "chairs", "kind": "people"} in fields("meetings")
    assert {"name": "document.issued", "kind": "period"} in fields("directives")


# -- the desk --------------------------------------------------------------------------------------------------


def rules(path: Path):
    """Proposals of the rules."""
    return extract(path, settings=Settings(engine="rules")), None


@pytest.fixture
def folder(tmp_path: Path) -> EvalFolder:
    """An evals folder with one article that nobody has labelled."""
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    found = EvalFolder(tmp_path / "evals")
    add_article(found, tmp_path / "bai.txt", new_id="000")
    return found


def decided(
    state: dict[str, Any], decision: str = "accepted", reason: str | None = "other"
) -> dict[str, Any]:
    """Everything decided alike, every digit string with a reason."""
    items = [{**item, "decision": decision} for item in state["items"]]
    return {**state, "items": items, "digits": {at: why or reason for at, why in state["digits"].items()}}


def test_an_article_is_finished_when_all_is_decided_and_lint_has_no_error(folder: EvalFolder) -> None:
    desk = Desk(folder, "An", rules)
    opened = desk.opened("000")
    assert {item["decision"] for item in opened["state"]["items"]} == {"open"}
    assert desk.finished("000")["problems"][0]["what"] == "not decided"
    assert load_gold(folder.gold / "000.json").status == "unreviewed"
    desk.changed("000", decided(opened["state"]))
    answer = desk.finished("000")
    assert (answer["problems"], answer["finished"]) == ([], True)
    gold = load_gold(folder.gold / "000.json")
    assert (gold.status, gold.annotators) == ("reviewed", ["An"])
    assert [one.value for one in gold.statistics] == [104, 57.5, 3]
    assert not [one for one in lint_gold(gold, TEXT) if one.severity == "error"]


def test_rejected_records_leave_their_figures_to_be_explained(folder: EvalFolder) -> None:
    desk = Desk(folder, "An", rules)
    state = desk.opened("000")["state"]
    answer = desk.changed("000", decided(state, "rejected", None))
    assert [TEXT[start:end] for start, end in answer["digits"]][-3:] == ["104", "57,5", "3"]
    assert "104 has no reason" in [one["what"] for one in answer["problems"]]


def test_a_decision_is_on_disk_before_it_is_answered_and_another_start_goes_on(folder: EvalFolder) -> None:
    state = Desk(folder, "An", rules).opened("000")["state"]
    state["items"][0]["decision"] = "rejected"
    Desk(folder, "An", rules).changed("000", state)

    def never(path: Path):
        raise AssertionError(path)

    again = Desk(folder, "Bình", never).opened("000")["state"]
    assert [item["decision"] for item in again["items"]] == [
        "rejected",
        *["open"] * (len(again["items"]) - 1),
    ]
    assert again["version"] == 1


def test_an_older_state_is_refused(folder: EvalFolder) -> None:
    desk = Desk(folder, "An", rules)
    state = desk.opened("000")["state"]
    desk.changed("000", state)
    with pytest.raises(ConflictError, match="in another window"):
        desk.changed("000", state)


@pytest.mark.parametrize("given", [{}, [], {"items": 5, "digits": {}}, {"items": [], "digits": {}, "x": 1}])
def test_what_is_no_state_is_refused(folder: EvalFolder, given: Any) -> None:
    with pytest.raises(EvalError, match="what the page sent"):
        Desk(folder, "An", rules).changed("000", given)


def test_reviewed_gold_opens_as_it_is(folder: EvalFolder) -> None:
    desk = Desk(folder, "An", rules)
    desk.changed("000", decided(desk.opened("000")["state"]))
    desk.finished("000")
    before = load_gold(folder.gold / "000.json")
    (folder.drafts / "000.review.json").unlink()
    state = desk.opened("000")["state"]
    assert {item["decision"] for item in state["items"]} == {"accepted"}
    assert desk.finished("000")["problems"] == []
    assert load_gold(folder.gold / "000.json") == before


def test_the_least_sure_come_first(tmp_path: Path) -> None:
    """The two records of a finding, then what only one engine says, then the text's order."""
    (tmp_path / "bai.txt").write_text(
        TEXT + "Có 2/89 (chiếm 9,9%) tập thể hoàn thành nhiệm vụ.", encoding="utf-8"
    )
    found = EvalFolder(tmp_path / "evals")
    add_article(found, tmp_path / "bai.txt", new_id="000")

    def two(path: Path):
        first = extract(path, settings=Settings(engine="rules"))
        return first, first.model_copy(update={"statistics": first.statistics[1:]})

    items = Desk(found, "An", two).opened("000")["state"]["items"]
    assert "9,9" in items[0]["why"][0]
    alone = [item for item in items if item["why"] == ["the engines differ"]]
    assert [item["form"]["fields"]["value"] for item in alone] == ["104"]
    assert items.index(alone[0]) < items.index(next(item for item in items if not item["why"]))


# -- the server ------------------------------------------------------------------------------------------------


@pytest.fixture
def served(folder: EvalFolder):
    """A server on loopback."""
    server = Server(Desk(folder, "An", rules))
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server
    server.close()
    thread.join()


@pytest.mark.parametrize("name", ["sơn-hòa", "000_bài"])
def test_an_article_with_letters_of_vietnamese_in_its_name_is_served(tmp_path, served, folder, name) -> None:
    (tmp_path / f"{name}.txt").write_text(TEXT + "Thêm.", encoding="utf-8")
    add_article(folder, tmp_path / f"{name}.txt")
    token = served.address.split("/")[3]
    status, _, said = served.answer("GET", quote(f"/{token}/articles/{name}"), dict)
    assert (status, json.loads(said)["id"]) == (200, name)


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status"),
    [
        ("GET", "{token}/", {}, None, 200),
        ("GET", "{token}/articles", {}, None, 200),
        ("GET", "{token}/articles/000", {"Host": "localhost:{port}"}, None, 200),
        ("GET", "", {}, None, 403),
        ("GET", "wrong/articles", {}, None, 403),
        ("GET", "{token}/articles", {"Host": "evil.example:{port}"}, None, 403),
        ("GET", "{token}/articles/..%2f..%2fetc", {}, None, 400),
        ("GET", "{token}/nothing", {}, None, 404),
        ("PUT", "{token}/articles/000", {"Content-Type": "text/plain"}, b"{}", 400),
        ("PUT", "{token}/articles/000", {"Content-Type": "application/json"}, b"{", 400),
        (
            "PUT",
            "{token}/articles/000",
            {"Content-Type": "application/json", "Content-Length": "99999999"},
            b"",
            400,
        ),
        (
            "POST",
            "{token}/articles/000/finish",
            {"Content-Type": "application/x-www-form-urlencoded"},
            b"",
            400,
        ),
    ],
)
def test_only_this_machine_with_the_token_is_served(served, method, path, headers, body, status) -> None:
    known = {"token": served.address.split("/")[3], "port": served.port}
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.request(
        method,
        "/" + path.format(**known),
        body,
        {name: value.format(**known) for name, value in headers.items()},
    )
    answer = connection.getresponse()
    assert answer.status == status
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.read()
    connection.close()


@pytest.mark.parametrize(
    ("error", "said"), [(BrokenPipeError(), ""), (ValueError("mine"), "ValueError: mine")]
)
def test_a_browser_that_goes_away_is_no_error(error, said, capsys) -> None:
    with QuietServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        try:
            raise error
        except type(error):
            server.handle_error(None, server.server_address)
    err = capsys.readouterr().err
    assert said in err
    assert bool(err) == bool(said)


# -- in a browser ----------------------------------------------------------------------------------------------

PICK = """(() => {{
  const text = document.querySelector('.text'), at = text.textContent.indexOf({0!r});
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT), range = document.createRange();
  let passed = 0, node;
  while ((node = walk.nextNode())) {{
    const next = passed + node.data.length;
    if (at >= passed && at < next) range.setStart(node, at - passed);
    if (at + {1} > passed && at + {1} <= next) range.setEnd(node, at + {1} - passed);
    passed = next;
  }}
  document.activeElement.blur(); getSelection().removeAllRanges(); getSelection().addRange(range);
}})()"""


def pick(chromium, quote: str) -> None:
    """Select words of the article."""
    chromium.ask(PICK.format(quote, len(quote)))


def enter(chromium, name: str, value: str) -> None:
    """Type into a field of the open form, or choose there."""
    field = f"document.querySelector('[name=\"{name}\"]')"
    chromium.ask(
        f"(() => {{ const it = {field}; it.value = {value!r}; "
        "for (const kind of ['input', 'change']) it.dispatchEvent(new Event(kind, {bubbles: true})) })()"
    )


@pytest.mark.slow
@pytest.mark.skipif(browser.CHROMIUM is None, reason="no Chromium")
def test_a_whole_round_label_lint_score(tmp_path: Path) -> None:
    """From a file to reviewed gold and a score with the keyboard, through a crash, without editing JSON."""
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    command = [*COMMAND, "review", "bai.txt", "--evals", "evals", "--reviewer", "An", "--no-open"]

    def started(new: int):
        process = subprocess.Popen(command, cwd=tmp_path, env=BARE, stdout=subprocess.PIPE, text=True)
        address = process.stdout.readline().strip()
        are = "is" if new == 1 else "are"
        assert process.stdout.readline() == f"Articles in evals: 1, of which {new} {are} new.\n"
        return process, address

    def ended(process, how):
        process.send_signal(how)
        process.communicate(timeout=60)
        return process.returncode

    process, address = started(1)
    with browser.Browser(tmp_path / "profile") as chromium:
        chromium.open(address)
        wait(chromium, "document.querySelectorAll('.item').length == 4")
        for _ in range(2):
            press(chromium, "a")
        wait(chromium, "document.querySelectorAll('.item.accepted').length == 2")
        wait(chromium, "document.querySelector('.sum').textContent.startsWith('saved')")
        ended(process, signal.SIGKILL)
        process, address = started(0)
        chromium.open(address)
        wait(chromium, "document.querySelectorAll('.item.accepted').length == 2")
        press(chromium, "r")
        press(chromium, "r")
        wait(chromium, "document.querySelectorAll('.item.rejected').length == 2")
        pick(chromium, "thành lập 3 chi bộ")
        press(chromium, "s")
        wait(chromium, "document.querySelector('.form')")
        assert chromium.ask("document.querySelector('[name=value]').value") == "3"
        enter(chromium, "indicator", "chi bộ thành lập mới")
        enter(chromium, "unit", "chi bộ")
        enter(chromium, "period", "2024-H1")
        wait(chromium, "document.querySelector('[name=period]').value == '2024-H1'")
        chromium.ask("document.querySelector('.item.chosen .keys button').click()")
        wait(chromium, "document.querySelectorAll('.item.accepted').length == 3")
        for start in chromium.ask(
            "[...document.querySelectorAll('.digit select')].filter((it) => !it.value).map((it) => it.name)"
        ):
            enter(chromium, start, "repeated")
        wait(chromium, "document.querySelector('.sum').textContent.startsWith('saved')")
        press(chromium, "f")
        wait(chromium, "document.querySelector('.top option').textContent.includes('reviewed')")
        assert not [it for it in chromium.events if it.get("method") == "Runtime.exceptionThrown"]
    assert ended(process, signal.SIGINT) == 0
    gold = load_gold(tmp_path / "evals" / "gold" / "bai.json")
    new = next(one for one in gold.statistics if one.indicator == "chi bộ thành lập mới")
    assert new.evidence[0].text == "thành lập 3 chi bộ", "behind an emoji, counted in characters"
    assert (str(new.period.start), str(new.period.end)) == ("2024-01-01", "2024-06-30")
    evals = tmp_path / "evals"
    assert run("eval", "lint", "--evals", evals)[:2] == (0, "1 gold file, 0 errors, 0 warnings\n")
    assert run("eval", "run", "--engine", "rules", "--evals", evals)[0] == 0
    code, out, _ = run("eval", "grade", "--evals", evals)
    assert (code, "rules" in out) == (0, True)


def test_no_article_is_said(tmp_path: Path) -> None:
    code, _, err = run("review", "--evals", tmp_path / "evals", "--no-open")
    assert (code, "holds no article: name some" in err) == (2, True)
