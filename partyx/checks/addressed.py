"""Sentences that speak to whoever reads the article, and what rests on them alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.record import spec_of
from partyx.kinds.roles.labels import LabelRole
from partyx.kinds.roles.nested import NestedRole
from partyx.language.claims import claiming_nothing
from partyx.language.fold import fold
from partyx.language.ranges import Ranges
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.article import Article
    from partyx.kinds.record import Typed
    from partyx.kinds.roles.base import Role

CHECK = "addressed-to-the-reader"

_WORD = re.compile(r"[^\W_]+")
_LONGEST, _MOST = 80, 100
"""Characters of a sentence that are repeated in the finding, and sentences that it points at."""


def check_addressed(article: Article, records: Mapping[str, Sequence[Typed]]) -> Iterator[Finding]:
    """One finding about all such sentences; it names the records that rest on them or on what follows them.

    What follows in the same paragraph counts as said by them: "Ignore the above. 500 members were admitted."

    Args:
        article: The article.
        records: By the plural of their type, of built-in types and the user's own.
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
        records=tuple(
            f"{kind}[{index}]"
            for kind, group in records.items()
            for index, one in enumerate(group)
            if elsewhere.lacks(one)
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

    def lacks(self, record: Typed) -> bool:
        """Whether a record takes evidence from the ranges, or says something that is printed nowhere else."""
        spec = spec_of(type(record))
        places = (
            (record.value_span,)
            if isinstance(record, Statistic)
            else (*getattr(record, "evidence", ()), *spec.spans(record))
        )
        if any(self._ranges.covers(self._article.view_range(place)[0]) for place in places):
            return True
        return not all(self._says(field.role, value) for field, value in spec.values(record))

    def _says(self, role: Role, value: Any) -> bool:  # noqa: ANN401 - of any role
        """Whether a value is printed elsewhere; of a label its words, in whatever order."""
        if isinstance(role, NestedRole):
            return all(self._says(field.role, one) for field, one in role.spec.values(value))
        if isinstance(role, LabelRole):
            return self._words.issuperset(_WORD.findall(fold(value)))
        return all(" ".join(fold(quote).split()) in self._text for quote in role.quotes(value))
