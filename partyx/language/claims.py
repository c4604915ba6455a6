"""What a label claims of a figure, held to what the figure's own clause says.

A label is the one thing that an engine words itself, so it is where a careless or an obedient one can turn
the sense round with ids that are all right: "did not fulfil" for those who did, what was done to some said
of others, a rise for a fall. Three things of a label are held to the clause of its figure: what was done
(*acts*, each with whether it is denied), whether it rose or fell, and what is counted.

A clause without an act of its own takes one from near by, as readers do: "kết nạp 47 đảng viên, 12 nữ",
"27 chi bộ và 12 đảng bộ được kiểm tra", "kiểm tra 40 đảng viên (chiếm 8%)". All text is folded.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from partyx.language.clause import REACH, clause_around, resumed
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import pattern
from partyx.language.lexicon import entries, phrases, values
from partyx.language.money import MONEY_BEHIND
from partyx.language.unit import counts_members, unit_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from partyx.language.ranges import Range

_ACTS = pattern(
    "<claims.no_acts|claims.bounds>|(?P<act><claims.acts>)|(?P<denial><slips.negations>)"
    r"|(?P<end>[,;:()\n](?!\d)|<claims.reasons>)"
)
_THROUGH = pattern(r"(?:\A|(?<=[,;:.(-] )|(?<![^\n]))<claims.through> [^,;:()\d\n]{1,80},")
_COUNTED_NOUN = pattern("<bodies.names|places.nouns>|(?P<noun><units.counted|units.persons>)")
_CHANGE = pattern("(?P<up><measures.up>)|(?P<down><measures.down>)")
_MEANS = pattern("<claims.means>")
_LEANS = pattern(r"<claims.leans>|\(|<statistics.shares>(?: <statistics.share_of>)* ?\Z")
_CLAUSES = 24
"""Clauses on either side of a figure, and acts of no figure, that are looked at."""

_BARE = 20
"""Characters before a figure in which its rise or fall is said."""

_LEADS_ON = 6
"""Characters at the end of a clause in which it leads on to its parts: "được trao huy hiệu, gồm:"."""

_THROUGH_REACH = 100
"""Characters before an act in which the words begin that say through what something came out."""

_FAR = 400
"""Characters between two figures over which none takes an act from the other."""


class Act(NamedTuple):
    """Something that was done, happened, or is denied.

    Attributes:
        what: The first word of its entry, one for all that say the same.
        denied: Whether a negation stands before it in its part of the sentence.
        at: Where it starts.
    """

    what: str
    denied: bool
    at: int


@cache
def _names() -> dict[str, str]:
    return {fold(form): fold(entry.forms[0]) for entry in entries("claims.acts") for form in entry.forms}


def acts(folded: str, start: int = 0, end: int | None = None) -> Iterator[Act]:
    """The acts in a range of a text, in order."""
    denied = False
    for found in _ACTS.finditer(folded, start, len(folded) if end is None else end):
        if found["denial"]:
            denied = True
        elif found["end"]:
            denied = False
        elif found["act"]:
            yield Act(_names()[found["act"]], denied, found.start())


def done_in(folded: str, start: int, end: int) -> dict[str, frozenset[bool]]:
    """The acts in a range of a text, each once: to whether it is denied there, said there, or both."""
    found: dict[str, frozenset[bool]] = {}
    for act in acts(folded, start, end):
        found[act.what] = found.get(act.what, frozenset()) | {act.denied}
    return found


def denies(folded: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a range of a text denies anything; "không dưới" only says how much."""
    return any(
        found["denial"] for found in _ACTS.finditer(folded, start, len(folded) if end is None else end)
    )


