"""What services were found to refuse, kept for the process and in a small file beside the cached answers."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from partyx import forks
from partyx.cache import SERVICES_FILE, cache_directory
from partyx.errors import PartyxError
from partyx.files import read_json, write_json
from partyx.llm import contexts
from partyx.llm.manners import FORMS, LIMITS, Manners

if TYPE_CHECKING:
    from pathlib import Path

    from partyx.settings import Settings

_MOST = 1_000
"""Services that the file holds: a file that somebody else wrote must not grow for ever."""
_LONGEST = 4 * 2**20
"""Bytes that are read; a service takes a few hundred."""


class Remembered:
    """The manners of each model at each endpoint. A file that cannot be read or written is as none."""

    def __init__(self, settings: Settings) -> None:
        """Use the cache folder that ``settings`` name, unless they turn the cache off."""
        kept = settings.cache in ("normal", "refresh")
        self._path: Path | None = cache_directory(settings) / SERVICES_FILE if kept else None

    def get(self, place: str, first: Manners) -> Manners:
        """The manners at ``place``; ``first`` where nothing was refused yet."""
        key = f"{place} {first.form}"
        with _lock:
            known = _known.get((self._path, key))
            if known is None:
                known = _read_one(self._file().get(key), first) or first
                _known[self._path, key] = known
        return known

    def put(self, place: str, first: Manners, found: Manners) -> None:
        """Keep what was found out at ``place``; what was only guessed, for the process and in no file."""
        key = f"{place} {first.form}"
        with _lock:
            _known[self._path, key] = found
            if self._path is None or found.guessed:
                return
            written = {**self._file(), key: _fields(found)}
            with contextlib.suppress(OSError, PartyxError):
                if self._path.is_symlink():  # planted: what it leads to is not ours to write anew
                    return
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_json(self._path, dict(list(written.items())[-_MOST:]))

    def _file(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        with contextlib.suppress(OSError, ValueError, RecursionError, PartyxError):
            if self._path.stat().st_size > _LONGEST:
                return {}
            found = read_json(self._path)
            return found if isinstance(found, dict) else {}
        return {}


_known: dict[tuple[Path | None, str], Manners] = {}
_lock = forks.Lock()


def forget() -> None:
    """Know nothing any more of this process's calls; what is in files stays."""
    contexts.forget()
    with _lock:
        _known.clear()


def _fields(manners: Manners) -> dict[str, Any]:
    return {
        "form": manners.form,
        "limit": manners.limit,
        "left_out": sorted(manners.left_out),
        "folded": manners.folded,
        "unthinking": manners.unthinking,
    }


def _read_one(fields: object, first: Manners) -> Manners | None:
    """What stands in the file; None when it is nothing that could have been found out."""
    if not isinstance(fields, dict):
        return None
    form, limit, left_out = fields.get("form"), fields.get("limit"), fields.get("left_out")
    if (
        form not in FORMS[FORMS.index(first.form) :]
        or limit not in ("", *LIMITS)
        or not isinstance(left_out, list)
    ):
        return None
    folded, unthinking = (fields.get(name) is True for name in ("folded", "unthinking"))
    return Manners(form, limit, frozenset(map(str, left_out)), folded, unthinking)
