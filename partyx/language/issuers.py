"""Who issues documents: the body named behind "của", and telling two issuers apart.

An issuer is an organisation (:mod:`partyx.language.organisation`), or one of the words in ``vi/bodies.toml``
that name one only where a document is theirs ("Kế hoạch số 5 của tỉnh"). Its name ends by itself before
"về", "khóa", a verb or a punctuation mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.lexicon import entries, phrases, values
from partyx.language.organisation import Body, Organisations

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = pattern("<bodies.names|bodies.issues|bodies.issues_alone|bodies.letters>")
_OCCASION = pattern(
    r"<citations.plenum>"
    r"(?: <meetings.ordinal_marks> [^\W_]{1,6}(?: <numbers.ordinals|numbers.after_tens>)? ?,?)?"
    r"(?: <connectors.of>)?(?: <citations.whole>)? "
)
"""What stands before the body that met: "Hội nghị lần thứ năm ", which is no part of its name."""
_MEMBER = pattern(" <bodies.members>")
_SECOND = pattern("(?:,| <connectors.and>) (?=<bodies.top>)")
_KIND = pattern(" <documents.kinds>")
_LONGEST = 160
"""Characters of one name; the longest in the sample articles has 45."""
_LONGEST_KIND = 25
"""Characters of the longest kind of document, with its blank."""


class Issuers:
    """The issuers that one text names.

    Args:
        view: The text.
        folded: The same, folded in place.
        organisations: Those of the text, where they have been read already.
    """

    def __init__(self, view: str, folded: str, organisations: Organisations | None = None) -> None:
        """Find the organisations of the text."""
        self._view = view
        self._folded = folded
        self._organisations = organisations or Organisations(view, folded)

    def at(self, start: int) -> tuple[int, int] | None:
        """Where the name of the body begins and ends that is named at ``view[start]``, or None.

        The occasion is no issuer: of "Hội nghị lần thứ năm Ban Chấp hành Trung ương Đảng" the name is "Ban
        Chấp hành Trung ương Đảng".
        """
        if occasion := _OCCASION.match(self._folded, start):
            start = occasion.end()
        end = self._end(start)
        if end is None:
            return None
        second = _SECOND.match(self._folded, end)
        if second and fold_in_place(self._view[start:end]) in phrases("bodies.top"):
            end = self._end(second.end()) or end
        return start, end

    def between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The issuers that begin from ``start`` on and end before ``end``, in order."""
        for head in _HEAD.finditer(self._folded, start, end):
            found = self.at(head.start())
            if found and found[1] <= end:
                yield found

    def _end(self, start: int) -> int | None:
        head = _HEAD.match(self._folded, start)
        if head is None or _MEMBER.match(self._folded, head.end()):
            return None
        if head[0] in phrases("bodies.letters") and not self._view[start : head.end()].isupper():
            return None
        end = self._organisation_end(head)
        if end is None and head[0] in phrases("bodies.issues_alone"):
            end = head.end()
        if end is None and head[0] in phrases("bodies.letters"):
            end = self._organisations.place(head.end(), start + _LONGEST)
        kind = _KIND.search(self._folded, head.end(), end + _LONGEST_KIND) if end else None
        return min(kind.start(), end) if kind and end else end

    def _organisation_end(self, head: re.Match[str]) -> int | None:
        """The end of a name that organisations have; a part of one may stand for it."""
        if head[0] not in phrases("bodies.names", "bodies.issues"):
            return None
        body = self._organisations.body(head)
        if body is Body.SCOPE:
            return None
        end = self._organisations.end(head, head.start() + _LONGEST)
        return head.end() if end is None and body is Body.PART else end


def read_issuer(view: str, start: int) -> tuple[int, int] | None:
    """Where the name of the body begins and ends that is named at ``view[start]``, or None."""
    near = view[start : start + 2 * _LONGEST]
    found = Issuers(near, fold_in_place(near)).at(0)
    return (start + found[0], start + found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Issuer:
    """What tells issuers apart.

    Attributes:
        office: "" for Party committees of every kind, else which office.
        levels: The levels it may be of; empty when nothing says so.
        place: The place or office named, or an empty string.
    """

    office: str
    levels: frozenset[str]
    place: str

    def agrees_with(self, other: Issuer) -> bool:
        """Whether both may be the same issuer: "BCH Đảng bộ tỉnh" and "Tỉnh ủy Tây Ninh" may."""
        return (
            self.office == other.office
            and self.may_be_level_with(other)
            and (not self.place or not other.place or self.place == other.place)
        )

    def may_be_level_with(self, other: Issuer) -> bool:
        """Whether nothing says that they are of different levels."""
        return not self.levels or not other.levels or bool(self.levels & other.levels)


_MINISTRY = pattern("(?!<bodies.top>)<issuers.ministries> ")
_OFFICE = pattern("<issuers.offices>")
_LEVEL = pattern("<issuers.levels>")
_KNOWN = pattern(
    r"<bodies.names|bodies.issues|bodies.letters|bodies.central|bodies.bloc|bodies.blocs>|\([^)]{0,20}\)"
)
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1024)
def issuer(name: str) -> Issuer:
    """What tells the issuer of this name from others."""
    name = " ".join(name.split())
    folded = fold_in_place(name)
    office = folded if _MINISTRY.match(folded) else _first(_OFFICE.finditer(folded), "issuers.offices")
    levels = _first(_LEVEL.finditer(folded), "issuers.levels")
    rest = _KNOWN.compiled.sub(lambda match: " " * len(match[0]), folded)
    named = [word[0] for word in _WORD.finditer(rest) if name[word.start()].isupper()]
    return Issuer(office or "", frozenset(levels or ()), " ".join(named))


def _first(found: Iterator[re.Match[str]], role: str) -> Any:  # noqa: ANN401 - what the file says
    """The value of the word whose entry stands first, or None."""
    ranked = {match[0]: _rank(role)[match[0]] for match in found}
    return values(role)[min(ranked, key=ranked.__getitem__)] if ranked else None


@cache
def _rank(role: str) -> dict[str, int]:
    """Each word with the role, and which entry it stands in."""
    return {fold(form): rank for rank, entry in enumerate(entries(role)) for form in entry.forms}
