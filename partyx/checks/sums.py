"""Parts against the whole they are said to make up: 301 + 516 = 817."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.checks.figures import Figure, Figures
    from partyx.records import Finding

CHECK = "sum-of-parts"

_EXHAUSTIVE = re.compile(r"[^.;:,()\d]{0,80}[,(:]?\s*\b(?:bao gồm|gồm)\b:?\s*[^.;\d]{0,40}", re.IGNORECASE)
_AMONG_THEM = re.compile(r"[^.;:,()\d]{0,80}[,(:]?\s*\btrong đó\b[,:]?\s*[^.;\d]{0,40}", re.IGNORECASE)
_IS = re.compile(r"\b(?:là|có)\s*$", re.IGNORECASE)
_NEXT = re.compile(r"[^.;\d]{0,80}")
_OVERLAPPING = re.compile(
    r"nữ|nam\b|dân tộc|tôn giáo|\btrẻ\b|tuổi|đoàn viên|trình độ|học sinh|sinh viên|giáo viên|công nhân"
    r"|nông thôn|doanh nghiệp|đạt|hoàn thành|xuất sắc|khen|kỷ luật|cho\b|với\b|khác|còn lại|v\.v|\.\.\.|…",
    re.IGNORECASE,
)
"""Words of parts that may share members, or count something else than parts, or leave the list open."""

_CLOSE = 0.1
"""How near to the whole a sum of different nouns must come to be meant as its parts."""

_FEWEST, _MOST_PARTS = 2, 40


def check_sums(figures: Figures) -> Iterator[Finding]:
    """Sums that miss their whole, where the text says that the parts are all of it."""
    for _, end, found in figures.by_sentence:
        for index, whole in enumerate(found[:-1]):
            if whole.is_share or whole.of is not None or whole.qualifier != "exact":
                continue
            between = figures.view[whole.end : found[index + 1].start]
            if _EXHAUSTIVE.fullmatch(between):
                yield from _add_up(
                    figures, whole, _parts(figures, found[index + 1 : index + _MOST_PARTS], end), copula=False
                )
            elif _AMONG_THEM.fullmatch(between):
                yield from _among_them(
                    figures, whole, _parts(figures, found[index + 1 : index + _MOST_PARTS], end)
                )


def _parts(figures: Figures, found: list[Figure], end: int) -> list[Figure]:
    """The counts that follow each other to the end of the sentence or the first semicolon."""
    parts: list[Figure] = []
    for figure in found:
        if figure.is_share or figure.of is not None or figure.qualifier != "exact":
            return []
        if parts and not _NEXT.fullmatch(figures.view[parts[-1].end : figure.start]):
            break
        parts.append(figure)
    text = figures.view[parts[0].start : min(end, parts[-1].end + 40)] if parts else ""
    return [] if "trong đó" in text.lower() else parts


def _among_them(figures: Figures, whole: Figure, parts: list[Figure]) -> Iterator[Finding]:
    """Report a part above its whole, or a list "X là a, Y là b"; "trong đó" may name some parts only."""
    for part in parts:
        if part.value > whole.value and part.unit is not None and part.unit == whole.unit:
            message = f"{part.value} is said to be part of {whole.value}"
            yield figures.finding(CHECK, "warning", message, (whole, part))
            return
    starts = [whole.end, *(part.end for part in parts)]
    named = [_IS.search(figures.view[a : part.start]) for a, part in zip(starts, parts, strict=False)]
    if parts and all(named):
        yield from _add_up(figures, whole, parts, copula=True)


def _add_up(figures: Figures, whole: Figure, parts: list[Figure], *, copula: bool) -> Iterator[Finding]:
    """Report a sum that misses its whole, when the parts are surely of one kind with it."""
    total = sum(part.value for part in parts)
    if len(parts) < _FEWEST or abs(total - whole.value) < _tolerance(parts):
        return
    text = figures.view[whole.end : parts[-1].end + 40].split(".")[0]
    if _OVERLAPPING.search(text) or any(part.value > whole.value for part in parts):
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