@dataclass(frozen=True)
class Clauses:
    """One sentence, cut around its figures.

    Attributes:
        folded: The article's text, folded in place.
        view: The same as it is printed.
        sentence: The range of the sentence.
        figures: Where its figures stand, in order.
        ranges: The clause of each.
        done: The acts in the clause of each.
        free: The acts in no figure's clause.
    """

    folded: str
    view: str
    sentence: Range
    figures: tuple[Range, ...]
    ranges: tuple[Range, ...]
    done: tuple[tuple[Act, ...], ...]
    free: tuple[Act, ...]

    @classmethod
    def cut(cls, folded: str, view: str, sentence: Range, figures: Iterable[Range]) -> Clauses:
        """Cut a sentence, in one pass."""
        places = tuple(sorted(set(figures)))
        ranges = tuple(_clause(folded, sentence, places, index) for index in range(len(places)))
        every = tuple(acts(folded, *sentence))
        starts = [act.at for act in every]
        bounds = [(bisect_left(starts, low), bisect_left(starts, high)) for low, high in ranges]
        owned = {index for low, high in bounds for index in range(low, high)}
        return cls(
            folded=folded,
            view=view,
            sentence=sentence,
            figures=places,
            ranges=ranges,
            done=tuple(every[low:high] for low, high in bounds),
            free=tuple(act for index, act in enumerate(every) if index not in owned),
        )

    def resumed(self, index: int) -> Range:
        """What a figure's clause goes on with behind a share in brackets."""
        after = [start for start, _ in self.figures[index + 1 : index + 3]]
        return resumed(self.folded, self.ranges[index][1], self.sentence[1], after)

    def index(self, at: Range) -> int:
        """Which figure stands at a range."""
        return bisect_left(self.figures, at)

    def with_figure(self, at: Range) -> Clauses:
        """The same, cut around one more figure where it is none of its own: a number in words."""
        index = self.index(at)
        if index < len(self.figures) and self.figures[index] == at:
            return self
        low, high = max(self.sentence[0], at[0] - _FAR), min(self.sentence[1], at[1] + _FAR)
        close = self.figures[bisect_left(self.figures, (low, low)) : bisect_left(self.figures, (high, high))]
        near = [place for place in close if place[1] <= high]
        return Clauses.cut(self.folded, self.view, (low, high), (*near, at))


def _clause(folded: str, sentence: Range, figures: Sequence[Range], index: int) -> Range:
    at = figures[index]
    before = figures[index - 1][1] if index else None
    behind = figures[index + 1][0] if index + 1 < len(figures) else None
    if before is not None and not 0 <= at[0] - before <= REACH:
        before = None
    if behind is not None and not 0 <= behind - at[1] <= REACH:
        behind = None
    return clause_around(folded, at, sentence, before, behind)


def label_objection(
    clauses: Clauses, label: str, at: Range, around: Sequence[Mapping[str, frozenset[bool]]] = ()
) -> str | None:
    """Why a label says another thing than its figure's clause, a predicate, or None when it does not.

    Args:
        clauses: The sentence of the figure.
        label: What an engine says is measured.
        at: Where the figure stands; one of ``clauses.figures``.
        around: The acts, as :func:`done_in` gives them, of what else the label may take one from where its
            sentence has none before the figure.
    """
    index, said = clauses.index(at), fold_in_place(label)
    return (
        _act_objection(clauses, index, tuple(acts(said)), around)
        or _change_objection(clauses, index, said)
        or _denial_objection(clauses, index, said)
        or _noun_objection(clauses, index, said)
    )


def borrowed_acts(clauses: Clauses, label: str, at: Range) -> tuple[str, ...]:
    """The acts of a label that its clause has not, and that are those of another figure or another sentence.

    Where the clause has no act, those of the figures before it count as its own.
    """
    index = clauses.index(at)
    own, free = clauses.done[index], tuple(_free(clauses, index))
    said = tuple(dict.fromkeys(act.what for act in acts(fold_in_place(label))))
    if own and not {act.what for act in own} & set(said):
        free = tuple(_not_through(clauses, free))
    known = {act.what for act in (*own, *free)} | _meant(clauses, index)
    if not own:
        known |= {act.what for act in _lent(clauses, index)}
    else:
        known |= {act.what for act in _earlier(clauses, index, leaning=True)}
    return tuple(what for what in said if what not in known)


