"""The readers that the tables in ``cases/vi`` are tried on, each by the name of its table.

Each takes a text and gives (start, end, what it means in words) of everything it finds, in order.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import partyx
from partyx.article import Article, Block, Role
from partyx.context.topics import topic_of
from partyx.kinds.built_in.statistic import Statistic
from partyx.language.claims import Clauses, label_objection
from partyx.language.codes import code_at, issuer_of, kind_of
from partyx.language.fold import fold_in_place
from partyx.language.issuers import issuer, read_issuer
from partyx.language.number import NUMERAL, parse_numeral, worded_numbers
from partyx.language.unit import unit_after
from partyx.mention import (
    DocumentReading,
    Kind,
    NumberReading,
    OrganisationReading,
    OtherReading,
    PersonReading,
)
from partyx.mentions import find_mentions
from partyx.mentions.documents import find_documents
from partyx.mentions.organisations import find_organisations
from partyx.mentions.people import find_people
from partyx.reading import read
from partyx.reading.captions import is_caption_like
from partyx.reading.outlet import outlet_tag
from partyx.reading.paragraphs import units_of
from partyx.reading.sentences import sentence_ranges
from partyx.reading.units import Form, lines_of, page_of
from partyx.records import Span
from partyx.rules import RulesEngine
from partyx.rules.directives import draft_directives
from partyx.rules.meetings import draft_meetings
from partyx.settings import Settings


def article_of(text, role=Role.BODY):
    """A text as an article, one block of the role a line."""
    blocks = tuple(Block(line.start(), line.end(), role) for line in re.finditer(r"\S[^\n]*", text))
    return Article("x", text, text, blocks, (), None, None, None, "")


def organisations(text):
    found = []
    for one in find_organisations(article_of(text)):
        (reading,) = one.readings
        assert isinstance(reading, OrganisationReading)
        assert reading.name == text[one.start : one.end]
        found.append((one.start, one.end, reading.normalised))
    return found


def people(text):
    found = []
    for one in find_people(article_of(text)):
        (reading,) = one.readings
        assert isinstance(reading, PersonReading)
        assert reading.name == text[one.start : one.end]
        titles = ": " + "; ".join(reading.titles) if reading.titles else ""
        found.append((one.start, one.end, reading.name + titles))
    return found


def numbers(text):
    """Numbers in digits and in words, each with all that it may be worth."""
    digits = [
        (found.start(), found.end(), " or ".join(map(str, parse_numeral(found[0]))) or "no number")
        for found in re.finditer(NUMERAL, text)
    ]
    words = [(*found[:2], str(found.value)) for found in worded_numbers(fold_in_place(text))]
    return sorted(digits + words)


def figures(text):
    """Every figure, and every other string of digits that is neither a date nor a document's."""
    mentions = find_mentions(article_of(text))
    return [
        (one.start, one.end, _figure(one.reading))
        for one in mentions
        if one.kind in {Kind.NUMBER, Kind.OTHER}
    ]


def _figure(reading):
    if isinstance(reading, OtherReading):
        return reading.why
    parts = [
        None if reading.qualifier == "exact" else reading.qualifier.replace("_", " "),
        str(reading.value),
        None if reading.of is None else f"of {reading.of}",
        None if reading.upper is None else f"to {reading.upper}",
        reading.unit,
    ]
    return " ".join(filter(None, parts))


PUBLISHED = dt.date(2023, 10, 2)


def meetings(text):
    """Each meeting, and what is said of it in the words of the people who add cases."""
    article = read(text, Settings())
    assert article.view == text
    mentions = find_mentions(article)
    found = []
    for draft in draft_meetings(article, mentions):
        start = text.index(draft.name)
        said = {
            "kiểu": draft.kind,
            "ngày": draft.date and mentions.by_id[draft.date].text,
            "của": draft.organizer,
            "nơi": draft.location,
            "cách": draft.mode,
            "bàn": " | ".join(draft.agenda),
        }
        reading = "; ".join(f"{name}: {value}" for name, value in said.items() if value)
        found.append((start, start + len(draft.name), reading))
    return found


ANNOUNCED = "Sáng 4/4, Huyện ủy Tân Lập tổ chức hội nghị tổng kết công tác dân vận. Trời mưa. Đường xa.\n\n"


