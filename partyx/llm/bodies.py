"""The JSON of a service's body, in pieces of a stream, behind marks or comments, before whatever."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMMENTS = re.compile(r"\A(?:\s*+:[^\n]*+\n)++\s*+(?=\{)")
"""With which a service says that it is at work, before its JSON."""
_BREAK = re.compile(r"\r\n|\r|\n")
"""Ends of lines in a stream: what Python takes for one besides may stand in a text of JSON."""
_DATA = re.compile(r"data: ?(.*)", re.DOTALL)
_LINES = re.compile(r"\A\s*+\{[^\n]*+\n\s*+\{\"")
_MOST_DIGITS = 300


def decoded(raw: bytes) -> str:
    """A body as text, whatever encoding of JSON it has; a byte that is no text is a lone surrogate."""
    encoding = json.detect_encoding(raw)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    return raw.decode(encoding, errors)


def payload_of(raw: str) -> Any:  # noqa: ANN401 - JSON
    """The JSON of a body.

    Raises:
        ValueError: There is none.
        RecursionError: It is nested by the thousand.
    """
    raw = _COMMENTS.sub("", raw, count=1)
    if _is_stream(raw):
        return _whole_of(raw)
    try:
        value = _DECODER.decode(raw)
        return _DECODER.decode(value) if isinstance(value, str) else value  # JSON that was written into JSON
    except ValueError:
        opens = raw.find("{")
        if opens < 0 or raw.lstrip().startswith("<"):  # an object in a page is one of its script's
            raise
    return _DECODER.raw_decode(raw, opens)[0]


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


_DECODER = json.JSONDecoder(parse_int=_whole_number)
"""Python refuses numbers of more than 4,300 digits, with all that stands round them."""


def _is_stream(raw: str) -> bool:
    """Whether a body is a stream of events or of lines, which some gateways send unasked."""
    return raw.lstrip().startswith(("data:", ": ", "event:", "id:")) or _LINES.match(raw) is not None


def _whole_of(raw: str) -> dict[str, Any]:
    """The completion that a stream of pieces makes up; of several choices the first.

    Raises:
        ValueError: A piece is broken.
    """
    whole: dict[str, Any] = {}
    message: dict[str, Any] = {}
    for piece in _pieces(raw):
        told = piece.get("message")
        whole |= {
            name: value
            for name, value in piece.items()
            if name != "choices" and value is not None and value is not told
        }
        for choice in _choices(piece):
            known = whole.get("choices", [choice])[0]
            if (choice.get("index") or 0) != (known.get("index") or 0):
                continue
            whole["choices"] = [{**known, **choice, "message": message}]
            told = choice.get("delta") or choice.get("message")
        for name, value in told.items() if isinstance(told, dict) else ():
            message[name] = _longer(message.get(name), value)
    return whole if "choices" in whole or not message else {**whole, "message": message}


def _choices(piece: dict[str, Any]) -> list[dict[str, Any]]:
    found = piece.get("choices")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _pieces(raw: str) -> Iterator[dict[str, Any]]:
    """What a stream says, piece by piece; what is no object says that the service is at work."""
    for said in _events(_BREAK.split(raw)):
        if said.lstrip().startswith("{"):
            yield _DECODER.decode(said)


def _events(lines: list[str]) -> Iterator[str]:
    """The data of events, one a line or one over several lines; without events the lines."""
    if not any(line.startswith("data:") for line in lines):
        yield from lines
        return
    event: list[str] = []
    for line in (*lines, ""):
        if found := _DATA.match(line):
            event.append(found[1])
        elif not line:
            starts = sum(said.lstrip().startswith("{") for said in event)
            yield from event if starts > 1 else ["\n".join(event)]
            event = []


def _longer(known: Any, more: Any) -> Any:  # noqa: ANN401 - JSON
    """A member of a message with what a further piece adds: text, or the arguments of a call of a tool."""
    if isinstance(known, str) and isinstance(more, str):
        return known + more
    if isinstance(known, dict) and isinstance(more, dict):
        return known | {name: _longer(known.get(name), value) for name, value in more.items()}
    if isinstance(known, list) and isinstance(more, list) and len(known) == len(more) == 1:
        return [_longer(known[0], more[0])]
    return known if more is None else more
