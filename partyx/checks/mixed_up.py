"""Labels and units that fit a neighbour of their figure better than the figure itself.

All their words are printed where they may be, so nothing refuses them; they were dealt out wrongly. Each is a
note, since a reader leans on what stands around as well: on the twenty articles of the evals they name 4 of
the 225 figures of a strong model, which are right, and on all 45 4 of the 421 of the rules, which are not; of
labels exchanged between two figures on purpose most (``evals/careless.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.deadline import in_time
from partyx.language.abbreviations import write_out
from partyx.language.claims import Clauses, claiming_nothing
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.language.unit import unit_after
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mentions

    Range = tuple[int, int]

NEIGHBOUR = "label-of-a-neighbour"
SHARE = "share-or-count"
UNIT = "unit-of-something-else"

_WORD = re.compile(r"[^\W_]+")
_SAYS_SHARE = pattern("<labels.share>")
_SAYS_PLAN = pattern("<measures.plans>")


def check_mixed_up(
    article: Article, mentions: Mentions, statistics: Sequence[Statistic]
) -> Iterator[Finding]:
    """One finding a label or unit that fits something else better."""
    sentences = _Sentences(article, mentions)
    for index, record in enumerate(in_time(statistics)):
        at = article.view_range(record.value_span)
        said = (
            (SHARE, _is_other_measure(record)),
            (NEIGHBOUR, sentences.fits_a_neighbour(record, at)),
            (UNIT, sentences.counts_something_else(record, at)),
        )
        for check, message in said:
            if message:
                yield Finding(
                    check=check,
                    severity="note",
                    message=message,
                    spans=(record.value_span,),
                    records=(f"statistics[{index}]",),
                )


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
    if record.target or _SAYS_PLAN.search(label):
        return None
    return f"the label {record.indicator!r} names no share, and the figure is one"


class _Sentences:
    """The sentences of an article, each cut around its figures once."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        self._article = article
        self._mentions = mentions
        self._cut: dict[Range, tuple[Clauses, list[frozenset[str]]]] = {}

    def fits_a_neighbour(self, record: Statistic, at: Range) -> str | None:
        """Why a label is another figure's: it has words of that clause alone, and none of its own alone.

        What a share is of, its clause may take from the figure before; and what a count is, from the whole
        behind it ("662 trong tổng số 686 chi bộ").
        """
        clauses, words = self._around(at)
        index = clauses.index(at)
        leans = record.unit == "%"
        own = words[index].union(
            words[index - 1] if leans and index else (),
            words[index + 1] if record.of is not None and index + 1 < len(words) else (),
        )
        label = _content(record.indicator)
        for other in (index - 1 - leans, index + 1):
            if not 0 <= other < len(words):
                continue
            mine, theirs = own - words[other], words[other] - own
            if mine and label & theirs and not label & mine:
                said = ", ".join(repr(word) for word in sorted(label & theirs))
                return f"the label {record.indicator!r} says {said}, as the clause of another figure does"
        return None

    def counts_something_else(self, record: Statistic, at: Range) -> str | None:
        """Why a unit is none of this figure's: nothing stands behind it, the label has not all of it."""
        unit = record.unit
        if unit is None or unit == "%" or fold(unit) in phrases("measures.money"):
            return None
        behind = unit_after(self._article.view, self._article.folded, at[1], self._around(at)[0].sentence[1])
        if behind is not None or _content(unit) <= _content(record.indicator):
            return None
        return f"the unit {unit!r} is not what the label {record.indicator!r} is about"

    def _around(self, at: Range) -> tuple[Clauses, list[frozenset[str]]]:
        place = self._article.sentence_around(at[0])
        if place not in self._cut:
            figures = self._mentions.figures_within(*place)
            clauses = Clauses.cut(self._article.folded, self._article.view, place, figures)
            self._cut[place] = clauses, self._words(clauses)
        clauses, words = self._cut[place]
        whole = clauses.with_figure(at)
        return whole, words if whole is clauses else self._words(whole)

    def _words(self, clauses: Clauses) -> list[frozenset[str]]:
        """What the clause of each figure says beside the figure, behind a share in brackets too."""
        view, found = self._article.view, []
        for index, (start, end) in enumerate(clauses.figures):
            (low, high), (more, stop) = clauses.ranges[index], clauses.resumed(index)
            found.append(_content(f"{view[low:start]} {view[end:high]} {view[more:stop]}"))
        return found


def _content(text: str) -> frozenset[str]:
    """The folded syllables of a text that say something, abbreviations written out."""
    written = write_out(write_out(text, "unit"), "organisation")
    said = frozenset(_WORD.findall(fold(written)))
    return said - claiming_nothing() - phrases("slips.small_words", "measures.parts")
