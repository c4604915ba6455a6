"""Figures: what digits measure, when they are no date and no document number.

A plain number, a share, a ratio, a range, an amount of money; with the qualifier printed beside it. The
words around decide which reading comes first; the others are kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.date import no_date_end
from partyx.language.grammar import Behind, pattern
from partyx.language.money import read_amount
from partyx.language.number import NUMERAL, parse_numeral
from partyx.language.unit import (
    counted_in_words,
    counts_something,
    share_behind,
)
from partyx.mention import NumberReading, OtherReading
from partyx.mentions.no_figure import Place, in_a_name, in_pieces, list_item_end, phone_end, why_no_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.mention import Number, Reading
    from partyx.records import Qualifier

SHARE_MOST = 1000
"""No share is printed above this, so "1.513%" is one and a half per cent."""

_NUMERAL = pattern(NUMERAL)
_RATIO = pattern(
    rf"(?: ?(?P<measure><+units.measures>))? ?(?P<first>%)? ?/ ?(?:<relations.total> )?(?P<of>{NUMERAL})"
    r"(?![\d/]|-\w)(?(measure) ?(?P=measure)(?!\w))(?P<last> ?%)?"
)
_RANGE = pattern(rf" ?(?P<first>%)? ?(?P<join>-|<+time.to>) ?(?P<upper>{NUMERAL})(?!\d|[/-]\d)")
_FROM = Behind("time.from")
_OUT_OF = pattern(rf"(?: [^\W\d_]{{1,16}}){{0,6}}? <relations.out_of> (?P<of>{NUMERAL})")
_SHARES = frozenset({"%", "‰"})
_SIGN = re.compile(r"(?:[^\w%)\s]|[^\d%:;.\n] )-\Z")
_CLOCK = pattern(
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|\d{1,2} ?(?:<+time.hours>|h(?=\d))(?: ?\d{1,2}(?!\d)(?: ?<+time.minutes>)?)?(?!\w)"
)

_QUALIFIERS: tuple[tuple[Behind, Qualifier], ...] = (
    (Behind("qualifiers.at_least"), "at_least"),
    (Behind("qualifiers.at_most"), "at_most"),
    (Behind("qualifiers.nearly"), "nearly"),
    (Behind("qualifiers.more_than"), "more_than"),
    (Behind("qualifiers.exact"), "exact"),
    (Behind("qualifiers.about"), "about"),
)
_QUALIFIED = Behind(*(f"qualifiers.{name}" for _, name in _QUALIFIERS))
_OR_BEYOND = pattern(r"[^.;,\d\n]{0,24}?(?:(?P<more><qualifiers.upwards>)|<qualifiers.downwards>)")
_AND_SOME = pattern(" <qualifiers.and_some>")


class Figure(NamedTuple):
    """What stands at a digit: the range of its mention and all readings, the likeliest first."""

    start: int
    end: int
    readings: tuple[Reading, ...]


def clock_at(folded: str, start: int) -> Figure | None:
    """A clock time that starts here ("7 giờ 30", "14h", "05:57:12"), or None."""
    match = _CLOCK.match(folded, start)
    return Figure(start, match.end(), (OtherReading("clock"),)) if match else None


def figure_at(view: str, folded: str, start: int, *, opens_block: bool = False) -> Figure:
    """Read the digits at ``view[start]``; never fails, at worst an identifier.

    Args:
        view: The article's view.
        folded: The view folded in place.
        start: The first of a run of digits.
        opens_block: Whether the run opens a paragraph, where it may number a list.
    """
    if none := _identifies(view, folded, start, opens_block=opens_block):
        return none
    token = _NUMERAL.match(folded, start)
    values = parse_numeral(token.group()) if token else ()
    if token is None or not values:  # digits of another script, or too many of them
        return Figure(start, token.end() if token else start + 1, (OtherReading("identifier"),))
    place = Place(view, folded, start, token.end())
    if in_pieces(place):
        return Figure(start, token.end(), (OtherReading("identifier"),))
    if in_a_name(place):
        return Figure(start, token.end(), (OtherReading("name"), NumberReading(values[0])))
    end, readings = _measure(place, values)
    if readings[0].unit in _SHARES and not opens_block and _is_negative(folded, start):
        return Figure(start - 1, end, tuple(replace(reading, value=-reading.value) for reading in readings))
    why = why_no_figure(Place(view, folded, start, end), readings[0])
    return Figure(start, end, readings if why is None else (OtherReading(why), *readings))


def _identifies(view: str, folded: str, start: int, *, opens_block: bool) -> Figure | None:
    """Digits that tell themselves that they measure nothing, whatever number they could be."""
    if opens_block and (end := list_item_end(view, folded, start)):
        return Figure(start, end, (OtherReading("list"),))
    if end := phone_end(folded, start):
        return Figure(start, end, (OtherReading("phone"),))
    if end := no_date_end(folded, start):
        return Figure(start, end, (OtherReading("identifier"),))
    return None


def _is_negative(folded: str, start: int) -> bool:
    """Whether the dash before a share is its sign: "tăng trưởng -3,2%", but not a bullet or a range."""
    return _SIGN.search(folded, max(0, start - 3), start) is not None


def _measure(place: Place, values: tuple[Number, ...]) -> tuple[int, tuple[NumberReading, ...]]:
    """The figure itself and where it ends: a ratio, a range, a share, an amount or a plain number."""
    view, folded, _, end = place
    if (ratio := _RATIO.match(folded, end)) and (of := parse_numeral(ratio["of"])):
        unit = "%" if ratio["first"] or ratio["last"] else _money(place, ratio.end())
        last = ratio.end("last") if ratio["last"] else ratio.end("of")
        return last, (_qualified(place, last, NumberReading(values[0], unit=unit, of=of[0])),)
    if span := _range(place, values[0]):
        return span
    if share := share_behind(folded, end):
        unit, last = share
        ordered = sorted(values, key=lambda value: value > SHARE_MOST)
        return last, tuple(_qualified(place, last, NumberReading(value, unit=unit)) for value in ordered)
    if amount := read_amount(view, folded, end, values[0]):
        worth = dict.fromkeys((amount.value, *values[1:]) if amount.end == end else (amount.value,))
        readings = [_qualified(place, amount.end, NumberReading(value, unit=amount.unit)) for value in worth]
        return amount.end, tuple(readings)
    if isinstance(values[0], float) and counts_something(view, folded, end):
        values = values[::-1]  # "1,513 đảng viên": people come whole
    readings = [_qualified(place, end, NumberReading(value)) for value in values]
    if (total := _OUT_OF.match(folded, end)) and (of := parse_numeral(total["of"])):
        readings[0] = replace(readings[0], of=of[0])
    return end, tuple(readings)


def _range(place: Place, lower: Number) -> tuple[int, tuple[NumberReading, ...]] | None:
    """A range such as "10 - 15%" or "từ 10 đến 15": one mention with two ends."""
    view, folded, start, end = place
    span = _RANGE.match(folded, end)
    upper = parse_numeral(span["upper"]) if span else ()
    if span is None or not upper or upper[0] <= lower:
        return None
    share = share_behind(folded, span.end())
    opened = folded[start - 1 : start] == " " and _FROM.start(folded, start - 1) is not None
    if not (span["join"] == "-" or opened or share or counts_something(view, folded, span.end())):
        return None
    unit, last = share or ("%" if span["first"] else _money(place, span.end()), span.end())
    return last, (NumberReading(lower, unit=unit, upper=upper[0]),)


def _money(place: Place, end: int) -> str | None:
    """The multiplier and currency behind a ratio or a range, in one spelling, or None."""
    amount = read_amount(place.view, place.folded, end, 0)
    return amount.unit if amount and amount.end == end else None


def _qualified(place: Place, end: int, reading: NumberReading) -> NumberReading:
    """The reading with the qualifier printed beside it."""
    _, folded, start, _ = place
    if beyond := _OR_BEYOND.match(folded, end):
        return replace(reading, qualifier="at_least" if beyond["more"] else "at_most")
    if folded[start - 1 : start] == " " and _QUALIFIED.start(folded, start - 1) is not None:
        # "không quá" before "quá": of two that fit the longer one counts.
        starts = ((cue.start(folded, start - 1), name) for cue, name in _QUALIFIERS)
        _, name = min((at, name) for at, name in starts if at is not None)
        return replace(reading, qualifier=name)
    return replace(reading, qualifier="more_than") if _AND_SOME.match(folded, end) else reading


def worded_figures(view: str, folded: str) -> Iterator[Figure]:
    """Numbers printed in words right before a noun that is counted ("hai lớp")."""
    for number in counted_in_words(view, folded, sure=True):
        if not view[number.start + 1 : number.end].islower():
            continue  # in a line of capitals
        reading = NumberReading(number.value, spelled=True)
        place = Place(view, folded, number.start, number.end)
        yield Figure(number.start, number.end, (_qualified(place, number.end, reading),))
