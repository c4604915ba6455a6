"""Parts against the whole they are said to make up: 301 + 516 = 817."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.grammar import Behind, pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.arithmetic.figures import Figure, Figures
    from partyx.records import Finding

CHECK = "sum-of-parts"

_MADE_OF = pattern(r"[^.;:,()\d\n]{0,80}?[,(:]? ?<relations.made_of>[^.;\d\n]{0,40}")
_AMONG_THEM = pattern(r"[^.;:,()\d\n]{0,80}?[,(:]? ?<relations.part_of>[^.;\d\n]{0,40}")
_IS = Behind("relations.is")
_NEXT = pattern(r"[^.;\d\n]{0,80}")
_PART_OF = pattern("<relations.part_of>")
_MAY_OVERLAP = pattern("<relations.may_overlap>|…")
"""Words of parts that may share members, or count something else than parts, or leave the list open."""

_CLOSE = 0.1
"""How near to the whole a sum of different nouns must come to be meant as its parts."""

_FEWEST, _MOST_PARTS = 2, 40
"""Parts that are added up, at least and at most."""
_BEHIND = 40
"""Characters behind the last part that may say what it is a part of."""


def check_sums(figures: Figures) -> Iterator[Finding]:
    """Sums that miss their whole, where the text says that the parts are all of it."""
    for _, end, found in figures.by_sentence:
        for index, whole in enumerate(found[:-1]):
            if whole.is_share or whole.of is not None or whole.qualifier != "exact":
                continue
            between = whole.end, found[index + 1].start
            listed = found[index + 1 : index + _MOST_PARTS]
            if _MADE_OF.fullmatch(figures.folded, *between):
                yield from _add_up(figures, whole, _parts(figures, listed, end), copula=False)
            elif _AMONG_THEM.fullmatch(figures.folded, *between):
                yield from _among_them(figures, whole, _parts(figures, listed, end))


def _parts(figures: Figures, found: list[Figure], end: int) -> list[Figure]:
    """The counts that follow each other to the end of the sentence or the first semicolon."""
    parts: list[Figure] = []
    for figure in found:
        if figure.is_share or figure.of is not None or figure.qualifier != "exact":
            return []
        if parts and not _NEXT.fullmatch(figures.folded, parts[-1].end, figure.start):
            break
        parts.append(figure)
    if not parts or _PART_OF.search(figures.folded, parts[0].start, min(end, parts[-1].end + _BEHIND)):
        return []
    return parts


def _among_them(figures: Figures, whole: Figure, parts: list[Figure]) -> Iterator[Finding]:
    """Report a part above its whole, or a list "X là a, Y là b"; "trong đó" may name some parts only."""
    for part in parts:
        if part.value > whole.value and part.unit is not None and part.unit == whole.unit:
            message = f"{part.value} is said to be part of {whole.value}"
            yield figures.finding(CHECK, "warning", message, (whole, part))
            return
    if all(_IS.start(figures.folded, part.start - 1) is not None for part in parts):
        yield from _add_up(figures, whole, parts, copula=True)


def _add_up(figures: Figures, whole: Figure, parts: list[Figure], *, copula: bool) -> Iterator[Finding]:
    """Report a sum that misses its whole, when the parts are surely of one kind with it."""
    total = sum(part.value for part in parts)
    if len(parts) < _FEWEST or abs(total - whole.value) < _tolerance(parts):
        return
    text = figures.folded[whole.end : parts[-1].end + _BEHIND].split(".")[0]
    if _MAY_OVERLAP.search(text) or any(part.value > whole.value for part in parts):
        return
    alike = not copula and whole.unit is not None and all(part.unit == whole.unit for part in parts)
    if alike or abs(total - whole.value) <= _CLOSE * whole.value:
        summed = " + ".join(str(part.value) for part in parts)
        message = f"{summed} = {round(total, 6)}, the article prints {whole.value}"
        yield figures.finding(CHECK, "warning", message, (whole, *parts))


def _tolerance(parts: list[Figure]) -> float:
    """What rounding of decimal parts (money in tỷ đồng) may add up to."""
    decimals = [part.last_digit for part in parts if isinstance(part.value, float)]
    return sum(decimals) / 2 + max(decimals, default=1.0) / 2
