"""The interface of a cache, and the one that only remembers."""

from __future__ import annotations

from typing import Protocol

from partyx import forks


class Claim(Protocol):
    """The right to make one call, held by one process at a time."""

    def release(self) -> None:
        """Give up the right, so that the next one can have it."""


class Store(Protocol):
    """Where answers are kept. None of these methods raises: a cache that fails is no cache.

    ``identity`` is the same for two objects that share their answers.
    """

    identity: str

    def get(self, key: str) -> bytes | None:
        """The value, or None."""

    def set(self, key: str, value: bytes) -> None:
        """Keep the value, in place of an older one."""

    def discard(self, key: str) -> None:
        """Keep the value no longer, if it is there."""

    def claim(self, key: str) -> Claim | None:
        """The right to make the call of ``key``; None while another process has it."""


class MemoryStore:
    """Answers kept as long as the object lives; safe in threads. For tests and short programs."""

    def __init__(self) -> None:
        """Start empty."""
        self.identity = f"memory:{id(self)}"
        self._values: dict[str, bytes] = {}
        self._lock = forks.Lock()

    def get(self, key: str) -> bytes | None:
        """The value, or None."""
        with self._lock:
            return self._values.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep the value, in place of an older one."""
        with self._lock:
            self._values[key] = value

    def discard(self, key: str) -> None:
        """Keep the value no longer, if it is there."""
        with self._lock:
            self._values.pop(key, None)

    def claim(self, key: str) -> Claim:  # noqa: ARG002 - one process: the right is always free
        """The right to make the call: always free, since no other process sees this store."""
        return _Free()

    def __len__(self) -> int:
        """How many answers are kept."""
        with self._lock:
            return len(self._values)


class _Free:
    """The claim of a store that no other process sees; it holds nothing."""

    def release(self) -> None:
        """Do nothing."""
