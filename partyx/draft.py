"""Drafts: what an engine says about an article, before it is grounded.

An engine answers by reference: with mention ids, and with evidence that is either a range of the
article's ``view`` or a verbatim quote still to be aligned. Grounding locates every part of a draft or
puts it aside; only then do records exist.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Mode
    from partyx.mention import Mentions, Number
    from partyx.records import Qualifier, Usage

Evidence = tuple[int, int] | str
"""A range of ``view``, or a quote to be aligned."""


@dataclass(frozen=True, slots=True)
class DraftStatistic:
    """One figure.

    Attributes:
        value: A mention id. When the figure has no id: a quote of it (with ``claimed`` its value).
        indicator: What is measured.
        unit: What is counted, or "%"; None when nothing is said.
        of: The whole of a ratio: a mention id, or None to take it from the value's own reading.
        subject: Whose figure it is, a phrase of the article.
        period: A mention id, or None.
        qualifier: None takes the one of the mention's reading.
        claimed: The number an engine claims for a quoted value; must agree with the quote.
        reading: Which of the mention's number readings is meant ("upper" for the end of a range).
    """

    value: str
    indicator: str
    evidence: tuple[Evidence, ...]
    unit: str | None = None
    of: str | None = None
    subject: str | None = None
    period: str | None = None
    qualifier: Qualifier | None = None
    target: bool = False
    claimed: Number | None = None
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class DraftMeeting:
    """One meeting; texts are phrases of the article.

    ``date`` is a mention id; a participant the id of a person mention, or a name as printed.
    """

    name: str
    evidence: tuple[Evidence, ...]
    kind: str | None = None
    date: str | None = None
    organizer: str | None = None
    location: str | None = None
    mode: Mode | None = None
    chairs: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftTask:
    """One thing to be done, as printed."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DraftDirective:
    """One directing document or one spoken instruction.

    ``document`` is the id of a document mention for source "document" (or, without an id, a quote);
    ``issuer`` a phrase of the article, or the id of a person mention; ``date`` and ``deadline`` are
    mention ids.
    """

    source: str
    evidence: tuple[Evidence, ...]
    kind: str | None = None
    document: str | None = None
    issuer: str | None = None
    addressees: tuple[str, ...] = ()
    date: str | None = None
    subject: str | None = None
    tasks: tuple[DraftTask, ...] = ()
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """One record of a type of the user's own.

    Attributes:
        type: Its class.
        values: Field name to what is said: a mention id, a phrase, a range of ``view``, a choice or flag, and
            lists and inner records of these; what is not said is left out.
        evidence: The sentence that states it.
    """

    type: type[Any]
    values: Mapping[str, Any]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """All that an engine says about one article, with what it cost to say it."""

    statistics: tuple[DraftStatistic, ...] = ()
    meetings: tuple[DraftMeeting, ...] = ()
    directives: tuple[DraftDirective, ...] = ()
    records: tuple[DraftRecord, ...] = ()
    usage: Usage | None = None
    notes: tuple[str, ...] = field(default=())
    said: Mapping[str, Any] = field(default_factory=dict)
    """What provenance says in place of what it would, where another engine stood in."""


class Engine(Protocol):
    """What turns a marked article into a draft: a model, or rules."""

    @property
    def name(self) -> str:
        """Short name for provenance: "rules", "model"."""

    def fill(self, article: Article, mentions: Mentions) -> Draft:
        """Say which meetings, statistics and directives the article states."""
