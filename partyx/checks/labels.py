"""Labels that say of a figure what another figure's clause says, or another sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.deadline import in_time
from partyx.language.abbreviations import Field, write_out
from partyx.language.claims import Clauses, borrowed_acts, claiming_nothing, implied
from partyx.language.fold import fold
from partyx.language.lexicon import phrases
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mentions

CHECK = "label-from-elsewhere"

_WORD = re.compile(r"[^\W_]+")
_FIELDS: tuple[Field, ...] = ("unit", "title", "organisation")


def check_labels(article: Article, mentions: Mentions, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Labels with words that neither the figure's sentence nor the headline says of it.

    A reader takes up "kết nạp" from the sentence before as well, so it is a note: on the twenty articles of
    the evals 3 of 234 labels of the rules are such, all of them wrong, and 5 of 225 of a strong model, all
    of them right.
    """
    sentences = _Sentences(article, mentions)
    for index, record in enumerate(in_time(statistics)):
        if words := sentences.from_elsewhere(record):
            said = ", ".join(repr(word) for word in words)
            yield Finding(
                check=CHECK,
                severity="note",
                message=f"the label {record.indicator!r} says {said}, which the figure's own clause does not",
                spans=(record.value_span,),
                records=(f"statistics[{index}]",),
            )


class _Sentences:
    """The sentences of an article, each cut around its figures once."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        self._article = article
        self._mentions = mentions
        self._cut: dict[tuple[int, int], tuple[Clauses, frozenset[str]]] = {}
        headlines = (block for block in article.blocks if block.role is Role.HEADLINE)
        titles = (_words(article.view[block.start : block.end]) for block in headlines)
        self._known = frozenset[str]().union(_claiming_nothing(), *titles)

    def from_elsewhere(self, record: Statistic) -> tuple[str, ...]:
        """The acts and other words of a label that its figure's sentence does not have."""
        at = self._article.view_range(record.value_span)
        clauses, words = self._sentence(at)
        acts = borrowed_acts(clauses.with_figure(at), record.indicator, at)
        rest = _words(record.indicator) - words - self._known - implied(record.indicator)
        return (*acts, *sorted(rest - {word for act in acts for word in act.split()}))

    def _sentence(self, at: tuple[int, int]) -> tuple[Clauses, frozenset[str]]:
        place = self._article.sentence_around(at[0])
        if place not in self._cut:
            figures = self._mentions.figures_within(*place)
            clauses = Clauses.cut(self._article.folded, self._article.view, place, figures)
            self._cut[place] = clauses, _words(self._article.view[slice(*place)]) | self._opening(at[0])
        return self._cut[place]

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


def _words(text: str) -> frozenset[str]:
    """The folded syllables of a text, abbreviations written out."""
    for field in _FIELDS:
        text = write_out(text, field)
    return frozenset(_WORD.findall(fold(text)))
