"""Lines of text whose every number is a figure, and what the checks find in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from building import article, mentions, statistics

from partyx.checks import check
from partyx.mention import Mentions, NumberReading

if TYPE_CHECKING:
    from partyx.article import Article

NUMBER = re.compile(r"(?P<value>[\d.,]*\d)(?:/(?P<of>\d+))?(?P<unit>%| tỷ đồng| triệu đồng)?")


def number(text: str) -> float:
    plain = text.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


def read_figures(made: Article) -> Mentions:
    """Every number of a test text as a figure; a noun behind it is its unit."""
    found = []
    for match in NUMBER.finditer(made.view):
        noun = re.match(r" (chi bộ|đảng bộ|đảng viên|lớp)", made.view[match.end() :])
        unit = (match["unit"] or (noun[1] if noun else "")).strip() or None
        whole = int(match["of"]) if match["of"] else None
        found.append((match[0], NumberReading(number(match["value"]), unit, whole)))
    return mentions(made, *found)


def findings(*lines: str) -> list[tuple[str, str, str]]:
    made = article(*lines)
    figures = read_figures(made)
    found, _ = check(made, figures, (), statistics(made, figures), ())
    for item in found:
        for span in item.spans:
            assert made.text[span.start : span.end] == span.text
    return [(item.check, item.severity, " ".join(span.text for span in item.spans)) for item in found]
