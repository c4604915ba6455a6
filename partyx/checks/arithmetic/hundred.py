"""Shares of the rating classes of one population: they should add up to 100."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.arithmetic.figures import as_printed
from partyx.language.grammar import pattern
from partyx.language.lexicon import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.arithmetic.figures import Figure, Figures
    from partyx.records import Finding, Severity

CHECK = "shares-add-to-100"

_CLASS = pattern("<ratings.classes>")
_OF_ANOTHER = pattern(
    r" ?\)? ?(?:<relations.in_total> )?<relations.totals|relations.compared|numbered.number_word>"
)
_PART_OF = pattern("<relations.part_of>")
_OTHER_POPULATION = pattern("<relations.other_population>")
_ENDS = re.compile(r"[,;.\d]")
_BEHIND = 40
"""Characters behind a share in which its class is named."""
_FEWEST, _FEWEST_BELOW = 2, 3
"""Classes of a list that may add up to more than 100, and to less."""
_ALL = 100
_NEARLY_ALL = 97.0
"""Below this a list of three or more classes is read as leaving one out."""

_NOTE = 0.5
"""Points above 100, beyond what rounding allows, that are still put down to rounding."""


def check_hundred(figures: Figures) -> Iterator[Finding]:
    """Lists of rating classes within one sentence whose shares miss 100."""
    for start, end, found in figures.by_sentence:
        shares = [figure for figure in found if figure.is_share]
        for group in _groups(figures, shares, start, end) if len(shares) >= _FEWEST else ():
            yield from _add_up(figures, group)


def _groups(figures: Figures, shares: list[Figure], start: int, end: int) -> Iterator[list[Figure]]:
    """Shares with a class each; a class met again, or another population, begins the next list."""
    group: dict[str, Figure] = {}
    folded = figures.folded
    labels_follow = not _CLASS.search(folded, start, shares[0].start)
    for edge, share in zip([start, *(share.end for share in shares)], shares, strict=False):
        if _PART_OF.search(folded, edge, share.start) or _OF_ANOTHER.match(folded, share.end, end):
            continue
        if labels_follow:
            name = _first_class(folded[share.end : min(end, share.end + _BEHIND)])
        else:
            name = _last_class(folded[edge : share.start])
        if name is None or name in group or _OTHER_POPULATION.search(folded, edge, share.start):
            yield list(group.values())
            group = {}
        if name is not None:
            group[name] = share
    yield list(group.values())


def _first_class(words: str) -> str | None:
    """The rating named right behind a share."""
    named = _CLASS.search(_ENDS.split(words, maxsplit=1)[0])
    return str(values("ratings.classes")[named[0]]) if named else None


def _last_class(words: str) -> str | None:
    """The last rating named before a share."""
    named = list(_CLASS.finditer(words))
    return str(values("ratings.classes")[named[-1][0]]) if named else None


def _add_up(figures: Figures, group: list[Figure]) -> Iterator[Finding]:
    """Report shares of a list that miss 100 by more than rounding, and leave no class out."""
    if len(group) < _FEWEST or any(share.qualifier != "exact" for share in group):
        return
    total = sum(share.value for share in group)
    rounding = sum(share.last_digit for share in group) / 2
    below = len(group) < _FEWEST_BELOW or total < _NEARLY_ALL
    if abs(total - _ALL) <= rounding + 1e-9 or (total < _ALL and below):
        return
    severity: Severity = "note" if total <= _ALL + rounding + _NOTE else "warning"
    step = min(share.last_digit for share in group)
    message = f"the shares add up to {as_printed(total, step)}%"
    yield figures.finding(CHECK, severity, message, group)
