"""Clauses: a sentence cut where an instruction may begin or end, so that a task is an id and no copy.

A cut is made behind every ``;`` and ``:``, behind a comma between two stretches of at least four words
("rà soát, đánh giá" stays whole), and behind a word that obliges ("cần", "yêu cầu"), so that a clause may
begin with the imperative itself. A cut too many costs three characters in the prompt; one too few costs
a task its edge.
"""

from __future__ import annotations

import re

from partyx.language.grammar import pattern

MOST = 26
"""Clauses of one sentence, one for each letter; the last one takes the rest."""

_FEWEST_WORDS = 4

_CUT = pattern(
    r"(?P<firm>[;:])(?=\s)|(?P<comma>,)(?=\s)|<modality.opens_clause>(?=\s)(?! <modality.opens_none>)"
)
_WORD = re.compile(r"\S+")


def clauses(folded: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Cut the sentence ``folded[start:end]`` of an article's folded text into clauses.

    Returns:
        Ranges without white space around them, in order; at least one, at most :data:`MOST`.
    """
    cuts = [match for match in _CUT.finditer(folded, start, end) if folded[match.end() : end].strip()]
    ends = [end, *(match.end() for match in reversed(cuts))]
    found: list[tuple[int, int]] = []
    low = start
    for match in cuts:
        ends.pop()
        if match["comma"] and (_few(folded, low, match.start()) or _few(folded, match.end(), ends[-1])):
            continue
        if len(found) == MOST - 1:
            break
        found.append(_trimmed(folded, low, match.end()))
        low = match.end()
    return (*found, _trimmed(folded, low, end))


def _few(text: str, start: int, end: int) -> bool:
    """Whether so few words stand there that they only continue a list of nouns or verbs."""
    words = _WORD.finditer(text, start, end)
    return sum(1 for _ in zip(words, range(_FEWEST_WORDS), strict=False)) < _FEWEST_WORDS


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
