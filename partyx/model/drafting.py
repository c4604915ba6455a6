"""From an answer on the wire to a draft: ids resolved, evidence cut, nothing judged.

An id or phrase that the article does not have goes into the draft as it is, for grounding to put aside.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from partyx.draft import (
    Draft,
    DraftDirective,
    DraftMeeting,
    DraftPerson,
    DraftStatistic,
    DraftTask,
)
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.record import spec_of
from partyx.language.clause import REACH, clause_around
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.lexicon import phrases
from partyx.language.ranges import before_marks, trimmed
from partyx.mention import DocumentReading, Kind, NumberReading
from partyx.model.merging import first_citation, person_key, unique
from partyx.model.refs import as_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.draft import Evidence
    from partyx.mention import Mention
    from partyx.model.refs import Refs
    from partyx.model.wire import Answer, SecondAnswer, WireFix, WireMeeting, WireOrder, WireStatistic

_EDGES = " \n,;:.…/"
_OPENERS = pattern(r"(?:<connectors.opens_task>(?:, ?| )){1,3}")
"""Words that lead from one task to the next and belong to neither."""


def draft(answer: Answer, refs: Refs) -> Draft:
    """The whole answer as a draft, in the order of the answer."""
    titles = _titles(answer, refs)
    return Draft(
        statistics=draft_statistics(answer, refs),
        meetings=tuple(_meeting(meeting, refs, titles) for meeting in answer.meetings),
        directives=(*_documents(answer, refs), *_speeches(answer.orders, refs)),
    )


def draft_statistics(answer: Answer | SecondAnswer, refs: Refs) -> tuple[DraftStatistic, ...]:
    """The statistics; both ends of a range, which has one id."""
    planned = {as_id(ref) or ref for ref in answer.plans}
    wholes = {as_id(whole.v) or whole.v: as_id(whole.of) or whole.of for whole in answer.wholes}
    drafts: list[DraftStatistic] = []
    for statistic in answer.stats:
        name = as_id(statistic.v) or statistic.v
        drafts += _statistic(statistic, refs, target=name in planned, of=wholes.get(name))
    return tuple(drafts)


def _statistic(
    statistic: WireStatistic, refs: Refs, *, target: bool, of: str | None
) -> Iterator[DraftStatistic]:
    mention = refs.mention(statistic.v)
    reading = _figure(mention)
    first = DraftStatistic(
        value=as_id(statistic.v) or refs.plain(statistic.v),
        indicator=_clean(statistic.ind) or "",
        evidence=_around(statistic.v, mention, refs),
        unit=_unit(_clean(statistic.unit), reading),
        of=of,
        subject=_text(statistic.subj, refs),
        period=_date(statistic.per, refs),
        target=target,
    )
    yield first
    if reading is not None and reading.upper is not None:
        yield replace(first, of=None, reading="upper")


def _figure(mention: Mention | None) -> NumberReading | None:
    readings = mention.readings if mention else ()
    return next((reading for reading in readings if isinstance(reading, NumberReading)), None)


def _unit(said: str | None, reading: NumberReading | None) -> str | None:
    """The unit printed as part of the figure wins; "triệu" alone is completed by what is counted."""
    printed = reading.unit if reading else None
    if printed is None:
        return said
    if fold(printed) in phrases("questions.scales") and said and said != "%":
        return said if said.startswith(printed) else f"{printed} {said}"
    return printed


def _around(ref: str, mention: Mention | None, refs: Refs) -> tuple[Evidence, ...]:
    """The clause around a figure."""
    place = mention.at if mention else refs.phrase(ref)
    if place is None:
        return (refs.plain(ref),)
    line = refs.marked.line_at(place[0])
    if line is None:
        return (place,)
    figures = [one for one in line.figures if abs(one.start - place[0]) <= REACH]
    before = max((one.end for one in figures if one.end <= place[0]), default=None)
    behind = min((one.start for one in figures if one.start >= place[1]), default=None)
    folded = refs.marked.article.folded
    return (trimmed(folded, *clause_around(folded, place, (line.start, line.end), before, behind)),)


def _titles(answer: Answer, refs: Refs) -> dict[str, tuple[str, ...]]:
    """What is said of people without an id, by what tells them apart."""
    titles: dict[str, tuple[str, ...]] = {}
    for said in answer.titles:
        if title := _text(said.title, refs):
            key = person_key(said.who, refs)
            titles[key] = (*titles.get(key, ()), title)
    return titles


def _meeting(meeting: WireMeeting, refs: Refs, titles: Mapping[str, tuple[str, ...]]) -> DraftMeeting:
    """Its fields by their roles; people have one part each, and titles that are said in another list."""
    said: dict[str, Any] = {}
    for field in spec_of(Meeting).asked_for:
        value = field.drafted(getattr(meeting, field.wired), refs)
        said[field.name] = tuple(value) if field.many else value
    active = {person_key(person, refs) for person in (*meeting.chairs, *meeting.speakers)}
    others = [person for person in meeting.attendees if person_key(person, refs) not in active]
    people = {"chairs": meeting.chairs, "speakers": meeting.speakers, "attendees": others}
    said |= {part: _people(who, refs, titles) for part, who in people.items()}
    return DraftMeeting(evidence=_meeting_evidence(meeting, refs), **said)


def _meeting_evidence(meeting: WireMeeting, refs: Refs) -> tuple[Evidence, ...]:
    """The sentence it is announced in, and that of its name where that is another."""
    lines = [refs.line(meeting.at)]
    if place := refs.phrase(meeting.name):
        known = lines[0]
        if known is None or not known.start <= place[0] < known.end:
            lines.append(refs.marked.line_at(place[0]))
    found = tuple((line.start, line.end) for line in lines if line)
    return found or (refs.plain(meeting.name),)


def _people(
    people: Sequence[str], refs: Refs, titles: Mapping[str, tuple[str, ...]]
) -> tuple[str | DraftPerson, ...]:
    return tuple(
        _person(ref, refs, titles)
        for ref in unique(people, lambda ref: person_key(ref, refs))
        if refs.plain(ref)
    )


def _person(ref: str, refs: Refs, titles: Mapping[str, tuple[str, ...]]) -> str | DraftPerson:
    """Somebody by the id; else by the name, with the titles said of it."""
    if name := as_id(ref):
        return name
    said = titles.get(person_key(ref, refs))
    return DraftPerson(refs.plain(ref), said) if said else refs.plain(ref)


def _documents(answer: Answer, refs: Refs) -> Iterator[DraftDirective]:
    """The documents cited; what a document asks for joins its citation."""
    contents = {
        first_citation(order.by, refs): order for order in answer.orders if _is_document(order.by, refs)
    }
    fixes = {first_citation(fix.c, refs): fix for fix in answer.fixes}
    for ref in unique((*answer.docs, *contents, *fixes), lambda ref: first_citation(ref, refs)):
        first = first_citation(ref, refs)
        yield _document(ref, fixes.get(first), contents.get(first), refs)


def _document(ref: str, fix: WireFix | None, order: WireOrder | None, refs: Refs) -> DraftDirective:
    """A document cited, what the library read wrong of it set right, with what it asks for."""
    first = first_citation(ref, refs)
    mention = refs.mention(first)
    reading = mention.reading if mention else None
    cited = reading if isinstance(reading, DocumentReading) else None
    name = mention.id if mention else refs.plain(ref)
    return DraftDirective(
        "document",
        refs.citations.get(first, ()) if mention else (name,),
        kind=cited.kind if cited else None,
        document=name,
        issuer=_body(fix.by, refs) if fix else None,
        addressees=_addressees(order, refs) if order else (),
        date=_date(fix.date, refs) if fix else None,
        subject=(_text(fix.about, refs) if fix else None) or (cited.title if cited else None),
        tasks=_tasks(order, refs) if order else (),
        deadline=_date(order.due, refs) if order else None,
    )


def _speeches(orders: Sequence[WireOrder], refs: Refs) -> Iterator[DraftDirective]:
    for order in orders:
        if _is_document(order.by, refs):
            continue
        yield DraftDirective(
            "speech",
            _order_evidence(order, refs),
            kind=_clean(order.verb),
            issuer=_body(order.by, refs),
            addressees=_addressees(order, refs),
            date=_date(order.date, refs),
            tasks=_tasks(order, refs),
            deadline=_date(order.due, refs),
        )


def _body(ref: str | None, refs: Refs) -> str | None:
    """Who directs: a person by the id, a body by its words."""
    mention = refs.mention(ref) if ref else None
    return mention.id if mention and mention.kind is Kind.PERSON else _text(ref, refs)


def _is_document(ref: str, refs: Refs) -> bool:
    mention = refs.mention(ref)
    return mention is not None and isinstance(mention.reading, DocumentReading)


def _addressees(order: WireOrder, refs: Refs) -> tuple[str, ...]:
    return tuple(text for ref in order.to if (text := _text(ref, refs)))


def _tasks(order: WireOrder, refs: Refs) -> tuple[DraftTask, ...]:
    return tuple(_task(ref, refs) for ref in order.tasks if ref.strip())


def _task(ref: str, refs: Refs) -> DraftTask:
    view = refs.marked.article.view
    place = refs.clauses(ref) or refs.phrase(ref)
    if place is None:
        return DraftTask(refs.plain(ref), (refs.plain(ref),))
    start, end = place
    opener = _OPENERS.match(refs.marked.article.folded, start, end)
    if opener and view[opener.end() : end].strip(_EDGES):
        start = opener.end()
    end = before_marks(view, end, _EDGES, start)
    return DraftTask(" ".join(view[start:end].split()), ((start, end),))


def _order_evidence(order: WireOrder, refs: Refs) -> tuple[Evidence, ...]:
    """The sentence the instruction begins in, then from there to its last task, paragraph by paragraph."""
    begins = refs.line(order.at)
    places = [place for task in order.tasks if (place := refs.clauses(task) or refs.phrase(task))]
    lines = [line for place in places if (line := refs.marked.line_at(place[0]))]
    if begins is not None:
        lines.insert(0, begins)
    by_block: dict[int, tuple[int, int]] = {}
    for line in lines:
        start, end = by_block.get(line.block, (line.start, line.end))
        by_block[line.block] = min(start, line.start), max(end, line.end)
    runs: list[Evidence] = [by_block[block] for block in sorted(by_block)]
    first = [(begins.start, begins.end)] if begins is not None else []
    return tuple(unique((*runs, *first), lambda run: run)) or (refs.plain(order.by),)


def _text(ref: str | None, refs: Refs) -> str | None:
    """What an id stands for, or the phrase itself; None for nothing said."""
    if ref is None:
        return None
    mention = refs.mention(ref)
    return " ".join(mention.text.split()) if mention else _clean(refs.plain(ref))


def _date(ref: str | None, refs: Refs) -> str | None:
    """The id of a date, or the phrase that says it."""
    return None if ref is None else as_id(ref) or _clean(refs.plain(ref))


def _clean(text: str | None) -> str | None:
    """Without outer white space; nothing is None."""
    return (text.strip() or None) if text else None
