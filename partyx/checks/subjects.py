"""Figures said to be of another body than the one that their own clause names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.checks.elsewhere import CHECK
from partyx.checks.printed import Printed, akin
from partyx.deadline import in_time
from partyx.language.grammar import Behind, pattern
from partyx.language.organisation import is_counted
from partyx.mention import Kind
from partyx.records import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.checks.printed import Range
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mention, Mentions

_ACTED_ON = Behind("actors.acted_on")
_EVERYWHERE = pattern(r"<statistics.everywhere> (?P<whole>[^\W\d_]+(?: <bodies.names>)?)")
_SPEAKS = pattern("[ ,]{1,2}<speech.speaks|speech.says|speech.tells>")
_REACH = 300
"""Characters on either side of a figure in which its clause may go on."""


def check_subjects(
    article: Article, mentions: Mentions, statistics: Sequence[Statistic]
) -> Iterator[Finding]:
    """Figures whose subject their clause does not print, while it names another before the figure.

    Of the 416 figures of a strong model in the thirty articles of the evals one is such: a tag in
    the text parts a citation from who issued the document.
    """
    printed = Printed(article, mentions)
    for index, record in enumerate(in_time(statistics)):
        subject, at = record.subject, article.view_range(record.value_span)
        low, high = _clause(article, at)
        if subject is None or printed.prints([(low, high)], subject):
            continue
        others = (name for name in _named(article, mentions, (low, at[0])) if not akin(name, subject))
        if other := next(others, None):
            yield Finding(
                check=CHECK,
                severity="note",
                message=f"the subject {subject!r} is not {other!r}, which its clause names",
                spans=(record.value_span,),
                records=(f"statistics[{index}]",),
            )


def _clause(article: Article, at: Range) -> Range:
    """What stands between the semicolons around a figure."""
    low, high = article.sentence_around(at[0])
    low, high = max(low, at[0] - _REACH), min(high, at[1] + _REACH)
    end = article.view.find(";", at[1], high)
    return max(low, article.view.rfind(";", low, at[0]) + 1), high if end < 0 else end


def _named(article: Article, mentions: Mentions, within: Range) -> list[str]:
    """What something may be counted of, the last one first: bodies, and "tỉnh" of "toàn tỉnh"."""
    bodies = mentions.within(*within, Kind.ORGANISATION)
    named = [(one.start, one.text) for one in bodies if _has_figures(article, mentions, one)]
    wholes = _EVERYWHERE.finditer(article.folded, *within)
    named += [(whole.start(), whole["whole"]) for whole in wholes]
    return [name for _, name in sorted(named, reverse=True)]


def _has_figures(article: Article, mentions: Mentions, body: Mention) -> bool:
    """Whether nothing is done to a body, and it is none that is counted, speaks or issued a document."""
    issued = mentions.cited.covers(body.start)
    acted_on = _ACTED_ON.start(article.folded, body.start - 1) is not None
    speaks = _SPEAKS.match(article.folded, body.end) is not None
    return not (issued or acted_on or speaks or is_counted(article.view, body.start))
