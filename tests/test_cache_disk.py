"""The cache on disk: what it keeps, what it refuses, and that nothing about it fails a call."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import zlib
from typing import TYPE_CHECKING

import diskcache
import pytest
from fault_server import FaultServer

from partyx import locks
from partyx.cache import Completion, Entry, cache_directory, open_store
from partyx.cache.disk import DiskStore
from partyx.cache.entry import MAX_BYTES, read_completion, read_entry
from partyx.cache.read_only import ReadOnlyCache
from partyx.cache.schema import LONGEST, prepare
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = "k" * 64
REQUEST = {"model": "m", "messages": [{"role": "user", "content": "có 817 tổ chức"}]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DiskStore]:
    """A fresh cache."""
    made = DiskStore(tmp_path / "cache")
    yield made
    made.close()


def database(store: DiskStore) -> sqlite3.Connection:
    """A connection of the test's own, for planting things."""
    store.close()
    return sqlite3.connect(store.directory / "cache.db", isolation_level=None)


def plant(store: DiskStore, sql: str, *values: object) -> None:
    """Change the database behind the cache's back."""
    connection = database(store)
    connection.execute(sql, values)
    connection.close()


class Pwned:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.path),)


def test_a_value_comes_back_in_this_and_another_process(store: DiskStore) -> None:
    store.set(KEY, b"answer")
    assert store.get(KEY) == b"answer"
    code = (
        "import sys; from partyx.cache.disk import DiskStore; print(DiskStore(sys.argv[1]).get(sys.argv[2]))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, store.directory, KEY], capture_output=True, text=True, check=True
    ).stdout
    assert out == "b'answer'\n"


def test_nothing_stored_is_none(store: DiskStore) -> None:
    assert store.get("other") is None


def test_the_folder_is_the_users_alone(store: DiskStore) -> None:
    store.set(KEY, b"answer")
    assert stat.S_IMODE(store.directory.stat().st_mode) == 0o700


def test_a_large_value_is_kept_in_the_database_too(store: DiskStore) -> None:
    value = os.urandom(2_000_000)
    store.set(KEY, value)
    assert store.get(KEY) == value
    assert list(store.directory.rglob("*.val")) == []


@pytest.mark.parametrize("position", [0, 5, 20, 40, -1])
def test_a_flipped_byte_is_a_miss(store: DiskStore, position: int) -> None:
    store.set(KEY, b"answer")
    connection = database(store)
    ((raw,),) = connection.execute("SELECT value FROM Cache").fetchall()
    flipped = bytearray(raw)
    flipped[position] ^= 1
    connection.execute("UPDATE Cache SET value = ?", (bytes(flipped),))
    connection.close()
    assert store.get(KEY) is None


def test_an_answer_moved_to_another_row_is_a_miss(store: DiskStore) -> None:
    store.set(KEY, b"answer")
    plant(store, "UPDATE Cache SET key = ?", "another call")
    assert store.get("another call") is None


@pytest.mark.parametrize("mode", [1, 4])
def test_a_planted_pickle_is_not_run(store: DiskStore, tmp_path: Path, mode: int) -> None:
    target = tmp_path / "pwned"
    store.set(KEY, b"answer")
    plant(store, "UPDATE Cache SET mode = ?, value = ?", mode, pickle.dumps(Pwned(target)))
    assert store.get(KEY) is None
    assert not target.exists()


def test_a_planted_pickled_key_is_not_run(store: DiskStore, tmp_path: Path) -> None:
    target = tmp_path / "pwned"
    store.set(KEY, b"answer")
    plant(store, "UPDATE Cache SET raw = 0, key = ?", pickle.dumps(Pwned(target)))
    with pytest.raises(TypeError, match="key is no text"):
        list(store.open())
    assert not target.exists()


@pytest.mark.parametrize("mode", [2, 3, 4])
@pytest.mark.parametrize("form", ["../{}", "{}"])
def test_a_planted_file_name_is_neither_read_nor_removed(
    store: DiskStore, tmp_path: Path, mode: int, form: str
) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(pickle.dumps(Pwned(tmp_path / "pwned")))
    store.set(KEY, b"answer")
    name = form.format(outside.name if form.startswith("..") else outside)
    plant(store, "UPDATE Cache SET mode = ?, filename = ?, value = NULL", mode, name)
    assert store.get(KEY) is None
    store.set(KEY, b"newer")  # replaces the row, which would delete its file
    assert outside.exists()
    assert store.get(KEY) == b"newer"


