"""The parts of the cache one by one: entries, seals, tables, what SQLite is trusted with, who may write."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sqlite3
import stat
import subprocess
import sys
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partyx.cache import Completion, Entry, MemoryStore
from partyx.cache.claims import take
from partyx.cache.disk import DiskStore
from partyx.cache.entry import completion_from, entry_from, read_completion, read_entry
from partyx.cache.keys import canonical
from partyx.cache.read_only import ReadOnlyCache
from partyx.cache.schema import prepare
from partyx.cache.seal import sealed, unsealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEY = "k" * 64
REQUEST = {"model": "m", "messages": [{"role": "user", "content": "có 817 tổ chức"}]}
ANSWER = Completion("câu trả lời", "length", "m-2026", 1, 2, 3, 4, 0.5)


# -- entries -------------------------------------------------------------------------------------------


def test_a_completion_comes_back_from_its_fields() -> None:
    assert completion_from(asdict(ANSWER)) == ANSWER


ALWAYS = ("text", "finish_reason", "model", "input_tokens", "output_tokens", "prefix_tokens")


@pytest.mark.parametrize("name", ALWAYS)
def test_a_completion_without_a_field_is_none(name: str) -> None:
    fields = asdict(ANSWER)
    del fields[name]
    assert completion_from(fields) is None


def test_what_later_versions_added_may_be_missing() -> None:
    fields = {name: value for name, value in asdict(ANSWER).items() if name in ALWAYS}
    assert completion_from(fields) == Completion(**fields)


@pytest.mark.parametrize(
    "change",
    [
        {"text": None},
        {"text": b"x"},
        {"finish_reason": 1},
        {"model": None},
        {"input_tokens": 1.5},
        {"input_tokens": True},
        {"output_tokens": "2"},
        {"prefix_tokens": None},
        {"thinking_tokens": None},
        {"cost_usd": "0.5"},
        {"cost_usd": False},
        {"more": 1},
    ],
)
def test_a_completion_with_a_field_of_another_kind_is_none(change: dict[str, object]) -> None:
    assert completion_from(asdict(ANSWER) | change) is None


@pytest.mark.parametrize("fields", [None, [], "text", 5])
def test_what_is_no_object_is_no_completion_and_no_entry(fields: object) -> None:
    assert completion_from(fields) is None
    assert entry_from(fields) is None


ENTRY = {"request": REQUEST, "response": asdict(ANSWER), "endpoint": "http://x/v1", "form": "schema"}


@pytest.mark.parametrize(
    "change",
    [
        {"request": None},
        {"request": []},
        {"request": {"model": "m"}},
        {"request": {"messages": None}},
        {"request": {"messages": {"role": "user"}}},
        {"request": {"messages": ["có"]}},
        {"request": {"messages": [REQUEST["messages"][0], "có"]}},
        {"response": None},
        {"response": {"text": "t"}},
        {"endpoint": 5},
        {"endpoint": None},
        {"form": None},
        {"form": ["schema"]},
    ],
)
def test_an_entry_with_a_part_of_another_kind_is_none(change: dict[str, object]) -> None:
    assert entry_from(ENTRY) == Entry(REQUEST, ANSWER, "http://x/v1", "schema")
    assert entry_from(ENTRY | change) is None


def test_a_recording_says_neither_where_it_was_asked_nor_what_is_nothing() -> None:
    """So lines that were recorded before a field was added stay as they are."""
    plain = Entry(REQUEST, Completion("t"))
    assert set(json.loads(plain.to_json())) == {"key", "request", "response"}
    assert json.loads(plain.to_json())["response"] == {
        "text": "t", "finish_reason": "stop", "model": "", "input_tokens": 0, "output_tokens": 0, "prefix_tokens": 0,
    }  # fmt: skip
    full = Entry(REQUEST, ANSWER, "http://x/v1", "schema")
    said = json.loads(full.to_json())
    assert said == {"key": full.key, **ENTRY, "response": said["response"]}
    assert Completion(**said["response"]) == ANSWER


def test_a_line_whose_key_is_another_requests_is_none() -> None:
    line = Entry(REQUEST, ANSWER).to_json()
    assert Entry.from_json(line) == Entry.from_json(line.encode()) == Entry(REQUEST, ANSWER)
    fields = json.loads(line)
    for key in ("x" * 64, None):
        assert Entry.from_json(json.dumps(fields | {"key": key})) is None
    del fields["key"]
    assert Entry.from_json(json.dumps(fields)) is None


TEXTS = st.text(max_size=12)
COMPLETIONS = st.builds(
    Completion,
    TEXTS,
    TEXTS,
    TEXTS,
    *[st.integers(0, 10**9)] * 4,
    st.none() | st.floats(0, 10, allow_nan=False),
)


@given(COMPLETIONS, TEXTS, TEXTS)
def test_any_entry_comes_back_from_its_bytes_and_from_its_line(
    response: Completion, endpoint: str, form: str
) -> None:
    """The form is kept with the endpoint only: a recording has neither."""
    entry = Entry(REQUEST, response, endpoint, form if endpoint else "")
    assert read_entry(entry.to_bytes()) == Entry.from_json(entry.to_json()) == entry
    assert read_completion(entry.to_bytes()) == response
    assert "\n" not in entry.to_json()


def test_a_hit_reads_the_first_line_alone() -> None:
    """What follows may be damaged: it is there for a person."""
    first = zlib.decompress(Entry(REQUEST, ANSWER).to_bytes()).partition(b"\n")[0]
    raw = zlib.compress(first + b"\nno json")
    assert read_completion(raw) == ANSWER
    assert read_entry(raw) is None


def test_a_key_is_made_of_what_json_can_say() -> None:
    """The same for the same members in any order; NaN, which no service understands, has none."""
    assert canonical({"b": [1, "ố"], "a": None}) == canonical({"a": None, "b": [1, "ố"]})
    assert canonical({"b": [1, "ố"], "a": None}) == b'{"a":null,"b":[1,"\\u1ed1"]}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})


# -- the seal ------------------------------------------------------------------------------------------


@given(st.text(max_size=9), st.binary(max_size=40))
def test_a_sealed_value_is_unsealed_by_its_key_alone(key: str, value: bytes) -> None:
    raw = sealed(key, value)
    assert unsealed(key, raw) == value
    assert unsealed(key + "x", raw) is None
    assert unsealed(key, raw + b"x") is None
    assert unsealed(key, raw[:-1]) is None
    assert unsealed(key, b"x" + raw[1:]) is None
    assert unsealed(key, raw[4:]) is None


@pytest.mark.parametrize("raw", [None, "text", 5, b""])
def test_what_is_no_sealed_value_is_none(raw: object) -> None:
    assert unsealed(KEY, raw) is None


# -- tables --------------------------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A prepared database with diskcache's two counters."""
    prepare(tmp_path / "cache.db")
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db", isolation_level=None)) as made:
        made.execute("INSERT INTO Settings VALUES ('count', 0), ('size', 0)")
        yield made


