"""Labels and units that fit a neighbour of their figure better than the figure itself.

All their words are printed where they may be, so nothing refuses them; they were dealt out wrongly. Each is a
note, since a reader leans on what stands around as well: on the thirty articles of the evals they name 3 of
the 416 figures of a strong model, which are right, and 4 of the 421 of the rules, which are not; of labels
exchanged between two figures on purpose most (``evals/careless.py``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from partyx.checks.notes import of_figure
from partyx.checks.statistics.narrower import content, narrower
from partyx.checks.statistics.taken_up import taken_up, topic
from partyx.deadline import in_time
from partyx.language.brackets import words_before
from partyx.language.claims import acts, stood_for
from partyx.language.fold import fold, fold_in_place
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.money import MONEY_BEHIND
from partyx.language.unit import unit_after
from partyx.language.words import words_in
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.language.claims import Act, Clauses
    from partyx.language.ranges import Range
    from partyx.records import Finding

NEIGHBOUR = "label-of-a-neighbour"
SHARE = "share-or-count"
CHANGE = "change-or-level"
UNIT = "unit-of-something-else"

_NEXT = re.compile(r" ([^\W\d_]+)")
_PARTS = 300
"""Characters on either side of a figure in which its sentence may say once more what was done."""
_NEIGHBOURS = 3
"""Figures on either side whose clauses a label may have been taken from."""
_SAYS_SHARE = pattern("(?:<statistics.changes> )?<labels.share>")
_IN_PERCENT = pattern("<statistics.in_percent>")
_SHARE_OF = pattern(r"<labels.share> (?!<measures.degrees|statistics.share_of>)[^\W\d_]")
_SAYS_CHANGE = pattern("<measures.up|measures.down|statistics.changes|relations.compares|relations.compared>")
_SAYS_PLAN = pattern("<measures.plans>")
_SAYS_SUM = pattern("<claims.sums>")
_AND = Behind("connectors.and")
_PREDICATE = pattern("<statistics.predicates>")
_LISTED = frozenset({", ", *(f" {word} " for word in phrases("connectors.and"))})
_JOIN = 6
"""Characters of "and" between two clauses."""


def check_mixed_up(printed: Printed, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """One finding a label or unit that fits something else better."""
    neighbours = _Neighbours(printed)
    for index, record in enumerate(in_time(statistics)):
        at = printed.article.view_range(record.value_span)
        said = (
            (SHARE, _is_other_measure(record)),
            (CHANGE, _is_level(record)),
            (NEIGHBOUR, neighbours.fits_a_neighbour(record, at)),
            (UNIT, neighbours.counts_something_else(record, at)),
        )
        for check, message in said:
            if message:
                yield of_figure(check, index, record, message)


def _is_other_measure(record: Statistic) -> str | None:
    """Why a label is that of a share and the figure is none, or the other way round.

    A change is left out ("tỷ lệ hộ nghèo giảm 4,06 điểm"), and a share that is a plan ("chỉ tiêu 98%").
    """
    label = fold(record.indicator)
    says = _SAYS_SHARE.match(label) is not None
    if record.measure == "change" or says == (record.unit == "%"):
        return None
    if says:
        return f"the label {record.indicator!r} names a share, and the figure is none"
    if record.target or _SAYS_PLAN.search(label) or _IN_PERCENT.match(label):
        return None
    return f"the label {record.indicator!r} names no share, and the figure is one"


def _is_level(record: Statistic) -> str | None:
    """Why a label is that of what rose or fell, and the figure is by how much."""
    if record.measure != "change" or _SAYS_CHANGE.search(fold(record.indicator)):
        return None
    return f"the label {record.indicator!r} names no change, and the figure is one"


class _Neighbours:
    """What the clauses of neighbouring figures say."""

    def __init__(self, printed: Printed) -> None:
        self._article = printed.article
        self._mentions = printed.mentions
        self._kept: dict[Hashable, frozenset[str]] = {}

    def fits_a_neighbour(self, record: Statistic, at: Range) -> str | None:
        """Why a label is another figure's: it has words of that clause alone, and none of its own alone.

        What a share is of, what is planned and what money is for, its clause may take from the figure before;
        and what a count is, from the whole behind it ("662 trong tổng số 686 chi bộ").
        """
        clauses = self._mentions.clauses(self._article, at)
        at = self._before_brackets(clauses, at)
        index, last = clauses.index(at), len(clauses.figures) - 1
        leans = record.unit == "%" and not self._stands_alone(clauses, index)
        label = content(record.indicator)
        own = self._said(clauses, index).union(
            self._said(clauses, index - 1) if leans and index else (),
            self._said(clauses, index + 1) if record.of is not None and index < last else (),
        )
        told = own.union(
            self._said(clauses, index - 1) if index and self._goes_on(record, clauses, index) else (),
            self._shared(clauses, index),
            self._of_topic(clauses, index, label),
        )
        before_it, behind_it = index - 1 - leans, index + 1
        near = (*range(before_it, before_it - _NEIGHBOURS, -1), *range(behind_it, behind_it + _NEIGHBOURS))
        for other in near:
            if not 0 <= other <= last:
                continue
            said = self._said(clauses, other)
            mine, theirs = own - said, said - told
            if mine and label & theirs and not label & mine:
                return _is_anothers(record, label & theirs)
        says_more = record.measure != "change" and not leans
        if says_more and (more := narrower(clauses, index, record.indicator, told)):
            return _is_anothers(record, more)
        return self._says_another_part(record, clauses, index)

    def _shared(self, clauses: Clauses, index: int) -> frozenset[str]:
        """What is said of a figure and of others: taken up, joined to, told of both, or counted before."""
        view, at = self._article.view, clauses.figures[index]
        places = (
            taken_up(self._article, self._mentions, clauses, at) or (at[0], at[0]),
            clauses.ranges[index],  # with its times
            _joined_to(clauses, index),
            _predicate_behind(clauses, index),
        )
        said = " ".join(view[slice(*place)] for place in places)
        return content(said) | content(" ".join(stood_for(clauses, at)))

    def _of_topic(self, clauses: Clauses, index: int, label: frozenset[str]) -> frozenset[str]:
        """The words of the paragraph's topic, where a label has more of them than any other clause."""
        said = content(self._article.view[slice(*topic(self._article, clauses.figures[index][0]))])
        near = range(max(0, index - _NEIGHBOURS), min(len(clauses.figures), index + _NEIGHBOURS + 1))
        others = (self._said(clauses, other) for other in near if other != index)
        return frozenset() if any(label & said <= other for other in others) else said

    def _before_brackets(self, clauses: Clauses, at: Range) -> Range:
        """The figure of which one in brackets tells at another time: "đạt 95% (năm 2024 là 88,7%)"."""
        held = self._mentions.told_apart(self._article, at[0])
        if held is None:
            return at
        before = [one for one in clauses.figures[: clauses.index(at)] if one[1] <= held]
        return before[-1] if before else at

    def _stands_alone(self, clauses: Clauses, index: int) -> bool:
        """Whether a share says itself what it is of, or behind a semicolon more than when before it."""
        (low, _), start = clauses.ranges[index], clauses.figures[index][0]
        before = clauses.figures[index - 1][1] if index else low
        stop = self._article.view.rfind(";", before, start)
        apart = stop >= 0 and not content(self._timeless(stop, start)) <= _how_much()
        return apart or _SHARE_OF.search(clauses.folded, low, start) is not None

    def _says_another_part(self, record: Statistic, clauses: Clauses, index: int) -> str | None:
        """Why a label says what was done to others of the sentence, and not what was done to its own.

        "Tặng Bằng khen cho 35 tập thể và 62 cá nhân; tặng Giấy khen cho 48": the word behind the act tells.
        """
        start = clauses.figures[index][0]
        if any(act.at > start for act in clauses.done[index]):
            return None
        low, high = max(clauses.sentence[0], start - _PARTS), min(clauses.sentence[1], start + _PARTS)
        done = list(acts(clauses.folded, low, high))
        said = frozenset(words_in(fold(record.indicator)))
        for what in dict.fromkeys(act.what for act in acts(fold_in_place(record.indicator))):
            given = [(act.at, self._behind(act, high)) for act in done if act.what == what]
            own = next((word for at, word in reversed(given) if at < start), "")
            others = sorted({word for _, word in given} & said - {own, ""})
            if own and own not in said and others:
                return f"the label {record.indicator!r} says {others[0]!r}, as what was done to others does"
        return None

    def _behind(self, act: Act, high: int) -> str:
        """The word right behind an act, where it says what was done: "Bằng" of "tặng Bằng khen"."""
        folded = self._article.folded
        if not folded.startswith(act.what, act.at):
            return ""
        following = _NEXT.match(folded, act.at + len(act.what), high)
        return following[1] if following and following[1] not in phrases("slips.small_words") else ""

    def _goes_on(self, record: Statistic, clauses: Clauses, index: int) -> bool:
        """Whether a figure is by how much the one before rose or fell, is planned of it, or money for it."""
        folded, clause = self._article.folded, clauses.ranges[index]
        if record.measure == "change":
            return True
        if record.target:
            return _SAYS_PLAN.search(folded, *clause) is not None
        if MONEY_BEHIND.match(folded, clauses.figures[index - 1][1]):
            return False
        sums = _SAYS_SUM.search(fold(record.indicator)) and _SAYS_SUM.search(folded, *clause)
        return sums is not None and MONEY_BEHIND.match(folded, clauses.figures[index][1]) is not None

    def counts_something_else(self, record: Statistic, at: Range) -> str | None:
        """Why a unit is none of this figure's: nothing stands behind it, the label has not all of it."""
        unit = record.unit
        if unit is None or unit == "%" or fold(unit) in phrases("measures.money"):
            return None
        end = self._mentions.clauses(self._article, at).sentence[1]
        behind = unit_after(self._article.view, self._article.folded, at[1], end)
        if behind is not None or content(unit) <= content(record.indicator):
            return None
        return f"the unit {unit!r} is not what the label {record.indicator!r} is about"

    def _said(self, clauses: Clauses, index: int) -> frozenset[str]:
        """What the clause of a figure says beside figure and times, and behind a share in brackets; kept."""
        (low, high), near = clauses.ranges[index], clauses.figures[index : index + 3]
        if (clause := (clauses.sentence, low, high, near)) not in self._kept:
            (start, end), resumed = near[0], clauses.resumed(index)
            pieces = (self._kind_before(low, start), (low, start), (end, high), resumed)
            self._kept[clause] = content(" ".join(self._timeless(*piece) for piece in pieces))
        return self._kept[clause]

    def _kind_before(self, low: int, figure: int) -> Range:
        """What stands before the brackets that open a figure's clause, up to the next comma or figure."""
        view, end = self._article.view, low - 1
        if view[end:low] != "(" or view[low:figure].strip():
            return low, low
        start = words_before(view, end, 0)
        return (end if start is None else start), end

    def _timeless(self, low: int, high: int) -> str:
        """What stands in a range, without its times."""
        pieces = []
        for time in self._mentions.within(low, high, Kind.DATE):
            pieces.append(self._article.view[low : max(low, time.start)])
            low = min(time.end, high)
        return " ".join((*pieces, self._article.view[low:high]))


