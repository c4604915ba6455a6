"""Located drafts: what an engine said and the article confirms. The way from grounding to normalisation.

Every text here is a slice of the article's ``view`` with white space collapsed, every range counts in
``view``; nothing is left of the engine's own wording but labels (``indicator``, ``kind``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.kinds.built_in.meeting import Mode
    from partyx.mention import DateReading, DocumentReading, Number
    from partyx.records import Frozen, Qualifier, Unlocated

Range = tuple[int, int]
"""Characters ``view[start:end]``."""


@dataclass(frozen=True, slots=True)
class LocatedText:
    """A phrase of the article: as printed, and where."""

    text: str
    at: Range


@dataclass(frozen=True, slots=True)
class LocatedStatistic:
    """One figure.

    Attributes:
        value: The number.
        value_at: Where the number stands.
        indicator: What is measured: a checked label, or the sentence's own words.
        evidence: At least one range, in reading order.
        unit: "%", money with its multiplier, or the thing counted as printed; None when not said.
        of: The whole of a ratio.
        period: The reading of the date mention the figure is about.
    """

    value: Number
    value_at: Range
    indicator: str
    evidence: tuple[Range, ...]
    unit: str | None = None
    of: Number | None = None
    subject: LocatedText | None = None
    period: DateReading | None = None
    qualifier: Qualifier = "exact"
    target: bool = False


@dataclass(frozen=True, slots=True)
class LocatedPerson:
    """A participant, name and titles as printed."""

    name: str
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LocatedMeeting:
    """One meeting."""

    name: LocatedText
    evidence: tuple[Range, ...]
    kind: str | None = None
    date: DateReading | None = None
    organizer: LocatedText | None = None
    location: LocatedText | None = None
    mode: Mode | None = None
    chairs: tuple[LocatedPerson, ...] = ()
    speakers: tuple[LocatedPerson, ...] = ()
    attendees: tuple[LocatedPerson, ...] = ()
    agenda: tuple[LocatedText, ...] = ()


@dataclass(frozen=True, slots=True)
class LocatedTask:
    """One thing to be done."""

    text: LocatedText
    evidence: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class LocatedDocument:
    """The document a directive is: a citation's reading and where it stands.

    ``mention`` is the id of the citation, None for a quoted document without one.
    """

    reading: DocumentReading
    at: Range
    mention: str | None = None


@dataclass(frozen=True, slots=True)
class LocatedDirective:
    """One directing document or spoken instruction."""

    source: Literal["document", "speech"]
    evidence: tuple[Range, ...]
    kind: str | None = None
    document: LocatedDocument | None = None
    issuer: str | None = None
    addressees: tuple[LocatedText, ...] = ()
    date: DateReading | None = None
    subject: LocatedText | None = None
    tasks: tuple[LocatedTask, ...] = ()
    deadline: DateReading | None = None


@dataclass(frozen=True, slots=True)
class Grounded:
    """What of a draft the article confirms, and what it does not; records of one's own by their plural."""

    statistics: tuple[LocatedStatistic, ...] = ()
    meetings: tuple[LocatedMeeting, ...] = ()
    directives: tuple[LocatedDirective, ...] = ()
    records: Mapping[str, tuple[Frozen, ...]] = field(default_factory=dict)
    unlocated: tuple[Unlocated, ...] = ()
