"""Pages fetched from the web where that is asked for: in time, within a size, as robots.txt allows."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from partyx.errors import FetchError
from partyx.reading.inputs import Place, limit_of, too_large
from partyx.version import version

if TYPE_CHECKING:
    from partyx.reading.inputs import Input
    from partyx.settings import Settings

_MOST_REDIRECTS = 5
_ROBOTS_BYTES = 500_000
_CHUNK = 1 << 16
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_SUFFIXES: Final = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf",
}  # fmt: skip
_NO_PAGES: Final = re.compile(r"(?:application|text)/(?:.*json|.*javascript|css|(?:.*(?<!xhtml)\+)?xml)\Z")
"""Data, scripts, feeds: read as a text their escapes and tags would be words and figures."""

_PORTS: Final = {"http": 80, "https": 443}
_REFUSED_FROM, _SERVER_FAULT, _TOO_MANY = 400, 500, 429


class _Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass(frozen=True, slots=True)
class _Limits:
    """Until when, and how many bytes."""

    deadline: float
    bytes: int

    def left(self) -> float:
        """Seconds left.

        Raises:
            TimeoutError: None are.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def fetch(address: str, settings: Settings) -> Input:
    """Get a page.

    The request says who asks ("partyx/VERSION"). A redirect may not lead from the host that was given to an
    address that is private, of this machine, or of the local network; the address that was checked is the one
    that is connected to.

    Raises:
        FetchError: The host or robots.txt refuses, nobody answers in time, a redirect leads where it may not.
        SourceTooLargeError: The page is larger than the limit.
    """
    limits = _Limits(time.monotonic() + settings.fetch_timeout_s, limit_of(settings.max_chars))
    given, url = _parts(address, address), address
    for _ in range(_MOST_REDIRECTS + 1):
        parts = _parts(url, address)
        _ask_robots(parts, given, limits, address)
        answer = _get(parts, given, limits, address)
        if answer.status not in _REDIRECTS or not answer.headers.get("Location"):
            break
        url = _joined(url, answer.headers["Location"], address)
    else:
        raise FetchError(f"{address} redirects more than {_MOST_REDIRECTS} times.")
    if answer.status != http.client.OK:
        raise _refused(f"{address} answers {answer.status}", answer.status)
    if len(answer.body) > limits.bytes:
        raise too_large(f"{address} sends over {limits.bytes:,} bytes", settings.max_chars)
    place = Place.of(parts.path.rstrip("/") or parts.hostname or "page")
    kind = answer.headers.get_content_type()
    if _NO_PAGES.match(kind):
        raise FetchError(f"{address} is no page but {kind}; get it yourself, and give the articles in it.")
    found = Place(url, address, place.stem, _SUFFIXES.get(kind, place.suffix)).input(answer.body)
    return replace(found, url=url, charset=answer.headers.get_content_charset())


