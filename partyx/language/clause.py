"""Clauses: where a sentence is cut, around a figure and where an instruction may begin or end.

Around a figure (or anything else) the clause reaches from the mark, bracket or joining word before it to the
next one behind. Where an instruction may begin or end a cut is made behind every ``;`` and ``:``, behind a
comma between two stretches of at least four words ("rà soát, đánh giá" stays whole), and behind a word that
obliges ("cần", "yêu cầu"), so that a clause may begin with the imperative itself. A cut too many costs three
characters in the prompt; one too few costs a task its edge.

All text is folded.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from partyx.language.grammar import pattern
from partyx.language.ranges import trimmed

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 26
"""Clauses of one sentence, one for each letter; the last one takes the rest."""

_FEWEST_WORDS = 4

_BOUNDARY = pattern(
    r"<statistics.no_breaks>"
    r"|(?P<cut>(?P<joins>,(?=\s|$)|<connectors.and>)|[;:.-](?=\s|$)|[()]|<statistics.breaks>)"
)

_NOUNS = pattern(r" ?(?:<units.counted|units.compounds|places.nouns> ?)+")
"""Nothing but what is counted, on either side of a comma: "15% chi bộ thôn, bản không kết nạp được"."""
_NOUN = pattern(r" ?<units.counted|units.compounds|places.nouns>(?: (?!\d)|\Z)")

_ACTING = pattern(
    r" ?(?:<modality.each|actors.several> )?<places.nouns>(?:(?:, | <connectors.and> )<places.nouns>)+"
    r" <actors.does>"
)
"""Places with a comma between, and what is done by all of them: "10 xã, thị trấn tổ chức đại hội"."""

_SHARE = pattern(
    r"\( ?(?:(?:<statistics.shares|statistics.share_of> ){0,3}\d+(?:[.,]\d+)? ?%"
    r"|(?P<ratio>\d{1,6} ?/ ?\d{1,6}))\) ?"
)
_OF_WHICH = pattern("<units.counted|units.compounds|measures.totals|statistics.against|statistics.plans>")

REACH = 160
"""Characters looked at on either side of a figure; 97% of the clauses in the five samples are shorter."""

_CUT = pattern(
    r"(?P<firm>[;:])(?=\s)|(?P<comma>,)(?=\s)|<modality.opens_clause>(?=\s)(?! <modality.opens_none>)"
)
_WORD = re.compile(r"\S+")


def clause_around(
    folded: str,
    place: tuple[int, int],
    sentence: tuple[int, int],
    before: int | None = None,
    behind: int | None = None,
) -> tuple[int, int]:
    """The clause of a figure, or of anything else in a sentence.

    A label belongs to what it stands before ("Tốt: 80,8%"), and counted nouns with commas between share what
    follows ("thôn, bản, tổ dân phố có chi bộ").

    Args:
        folded: The text.
        place: What the clause is of.
        sentence: Its sentence.
        before: The end of the figure before it, where the clause begins at the earliest.
        behind: The start of the figure behind it, where the clause ends at the latest.
    """
    low = max(sentence[0], place[0] - REACH) if before is None else before
    high = min(sentence[1], place[1] + REACH) if behind is None else behind
    cuts = _cuts(folded, low, place[0])
    starts = [low, *(cut.end() for cut in cuts)]
    start = starts[-1]
    labelled = folded[start - 1] == ":" and not folded[start : place[0]].strip()
    if labelled and len(starts) > 1:
        start = starts[-2]
    enough = len(starts) > 2 - (low == sentence[0]) and cuts[-1][0] == ","
    together = enough and _goes_on(folded, starts[-2], cuts[-1], place[0])
    if together or (cuts and _ACTING.match(folded, starts[-2], place[0])):
        start = starts[-2]
    return start, _end(folded, place[1], high, is_last=behind is None)


def resumed(folded: str, end: int, high: int, figures: Sequence[int]) -> tuple[int, int]:
    """What a clause goes on with behind a share in brackets: "26 chi bộ (96,3%) hoàn thành tốt nhiệm vụ".

    So it does behind the figures of a share: "100% (32/32) chi bộ hoàn thành tốt nhiệm vụ".

    Nothing where it tells of the next figure, or what the share is of: "5 cán bộ (19%) tổng số đảng viên".

    Args:
        folded: The text.
        end: Where the clause ends before the bracket.
        high: The end of the sentence.
        figures: Where the next figures start, the share first.
    """
    share = _SHARE.match(folded, end, high)
    if share is None or (not share["ratio"] and _OF_WHICH.match(folded, share.end())):
        return end, end
    low = share.end()
    behind = next((figure for figure in figures if figure >= low), None)
    stop = _end(folded, low, min(high, low + REACH) if behind is None else behind, is_last=behind is None)
    return low, low if stop == behind else stop


def _end(folded: str, start: int, high: int, *, is_last: bool) -> int:
    """Where the clause of a figure that ends at ``start`` ends, at the latest at ``high``."""
    acting = _ACTING.match(folded, start, high)
    cuts = _cuts(folded, acting.end() if acting else start, high)
    ends = [cut.start() for cut in cuts[1:]]
    if cuts and is_last:
        ends.append(high)
    for cut, end in zip_longest(cuts, ends):
        if end is None or not _goes_on(folded, start, cut, end):
            return cut.start()
        start = cut.end()
    return high


def _cuts(folded: str, low: int, high: int) -> list[re.Match[str]]:
    return [match for match in _BOUNDARY.finditer(folded, low, high) if match["cut"]]


def _goes_on(folded: str, start: int, cut: re.Match[str], end: int) -> bool:
    """Whether counted nouns stand on either side of a comma or an "and"."""
    return (
        cut["joins"] is not None
        and _NOUNS.fullmatch(folded, start, cut.start()) is not None
        and _NOUN.match(folded, cut.end(), end) is not None
    )


def instruction_clauses(folded: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
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
        found.append(trimmed(folded, low, match.end()))
        low = match.end()
    return (*found, trimmed(folded, low, end))


def _few(text: str, start: int, end: int) -> bool:
    """Whether so few words stand there that they only continue a list of nouns or verbs."""
    words = _WORD.finditer(text, start, end)
    return sum(1 for _ in zip(words, range(_FEWEST_WORDS), strict=False)) < _FEWEST_WORDS
