"""Grounding: every part of a draft is located in the article's content or put aside with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.grounding.directives import ground_directives
from partyx.grounding.meetings import ground_meetings
from partyx.grounding.own import ground_records
from partyx.grounding.places import Places
from partyx.grounding.statistics import ground_statistics
from partyx.located import Grounded

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import Draft
    from partyx.mention import Mentions
    from partyx.records import Unlocated

__all__ = ["ground"]


def ground(article: Article, mentions: Mentions, draft: Draft) -> Grounded:
    """Locate every part of ``draft`` in ``article``.

    A record whose value or evidence is not in the content (headline, lead, body, captions) is put aside
    whole; a field that is not is emptied and put aside alone.
    """
    places = Places(article, mentions)
    refused: list[Unlocated] = []
    return Grounded(
        statistics=ground_statistics(places, draft.statistics, refused),
        meetings=ground_meetings(places, draft.meetings, refused),
        directives=ground_directives(places, draft.directives, refused),
        records=ground_records(places, draft.records, refused),
        unlocated=tuple(refused),
    )
