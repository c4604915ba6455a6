"""Drafts: what an engine says about an article, before it is grounded.

An engine answers by reference: with mention ids, and with evidence that is either a range of the
article's ``view`` or a verbatim quote still to be aligned. Grounding locates every part of a draft or
puts it aside; only then do records exist. What is said of a built-in record is declared beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from partyx.kinds.built_in.directive import DraftDirective, DraftTask
from partyx.kinds.built_in.meeting import DraftMeeting
from partyx.kinds.built_in.statistic import DraftStatistic
from partyx.kinds.grounds import Evidence
from partyx.kinds.roles.people import DraftPerson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.article import Article
    from partyx.mention import Mentions
    from partyx.records import Finding, Usage

__all__ = [
    "Draft",
    "DraftDirective",
    "DraftMeeting",
    "DraftPerson",
    "DraftRecord",
    "DraftStatistic",
    "DraftTask",
    "Engine",
    "Evidence",
]


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
    findings: tuple[Finding, ...] = ()
    """What was not asked or answered for want of time."""
    said: Mapping[str, Any] = field(default_factory=dict)
    """What provenance says in place of what it would, where another engine stood in."""


class Engine(Protocol):
    """What turns a marked article into a draft: a model, or rules."""

    @property
    def name(self) -> str:
        """Short name for provenance: "rules", "model"."""

    def fill(self, article: Article, mentions: Mentions) -> Draft:
        """Say which meetings, statistics and directives the article states."""
