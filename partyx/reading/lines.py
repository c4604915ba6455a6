"""A line of a page, as it is printed and folded; where a sentence ends, and how many words a line has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from partyx.language.fold import fold_in_place

RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
"""Characters as they stand above the line, where their digits are no part of the number before them."""


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """A line of a page or a part of one, with single blanks.

    Words are matched on ``folded``, every character at its place; capitals and the kind of a dash or a quote
    are looked at in ``text``.
    """

    text: str
    folded: str

    @classmethod
    def of(cls, text: str) -> FoldedLine:
        """Fold a text that is not part of one that was folded as a whole; every run of blanks becomes one."""
        single = " ".join(text.split())
        return cls(single, fold_in_place(single))

    def __getitem__(self, part: slice) -> FoldedLine:
        """A part of it."""
        return FoldedLine(self.text[part], self.folded[part])

    def __len__(self) -> int:
        """Characters."""
        return len(self.text)

    def strip(self, marks: str = " ") -> FoldedLine:
        """Without the marks at either end."""
        start = len(self.text) - len(self.text.lstrip(marks))
        return self[start : max(start, len(self.text.rstrip(marks)))]


_END = re.compile(r"[.!?…](?:/\.)?[\"”’»)\]]{0,3}\Z")


def ends_sentence(text: str) -> bool:
    """Whether a line ends the way a sentence does: ``.``, ``?``, ``!``, ``…``, ``./.``, ``.”``."""
    return _END.search(text, max(0, len(text) - 8)) is not None


def word_count(text: str) -> int:
    """Count the words, as runs between single spaces."""
    return text.count(" ") + 1
