"""Where text and key go: never to a proxy from this machine to itself, never along a redirect; and the pool."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import datetime as dt
import ssl
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar, Self

import fault_server as server
import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fault_server import FaultServer
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from partyx.errors import (
    BadRequestError,
    BadResponseError,
    ModelConnectionError,
    ModelError,
    PartyxError,
    SettingsError,
)
from partyx.llm import Client, Endpoint, endpoints, resolve
from partyx.llm.connections import MAX_BYTES, Connections, untrusted
from partyx.llm.endpoints import checked_url
from partyx.llm.portal import Portal
from partyx.local.hosts import is_local, is_this_machine
from partyx.settings import Settings

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

KEY = "sk-planted-0123456789abcdef/xyz"
ASKED = [{"role": "user", "content": "có 817 tổ chức cơ sở Đảng"}]
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


class Figure(BaseModel):
    figure: float


def asking(url: str, **values: Any) -> Client:
    fast = {"model": "m", "base_url": url, "api_key": KEY, "retry_after_cap_s": 0.02, "timeout_s": 20}
    return Client(Settings(**{**fast, "cache": "off", **values}))


def ask(url: str, **values: Any) -> float:
    with asking(url, **values) as client:
        return client.ask(ASKED, Figure, name="figure").value.figure


# -- proxies ---------------------------------------------------------------------------------------


class Proxy:
    """Counts what comes to it, and answers nothing of use."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def seen(self) -> None:
                outer.seen.append(f"{self.command} {self.path}")
                self.send_error(502)

            do_GET = do_POST = do_CONNECT = seen  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://user:secret@127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """A proxy that the whole environment names; clients are made anew with it in sight."""
    one = Proxy()
    for name in PROXIES:
        monkeypatch.setenv(name, one.address)
    monkeypatch.setenv("no_proxy", "")
    fresh(monkeypatch)
    yield one
    one.close()


def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool of the test's own, since the environment is read when a client is made."""
    import partyx.llm.wire as module  # noqa: PLC0415 - loads openai

    monkeypatch.setattr(module, "connections", Connections())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "localhost."])
def test_this_machine_is_asked_without_a_proxy(proxy: Proxy, host: str) -> None:
    with FaultServer() as faults:
        assert ask(faults.url.replace("127.0.0.1", host)) == 7
        assert len(faults.requests) == 1
    assert proxy.seen == []