@pytest.mark.parametrize("key", ["disk_fetch", "get", "_sql", "disk_unknown", "sqlite_nonsense; DROP"])
def test_planted_settings_do_not_fail_a_call(store: DiskStore, key: str) -> None:
    store.set(KEY, b"answer")
    plant(store, "INSERT INTO Settings VALUES (?, 'x')", key)
    again = DiskStore(store.directory)
    assert again.get(KEY) in (None, b"answer")
    again.set("other", b"x")
    again.close()


ENDLESS = "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x)"
COMPUTING: dict[str, list[str]] = {
    "a view of settings without end": [
        "ALTER TABLE Settings RENAME TO Before",
        "CREATE VIEW Settings AS {} SELECT 'a' || n AS key, 1 AS value FROM x",
    ],
    "a view of answers without end": [
        "ALTER TABLE Cache RENAME TO Before",
        "CREATE VIEW Cache AS {} SELECT n AS rowid, n AS key, 1 AS raw, x'00' AS value FROM x",
    ],
    "a trigger that counts without end": [
        "CREATE TRIGGER more AFTER INSERT ON Cache BEGIN SELECT count(*) FROM ({} SELECT n FROM x); END",
    ],
    "a trigger of ours that does something else": [
        "DROP TRIGGER Settings_count_insert",
        "CREATE TRIGGER Settings_count_insert AFTER INSERT ON Cache BEGIN DELETE FROM Cache; END",
    ],
    "a value that is computed": [
        "DROP TABLE Cache",
        "CREATE TABLE Cache (rowid INTEGER PRIMARY KEY, key BLOB, value BLOB AS (zeroblob(500000000)))",
    ],
    "a table of something else": ["CREATE TABLE Contacts (name TEXT)"],
    "a long setting": ["UPDATE Settings SET value = zeroblob(1000) WHERE key = 'tag_index'"],
}


@pytest.mark.parametrize("how", COMPUTING)
def test_a_database_that_computes_is_no_cache(
    store: DiskStore, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Calls waited for such ones without end, Ctrl-C or not."""
    store.set(KEY, b"answer")
    for statement in COMPUTING[how]:
        plant(store, statement.replace("{}", ENDLESS))
    again = DiskStore(store.directory)
    again.set("other", b"x")
    assert (again.get(KEY), again.get("other")) == (None, None)
    assert "is not partyx's" in caplog.text


def test_a_cache_that_diskcache_made_by_itself_is_one(tmp_path: Path) -> None:
    """With its own quotes, and everything that it may put there."""
    with diskcache.Cache(tmp_path, tag_index=True) as other:
        other.set("x", b"x")
    store = DiskStore(tmp_path)
    store.set(KEY, b"answer")
    assert store.get(KEY) == b"answer"
    store.close()


def test_a_value_that_fills_the_memory_is_not_read(store: DiskStore) -> None:
    """900 MB of it took twice that; no answer of a service is a tenth as long."""
    store.set(KEY, b"answer")
    plant(store, "UPDATE Cache SET value = zeroblob(?)", LONGEST + 1)
    again = DiskStore(store.directory)
    assert again.get(KEY) is None
    again.set("other", b"x")
    assert again.get("other") == b"x"
    again.close()


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_a_pipe_in_place_of_a_file_is_not_waited_for(store: DiskStore, suffix: str) -> None:
    store.set(KEY, b"answer")
    store.close()
    path = store.directory / f"cache.db{suffix}"
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    again = DiskStore(store.directory)
    assert again.get(KEY) is None
    assert stat.S_ISFIFO(path.stat().st_mode)


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_no_cache_and_one_warning(
    store: DiskStore, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    store.directory.mkdir()
    (store.directory / "cache.db").write_bytes(damage)
    with caplog.at_level(logging.WARNING):
        for number in range(3):
            store.set(KEY, b"answer")
            assert store.get(KEY) == (b"answer" if damage == b"" else None), number
    assert len(caplog.records) == (0 if damage == b"" else 1)


def test_the_middle_of_the_file_overwritten_fails_no_call(store: DiskStore) -> None:
    for number in range(200):
        store.set(f"{number}", os.urandom(3000))
    store.close()
    path = store.directory / "cache.db"
    raw = bytearray(path.read_bytes())
    raw[5000:-5000] = bytes(len(raw) - 10_000)
    path.write_bytes(raw)
    again = DiskStore(store.directory)
    assert {again.get(f"{number}") for number in range(200)} == {None}
    again.set("new", b"x")
    again.close()


def test_a_folder_that_cannot_be_made_is_no_cache(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "file").write_text("in the way")
    store = DiskStore(tmp_path / "file" / "cache")
    with caplog.at_level(logging.WARNING):
        store.set(KEY, b"answer")
        assert store.get(KEY) is None
        claim = store.claim(KEY)
    assert claim is not None, "the call must go on without a lock"
    claim.release()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "go on without it" in caplog.text


def test_a_full_disk_fails_no_call(tmp_path: Path) -> None:
    code = """
import resource, signal, sys
from partyx.cache.disk import DiskStore
store = DiskStore(sys.argv[1])
store.set("kept", b"before")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))  # writing further fails, as on a full disk
store.set("large", b"x" * 1_000_000)
print(store.get("kept"), store.get("large"))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "cache"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "b'before' None\n"
    assert done.stderr.count("cannot be used") == 1
    assert "Make room" in done.stderr
    assert "clear" not in done.stderr, "it would lose what was paid for"


