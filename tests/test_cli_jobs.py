"""``partyx extract`` with many inputs: several at once, in the order that they were named in."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
import time
from typing import TYPE_CHECKING

import pytest
from fault_server import Exchange, FaultServer, answer, status
from test_cli import ARTICLES, BARE, COMMAND, run

if TYPE_CHECKING:
    from pathlib import Path

NOTHING = json.dumps({"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []})
JOBS = 3


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(6):
        text = f"Năm 2022, Đảng bộ huyện số {number} kết nạp {number + 10} đảng viên.\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "3a.txt").write_text(" ")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """The command with a model at an address."""

    def command(url: str, *arguments: object) -> tuple[int, str, str]:
        for name, value in {"BASE_URL": url, "MODEL": "m", "ASK": "article", "SECOND_ASK": "false"}.items():
            monkeypatch.setenv(f"PARTYX_{name}", value)
        monkeypatch.setenv("PARTYX_CACHE_DIR", str(tmp_path / "cache"))
        return run("extract", *arguments, "-f", "jsonl")

    return command


@pytest.mark.parametrize("jobs", [(), ("--jobs", 1), ("-j", 8)], ids=str)
def test_records_come_in_the_order_of_the_sources_whatever_is_done_first(news: Path, jobs: tuple) -> None:
    code, out, err = run("extract", *ARTICLES, news, "-f", "jsonl", *jobs)
    named = [*(path.stem for path in ARTICLES), *map(str, range(6))]
    assert (code, [json.loads(line)["article"]["id"] for line in out.splitlines()]) == (3, named)
    empty, passed = err.splitlines()
    assert str(news / "3a.txt") in empty
    assert passed.startswith("partyx: passed over 1 file: 1 (")


def test_so_many_calls_are_in_flight_as_jobs_are_asked_for(news: Path, asked) -> None:
    """The server answers none before so many wait: who asks one by one gets errors."""
    met = threading.Barrier(JOBS, timeout=20)

    def together(exchange: Exchange) -> None:
        try:
            met.wait()
        except threading.BrokenBarrierError:
            status(400)(exchange)
        else:
            answer(NOTHING)(exchange)

    (news / "3a.txt").unlink()
    with FaultServer(default=together) as server:
        code, out, err = asked(server.url, news, "--jobs", JOBS)
    assert (code, len(out.splitlines())) == (0, 6), err


def test_a_refused_key_ends_the_run_and_keeps_what_is_done(news: Path, tmp_path: Path, asked) -> None:
    def written() -> int:
        return sum(path.read_text(encoding="utf-8").count("\n") for path in tmp_path.glob(".*.unfinished"))

    def refused_at_last(exchange: Exchange) -> None:
        if "huyện số 5" not in json.dumps(exchange.request.body, ensure_ascii=False):
            answer(NOTHING)(exchange)
            return
        while not written():
            time.sleep(0.01)
        status(401)(exchange)

    out = tmp_path / "out.jsonl"
    with FaultServer(default=refused_at_last) as server:
        code, _, err = asked(server.url, news, "--jobs", 2, "-o", out)
    assert (code, 1 <= out.read_text(encoding="utf-8").count("\n") <= 5) == (3, True)
    assert "refused the key (401)" in err


@pytest.mark.parametrize("jobs", [0, -1, 257, "x"])
def test_so_many_jobs_are_none(news: Path, jobs: object) -> None:
    assert run("extract", news, "--jobs", jobs)[0] == 2


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_a_run_that_is_stopped_leaves_nothing_half_written(
    news: Path, tmp_path: Path, how: signal.Signals
) -> None:
    """By Ctrl-C or by ``kill``, while the file is begun and the model has not answered."""
    out, waiting = tmp_path / "there" / "out.jsonl", threading.Event()
    out.parent.mkdir()
    told = {"BASE_URL": None, "MODEL": "m", "ASK": "article", "CACHE_DIR": tmp_path / "cache"}
    with FaultServer(default=lambda _: waiting.wait(60)) as server:
        environment = BARE | {f"PARTYX_{name}": str(value or server.url) for name, value in told.items()}
        words = [*COMMAND, "extract", news, "-f", "jsonl", "-o", out]
        child = subprocess.Popen(list(map(str, words)), env=environment, stderr=subprocess.PIPE, text=True)
        while not (server.requests and list(out.parent.glob(".*.unfinished"))):
            assert child.poll() is None
            time.sleep(0.01)
        child.send_signal(how)
        said = child.communicate(timeout=60)[1]
        waiting.set()
    assert child.returncode == 130
    assert "Traceback" not in said
    assert list(out.parent.iterdir()) == []
