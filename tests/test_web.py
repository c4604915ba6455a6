"""Pages from the web: fetched only when asked for, in time, within a size, as robots.txt allows, and no further in."""

from __future__ import annotations

import gzip
import http.server
import threading
import time

import pytest

import partyx
from partyx.errors import FetchError, InputError, SourceTooLargeError
from partyx.reading import Unread, read, read_many
from partyx.reading.web import _is_public
from partyx.settings import Settings

PAGE = (
    "<html><head><title>Huyện ủy Sông Mây sơ kết</title></head><body><h1>Huyện ủy Sông Mây sơ kết</h1>"
    "<p>Sáng 5/7/2021, Huyện ủy Sông Mây kết nạp 15 đảng viên mới, đạt 101% chỉ tiêu năm.</p></body></html>"
)


HTML = {"Content_Type": "text/html"}
FRENCH = "Le comité du parti a élu hier soir quinze nouveaux membres à Genève."
PAGES = {
    "bai.html": (PAGE.encode(), {"Content_Type": "text/html; charset=utf-8"}),
    "gzip": (gzip.compress(PAGE.encode()), HTML | {"Content_Encoding": "gzip"}),
    "x-gzip": (gzip.compress(PAGE.encode()), HTML | {"Content_Encoding": "x-gzip"}),
    "json": (
        b'{"text": "K\\u1ebft n\\u1ea1p 15 \\u0111v"}',
        {"Content_Type": "application/json; charset=utf-8"},
    ),
    "feed": (b"<rss><item>15</item></rss>", {"Content_Type": "application/rss+xml"}),
    "xhtml": (PAGE.encode(), {"Content_Type": "application/xhtml+xml; charset=utf-8"}),
    "bomb": (gzip.compress(b"a" * 50_000_000), HTML | {"Content_Encoding": "gzip"}),
    "big": (b"<p>" + b"a" * 200_000 + b"</p>", HTML),
    "french": (f"<p>{FRENCH}</p>".encode("latin-1"), {"Content_Type": "text/html; charset=iso-8859-1"}),
}


class Quiet(http.server.ThreadingHTTPServer):
    """A server that does not tell of clients who went away, and ends with the last of its threads."""

    daemon_threads = False

    def handle_error(self, *_):
        """Nothing."""


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers by path."""

    robots = ""
    robots_status = 200
    asked: list[str]
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Nothing."""

    def send(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.server.asked.append(self.path)
        name = self.path.partition("?")[0].strip("/")
        if name == "robots.txt":
            self.send(self.server.robots.encode(), self.server.robots_status)
        elif name in PAGES:
            body, headers = PAGES[name]
            self.send(body, **headers)
        elif name in self.server.targets:
            self.send(status=302, Location=self.server.targets[name])
        elif name == "slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"<")
                time.sleep(0.05)
        elif name == "cut":
            self.send(b"<p>x", Content_Length="1000")
            self.close_connection = True
        else:
            self.send(b"?", int(name) if name.isdigit() else 404)


@pytest.fixture
def server():
    made = Quiet(("127.0.0.1", 0), Handler)
    made.robots, made.robots_status, made.asked, made.targets, made.daemon_threads = (
        "",
        200,
        [],
        {"loop": "/loop"},
        True,
    )
    thread = threading.Thread(target=made.serve_forever, args=(0.02,))
    thread.start()
    made.url = f"http://127.0.0.1:{made.server_address[1]}"
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


def settings(**more):
    return Settings(engine="rules", fetch=True, **{"fetch_timeout_s": 5, **more})


def test_a_page_is_fetched_only_when_asked_for(server):
    with pytest.raises(InputError, match="fetch=True"):
        read(f"{server.url}/bai.html", Settings())
    assert server.asked == []


def test_a_fetched_page_is_an_article_with_its_address(server):
    extraction = partyx.extract(f"{server.url}/bai.html", settings=settings())
    assert (extraction.article.id, extraction.article.url) == ("bai", f"{server.url}/bai.html")
    assert extraction.article.source == f"{server.url}/bai.html"
    assert [it.value for it in extraction.statistics] == [15, 101]
    assert server.asked == ["/robots.txt", "/bai.html"]


def test_packed_pages_and_declared_charsets_are_read(server):
    for name in ("gzip", "x-gzip", "xhtml"):
        assert "15 đảng viên" in read(f"{server.url}/{name}", settings()).text
    assert read(f"{server.url}/french", settings()).text == FRENCH


@pytest.mark.parametrize("name", ["json", "feed"])
def test_what_is_no_page_is_refused_and_its_escapes_and_tags_never_read_as_figures(server, name):
    with pytest.raises(FetchError, match="is no page but application/"):
        read(f"{server.url}/{name}", settings())


def test_many_addresses_are_fetched_and_one_that_fails_takes_no_other_along(server):
    found = list(read_many([f"{server.url}/404", f"{server.url}/bai.html"], settings()))
    assert [isinstance(item, Unread) for item in found] == [True, False]
    assert found[0].source == f"{server.url}/404"


def test_what_robots_txt_forbids_is_not_fetched(server):
    server.robots = "User-agent: *\nDisallow: /bai\n"
    with pytest.raises(FetchError, match=r"robots\.txt"):
        read(f"{server.url}/bai.html", settings())
    assert server.asked == ["/robots.txt"]
    server.robots_status = 404
    assert read(f"{server.url}/bai.html", settings()).text
    server.robots_status = 503
    with pytest.raises(FetchError, match="503") as caught:
        read(f"{server.url}/bai.html", settings())
    assert caught.value.retryable


@pytest.mark.parametrize(
    ("path", "retryable"), [("404", False), ("403", False), ("429", True), ("500", True), ("503", True)]
)
def test_a_refusal_says_whether_trying_again_helps(server, path, retryable):
    with pytest.raises(FetchError, match=path) as caught:
        read(f"{server.url}/{path}", settings())
    assert caught.value.retryable is retryable


def test_a_page_above_the_limit_is_not_read_further(server):
    for path in ("big", "bomb"):
        with pytest.raises(SourceTooLargeError):
            read(f"{server.url}/{path}", settings(max_chars=10_000))


@pytest.mark.parametrize("path", ["slow", "cut", "loop"])
def test_what_never_ends_or_breaks_off_is_one_error(server, path):
    with pytest.raises(FetchError):
        read(f"{server.url}/{path}", settings(fetch_timeout_s=0.5))


def test_a_redirect_on_the_same_host_is_followed(server):
    server.targets["to/a"] = "/bai.html?x=1"
    article = read(f"{server.url}/to/a", settings())
    assert article.url == f"{server.url}/bai.html?x=1"


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2/x", "http://localhost:1/x", "http://10.0.0.1/x", "http://[::1]/x", "http://169.254.169.254/latest/meta-data",
     "http://0.0.0.0/x", "http://[::ffff:127.0.0.1]/x"],
)  # fmt: skip
def test_a_redirect_to_a_private_address_is_not_followed(server, target):
    server.targets["to/a"] = target
    with pytest.raises(FetchError, match="private address"):
        read(f"{server.url}/to/a", settings())


