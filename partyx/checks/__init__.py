"""Checks: what the article's own arithmetic and calendar say about the records."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from partyx.checks.addressed import check_addressed
from partyx.checks.coverage import cover
from partyx.checks.dates import check_dates
from partyx.checks.duplicates import check_duplicates
from partyx.checks.elsewhere import check_elsewhere
from partyx.checks.figures import Figures
from partyx.checks.hundred import check_hundred
from partyx.checks.instructions import check_instructions
from partyx.checks.labels import check_labels
from partyx.checks.mixed_up import check_mixed_up
from partyx.checks.no_figure import check_no_figure
from partyx.checks.occasions import check_occasions
from partyx.checks.plans import check_plans
from partyx.checks.printed import Printed
from partyx.checks.quotations import check_quotations
from partyx.checks.ratios import check_ratios
from partyx.checks.shares import check_shares
from partyx.checks.subjects import check_subjects
from partyx.checks.sums import check_sums
from partyx.checks.times import check_times
from partyx.checks.totals import check_totals
from partyx.kinds.record import spec_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.kinds.record import Typed
    from partyx.mention import Mentions
    from partyx.records import Coverage, Finding

__all__ = ["check"]


def check(  # noqa: PLR0913 - the records of each type
    article: Article,
    mentions: Mentions,
    meetings: Sequence[Meeting],
    statistics: Sequence[Statistic],
    directives: Sequence[Directive],
    *,
    own: Mapping[str, Sequence[Typed]] = MappingProxyType({}),
) -> tuple[tuple[Finding, ...], Coverage]:
    """Look for contradictions, and count what no record uses.

    Args:
        article: The article.
        mentions: What was found in it.
        meetings: Its meetings.
        statistics: Its statistics.
        directives: Its directives.
        own: Records of the user's own, by the plural of their type.

    Returns:
        Findings in reading order, errors before warnings before notes at one place; and the coverage of
        the content's digit strings.
    """
    figures, printed = Figures(article, mentions, statistics), Printed(article, mentions)
    findings = [
        *check_shares(figures),
        *check_sums(figures),
        *check_hundred(figures),
        *check_totals(figures),
        *check_ratios(figures),
        *check_dates(article, meetings, directives),
        *check_duplicates(article, statistics, meetings, directives),
        *check_labels(article, mentions, statistics),
        *check_mixed_up(article, mentions, statistics),
        *check_quotations(article, statistics),
        *check_occasions(printed, meetings),
        *check_instructions(printed, directives),
        *check_plans(article, mentions, statistics),
        *check_no_figure(article, mentions, statistics),
        *check_times(printed, statistics),
        *check_subjects(printed, statistics),
        *check_elsewhere(article, mentions, own),
        *check_addressed(
            article, {"meetings": meetings, "statistics": statistics, "directives": directives, **own}
        ),
    ]
    order = ("error", "warning", "note")
    findings.sort(key=lambda found: (found.spans[0].start if found.spans else 0, order.index(found.severity)))
    used = [span for group in own.values() for one in group for span in spec_of(type(one)).spans(one)]
    return tuple(findings), cover(article, mentions, meetings, statistics, directives, used=used)
