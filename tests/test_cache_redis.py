"""The cache that machines share, with a real Redis server: what it keeps, who may call, what becomes of it."""

from __future__ import annotations

import json
import logging
import pickle
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from fault_server import FaultServer, answer, slow
from redis_server import RedisServer, needed
from test_cli import run

import partyx
from partyx.cache import open_store
from partyx.cache.shared import RedisStore
from partyx.errors import SettingsError
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = needed
KEY = "k" * 64
NOTHING = {"meetings": [], "stats": [], "plans": [], "wholes": [], "docs": [], "orders": []}
TEXT = "Năm 2022, Đảng bộ huyện kết nạp 12 đảng viên."
ASKING = {"model": "m", "second_ask": False, "ask": "article"}


@pytest.fixture
def server() -> Iterator[RedisServer]:
    with RedisServer() as made:
        yield made


def test_answers_are_shared_and_those_that_were_changed_are_none(server: RedisServer) -> None:
    one, other = RedisStore(server.url), RedisStore(server.url)
    assert one.get(KEY) is None
    one.set(KEY, b"\x00\xff answer")
    assert other.get(KEY) == pickle.loads(pickle.dumps(one)).get(KEY) == b"\x00\xff answer"  # noqa: S301 - ours
    assert one.identity == other.identity == f"redis:127.0.0.1:{server.port}/0"
    raw = one._redis.get(f"partyx:answer:{KEY}")  # noqa: SLF001 - to plant something
    one._redis.set(f"partyx:answer:{KEY}", raw[:-1] + b"!")  # noqa: SLF001
    one._redis.set("partyx:answer:other", raw)  # noqa: SLF001
    assert (other.get(KEY), other.get("other")) == (None, None)
    one.set(KEY, b"x")
    one.discard(KEY)
    assert other.get(KEY) is None


def test_one_has_the_right_to_call_until_it_gives_it_up(server: RedisServer) -> None:
    one, other = RedisStore(server.url), RedisStore(server.url)
    mine = one.claim(KEY)
    assert (other.claim(KEY), one.claim(KEY)) == (None, None)
    other.free(KEY)
    assert other.claim(KEY) is None
    mine.release()
    assert other.claim(KEY) is not None
    mine.release()  # it is the other's by now
    assert one.claim(KEY) is None


def wait_for(what) -> None:
    while not what():
        time.sleep(0.01)


def test_a_claim_is_renewed_while_it_is_held_and_passes_on_when_its_holder_is_killed(
    server: RedisServer,
) -> None:
    holds = f"""
import sys; from partyx.cache.shared import RedisStore
RedisStore({server.url!r}, claim_s=0.6).claim({KEY!r}); print("held", flush=True); sys.stdin.read()
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", holds], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    other, seen = RedisStore(server.url), []

    def renewed() -> bool:
        seen.append(other._redis.pttl(f"partyx:claim:{KEY}"))  # noqa: SLF001
        return len(seen) > 1 and seen[-1] > seen[-2]

    wait_for(renewed)
    assert other.claim(KEY) is None
    holder.kill()
    holder.communicate()
    wait_for(lambda: other.claim(KEY) is not None)


@pytest.mark.slow
def test_processes_that_want_the_same_answer_pay_it_once(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTYX_CACHE_URL", server.url)
    with FaultServer(default=slow(0.5, answer(json.dumps(NOTHING)))) as model:
        extract = f"import partyx; partyx.extract({TEXT!r}, settings={ASKING | {'base_url': model.url}!r})"
        all_ = [subprocess.Popen([sys.executable, "-c", extract], stderr=subprocess.PIPE) for _ in range(4)]
        said = [one.communicate()[1] for one in all_]
        assert [one.returncode for one in all_] == [0] * 4, said
        assert len(model.requests) == 1


def test_a_server_that_goes_away_costs_no_answer(
    server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    with FaultServer(default=answer(json.dumps(NOTHING))) as model:
        settings = ASKING | {"base_url": model.url, "cache_url": server.url}
        partyx.extract(TEXT, settings=settings)
        assert partyx.extract(TEXT, settings=settings).provenance.cached
        server.stop()
        with caplog.at_level(logging.WARNING, "partyx.cache"):
            for number in (1, 2):
                partyx.extract(f"{TEXT} Có {number} chi bộ.", settings=settings)
        assert caplog.text.count("calls go on without it") == 1
        server.start()
        open_store(Settings(**settings))._down_until = 1.0  # noqa: SLF001 - its pause is over
        assert not partyx.extract(TEXT, settings=settings).provenance.cached
        assert partyx.extract(TEXT, settings=settings).provenance.cached


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("redis://127.0.0.1:1/0", r"redis:127\.0\.0\.1:1/0 cannot be used .*Start the server"),
        ("http://somewhere", "Redis URL must specify"),
        ("redis://u:secret@127.0.0.1:1/0", "cannot be used"),
    ],
)
def test_a_shared_cache_that_is_not_there_is_an_error_before_anything_is_paid(url: str, says: str) -> None:
    with FaultServer() as model, pytest.raises(SettingsError, match=says) as raised:
        partyx.extract(TEXT, settings=ASKING | {"base_url": model.url, "cache_url": url})
    assert not model.requests
    assert "secret" not in str(raised.value)


def test_the_commands_work_on_the_server_that_the_settings_name(
    server: RedisServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTYX_CACHE_URL", server.url)
    settings = {**ASKING, "cache_url": server.url}
    with FaultServer(default=answer(json.dumps(NOTHING))) as service:
        for number in range(3):
            partyx.extract(f"{number} {TEXT}", settings={**settings, "base_url": service.url})
    place, file = f"redis:127.0.0.1:{server.port}/0", tmp_path / "calls.jsonl"
    store = RedisStore(server.url)
    store._redis.set("of-somebody-else", "1")  # noqa: SLF001 - to plant something
    code, out, _ = run("cache", "info")
    assert (code, out.splitlines()[:2]) == (0, [f"server   {place}", "answers  3"])
    assert f"3 answers in {place}" in run("doctor")[1]
    assert run("cache", "export", file)[:2] == (0, f"3 answers written to {file}\n")
    code, _, err = run("cache", "prune", "--older-than", "1d")
    assert (code, "maxmemory-policy" in err) == (1, True)
    assert run("cache", "clear", "--yes")[:2] == (0, f"{place} is empty\n")
    assert (dict(store.sizes()), store._redis.get("of-somebody-else")) == ({}, b"1")  # noqa: SLF001
    assert run("cache", "import", file)[1] == f"3 answers taken from {file}\n"
    assert len(dict(store.sizes())) == 3
    assert run("cache", "info", "--cache-dir", tmp_path)[1].startswith("folder   ")


def test_a_server_that_is_away_is_said_without_its_password(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARTYX_CACHE_URL", server.url.replace("//", "//:planted-secret@"))
    server.stop()
    for words in (["doctor"], ["cache", "info"], ["cache", "clear", "--yes"]):
        code, out, err = run(*words)
        assert code in (1, 2)
        assert f"redis:127.0.0.1:{server.port}/0 cannot be used" in out + err
        assert "planted-secret" not in out + err
    assert "✓ cache" in run("doctor", "--offline")[1]


def test_a_server_with_thousands_of_answers_is_listed_and_cleared_whole(server: RedisServer) -> None:
    store = RedisStore(server.url)
    for number in range(1_700):
        store.set(f"{number:064}", b"x" * 10)
    sizes = dict(store.sizes())
    assert set(sizes) == {f"{number:064}" for number in range(1_700)}
    assert len(set(sizes.values())) == 1
    store.clear()
    assert dict(store.sizes()) == {}