def _not_through(clauses: Clauses, free: Iterable[Act]) -> Iterator[Act]:
    """Acts without those by which something came out: "Qua giám sát, phát hiện 4 đảng viên vi phạm"."""
    start, end = clauses.sentence
    for act in free:
        through = _THROUGH.search(clauses.folded, max(start, act.at - _THROUGH_REACH), end)
        if through is None or not through.start() <= act.at < through.end():
            yield act


def counted_of(clauses: Clauses, at: Range) -> frozenset[str]:
    """What a figure counts: the noun behind it, or the first of its clause before it ("hộ nghèo: 7%")."""
    index = clauses.index(at)
    low, high = clauses.ranges[index]
    if unit_after(clauses.view, clauses.folded, at[1], high) is not None:
        return _counted(clauses, index)
    before = (found["noun"] for found in _COUNTED_NOUN.finditer(clauses.folded, low, at[0]))
    first = next(filter(None, before), None)
    return frozenset() if first is None else frozenset({first})


def stood_for(clauses: Clauses, at: Range) -> frozenset[str]:
    """What a figure counts as cases or times, by the nouns of the figure before.

    "9 đảng viên, trong đó 4 trường hợp"; "kiểm tra 12 lượt chi bộ, giám sát 7 lượt".
    """
    index = clauses.index(at)
    own = _noun_behind(clauses, index)
    is_case = own in phrases("units.cases")
    if own is None or not (is_case or own in phrases("units.classifiers")):
        return frozenset()
    for other in range(index - 1, max(-1, index - 1 - _CLAUSES), -1):
        noun = _noun_behind(clauses, other)
        if noun is None or noun == own or noun in phrases("units.cases"):
            continue
        return _counted(clauses, other) if is_case or noun.startswith(f"{own} ") else frozenset()
    return frozenset()


def implied(label: str, folded: str, end: int) -> frozenset[str]:
    """The syllables that other words of a label imply ("kết nạp mới"), or its figure, which ends at ``end``.

    What is paid is money, whether or not the text says "kinh phí".
    """
    said = fold(label)
    words = {word for word, value in values("claims.implied").items() if fold(value) in said}
    if MONEY_BEHIND.match(folded, end):
        words |= phrases("claims.of_money")
    return frozenset(syllable for word in words for syllable in word.split())


def implies(words: frozenset[str], act: str) -> bool:
    """Whether one of some words says that an act was done: those who are "mới" were admitted."""
    return any(word in words and fold(value) == act for word, value in values("claims.implied").items())


@cache
def claiming_nothing() -> frozenset[str]:
    """The syllables of words that a label may add whatever its sentence says: "tỷ lệ đảng viên"."""
    return frozenset(syllable for added in phrases("claims.lent") for syllable in added.split())


def _act_objection(
    clauses: Clauses, index: int, said: Sequence[Act], around: Sequence[Mapping[str, frozenset[bool]]]
) -> str | None:
    """Every act of a label has to be its figure's own or lent to it, and denied or not as there."""
    own, lent = clauses.done[index], tuple(_lent(clauses, index))
    if own or any(act.at < clauses.figures[index][0] for act in lent):
        around = ()
    near = {act.what for act in _earlier(clauses, index, every=True)}
    for act in (act for act in said if act.what not in _meant(clauses, index)):
        known = {one.denied for one in own if one.what == act.what}
        known = known or {one.denied for one in lent if one.what == act.what}.union(
            *(done.get(act.what, ()) for done in around)
        )
        if not known and not (act.what in near and {one.what for one in own} & {one.what for one in said}):
            return f"says {act.what!r}, which is not said of this figure"
        if known and act.denied not in known:
            return (
                f"denies {act.what!r}, which is said" if act.denied else f"says {act.what!r}, which is denied"
            )
    names = {act.what for act in said}
    if names and own and not names & {act.what for act in (*own, *_free(clauses, index))}:
        leaning = {act.what for act in _earlier(clauses, index, leaning=True)}
        return None if names <= leaning else "says what was done to others"
    return None


