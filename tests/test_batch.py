"""A long run into one file: stopped however, the same command goes on, and every row is there once."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from fault_server import Exchange, FaultServer, answer, slow, status

import partyx
from partyx.batch import Journal, Maker
from partyx.errors import OutputError, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

RULES = Maker("rules")
NOTHING = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}


def text(number: int) -> str:
    return f"Năm 2022, Đảng bộ huyện số {number} kết nạp {number + 10} đảng viên.\n"


def folder_of(count: int, folder: Path) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(text(number), encoding="utf-8")
    return folder


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return folder_of(12, tmp_path / "news")


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "partyx", "batch", *map(str, arguments)]


def run(*arguments: object) -> tuple[int, str, str]:
    done = subprocess.run(command(*arguments), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def admitted(exchange: Exchange) -> None:
    """What a model would say of one of the articles."""
    asked = exchange.request.body["messages"][-1]["content"]
    figure = re.search(r"kết nạp \d+⟨(n\d+)⟩", asked)[1]
    stat = {"v": figure, "ind": "đảng viên kết nạp", "unit": "đảng viên", "subj": None, "per": None}
    answer(json.dumps(NOTHING | {"stats": [stat]}))(exchange)


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sources(path: Path) -> list[str]:
    return [row["article"]["source"] if "article" in row else row["source"] for row in rows(path)]


def test_a_folder_becomes_a_file_of_extractions(news: Path, tmp_path: Path) -> None:
    (news / "empty.txt").write_text(" ")
    out = tmp_path / "out.jsonl"
    code, printed, said = run(news, "-o", out)
    assert (code, printed) == (3, "")
    assert "12 articles; 1 failed" in said
    assert "empty.txt" in said
    assert sorted(row["statistics"][-1]["value"] for row in rows(out)) == list(range(10, 22))
    assert all(partyx.Extraction.from_json(line) for line in out.read_text(encoding="utf-8").splitlines())
    (failed,) = rows(tmp_path / "out.rest.jsonl")
    assert (failed["stage"], failed["error"], failed["retryable"]) == ("read", "EmptySourceError", False)
    code, _, said = run(news, "-o", out)
    assert "0 articles; 13 were done before" in said
    assert (code, len(rows(out))) == (0, 12)


def test_it_says_what_there_is_to_do_and_does_nothing(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    code, printed, said = run(news, "-o", out, "--dry-run")
    assert (code, said) == (0, "")
    assert "to do: 12 articles, 830 B\ndone already: 0\nby: rules" in printed
    assert not out.exists()


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A folder of articles, and the rows of all of them."""
    folder = tmp_path_factory.mktemp("done")
    articles, out = folder_of(12, folder / "news"), folder / "out.jsonl"
    run(articles, "-o", out)
    return articles, out.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("torn", [b'{"article": {"id": "x", "so', b"\xe1\xba", b"{"])
def test_a_torn_last_line_is_mended(done: tuple[Path, bytes], tmp_path: Path, torn: bytes) -> None:
    out = tmp_path / "out.jsonl"
    news, whole = done
    out.write_bytes(b"".join(whole.splitlines(keepends=True)[:5]) + torn)
    (tmp_path / "out.rest.jsonl").write_bytes(b'{"source": "ne')
    assert run(news, "-o", out)[0] == 0
    assert sorted(sources(out)) == sorted(map(str, news.iterdir()))
    assert not (tmp_path / "out.rest.jsonl").exists()


def test_a_file_of_something_else_is_left_alone(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text('{"a": 1}\n{"b": 2}\n')
    code, _, said = run(news, "-o", out)
    assert code == 2
    assert "line 1 is no row of partyx batch" in said
    assert out.read_text() == '{"a": 1}\n{"b": 2}\n'


@pytest.mark.slow
def test_rows_of_another_engine_are_not_mixed_in(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(news / "01.txt", "-o", out)
    with pytest.raises(SettingsError, match="rows of another run"):
        Journal(out, Maker("model", "m"))


@pytest.mark.skipif(sys.platform == "win32", reason="no locks there")
def test_a_second_run_keeps_off_the_file(tmp_path: Path) -> None:
    with Journal(tmp_path / "out.jsonl", RULES), pytest.raises(OutputError, match="another run is writing"):
        Journal(tmp_path / "out.jsonl", RULES)


@pytest.mark.slow
def test_failures_that_may_pass_are_tried_again_and_others_are_not(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, asked = tmp_path / "out.jsonl", ["--model", "m"]
    with FaultServer(default=status(503)) as server:
        monkeypatch.setenv("PARTYX_BASE_URL", server.url)
        monkeypatch.setenv("PARTYX_ATTEMPTS", "1")
        monkeypatch.setenv("PARTYX_ASK", "article")
        assert run(news / "01.txt", news / "none.txt", "-o", out, *asked)[0] == 1
        assert Counter(row["retryable"] for row in rows(tmp_path / "out.rest.jsonl")) == {True: 1, False: 1}
        server.default = admitted
        code, _, said = run(news / "01.txt", news / "none.txt", "-o", out, *asked, "--budget-tokens", 10**9)
    assert (code, len(rows(out))) == (0, 1)
    assert "1 article; 1 was done before" in said
    assert [row["retryable"] for row in rows(tmp_path / "out.rest.jsonl")] == [False]


@pytest.mark.slow
def test_its_own_files_are_no_sources(news: Path) -> None:
    out = news / "out.jsonl"
    assert run(news, "-o", out)[0] == 0
    assert len(rows(out)) == 12


def kill_when(child: subprocess.Popen, out: Path, count: int, how: signal.Signals) -> None:
    while child.poll() is None and (not out.exists() or out.read_bytes().count(b"\n") < count):
        time.sleep(0.01)
    child.send_signal(how)
    child.wait(60)


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_killed_twice_every_row_is_there_once_and_only_calls_in_flight_are_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    news = folder_of(60, tmp_path / "news")
    out, concurrency = tmp_path / "out.jsonl", 4
    with FaultServer(default=slow(0.05, admitted)) as server:
        for name, value in {
            "BASE_URL": server.url,
            "CONCURRENCY": concurrency,
            "SECOND_ASK": "false",
            "ASK": "article",
        }.items():
            monkeypatch.setenv(f"PARTYX_{name}", str(value))
        for count in (10, 30):
            child = subprocess.Popen(command(news, "-o", out, "--model", "m"), stderr=subprocess.PIPE)
            kill_when(child, out, count, how)
            _, said = child.communicate()
            assert child.returncode == (-9 if how is signal.SIGKILL else 130), said
            assert len(rows(out)) < 60
        assert run(news, "-o", out, "--model", "m")[0] == 0
        calls = len(server.requests)
    assert sorted(sources(out)) == sorted(map(str, news.iterdir()))
    assert sorted(row["article"]["id"] for row in rows(out)) == [f"{number:02}" for number in range(60)]
    assert calls <= 60 + 2 * concurrency
