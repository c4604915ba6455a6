"""Figures: what digits measure, when they are no date and no document number.

A plain number, a share, a ratio, a range, an amount of money; with the qualifier printed beside it. The
words around decide which reading comes first; the others are kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.counted import counts_something
from partyx.language.cues import WINDOW, Cue, last_word
from partyx.language.phrases import at_word_starts, lower
from partyx.mention import NumberReading, OtherReading
from partyx.mentions.labels import glued, label, list_item_end, phone_end
from partyx.mentions.numerals import NUMERAL, parse_numeral

if TYPE_CHECKING:
    from partyx.mention import Number, Reading
    from partyx.records import Qualifier

SHARE_MOST = 1000
"""No share is printed above this, so "1.513%" is one and a half per cent."""

_NUMERAL = re.compile(NUMERAL)
_PERCENT = re.compile(r"\s?(?:%|‰)|\s+phần\s+trăm\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\s?(?P<scale>(?:nghìn|ngàn|triệu|trăm|tr|tỷ|tỉ)(?:\s+(?:tỷ|tỉ|triệu))?)?"
    r"\s?(?P<coin>đồng(?!\s+(?:chí|bào|thời|loạt|bộ|đội|hồ|ruộng|đều|hành|nghiệp))|đ|VNĐ|VND|USD|đô\s+la|euro)?"
    r"(?![\w])",
    re.IGNORECASE,
)
_SCALES = {"tỉ": "tỷ", "ngàn": "nghìn", "tr": "triệu"}
_COINS = {"đ": "đồng", "vnđ": "đồng", "vnd": "đồng", "đồng": "đồng"}
_RATIO = re.compile(
    rf"\s?(?P<first>%)?\s?/\s?(?:tổng\s+số\s+)?(?P<of>{NUMERAL})(?![\d/]|-\w)(?P<last>\s?%)?", re.IGNORECASE
)
_RANGE = re.compile(rf"\s?(?P<first>%)?\s?(?P<join>-|–|đến|tới)\s?(?P<upper>{NUMERAL})(?!\d|[/\-–]\d)")
_FROM = re.compile(r"\btừ\s+$", re.IGNORECASE)
_OUT_OF = re.compile(
    rf"(?:\s+[^\W\d_]+){{0,6}}?\s+(?:trong|trên)\s+(?:tổng\s+)?số\s+(?P<of>{NUMERAL})", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}\s?(?:giờ|h)\s?(?:\d{1,2}(?!\d)(?:\s?(?:phút|'))?)?(?![\w])",
    re.IGNORECASE,
)

_QUALIFIERS: tuple[tuple[Cue, Qualifier], ...] = (
    (Cue("ít nhất|ít nhất là|tối thiểu|tối thiểu là|không dưới|chí ít"), "at_least"),
    (Cue("nhiều nhất|tối đa|không quá|không vượt quá|dưới|chưa đến|chưa đầy"), "at_most"),
    (Cue("gần|gần tới|gần đến|gần được|ngót|xấp xỉ|sấp xỉ|suýt soát"), "nearly"),
    (Cue("hơn|trên|vượt|quá|ngoài"), "more_than"),
    (Cue("khoảng|chừng|ước|ước tính|ước đạt|độ|tầm"), "about"),
)
_OR_BEYOND = re.compile(r"[^.;,\d]{0,24}\btrở\s+(?:(?P<more>lên)|xuống)\b", re.IGNORECASE)
_ODD = re.compile(r"\s+(?:hơn|lẻ)\b", re.IGNORECASE)

_WORD_VALUES = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10,
}  # fmt: skip
_WORD = re.compile(rf"{at_word_starts(_WORD_VALUES)}(?=\s)(?!\s+(?:mươi|trăm|nghìn|tháng))")
_NOT_COUNTING = Cue("thứ|tháng|lần|khóa|khoá|hạng|quý|mỗi|từng|trong|các|cả|những|mươi|trăm")


class Figure(NamedTuple):
    """What stands at a digit: the end of its mention and all readings, the likeliest first."""

    end: int
    readings: tuple[Reading, ...]


def clock_at(view: str, start: int) -> Figure | None:
    """A clock time that starts here ("7 giờ 30", "14h", "05:57:12"), or None."""
    match = _CLOCK.match(view, start)
    return Figure(match.end(), (OtherReading("clock"),)) if match else None


def figure_at(view: str, start: int, *, opens_block: bool = False) -> Figure:
    """Read the digits at ``view[start]``; never fails, at worst an identifier.

    Args:
        view: The article's view.
        start: The first of a run of digits.
        opens_block: Whether the run opens a paragraph, where it may number a list.
    """
    if opens_block and (end := list_item_end(view, start)):
        return Figure(end, (OtherReading("list"),))
    if end := phone_end(view, start):
        return Figure(end, (OtherReading("phone"),))
    token = _NUMERAL.match(view, start)
    values = parse_numeral(token.group()) if token else ()
    if token is None or not values:  # digits of another script, or too many of them
        return Figure(token.end() if token else start + 1, (OtherReading("identifier"),))
    if glued(view, start, token.end()):
        return Figure(token.end(), (OtherReading("name"), NumberReading(values[0])))
    left = view[max(0, start - WINDOW) : start]
    end, readings = _measure(view, token.end(), values, left)
    why = label(view, start, end, left, readings[0])
    return Figure(end, readings if why is None else (OtherReading(why), *readings))


def _measure(
    view: str, end: int, values: tuple[Number, ...], left: str
) -> tuple[int, tuple[NumberReading, ...]]:
    """The figure itself and where it ends: a ratio, a range, a share, an amount or a plain number."""
    if (ratio := _RATIO.match(view, end)) and (of := parse_numeral(ratio["of"])):
        unit = "%" if ratio["first"] or ratio["last"] else _money(view, ratio.end())
        last = ratio.end("last") if ratio["last"] else ratio.end("of")
        return last, (_qualified(view, last, left, NumberReading(values[0], unit=unit, of=of[0])),)
    if span := _range(view, end, values[0], left):
        return span
    if percent := _PERCENT.match(view, end):
        ordered = sorted(values, key=lambda value: value > SHARE_MOST)
        last = percent.end()
        return last, tuple(_qualified(view, last, left, NumberReading(value, unit="%")) for value in ordered)
    unit = _money(view, end)
    if unit is None and isinstance(values[0], float) and counts_something(view, end):
        values = values[::-1]  # "1,513 đảng viên": people come whole
    readings = [_qualified(view, end, left, NumberReading(value, unit=unit)) for value in values]
    if (whole := _OUT_OF.match(view, end)) and (of := parse_numeral(whole["of"])):
        readings[0] = replace(readings[0], of=of[0])
    return end, tuple(readings)


def _range(view: str, end: int, lower: Number, left: str) -> tuple[int, tuple[NumberReading, ...]] | None:
    """A range such as "10 - 15%" or "từ 10 đến 15": one mention with two ends."""
    span = _RANGE.match(view, end)
    upper = parse_numeral(span["upper"]) if span else ()
    if span is None or not upper or upper[0] <= lower:
        return None
    percent = _PERCENT.match(view, span.end())
    joined = span["join"] in {"-", "–"} or _FROM.search(left) or percent or counts_something(view, span.end())
    if not joined:
        return None
    last = percent.end() if percent else span.end()
    unit = "%" if percent or span["first"] else _money(view, span.end())
    return last, (NumberReading(lower, unit=unit, upper=upper[0]),)


def _money(view: str, end: int) -> str | None:
    """The printed multiplier and currency right after a figure, in one spelling, or None."""
    match = _MONEY.match(view, end)
    if match is None or not (match["scale"] or match["coin"]):
        return None
    scale = " ".join(_SCALES.get(word, word) for word in (match["scale"] or "").lower().split())
    coin = " ".join((match["coin"] or "").split())
    coin = _COINS.get(coin.lower(), coin)
    if scale in {"tỷ", "triệu"} and not coin and not counts_something(view, match.end()):
        coin = "đồng"  # "thu ngân sách 45 tỷ"
    return " ".join(part for part in (scale, coin) if part)


def _qualified(view: str, end: int, left: str, reading: NumberReading) -> NumberReading:
    """The reading with the qualifier printed beside it."""
    if beyond := _OR_BEYOND.match(view, end):
        return replace(reading, qualifier="at_least" if beyond["more"] else "at_most")
    last = last_word(left)
    for cue, name in _QUALIFIERS:
        if cue.search(left, last):
            return replace(reading, qualifier=name)
    return replace(reading, qualifier="more_than") if _ODD.match(view, end) else reading


def worded_numbers(view: str) -> list[tuple[int, Figure]]:
    """Numbers up to ten printed in words right before a noun that is counted ("hai lớp")."""
    found = []
    for match in _WORD.finditer(lower(view)):
        if not view[match.start() + 1 : match.end()].islower():
            continue  # in a line of capitals
        left = view[max(0, match.start() - WINDOW) : match.start()]
        if counts_something(view, match.end(), sure=True) and not _NOT_COUNTING.search(left, last_word(left)):
            reading = NumberReading(_WORD_VALUES[match[0]], spelled=True)
            found.append(
                (match.start(), Figure(match.end(), (_qualified(view, match.end(), left, reading),)))
            )
    return found
