"""Figures that their surroundings read as no figure at all: the rank of a medal, an hour, a duration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.mention import OtherReading
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mentions

CHECK = "read-as-no-figure"

_MAY_COUNT = frozenset({"ordinal", "name"})
"""Readings that a strong model was right against, twice in the thirty articles of the evals."""


def check_no_figure(
    article: Article, mentions: Mentions, statistics: Sequence[Statistic]
) -> Iterator[Finding]:
    """Figures whose digits are likelier something else."""
    for index, record in enumerate(statistics):
        start, end = article.view_range(record.value_span)
        for one in mentions.within(start, end):
            reading = one.readings[0]
            if isinstance(reading, OtherReading) and reading.why not in _MAY_COUNT:
                yield Finding(
                    check=CHECK,
                    severity="note",
                    message=f"{record.printed} reads like no figure ({reading.why})",
                    spans=(record.value_span,),
                    records=(f"statistics[{index}]",),
                )
                break
