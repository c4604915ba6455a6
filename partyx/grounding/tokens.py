"""An article or a quote as comparable tokens: folded words, and numbers by value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from partyx.grounding.expansions import EXPANSIONS, JOINED
from partyx.text.fold import fold_with_offsets

_Span: TypeAlias = tuple[int, int]

_TOKEN = re.compile(
    r"[^\W\d_]++(?![/&.-])"
    rf"|(?:{'|'.join(map(re.escape, JOINED))})(?![^\W_])"
    r"|[^\W\d_]+|\d+(?:[.,]\d+)*"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_SEPARATOR = re.compile(r"[.,]")
_STARTS_A_SENTENCE = re.compile(r"[.!?:;\"“(\n|]|\s[-–]\s")


def number_key(number: str) -> str:
    """Digits of a number so that equal values meet: "1.513" and "1513"; "05" and "5"; never "1,513".

    Only a well-formed grouping is read as one: "16.7" and "2.3.2020" keep their parts apart.
    """
    if _GROUPED.fullmatch(number):
        number = number.replace(".", "")
    return " ".join(part.lstrip("0") or "0" for part in _SEPARATOR.split(number))


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text.

    Attributes:
        text: The text itself.
        folded: The text folded.
        offsets: Folded index to text index, one longer than ``folded``.
        words: One comparable string a token; an abbreviation gives the words it stands for.
        starts: Folded index where each token starts; equal for the words of one abbreviation.
        ends: Folded index where each token ends.
    """

    text: str
    folded: str
    offsets: list[int]
    words: list[str]
    starts: list[int]
    ends: list[int]

    def start(self, index: int) -> int:
        """Where token ``index`` starts in ``text``."""
        return self.offsets[self.starts[index]]

    def end(self, index: int) -> int:
        """Where token ``index`` ends in ``text``."""
        return self.after(self.ends[index])

    def after(self, position: int) -> int:
        """Text index behind the character that ends at folded ``position``, its marks included."""
        last = self.offsets[position - 1]
        while position < len(self.offsets) - 1 and self.offsets[position] == last:
            position += 1
        return self.offsets[position]

    def is_number(self, index: int) -> bool:
        """Whether token ``index`` is a number."""
        return self.words[index][0].isdigit()

    def is_capitalised(self, index: int) -> bool:
        """Whether token ``index`` starts with a capital letter."""
        return self.text[self.start(index)].isupper()

    def starts_sentence(self, index: int) -> bool:
        """Whether a capital at token ``index`` may be there for the sentence's sake alone."""
        before = self.offsets[self.ends[index - 1]] if index else 0
        return index == 0 or bool(_STARTS_A_SENTENCE.search(self.text, before, self.start(index)))

    def is_name(self, index: int) -> bool:
        """Whether token ``index`` reads as (part of) a name: a capital that no sentence start explains."""
        return self.is_capitalised(index) and not self.starts_sentence(index)

    def adjoin(self, a: int, b: int) -> bool:
        """Whether nothing but white space stands between two tokens."""
        a, b = min(a, b), max(a, b)
        return not self.text[self.end(a) : self.start(b)].strip()

    def splits_abbreviation(self, first: int, end: int) -> bool:
        """Whether tokens ``first`` to ``end`` begin or stop inside the words of one abbreviation."""
        return (first > 0 and self.starts[first] == self.starts[first - 1]) or (
            end < len(self.words) and self.starts[end] == self.starts[end - 1]
        )


def tokenise(text: str) -> Tokens:
    """Fold and cut a text. Linear in its length."""
    return cut(text, *fold_with_offsets(text))


def cut(text: str, folded: str, offsets: list[int]) -> Tokens:
    """Cut a text already folded (:func:`partyx.text.fold.fold_with_offsets`)."""
    spans = [match.span() for match in _TOKEN.finditer(folded)]
    words = [folded[start:end] for start, end in spans]
    short: list[int] = []
    for index, word in enumerate(words):
        if word[0].isdigit():
            words[index] = number_key(word)
        elif word in EXPANSIONS and _is_abbreviated(
            text[offsets[spans[index][0]] : offsets[spans[index][1]]]
        ):
            short.append(index)
    if short:
        words, spans = _write_out(words, spans, short)
    return Tokens(text, folded, offsets, words, [start for start, _ in spans], [end for _, end in spans])


def _is_abbreviated(printed: str) -> bool:
    return "/" in printed or printed.strip().isupper()


def _write_out(words: list[str], spans: list[_Span], short: list[int]) -> tuple[list[str], list[_Span]]:
    """Put the words of each abbreviation in its place, all at its span."""
    all_words: list[str] = []
    all_spans: list[_Span] = []
    done = 0
    for index in short:
        full = EXPANSIONS[words[index]]
        all_words += (*words[done:index], *full)
        all_spans += (*spans[done:index], *[spans[index]] * len(full))
        done = index + 1
    return all_words + words[done:], all_spans + spans[done:]
