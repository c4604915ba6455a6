"""A forked child goes on, whatever the threads of its parent were at: it has them not, and their locks."""

from __future__ import annotations

import atexit
import gc
import os
import re
import signal
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gguf_file
import pytest
from fault_server import FaultServer, answer, slow
from pydantic import BaseModel

import partyx
from partyx import forks, local
from partyx.llm import Client
from partyx.local import server as local_server
from partyx.local.process import EndedError, Process
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")


class Figure(BaseModel):
    """The smallest answer."""

    figure: float


def in_child(work: Callable[[], Any]) -> int:
    """How a forked child ends that does some work; after 20 s by a signal."""
    child = os.fork()
    if child == 0:
        signal.alarm(20)
        try:
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - the child is no test of its own
            os._exit(1)
    return os.waitpid(child, 0)[1]


def test_a_lock_is_free_in_a_child_and_held_in_its_parent() -> None:
    lock = forks.Lock()

    def take() -> None:
        with lock:
            pass

    with ThreadPoolExecutor(1) as other, lock:
        waiting = other.submit(take)
        assert in_child(take) == 0
        assert not waiting.done()


def test_what_is_renewed_in_a_child_is_kept_alive_by_nobody() -> None:
    lock = weakref.ref(forks.Lock())
    gc.collect()
    assert lock() is None


OTHER_WAYS = {
    *("forks.py", "llm/slots.py", "cache/disk.py", "llm/portal.py", "cache/flight.py", "cache/shared.py"),
    *("many.py", "workers.py", "reading/names.py", "llm/outbox.py", "pages/review/desk.py"),
}
"""Where a lock is made anew in a child by the one who owns it; and where it is of one run, which a child has not."""


def test_every_other_lock_is_one_that_a_child_finds_free() -> None:
    package = Path(partyx.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"threading\.(?:R?Lock|Condition|Semaphore)\(", path.read_text(encoding="utf-8"))
    }
    assert found <= OTHER_WAYS


def test_slots_that_a_parents_calls_take_are_free_in_a_child() -> None:
    """With one at a time, a child waited for its parent's call without end."""
    with (
        FaultServer(default=slow(1, answer())) as faults,
        Client(Settings(model="m", base_url=faults.url, cache="off", concurrency=1)) as client,
        ThreadPoolExecutor(1) as other,
    ):

        def ask(text: str) -> float:
            return client.ask([{"role": "user", "content": text}], Figure, name="f").value.figure

        assert ask("first") == 7  # loads all that is loaded late
        under_way = other.submit(ask, "of the parent")
        while len(faults.requests) < 2:
            time.sleep(0.01)
        assert in_child(lambda: ask("of the child")) == 0
        assert under_way.result() == 7


def test_a_child_asks_for_itself_what_its_parent_is_asking_just_then(tmp_path: Path) -> None:
    """An equal call that is under way in the parent lands nowhere in the child."""
    with (
        FaultServer(default=slow(1, answer())) as faults,
        Client(Settings(model="m", base_url=faults.url, cache_dir=tmp_path)) as client,
        ThreadPoolExecutor(1) as other,
    ):

        def ask(text: str) -> float:
            return client.ask([{"role": "user", "content": text}], Figure, name="f").value.figure

        assert ask("first") == 7
        under_way = other.submit(ask, "both")
        while len(faults.requests) < 2:
            time.sleep(0.01)
        assert in_child(lambda: ask("both")) == 0
        assert under_way.result() == 7


XLLAMACPP = """
import types
class CommonParams:
    def __init__(self):
        self.model, self.cpuparams = types.SimpleNamespace(), types.SimpleNamespace()
        self.cpuparams_batch = types.SimpleNamespace()
class Server:
    listening_address = "http://127.0.0.1:9"
    def __init__(self, params): pass
"""
"""As much of the library as is used."""


def test_a_child_that_ends_leaves_alone_the_model_that_its_parent_just_asks_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread that looks whether a process runs holds its lock, which the child would wait for to end it."""
    (tmp_path / "xllamacpp.py").write_text(XLLAMACPP, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    names = ("context", "slots", "batch", "threads", "prompt_cache_mib")
    process = Process(dict.fromkeys(names, 1) | {"path": "m.gguf", "name": "m", "key": "k"})
    try:
        with process._process._waitpid_lock:  # noqa: SLF001 - as in a thread that looks just then
            assert in_child(atexit._run_exitfuncs) == 0  # noqa: SLF001 - as at the end of a program
        process.check()
    finally:
        process.stop()


def test_a_child_starts_its_own_model_and_leaves_its_parents_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "xllamacpp.py").write_text(XLLAMACPP, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "xllamacpp", raising=False)
    monkeypatch.setattr(local_server, "_running", {})
    own = Settings()
    weights = local.find(str(gguf_file.qwen(tmp_path / "m.gguf")), own)
    local.start(weights, own)
    (mine,) = local_server._running.values()  # noqa: SLF001 - whose process it is

    def start_and_end() -> None:
        local.start(weights, own)
        others = [one for one in local_server._running.values() if one is not mine]  # noqa: SLF001
        assert len(others) == 1
        atexit._run_exitfuncs()  # noqa: SLF001 - as at the end of a program
        with pytest.raises(EndedError):
            others[0].check()

    assert in_child(start_and_end) == 0
    mine.check()
    mine.stop()


def test_a_child_extracts_while_threads_of_its_parent_do() -> None:
    """Before Python 3.12 all instances of a class share the lock of a cached property: 9 of 15 children waited."""
    over = threading.Event()
    text = "Năm 2022, Đảng bộ huyện kết nạp 15 đảng viên. " * 3

    def extract() -> int:
        return len(partyx.extract(text, settings={"engine": "rules"}).statistics)

    def work() -> None:
        while not over.is_set():
            extract()

    expected = extract()
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    ends = [in_child(lambda: os._exit(extract() != expected)) for _ in range(8)]
    over.set()
    for thread in threads:
        thread.join()
    assert ends == [0] * 8
