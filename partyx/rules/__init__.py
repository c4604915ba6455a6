"""The rules engine: a draft from mentions alone, with no model.

Instant and deterministic; the baseline that every model has to beat, and what runs when no model is
configured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.draft import Draft
from partyx.language.ranges import Ranges
from partyx.rules.directives import draft_directives
from partyx.rules.meetings import draft_meetings
from partyx.rules.statistics import draft_statistics

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.draft import DraftDirective
    from partyx.mention import Mentions

__all__ = ["RulesEngine"]


class RulesEngine:
    """Fills a draft by rule. Stateless: one instance may serve many threads."""

    name = "rules"

    def fill(self, article: Article, mentions: Mentions) -> Draft:
        """Read statistics, meetings and directives off the mentions."""
        directives = draft_directives(article, mentions)
        return Draft(
            statistics=draft_statistics(article, mentions, instructed(directives)),
            meetings=draft_meetings(article, mentions),
            directives=directives,
        )


def instructed(directives: tuple[DraftDirective, ...]) -> Ranges:
    """Where the article tells what somebody asked to be done: figures there are demanded, not stated."""
    return Ranges(
        place
        for directive in directives
        if directive.source == "speech"
        for task in directive.tasks
        for place in task.evidence
        if not isinstance(place, str)
    )
