"""What an answer that ended at the output limit did finish."""

from __future__ import annotations

import json
from typing import Any

from partyx.llm.documents import spoken

_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"


def finished_records(partial: str) -> dict[str, Any]:
    """Read the finished part of a cut JSON object.

    Args:
        partial: Text that begins with an object, for instance ``TruncatedError.partial``.

    Returns:
        The object's members that are whole; of a list that was cut, its whole elements. An element
        or value that reaches the end of the text is not taken: "12" may have become "123".
    """
    found: dict[str, Any] = {}
    text = spoken(partial)
    at = text.find("{")
    if at < 0:
        return found
    try:
        while text[at] in "{,":
            name, at = _DECODER.raw_decode(text, _skip(text, at + 1))
            if not isinstance(name, str):  # no JSON from here on
                break
            at = _skip(text, _skip(text, at) + 1)  # the colon
            if text[at] == "[":
                at = _elements(text, at, found.setdefault(name, []))
            else:
                value, at = _DECODER.raw_decode(text, at)
                at = _skip(text, at)
                if text[at] in ",}":
                    found[name] = value
    except (ValueError, IndexError, RecursionError):
        pass  # the text ends here
    return found


def _elements(text: str, at: int, into: list[Any]) -> int:
    """Read the whole elements of the list that opens at ``at``; the place after it.

    Raises:
        ValueError: The text ends inside the list.
        IndexError: Likewise.
    """
    at = _skip(text, at + 1)
    while text[at] != "]":
        value, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] not in ",]":
            raise ValueError("no list")
        into.append(value)
        at = _skip(text, at + 1) if text[at] == "," else at
    return _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at
