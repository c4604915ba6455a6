"""Names of meetings: where one ends, whether it names a particular one, and whether that is held.

"Hội nghị" stands in every other sentence of the genre. It names one where words of its own follow ("hội nghị
sơ kết công tác quý I"); meetings in the plural, those that a document is called after, and "hội nghị thống
nhất ..." name none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.language.modality import OBLIGES

if TYPE_CHECKING:
    import re

CHAIRS = pattern("<speech.chairs>")
"""Says of somebody that they preside."""
SPEAKS = pattern("<speech.chairs|speech.speaks|speech.says|speech.tells|modality.asks>")
"""Says of somebody that they speak; who presides does."""
_NONE_BEHIND = pattern(r"(?:<meetings.none_behind>|\d[\d.]{0,8}) $")
_GENERAL = pattern(r"<meetings.general>$")
_PREDICATE = pattern(rf"<meetings.predicates>|{OBLIGES}")
_NAME_ENDS = pattern(
    r"[.;:|!?…](?=\s|$)|\n|,? (?:<meetings.name_ends>|<meetings.name_ends_before_number> \d)"
    r"|, <meetings.name_ends_after_comma>"
)
_HELD_BEFORE = pattern(
    r"(?:(?P<held><meetings.held_before>)|(?P<attended><meetings.attended>))(?: <meetings.solemnly>)? \"?$"
)
_HELD_AFTER = pattern(
    r",? ?(?:<meetings.by_whom> "
    r"|(?:\([^)]{0,60}\) ?,? ?)?(?:<meetings.held_adverbs> ){0,3}<meetings.held_after>)"
)
_ONLY_WANTED = pattern(rf"<meetings.only_wanted>|{OBLIGES}")
_BEFORE = 24
"""Characters before the noun in which stands that it names none."""


def name_stop(folded: str, start: int, limit: int) -> re.Match[str] | None:
    """What ends a name that goes on at ``folded[start]``, before ``limit``, or None."""
    return _NAME_ENDS.search(folded, start, limit)


def is_none(folded: str, start: int, end: int, low: int) -> bool:
    """Whether a name is one of no particular meeting by what stands around, in a sentence from ``low``."""
    behind = _NONE_BEHIND.search(folded, max(low, start - _BEFORE), start)
    return behind is not None or _GENERAL.search(folded, start, end) is not None


def names_one(folded: str, noun: tuple[int, int], end: int) -> bool:
    """Whether the words behind a noun, up to ``end``, name one particular meeting."""
    rest = folded[noun[1] : end].strip()
    if folded[slice(*noun)] in phrases("meetings.ceremonies"):
        return bool(rest)
    if rest in phrases("meetings.no_name") or _PREDICATE.match(rest):
        return False
    return len(rest.split()) > 1


def held_before(folded: str, low: int, start: int) -> re.Match[str] | None:
    """The verb right before a name, not before ``low``, that says that it is held or attended, or None."""
    return _HELD_BEFORE.search(folded, low, start)


def held_after(folded: str, end: int, limit: int) -> re.Match[str] | None:
    """The words right behind a name that say so, or None."""
    return _HELD_AFTER.match(folded, end, limit)


def only_wanted(folded: str, low: int, start: int) -> bool:
    """Whether what stands between ``low`` and a name says that it is wanted, planned or cited, not held."""
    return _ONLY_WANTED.search(folded, low, start) is not None