def test_count_and_size_follow_every_row(database: sqlite3.Connection) -> None:
    """As diskcache counts them, by triggers of ours."""

    def counted() -> list[int]:
        return [value for (value,) in database.execute("SELECT value FROM Settings ORDER BY key")]

    seen = []
    for change in (
        "INSERT INTO Cache (key, raw, size) VALUES ('a', 1, 3), ('b', 1, 10)",
        "UPDATE Cache SET size = 5 WHERE key = 'a'",
        "DELETE FROM Cache WHERE key = 'b'",
        "INSERT INTO Cache (key, raw) VALUES ('c', 1)",
    ):
        database.execute(change)
        seen.append(counted())
    assert seen == [[2, 13], [2, 15], [1, 5], [2, 5]]


def test_a_row_says_nothing_that_was_not_said(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO Cache (key, raw) VALUES ('a', 1)")
    row = database.execute("SELECT access_count, size, mode, expire_time, filename FROM Cache").fetchone()
    assert row == (0, 0, 0, None, None)
    assert database.execute("PRAGMA auto_vacuum").fetchone() == (1,), "a pruned cache gives its room back"


def test_a_database_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "cache.db"
    path.write_bytes(b"")
    prepare(path)
    prepared = path.read_bytes()
    assert prepared
    prepare(path)
    assert path.read_bytes() == prepared
    path.write_bytes(b"no database at all")
    with pytest.raises(sqlite3.DatabaseError):
        prepare(path)
    assert path.read_bytes() == b"no database at all"


# -- what is stored ------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DiskStore]:
    """A cache in a folder whose parents are not there yet."""
    made = DiskStore(tmp_path / "deep" / "cache")
    yield made
    made.close()


@pytest.mark.parametrize(
    "misuse",
    [
        lambda cache: cache.set(5, b"x"),
        lambda cache: cache.set(b"k", b"x"),
        lambda cache: cache.set(KEY, "x"),
        lambda cache: cache.set(KEY, {"x": 1}),
        lambda cache: cache.set(KEY, io.BytesIO(b"x"), read=True),
        lambda cache: cache.set(KEY, b"x", read=True),
        lambda cache: cache.disk.filename(),
        lambda cache: cache.disk.get(b"k", raw=True),
        lambda cache: cache.disk.get(KEY, raw=False),
        lambda cache: cache.disk.fetch(1, "name", b"x", read=False),
        lambda cache: cache.disk.fetch(1, None, "x", read=False),
        lambda cache: cache.disk.fetch(1, None, b"x", read=True),
        lambda cache: cache.disk.fetch(2, None, b"x", read=False),
    ],
)
def test_only_text_keys_and_bytes_go_in_and_come_out(store: DiskStore, misuse: Callable[[Any], None]) -> None:
    """No pickle, no file: what else is asked for is refused."""
    cache = store.open()
    with pytest.raises(TypeError):
        misuse(cache)
    assert len(cache) == 0


def test_nothing_is_evicted_unasked(store: DiskStore) -> None:
    cache = store.open()
    assert (cache.eviction_policy, cache.cull_limit) == ("none", 0)


def test_its_one_connection_is_set_up_as_diskcache_sets_up_its_own(store: DiskStore) -> None:
    cache = store.open()
    asked = ("cache_size", "journal_mode", "mmap_size", "synchronous")
    found = {name: cache._sql(f"PRAGMA {name}").fetchone()[0] for name in asked}  # noqa: SLF001 - no public way
    assert found == {name: getattr(cache, f"sqlite_{name}") for name in asked}


def test_a_value_is_replaced_taken_out_and_there_again_after_closing(store: DiskStore) -> None:
    store.set(KEY, b"old")
    store.set(KEY, b"new")
    store.close()
    store.close()
    assert store.get(KEY) == b"new"
    store.discard(KEY)
    store.discard("none")
    assert store.get(KEY) is None
    store.put(KEY, b"put")
    assert store.get(KEY) == b"put"


def test_what_only_remembers_is_a_store_too() -> None:
    store, other = MemoryStore(), MemoryStore()
    store.set(KEY, b"old")
    store.set(KEY, b"new")
    assert (store.get(KEY), len(store), other.get(KEY)) == (b"new", 1, None)
    assert store.identity != other.identity
    store.discard(KEY)
    store.discard("none")
    assert (store.get(KEY), len(store)) == (None, 0)
    for _ in range(2):
        store.claim(KEY).release()


# -- who may call --------------------------------------------------------------------------------------


def test_a_lock_file_is_the_users_alone_and_gone_when_released(tmp_path: Path) -> None:
    path = tmp_path / "locks" / "k.lock"
    claim = take(path)
    assert claim is not None
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert take(path) is None
    claim.release()
    assert not path.exists()
    claim.release()  # a second time frees nothing of anybody's
    again = take(path)
    assert again is not None
    assert take(path) is None
    again.release()


def test_a_lock_file_that_somebody_removed_is_held_by_the_next(tmp_path: Path) -> None:
    """The first holder still has its own; nobody has both."""
    path = tmp_path / "k.lock"
    first = take(path)
    path.unlink()
    second = take(path)
    assert first is not None
    assert second is not None
    assert take(path) is None
    second.release()


def test_where_no_lock_file_can_be_made_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("in the way")
    with pytest.raises(OSError, match="locks"):
        take(tmp_path / "locks" / "k.lock")


# -- a cache that cannot be written --------------------------------------------------------------------


def by_another_user(work: Callable[[], object]) -> object:
    """What work gives, as JSON has it, in a child process that is nobody special."""
    read, write = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forks beside threads
        child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            os.write(write, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return json.loads(said)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("shut", ["folder", "file", "both"])
@pytest.mark.parametrize("writer", ["closed", "open"])
def test_what_is_in_it_is_read_and_nothing_is_written(readable: Path, shut: str, writer: str) -> None:
    """Also what another process that has it open has not put into the file yet."""
    path = readable / "cache" / "cache.db"
    script = (
        "import sys; from partyx.cache.disk import DiskStore; store = DiskStore(sys.argv[1]);"
        f"store.set({KEY!r}, b'before'); print('kept', flush=True); sys.stdin.read()"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    other = subprocess.Popen([sys.executable, "-c", script, str(path.parent)], **pipes)
    other.stdout.readline()
    if writer == "closed":
        other.communicate()
    for file in path.parent.iterdir():
        file.chmod(0o444 if shut != "folder" else 0o666)
    path.parent.chmod(0o555 if shut != "file" else 0o777)
    before = path.read_bytes()

    def work() -> list[object]:
        cache = ReadOnlyCache.of(path)
        assert cache is not None
        told: list[object] = [unsealed(KEY, cache.get(KEY)) == b"before", cache.get("other")]
        cache.delete(KEY)
        told.append(cache.get(KEY) is not None)
        try:
            cache.set(KEY, b"x")
        except PermissionError as error:
            told.append(str(error))
        with ThreadPoolExecutor(1) as other:
            told.append(other.submit(cache.get, KEY).result() == cache.get(KEY))
        cache.close()
        again = DiskStore(path.parent)
        told.append(again.get(KEY) == b"before")
        again.set(KEY, b"after")
        again.discard(KEY)
        return [*told, again.get(KEY) == b"before", again.get("other")]

    told = by_another_user(work)
    path.parent.chmod(0o700)
    assert told == [
        True,
        None,
        True,
        "it is read-only: its answers are used, new ones are not kept",
        True,
        True,
        True,
        None,
    ]
    assert path.read_bytes() == before
    other.communicate()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_a_file_that_is_no_cache_is_not_read(readable: Path) -> None:
    """Nor one that is not there; and one that can be written is opened as any other."""
    path = readable / "cache.db"
    assert ReadOnlyCache.of(path) is None
    prepare(path)
    assert ReadOnlyCache.of(path) is None
    path.write_bytes(b"no database at all")
    path.chmod(0o444)
    assert by_another_user(lambda: ReadOnlyCache.of(path) is None) is True
    path.unlink()
    prepare(path)
    with contextlib.closing(sqlite3.connect(path)) as planted:
        planted.execute("CREATE VIEW more AS SELECT 1")
    path.chmod(0o444)
    assert by_another_user(lambda: ReadOnlyCache.of(path) is None) is True, "one that computes"
