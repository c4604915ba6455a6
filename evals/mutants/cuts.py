r"""Cuts of a regular expression: each takes one thing out of it that somebody wrote for a reason.

A branch of an alternation, an optional part, a look-around, a character of a set, the upper end of a bounded
repeat; and one cut that lets the expression match nothing at all. An expression may hold characters of the
private use area, which stand for what is put into it when it is made; each is a unit like any other letter.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTHING = "(?!)"
_HEAD = re.compile(r"\(\?(?:P<\w+>|[:=!>]|<[=!])|\(")
_REPEAT = re.compile(r"[*+?][?+]?|\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\}[?+]?")
_SET = re.compile(r"\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]")
_WORDS = re.compile(r"<[+~]?[a-z_]+\.[a-z_|.]+~?>")
_UNIT = re.compile(r"\\[xuU][0-9a-fA-F]+|\\.|.", re.DOTALL)
_MEMBER = re.compile(r"\\?.-\\?.|\\.|.", re.DOTALL)

_SMALL = 12
"""Larger numbers of repeats are bounds on how far something is looked for; they are halved."""


class Cut(NamedTuple):
    """One cut: ``expression[start:end]`` becomes ``instead``."""

    start: int
    end: int
    instead: str


class _Part(NamedTuple):
    """One unit of a sequence with its repeat: where it starts, where the repeat starts, where both end."""

    start: int
    repeat: int
    end: int


def cuts(expression: str) -> Iterator[Cut]:
    """Every cut of an expression."""
    yield Cut(0, len(expression), NOTHING)
    yield from _of_alternation(expression, 0, len(expression))


def _of_alternation(text: str, start: int, end: int) -> Iterator[Cut]:
    """Cuts of the branches in ``text[start:end]``, and of each branch as a whole when there are several."""
    branches = list(_branches(text, start, end))
    for index, (low, high) in enumerate(branches):
        if len(branches) > 1:
            first = index == 0
            yield Cut(low - (not first), high + first, "")
        for part in _parts(text, low, high):
            yield from _of_part(text, part)


def _branches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for part in _parts(text, start, end):
        if text[part.start : part.end] == "|":
            yield low, part.start
            low = part.end
    yield low, end


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    while start < end:
        behind = _unit_end(text, start)
        repeat = _REPEAT.match(text, behind, end) if text[start] != "|" else None
        yield _Part(start, behind, repeat.end() if repeat else behind)
        start = repeat.end() if repeat else behind


def _unit_end(text: str, start: int) -> int:
    """Where the group, set, words or character that starts at ``start`` ends."""
    if text[start] == "(":
        position = _inside(text, start)
        while text[position] != ")":
            position = _unit_end(text, position)
        return position + 1
    for form in (_SET, _WORDS, _UNIT):
        if found := form.match(text, start):
            return found.end()
    raise ValueError(f"{text!r} ends inside a unit.")


def _inside(text: str, start: int) -> int:
    head = _HEAD.match(text, start)
    if head is None:
        raise ValueError(f"{text[start : start + 8]!r} is no group that is known here.")
    return head.end()


def _of_part(text: str, part: _Part) -> Iterator[Cut]:
    yield from _of_repeat(text, part)
    if text[part.start] == "(":
        head = text[part.start : _inside(text, part.start)]
        if head[2:] in {"=", "!", "<=", "<!"}:
            yield Cut(part.start, part.end, "")
        if head[2:] not in {"<=", "<!"}:
            yield from _of_alternation(text, part.start + len(head), part.repeat - 1)
    elif text[part.start] == "[" and part.repeat - part.start > 2:
        yield from _of_set(text, part.start + 1, part.repeat - 1)


def _of_repeat(text: str, part: _Part) -> Iterator[Cut]:
    """What may be absent is taken out, and asked for; what may repeat may not, or once less."""
    written = text[part.repeat : part.end]
    repeat = _REPEAT.fullmatch(written)
    if repeat is None:
        return
    if written[0] in "?*" or repeat["least"] == "0":
        yield Cut(part.start, part.end, "")
    if written[0] in "?+":
        yield Cut(part.repeat, part.end, "")
    elif written[0] == "{" and repeat["most"] and repeat["most"] != (repeat["least"] or "0"):
        most = int(repeat["most"])
        less = max(int(repeat["least"] or 0), most // 2 if most > _SMALL else most - 1)
        greedy = "+" if written[-1] == "+" else ""
        yield Cut(part.repeat, part.end, f"{{{repeat['least']},{less}}}{greedy}")


def _of_set(text: str, start: int, end: int) -> Iterator[Cut]:
    start += text[start] == "^"
    members = list(_MEMBER.finditer(text, start, end))
    if len(members) > 1:
        for member in members:
            yield Cut(*member.span(), "")
