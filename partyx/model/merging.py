"""Several answers about one article as one: what windows, halves and second asks said, without repeats."""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from partyx.language.fold import fold
from partyx.mention import DocumentReading
from partyx.model.marking import unmark
from partyx.model.refs import as_id
from partyx.model.wire import Answer, WireFix, WireMeeting, WireOrder, WireTitle

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from pydantic import BaseModel

    from partyx.model.refs import Refs
    from partyx.model.windows import Window

T = TypeVar("T")
A = TypeVar("A", bound="BaseModel")


def own_part(answer: Answer, window: Window, refs: Refs) -> Answer:
    """What an answer says about the window's own sentences; the rest is another window's to say.

    A meeting is kept wherever it is announced: the window may add who spoke there. An id that does not
    exist is kept for grounding to put aside.
    """
    if window.is_whole:
        return answer

    def owned(ref: str) -> bool:
        mention = refs.mention(ref)
        place = mention.at if mention else refs.clauses(ref) or refs.phrase(ref)
        return place is None or window.owns(place[0])

    return answer.model_copy(
        update={
            "stats": [statistic for statistic in answer.stats if owned(statistic.v)],
            "docs": [ref for ref in answer.docs if owned(ref)],
            "fixes": [fix for fix in answer.fixes if owned(fix.c)],
            "orders": [part for order in answer.orders if (part := _own_tasks(order, owned)) is not None],
        }
    )


def _own_tasks(order: WireOrder, owned: Callable[[str], bool]) -> WireOrder | None:
    tasks = [task for task in order.tasks if owned(task)]
    if not tasks and not owned(order.at):
        return None
    return order.model_copy(update={"tasks": tasks})


def merge(answers: Sequence[Answer], refs: Refs) -> Answer:
    """The answers as one; of two items about the same thing the first stays, with what the others add.

    The same are: statistics of one mention; citations of one document; meetings announced in one sentence,
    or of one name with no two dates; instructions of one person that begin in one sentence.
    """
    if len(answers) == 1:
        return answers[0]
    return Answer(
        meetings=_meetings([meeting for answer in answers for meeting in answer.meetings], refs),
        stats=unique(
            (statistic for answer in answers for statistic in answer.stats), lambda one: _key(one.v)
        ),
        plans=unique((ref for answer in answers for ref in answer.plans), _key),
        wholes=unique((whole for answer in answers for whole in answer.wholes), lambda one: _key(one.v)),
        docs=unique(
            (ref for answer in answers for ref in answer.docs), lambda ref: first_citation(ref, refs)
        ),
        orders=_orders([order for answer in answers for order in answer.orders], refs),
        titles=unique((one for answer in answers for one in answer.titles), _identity),
        fixes=unique(
            (fix for answer in answers for fix in answer.fixes), lambda fix: first_citation(fix.c, refs)
        ),
    )


def _identity(item: Any) -> Hashable:  # noqa: ANN401 - an item of any list of an answer
    if isinstance(item, str):
        return _key(item)
    if isinstance(item, WireMeeting):
        return fold(unmark(item.name)).strip(), item.date
    if isinstance(item, WireOrder):
        return _key(item.by), _key(item.at)
    if isinstance(item, WireTitle):
        return _key(item.who), _key(item.title)
    return _key(item.c if isinstance(item, WireFix) else item.v)


def corrected(first: A, again: A, identity: Callable[[Any], Hashable] = _identity) -> A:
    """A first answer with the items of a second one, which may be no more than the corrected ones, in place.

    The same is what has the same figure, the same name and day of a meeting, or the same speaker and place;
    of other records what has one ``identity``.
    """
    update: dict[str, list[Any]] = {}
    for name in type(first).model_fields:
        said: dict[Hashable, list[Any]] = {}
        for item in getattr(again, name):
            said.setdefault(identity(item), []).append(item)
        taken: dict[Hashable, list[Any]] = {}
        for item in getattr(first, name):
            key = identity(item)
            if key in said:
                taken[key] = said[key]
            else:
                taken.setdefault(key, []).append(item)
        update[name] = [item for items in (taken | said).values() for item in items]
    return first.model_copy(update=update)


