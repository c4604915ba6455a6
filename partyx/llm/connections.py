"""The connections of this process: one pool for all that ask, in the portal's loop.

What is decided here, for every service alike:

- this machine is reached without a proxy: one that the environment names would get article and key;
- nobody is redirected: a 307 to another host would take the article's body along;
- a body longer than ``MAX_BYTES``, packed or unpacked, is not read on: 284 KB of gzip became 300 MB;
- a body that is packed twice is not read: what it is packed in can be of any length and say nothing, so that
  437 KB kept all calls waiting for a second, and three layers for hours;
- whatever is wrong with the environment's certificates or proxies is a ``SettingsError``.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import ssl
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import httpx2

from partyx.errors import BadResponseError, SettingsError
from partyx.llm.deadlines import Deadlines
from partyx.llm.portal import portal
from partyx.llm.secrets import without
from partyx.local.hosts import is_this_machine
from partyx.version import version

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Hashable, Iterator, Mapping, Sequence

    from partyx.llm.endpoint import Endpoint

MAX_BYTES = 16 * 2**20
"""Longest body that is read. 128,000 tokens, more than models write, are under 1 MB."""
IDLE_S = 5.0
"""Seconds after the last call until the connections are let go of."""
AT_ONCE = 8
"""Calls that share one client's connections."""
CONNECT_S = 10.0
"""Longest wait for a connection: a try that gets none is worth repeating within the total."""
_TIMEOUT = httpx2.Timeout(None, connect=CONNECT_S)
_ANY = None


class Connections:
    """HTTP clients, made when they are needed, shared, and closed when nobody has called for a while.

    Of each kind there are as many as ``AT_ONCE`` calls each need: httpcore2 looks at every connection of a
    client twice a call, which took 1.8 ms of processor where 64 calls shared one.
    """

    def __init__(self) -> None:
        """Open nothing yet."""
        self._reset()
        portal.before_stop(self.close)

    def _reset(self) -> None:
        self._parents = getattr(self, "_clients", None)  # kept: in a forked child they are the parent's
        self._clients: dict[tuple[bool, bool], list[Http]] = {}
        self._deadlines: dict[str, Deadlines] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def to(self, address: str) -> AsyncIterator[Http]:
        """A client that reaches ``address``, kept open for the length of the block.

        Raises:
            SettingsError: The certificates or proxies that the environment names cannot be used.
        """
        if self._loop is not asyncio.get_running_loop():  # the portal was started anew, in a child perhaps
            self._reset()
            self._loop = asyncio.get_running_loop()
        client = self._client(address)
        client.users += 1
        if client.closing is not None:
            client.closing.cancel()
        try:
            yield client
        finally:
            client.users -= 1
            if not client.users:
                client.closing = asyncio.get_running_loop().call_later(IDLE_S, self._close_soon, client)

    def deadlines(self, address: str) -> Deadlines:
        """How long the calls to ``address`` may take; inside of :meth:`to`."""
        return self._deadlines.setdefault(address, Deadlines())

    async def close(self) -> None:
        """Close all clients; the next call opens new ones."""
        clients = [client for some in self._clients.values() for client in some]
        self._clients = {}
        if self._loop is not asyncio.get_running_loop():
            return
        for client in clients:
            await client.aclose()

    def _close_soon(self, client: Http) -> None:
        some = next((some for some in self._clients.values() if client in some), None)
        if some is None or client.users:
            return
        some.remove(client)
        task = asyncio.get_running_loop().create_task(client.aclose())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _client(self, address: str) -> Http:
        """The first client of its kind that can take one more call, so that those behind it fall idle."""
        kind = _kind(address)
        some = self._clients.setdefault(kind, [])
        found = next((client for client in some if client.users < AT_ONCE), None)
        if found is None:
            found = _made(secure=kind[0], here=kind[1])
            some.append(found)
        return found


@lru_cache(maxsize=256)
def _kind(address: str) -> tuple[bool, bool]:
    """Whether an address is reached by TLS, and whether it is this machine."""
    url = httpx2.URL(address)
    return url.scheme == "https", is_this_machine(url.host)


