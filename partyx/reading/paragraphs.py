"""Paragraphs that an editor, a mail program or a page wrapped over several lines, made whole again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.grammar import pattern
from partyx.reading.lines import ends_sentence
from partyx.reading.units import Form, Unit, form_of, lines_of, page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_DANGLING = pattern(r"<lines.dangling>\Z")
_OPENS = ',(“"–-'
_CITING = pattern(r"<lines.citing>\Z")
_CITED = pattern(r"<lines.cited> |\d|<lines.congresses> [ivx]{1,5} ")
_ENDS_OF_LINES = 40
"""Characters looked at for a dangling word."""

_WRAPPED = 60
"""Characters of the shortest line that a citation is wrapped at: shorter ones are headlines and heads."""

_NARROWEST, _WIDEST = 50, 140
"""Line widths of text wrapped by an editor or a mail program (72 and 80 mostly)."""

_FULL = 0.7
"""Share of the width from which a line was broken by its length, and not because the text ended."""

_PARAGRAPH_GAPS = 2
"""Blank lines between paragraphs that show that a wrapped text sets its paragraphs apart by them."""

_FLOWING = 0.4
"""Share of line breaks followed by a small letter in wrapped Vietnamese prose: 75% in newspaper text
wrapped at 80 characters, next to none in lists of links. Capitals (names, bodies) make the difference."""

_ADDRESS = re.compile(r"\w[.@/]\w")


class Wrapping(NamedTuple):
    """How lines were wrapped: at which width (0: lines are paragraphs), with paragraphs set apart or not."""

    width: int = 0
    spaced: bool = False

    def fills(self, line: Unit) -> bool:
        """Whether a line is as long as lines get here."""
        return self.width > 0 and len(line.text) >= _FULL * self.width


def units_of(view: str) -> list[Unit]:
    """Cut the view into paragraphs and other lines, in order; each visible character is in one."""
    page = page_of(view)
    lines = lines_of(view, page)
    wrappings = _wrappings(lines)
    units: list[Unit] = []
    for index, line in enumerate(lines):
        if index and _continues(lines[index - 1], line, wrappings[index]):
            units[-1].end = line.end
        else:
            # A copy: the lines themselves are still compared with the ones after them.
            units.append(replace(line))
    for unit in units:
        if unit.end - unit.start != len(unit.printed):
            unit.printed = page[unit.start : unit.end]
            unit.form = form_of(unit.printed)
    return units


def _continues(last: Unit, line: Unit, wrapping: Wrapping) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    if not 1 <= line.gap <= 2:  # noqa: PLR2004 - the next line, or one blank line between
        return False
    if line.text == "|":
        return last.form is Form.FREE and line.gap == 1
    fills = wrapping.fills(last) and line.gap == 1
    if not _may_continue(last, line, fills=fills):
        return False
    return (fills and wrapping.spaced) if ends_sentence(last.text) else fills or _breaks_off(last, line)


def _breaks_off(last: Unit, line: Unit) -> bool:
    """Whether a line stops in the middle of a sentence that the next one goes on with."""
    tail = last.printed.folded[-_ENDS_OF_LINES:]
    may_cite = len(last.text) >= _WRAPPED and "," in last.text
    if may_cite and _CITING.search(tail) and _CITED.match(line.printed.folded):
        return True
    small = line.text[0].islower() and not _ADDRESS.search(line.text.split(" ", 1)[0])
    dangles = " " in last.text and (last.text[-1] in _OPENS or _DANGLING.search(tail) is not None)
    if line.gap > 1:
        return dangles and (small or last.text[-1] != ",")
    return dangles or small


def _may_continue(last: Unit, line: Unit, *, fills: bool) -> bool:
    if line.form is Form.ITEM:
        # "giai đoạn 2021" + "- 2025": a dash at the start of a line, where no list was announced.
        return fills and last.form is Form.FREE and last.text[-1] not in ".:;" and line.text[0] in "-–"
    if line.form is not Form.FREE:
        return False
    if last.form is Form.CAPTION:
        return fills and last.text[-1] not in ")|" and line.text[0].islower()
    return last.form in {Form.FREE, Form.ITEM}


def _wrappings(lines: Sequence[Unit]) -> list[Wrapping]:
    """For every line how it was wrapped: as the whole page was, else as its stretch of lines was."""
    text = [line for line in lines if line.form in {Form.FREE, Form.ITEM}]
    if width := _wrap_width(text, _SURELY_WRAPPED):
        gaps = sum(line.gap > 1 for line in text)
        return [Wrapping(width, spaced=gaps >= _PARAGRAPH_GAPS)] * len(lines)
    found = [Wrapping()] * len(lines)
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and lines[index].gap == 1 and lines[index].form is Form.FREE:
            continue
        if index - start > 2:  # noqa: PLR2004 - two lines show no width
            found[start:index] = [Wrapping(_wrap_width(lines[start:index], 2))] * (index - start)
        start = index
    return found


_SURELY_WRAPPED = 4
"""Line breaks within a sentence before a small letter that show that a whole page was wrapped."""


def _wrap_width(lines: Sequence[Unit], least: int) -> int:
    width = max((len(line.text) for line in lines), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = [
        after.text[0].islower()
        for line, after in pairwise(lines)
        if after.gap == 1 and not ends_sentence(line.text)
    ]
    small = sum(breaks)
    return width if small >= least and small >= _FLOWING * len(breaks) else 0
