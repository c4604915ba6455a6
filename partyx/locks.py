"""Locks on open files: the system's own, so that whatever ends their holder frees them.

A forked child has copies of all open files, and a lock is free only when the last copy of its file is closed.
A child that lives on would hold what its parent held when it was killed, and wait for itself: it closes them.
"""

from __future__ import annotations

import contextlib
import os
import sys

if sys.platform == "win32":  # pragma: no cover - no Windows machine here
    import msvcrt

    def _lock(fd: int, *, wait: bool) -> None:
        """Lock the first byte; who would wait is let through, since one process records at a time there."""
        if not wait:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _unlock(fd: int) -> None:
        """Leave it to the closing of the file."""
else:
    import fcntl

    def _lock(fd: int, *, wait: bool) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)  # a child that was forked meanwhile may have a copy


_held: set[int] = set()


def hold(fd: int, *, wait: bool) -> None:
    """Lock an open file, until :func:`free`.

    Args:
        fd: Its descriptor.
        wait: Whether to wait for who holds it.

    Raises:
        OSError: Somebody holds it (a BlockingIOError or PermissionError), or its file system knows no locks.
    """
    _held.add(fd)
    try:
        _lock(fd, wait=wait)
    except BaseException:
        _held.discard(fd)
        raise


def free(fd: int) -> None:
    """Free the lock of a file, held or not; it is still open."""
    _held.discard(fd)
    with contextlib.suppress(OSError):
        _unlock(fd)


def _let_go() -> None:
    """Close the copies of a parent's files."""
    for fd in _held:
        with contextlib.suppress(OSError):
            os.close(fd)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)
