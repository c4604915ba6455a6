"""The JSON documents in a model's answer: found wherever they stand, repaired where only the form broke.

Models put them into prose, into code fences, behind thoughts, into a string, or write them twice. What they
say is never changed: a number or text that a repair had to touch becomes :class:`Unsound`, which fits no
schema, so that whoever checks the document leaves that out and complains of it.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partyx.llm.spellings import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_REPAIRED = 200_000
"""Characters up to which a broken document is repaired: 120,000 took 0.4 s. Whole ones are read at any
length."""
_MAX_DEPTH = 60
"""Brackets inside brackets up to which one is repaired: 20,000 took json-repair 3.5 s."""
_MAX_STARTS = 64
"""Brackets in prose at which a document may begin: each costs a look at the text behind it."""
_MAX_WRAPPED = 2
"""Documents inside strings inside documents."""

_THOUGHT = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_THINKS = re.compile(r"\s*<(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_OPENS = re.compile(r"[{\[]")
_BOM = "\ufeff"
_NAME = 40
_MOST_DIGITS = 300
"""Digits of a whole number: longer ones are infinite where a float is wanted, and Python reads no 4,301."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NUMBER = re.compile(r"(?<![\w.,/+-])-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w./]|,\d)")
_LOOSE_END = re.compile(r"(?<![\w.+-])[\w.+-]+\Z")


@dataclass(frozen=True, slots=True)
class Unsound:
    """A value that cannot be taken as it is written; ``why`` says so in a complaint's words."""

    why: str


def spoken(text: str) -> str:
    """What a model says in an answer, without the thoughts before it.

    Thoughts that nobody closed are the whole answer, unless a document ends it: then the limit cut nothing.
    """
    text = text.lstrip(f"{_BOM} \t\r\n")
    ends = list(_THOUGHT.finditer(text))
    if ends and not _is_json(text):
        behind = text[ends[-1].end() :].strip()
        return behind or text
    if not ends and _THINKS.match(text) and not text.rstrip("` \t\r\n").endswith(("}", "]")):
        return ""
    return text


def is_document(text: str) -> bool:
    """Whether a text holds a whole JSON object that needs no repair."""
    return any(isinstance(found, dict) for found in _whole_ones(spoken(text)))


def documents(text: str) -> list[Any]:
    """The whole JSON values in an answer: the text itself, else those inside it, the last one first.

    A key that stands twice, NaN and the like are ``Unsound``, wherever they stand.
    """
    return list(_whole_ones(spoken(text)))


def repaired(text: str) -> dict[str, Any] | None:
    """The first broken object in an answer, mended by json-repair and checked against the text."""
    text = spoken(text)
    opens = text.find("{")
    if opens < 0 or len(text) > MAX_REPAIRED or _depth(text) > _MAX_DEPTH:
        return None
    import json_repair  # noqa: PLC0415 - answers are seldom broken

    source = _without_loose_end(text[opens:])
    try:
        value = json_repair.loads(source, skip_json_loads=True)
    except (ValueError, RecursionError, IndexError):
        return None
    if isinstance(value, list):  # prose or a second document behind it
        value = next((part for part in value if isinstance(part, dict)), None)
    if not isinstance(value, dict):
        return None
    sure = _Source(source)
    return {name: _checked(part, sure) for name, part in value.items()}


def broken_at(text: str) -> str:
    """Where and why a text is no JSON, in a complaint's words."""
    try:
        json.loads(spoken(text))
    except json.JSONDecodeError as error:
        return f"the JSON ends or breaks at character {error.pos}: {error.msg}"
    except (ValueError, RecursionError) as error:  # 5,000 digits; 100,000 brackets
        return f"the JSON cannot be read: {type(error).__name__}"
    return "the JSON is no object"


def _whole_ones(text: str, wrapped: int = 0) -> Iterator[Any]:
    """Documents that are JSON as they stand: the text itself, or from the last in it to the first."""
    try:
        value = _DECODER.decode(text.strip())
    except (ValueError, RecursionError):
        other = rewritten(text) if wrapped < _MAX_WRAPPED else None
        yield from reversed(list(_inside(text))) if other is None else _whole_ones(other, wrapped + 1)
        return
    if isinstance(value, str) and wrapped < _MAX_WRAPPED:
        yield from _whole_ones(value, wrapped + 1)
    else:
        yield value


def _inside(text: str) -> Iterator[Any]:
    """The documents in prose or fences, in order."""
    at = 0
    for _ in range(_MAX_STARTS):
        opens = _OPENS.search(text, at)
        if opens is None:
            return
        try:
            value, at = _DECODER.raw_decode(text, opens.start())
        except ValueError:
            at = opens.end()
            continue
        except RecursionError:
            return
        yield value


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that stands twice with different values says nothing, but two lists are one."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name not in found or found[name] == value:
            found[name] = value
        elif isinstance(value, list) and isinstance(found[name], list):
            found[name] = [*found[name], *value]
        else:
            found[name] = Unsound(f"the key {name[:_NAME]!r} stands twice in one object")
    return found


def _constant(name: str) -> Unsound:
    return Unsound(f"{name} is not a JSON number")


def _whole(digits: str) -> int | Unsound:
    return int(digits) if len(digits) <= _MOST_DIGITS else Unsound(f"the number {digits[:20]} is too large")


def _finite(digits: str) -> float | Unsound:
    number = float(digits)
    return number if math.isfinite(number) else Unsound(f"the number {digits[:20]} is too large")


# strict=False: a line break inside a string is taken as such
_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_constant=_constant, parse_float=_finite, parse_int=_whole, strict=False
)


def _depth(text: str) -> int:
    deepest = depth = 0
    for letter in text:
        if letter in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "}]":
            depth -= 1
    return deepest


def _without_loose_end(text: str) -> str:
    """A document that was cut, without its last string or number: "n1" may have become "n12"."""
    text = text.rstrip()
    last = 0
    for whole in _STRING.finditer(text):
        last = whole.end()
    loose = text.find('"', last)
    return text[:loose] if loose >= 0 else _LOOSE_END.sub("", text)


class _Source:
    """What a repaired value is compared with."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._numbers = {float(number) for number in _NUMBER.findall(text)}

    def says(self, value: object) -> bool:
        """Whether the text holds ``value`` whole, in the quotes or as the number that it is."""
        if isinstance(value, bool) or value is None:
            return True
        if isinstance(value, (int, float)):
            return value in self._numbers
        written = json.dumps(value, ensure_ascii=False)[1:-1] if isinstance(value, str) else ""
        return isinstance(value, str) and any(
            f"{opening}{text}{closing}" in self._text
            for text in {value, written}
            for opening, closing in ('""', "''", "“”", "‘’")
        )


def _checked(value: Any, source: _Source) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {str(name): _checked(item, source) for name, item in value.items()}
    if isinstance(value, list):
        return [_checked(item, source) for item in value]
    return value if source.says(value) else Unsound("what is written here is broken")
