"""Named people, with the titles printed beside each name.

A name is a run of two to six capitalised syllables, or one written as only names are ("K'Đờm"). What makes
a run a name is, in this order: a form of address before it ("đồng chí", "ông"), a title that runs up to it
or follows it, its place in a list of names, or a family name that is no other word. Names of streets,
schools, communes and prizes are told apart by the noun before them and by a table of namesakes.

The range of a mention covers the name alone, so that its id stands right behind the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from partyx.deadline import in_time
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.name import (
    CAPITAL,
    SYLLABLE,
    is_family,
    is_marked,
    is_middle,
    is_namesake,
    is_province,
    is_surely_family,
)
from partyx.language.ranges import before_marks
from partyx.mention import Kind, PersonReading
from partyx.mentions.found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partyx.article import Article, Block

LONGEST_NAME = 6
"""Syllables. "Nguyễn Hữu Thị Hoàng Anh Thư" has six; longer runs are headlines."""

_RUN = re.compile(rf"{SYLLABLE}(?: {SYLLABLE})*")
_SYLLABLE = re.compile(SYLLABLE)
_ABBREVIATION = re.compile(rf"{CAPITAL}{{2,}}[a-z]?$")
_WINDOW = 44
"""Characters before a run in which its form of address, or the noun it names, stands."""
_MARKS = ' :.,"-'
"""What may stand between a form of address and the name."""
_ADDRESS = Behind("people.address")
_MILD = Behind("people.mild")
_PLACE = Behind("places.nouns", "places.of_a_place")
_WHOLE_PROVINCE = Behind("places.whole_province")
_NAMED_AFTER = Behind("names.named_after")
_NO_NAMESAKE = Behind("places.no_namesakes")
_CREDIT = Behind("people.credits")
_GROUP = Behind("people.groups")
_NEXT_IN_LIST = pattern("(?:[,; -]|<people.joins>)+(?:<people.forms>[: ]+)?")


class _Syllable(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A run that may be a name. ``needs_title``: it counts only beside a title or in a list of names."""

    start: int
    end: int
    text: str
    addressed: bool
    needs_title: bool


def find_people(article: Article) -> list[Found]:
    """Find the named people in the content of an article, in reading order.

    Bylines, datelines and furniture are passed over.

    Returns:
        One mention a name, its range the name alone; the reading holds the titles printed beside it.
    """
    people = _People(article)
    found: list[Found] = []
    for block in in_time(article.blocks):
        if block.role.is_content:
            found += people.in_block(block)
    return _with_known(found, people.passed)


