"""What a forked child finds: a lock of ours is free there, whichever thread of its parent held it.

A child has a copy of every lock and only one of the threads: what another one held would be held for ever.
"""

from __future__ import annotations

import os
import sys
import threading
import weakref
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_resets: set[weakref.WeakMethod[Callable[[], None]]] = set()


def anew_in_child(reset: Callable[[], None]) -> None:
    """Have a method called in every forked child, as long as its object lives."""
    _resets.add(weakref.WeakMethod(reset, _resets.discard))


class Lock:
    """A lock for ``with``; free in a forked child."""

    def __init__(self) -> None:
        """Nobody holds it."""
        self._renew()
        anew_in_child(self._renew)

    def _renew(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        """Wait for it, and hold it."""
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        """Free it."""
        self._lock.release()


def _in_child() -> None:
    for reset in [found for one in tuple(_resets) if (found := one()) is not None]:
        reset()
    if sys.version_info < (3, 12):  # there a cached property has a lock that all instances of a class share
        for one in _cached_properties():
            one.lock = threading.RLock()  # type: ignore[attr-defined]


def _cached_properties() -> Iterator[cached_property[object]]:
    """Those of our own classes."""
    for name, module in tuple(sys.modules.items()):
        if name.partition(".")[0] == "partyx" and module is not None:
            classes = (one for one in tuple(vars(module).values()) if isinstance(one, type))
            yield from (it for one in classes for it in vars(one).values() if isinstance(it, cached_property))


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
