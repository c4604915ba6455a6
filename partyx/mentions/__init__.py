"""The stage "mentions": every digit string, document, person and organisation gets an id.

The invariant of this stage: every character of the article for which ``str.isdecimal`` holds lies in at
least one mention. What the digits mean is a list of readings; that they are there is never in doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.deadline import in_time
from partyx.language.date import Stated, date_at, maybe_date_at, worded_dates
from partyx.language.grammar import pattern
from partyx.language.organisation import Organisations
from partyx.language.ranges import Ranges
from partyx.language.stretches import stretches
from partyx.language.unit import counts_something
from partyx.mention import (
    ID_LETTERS,
    DateReading,
    DocumentReading,
    Kind,
    Mention,
    Mentions,
    NumberReading,
    OtherReading,
)
from partyx.mentions.documents import find_documents
from partyx.mentions.figures import Figure, clock_at, figure_at, worded_figures
from partyx.mentions.found import Found
from partyx.mentions.no_figure import Place, body_named
from partyx.mentions.organisations import find_organisations
from partyx.mentions.people import find_people
from partyx.mentions.years import Years

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from partyx.article import Article
    from partyx.mention import Reading

    Dated = tuple[Stated, tuple[Reading, ...]]

__all__ = ["find_mentions"]

_DIGITS = re.compile(r"\d+")
_PART_OF_DAY = pattern("<time.parts_of_day>")


def find_mentions(article: Article) -> Mentions:
    """Find and number all mentions of ``article``. Pure text code; linear in its length."""
    view, folded = article.view, article.folded
    bodies = Organisations(view, folded)
    documents = find_documents(article, bodies)
    taken = Ranges((found.start, found.end) for found in documents)
    dates: list[Dated] = []
    worded = chain(stretches(folded), worded_dates(folded))
    dates += [(stated, ()) for stated in worded if taken.add(stated.start, stated.end)]
    figures = [figure for figure in worded_figures(view, folded) if taken.add(figure.start, figure.end)]
    openings = {block.start for block in article.blocks}
    for digits in in_time(_DIGITS.finditer(view)):
        start = digits.start()
        if taken.covers(start):
            continue
        what = _read_digits(article, start, opens_block=start in openings)
        # A form may run into the next citation ("năm 2021, 05-CT/TW"); it never shares its digits.
        if isinstance(what, Figure):
            figures.append(what)
            taken.add(what.start, what.end)
        else:
            dates.append(what)
            taken.add(what[0].start, what[0].end)
    found = [*documents, *_dated(article, dates, documents), *_figures(article, figures)]
    found += find_people(article)
    found += find_organisations(article, bodies)
    return _numbered(view, found)


def _read_digits(
    article: Article, start: int, *, opens_block: bool
) -> Figure | tuple[Stated, tuple[Reading, ...]]:
    """What starts at one run of digits: a date, with any other readings, or a figure."""
    view, folded = article.view, article.folded
    if stated := date_at(folded, start):
        return stated, ()
    if clock := clock_at(folded, start):
        return clock
    figure = figure_at(view, folded, start, opens_block=opens_block)
    maybe = maybe_date_at(folded, start)
    if maybe is None or _counts(article, figure):
        return figure
    return maybe, figure.readings


def _counts(article: Article, figure: Figure) -> bool:
    """Whether digits that could be a day or a year are something else: a label, or a figure.

    A figure shows by its unit, by what it counts, or by its share behind it ("14/89 (chiếm 15,73%)").
    """
    reading = figure.readings[0]
    if not isinstance(reading, NumberReading) or reading.unit is not None:
        return True
    share = reading.of is not None and article.view.startswith(("(", " ("), figure.end)
    return share or counts_something(article.view, article.folded, figure.end)


def _dated(article: Article, dates: list[Dated], documents: list[Found]) -> Iterable[Found]:
    """The dates as mentions, missing years put in."""
    cited = [(found.start, _citation_end(found)) for found in documents]
    dates = list(_with_same_days(article, dates, Ranges(cited)))
    years = Years(article, [stated for stated, _ in dates], cited)
    for stated, others in dates:
        printed = article.view[stated.start : stated.end]
        year, source = (None, "printed") if stated.year is not None else years.infer(stated)
        period = stated.period(printed, year, years.told)
        reading = DateReading(period, source if period else None, stated.point)
        yield Found(stated.start, stated.end, Kind.DATE, (reading, *others))


def _with_same_days(article: Article, dates: list[Dated], cited: Ranges) -> Iterator[Dated]:
    """The dates in reading order, "chiều cùng ngày" as the last day before it on which something took place.

    Such a day opens its sentence or names a part of the day; failing that it is the last day of all.
    """
    event: Stated | None = None
    day: Stated | None = None
    for stated, others in sorted(dates, key=lambda date: date[0].start):
        if stated.same_day:
            if (told := event or day) is not None:
                yield replace(stated, first=told.first, last=told.last), others
            continue
        yield stated, others
        if stated.precision != "day" or stated.point or cited.covers(stated.start):
            continue
        day = stated
        opens = article.sentence_around(stated.start)[0] == stated.start
        if opens or _PART_OF_DAY.match(article.folded, stated.start):
            event = stated


def _citation_end(found: Found) -> int:
    reading, end = found.readings[0], found.end
    return reading.whole((found.start, end))[1] if isinstance(reading, DocumentReading) else end


def _figures(article: Article, figures: list[Figure]) -> Iterable[Found]:
    named: set[tuple[str, str]] = set()
    for start, end, readings in sorted(figures, key=lambda figure: figure.start):
        reading = readings[0]
        body = body_named(Place(article.view, article.folded, start, end))
        others: tuple[Reading, ...] = ()
        if body is not None and reading == OtherReading("ordinal"):
            named.add(body)  # "Chi bộ 20 họp" tells what "Chi bộ 20 đảng viên" means further down
        elif body in named and isinstance(reading, NumberReading) and reading.unit is None:
            others = (OtherReading("ordinal"),)
        if article.role_at(start) is Role.FURNITURE:
            others = (OtherReading("furniture"), *others)
        number = isinstance(reading, NumberReading) and not others
        yield Found(start, end, Kind.NUMBER if number else Kind.OTHER, (*others, *readings))


def _numbered(view: str, found: list[Found]) -> Mentions:
    """Give ids by kind in reading order, and tie later citations to the first of their document."""
    found.sort(key=lambda item: (item.start, -item.end))
    counts: Counter[str] = Counter()
    ids: dict[int | None, str] = {}
    mentions = []
    for item in found:
        letter = ID_LETTERS[item.kind]
        counts[letter] += 1
        name = f"{letter}{counts[letter]}"
        readings = item.readings
        if isinstance(readings[0], DocumentReading):
            ids[item.start] = name
            readings = (replace(readings[0], first=ids.get(item.same_as, name)), *readings[1:])
        mentions.append(Mention(name, item.kind, item.start, item.end, view[item.start : item.end], readings))
    return Mentions(tuple(mentions))