READ_ONLY = """
import os, sys
from pathlib import Path
from partyx.cache.disk import DiskStore
folder, shut, left_open = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "open"
store = DiskStore(folder)
store.set("kept", b"before")
if not left_open:
    store.close()
for path in [*folder.rglob("*"), folder]:
    if path.is_dir():
        path.chmod(0o755 if shut == "files" else 0o555)
    else:
        path.chmod(0o644 if shut == "folder" else 0o444)
child = os.fork()
if child == 0:
    os.setuid(65534) if os.getuid() == 0 else None
    again = DiskStore(folder)
    print([again.get(key) for key in ("kept", "none", "kept")])
    again.set("new", b"x")
    print(again.get("new"), again.get("kept"), again.claim("k") is not None, flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""


@pytest.mark.parametrize("shut", ["folder", "files", "all"])
@pytest.mark.parametrize("writer", ["closed", "open"])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_cache_that_cannot_be_written_still_gives_what_is_in_it(
    readable: Path, shut: str, writer: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", READ_ONLY, readable / "cache", shut, writer],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    (readable / "cache").chmod(0o755)
    assert done.stdout == "[b'before', None, b'before']\nNone b'before' True\n"
    assert done.stderr.count("cannot be used") == 1
    assert "set cache_dir" in done.stderr


def test_a_run_over_a_cache_that_cannot_be_written_pays_nothing_again(readable: Path) -> None:
    """Through the client: only the call that is not in it goes over the wire."""
    code = """
import os, sys
from pathlib import Path
from pydantic import BaseModel
from partyx import cache
from partyx.llm import Client
from partyx.settings import Settings
class Figure(BaseModel):
    figure: float
def ask(text):
    client = Client(Settings(model="m", base_url=sys.argv[1], cache_dir=folder))
    return client.ask([{"role": "user", "content": text}], Figure, name="f").cached
folder = Path(sys.argv[2])
print(ask("1"), ask("1"))  # loads all that is loaded late
cache._open.pop(folder).close()
(folder / "cache.db").chmod(0o444)
folder.chmod(0o555)
os.setuid(65534) if os.getuid() == 0 else None
print(ask("1"), ask("2"))
"""
    with FaultServer() as server:
        done = subprocess.run(
            [sys.executable, "-c", code, server.url, readable / "cache"],
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        assert len(server.requests) == 2
    (readable / "cache").chmod(0o755)
    assert done.stdout == "False True\nTrue False\n"


@pytest.mark.parametrize("mode", [2, 3, 4])
def test_what_is_planted_in_a_cache_that_cannot_be_written_is_a_miss(
    store: DiskStore, tmp_path: Path, mode: int
) -> None:
    store.set(KEY, b"answer")
    plant(store, "UPDATE Cache SET mode = ?, value = ?", mode, pickle.dumps(Pwned(tmp_path / "pwned")))
    cache = ReadOnlyCache.of(store.directory / "cache.db")
    assert cache is None, "this one can be written"
    connection = sqlite3.connect(store.directory / "cache.db")
    assert ReadOnlyCache(connection).get(KEY) is None
    connection.close()
    assert not (tmp_path / "pwned").exists()


def test_threads_and_a_pickled_copy_share_the_values(store: DiskStore) -> None:
    def work(number: int) -> None:
        store.set(f"{number}", f"{number}".encode())
        assert store.get(f"{number}") == f"{number}".encode()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    copy = pickle.loads(pickle.dumps(store))  # noqa: S301 - our own
    assert [copy.get(f"{number}") for number in range(16)] == [f"{number}".encode() for number in range(16)]
    assert copy.identity == store.identity
    copy.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_forked_child_reads_and_writes_whatever_threads_of_its_parent_did_just_then(
    store: DiskStore,
) -> None:
    """A child had a copy of what SQLite knew to be locked: it waited 10 s, and went on without the cache."""
    over = threading.Event()

    def work(name: str) -> None:
        while not over.is_set():
            store.set(name, b"x" * 2000)
            store.get(name)

    threads = [threading.Thread(target=work, args=(f"{number}",)) for number in range(3)]
    for thread in threads:
        thread.start()
    ends = []
    for number in range(15):
        child = os.fork()
        if child == 0:
            signal.alarm(20)
            store.set(f"child {number}", b"answer")
            os._exit(0 if store.get(f"child {number}") == b"answer" else 1)
        ends.append(os.waitpid(child, 0)[1])
    over.set()
    for thread in threads:
        thread.join()
    assert ends == [0] * 15
    assert {store.get(f"child {number}") for number in range(15)} == {b"answer"}


def test_a_forked_child_uses_it_while_another_thread_of_the_parent_does(store: DiskStore) -> None:
    store.set(KEY, b"answer")
    code = """
