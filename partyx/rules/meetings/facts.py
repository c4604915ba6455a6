"""What a sentence says about the meeting it announces: who holds it, where, how, and what for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partyx.language.fold import fold
from partyx.language.grammar import Behind, pattern
from partyx.language.lexicon import phrases
from partyx.language.name import CAPITAL
from partyx.mention import Kind
from partyx.rules.meetings.occasions import ATTRIBUTE, ORDINAL, REACH

if TYPE_CHECKING:
    from partyx.article import Article
    from partyx.kinds.built_in.meeting import Mode
    from partyx.mention import Mention, Mentions
    from partyx.rules.meetings.occasions import Occasion

_PURPOSE = pattern(r"(?!<meetings.held_for>)<meetings.purposes>")
_FIRST_PURPOSE = pattern(r"<meetings.purposes|meetings.held_for>")
_SKIPPED = pattern(rf" ?(?:{ORDINAL}|{ATTRIBUTE})?,? ?")
_NEXT_PURPOSE = pattern(r"(?:[;,] ?(?:<connectors.and> )?| <meetings.joins_items> )(?=<meetings.purposes>)")
_ABOUT = pattern(r" <meetings.about> ")
_PURPOSES_ALONE = pattern(r"(?:<meetings.purposes>|<connectors.and>|[, ])*")
_GOES_ON = pattern(r" ?[;,]? ?(?:<meetings.in_order_to> )?(?=<meetings.purposes>)")
_AGENDA_ENDS = pattern(r"[.!?|\n](?=\s|$)| <meetings.at> (?!<meetings.no_place>)|,? <meetings.agenda_ends>")

_HELPED = pattern(r"<meetings.helped>")
_NO_SUBJECT = pattern(r"<meetings.no_subject> $")
_JOINED = pattern(r" ?(?:[,-]|<meetings.joins_bodies>) ?")
_UP_TO_VERB = pattern(r"(?: ?\([^()]{0,40}\))?[^,;:.]{0,48}(?:,? <meetings.term> [\d -]{4,13})?,? ?$")
_BY_WHOM = pattern(r",? ?(?:<meetings.held_adverbs> )?<meetings.by_whom> ")
_OF_A_BODY = pattern(rf"(?:,? {ORDINAL}|,? {ATTRIBUTE}|<connectors.of>|,? )*")
_ADVERBS = pattern(r"(?: <meetings.held_adverbs>){0,2} ?$")
_SUBJECT = re.compile(rf"(?:^|, | [–-] )({CAPITAL}[^,;:.–]{{2,80}})$")
_TIME = pattern(r"<meetings.times>")

_PLACE = pattern(
    r"<meetings.at> (?!<meetings.no_place>)(?P<place>[^,;.:()|\n]{3,90}?)"
    r"(?= ?(?:[,;.:()|\n]|$)| <meetings.place_ends>)"
)
_ARE_THERE = Behind("meetings.are_there")
_HELD_AT = pattern(r"<meetings.held_at> $")
_SCREEN = pattern(
    r"<meetings.screen> (?:<meetings.screen_of> ){0,2}(?P<name>[^,;.:()|\n]{2,60}?)"
    r"(?= ?[,;.:()|\n]| <meetings.screen_ends>|$)"
)
_OF_A_PLACE = pattern("<places.nouns>")
_HYBRID = pattern(
    r"<meetings.in_person>(?: ?[/,] ?| (?:<meetings.hybrid_joins> )?)<meetings.online>"
    r"|<meetings.online>(?:, | <meetings.hybrid_joins> )<meetings.in_person>"
)
_ONLINE = pattern(r"<meetings.online_contexts>[^.;]{0,40}<meetings.online>|<meetings.online_places>")
_LONGEST_SUBJECT = 120
"""Characters before the verb in which a subject that is no known body is looked for."""
_SKIPPED_AT_MOST = 4
"""Ordinals and attributes between what a meeting is called and its purpose."""


class MeetingFacts:
    """Reads the fields of one meeting off its sentences."""

    def __init__(self, article: Article, mentions: Mentions) -> None:
        """Keep the article and its mentions."""
        self._article = article
        self._mentions = mentions
        self._folded = article.folded

    def kind(self, occasion: Occasion) -> str:
        """What it is called, with its first purpose where that follows at once: "hội nghị sơ kết"."""
        noun = fold(occasion.noun)
        if not self._is_named(occasion):  # told by its verb: "sơ kết công tác quý I"
            takes = noun in phrases("meetings.takes_purpose")
            return self._with(occasion.noun, _PURPOSE.match(self._folded, occasion.start) if takes else None)
        position = occasion.start + len(noun)
        for _ in range(0 if noun in phrases("meetings.whole_kinds") else _SKIPPED_AT_MOST):
            if purpose := _FIRST_PURPOSE.match(self._folded, position, occasion.end):
                return self._with(occasion.noun, purpose)
            skipped = _SKIPPED.match(self._folded, position, occasion.end)
            if skipped is None:
                break
            position = skipped.end()
        return occasion.noun

    def _with(self, noun: str, purpose: re.Match[str] | None) -> str:
        return f"{noun} {self._article.view[slice(*purpose.span())].lower()}" if purpose else noun

    def _is_named(self, occasion: Occasion) -> bool:
        """Whether its name begins with what it is called; else a verb tells of it."""
        return self._folded.startswith(fold(occasion.noun), occasion.start)

    def organizer(self, occasion: Occasion) -> str | None:
        """Who holds it, as printed: the subject of the verb, "do ... tổ chức", or the body that meets."""
        sentence = self._article.sentences[occasion.sentence]
        if by := _BY_WHOM.match(self._folded, occasion.end, sentence.end):
            bodies = self._bodies(by.end(), min(sentence.end, by.end() + 2))
            if bodies:
                return self._article.view[bodies[0].start : self._chain_end(bodies, sentence.end)]
        if occasion.verb is not None:
            low = max(sentence.start, occasion.verb - REACH)
            if subject := self._subject(low, occasion.verb):
                return subject
        behind = occasion.start + len(occasion.noun)
        for body in self._bodies(occasion.start, occasion.end) if self._is_named(occasion) else ():
            if _OF_A_BODY.fullmatch(self._folded, behind, body.start):
                return body.text
        return None

    def _bodies(self, start: int, end: int) -> list[Mention]:
        return list(self._mentions.within(start, end, Kind.ORGANISATION))

    def _subject(self, start: int, verb: int) -> str | None:
        helped = _HELPED.search(self._folded, start, verb)
        if helped and not self._bodies(start, helped.start()):
            helped = None
        end = helped.start() if helped else verb
        venues = [match.span("place") for match in _PLACE.finditer(self._folded, start, end)]
        subjects = [
            body
            for body in self._bodies(start, end)
            if not _NO_SUBJECT.search(self._folded, max(start, body.start - 24), body.start)
            and not any(low <= body.start < high for low, high in venues)
        ]
        while subjects:
            chain = self._chain_end(subjects, end)
            if chain >= subjects[-1].end and _UP_TO_VERB.fullmatch(self._folded, chain, end):
                return self._article.view[subjects[0].start : chain]
            subjects = subjects[1:]
        return None if self._mentions.within(start, end, Kind.PERSON) else self._raw_subject(start, end)

    def _chain_end(self, bodies: list[Mention], limit: int) -> int:
        """The end of bodies joined by commas and "và", from the first on."""
        end = bodies[0].end
        for body in self._bodies(end, limit):
            if _JOINED.fullmatch(self._folded, end, body.start) is None:
                break
            end = body.end
        return end

    def _raw_subject(self, start: int, end: int) -> str | None:
        """A subject that is no known body: "Tiểu ban Nhân sự", "Cụm thi đua số 2"."""
        low = max(start, end - _LONGEST_SUBJECT)
        adverbs = _ADVERBS.search(self._folded, low, end)
        high = adverbs.start() if adverbs else end
        found = _SUBJECT.search(self._article.view[low:high])
        if found is None or self._mentions.within(start, end, Kind.DOCUMENT):
            return None
        return None if _TIME.match(self._folded, low + found.start(1)) else found[1].strip()

    def place(self, start: int, end: int, name: tuple[int, int], *, only_held: bool) -> str | None:
        """The first place in ``view[start:end]`` that is not part of the name.

        With ``only_held`` only the place behind "diễn ra" or "được tổ chức" counts.
        """
        for match in _PLACE.finditer(self._folded, start, end):
            inside = name[0] <= match.start() < name[1]
            if inside or _ARE_THERE.start(self._folded, match.start() - 1, start) is not None:
                continue
            if not only_held or _HELD_AT.search(self._folded, start, match.start()):
                return self._article.view[match.start("place") : match.end("place")].strip()
        return None

    def screen(self, start: int, end: int) -> str | None:
        """One of the places of an online meeting: "điểm cầu Bình Phước", and not how many there were."""
        for match in _SCREEN.finditer(self._folded, start, end):
            counted = self._folded[max(start, match.start() - 2) : match.start()].strip().isdigit()
            named = _OF_A_PLACE.match(self._folded, match.start("name"))
            said = self._article.view[match.start("name") : match.end()]
            if not counted and (named or said != said.lower()):
                return self._article.view[match.start() : match.end()].strip()
        return None

    def mode(self, start: int, end: int) -> Mode | None:
        """How it was held, where ``view[start:end]`` says so."""
        if _HYBRID.search(self._folded, start, end):
            return "hybrid"
        return "online" if _ONLINE.search(self._folded, start, end) else None

    def agenda(self, occasion: Occasion) -> tuple[str, ...]:
        """What it dealt with, item by item: "sơ kết ...", "triển khai ..."; else what it was about."""
        if fold(occasion.noun) in phrases("meetings.ceremonies", "meetings.lessons"):
            return ()
        sentence = self._article.sentences[occasion.sentence]
        behind = occasion.start + (len(occasion.noun) if self._is_named(occasion) else 0)
        end = self._agenda_end(occasion.end, sentence.end)
        about = _ABOUT.search(self._folded, behind, occasion.end)
        if first := _PURPOSE.search(self._folded, behind, occasion.end):
            # "làm việc về công tác chuẩn bị đại hội": what it was about may begin before the purpose.
            start = min(first.start(), about.end() if about else first.start())
        elif goes_on := _GOES_ON.match(self._folded, occasion.end, sentence.end):
            start = goes_on.end()
        elif about:
            return (self._article.view[about.end() : occasion.end],)
        else:
            return ()
        return tuple(item.strip() for item in self._split(start, end))

    def _agenda_end(self, name_end: int, limit: int) -> int:
        goes_on = _GOES_ON.match(self._folded, name_end, limit)
        if goes_on is None:
            return name_end
        limit = min(limit, goes_on.end() + REACH)
        stop = _AGENDA_ENDS.search(self._folded, goes_on.end(), limit)
        return stop.start() if stop else limit

    def _split(self, start: int, end: int) -> list[str]:
        """Cut at purposes; one with no object of its own ("học tập, quán triệt ...") joins the next."""
        items: list[str] = []
        begin = start
        for cut in _NEXT_PURPOSE.finditer(self._folded, start, end):
            if not _PURPOSES_ALONE.fullmatch(self._folded, begin, cut.start()):
                items.append(self._article.view[begin : cut.start()])
                begin = cut.end()
        if begin < end:
            items.append(self._article.view[begin:end])
        return items
