"""What `partyx cache` does."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest

from partyx.cache import SERVICES_FILE, Completion, Entry, Recordings, Request, cache_key
from partyx.cache.disk import DiskStore
from partyx.cache.entry import read_completion
from partyx.cache.maintenance import clear, export, import_, info, prune
from partyx.errors import CacheError

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://127.0.0.1:1/v1"


def request(number: int) -> Request:
    return Request("m", ({"role": "user", "content": f"câu {number}"},), "Facts", {"type": "object"})


def fill(folder: Path, count: int, size: int = 10) -> None:
    store = DiskStore(folder)
    for number in range(count):
        summary = request(number).summary
        text = os.urandom(size).hex()
        entry = Entry(summary, Completion(text, "stop", "m", 1, 2), URL, "schema")
        store.set(cache_key(summary, endpoint=URL, form="schema"), entry.to_bytes())
    store.close()


def answers(folder: Path, count: int) -> list[str | None]:
    store = DiskStore(folder)
    keys = [cache_key(request(number).summary, endpoint=URL, form="schema") for number in range(count)]
    raws = [store.get(key) for key in keys]
    store.close()
    found = [read_completion(raw) if raw else None for raw in raws]
    return [one.text if one else None for one in found]


def test_info_counts_answers_and_bytes(tmp_path: Path) -> None:
    assert info(tmp_path / "none").answers == 0
    assert not (tmp_path / "none").exists(), "looking makes no folder"
    fill(tmp_path, 5, 4000)
    found = info(tmp_path)
    assert (found.answers, found.place) == (5, str(tmp_path))
    assert found.size_bytes > 5 * 4000
    assert found.oldest is not None
    assert found.newest is not None
    assert found.oldest <= found.newest


@pytest.mark.parametrize("when", [1e300, -5, "soon", None, 9 * 10**18])
def test_an_impossible_time_is_left_out(tmp_path: Path, when: object) -> None:
    """Of a damaged row; the others say when, and nothing overflows."""
    fill(tmp_path, 2)
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as database, database:
        database.execute("UPDATE Cache SET store_time = ? WHERE rowid = 1", (when,))
    found = info(tmp_path)
    assert found.answers == 2
    assert found.oldest == found.newest
    assert 1e9 < found.oldest < 1e10
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as database, database:
        database.execute("UPDATE Cache SET store_time = ?", (when,))
    assert (info(tmp_path).oldest, info(tmp_path).newest) == (None, None)


def test_clear_takes_the_caches_own_files_only(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    (tmp_path / "notes.txt").write_text("mine")
    clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
    assert info(tmp_path).answers == 0


def test_clear_mends_a_damaged_cache(tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_bytes(b"no database")
    for action in (info, prune, lambda folder: export(folder, tmp_path / "x")):
        with pytest.raises(CacheError, match="cache clear"):
            action(tmp_path)
    clear(tmp_path)
    fill(tmp_path, 1)
    assert info(tmp_path).answers == 1


def test_a_folder_that_is_a_link_is_the_one_it_points_at(tmp_path: Path) -> None:
    """Read, written and cleared there; the link stays, and so does what is not the cache's."""
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "notes.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    fill(tmp_path / "link", 3)
    assert info(tmp_path / "there").answers == 3
    clear(tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("when", [0.0, 4e9], ids=["in 1970", "in 2096"])
def test_a_clock_that_jumped_loses_no_answer(tmp_path: Path, when: float) -> None:
    """What was kept under another time is served as before, and what is kept now beside it."""
    fill(tmp_path, 3)
    with contextlib.closing(sqlite3.connect(tmp_path / "cache.db")) as database, database:
        database.execute("UPDATE Cache SET store_time = ?, access_time = ?", (when, when))
    before = answers(tmp_path, 3)
    assert None not in before
    fill(tmp_path, 1)
    assert answers(tmp_path, 3)[1:] == before[1:]
    assert prune(tmp_path, older_than_s=3600) == (0 if when else 3 - 1)


def test_prune_by_age(tmp_path: Path) -> None:
    fill(tmp_path, 4)
    assert prune(tmp_path, older_than_s=3600) == 0
    assert prune(tmp_path, older_than_s=0) == 4
    assert info(tmp_path).answers == 0
    assert prune(tmp_path / "none", older_than_s=0) == 0


def test_prune_by_size_takes_the_oldest(tmp_path: Path) -> None:
    fill(tmp_path, 10, 5000)
    before = info(tmp_path).size_bytes
    assert prune(tmp_path, larger_than=40_000) >= 3
    kept = answers(tmp_path, 10)
    first = next(at for at, text in enumerate(kept) if text is not None)
    assert first > 0
    assert None not in kept[first:], "the newest are kept"
    assert info(tmp_path).size_bytes < before


def test_an_exported_cache_imports_elsewhere(tmp_path: Path) -> None:
    fill(tmp_path / "one", 5)
    file = tmp_path / "calls.jsonl"
    assert export(tmp_path / "one", file) == 5
    assert import_(tmp_path / "two", file) == (5, 0)
    assert answers(tmp_path / "two", 5) == answers(tmp_path / "one", 5)
    assert export(tmp_path / "two", tmp_path / "again.jsonl") == 5
    assert (tmp_path / "again.jsonl").read_bytes() == file.read_bytes(), "in an order of its own"


def test_an_exported_cache_serves_as_recordings(tmp_path: Path) -> None:
    fill(tmp_path / "one", 2)
    export(tmp_path / "one", tmp_path / "calls.jsonl")
    found = Recordings(tmp_path / "calls.jsonl").get(request(1))
    assert found is not None
    assert found.text == answers(tmp_path / "one", 2)[1]


def test_recordings_are_not_imported_since_they_name_no_endpoint(tmp_path: Path) -> None:
    Recordings(tmp_path / "calls.jsonl").add(request(0), Completion("{}"))
    assert import_(tmp_path / "one", tmp_path / "calls.jsonl") == (0, 1)


def test_an_import_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CacheError, match="no file"):
        import_(tmp_path, tmp_path / "missing.jsonl")
    (tmp_path / "bad.jsonl").write_text("{}\n")
    with pytest.raises(CacheError, match="line 1"):
        import_(tmp_path, tmp_path / "bad.jsonl")


