"""The peers' benchmark: what a peer said becomes an extraction that the scorer judges, without a model."""

from __future__ import annotations

import json
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from partyx.reading import read
from partyx.scoring.gold.folder import EvalFolder
from partyx.settings import Settings

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "evals" / "bench" / "peers"
TEXT = """\
Huyện ủy Suối Bạc sơ kết công tác xây dựng Đảng

12/07/2024 08:15

Sáng 11/7, Huyện ủy Suối Bạc tổ chức hội nghị trực tuyến sơ kết 6 tháng đầu năm. Đồng chí Hà Thị Lụa, Bí thư \
Huyện ủy chủ trì hội nghị.

6 tháng đầu năm 2024, toàn huyện kết nạp 1.513 đồng chí (đạt 80,8% kế hoạch); có gần 35/38 chi bộ hoàn thành, mở \
hai lớp bồi dưỡng.

Các cấp ủy thực hiện Chỉ thị số 08-CT/HU ngày 15/2/2024 của Ban Thường vụ Huyện ủy về củng cố chi bộ bản.
"""


@pytest.fixture(scope="module")
def peers():
    """The folder's modules; they are scripts, so they are found by path."""
    sys.path.insert(0, str(PEERS))
    import convert  # noqa: PLC0415
    import table  # noqa: PLC0415

    yield convert, table
    sys.path.remove(str(PEERS))


@pytest.fixture(scope="module")
def article():
    return read(TEXT, Settings(engine="rules"))


def quoted(quote, value, **more):
    return {"quote": quote, "value": value, "indicator": "đảng viên kết nạp", "unit": "đảng viên", **more}


def converted(peers, article, **records):
    return peers[0].convert(article, records, "peer")


@pytest.mark.parametrize(
    ("quote", "value", "expected"),
    [
        ("kết nạp 1.513 đồng chí", "1.513", (1513, "đảng viên", None, "exact", "1.513")),
        ("kết nạp 1.513 đồng chí", "1513", (1513, "đảng viên", None, "exact", "1.513")),
        ("kết nạp 1.513 đồng chí", None, (1513, "đảng viên", None, "exact", "1.513")),
        ("kết  nạp\n1.513 đồng chí", 1513, (1513, "đảng viên", None, "exact", "1.513")),
        ("đạt 80,8% kế hoạch", "80,8", (80.8, "%", None, "exact", "80,8%")),
        ("đạt 80,8% kế hoạch", "80.8%", (80.8, "%", None, "exact", "80,8%")),
        ("gần 35/38 chi bộ", "35", (35, "đảng viên", 38, "nearly", "35/38")),
        ("mở hai lớp", "hai", (2, "đảng viên", None, "exact", "hai")),
    ],
)
def test_a_quoted_figure_is_read_as_printed(peers, article, quote, value, expected) -> None:
    """The Vietnamese way, with the "%", the whole and the "gần" that stand beside it."""
    found, foreign = converted(peers, article, statistics=[quoted(quote, value)])
    (record,) = found.statistics
    assert (record.value, record.unit, record.of, record.qualifier, record.printed) == expected
    assert foreign == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("quote", "value", "foreign"),
    [
        ("kết nạp 1.513 đồng chí", "1.513", (1, 0, 0, 0)),
        ("Kết nạp  1.513 đồng chí", "1.513", (1, 0, 0, 0)),
        ("kết nạp 9.999 đồng chí", "9.999", (1, 1, 1, 1)),
        ("kết nạp 1.513 đồng chí", "9.999", (1, 1, 0, 1)),
        ("đã kết nạp được 1.513 đảng viên mới", "1.513", (1, 0, 1, 1)),
        ("kết nạp nhiều đồng chí", "nhiều", (1, 1, 1, 1)),
        (None, "1.513", (1, 0, 1, 1)),
    ],
)
def test_what_is_not_in_the_article_is_counted(peers, article, quote, value, foreign) -> None:
    """Statistics given; whose value, whose quote, and which of the two is not there."""
    assert converted(peers, article, statistics=[quoted(quote, value)])[1] == foreign


def test_an_invented_figure_stays_a_record(peers, article) -> None:
    """So that the scorer counts it; it is not turned into the figure that is there."""
    found, _ = converted(peers, article, statistics=[quoted("kết nạp 9.999 đồng chí", "9.999")])
    assert [record.value for record in found.statistics] == [9999]


@pytest.mark.parametrize(
    ("quote", "offsets", "place"),
    [
        ("Đồng chí Hà Thị Lụa", {}, "Đồng chí Hà Thị Lụa"),
        ("đ/c Hà Thị Lụa, Bí thư Huyện uỷ chủ trì", {}, "Hà Thị Lụa, Bí thư Huyện ủy chủ trì"),
        ("hội nghị", {"start": TEXT.rindex("hội nghị"), "end": TEXT.rindex("hội nghị") + 8}, "hội nghị"),
        ("hội nghị khác hẳn", {"start": 0, "end": 8}, "Huyện ủy"),
    ],
)
def test_a_quote_is_located(peers, article, quote, offsets, place) -> None:
    """Word for word, where the tool put it, or where the article is much alike."""
    found, _ = converted(peers, article, meetings=[{"quote": quote, "name": "hội nghị", **offsets}])
    span = found.meetings[0].evidence[0]
    assert TEXT[span.start : span.end] == span.text
    assert place in span.text
    assert span.start == offsets.get("start", span.start)