def test_a_model_of_this_process_is_asked_without_a_proxy(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultServer() as faults:
        monkeypatch.setattr(
            endpoints,
            "_resolvers",
            {"local": lambda name, _: Endpoint(name, "", "l", start=lambda: faults.url)},
        )
        with Client(Settings(model="local/x", cache="off")) as client:
            assert client.ask(ASKED, Figure, name="figure").value.figure == 7
    assert proxy.seen == []


def test_other_hosts_are_asked_through_the_proxy(proxy: Proxy) -> None:
    for url in ("http://models.example/v1", "https://models.example/v1"):
        with pytest.raises(ModelError):
            ask(url, attempts=1)
    assert [seen.split("/")[0].split()[0] for seen in proxy.seen] == ["POST", "CONNECT"]


@pytest.mark.parametrize(
    "address", ["socks5://127.0.0.1:1", "ftp://user:secret@h:1", "http://[::1", "http://a b", "nonsense://x"]
)
def test_a_proxy_that_cannot_be_used_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    fresh(monkeypatch)
    with FaultServer() as faults:
        assert ask(faults.url) == 7, "this machine needs none"
    with pytest.raises(PartyxError) as caught:
        ask("http://models.example/v1", attempts=1, timeout_s=1)
    assert "secret" not in str(caught.value)
    assert not isinstance(caught.value, SettingsError) or "ALL_PROXY" in str(caught.value)


ASKING_ELSEWHERE = """\
import sys
import threading
from pydantic import BaseModel
from partyx.errors import SettingsError
from partyx.llm import Client
from partyx.settings import Settings
class Figure(BaseModel):
    figure: float
def ask(url):
    return Client(Settings(model="m", base_url=url, cache="off")).ask(
        [{"role": "user", "content": "817"}], Figure, name="f").value.figure
"""
"""A program that asks, with certificates of its own: they are loaded once a process."""


@pytest.mark.parametrize(
    "content",
    [
        None,
        pytest.param(b"", marks=pytest.mark.slow),
        pytest.param(b"no certificates", marks=pytest.mark.slow),
        pytest.param(b"\xff\x00", marks=pytest.mark.slow),
    ],
)
def test_certificates_that_cannot_be_loaded_matter_to_https_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "ca.pem"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    code = f"""
{ASKING_ELSEWHERE}
print(ask(sys.argv[1]))
try:
    ask("https://127.0.0.1:9/v1")
except SettingsError as error:
    print(error)
"""
    with FaultServer() as faults:
        done = subprocess.run(
            [sys.executable, "-c", code, faults.url], capture_output=True, text=True, check=True, timeout=60
        )
    first, second = done.stdout.splitlines()
    assert first == "7.0"
    assert second.startswith("SSL_CERT_FILE names no certificates that can be loaded")


@contextlib.contextmanager
def with_own_certificate(folder: Path) -> Iterator[tuple[str, Path]]:
    """A service on this machine whose certificate nobody knows: its address, and the file of the authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "own")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(5)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "own.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "own.pem")

    class Secure(FaultServer):
        def handle(self, connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as secure:
                super().handle(secure)

    with Secure() as faults:
        yield faults.url.replace("http:", "https:"), folder / "own.pem"


def test_a_certificate_that_nobody_knows_is_said_at_once_and_can_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with with_own_certificate(tmp_path) as (url, authority):
        with pytest.raises(
            ModelConnectionError, match=r"not trusted here \(self.signed.*SSL_CERT_FILE"
        ) as caught:
            ask(url)
        assert "tried" not in str(caught.value)
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        done = subprocess.run(
            [sys.executable, "-c", f"{ASKING_ELSEWHERE}\nprint(ask(sys.argv[1]))", url],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    assert done.stdout == "7.0\n"


@pytest.mark.parametrize(
    ("host", "here", "local"),
    [
        ("127.0.0.1", True, True),
        ("127.8.9.1", True, True),
        ("127.1", True, True),
        ("2130706433", True, True),
        ("0x7f000001", True, True),
        ("::1", True, True),
        ("::ffff:127.0.0.1", True, True),
        ("0.0.0.0", True, True),  # noqa: S104
        ("localhost", True, True),
        ("LOCALHOST.", True, True),
        ("models.localhost", True, True),
        ("ip6-localhost", True, True),
        ("localhost4", True, True),
        ("localhost6.localdomain6", True, True),
        ("192.168.1.9", False, True),
        ("10.0.0.3", False, True),
        ("fe80::1%eth0", False, True),
        ("gpu-box", False, True),
        ("box.local", False, True),
        ("8.8.8.8", False, False),
        ("api.openai.com", False, False),
        ("localhost.example", False, False),
        ("127.0.0.1.example", False, False),
    ],
)
def test_whose_a_host_is(host: str, here: bool, local: bool) -> None:  # noqa: FBT001
    assert (is_this_machine(host), is_local(host)) == (here, local)


# -- redirects -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_nothing_follows_a_redirect_and_what_lies_there_is_not_believed(code: int) -> None:
    with FaultServer(default=server.answer('{"figure": 666}')) as other:
        there = f"{other.url}/chat/completions?key={KEY}"
        with FaultServer(default=server.redirect(there, code)) as faults:
            with pytest.raises(
                BadRequestError, match=f"redirect \\({code}\\) to {other.url}.*put it into base_url"
            ) as caught:
                ask(faults.url)
            assert len(faults.requests) == 1
        assert other.requests == []
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "there", ["{self}/v1/chat/completions", "/v1/chat/completions", "", "http://[::1", "\x1b[2J"]
)
def test_a_redirect_costs_one_request_wherever_it_points(there: str) -> None:
    with FaultServer(default=server.redirect(there)) as faults:
        with pytest.raises(BadRequestError) as caught:
            ask(faults.url)
        assert len(faults.requests) == 1
    assert "\x1b" not in str(caught.value)


# -- what is sent and what is read -------------------------------------------------------------------


def test_only_headers_of_ours_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Openai's client alone sends all of these to any host it is pointed at."""
    for name, value in {
        "OPENAI_CUSTOM_HEADERS": "X-Secret: planted",
        "OPENAI_ORG_ID": "org-planted",
        "OPENAI_PROJECT_ID": "proj-planted",
        "OPENAI_ADMIN_KEY": "admin-planted",
        "OPENAI_API_KEY": "sk-planted",
    }.items():
        monkeypatch.setenv(name, value)
    with FaultServer() as faults:
        assert ask(faults.url, model="ollama/m", api_key=None) == 7
        head = faults.requests[0].head
    assert "planted" not in head
    names = {line.partition(":")[0].lower() for line in head.splitlines()[1:]}
    assert names <= {
        *("host", "connection", "accept", "accept-encoding", "content-type", "content-length", "user-agent"),
        *("authorization", "idempotency-key"),
    }


def test_openais_organisation_goes_to_openai_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-1")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-1")
    keys = {"openai_api_key": "k", "groq_api_key": "k"}
    assert resolve(Settings(model="gpt", **keys)).headers == {
        "openai-organization": "org-1",
        "openai-project": "proj-1",
    }
    assert resolve(Settings(model="groq/x", **keys)).headers == {}
    assert resolve(Settings(model="openai/x", base_url="http://box/v1", **keys)).headers == {}