def test_an_export_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    fill(tmp_path / "one", 1)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CacheError, match="Cannot export"):
        export(tmp_path / "one", tmp_path / "file" / "calls.jsonl")


# -- what is taken out, by times that are set here -----------------------------------------------------


def aged(folder: Path, *hours: float) -> None:
    """A cache of answers of 1,000 bytes each, the first one so many hours old, and so on."""
    store = DiskStore(folder)
    for number, _ in enumerate(hours):
        store.put(cache_key(request(number).summary, endpoint=URL, form="schema"), b"x" * 1000)
    for number, age in enumerate(hours, 1):
        cache, stored = store.open(), time.time() - 3600 * age
        cache._sql("UPDATE Cache SET store_time = ? WHERE rowid = ?", (stored, number))  # noqa: SLF001
    store.close()


def left(folder: Path, count: int) -> list[int]:
    """Which answers are still there."""
    store = DiskStore(folder)
    keys = [cache_key(request(number).summary, endpoint=URL, form="schema") for number in range(count)]
    found = [number for number, key in enumerate(keys) if store.get(key) is not None]
    store.close()
    return found


SEALED = 1036
"""Bytes of an answer of 1,000 with its seal."""


@pytest.mark.parametrize(
    ("limits", "kept"),
    [
        ({}, [0, 1, 2, 3]),
        ({"older_than_s": 5 * 3600}, [0, 1, 2, 3]),
        ({"older_than_s": 2.5 * 3600}, [0, 2]),
        ({"older_than_s": 0}, []),
        ({"larger_than": 4 * SEALED}, [0, 1, 2, 3]),
        ({"larger_than": 4 * SEALED - 1}, [0, 2, 3]),
        ({"larger_than": 2 * SEALED}, [0, 2]),
        ({"larger_than": SEALED - 1}, []),
        ({"larger_than": 0}, []),
        ({"older_than_s": 3.5 * 3600, "larger_than": SEALED}, [2]),
    ],
)
def test_prune_takes_the_old_and_then_the_oldest_that_are_too_many(
    tmp_path: Path, limits: dict[str, float], kept: list[int]
) -> None:
    aged(tmp_path, 2, 4, 1, 3)
    assert prune(tmp_path, **limits) == 4 - len(kept)
    assert left(tmp_path, 4) == kept


