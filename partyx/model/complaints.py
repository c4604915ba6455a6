"""What is wrong with an answer that fits the schema: said once to the model, item by item.

What it still gets wrong after the re-ask stays in the draft, and grounding puts it aside; the rest of the
answer is kept. The words are Vietnamese, like the prompt.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from partyx.kinds.asking import check_date, check_quote, check_reference, of_another_kind
from partyx.kinds.built_in.meeting import Meeting
from partyx.kinds.record import spec_of
from partyx.language.lexicon import said, word
from partyx.mention import Kind, NumberReading
from partyx.model.refs import Refs, as_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pydantic import BaseModel

    from partyx.mention import Mention
    from partyx.model.wire import (
        Answer,
        SecondAnswer,
        WireFix,
        WireMeeting,
        WireOrder,
        WireStatistic,
        WireTitle,
        WireWhole,
    )

A = TypeVar("A", bound="BaseModel")

_BODIES = frozenset({Kind.ORGANISATION})
_PEOPLE = frozenset({Kind.PERSON})
_DOCUMENTS = frozenset({Kind.DOCUMENT})
_LEADERS = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.DOCUMENT})

_PLACE = re.compile(r"(\w{1,40})\[(\d{1,7})\](?:\.(\w{1,40}))?[^:]*: ")
"""The place of a complaint: list, item, and field where the item has any."""
_IDENTITY = frozenset({"v", "at", "by", "name", "c", "who"})
"""The fields of the built-in records that tell an item from others."""


def reask(complaints: Sequence[str], *, partly: bool = False) -> str:
    """The message that puts complaints to the model; ``partly``: the rest of its answer is kept."""
    listed = "\n".join(f"- {complaint}" for complaint in complaints)
    again = word("complaints.part_again" if partly else "complaints.all_again")
    return f"{word('complaints.head')}\n{listed}\n{again}"


def is_reask(message: str) -> bool:
    """Whether a message puts complaints to the model."""
    return message.startswith(word("complaints.head"))


def without_unknown(answer: A, complained: Sequence[str], told_by: Collection[str] = _IDENTITY) -> A:
    """An answer without the items of which it is wrong which they are; their corrected ones stand elsewhere.

    Args:
        answer: What was complained of.
        complained: The complaints, each naming the place of its item.
        told_by: The fields that tell an item from others.
    """
    gone: dict[str, set[int]] = {}
    for found in filter(None, map(_PLACE.match, complained)):
        if found[3] is None or found[3] in told_by:
            gone.setdefault(found[1], set()).add(int(found[2]))
    kept = {
        name: [item for index, item in enumerate(getattr(answer, name)) if index not in wrong]
        for name, wrong in gone.items()
        if name in type(answer).model_fields
    }
    return answer.model_copy(update=kept)


def complaints(answer: Answer, refs: Refs) -> list[str]:
    """Everything in ``answer`` that the article cannot bear out, each naming its place and the item."""
    found = list(figure_complaints(answer, refs))
    for index, meeting in enumerate(answer.meetings):
        found += (f"meetings[{index}].{text}" for text in _meeting(meeting, refs))
    found += _documents(answer.docs, refs)
    for index, fix in enumerate(answer.fixes):
        found += (f"fixes[{index}].{text}" for text in _fix(fix, refs))
    for index, title in enumerate(answer.titles):
        found += (f"titles[{index}].{text}" for text in _title(title, refs))
    for index, order in enumerate(answer.orders):
        found += (f"orders[{index}].{text}" for text in _order(order, refs))
    return found


def figure_complaints(answer: Answer | SecondAnswer, refs: Refs) -> Iterator[str]:
    """What is wrong with the statistics of an answer, of either ask."""
    for index, statistic in enumerate(answer.stats):
        yield from (f"stats[{index}].{text}" for text in _statistic(statistic, refs))
    claimed = Counter(as_id(statistic.v) or statistic.v for statistic in answer.stats)
    for ref, times in claimed.items():
        if times > 1:
            yield f"stats: {said('complaints.twice', ref=ref, times=times)}"
    for index, ref in enumerate(answer.plans):
        if (as_id(ref) or ref) not in claimed:
            yield f"plans[{index}]: {said('complaints.not_in_stats', ref=ref)}"
    yield from _wholes(answer.wholes, claimed, refs)


def _wholes(wholes: Sequence[WireWhole], claimed: Counter[str], refs: Refs) -> Iterator[str]:
    for index, whole in enumerate(wholes):
        if (as_id(whole.v) or whole.v) not in claimed:
            yield f"wholes[{index}].v: {said('complaints.not_in_stats', ref=whole.v)}"
        mention = refs.mention(whole.of)
        if mention is None or not _is_figure(mention):
            yield f"wholes[{index}].of: {said('complaints.no_figure_id', ref=whole.of)}"


def _statistic(statistic: WireStatistic, refs: Refs) -> Iterator[str]:
    name = as_id(statistic.v)
    mention = refs.mention(statistic.v)
    if name is None:
        if not refs.occurs(statistic.v):
            yield f"v: {said('complaints.neither', ref=statistic.v)}"
    elif mention is None:
        yield f"v: {said('complaints.no_id', ref=name)}"
    elif not _is_figure(mention):
        yield of_another_kind("v", mention, {Kind.NUMBER})
    yield from check_reference("subj", statistic.subj, _BODIES, refs)
    yield from check_date("per", statistic.per, refs)


def _meeting(meeting: WireMeeting, refs: Refs) -> Iterator[str]:
    """What the roles of its fields say."""
    yield from _sentence("at", meeting.at, refs)
    for field in spec_of(Meeting).asked_for:
        for place, one in field.places(getattr(meeting, field.wired), field.wired):
            yield from field.role.complaints(place, one, refs)


def _documents(documents: Sequence[str], refs: Refs) -> Iterator[str]:
    for index, ref in enumerate(documents):
        yield from check_reference(f"docs[{index}]", ref, _DOCUMENTS, refs)


def _fix(fix: WireFix, refs: Refs) -> Iterator[str]:
    yield from check_reference("c", fix.c, _DOCUMENTS, refs)
    yield from check_reference("by", fix.by, _BODIES | _PEOPLE, refs)
    yield from check_date("date", fix.date, refs)
    yield from check_reference("about", fix.about, _DOCUMENTS | _BODIES, refs)


def _title(title: WireTitle, refs: Refs) -> Iterator[str]:
    yield from check_reference("who", title.who, _PEOPLE, refs)
    yield from check_quote("title", title.title, refs)


def _order(order: WireOrder, refs: Refs) -> Iterator[str]:
    yield from _sentence("at", order.at, refs)
    yield from check_reference("by", order.by, _LEADERS, refs)
    if order.verb is not None:
        yield from check_quote("verb", order.verb, refs)
    for index, ref in enumerate(order.to):
        yield from check_reference(f"to[{index}]", ref, _BODIES | _PEOPLE, refs)
    yield from check_date("date", order.date, refs)
    yield from check_date("due", order.due, refs)
    for index, task in enumerate(order.tasks):
        if refs.clauses(task) is None and not refs.occurs(task):
            yield f"tasks[{index}]: {said('complaints.no_task', ref=task)}"


def _sentence(place: str, ref: str, refs: Refs) -> Iterator[str]:
    if refs.line(ref) is None:
        yield f"{place}: {said('complaints.no_sentence', ref=ref)}"


def _is_figure(mention: Mention) -> bool:
    return any(isinstance(reading, NumberReading) for reading in mention.readings)
