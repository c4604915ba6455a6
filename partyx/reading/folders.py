"""The articles in a folder and all below it, or of a pattern, by name; what is passed over is told."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from partyx.errors import InputError, SourceNotFoundError
from partyx.reading.inputs import Unread, printable, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARTICLES: Final = frozenset(
    ".txt .text .html .htm .xhtml .shtml .mht .mhtml .eml .mbox .docx .pdf "
    ".zip .jsonl .ndjson .csv .tsv .parquet "
    ".warc .gz .aspx .asp .php .jsp .do".split()
)
"""Suffixes of files with articles; the last are those of pages that a crawler saved under their address."""

_PAGE_FOLDER = "_files"
"""What a browser calls the folder of a page's pictures and frames, behind the page's name."""


def articles_in(folder: Path) -> Iterator[Path | Unread]:
    """The files with articles in a folder and below, by name; each folder once, whatever links lead to it."""
    seen: set[tuple[int, int]] = set()
    failed: list[OSError] = []
    found = False
    _is_new(folder, seen)
    for top, folders, files in os.walk(folder, followlinks=True, onerror=failed.append):
        known = sorted(name for name in folders if _is_new(Path(top, name), seen))
        folders[:] = [name for name in known if not _is_hidden(name, files)]
        yield from (
            _skipped(Path(top, name), "hidden, or the parts of a saved page")
            for name in known
            if name not in folders
        )
        for name in sorted(files):
            path = Path(top, name)
            why = why_skipped(name)
            found = True
            yield path if why is None else _skipped(path, why)
    for error in failed:
        yield Unread(
            printable(str(error.filename)),
            InputError(f"{error.filename!r} cannot be read: {error.strerror}."),
        )
    if not found and not failed:
        raise SourceNotFoundError(f"{str(folder)!r} is an empty folder.")


def matching(pattern: Path) -> Iterator[Path | Unread]:
    """The files that a pattern names ("news/**/*.html"), by name; of a folder among them the articles in it.

    Raises:
        SourceNotFoundError: It names none.
    """
    found = sorted(glob.iglob(str(pattern), recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise SourceNotFoundError(f"{str(pattern)!r}: no file fits this pattern.")
    whole = "**" in str(pattern)
    seen: set[tuple[str, str]] = set()
    for name in found:
        path = Path(name)
        key = (os.path.realpath(path.parent), path.name)  # "**" goes round in a link that leads above itself
        if key in seen:
            continue
        seen.add(key)
        if path.is_dir():
            if not whole:
                yield from articles_in(path)
        else:
            yield path


def why_skipped(name: str) -> str | None:
    """Why a file of a folder or an archive is passed over, by its name; None where it may be an article."""
    parts = name.replace("\\", "/").split("/")
    base = parts[-1]
    if base.startswith(".") or "__MACOSX" in parts:
        return "a hidden file"
    suffix = suffix_of(base)
    if suffix in _ARTICLES or not suffix:
        return None
    return f"{suffix} is no kind of file that articles are in"


def _is_hidden(name: str, files: list[str]) -> bool:
    """Whether a folder is hidden, or holds what a saved page consists of beside its text."""
    page = name.removesuffix(_PAGE_FOLDER)
    pages = {f"{page}{suffix}" for suffix in (".html", ".htm")}
    return name.startswith(".") or name == "__MACOSX" or (page != name and not pages.isdisjoint(files))


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    try:
        at = folder.stat()
    except OSError:
        return True
    key = (at.st_dev, at.st_ino)
    new = key not in seen
    seen.add(key)
    return new


def _skipped(path: Path, why: str) -> Unread:
    name = printable(str(path))
    return Unread(name, InputError(f"{name!r} is passed over: {why}."), skipped=True)
