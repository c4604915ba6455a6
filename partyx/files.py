"""Files: read through one boundary, and written whole or not at all.

What somebody else wrote may be anything: a pipe that never ends, NaN, a thousand brackets, half a letter.
Whatever reading it raises comes out as one of our own errors, with the file and what to do next.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import time
import unicodedata
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from partyx.errors import OutputError, PartyxError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 64
"""Levels of lists and objects that a file of ours may have; gold, the deepest, has seven."""

HANDED_OVER: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Pipes that whoever started this process has opened for it, as a shell does for ``<(command)``."""

_FOREIGN = (OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
_HALF_LETTER = re.compile(r"\\u[dD][89abAB]|\\u[dD][c-fC-F]")
_NOT_IN_NAMES = re.compile(r"""[/\\:*?"<>|]|^\.|[. ]$""")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³]) *(?:\.|\Z)", re.IGNORECASE)
"""What Windows takes for a device in every folder, whatever suffix it has."""

_LONGEST_NAME = 200
"""Bytes; file systems take 255, and suffixes are put behind it."""


# -- names -----------------------------------------------------------------------------------------------


def is_plain_name(name: str) -> bool:
    """Whether a name names a file in the folder it is joined to, on every system.

    No separators, no "..", no drive or device, nothing hidden, nothing that a terminal would act on.
    """
    try:
        size = len(name.encode())
    except UnicodeEncodeError:  # half a letter
        return False
    fits = name.isprintable() and 0 < size <= _LONGEST_NAME
    return fits and not _NOT_IN_NAMES.search(name) and not _DEVICE.match(name)


def plain_name(name: str) -> str:
    """The name itself, if it is plain; see :func:`is_plain_name`.

    Raises:
        ValueError: It is not; pydantic and :func:`boundary` turn this into an error with its place.
    """
    if not is_plain_name(name):
        raise ValueError(f"{name[:80]!r} is no plain file name: no folders, nothing hidden, nothing special")
    return name


def same_file(name: str) -> str:
    """What is equal for names that some systems take for one file: they do not tell capitals from others."""
    return unicodedata.normalize("NFC", name.casefold())


def refuse_outside(path: Path, folder: Path) -> None:
    """Refuse to write through a link that leads out of a folder, which may be somebody else's work.

    Raises:
        OutputError: It does.
    """
    leads_to = os.path.realpath(path)
    if not Path(leads_to).is_relative_to(os.path.realpath(folder)):
        raise OutputError(f"{path} leads to {leads_to}, out of {folder}. Take the link away.")


def at_home(path: Path, setting: str) -> Path:
    """The path with "~" written out.

    Raises:
        SettingsError: There is no such home folder, or no file can be called so.
    """
    try:
        path = path.expanduser()
        path.stat()
    except (
        FileNotFoundError,
        NotADirectoryError,
        PermissionError,
    ):  # not there yet, or said where it is used
        return path
    except (OSError, RuntimeError, ValueError) as error:  # too long, no such user, a NUL
        raise SettingsError(f"{setting} {str(path)!r} is no path: {error}. Give it in full.") from None
    return path


# -- reading ---------------------------------------------------------------------------------------------


@contextmanager
def boundary(what: object, error: type[PartyxError], advice: str = "") -> Iterator[None]:
    """Turn whatever reading ``what`` raises into ``error``: "WHAT: what is wrong. ADVICE".

    Args:
        what: The file, named first in the message.
        error: Which of our errors.
        advice: What to do next, a sentence.
    """
    try:
        yield
    except _FOREIGN as found:
        raise error(f"{what}: {_in_words(found)}. {advice}".rstrip()) from None


