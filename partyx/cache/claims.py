"""One call, one process: a lock file a call, freed by the system when its holder dies."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":  # pragma: no cover - no Windows machine here
    import msvcrt

    def _lock(fd: int) -> None:
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileClaim:
    """A held lock file. ``kill -9`` of the holder frees it at once: the lock is the system's."""

    def __init__(self, path: Path, fd: int) -> None:
        """Made by :func:`take` only."""
        self._path = path
        self._fd = fd

    def release(self) -> None:
        """Remove the lock file and free the lock."""
        with contextlib.suppress(OSError):
            self._path.unlink()
        with contextlib.suppress(OSError):
            os.close(self._fd)


def take(path: Path) -> FileClaim | None:
    """Take the lock file, made where it is missing (mode 0600).

    Returns:
        The claim; None while another process or thread holds it.

    Raises:
        OSError: The folder cannot be written, or its file system knows no locks.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(fd)
        # The last holder may have removed the file between our open and our lock: then the lock is
        # on a file that nobody else can find any more.
        if os.path.samestat(os.fstat(fd), path.stat()):
            return FileClaim(path, fd)
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except OSError:
        os.close(fd)
        raise
    os.close(fd)
    return None
