"""The store that machines share, alone with a real Redis server: keys, claims, and a server that is away."""

from __future__ import annotations

import logging
import pickle
from typing import TYPE_CHECKING, Any

import pytest
from redis_server import RedisServer, needed

from partyx.cache import open_store
from partyx.cache.seal import sealed
from partyx.cache.shared import RedisStore
from partyx.errors import SettingsError
from partyx.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = needed
KEY = "k" * 64
VALUE, CLAIM = f"partyx:answer:{KEY}", f"partyx:claim:{KEY}"
SHORT_S = 0.03
"""Seconds of the claims of these tests: what renews them ends soon after the last one is given up."""


@pytest.fixture(scope="module")
def server() -> Iterator[RedisServer]:
    with RedisServer() as made:
        yield made


@pytest.fixture
def store(server: RedisServer) -> Iterator[RedisStore]:
    """A store with nothing in it."""
    made = RedisStore(server.url, claim_s=SHORT_S)
    inside(made).flushall()
    yield made
    for key in list(made._held):  # noqa: SLF001 - what a test left
        made.free(key)
    if (renewer := made._renewer) is not None:  # noqa: SLF001
        renewer.join()


def inside(store: RedisStore) -> Any:
    """The store's own client, to look at what it keeps and to plant things."""
    return store._redis  # noqa: SLF001


def test_an_answer_is_kept_sealed_under_its_key(store: RedisStore, server: RedisServer) -> None:
    store.set(KEY, b"answer")
    assert inside(store).keys() == [VALUE.encode()]
    assert inside(store).get(VALUE) == sealed(KEY, b"answer")
    assert inside(store).ttl(VALUE) == -1, "answers do not expire"
    assert RedisStore(server.url).get(KEY) == b"answer"
    store.discard(KEY)
    assert store.get(KEY) is None
    assert inside(store).keys() == []


def test_a_claim_is_a_key_that_expires(store: RedisStore) -> None:
    """So that the call of a holder that was killed is free again; -1 would be for ever, -2 is gone by now."""
    inside(store).set(CLAIM, "another's")
    assert store.claim(KEY) is None
    inside(store).delete(CLAIM)
    assert store.claim(KEY) is not None
    assert inside(store).pttl(CLAIM) in {-2, *range(1 + int(1000 * SHORT_S))}


def test_a_claim_given_up_is_gone_and_one_of_somebody_else_stays(store: RedisStore) -> None:
    claim = store.claim(KEY)
    assert claim is not None
    claim.release()
    assert not inside(store).exists(CLAIM)
    claim.release()
    again = store.claim(KEY)
    assert again is not None
    inside(store).set(CLAIM, "another's")
    again.release()
    assert inside(store).get(CLAIM) == b"another's"


def test_a_claim_is_prolonged_by_its_holder_alone(store: RedisStore) -> None:
    inside(store).set(CLAIM, "mine", px=500_000)
    store._prolong(KEY, "mine")  # noqa: SLF001 - what the renewing thread does, without waiting for it
    assert inside(store).pttl(CLAIM) in {-2, *range(1 + int(1000 * SHORT_S))}
    inside(store).set(CLAIM, "another's", px=500_000)
    store._prolong(KEY, "mine")  # noqa: SLF001
    assert inside(store).pttl(CLAIM) > 400_000


def test_what_renews_claims_ends_with_the_last_of_them(store: RedisStore) -> None:
    first, second = store.claim("first"), store.claim("second")
    renewer = store._renewer  # noqa: SLF001 - the one thread of both
    assert first is not None
    assert second is not None
    first.release()
    second.release()
    renewer.join()
    assert store._renewer is None  # noqa: SLF001
    third = store.claim("third")
    assert third is not None
    assert store._renewer is not renewer  # noqa: SLF001
    third.release()


@pytest.mark.parametrize(
    ("url", "identity"),
    [
        ("redis://somewhere:7000/3", "redis:somewhere:7000/3"),
        ("redis://u:secret@somewhere", "redis:somewhere:6379/0"),
        ("unix:///run/redis.sock", "redis:/run/redis.sock/0"),
    ],
)
def test_two_names_of_one_place_are_one_cache(url: str, identity: str) -> None:
    """Nothing is sent yet, and no password is in it."""
    made = RedisStore(url)
    assert made.identity == identity
    copy = pickle.loads(pickle.dumps(made))  # noqa: S301 - ours
    assert copy.identity == identity


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(SettingsError, match=r'cache_url: .*Write "redis://host:6379/0"'):
        RedisStore("somewhere")


def test_while_the_server_is_away_everybody_may_call_and_one_warning_is_given(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is asked again after a pause, not at every call."""
    store = RedisStore("redis://127.0.0.1:1/0", claim_s=SHORT_S)
    with pytest.raises(
        SettingsError, match=r"redis:127\.0\.0\.1:1/0 cannot be used \(.+\)\. Start the server"
    ):
        store.check()
    with caplog.at_level(logging.WARNING, "partyx.cache"):
        assert store.get(KEY) is None
        store.set(KEY, b"answer")
        store.discard(KEY)
        claims = [store.claim(KEY), store.claim("another")]
        assert None not in claims
        pause, store._down_until = store._down_until, 1.0  # noqa: SLF001 - the pause is over
        assert pause > 1
        assert store.get(KEY) is None
        assert store._down_until > 1  # noqa: SLF001 - another one
    renewer = store._renewer  # noqa: SLF001
    for claim in claims:
        claim.release()
    renewer.join()
    assert caplog.text.count("calls go on without it until it is back") == 1


def test_a_shared_cache_is_opened_once_a_process_and_only_where_there_is_one(server: RedisServer) -> None:
    settings = Settings(cache_url=server.url)
    opened = open_store(settings)
    assert isinstance(opened, RedisStore)
    assert open_store(settings) is opened
    assert open_store(Settings(cache_url=server.url, cache="off")) is None
    for _ in range(2):
        with pytest.raises(SettingsError, match="cannot be used"):
            open_store(Settings(cache_url="redis://127.0.0.1:1/0"))
