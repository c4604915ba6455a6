"""Puts meetings together: the places that name one, its people, and what they say of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partyx.article import Role
from partyx.draft import DraftMeeting
from partyx.language.fold import fold
from partyx.language.grammar import pattern
from partyx.language.words import words_in
from partyx.mention import Kind, PersonReading
from partyx.rules.meetings.facts import MeetingFacts
from partyx.rules.meetings.occasions import JUST, REACH, REFERENCE, Occasion, Occasions
from partyx.rules.meetings.participants import Capacity, Participants, Participation
from partyx.rules.meetings.told_by_verb import occasion_told_by_verb

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partyx.article import Article, Sentence
    from partyx.kinds.built_in.meeting import Mode
    from partyx.mention import Mention, Mentions

_OCCASION_OF = pattern(r"(?:<meetings.occasion_of> )?(?P<noun>[^\W_]+)")
_SAME_DAY = pattern(r"<meetings.same_day>")
_ALIKE = 0.5
"""Share of the shorter name's words that two names of one meeting have in common at least."""
_COMPARED = 20
"""Meetings before one that it may repeat; a digest of a week has fewer, and it keeps long texts linear."""
_REPORT_OPENS_WITHIN = 3
"""Sentences. An article that announces a meeting this early reports on it; others quote people elsewhere."""
_NEAR = 2
"""Sentences behind an announcement that still speak of the meeting with no word for it ("Cùng dự có ...")."""


@dataclass
class _Meeting:
    """A meeting being put together: its places in the article, the fullest first, and its people by name."""

    occasions: list[Occasion]
    sentences: list[int] = field(default_factory=list)
    chairs: dict[str, int] = field(default_factory=dict)
    speakers: dict[str, int] = field(default_factory=dict)
    attendees: dict[str, int] = field(default_factory=dict)

    @property
    def best(self) -> Occasion:
        """The place that says most."""
        return self.occasions[0]

    def people(self, capacity: Capacity) -> dict[str, int]:
        """Where people with this part are kept: name to the sentence that says so."""
        if capacity is Capacity.CHAIRS:
            return self.chairs
        return self.attendees if capacity is Capacity.ATTENDS else self.speakers


def draft_meetings(article: Article, mentions: Mentions) -> tuple[DraftMeeting, ...]:
    """Draft the meetings that an article announces or reports.

    Args:
        article: The article.
        mentions: All its mentions.

    Returns:
        One draft a meeting, in the order they are first announced in.
    """
    occasions = Occasions(article, mentions)
    named = occasions.find()
    meetings = _told_apart(article, named)
    if not meetings and (told := occasion_told_by_verb(article, mentions, occasions)):
        meetings = [_Meeting([told])]
    if not meetings:
        return ()
    drafter = _Drafter(article, mentions, occasions, meetings)
    return drafter.draft()


def _told_apart(article: Article, named: list[Occasion]) -> list[_Meeting]:
    """Group the places that name one meeting; those that are not held only support one that is."""
    headline = [one for one in named if article.role_at(one.start) is Role.HEADLINE]
    rest = [one for one in named if article.role_at(one.start) is not Role.HEADLINE]
    meetings: list[_Meeting] = []
    for occasion in (one for one in rest if one.is_held):
        recent = reversed(meetings[-_COMPARED:])
        same = next((meeting for meeting in recent if _is_same(article, meeting.best, occasion)), None)
        if same is None:
            meetings.append(_Meeting([occasion]))
        else:
            same.occasions.append(occasion)
    for occasion in headline:
        same = next((meeting for meeting in meetings if _noun(meeting.best) == _noun(occasion)), None)
        if same is not None:
            same.occasions.append(occasion)
        elif occasion.is_held and not meetings and _is_spoken_of(article):
            meetings.append(_Meeting([occasion]))
    return meetings


def _is_spoken_of(article: Article) -> bool:
    """Whether the text speaks of a meeting: "Đối thoại để gần dân" above one that does not is a theme."""
    roles = (article.role_at(match.start()) for match in REFERENCE.finditer(article.folded))
    return any(role.is_content and role is not Role.HEADLINE for role in roles)