def participants(text):
    """Everybody with a part in the meeting that was announced before the text."""
    article = read(ANNOUNCED + text, Settings())
    mentions = find_mentions(article)
    (meeting,) = draft_meetings(article, mentions)
    parts = {"chủ trì": meeting.chairs, "phát biểu": meeting.speakers, "dự": meeting.attendees}
    names = {
        mentions.by_id[person].text: [part for part, people in parts.items() if person in people]
        for people in parts.values()
        for person in people
    }
    places = sorted((text.index(name), name) for name in names)
    return [(start, start + len(name), ", ".join(names[name])) for start, name in places]


OPENED = (
    "Tiêu đề về công tác xây dựng Đảng\n\n"
    "Sáng 12/7/2023, Huyện ủy tổ chức hội nghị sơ kết 6 tháng đầu năm 2023.\n\n"
)


def instructions(text):
    """Each task asked for behind the opening of an article, and what is said of it."""
    article = read(OPENED + text, Settings())
    mentions = find_mentions(article)
    found = []
    for draft in draft_directives(article, mentions):
        assert (draft.document is not None) == (draft.source == "document")
        person = mentions.by_id.get(draft.issuer or "")
        said = {
            "ai": person.text if person else draft.issuer,
            "cho": " | ".join(draft.addressees),
            "hạn": draft.deadline and mentions.by_id[draft.deadline].text,
        }
        verb = draft.kind if draft.source == "speech" else "văn bản"
        reading = "; ".join([verb, *(f"{name}: {value}" for name, value in said.items() if value)])
        found += [(*place, reading) for task in draft.tasks for place in task.evidence]
    return sorted((start - len(OPENED), end - len(OPENED), reading) for start, end, reading in found)


def dates(text):
    """Dates and periods in an article of 2 October 2023."""
    article = replace(article_of(text), published=PUBLISHED)
    return [(one.start, one.end, _date(one.reading)) for one in find_mentions(article).of_kind(Kind.DATE)]


def _date(reading):
    period = reading.period
    if period is None:
        return "no day of the calendar"
    if period.start is None or period.end is None:
        return f"{period.precision} {period.edtf or 'as printed'}" + (
            ", a point in time" if reading.point else ""
        )
    ends = f" to {period.end}" if period.end != period.start else ""
    return f"{period.precision} {period.start}{ends}" + (", a point in time" if reading.point else "")


def units(text):
    """What stands behind each figure and is counted by it."""
    found = []
    folded = fold_in_place(text)
    for figure in re.finditer(NUMERAL, text):
        counted = unit_after(text, folded, figure.end(), len(text))
        if counted is not None:
            noun, end = counted
            found.append((end - len(text[figure.end() : end].lstrip()), end, noun))
    return found


def pages(text):
    return [
        (unit.start, unit.end, unit.form.name.lower())
        for unit in lines_of(text)
        if unit.form is not Form.FREE
    ]


def lines(text):
    return [
        (start, end, None)
        for unit in units_of(text)
        for start, end in sentence_ranges(text, unit.start, unit.end)
    ]


def outlets(text):
    found = []
    for unit in lines_of(text):
        if tag := outlet_tag(page_of(unit.text)):
            start = text.index(tag[0], unit.start)
            found.append((start, start + len(tag[0]), tag[0]))
    return found


def captions(text):
    return [(unit.start, unit.end, None) for unit in lines_of(text) if is_caption_like(unit.printed)]


def headlines(text):
    title = read(text, Settings()).title
    return [(text.index(title), text.index(title) + len(title), None)] if title else []


def _documents(text):
    for one in find_documents(article_of(text)):
        (reading,) = one.readings
        assert isinstance(reading, DocumentReading)
        yield one, reading


def documents(text):
    return [
        (one.start, one.end, _said(reading.kind, reading.number, reading.issuer))
        for one, reading in _documents(text)
    ]


def citations(text):
    """Whole citations: the day of issue (or as printed), the issuer, the title."""
    found = []
    for one, reading in _documents(text):
        assert not reading.issued or _is_whole(reading.issued)
        day = reading.issued and (
            reading.issued.start if reading.issued.precision == "day" else reading.issued.printed
        )
        found.append((one.start, reading.end, _said(day, reading.issuer, reading.title)))
    return found


def _is_whole(issued):
    """Whether the day, month or year of issue is all of it, from its first day to its last."""
    day = dt.timedelta(days=1)
    form = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}[issued.precision]
    before, first, last, behind = (
        one.strftime(form) for one in (issued.start - day, issued.start, issued.end, issued.end + day)
    )
    return before != first == last != behind


