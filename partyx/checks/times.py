"""Times of figures that their own sentence tells otherwise: "năm 2022 kết nạp 11, năm 2023 kết nạp 16"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.elsewhere import CHECK
from partyx.checks.printed import Printed, period_of
from partyx.deadline import in_time
from partyx.language.grammar import Behind, pattern
from partyx.mention import Kind
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.checks.printed import Range
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mention, Mentions
    from partyx.records import Period

_NOW = pattern("<frames.now>")
_COMPARED = Behind("relations.compared")
_APART = re.compile(r"[,;:.)\d]")
_REACH, _BEHIND = 300, 60
"""Characters before and behind a figure in which its time may stand."""


def check_times(article: Article, mentions: Mentions, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Results with another time than the last that their sentence prints before them, or one to compare with.

    Left out are plans, states "hiện nay", and times that stand right behind the figure or nearer than it.
    None of the 416 figures of a strong model in the thirty articles of the evals has such a note.
    """
    printed = Printed(article, mentions)
    for index, record in enumerate(in_time(statistics)):
        if record.period is None or record.period_span is None or record.target:
            continue
        at, said = article.view_range(record.value_span), article.view_range(record.period_span)
        why = _is_another(printed, at, said, record.period) or _is_compared(printed, at, said, record.period)
        if why is not None:
            yield Finding(
                check=CHECK,
                severity="note",
                message=f"the period {record.period.printed!r} {why}",
                spans=(record.value_span, record.period_span),
                records=(f"statistics[{index}]",),
            )


def _is_another(printed: Printed, at: Range, said: Range, period: Period) -> str | None:
    """Why a time is not the one that the sentence of a figure tells of it."""
    article, own = printed.article, _last_before(printed, at[0])
    if own is None or _is(period, own) or own.start <= said[0] < at[0]:
        return None
    if _stands_right_behind(article, at, said) or _NOW.search(article.folded, own.end, at[0]):
        return None
    return f"is not {own.text!r}, which stands before it"


def _is_compared(printed: Printed, at: Range, said: Range, period: Period) -> str | None:
    """Why a time is none of a figure's; it is of one in brackets behind it: "so với năm 2021 (58 tổ chức)".

    Of what is compared with 2021 and tells no time, the time is the year after, and is printed there as well.
    """
    article = printed.article
    compared = _COMPARED.start(article.folded, said[0] - 1) is not None and printed.is_compared(said[0])
    if not compared or "(" in article.view[said[1] : at[0]]:
        return None
    times = printed.mentions.within(*said, Kind.DATE)
    return "is what it is compared with" if any(_is(period, time) for time in times) else None


def _stands_right_behind(article: Article, at: Range, said: Range) -> bool:
    """Whether a time stands right behind a figure, in brackets perhaps: "kết nạp 5 đồng chí trong năm"."""
    between = article.view[at[1] : said[0]]
    return said[0] >= at[1] and len(between) <= _BEHIND and _APART.search(between) is None


def _last_before(printed: Printed, position: int) -> Mention | None:
    """The last time of its sentence before a figure; one in brackets is that of what stands before it."""
    view = printed.article.view
    low = max(printed.article.sentence_around(position)[0], position - _REACH)
    times = [time for time in printed.times(low, position) if time.end <= position and view[time.end] != ")"]
    return times[-1] if times else None


def _is(period: Period, time: Mention) -> bool:
    own = period_of(time)
    return own is None or (own.start, own.end) == (period.start, period.end)