import os, sys
from partyx.cache.disk import DiskStore
store = DiskStore(sys.argv[1])
assert store.get(sys.argv[2]) == b"answer"
store._lock.acquire()  # as another thread that is just using it holds it
child = os.fork()
if child == 0:
    store.set("child", b"x")
    os._exit(0 if store.get(sys.argv[2]) == b"answer" else 1)
status = os.waitpid(child, 0)[1]
store._lock.release()
print(status, store.get("child"))
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, store.directory, KEY],
        capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert done.stdout == "0 b'x'\n"


@pytest.mark.slow
def test_kill_9_loses_none_of_the_acknowledged(store: DiskStore) -> None:
    code = """
import os, sys
from partyx.cache.disk import DiskStore
store = DiskStore(sys.argv[1])
for number in range(10_000):
    key = f"{sys.argv[2]}-{number}"
    store.set(key, key.encode() * 300)
    os.write(1, f"{key}\\n".encode())
"""
    acknowledged = []
    for turn in range(10):
        child = subprocess.Popen(
            [sys.executable, "-c", code, store.directory, str(turn)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        acknowledged += [child.stdout.readline().decode().strip() for _ in range(40 + turn)]
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().decode().split("\n")
        acknowledged += [key for key in rest[:-1] if key]
        child.wait()
        child.stdout.close()
    assert len(acknowledged) >= 400
    assert [key for key in acknowledged if store.get(key) != key.encode() * 300] == []


def test_every_statement_is_free_of_double_quoted_strings(store: DiskStore) -> None:
    """SQLite without them (conda, Homebrew) takes them for column names and refuses every set."""
    store.set(KEY, b"answer")
    seen: list[str] = []
    cache = store.open()
    connection = cache._con  # noqa: SLF001 - the one its statements run on
    connection.set_trace_callback(seen.append)
    store.set(KEY, b"newer")
    store.set("other", b"x")
    assert store.get(KEY) == b"newer"
    cache.delete(KEY)
    list(cache)
    len(cache)
    connection.set_trace_callback(None)
    assert seen
    assert [statement for statement in seen if '"' in statement] == []
    planted = database(store)
    defined = planted.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    planted.close()
    assert [sql for (sql,) in defined if '"' in sql] == []


@pytest.mark.skipif(sys.version_info < (3, 12), reason="setconfig is new in 3.12")
def test_a_sqlite_without_double_quoted_strings_takes_the_triggers(tmp_path: Path) -> None:
    prepare(tmp_path / "cache.db")
    connection = sqlite3.connect(tmp_path / "cache.db")
    for option in (sqlite3.SQLITE_DBCONFIG_DQS_DML, sqlite3.SQLITE_DBCONFIG_DQS_DDL):
        connection.setconfig(option, False)  # noqa: FBT003 - it takes no keyword
    connection.execute("INSERT INTO Settings VALUES ('count', 0), ('size', 0)")
    connection.execute("INSERT INTO Cache (key, raw, size) VALUES ('k', 1, 3)")
    assert connection.execute("SELECT value FROM Settings ORDER BY key").fetchall() == [(1,), (3,)]
    connection.close()


def test_a_claim_is_held_by_one_and_freed_by_release(store: DiskStore) -> None:
    first = store.claim(KEY)
    assert first is not None
    assert store.claim(KEY) is None
    other = store.claim("another")
    assert other is not None
    other.release()
    first.release()
    again = store.claim(KEY)
    assert again is not None
    again.release()
    assert list((store.directory / "locks").iterdir()) == []


def test_a_claim_is_freed_when_its_process_is_killed(store: DiskStore) -> None:
    code = (
        "import sys, time; from partyx.cache.disk import DiskStore;"
        "claim = DiskStore(sys.argv[1]).claim(sys.argv[2]); print('held', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code, store.directory, KEY], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    assert store.claim(KEY) is None
    child.kill()
    child.wait()
    child.stdout.close()
    claim = store.claim(KEY)
    assert claim is not None
    claim.release()


def test_a_claim_is_free_when_its_process_is_killed_and_a_forked_child_of_it_lives(store: DiskStore) -> None:
    """A child has a copy of the locked file, and gives up nothing that is its parent's."""
    code = """
import os, sys, time
from pathlib import Path
from partyx.cache.disk import DiskStore
claim = DiskStore(Path(sys.argv[1])).claim(sys.argv[2])
if os.fork() == 0:
    claim.release()
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
    os._exit(0)
time.sleep(60)
"""
    command = [sys.executable, "-c", code, str(store.directory), KEY]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        grandchild = int(child.stdout.readline())
        try:
            assert store.claim(KEY) is None, "the child released what is its parent's"
            child.kill()
            child.wait()
            claim = store.claim(KEY)
            assert claim is not None
            claim.release()
        finally:
            os.kill(grandchild, signal.SIGKILL)


def test_a_claim_on_a_file_that_its_last_holder_removed_is_none(
    store: DiskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between our opening the file and locking it: the next one would make another, and hold that as well."""
    before = locks.hold

    def late(fd: int, *, wait: bool) -> None:
        (store.directory / "locks" / f"{KEY}.lock").unlink()
        before(fd, wait=wait)

    monkeypatch.setattr(locks, "hold", late)
    assert store.claim(KEY) is None
    monkeypatch.undo()
    claim = store.claim(KEY)
    assert claim is not None
    claim.release()


@pytest.mark.parametrize("linked", ["locks", f"locks/{KEY}.lock"])
def test_a_claim_makes_and_removes_nothing_behind_a_link(
    store: DiskStore, tmp_path: Path, linked: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{KEY}.lock").write_text("mine", encoding="utf-8")
    target = outside if linked == "locks" else outside / "new"
    store.directory.mkdir()
    (store.directory / linked).parent.mkdir(exist_ok=True)
    (store.directory / linked).symlink_to(target)
    claim = store.claim(KEY)
    assert claim is not None, "the call must go on without a lock"
    claim.release()
    assert [one.name for one in outside.iterdir()] == [f"{KEY}.lock"]


def test_many_threads_taking_one_claim_never_hold_it_together(store: DiskStore) -> None:
    holding, most = [0], [0]

    def work() -> None:
        for _ in range(50):
            claim = store.claim(KEY)
            if claim is not None:
                holding[0] += 1
                most[0] = max(most[0], holding[0])
                holding[0] -= 1
                claim.release()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most[0] == 1


def test_an_entry_survives_its_bytes() -> None:
    entry = Entry(REQUEST, Completion("một\u2028hai", "stop", "m", 3, 4), "http://x/v1", "schema")
    raw = entry.to_bytes()
    assert read_entry(raw) == entry
    assert read_completion(raw) == entry.response


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"plain",
        zlib.compress(b"not json\n{}"),
        zlib.compress(b"[1]\n{}"),
        zlib.compress(b'{"text": 5, "finish_reason": "stop"}\n{}'),
        zlib.compress(b'{"text": "t", "extra": 1}\n{}'),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b" " * (MAX_BYTES + 10)),
    ],
)
def test_bytes_that_are_no_entry_are_a_miss(raw: bytes) -> None:
    assert read_completion(raw) is None
    assert read_entry(raw) is None


def test_the_cache_is_in_the_users_folder_unless_the_settings_say_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert cache_directory(Settings(cache_dir=tmp_path)) == tmp_path
    monkeypatch.delenv("PARTYX_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert "partyx" in cache_directory(Settings()).parts


def test_a_store_is_opened_once_a_process_and_not_at_all_when_turned_off(tmp_path: Path) -> None:
    settings = Settings(cache_dir=tmp_path)
    assert open_store(settings) is open_store(settings)
    assert open_store(Settings(cache="off")) is None
    assert open_store(Settings(cache="replay", recordings=tmp_path / "r.jsonl")) is None
    assert open_store(Settings(cache="replay", cache_dir=tmp_path)) is open_store(settings)