@pytest.mark.usefixtures("network")
def test_a_number_that_means_this_machine_is_a_private_address_as_well(server):
    server.targets["to/a"] = "http://2130706433/x"
    with pytest.raises(FetchError, match="private address"):
        read(f"{server.url}/to/a", settings())


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a/b", "javascript:x", "http://u:p@127.0.0.1/x", "http://[x/"]
)
def test_a_redirect_to_what_is_no_page_is_not_followed(server, target):
    server.targets["to/a"] = target
    with pytest.raises(FetchError):
        read(f"{server.url}/to/a", settings())


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/x",
        "https://127.0.0.1:1/x",
        "http://127.0.0.1:99999/",
    ],
)
def test_an_address_where_nobody_answers_is_one_error(address):
    with pytest.raises(InputError):
        read(address, settings(fetch_timeout_s=2))


@pytest.mark.parametrize("address", ["ftp://a.vn/x", "file:///etc/passwd"])
def test_other_addresses_are_no_pages(address):
    with pytest.raises(InputError, match="no http"):
        read(address, settings())


@pytest.mark.parametrize(("address", "public"), [
    ("8.8.8.8", True), ("2606:4700::1111", True), ("127.0.0.1", False), ("::1", False), ("192.168.1.1", False),
    ("100.64.0.1", False), ("fe80::1%eth0", False), ("::ffff:10.0.0.1", False), ("224.0.0.1", False), ("0.0.0.0", False),  # noqa: S104 - nothing listens there
])  # fmt: skip
def test_addresses_of_this_machine_and_its_network_are_told(address, public):
    assert _is_public(address) is public


def test_a_password_in_an_address_is_not_repeated():
    with pytest.raises(FetchError, match="without a name and password") as caught:
        read("http://editor:planted-0123@127.0.0.1:1/x", settings())
    assert "planted" not in str(caught.value)


def test_a_password_in_an_address_that_is_not_fetched_is_not_repeated():
    with pytest.raises(InputError, match=r"https://bao\.example/x is an address") as caught:
        read("https://editor:planted@0123@bao.example/x", Settings())
    assert "planted" not in str(caught.value)
