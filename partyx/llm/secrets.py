"""A key must not come back to us in a service's words, however they spell it."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

MARK = "[key]"
_SHORTEST = 8
"""A key below that is a word like "none", which messages may well hold."""
_TOLD = 16
"""So much of a key's beginning is the key: services cut what they repeat."""
_REST = (
    r"(?:[A-Za-z0-9_.~+=/-]|\\{1,4}(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|/)"
    r"|%[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{1,6};)*"
)
"""What may follow: letters of a key, escaped or not."""


class _Filter(logging.Filter):
    """Takes keys out of what a library logs of the headers it received."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[str] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        for key in self.keys:
            text = without(text, key)
        record.msg, record.args = text, ()
        return True


_filter = _Filter()


def keep_out_of_logs(key: str) -> None:
    """From now on, take ``key`` out of what the HTTP library logs at DEBUG: every header as it came."""
    _filter.keys.add(key)
    for name in ("connection", "http11", "http2", "proxy", "socks"):
        logging.getLogger(f"httpcore2.{name}").addFilter(_filter)


def without(text: str, key: str) -> str:
    """``text`` with ``key`` taken out, also where JSON, a URL or HTML escapes letters of it."""
    return _pattern(key).sub(MARK, text) if len(key) >= _SHORTEST else text


@lru_cache(maxsize=64)
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("".join(map(_letter, key[:_TOLD])) + (_REST if len(key) > _TOLD else ""))


def _letter(letter: str) -> str:
    """A letter as itself, after backslashes, or by its number."""
    code = ord(letter)
    return (
        rf"(?:\\{{0,4}}(?:{re.escape(letter)}|[uU]00{_hex(code)}|x{_hex(code)})"
        rf"|%{_hex(code)}|&#0{{0,4}}{code};|&#[xX]0{{0,4}}{_hex(code)};)"
    )


def _hex(code: int) -> str:
    """Two hexadecimal digits in either case."""
    return "".join(f"[{digit}{digit.upper()}]" if digit.isalpha() else digit for digit in f"{code:02x}")
