"""Which line is the headline, and which stamp the day of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.reading.bylines import is_names
from partyx.reading.captions import is_caption_like
from partyx.reading.lines import ends_sentence, word_count
from partyx.reading.outlet import opens_with_tag
from partyx.reading.units import Form, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from partyx.reading.lines import FoldedLine

MOST_HEADLINE_WORDS: Final = 45
_MOST_HEADLINE_CHARS = 260
_FULL_HEADLINE_WORDS = 6
_REPORT_WORDS = 20
_OPENS_A_REPORT = pattern("<lines.reports>")
"""How reports start. A line that does and is longer than a headline lost its period."""

_LEAST_PROSE_WORDS = 6
_LONG_WITHOUT_PERIOD = 400
_LEAD_WORDS = 12


def is_prose(unit: Unit) -> bool:
    """Whether a unit is running text: a whole sentence, a lead with its tag, or a long paragraph."""
    if unit.form not in {Form.FREE, Form.ITEM}:
        return False
    text = unit.text
    words = word_count(text)
    if ends_sentence(text):
        return words >= _LEAST_PROSE_WORDS
    if len(text) >= _LONG_WITHOUT_PERIOD or (text[-1] in ":;" and words >= _LEAD_WORDS):
        return True
    return words >= _LEAD_WORDS and opens_with_tag(unit.printed)


def find_headline(units: Sequence[Unit], prose: Sequence[bool]) -> int | None:
    """The index of the unit that is the headline, or None for a page that starts with its text.

    Of the lines before the first running text: the one next to the date stamp, else the first of full
    length, else the longest. A line is no headline when no text follows it.
    """
    first_prose = next((index for index, is_text in enumerate(prose) if is_text), len(units))
    stamped_text = _stamped_sentence(units, first_prose)
    if stamped_text is not None:
        return stamped_text
    nearby = _next_to_stamp(units, first_prose)
    best: tuple[int, int, int] | None = None
    boxed = False
    for index, unit in enumerate(units[:first_prose]):
        boxed = boxed or unit.form is Form.HEADING
        if unit.form is not Form.FREE or not _may_be_headline(unit.printed):
            continue
        if first_prose == len(units) and index not in nearby:
            continue
        # In a box of links at the top the headline comes last, on a bare page it comes first.
        rank = (_rank(unit.printed, stamped=index in nearby), index if boxed else -index, index)
        best = rank if best is None or rank > best else best
    return best[2] if best is not None else None


def _may_be_headline(line: FoldedLine) -> bool:
    text = line.text
    if len(text) > _MOST_HEADLINE_CHARS or word_count(text) > MOST_HEADLINE_WORDS or " " not in text:
        return False
    if word_count(text) > _REPORT_WORDS and _OPENS_A_REPORT.match(line.folded):
        return False
    return text[-1] not in ",;:" and line.folded not in phrases("pages.sections")


def _rank(line: FoldedLine, *, stamped: bool) -> int:
    rank = 2 if word_count(line.text) >= _FULL_HEADLINE_WORDS else 0
    rank += 2 if stamped else 0
    rank -= 1 if is_caption_like(line) else 0
    return rank - (2 if is_names(line) else 0)


def _next_to_stamp(units: Sequence[Unit], first_prose: int) -> set[int]:
    """The stretch of free lines right before a stamp and the one right after it, buttons not counted."""
    lines = [
        index
        for index, unit in enumerate(units[: first_prose + 1])
        if unit.form not in {Form.FURNITURE, Form.SIGNATURE}
    ]
    nearby: set[int] = set()
    for place, index in enumerate(lines):
        if units[index].form is not Form.STAMP:
            continue
        nearby.update(lines[place + 1 : place + 2])
        before = place - 1
        while before >= 0 and units[lines[before]].form is Form.FREE and lines[before] not in nearby:
            nearby.add(lines[before])
            before -= 1
    return nearby


def _stamped_sentence(units: Sequence[Unit], first_prose: int) -> int | None:
    """A first line that ends like a sentence and is a headline all the same: a stamp and text follow it."""
    if first_prose + 1 >= len(units):
        return None
    unit, after = units[first_prose], units[first_prose + 1]
    earlier = any(
        other.form is Form.FREE and _may_be_headline(other.printed) for other in units[:first_prose]
    )
    short = _may_be_headline(unit.printed) and not opens_with_tag(unit.printed)
    is_headline = (
        short and not earlier and after.form is Form.STAMP and any(map(is_prose, units[first_prose + 2 :]))
    )
    return first_prose if is_headline else None


def publication_day(units: Sequence[Unit], headline: int | None, stamps: Sequence[int]) -> dt.date | None:
    """The day of publication among the stamps that are not part of a box of links.

    One that says "đăng" wins; then the first after the headline, then the last before it (a page's head
    may show today's date first, the article's own is nearest to its headline).
    """
    dated = [index for index in stamps if units[index].day is not None]
    if not dated:
        return None
    posted = [index for index in dated if units[index].posted]
    anchor = headline if headline is not None else 0
    after = [index for index in dated if index > anchor]
    chosen = (posted or after or dated[-1:])[0]
    return units[chosen].day