def test_a_pruned_cache_gives_its_room_back(tmp_path: Path) -> None:
    """On disk, not in a log beside it; a count of what is there stays right."""
    fill(tmp_path, 40, 4000)
    before = sum(path.stat().st_size for path in tmp_path.iterdir() if path.is_file())
    assert prune(tmp_path, larger_than=0) == 40
    after = sum(path.stat().st_size for path in tmp_path.iterdir() if path.is_file())
    assert after < before / 3
    assert info(tmp_path).answers == 0


def test_info_gives_the_times_of_the_oldest_and_the_newest(tmp_path: Path) -> None:
    aged(tmp_path, 2, 4, 1)
    found = info(tmp_path)
    assert found.oldest == pytest.approx(time.time() - 4 * 3600, abs=600)
    assert found.newest == pytest.approx(time.time() - 3600, abs=600)
    assert found.size_bytes >= (tmp_path / "cache.db").stat().st_size > 0
    assert info(tmp_path / "none") == type(found)(str(tmp_path / "none"), 0, 0, None, None)


def test_clear_removes_what_is_beside_the_database_and_follows_no_link(tmp_path: Path) -> None:
    others, folder = tmp_path / "others", tmp_path / "cache"
    others.mkdir()
    (others / "kept").write_text("mine")
    fill(folder, 1)
    for name in ("cache.db-wal", "cache.db-shm", "cache.db-journal", SERVICES_FILE):
        (folder / name).write_bytes(b"x")
    (folder / "locks").symlink_to(others, target_is_directory=True)
    clear(folder)
    assert list(folder.iterdir()) == []
    assert (others / "kept").read_text() == "mine"
    (folder / "locks").mkdir()
    (folder / "locks" / "k.lock").write_bytes(b"")
    clear(folder)
    clear(folder)
    assert list(folder.iterdir()) == []


def test_a_cache_that_cannot_be_cleared_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CacheError, match=r"Cannot clear the cache in .*file"):
        clear(tmp_path / "file")


def test_damaged_answers_are_left_out_of_an_export(tmp_path: Path) -> None:
    """Those of another kind, and those whose seal is broken; the others are sorted by their key."""
    fill(tmp_path / "one", 6)
    store = DiskStore(tmp_path / "one")
    store.put("no entry", b"text")
    store.open()._sql("UPDATE Cache SET value = X'00' WHERE rowid = 1")  # noqa: SLF001
    store.close()
    assert export(tmp_path / "one", tmp_path / "deep" / "calls.jsonl") == 5
    lines = (tmp_path / "deep" / "calls.jsonl").read_text(encoding="utf-8").splitlines()
    keys = [json.loads(line)["key"] for line in lines]
    assert keys == sorted(keys)
    assert len(set(keys)) == 5


def test_an_import_keeps_what_is_there_and_leaves_what_says_no_endpoint(tmp_path: Path) -> None:
    fill(tmp_path / "one", 2)
    export(tmp_path / "one", tmp_path / "calls.jsonl")
    recorded = Entry(request(5).summary, Completion("{}")).to_json()
    with (tmp_path / "calls.jsonl").open("a", encoding="utf-8") as file:
        file.write(recorded + "\n")
    fill(tmp_path / "two", 4)
    assert import_(tmp_path / "two", tmp_path / "calls.jsonl") == (2, 1)
    assert answers(tmp_path / "two", 2) == answers(tmp_path / "one", 2)
    assert info(tmp_path / "two").answers == 4


def test_a_cache_that_cannot_be_used_is_said_whatever_is_asked_of_it(tmp_path: Path) -> None:
    """An import too; the message says what it is and what to do."""
    (tmp_path / "cache.db").write_bytes(b"no database")
    fill(tmp_path / "one", 1)
    export(tmp_path / "one", tmp_path / "calls.jsonl")
    with pytest.raises(CacheError, match=r"cannot be used: DatabaseError: .*cache clear.* starts it afresh"):
        import_(tmp_path, tmp_path / "calls.jsonl")
