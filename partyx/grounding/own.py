"""Records of the user's own: each value is located by its role, and the record is made at once."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from partyx.grounding.claim import plain
from partyx.grounding.indicator import objection
from partyx.grounding.places import NotSaidError
from partyx.kinds.record import spec_of
from partyx.records import Unlocated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.draft import DraftRecord
    from partyx.grounding.places import Places
    from partyx.kinds.grounds import Range
    from partyx.mention import Mention, Mentions
    from partyx.records import Frozen, Span


def ground_records(
    places: Places, drafts: Iterable[DraftRecord], refused: list[Unlocated]
) -> dict[str, tuple[Frozen, ...]]:
    """The records that the article bears out, by the plural of their type, in reading order.

    A record without a value that it must have is put aside whole, any other value alone. Of two that are
    alike in every field one stays.
    """
    found: dict[str, list[Frozen]] = {}
    for draft in drafts:
        record = _grounded(places, draft, refused)
        if record is not None:
            found.setdefault(spec_of(draft.type).plural, []).append(record)
    return {name: tuple(sorted(_distinct(records), key=_place)) for name, records in found.items()}


def _place(record: Any) -> tuple[int, int]:  # noqa: ANN401 - a record has evidence
    first = min((span.start for span in spec_of(type(record)).spans(record)), default=0)
    return record.evidence[0].start, first


def _distinct(records: Iterable[Frozen]) -> list[Frozen]:
    found: list[Frozen] = []
    for record in records:
        if record not in found:
            found.append(record)
    return found


def _grounded(places: Places, draft: DraftRecord, refused: list[Unlocated]) -> Frozen | None:
    spec = spec_of(draft.type)
    aside: list[tuple[str | None, object, str]] = []
    record: Frozen | None = None
    stated: list[Range] = []
    for given in draft.evidence:
        try:
            stated.append(places.evidence(given, None))
        except NotSaidError as why:
            aside.append(("evidence", given, f"the evidence {why}"))
    try:
        record = spec.ground(draft.values, RecordGrounds(places, tuple(stated), aside))
    except NotSaidError as why:
        aside = [(None, draft.values, str(why))]
    identity = {name: draft.values[name] for name in spec.key if name in draft.values}
    for part, said, reason in aside:
        claim = dict(draft.values) if part is None else {**identity, part: said}
        refused.append(Unlocated(record=spec.name, field=part, claim=plain(claim), reason=plain(reason)))
    return record


@dataclass(frozen=True)
class RecordGrounds:
    """One record's claims against one article.

    Attributes:
        places: The article.
        stated: The sentences that state the record.
        aside: Part of the record, what was said of it, and why it was not taken.
        path: The fields it is inside of.
    """

    places: Places
    stated: tuple[Range, ...]
    aside: list[tuple[str | None, object, str]] = dataclasses.field(compare=False)
    path: tuple[str, ...] = ()

    @property
    def view(self) -> str:
        """The article's text as the stages read it."""
        return self.places.view

    @property
    def mentions(self) -> Mentions:
        """The article's mentions."""
        return self.places.mentions

    @property
    def _near(self) -> Range | None:
        return self.stated[0] if self.stated else None

    def mention(self, name: str, *, dateline: bool = False) -> Mention:
        """The mention with this id.

        Raises:
            NotSaidError: There is none in the content.
        """
        try:
            return self.places.mention(name, dateline=dateline)
        except NotSaidError as why:
            raise NotSaidError(f"{name} {why}") from None

    def quoted(self, quote: str) -> Range:
        """Where a quote stands, the nearest place to the record.

        Raises:
            NotSaidError: Nowhere in the content.
        """
        return self.places.quoted(quote, self._near)

    def ranged(self, place: Range) -> Range:
        """A range, checked.

        Raises:
            NotSaidError: It is no range of the content.
        """
        return self.places.ranged(place)

    def sentence(self, position: int) -> Range:
        """The sentence that holds a position of ``view``."""
        return self.places.sentence(position)

    def objection(self, label: str) -> str | None:
        """Why the article does not bear out a label, or None when it does."""
        if not self.stated:
            return "stands in no sentence of the article"
        return objection(self.places, label, self.stated[0], self.stated)

    def span(self, place: Range) -> Span:
        """The public span of a range."""
        return self.places.article.span(*place)

    def inside(self, field: str) -> RecordGrounds:
        """The same for what is inside a field."""
        return replace(self, path=(*self.path, field))

    def refuse(self, part: str, said: object, reason: str) -> None:
        """Put a part of the record aside, and keep the record."""
        self.aside.append((".".join((*self.path, part)), said, reason))

    def evidence(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """The record's own sentence and those of the values it must have; of one inside a field, these only.

        Raises:
            NotSaidError: There is neither.
        """
        sentences = {
            self.places.trimmed(self.sentence(self.places.article.view_range(span)[0])) for span in spans
        }
        if not (self.path and sentences):
            sentences |= set(map(self.places.trimmed, self.stated))
        if not sentences:
            raise NotSaidError("none of its evidence is in the article's content")
        return tuple(self.span(place) for place in sorted(sentences))
