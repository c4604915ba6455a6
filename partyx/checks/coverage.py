"""What became of the article's digits: which a record uses, and what the others may mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partyx.language.ranges import Ranges
from partyx.mention import DateReading, DocumentReading, Kind, NumberReading, OtherReading
from partyx.records import Coverage, UnclaimedDigits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.directive import Directive
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.built_in.statistic import Statistic
    from partyx.mention import Mention, Mentions, Number, Reading
    from partyx.records import Period, Span

_WITH_DIGITS = {Kind.NUMBER, Kind.DATE, Kind.DOCUMENT, Kind.OTHER}


def cover(  # noqa: PLR0913 - the records of each type
    article: Article,
    mentions: Mentions,
    meetings: Sequence[Meeting],
    statistics: Sequence[Statistic],
    directives: Sequence[Directive],
    *,
    used: Sequence[Span] = (),
) -> Coverage:
    """Count the digit strings of the content; a mention with digits counts as one.

    A mention is claimed by a figure (its value, whole or period), by a document (its number or issue
    date), by the date of a meeting, an instruction or a deadline, or by any value of another record, whose
    places are ``used``.
    """
    digits = [mention for mention in mentions if _counts(article, mention)]
    claims = _Used(article, meetings, statistics, directives, used=used)
    unclaimed = tuple(
        UnclaimedDigits(
            span=article.span(mention.start, mention.end),
            readings=tuple(dict.fromkeys(_worded(mention, reading) for reading in mention.readings)),
        )
        for mention in digits
        if not claims.claims(mention)
    )
    return Coverage(digits=len(digits), claimed=len(digits) - len(unclaimed), unclaimed=unclaimed)


def _counts(article: Article, mention: Mention) -> bool:
    return (
        mention.kind in _WITH_DIGITS
        and any(character.isdigit() for character in mention.text)
        and article.role_at(mention.start).is_content
    )


class _Used:
    """What the records use: places of figures and documents, and dates."""

    def __init__(
        self,
        article: Article,
        meetings: Sequence[Meeting],
        statistics: Sequence[Statistic],
        directives: Sequence[Directive],
        *,
        used: Sequence[Span],
    ) -> None:
        self._values = _places(article, (*(record.value_span for record in statistics), *used))
        wholes: dict[Number, list[Span]] = {}
        for record in statistics:
            if record.of is not None:
                wholes.setdefault(record.of, []).extend(record.evidence)
        self._wholes = {of: _places(article, spans) for of, spans in wholes.items()}
        documents = [record for record in directives if record.document is not None]
        self._cited = _places(article, (span for record in documents for span in record.evidence))
        self._numbers = {record.document.number for record in documents if record.document}
        self._dates = {
            (period.start, period.end, period.printed)
            for period in _periods(meetings, statistics, directives)
            if period is not None
        }

    def claims(self, mention: Mention) -> bool:
        """Whether a record uses the mention."""
        if self._values.meet(mention.start, mention.end):
            return True
        return any(self._uses(mention, reading) for reading in mention.readings)

    def _uses(self, mention: Mention, reading: Reading) -> bool:
        """Whether a record has the date, document or whole that one reading of a mention is."""
        if isinstance(reading, DateReading):
            period = reading.period
            return period is not None and (period.start, period.end, period.printed) in self._dates
        if isinstance(reading, DocumentReading):
            return reading.number in self._numbers and self._cited.meet(mention.start, mention.end)
        if isinstance(reading, NumberReading):
            wholes = self._wholes.get(reading.value)
            return wholes is not None and wholes.meet(mention.start, mention.end)
        return False


def _periods(
    meetings: Sequence[Meeting], statistics: Sequence[Statistic], directives: Sequence[Directive]
) -> Iterable[Period | None]:
    """Every time that a built-in record has."""
    yield from (record.date for record in meetings)
    yield from (record.period for record in statistics)
    for record in directives:
        yield record.date
        yield record.deadline
        yield record.document.issued if record.document else None


def _places(article: Article, spans: Iterable[Span]) -> Ranges:
    """Where spans stand in the view."""
    return Ranges(map(article.view_range, spans))


def _worded(mention: Mention, reading: Reading) -> str:
    """A reading in words: "number 29", "date 2023-09-29", "ordinal 4"."""
    if isinstance(reading, NumberReading):
        return " ".join(
            str(part)
            for part in ("number", reading.value, reading.of and f"of {reading.of}", reading.unit)
            if part is not None
        )
    if isinstance(reading, DateReading):
        return _dated(reading.period)
    if isinstance(reading, DocumentReading):
        return f"document {reading.kind} {reading.number or ''}".rstrip()
    return f"{reading.why if isinstance(reading, OtherReading) else 'name'} {mention.text}"


def _dated(period: Period | None) -> str:
    if period is None:
        return "no day of the calendar"
    if period.start is None or period.end is None:
        return f"{'date' if period.precision == 'day' else 'period'} {period.edtf or period.printed}"
    if period.start == period.end:
        return f"date {period.start.isoformat()}"
    return f"period {period.start.isoformat()} to {period.end.isoformat()}"
