"""Records of the user's own: each value is located by its role, and the record is made at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.grounding.claim import Claim
from partyx.grounding.places import NotSaidError
from partyx.kinds.record import spec_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.draft import DraftRecord
    from partyx.grounding.places import Places
    from partyx.kinds.record import Typed
    from partyx.records import Unlocated


def ground_records(
    places: Places, drafts: Iterable[DraftRecord], refused: list[Unlocated]
) -> dict[str, tuple[Typed, ...]]:
    """The records that the article bears out, by the plural of their type, in reading order.

    A record without a value that it must have is put aside whole, any other value alone. Of two that are
    alike in every field one stays.
    """
    found: dict[str, list[Typed]] = {}
    for draft in drafts:
        record = _grounded(places, draft, refused)
        if record is not None:
            found.setdefault(spec_of(draft.type).plural, []).append(record)
    return {name: tuple(sorted(_distinct(records), key=_place)) for name, records in found.items()}


def _place(record: Any) -> tuple[int, int]:  # noqa: ANN401 - a record has evidence
    first = min((span.start for span in spec_of(type(record)).spans(record)), default=0)
    return record.evidence[0].start, first


def _distinct(records: Iterable[Typed]) -> list[Typed]:
    found: list[Typed] = []
    for record in records:
        if record not in found:
            found.append(record)
    return found


def _grounded(places: Places, draft: DraftRecord, refused: list[Unlocated]) -> Typed | None:
    spec = spec_of(draft.type)
    aside: list[Unlocated] = []
    claim = Claim(spec, draft, places, aside)
    claim.state(draft.evidence, None)
    record: Typed | None = None
    try:
        record = spec.ground(draft.values, claim)
    except NotSaidError as why:
        aside.clear()  # what is said of the whole record says it of its parts
        claim.refuse_whole(str(why))
    refused += aside
    return record
