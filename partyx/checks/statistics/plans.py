"""Figures that their clause, sentence or list aims at and that are said to be reached."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.notes import of_figure
from partyx.deadline import in_time
from partyx.language.grammar import Behind, pattern
from partyx.language.plans import may_announce_plans
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.language.ranges import Range
    from partyx.mention import Mentions
    from partyx.records import Finding

CHECK = "planned-or-reached"

_SAID = pattern(
    "(?P<aim>(?!<claims.plans>)<modality.aims>)|(?P<result><claims.results|measures.attains|modality.done>)"
)
_REACHED = pattern("<measures.attains|modality.reached>")
_PLANNED_FOR = pattern(
    r"(?:<claims.assigns>|(?:(?<=[,;:.(+*\d-] )|(?<![^\n])|<claims.opens_plan> )"
    r"<statistics.plans>(?:| [^,;:()\n]{1,100}?) <claims.amounts_to>)"
    r" (?:[^,;:()\d\n]{0,60} )?\Z"
)
_PLEDGED = pattern(
    r"(?P<done><modality.done> )?<claims.pledges> <claims.acts> (?:<measures.degrees|claims.from_to> )?\Z"
)
_PLAN_OF = pattern(
    r"(?:(?<=[%)(,;] )|(?<=\()|<relations.compared> )<statistics.plans> (?:<measures.degrees> )?\Z"
    r"|% (?:<relations.compared> )?<statistics.plans>[^,;:.()\d\n]{0,20} \((?:<measures.degrees> )?\Z"
)
_SETS = pattern("<claims.sets|modality.aims>")
_RESULT = pattern("<claims.results|measures.attains|modality.done>")
_DONE = pattern("<claims.results>")
_TO = Behind("statistics.recipients")
_APART = re.compile(r"[;:.(](?=\s|\d)")
_REACH, _BEHIND = 120, 60
"""Characters before a figure in which it is aimed at, and behind it in which it is said to be reached."""
_LONGEST_PLAN = 180
"""Characters of what a plan is called, for what and when: "chỉ tiêu cả năm của Liên đoàn Lao động là"."""
_SENTENCE = 300
"""Characters of a sentence before a figure in which its first aim may stand."""


def check_plans(printed: Printed, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Results that are aimed at: by a word before them, their sentence, the line of their list, their day.

    "Chỉ tiêu" alone tells nothing, which may stand beside a result; right before a figure and with "là"
    where it opens its clause, it does. None of the 416 figures of a strong model in the thirty articles of
    the evals is one.
    """
    article, mentions = printed.article, printed.mentions
    for index, record in enumerate(in_time(statistics)):
        start, end = article.view_range(record.value_span)
        if record.target or record.measure == "attainment" or mentions.told_apart(article, start) is not None:
            continue
        said = _is_aimed_at(article, mentions, (start, end)) or _is_planned_for(article, start, record)
        if said or _is_to_come(article, mentions, start):
            yield of_figure(CHECK, index, record, f"{record.printed} is aimed at, and is said to be reached")


def _is_aimed_at(article: Article, mentions: Mentions, at: Range) -> bool:
    """Whether words before a figure aim at it, and none behind it says that it was reached."""
    start, end = at
    low = article.sentence_around(start)[0]
    near = max(low, start - _REACH)
    before = [end for _, end in mentions.figures_within(near, start) if end <= start]
    since = before[-1] if before else near
    said = [found.lastgroup for found in _SAID.finditer(article.folded, since, start)]
    aimed = said[-1:] == ["aim"] or (not said and _goes_on(article, mentions, start))
    aimed = aimed or _is_listed(article, start)
    reached = _REACHED.search(article.folded, end, _clause_end(article, mentions, end))
    return aimed and reached is None


def _is_to_come(article: Article, mentions: Mentions, position: int) -> bool:
    """Whether the time of a figure was still to come, and no word before it says that it was reached."""
    low = max(article.sentence_around(position)[0], position - _REACH)
    return mentions.lies_ahead(article, position) and not _DONE.search(article.folded, low, position)


def _clause_end(article: Article, mentions: Mentions, position: int) -> int:
    """Where what is said behind a figure ends: at the next one, or a semicolon."""
    high = min(article.sentence_around(position - 1)[1], position + _BEHIND)
    stop = article.view.find(";", position, high)
    behind = [start for start, _ in mentions.figures_within(position, high)]
    return min([high, *behind, *([stop] if stop >= 0 else [])])


def _goes_on(article: Article, mentions: Mentions, position: int) -> bool:
    """Whether a sentence aims at a figure before this one, and only goes on: "thu 15 tỷ đồng, góp 7 tỷ đồng".

    Nothing where a time or a semicolon stands between, or what was reached.
    """
    low = max(article.sentence_around(position)[0], position - _SENTENCE)
    figures = [place for place in mentions.figures_within(low, position) if place[1] <= position]
    aims = [found.end() for found in _SAID.finditer(article.folded, low, position) if found["aim"]]
    first = next((end for start, end in figures if aims and start >= aims[-1]), None)
    if first is None or _APART.search(article.view, first, position):
        return False
    if next(iter(mentions.within(first, position, Kind.DATE)), None) is not None:
        return False
    return _RESULT.search(article.folded, first, position) is None


def _is_listed(article: Article, position: int) -> bool:
    """Whether a figure is of a list that a line opens with plans, or the words before a colon."""
    low = max(article.sentence_around(position)[0], position - _SENTENCE)
    colon = article.view.find(": ", low, position)
    if (
        colon >= 0
        and _SETS.search(article.folded, low, colon)
        and may_announce_plans(article.folded, low, colon)
    ):
        return _DONE.search(article.folded, colon, position) is None
    above = article.list_above(article.block_at(position))
    if not above:
        return False
    line = article.blocks[above.start]
    start = article.blocks[above.stop].start
    if _DONE.search(article.folded, max(start, position - _REACH), position):
        return False
    return may_announce_plans(article.folded, line.start, line.end)


def _is_planned_for(article: Article, position: int, record: Statistic) -> bool:
    """Whether a figure is what a plan amounts to, or what somebody is bound to reach."""
    folded, low = article.folded, article.sentence_around(position)[0]
    if _TO.start(folded, position - 1) is not None:  # it counts who is to reach it
        return False
    plan = _PLANNED_FOR.search(folded, max(low, position - _LONGEST_PLAN), position)
    if plan is not None and _RESULT.search(folded, plan.start(), position) is None:
        return True
    near = max(low, position - _BEHIND)
    if record.of is None and _PLAN_OF.search(folded, near, position):
        return True
    pledged = _PLEDGED.search(folded, near, position)
    return pledged is not None and pledged["done"] is None
