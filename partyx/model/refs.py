"""From what a model wrote back to the article: ids, clauses, and phrases without an id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.language.fold import fold, fold_with_offsets
from partyx.model.marking import unmark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.mention import Kind, Mention
    from partyx.model.marking import Line, Marked

_ID = re.compile(r"\s*+[⟨\[]?\s*+([ncdpoxs]\d{1,7})\s*+[⟩\]]?\s*+", re.IGNORECASE)
_CLAUSES = re.compile(
    r"\s*\[?s(?P<line>\d{1,7})\]?\.?(?P<first>[a-z])?(?:\s*[-–]\s*(?:s(?P=line)\.?)?(?P<last>[a-z]))?\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def as_id(ref: str) -> str | None:
    """The id that ``ref`` is ("n7", "⟨n7⟩", "N7"), or None when it is a phrase."""
    match = _ID.fullmatch(ref)
    return match[1].lower() if match else None


@dataclass(frozen=True)
class Refs:
    """Looks up what an answer refers to in one marked article."""

    marked: Marked
    _found: dict[str, tuple[int, int] | None] = field(default_factory=dict, compare=False, repr=False)

    def as_id(self, ref: str) -> str | None:
        """As :func:`as_id`."""
        return as_id(ref)

    def plain(self, quote: str) -> str:
        """A phrase copied from the shown text, as the article prints it: without markers and escapes."""
        return unmark(quote)

    def text(self, place: tuple[int, int]) -> str:
        """A range of ``view`` on one line."""
        return " ".join(self.marked.article.view[slice(*place)].split())

    def within(self, place: tuple[int, int], kinds: Iterable[Kind]) -> Mention | None:
        """The first shown mention of some kinds that touches a range of ``view``."""
        line, wanted = self.marked.line_at(place[0]), frozenset(kinds)
        touching = (
            mention
            for mention in (line.mentions if line else ())
            if mention.kind in wanted and mention.start < place[1] and place[0] < mention.end
        )
        return next(touching, None)

    def mention(self, ref: str) -> Mention | None:
        """The shown mention of an id, or None."""
        name = as_id(ref)
        return self.marked.shown.get(name) if name else None

    def line(self, ref: str) -> Line | None:
        """The line of a sentence id (or of a clause of it), or None."""
        match = _CLAUSES.fullmatch(ref)
        return self.marked.line_by_id.get(f"s{int(match['line'])}") if match else None

    def clauses(self, ref: str) -> tuple[int, int] | None:
        """The range of ``view`` of "s16", "s14c" or "s14c-d"; None when there is no such place."""
        match, line = _CLAUSES.fullmatch(ref), self.line(ref)
        if match is None or line is None:
            return None
        if not match["first"]:
            return None if match["last"] else (line.start, line.end)
        first = _index(match["first"])
        last = _index(match["last"] or match["first"])
        if not first <= last < len(line.clauses):
            return None
        return line.clauses[first][0], line.clauses[last][1]

    def phrase(self, quote: str) -> tuple[int, int] | None:
        """Where a copied phrase stands in ``view``, spelling aside; the first place, or None."""
        if quote not in self._found:
            self._found[quote] = self._find(unmark(quote))
        return self._found[quote]

    def occurs(self, quote: str) -> bool:
        """Whether the article says the phrase: as it stands, or its words in order with few in between.

        The second is what grounding may still align; a phrase that fails both is an invention or a slip that
        a model can mend when told.
        """
        words = _WORD.findall(fold(unmark(quote)))
        return bool(words) and (
            self.phrase(quote) is not None or any(_in_order(words, line) for line in self._words)
        )

    def _find(self, phrase: str) -> tuple[int, int] | None:
        folded, offsets = self._folded
        wanted = fold(phrase).strip()
        at = folded.find(wanted) if wanted else -1
        while at >= 0:
            start, end = offsets[at], offsets[at + len(wanted) - 1] + 1
            if not _cuts_word(folded, at, at + len(wanted)) and self.marked.line_at(start) is not None:
                return start, max(start + 1, end)
            at = folded.find(wanted, at + 1)
        return None

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return fold_with_offsets(self.marked.article.view)

    @cached_property
    def _words(self) -> list[list[str]]:
        view = self.marked.article.view
        return [_WORD.findall(fold(view[line.start : line.end])) for line in self.marked.lines]


def _index(letter: str) -> int:
    return ord(letter.lower()) - ord("a")


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins or ends inside a word or a number."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum())


def _in_order(words: list[str], line: list[str]) -> bool:
    """Whether the words stand in a line in order, with few others in between."""
    longest = len(words) + len(words) // 2
    starts = (index for index, word in enumerate(line) if word == words[0])
    return any(_leads(words, line[start : start + longest]) for start in starts)


def _leads(words: list[str], stretch: list[str]) -> bool:
    rest = iter(stretch)
    return all(word in rest for word in words)
