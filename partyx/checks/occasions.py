"""What is said of a meeting and told of something else: its day, place, host, form, kind, items and people.

Each value is printed in the article, so nothing refuses it. What tells that it is another's is the sentence
that it stands in, which is of another day, or that of the meeting, which names another host or day. Of the 27
meetings of a strong model in the thirty articles of the evals none has such a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partyx.checks.elsewhere import noted
from partyx.checks.printed import Printed, akin, meet
from partyx.deadline import in_time
from partyx.kinds.record import spec_of
from partyx.kinds.roles.plain import ParticipantRole, TextRole
from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.mention import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Meeting
    from partyx.kinds.roles.base import Role
    from partyx.mention import Mentions
    from partyx.records import Finding

_OCCASION = pattern(
    r"<meetings.names|meetings.ceremonies|meetings.refers_back>|\A<meetings.sittings>"
    r"|\A(?:[^\W\d_]+ ){0,2}<meetings.told_by>"
)
_AT = Behind("meetings.at", "meetings.screen", "meetings.screen_of")
_ONLINE = pattern("<meetings.online|meetings.online_places>")
_IN_PERSON = pattern("<meetings.in_person>")
_MODES = {"online": (_ONLINE,), "in_person": (_IN_PERSON,), "hybrid": (_ONLINE, _IN_PERSON)}


def check_occasions(article: Article, mentions: Mentions, meetings: Sequence[Meeting]) -> Iterator[Finding]:
    """One note a value of a meeting that the article tells of something else."""
    printed = Printed(article, mentions)
    for index, meeting in enumerate(in_time(meetings)):
        for field, said, why in _Occasion(printed, meeting).objections():
            yield noted(f"meetings[{index}]", field, said, why, meeting.evidence)


class _Occasion:
    """One meeting, the sentences and paragraphs that tell of it, and the days that these sentences name."""

    def __init__(self, printed: Printed, meeting: Meeting) -> None:
        self._printed = printed
        self._meeting = meeting
        self._sentences = printed.sentences(meeting.evidence)
        self._paragraphs = printed.paragraphs(meeting.evidence)
        self._days = printed.days(self._sentences)

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
                (label, person.name, self._of_person(person.name))
                for label, person in _all(one, ParticipantRole)
            ),
        )
        yield from ((field, value or "", why) for field, value, why in said if why)

    def _of_name(self) -> str | None:
        return None if _OCCASION.search(fold(self._meeting.name)) else "names no occasion"

    def _of_date(self) -> str | None:
        date = self._meeting.date
        if date is None:
            return None
        if self._days and date.start is not None and date.end is not None:
            if meet(self._days, frozenset({(date.start, date.end)})):
                return None
            return "is another day than that of the sentence that tells of the meeting"
        places = tuple(self._printed.places(date.printed))
        told = (self._printed.times(place, place + len(date.printed)) for place in places)
        if places and not any(any(True for _ in times) for times in told):
            return "is the date of a document, a deadline or a day to compare with"
        return None

    def _of_location(self) -> str | None:
        said = self._meeting.location
        if said is None or fold(said) in fold(self._meeting.name) or self._is_a_place(said):
            return None
        places = tuple(place for place in self._printed.places(said) if self._stands_at(place))
        if not places:
            return "is not said to be a place"
        return "is told of another day" if self._printed.tell_of_other_days(places, self._days) else None

    def _is_a_place(self, said: str) -> bool:
        """Whether a paragraph of the meeting names it as a place."""
        return any(map(self._stands_at, self._printed.places(said, self._paragraphs)))

    def _stands_at(self, place: int) -> bool:
        return _AT.start(self._printed.article.folded, place - 1) is not None

    def _of_organizer(self) -> str | None:
        said, printed = self._meeting.organizer, self._printed
        if said is None or printed.prints(self._sentences, said):
            return None
        named = (printed.mentions.within(*it, Kind.ORGANISATION) for it in self._sentences)
        bodies = [one.text for found in named for one in found]
        if not bodies or any(akin(said, body) for body in bodies):
            return None
        return f"is not {bodies[0]!r}, which its sentence names"

    def _of_mode(self) -> str | None:
        folded, words = self._printed.article.folded, _MODES.get(self._meeting.mode or "", ())
        said = all(any(word.search(folded, *it) for it in self._paragraphs) for word in words)
        return None if said else "is said by no word of its paragraphs"

    def _of_kind(self) -> str | None:
        if self._meeting.kind is None:
            return None
        folded = (self._printed.article.folded[slice(*it)] for it in self._paragraphs)
        said = " ".join((fold(self._meeting.name), *folded))
        missing = (word for word in fold(self._meeting.kind).split() if word not in said)
        return "is not in the words of its paragraphs" if any(missing) else None

    def _of_item(self, item: str) -> str | None:
        others = self._printed.tell_of_other_days(self._printed.places(item), self._days)
        return "is told of another day" if others else None

    def _of_person(self, name: str) -> str | None:
        places = self._printed.people.get(fold(name), ())
        if not places:
            return None
        if places[-1] < min(low for low, _ in self._paragraphs):
            return "is named only before the meeting is told of"
        if any(low <= place < high for place in places[:_PLACES] for low, high in self._paragraphs):
            return None
        others = self._printed.tell_of_other_days(places[:_PLACES], self._days)
        return "is named only in what is told of another day" if others else None


def _all(meeting: Meeting, role: type[Role]) -> Iterator[tuple[str, Any]]:
    """Each value of a meeting's fields of many with a role, with what one of them is called."""
    for field in spec_of(type(meeting)).fields:
        if field.many and isinstance(field.role, role):
            yield from ((field.single, value) for value in getattr(meeting, field.name))


_PLACES = 40
"""Places of one person that are looked at; an article names nobody more than ten times."""
