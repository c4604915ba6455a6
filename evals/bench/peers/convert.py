"""A peer's records as a partyx extraction, so that the same scorer judges all tools.

The peers get every benefit of partyx's own reading that does not change what they said: a quoted number is
read the Vietnamese way (1.513 is 1513), with its "%", its whole and its "gần"; a date or period in words is
resolved with the article's dates; a cited document's missing parts are taken from the citation they quote.
A document given twice is one record, and so is a record that is repeated word for word. What is not in the
article stays, and is scored as an invention.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from ground import NUMERAL, Ground, Place, listed, number_of, words

from partyx.extraction import Extraction
from partyx.kinds.built_in.directive import Directive, Task
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.built_in.statistic import Statistic
from partyx.language.fold import fold
from partyx.mention import DocumentReading, NumberReading
from partyx.records import Coverage, DocumentRef, Provenance, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.article import Article

    Raw = Mapping[str, Any]

MODES = {
    "online": "online",
    "trực tuyến": "online",
    "hybrid": "hybrid",
    "kết hợp": "hybrid",
    "in_person": "in_person",
    "trực tiếp": "in_person",
}
NUMBER_WORD = re.compile(r"^\s*(?:số|so)\s*[:.]?\s*", re.IGNORECASE)


class Foreign(NamedTuple):
    """Statistics given, and how many of them are not in the article.

    Attributes:
        given: All of them, repetitions once.
        value: Whose value is not among the article's numbers.
        quote: Whose quote does not stand in the article word for word.
        either: One or the other.
    """

    given: int = 0
    value: int = 0
    quote: int = 0
    either: int = 0

    @classmethod
    def of(cls, there: Sequence[tuple[bool, bool]]) -> Foreign:
        """Count: of each statistic, whether its value and whether its quote is in the article."""
        return cls(
            len(there),
            sum(not value for value, _ in there),
            sum(not quote for _, quote in there),
            sum(not (value and quote) for value, quote in there),
        )

    def plus(self, other: Foreign) -> Foreign:
        """The two together."""
        return Foreign(*(a + b for a, b in zip(self, other, strict=True)))


class Figure(NamedTuple):
    """A statistic, and what of it is not in the article. Without a number there is no record."""

    record: Statistic | None
    value_there: bool
    quote_there: bool


def statistic(ground: Ground, raw: Raw, known: set[float]) -> Figure:
    """One statistic; its value read where it is printed, else as the tool wrote it."""
    place, written = ground.locate(raw), words(raw.get("value"))
    mention = ground.figure(written, place)
    reading = mention.reading if mention else None
    value = reading.value if isinstance(reading, NumberReading) else number_of(written)
    verbatim = bool(place and place.verbatim)
    if value is None or not math.isfinite(value):
        return Figure(None, value_there=False, quote_there=verbatim)
    if mention:
        span = ground.article.span(mention.start, mention.end)
    else:
        span = ground.span(_printed_at(ground, written, place) or place)
    read_as = reading if isinstance(reading, NumberReading) else NumberReading(value)
    record = Statistic(
        indicator=words(raw.get("indicator")) or "?",
        value=_whole(value),
        unit=read_as.unit or words(raw.get("unit")),
        of=_whole(read_as.of),
        subject=words(raw.get("subject")),
        period=ground.period(words(raw.get("period")), place),
        qualifier=read_as.qualifier,
        printed=span.text,
        value_span=span,
        evidence=(ground.span(place or Place(span.start, span.end, verbatim=False)) if place else span,),
    )
    return Figure(record, value_there=float(value) in known, quote_there=verbatim)


def _whole(value: float | None) -> float | int | None:
    """An integer where the number is one, as in partyx's own records."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _printed_at(ground: Ground, written: str | None, place: Place | None) -> Place | None:
    """Where a numeral stands that partyx reads as no number (a day, a document's number)."""
    numeral = NUMERAL.search(written or "")
    if numeral is None:
        return None
    bare = re.compile(rf"(?<![\d.,]){re.escape(numeral[0])}(?!\d|[.,]\d)")
    view = ground.article.view
    found = (place and bare.search(view, place.start, place.end)) or bare.search(view)
    return Place(*found.span(), verbatim=True) if found else None


def meeting(ground: Ground, raw: Raw) -> Meeting | None:
    """One meeting; without a name and a quote there is nothing to call it."""
    place = ground.locate(raw)
    name = words(raw.get("name")) or words(raw.get("quote"))
    if name is None:
        return None
    kind, mode = words(raw.get("kind")), words(raw.get("mode"))
    return Meeting(
        name=name,
        kind=kind and kind.lower(),
        date=ground.period(words(raw.get("date")), place),
        organizer=words(raw.get("organizer")),
        location=words(raw.get("location")),
        mode=next((mine for said, mine in MODES.items() if said in (mode or "").lower()), None),
        chairs=tuple(map(ground.person, listed(raw.get("chairs")))),
        speakers=tuple(map(ground.person, listed(raw.get("speakers")))),
        attendees=tuple(map(ground.person, listed(raw.get("attendees")))),
        agenda=tuple(listed(raw.get("agenda"))),
        evidence=(ground.span(place, name),),
    )