def _parts(url: str, address: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise FetchError(f"{address}: no address of a page: {url[:200]!r}.") from None
    if parts.username is not None:  # not repeated, since one of its words is a password
        raise FetchError(
            f"{parts.hostname}: pages are fetched without a name and password. Take them out of the address."
        )
    if parts.scheme not in _PORTS or not parts.hostname:
        raise FetchError(f"{address}: only http and https pages are fetched, not {url[:200]!r}.")
    return parts


def _joined(url: str, location: str, address: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchError(f"{address} redirects to what is no address: {location[:200]!r}.") from None


def _refused(what: str, status: int) -> FetchError:
    error = FetchError(f"{what}; save the page from a browser if it can be seen there.")
    error.retryable = status >= _SERVER_FAULT or status == _TOO_MANY
    return error


def _ask_robots(parts: SplitResult, given: SplitResult, limits: _Limits, address: str) -> None:
    rules = _robots(parts.scheme, parts.netloc, given, limits)
    if rules is not None and not rules.can_fetch(f"partyx/{version()}", parts.geturl()):
        raise FetchError(f"{address}: robots.txt of {parts.hostname} does not allow this page to be fetched.")


@lru_cache(maxsize=1_000)
def _robots_of(scheme: str, netloc: str, text: str) -> RobotFileParser:
    rules = RobotFileParser(f"{scheme}://{netloc}/robots.txt")
    rules.parse(text.splitlines())
    return rules


def _robots(scheme: str, netloc: str, given: SplitResult, limits: _Limits) -> RobotFileParser | None:
    """What a host allows; None where it has no rules. A host that fails to say allows nothing (RFC 9309)."""
    url = f"{scheme}://{netloc}/robots.txt"
    for _ in range(_MOST_REDIRECTS):
        answer = _get(urlsplit(url), given, _Limits(limits.deadline, _ROBOTS_BYTES), url)
        if answer.status not in _REDIRECTS or not answer.headers.get("Location"):
            break
        url = _joined(url, answer.headers["Location"], url)
    if answer.status >= _SERVER_FAULT:
        raise _refused(f"robots.txt of {netloc} answers {answer.status}", answer.status)
    if answer.status >= _REFUSED_FROM or answer.status in _REDIRECTS:
        return None
    return _robots_of(scheme, netloc, answer.body[:_ROBOTS_BYTES].decode("utf-8", "replace"))


def _get(parts: SplitResult, given: SplitResult, limits: _Limits, address: str) -> _Answer:
    try:
        connection = _connected(parts, given, limits)
        try:
            return _asked(connection, parts, limits)
        finally:
            connection.close()
    except TimeoutError:
        error = FetchError(
            f"{address}: no whole answer in time; raise fetch_timeout_s (PARTYX_FETCH_TIMEOUT_S)."
        )
        error.retryable = True
        raise error from None
    except (OSError, http.client.HTTPException, UnicodeError, ValueError) as cause:
        error = FetchError(
            f"{address}: {parts.hostname} cannot be reached or broke off ({cause or type(cause).__name__})."
        )
        error.retryable = True
        raise error from None


def _connected(parts: SplitResult, given: SplitResult, limits: _Limits) -> http.client.HTTPConnection:
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    chosen = _addresses(host, port)
    if host != given.hostname or port != (given.port or _PORTS[given.scheme]):
        outside = [one for one in chosen if _is_public(one)]
        if not outside:
            raise FetchError(
                f"{given.geturl()} redirects to {host}, which is a private address; it is not followed."
            )
        chosen = outside
    connection = http.client.HTTPConnection(host, port, timeout=limits.left())
    raw = socket.create_connection((chosen[0], port), timeout=limits.left())
    connection.sock = raw
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
    return connection


def _addresses(host: str, port: int) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        return [str(item[4][0]) for item in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    return mapped.is_global and not mapped.is_multicast


def _asked(connection: http.client.HTTPConnection, parts: SplitResult, limits: _Limits) -> _Answer:
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    target = path.encode("utf-8").decode("latin-1") if path.isascii() else _quoted(path)
    headers = {
        "User-Agent": f"partyx/{version()}",
        "Accept-Encoding": "gzip, identity",
        "Connection": "close",
    }
    connection.request("GET", target, headers=headers)
    with connection.getresponse() as response:
        return _Answer(response.status, response.headers, _read(response, limits))


def _quoted(path: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(path, safe="/?&=%+:;,@!$'()*~-._")


def _read(response: http.client.HTTPResponse, limits: _Limits) -> bytes:
    """The body up to just past the limit, unpacked; every piece is looked at against the one deadline."""
    packed = response.headers.get("Content-Encoding", "").strip().lower() in {"gzip", "x-gzip"}
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if packed else None
    body = bytearray()
    while len(body) <= limits.bytes and (chunk := response.read1(_CHUNK)):
        limits.left()
        try:
            body += unpack.decompress(chunk, limits.bytes + 1 - len(body)) if unpack else chunk
        except zlib.error as error:
            raise OSError(f"broken gzip: {error}") from None
    if response.length and len(body) <= limits.bytes:
        raise http.client.IncompleteRead(bytes(body), response.length)
    return bytes(body)
