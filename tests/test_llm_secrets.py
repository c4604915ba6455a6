"""A key that a service repeats, in whatever letters: not in messages, logs, answers, cache or recordings."""

from __future__ import annotations

import base64
import json
import logging
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import fault_server as server
import pytest
from fault_server import FaultServer
from hypothesis import given
from hypothesis import strategies as st
from test_llm_connections import KEY, Figure, asking

from partyx.cache.maintenance import export
from partyx.errors import ModelError
from partyx.llm.secrets import without

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "planted-account-abcdefghijklmnopqrst"
ASKED = [{"role": "user", "content": "có 817 tổ chức cơ sở Đảng"}]


def ask(url: str, **values: Any) -> float:
    with asking(url, **values) as client:
        return client.ask(ASKED, Figure, name="figure").value.figure


# -- how it is spelled -------------------------------------------------------------------------------


def each(form: str) -> str:
    """The key with each letter in this form."""
    return "".join(form.format(letter, ord(letter)) for letter in KEY)


def coded(before: bytes) -> str:
    return base64.b64encode(before + KEY.encode()).decode()


SPELLED = {
    "as it is": KEY,
    "in capitals": KEY.upper(),
    "in small letters": KEY.lower(),
    "JSON": each("\\u{1:04x}"),
    "JSON in JSON in JSON": json.dumps(json.dumps(each("\\u{1:04x}"))),
    "Python": each("\\x{1:02x}"),
    "Python, long": each("\\U{1:08x}"),
    "Python, octal": each("\\{1:03o}"),
    "JavaScript": each("\\u{{{1:x}}}"),
    "each behind a backslash": each("\\{0}"),
    "an address": each("%{1:02X}"),
    "an address, twice": quote(quote(each("%{1:02x}"))),
    "a mail": each("={1:02X}"),
    "HTML": each("&#{1};"),
    "HTML, nothing behind it": each("&#{1}"),
    "HTML, hexadecimal": each("&#x{1:06X};"),
    "HTML in HTML": each("&amp;#{1};"),
    "HTML, by name": KEY.replace("-", "&hyphen;").replace("/", "&sol;"),
    "some of its letters": f"\\u0073%6B{KEY[2:9]}&#{ord(KEY[9])};{KEY[10:]}",
    "double width": "".join(chr(ord(letter) + 0xFEE0) for letter in KEY),
    "UTF-16": each("{0}\0"),
    "hexadecimal": KEY.encode().hex(),
    "hexadecimal with colons": KEY.encode().hex(":").upper(),
    "base64": coded(b""),
    "base64 of a header": coded(b"Bearer "),
    "base64 of name and key": coded(b"us:"),
    "base64 of an address": coded(b"x").replace("+", "-").replace("/", "_"),
    "its beginning": f"{KEY[:20]}...",
    "its end": f"...{KEY[-14:]}",
    "without its prefix": KEY[3:],
    "out of its middle": KEY[5:24],
    "on lines": f"{KEY[:9]}\n{KEY[9:18]}\r\n{KEY[18:]}",
    "on lines, escaped": f"{KEY[:9]}\\n{KEY[9:18]}\\r\\n{KEY[18:]}",
    "with blanks": " ".join(KEY),
    "with signs of no width": "\u200b".join(KEY),
    "in a list": json.dumps(list(KEY)),
    "in parts": f'"{KEY[:11]}" + "{KEY[11:]}"',
    "in bold letters": f"{KEY[:11]}<b>{KEY[11:20]}</b>{KEY[20:]}",
}


@pytest.mark.parametrize("how", SPELLED)
def test_a_key_is_found_however_it_is_spelled(how: str) -> None:
    """Left are at most some letters at the edges of a coding, and the signs around."""
    spelled = SPELLED[how]
    said = without(f"the key {spelled} was wrong", KEY)
    assert said.startswith("the key ")
    assert said.endswith(" was wrong")
    left = said.removeprefix("the key ").removesuffix(" was wrong")
    assert "[key]" in left
    assert len(left) < 25
    assert not any(KEY[at : at + 6].lower() in left.lower() for at in range(len(KEY) - 5))


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-pl**********/xyz.",
        "the key sk-planted- was wrong",
        "0123456789",
        "Đảng bộ huyện kết nạp 817 đảng viên \\u0073\\u006b%20&amp;&#115; =73 \\n",
    ],
)
def test_words_that_do_not_tell_the_key_stay(text: str) -> None:
    """Services mask it themselves; eleven letters of one are not the key."""
    assert without(text, KEY) == text


def test_a_key_of_few_letters_is_a_word_like_any_other() -> None:
    assert without("none is in none", "none", "", "-" * 40) == "none is in none"
    assert without("my key8key8 is", "key8key8") == "my [key] is"


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_text_without_the_key_stays_as_it_is(before: str, after: str) -> None:
    assert without(before + after, KEY) == before + after
    assert KEY[:16] not in without(before + KEY + after, KEY)


@pytest.mark.parametrize(
    "text", ["\\" * 200_000, ("\\" * 5 + "s") * 30_000, KEY[:15] * 10_000, "%73" * 60_000]
)
def test_looking_for_the_key_is_linear(text: str) -> None:
    begun = time.process_time()
    without(text, KEY)
    assert time.process_time() - begun < 2, "measured: at most 0.05 s"


