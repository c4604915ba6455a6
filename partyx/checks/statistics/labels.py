"""Labels that say of a figure what another figure's clause says, or another sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.checks.notes import of_figure
from partyx.checks.statistics.taken_up import taken_up, topic
from partyx.deadline import in_time
from partyx.language.claims import borrowed_acts, claiming_nothing, counted_of, done_in, implied, implies
from partyx.language.fold import fold, fold_in_place
from partyx.language.lexicon import phrases
from partyx.language.states import states
from partyx.language.unit import head_noun, unit_after
from partyx.language.words import words_in, written_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.language.claims import Clauses
    from partyx.language.ranges import Range
    from partyx.records import Finding

CHECK = "label-from-elsewhere"


def check_labels(printed: Printed, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Labels with words that neither the figure's sentence nor the headline says of it.

    What the words before a figure take up counts as its own ("Trong đó, nữ 12"). A reader takes up "kết nạp"
    without such a word as well, so it is a note: on the thirty articles of the evals 6 of 421 labels of the
    rules are such, and 8 of 416 of a strong model, all of them right.
    """
    sentences = _Sentences(printed)
    for index, record in enumerate(in_time(statistics)):
        if words := sentences.from_elsewhere(record):
            said = ", ".join(repr(word) for word in words)
            yield of_figure(
                CHECK,
                index,
                record,
                f"the label {record.indicator!r} says {said}, which the figure's own clause does not",
            )


class _Sentences:
    """What the sentences of an article say."""

    def __init__(self, printed: Printed) -> None:
        article = self._article = printed.article
        self._mentions = printed.mentions
        self._said: dict[Range, frozenset[str]] = {}
        headlines = (block for block in article.blocks if block.role is Role.HEADLINE)
        titles = (_words(article.view[block.start : block.end]) for block in headlines)
        self._known = frozenset[str]().union(_claiming_nothing(), *titles)

    def from_elsewhere(self, record: Statistic) -> tuple[str, ...]:
        """The acts and other words of a label that its figure's sentence does not have."""
        at = self._article.view_range(record.value_span)
        clauses, words = self._mentions.clauses(self._article, at), self._around(at[0])
        acts = borrowed_acts(clauses, record.indicator, at)
        said = _words(record.indicator)
        told = {act for act in acts if implies(said & words, act)}
        acts = tuple(act for act in acts if act not in told)
        rest = said - words - self._known - implied(record.indicator, clauses.folded, at[1])
        rest -= {word for act in told for word in act.split()}
        rest |= self._members(record, clauses, at) - words
        if (acts or rest) and (before := taken_up(self._article, self._mentions, clauses, at)):
            acts = tuple(act for act in acts if act not in done_in(self._article.folded, *before))
            rest -= _words(self._article.view[slice(*before)])
        foreign = (*acts, *sorted(rest - {word for act in acts for word in act.split()}))
        return foreign or self._of_another_noun(record, clauses, at) or self._states(record, clauses, at)

    def _of_another_noun(self, record: Statistic, clauses: Clauses, at: Range) -> tuple[str, ...]:
        """What a label counts, where its figure counts something else: "chi hội" for "134 chi đoàn"."""
        behind = unit_after(self._article.view, self._article.folded, at[1], clauses.sentence[1])
        if behind is None or head_noun(behind[0]) is None or fold(behind[0]) in _may_stand_for_more():
            return ()
        counted, noun = counted_of(clauses, at), fold(head_noun(record.indicator) or "")
        if (
            not counted
            or claiming_nothing().issuperset(words_in(noun))
            or noun in phrases("statistics.plans")
        ):
            return ()
        said = frozenset(words_in(fold(record.indicator)))
        is_own = any(noun in own or said.issuperset(words_in(own)) for own in counted)
        return () if is_own else (noun,)

    def _states(self, record: Statistic, clauses: Clauses, at: Range) -> tuple[str, ...]:
        """What a label says was done and is yet to be, or turned round: "đã thu hồi", "phải thu hồi"."""
        label = fold_in_place(record.indicator)
        printed = tuple(states(clauses.folded, *clauses.ranges[clauses.index(at)]))
        for said in states(label, 0, len(label)):
            own = {one.state for one in printed if one.act == said.act}
            is_other = own == {"due"} if said.state == "done" else "due" not in own and not record.target
            if own and said.state is not None and is_other:
                return (label[said.start : said.end],)
        return ()

    def _members(self, record: Statistic, clauses: Clauses, at: Range) -> frozenset[str]:
        """The word for members that a label has where its figure counts something else."""
        label, counted = fold(record.indicator), counted_of(clauses, at)
        members = next((noun for noun in sorted(phrases("units.member")) if noun in label), "")
        if not counted or any(noun in label for noun in counted):
            return frozenset()
        return frozenset(members.split())

    def _around(self, position: int) -> frozenset[str]:
        """The words of the sentence of a position, of its paragraph's topic and of what opens its list."""
        place, view = self._article.sentence_around(position), self._article.view
        if place not in self._said:
            said = f"{view[slice(*place)]} {view[slice(*topic(self._article, position))]}"
            self._said[place] = _words(said) | self._opening(position)
        return self._said[place]

    def _opening(self, position: int) -> frozenset[str]:
        """The words of the line that opens the list of a position."""
        above = self._article.list_above(self._article.block_at(position))
        if not above:
            return frozenset()
        first = self._article.blocks[above.start]
        return _words(self._article.view[first.start : first.end])


def _claiming_nothing() -> frozenset[str]:
    """The syllables of words that a label may have whatever its sentence says."""
    added = phrases("units.members", "measures.up", "measures.down")
    return claiming_nothing().union(syllable for form in added for syllable in form.split())


def _may_stand_for_more() -> frozenset[str]:
    """What is counted in place of something that the label may name: "13 căn" of houses, "17 trường hợp"."""
    return phrases("units.cases", "units.classifiers")


def _words(text: str) -> frozenset[str]:
    return frozenset(written_words(text))
