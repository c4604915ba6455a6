"""A run by the batch service: handed in, left, taken up; whatever the service does, every row is there once."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import batch_server
import pytest
from batch_server import BatchServer
from typer.testing import CliRunner

from partyx.cache import Completion
from partyx.cli.app import app
from partyx.errors import SettingsError
from partyx.llm.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COUNT = 5
AWAITED = 4
NOTHING = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}


def admitted(body: dict) -> str:
    """What a model would say of one of the articles; asked again, the same."""
    asked = "".join(message["content"] for message in body["messages"] if message["role"] == "user")
    figure = re.findall(r"kết nạp \d+⟨(n\d+)⟩", asked)[-1]
    stat = {"v": figure, "ind": "đảng viên kết nạp", "unit": "đảng viên", "subj": None, "per": None}
    return json.dumps(NOTHING | {"stats": [stat]})


@pytest.fixture
def news(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    for number in range(COUNT):
        text = f"Năm 2022, Đảng bộ huyện số {number} kết nạp {number + 10} đảng viên.\n"
        (tmp_path / "news" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return tmp_path / "news"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[BatchServer]:
    with BatchServer(admitted) as server:
        own = {
            "BASE_URL": server.url,
            "ASK": "article",
            "ATTEMPTS": "3",
            "SECOND_ASK": "false",
            "CACHE_DIR": str(tmp_path / "cache"),
        }
        for name, value in own.items():
            monkeypatch.setenv(f"PARTYX_{name}", value)
        yield server


def run(news: Path, out: Path, *more: str) -> tuple[int, str]:
    arguments = ["batch", str(news), "-o", str(out), "--model", "m", "--batch-api", "-j", "1", *more]
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, done.stderr


def values(out: Path) -> list[float]:
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []
    return sorted(row["statistics"][-1]["value"] for row in rows)


EVERY = [10.0 + number for number in range(COUNT)]


@pytest.mark.slow
def test_it_is_handed_in_left_and_taken_up(news: Path, server: BatchServer, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    server.at_once = False
    code, said = run(news, out)
    assert code == AWAITED, said
    assert "5 wait for answers" in said
    assert (len(server.jobs), len(server.asked), values(out)) == (1, COUNT, [])
    (job,) = server.jobs.values()
    assert (job["endpoint"], job["completion_window"]) == ("/v1/chat/completions", "24h")
    assert run(news, out)[0] == AWAITED  # not ended yet: nothing is asked twice
    assert len(server.asked) == COUNT
    server.at_once = True
    code, said = run(news, out)
    assert code == 0, said
    assert values(out) == EVERY
    assert not (tmp_path / "out.batch").exists()
    assert run(tmp_path / "news", tmp_path / "again.jsonl")[0] == 0  # all in the cache
    assert (values(tmp_path / "again.jsonl"), len(server.asked), server.chats) == (EVERY, COUNT, 0)


@pytest.mark.parametrize(
    ("misbehave", "asked"),
    [
        (batch_server.shuffled, COUNT),
        (batch_server.doubled, COUNT),
        (batch_server.half, COUNT + 3),
        (batch_server.expired, COUNT + 4),
        (batch_server.refusing(500, 2), COUNT + 2),
        (batch_server.refusing(429, 2), COUNT + 2),
    ],
    ids=["shuffled", "doubled", "half", "expired", "500s", "429s"],
)
def test_what_was_answered_counts_and_the_rest_is_asked_anew(
    news: Path, server: BatchServer, tmp_path: Path, misbehave: batch_server.Misbehave, asked: int
) -> None:
    server.script = [misbehave]
    code, said = run(news, tmp_path / "out.jsonl", "--wait", "0.05")
    assert code == 0, said
    assert values(tmp_path / "out.jsonl") == EVERY
    assert len(server.asked) == asked


def test_a_request_that_is_refused_fails_its_article_only(
    news: Path, server: BatchServer, tmp_path: Path
) -> None:
    server.script = [batch_server.refusing(400)]
    code, said = run(news, tmp_path / "out.jsonl", "--wait", "0.05")
    assert code == 3, said
    (row,) = map(json.loads, (tmp_path / "out.rest.jsonl").read_text().splitlines())
    assert (row["stage"], row["error"], row["retryable"]) == ("ask", "BadRequestError", False)
    assert "not this one" in row["message"]
    assert (len(values(tmp_path / "out.jsonl")), len(server.asked)) == (COUNT - 1, COUNT)


def test_an_answer_that_was_cut_is_not_asked_for_again(
    news: Path, server: BatchServer, tmp_path: Path
) -> None:
    server.script = [batch_server.torn]
    code, said = run(news, tmp_path / "out.jsonl", "--wait", "0.05")
    assert code in (0, 3), said
    assert len(values(tmp_path / "out.jsonl")) == COUNT - 1
    assert server.asked.count(server.asked[0]) == 1


def test_a_service_that_answers_nothing_ends_the_waiting(
    news: Path, server: BatchServer, tmp_path: Path
) -> None:
    server.script = [batch_server.nothing] * 9
    code, said = run(news, tmp_path / "out.jsonl", "--wait", "0.05")
    assert (code, "answered nothing" in said) == (AWAITED, True)
    assert len(server.jobs) == 2


def test_a_job_that_is_refused_as_a_whole_is_said_and_handed_in_anew(
    news: Path, server: BatchServer, tmp_path: Path
) -> None:
    server.script = [batch_server.failed]
    assert run(news, tmp_path / "out.jsonl")[0] == AWAITED
    code, said = run(news, tmp_path / "out.jsonl")
    assert (code, "Enqueued token limit reached" in said) == (1, True)
    assert run(news, tmp_path / "out.jsonl", "--wait", "0.05")[0] == 0
    assert values(tmp_path / "out.jsonl") == EVERY


def test_a_server_that_fails_while_it_is_looked_at_loses_nothing(
    news: Path, server: BatchServer, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    server.faults = {"GET /batches": [500], "GET /files": [500]}
    code, said = run(news, out, "--wait", "0.05")
    assert (code, values(out), len(server.jobs)) == (0, EVERY, 1), said


@pytest.mark.parametrize("lost", [True, False], ids=["acknowledgement lost", "not taken"])
def test_a_job_is_never_handed_in_twice(
    news: Path,
    server: BatchServer,
    tmp_path: Path,
    lost: bool,  # noqa: FBT001
) -> None:
    out = tmp_path / "out.jsonl"
    server.lost = lost
    server.faults = {} if lost else {"POST /batches": [500]}
    code, said = run(news, out)
    assert code == 1, said
    assert len(server.jobs) == lost
    code, said = run(news, out, "--wait", "0.05")
    assert (code, values(out), len(server.jobs)) == (0, EVERY, 1), said


def test_a_second_ask_goes_into_the_next_job(
    news: Path, server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTYX_SECOND_ASK", "true")

    def claims_nothing_at_first(body: dict) -> str:
        return json.dumps(NOTHING) if len(server.jobs) == 1 else admitted(body)

    server.answer = claims_nothing_at_first
    code, said = run(news, tmp_path / "out.jsonl", "--wait", "0.05")
    assert code == 0, said
    assert values(tmp_path / "out.jsonl") == EVERY
    assert (len(server.jobs), len(server.asked)) == (2, 2 * COUNT)


def test_request_files_stay_within_the_limits(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "o", "m", most_requests=4, most_bytes=600)
    for number in range(10):
        outbox.put(f"k{number}", {"n": number}, {"text": "x" * (200 if number > 6 else 10)})
        outbox.put(f"k{number}", {"n": number}, {})
    jobs = outbox.sealed()
    files = [outbox.requests(job).read_bytes() for job in jobs]
    assert all(len(raw) <= 600 and raw.count(b"\n") <= 4 for raw in files)
    assert [json.loads(line)["custom_id"] for raw in files for line in raw.splitlines()] == [
        f"k{number}" for number in range(10)
    ]
    assert [key for job in jobs for key in outbox.calls(job)] == [f"k{number}" for number in range(10)]
    again = Outbox(tmp_path / "o", "m")
    assert (again.jobs, again.waiting) == (jobs, outbox.waiting)
    with pytest.raises(SettingsError, match="belongs to a run that asks m"):
        Outbox(tmp_path / "o", "other")


@pytest.mark.parametrize(
    ("variable", "value", "more", "said"),
    [
        ("CACHE", "off", (), "the cache"),
        ("CACHE", "refresh", (), "which is refresh"),
        ("ENGINE", "auto", ("--engine", "rules"), "No model is asked"),
        ("ENGINE", "auto", ("--budget", "1"), "takes no budget"),
    ],
)
def test_what_it_cannot_do_is_said(
    news: Path,
    server: BatchServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    more: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.setenv(f"PARTYX_{variable}", value)
    code, complaint = run(news, tmp_path / "out.jsonl", *more)
    assert (code, said in complaint, len(server.jobs)) == (2, True, 0), complaint


def test_an_answer_behind_half_a_line_is_a_line_of_its_own(tmp_path: Path) -> None:
    """A full disk or a crash leaves half a line; what is paid for later is not glued to it."""
    outbox = Outbox(tmp_path / "o", "m")
    outbox.keep("a", Completion("1"))
    with (tmp_path / "o" / "arrived.jsonl").open("ab") as file:
        file.write(b'{"key": "b", "ans')
    outbox.keep("c", Completion("3"))
    assert {key: one.text for key, one in Outbox(tmp_path / "o", "m").arrived.items()} == {"a": "1", "c": "3"}
