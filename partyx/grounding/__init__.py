"""Grounding: every part of a draft is located in the article's content or put aside with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from partyx.grounding.directives import ground_directives
from partyx.grounding.meetings import ground_meetings
from partyx.grounding.own import ground_records
from partyx.grounding.places import Places
from partyx.grounding.statistics import ground_statistics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partyx.article import Article
    from partyx.draft import Draft
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.kinds.record import Typed
    from partyx.mention import Mentions
    from partyx.records import Unlocated

__all__ = ["Grounded", "ground"]


class Grounded(NamedTuple):
    """What of a draft the article confirms, in reading order, and what it does not.

    Attributes:
        meetings: The meetings.
        statistics: The statistics.
        directives: The directives; those on one document are one.
        records: Records of the user's own, by the plural of their type.
        unlocated: What could not be found.
    """

    meetings: tuple[Meeting, ...]
    statistics: tuple[Statistic, ...]
    directives: tuple[Directive, ...]
    records: Mapping[str, tuple[Typed, ...]]
    unlocated: tuple[Unlocated, ...]


def ground(article: Article, mentions: Mentions, draft: Draft) -> Grounded:
    """The records that ``article`` bears out.

    A record whose value or evidence is not in the content (headline, lead, body, captions) is put aside
    whole; a field that is not is emptied and put aside alone. ``*_normalised`` fields are set only where the
    spelling differs from the printed one.
    """
    places = Places(article, mentions)
    refused: list[Unlocated] = []
    statistics = ground_statistics(places, draft.statistics, refused)
    meetings = ground_meetings(places, draft.meetings, refused)
    directives = ground_directives(places, draft.directives, refused)
    records = ground_records(places, draft.records, refused)
    return Grounded(meetings, statistics, directives, records, tuple(refused))
