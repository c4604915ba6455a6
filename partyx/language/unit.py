"""What a figure counts or measures: the noun behind it, a measure, money, per cent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from partyx.language.abbreviations import abbreviations
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import entries, phrases, values
from partyx.language.number import Worded, worded_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOUN = pattern(r" ?(?!<units.no_counted>)<+units.counted|abbreviations.units>")
_ANY_NOUN = pattern(r"(?!<units.no_counted>)<units.counted|units.compounds|abbreviations.units>")
_HEAD_NOUN = pattern(
    r"<units.no_heads>|(?P<noun>(?!<units.no_counted>)<units.counted|units.compounds|abbreviations.units>)"
)
_OPENS_A_LABEL = pattern(r"\W*(?:<statistics.openings|measures.totals|actors.several> )*")
_LONGEST_NOUN = pattern(
    r" ?(?!<units.no_counted>)(?P<noun><+units.counted|units.compounds|abbreviations.units>)"
)
_LASTS = pattern(r" ?-? ?(?!<+time.no_durations>)<+time.durations>")
_PEOPLE = pattern(" <units.members>")
_WORD = pattern(r" ?(?!<units.no_counted|claims.acts>)(?P<word>[^\W\d_]+)")
_CLASSIFIED = pattern(r" ?(?P<noun><+units.classifiers> (?P<kind>[^\W\d_]+))")
_MEASURE = pattern(r" ?(?P<unit><+units.measures>)")
_GLUED = pattern(r"<+units.glued>")
_BRACKET = pattern(r" ?\([^()]{0,60}\)?")
_SHARE = pattern(r" ?(?:(?P<percent><+units.percent>)|<+units.per_mille>)")
_NO_COUNT = Behind("numbered.no_counts")
_OF_MEMBERS = pattern(r"<units.of_members>")
_OF_GUESTS = pattern(r"<units.of_guests>")


def counts_something(view: str, folded: str, position: int, *, sure: bool = False) -> bool:
    """Whether the words at ``position`` are what the figure before them counts.

    Args:
        view: The text.
        folded: The same, folded in place.
        position: Right behind the figure.
        sure: Only for nouns that are known to be counted; else any word in small letters will do that is
            not known to be none.
    """
    if _NOUN.match(folded, position):
        return True
    if sure or not (match := _WORD.match(folded, position)):
        return False
    return _may_be_counted(view, match.start("word"), match["word"])


def counts_people(folded: str, position: int) -> bool:
    """Whether Party members, by one of their names, stand right behind a figure."""
    return _PEOPLE.match(folded, position) is not None


def lasts(folded: str, position: int) -> bool:
    """Whether a unit of time stands right behind a figure, which then says how long."""
    return _LASTS.match(folded, position) is not None


def counted_in_words(
    view: str, folded: str, start: int = 0, end: int | None = None, *, sure: bool = False
) -> Iterator[Worded]:
    """The numbers in words that count something: "hai lớp", not "thứ hai", "năm qua" or "hai năm"."""
    for number in worded_numbers(folded, start, end):
        if folded[number.end : number.end + 1] != " " or lasts(folded, number.end):
            continue
        counts = counts_something(view, folded, number.end, sure=sure)
        if counts and _NO_COUNT.start(folded, number.start - 1) is None:
            yield number


def share_behind(folded: str, end: int) -> tuple[str, int] | None:
    """The sign of a share right behind a figure, "%" or "‰", printed or in words, and where it ends."""
    match = _SHARE.match(folded, end)
    if match is None:
        return None
    return ("%" if match["percent"] else "‰"), match.end()


def after_measure(folded: str, end: int) -> int:
    """Where the measure right behind a figure ends; ``end`` where none stands there."""
    measure = _MEASURE.match(folded, end)
    return measure.end() if measure else end


def is_glued(folded: str, end: int) -> bool:
    """Whether a unit stands right behind digits without a blank: "15ha", "500đ"."""
    return _GLUED.match(folded, end) is not None


def unit_after(view: str, folded: str, end: int, limit: int) -> tuple[str, int] | None:
    """The noun right behind a figure in one spelling, and where it ends.

    Brackets between them are skipped: "26/27 (chiếm 96,29%) tổ chức đảng".
    """
    if measure := _MEASURE.match(folded, end, limit):
        return str(values("units.measures")[measure["unit"]]), measure.end()
    bracket = _BRACKET.match(folded, end, limit)
    for position in (end, bracket.end() if bracket else end):
        if classified := _classified(view, folded, position, limit):
            return classified
        if noun := _LONGEST_NOUN.match(folded, position, limit):
            return spelled(view[noun.start("noun") : noun.end()]), noun.end()
    word = _WORD.match(folded, end, limit)
    if word and _may_be_counted(view, word.start("word"), word["word"]):
        return view[word.start("word") : word.end()], word.end()
    return None


def _may_be_counted(view: str, start: int, word: str) -> bool:
    return view[start].islower() and word not in phrases("units.never_counted")


def _classified(view: str, folded: str, position: int, limit: int) -> tuple[str, int] | None:
    """A classifier with its noun: two syllables of the noun where they make one ("lượt thanh niên")."""
    match = _CLASSIFIED.match(folded, position, limit)
    if match is None or not _may_be_counted(view, match.start("kind"), match["kind"]):
        return None
    known = _LONGEST_NOUN.match(folded, match.start("kind"), limit)
    end = known.end() if known else match.end("kind")
    return spelled(view[match.start("noun") : end]), end


def head_noun(phrase: str) -> str | None:
    """The first counted noun of a phrase."""
    noun = _ANY_NOUN.search(fold_in_place(phrase))
    return spelled(phrase[slice(*noun.span())]) if noun else None


def noun_of_a_label(label: str) -> str | None:
    """The noun that a bare figure behind a label counts: of "hình thức kỷ luật đảng viên: 5" the members.

    A single syllable further in is hardly ever a word of its own there ("kỷ luật", "chính trị").
    """
    folded = fold_in_place(label)
    opening = _OPENS_A_LABEL.match(folded)
    start = opening.end() if opening else 0
    for found in _HEAD_NOUN.finditer(folded):
        if found["noun"] and (found.start() <= start or " " in found["noun"]):
            return spelled(label[slice(*found.span())])
    return None


@cache
def _written_out() -> dict[str, str]:
    return {fold(short): full for short, full in abbreviations("unit").items()}


def spelled(noun: str) -> str:
    """One spelling: lower case, abbreviations written out, single spaces."""
    plain = " ".join(noun.lower().split())
    return _written_out().get(fold(plain), plain)


@cache
def member() -> str:
    """What a member of the Party is called: the unit of most figures of the genre."""
    return entries("units.member")[0].forms[0]


def members(unit: str | None, around: str) -> str | None:
    """Comrades are Party members where the words around count members (codebook, "unit")."""
    if unit is None or fold(unit) not in phrases("units.comrades"):
        return unit
    folded = fold(around)
    if not _OF_MEMBERS.search(folded) or _OF_GUESTS.search(folded):
        return unit
    return member()


def names_people(unit: str) -> bool:
    """Whether a unit is a name of people of some kind: "cấp ủy viên", "đảng viên", "người"."""
    return fold(unit) in phrases("units.persons", "units.members")


def counts_members(unit: str) -> bool:
    """Whether a unit is one of the names of Party members where they are counted."""
    return fold(unit) in phrases("units.members")
