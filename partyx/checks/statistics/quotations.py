"""Figures that stand in somebody's words: what is quoted may be of another body, year or article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.checks.notes import of_figure
from partyx.language.fold import fold
from partyx.language.ranges import Ranges

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.records import Finding

CHECK = "in-a-quotation"

_QUOTATION = re.compile(r'[“"«](?P<said>[^“”"«»\n]{30,600})[”"»]')
"""Whole sentences that are quoted; names and slogans are shorter."""


def check_quotations(printed: Printed, statistics: Sequence[Statistic]) -> Iterator[Finding]:
    """Figures of a quotation that are said to be of somebody whom it does not name.

    None of the 230 figures in the twenty articles of the evals stands in one.
    """
    article = printed.article
    quoted = Ranges(found.span("said") for found in _QUOTATION.finditer(article.view))
    for index, record in enumerate(statistics):
        said = quoted.around(article.view_range(record.value_span)[0])
        if said is None:
            continue
        if record.subject is None or fold(record.subject) not in fold(article.view[slice(*said)]):
            yield of_figure(
                CHECK,
                index,
                record,
                f"{record.printed} stands in a quotation that does not say whose it is",
            )
