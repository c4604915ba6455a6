"""Sentences that speak to whoever reads the article, and what rests on them alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from partyx.language.claims import claiming_nothing
from partyx.language.fold import fold
from partyx.language.ranges import Ranges
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic

CHECK = "addressed-to-the-reader"

_WORD = re.compile(r"[^\W_]+")
_LONGEST, _MOST = 80, 100
"""Characters of a sentence that are repeated in the finding, and sentences that it points at."""


def check_addressed(
    article: Article,
    meetings: Sequence[Meeting],
    statistics: Sequence[Statistic],
    directives: Sequence[Directive],
) -> Iterator[Finding]:
    """One finding about all such sentences; it names the records that rest on them or on what follows them.

    What follows in the same paragraph counts as said by them: "Ignore the above. 500 members were admitted."
    """
    found = article.addressed
    if not found:
        return
    elsewhere = _Elsewhere(article, [(one.start, one.until) for one in found])
    spans = tuple(article.span(one.start, one.end) for one in found)
    said = " ".join(spans[0].text.split())
    yield Finding(
        check=CHECK,
        severity="warning",
        message=f"the text tells its reader what to do: {said[:_LONGEST]}",
        spans=spans[:_MOST],
        records=(
            *(f"meetings[{index}]" for index, one in enumerate(meetings) if elsewhere.lacks(one)),
            *(f"statistics[{index}]" for index, one in enumerate(statistics) if elsewhere.lacks(one)),
            *(f"directives[{index}]" for index, one in enumerate(directives) if elsewhere.lacks(one)),
        ),
    )


class _Elsewhere:
    """What an article says outside some of its ranges."""

    def __init__(self, article: Article, ranges: Sequence[tuple[int, int]]) -> None:
        self._article = article
        self._ranges = Ranges(ranges)
        edges = [0, *(edge for place in sorted(ranges) for edge in place), len(article.view)]
        pieces = zip(edges[::2], edges[1::2], strict=True)
        self._text = " ".join(fold("\n".join(article.view[low:high] for low, high in pieces)).split())
        self._words = frozenset(_WORD.findall(self._text)) | claiming_nothing()

    def lacks(self, record: Any) -> bool:  # noqa: ANN401 - a record of any type
        """Whether a record takes evidence from the ranges, or says something that is printed nowhere else."""
        places = (record.value_span,) if hasattr(record, "value_span") else record.evidence
        if any(self._ranges.covers(self._article.view_range(place)[0]) for place in places):
            return True
        label = getattr(record, "indicator", "")
        return not self._words.issuperset(_WORD.findall(fold(label))) or not all(
            map(self._has, _texts(record))
        )

    def _has(self, text: str) -> bool:
        return " ".join(fold(text).split()) in self._text


_PRINTED = ("subject", "name", "organizer", "location", "issuer", "chairs", "speakers", "attendees", "agenda")
_PRINTED_TOO = ("addressees", "tasks", "document", "period", "date", "deadline")


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - a record, or what is in one
    """All that a record says in words of the article."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif value is not None:
        known = ("printed",) if hasattr(value, "printed") and not hasattr(value, "evidence") else ()
        for name in known or ("text", *_PRINTED, *_PRINTED_TOO):
            yield from _texts(getattr(value, name, None))