@pytest.mark.slow
def test_a_body_that_is_too_long_is_not_read_on() -> None:
    """Packed or plain, of an answer or of an error: one process meets them all and stays small."""
    peak = """
import resource, sys
from pydantic import BaseModel
from partyx.errors import BadResponseError
from partyx.llm import Client
from partyx.settings import Settings
import partyx.llm.wire, partyx.llm.structured
class Figure(BaseModel):
    figure: float
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
client = Client(Settings(model="m", base_url=sys.argv[1], cache="off"))
for _ in range(int(sys.argv[2])):
    try:
        client.ask([{"role": "user", "content": "817"}], Figure, name="f")
    except BadResponseError as error:
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, error)
"""
    bodies = [server.bomb(), server.bomb("deflate"), server.flood]
    faults = [with_status(body, code) for code in (200, 500) for body in bodies]
    with FaultServer(list(faults)) as sent:
        done = subprocess.run(
            [sys.executable, "-c", peak, sent.url, str(len(faults))],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert len(sent.requests) == len(faults)
    lines = done.stdout.splitlines()
    assert len(lines) == len(faults)
    for line in lines:
        megabytes, _, words = line.partition(" ")
        assert "a body of more than 16 MB, which was not read on" in words
        assert int(megabytes) < 10 * MAX_BYTES >> 20, "measured: 37 to 91, by how the system gives out pages"


def with_status(fault: server.Fault, code: int) -> server.Fault:
    """The same body under another status."""

    def answer(exchange: server.Exchange) -> None:
        plain = exchange.send
        exchange.send = lambda raw: plain(raw.replace(b"HTTP/1.1 200", f"HTTP/1.1 {code}".encode(), 1))  # type: ignore[method-assign]
        fault(exchange)

    return answer


def test_what_is_packed_twice_is_not_unpacked() -> None:
    """What a small body is packed in may be of any length and say nothing: all calls waited meanwhile."""
    with FaultServer(default=server.twice_packed(1)) as faults:
        with pytest.raises(BadResponseError, match="packed 2 times, which was not read"):
            ask(faults.url)
        assert len(faults.requests) == 1


# -- the pool --------------------------------------------------------------------------------------


class KeepAlive:
    """A server that keeps its connections, and counts them."""

    open: ClassVar[set[Any]] = set()

    def __init__(self) -> None:
        self.open.clear()
        made = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                made.open.add(self)

            def finish(self) -> None:
                made.open.discard(self)
                super().finish()

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                raw = server.json.dumps(server.completion()).encode()
                self.send_response(200)
                self.send_header("content-length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def test_one_client_over_ten_loops_keeps_one_connection() -> None:
    with KeepAlive() as kept:
        client = asking(kept.url)
        for number in range(10):
            messages = [{"role": "user", "content": f"{number}"}]
            assert asyncio.run(client.aask(messages, Figure, name="f")).value.figure == 7
        assert len(kept.open) == 1


def test_ten_clients_and_threads_one_after_the_other_keep_one_connection() -> None:
    with KeepAlive() as kept:
        for _ in range(10):
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                assert pool.submit(ask, kept.url).result() == 7
        assert len(kept.open) == 1


def test_connections_are_let_go_of_when_nobody_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    import partyx.llm.connections as module  # noqa: PLC0415

    monkeypatch.setattr(module, "IDLE_S", 0.1)
    with KeepAlive() as kept:
        fresh(monkeypatch)
        ask(kept.url)
        end = time.monotonic() + 5
        while kept.open and time.monotonic() < end:
            time.sleep(0.02)
        assert not kept.open
        assert ask(kept.url) == 7, "the next call opens anew"


def test_many_calls_share_clients_and_those_that_fall_idle_are_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each client looks at all its connections twice a call: with 64 on one that was 1.8 ms a call."""
    import partyx.llm.connections as module  # noqa: PLC0415

    monkeypatch.setattr(module, "IDLE_S", 0.0)

    async def use() -> None:
        pool = Connections()
        async with contextlib.AsyncExitStack() as first, contextlib.AsyncExitStack() as more:
            here = [await first.enter_async_context(pool.to("http://127.0.0.1:9/v1")) for _ in range(3)]
            assert len(set(here)) == 1
            others = [await more.enter_async_context(pool.to("http://127.0.0.1:9/v1")) for _ in range(17)]
            assert [client.users for client in dict.fromkeys(others)] == [8, 8, 4]
            there = await more.enter_async_context(pool.to("https://there.example/v1"))
            assert there not in others
            await more.aclose()
            for _ in range(10):
                await asyncio.sleep(0.001)
            idle = {*others, there} - set(here)
            assert all(client.is_closed for client in idle)
            assert not here[0].is_closed
            async with pool.to("http://127.0.0.1:9/v1") as again:
                assert again is here[0]

    asyncio.run(use())


def test_a_stopped_portal_leaves_no_thread_of_blocking_work_behind() -> None:
    async def blocking() -> threading.Thread:
        return await asyncio.to_thread(threading.current_thread)

    portal = Portal()
    worker = portal.run(blocking())
    assert worker.is_alive()
    portal.stop()
    assert not worker.is_alive()


def test_a_program_that_ends_leaves_nothing_open() -> None:
    code = """
import asyncio, sys
from pydantic import BaseModel
from partyx.llm import Client
from partyx.settings import Settings
class Figure(BaseModel):
    figure: float
client = Client(Settings(model="m", base_url=sys.argv[1], cache="off"))
asked = [{"role": "user", "content": "817"}]
client.ask(asked, Figure, name="f")
asyncio.run(client.aask(asked, Figure, name="f"))
"""
    with KeepAlive() as kept:
        done = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "default", "-c", code, kept.url],
            capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
    signs = ("ResourceWarning", "was destroyed", "was never", "unclosed")
    noise = [line for line in done.stderr.splitlines() if any(sign in line for sign in signs)]
    assert noise == []


# -- addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://a\u202eb/v1",
        "http://" + "a" * 64 + ".example/v1",
        "http://a..b/v1",
        "http://" + ".".join(["a" * 60] * 5) + "/v1",
        "http://a/" + "v" * 5000,
        "http://a/\x1b[2J",
        "http://a:99999/v1",
    ],
)
def test_an_address_that_cannot_be_called_is_refused_as_a_setting(url: str) -> None:
    with pytest.raises(SettingsError, match="base_url"):
        checked_url(url)


@pytest.mark.parametrize(
    ("host", "expected"),
    [("１２７.0.0.1", "127.0.0.1"), ("127。0。0。1", "127.0.0.1"), ("báo.example", "xn--bo-mia.example")],
)
def test_an_address_in_other_letters_is_what_it_stands_for(host: str, expected: str) -> None:
    """This machine in wide digits went to a proxy, or came back as an error of httpx2's."""
    assert checked_url(f"http://{host}:9/v1").geturl() == f"http://{expected}:9/v1"


@given(st.text(max_size=60))
def test_any_address_is_one_or_an_error_of_ours(text: str) -> None:
    for address in (text, f"http://{text}", f"https://host/{text}", f"http://{text}.example:8000/v1"):
        try:
            url = checked_url(address).geturl()
        except SettingsError:
            continue
        assert checked_url(url).geturl() == url
        assert url.isprintable()
        httpx2.Request("POST", f"{url}/chat/completions")


@pytest.mark.parametrize("length", [1, 2, 5])
def test_errors_that_are_each_others_cause_are_looked_at_once(length):
    """A library that raises a kept error again makes a ring of causes: looking for a certificate went on for ever."""
    ring = [OSError(number) for number in range(length)]
    for number, error in enumerate(ring):
        error.__cause__ = ring[number - 1]
    assert untrusted(ring[0]) == ""
    refused = ssl.SSLCertVerificationError()
    refused.verify_message = "self-signed certificate"
    ring[0].__cause__ = refused
    assert untrusted(ring[-1]) == ("self-signed certificate")