# -- where it comes from -----------------------------------------------------------------------------


def test_a_service_that_repeats_the_key_in_a_header_gets_it_into_no_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def echo(exchange: server.Exchange) -> None:
        exchange.reply(401, {"error": {"message": "no"}}, x_seen=f"Bearer {KEY}", retry_after=KEY)

    with (
        FaultServer(default=echo) as faults,
        caplog.at_level(logging.DEBUG),
        pytest.raises(ModelError) as caught,
    ):
        ask(faults.url)
    assert KEY not in caplog.text
    assert KEY not in str(caught.value)


ESCAPED: dict[str, Any] = {
    "as it is": KEY,
    "its first letter by number": "\\u0073" + KEY[1:],
    "every letter by number": "".join(f"\\u{ord(letter):04x}" for letter in KEY),
    "every letter by number, twice escaped": "".join(f"\\\\u{ord(letter):04X}" for letter in KEY),
    "slashes escaped": KEY.replace("/", "\\/"),
    "in a URL": "".join(f"%{ord(letter):02x}" for letter in KEY),
    "dashes in a URL": KEY.replace("-", "%2D"),
    "in HTML": "".join(f"&#{ord(letter)};" for letter in KEY),
    "in HTML, hexadecimal": "".join(f"&#x{ord(letter):X};" for letter in KEY),
    "its beginning": KEY[:20] + "...",
}


@pytest.mark.parametrize("how", ESCAPED)
@pytest.mark.parametrize("code", [200, 400, 401, 429, 500])
@pytest.mark.parametrize(
    "form", ['{{"error": {{"message": "bad key {} given", "code": "x"}}}}', "<p>bad key {} given</p>"]
)
def test_a_key_is_in_no_message_however_the_service_spells_it(how: str, code: int, form: str) -> None:
    raw = form.format(ESCAPED[how]).encode()
    with (
        FaultServer(default=lambda exchange: exchange.reply(code, raw)) as faults,
        pytest.raises(ModelError) as caught,
    ):
        ask(faults.url, attempts=1)
    said = str(caught.value)
    assert "[key]" in said or "given" not in said
    assert KEY[:16] not in said
    assert ESCAPED[how][:16] not in said


def pieces(*contents: str) -> server.Fault:
    """A stream of events, a key in two of which only together."""
    events = [{"choices": [{"index": 0, "delta": {"content": content}}]} for content in contents]
    events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    raw = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
    return server.body(raw.encode(), content_type="text/event-stream")


def refusing(*contents: str) -> server.Fault:
    """A stream of pieces of a refusal."""
    events = [{"choices": [{"index": 0, "delta": {"refusal": content}}]} for content in contents]
    return server.body("".join(f"data: {json.dumps(event)}\n\n" for event in events).encode())


TOLD: dict[str, server.Fault] = {
    "an answer in pieces": pieces('{"figure": 7, "why": "', KEY[:9], KEY[9:20], KEY[20:], '"}'),
    "no answer, in pieces": pieces("your key ", KEY[:9], KEY[9:20], KEY[20:]),
    "a refusal in pieces": refusing("your key ", KEY[:9], KEY[9:20], KEY[20:]),
    "parts": server.answer([{"type": "text", "text": one} for one in ("no ", KEY[:11], KEY[11:])]),
    "a header of the settings": server.answer(f'{{"figure": 7, "why": "{HEADER}"}}'),
    "a redirect": server.redirect(f"http://other.example/{HEADER}/{KEY}/x"),
    "a header that nobody needs": lambda exchange: exchange.reply(401, b"{}", x_seen=f"{HEADER} {KEY}"),
    "the reason of a status": lambda exchange: exchange.send(
        f"HTTP/1.1 401 {KEY} {HEADER}\r\ncontent-length: 0\r\n\r\n".encode()
    ),
    "the name of a model": lambda exchange: exchange.reply(200, {**server.completion(), "model": KEY}),
}


@pytest.mark.parametrize("where", TOLD)
def test_what_a_service_repeats_is_nowhere(
    where: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither key nor headers of the settings: errors, answers, logs at DEBUG, recordings and the cache."""
    recordings, kept = tmp_path / "calls.jsonl", {"cache": "normal", "cache_dir": tmp_path / "cache"}
    more = {"extra_headers": {"x-account": HEADER}, "recordings": recordings, "attempts": 1, **kept}
    with (
        FaultServer(default=TOLD[where]) as faults,
        caplog.at_level(logging.DEBUG),
        asking(faults.url, **more) as client,
    ):
        try:
            said = repr(client.ask(ASKED, Figure, name="figure"))
        except ModelError as error:
            said = repr(error)
    export(tmp_path / "cache", tmp_path / "exported")
    files = (
        path.read_text(encoding="utf-8") for path in (recordings, tmp_path / "exported") if path.exists()
    )
    for text in (said, caplog.text, *files):
        assert not any(
            secret[at : at + 12] in text for secret in (KEY, HEADER) for at in range(len(secret) - 11)
        )
