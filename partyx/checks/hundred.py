"""Shares of the rating classes of one population: they should add up to 100."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.figures import printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.figures import Figure, Figures
    from partyx.records import Finding, Severity

CHECK = "shares-add-to-100"

_CLASS = re.compile(
    r"không hoàn thành|(?:hoàn thành )?(?:xuất sắc|tốt)\b|hoàn thành|\bkhá\b|trung bình|\byếu\b|\bkém\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"\s*\)?\s*(?:trên|trong|của|so với)?\s*(?:tổng|so với|số\b)", re.IGNORECASE)
_SUBSET = re.compile(r"trong đó|trong số", re.IGNORECASE)
_NEXT_POPULATION = re.compile(r"đối với|riêng", re.IGNORECASE)
_BEHIND = 40
_FEWEST, _FEWEST_BELOW = 2, 3
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
    labels_follow = not _CLASS.search(figures.view, start, shares[0].start)
    for edge, share in zip([start, *(share.end for share in shares)], shares, strict=False):
        before = figures.view[edge : share.start]
        if _SUBSET.search(before) or _OF_ANOTHER.match(figures.view, share.end, end):
            continue
        words = figures.view[share.end : min(end, share.end + _BEHIND)] if labels_follow else before
        name = _class_of(words, labels_follow=labels_follow)
        if name is None or name in group or _NEXT_POPULATION.search(before):
            yield list(group.values())
            group = {}
        if name is not None:
            group[name] = share
    yield list(group.values())


def _class_of(words: str, *, labels_follow: bool) -> str | None:
    """The rating a share is of: the last one named before it, or the one right behind it."""
    named = _CLASS.findall(re.split(r"[,;.\d]", words, maxsplit=1)[0] if labels_follow else words)
    return named[0 if labels_follow else -1].lower().removeprefix("hoàn thành ") if named else None


def _add_up(figures: Figures, group: list[Figure]) -> Iterator[Finding]:
    if len(group) < _FEWEST or any(share.qualifier != "exact" for share in group):
        return
    total = sum(share.value for share in group)
    rounding = sum(share.last_digit for share in group) / 2
    below = len(group) < _FEWEST_BELOW or total < _NEARLY_ALL
    if abs(total - _ALL) <= rounding + 1e-9 or (total < _ALL and below):
        return
    severity: Severity = "note" if total <= _ALL + rounding + _NOTE else "warning"
    step = min(share.last_digit for share in group)
    message = f"the shares add up to {printed(total, step)}%"
    yield figures.finding(CHECK, severity, message, group)