def directive(ground: Ground, raw: Raw) -> Directive | None:
    """One cited document or one instruction."""
    place, quote = ground.locate(raw), words(raw.get("quote"))
    number, kind = words(raw.get("number")), words(raw.get("kind"))
    if not any((quote, number, kind, listed(raw.get("tasks")))):
        return None
    tasks = tuple(
        Task(text=text, evidence=(ground.span(ground.locate({"quote": text}), quote),))
        for text in listed(raw.get("tasks"))
    )
    evidence = ground.span(place, number, *(task.text for task in tasks))
    date = ground.period(words(raw.get("date")), place)
    document = None
    if _is_document(raw, number):
        document = _document(ground.citation(number, place), number, kind, words(raw.get("issuer")), evidence)
    return Directive(
        source="document" if document else "speech",
        kind=document.kind if document else kind and kind.lower(),
        document=document,
        issuer=(document and document.issuer) or words(raw.get("issuer")),
        addressees=tuple(listed(raw.get("addressees"))),
        date=(document and document.issued) or date,
        subject=words(raw.get("subject")),
        tasks=tasks,
        deadline=ground.period(words(raw.get("deadline")), place),
        evidence=(evidence,),
    )


def _is_document(raw: Raw, number: str | None) -> bool:
    said = (words(raw.get("source")) or "").lower()
    if "speech" in said or "document" in said:
        return "document" in said
    return number is not None


def _document(
    cited: DocumentReading | None, number: str | None, kind: str | None, issuer: str | None, evidence: Span
) -> DocumentRef:
    """What the tool said; where it said nothing, what its quote says."""
    plain = NUMBER_WORD.sub("", number) if number else None
    return DocumentRef(
        kind=(kind.lower() if kind else None) or (cited.kind if cited else "?"),
        number=cited.number if cited else plain,
        issuer=issuer or (cited.issuer if cited else None),
        issued=cited.issued if cited else None,
        printed=evidence.text,
    )


def _without_repetitions(records: Sequence[Raw]) -> Iterator[Raw]:
    """Each record once; small models say the same over and over."""
    seen: list[Raw] = []
    for record in records:
        if record not in seen:
            seen.append(record)
            yield record


def _one_a_document(directives: Sequence[Directive]) -> tuple[Directive, ...]:
    """A document once, with every place that cites it, and what was said about it anywhere."""
    merged: dict[object, Directive] = {}
    for place, record in enumerate(directives):
        ref = record.document
        key = (fold(ref.kind), fold(ref.number)) if ref and ref.number else place
        merged[key] = _joined(merged[key], record) if key in merged else record
    return tuple(merged.values())


def _joined(first: Directive, more: Directive) -> Directive:
    lists = ("addressees", "tasks", "evidence")
    single = ("issuer", "date", "subject", "deadline")
    update = {name: tuple(dict.fromkeys((*getattr(first, name), *getattr(more, name)))) for name in lists}
    return first.model_copy(
        update={**update, **{name: getattr(first, name) or getattr(more, name) for name in single}}
    )


def convert(article: Article, records: Mapping[str, Sequence[Raw]], tool: str) -> tuple[Extraction, Foreign]:
    """A peer's records of one article as an extraction, and how many statistics are not in the article."""
    ground = Ground.of(article)
    known = ground.numbers()
    raw = {
        kind: list(_without_repetitions(records.get(kind, ())))
        for kind in ("statistics", "meetings", "directives")
    }
    figures = [statistic(ground, one, known) for one in raw["statistics"]]
    foreign = Foreign.of([(one.value_there, one.quote_there) for one in figures])
    directives = [found for one in raw["directives"] if (found := directive(ground, one))]
    extraction = Extraction(
        article=article.reference,
        statistics=tuple(one.record for one in figures if one.record),
        meetings=tuple(found for one in raw["meetings"] if (found := meeting(ground, one))),
        directives=_one_a_document(directives),
        coverage=Coverage(),
        provenance=Provenance(partyx_version="", engine=tool),
    )
    return extraction.with_source(article), foreign


def foreign_of(article: Article, extraction: Extraction) -> Foreign:
    """The same count for an extraction of partyx's own."""
    known, text = Ground.of(article).numbers(), article.text
    there = [
        (
            float(record.value) in known,
            all(text[span.start : span.end] == span.text for span in record.evidence),
        )
        for record in extraction.statistics
    ]
    return Foreign.of(there)
