"""Clauses: a sentence cut where an instruction may begin or end, so that a task is an id and no copy.

A cut is made behind every ``;`` and ``:``, behind a comma between two stretches of at least four words
("rà soát, đánh giá" stays whole), and behind a word that obliges ("cần", "yêu cầu"), so that a clause may
begin with the imperative itself. A cut too many costs three characters in the prompt; one too few costs
a task its edge.
"""

from __future__ import annotations

import re

MOST = 26
"""Clauses of one sentence, one for each letter; the last one takes the rest."""

_FEWEST_WORDS = 4

_CUT = re.compile(
    r"(?P<firm>[;:])(?=\s)|(?P<comma>,)(?=\s)"
    r"|(?<!\w)(?:cần|đề\s+nghị|yêu\s+cầu)(?=\s)(?!\s+(?:thiết|của|nhiệm\s+vụ|trong|tại))",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")


def clauses(view: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Cut the sentence ``view[start:end]`` into clauses.

    Returns:
        Ranges of ``view`` without white space around them, in order; at least one, at most :data:`MOST`.
    """
    cuts = [match for match in _CUT.finditer(view, start, end) if view[match.end() : end].strip()]
    ends = [end, *(match.end() for match in reversed(cuts))]
    found: list[tuple[int, int]] = []
    low = start
    for match in cuts:
        ends.pop()
        if match["comma"] and (_few(view, low, match.start()) or _few(view, match.end(), ends[-1])):
            continue
        if len(found) == MOST - 1:
            break
        found.append(_trimmed(view, low, match.end()))
        low = match.end()
    return (*found, _trimmed(view, low, end))


def _few(view: str, start: int, end: int) -> bool:
    """Whether so few words stand there that they only continue a list of nouns or verbs."""
    words = _WORD.finditer(view, start, end)
    return sum(1 for _ in zip(words, range(_FEWEST_WORDS), strict=False)) < _FEWEST_WORDS


def _trimmed(view: str, start: int, end: int) -> tuple[int, int]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    return start, end