@cache
def _how_much() -> frozenset[str]:
    """The syllables of words before a share that say nothing of what it is a share of: "đến 30/6 đạt 90%"."""
    return frozenset(syllable for form in phrases("measures.attains") for syllable in form.split())


def _is_anothers(record: Statistic, words: frozenset[str]) -> str:
    """What is noted of a label with words of another figure's clause."""
    said = ", ".join(repr(word) for word in sorted(words))
    return f"the label {record.indicator!r} says {said}, as the clause of another figure does"


def _predicate_behind(clauses: Clauses, index: int) -> Range:
    """What is said behind the next figure of both: "kết luận 3 chi bộ, 6 đảng viên có vi phạm"."""
    end = clauses.ranges[index][1]
    if (
        index + 1 == len(clauses.figures)
        or clauses.folded[end : clauses.figures[index + 1][0]] not in _LISTED
    ):
        return end, end
    behind = _PREDICATE.search(clauses.folded, clauses.figures[index + 1][1], clauses.ranges[index + 1][1])
    return behind.span() if behind else (end, end)


def _joined_to(clauses: Clauses, index: int) -> Range:
    """What stands before the figure before, where "and" joins one to it: "góp 60 ngày công và 40 triệu"."""
    low, start = clauses.ranges[index][0], clauses.figures[index][0]
    joined = index and not clauses.folded[low:start].strip() and _AND.start(clauses.folded, low) is not None
    if not joined or clauses.ranges[index - 1][1] < low - _JOIN:
        return start, start
    return clauses.ranges[index - 1][0], clauses.figures[index - 1][0]
