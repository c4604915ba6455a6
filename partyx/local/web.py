"""One file from a web server, going on where the last try ended."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from partyx.errors import WeightsError
from partyx.local.hosts import is_this_machine

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage
    from pathlib import Path

    from partyx.local.registry import WebSource

TIMEOUT_S = 20.0
"""Longest wait for a connection or for the next bytes."""
_TRIES = 3
_CHUNK = 1 << 20
_PARTIAL = 206
_BROKEN = (OSError, http.client.HTTPException, ValueError, LookupError)
"""Whatever urllib raises of a server's bytes: a redirect to "http://[::1" is a ValueError."""
_SHOWN = 200


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
        except _BROKEN as error:
            if not left:
                cause = str(getattr(error, "reason", error))[:_SHOWN]
                where = _host(source.url)
                raise WeightsError(f"{where} cannot be reached or broke off ({cause!r})") from None
        else:
            return


def _go_on(url: str, file: Path, size: int, progress: Callable[[int], None]) -> None:
    done = file.stat().st_size if file.exists() else 0
    if done >= size:
        return
    request = urllib.request.Request(url, headers={"Range": f"bytes={done}-"} if done else {})  # noqa: S310 - the registry's own
    with _opener(request).open(request, timeout=TIMEOUT_S) as answer:
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


class _Redirects(urllib.request.HTTPRedirectHandler):
    """To wherever a server keeps its files, but never from https to anything else."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib's
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if req.type == "https" and not newurl.startswith("https:"):
            return None
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(request: urllib.request.Request) -> urllib.request.OpenerDirector:
    """HTTP and HTTPS and nothing else; to this machine without a proxy."""
    opener = urllib.request.OpenerDirector()
    here = is_this_machine(urlsplit(request.full_url).hostname or "")
    for handler in (
        urllib.request.ProxyHandler({} if here else None),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _host(url: str) -> str:
    return urllib.request.Request(url).host  # noqa: S310
