"""Digits that are no figure: they number or name something, last, or are dialled.

"khu phố 5", "chi bộ 4 tốt", "Covid-19", "Huy hiệu 40 năm tuổi Đảng", "sau 10 năm", "hotline 1900 1234".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases, values
from partyx.language.ranges import before_marks
from partyx.language.unit import counts_something, is_glued, lasts

if TYPE_CHECKING:
    from collections.abc import Callable

    from partyx.mention import NumberReading

SLOGAN_MOST = 12
"""The largest number in the slogans of the genre ("12 không"); "120 có ..." is a count."""

PHONE_LEAST = 9
"""Digits in the shortest telephone number, area code included."""

SERVICE_LEAST = 3
"""Digits in the shortest number that is dialled: "gọi 113"."""

_LIST_TAIL = r"(?: ?(?:[,;/-]|<+connectors.and>) ?\d+(?!\d|[.,]\d)){0,12}"

_ALWAYS = Behind("numbered.always")
_SMALL = Behind("numbered.small")
_UNLESS_COUNTED = Behind("numbered.unless_counted")
_NUMBER_WORD = Behind("numbered.number_word")
_COUNTS_AFTER_ALL = Behind("numbered.counts_after_all")
_BODY = Behind("numbered.bodies")
_ANY = Behind("numbered.always", "numbered.small", "numbered.unless_counted")
_ENDS_PHRASE = pattern(r' ?(?:[,;.)"\n]|\Z|<connectors.and>)')
_TWO_WORDS = re.compile(r"(?:\b(?P<first>[^\W\d]\w*) )?\b(?P<second>[^\W\d]\w*) \Z")
_OPENING_QUOTES = tuple("“\"‘'")

_PARTY_AGE = pattern(rf"{_LIST_TAIL} ?<+time.year> <numbered.party_age>")
_BADGE_LIST = pattern(rf"{_LIST_TAIL} ?(?:<+time.year>(?! ?\d)|<+numbered.party_age>)")
_BADGE = pattern(r"<numbered.badges>[^.:;\n]{0,70}\Z")
_AGE = pattern(rf"{_LIST_TAIL} ?<+numbered.age>")
_MEAN = pattern(r"<qualifiers.mean>[^.;\n]{0,30}\Z")
_SLOGAN = pattern(r" <numbered.slogans>")
_LONGEST_NAME = 24
_MEAN_REACH = 48

_IN_ADDRESSES = frozenset("/=\"'?&_:-")
_LONGEST_ADDRESS = 80
_ADDRESS = re.compile(r"(?:https?://|www\.|\w=\")[^\s<>]*\Z")
_DEGREES = re.compile(r" ?(?:- ?\d+ ?)?°")

_ODD = r"(?:[^\w\s.,/:;()\[\]{}%‰+*=&~<>×\-–—‒‐‑−\"“”«»…|•!?#°º²³]|_)"
"""A mark that joins digits to nothing that is read ("1'513", "1·513"), or that acts on a terminal."""

_PIECE_BEFORE = re.compile(rf"(?:\d{_ODD}{{1,3}}|[①-⒛])\Z")
_PIECE_BEHIND = re.compile(
    rf"{_ODD}{{1,3}}\d|[\u0300-\u036f\u20d0-\u20f0\x00-\x08\x0e-\x1b\x7f]| ?[¼-¾⅐-⅞↉‱]"
)
_PIECES = 4

_PHONE = re.compile(r"(?:0|84[. ]?)\d[\d. ]{6,14}\d(?!\d)")
_TOLL_FREE = re.compile(r"1[89]00[ .]?\d{4,6}(?!\d|[.,]\d)")
_DIALLED = re.compile(r"\d(?:[. -]?\d){1,14}(?!\d)")
_PHONE_WORDS = Behind("numbered.phones")
_LIST_ITEM = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?: ?[.)/]\s| ?- (?P<word>\w))")


class Place(NamedTuple):
    """Where a figure stands: ``view[start:end]``, and ``folded``, the view folded in place."""

    view: str
    folded: str
    start: int
    end: int


def list_item_end(view: str, folded: str, start: int) -> int | None:
    """Where the number of a list item ends ("1." or "2.1)" opening a paragraph), or None."""
    item = _LIST_ITEM.match(folded, start)
    if item is None or (item["word"] and not view[item.start("word")].isupper()):
        return None
    return item.end("number")


def phone_end(folded: str, start: int) -> int | None:
    """Where a telephone number that starts here ends, or None."""
    if free := _TOLL_FREE.match(folded, start):
        return free.end()
    stop = before_marks(folded, start, " :(.-", max(0, start - 4))
    called = stop < start and _PHONE_WORDS.start(folded, stop) is not None
    phone = _DIALLED.match(folded, start) if called else _PHONE.match(folded, start)
    least = SERVICE_LEAST if called else PHONE_LEAST
    return phone.end() if phone and sum(map(str.isdigit, phone[0])) >= least else None


def in_a_name(place: Place) -> bool:
    """Whether digits are part of a name: "30a", "5K", "QL1A", "Covid-19", "3+1".

    A unit may be glued to a figure ("15ha"), and so may a noun by a slip of the space bar ("2.682ĐV").
    """
    view, folded, start, end = place
    before, further = folded[start - 1 : start] if start else "", view[max(0, start - 2) : max(0, start - 1)]
    behind = folded[end : end + 1]
    if before.isalpha() or before == "+" or (behind == "+" and folded[end + 1 : end + 2].isdigit()):
        return True
    if (before == "-" and further.isalpha()) or (before == "." and further.isupper()):
        return True
    if (before == "[" and behind == "]") or _DEGREES.match(folded, end):
        return True  # the mark of a footnote; the weather
    if before in _IN_ADDRESSES and _ADDRESS.search(folded, max(0, start - _LONGEST_ADDRESS), start):
        return True
    return (
        behind.isalpha() and not is_glued(folded, end) and not counts_something(view, folded, end, sure=True)
    )


def in_pieces(place: Place) -> bool:
    """Whether digits are a part of something that is not read as a number, and so are none themselves.

    "1'513" is neither 1 nor 513, "15½" not 15, and what is struck out ("3̶") not said.
    """
    view, _, start, end = place
    before = _PIECE_BEFORE.search(view, max(0, start - _PIECES), start)
    return before is not None or _PIECE_BEHIND.match(view, end) is not None


def why_no_figure(place: Place, reading: NumberReading) -> str | None:
    """Why the figure measures nothing, or None.

    Args:
        place: Where it stands.
        reading: What it would be worth.
    """
    if reading.unit is not None:
        return None
    for why, applies in _REASONS:
        if applies(place):
            return why
    if reading.of is None and reading.upper is None and reading.value <= SLOGAN_MOST:
        return _small(place)
    return "ordinal" if _numbers_something(place, small=False) else None


def _small(place: Place) -> str | None:
    """What only small whole figures can be: slogans, and numbers with nothing counted behind."""
    view, folded, start, end = place
    quoted = view[max(0, start - 2) : start].rstrip(" ").endswith(_OPENING_QUOTES)
    if quoted or (folded[start] != "0" and _SLOGAN.match(folded, end)):
        return "name"
    if _numbers_something(place, small=True):
        return "ordinal"
    return "ordinal" if _ENDS_PHRASE.match(folded, end) and _ends_a_name(view, start) else None


def _ends_a_name(view: str, start: int) -> bool:
    """Whether one of the two words before is a capitalised name's: "Chi bộ Hành chính 2;"."""
    words = _TWO_WORDS.search(view, max(0, start - _LONGEST_NAME), start)
    capital = next((word for word in words.groups() if word and word[0].isupper()), None) if words else None
    return capital is not None and fold(capital) not in phrases("numbered.counts_names")