def same_documents(text):
    """Citations with a number for each document, in order of its first one."""
    numbers = {}
    found = []
    for one, reading in _documents(text):
        number = len(set(numbers.values())) + 1 if one.same_as is None else numbers[one.same_as]
        numbers[one.start] = number
        found.append((one.start, one.end, f"document {number}: {_said(reading.number, reading.issuer)}"))
    return found


def codes(text):
    """The code at the start: its one spelling, its kind and its issuer."""
    code = code_at(text, fold_in_place(text), 0)
    if code is None:
        return []
    return [(0, code[0], _said(code[1].text, kind_of(code[1].letters), issuer_of(code[1].letters)))]


def issuers(text):
    """The body that is named at the start."""
    found = read_issuer(text, 0)
    return [(*found, text[slice(*found)])] if found else []


def same_issuers(text):
    """The names between semicolons, with a number for each issuer."""
    first = {}
    found = []
    for name in re.finditer(r"[^;\s][^;]*", text):
        said = issuer(name[0])
        known = next((other for other in first if said.agrees_with(other) and other.agrees_with(said)), said)
        number = first.setdefault(known, len(first) + 1)
        found.append((*name.span(), f"issuer {number}"))
    return found


def _said(*parts):
    return " | ".join(str(part or "-") for part in parts)


def _statistics(text, **stated):
    extraction = partyx.extract(text, settings=Settings(engine="rules"), **stated)
    return extraction.article, extraction.statistics


def times(text):
    """When each figure holds, and what tells it: "năm 2022 (passage)"."""
    found = []
    for one in _statistics(text)[1]:
        told = f"{one.period_span.text} ({one.period_from})" if one.period_span else "-"
        assert not one.period or one.period.printed == one.period_span.text
        found.append((one.value_span.start, one.value_span.end, told))
    return found


def owners(text):
    """Within whose work each figure stands, and what tells it."""
    return [
        (one.value_span.start, one.value_span.end, f"{one.within} ({one.within_from})" if one.within else "-")
        for one in _statistics(text)[1]
    ]


def measures(text):
    """The kind of each figure, its direction, and the figure it is said of: "share of 0"."""
    found = []
    for one in _statistics(text)[1]:
        kind = " ".join(filter(None, [one.measure, one.direction]))
        of = "" if one.relates_to is None else f" of {one.relates_to}"
        found.append((one.value_span.start, one.value_span.end, kind + of))
    return found


def claims(text):
    """What is wrong with a label, before " <- ", as that of each figure of a text; "" for nothing."""
    label, _, sentence = text.rpartition(" <- ")
    start = len(text) - len(sentence)
    folded, end = fold_in_place(text), len(text)
    figures = [
        (one.start, one.end)
        for one in find_mentions(article_of(" " * start + sentence)).of_kind(Kind.NUMBER)
        if isinstance(one.reading, NumberReading)
    ]
    clauses = Clauses.cut(folded, text, (start, end), figures)
    return [(*at, label_objection(clauses, label, at) or "") for at in figures]


def provinces(text):
    """The province and the district of each figure: "Đồng Tháp 87 (Tân Hồng)"."""
    found = []
    for one in _statistics(text)[1]:
        place = one.place
        district = f" ({place.district})" if place and place.district else ""
        told = f"{place.name} {place.code}{district}" if place else "-"
        found.append((one.value_span.start, one.value_span.end, told))
    return found


def topics(text):
    """The topic of a label, all of it."""
    found = topic_of(made_statistic(text))
    return [(0, len(text), found)] if found else []


def made_statistic(indicator):
    span = Span(start=0, end=1, text="5")
    return Statistic(indicator=indicator, value=5, printed="5", value_span=span, evidence=(span,))


def statistics(text):
    """What the rules say that each figure counts: its label, its unit, whose it is, whether it is planned."""
    article = read(text, Settings())
    mentions = find_mentions(article)
    found = []
    for draft in RulesEngine().fill(article, mentions).statistics:
        figure = mentions.by_id[draft.value]
        owner = f" of {draft.subject}" if draft.subject else ""
        planned = ", planned" if draft.target else ""
        if draft.reading != "upper":
            found.append((figure.start, figure.end, f"{draft.indicator} [{draft.unit}]{owner}{planned}"))
    return found
