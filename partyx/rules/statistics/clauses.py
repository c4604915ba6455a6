"""The clause around a figure: what is cut from the sentence before words are looked for in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partyx.language.clause import REACH, clause_around, resumed
from partyx.language.grammar import pattern
from partyx.mention import Kind, NumberReading

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.mention import Mention, Mentions

_PARTS = (";", ". ")
_OUT_OF = pattern(r" ?<measures.of_so_many>(?: <measures.has>)? ?")
_NEAR = 24
"""Characters between a figure and the one it is out of."""


def _is_no_count(number: Mention) -> bool:
    """Whether a number in words is none of anything: "tố đúng một phần", "một số"."""
    reading = number.reading
    return isinstance(reading, NumberReading) and reading.spelled and reading.value <= 1


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around one figure. All are offsets of ``view``.

    Attributes:
        start: Where the figure's clause begins: after the last comma, semicolon, colon or figure.
        end: Where it ends, likewise.
        counted: Behind what the figure's noun stands: itself, or all it is out of ("662 trong tổng số 686
            chi bộ được kiểm tra").
        resumed: Where it goes on behind a share in brackets, (start, end): "26 chi bộ (96%) hoàn thành tốt".
        part_start: Where the semicolon part begins, which may have a subject of its own.
        sentence: The whole sentence, (start, end).
        paragraph: The whole block, (start, end).
    """

    start: int
    end: int
    counted: int
    resumed: tuple[int, int]
    part_start: int
    sentence: tuple[int, int]
    paragraph: tuple[int, int]


class Clauses:
    """Cuts the clauses of the figures of one article; each is asked for once, in reading order."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Cut the sentences of this article, around these mentions."""
        self._article = article
        self._folded = article.folded
        self._mentions = mentions
        self._part = (0, 0)

    def around(self, figure: Mention) -> Clause:
        """Cut the clause of a figure out of its sentence."""
        article = self._article
        index = article.sentence_at(figure.start)
        block = article.block_at(figure.start)
        if index is None or block is None:  # cannot be: all text lies in a block and a sentence
            around = (figure.start, figure.end)
            return Clause(*around, figure.end, (figure.end, figure.end), figure.start, around, around)
        sentence = article.sentences[index]
        start, end = self._edges(figure, sentence.start, sentence.end)
        whole = self._whole(figure, sentence.end)
        end = self._edges(whole, sentence.start, sentence.end)[1] if whole else end
        return Clause(
            start,
            end,
            whole.end if whole else figure.end,
            self._resumed(end, sentence.end),
            self._part_start(sentence.start, figure.start),
            (sentence.start, sentence.end),
            (article.blocks[block].start, article.blocks[block].end),
        )

    def _edges(self, figure: Mention, low: int, high: int) -> tuple[int, int]:
        """Where the clause begins and ends, in the sentence ``view[low:high]``."""
        before = self._mentions.within(max(low, figure.start - REACH), figure.start, Kind.NUMBER)
        behind = [
            number
            for number in self._mentions.within(figure.end, min(high, figure.end + REACH), Kind.NUMBER)
            if not _is_no_count(number)
        ]
        return clause_around(
            self._folded,
            (figure.start, figure.end),
            (low, high),
            before[-1].end if before else None,
            behind[0].start if behind else None,
        )

    def _resumed(self, end: int, high: int) -> tuple[int, int]:
        """What a clause goes on with behind a share in brackets."""
        figures = self._mentions.within(end, min(high, end + REACH), Kind.NUMBER)
        return resumed(self._folded, end, high, [figure.start for figure in figures])

    def _whole(self, figure: Mention, high: int) -> Mention | None:
        """The figure behind that it is out of, or None."""
        behind = self._mentions.within(figure.end, min(high, figure.end + _NEAR), Kind.NUMBER)
        out_of = behind and _OUT_OF.fullmatch(self._folded, figure.end, behind[0].start)
        return behind[0] if out_of else None

    def _part_start(self, sentence: int, figure: int) -> int:
        """Behind the last semicolon of the sentence before a figure; what was looked over is remembered."""
        part, seen = self._part
        if not sentence <= part <= seen <= figure:
            part = seen = sentence
        for mark in _PARTS:
            found = self._folded.rfind(mark, seen, figure)
            part = max(part, found + len(mark)) if found >= 0 else part
        self._part = part, figure
        return part
