"""Shares against the parts and wholes they are said of: "2/89 (chiếm 2,47%)" is 2,25%."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from partyx.checks.arithmetic.figures import as_printed
from partyx.language.grammar import Behind, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.arithmetic.figures import Figure, Figures
    from partyx.mention import Number
    from partyx.records import Finding, Severity

CHECK = "share-of-whole"

HALF, ONE_OFF = 0.5, 1.5
"""Steps of the last digit: rounding moves a share by half a step; truncating or miscounting the last
digit, as 96,29% of 26/27 does, by less than one and a half."""

_SLACK = 1e-9
"""Steps by which a quotient of floats may miss."""
_OF_IT = r"(?: ?(?:<relations.share>|[:,=]))"
_IN_ITS_BRACKETS = pattern(rf"[^.;(\d\n]{{0,80}}\({_OF_IT}{{0,4}} ?")
_BEHIND_IT = pattern(
    rf"[^.;,(\d\n]{{0,60}}?(?:, ?(?=<statistics.shares>)|(?=<relations.takes_up>)){_OF_IT}{{1,4}} ?"
)
"""Nothing but the share's own words, and behind a comma or "chiếm": "15/20 xã đạt 100% tiêu chí" states
no share of the 20, and in "73/89 tập thể, tỷ lệ đảng viên đi học đạt 95%" the share is of others."""

_ENDS = pattern(r" ?(?:[).,;:\n]|\Z|<relations.totals|relations.compared|relations.plans>)")
_IN_BRACKETS = pattern(r" ?\( ?")
_PLAN = pattern(r" ?(?:\) ?)?(?:<relations.compared> )?<relations.plans>")
_COMPARED = pattern(r" ?(?:\) ?)?<relations.compared>")
_TOTAL_BEHIND = pattern(
    r" ?\)? ?(?:<relations.in_total> )?<relations.totals> (?P<class>[^\d,.;:()\n]{3,80})?"
)
_TOTAL_BEFORE = Behind("relations.out_of")
_PART_OF = pattern("<relations.part_of>")
_WORD = re.compile(r"[^\W\d_]+")
_NEAR, _BEHIND = 80, 160
"""Characters of a clause behind a figure (twice as many before it), and behind a share with its whole."""
_EARLIER_FIGURES = 12
"""Figures before a part among which its whole is looked for."""


class _Whole(NamedTuple):
    value: Number
    figures: tuple[Figure, ...]
    stated: bool


def check_shares(figures: Figures) -> Iterator[Finding]:
    """Each share behind a ratio, or behind a count whose whole the sentence states."""
    for _, _, found in figures.by_sentence:
        for index, share in enumerate(found):
            if not share.is_share or share.qualifier != "exact":
                continue
            part = _part(figures, found, index)
            whole = None if part is None else _whole(figures, found, part, share)
            if part is not None and whole is not None and whole.value > 0:
                yield from _compare(figures, part, share, whole)


def _part(figures: Figures, found: list[Figure], index: int) -> Figure | None:
    """The count or ratio that a share is said of: right before it, or in brackets right behind it."""
    folded = figures.folded
    share = found[index]
    before = found[index - 1] if index else None
    if before is not None and not before.is_share and before.qualifier == "exact":
        if _IN_ITS_BRACKETS.fullmatch(folded, before.end, share.start):
            return before
        if _BEHIND_IT.fullmatch(folded, before.end, share.start) and _ENDS.match(folded, share.end):
            return before
    behind = found[index + 1] if index + 1 < len(found) else None
    if behind is None or behind.of is None:
        return None
    return behind if _IN_BRACKETS.fullmatch(folded, share.end, behind.start) else None


def _whole(figures: Figures, found: list[Figure], part: Figure, share: Figure) -> _Whole | None:
    """What the part is a part of, when that is printed."""
    if part.of is not None:
        return _Whole(part.of, (), stated=True)
    limit = share.end + _BEHIND
    if _COMPARED.match(figures.folded, share.end, limit):
        return None
    total = _TOTAL_BEHIND.match(figures.folded, share.end, limit)
    if total is None:
        return _total_before(figures, found, part)
    number = figures.starting_at(total.end())
    if number is not None and not number.is_share:
        return _Whole(number.value, (number,), stated=True)
    return _class_named(figures, part, total["class"]) if total["class"] else None


def _total_before(figures: Figures, found: list[Figure], part: Figure) -> _Whole | None:
    """The total that opens the sentence: "trong tổng số 1.200 đảng viên có 300 nữ, chiếm 25%"."""
    for figure in figures.before(part, _EARLIER_FIGURES):
        if figure.start < found[0].start or figure.is_share or figure.of is not None:
            continue
        if _TOTAL_BEFORE.start(figures.folded, figure.start - 1) is not None:
            return _Whole(figure.value, (figure,), stated=False)
    return None


def _class_named(figures: Figures, part: Figure, named: str) -> _Whole | None:
    """The one earlier figure of the paragraph whose clause has all the words of a class.

    "5 tổ chức đảng (chiếm 19,23%) tổng số tổ chức đảng hoàn thành tốt nhiệm vụ" is of the 26 before it.
    """
    wanted = set(_WORD.findall(named))
    block = figures.article.block_at(part.start)
    matching = [
        figure
        for figure in figures.before(part, _EARLIER_FIGURES)
        if not figure.is_share
        and figures.article.block_at(figure.start) == block
        and wanted <= _words_around(figures, figure)
    ]
    values = {figure.value for figure in matching}
    return _Whole(matching[-1].value, (matching[-1],), stated=False) if len(values) == 1 else None


def _words_around(figures: Figures, figure: Figure) -> set[str]:
    """The words of a figure's clause: back to its sentence's start or a semicolon, on to the next one."""
    index = figures.article.sentence_at(figure.start)
    sentence = figures.article.sentences[index] if index is not None else None
    low = max(sentence.start if sentence else 0, figure.start - 2 * _NEAR)
    high = min(sentence.end if sentence else len(figures.folded), figure.end + _NEAR)
    before = figures.folded[low : figure.start].rpartition(";")[2]
    behind = re.split(r"[;.]", figures.folded[figure.end : high], maxsplit=1)[0]
    subset = _PART_OF.search(behind)
    return set(_WORD.findall(f"{before} {behind[: subset.start()] if subset else behind}"))


def _compare(figures: Figures, part: Figure, share: Figure, whole: _Whole) -> Iterator[Finding]:
    """Report a share that is not that of its part and whole: a note where only its last digit is off."""
    expected = 100 * part.value / whole.value
    steps = abs(expected - share.value) / share.last_digit
    if steps <= HALF + _SLACK:
        return
    severity: Severity = "note"
    if steps > ONE_OFF:
        limit = share.end + _BEHIND
        other = _PLAN.match(figures.folded, share.end, limit) or (
            part.of is not None and _TOTAL_BEHIND.match(figures.folded, share.end, limit)
        )
        certain = whole.stated and not other
        severity = "error" if certain else "warning"
    yield figures.finding(
        CHECK,
        severity,
        f"{part.value} of {whole.value} is {as_printed(expected, share.last_digit)}%, "
        f"the article prints {as_printed(share.value, share.last_digit)}%",
        (part, share, *whole.figures),
    )
