"""Sentences that speak to whoever reads the article, what rests on them alone, and what they speak of."""

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
from partyx.language.words import words_in
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.article import Addressed, Article
    from partyx.kinds.record import Typed
    from partyx.kinds.roles.base import Role

CHECK = "addressed-to-the-reader"

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_REACH = 2_000
"""Characters of a paragraph on either side of a record that are looked at."""
_LONGEST, _MOST = 80, 100
"""Characters of a sentence that are repeated in the finding, and sentences that it points at."""


def check_addressed(article: Article, records: Mapping[str, Sequence[Typed]]) -> Iterator[Finding]:
    """One finding about all such sentences; it names the records that rest on them or repeat what they say.

    What follows in the same paragraph counts as said by them: "Ignore the above. 500 members were admitted."
    A record whose figure, person, day or document an order names may be just what it asks for, so it is named
    as well, even where it is printed elsewhere.

    Args:
        article: The article.
        records: By the plural of their type, of built-in types and the user's own.
    """
    found = article.addressed
    if not found:
        return
    elsewhere = _Elsewhere(article, found)
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
            if elsewhere.lacks(one) or elsewhere.is_ordered(one)
        ),
    )


class _Elsewhere:
    """What an article says outside the sentences that speak to its reader."""

    def __init__(self, article: Article, found: Sequence[Addressed]) -> None:
        self._article = article
        ranges = [(one.start, one.until) for one in found]
        self._ranges = Ranges(ranges)
        edges = [0, *(edge for place in sorted(ranges) for edge in place), len(article.view)]
        pieces = zip(edges[::2], edges[1::2], strict=True)
        self._text = fold("\n".join(article.view[low:high] for low, high in pieces)).strip()
        orders = (article.view[one.start : one.until] for one in found if one.orders)
        self._ordered = fold("\n".join(orders)).strip()
        self._ordered_figures = frozenset(_FIGURE.findall(self._ordered))
        self._words = frozenset(words_in(self._text)) | claiming_nothing()
        self._printed: dict[str, tuple[bool, bool]] = {}

    def lacks(self, record: Typed) -> bool:
        """Whether a record takes evidence from them, or says something that only they say of it."""
        spec = spec_of(type(record))
        places = (
            (record.value_span,)
            if isinstance(record, Statistic)
            else (*getattr(record, "evidence", ()), *spec.spans(record))
        )
        starts = [self._article.view_range(place)[0] for place in places]
        if any(map(self._ranges.covers, starts)):
            return True
        near = tuple(map(self._beside, starts))
        return not all(self._says(field.role, value, near) for field, value in spec.values(record))

    def is_ordered(self, record: Typed) -> bool:
        """Whether an order names the figure of a record, or a value of several words or with a digit."""
        if not self._ordered:
            return False
        if isinstance(record, Statistic) and self._ordered_figures.intersection(
            _FIGURE.findall(fold(record.value_span.text))
        ):
            return True
        return any(
            self._orders(fold(quote).strip())
            for field, value in spec_of(type(record)).values(record)
            if not isinstance(field.role, LabelRole | NestedRole)
            for quote in field.role.quotes(value)
        )

    def _orders(self, quote: str) -> bool:
        return (" " in quote or any(map(str.isdigit, quote))) and quote in self._ordered

    def _beside(self, position: int) -> str:
        """The paragraph of a position, up to where they begin."""
        low, high = self._article.paragraph_around(position)
        low, high = max(low, position - _REACH), min(high, position + _REACH)
        return fold(self._article.view[low : self._ranges.next_start(low, high)]).strip()

    def _says(self, role: Role, value: Any, near: Sequence[str]) -> bool:  # noqa: ANN401 - of any role
        """Whether a value is printed elsewhere: beside the record, where an order says it as well.

        Of a label its words, in whatever order.
        """
        if isinstance(role, NestedRole):
            return all(self._says(field.role, one, near) for field, one in role.spec.values(value))
        if isinstance(role, LabelRole):
            return self._words.issuperset(words_in(fold(value)))
        return all(self._prints(fold(quote).strip(), near) for quote in role.quotes(value))

    def _prints(self, quote: str, near: Sequence[str]) -> bool:
        if any(quote in piece for piece in near):  # nearly always, and short
            return True
        if quote not in self._printed:
            self._printed[quote] = quote in self._text, quote in self._ordered
        said, ordered = self._printed[quote]
        return said and (not ordered or quote in " ".join(near))
