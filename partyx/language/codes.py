"""Document codes: the grammar of "49-QĐ/TW", and what its letters say about kind and issuer.

The letters are in ``vi/codes.toml`` (kinds) and ``vi/abbreviations.toml`` (issuers). Provinces and
newspapers write codes freely ("15 - NQ / TW", "01/HD-BTC", "35 NQ/TW", "18-NQTW"); :func:`code_at` takes
all of these and gives one spelling.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases, values

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTER = r"[a-z\u0111\u01b0]"
"""A letter of a code: of the Latin alphabet, d with stroke, u with horn; no vowel bears a tone."""

_YEAR = r"(?: ?[/-] ?(?P<year>(?:19|20)\d\d))?"
_NUMBER = rf"(?P<number>\d{{1,2}}\.\d{{3}}(?!\d)|\d{{1,5}}{_LETTER}?){_YEAR}"
_NUMBER_APART = rf"(?P<number>\d(?<![\w./,-]\d)(?:\d?\.\d{{3}}(?!\d)|\d{{0,4}}{_LETTER}?)){_YEAR}"
"""The same where no word, number or code runs up to it; its first digit leads, which scans faster."""
_RANK = r"<abbreviations.code_levels|abbreviations.code_issuers|abbreviations.central>"

_TIGHT = pattern(rf"{_NUMBER}(?P<join>[/-])")
_LOOSE = pattern(
    rf"{_NUMBER}(?: ?(?P<join>[/-]) ?(?=<codes.kinds>)| ?(?P<lost>)(?=<codes.kinds>(?: ?[/-]| {_RANK})))"
)
"""With blanks, or without a sign between: only before letters of a kind."""
_BARE = pattern(
    rf"{_NUMBER_APART} ?(?P<join>[/-]) ?(?=<codes.kinds~>(?: ?[/-]|<~abbreviations.code_levels>))"
)
_SEGMENT = re.compile(rf"{_LETTER}(?:{_LETTER}|\.(?=[w\u01b0])){{0,11}}\d{{0,4}}(?![^\W_])")
_NEXT = pattern(rf" ?/ ?|-| (?:- ?)?(?={_RANK})")
"""Between two segments: a dash with blanks only before letters that cannot be a word of the sentence."""
_MOST_SEGMENTS = 5
_KIND_AND_LEVEL = pattern(r"(?P<kind><codes.kinds~>)(?P<level><~abbreviations.central>)")
"""Two segments run together: "NQTW"."""
_SEGMENT_END = re.compile(r"[/-]")
_ETH = {0xD0: 0x110, 0xF0: 0x111}
_TRAILING_DIGITS = re.compile(r"(?<!\d)\d+$")


@dataclass(frozen=True, slots=True)
class Code:
    """The number of a document.

    Attributes:
        number: Digits as printed, with a letter when one follows: "05", "30a".
        year: "2016" in "34/2016/QĐ-TTg".
        letters: One spelling, "QĐ/TW"; empty when only the number is printed.
        join: What stands between number and letters: "-" or "/".
    """

    number: str
    year: str | None = None
    letters: str = ""
    join: str = "-"

    @property
    def text(self) -> str:
        """The whole code in one spelling: no spaces, plain hyphens. Example: "15-NQ/TW"."""
        head = f"{self.number}/{self.year}" if self.year else self.number
        return f"{head}{self.join}{self.letters}" if self.letters else head

    @property
    def key(self) -> str:
        """The number without leading zeros, for comparison: "05" and "5" are the same."""
        return self.number.replace(".", "").lstrip("0") or "0"

    def agrees_with(self, other: Code) -> bool:
        """Whether both can be the same document's: nothing that both print differs."""
        return (
            self.key == other.key
            and (not self.year or not other.year or self.year == other.year)
            and (not self.letters or not other.letters or _same_letters(self.letters, other.letters))
        )

    def filled_from(self, other: Code) -> Code:
        """This number with the year and letters of another: the list "18, 19-NQ/TW"."""
        return replace(self, year=self.year or other.year, letters=other.letters, join=other.join)


def code_at(view: str, folded: str, start: int) -> tuple[int, Code] | None:
    """The code that begins with its number at ``view[start]``, and where it ends."""
    for form in (_TIGHT, _LOOSE):
        head = form.match(folded, start)
        if head and (found := _read(view, folded, head, loose=form is _LOOSE)):
            return found
    return None


def bare_codes(view: str, folded: str) -> Iterator[tuple[int, int, Code]]:
    """Codes that can stand without the name of a kind, since their letters name it: start, end, code."""
    done = 0
    for head in _BARE.finditer(folded):
        found = _read(view, folded, head, loose=True) if head.start() >= done else None
        if found:
            done = found[0]
            yield head.start(), *found


