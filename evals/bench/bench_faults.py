"""A run against a service that fails in three of ten answers, killed twice; and one whose disk gets full.

Every article must end as one row, and no more calls be paid twice than were in flight when a run ended.
``PARTYX_BENCH_FAULTS=5000 python -m pytest evals/bench/bench_faults.py -o addopts= -s`` is the long one; by
default it is short.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    Disks = Callable[[Path], AbstractContextManager["Disk"]]

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from fault_server import Exchange, Fault, FaultServer, answer
from faults_table import ROWS

COUNT = int(os.environ.get("PARTYX_BENCH_FAULTS", "300"))
SHARE, SEED, IN_FLIGHT, PROCESSES = 0.3, 15, 32, 2
HELD = IN_FLIGHT + 12 * PROCESSES
"""Articles that a run holds: with calls in flight, and answered but not yet written."""
MOST_ROUNDS = 12
"""One in fifty articles meets a fault four times in a row or waits in vain, and is left to the next round."""
ENDING = frozenset({
    "400, wrong key", "401, wrong key", "402, no credit", "403, not in this country", "429, quota used up",
    "200, an error object: quota",
})  # fmt: skip
"""Faults that no other article would escape: they end a run, by intent."""
STOPS = ("401, wrong key", "402, no credit")
"""Those of them that are tried here."""
PASSING = {row.name: row.fault for row in ROWS if row.fault is not None and row.name not in ENDING}
ENDS = {row.name: row.fault for row in ROWS if row.fault is not None and row.name in STOPS}
OUT = "out.jsonl"
NOTHING: dict[str, list[object]]
NOTHING = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}
ENVIRONMENT = {
    "MODEL": "m", "CONCURRENCY": IN_FLIGHT, "ASK": "article", "SECOND_ASK": "false", "TIMEOUT_S": 10,
    "RETRY_AFTER_CAP_S": 0.05, "SEED": 1, "MAX_OUTPUT_TOKENS": 5000,
}  # fmt: skip


class Shaky:
    """A service that fails in a share of its answers, in each of the ways of docs/faults.md.

    Attributes:
        faults: How often it failed in which way.
        answered: How often it gave each article a usable answer: what is paid for.
        next: A fault that it has before any other, once.
    """

    def __init__(self, share: float) -> None:
        """Fail in this share of answers."""
        self.faults: Counter[str] = Counter()
        self.answered: Counter[int] = Counter()
        self.next: list[tuple[str, Fault]] = []
        self._share, self._random, self._lock = share, random.Random(SEED), threading.Lock()  # noqa: S311 - not secret

    def __call__(self, exchange: Exchange) -> None:
        """Answer, or fail."""
        if fault := self._fault():
            fault(exchange)
            return
        asked = json.dumps(exchange.request.body["messages"], ensure_ascii=False)
        number, figure = re.findall(r"huyện số (\d+)⟨?.*?kết nạp \d+⟨(n\d+)⟩", asked)[0]
        stat = {"v": figure, "ind": "đảng viên kết nạp", "unit": "đảng viên", "subj": None, "per": None}
        with self._lock:
            self.answered[int(number)] += 1
        answer(json.dumps(NOTHING | {"stats": [stat]}))(exchange)

    def _fault(self) -> Fault | None:
        with self._lock:
            if self.next:
                name, fault = self.next.pop()
            elif self._random.random() >= self._share:
                return None
            else:
                name, fault = self._random.choice(list(PASSING.items()))
            self.faults[name] += 1
            return fault

    def twice(self) -> int:
        """Usable answers that were asked for again."""
        return self.answered.total() - len(self.answered)


class Disk(NamedTuple):
    """A place for a run's files that can be made full.

    Attributes:
        fill: Leaves no room for what a run writes.
        make_room: Leaves room again.
    """

    fill: Callable[[subprocess.Popen[str]], None]
    make_room: Callable[[], None]


class Run:
    """The same command again and again, and what stands in its files."""

    def __init__(self, folder: Path, out: Path, cache: Path, url: str) -> None:
        """Make the articles."""
        self.news, self.out, self.rest = folder / "news", out, out.with_name(f"{out.stem}.rest.jsonl")
        self.news.mkdir()
        for number in range(COUNT):
            text = f"Năm 2022, Đảng bộ huyện số {number} kết nạp {number + 10} đảng viên.\n"
            (self.news / f"{number:05}.txt").write_text(text, encoding="utf-8")
        settings = {**ENVIRONMENT, "BASE_URL": url, "CACHE_DIR": cache}
        self._environment = os.environ | {f"PARTYX_{name}": str(value) for name, value in settings.items()}
        command = [sys.executable, "-m", "partyx", "batch", self.news, "-o", out, "-j", PROCESSES]
        self._command = list(map(str, command))

    def end(self) -> tuple[int, str]:
        """Run it to its end: the exit code, and what it said."""
        done = subprocess.run(
            self._command, env=self._environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stderr

    def until(self, rows: int, then: Callable[[subprocess.Popen[str]], None]) -> tuple[int, str, int]:
        """Run it until so many articles are done, and do something to it: how it ended, and at which row."""
        said: list[str] = []
        child = subprocess.Popen(self._command, env=self._environment, stderr=subprocess.PIPE, text=True)
        reader = threading.Thread(target=lambda: said.append(child.communicate()[1]), daemon=True)
        reader.start()
        while (at := len(self.rows())) < rows:
            assert child.poll() is None, "it ended before"
            time.sleep(0.02)
        then(child)
        reader.join()
        return child.returncode, said[0], at

    def rows(self) -> list[bytes]:
        """The whole lines of the output."""
        return self.out.read_bytes().split(b"\n")[:-1] if self.out.exists() else []

    def others(self) -> list[dict[str, Any]]:
        """The articles that gave none."""
        text = self.rest.read_text(encoding="utf-8") if self.rest.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    def to_the_end(self) -> int:
        """Run it until nothing is left that may pass; in how many rounds."""
        for done in range(1, MOST_ROUNDS + 1):
            _, said = self.end()
            assert "Traceback" not in said
            if not any(row["retryable"] for row in self.others()):
                return done
        raise AssertionError(f"after {MOST_ROUNDS} rounds some articles still fail: {self.others()[:3]}")

    def check(self) -> None:
        """Each article is one row, and an extraction tells its own figure."""
        found = [json.loads(line) for line in self.rows()]
        sources = [row["article"]["source"] for row in found] + [row["source"] for row in self.others()]
        assert sorted(sources) == sorted(str(path) for path in self.news.iterdir())
        for row in found:
            assert row["statistics"][0]["value"] == int(Path(row["article"]["source"]).stem) + 10


def tell(run: Run, service: Shaky, requests: int, begun: float, stops: str) -> None:
    """Print what happened."""
    failed = Counter(row["error"] for row in run.others())
    print(f"\n{COUNT} articles, {stops}: {len(run.rows())} extractions, {failed.total()} failures for good")
    print(f"  failures: {dict(failed.most_common())}")
    print(
        f"  {requests} requests, {service.faults.total()} of them faults "
        f"({service.faults.total() / requests:.0%}) of {len(service.faults)} kinds; "
        f"{service.twice()} calls paid twice; {time.monotonic() - begun:.0f} s"
    )


def test_faults_and_kills_lose_and_double_no_article(tmp_path: Path) -> None:
    """Two kills, then each fault that ends a run by intent, then to the end."""
    service, begun = Shaky(SHARE), time.monotonic()
    with FaultServer(default=service) as server:
        run = Run(tmp_path, tmp_path / OUT, tmp_path / "cache", server.url)
        for share in (4, 2):
            assert run.until(COUNT // share, lambda child: child.send_signal(signal.SIGKILL))[0] == -9
        for name, fault in ENDS.items():
            service.next.append((name, fault))
            code, said = run.end()
            assert (code, "Traceback" in said) == (1, False), said
        rounds = run.to_the_end()
        requests = len(server.requests)
    stops = f"2 kills, {len(ENDS)} ends by a refused key or an empty account, {rounds} rounds"
    tell(run, service, requests, begun, stops)
    run.check()
    assert set(service.faults) <= PASSING.keys() | ENDS.keys()
    assert service.twice() <= (2 + len(ENDS)) * IN_FLIGHT


@contextmanager
def full_disk(folder: Path) -> Iterator[Disk]:
    """A file system of its own."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")

    def resize(size: int) -> None:
        command = ["mount", "-o", f"remount,size={size}", str(folder)]
        subprocess.run(command, check=True)

    def fill(_: subprocess.Popen[str]) -> None:
        now = os.statvfs(folder)
        resize((now.f_blocks - now.f_bfree) * now.f_frsize)

    try:
        yield Disk(fill, lambda: resize(2**30))
    finally:
        # Lazily: of a run that was killed a process may still be ending there.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607 - wherever this system has it


@contextmanager
def short_files(folder: Path) -> Iterator[Disk]:
    """Files that may become no longer than the output is."""
    folder.mkdir()

    def fill(child: subprocess.Popen[str]) -> None:
        size = (folder / OUT).stat().st_size
        resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (size, size))

    yield Disk(fill, lambda: None)


@pytest.mark.parametrize("disk", [full_disk, short_files])
def test_a_full_disk_loses_and_doubles_no_article(tmp_path: Path, disk: Disks) -> None:
    """Output and cache stand on a disk that is full half way; with room again, the command goes on."""
    service, begun = Shaky(SHARE), time.monotonic()
    with disk(tmp_path / "disk") as it, FaultServer(default=service) as server:
        run = Run(tmp_path, tmp_path / "disk" / OUT, tmp_path / "disk" / "cache", server.url)
        code, said, at = run.until(COUNT // 2, it.fill)
        assert (code, "Traceback" in said) == (2, False), said[-2000:]
        assert "the same command again" in said.splitlines()[-1]
        assert len(run.rows()) < COUNT
        it.make_room()
        rounds = run.to_the_end()
        tell(run, service, len(server.requests), begun, f"a full disk after {at}, {rounds} rounds")
        run.check()
    assert service.twice() <= HELD
