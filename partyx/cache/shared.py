"""The cache that processes on many machines share: answers in Redis, each call made by one of them."""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from partyx.cache.seal import sealed, unsealed
from partyx.errors import CacheError, MissingExtraError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")
logger = logging.getLogger("partyx.cache")

_ANSWER = "partyx:answer:"
_AT_ONCE = 500
"""Keys of one request: a server answers one after the other, and others wait for it."""
CLAIM_S = 15.0
"""How long a claim outlives a holder that was killed. It is renewed three times as often."""
_CONNECT_S, _ANSWER_S = 2.0, 5.0
_PAUSE_S = 5.0
"""How long a server that failed is left alone: calls go on without it meanwhile."""
_IF_MINE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call({}) end return 0"
_RENEW = _IF_MINE.format("'pexpire', KEYS[1], ARGV[2]")
_RELEASE = _IF_MINE.format("'del', KEYS[1]")


class RedisStore:
    """Answers in a Redis server, shared by machines. Picklable; safe in threads, and across a fork.

    Nothing but ``check`` raises: what goes wrong is said once through logging, and calls go on as if there
    were no cache until the server is back.
    """

    def __init__(self, url: str, *, claim_s: float = CLAIM_S) -> None:
        """Use the server at ``url``; nothing is sent yet.

        Args:
            url: "redis://[user:password@]host:port/database", "rediss://" or "unix://".
            claim_s: Seconds after which a claim is free whose holder was killed.

        Raises:
            MissingExtraError: The library is not installed.
            SettingsError: It is no such address.
        """
        try:
            import redis  # noqa: PLC0415 - an extra
        except ImportError:
            raise MissingExtraError(
                "a shared cache needs redis, which is not installed: pip install 'partyx[redis]'"
            ) from None
        self._url, self._claim_s = url, claim_s
        self._errors = (redis.RedisError, OSError)
        try:
            self._redis: Any = redis.Redis.from_url(
                url, socket_connect_timeout=_CONNECT_S, socket_timeout=_ANSWER_S, health_check_interval=30
            )
        except ValueError as error:
            raise SettingsError(f'cache_url: {error}. Write "redis://host:6379/0".') from None
        where = self._redis.connection_pool.connection_kwargs
        place = where.get("path") or f"{where.get('host')}:{where.get('port', 6379)}"
        self.identity = f"redis:{place}/{where.get('db', 0)}"
        self._down_until = 0.0
        self._start()

    def _start(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._held: dict[str, str] = {}
        self._renewer: threading.Thread | None = None

    def __reduce__(self) -> tuple[type[RedisStore], tuple[str]]:
        """Pickle as the address."""
        return RedisStore, (self._url,)

    def check(self) -> None:
        """Make sure that the server is there: a run that shares nothing would pay each call many times.

        Raises:
            SettingsError: It is not, or it refuses the password.
        """
        try:
            self._redis.ping()
        except self._errors as error:
            raise SettingsError(
                f"cache_url: the cache at {self.identity} cannot be used ({_in_words(error)}). "
                "Start the server, or leave PARTYX_CACHE_URL out."
            ) from None

    def get(self, key: str) -> bytes | None:
        """The value; None when there is none, or none that can be trusted."""
        return unsealed(key, self._try(lambda server: server.get(_value(key))))

    def set(self, key: str, value: bytes) -> None:
        """Keep the value, in place of an older one."""
        self._try(lambda server: server.set(_value(key), sealed(key, value)))

    def discard(self, key: str) -> None:
        """Keep the value no longer, if it is there."""
        self._try(lambda server: server.delete(_value(key)))

    def sizes(self) -> Iterator[tuple[str, int]]:
        """The key of each answer, and how many bytes it takes.

        Raises:
            CacheError: The server cannot be read.
        """
        with self._told():
            for keys in _in_parts(self._redis.scan_iter(f"{_ANSWER}*", count=_AT_ONCE)):
                with self._redis.pipeline(transaction=False) as asked:
                    for key in keys:
                        asked.strlen(key)
                    found = asked.execute()
                for key, size in zip(keys, found, strict=True):
                    yield key.decode("utf-8", "replace").removeprefix(_ANSWER), size

    def put(self, key: str, value: bytes) -> None:
        """As ``set``.

        Raises:
            CacheError: It cannot be kept.
        """
        with self._told():
            self._redis.set(_value(key), sealed(key, value))

    def clear(self) -> None:
        """Remove every answer of partyx, and nothing else that the server holds.

        Raises:
            CacheError: They cannot be removed.
        """
        with self._told():
            for keys in _in_parts(self._redis.scan_iter(f"{_ANSWER}*", count=_AT_ONCE)):
                self._redis.unlink(*keys)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the server or the way to it raises comes out as an error of ours."""
        try:
            yield
        except self._errors as error:
            raise CacheError(f"The cache at {self.identity} cannot be used: {_in_words(error)}.") from None

    def claim(self, key: str) -> RedisClaim | None:
        """The right to make the call of ``key``; None while another process has it, wherever.

        While the server is away everybody has it.
        """
        token = secrets.token_hex(16)
        taken = self._try(
            lambda server: (server.set(_claimed(key), token, nx=True, px=self._milliseconds),), (True,)
        )
        if not taken[0]:
            return None
        with self._lock:
            self._held[key] = token
            if self._renewer is None or not self._renewer.is_alive():
                self._renewer = threading.Thread(target=self._renew, name="partyx-claims", daemon=True)
                self._renewer.start()
        return RedisClaim(self, key)

    def free(self, key: str) -> None:
        """Give up a claim, unless it has passed to somebody else."""
        with self._lock:
            token = self._held.pop(key, None)
        if token is not None:
            self._try(lambda server: server.eval(_RELEASE, 1, _claimed(key), token))

    @property
    def _milliseconds(self) -> int:
        return int(1000 * self._claim_s)

    def _renew(self) -> None:
        """Renew what is held, as long as anything is."""
        while True:
            time.sleep(self._claim_s / 3)
            with self._lock:
                held = dict(self._held)
                if not held:
                    self._renewer = None
                    return
            for key, token in held.items():
                self._prolong(key, token)

    def _prolong(self, key: str, token: str) -> None:
        self._try(lambda server: server.eval(_RENEW, 1, _claimed(key), token, self._milliseconds))

    def _try(self, operation: Callable[[Any], T], otherwise: Any = None) -> Any:  # noqa: ANN401 - redis has no types
        """Do one operation; ``otherwise`` while the server is away."""
        if self._pid != os.getpid():  # forked: a lock may be held by a thread that is not here
            self._start()
        if time.monotonic() < self._down_until:
            return otherwise
        try:
            return operation(self._redis)
        except self._errors as error:
            if not self._down_until:
                logger.warning(
                    "The cache at %s cannot be used (%s); calls go on without it until it is back.",
                    self.identity,
                    _in_words(error),
                )
            self._down_until = time.monotonic() + _PAUSE_S
            return otherwise


class RedisClaim:
    """A held claim, renewed until it is released."""

    def __init__(self, store: RedisStore, key: str) -> None:
        """Made by :meth:`RedisStore.claim` only."""
        self._store, self._key = store, key

    def release(self) -> None:
        """Free it, unless it has passed to somebody else."""
        self._store.free(self._key)


def _in_parts(keys: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Some hundred at a time; a server that is read meanwhile may name one twice."""
    waiting: dict[bytes, None] = {}
    for key in keys:
        waiting[key] = None
        if len(waiting) >= _AT_ONCE:
            yield list(waiting)
            waiting = {}
    if waiting:
        yield list(waiting)


def _value(key: str) -> str:
    return f"{_ANSWER}{key}"


def _claimed(key: str) -> str:
    return f"partyx:claim:{key}"


def _in_words(error: Exception) -> str:
    """The first line of what the library says."""
    return (str(error) or type(error).__name__).splitlines()[0]
