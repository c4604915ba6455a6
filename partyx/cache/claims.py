"""One call, one process: a lock file a call, freed by the system when its holder dies."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from partyx import locks

if TYPE_CHECKING:
    from pathlib import Path


class FileClaim:
    """A held lock file. ``kill -9`` of the holder frees it at once: the lock is the system's."""

    def __init__(self, path: Path, fd: int) -> None:
        """Made by :func:`take` only."""
        self._path = path
        self._fd = fd
        self._holder = os.getpid()

    def release(self) -> None:
        """Remove the lock file and free the lock; in a forked child, nothing: the claim is its parent's."""
        if self._holder != os.getpid():
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        locks.free(self._fd)
        with contextlib.suppress(OSError):
            os.close(self._fd)


def take(path: Path) -> FileClaim | None:
    """Take the lock file, made where it is missing (mode 0600). Nothing behind a link is made or removed.

    Returns:
        The claim; None while another process or thread holds it.

    Raises:
        OSError: The folder cannot be written or is a link, or its file system knows no locks.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.parent.is_symlink():
        raise NotADirectoryError(None, "it is a link", str(path.parent))
    fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        locks.hold(fd, wait=False)
        # The last holder may have removed the file between our open and our lock: then the lock is
        # on a file that nobody else can find any more.
        if os.path.samestat(os.fstat(fd), path.stat()):
            return FileClaim(path, fd)
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except OSError:
        os.close(fd)
        raise
    locks.free(fd)
    os.close(fd)
    return None
