"""What denies or forbids a phrase: words before it, without which it says the opposite.

"Không chạy theo số lượng" quoted as "chạy theo số lượng" is printed word for word, and is a lie. A word that
denies reaches over a few others ("không để xảy ra tình trạng ..."), and where it lets nobody do something,
over who that is ("không để đảng viên nào vi phạm"). "Không ngừng nâng cao" denies nothing.
"""

from __future__ import annotations

from partyx.language.grammar import pattern

_SPARED = r"<claims.bounds|denials.spared>"
_DENIED = pattern(rf"(?:{_SPARED}|(?P<denial><slips.negations>))(?: <denials.between>){{0,4}} ?\Z")
_FORBIDDEN = pattern(
    rf"(?:{_SPARED}|(?P<denial><slips.negations|denials.forbids>))(?: <denials.between>){{0,4}} ?\Z"
    r"|(?P<lets><denials.lets>) [^,;:.()\n]{0,40}(?:, <units.counted>[^,;:.()\n]{0,30})?\Z"
)
_NOT_HELD = pattern(r"(?:<slips.negations>(?: <denials.held>){1,2}|<denials.put_off>) ?\Z")
_PUT_OFF = pattern(r"[^.;:\n]{0,120}?[ ,)]<denials.put_off_behind>(?! <denials.elsewhere>)")
_MOVED = pattern(r"[ ,]{1,2}<denials.moved>")
_REACH = 60
"""Characters before a phrase in which it may be denied."""


def denied(folded: str, start: int, low: int) -> str | None:
    """The word that denies what starts at ``folded[start]``, not before ``low``, or None."""
    found = _DENIED.search(folded, max(low, start - _REACH), start)
    return found["denial"] if found else None


def forbidden(folded: str, start: int, low: int) -> str | None:
    """The word that denies what starts there, forbids it or wants an end of it, or None."""
    found = _FORBIDDEN.search(folded, max(low, start - _REACH), start)
    return found["denial"] or found["lets"] if found else None


def is_not_held(folded: str, start: int, low: int) -> bool:
    """Whether a meeting named there is said not to take place, or to have been put off."""
    before = _NOT_HELD.search(folded, max(low, start - _REACH), start)
    return (before or _PUT_OFF.match(folded, start)) is not None


def is_moved(folded: str, end: int) -> bool:
    """Whether a day that ends there is said to be no longer the day: "định họp ngày 3/4, lùi sang 8/4"."""
    return _MOVED.match(folded, end) is not None
