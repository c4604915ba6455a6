"""From what a model wrote back to the article: ids, clauses, and phrases without an id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from partyx.language.fold import fold, fold_in_place, fold_with_offsets
from partyx.language.words import WORD, words_in
from partyx.mention import DocumentReading
from partyx.model.marking import unmark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.mention import Kind, Mention
    from partyx.model.marking import Line, Marked

_ID = re.compile(r"\s*+[⟨\[({`#]?\s*+([ncdpoxs]\d{1,7})\s*+[⟩\])}`:]?\s*+", re.IGNORECASE)
_CLAUSES = re.compile(
    r"\s*\[?s(?P<line>\d{1,7})\]?\.?(?P<first>[a-z])?(?:\s*[-–]\s*(?:s(?P=line)\.?)?(?P<last>[a-z]))?\s*"
    r"(?::(?P<opening>.*))?",
    re.IGNORECASE | re.DOTALL,
)
_INSIDE = re.compile(r"[⟨\[]?(?<![^\W_])([ncdpox]\d{1,7})(?![^\W_])[⟩\]]?", re.IGNORECASE)
_MOST_IDS = 3
"""Ids tried in one phrase: "o5 và o6" has two."""
_MOST_OPENING = 12
"""Words looked at of what a task begins with; two or three are asked for."""
_SPREAD = 8
"""Characters around an id looked at for one of the phrase, in which ids may stand for longer names."""


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
        """A phrase as the article prints it: without markers and escapes, an id in it by its words."""
        joined = self._joined(quote)
        return self.text(joined) if joined else unmark(quote)

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

    def named(self, quote: str, *kinds: Kind, near: Line | None = None) -> str | None:
        """The id of a mention of some kinds that ends with these words, one in a line rather than another."""
        wanted = fold(quote).strip()
        shown = (*(near.mentions if near else ()), *self.marked.shown.values())
        return next(
            (one.id for one in shown if one.kind in kinds and ends_with(fold(one.text), wanted)), None
        )

    def mention(self, ref: str) -> Mention | None:
        """The shown mention of an id, or None."""
        name = as_id(ref)
        return self.marked.shown.get(name) if name else None

    @cached_property
    def citations(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """Where each document is cited in the lines shown, by the id of its first citation."""
        cited: dict[str, list[tuple[int, int]]] = {}
        for mention in self.marked.shown.values():
            if isinstance(reading := mention.reading, DocumentReading):
                cited.setdefault(reading.first or mention.id, []).append(mention.whole)
        return {first: tuple(places) for first, places in cited.items()}

    def line(self, ref: str) -> Line | None:
        """The line of a sentence id (or of a clause of it), or None."""
        match = _CLAUSES.fullmatch(ref)
        return self.marked.line_by_id.get(f"s{int(match['line'])}") if match else None

    def clauses(self, ref: str) -> tuple[int, int] | None:
        """The range of ``view`` of "s16", "s14c" or "s14c-d"; None when there is no such place.

        Behind a colon may stand the words with which it begins, where no clause does: "s14c-d:tập trung".
        """
        match, line = _CLAUSES.fullmatch(ref), self.line(ref)
        if match is None or line is None:
            return None
        if not match["first"]:
            place = None if match["last"] else (line.start, line.end)
        else:
            first = _index(match["first"])
            last = _index(match["last"] or match["first"])
            known = first <= last < len(line.clauses)
            place = (line.clauses[first][0], line.clauses[last][1]) if known else None
        return self._beginning(place, match["opening"] or "") if place else None

    def _beginning(self, place: tuple[int, int], opening: str) -> tuple[int, int] | None:
        """The range from its first words that are ``opening``; all of it for none."""
        wanted = self._said(opening)[:_MOST_OPENING]
        words = list(WORD.finditer(self._in_place, *place))
        for index in range(len(words) - len(wanted) + 1 if wanted else 0):
            if [word[0] for word in words[index : index + len(wanted)]] == wanted:
                return words[index].start(), place[1]
        return None if wanted else place

    def phrase(self, quote: str) -> tuple[int, int] | None:
        """Where a copied phrase stands in ``view``, spelling aside; the first place, or None.

        An id with the words printed right before or behind it ("ngoài khu vực o6") is the stretch of both.
        """
        if quote not in self._found:
            self._found[quote] = self._joined(quote) or self._find(unmark(quote))
        return self._found[quote]

    def _joined(self, quote: str) -> tuple[int, int] | None:
        """The stretch of a mention and the words beside it, where the article prints them there."""
        for inside in islice(_INSIDE.finditer(quote), _MOST_IDS):
            mention = self.marked.shown.get(inside[1].lower())
            line = self.marked.line_at(mention.start) if mention else None
            before, behind = self._said(quote[: inside.start()]), self._said(quote[inside.end() :])
            if mention is None or line is None or not (before or behind):
                continue
            low, high = mention.start - _SPREAD * len(quote), mention.end + _SPREAD * len(quote)
            left = list(WORD.finditer(self._in_place, max(line.start, low), mention.start))
            right = list(WORD.finditer(self._in_place, mention.end, min(line.end, high)))
            left, right = left[max(0, len(left) - len(before)) :], right[: len(behind)]
            if [word[0] for word in left] == before and [word[0] for word in right] == behind:
                start = left[0].start() if left else mention.start
                return start, right[-1].end() if right else mention.end
        return None

    def _said(self, words: str) -> list[str]:
        """Words of an answer as they are compared, an id among them by its own."""

        def printed(inside: re.Match[str]) -> str:
            mention = self.marked.shown.get(inside[1].lower())
            return f" {mention.text} " if mention else inside[0]

        return words_in(fold_in_place(_INSIDE.sub(printed, unmark(words))))

    @property
    def _in_place(self) -> str:
        return self.marked.article.folded

    def occurs(self, quote: str) -> bool:
        """Whether the article says the phrase: as it stands, or its words in order with few in between.

        The second is what grounding may still align; a phrase that fails both is an invention or a slip that
        a model can mend when told.
        """
        words = words_in(fold(unmark(quote)))
        return bool(words) and (
            self.phrase(quote) is not None or any(_in_order(words, line) for line in self._lines_with(words))
        )

    def _lines_with(self, words: list[str]) -> Iterator[list[str]]:
        """The words of each line that has the rarest of some words."""
        lines = min((self._lines_by_word.get(word, ()) for word in words), key=len)
        return (self._words[index] for index in lines)

    @cached_property
    def _lines_by_word(self) -> dict[str, list[int]]:
        lines: dict[str, list[int]] = {}
        for index, line in enumerate(self._words):
            for word in dict.fromkeys(line):
                lines.setdefault(word, []).append(index)
        return lines

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
        return [words_in(fold(view[line.start : line.end])) for line in self.marked.lines]


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


def ends_with(before: str, wanted: str) -> bool:
    """Whether a text ends with these words, and not inside a longer one."""
    rest = before.removesuffix(wanted)
    return rest != before and not (rest[-1:].isalnum() and wanted[:1].isalnum())
