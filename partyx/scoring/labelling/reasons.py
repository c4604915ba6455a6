"""Why a digit string is no statistic, where the mentions stage knows: what a draft starts with.

A figure gets no reason: whether it is a statistic is for a person to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.mention import DateReading, DocumentReading, OtherReading
from partyx.mentions import find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.article import Article
    from partyx.mention import Mention
    from partyx.records import Span
    from partyx.scoring.gold.format import Reason

_OTHER: dict[str, Reason] = {
    "ordinal": "ordinal",
    "clock": "clock",
    "name": "model name",
    "award": "award class",
    "duration": "duration",
    "phone": "identifier",
    "identifier": "identifier",
    "furniture": "furniture",
    "list": "list item",
}


_DATED: dict[str, Reason] = {"term": "term", "range": "duration", "quarter": "duration", "half": "duration"}


def reasons(article: Article, spans: Iterable[Span]) -> Iterator[Reason | None]:
    """For each digit string why it is no statistic; None where a person has to say."""
    known = [one for mention in find_mentions(article) for one in _known(article, mention)]
    for span in spans:
        start, end = article.view_range(span)
        why = next((why for first, last, why in known if first <= start and end <= last), None)
        role = article.role_at(start)
        if role in _BYLINES and why not in {"date", "clock"}:
            why = "byline"
        yield "furniture" if role is Role.FURNITURE else why


_BYLINES = frozenset({Role.BYLINE, Role.DATELINE})


def _known(article: Article, mention: Mention) -> Iterator[tuple[int, int, Reason]]:
    """Ranges of the view with their reason, the first that holds a digit string is the one."""
    reading = mention.reading
    if isinstance(reading, DateReading):
        precision = reading.period.precision if reading.period is not None else "day"
        yield mention.start, mention.end, _DATED.get(precision, "date")
    elif isinstance(reading, OtherReading):
        yield mention.start, mention.end, _OTHER.get(reading.why, "other")
    elif isinstance(reading, DocumentReading):
        start, end = mention.whole
        issued = reading.issued.printed if reading.issued is not None else ""
        at = article.view.find(issued, start, end) if issued else -1
        if at >= 0:
            yield at, at + len(issued), "date"
        yield start, end, "document"
