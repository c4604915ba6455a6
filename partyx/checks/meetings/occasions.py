"""What is said of a meeting and told of something else: its day, place, host, form, kind, items and people.

Each value is printed in the article, so nothing refuses it. What tells that it is another's is the sentence
that it stands in, which is of another day, or that of the meeting, which names another host or day. Of the 27
meetings of a strong model in the thirty articles of the evals none has such a note.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from partyx.article import Role as Block
from partyx.checks.meetings.gatherings import NOUN, Gatherings, Name
from partyx.checks.notes import from_elsewhere
from partyx.checks.printed import akin, as_days, meet
from partyx.deadline import in_time
from partyx.kinds.record import spec_of
from partyx.kinds.roles.plain import ParticipantRole, TextRole
from partyx.language.denials import is_moved, is_not_held
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.occasion import CHAIRS, SPEAKS
from partyx.language.words import words_in
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from partyx.checks.printed import Printed
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.roles.base import Role
    from partyx.records import Finding, Period

_OCCASION = pattern(
    r"<meetings.names|meetings.ceremonies|meetings.refers_back>|\A<meetings.sittings>"
    r"|\A(?:[^\W\d_]+ ){0,2}<meetings.told_by>|\A<meetings.occasion_of> <speech.says|speech.speaks>"
)
_ADDED = pattern(r"<meetings.takes_purpose>(?: |\Z)")
"""What readers call a meeting that is told by its verb: "hội nghị tổng kết" of "đã tổng kết"."""
_DOCUMENT = Behind("documents.of_meetings")
_AT = Behind("meetings.at", "meetings.screen", "meetings.screen_of")
_IN_A_ROOM = pattern(r"<meetings.at> (?!<meetings.no_place>)(?:[^\W\d_]+ ){1,3}\Z")
"""A place that is named with the words before it: "tại phòng họp Huyện ủy"."""
_ROOM = 40
"""Characters of such words, at most."""
_SCREEN = pattern("<meetings.screen>")
_ONLINE = pattern("<meetings.online|meetings.online_places>")
_IN_PERSON = pattern("<meetings.in_person>")
_HYBRID = pattern(
    r"<meetings.in_person> (?:[^\W\d_]+ ){0,3}<meetings.online>"
    r"|<meetings.online> (?:[^\W\d_]+ ){0,3}<meetings.in_person>"
)
_AHEAD = pattern("<meetings.to_come>")
_ABOVE = frozenset({Block.HEADLINE, Block.LEAD})
_DOES = {"chair": CHAIRS, "speaker": SPEAKS}
"""By the part somebody has in a meeting, what their sentence says of them where it tells of it."""
_MODES = {"online": (_ONLINE,), "in_person": (_IN_PERSON,), "hybrid": (_ONLINE, _IN_PERSON)}


def check_occasions(printed: Printed, meetings: Sequence[Meeting]) -> Iterator[Finding]:
    """One note a value of a meeting that the article tells of something else."""
    article = printed.article
    told: dict[int, list[Meeting]] = {}
    gatherings = Gatherings(printed)
    for meeting in meetings:
        for start in dict.fromkeys(article.view_range(span)[0] for span in meeting.evidence):
            told.setdefault(article.paragraph_around(start)[0], []).append(meeting)
    for index, meeting in enumerate(in_time(meetings)):
        for field, said, why in _Occasion(printed, meeting, told, gatherings).objections():
            yield from_elsewhere(f"meetings[{index}]", field, said, why, meeting.evidence)


class _Occasion:
    """One meeting, the sentences and paragraphs that tell of it, and the days that these sentences name.

    Args:
        printed: The article.
        meeting: The meeting.
        told: The meetings that each paragraph tells of, by where it begins.
        gatherings: The meetings that the article names.
    """

    def __init__(
        self,
        printed: Printed,
        meeting: Meeting,
        told: Mapping[int, Sequence[Meeting]],
        gatherings: Gatherings,
    ) -> None:
        self._printed = printed
        self._meeting = meeting
        self._by_paragraph = told
        self._gatherings = gatherings
        self._name = Name(meeting.name)
        self._sentences = printed.sentences(meeting.evidence)
        self._paragraphs = printed.paragraphs(meeting.evidence)
        self._days = printed.days(self._sentences)
        self._own = {printed.article.paragraph_around(low)[0] for low, _ in self._paragraphs}
        lows = [low for low, _ in self._sentences]
        self._ends = {min(lows), max(lows)}  # the headline may be among them
        self._first = min(low for low, _ in self._paragraphs)
        self._beside = printed.within(self._paragraphs)

    def objections(self) -> Iterator[tuple[str, str, str]]:
        """Each value that is none of this meeting's: its field, the value, and why."""
        one = self._meeting
        said = (
            ("name", one.name, self._of_name()),
            ("date", one.date and one.date.printed, self._of_date()),
            ("location", one.location, self._of_location()),
            ("organizer", one.organizer, self._of_organizer()),
            ("mode", one.mode, self._of_mode()),
            ("kind", one.kind, self._of_kind()),
            *((label, text, self._of_item(text)) for label, text in _all(one, TextRole)),
            *(
                (label, person.name, self._of_person(label, person.name))
                for label, person in _all(one, ParticipantRole)
            ),
        )
        yield from ((field, value or "", why) for field, value, why in said if why)

    def _of_name(self) -> str | None:
        """Why the name is that of no meeting that is held, or None."""
        printed, name = self._printed, self._meeting.name
        if _OCCASION.search(fold(name)) is None:
            return "names no occasion"
        places = self._told
        if places and all(map(self._is_cited, self._places(name))) and not self._is_told_of_again():
            return "is what a document is about"
        around = [(place, printed.article.sentence_around(place)[0]) for place in places]
        denied = bool(places) and all(is_not_held(printed.article.folded, *it) for it in around)
        return "is said not to be held" if denied else None

    def _is_cited(self, place: int) -> bool:
        """Whether what stands at a place is a document's: in its citation, or right behind "Nghị quyết"."""
        printed, low = self._printed, self._printed.article.sentence_around(place)[0]
        behind = _DOCUMENT.start(printed.article.folded, place - 1, low)
        if behind is not None and behind > low:
            return True
        return printed.mentions.cited.covers(place) and not self._gatherings.names_at(place)

    def _is_told_of_again(self) -> bool:
        """Whether the sentence goes back to the meeting that a document is about: "..., hội nghị diễn ra"."""
        printed, name = self._printed, fold(self._meeting.name)
        again = chain.from_iterable(printed.references(*it) for it in self._sentences)
        return any(it[0] in name and not self._is_cited(it.start()) for it in again)

    @cached_property
    def _told(self) -> tuple[int, ...]:
        """Where the sentences of the meeting name it."""
        return tuple(islice(self._printed.places(self._meeting.name, self._sentences), _PLACES))

    def _of_date(self) -> str | None:
        """Why the date is not that of the meeting, or None."""
        date = self._meeting.date
        if date is None:
            return None
        ends = [at + len(date.printed) for at in self._printed.places(date.printed, self._sentences)]
        if ends and all(is_moved(self._printed.article.folded, end) for end in ends):
            return "is the day that the meeting was put off from"
        return self._other_date(date)

    def _other_date(self, date: Period) -> str | None:
        """Why the date is told of something else; one longer than days is held to where it is told alone."""
        told = self._told
        if told and all(map(self._printed.is_compared_with, told)):
            said = self._printed.prints(self._sentences, date.printed)
            return None if said else "is not said of what is only compared with"
        if self._days and (days := as_days(date)) is not None:
            if meet(self._days, frozenset({days})):
                return None
            return "is another day than that of the sentence that tells of the meeting"
        places = self._places(date.printed)
        times = (self._printed.times(place, place + len(date.printed)) for place in places)
        if places and not any(any(True for _ in found) for found in times):
            return "is the date of a document, a deadline or a day to compare with"
        return None

    def _of_location(self) -> str | None:
        """Why the place is not that of the meeting, or None."""
        said = self._meeting.location
        if said is None or fold(said) in fold(self._meeting.name) or self._is_a_place(said):
            return None
        places = tuple(filter(self._stands_at, self._places(said)))
        if not places:
            return "is not said to be a place"
        return self._of_another(places)

    def _of_another(self, places: Sequence[int]) -> str | None:
        """Why each of some places is told of another meeting: by its day, its paragraph or its name.

        Nothing where an order to the reader alone says it: that is a finding of its own.
        """
        places = tuple(filter(self._printed.tells, places))
        if not places:
            return None
        if self._printed.tell_of_other_days(places, self._days):
            return "is told of another day"
        if self._is_past and all(map(self._is_to_come, places)):
            return "is told of a meeting to come"
        first = None
        for place in places:
            other = self._other_at(place) or self._other_named_at(place)
            if other is None and not self._printed.tell_of_other_days([place], self._days):
                return None
            first = first or other
        return None if first is None else f"is told of {first!r}"

    @cached_property
    def _is_past(self) -> bool:
        """Whether no sentence that tells of the meeting says that it is to come."""
        folded = self._printed.article.folded
        return not any(_AHEAD.search(folded, *it) for it in self._sentences)

    def _is_to_come(self, place: int) -> bool:
        """Whether the sentence of a place, in another paragraph, tells of a meeting to come."""
        sentence = self._printed.article.sentence_around(place)
        away = self._printed.article.paragraph_around(place)[0] not in self._own
        return away and _AHEAD.search(self._printed.article.folded, *sentence) is not None

    def _other_named_at(self, place: int) -> str | None:
        """The meeting that a place is told of by name, and surely not this one."""
        named = self._gatherings.at(place)
        return named.name.text if named is not None and self._name.is_of_another(named.name) else None

    def _other_at(self, place: int) -> str | None:
        """The other meeting that the paragraph of a place tells of, and not of this one."""
        paragraph = self._printed.article.paragraph_around(place)[0]
        if paragraph in self._own:
            return None
        here = self._by_paragraph.get(paragraph, ())[:_PLACES]
        alike = any(akin(one.name, self._meeting.name) for one in here)
        return None if alike or not here else here[0].name

    def _places(self, text: str) -> tuple[int, ...]:
        """Where the article prints a text: in the paragraphs of the meeting, and nearest to it."""
        beside = islice(self._beside.places(text), _PLACES)
        return tuple(sorted({*beside, *chain(*(self._printed.near(text, at) for at in self._ends))}))

    def _is_a_place(self, said: str) -> bool:
        """Whether a paragraph of the meeting names it as a place."""
        return any(map(self._stands_at, self._beside.places(said)))

    def _stands_at(self, place: int) -> bool:
        folded = self._printed.article.folded
        low = max(0, place - _ROOM)
        at = _AT.start(folded, place - 1) is not None or _IN_A_ROOM.search(folded, low, place) is not None
        return at or _SCREEN.match(folded, place) is not None

    def _of_organizer(self) -> str | None:
        """Why the host is not the body that its sentences tell of, or None."""
        said, printed = self._meeting.organizer, self._printed
        if said is None or any(map(printed.acts_at, printed.places(said, self._sentences))):
            return None
        named = (printed.mentions.within(*it, Kind.ORGANISATION) for it in self._sentences)
        acting = (one.text for found in named for one in found if printed.acts_at(one.start))
        bodies = [body for body in acting if fold(body) not in fold(self._meeting.name)]
        if not bodies or any(akin(said, body) for body in bodies):
            return None
        return f"is not {bodies[0]!r}, which its sentence names"

    def _of_mode(self) -> str | None:
        """Why the meeting was not held in this form, or None."""
        folded, words = self._printed.article.folded, _MODES.get(self._meeting.mode or "", ())
        if len(words) == 1 and any(_HYBRID.search(folded, *it) for it in self._sentences):
            return "is said to be both"
        said = all(any(word.search(folded, *it) for it in self._paragraphs) for word in words)
        return None if said else "is said by no word of its paragraphs"

    def _of_kind(self) -> str | None:
        """Why the meeting is not called so, or None."""
        name, kind = fold(self._meeting.name), fold(self._meeting.kind or "")
        called, is_called = NOUN.match(name), NOUN.match(kind)
        if called and is_called and set(called[0].split()).isdisjoint(is_called[0].split()):
            return "is not what its name says that it is"
        added = None if called else _ADDED.match(kind)
        kind = kind[added.end() :] if added else kind
        folded = (self._printed.article.folded[slice(*it)] for it in self._paragraphs)
        said = {word for text in (name, *folded) for word in words_in(text)}
        return None if said.issuperset(words_in(kind)) else "is not in the words of its paragraphs"

    def _of_item(self, item: str) -> str | None:
        """Why something is no item of the meeting, or None."""
        places = self._places(item)
        if why := self._of_another(places):
            return why
        beside = self._beside.prints(item)
        if places and not beside and max(places) < self._first and not any(map(self._is_above, places)):
            return "is named only before the meeting is told of"
        cited = self._printed.mentions.cited
        alone = bool(places) and not beside and all(map(cited.covers, places))
        return "is what a document is about" if alone else None

    def _is_above(self, place: int) -> bool:
        """Whether a place is in the headline or the lead, which tell of all."""
        return self._printed.article.role_at(place) in _ABOVE

    def _of_person(self, part: str, name: str) -> str | None:
        """Why somebody has no such part in the meeting, or None."""
        named = self._printed.people.get(fold(name), ())
        if not named:
            return None
        if named[-1] < self._first:
            return "is named only before the meeting is told of"
        near = sorted({place for at in self._ends for place in self._printed.named_near(name, at)})
        doing = _DOES.get(part)
        folded, around = self._printed.article.folded, self._printed.article.sentence_around
        places = [at for at in near if doing is not None and doing.search(folded, *around(at))] or near
        return self._of_another(places)


def _all(meeting: Meeting, role: type[Role]) -> Iterator[tuple[str, Any]]:
    """Each value of a meeting's fields of many with a role, with what one of them is called."""
    for field in spec_of(type(meeting)).fields:
        if field.many and isinstance(field.role, role):
            yield from ((field.single, value) for value in getattr(meeting, field.name))


_PLACES = 40
"""Places of one value in a meeting's own sentences or paragraphs that are looked at."""
