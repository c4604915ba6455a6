"""The figures of an article as the checks see them: statistics by position, and shares nobody claimed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from partyx.mention import Kind, NumberReading
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mention, Mentions, Number
    from partyx.records import Qualifier, Severity

_FRACTION = re.compile(r"\d[.,](\d+)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in ``view[start:end]``.

    Attributes:
        start: First character.
        end: One past the last.
        text: As printed.
        value: The number; of a ratio the numerator.
        of: The whole of a ratio, or None.
        unit: "%", a noun, or None.
        qualifier: "exact" unless the words around say otherwise.
        record: Its place among the statistics, or None for a share that no record uses.
    """

    start: int
    end: int
    text: str
    value: Number
    of: Number | None
    unit: str | None
    qualifier: Qualifier
    record: int | None

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return self.unit == "%"

    @property
    def last_digit(self) -> float:
        """What one step of the last printed digit is worth: 0.01 for "2,47%"."""
        fractions = _FRACTION.findall(self.text)
        return 10.0 ** -len(fractions[-1]) if fractions else 1.0


class Figures:
    """The figures of one article, by sentence."""

    def __init__(self, article: Article, mentions: Mentions, statistics: Sequence[Statistic]) -> None:
        """Collect them; a share that only the mentions know counts too."""
        self.article = article
        self.folded = article.folded
        found: dict[int, Figure] = {}
        for index, record in enumerate(statistics):
            figure = _of_record(article, record, index)
            found.setdefault(figure.start, figure)
        for mention in mentions.of_kind(Kind.NUMBER):
            if mention.start not in found and article.role_at(mention.start).is_content:
                share = _of_mention(mention)
                if share is not None:
                    found[mention.start] = share
        self._starts = sorted(found)
        self.all = tuple(found[start] for start in self._starts)

    def before(self, figure: Figure, count: int) -> tuple[Figure, ...]:
        """Up to ``count`` figures before one, in reading order."""
        index = bisect_left(self._starts, figure.start)
        return self.all[max(0, index - count) : index]

    def starting_at(self, position: int) -> Figure | None:
        """The figure that begins here, or None."""
        index = bisect_left(self._starts, position)
        return self.all[index] if self._starts[index : index + 1] == [position] else None

    @cached_property
    def by_sentence(self) -> list[tuple[int, int, list[Figure]]]:
        """Start and end of each sentence with figures, and these, in reading order."""
        sentences: dict[int, list[Figure]] = {}
        for figure in self.all:
            index = self.article.sentence_at(figure.start)
            if index is not None:
                sentences.setdefault(index, []).append(figure)
        bounds = self.article.sentences
        return [(bounds[index].start, bounds[index].end, found) for index, found in sentences.items()]

    def finding(self, check: str, severity: Severity, message: str, figures: Sequence[Figure]) -> Finding:
        """A finding about some figures."""
        records = (f"statistics[{figure.record}]" for figure in figures if figure.record is not None)
        return Finding(
            check=check,
            severity=severity,
            message=message,
            spans=tuple(self.article.span(figure.start, figure.end) for figure in figures),
            records=tuple(records),
        )


def _of_record(article: Article, record: Statistic, index: int) -> Figure:
    start, end = article.view_range(record.value_span)
    text, unit, qualifier = record.value_span.text, record.unit, record.qualifier
    return Figure(start, end, text, record.value, record.of, unit, qualifier, index)


def _of_mention(mention: Mention) -> Figure | None:
    """The share a mention states, or None when it states something else."""
    reading = mention.reading
    if not isinstance(reading, NumberReading) or reading.unit != "%":
        return None
    start, end, of, qualifier = mention.start, mention.end, reading.of, reading.qualifier
    return Figure(start, end, mention.text, reading.value, of, "%", qualifier, None)


def as_printed(value: float, step: float) -> str:
    """A number the way the genre prints it: 2,25."""
    decimals = len(f"{step:.10f}".rstrip("0").split(".")[1])
    return f"{value:.{decimals}f}".replace(".", ",")