def unique(items: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The first item of each key, in order."""
    found: dict[Hashable, T] = {}
    for item in items:
        found.setdefault(key(item), item)
    return list(found.values())


def first_citation(ref: str, refs: Refs) -> str:
    """The id of the first citation of the document that ``ref`` cites; ``ref`` itself when it has no id."""
    mention = refs.mention(ref)
    if mention is None or not isinstance(mention.reading, DocumentReading):
        return _key(ref)
    return mention.reading.first or mention.id


def person_key(ref: str, refs: Refs) -> str:
    """What tells people apart: the name, wherever it is printed."""
    mention = refs.mention(ref)
    return fold(mention.text if mention else unmark(ref)).strip()


def _key(ref: str) -> str:
    return as_id(ref) or fold(unmark(ref)).strip()


class _Told(NamedTuple):
    """What tells meetings apart: the name, the day, and the sentence that announces one."""

    name: str
    day: str | None
    line: str | None

    @classmethod
    def of(cls, meeting: WireMeeting, refs: Refs) -> _Told:
        line = refs.line(meeting.at)
        return cls(
            fold(unmark(meeting.name)).strip(), _day(meeting.date, refs), None if line is None else line.id
        )

    def is_same(self, other: _Told) -> bool:
        if None not in (self.day, other.day) and self.day != other.day:
            return False
        inside = self.name in other.name or other.name in self.name
        return self.name == other.name or (inside and self.line == other.line)


class _Announced:
    """Meetings put together as they come, each looked up by its name and by what announces it.

    A text may announce thousands, and a comparison of each with all would take longer than to read it.
    """

    def __init__(self, refs: Refs) -> None:
        self._refs = refs
        self._meetings: list[WireMeeting] = []
        self._told: list[_Told] = []
        self._named: dict[str, dict[str | None, list[int]]] = {}
        self._in_line: dict[str | None, list[int]] = {}

    def all(self) -> list[WireMeeting]:
        return self._meetings

    def take(self, meeting: WireMeeting) -> None:
        """Join one with the first that is the same, or keep it."""
        told = _Told.of(meeting, self._refs)
        index = next((one for one in self._near(told) if self._told[one].is_same(told)), None)
        if index is None:
            self._meetings.append(meeting)
            self._told.append(told)
            self._in_line.setdefault(told.line, []).append(len(self._told) - 1)
            self._index(told, len(self._told) - 1)
            return
        joined = _joined(self._meetings[index], meeting, self._refs)
        before, now = self._told[index], _Told.of(joined, self._refs)
        self._meetings[index], self._told[index] = joined, now
        if before != now:
            self._named[before.name][before.day].remove(index)
            self._index(now, index)

    def _index(self, told: _Told, index: int) -> None:
        insort(self._named.setdefault(told.name, {}).setdefault(told.day, []), index)

    def _near(self, told: _Told) -> list[int]:
        """Those that may be the same, in order: the first of the name with no other day, and of the line."""
        days = self._named.get(told.name, {})
        named = days.values() if told.day is None else (days.get(told.day, []), days.get(None, []))
        return sorted(
            {index for of_a_day in named for index in of_a_day[:1]}.union(self._in_line.get(told.line, ()))
        )


def _meetings(meetings: Sequence[WireMeeting], refs: Refs) -> list[WireMeeting]:
    announced = _Announced(refs)
    for meeting in meetings:
        announced.take(meeting)
    return announced.all()


def _day(ref: str | None, refs: Refs) -> str | None:
    mention = refs.mention(ref) if ref else None
    period = mention.period if mention else None
    return period.edtf if period else None


def _joined(known: WireMeeting, other: WireMeeting, refs: Refs) -> WireMeeting:
    said: dict[str, Any] = {}
    for name in WireMeeting.model_fields:
        mine, theirs = getattr(known, name), getattr(other, name)
        if isinstance(mine, list):
            said[name] = unique([*mine, *theirs], lambda ref: person_key(ref, refs))
        else:
            said[name] = theirs if mine is None else mine
    longer = max(known.name, other.name, key=len)
    return known.model_copy(update=said | {"name": longer})


def _orders(orders: Sequence[WireOrder], refs: Refs) -> list[WireOrder]:
    merged: dict[Hashable, WireOrder] = {}
    for order in orders:
        key = (first_citation(order.by, refs), "") if _is_document(order.by, refs) else (
            person_key(order.by, refs), _key(order.at)
        )  # fmt: skip
        known = merged.get(key)
        if known is None:
            merged[key] = order
            continue
        merged[key] = known.model_copy(
            update={
                "verb": known.verb or order.verb,
                "date": known.date or order.date,
                "due": known.due or order.due,
                "to": unique([*known.to, *order.to], lambda ref: person_key(ref, refs)),
                "tasks": unique([*known.tasks, *order.tasks], lambda task: refs.clauses(task) or task),
            }
        )
    return list(merged.values())


def _is_document(ref: str, refs: Refs) -> bool:
    mention = refs.mention(ref)
    return mention is not None and isinstance(mention.reading, DocumentReading)