def _noun(occasion: Occasion) -> str:
    match = _OCCASION_OF.match(fold(occasion.noun))
    return match["noun"] if match else occasion.noun


def _day_of(date: Mention) -> str | None:
    """The day that a date stands for, however it is printed."""
    period = date.period
    return None if period is None else period.edtf or period.printed


def _is_same(article: Article, first: Occasion, other: Occasion) -> bool:
    """Whether two places name one meeting."""
    if first.date and other.date and _day_of(first.date) != _day_of(other.date):
        return False
    if _noun(first) != _noun(other):
        return False
    words, others = (set(words_in(article.folded[one.start : one.end])) for one in (first, other))
    shared = len(words & others) / max(1, min(len(words), len(others)))
    return shared >= _ALIKE or other.date is None


class _Drafter:
    """Turns meetings into drafts."""

    def __init__(
        self, article: Article, mentions: Mentions, occasions: Occasions, meetings: list[_Meeting]
    ) -> None:
        self._article = article
        self._mentions = mentions
        self._occasions = occasions
        self._meetings = meetings
        self._facts = MeetingFacts(article, mentions)
        self._announced = sorted(
            ((occasion.sentence, meeting) for meeting in meetings for occasion in meeting.occasions),
            key=lambda pair: pair[0],
        )
        self._speaking = {article.sentence_at(event.start()) for event in REFERENCE.finditer(article.folded)}
        self._fullest = _fullest(mentions)
        self._opening = occasions.content[:_REPORT_OPENS_WITHIN]
        self._reported = {id(meeting) for sentence, meeting in self._announced if sentence in self._opening}
        """Meetings that the article opens with: it is a report of them."""

    def draft(self) -> tuple[DraftMeeting, ...]:
        """All meetings, with their people."""
        for index in self._occasions.content:
            self._meeting_of(index).sentences.append(index)
        participants = Participants(self._article, self._mentions)
        for participation in participants.find(self._occasions.content):
            meeting = self._meeting_of(participation.sentence)
            if self._takes_part(meeting, participation):
                people = meeting.people(participation.capacity)
                people.setdefault(_name(participation.person), participation.sentence)
        days = self._days()
        return tuple(self._drafted(meeting, day) for meeting, day in zip(self._meetings, days, strict=True))

    def _days(self) -> list[Mention | None]:
        """The day of each meeting; "cùng ngày" is that of the one before."""
        days: list[Mention | None] = []
        for meeting in self._meetings:
            own = next((one.date for one in meeting.occasions if one.date), None) or self._date_nearby(
                meeting
            )
            days.append(own or (days[-1] if days and self._is_same_day(meeting) else None))
        return days

    def _is_same_day(self, meeting: _Meeting) -> bool:
        start = self._article.sentences[meeting.best.sentence].start
        return (
            _SAME_DAY.search(self._article.folded, max(start, meeting.best.start - REACH), meeting.best.start)
            is not None
        )

    def _meeting_of(self, sentence: int) -> _Meeting:
        """The meeting a sentence belongs to: the one it announces, else the nearest announced before."""
        index = bisect_right(self._announced, sentence, key=lambda pair: pair[0]) - 1
        return self._announced[index][1] if index >= 0 else self._meetings[0]

    def _is_near(self, sentence: int) -> bool:
        """Whether a meeting is announced in the sentence or right before it."""
        index = bisect_right(self._announced, sentence, key=lambda pair: pair[0]) - 1
        return index >= 0 and sentence - self._announced[index][0] <= _NEAR

    def _speaks_of_event(self, sentence: int) -> bool:
        return sentence in self._speaking

    def _takes_part(self, meeting: _Meeting, participation: Participation) -> bool:
        """Whether a part is one at the meeting, and not elsewhere."""
        here = self._is_near(participation.sentence) or self._speaks_of_event(participation.sentence)
        if participation.capacity is Capacity.TELLS:
            return here
        if participation.capacity is Capacity.CHAIRS:
            return True
        return here or id(meeting) in self._reported

    def _drafted(self, meeting: _Meeting, date: Mention | None) -> DraftMeeting:
        best, facts = meeting.best, self._facts
        mode = self._mode(meeting)
        held = meeting.chairs.keys() | meeting.speakers.keys()
        return DraftMeeting(
            name=self._article.view[best.start : best.end],
            evidence=self._evidence(meeting),
            kind=facts.kind(best),
            date=date.id if date else None,
            organizer=next((found for one in meeting.occasions if (found := facts.organizer(one))), None),
            location=self._place(meeting, mode),
            mode=mode,
            chairs=self._drafted_people(meeting.chairs),
            speakers=self._drafted_people(meeting.speakers),
            attendees=self._drafted_people(name for name in meeting.attendees if name not in held),
            agenda=next((items for one in meeting.occasions if (items := facts.agenda(one))), ()),
        )

    def _drafted_people(self, names: Iterable[str]) -> tuple[str, ...]:
        """Each person once, by the mention that prints most titles."""
        return tuple(self._fullest[name].id for name in names)

    def _spans_of_event(self, meeting: _Meeting) -> list[Sentence]:
        """The sentences that announce a meeting, then those that speak of it."""
        announcing = dict.fromkeys(occasion.sentence for occasion in meeting.occasions)
        others = [
            index for index in meeting.sentences if index not in announcing and self._speaks_of_event(index)
        ]
        return [self._article.sentences[index] for index in (*announcing, *others)]

    def _date_nearby(self, meeting: _Meeting) -> Mention | None:
        """The day that another sentence of the opening, or the next one, gives; none for "vừa tổ chức"."""
        best = self._article.sentences[meeting.best.sentence]
        if JUST.search(self._article.folded, max(best.start, meeting.best.start - REACH), meeting.best.start):
            return None
        near = {*self._opening, meeting.best.sentence + 1, meeting.best.sentence + 2}
        for index in sorted(near & set(meeting.sentences)):
            sentence = self._article.sentences[index]
            if self._speaks_of_event(index) and (day := self._occasions.day(sentence.start, sentence.end)):
                return day
        return None

    def _mode(self, meeting: _Meeting) -> Mode | None:
        modes = {self._facts.mode(one.start, one.end) for one in self._spans_of_event(meeting)}
        return "hybrid" if "hybrid" in modes else "online" if "online" in modes else None

    def _place(self, meeting: _Meeting, mode: Mode | None) -> str | None:
        """Where: in the announcing sentences, else where it "diễn ra tại"; online, one of the screens."""
        name = (meeting.best.start, meeting.best.end)
        spans = self._spans_of_event(meeting)
        announcing = len({occasion.sentence for occasion in meeting.occasions})
        for number, one in enumerate(spans):
            announces = number < announcing
            if found := self._facts.place(one.start, one.end, name, only_held=not announces):
                return found
        if mode is None:
            return None
        sentences = (self._article.sentences[index] for index in meeting.sentences)
        return next((found for one in sentences if (found := self._facts.screen(one.start, one.end))), None)

    def _evidence(self, meeting: _Meeting) -> tuple[tuple[int, int], ...]:
        """The announcing sentences first, then those that give somebody a part."""
        given = sorted({*meeting.chairs.values(), *meeting.speakers.values(), *meeting.attendees.values()})
        sentences = dict.fromkeys([*(one.sentence for one in meeting.occasions), *given])
        spans = (self._article.sentences[index] for index in sentences)
        return tuple((span.start, span.end) for span in spans)


def _fullest(mentions: Mentions) -> dict[str, Mention]:
    """Name to the first mention that prints the most titles beside it."""
    fullest: dict[str, tuple[int, Mention]] = {}
    for mention in mentions.of_kind(Kind.PERSON):
        titles = len(getattr(mention.reading, "titles", ()))
        name = _name(mention)
        if name not in fullest or titles > fullest[name][0]:
            fullest[name] = (titles, mention)
    return {name: mention for name, (_, mention) in fullest.items()}


def _name(mention: Mention) -> str:
    return mention.reading.name if isinstance(mention.reading, PersonReading) else mention.text
