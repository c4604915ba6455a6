"""Labels narrower than what their figure counts: what they add is said of a part of it, or of its neighbour.

The clause of such a figure says nothing of its own that the label could be held to: "6 trường hợp tố đúng một
phần, 2 trường hợp tố đúng" differ in words that only the first has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.brackets import words_before
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.money import MONEY_BEHIND
from partyx.language.unit import unit_after
from partyx.language.words import content_words

if TYPE_CHECKING:
    from partyx.language.claims import Clauses

_PART = pattern("<measures.parts>")
_PART_BEHIND = pattern(r"[^,;:.()\d\n]{0,30}<measures.parts>")
_ASIDE = re.compile(r"\([^()]{0,80}\)")
_APART = re.compile(r"[;:.\d]")
_REACH = 300
"""Characters of a sentence before a figure that its label may take words from."""
_OTHERS = 3
"""Figures on either side whose kinds a label may have been taken from."""
_KIND = 2
"""The last words before a figure that tell its kind from the others of its list."""


def narrower(clauses: Clauses, index: int, label: str, told: frozenset[str]) -> frozenset[str]:
    """The words of a label that are said of a part of its figure, of the same otherwise, or of another kind.

    Args:
        clauses: The sentence of the figure.
        index: Which of its figures it is.
        label: What an engine says is measured.
        told: The words that it may have, whoever else has them.
    """
    said = content(label)
    found = said & _of_parts(clauses, index), said & _of_the_same(clauses, index), _kind(clauses, index, said)
    return next((words for words in found if not words <= told), frozenset()) - told


def content(text: str) -> frozenset[str]:
    """The words of a text that say something, in any order."""
    return frozenset(content_words(text))


def _of_parts(clauses: Clauses, index: int) -> frozenset[str]:
    """What only the part of a figure is: "3.500 lượt được đào tạo, hơn 600 lượt trong số này học lý luận"."""
    end, folded, view = clauses.figures[index][1], clauses.folded, clauses.view
    near = range(index + 1, min(len(clauses.figures), index + 1 + _OTHERS))
    behind = next((other for other in near if _is_bare(clauses, other)), None)
    if behind is None:
        return frozenset()
    start, stop = clauses.figures[behind][0], clauses.ranges[behind][1]
    between = _ASIDE.sub("", view[end:start])
    if len(between) > _REACH or _APART.search(between):
        return frozenset()
    marked = _PART.search(folded, end, start)
    if marked is None and _PART_BEHIND.match(folded, clauses.figures[behind][1], stop) is None:
        return frozenset()
    low = start if marked is None else marked.start()
    own = content(view[max(clauses.sentence[0], end - _REACH) : low])
    if behind + 1 < len(clauses.figures):  # what is said of two parts may be said of all
        own |= content(view[slice(*clauses.ranges[behind + 1])])
    return content(view[low:start] + " " + view[clauses.figures[behind][1] : stop]) - own


def _is_bare(clauses: Clauses, index: int) -> bool:
    """Whether a figure stands in no brackets."""
    start = clauses.figures[index][0]
    low = max(clauses.sentence[0], start - _REACH)
    return clauses.view.rfind("(", low, start) <= clauses.view.rfind(")", low, start)


def _of_the_same(clauses: Clauses, index: int) -> frozenset[str]:
    """What a neighbour that counts the same is besides: "một phần" in "6 đơn đúng một phần, 2 đơn đúng"."""
    own = _behind(clauses, index)
    if not own:
        return frozenset()
    found: set[str] = set()
    for other in (_digits(clauses, index, -1), _digits(clauses, index, 1)):
        theirs = _behind(clauses, other) if 0 <= other < len(clauses.figures) else []
        if theirs[: len(own)] == own and _is_listed(clauses, *sorted((index, other))):
            found.update(theirs[len(own) :])
    low = max(clauses.sentence[0], clauses.figures[index][0] - _REACH)
    before = clauses.figures[index - 1][0] if index else clauses.figures[index][0]
    return frozenset(found) - frozenset(own) - content(clauses.view[low : max(low, before)])


def _is_listed(clauses: Clauses, first: int, last: int) -> bool:
    """Whether a comma or semicolon parts two figures, and no "and": what follows may be said of both."""
    end = _stop(clauses, first)
    return clauses.view[end : end + 1] in {",", ";"} and end <= clauses.figures[last][0]


def _behind(clauses: Clauses, index: int) -> list[str]:
    """The words of a figure's clause behind it, in order, where they begin with what it counts."""
    end, stop = clauses.figures[index][1], _stop(clauses, index)
    counted = unit_after(clauses.view, clauses.folded, end, stop) is not None
    return content_words(clauses.view[end:stop]) if counted else []


def _digits(clauses: Clauses, index: int, step: int) -> int:
    """The next figure in digits to one side: numbers in words may count nothing ("đúng một phần")."""
    index += step
    while 0 <= index < len(clauses.figures) and not clauses.view[clauses.figures[index][0]].isdigit():
        index += step
    return index


def _stop(clauses: Clauses, index: int) -> int:
    """Where the clause of a figure ends, numbers in words that it goes on with left in."""
    stop = clauses.ranges[index][1]
    for start, _ in clauses.figures[index + 1 : index + 1 + _OTHERS]:
        if start != stop or clauses.view[start].isdigit():
            break
        index += 1
        stop = clauses.ranges[index][1]
    return stop


def _kind(clauses: Clauses, index: int, said: frozenset[str]) -> frozenset[str]:
    """The kind of another figure of a list that a label has, not its own: "dân số (112), đất đai (29)"."""
    own = _kind_before(clauses, index)
    if not own or said.issuperset(own[-_KIND:]):
        return frozenset()
    for other in range(max(0, index - _OTHERS), min(len(clauses.figures), index + _OTHERS + 1)):
        theirs = _kind_before(clauses, other) if other != index and _are_listed(clauses, index, other) else []
        kind = frozenset(theirs if len(theirs) <= 2 * _KIND else theirs[-_KIND:])
        if kind and kind <= said and not kind <= frozenset(own):
            return kind - frozenset(own)
    return frozenset()


def _are_listed(clauses: Clauses, one: int, other: int) -> bool:
    """Whether two figures have one unit, and stand in one list."""
    low, high = sorted((clauses.figures[one][1], clauses.figures[other][1]))
    apart = ";" in clauses.view[low:high] or _PART.search(clauses.folded, low, high) is not None
    return not apart and _unit(clauses, one) == _unit(clauses, other)


def _unit(clauses: Clauses, index: int) -> str | None:
    """What a figure counts, money of any size as one."""
    end, stop = clauses.figures[index][1], clauses.ranges[index][1]
    if MONEY_BEHIND.match(clauses.folded, end, stop):
        return "money"
    counted = unit_after(clauses.view, clauses.folded, end, stop)
    return None if counted is None else fold(counted[0])


def _kind_before(clauses: Clauses, index: int) -> list[str]:
    """The words before a figure that say of what kind it is, where nothing but its unit follows it."""
    view, (start, end) = clauses.view, clauses.figures[index]
    low, stop = clauses.ranges[index]
    counted = unit_after(view, clauses.folded, end, stop)
    if content(view[end if counted is None else counted[1] : stop]):
        return []
    if view[low - 1 : low] == "(" and not view[low:start].strip():
        first = words_before(view, low - 1, clauses.sentence[0])
        low, start = (clauses.sentence[0] if first is None else first), low - 1
    return content_words(view[low:start])
