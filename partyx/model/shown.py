"""An article as a model is shown it, read back by who answers with records in place of ids."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.model.marking import OPENS, unescape
from partyx.model.refs import ends_with

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


_MARK = re.compile(r"⟨([a-z]\d{0,7})⟩")
_LINE = re.compile(r"^\[(s\d+)\] (?:\([^)]*\) )?(.*)$", re.MULTILINE)
_NUMBER = re.compile(r"(\d[\d.,]{0,40})(?:/\d[\d.,]{0,40})?%?$")
_THOUSANDS = re.compile(r"\.(?=\d{3}\b)")


@dataclass(frozen=True)
class _Place:
    """A mark in the shown article: its sentence, the text up to it without marks, and the mark's id."""

    line: str
    before: str
    id: str


@dataclass
class ShownArticle:
    """An article as a model is shown it, read back: where each id and each sentence stands.

    Attributes:
        text: The message.
    """

    text: str
    _places: list[_Place] = field(default_factory=list)
    _lines: list[tuple[str, str]] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find the sentences and their marks."""
        for line in _LINE.finditer(self.text):
            plain = ""
            for index, piece in enumerate(_MARK.split(line[2].replace(OPENS, ""))):
                if index % 2:
                    self._places.append(_Place(line[1], fold(unescape(plain)), piece))
                else:
                    plain += piece
            self._lines.append((line[1], fold(unescape(plain))))

    def take(self, name: str) -> None:
        """Give this id to nobody else."""
        self._taken.add(name)

    def named(self, text: str, kinds: str, at: str = "") -> str | None:
        """The id of some kinds behind these words, one in the sentence ``at`` rather than another."""
        wanted = fold(text).strip()
        return self._nearest(lambda before: ends_with(before, wanted), kinds, at)

    def of_value(self, value: object, kinds: str, at: str = "") -> str | None:
        """The id behind a figure of this value."""

        def is_said(before: str) -> bool:
            number = _NUMBER.search(before)
            plain = _THOUSANDS.sub("", number[1]).replace(",", ".").strip(".") if number else ""
            return bool(plain) and plain.count(".") < 2 and float(plain) == value  # noqa: PLR2004 - a date has two

        return self._nearest(is_said, kinds, at)

    def _nearest(self, fits: Callable[[str], bool], kinds: str, at: str) -> str | None:
        """The first id that is not taken and whose text before it fits."""
        found = [
            place
            for place in self._places
            if place.id[0] in kinds and place.id not in self._taken and fits(place.before)
        ]
        return min(found, key=lambda place: place.line != at).id if found else None

    def ref(self, text: str | None, kinds: str, at: str = "") -> str | None:
        """The id behind these words, else the words."""
        return (self.named(text, kinds, at) or text) if text else None

    def sentence_of(self, quotes: Sequence[str], stated: Sequence[str] = ()) -> str:
        """The id of the sentence that has the most of these words; the first where none has any.

        Args:
            quotes: The words.
            stated: Quotes of the sentences that it can be; without any it can be each.
        """
        wanted, within = ([fold(quote).strip() for quote in group] for group in (quotes, stated))
        lines = [line for line in self._lines if any(one in line[1] for one in within)] or self._lines
        return max(lines, key=lambda line: sum(one in line[1] for one in wanted), default=("s1", ""))[0]