class _People:
    """The people of one article, block by block; runs that nothing makes a name go to ``passed``."""

    def __init__(self, article: Article) -> None:
        self._view = article.view
        self._folded = article.folded
        self._titles = article.titles
        self.passed: list[_Candidate] = []

    def in_block(self, block: Block) -> list[Found]:
        """The people of one block."""
        found: list[Found] = []
        reached = block.start
        shared: tuple[str, ...] = ()
        credited = False
        for candidate in in_time(self._candidates(block)):
            if candidate.start < reached:
                continue
            follows = (bool(found) or credited) and self._follows(reached, candidate.start)
            credited = self._is_credit(candidate.start, block.start) or (credited and follows)
            if credited:
                reached = candidate.end
                continue
            own, begin = (
                ([], candidate.start)
                if candidate.addressed
                else self._titles.before(reached, candidate.start)
            )
            behind, end = self._titles.after(candidate.end, block.end)
            if candidate.needs_title and not (own or behind or follows):
                self.passed.append(candidate)
                continue
            mine = _texts(self._view, own)
            if mine and (
                self._view[own[-1][1] : candidate.start].strip() == ":" or self._is_group(begin, block.start)
            ):
                shared = mine
            elif not follows:
                shared = ()
            found.append(_found(candidate, (mine or shared) + _texts(self._view, behind)))
            reached = end
        return found

    def _follows(self, end: int, start: int) -> bool:
        """Whether a name goes on with the list that reaches to ``end``."""
        return _NEXT_IN_LIST.fullmatch(self._folded, end, start) is not None

    def _is_credit(self, start: int, low: int) -> bool:
        """Whether the words before a name say that it made a text or a picture: "Ảnh: ..."."""
        colon = before_marks(self._folded, start, " ", max(low, start - 4)) - 1
        if not self._folded.startswith((":", "-"), colon):
            return False
        end = colon - self._folded.startswith(" ", colon - 1)
        return _CREDIT.start(self._folded, end, low) is not None

    def _is_group(self, start: int, low: int) -> bool:
        """Whether several people are addressed before ``start``: "các đồng chí: "."""
        end = before_marks(self._folded, start, " :", low)
        return end < start and _GROUP.start(self._folded, end, low) is not None

    def _candidates(self, block: Block) -> Iterator[_Candidate]:
        """Every run, or part of a run, that may be a name."""
        for run in _RUN.finditer(self._view, block.start, block.end):
            if " " not in run[0] and not is_marked(run[0]):
                continue
            for piece in self._pieces(run):
                candidate = self._judge(block.start, piece)
                if candidate is not None:
                    yield candidate

    def _pieces(self, run: re.Match[str]) -> Iterator[list[_Syllable]]:
        """Cut a run at title heads ("Phó", "Bí") and abbreviations ("UBND"): what is left may be names."""
        shouted = run[0].isupper()
        piece: list[_Syllable] = []
        for match in _SYLLABLE.finditer(self._view, run.start(), run.end()):
            cut = self._titles.head_at(match.start()) or (not shouted and _ABBREVIATION.match(match[0]))
            if not cut:
                piece.append(_Syllable(match[0], match.start(), match.end()))
            elif piece:
                yield piece
                piece = []
        if piece:
            yield piece

    def _judge(self, low: int, piece: list[_Syllable]) -> _Candidate | None:
        """Which part of a piece may be a name, and how surely."""
        first = fold(piece[0].text)
        if first in phrases("people.begins") and len(piece) > 1 and is_family(piece[1].text):
            addressed = first in phrases("people.address", "people.mild")
            if len(piece) == 2:  # noqa: PLR2004
                return self._alone(piece[1:], addressed=addressed)
            return self._candidate(piece[1:], addressed=addressed, needs_title=False)
        start, low = piece[0].start, max(low, piece[0].start - _WINDOW)
        end = before_marks(self._folded, start, _MARKS, low)
        addressed = _ADDRESS.start(self._folded, end, low) is not None
        if len(piece) == 1:
            return self._alone(piece, addressed=addressed)
        family = is_family(piece[0].text)
        may_be_foreign = first not in phrases("names.no_names")
        if (addressed and (family or may_be_foreign)) or (
            family and _MILD.start(self._folded, end, low) is not None
        ):
            return self._candidate(piece, addressed=True, needs_title=False)
        named_after = _NAMED_AFTER.start(self._folded, end, low) is not None
        namesake = named_after and _NO_NAMESAKE.start(self._folded, end, low) is None
        if namesake or (end == start - 1 and _PLACE.start(self._folded, end, low) is not None):
            of_province = _WHOLE_PROVINCE.start(self._folded, end, low) is not None
            return self._behind_place(piece, namesake=namesake, of_province=of_province)
        return self._in_the_open(piece)

    def _alone(self, piece: list[_Syllable], *, addressed: bool) -> _Candidate | None:
        """A name of one syllable, only behind a form of address: places are written like it ("M'Drắk")."""
        if not (addressed and is_marked(piece[0].text)):
            return None
        return _Candidate(piece[0].start, piece[0].end, piece[0].text, addressed=True, needs_title=False)

    def _behind_place(
        self, piece: list[_Syllable], *, namesake: bool, of_province: bool
    ) -> _Candidate | None:
        """A name that follows that of a place ("Huyện ủy Tân Hồng Nguyễn Văn A"), or stands at its place."""
        first, second = piece[0].text, piece[1].text if len(piece) > 1 else ""
        own = is_surely_family(first) and is_middle(second)
        # Most places have two syllables ("Tân Hồng"), some three ("Bù Gia Mập"), few one ("Huế").
        for index in () if own else (2, 3, 1):
            left = len(piece) - index
            behind = index > 1 or (left > 2 and not is_family(first))  # noqa: PLR2004
            if left > 1 and behind and is_surely_family(piece[index].text):
                return self._candidate(piece[index:], needs_title=True)
        if is_province(first, second):
            return self._candidate(piece[2:], needs_title=True)
        if namesake or is_namesake(self._text(piece)):
            return None
        long = len(piece) > 2 and (is_surely_family(first) or is_middle(second))  # noqa: PLR2004
        if is_family(first) and (long or of_province):
            return self._candidate(piece, needs_title=True)
        return None

    def _in_the_open(self, piece: list[_Syllable]) -> _Candidate | None:
        """A name with no noun of address or place before it."""
        for index in range(len(piece) - 1):
            if is_surely_family(piece[index].text):
                return self._candidate(piece[index:], needs_title=len(piece) - index < 3)  # noqa: PLR2004
        for index in range(len(piece) - 1):
            if is_family(piece[index].text) and not is_province(piece[index].text, piece[index + 1].text):
                return self._candidate(piece[index:], needs_title=True)
        return None

    def _candidate(
        self, syllables: list[_Syllable], *, needs_title: bool, addressed: bool = False
    ) -> _Candidate | None:
        if not 2 <= len(syllables) <= LONGEST_NAME:  # noqa: PLR2004
            return None
        start, end = syllables[0].start, syllables[-1].end
        text = self._text(syllables)
        if fold(text) in phrases("names.never_present"):
            return None
        return _Candidate(start, end, text, addressed, needs_title or (is_namesake(text) and not addressed))

    def _text(self, syllables: list[_Syllable]) -> str:
        return self._view[syllables[0].start : syllables[-1].end]


def _texts(view: str, ranges: list[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(" ".join(view[start:end].split()).rstrip(".") for start, end in ranges)


def _found(candidate: _Candidate, titles: tuple[str, ...]) -> Found:
    return Found(candidate.start, candidate.end, Kind.PERSON, (PersonReading(candidate.text, titles),))


def _with_known(found: list[Found], passed: list[_Candidate]) -> list[Found]:
    """Add the bare runs that repeat a name found elsewhere in the article."""
    names = {
        found_one.readings[0].name for found_one in found if isinstance(found_one.readings[0], PersonReading)
    }
    again = [_found(candidate, ()) for candidate in passed if candidate.text in names]
    return sorted([*found, *again]) if again else found
