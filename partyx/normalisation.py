"""Located drafts become records: spans, values, dates and one spelling beside the printed one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from partyx.kinds.built_in.directive import Directive, Task
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.kinds.roles.organisations import respelled
from partyx.language.abbreviations import modern_tones, write_out
from partyx.language.fold import fold
from partyx.language.ranges import Ranges
from partyx.mention import DocumentReading, Kind
from partyx.records import DocumentRef, Person, Span

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from partyx.article import Article
    from partyx.located import (
        Grounded,
        LocatedDirective,
        LocatedDocument,
        LocatedMeeting,
        LocatedPerson,
        LocatedStatistic,
        LocatedText,
        Range,
    )
    from partyx.mention import DateReading, Mention, Mentions, Number
    from partyx.records import Period

T = TypeVar("T", Meeting, Statistic, Directive)


def normalise(
    article: Article, mentions: Mentions, grounded: Grounded
) -> tuple[tuple[Meeting, ...], tuple[Statistic, ...], tuple[Directive, ...]]:
    """Build the public records, in reading order of their first evidence.

    Whole numbers become integers. ``*_normalised`` fields are set only where the spelling differs from
    the printed one. Directives on one document become one, with every citation of it as evidence.
    """
    citations = _citations(article, mentions)
    meetings = [_meeting(article, located) for located in grounded.meetings]
    statistics = [_statistic(article, located) for located in grounded.statistics]
    directives = [_directive(article, parts, citations) for parts in _by_document(grounded, mentions)]
    return _in_order(meetings), _in_order(statistics), _in_order(directives)


def _in_order(records: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(records, key=_place))


def _place(record: Meeting | Statistic | Directive) -> tuple[int, int]:
    value = record.value_span.start if isinstance(record, Statistic) else 0
    return record.evidence[0].start, value


def _spans(article: Article, ranges: Iterable[Range]) -> tuple[Span, ...]:
    return tuple(article.span(start, end) for start, end in sorted(set(ranges)))


def _whole(number: Number | None) -> Number | None:
    """An integer where the number is one: 82,0% is 82."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _text(located: LocatedText | None) -> str | None:
    return None if located is None else located.text


def _period(reading: DateReading | None) -> Period | None:
    return None if reading is None else reading.period


def _unit(printed: str | None) -> str | None:
    """A unit in one spelling: "ĐV" is "đảng viên", "Đồng chí" is "đồng chí"; names keep their capitals."""
    if printed is None:
        return None
    unit = modern_tones(write_out(printed, "unit"))
    return unit[0].lower() + unit[1:] if unit[1:].islower() else unit


def _statistic(article: Article, located: LocatedStatistic) -> Statistic:
    span = article.span(*located.value_at)
    value = _whole(located.value)
    return Statistic(
        indicator=located.indicator,
        value=located.value if value is None else value,
        unit=_unit(located.unit),
        of=_whole(located.of),
        subject=_text(located.subject),
        period=_period(located.period),
        qualifier=located.qualifier,
        target=located.target,
        printed=span.text,
        value_span=span,
        evidence=_spans(article, located.evidence),
        subject_normalised=respelled(_text(located.subject)),
    )


def _people(located: Iterable[LocatedPerson]) -> tuple[Person, ...]:
    return tuple(Person(name=person.name, titles=person.titles) for person in located)


def _meeting(article: Article, located: LocatedMeeting) -> Meeting:
    active = {fold(person.name) for person in (*located.chairs, *located.speakers)}
    return Meeting(
        name=located.name.text,
        kind=located.kind,
        date=_period(located.date),
        organizer=_text(located.organizer),
        location=_text(located.location),
        mode=located.mode,
        chairs=_people(located.chairs),
        speakers=_people(located.speakers),
        attendees=_people(person for person in located.attendees if fold(person.name) not in active),
        agenda=tuple(item.text for item in located.agenda),
        evidence=_spans(article, located.evidence),
        organizer_normalised=respelled(_text(located.organizer)),
    )


def _citations(article: Article, mentions: Mentions) -> dict[str, list[Mention]]:
    """The citations of each document in the content, by the id of its first one."""
    groups: dict[str, list[Mention]] = {}
    for mention in mentions.of_kind(Kind.DOCUMENT):
        reading = mention.reading
        if isinstance(reading, DocumentReading) and article.role_at(mention.start).is_content:
            groups.setdefault(reading.first or mention.id, []).append(mention)
    return groups


def _by_document(grounded: Grounded, mentions: Mentions) -> list[list[LocatedDirective]]:
    """Directives on the same document together, everything else alone."""
    groups: dict[Hashable, list[LocatedDirective]] = {}
    for index, directive in enumerate(grounded.directives):
        document = directive.document
        key = index if document is None else _document_key(document, mentions)
        groups.setdefault(key, []).append(directive)
    return list(groups.values())


def _document_key(document: LocatedDocument, mentions: Mentions) -> Hashable:
    reading = document.reading
    if document.mention in mentions.by_id:
        return reading.first or document.mention
    return fold(reading.kind), document.at


def _directive(
    article: Article, parts: list[LocatedDirective], citations: dict[str, list[Mention]]
) -> Directive:
    first = parts[0]
    document = None if first.document is None else _document(article, first.document, citations)
    cited = [] if first.document is None else _cited(first.document, citations)
    ranges = {place for part in parts for place in part.evidence}
    known = Ranges(ranges)
    ranges |= {
        (mention.start, mention.end) for mention in cited if not known.hold(mention.start, mention.end)
    }
    issuer = _first(part.issuer for part in parts) or (document.issuer if document else None)
    title = first.document.reading.title if first.document else None
    return Directive(
        source=first.source,
        kind=document.kind if document else first.kind,
        document=document,
        issuer=issuer,
        addressees=tuple(dict.fromkeys(text.text for part in parts for text in part.addressees)),
        date=_first(_period(part.date) for part in parts) or (document.issued if document else None),
        subject=_first(_text(part.subject) for part in parts) or title,
        tasks=_tasks(article, parts),
        deadline=_first(_period(part.deadline) for part in parts),
        evidence=_spans(article, ranges),
    )


V = TypeVar("V")


def _first(values: Iterable[V | None]) -> V | None:
    return next((value for value in values if value is not None), None)


def _tasks(article: Article, parts: list[LocatedDirective]) -> tuple[Task, ...]:
    tasks = {task.text.at: task for part in parts for task in part.tasks}
    return tuple(
        Task(text=task.text.text, evidence=_spans(article, task.evidence))
        for _, task in sorted(tasks.items())
    )


def _cited(document: LocatedDocument, citations: dict[str, list[Mention]]) -> list[Mention]:
    return citations.get(document.reading.first or document.mention or "", [])


def _document(
    article: Article, document: LocatedDocument, citations: dict[str, list[Mention]]
) -> DocumentRef:
    """The document with the fullest number, issuer and date that any of its citations prints."""
    cited = _cited(document, citations)
    readings = [document.reading, *(mention.reading for mention in cited)]
    known = [reading for reading in readings if isinstance(reading, DocumentReading)]
    numbers = [reading.number for reading in known if reading.number is not None]
    places = [document.at, *((mention.start, mention.end) for mention in cited)]
    longest = max(places, key=lambda place: place[1] - place[0])
    issuer = _first(reading.issuer for reading in known)
    span = article.span(*longest)
    return DocumentRef(
        kind=document.reading.kind,
        number=max(numbers, key=len, default=None),
        issuer=issuer,
        issued=_first(reading.issued for reading in known),
        printed=" ".join(span.text.split()),
        issuer_normalised=respelled(issuer),
        span=span,
    )