def _meant(clauses: Clauses, index: int) -> frozenset[str]:
    """The acts that a clause tells by another word: whoever is drawn to something takes part in it."""
    words = _MEANS.finditer(clauses.folded, *clauses.ranges[index])
    return frozenset(fold(str(values("claims.means")[found[0]])) for found in words)


def _lent(clauses: Clauses, index: int) -> Iterator[Act]:
    """The acts that a figure's clause may take from elsewhere in its sentence."""
    yield from _free(clauses, index)
    yield from _earlier(clauses, index)
    if not clauses.done[index]:
        yield from _later(clauses, index)


def _free(clauses: Clauses, index: int) -> Iterator[Act]:
    """Acts of no figure: those before it, and those that follow its clause."""
    at, behind = clauses.figures[index], clauses.ranges[index][1]
    first = bisect_left(clauses.free, at[0], key=lambda act: act.at)
    yield from clauses.free[max(0, first - _CLAUSES) : first]
    limit = min(_next_figure(clauses, index), behind + _FAR)
    yield from (act for act in clauses.free[first : first + _CLAUSES] if act.at < limit)


def _next_figure(clauses: Clauses, index: int) -> int:
    """Where the next figure stands, a share in brackets left out, or what is said of this one ends before."""
    low, goes_on = clauses.resumed(index)
    if goes_on > low:
        return goes_on
    behind, last = clauses.ranges[index][1], index + 1 == len(clauses.figures)
    limit = clauses.sentence[1] if last else clauses.figures[index + 1][0]
    stop = clauses.folded.find(";", behind, min(limit, behind + _FAR))
    return limit if stop < 0 else stop


def _earlier(clauses: Clauses, index: int, *, leaning: bool = False, every: bool = False) -> Iterator[Act]:
    """Of the figures before: all acts where this one is a part or share of them; of the nearest what led up.

    ``leaning``: only the first; ``every``: all acts of them.
    """
    start = clauses.figures[index][0]
    changes = _only_changes(clauses, index)
    nearest = not leaning
    for other in range(index - 1, max(-1, index - 1 - _CLAUSES), -1):
        done, end = clauses.done[other], clauses.ranges[other][1]
        between = clauses.folded[max(clauses.figures[other][1], end - _LEADS_ON) : start]
        if len(between) > _FAR or ";" in between:
            return
        if every or _LEANS.search(between) or (changes and other == index - 1):
            yield from done
        elif nearest:
            yield from (act for act in done if act.at < clauses.figures[other][0])
        nearest = nearest and not done


def _only_changes(clauses: Clauses, index: int) -> bool:
    """Whether a clause says no more than that something rose or fell: what did is said before it."""
    low = max(clauses.ranges[index][0], clauses.figures[index][0] - _BARE)
    return not clauses.done[index] and bool(_changes(clauses.folded, low, clauses.figures[index][0]))


def _later(clauses: Clauses, index: int) -> Iterator[Act]:
    """What is said behind a list of figures is said of all, unless one of them has an act before it."""
    for other in range(index + 1, min(len(clauses.figures), index + 1 + _CLAUSES)):
        done = clauses.done[other]
        if any(act.at < clauses.figures[other][0] for act in done):
            return
        if done:
            yield from done
            yield from (act for act in _free(clauses, other) if act.at > clauses.ranges[other][0])
            return


def _change_objection(clauses: Clauses, index: int, said: str) -> str | None:
    """A rise or a fall has to be in the figure's clause, or in the one before where it has neither."""
    wanted = _changes(said, 0, len(said))
    if not wanted:
        return None
    printed = _changes(clauses.folded, *clauses.ranges[index])
    if not printed and index and not clauses.done[index]:
        printed = _changes(clauses.folded, *clauses.ranges[index - 1])
    return None if wanted <= printed else "says a change that its clause does not"


def _changes(folded: str, start: int, end: int) -> set[str | None]:
    """Up, down, both or neither."""
    return {found.lastgroup for found in _CHANGE.finditer(folded, start, end)}