def _numbers_something(place: Place, *, small: bool) -> bool:
    """Whether the noun before is one that numbers name; a counted noun behind may outweigh it."""
    view, folded, start, end = place
    stop = start - 1
    if folded[stop:start] != " " or _COUNTS_AFTER_ALL.start(folded, stop) is not None:
        return False
    number_word = _NUMBER_WORD.start(folded, stop)
    if number_word and folded[number_word - 1] == " " and _ANY.start(folded, number_word - 1) is not None:
        stop = number_word - 1
    if _ALWAYS.start(folded, stop) is not None:
        return True
    if _SMALL.start(folded, stop) is not None:
        return small or not counts_something(view, folded, end, sure=True)
    return _UNLESS_COUNTED.start(folded, stop) is not None and not counts_something(view, folded, end)


def body_named(place: Place) -> tuple[str, str] | None:
    """The noun and number of what may be the name of a body: ("chi bộ", "20"), ("ban", "94").

    A committee is called by its last words, too: "Ban Chỉ đạo 94" is "BCĐ 94" and "Ban 94".
    """
    view, folded, start, end = place
    at = _BODY.start(folded, start - 1) if folded[start - 1 : start] == " " else None
    if at is None or not view[at].isupper():
        return None
    return str(values("numbered.bodies")[folded[at : start - 1]]), folded[start:end]


def _is_award(place: Place) -> bool:
    if _PARTY_AGE.match(place.folded, place.end):
        return True
    badge_list = _BADGE_LIST.match(place.folded, place.end)
    return bool(badge_list and _BADGE.search(place.folded, max(0, place.start - 80), place.start))


def _is_age(place: Place) -> bool:
    if _AGE.match(place.folded, place.end) is None:
        return False
    return _MEAN.search(place.folded, max(0, place.start - _MEAN_REACH), place.start) is None


def _is_duration(place: Place) -> bool:
    return lasts(place.folded, place.end)


_REASONS: tuple[tuple[str, Callable[[Place], bool]], ...] = (
    ("award", _is_award),
    ("age", _is_age),
    ("duration", _is_duration),
)
