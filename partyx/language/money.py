"""Multipliers and money printed as part of a figure: "45 tỷ đồng", "1 tỷ 250 triệu", "1 tỷ rưỡi"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import entries, phrases, values
from partyx.language.number import NUMERAL, parse_numeral
from partyx.language.unit import counts_something

if TYPE_CHECKING:
    from partyx.language.number import Number

MONEY_BEHIND = pattern(" ?(?!<units.no_currency>)<measures.money>")
"""Right behind a figure: it is money ("45 tỷ"), and no comrades ("45 đồng chí")."""

_SCALE = pattern(r" ?(?P<scale><+numbers.multipliers>(?: <numbers.multipliers>)?)")
_HALF = pattern(" <numbers.half>")
_LOWER = pattern(rf" (?P<number>{NUMERAL}) ?(?P<scale><+numbers.multipliers>)")
_COIN = pattern(r" ?(?!<+units.no_currency>)(?P<coin><+units.currencies>)")
_PER = pattern(
    r"(?: ?/ ?<units.counted|units.compounds|units.measures|units.per|time.durations>){1,3}(?! ?\d)"
)
_EXACT = 9
"""Decimals kept where parts are added; 1 tỷ and 250 đồng need nine."""


class Amount(NamedTuple):
    """A figure with its multiplier and currency.

    Attributes:
        value: In the first multiplier: 1.25 of "1 tỷ 250 triệu đồng".
        end: Where the digits and words of the value end; the unit of a plain figure stands behind it.
        unit: Multiplier and currency in one spelling ("tỷ đồng", "nghìn", "đồng").
    """

    value: Number
    end: int
    unit: str


def read_amount(view: str, folded: str, end: int, value: Number) -> Amount | None:
    """The amount whose first digits end at ``end``, or None where neither multiplier nor currency follows."""
    scale = _SCALE.match(folded, end)
    behind = scale.end() if scale else end
    printed = scale["scale"].split(" ") if scale else []
    if scale and len(printed) == 1:
        value, last = _with_parts(folded, behind, value, printed[0])
        end, behind = (last, last) if last > behind else (end, behind)
    coin = _COIN.match(folded, behind)
    if coin:
        currency = _spellings("units.currencies")[coin["coin"]]
    elif " ".join(printed) in phrases("numbers.large") and not counts_something(view, folded, behind):
        currency = entries("units.currencies")[0].forms[0]  # "thu ngân sách 45 tỷ"
    else:
        currency = ""
    unit = " ".join(filter(None, (*map(_spellings("numbers.multipliers").get, printed), currency)))
    return Amount(value, end, unit) if unit else None


def after_multiplier(folded: str, end: int) -> int:
    """Where the multiplier right behind a figure ends; ``end`` where none stands there."""
    scale = _SCALE.match(folded, end)
    return scale.end() if scale else end


def after_money(folded: str, end: int) -> int:
    """Where multiplier and currency right behind a figure end; ``end`` where neither stands there."""
    behind = after_multiplier(folded, end)
    coin = _COIN.match(folded, behind)
    return coin.end() if coin else behind


def rate_behind(view: str, folded: str, end: int) -> str:
    """What the money of the figure that ends at ``end`` is for each of: "/người/tháng", or nothing."""
    money = after_money(folded, end)
    rate = _PER.match(folded, money) if money > end else None
    return "/".join(part.strip().lower() for part in view[slice(*rate.span())].split("/")) if rate else ""


def _with_parts(folded: str, end: int, value: Number, scale: str) -> tuple[Number, int]:
    """The value with what is said in smaller multipliers, or as a half, and where that ends."""
    worth = values("numbers.multipliers")
    if half := _HALF.match(folded, end):
        return value + 0.5, half.end()
    least = worth[scale]
    while lower := _LOWER.match(folded, end):
        part = parse_numeral(lower["number"])
        if not part or worth[lower["scale"]] >= least or part[0] * worth[lower["scale"]] >= least:
            break
        least = worth[lower["scale"]]
        value = round(value + part[0] * least / worth[scale], _EXACT)
        end = lower.end()
    return value, end


@cache
def _spellings(role: str) -> dict[str, str]:
    return {fold(form): entry.forms[0] for entry in entries(role) for form in entry.forms}
