"""Dates that lie after the article was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.grammar import pattern
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.records import Period, Span

CHECK = "after-publication"

_AHEAD = pattern(r"<time.ahead>|(?:<time.weekdays>|\d) <time.coming>(?! (?:<time.day> )?\d)")


def check_dates(
    article: Article, meetings: Sequence[Meeting], directives: Sequence[Directive]
) -> Iterator[Finding]:
    """Meetings told as held and documents issued after publication. What is announced is still to come."""
    for index, meeting in enumerate(meetings):
        if article.is_before(meeting.date) and not _announced(article, meeting.evidence):
            yield Finding(
                check=CHECK,
                severity="error",
                message=f"the meeting is dated {_days(article, meeting.date)}",
                spans=meeting.evidence,
                records=(f"meetings[{index}]",),
            )
    for index, directive in enumerate(directives):
        issued = directive.document.issued if directive.document else directive.date
        if article.is_before(issued):
            what = "document" if directive.document else "instruction"
            yield Finding(
                check=CHECK,
                severity="error",
                message=f"the {what} is dated {_days(article, issued)}",
                spans=directive.evidence,
                records=(f"directives[{index}]",),
            )


def _announced(article: Article, evidence: Sequence[Span]) -> bool:
    """Whether the words of the evidence, or the sentences it stands in, speak of the future."""
    for span in evidence:
        start, end = article.view_range(span)
        index = article.sentence_at(start)
        if index is not None:
            start = min(start, article.sentences[index].start)
            end = max(end, article.sentences[index].end)
        if _AHEAD.search(article.folded, start, end):
            return True
    return False


def _days(article: Article, period: Period | None) -> str:
    return f"{period and period.start}, after publication on {article.published}"
