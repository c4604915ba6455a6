"""An article's text with the spans of some records in colour."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from partyx.scoring.gold.format import GoldOwn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from partyx.extraction import Extraction
    from partyx.records import Frozen, Span
    from partyx.scoring.gold.format import Gold


class Mark(NamedTuple):
    """A stretch of the text that belongs to a record.

    Attributes:
        start: First character.
        end: One past the last.
        address: The record, "statistics[3]".
        kind: Its type, or "value" and "task" for a part of it.
        bad: Whether the record has an error.
    """

    start: int
    end: int
    address: str
    kind: str
    bad: bool


class Stretch(NamedTuple):
    """A piece of the text under the same marks throughout.

    Attributes:
        text: Its characters.
        records: The records it belongs to, a space between them; empty for none.
        kind: That of the shortest mark.
        bad: Whether that one's record has an error.
    """

    text: str
    records: str = ""
    kind: str = ""
    bad: bool = False


def _spans(record: Frozen | dict[str, Any]) -> Iterator[tuple[str, Span]]:
    if isinstance(record, dict):  # of the user's own, its type not known here
        record = GoldOwn(values={}, evidence=record["evidence"])
    for span in getattr(record, "evidence", ()):
        yield "", span
    for span in getattr(record, "value_spans", ()):
        yield "value", span
    value = getattr(record, "value_span", None)
    if value is not None:
        yield "value", value
    for task in getattr(record, "tasks", ()):
        for span in task.evidence:
            yield "task", span


def marks(said: Gold | Extraction, bad: Iterable[str]) -> list[Mark]:
    """Every span of a gold file or an extraction.

    Args:
        said: The records.
        bad: Addresses of the records with an error.
    """
    wrong = set(bad)
    return [
        Mark(span.start, span.end, f"{kind}[{index}]", part or kind, f"{kind}[{index}]" in wrong)
        for kind, records in said.by_type().items()
        for index, record in enumerate(records)
        for part, span in _spans(record)
    ]


def stretches(text: str, found: Sequence[Mark]) -> Iterator[Stretch]:
    """The text cut at every mark; where marks overlap the shortest gives the colour, and all are named."""
    inside = [mark for mark in found if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    for start, end in pairwise(cuts):
        covering = [mark for mark in inside if mark.start <= start and end <= mark.end]
        if not covering:
            yield Stretch(text[start:end])
            continue
        inner = min(covering, key=lambda mark: (mark.end - mark.start, mark.kind not in {"value", "task"}))
        records = " ".join(dict.fromkeys(mark.address for mark in covering))
        yield Stretch(text[start:end], records, inner.kind, inner.bad)
