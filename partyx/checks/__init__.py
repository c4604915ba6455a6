"""Checks: what the article's own arithmetic, calendar and sentences say about the records.

Each asks one question and gives findings that name records, in this order. The first five are in the room
``arithmetic``; those of one type of record in ``statistics``, ``meetings`` and ``directives``.

============  =========================================================  ================================
check         asks                                                       of
============  =========================================================  ================================
shares        Is a share that of its part and its whole?                 figures, and shares of no record
sums          Do parts add up to what they are said to make up?          figures
hundred       Do the shares of rating classes add up to 100?             shares
totals        Is a total no smaller than what raised it?                 figures
ratios        Is a part no larger than its whole?                        figures
dates         Is it dated no later than the article?                     meetings, directives
duplicates    Is it told once?                                           all built-in records
labels        Does its own clause say what its label says?               statistics
mixed_up      Do label and unit fit no neighbour better (narrower)?      statistics
quotations    Does a quotation that holds it say whose it is?            statistics
plans         Is a result one, and not aimed at?                         statistics
no_figure     Do its digits measure anything?                            statistics
times         Is its time the one that is printed for it?                statistics
subjects      Is it of whom its clause, sentence or paragraph tells?     statistics
occasions     Is each value told of this meeting (gatherings)?           meetings
instructions  Is each value told of this instruction (askers)?           directives
own           Is each value told of this record?                         records of one's own
addressed     Does it rest on words to the reader, or repeat an order?   all records
============  =========================================================  ================================

Those of arithmetic and dates may be errors, and ``addressed`` warns; the others are notes, since each value
is printed where it may be. ``printed`` is where they look things up, ``notes`` how a note is written.
``coverage`` counts what no record uses.

How many characters a question looks at is a bound for texts without an end. Half and twice of each such
number in ``arithmetic`` change no finding: of the thirty articles of the evals by the rules, of a strong
model's answers, and of 149 of these that were spoiled.
"""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING

from partyx.checks import arithmetic
from partyx.checks import statistics as of_statistics
from partyx.checks.addressed import check_addressed
from partyx.checks.coverage import cover
from partyx.checks.dates import check_dates
from partyx.checks.directives.instructions import check_instructions
from partyx.checks.duplicates import check_duplicates
from partyx.checks.meetings.occasions import check_occasions
from partyx.checks.own import check_own
from partyx.checks.printed import Printed
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

_SEVERITIES = ("error", "warning", "note")


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
    figures, printed = arithmetic.Figures(article, mentions, statistics), Printed(article, mentions)
    records = {"meetings": meetings, "statistics": statistics, "directives": directives, **own}
    findings = chain(
        *(ask(figures) for ask in arithmetic.CHECKS),
        check_dates(article, meetings, directives),
        check_duplicates(article, statistics, meetings, directives),
        *(ask(printed, statistics) for ask in of_statistics.CHECKS),
        check_occasions(printed, meetings),
        check_instructions(printed, directives),
        check_own(printed, own),
        check_addressed(article, records),
    )
    used = [span for group in own.values() for one in group for span in spec_of(type(one)).spans(one)]
    coverage = cover(article, mentions, meetings, statistics, directives, used=used)
    return tuple(sorted(findings, key=_place)), coverage


def _place(found: Finding) -> tuple[int, int]:
    """Where a finding comes among the others."""
    return found.spans[0].start if found.spans else 0, _SEVERITIES.index(found.severity)