def _denial_objection(clauses: Clauses, index: int, said: str) -> str | None:
    """A label denies only what the clause denies; and never says what the clause says not to be."""
    clause = clauses.ranges[index]
    if denies(said):
        lent = any(act.denied for act in _lent(clauses, index))
        around = _denied_behind(clauses, index) & _denied(said) or _denied_of_whole(clauses, index, said)
        return (
            None if lent or denies(clauses.folded, *clause) or around else "denies what its clause does not"
        )
    words = set(said.split())
    for found in _ACTS.finditer(clauses.folded, *clause):
        if found["denial"]:
            behind = _denied_words(clauses.folded, found.end(), clause[1])
            if behind and words.issuperset(behind):
                return "says what its clause denies"
    return None


def _denied_behind(clauses: Clauses, index: int) -> set[tuple[str, ...]]:
    """What is denied behind a figure's clause, of no other figure: "12 xã, còn thôn chưa có chi bộ"."""
    start = clauses.ranges[index][1]
    return _denied(clauses.folded, start, min(_next_figure(clauses, index), start + _FAR))


def _denied_of_whole(clauses: Clauses, index: int, said: str) -> bool:
    """Whether a label denies what is denied of its whole: "8 xã chưa có quỹ, trong đó 3 xã do thiếu vốn"."""
    start = clauses.figures[index][0]
    for other in range(index - 1, max(-1, index - 1 - _CLAUSES), -1):
        between = clauses.folded[clauses.figures[other][1] : start]
        if len(between) > _FAR or ";" in between:
            return False
        if _LEANS.search(between):
            whole = _denied(clauses.folded, *clauses.ranges[other])
            return any(own[: len(words)] == words for own in _denied(said) for words in whole)
    return False


def _denied(folded: str, start: int = 0, end: int | None = None) -> set[tuple[str, ...]]:
    """The first words of everything that is denied in a range."""
    limit = len(folded) if end is None else end
    found = (match for match in _ACTS.finditer(folded, start, limit) if match["denial"])
    return {tuple(_denied_words(folded, match.end(), limit)) for match in found} - {()}


def _denied_words(folded: str, start: int, end: int) -> list[str]:
    """The first two words behind a negation that are no little words."""
    words = (word.strip(".,;:()") for word in folded[start:end].split())
    return [word for word in words if word and word not in phrases("slips.small_words")][:2]


def _noun_objection(clauses: Clauses, index: int, said: str) -> str | None:
    """A label that names what a neighbour counts has to name what its own figure counts."""
    own = _counted(clauses, index)
    if not own or any(noun in said for noun in own):
        return None
    for other in (index - 1, index + 1):
        nouns = _counted(clauses, other) - own if 0 <= other < len(clauses.figures) else ()
        for noun in sorted(nouns):
            if noun in said:
                return f"names {noun!r}, and the figure counts {min(own)!r}"
    return None


def _counted(clauses: Clauses, index: int) -> frozenset[str]:
    """What stands right behind a figure and is counted by it; members go by many names."""
    noun = _noun_behind(clauses, index)
    if noun is None or noun in _measures():
        return frozenset()
    if noun in phrases("units.cases"):
        return frozenset({noun}) | stood_for(clauses, clauses.figures[index])
    if counts_members(noun):  # "người" may be anybody
        return phrases("units.members") if noun in phrases("units.of_members") else frozenset()
    return frozenset(part.strip() for part in noun.split(","))  # "12 xã, phường"


def _noun_behind(clauses: Clauses, index: int) -> str | None:
    """The noun right behind a figure, folded."""
    found = unit_after(clauses.view, clauses.folded, clauses.figures[index][1], clauses.ranges[index][1])
    return fold(found[0]) if found else None


@cache
def _measures() -> frozenset[str]:
    """What may stand behind a figure and tells nothing of what is measured: money, "lần", "kế hoạch"."""
    measures = {fold(str(value)) for value in values("units.measures").values()}
    return phrases("measures.money", "claims.measured", "statistics.plans").union(measures)