def _in_words(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    if isinstance(error, json.JSONDecodeError):
        return f"is no JSON: {error}"
    if hasattr(error, "error_count"):  # pydantic's, which takes 0.2 s to import
        return wrong_fields(error)[0]
    return str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"


def wrong_fields(error: Any) -> list[str]:  # noqa: ANN401 - pydantic need not be imported
    """What pydantic's ValidationError says, one line a field: "statistics.0.value: ..."."""
    return [
        f"{'.'.join(map(str, one['loc'])) or 'the text'}: {one['msg'].removeprefix('Value error, ')}"
        for one in error.errors(include_input=False, include_url=False)
    ]


def read_bytes(path: Path) -> bytes:
    """All of a file; see :func:`opened`. A pipe that nobody writes to would be waited for without end.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no regular file, or no file can be called so.
    """
    with opened(path) as file:
        return file.read()


def opened(path: Path) -> IO[bytes]:
    """A regular file, or a pipe that was handed over, open for reading. Other pipes and devices are refused.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no regular file, or no file can be called so.
    """
    if str(path).startswith(HANDED_OVER):
        return path.open("rb")
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    file = os.fdopen(handle, "rb")
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        file.close()
        raise ValueError("is no regular file")
    return file


def parse_json(text: str | bytes) -> Any:  # noqa: ANN401 - JSON
    """Read JSON that can be written again: finite numbers, whole letters, no deeper than :data:`DEEPEST`.

    Raises:
        ValueError: It is not.
        RecursionError: It is nested by the thousand.
    """
    if isinstance(text, bytes):
        text = text.decode("utf-8-sig")
    value = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    if _HALF_LETTER.search(text):
        json.dumps(value, ensure_ascii=False).encode()
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return value
    raise ValueError(f"is nested more than {DEEPEST} deep")


def _inside(value: object) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse(constant: str) -> float:
    raise ValueError(f"{constant} is no number in JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number - number:
        raise ValueError(f"{digits[:20]} is too large a number")
    return number


def read_json(path: Path) -> Any:  # noqa: ANN401 - JSON
    """Read a JSON file.

    Raises:
        OSError: It cannot be read.
        ValueError: It is no JSON, or none of ours; see :func:`parse_json`.
        RecursionError: It is nested by the thousand.
    """
    return parse_json(read_bytes(path))


# -- writing ---------------------------------------------------------------------------------------------


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 file that takes its name only when all of it is written, and leaves no trace otherwise.

    A link is followed: the file it leads to is the one that is replaced. The mode is that of the file
    before, else what the umask leaves.

    Raises:
        OSError: It cannot be written, or a device or a pipe is called so; an older file is then untouched.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():  # taking its place would remove it: of /dev/zero for all users
        raise FileExistsError(errno.EEXIST, "is no regular file", str(path))
    _take_away_what_was_left(path.parent)
    unfinished = path.with_name(f".{os.urandom(8).hex()}.unfinished")
    try:
        with unfinished.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
            if path.exists():
                unfinished.chmod(stat.S_IMODE(path.stat().st_mode))
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


_UNFINISHED = re.compile(r"\.[0-9a-f]{16}\.unfinished")
_GIVEN_UP_S = 86_400.0
"""Seconds after which nobody writes to an unfinished file any more: who did was killed."""
_swept: set[Path] = set()


def _take_away_what_was_left(folder: Path) -> None:
    """Remove what killed processes left unfinished in a folder, once a process."""
    if folder in _swept:
        return
    _swept.add(folder)
    before = time.time() - _GIVEN_UP_S
    with suppress(OSError), os.scandir(folder) as found:
        for one in found:
            if _UNFINISHED.fullmatch(one.name) and one.stat(follow_symlinks=False).st_mtime < before:
                Path(one.path).unlink()


def write_text(path: Path, text: str, inside: Path | None = None) -> None:
    """Write a file whole or not at all, its folders made where they are missing.

    Args:
        path: The file.
        text: What it says.
        inside: The folder that no link may lead out of; None follows any link, as for a file that the user
            has named.

    Raises:
        OutputError: It cannot be written.
    """
    with boundary(path, OutputError, "Name a file that can be written."):
        if inside is not None:
            refuse_outside(path, inside)
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole(path) as file:
            file.write(text)


def write_json(path: Path, data: object, indent: int = 1, inside: Path | None = None) -> None:
    """Write JSON, Vietnamese letters as they are; see :func:`write_text`.

    Raises:
        OutputError: It cannot be written.
    """
    write_text(path, json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False) + "\n", inside)
