"""One file from a web server, going on where the last try ended."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

from partyx.errors import WeightsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from partyx.local.registry import WebSource

TIMEOUT_S = 20.0
"""Longest wait for a connection or for the next bytes."""
_TRIES = 3
_CHUNK = 1 << 20
_PARTIAL = 206


def fetch(source: WebSource, file: Path, size: int, progress: Callable[[int], None]) -> None:
    """Append to ``file`` until it has ``size`` bytes; a connection that breaks is made again.

    Raises:
        WeightsError: The server cannot be reached, refuses, or sends something else. What came is kept.
    """
    for left in reversed(range(_TRIES)):
        try:
            _go_on(source.url, file, size, progress)
        except urllib.error.HTTPError as error:
            raise WeightsError(f"{_host(source.url)} answers {error.code}") from None
        except (OSError, http.client.HTTPException) as error:
            if not left:
                cause = getattr(error, "reason", error)
                raise WeightsError(f"{_host(source.url)} cannot be reached or broke off ({cause})") from None
        else:
            return


def _go_on(url: str, file: Path, size: int, progress: Callable[[int], None]) -> None:
    done = file.stat().st_size if file.exists() else 0
    if done >= size:
        return
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310 - the registry's own
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
        if answer.status != _PARTIAL:
            done = 0  # a server that knows no ranges sends it all again
        with file.open("ab") as out:
            out.truncate(done)
            while chunk := answer.read(_CHUNK):
                done += out.write(chunk)
                progress(done)
                if done > size:
                    raise WeightsError(f"{_host(url)} sends more than the {size} bytes of the file")
    if done < size:
        raise ConnectionError(f"it ended after {done} of {size} bytes")


def _host(url: str) -> str:
    return urllib.request.Request(url).host  # noqa: S310
