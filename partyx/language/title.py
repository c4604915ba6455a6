"""Titles beside names: where they begin, where they end, walked word by word within a bounded reach.

A title begins with the first words of one ("Phó Bí thư", "Trưởng ban", ``vi/titles.toml``) and goes on over
capitalised words and the syllables that offices are made of (``vi/offices.toml``). After a comma or a dash
another title may follow.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.name import CAPITAL, SYLLABLE, is_family, is_surely_family

LONGEST = 140
"""Characters of one title; the longest in the sample articles has 58, with its office written out 90."""

REACH = 320
"""Characters before or after a name in which its titles lie."""

_HEAD = pattern("<titles.heads>")
_WORD = re.compile(rf" ?([^\W_]+(?:(?:[&’']|(?<={CAPITAL})\.(?={CAPITAL}))[^\W_]+)*)")
_DASH = re.compile(r" ?[-–—/] ?")
_COMMA = re.compile(r" ?, ?")
_SEPARATOR = re.compile(r" ?[,(–—:-] ?")
_CONTINUES = pattern("<offices.continues>")
_BELOW_PROVINCE = Behind("places.below_province")
_DEGREE = pattern("<titles.degrees>")
_NAME = re.compile(rf"({SYLLABLE})(?: {SYLLABLE}){{1,3}}")
_CAPITAL = re.compile(CAPITAL)
_OFFICE = re.compile(f" {CAPITAL}")
_BETWEEN = pattern(" ?(?:[,-] ?)?(?:<connectors.and> ?)?")
_AND = pattern("<connectors.and>")
_AND_OTHERS = pattern(r" <connectors.and> (?:<titles.others>|\d)")
_EXPECTED = pattern("<titles.expected> <titles.expected_behind>")


class Titles:
    """The titles of one text, where they begin found once.

    Args:
        view: The text.
        folded: The same, folded in place.
    """

    def __init__(self, view: str, folded: str) -> None:
        """Keep the text."""
        self.view = view
        self._folded = folded

    @cached_property
    def heads(self) -> list[tuple[int, int]]:
        """Where titles begin: (start, end of the head), in order."""
        general = phrases("titles.general")
        return [
            match.span()
            for match in _HEAD.finditer(self._folded)
            if match[0] not in general or _OFFICE.match(self.view, match.end())
        ]

    @cached_property
    def _head_starts(self) -> list[int]:
        return [start for start, _ in self.heads]

    def head_at(self, position: int) -> tuple[int, int] | None:
        """The head that holds ``view[position]``, or None."""
        index = bisect_right(self._head_starts, position) - 1
        return self.heads[index] if index >= 0 and position < self.heads[index][1] else None

    def starts_head(self, position: int) -> bool:
        """Whether a head starts exactly here."""
        index = bisect_left(self._head_starts, position)
        return index < len(self.heads) and self._head_starts[index] == position

    def before(self, low: int, start: int) -> tuple[list[tuple[int, int]], int]:
        """The titles that run up to a name at ``start``, none beginning before ``low``.

        Returns:
            Their ranges in printed order, and where the first one begins (``start`` when there is none).
        """
        low = max(low, start - REACH)
        index = bisect_left(self._head_starts, start) - 1
        titles: list[tuple[int, int]] = []
        reached = start
        while index >= 0 and self._head_starts[index] >= low:
            head = self.heads[index]
            end = self._walk(head, start, names_end=False)
            if titles and end >= titles[0][1]:
                titles[0] = (head[0], titles[0][1])
            elif end <= reached and self._joined(end, reached, first=not titles):
                titles.insert(0, (head[0], end))
            else:
                break
            reached = titles[0][0]
            index -= 1
        return titles, reached

    def after(self, end: int, limit: int) -> tuple[list[tuple[int, int]], int]:
        """The titles behind a name that ends at ``end``, none reaching past ``limit``.

        Returns:
            Their ranges in printed order, and where the last one ends (``end`` when there is none).
        """
        limit = min(limit, end + REACH)
        titles: list[tuple[int, int]] = []
        reached = end
        while True:
            separator = _SEPARATOR.match(self.view, reached, limit)
            position = separator.end() if separator else reached + 1
            head = self.head_at(position) if self.starts_head(position) else None
            if head is None or (separator is None and not _CAPITAL.match(self.view, position)):
                return titles, reached
            stop = self._walk(head, limit, names_end=True)
            if stop <= head[0] or self._is_next_persons(head, stop, limit):
                return titles, reached
            titles.append((head[0], stop))
            reached = stop

    def _is_next_persons(self, head: tuple[int, int], stop: int, limit: int) -> bool:
        """Whether what was read is the degree of the person named next: "A, TS. B"."""
        point = self.view.startswith(". ", stop)
        return point and _DEGREE.match(self._folded, head[0]) is not None and self._name_at(stop + 2, limit)

    def _walk(self, head: tuple[int, int], limit: int, *, names_end: bool) -> int:
        """Where the title that begins with ``head`` ends.

        With ``names_end`` a person's name inside it means that the title is that person's: the walk
        then gives ``head[0]``, no title at all.
        """
        start, position = head
        limit = min(limit, start + LONGEST)
        previous = self._folded[start:position].rsplit(None, 1)[-1]
        while position < limit:
            word = _WORD.match(self.view, position, limit)
            if word is None:
                go_on = self._goes_on(position, limit)
                if go_on is None:
                    break
                position = go_on
                continue
            if self._ends_at(word, previous, limit):
                break
            if names_end and self._is_name(word, limit):
                return start
            previous = self._folded[word.start(1) : word.end(1)]
            position = word.end()
        return position

    def _goes_on(self, position: int, limit: int) -> int | None:
        """Where a title goes on behind a dash or a comma inside it, or None."""
        if dash := _DASH.match(self.view, position, limit):
            goes_on = _CAPITAL.match(self.view, dash.end()) and not self.starts_head(dash.end())
            return dash.end() if goes_on else None
        if comma := _COMMA.match(self.view, position, limit):
            return comma.end() if _CONTINUES.match(self._folded, comma.end(), limit) else None
        return None

    def _ends_at(self, word: re.Match[str], previous: str, limit: int) -> bool:
        """Whether a title ends before this word."""
        if not word[1][0].islower():
            return False
        text = self._folded[word.start(1) : word.end(1)]
        if text not in phrases("offices.syllables"):
            return _EXPECTED.match(self._folded, word.start(1)) is None
        if _AND.match(self._folded, word.start(1)):
            others = _AND_OTHERS.match(self._folded, word.start()) or self.starts_head(word.end() + 1)
            behind = word.end() + 1
            return bool(others) or self._name_at(behind, limit) or self._titled_at(behind, limit)
        following = _WORD.match(self._folded, word.end(), limit)
        opens = following is not None and f"{text} {following[1]}" in phrases("offices.predicates")
        return opens and previous not in phrases("offices.owners")

    def _is_name(self, word: re.Match[str], limit: int) -> bool:
        """Whether a person's name starts at this word, and not a place's."""
        return (
            self._name_at(word.start(1), limit) and _BELOW_PROVINCE.start(self._folded, word.start()) is None
        )

    def _name_at(self, position: int, limit: int) -> bool:
        word = _WORD.match(self.view, position, limit)
        if word is None or not is_surely_family(word[1]):
            return False
        following = _WORD.match(self.view, word.end(), limit)
        return following is not None and bool(_CAPITAL.match(following[1]))

    def _titled_at(self, position: int, limit: int) -> bool:
        """Whether a name with a title of its own starts here, of a family that is a word as well."""
        name = _NAME.match(self.view, position, limit)
        if name is None or not is_family(name[1]):
            return False
        separator = _SEPARATOR.match(self.view, name.end(), limit)
        return separator is not None and self.starts_head(separator.end())

    def _joined(self, end: int, start: int, *, first: bool) -> bool:
        """Whether a title that ends at ``end`` goes with what begins at ``start``."""
        if first:
            return self.view[end:start].strip() in {"", ".", ":"}
        return _BETWEEN.fullmatch(self._folded, end, start) is not None