def _made(*, secure: bool, here: bool) -> Http:
    """A client for one kind of address.

    Raises:
        SettingsError: See ``Connections.to``.
    """
    certificates = certificates_for(secure=secure)
    try:
        return Http(
            verify=certificates,
            trust_env=not here,
            follow_redirects=False,
            # How many calls are made at once is decided by who makes them; a timeout runs round each call.
            limits=httpx2.Limits(
                max_connections=_ANY, max_keepalive_connections=_ANY, keepalive_expiry=IDLE_S
            ),
            timeout=None,
        )
    except (ValueError, ImportError, httpx2.InvalidURL):
        pass  # and the words of the error are not shown: they quote the address with its password
    names = ", ".join(name for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY") if _is_set(name))
    raise SettingsError(
        f"The proxy that {names or 'the system'} names cannot be used. It looks like http://HOST:PORT; "
        f"socks5://HOST:PORT needs: pip install 'httpx2[socks]'. NO_PROXY=HOST goes without one."
    )


def _is_set(name: str) -> bool:
    return bool(os.environ.get(name) or os.environ.get(name.lower()))


def certificates_for(*, secure: bool) -> ssl.SSLContext:
    """What connections check a host by; without TLS nothing is loaded.

    Raises:
        SettingsError: The certificates that the environment names cannot be loaded.
    """
    return _certificates() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@cache
def _certificates() -> ssl.SSLContext:
    """The system's certificates, or those that SSL_CERT_FILE names: 26 ms to load.

    Raises:
        SettingsError: They cannot be loaded.
    """
    try:
        return httpx2.create_ssl_context()
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        why = getattr(error, "strerror", None) or type(error).__name__
    name = "SSL_CERT_FILE" if os.environ.get("SSL_CERT_FILE") else "SSL_CERT_DIR"
    raise SettingsError(f"{name} names no certificates that can be loaded ({why}). Correct it or unset it.")


OWN_AUTHORITY = (
    "If a proxy or a service of your own made it, name the file of its authority in SSL_CERT_FILE."
)


def untrusted(error: BaseException | None) -> str:
    """Why a certificate was refused; empty where that was not what went wrong."""
    seen: list[BaseException] = []  # of errors that were raised again some are their own cause's cause
    while error is not None and error not in seen:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        seen.append(error)
        error = error.__cause__ or error.__context__
    return ""


@lru_cache(maxsize=256)
def _parsed(url: str) -> httpx2.URL:
    return httpx2.URL(url)


class Http(httpx2.AsyncClient):
    """A client that reads bodies up to ``MAX_BYTES`` and sends nothing about this machine.

    Attributes:
        users: Calls under way.
        closing: When it is let go of; once there are no users.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - httpx2's
        """As httpx2's."""
        super().__init__(**options)
        self._services: dict[Hashable, Any] = {}
        self.users = 0
        self.closing: asyncio.TimerHandle | None = None

    def service(self, address: str, endpoint: Endpoint, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """A library's client of an endpoint over these connections; kept, since its first call is slower.

        Args:
            address: Where it is.
            endpoint: Whose key and headers it sends.
            make: Makes it.
        """
        name = (address, endpoint.api, endpoint.api_key, *endpoint.headers.items())
        if name not in self._services:
            self._services[name] = make()
        return self._services[name]

    async def post_json(self, url: str, body: Mapping[str, Any]) -> httpx2.Response:
        """Send a body as JSON; the answer, whatever its status.

        Raises:
            httpx2.HTTPError: There is none.
        """
        said = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return await self.send(httpx2.Request("POST", _parsed(url), content=said.encode()))

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:  # noqa: ANN401
        """Send, and read the whole answer, streamed or not."""
        meant, secrets = _meant.get()
        for name in [name for name in request.headers if name not in _NEEDED]:
            del request.headers[name]
        request.headers.update({**_PACKED, **meant})
        request.extensions["timeout"] = _TIMEOUT.as_dict()
        response = await super().send(request, **{**options, "stream": True})
        body = bytearray()
        try:
            check_packing(response)
            async for piece in response.aiter_bytes():  # unpacked in pieces of 1 MB at most
                body += piece
                check_length(len(body), response)
        finally:
            await response.aclose()
        return read_whole(response, bytes(body), secrets)


def check_packing(response: httpx2.Response) -> None:
    """See that a body is packed once at most.

    Raises:
        BadResponseError: It is packed more than once.
    """
    packings = response.headers.get_list("content-encoding", split_commas=True)
    if len(packings) > 1:
        raise BadResponseError(f"a body that is packed {len(packings)} times, which was not read")


def check_length(length: int, response: httpx2.Response, most: int = MAX_BYTES) -> None:
    """See that what was read of a body is not too long, packed and unpacked.

    Raises:
        BadResponseError: It is.
    """
    if max(length, response.num_bytes_downloaded) > most:
        raise BadResponseError(f"a body of more than {most >> 20} MB, which was not read on")


def read_whole(response: httpx2.Response, body: bytes, secrets: Sequence[str]) -> httpx2.Response:
    """A response that was read, with the headers that are looked at and no secret in them."""
    kept = [
        (name.encode(), without(value, *secrets).encode())
        for name, value in response.headers.items()
        if name in _KEPT
    ]
    return httpx2.Response(response.status_code, headers=kept, content=body, request=response.request)


_KEPT = frozenset({"content-type", "location", "retry-after", "retry-after-ms"})
"""Headers that are looked at. SDKs log all that they see."""


def headers_for(endpoint: Endpoint, **more: str) -> dict[str, str]:
    """What every request to an endpoint says of itself; the settings' own headers win."""
    usual = {
        "accept": "application/json",
        "content-type": "application/json",
        "user-agent": f"partyx/{version()}",
    }
    return {**usual, **more, **endpoint.headers}


@contextlib.contextmanager
def only(headers: Mapping[str, str], secrets: Sequence[str]) -> Iterator[None]:
    """Send no headers in the block but these and what HTTP needs, and keep ``secrets`` out of those received.

    Libraries add what they find in variables of the environment, and tell of themselves and of this machine;
    and they log what they receive.
    """
    token = _meant.set((headers, secrets))
    try:
        yield
    finally:
        _meant.reset(token)


_meant: ContextVar[tuple[Mapping[str, str], Sequence[str]]] = ContextVar("meant")
_NEEDED = frozenset({"host", "connection", "content-length"})
_PACKED = {"accept-encoding": "gzip, deflate"}
"""The packings that every installation can undo in pieces."""

connections = Connections()
"""The pool that everybody shares."""