def test_repetitions_and_documents_given_twice_are_one(peers, article) -> None:
    """Nobody would keep them; missing parts of a citation are read in its quote."""
    order = {"quote": "Chỉ thị số 08-CT/HU ngày 15/2/2024", "source": "document", "number": "08-CT/HU"}
    figure = quoted("kết nạp 1.513 đồng chí", "1.513", period="6 tháng đầu năm 2024")
    found, foreign = converted(
        peers,
        article,
        statistics=[figure, figure],
        directives=[order, {**order, "tasks": ["củng cố chi bộ bản"]}],
    )
    (directive,) = found.directives
    assert (directive.document.kind, directive.document.number) == ("chỉ thị", "08-CT/HU")
    assert directive.date.start.isoformat() == "2024-02-15"
    assert [task.text for task in directive.tasks] == ["củng cố chi bộ bản"]
    assert foreign.given == 1
    period = found.statistics[0].period
    assert (period.start.isoformat(), period.end.isoformat()) == ("2024-01-01", "2024-06-30")


def test_people_are_names_with_titles(peers, article) -> None:
    """As both peers are told to write them."""
    said = {
        "quote": "chủ trì hội nghị",
        "name": "hội nghị",
        "chairs": ["Đồng chí Hà Thị Lụa, Bí thư Huyện ủy"],
    }
    found, _ = converted(peers, article, meetings=[{**said, "date": "Sáng 11/7", "mode": "trực tuyến"}])
    (meeting,) = found.meetings
    assert [(one.name, one.titles) for one in meeting.chairs] == [("Hà Thị Lụa", ("Bí thư Huyện ủy",))]
    assert (meeting.date.start.isoformat(), meeting.mode) == ("2024-07-11", "online")


@pytest.mark.parametrize("name", ["1", "2"])
def test_the_examples_are_verbatim(peers, name) -> None:
    """The peer aligns its examples, and the model is to learn to quote."""
    text = (PEERS / f"example-{name}.md").read_text(encoding="utf-8").strip()
    records = json.loads((PEERS / f"example-{name}.json").read_text(encoding="utf-8"))
    assert all(record["quote"] in text for group in records.values() for record in group)
    found, foreign = peers[0].convert(read(text, Settings(engine="rules")), records, "peer")
    assert foreign == (len(records["statistics"]), 0, 0, 0)
    assert len(found.directives) == len(records["directives"])


def test_a_peer_that_says_what_gold_says_is_scored_so(peers) -> None:
    """Through the table: gold in a peer's shape is right, no answer is a failed document."""
    (case,) = EvalFolder(ROOT / "evals").cases(["004"])
    gold = case.gold
    said = {
        "statistics": [
            {
                "quote": one.evidence[0].text,
                "value": one.value_spans[0].text,
                "unit": one.unit,
                "indicator": one.indicator,
                "subject": one.subject,
            }
            for one in gold.statistics
        ],
        "directives": [
            {"quote": one.evidence[0].text, "source": "document", "kind": one.kind}
            for one in gold.directives
            if one.document and not one.optional
        ],
    }
    asked = {"seconds": 1.0, "usage": {"calls": 1}, "errors": [], "cut": False}
    row = peers[1].row(case, "peer", {**asked, "records": said})
    assert row.tallies["statistics"].f1 == row.tallies["values"].f1 == 1.0
    assert row.tallies["documents"].f1 == 1.0
    nothing = peers[1].row(case, "peer", {**asked, "cut": True})
    assert (nothing.tallies["values"].f1, nothing.remark) == (0.0, "cut")
    assert "| 004 | peer | 0.00 |" in peers[1].markdown([nothing])


class Upstream(BaseHTTPRequestHandler):
    """Answers like llama.cpp, on request late."""

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        time.sleep(asked["wait"])
        answer = {
            "choices": [{"finish_reason": "length", "message": {"content": "{}"}}],
            "usage": {"prompt_tokens": 40, "completion_tokens": 7},
        }
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):  # who asked may be gone
            self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture
def upstream():
    with ThreadingHTTPServer(("127.0.0.1", 0), Upstream) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.usefixtures("peers")
@pytest.mark.parametrize(("filler", "late"), [('{"extractions": []}', 200), (None, 504)])
def test_tokens_are_counted_until_the_limit(upstream, filler, late) -> None:
    """Then the running call is given up, and a tool that can go on without it is told there is nothing."""
    server = pytest.importorskip("server", reason="the model's server needs xllamacpp", exc_type=ImportError)
    with server.Proxy(upstream, server.Limit(0.5), filler) as proxy:
        ask = partial(proxy.ask, "/v1/chat/completions", key="")
        assert ask(b'{"wait": 0}')[0] == 200
        status, said = ask(b'{"wait": 0.8}')
        assert (status, ask(b'{"wait": 0}')[0]) == (late, late)
        assert filler is None or json.loads(said)["choices"][0]["message"]["content"] == filler
        assert proxy.count == server.Count(1, 40, 7, given_up=2, cut_off=1)


def test_the_examples_show_every_field_of_the_prompt() -> None:
    """A peer whose schema is made from the examples has only the fields that they fill."""
    examples = [json.loads((PEERS / f"example-{name}.json").read_text(encoding="utf-8")) for name in (1, 2)]
    records = [record for example in examples for group in example.values() for record in group]
    filled = {name for record in records for name, value in record.items() if value}
    wanted = """quote value unit indicator subject period name kind date organizer location mode chairs speakers
        attendees agenda source number issuer addressees tasks deadline"""
    assert set(wanted.split()) <= filled