def _read(view: str, folded: str, head: re.Match[str], *, loose: bool) -> tuple[int, Code] | None:
    """The code whose number is ``head``; None when no letters follow, or small ones after a loose head."""
    position = head.end()
    letters = ""
    for _ in range(_MOST_SEGMENTS):
        joined = _NEXT.match(folded, position) if letters else None
        start = joined.end() if joined else position
        segment = _SEGMENT.match(folded, start) if joined or not letters else None
        capital = (joined is not None and joined[0].isspace()) or (loose and not letters)
        if segment is None or not _is_segment(view, segment, capital=capital):
            break
        join = (joined[0].strip() or "/") if joined else ""
        letters += join + _apart(view[start : segment.end()], segment[0])
        position = segment.end()
    if not letters:
        return None
    year = head["year"]
    join = "/" if head["join"] == "/" else "-"
    return position, Code(view[slice(*head.span("number"))], year, letters, join)


def _is_segment(view: str, segment: re.Match[str], *, capital: bool) -> bool:
    """Whether letters are capitals, or those of a known kind or level in small letters ("49-qđ/tw")."""
    if view[segment.start()].isupper():
        return True
    return not capital and segment[0] in phrases("codes.kinds", "abbreviations.code_levels")


def without_eth(text: str) -> str:
    """The text with "Đ" where an old keyboard typed the letter eth, which looks the same."""
    return text.translate(_ETH)


def _apart(printed: str, folded: str) -> str:
    """The letters of a segment, the join put back that "NQTW" has lost."""
    printed = without_eth(printed)
    both = _KIND_AND_LEVEL.fullmatch(folded)
    return f"{printed[: both.start('level')]}/{printed[both.start('level') :]}" if both else printed


def _same_letters(a: str, b: str) -> bool:
    return _plain(a) == _plain(b)


def _plain(letters: str) -> list[str]:
    """The segments, each by what it stands for where that is known: "TƯ" is "TW", and "QĐi" may be "QĐ"."""
    return [_stands_for(segment) for segment in _segments(letters)]


def _stands_for(segment: str) -> str:
    if segment in phrases("abbreviations.central"):
        return "tw"
    return str(values("codes.kinds", "codes.of_centre").get(segment, segment))


def _segments(letters: str) -> list[str]:
    return [segment for segment in _SEGMENT_END.split(fold(letters)) if segment]


@lru_cache(maxsize=1024)
def kind_of(letters: str) -> str | None:
    """The kind that a code's letters name, lower case and in full, or None.

    "QĐ" stands for both quyết định and quy định: with the centre's letters ("QĐ/TW", "QĐ/BTCTW") it is
    read as quy định, which it is in nearly all such codes the genre cites, else as quyết định. "TT" is
    a thông tư of the State and a thông tri of the Party.
    """
    segments = [_TRAILING_DIGITS.sub("", segment) for segment in _segments(letters)]
    tables = ["codes.kinds"]
    if any(segment.endswith(tuple(phrases("abbreviations.code_levels"))) for segment in segments):
        tables.append("codes.of_party")
    if segments and segments[-1].endswith(tuple(phrases("abbreviations.central"))):
        tables.append("codes.of_centre")
    known = values(*tables)
    for segment in segments[:2]:
        if segment in known:
            return str(known[segment])
    return values("codes.of_issuer").get(segments[-1]) if segments else None


@lru_cache(maxsize=1024)
def issuer_of(letters: str) -> str | None:
    """The issuer that a code's letters name: "QĐ/TW" is "Trung ương", "HD/BTCTW" "Ban Tổ chức Trung ương".

    None when they name none that is known for sure ("HD-BTC" is a ministry's or a committee's).
    """
    for segment in reversed(_segments(letters)):
        name = _TRAILING_DIGITS.sub("", segment)
        found = values("abbreviations.code_issuers").get(name) or _committee(name)
        if found:
            return str(found)
    return None


def _committee(name: str) -> str | None:
    """A level, or a body and a level in one: "tw", "btctw"."""
    for level, committee in _levels():
        if name == level:
            return committee
        body = values("abbreviations.code_bodies").get(name.removesuffix(level))
        if name.endswith(level) and body:
            return f"{body} {committee}"
    return None


@cache
def _levels() -> list[tuple[str, str]]:
    """Letters of levels and what they stand for, the longest first."""
    listed = values("abbreviations.code_levels", "abbreviations.central")
    return sorted(listed.items(), key=lambda item: len(item[0]), reverse=True)
